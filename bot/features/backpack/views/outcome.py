"""What became of the picked tips: as the host is asked, as who gave them hears it (R7.7)."""

from __future__ import annotations

from bot.features.backpack.contents import Contents, Entry, contents_of
from bot.features.backpack.intents import OpenBackpack, SayOutcome, TellClub
from bot.features.backpack.ports import Backpacks, Outcome, Pick
from bot.features.backpack.service.access import company_of
from bot.features.backpack.words import OUTCOME_WORDS, in_short
from bot.features.meetings.names import known_name
from bot.features.tips.ports import TipId, Tips
from bot.features.turns.ports import Turns
from bot.kernel.clock import to_micros
from bot.kernel.feature import Reader
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import T, Text, Value, Written
from bot.kernel.views import Audience, Block, Button, Choice, Paragraph, Title, Tone, View, ViewRef

MAY_THE_ROOM_HEAR = T("May the club hear that one more tip has worked? Nothing else, and only if both sides agree.")
WHAT_BECAME = T("💡 What became of the tips you chose?")
TELL = T("Tell the club")
TONES = {Outcome.DONE: Tone.YES, Outcome.ON_ITS_WAY: Tone.MAYBE}


async def asked(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The question to the host company; None once a colleague has answered it."""
    contents = await _own(work, reader, ref)
    if contents is None:
        return None
    scope = ClubScope(ref.club)
    if not contents.picks:
        words = T("💡 Three weeks with your backpack. What will you start with?")
        opening = Choice((Button(T("Open the backpack"), OpenBackpack(club=scope.club, turn=contents.turn.id)),))
        return View(Audience.PRIVATE, (Paragraph(words), opening))
    waiting = [each for each in contents.picks if each.is_open]
    if not waiting:
        return None
    return View(
        Audience.PRIVATE, (Title(T("💡 What became of the tips you chose?")), *_questions(scope, contents, waiting))
    )


async def follow_up(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """All that the host has said of its picks; each may be said anew."""
    contents = await _own(work, reader, ref)
    if contents is None or not contents.picks:
        return None
    scope = ClubScope(ref.club)
    blocks: list[Block] = [Title(WHAT_BECAME)]
    for each in contents.picks:
        blocks += _questions(scope, contents, [each])
        if each.outcome is Outcome.DONE:
            blocks += _agreeing(scope, each, agreed=each.host_agrees)
    return View(Audience.PRIVATE, tuple(blocks))


async def result(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """What became of one's tip; None when the host has said something else since."""
    scope = ClubScope(ref.club)
    tip = await work.of(Tips).tip(scope, ref.ids["tip"])
    turn = await work.of(Turns).turn(scope, tip.turn)
    host = await known_name(work, scope, turn.company)
    picks = await work.of(Backpacks).picks(scope, turn.id)
    pick = next((each for each in picks if each.tip == ref.ids["pick"]), None)
    is_author = reader.person is not None and tip.person == reader.person
    if not is_author or host is None or pick is None or pick.outcome is None or not _is_last_word(pick, ref):
        return None
    blocks: list[Block] = [Paragraph(_told(pick.outcome, host, in_short(tip.words)))]
    if pick.outcome is Outcome.DONE and tip.id == pick.tip:
        blocks += _agreeing(scope, pick, agreed=pick.author_agrees)
    return View(Audience.PRIVATE, tuple(blocks))


def _is_last_word(pick: Pick, ref: ViewRef) -> bool:
    """True when the host has said nothing else since."""
    at = str(to_micros(pick.said_at)) if pick.said_at else ""
    return pick.outcome == ref.ids["outcome"] and at == ref.ids.get("at", at)


async def _own(work: UnitOfWork, reader: Reader, ref: ViewRef) -> Contents | None:
    scope = ClubScope(ref.club)
    contents = await contents_of(work, scope, ref.ids["turn"])
    company = await company_of(work, scope, reader.person)
    return contents if contents is not None and company == contents.turn.company else None


def _questions(scope: ClubScope, contents: Contents, picks: list[Pick]) -> list[Block]:
    entries = ((each, contents.entry_of(each.tip)) for each in picks)
    return [_question(scope, pick, entry) for pick, entry in entries if entry is not None]


def _question(scope: ClubScope, pick: Pick, entry: Entry) -> Choice:
    words = Written(f"{entry.number}. {in_short(entry.of.tip.lead.words)}")
    options = tuple(
        Button(
            label,
            SayOutcome(club=scope.club, tip=TipId(pick.tip), outcome=outcome),
            TONES.get(outcome, Tone.PLAIN),
            chosen=pick.outcome is outcome,
        )
        for outcome, label in OUTCOME_WORDS.items()
    )
    return Choice(options, words)


def _agreeing(scope: ClubScope, pick: Pick, *, agreed: bool) -> list[Block]:
    if pick.room_may_hear:
        return [Paragraph(T("The club has heard that one more tip has worked."))]
    if agreed:
        return [Paragraph(T("The club hears it when the other side agrees too."))]
    return [Choice((Button(TELL, TellClub(club=scope.club, tip=pick.tip)),), MAY_THE_ROOM_HEAR)]


def _told(outcome: Outcome, host: Value, tip: str) -> Text:
    match outcome:
        case Outcome.DONE:
            return T("💡 Your tip is done, thank you. Host: {host}. “{tip}”", host=host, tip=tip)
        case Outcome.ON_ITS_WAY:
            return T("💡 Your tip is on its way, thank you. Host: {host}. “{tip}”", host=host, tip=tip)
        case Outcome.NOT_FOR_US:
            return T("💡 Your tip was weighed and is not for them now. Host: {host}. “{tip}”", host=host, tip=tip)
        case Outcome.DID_NOT_WORK:
            return T("💡 Your tip was tried and did not work there. Host: {host}. “{tip}”", host=host, tip=tip)
        case Outcome.LATER:
            return T("💡 Your tip is kept for later. Host: {host}. “{tip}”", host=host, tip=tip)
