"""Who minds the club: the question, the offer, the organizer's fact, and a term that nears its end (R1)."""

from __future__ import annotations

from datetime import date

from bot.features.joining.intents import ConfirmMinder, OfferToMind
from bot.features.joining.model import is_pledged, lead_of
from bot.features.joining.ports import Joining
from bot.features.joining.shown import member_in, own_of, private
from bot.features.joining.views import MINDER
from bot.kernel.feature import Reader
from bot.kernel.people import MEMBERS, ClubId, ClubScope, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Post, Roster
from bot.kernel.spoken import DayOfMonth
from bot.kernel.texts import T
from bot.kernel.views import Block, Button, Choice, Paragraph, Title, Tone, View, ViewRef


async def who_minds(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The question who minds the club; untrue once somebody has offered."""
    own = await own_of(work, reader, ref)
    search = await work.of(Joining).minder_search(ClubScope(ref.club))
    if own is None or search is None or search.offered is not None or not reader.roles & MEMBERS:
        return None
    said = T("The lead has left and there is no deputy. Whoever takes it over is confirmed by another company.")
    return private(
        Title(T("Who minds {club}?", club=own.club_name)), Paragraph(said), Choice((offer_button(ref.club),))
    )


async def minder(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """An offer to mind the club, for the other companies; untrue once it is confirmed, or its person has left."""
    own = await own_of(work, reader, ref)
    search = await work.of(Joining).minder_search(ClubScope(ref.club))
    new = member_in(own, ref)
    if own is None or search is None or new is None or search.offered != new.id or not is_pledged(new):
        return None
    if own.me.company == new.company:
        return None
    said = T("{name} would mind {club}: {company}.", name=new.name, club=own.club_name, company=own.company_name(new))
    yes = Button(T("Agreed"), ConfirmMinder(club=ref.club, member=new.id), Tone.YES)
    return private(Paragraph(said), Choice((yes,)))


async def still_asked(work: UnitOfWork, reader: Reader, ref: ViewRef) -> tuple[Block, ...]:
    """Return what a member of a club without a lead may do about it, for the list of members."""
    search = await work.of(Joining).minder_search(ClubScope(ref.club))
    if search is None:
        return ()
    if search.offered is None:
        return (Choice((offer_button(ref.club),)),)
    shown = await minder(work, reader, ViewRef(MINDER, ref.club, {"member": search.offered}))
    return shown.blocks if shown else ()


async def new_lead(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The fact that a club has a new lead, for its organizer: no name, no reason."""
    scope = ClubScope(ref.club)
    if Role.ORGANIZER not in reader.roles or lead_of(await work.of(Roster).members(scope)) is None:
        return None
    frame = await work.of(Roster).frame(scope)
    return private(Paragraph(T("{club} has a new lead, chosen by its members.", club=frame.name)))


async def term(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """A term that ends soon, for who holds the post; it goes on by itself."""
    own = await own_of(work, reader, ref)
    if own is None or own.me.post != ref.ids["post"]:
        return None
    end = DayOfMonth(date.fromisoformat(ref.ids["end"]))
    if own.me.post is Post.LEAD:
        said = T("Your term as lead of {club} ends {when}. It goes on by itself.", club=own.club_name, when=end)
        return private(Paragraph(said), Paragraph(T("To hand over, write /members.")))
    said = T("Your term as deputy of {club} ends {when}. It goes on by itself.", club=own.club_name, when=end)
    return private(Paragraph(said), Paragraph(T("To stop, tell the lead.")))


def offer_button(club: ClubId) -> Button:
    """Return the button by which somebody takes a club over."""
    return Button(T("I will mind the club"), OfferToMind(club=club), Tone.PRIMARY)
