"""What was written to the room, saved as a tip: an own message at once, another's with its author's word (R7.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from bot.features.backpack.ports import Backpacks
from bot.features.tips.intents import AnswerAsked, AskedLapsed, SaveAsTip
from bot.features.tips.ports import Tip, TipId, Tips, TipState
from bot.features.tips.service.giving import Author, author_of, insist_guest, own_tip, panel_of, save_for
from bot.features.tips.service.keeping import put_in, withdraw
from bot.features.tips.service.openness import is_open, turn_for_tips
from bot.features.turns.ports import Turn
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import Account, Actor, ClubScope
from bot.kernel.ports import MessageClass, Timers, UnitOfWork
from bot.kernel.roster import Member, MemberState, Roster
from bot.kernel.tell import News, tell
from bot.kernel.texts import T
from bot.kernel.views import NOTHING, Answer, ViewRef

# How long the quoted words wait for their author.
WAITS = timedelta(days=7)


async def save_message(work: UnitOfWork, actor: Actor, intent: SaveAsTip) -> Answer:
    """Save the actor's own message, or have its author asked."""
    scope = ClubScope(intent.club)
    turn = await turn_for_tips(work, scope)
    if actor.account is None or not intent.words:
        raise StrangerError
    member = await _writer(work, scope, Account(actor.account.platform, intent.author))
    if member.person == actor.person:
        insist_guest(turn, member.company)
        return await save_for(work, scope, turn, author_of(actor), intent.words)
    if member.company == turn.company:
        raise RuleBrokenError(T("The host wrote this. A tip comes from somebody else."))
    return await _ask(work, scope, turn, member, intent)


async def answer_asked(work: UnitOfWork, actor: Actor, intent: AnswerAsked) -> Answer:
    """Take the author's word: the message is a tip of theirs from now on, or its words are deleted."""
    scope = ClubScope(intent.club)
    tip = await own_tip(work, actor, intent.club, intent.tip)
    if tip.state is not TipState.ASKED:
        return Answer(panel=panel_of(intent.club, tip.id))
    if not intent.agrees:
        await withdraw(work, scope, tip)
        return Answer(T("It is left where it is. Nothing was kept."))
    if not is_open(await work.of(Backpacks).backpack(scope, tip.turn), work):
        await withdraw(work, scope, tip)
        return Answer(T("Thank you. The backpack is closed by now, so nothing was kept."))
    await work.of(Timers).cancel(scope, AskedLapsed(club=scope.club, tip=tip.id))
    given = replace(tip, state=TipState.GIVEN, given_at=work.now)
    await work.of(Tips).save(scope, given)
    await put_in(work, scope, given)
    return Answer(panel=panel_of(intent.club, tip.id))


async def asked_lapsed(work: UnitOfWork, actor: Actor, intent: AskedLapsed) -> Answer:  # noqa: ARG001
    """Timer: nobody answered for a week; the words are deleted."""
    scope = ClubScope(intent.club)
    tip = await work.of(Tips).tip(scope, intent.tip)
    if tip.state is TipState.ASKED:
        await withdraw(work, scope, tip)
    return NOTHING


async def _writer(work: UnitOfWork, scope: ClubScope, account: Account) -> Member:
    """Return the member who wrote a message."""
    roster = work.of(Roster)
    person = await roster.person_of(account)
    member = await roster.member_of(scope, person.id) if person else None
    if member is None or member.person is None or member.state is not MemberState.PLEDGED:
        raise RuleBrokenError(T("Only what a member of the club has written can be saved as a tip."))
    return member


async def _ask(work: UnitOfWork, scope: ClubScope, turn: Turn, member: Member, intent: SaveAsTip) -> Answer:
    """Ask the author, once a message; a refusal is not told to anybody."""
    asked = T("{name} is asked. Until the answer comes, it is in no backpack.", name=member.name)
    origin = sha256(f"{scope.club}:{intent.author}:{intent.message}".encode()).hexdigest()[:32]
    known = await work.of(Tips).asked_from(scope, origin)
    if known is not None and known.state is TipState.GIVEN:
        return Answer(T("That message is a tip already."))
    if known is not None:
        return Answer(asked)
    author = _as_author(member)
    tip = Tip(
        id=TipId(work.new_id()),
        turn=turn.id,
        company=author.company,
        person=author.person,
        words=intent.words,
        language=author.language,
        given_at=work.now,
        state=TipState.ASKED,
        origin=origin,
    )
    await work.of(Tips).add(scope, tip)
    until = work.now + WAITS
    await work.of(Timers).set(scope, AskedLapsed(club=scope.club, tip=tip.id), until)
    view = ViewRef("tips.asked", scope.club, {"tip": tip.id})
    await tell(work, [author.person], News(view, MessageClass.ASK, f"tip_asked:{tip.id}", not_after=until))
    return Answer(asked)


def _as_author(member: Member) -> Author:
    if member.person is None:
        raise StrangerError
    return Author(member.person, member.company, member.language)
