"""One tip as its author sees it: a living panel, one question after the other (voice.md, "tip saved")."""

from __future__ import annotations

from collections.abc import Callable

from bot.features.meetings.names import name_of
from bot.features.tips import intents as i
from bot.features.tips.ports import Level, Tip, Tips, TipState
from bot.features.tips.service.openness import turn_for_tips
from bot.features.tips.views.asked import question_of
from bot.features.tips.views.reading import mine
from bot.features.tips.words import AREA_WORDS, LEVEL_WORDS, facts_of, in_a_row, quoted
from bot.features.turns.ports import Turn, Turns
from bot.kernel.errors import RuleBrokenError
from bot.kernel.feature import Reader
from bot.kernel.intents import Intent
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.texts import T, Text
from bot.kernel.views import Audience, Block, Button, Choice, Paragraph, Title, Tone, View, ViewRef

# With fewer active companies an unnamed tip is easily guessed (R7.3).
ENOUGH_TO_HIDE = 5


async def tip(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """An author's own tip in whatever state it is; without an id the one given last, or that there is none yet."""
    scope = ClubScope(ref.club)
    found = await _own(work, reader, scope, ref.ids.get("tip"))
    if found is None:
        return None if "tip" in ref.ids else await mine(work, reader, ref)
    host = await name_of(work, scope, (await work.of(Turns).turn(scope, found.turn)).company)
    match found.state:
        case TipState.WITHDRAWN:
            return View(Audience.PRIVATE, (Paragraph(T("Nothing is kept of it. Its words are deleted.")),))
        case TipState.ASKED:
            return await question_of(work, scope, found)
        case TipState.RETURNED:
            return await _returned(work, scope, found, host)
        case TipState.GIVEN if found.edition:
            return View(Audience.PRIVATE, (Title(T("🎒 Packed for {host}.", host=host)), *_said(found)))
        case TipState.GIVEN:
            return await _given(work, scope, found, host)


async def _own(work: UnitOfWork, reader: Reader, scope: ClubScope, tip: str | None) -> Tip | None:
    if reader.person is None:
        return None
    if tip is not None:
        found = await work.of(Tips).tip(scope, tip)
        return found if found.person == reader.person else None
    own = [each for place, each in await work.of(Tips).of_person(reader.person) if place == scope]
    return own[-1] if own else None


async def _given(work: UnitOfWork, scope: ClubScope, tip: Tip, host: Text) -> View:
    blocks: list[Block] = [Title(T("🎒 In the backpack for {host}.", host=host)), Paragraph(quoted(tip.words))]
    blocks += _questions(scope, tip)
    if tip.experience:
        blocks.append(Paragraph(T("Own experience: {words}", words=tip.experience)))
    few = await _are_few(work, scope)
    if not tip.is_named:
        said = T("Unnamed. With so few companies the host may guess.") if few else T("Unnamed, to everybody.")
        blocks.append(Paragraph(said))
    blocks.append(Choice(_more(scope, tip, few=few)))
    return View(Audience.PRIVATE, tuple(blocks))


def _questions(scope: ClubScope, tip: Tip) -> list[Block]:
    """The questions up to the first that is open; the answered ones stay, for they can be changed."""
    areas = tuple(
        Button(words, i.SetArea(club=scope.club, tip=tip.id, area=area), chosen=tip.area is area)
        for area, words in AREA_WORDS.items()
    )
    blocks: list[Block] = [Choice(areas, T("Which area is it about?"))]
    if tip.area or tip.effort or tip.effect:
        effort = _dots(lambda dots: i.SetEffort(club=scope.club, tip=tip.id, dots=dots), tip.effort)
        blocks.append(Choice(effort, T("How much work is it?")))
    if tip.effort or tip.effect:
        effect = _dots(lambda dots: i.SetEffect(club=scope.club, tip=tip.id, dots=dots), tip.effect)
        blocks.append(Choice(effect, T("How much would it help?")))
    return blocks


def _dots(asks: Callable[[int], Intent], chosen: Level | None) -> tuple[Button, ...]:
    return tuple(Button(words, asks(int(level)), chosen=level is chosen) for level, words in LEVEL_WORDS.items())


def _more(scope: ClubScope, tip: Tip, *, few: bool) -> tuple[Button, ...]:
    unnamed = T("Unnamed (the host may guess)") if few else T("Unnamed")
    label = unnamed if tip.is_named else T("With my name")
    return (
        Button(T("Own experience"), i.TellExperience(club=scope.club, tip=tip.id)),
        Button(label, i.SetNamed(club=scope.club, tip=tip.id, named=not tip.is_named)),
        Button(T("Change"), i.EditTip(club=scope.club, tip=tip.id)),
        Button(T("Take back"), i.WithdrawTip(club=scope.club, tip=tip.id), Tone.NO),
    )


async def _returned(work: UnitOfWork, scope: ClubScope, tip: Tip, host: Text) -> View:
    """A tip that came back: kept for its author alone, to be given to the next host with one tap (R5.6)."""
    said = T("{host} is not hosting after all, so your tip is back with you. The next host has not seen it.", host=host)
    buttons = [Button(T("Take back"), i.WithdrawTip(club=scope.club, tip=tip.id), Tone.NO)]
    turn = await _open_turn(work, scope)
    if turn is not None and turn.company != tip.company:
        new = await name_of(work, scope, turn.company)
        again = Button(T("Give it to {host}", host=new), i.GiveAgain(club=scope.club, tip=tip.id), Tone.PRIMARY)
        buttons.insert(0, again)
    return View(Audience.PRIVATE, (Paragraph(said), *_said(tip), Choice(tuple(buttons))))


async def _open_turn(work: UnitOfWork, scope: ClubScope) -> Turn | None:
    try:
        return await turn_for_tips(work, scope)
    except RuleBrokenError:
        return None


def _said(tip: Tip) -> tuple[Block, ...]:
    facts = facts_of(tip)
    words = Paragraph(quoted(tip.words))
    return (words, Paragraph(in_a_row(facts))) if facts else (words,)


async def _are_few(work: UnitOfWork, scope: ClubScope) -> bool:
    return sum(each.is_active for each in await work.of(Roster).companies(scope)) < ENOUGH_TO_HIDE
