"""What the panels of joining are made from: the reader's own row with the roster, and people in a few words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.features.joining.intents import LetIn, TurnAway
from bot.features.joining.model import is_knocking, is_pledged, is_present
from bot.kernel.feature import Reader
from bot.kernel.people import ClubId, ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Company, Member, MemberState, Post, Roster
from bot.kernel.texts import Joined, T, Text, Value
from bot.kernel.views import Audience, Block, Button, Tone, View, ViewRef


@dataclass(frozen=True, slots=True)
class Own:
    """What a private view of one club is made for and from."""

    scope: ClubScope
    club_name: str
    me: Member
    members: list[Member]
    companies: list[Company]

    def company_name(self, member: Member) -> str:
        """The name of somebody's company; empty once it has left."""
        return next((c.name for c in self.companies if c.id == member.company), "")


async def own_of(work: UnitOfWork, reader: Reader, ref: ViewRef) -> Own | None:
    """Return what the reader's view is made from; None for who is not in the roster, or has left."""
    scope, roster = ClubScope(ref.club), work.of(Roster)
    me = await roster.member_of(scope, reader.person) if reader.person else None
    if me is None or not is_present(me):
        return None
    frame = await roster.frame(scope)
    return Own(scope, frame.name, me, await roster.members(scope), await roster.companies(scope))


def member_in(own: Own | None, ref: ViewRef) -> Member | None:
    """Return the member a view is about."""
    return next((m for m in own.members if m.id == ref.ids["member"]), None) if own else None


def company_in(own: Own | None, ref: ViewRef) -> Company | None:
    """Return the company a view is about."""
    return next((c for c in own.companies if c.id == ref.ids["company"]), None) if own else None


def door_buttons(club: ClubId, member: Member) -> tuple[Button, ...]:
    """Return the two answers to a knock."""
    return (
        Button(T("Let in"), LetIn(club=club, member=member.id), Tone.YES),
        Button(T("Do not let in"), TurnAway(club=club, member=member.id), Tone.NO),
    )


def with_notes(member: Member) -> Value:
    """Return a name with what is special about it."""
    notes = notes_on(member)
    return T("{name} ({notes})", name=member.name, notes=notes) if notes else member.name


def notes_on(member: Member) -> Text | None:
    """What is special about somebody, in a few words."""
    posts = {Post.LEAD: T("lead"), Post.DEPUTY: T("deputy")}
    waits = T("waits to be let in") if is_knocking(member) else T("reads the rules")
    states = {MemberState.INVITED: T("invited"), MemberState.WAITING: waits}
    found = [
        posts.get(member.post),
        T("contact person") if member.is_contact else None,
        states.get(member.state),
        T("on leave") if member.is_on_leave and is_pledged(member) else None,
    ]
    notes = tuple(note for note in found if note is not None)
    return Joined(notes, ", ") if notes else None


def private(*blocks: Block) -> View:
    """Return a view for one person."""
    return View(Audience.PRIVATE, blocks)


def offered(*blocks: Block) -> View:
    """Return a view for one person that waits for no answer: its buttons are only offered (R8)."""
    return View(Audience.PRIVATE, blocks, asks=False)
