"""How somebody becomes known: the bootstrap code, the invitation, the pledge (R3.1 to R3.3)."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.features.joining import views
from bot.features.joining.intents import AcceptPledge, OpenInvitation, UseBootstrap
from bot.features.joining.model import (
    MOST_TRIES,
    TRIES_WITHIN,
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
from bot.features.joining.service.roster_rows import known_account, own_row, tell_lead, tell_member
from bot.kernel.clock import to_micros
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import Actor, ClubScope, Person, PersonId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import (
    PLEDGE_VERSION,
    ClubFrame,
    Member,
    Places,
    Post,
    Roster,
    pledge_has_lapsed,
    pledge_is_due,
)
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef

TOGETHER = timedelta(hours=1)


async def issue_bootstrap(work: UnitOfWork) -> str:
    """Make the operator's one-time code anew; earlier unused ones are void. Only its hash is kept."""
    word = work.new_secret()
    await work.of(Bootstrap).issue(hash_of(word), work.now)
    return word


async def use_bootstrap(work: UnitOfWork, actor: Actor, asked: UseBootstrap) -> Answer:
    """Make the actor an organizer for a code that was not used yet."""
    if asked.word is None:
        return Answer(form=views.bootstrap_form())
    await _insist_few_tries(work, actor)
    word = secret_in(asked.word.replace("-", "").replace(" ", ""))
    if word is None or not await work.of(Bootstrap).use(hash_of(word), work.now):
        await work.of(Tries).note(mark_of(known_account(actor)), work.now)
        return Answer(
            form=views.bootstrap_form(asked.word, T("This code opens nothing. Ask the operator for a new one."))
        )
    person = actor.person or await _arrive(work, actor, actor.zone)
    await work.of(People).make_organizer(person, work.now)
    return Answer(toast=T("You are an organizer now."), panel=ViewRef(views.ORGANIZER))


async def open_invitation(work: UnitOfWork, actor: Actor, asked: OpenInvitation) -> Answer:
    """Let the one who holds an invitation's token in, as far as the three rules."""
    if asked.token is None:
        return Answer(form=views.invitation_form())
    await _insist_few_tries(work, actor)
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
    await work.of(Joining).note_pledge(scope, member.id, PLEDGE_VERSION, work.now)
    if is_pledged(member):
        return Answer(toast=T("Thank you. The rules hold for another year."))
    await _admit(work, scope, member)
    return Answer(toast=T("Thank you. You are in: {club}.", club=frame.name))


async def _insist_few_tries(work: UnitOfWork, actor: Actor) -> None:
    """Refuse who has tried too often; the secrets are beyond guessing, this only keeps the noise down."""
    since = work.now - TRIES_WITHIN
    if await work.of(Tries).count(mark_of(known_account(actor)), since) >= MOST_TRIES:
        raise RuleBrokenError(T("That was tried too often. Wait ten minutes, then try again."))


async def _arrive(work: UnitOfWork, actor: Actor, zone: ZoneInfo) -> PersonId:
    """Make a person of a stranger, with a private lane when they stand in one."""
    person = Person(PersonId(work.new_id()), actor.language, zone)
    await work.of(People).arrive(person, known_account(actor), work.now)
    if actor.where is not None and actor.where.is_private:
        await work.of(Places).open_lane(person.id, actor.where)
    return person.id


async def _enter(work: UnitOfWork, actor: Actor, invitation: Invitation, secret: str) -> Answer:
    scope = ClubScope(invitation.club)
    if not await work.of(Roster).hold(scope):
        raise StrangerError
    frame = await work.of(Roster).frame(scope)
    if actor.person is not None:
        await _insist_not_in_yet(work, scope, frame, actor.person)
    person = actor.person or await _arrive(work, actor, frame.zone)
    if not await work.of(Joining).spend(scope, hash_of(secret), person, work.now):
        raise StrangerError
    await work.of(Joining).note_arrival(scope, invitation.membership, person)
    return Answer(panel=ViewRef(views.PLEDGE, scope.club))


async def _insist_not_in_yet(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, person: PersonId) -> None:
    present = await work.of(Roster).member_of(scope, person)
    if present is not None and is_present(present):
        raise RuleBrokenError(
            T("You are in {club} already. This link is for somebody else: pass it on.", club=frame.name)
        )


async def _come_back(work: UnitOfWork, actor: Actor, invitation: Invitation) -> Answer:
    """Answer who opens their own spent link again from what they are by now."""
    scope = ClubScope(invitation.club)
    member = await own_row(work, scope, actor)
    if not is_present(member):
        raise StrangerError
    if is_pledged(member):
        return Answer(toast=T("You are in already."))
    return Answer(panel=ViewRef(views.PLEDGE, scope.club))


async def _admit(work: UnitOfWork, scope: ClubScope, member: Member) -> None:
    """Make a first pledge count: the company has joined, nobody lacks a contact person, both sides hear of it (R9)."""
    await work.of(Joining).note_joined(scope, member.company, work.now)
    colleagues = [m for m in await work.of(Roster).members(scope) if m.company == member.company and is_present(m)]
    if not any(m.is_contact for m in colleagues):
        await work.of(Joining).set_contact(scope, member.company, member.id)
    welcome = views.LEAD_WELCOME if member.post is Post.LEAD else views.ADMITTED
    await tell_member(work, member, ViewRef(welcome, scope.club), f"admitted:{member.id}")
    await _tell_who_joined(work, scope, member)


async def _tell_who_joined(work: UnitOfWork, scope: ClubScope, member: Member) -> None:
    """Tell the lead of the first at once, and of those who follow within the hour together when it is full (R9)."""
    others = [m for m in await work.of(Roster).members(scope) if m.id != member.id and m.post is Post.NONE]
    lately = work.now - TOGETHER
    if not any(m.pledged_at is not None and m.pledged_at > lately for m in others):
        await tell_lead(work, ViewRef(views.JOINED, scope.club, {"member": member.id}), f"joined:{member.id}")
        return
    began = work.now.replace(minute=0, second=0, microsecond=0)
    since = ViewRef(views.JOINED, scope.club, {"since": str(to_micros(began))})
    await tell_lead(work, since, f"joined:{to_micros(began)}", not_before=began + TOGETHER)
