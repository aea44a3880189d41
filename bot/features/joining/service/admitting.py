"""Letting people in: who tries too often, who is new, who is in already, and what a first pledge brings (R3)."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.features.joining import views
from bot.features.joining.model import MOST_TRIES, TRIES_WITHIN, is_present, mark_of
from bot.features.joining.ports import Joining, People, Tries
from bot.features.joining.service.roster_rows import known_account, tell_lead, tell_member
from bot.kernel.clock import to_micros
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import Actor, ClubScope, Person, PersonId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import ClubFrame, Member, Places, Post, Roster
from bot.kernel.texts import T
from bot.kernel.views import ViewRef

TOGETHER = timedelta(hours=1)


async def insist_few_tries(work: UnitOfWork, actor: Actor) -> None:
    """Refuse who has tried too often; the secrets are beyond guessing, this only keeps the noise down."""
    since = work.now - TRIES_WITHIN
    if await work.of(Tries).count(mark_of(known_account(actor)), since) >= MOST_TRIES:
        raise RuleBrokenError(T("That was tried too often. Wait ten minutes, then try again."))


async def arrive(work: UnitOfWork, actor: Actor, zone: ZoneInfo) -> PersonId:
    """Make a person of a stranger, with a private lane when they stand in one."""
    person = Person(PersonId(work.new_id()), actor.language, zone)
    await work.of(People).arrive(person, known_account(actor), work.now)
    if actor.where is not None and actor.where.is_private:
        await work.of(Places).open_lane(person.id, actor.where)
    return person.id


async def insist_not_in_yet(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, person: PersonId) -> None:
    """Refuse who stands in the roster already, so that no link is spent on them."""
    present = await work.of(Roster).member_of(scope, person)
    if present is not None and is_present(present):
        raise RuleBrokenError(
            T("You are in {club} already. This link is for somebody else: pass it on.", club=frame.name)
        )


async def admit(work: UnitOfWork, scope: ClubScope, member: Member, but: PersonId | None = None) -> None:
    """Make a first pledge count: the company has joined, nobody lacks a contact person, both sides hear of it (R9).

    `but` is who let them in and need not hear it.
    """
    await work.of(Joining).note_joined(scope, member.company, work.now)
    colleagues = [m for m in await work.of(Roster).members(scope) if m.company == member.company and is_present(m)]
    if not any(m.is_contact for m in colleagues):
        await work.of(Joining).set_contact(scope, member.company, member.id)
    if member.post is not Post.NONE:
        await work.of(Joining).set_post(scope, member.id, member.post)  # the term begins
    welcome = views.LEAD_WELCOME if member.post is Post.LEAD else views.ADMITTED
    await tell_member(work, member, ViewRef(welcome, scope.club), f"admitted:{member.id}")
    await _tell_who_joined(work, scope, member, but)


async def _tell_who_joined(work: UnitOfWork, scope: ClubScope, member: Member, but: PersonId | None) -> None:
    """Tell the lead of the first at once, and of those who follow within the hour together when it is full (R9)."""
    others = [m for m in await work.of(Roster).members(scope) if m.id != member.id and m.post is Post.NONE]
    lately = work.now - TOGETHER
    if not any(m.pledged_at is not None and m.pledged_at > lately for m in others):
        await tell_lead(work, ViewRef(views.JOINED, scope.club, {"member": member.id}), f"joined:{member.id}", but)
        return
    began = work.now.replace(minute=0, second=0, microsecond=0)
    since = ViewRef(views.JOINED, scope.club, {"since": str(to_micros(began))})
    await tell_lead(work, since, f"joined:{to_micros(began)}", but, not_before=began + TOGETHER)
