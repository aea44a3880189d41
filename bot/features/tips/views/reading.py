"""The tips so far, and one's own: a page at a time, words, facts, author and backers (R7.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.features.meetings.names import name_of
from bot.features.tips.intents import BackTip, GiveTip, MyTips, ShowAlike, ShowTip, ShowTips
from bot.features.tips.model.groups import Group, backers_of, groups_of, pages_of
from bot.features.tips.ports import Tip, Tips, TipState
from bot.features.tips.service.alike import offered, packs
from bot.features.tips.service.keeping import given_of
from bot.features.tips.service.openness import turn_to_read, why_closed
from bot.features.tips.service.reading import is_seen_as_own
from bot.features.tips.words import Authors, authors_of, backed_words, count_line, facts_of, in_a_row, quoted
from bot.features.turns.ports import Turn
from bot.kernel.feature import Reader
from bot.kernel.intents import Intent
from bot.kernel.people import ClubScope, CompanyId, PersonId, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Member, Roster
from bot.kernel.texts import TN, Joined, T, Text
from bot.kernel.views import Audience, Block, Button, Choice, Paragraph, Title, Tone, View, ViewRef

MOST_ON_PAGE = 5
MOST_LETTERS_ON_PAGE = 3000
STATES: Mapping[TipState, Text] = {
    TipState.ASKED: T("waits for your word"),
    TipState.GIVEN: T("in the backpack"),
    TipState.RETURNED: T("back with you"),
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A turn's tips as one company reads them."""

    turn: Turn
    company: CompanyId
    person: PersonId | None
    groups: Sequence[Group[Tip]]
    backed: Mapping[str, frozenset[CompanyId]]
    authors: Authors
    page: int


async def so_far(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """A page of the tips so far; once they are packed only that they are."""
    scope = ClubScope(ref.club)
    if reader.person is None or Role.MEMBER not in reader.roles:
        return None
    turn = await turn_to_read(work, scope)
    if turn is None:
        mine = Choice((Button(T("My tips"), MyTips(club=ref.club)),))
        return View(Audience.PRIVATE, (Paragraph(await why_closed(work, scope)), mine))
    member = await work.of(Roster).member_of(scope, reader.person)
    if member is None:
        return None
    shelf = await _shelf(work, scope, turn, member, int(ref.ids.get("page", "0")))
    return await _page(work, reader, scope, shelf)


async def mine(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """A page of the reader's own tips, the newest first; those taken back are gone."""
    scope = ClubScope(ref.club)
    if reader.person is None:
        return None
    tips = [each for place, each in await work.of(Tips).of_person(reader.person) if place == scope]
    own = [each for each in reversed(tips) if each.state is not TipState.WITHDRAWN]
    give = Choice((Button(T("Give a tip"), GiveTip(club=ref.club), Tone.PRIMARY),))
    if not own:
        return View(Audience.PRIVATE, (Paragraph(T("You have given no tip yet.")), give))
    pages = pages_of([len(each.words) for each in own], MOST_ON_PAGE, MOST_LETTERS_ON_PAGE)
    page = min(int(ref.ids.get("page", "0")), len(pages) - 1)
    blocks: list[Block] = [Title(T("Your tips"))]
    for each in (own[index] for index in pages[page]):
        blocks += _own(scope, each)
    blocks += _turning(page, len(pages), lambda to: MyTips(club=ref.club, page=to))
    return View(Audience.PRIVATE, (*blocks, give))


async def _shelf(work: UnitOfWork, scope: ClubScope, turn: Turn, member: Member, page: int) -> Shelf:
    tips = given_of(await work.of(Tips).of_turn(scope, turn.id))
    backings = await work.of(Tips).backings(scope, turn.id)
    return Shelf(
        turn=turn,
        company=member.company,
        person=member.person,
        groups=groups_of(tips),
        backed={tip: frozenset(each.company for each in found) for tip, found in backings.items()},
        authors=await authors_of(work, scope),
        page=page,
    )


async def _page(work: UnitOfWork, reader: Reader, scope: ClubScope, shelf: Shelf) -> View:
    host = await name_of(work, scope, shelf.turn.company)
    tips = [tip for group in shelf.groups for tip in group.tips]
    blocks: list[Block] = [Title(count_line(tips, host))]
    pages = pages_of([_length(each) for each in shelf.groups], MOST_ON_PAGE, MOST_LETTERS_ON_PAGE)
    page = min(shelf.page, len(pages) - 1)
    for index in pages[page]:
        blocks += _entry(scope, shelf, shelf.groups[index], page)
    blocks += _turning(page, len(pages), lambda to: ShowTips(club=scope.club, page=to))
    blocks.append(Choice(await _below(work, reader, scope, shelf)))
    return View(Audience.PRIVATE, tuple(blocks))


async def _below(work: UnitOfWork, reader: Reader, scope: ClubScope, shelf: Shelf) -> tuple[Button, ...]:
    """What one can do next: give one, see the own, and for the host and the lead join what is alike."""
    buttons = [Button(T("My tips"), MyTips(club=scope.club))]
    if shelf.company != shelf.turn.company:
        buttons.insert(0, Button(T("Give a tip"), GiveTip(club=scope.club), Tone.PRIMARY))
    if packs(reader.roles, shelf.company, shelf.turn):
        alike = len(await offered(work, scope, shelf.turn))
        joined = any(each.joined for each in shelf.groups)
        if alike or joined:
            label = TN("{n} pair alike", "{n} pairs alike", alike) if alike else T("Joined tips")
            buttons.append(Button(label, ShowAlike(club=scope.club)))
    return tuple(buttons)


def _entry(scope: ClubScope, shelf: Shelf, group: Group[Tip], page: int) -> list[Block]:
    """One tip with what was joined to it, and the tap that backs it."""
    backers = backers_of(group, shelf.backed)
    lines: list[Text] = [quoted(group.lead.words), in_a_row(_facts(shelf, group.lead))]
    if group.lead.experience:
        lines.insert(1, T("Own experience: {words}", words=group.lead.experience))
    lines += [
        T("Alike: {words}", words=in_a_row([quoted(each.words), shelf.authors.of(each)])) for each in group.joined
    ]
    if backers:
        lines.append(backed_words(len(backers)))
    blocks: list[Block] = [Paragraph(Joined(tuple(lines), "\n"))]
    if shelf.company == shelf.turn.company or is_seen_as_own(group, shelf.company, shelf.person):
        return blocks
    backs = any(shelf.company in shelf.backed.get(each.id, ()) for each in group.tips)
    asks = BackTip(club=scope.club, tip=group.lead.id, backs=not backs, page=page)
    return [*blocks, Choice((Button(T("Good tip"), asks, Tone.YES, chosen=backs),))]


def _facts(shelf: Shelf, tip: Tip) -> list[Text]:
    return [*facts_of(tip), shelf.authors.of(tip)]


def _own(scope: ClubScope, tip: Tip) -> list[Block]:
    state = T("packed") if tip.edition else STATES[tip.state]
    words = Joined((quoted(tip.words), in_a_row([*facts_of(tip), state])), "\n")
    return [Paragraph(words), Choice((Button(T("Open"), ShowTip(club=scope.club, tip=tip.id)),))]


def _turning(page: int, pages: int, asks: Callable[[int], Intent]) -> list[Block]:
    buttons = [Button(T("Earlier"), asks(page - 1))] if page else []
    if page + 1 < pages:
        buttons.append(Button(T("More"), asks(page + 1)))
    where = T("Page {page} of {pages}", page=page + 1, pages=pages)
    return [Choice(tuple(buttons), where)] if buttons else []


def _length(group: Group[Tip]) -> int:
    return sum(len(each.words) + len(each.experience) for each in group.tips)
