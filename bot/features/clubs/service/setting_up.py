"""The five steps of setting a club up; each is saved by itself and may be changed later."""

from __future__ import annotations

from bot.features.clubs import views
from bot.features.clubs.intents import AddCompanies, InviteAll, OpenSetup, SetHost, SetRegion
from bot.features.clubs.model import Entry, Step, after, may_take, read_listing
from bot.features.clubs.ports import Clubs, Region
from bot.features.joining.model import is_named_alike, is_present
from bot.features.joining.ports import Joining, NewMember
from bot.features.joining.service.inviting import make_missing_links, write_in
from bot.features.turns.service.asking import name_host
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import Actor, ClubScope, CompanyId, MembershipId
from bot.kernel.ports import Cards, UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.texts import T, Text
from bot.kernel.views import Answer, ViewRef


async def open_setup(work: UnitOfWork, actor: Actor, asked: OpenSetup) -> Answer:  # noqa: ARG001 - every act knows its actor
    """Show which steps are done and which comes next."""
    return Answer(panel=ViewRef(views.CLUB, asked.club))


async def set_region(work: UnitOfWork, actor: Actor, asked: SetRegion) -> Answer:  # noqa: ARG001
    """Save the languages, the clock and the public holidays."""
    scope = ClubScope(asked.club)
    if asked.languages is None or asked.language is None or asked.zone is None or asked.countries is None:
        return Answer(form=views.region_form(await work.of(Roster).frame(scope)))
    await insist_turn(work, scope, Step.REGION)
    spoken = (asked.language, *(each for each in asked.languages if each is not asked.language))
    countries = tuple(each.value for each in asked.countries)
    await work.of(Clubs).set_region(scope, Region(spoken, asked.language, asked.zone, countries))
    await work.of(Cards).mark_all(scope)
    return await saved(work, scope, Step.REGION)


async def add_companies(work: UnitOfWork, actor: Actor, asked: AddCompanies) -> Answer:  # noqa: ARG001
    """Write companies and their contact persons in; who is known already is left as it is."""
    scope = ClubScope(asked.club)
    if asked.listed is None:
        return Answer(form=views.companies_form(asked.club, await work.of(Roster).companies(scope)))
    await insist_turn(work, scope, Step.COMPANIES)
    listing = read_listing(asked.listed)
    if listing.faults:
        wrong = views.faulty_lines(listing.faults)
        raise RuleBrokenError(wrong, {"listed": wrong})
    for entry in listing.entries:
        await _write_entry(work, scope, entry)
    return await saved(work, scope, Step.COMPANIES)


async def set_host(work: UnitOfWork, actor: Actor, asked: SetHost) -> Answer:  # noqa: ARG001
    """Save whose turn it is, and where."""
    scope = ClubScope(asked.club)
    companies = await work.of(Roster).companies(scope)
    if asked.company is None or asked.place is None:
        return Answer(form=views.host_form(await work.of(Roster).frame(scope), companies))
    await insist_turn(work, scope, Step.HOST)
    if asked.company not in {each.id for each in companies}:
        raise StrangerError
    await name_host(work, scope, CompanyId(asked.company), asked.place)
    await work.of(Cards).mark_all(scope)
    return await saved(work, scope, Step.HOST)


async def invite_all(work: UnitOfWork, actor: Actor, asked: InviteAll) -> Answer:  # noqa: ARG001
    """Make every link that is missing and show each once; with the first time the club is ready."""
    scope = ClubScope(asked.club)
    await insist_turn(work, scope, Step.INVITATIONS)
    frame = await work.of(Roster).frame(scope)
    links = await make_missing_links(work, scope)
    await work.of(Clubs).mark_ready(scope, work.now)
    answer = await saved(work, scope, Step.INVITATIONS)
    if not links:
        return Answer(toast=T("Everybody has a link. New ones: /members."), panel=answer.panel)
    view = views.links(frame.name, [(member.name, token) for member, token in links])
    return Answer(toast=_ready_words(is_first=not frame.is_set_up), view=view, panel=answer.panel)


async def insist_turn(work: UnitOfWork, scope: ClubScope, step: Step) -> None:
    """Refuse a step whose earlier ones are not done."""
    reached = await work.of(Clubs).setup_step(scope)
    if not may_take(step, reached):
        raise RuleBrokenError(T("Step {number} comes first. Write /setup to go on.", number=int(reached)))


async def saved(work: UnitOfWork, scope: ClubScope, step: Step) -> Answer:
    """Note that a step is done and show what comes next."""
    reached = await work.of(Clubs).setup_step(scope)
    await work.of(Clubs).set_setup_step(scope, after(step, reached))
    return Answer(toast=T("Saved."), panel=ViewRef(views.CLUB, scope.club))


async def _write_entry(work: UnitOfWork, scope: ClubScope, entry: Entry) -> None:
    companies = await work.of(Roster).companies(scope)
    company = next((c.id for c in companies if is_named_alike(c.name, entry.company)), None)
    if company is None:
        company = CompanyId(work.new_id())
        await work.of(Joining).add_company(scope, company, entry.company)
    colleagues = [m for m in await work.of(Roster).members(scope) if m.company == company and is_present(m)]
    if not any(is_named_alike(m.name, entry.contact) for m in colleagues):
        await write_in(work, scope, NewMember(MembershipId(work.new_id()), company, entry.contact))


def _ready_words(*, is_first: bool) -> Text:
    if is_first:
        return T("The club is ready. Send the links; the first poll follows once three companies are in.")
    return T("Here are the links.")
