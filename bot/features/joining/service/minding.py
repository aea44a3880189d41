"""Who minds a club that has lost its lead (R1): all are asked, the first offer is confirmed by another company."""

from __future__ import annotations

from bot.features.joining import views
from bot.features.joining.intents import ConfirmMinder, OfferToMind
from bot.features.joining.model import MinderSearch, is_pledged, lead_of
from bot.features.joining.ports import Joining
from bot.features.joining.service.roster_rows import own_row, tell_member
from bot.features.joining.service.terms import keep_terms
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import MessageClass, UnitOfWork
from bot.kernel.roster import Member, Post, Roster
from bot.kernel.tell import News, people_of, pledged, tell, tell_organizer
from bot.kernel.texts import T, Text
from bot.kernel.views import Answer, ViewRef

SETTLED = T("That is settled already.")


async def look_for_minder(work: UnitOfWork, scope: ClubScope) -> None:
    """Ask every member who minds the club: a duty, for the club stands still without (docs/decisions/008)."""
    await work.of(Joining).seek_minder(scope, work.now)
    view = ViewRef(views.WHO_MINDS, scope.club)
    news = News(view, MessageClass.DUTY, f"who-minds:{work.new_id()}", holds_up=True)
    await tell(work, people_of(pledged(await work.of(Roster).members(scope))), news)


async def look_again_without(work: UnitOfWork, scope: ClubScope, gone: Member) -> None:
    """Ask anew when the one who had offered leaves before being confirmed."""
    search = await work.of(Joining).minder_search(scope)
    if search is not None and search.offered == gone.id:
        await look_for_minder(work, scope)


async def offer_to_mind(work: UnitOfWork, actor: Actor, asked: OfferToMind) -> Answer:
    """Take the first offer and put it to the other companies; with nobody of another one in, it stands at once."""
    scope = ClubScope(asked.club)
    search, me = await work.of(Joining).minder_search(scope), await own_row(work, scope, actor)
    members = await work.of(Roster).members(scope)
    if search is None:
        return Answer(_led_by(lead_of(members)))
    thanks = T("Thank you. Somebody of another company confirms it now.")
    if search.offered is not None:
        first = next((m.name for m in members if m.id == search.offered), "")
        return Answer(thanks if search.offered == me.id else T("{name} has offered already.", name=first))
    others = [m for m in pledged(members) if m.company != me.company]
    if not others:
        await _appoint(work, scope, me)
        return Answer(T("You mind the club now. Thank you."))
    await work.of(Joining).offer_minder(scope, me.id)
    view = ViewRef(views.MINDER, scope.club, {"member": me.id})
    await tell(work, people_of(others), News(view, MessageClass.DUTY, f"minder:{me.id}:{work.new_id()}", holds_up=True))
    return Answer(thanks)


async def confirm_minder(work: UnitOfWork, actor: Actor, asked: ConfirmMinder) -> Answer:
    """Make the one who offered the lead, by one tap of another company; a second tap changes nothing."""
    scope = ClubScope(asked.club)
    search = await work.of(Joining).minder_search(scope)
    offered = await _offered(work, scope, search)
    if offered is None or offered.id != asked.member:
        return Answer(SETTLED)
    if offered.company == actor.company:
        raise RuleBrokenError(T("Somebody of another company confirms this."))
    await _appoint(work, scope, offered)
    return Answer(T("Lead: {name}.", name=offered.name))


async def _offered(work: UnitOfWork, scope: ClubScope, search: MinderSearch | None) -> Member | None:
    members = await work.of(Roster).members(scope)
    return next((m for m in members if search is not None and m.id == search.offered and is_pledged(m)), None)


async def _appoint(work: UnitOfWork, scope: ClubScope, member: Member) -> None:
    await work.of(Joining).set_post(scope, member.id, Post.LEAD)
    await work.of(Joining).end_minder_search(scope)
    await keep_terms(work, scope)
    named = ViewRef(views.NAMED, scope.club, {"post": Post.LEAD})
    await tell_member(work, member, named, f"named:{work.new_id()}")
    fact = News(ViewRef(views.NEW_LEAD, scope.club), MessageClass.DUTY, f"new-lead:{work.new_id()}")
    await tell_organizer(work, scope, fact)


def _led_by(lead: Member | None) -> Text:
    return T("The club has a lead: {name}.", name=lead.name) if lead else SETTLED
