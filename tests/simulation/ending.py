"""What must be true when a history has come to rest."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.kernel.clock import from_micros, to_micros
from bot.kernel.wording import wording
from storage.engine import Row
from storage.telling import _card
from tests.simulation.founding import Club
from tests.simulation.round import passed_over_in
from tests.simulation.world import World

SLACK = timedelta(days=35)
# What a history is made of, counted when it has come to rest.
COUNTED = {
    "meetings": "meeting WHERE state = 'held'",
    "turns_let_go": "turn WHERE state IN ('passed', 'lapsed', 'fell_out')",
    "swaps": "swap WHERE state = 'agreed'",
    "backpacks": "backpack WHERE edition > 0",
    "second_editions": "backpack WHERE edition > 1",
    "outcomes": "pick WHERE outcome IS NOT NULL",
    "nudges": "nudge",
    "silences": "envelope WHERE view = 'activity.silent' AND state = 'sent'",
}
PER_ROUND = timedelta(days=42)


async def check_end(world: World, clubs: list[Club]) -> None:
    """Look at everything once more, when nobody does anything any more and nothing fails."""
    watch = world.watch
    for poll in watch.ledger.polls():
        watch.check_answers(poll)
    unsettled = world.rows.all("SELECT * FROM envelope WHERE state = 'sending'")
    watch.insist(not unsettled, "an envelope is still under way", unsettled)
    late = to_micros(world.loop.now() - timedelta(hours=1))
    overdue = world.rows.all("SELECT * FROM timer WHERE due_at < :late", late=late)
    watch.insist(not overdue, "a timer is overdue", overdue)
    waiting = [update for platform in world.platforms.values() for update in platform.unanswered]
    watch.insist(not waiting, "an act was never answered", waiting)
    crowded = sum(platform.crowded for platform in world.platforms.values())
    watch.insist(not crowded, "two requests at a time for one chat", crowded)
    _check_copies(world)
    await _check_cards(world)
    for club in clubs:
        _check_rhythm(world, club)
    for name, table in COUNTED.items():
        setattr(watch.figures, name, world.rows.value(f"SELECT COUNT(*) FROM {table}"))  # noqa: S608 - our own words
    watch.promises.look()
    for club in clubs:
        for company, before, after in passed_over_in(world.rows, club.id):
            watch.insist(False, "a company was passed over (R5.5)", (club.canary, company, before, after))


def _check_copies(world: World) -> None:
    """At most one more copy for each time that nobody could know, two in all, and none of what only asks."""
    watch = world.watch
    doubts = watch.doubts.copy()
    for platform in world.platforms.values():
        for key, times in platform.doubts.items():
            doubts[key.split(".")[0]] += times
    reposts = {row["id"]: row["reposts"] for row in world.rows.all("SELECT id, reposts FROM card")}
    for key, copies in watch.copies.items():
        watch.figures.copies += copies - 1
        allowed = 1 + doubts[key] + reposts.get(key, 0)
        if key in watch.exact:
            allowed = 1 + reposts.get(key, 0)
        elif key not in reposts:
            allowed = min(allowed, 1 if watch.letters.kinds[key] in {"ask", "kind"} else 2)
        watch.insist(
            copies <= allowed, "one copy too many", (key, watch.letters.kinds.get(key, "card"), copies, allowed)
        )


async def _check_cards(world: World) -> None:
    """What hangs in the rooms is the state; unless somebody deleted it and nothing has changed since."""
    for row in world.rows.all("SELECT * FROM card WHERE given_up = 0"):
        world.watch.insist(row["changes"] == row["shown_changes"], "a card is behind", row)
        await _check_card(world, row)


async def _check_card(world: World, row: Row) -> None:
    card = _card(row)
    rendered = await world.look(lambda unit: world.core.cards._rendered(unit, card))
    if rendered is None:
        return
    platform = world.platforms[rendered.place.platform]
    message = platform.messages.get(card.message or "")
    world.watch.insist(message is not None, "a card hangs nowhere", row)
    if message is not None and not message.is_deleted:
        shows = wording(rendered.view, rendered.voice)
        world.watch.insist(message.words == shows, "a card shows something else", (message.words, shows))


def _check_rhythm(world: World, club: Club) -> None:
    """A club meets when its rhythm asks for it, or there is a reason: failed rounds, moved dates, pauses."""
    rows = world.rows
    of = {"club": club.id}
    if world.watch.eye.active(club.id) < 3:
        return
    weeks = rows.value("SELECT MAX(cadence_weeks, 6) FROM club WHERE id = :club", **of)
    held = rows.all("SELECT * FROM meeting WHERE club_id = :club AND state = 'held' ORDER BY ends_at", **of)
    polls = rows.all("SELECT * FROM poll WHERE club_id = :club", **of)
    met = rows.all("SELECT * FROM meeting WHERE club_id = :club", **of)
    marks = [*(from_micros(each["ends_at"]) for each in held), world.loop.now()]
    began = from_micros(rows.value("SELECT ready_at FROM club WHERE id = :club", **of))
    for cycle, until in enumerate(marks):
        rounds = [each for each in polls if each["cycle"] == cycle]
        moved = sum(each["is_moved"] for each in met if any(poll["id"] == each["poll_id"] for poll in rounds))
        allowed = timedelta(weeks=weeks) + SLACK + PER_ROUND * (len(rounds) - 1 + moved)
        allowed += _paused(world, club, began, until)
        waits = any(each["state"] == "lead_sets" for each in rounds)
        gap = until - began
        world.watch.insist(waits or gap <= allowed, "a club has not met for too long", (club.canary, gap, allowed))
        began = until


def _paused(world: World, club: Club, began: datetime, until: datetime) -> timedelta:
    """Each day in a pause is a day more, twice: the window moves too."""
    pauses = world.rows.all("SELECT * FROM pause WHERE club_id = :club", club=club.id)
    days = [began.date() + timedelta(days=n) for n in range((until - began).days + 1)]
    return 2 * timedelta(days=sum(any(_is_in(pause, day) for pause in pauses) for day in days))


def _is_in(pause: Row, day: date) -> bool:
    if pause["yearly"]:
        return bool(pause["first"] <= f"{day:%m-%d}" <= pause["last"])
    return bool(pause["first"] <= day.isoformat() <= pause["last"])
