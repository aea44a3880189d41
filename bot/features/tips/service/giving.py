"""Giving a tip, and the author's own: area, effort, effect, name, words; saved at each tap (R7.1, R7.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.features.tips import intents as i
from bot.features.tips.ports import Level, Tip, TipId, Tips, TipState
from bot.features.tips.service.keeping import note_alike, put_in, withdraw
from bot.features.tips.service.openness import turn_for_tips
from bot.features.tips.views import forms
from bot.features.tips.words import AREA_WORDS, DOTS
from bot.features.turns.ports import Turn
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import Actor, ClubId, ClubScope, CompanyId, Language, PersonId
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef


@dataclass(frozen=True, slots=True)
class Author:
    """Who gives a tip, for which company, in which language."""

    person: PersonId
    company: CompanyId
    language: Language


def panel_of(club: ClubId, tip: TipId) -> ViewRef:
    """Return the author's living panel of one tip."""
    return ViewRef("tips.tip", club, {"tip": tip})


def author_of(actor: Actor) -> Author:
    """Return the actor as an author."""
    if actor.person is None or actor.company is None:
        raise StrangerError
    return Author(actor.person, actor.company, actor.language)


async def give(work: UnitOfWork, actor: Actor, intent: i.GiveTip) -> Answer:
    """Save a tip at once; without words open the form that has nothing but them."""
    scope = ClubScope(intent.club)
    turn = await turn_for_tips(work, scope)
    insist_guest(turn, author_of(actor).company)
    if intent.words is None:
        return Answer(form=await forms.give(work, scope, turn))
    return await save_for(work, scope, turn, author_of(actor), intent.words)


async def save_for(
    work: UnitOfWork, scope: ClubScope, turn: Turn, author: Author, words: str, origin: str = ""
) -> Answer:
    """Save an author's words for a turn's host; the same words a second time are the same tip."""
    for tip in await work.of(Tips).of_turn(scope, turn.id):
        if (tip.person, tip.words, tip.state) == (author.person, words, TipState.GIVEN):
            return Answer(T("That tip is in the backpack already."), panel_of(scope.club, tip.id))
    tip = Tip(
        id=TipId(work.new_id()),
        turn=turn.id,
        company=author.company,
        person=author.person,
        words=words,
        language=author.language,
        given_at=work.now,
        origin=origin,
    )
    await work.of(Tips).add(scope, tip)
    await put_in(work, scope, tip)
    return Answer(panel=panel_of(scope.club, tip.id))


async def show(work: UnitOfWork, actor: Actor, intent: i.ShowTip) -> Answer:
    """Show the author one of the own tips."""
    await own_tip(work, actor, intent.club, intent.tip)
    return Answer(panel=panel_of(intent.club, intent.tip))


async def set_area(work: UnitOfWork, actor: Actor, intent: i.SetArea) -> Answer:
    """Keep what a tip is about."""
    tip = await changeable(work, actor, intent.club, intent.tip)
    await work.of(Tips).save(ClubScope(intent.club), replace(tip, area=intent.area))
    return Answer(T("Saved: {what}.", what=AREA_WORDS[intent.area]), panel_of(intent.club, tip.id))


async def set_effort(work: UnitOfWork, actor: Actor, intent: i.SetEffort) -> Answer:
    """Keep how much work a tip is."""
    tip, level = await changeable(work, actor, intent.club, intent.tip), _level(intent.dots)
    await work.of(Tips).save(ClubScope(intent.club), replace(tip, effort=level))
    return Answer(T("Saved: effort {dots}.", dots=DOTS[level]), panel_of(intent.club, tip.id))


async def set_effect(work: UnitOfWork, actor: Actor, intent: i.SetEffect) -> Answer:
    """Keep how much a tip would help."""
    tip, level = await changeable(work, actor, intent.club, intent.tip), _level(intent.dots)
    await work.of(Tips).save(ClubScope(intent.club), replace(tip, effect=level))
    return Answer(T("Saved: effect {dots}.", dots=DOTS[level]), panel_of(intent.club, tip.id))


async def set_named(work: UnitOfWork, actor: Actor, intent: i.SetNamed) -> Answer:
    """Sign a tip or take the name off, for everybody (R7.3)."""
    tip = await changeable(work, actor, intent.club, intent.tip)
    await work.of(Tips).save(ClubScope(intent.club), replace(tip, is_named=intent.named))
    said = T("Saved: your name stands with it.") if intent.named else T("Saved: it is unnamed, to everybody.")
    return Answer(said, panel_of(intent.club, tip.id))


async def edit(work: UnitOfWork, actor: Actor, intent: i.EditTip) -> Answer:
    """Change the words; what it was alike to is looked at anew."""
    scope = ClubScope(intent.club)
    tip = await changeable(work, actor, intent.club, intent.tip)
    if intent.words is None:
        return Answer(form=forms.edit(scope, tip))
    changed = replace(tip, words=intent.words)
    await work.of(Tips).save(scope, changed)
    await work.of(Tips).drop_pairs(scope, tip.id)
    await note_alike(work, scope, changed)
    return Answer(T("Saved."), panel_of(intent.club, tip.id))


async def tell_experience(work: UnitOfWork, actor: Actor, intent: i.TellExperience) -> Answer:
    """Keep how it went in the author's own shop."""
    tip = await changeable(work, actor, intent.club, intent.tip)
    if intent.experience is None:
        return Answer(form=forms.experience(ClubScope(intent.club), tip))
    await work.of(Tips).save(ClubScope(intent.club), replace(tip, experience=intent.experience))
    return Answer(T("Saved."), panel_of(intent.club, tip.id))


async def take_back(work: UnitOfWork, actor: Actor, intent: i.WithdrawTip) -> Answer:
    """Take a tip back after one confirming tap; its words are deleted."""
    tip = await own_tip(work, actor, intent.club, intent.tip)
    if tip.state is TipState.WITHDRAWN:
        return Answer(panel=panel_of(intent.club, tip.id))
    insist_unpacked(tip)
    if not intent.sure:
        return Answer(view=forms.withdraw_question(intent))
    await withdraw(work, ClubScope(intent.club), tip)
    return Answer(T("Taken back. The words are deleted."), panel_of(intent.club, tip.id))


async def give_again(work: UnitOfWork, actor: Actor, intent: i.GiveAgain) -> Answer:
    """Give a tip that came back to the host there is now (R5.6)."""
    scope = ClubScope(intent.club)
    tip = await own_tip(work, actor, intent.club, intent.tip)
    if tip.state is not TipState.RETURNED:
        return Answer(panel=panel_of(intent.club, tip.id))
    turn = await turn_for_tips(work, scope)
    insist_guest(turn, tip.company)
    again = replace(tip, turn=turn.id, state=TipState.GIVEN, given_at=work.now)
    await work.of(Tips).save(scope, again)
    await put_in(work, scope, again)
    return Answer(panel=panel_of(intent.club, tip.id))


async def own_tip(work: UnitOfWork, actor: Actor, club: ClubId, tip: TipId) -> Tip:
    """Return a tip of the actor's own; another's reads like one that never was."""
    found = await work.of(Tips).tip(ClubScope(club), tip)
    if found.person is None or found.person != actor.person:
        raise StrangerError
    return found


async def changeable(work: UnitOfWork, actor: Actor, club: ClubId, tip: TipId) -> Tip:
    """Return an own tip that may still be changed: given, and not packed."""
    found = await own_tip(work, actor, club, tip)
    if found.state is TipState.WITHDRAWN:
        raise RuleBrokenError(T("You took this tip back. Give it again with /tip."))
    insist_unpacked(found)
    if found.state is TipState.ASKED:
        raise RuleBrokenError(T("This message is no tip yet. Answer first whether it may be saved."))
    return found


def insist_unpacked(tip: Tip) -> None:
    """Refuse to change what the host has been handed."""
    if tip.edition:
        raise RuleBrokenError(T("This tip is packed, so it stays as it is. Talk to the host if it needs a word more."))


def insist_guest(turn: Turn, company: CompanyId) -> None:
    """Refuse a host's tip to itself."""
    if company != turn.company:
        return
    raise RuleBrokenError(T("You are the host this time: the tips are for you. Yours are welcome at the next visit."))


def _level(dots: int) -> Level:
    try:
        return Level(dots)
    except ValueError as error:
        raise StrangerError from error
