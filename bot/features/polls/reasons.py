"""Why this date: one sentence made from the numbers of the decision (R4.9)."""

from __future__ import annotations

from bot.features.polls.intents import PollId
from bot.features.polls.model.ballot import Answer, Tally, standing, tally
from bot.features.polls.model.choice import Criterion, PassedOver, Want, Why, why
from bot.features.polls.ports import Poll, Polls
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.spoken import WallTime
from bot.kernel.texts import TN, Joined, T, Text

SET_BY_LEAD = T("The club lead set the date and the host said yes.")


async def counted_words(work: UnitOfWork, scope: ClubScope, poll: str) -> Text:
    """How many can come, in one short sentence for everybody: counts only (R2)."""
    found = await work.of(Polls).poll(scope, PollId(poll))
    marks = await work.of(Polls).marks(scope, found)
    if found.chosen is None or not marks:
        return SET_BY_LEAD
    chosen = found.slots[found.chosen]
    counted = tally(chosen, standing(marks), found.counted)
    return T("Most could then: {counts}.", counts=count_words(counted))


def count_words(counted: Tally) -> Text:
    """Return `8 yes, 1 if need be`, with the noes left out."""
    yes = T("{n} yes", n=counted.yes)
    if not counted.if_need_be:
        return yes
    return Joined((yes, T("{n} if need be", n=counted.if_need_be)), ", ")


def full_count_words(counted: Tally) -> Text:
    """Return `8 yes, 1 if need be, 1 no`; `no answers yet` when there is none."""
    if not counted.yes + counted.if_need_be + counted.no:
        return T("no answers yet")
    parts: list[Text] = [T("{n} yes", n=counted.yes)]
    if counted.if_need_be:
        parts.append(T("{n} if need be", n=counted.if_need_be))
    if counted.no:
        parts.append(T("{n} no", n=counted.no))
    return Joined(tuple(parts), ", ")


async def why_words(work: UnitOfWork, scope: ClubScope, poll: Poll) -> Text:
    """Return why a poll's date was chosen, from the same numbers as the choice."""
    marks = await work.of(Polls).marks(scope, poll)
    if poll.chosen is None or not marks:
        return SET_BY_LEAD
    found = why(tuple(poll.slots.values()), standing(marks), poll.host, poll.counted, poll.slots[poll.chosen])
    sentences = [_deciding(found), *(_passed_over(each) for each in found.passed_over)]
    return Joined(tuple(sentences))


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
