"""A history with a fault built in is found out: each invariant bites."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from bot.features.polls.intents import CloseDue
from bot.features.polls.ports import Poll
from bot.features.polls.service.common import Answers, answers_of
from bot.kernel.errors import BugError
from bot.kernel.feature import Reader
from bot.kernel.intents import Intent
from bot.kernel.people import ClubScope, Place
from bot.kernel.ports import MessageClass, UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.texts import T, Voice
from bot.kernel.views import Answer, Paragraph, View, ViewRef
from storage.polls import SqlPolls
from storage.roster import SqlRoster
from storage.telling import SqlCards, SqlTimers
from tests.fakes.platform import FakePlatform, Rates
from tests.simulation.play import Tamper, play
from tests.simulation.world import Size, World

SIZE = Size(weeks=8)
TWO_CLUBS = Size(clubs=2, weeks=8)
SEEDS = range(900, 912)


def is_found_out(what: str, tamper: Tamper | None = None, size: Size = SIZE) -> bool:
    """True when one of a dozen histories shows this fault."""
    return any(re.search(what, play(seed, size, tamper).broken) for seed in SEEDS)


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

    world.core.courier._must_wait = never  # type: ignore[method-assign, assignment]


def closes_nothing(world: World) -> None:
    """A timer whose act fails each time."""

    async def broken(*_: object) -> Answer:
        raise BugError

    acts = world.core.catalogue.acts
    acts[CloseDue] = replace(acts[CloseDue], handler=broken)


def tells_names(world: World) -> None:
    """A room card that says who is in the club."""
    views = world.core.catalogue.views
    plain = views["polls.card"]

    async def card(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
        view = await plain(work, reader, ref)
        members = await work.of(Roster).members(ClubScope(ref.club))
        said = Paragraph(T("{name} is late.", name=members[0].name))
        return None if view is None else View(view.audience, (*view.blocks, said), view.loud)

    views["polls.card"] = card


FAULTS: list[tuple[Tamper, str]] = [
    (sends_twice, "twice in a round|one copy too many"),
    (asks_nobody_who_they_are, "an outsider changed rows of a club"),
    (keeps_no_hours, "a message while there should be none"),
    (closes_nothing, "the program logged an error"),
    (tells_names, "a person's name in a room"),
]


@pytest.mark.parametrize(("tamper", "what"), FAULTS, ids=lambda each: getattr(each, "__name__", None))
def test_a_fault_is_found_out(tamper: Tamper, what: str) -> None:
    """Each of these programs does one thing wrong, and a history shows it."""
    assert is_found_out(what, tamper)


def test_an_act_taken_in_twice_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """An old tap that is delivered again must not undo a newer one."""
    monkeypatch.setattr("tests.simulation.world.REPEATS", 0.9)
    assert is_found_out("an answer was lost or changed", knows_no_repeats)


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


def test_a_reminder_to_who_has_answered_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks whether a company has answered before it is reminded."""

    async def no_answers(work: UnitOfWork, scope: ClubScope, poll: Poll) -> Answers:
        return replace(await answers_of(work, scope, poll), standing={})

    monkeypatch.setattr("bot.features.polls.service.reminding.answers_of", no_answers)
    monkeypatch.setattr("bot.features.polls.views.private.has_answered", lambda *_: False)
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
    assert is_found_out("reminded twice", size=Size(weeks=4))
