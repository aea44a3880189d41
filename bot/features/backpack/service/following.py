"""What came of the picked tips: asked, said, passed on to who gave them, and to the room if both want (R7.7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.features.backpack.contents import Contents, contents_of
from bot.features.backpack.intents import FollowUpDue, SayOutcome, ShowFollowUp, TellClub
from bot.features.backpack.ports import Backpacks, Outcome, Pick
from bot.features.backpack.service.access import own_turn
from bot.features.backpack.service.reading import own_contents
from bot.features.backpack.service.settling import set_second_ask
from bot.features.tips.ports import TipId, Tips
from bot.features.turns.ports import TurnId, Turns
from bot.kernel.clock import to_micros
from bot.kernel.door import FOR_THE_HOST
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import Cards, MessageClass, UnitOfWork, Weight
from bot.kernel.roster import Roster
from bot.kernel.tell import News, people_of, pledged, tell, tell_company
from bot.kernel.texts import T
from bot.kernel.views import NOTHING, Answer, ViewRef

# Asked for this long; after it the host still finds it with /backpack.
STALE_AFTER = timedelta(days=14)


def follow_up_view(scope: ClubScope, turn: TurnId) -> ViewRef:
    """Return the living view of what became of the picks."""
    return ViewRef("backpack.follow_up", scope.club, {"turn": turn})


def asked_view(scope: ClubScope, turn: TurnId) -> ViewRef:
    """Return the message that asks for it, of no use once everything is said."""
    return ViewRef("backpack.asked", scope.club, {"turn": turn})


def worked_card(scope: ClubScope, turn: TurnId) -> ViewRef:
    """Return the room's card that one more tip has worked."""
    return ViewRef("backpack.worked", scope.club, {"turn": turn})


async def follow_up_due(work: UnitOfWork, actor: Actor, intent: FollowUpDue) -> Answer:  # noqa: ARG001
    """Timer: ask the host company, and see when it is asked once more."""
    scope = ClubScope(intent.club)
    contents = await contents_of(work, scope, intent.turn)
    if contents is None or not await _is_to_ask(work, scope, contents):
        return NOTHING
    asked = replace(contents.backpack, asked_at=work.now, asks=contents.backpack.asks + 1)
    await work.of(Backpacks).keep(scope, asked)
    view, turn = asked_view(scope, contents.turn.id), contents.turn
    about = f"follow_up:{turn.id}:{asked.asks}"
    news = News(view, MessageClass.DUTY, about, not_after=work.now + STALE_AFTER)
    await tell_company(work, scope, turn.company, news)
    await set_second_ask(work, scope, asked)
    return NOTHING


async def show_follow_up(work: UnitOfWork, actor: Actor, intent: ShowFollowUp) -> Answer:
    """Show the host what it has said of its picks."""
    scope = ClubScope(intent.club)
    turn, _ = await own_turn(work, scope, actor, intent.turn)
    return Answer(panel=follow_up_view(scope, turn.id))


async def say_outcome(work: UnitOfWork, actor: Actor, intent: SayOutcome) -> Answer:
    """Keep what became of a pick; who gave the tip hears it on a free day."""
    scope = ClubScope(intent.club)
    contents = await own_contents(work, scope, actor, intent.tip)
    pick = next((each for each in contents.picks if each.tip == intent.tip), None)
    if pick is None:
        raise RuleBrokenError(T("That tip is not among the ones you chose. Choose it with /backpack first."))
    if pick.outcome is not intent.outcome:
        if pick.room_may_hear:
            raise RuleBrokenError(T("The club has heard that it worked, so that stays."))
        said = replace(pick, outcome=intent.outcome, said_by=actor.person, said_at=work.now)
        await work.of(Backpacks).keep_pick(scope, said)
        await _tell_authors(work, scope, contents, said)
    return Answer(T("Saved."), follow_up_view(scope, contents.turn.id))


async def tell_club(work: UnitOfWork, actor: Actor, intent: TellClub) -> Answer:
    """Take the host's or the author's word that the room may hear it; it does when both have given theirs."""
    scope = ClubScope(intent.club)
    tip = await work.of(Tips).tip(scope, intent.tip)
    turn = await work.of(Turns).turn(scope, tip.turn)
    pick = next((each for each in await work.of(Backpacks).picks(scope, turn.id) if each.tip == tip.id), None)
    is_host, is_author = actor.company == turn.company, actor.person is not None and actor.person == tip.person
    if not is_host and not is_author:
        raise RuleBrokenError(FOR_THE_HOST)
    if pick is None or pick.outcome is not Outcome.DONE:
        raise StrangerError if pick is None else RuleBrokenError(T("The host has said something else since."))
    agreed = replace(pick, host_agrees=pick.host_agrees or is_host, author_agrees=pick.author_agrees or is_author)
    await work.of(Backpacks).keep_pick(scope, agreed)
    panel = follow_up_view(scope, turn.id) if is_host else None
    if not agreed.room_may_hear:
        return Answer(T("Noted. The club hears it when the other side agrees too."), panel)
    await work.of(Cards).hang(scope, worked_card(scope, turn.id), loud=False)
    await work.of(Cards).mark(scope, worked_card(scope, turn.id))
    return Answer(T("Told: one more tip has worked. No more than that."), panel)


async def _is_to_ask(work: UnitOfWork, scope: ClubScope, contents: Contents) -> bool:
    """True while something is open, and while nothing is picked, once."""
    picks = await work.of(Backpacks).picks(scope, contents.turn.id)
    return any(each.is_open for each in picks) or (not picks and not contents.backpack.asks)


async def _tell_authors(work: UnitOfWork, scope: ClubScope, contents: Contents, pick: Pick) -> None:
    """Tell everybody who gave the tip and is still in the club, unnamed ones too: it reaches them alone (R7.7)."""
    entry = contents.entry_of(pick.tip)
    if entry is None or pick.outcome in {None, Outcome.LATER}:
        return
    inside = people_of(pledged(await work.of(Roster).members(scope)))
    for each in entry.of.tip.tips:
        if each.person is not None and each.person in inside:
            await tell(work, [each.person], _result(scope, each.id, pick))


def _result(scope: ClubScope, own: TipId, pick: Pick) -> News:
    said = pick.outcome.value if pick.outcome else ""
    # What is said a second time is told again: in between the author has heard something else.
    at = str(to_micros(pick.said_at)) if pick.said_at else ""
    view = ViewRef("backpack.result", scope.club, {"tip": own, "pick": pick.tip, "outcome": said, "at": at})
    return News(view, MessageClass.KIND, f"result:{own}:{said}:{at}", weight=Weight.RESULT)
