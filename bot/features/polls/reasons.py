"""Why this date: one sentence made from the numbers of the decision (R4.9)."""

from __future__ import annotations

from bot.features.polls.intents import PollId
from bot.features.polls.model.ballot import Answer, Tally, standing
from bot.features.polls.model.choice import Criterion, PassedOver, Want, Why, why
from bot.features.polls.ports import Poll, Polls
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.spoken import Begun, WallTime
from bot.kernel.texts import TN, Joined, T, Text

SET_BY_LEAD = T("The club lead set the date and the host said yes.")


async def counted_words(work: UnitOfWork, scope: ClubScope, poll: str) -> Text:
    """How many can come, in one short sentence for everybody: counts only (R2)."""
    decision = await _decision(work, scope, await work.of(Polls).poll(scope, PollId(poll)))
    if not isinstance(decision, Why):
        return decision
    counts = count_words(decision.chosen)
    if decision.passed_over:
        return T("The best of the times that were possible: {counts}.", counts=counts)
    return T("Most could then: {counts}.", counts=counts)


def count_words(counted: Tally) -> Text:
    """Return `8 yes, 1 if need be`, with the noes left out."""
    yes = T("{n} yes", n=counted.yes)
    if not counted.if_need_be:
        return yes
    return Joined((yes, T("{n} if need be", n=counted.if_need_be)), ", ")


def full_count_words(counted: Tally) -> Text | None:
    """Return `8 yes, 1 if need be, 1 no` without the noughts; None when nobody has answered."""
    parts = (
        (counted.yes, T("{n} yes", n=counted.yes)),
        (counted.if_need_be, T("{n} if need be", n=counted.if_need_be)),
        (counted.no, T("{n} no", n=counted.no)),
    )
    said = tuple(words for n, words in parts if n)
    return Joined(said, ", ") if said else None


async def why_words(work: UnitOfWork, scope: ClubScope, poll: Poll) -> Text:
    """Return why a poll's date was chosen, from the same numbers as the choice."""
    decision = await _decision(work, scope, poll)
    if not isinstance(decision, Why):
        return decision
    return Joined(tuple(Begun(each) for each in (_deciding(decision), *map(_passed_over, decision.passed_over))))


async def _decision(work: UnitOfWork, scope: ClubScope, poll: Poll) -> Why | Text:
    """Return the numbers of a decision, or what there is to say when there are none (any more)."""
    if poll.is_set_by_lead:
        return SET_BY_LEAD
    marks = await work.of(Polls).marks(scope, poll)
    if poll.chosen is None or not marks:
        return T("The answers behind this date are no longer kept.")
    return why(tuple(poll.slots.values()), standing(marks), poll.host, poll.counted, poll.slots[poll.chosen])


def _deciding(found: Why) -> Text:
    chosen = WallTime(found.chosen.slot.day, found.chosen.slot.start)
    counts = count_words(found.chosen)
    rival = found.runner_up
    if rival is None or found.criterion is Criterion.ONLY_ONE:
        return T(
            "{slot} was the only time with the host's yes and enough companies: {counts}.", slot=chosen, counts=counts
        )
    other = WallTime(rival.slot.day, rival.slot.start)
    match found.criterion:
        case Criterion.MOST_YES:
            return T(
                "Most said yes to {slot}: {counts}. Next was {other} with {n}.",
                slot=chosen,
                counts=counts,
                other=other,
                n=rival.yes,
            )
        case Criterion.FEWEST_NO:
            return T(
                "{slot} and {other} had as many yes; {slot} had fewer no: {few} against {many}.",
                slot=chosen,
                other=other,
                few=found.chosen.no,
                many=rival.no,
            )
        case Criterion.MOST_IF_NEED_BE:
            return T(
                "{slot} and {other} had as many yes and no; more could come to {slot} if need be.",
                slot=chosen,
                other=other,
            )
        case _:
            return T("{slot} and {other} had the same answers; the earlier was taken.", slot=chosen, other=other)


def _passed_over(each: PassedOver) -> Text:
    slot = WallTime(each.tally.slot.day, each.tally.slot.start)
    if each.want is Want.HOST:
        return T("{slot} had more answers for it, but not the host's yes.", slot=slot)
    return TN(
        "{slot} had better answers, but only {n} company could come.",
        "{slot} had better answers, but only {n} companies could come.",
        each.tally.coming,
        slot=slot,
    )


def answer_label(answer: Answer) -> Text:
    """Return an answer as a button says it."""
    return {Answer.YES: T("Yes"), Answer.IF_NEED_BE: T("If need be"), Answer.NO: T("No")}[answer]
