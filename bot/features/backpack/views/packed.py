"""The packed backpack: its pages, the picture, the choice of the first three, sharing (R7.2, R7.6, R7.7)."""

from __future__ import annotations

from bot.features.backpack.contents import Contents, contents_of
from bot.features.backpack.intents import OpenBackpack, PickTip, ShareBackpack, ShowFollowUp
from bot.features.backpack.model.moments import closed_at
from bot.features.backpack.model.packing import FIRST
from bot.features.backpack.ports import Backpacks
from bot.features.backpack.service.access import company_of, may_read, readable
from bot.features.backpack.words import counted, in_short, packed_line
from bot.features.meetings.names import name_of
from bot.features.meetings.ports import Meetings
from bot.features.turns.ports import TurnId, Turns
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.spoken import Day, When
from bot.kernel.texts import TC, TN, Joined, T, Text, Voice, Written
from bot.kernel.views import (
    Attachment,
    Audience,
    Block,
    Button,
    Choice,
    Paragraph,
    Picture,
    Title,
    Tone,
    Unmade,
    View,
    ViewRef,
)

NUMBERS_A_PAGE = 24
MOST_ON_SHELF = 12
SECOND = 2


async def packed(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """A backpack as one of its readers sees it; None for everybody else, and when the host has left."""
    scope = ClubScope(ref.club)
    company = await company_of(work, scope, reader.person)
    contents = await contents_of(work, scope, ref.ids["turn"])
    if contents is None or company is None or not may_read(contents.backpack, contents.turn, company):
        return None
    is_own = company == contents.turn.company
    blocks: list[Block] = [Title(_headline(contents, ref) if is_own else _of_others(contents))]
    blocks += _files(contents, reader.voice)
    if is_own:
        blocks += _first_three(scope, contents, int(ref.ids.get("page", "0")))
        blocks += _sharing(scope, contents)
    return View(Audience.PRIVATE, tuple(blocks))


async def shelf(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Which backpacks the reader may open, the own ones first."""
    scope = ClubScope(ref.club)
    company = await company_of(work, scope, reader.person)
    found = await readable(work, scope, company) if company else []
    buttons: list[Button] = []
    for turn, _ in found[:MOST_ON_SHELF]:
        meeting = await work.of(Meetings).of_turn(scope, turn.id)
        host = await name_of(work, scope, turn.company)
        label = Joined((host, Day(meeting.day)), ", ") if meeting else host
        buttons.append(Button(label, OpenBackpack(club=scope.club, turn=turn.id)))
    if not buttons:
        return None
    return View(Audience.PRIVATE, (Choice(tuple(buttons), T("🎒 Which backpack?")),))


async def empty(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """That no tip has come, for the host and whoever minds the club; nothing once one was packed after all."""
    scope = ClubScope(ref.club)
    turn = await work.of(Turns).turn(scope, ref.ids["turn"])
    backpack = await work.of(Backpacks).backpack(scope, TurnId(turn.id))
    company = await company_of(work, scope, reader.person)
    if backpack is None or not backpack.is_empty or (company != turn.company and not reader.roles & LEADS):
        return None
    host, until = await name_of(work, scope, turn.company), When(closed_at(backpack.packed_at))
    words = T(
        "🎒 No tip has come, so there is no backpack. Host: {host}. Tips are taken until {when}.", host=host, when=until
    )
    return View(Audience.PRIVATE, (Paragraph(words),))


def _headline(contents: Contents, ref: ViewRef) -> Text:
    if int(ref.ids.get("edition", "1")) < SECOND or contents.backpack.edition < SECOND:
        return packed_line(contents.count)
    more = TN("🎒 Second edition: {n} more tip.", "🎒 Second edition: {n} more tips.", contents.latest)
    return Joined((more, T("In all {counted}.", counted=counted(contents.count))))


def _of_others(contents: Contents) -> Text:
    return T("🎒 Backpack: {host}, {counted}.", host=contents.host, counted=counted(contents.count))


def _files(contents: Contents, voice: Voice) -> list[Block]:
    """The picture, the page to look at, the paper to print; made when they are sent or fetched."""
    # The records of papers are loaded with the first of them, and hold up no start.
    from bot.features.backpack.paper import paper_of

    paper = paper_of(contents, voice)
    written = paper.written()
    called = voice.say(TC("file name", "backpack"))
    name = f"{called}-{contents.met_on:%Y-%m-%d}"
    blocks: list[Block] = []
    if paper.picture is not None:
        said = Written(paper.picture.said)
        blocks.append(Picture(f"{name}.png", "image/png", said, unmade=Unmade("picture", written)))
    page = Attachment(f"{name}.html", "text/html", opens=True, unmade=Unmade("backpack", written))
    return [*blocks, page, Attachment(f"{name}.pdf", "application/pdf", unmade=Unmade("backpack", written))]


def _first_three(scope: ClubScope, contents: Contents, page: int) -> list[Block]:
    """The numbers to choose from, a page at a time, and what is chosen so far."""
    entries = sorted(contents.entries, key=lambda each: each.number)
    picked = {each.tip for each in contents.picks}
    last = max(0, len(entries) - 1) // NUMBERS_A_PAGE
    page = min(page, last)
    shown = entries[page * NUMBERS_A_PAGE : (page + 1) * NUMBERS_A_PAGE]
    options = [
        Button(
            Written(str(each.number)),
            PickTip(club=scope.club, tip=each.of.tip.lead.id, wanted=each.of.tip.lead.id not in picked, page=page),
            chosen=each.of.tip.lead.id in picked,
        )
        for each in shown
    ]
    chosen = [each for each in entries if each.of.tip.lead.id in picked]
    question = T("Your first three:") if chosen else _which_first(len(entries))
    lines = [Written(f"{each.number}. {in_short(each.of.tip.lead.words)}") for each in chosen]
    blocks: list[Block] = [Paragraph(Joined((question, *lines), "\n"))] if chosen else []
    blocks.append(Choice(tuple(options), None if chosen else question))
    turning = _turning(scope, contents, page, last)
    return [*blocks, Choice(turning)] if turning else blocks


def _which_first(tips: int) -> Text:
    return T("Start with three. Which come first?") if tips > FIRST else T("What will you start with?")


def _turning(scope: ClubScope, contents: Contents, page: int, last: int) -> tuple[Button, ...]:
    def to(where: int) -> OpenBackpack:
        return OpenBackpack(club=scope.club, turn=contents.turn.id, page=where)

    earlier = (Button(T("Lower numbers"), to(page - 1)),) if page else ()
    later = (Button(T("Higher numbers"), to(page + 1)),) if page < last else ()
    return earlier + later


def _sharing(scope: ClubScope, contents: Contents) -> list[Block]:
    blocks: list[Block] = []
    turn = contents.turn.id
    if contents.picks and contents.backpack.asks:
        blocks.append(Choice((Button(T("What came of them"), ShowFollowUp(club=scope.club, turn=turn), Tone.PRIMARY),)))
    if contents.backpack.shared_at is not None:
        return [*blocks, Paragraph(T("The club's members may read it too."))]
    question = T("Only you have it. Shall the club's members read it too? That cannot be undone.")
    return [*blocks, Choice((Button(T("Share with the club"), ShareBackpack(club=scope.club, turn=turn)),), question)]
