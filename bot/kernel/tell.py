"""Telling people, by reference: puts envelopes into the outbox of the unit at hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.kernel.people import ClubScope, CompanyId, PersonId
from bot.kernel.ports import Envelope, MessageClass, Outbox, UnitOfWork, Weight
from bot.kernel.roster import Member, MemberState, Places, Post, Roster
from bot.kernel.views import ViewRef

DEPUTY_STANDS_IN = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class News:
    """What is told: a view by reference, its class, and when it is due and stale.

    `about` makes the envelope's key together with the person, so that the same news reaches a person once. By
    `weight` counted messages fall over budget; without one a question is taken for a wish, a kind word for thanks.
    `holds_up` is a duty the club stands still without: no cap binds it. `rides_along` is what never goes alone, but
    with the person's next counted message of the club. A `company`'s duty goes on to its other people, a lead's own
    one (without) to the deputy, when the person wants quiet.
    """

    view: ViewRef
    kind: MessageClass
    about: str
    not_before: datetime | None = None
    not_after: datetime | None = None
    weight: Weight | None = None
    holds_up: bool = False
    rides_along: bool = False
    company: CompanyId | None = None


async def tell(work: UnitOfWork, people: Iterable[PersonId], news: News) -> None:
    """Put one envelope for each of the people."""
    for person in people:
        await work.of(Outbox).put(
            Envelope(
                id=work.new_id(),
                club=news.view.club,
                to=person,
                kind=news.kind,
                view=news.view,
                key=f"{news.about}:{person}",
                not_before=news.not_before or work.now,
                not_after=news.not_after,
                weight=news.weight or (Weight.THANKS if news.kind is MessageClass.KIND else Weight.WISH),
                holds_up=news.holds_up,
                rides_along=news.rides_along,
                company=news.company,
            )
        )


async def tell_company(work: UnitOfWork, scope: ClubScope, company: CompanyId, news: News) -> None:
    """Tell a company's people a duty of theirs; the courier sees at sending who of them may be asked (R8)."""
    members = await work.of(Roster).members(scope)
    people = people_of(each for each in pledged(members) if each.company == company)
    await tell(work, people, replace(news, company=company))


async def tell_organizer(work: UnitOfWork, scope: ClubScope, news: News) -> None:
    """Tell the organizer who founded the club a fact; the view must be one of its feature's `facts` (R1, R9)."""
    founder = (await work.of(Roster).outline(scope)).founded_by
    if founder is not None and await work.of(Roster).is_organizer(founder):
        await tell(work, [founder], news)


def pledged(members: Iterable[Member]) -> list[Member]:
    """Return those who are in: pledged, with a person behind them."""
    return [each for each in members if each.state is MemberState.PLEDGED and each.person is not None]


def people_of(members: Iterable[Member]) -> list[PersonId]:
    """Return the persons behind roster rows."""
    return [each.person for each in members if each.person is not None]


def leads_of(members: Iterable[Member]) -> list[PersonId]:
    """Return the club lead, or the deputy where there is none."""
    present = pledged(members)
    for post in (Post.LEAD, Post.DEPUTY):
        found = people_of(each for each in present if each.post is post)
        if found:
            return found
    return []


def deputies_of(members: Iterable[Member]) -> list[PersonId]:
    """Return the deputy."""
    return people_of(each for each in pledged(members) if each.post is Post.DEPUTY)


def minders(members: Iterable[Member], now: datetime, about: CompanyId | None = None) -> list[PersonId]:
    """Return who gets what is for the lead (R1).

    The deputy does, when it is about the lead's own company (even if the deputy is of that company too), and when the
    lead may not be asked now; where the deputy may not either, it stays with the lead.
    """
    everyone = pledged(members)
    asked = [each for each in everyone if each.hears(now)]
    for post in (Post.LEAD, Post.DEPUTY):
        found = people_of(m for m in asked if m.post is post and (post is Post.DEPUTY or m.company != about))
        if found:
            return found
    return leads_of(everyone)


async def ask_minders(work: UnitOfWork, news: News, about: CompanyId | None = None) -> None:
    """Ask who minds the club for something, and the deputy too if it is still true 48 hours later (R1).

    Only for what waits for an act: the view must be None as soon as that is done.
    """
    members = await work.of(Roster).members(ClubScope(news.view.club))
    first = minders(members, work.now, about)
    await tell(work, first, news)
    later = (news.not_before or work.now) + DEPUTY_STANDS_IN
    if news.not_after is None or later < news.not_after:
        others = [each for each in deputies_of(members) if each not in first]
        await tell(work, others, replace(news, not_before=later))


def on_duty(members: Iterable[Member], company: CompanyId, now: datetime) -> list[PersonId]:
    """Return who gets a company's duties: its people who may be asked, else the lead (R8).

    `tell_company` is for duties that may wait: who may be asked is then seen when they are sent.
    """
    everyone = list(members)
    hearing = [each for each in pledged(everyone) if each.company == company and each.hears(now)]
    return people_of(hearing) or minders(everyone, now)


async def unreached(work: UnitOfWork, members: Iterable[Member]) -> list[Member]:
    """Return those who are in but have no private lane that Reppu can write to."""
    return [each for each in pledged(members) if each.person and not await work.of(Places).lanes(each.person)]


async def tell_lead_of_unreached(work: UnitOfWork, envelope: Envelope, view: str) -> None:
    """Tell who minds the club, once an event, that somebody could not be reached; the message waits for them (R9)."""
    leads = [lead for lead in leads_of(await work.of(Roster).members(ClubScope(envelope.club))) if lead != envelope.to]
    event = envelope.key.removesuffix(f":{envelope.to}")
    ref = ViewRef(view, envelope.club, envelope.view.ids)
    news = News(ref, MessageClass.DUTY, f"unreached:{event}", holds_up=True)
    await tell(work, leads, news)
