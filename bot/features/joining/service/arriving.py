"""How somebody becomes known: the bootstrap code, the invitation, the pledge (R3.1 to R3.3)."""

from __future__ import annotations

from bot.features.joining import views
from bot.features.joining.intents import AcceptPledge, OpenInvitation, UseBootstrap
from bot.features.joining.model import (
    Invitation,
    Standing,
    hash_of,
    is_pledged,
    is_present,
    mark_of,
    secret_in,
    standing,
)
from bot.features.joining.ports import Bootstrap, Joining, People, Tries
from bot.features.joining.service.admitting import admit, arrive, insist_few_tries, insist_not_in_yet
from bot.features.joining.service.knocking import at_company_link, forget, promise
from bot.features.joining.service.roster_rows import known_account, own_row
from bot.kernel.errors import StrangerError
from bot.kernel.people import Actor, ClubScope, PersonId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import MemberState, Roster, pledge_has_lapsed, pledge_is_due, pledge_version
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef


async def issue_bootstrap(work: UnitOfWork) -> str:
    """Make the operator's one-time code anew; earlier unused ones are void. Only its hash is kept."""
    word = work.new_secret()
    await work.of(Bootstrap).issue(hash_of(word), work.now)
    return word


async def use_bootstrap(work: UnitOfWork, actor: Actor, asked: UseBootstrap) -> Answer:
    """Make the actor an organizer for a code that was not used yet."""
    if asked.word is None:
        return Answer(form=views.bootstrap_form())
    await insist_few_tries(work, actor)
    word = secret_in(asked.word.replace("-", "").replace(" ", ""))
    if word is None or not await work.of(Bootstrap).use(hash_of(word), work.now):
        await work.of(Tries).note(mark_of(known_account(actor)), work.now)
        return Answer(
            form=views.bootstrap_form(asked.word, T("This code opens nothing. Ask the operator for a new one."))
        )
    person = actor.person or await arrive(work, actor, actor.zone)
    await work.of(People).make_organizer(person, work.now)
    return Answer(toast=T("You are an organizer now."), panel=ViewRef(views.ORGANIZER))


async def open_invitation(work: UnitOfWork, actor: Actor, asked: OpenInvitation) -> Answer:
    """Let the one who holds an invitation's token in, as far as the three rules."""
    if asked.token is None:
        return Answer(form=views.invitation_form())
    await insist_few_tries(work, actor)
    secret = secret_in(asked.token)
    invitation = await work.of(Joining).invitation(hash_of(secret)) if secret else None
    match standing(invitation, actor.person, work.now):
        case Standing.OPEN if secret and invitation:
            return await _enter(work, actor, invitation, secret)
        case Standing.YOURS if invitation:
            return await _come_back(work, actor, invitation)
        case Standing.EXPIRED:
            said = T("This link was good for 7 days and has run out. Ask whoever invited you for a new one.")
            return Answer(form=views.invitation_form(asked.token, said))
        case _:
            if secret and (answer := await at_company_link(work, actor, secret)) is not None:
                return answer
            await work.of(Tries).note(mark_of(known_account(actor)), work.now)
            said = T("This link opens nothing. Ask whoever invited you for a new one.")
            return Answer(form=views.invitation_form(asked.token, said))


async def accept_pledge(work: UnitOfWork, actor: Actor, asked: AcceptPledge) -> Answer:
    """Let the actor in, or renew a pledge that is due; a second tap changes nothing."""
    scope = ClubScope(asked.club)
    member = await own_row(work, scope, actor)
    frame = await work.of(Roster).frame(scope)
    if is_pledged(member) and not pledge_is_due(member, work.now) and not pledge_has_lapsed(member, work.now):
        return Answer(toast=T("You are in already."))
    if member.knocks and not is_pledged(member):
        return await promise(work, scope, member)
    await work.of(Joining).note_pledge(scope, member.id, pledge_version(work.now), work.now)
    if is_pledged(member):
        return Answer(toast=T("Thank you. The rules hold for another year."))
    await admit(work, scope, member)
    return Answer(toast=T("Thank you. You are in: {club}.", club=frame.name))


async def _enter(work: UnitOfWork, actor: Actor, invitation: Invitation, secret: str) -> Answer:
    scope = ClubScope(invitation.club)
    if not await work.of(Roster).hold(scope):
        raise StrangerError
    frame = await work.of(Roster).frame(scope)
    if actor.person is not None:
        await _forget_knock_of(work, scope, actor.person)
        await insist_not_in_yet(work, scope, frame, actor.person)
    person = actor.person or await arrive(work, actor, frame.zone)
    if not await work.of(Joining).spend(scope, hash_of(secret), person, work.now):
        raise StrangerError
    await work.of(Joining).note_arrival(scope, invitation.membership, person)
    return Answer(panel=ViewRef(views.PLEDGE, scope.club))


async def _forget_knock_of(work: UnitOfWork, scope: ClubScope, person: PersonId) -> None:
    """Who waits at a company's link and has been invited by name as well comes in by that: nobody need let them in."""
    row = await work.of(Roster).member_of(scope, person)
    if row is not None and row.knocks and row.state is MemberState.WAITING:
        await forget(work, scope, row)


async def _come_back(work: UnitOfWork, actor: Actor, invitation: Invitation) -> Answer:
    """Answer who opens their own spent link again from what they are by now."""
    scope = ClubScope(invitation.club)
    member = await own_row(work, scope, actor)
    if not is_present(member):
        raise StrangerError
    if is_pledged(member):
        return Answer(toast=T("You are in already."))
    return Answer(panel=ViewRef(views.PLEDGE, scope.club))
