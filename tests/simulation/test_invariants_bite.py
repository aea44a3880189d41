"""A history with a fault built in is found out: each invariant bites."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from bot.features.backpack.intents import PackDue
from bot.features.backpack.service import packing
from bot.features.briefs import model as brief_model
from bot.features.meetings.intents import MeetingHeld
from bot.features.meetings.ports import Meetings
from bot.features.polls.intents import CloseDue, Remind
from bot.features.polls.ports import Poll, Polls
from bot.features.polls.service import reminding
from bot.features.polls.service.common import Answers, answers_of
from bot.features.polls.views import private
from bot.features.tips.ports import Tip, Tips
from bot.features.tips.service import giving
from bot.features.tips.views import reading
from bot.features.tips.words import Authors
from bot.features.turns.intents import LapseTurn
from bot.features.turns.ports import TurnId, Turns
from bot.kernel.errors import BugError
from bot.kernel.feature import Reader
from bot.kernel.intents import Intent
from bot.kernel.people import Actor, ClubScope, Place
from bot.kernel.ports import MessageClass, UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.texts import T, Text, Voice, Written
from bot.kernel.views import Answer, Paragraph, View, ViewRef
from storage.attendance import SqlAttendance
from storage.engine import Row
from storage.polls import SqlPolls
from storage.roster import SqlRoster
from storage.telling import SqlCards, SqlTimers
from storage.tips import SqlTips
from tests.contracts.messages import TABLE
from tests.fakes.platform import FakePlatform, Rates
from tests.simulation.eye import Eye
from tests.simulation.found_out import is_found_out
from tests.simulation.letters import Letters, Tally, wants_quiet
from tests.simulation.play import Tamper
from tests.simulation.world import Size, World

# A history takes seconds, and on a busy machine many of them.
pytestmark = pytest.mark.timeout(300)
TWO_CLUBS = Size(clubs=2, weeks=8)


class Twice:
    """Posts everything a second time."""

    def __init__(self, platform: FakePlatform) -> None:
        self._platform = platform

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - everything else is the platform's own
        return getattr(self._platform, name)

    async def post(self, place: Place, view: View, voice: Voice, key: str) -> str:
        """Post twice."""
        await self._platform.post(place, view, voice, key)
        return await self._platform.post(place, view, voice, key)


def sends_twice(world: World) -> None:
    """A courier that sends twice."""
    world.core.courier._adapters = {name: Twice(each) for name, each in world.platforms.items()}


def knows_no_repeats(world: World) -> None:
    """A door that takes in what it has taken in before."""

    async def anything(*_: object) -> None:
        """Let all in."""

    world.core.door._only_once = anything  # type: ignore[method-assign, assignment]


def asks_nobody_who_they_are(world: World) -> None:
    """A door that lets everybody do everything."""
    world.core.door._check_rights = lambda *_: None  # type: ignore[method-assign]


def keeps_no_hours(world: World) -> None:
    """A courier that knows neither nights nor pauses."""

    async def never(*_: object) -> None:
        """Wait for nothing."""

    world.core.courier._writer._waits = never  # type: ignore[method-assign, assignment]


def closes_nothing(world: World) -> None:
    """A timer whose act fails each time."""

    async def broken(*_: object) -> Answer:
        raise BugError

    acts = world.core.catalogue.acts
    acts[CloseDue] = replace(acts[CloseDue], handler=broken)


def tells_names(world: World) -> None:
    """A room card that says who is in the club."""

    async def name(work: UnitOfWork, ref: ViewRef) -> str:
        return (await work.of(Roster).members(ClubScope(ref.club)))[0].name

    _adds(world, "polls.card", name)


def tells_tips(world: World) -> None:
    """A room card that quotes a tip."""

    async def words(work: UnitOfWork, ref: ViewRef) -> str:
        return next(
            (each.words for each in await work.of(Tips).of_turn(ClubScope(ref.club), TurnId(ref.ids["turn"]))), ""
        )

    _adds(world, "tips.card", words)


def sounds_always(world: World) -> None:
    """A card of tips that sounds."""
    _adds(world, "tips.card", None)


def _adds(world: World, card: str, more: Callable[[UnitOfWork, ViewRef], Awaitable[str]] | None) -> None:
    """Let a card say more than it should, or say it aloud."""
    views = world.core.catalogue.views
    plain = views[card]

    async def made(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
        view = await plain(work, reader, ref)
        if view is None or more is None:
            return None if view is None else View(view.audience, view.blocks, loud=True)
        said = Paragraph(T("{name} is late.", name=await more(work, ref)))
        return View(view.audience, (*view.blocks, said), view.loud)

    views[card] = made


def forgets_a_time(world: World) -> None:
    """A reminder after which one of the times has gone, with its answers."""
    acts = world.core.catalogue.acts
    kept = acts[Remind].handler

    async def forgetful(work: UnitOfWork, actor: Actor, intent: Remind) -> Answer:
        scope = ClubScope(intent.club)
        poll = await work.of(Polls).poll(scope, intent.poll)
        await work.of(Polls).drop_slots(scope, poll.id, list(poll.slots)[:1])
        return await kept(work, actor, intent)

    acts[Remind] = replace(acts[Remind], handler=forgetful)


FAULTS: list[tuple[Tamper, str]] = [
    (sends_twice, "twice in a round|one copy too many"),
    (asks_nobody_who_they_are, "an outsider changed rows of a club"),
    (keeps_no_hours, "a message while there should be none"),
    (closes_nothing, "the program logged an error"),
    (tells_names, "a person's name in a room"),
    (tells_tips, "a tip's text in a room"),
    (sounds_always, "a card that sounds"),
    (forgets_a_time, "an answered time has gone without a pause"),
]


@pytest.mark.parametrize(("tamper", "what"), FAULTS, ids=lambda each: getattr(each, "__name__", None))
def test_a_fault_is_found_out(tamper: Tamper, what: str) -> None:
    """Each of these programs does one thing wrong, and a history shows it."""
    assert is_found_out(what, tamper)


def test_an_act_taken_in_twice_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """An old tap that is delivered again must not undo a newer one."""
    monkeypatch.setattr("tests.simulation.world.REPEATS", 0.9)
    assert is_found_out("an answer was lost or changed|what was acknowledged was lost", knows_no_repeats)


async def _nothing(*_: object, **__: object) -> None:
    """Do nothing where something should be done."""


def test_a_lost_answer_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers are acknowledged and not kept."""
    monkeypatch.setattr(SqlPolls, "mark", _nothing)
    assert is_found_out("an answer was lost or changed")


def test_a_card_left_behind_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody notes that what a card mirrors has changed."""
    monkeypatch.setattr(SqlCards, "mark", _nothing)
    monkeypatch.setattr(SqlCards, "mark_all", _nothing)
    assert is_found_out("a card shows something else")


def test_a_poll_that_never_closes_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The timer that closes a poll is not set."""
    kept = SqlTimers.set

    async def without_closing(self: SqlTimers, scope: ClubScope, intent: Intent, due_at: datetime) -> None:
        if not isinstance(intent, CloseDue):
            await kept(self, scope, intent, due_at)

    monkeypatch.setattr(SqlTimers, "set", without_closing)
    assert is_found_out("a round has no timer")


@pytest.mark.parametrize(
    ("forgotten", "what"),
    [(PackDue, "a held meeting without a backpack"), (LapseTurn, "a turn has no timer"), (MeetingHeld, "no timer")],
)
def test_what_would_wait_for_ever_is_found_out(
    forgotten: type[Intent], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A timer of the cycle is not set."""
    kept = SqlTimers.set

    async def without_it(self: SqlTimers, scope: ClubScope, intent: Intent, due_at: datetime) -> None:
        if not isinstance(intent, forgotten):
            await kept(self, scope, intent, due_at)

    monkeypatch.setattr(SqlTimers, "set", without_it)
    assert is_found_out(what)


def test_a_lost_word_about_coming_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes is acknowledged and not kept."""
    monkeypatch.setattr(SqlAttendance, "rsvp", _nothing)
    assert is_found_out("what was acknowledged was lost or changed")


def test_a_lost_tip_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tip is acknowledged and not kept."""
    monkeypatch.setattr(SqlTips, "add", _nothing)
    monkeypatch.setattr(giving, "put_in", _nothing)
    assert is_found_out("a tip was acknowledged and not kept")


def test_an_empty_backpack_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tips were given, and the backpack comes without them."""

    async def none(*_: object) -> list[Any]:
        return []

    monkeypatch.setattr(packing, "_given", none)
    assert is_found_out("tips and no backpack|a given tip left out")


def test_tips_read_after_packing_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tips so far stay open to everybody."""

    async def always(work: UnitOfWork, scope: ClubScope) -> Any:  # noqa: ANN401 - a turn or none
        held = await work.of(Meetings).held(scope)
        return await work.of(Turns).turn(scope, held[-1].turn) if held else await work.of(Turns).current(scope)

    monkeypatch.setattr(reading, "turn_to_read", always)
    assert is_found_out("a tip read by who may not", size=Size(weeks=11), first=901)


def test_a_message_outside_the_matrix_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message that stands in no row of R9, and one of another class."""
    row = dict(TABLE["meetings.decided"])
    monkeypatch.delitem(TABLE, "meetings.decided")
    assert is_found_out("a message that is not in R9's matrix")
    monkeypatch.setitem(TABLE, "meetings.decided", row | {"class": "ask"})
    assert is_found_out("a message that is not in R9's matrix")


def test_a_message_without_an_occasion_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guests are sent their ten minutes three weeks before."""
    monkeypatch.setattr(brief_model, "PREPARED_BEFORE", timedelta(days=21))
    assert is_found_out("a message without an occasion")


def test_too_many_quiet_posts_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The room gets the same count of tips six times, and nobody counts the cycle's quiet posts."""
    monkeypatch.setattr("storage.telling.QUIET_POSTS", 100)
    kept = SqlCards.hang

    async def many(self: SqlCards, scope: ClubScope, view: ViewRef, *, loud: bool) -> None:
        for number in range(1 if loud else 6):
            ids = {**view.ids, "copy": str(number)}
            await kept(self, scope, view if loud else ViewRef(view.name, view.club, ids), loud=loud)

    monkeypatch.setattr(SqlCards, "hang", many)
    assert is_found_out("too many quiet posts in a room")


def test_an_unnamed_author_who_is_named_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every tip is unnamed in the rows, and its author is told all the same."""

    def named(self: Authors, tip: Tip) -> Text:
        return Written(self.people[tip.person] if tip.person else "")

    monkeypatch.setattr(Authors, "of", named)
    kept = SqlTips.add

    async def unnamed(self: SqlTips, scope: ClubScope, tip: Tip) -> None:
        await kept(self, scope, replace(tip, is_named=False))

    monkeypatch.setattr(SqlTips, "add", unnamed)
    assert is_found_out("an unnamed author is named")


def _letter(kind: str, *, holds_up: bool = False) -> Row:
    return {"view": "toys.one", "kind": kind, "holds_up": int(holds_up), "rides_along": 0}


def test_the_budget_is_counted() -> None:
    """R9: the fifth counted message of a cycle is one too many, unless for a further round; so is the seventh duty."""
    wrong: list[str] = []
    eye = Eye(cast("Any", None), datetime.now, wrong.append)
    letters, tally = Letters(eye, cast("Any", None)), Tally()
    for _ in range(4):
        letters._count(tally, [_letter("ask")], rounds=1)
    letters._count(tally, [_letter("kind")], rounds=2)
    assert not wrong
    letters._count(tally, [_letter("ask")], rounds=2)
    assert "counted messages over the budget" in wrong.pop()
    for number in range(8):
        letters._count(tally, [_letter("duty", holds_up=number > 5)], rounds=1)
    assert not wrong
    letters._count(tally, [_letter("duty")], rounds=1)
    assert "duties over their cap" in wrong.pop()


@pytest.mark.parametrize(
    ("state", "kind", "why"),
    [
        ({"snoozed_until": 20}, "duty", "snoozed"),
        ({"snoozed_until": 5}, "duty", None),
        ({"silent_since": 1}, "ask", "silent"),
        ({"opted_out": 1}, "kind", "opted out"),
        ({"opted_out": 1}, "duty", None),
        ({"on_leave": 1}, "duty", "on leave"),
    ],
)
def test_wanted_quiet_is_known(state: Row, kind: str, why: str | None) -> None:
    """R8, R9: to whom nothing bound may go, and why."""
    member = {"snoozed_until": None, "silent_since": None, "opted_out": 0, "on_leave": 0, **state}
    assert wants_quiet(member, {"kind": kind}, 10) == why


def test_a_reminder_to_who_has_answered_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks whether a company has answered before it is reminded."""

    async def no_answers(work: UnitOfWork, scope: ClubScope, poll: Poll) -> Answers:
        return replace(await answers_of(work, scope, poll), standing={})

    monkeypatch.setattr(reminding, "answers_of", no_answers)
    monkeypatch.setattr(private, "has_answered", lambda *_: False)
    assert is_found_out("a reminder to a company that has answered")


def test_a_club_that_sees_another_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository reads the companies of all clubs."""
    kept = SqlRoster.companies

    async def of_all(self: SqlRoster, scope: ClubScope) -> list[Any]:
        clubs = [club["id"] for club in await self._db.all("SELECT id FROM club")]
        clubs.sort(key=lambda club: club != scope.club)
        return [each for club in clubs for each in await kept(self, ClubScope(club))]

    monkeypatch.setattr(SqlRoster, "companies", of_all)
    assert is_found_out("tells of", size=TWO_CLUBS)


def test_what_only_asks_is_never_sent_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A courier that repeats a reminder of which it knows nothing is found out."""
    monkeypatch.setattr("bot.kernel.courier.SENT_AGAIN", frozenset(MessageClass))
    monkeypatch.setattr("tests.simulation.world.FAULTS", Rates(done_but_no_answer=0.7))
    assert is_found_out("reminded twice|one copy too many", size=Size(weeks=6))
