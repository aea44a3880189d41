"""On which occasion each message may come, from the `when` of tests/contracts/messages.toml: one look at the rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta

from bot.kernel.clock import MICROSECOND
from storage.engine import Row
from tests.simulation.eye import Eye

DAY = timedelta(days=1) // MICROSECOND
# Each holds for a message that is about to be sent; `:person` is its addressee, the rest its view's ids.
# A day that people share may come earlier than the rule says, for holidays and nights; never later.
POLL = "SELECT state = '{}' FROM poll WHERE club_id = :club AND id = :poll"
TURN = "SELECT state = 'proposed' AND ended_at IS NULL FROM turn WHERE club_id = :club AND id = :turn"
NO_MEETING = """SELECT COALESCE((SELECT MAX(ends_at) FROM meeting WHERE club_id = :club AND state = 'held'),
    club.ready_at, 0) < :now - 62 * :day FROM club WHERE id = :club"""
OCCASIONS: Mapping[str, str] = {
    "polls.reminder": f"{POLL.format('open')} AND closes_at > :now AND opens_at < :now - :day",
    "polls.host_word": POLL.format("asking_host"),
    "polls.lead_sets": POLL.format("lead_sets"),
    "polls.draft": POLL.format("drawn"),
    "meetings.decided": "SELECT state != 'cancelled' FROM meeting WHERE club_id = :club AND id = :meeting",
    "meetings.cancelled": "SELECT state = 'cancelled' FROM meeting WHERE club_id = :club AND id = :meeting",
    "attendance.ask": """SELECT state = 'decided' AND starts_at > :now AND starts_at < :now + 8 * :day FROM meeting
        WHERE club_id = :club AND id = :meeting""",
    "attendance.due": """SELECT state != 'cancelled' AND starts_at <= :now AND confirmed_at IS NULL FROM meeting
        WHERE club_id = :club AND id = :meeting""",
    "attendance.missed_lines": """SELECT state = 'held' AND NOT EXISTS (SELECT 1 FROM meeting AS later
        WHERE later.club_id = :club AND later.state = 'held' AND later.ends_at > meeting.ends_at)
        FROM meeting WHERE club_id = :club AND id = :meeting""",
    "turns.asked": TURN,
    "turns.reminded": TURN,
    "turns.stand_in": TURN,
    "turns.host_wanted": """SELECT NOT EXISTS (SELECT 1 FROM turn WHERE club_id = :club AND state = 'accepted'
        AND ended_at IS NULL)""",
    "briefs.preparation": """SELECT EXISTS (SELECT 1 FROM meeting WHERE club_id = :club AND state = 'decided'
        AND starts_at > :now AND starts_at < :now + 9 * :day)""",
    "backpack.packed": "SELECT edition >= 1 FROM backpack WHERE club_id = :club AND turn_id = :turn",
    "backpack.empty": "SELECT edition = 0 FROM backpack WHERE club_id = :club AND turn_id = :turn",
    "backpack.asked": """SELECT edition >= 1 AND packed_at < :now - 20 * :day FROM backpack
        WHERE club_id = :club AND turn_id = :turn""",
    "backpack.result": "SELECT outcome IS NOT NULL FROM pick WHERE club_id = :club AND tip_id = :pick",
    "tips.asked": "SELECT state = 'asked' AND person_id = :person FROM tip WHERE club_id = :club AND id = :tip",
    "activity.not_met": NO_MEETING,
    "activity.not_met_fact": NO_MEETING,
    "activity.silent": """SELECT silent_since IS NOT NULL FROM membership WHERE club_id = :club
        AND person_id = :person AND state = 'pledged'""",
    "activity.missed_two": "SELECT EXISTS (SELECT 1 FROM nudge WHERE club_id = :club AND missed = 2)",
    "activity.flag": "SELECT EXISTS (SELECT 1 FROM nudge WHERE club_id = :club AND missed = 2)",
}
NAMES = ("poll", "meeting", "turn", "tip", "pick", "company", "member")


def occasion_fault(eye: Eye, letter: Row) -> str | None:
    """Return what speaks against sending a message now; None when there is an occasion for it."""
    sql = OCCASIONS.get(letter["view"])
    if sql is None:
        return None
    ids = dict.fromkeys(NAMES, "") | json.loads(letter["ids"])
    of = ids | {"club": letter["club_id"], "person": letter["person_id"], "now": eye.micros, "day": DAY}
    return None if eye.rows.value(sql, **of) else "the rows tell of none"
