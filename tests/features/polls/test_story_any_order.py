"""Whatever people do in whatever order: what was said last stands, and one poll decides once (R4.4, R4.5)."""

from __future__ import annotations

import asyncio

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.features.joining.intents import Leave
from bot.features.polls.intents import (
    AllFit,
    CloseNow,
    HostWord,
    NoneOfThese,
    OpenNow,
    PhoneVote,
    Redo,
    SlotId,
    Tick,
    Vote,
)
from bot.features.polls.model.ballot import Answer, standing
from bot.features.polls.ports import Poll, PollState
from bot.features.polls.service.common import ANSWER_OF
from bot.features.turns.intents import AcceptTurn, PassTurn
from bot.features.turns.ports import Turn, TurnId
from bot.kernel.intents import Intent
from tests.features.polls.poll_club import PollClub

PEOPLE = ("anna", "bo", "cia", "dan")
WHO = st.sampled_from(PEOPLE)
TICK = st.sampled_from(list(Tick))
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("vote"), WHO, st.integers(0, 3), TICK),
        st.tuples(st.just("vote"), WHO, st.integers(0, 3), TICK),
        st.tuples(st.just("phone"), WHO, st.integers(0, 3), TICK),
        st.tuples(
            st.sampled_from(["all", "none", "pass", "take", "word yes", "word no"]), WHO, st.just(0), st.just(Tick.YES)
        ),
        st.tuples(st.sampled_from(["close", "redo", "open", "leave"]), st.just("anna"), st.just(0), st.just(Tick.YES)),
        st.tuples(st.just("wait"), WHO, st.sampled_from([1, 11, 600, 3000]), st.just(Tick.YES)),
    ),
    max_size=25,
)
Step = tuple[str, str, int, Tick]


class Ledger:
    """What a notebook beside the club would say: per poll, company and slot the last answer given."""

    def __init__(self) -> None:
        self.said: dict[tuple[str, str, SlotId], Answer] = {}

    def note(self, poll: Poll, who: str, answers: dict[SlotId, Answer]) -> None:
        """Write answers down."""
        self.said |= {(poll.id, who, slot): answer for slot, answer in answers.items()}

    def of(self, poll: Poll, who: str) -> dict[SlotId, Answer]:
        """Return what a company has said in a poll."""
        return {slot: each for (known, by, slot), each in self.said.items() if (known, by) == (poll.id, who)}


def intent_of(club: PollClub, poll: Poll, turn: Turn | None, step: Step, phoned: dict[str, str]) -> Intent | None:
    """Return what a step asks of the poll as it stands."""
    kind, who, number, tick = step
    slot = list(poll.slots)[number % len(poll.slots)] if poll.slots else SlotId("a" * 16)
    asked: dict[str, Intent] = {
        "vote": Vote(club=club.id, slot=slot, tick=tick),
        "phone": PhoneVote(club=club.id, slot=slot, company=phoned[who], tick=tick, sure=True),  # type: ignore[arg-type]
        "all": AllFit(club=club.id, poll=poll.id),
        "none": NoneOfThese(club=club.id, poll=poll.id),
        "pass": PassTurn(club=club.id, turn=turn.id if turn else TurnId("a" * 16), sure=True),
        "take": AcceptTurn(club=club.id, turn=turn.id if turn else TurnId("a" * 16), place="Kajen 1", webshop=""),
        "word yes": HostWord(club=club.id, poll=poll.id, takes_it=True),
        "word no": HostWord(club=club.id, poll=poll.id, takes_it=False),
        "close": CloseNow(club=club.id, poll=poll.id, sure=True),
        "redo": Redo(club=club.id, poll=poll.id, sure=True),
        "open": OpenNow(club=club.id, poll=poll.id),
        "leave": Leave(club=club.id, sure=True),
    }
    return asked.get(kind)


def answers_of(poll: Poll, intent: Intent) -> dict[SlotId, Answer]:
    """Return the answers an act gives."""
    match intent:
        case Vote(slot=slot, tick=tick) | PhoneVote(slot=slot, tick=tick):
            return {slot: ANSWER_OF[tick]}
        case AllFit():
            return dict.fromkeys(poll.slots, Answer.YES)
        case NoneOfThese():
            return dict.fromkeys(poll.slots, Answer.NO)
        case _:
            return {}


async def play(club: PollClub, steps: list[Step]) -> Ledger:
    """Play steps through the door, noting what was acknowledged."""
    ledger = Ledger()
    phoned = {who: str(await club.company(who)) for who in PEOPLE}
    for step in steps:
        poll = await club.live()
        if step[0] == "wait" or poll is None:
            await club.world.later(minutes=step[2])
            continue
        intent = intent_of(club, poll, await club.turn(), step, phoned)
        if intent is None:
            continue
        asker = "anna" if step[0] == "phone" else step[1]
        heard = await club.world.ask(asker, intent)
        if heard.error is None:
            ledger.note(poll, step[1], answers_of(poll, intent))
    await club.world.settle()
    return ledger


async def check(club: PollClub, ledger: Ledger) -> None:
    """Compare the club with the notebook, and look for what must never be."""
    for poll in await club.rounds():
        stands = standing(await club.marks(poll))
        for who in PEOPLE:
            own = stands.get(await club.company(who), {})
            noted = ledger.of(poll, who)
            assert {slot: own.get(poll.slots[slot]) for slot in noted} == noted
    live = await club.world.rows(
        "SELECT id FROM poll WHERE state IN ('planned','drawn','open','asking_host','lead_sets')"
    )
    assert len(live) <= 1
    per_poll = await club.world.rows("SELECT COUNT(*) AS n FROM meeting GROUP BY poll_id")
    assert all(row["n"] == 1 for row in per_poll)
    decided = await club.world.rows("SELECT id FROM poll WHERE state = 'decided'")
    assert len(decided) == len(per_poll)
    for who in PEOPLE:
        assert len(club.told(who, "✅", "The calendar file is here.")) <= len(decided)


async def in_a_club(steps: list[Step], *, at_once: bool) -> None:
    """Play in a fresh club with an open poll, in order or all in the same instant, and check it."""
    club = await PollClub.founded(4)
    try:
        await club.until(PollState.OPEN)
        if at_once:
            poll = await club.poll()
            phoned = {who: str(await club.company(who)) for who in PEOPLE}
            asked = [(step[1], intent_of(club, poll, await club.turn(), step, phoned)) for step in steps]
            await asyncio.gather(*(club.world.ask(who, each) for who, each in asked if each is not None))
            await club.world.later(minutes=10)
            await check(club, Ledger())
        else:
            await check(club, await play(club, steps))
    finally:
        await club.world.engine.close()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(ACTS)
def test_what_was_acknowledged_last_stands(steps: list[Step]) -> None:
    """R4.5: any history of answers, phone calls, passes, closings and waits leaves each company at its last word."""
    asyncio.run(in_a_club(steps, at_once=False))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(ACTS)
def test_acts_in_the_same_instant_decide_once(steps: list[Step]) -> None:
    """R4.4: however many acts cross each other, there is one poll under way at most and one date a poll."""
    asyncio.run(in_a_club(steps, at_once=True))
