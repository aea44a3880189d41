"""What the companies have answered, read from their marks in the order of commit (R0, R4.5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.features.polls.model.slots import Slot
from bot.kernel.people import CompanyId, PersonId


class Answer(StrEnum):
    """What a company says about one slot; silence is none of these."""

    YES = "yes"
    IF_NEED_BE = "if_need_be"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One tap on one slot; `order` is the order of commit within the poll.

    `by_phone` marks are made by the lead for a company, `confirmed` ones with the tap that lets them replace the
    company's own answer.
    """

    slot: Slot
    company: CompanyId
    person: PersonId
    answer: Answer
    order: int
    by_phone: bool = False
    confirmed: bool = False


Standing = Mapping[CompanyId, Mapping[Slot, Answer]]
Latest = Mapping[CompanyId, Mapping[Slot, Mark]]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many active companies say what about one slot; the untouched count as nothing."""

    slot: Slot
    yes: int
    if_need_be: int
    no: int

    @property
    def coming(self) -> int:
        """Those who count for the quorum (R4.7)."""
        return self.yes + self.if_need_be


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a poll has come, over the active companies."""

    answered: int
    complete: int
    active: int


def latest(marks: Iterable[Mark]) -> Latest:
    """Per company and slot the mark that counts: the latest by any of its people (R4.5).

    An unconfirmed phone answer is passed over where the company's own stands.
    """
    standing: dict[CompanyId, dict[Slot, Mark]] = {}
    for mark in sorted(marks, key=lambda mark: mark.order):
        of_company = standing.setdefault(mark.company, {})
        if not mark.by_phone or not _is_held_back(of_company.get(mark.slot), mark):
            of_company[mark.slot] = mark
    return standing


def standing(marks: Iterable[Mark]) -> Standing:
    """Per company and touched slot the answer that counts (R4.5)."""
    return {
        company: {slot: mark.answer for slot, mark in of_company.items()}
        for company, of_company in latest(marks).items()
    }


def next_mark(
    before: Iterable[Mark], slot: Slot, company: CompanyId, person: PersonId, answer: Answer, *, by_phone: bool = False
) -> Mark:
    """The mark that a tap makes after those before it."""
    order = max((mark.order for mark in before), default=0) + 1
    return Mark(slot=slot, company=company, person=person, answer=answer, order=order, by_phone=by_phone)


def touched_by(company: CompanyId, marks: Iterable[Mark]) -> set[Slot]:
    """The slots a company has answered in whatever way."""
    return {mark.slot for mark in marks if mark.company == company}


def standing_with(standing: Standing, marks: Iterable[Mark]) -> Standing:
    """Per company and touched slot the answer that counts once these marks are kept, none of which is held back."""
    following = dict(standing)
    for mark in marks:
        following[mark.company] = {**following.get(mark.company, {}), mark.slot: mark.answer}
    return following


def needs_confirmation(marks: Iterable[Mark], new: Mark) -> bool:
    """True when a phone answer would replace a different one the company gave itself (R4.5)."""
    before = latest(marks).get(new.company, {}).get(new.slot)
    return _is_held_back(before, new) and before is not None and before.answer is not new.answer


def changes(marks: Iterable[Mark], new: Mark) -> bool:
    """False for a tap that repeats the person's own answer that counts, or that is held back (R4.5).

    The same answer by a colleague, or by the company after a call, is kept as theirs: it outlives the erasure of the
    first, and no second call replaces it unasked.
    """
    known = [mark for mark in marks if mark.company == new.company and mark.slot == new.slot]
    before = latest(known).get(new.company, {}).get(new.slot)
    after = latest([*known, new])[new.company].get(new.slot)
    return before is None or (after is new and _said(before) != _said(new))


def has_answered(standing: Standing, company: CompanyId) -> bool:
    """True once any slot is touched; "none of these" touches all (R0)."""
    return bool(standing.get(company))


def is_complete(standing: Standing, company: CompanyId, slots: Collection[Slot]) -> bool:
    """True once every slot is touched; "none of these" and "all fit" touch all (R0)."""
    touched = standing.get(company, {})
    return bool(slots) and all(slot in touched for slot in slots)


def refuses_all(standing: Standing, company: CompanyId, slots: Collection[Slot]) -> bool:
    """True when the company's answer to every slot is no, as after "none of these" (R4.5)."""
    answers = standing.get(company, {})
    return bool(slots) and all(answers.get(slot) is Answer.NO for slot in slots)


def tally(slot: Slot, standing: Standing, active: Collection[CompanyId]) -> Tally:
    """The answers of the active companies to one slot."""
    given = [standing.get(company, {}).get(slot) for company in set(active)]
    return Tally(slot, given.count(Answer.YES), given.count(Answer.IF_NEED_BE), given.count(Answer.NO))


def counts(slots: Iterable[Slot], standing: Standing, active: Collection[CompanyId]) -> tuple[Tally, ...]:
    """The tallies in the order of the slots."""
    return tuple(tally(slot, standing, active) for slot in slots)


def progress(slots: Collection[Slot], standing: Standing, active: Collection[CompanyId]) -> Progress:
    """How many of the active companies have answered and how many are complete."""
    companies = set(active)
    return Progress(
        answered=sum(has_answered(standing, company) for company in companies),
        complete=sum(is_complete(standing, company, slots) for company in companies),
        active=len(companies),
    )


def _said(mark: Mark) -> tuple[Answer, PersonId, bool]:
    return mark.answer, mark.person, mark.by_phone


def _is_held_back(before: Mark | None, new: Mark) -> bool:
    return new.by_phone and not new.confirmed and before is not None and not before.by_phone
