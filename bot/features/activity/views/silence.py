"""What is said when three questions in a row went unanswered, and when a duty finds nobody (R8)."""

from __future__ import annotations

from bot.features.activity.intents import GoOn, ShowQuiet
from bot.features.activity.views.waiting import what_waits
from bot.features.joining.intents import Leave
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Member, MemberState, Roster
from bot.kernel.texts import TC, T
from bot.kernel.views import Audience, Button, Choice, Copyable, Paragraph, Tone, View, ViewRef

FORWARD = T("Text to forward")


async def silent(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Tell somebody that Reppu asks nothing more; nothing once they have done something."""
    me = await work.of(Roster).member_of(ClubScope(ref.club), reader.person) if reader.person else None
    if me is None or me.silent_since is None:
        return None
    options = (
        Button(TC("after a silence", "Go on"), GoOn(club=ref.club), Tone.PRIMARY),
        Button(T("Pause"), ShowQuiet(club=ref.club)),
        Button(T("Leave"), Leave(club=ref.club)),
    )
    said = T("Reppu keeps quiet until you want something. Go on, pause, or leave the club?")
    return View(Audience.PRIVATE, (Paragraph(said), Choice(options)))


async def gone_silent(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Tell the lead whom Reppu asks nothing more."""
    member = await _member(work, reader, ref)
    if member is None or member.silent_since is None:
        return None
    said = T(
        "Three questions in a row went unanswered: {name}, {company}. Reppu asks nothing more until they act.",
        name=member.name,
        company=await _company(work, ref, member),
    )
    forward = T("Hello {name}. Reppu keeps quiet until you want something: write /quiet to go on.", name=member.name)
    return View(Audience.PRIVATE, (Paragraph(said), Copyable(FORWARD, forward)))


async def unheard(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Tell the lead what waits for somebody who wants quiet, and for whom nobody else is there to ask."""
    member = await _member(work, reader, ref)
    if member is None or member.hears(work.now):
        return None
    waits = what_waits(ref.ids["view"])
    said = T(
        "{company}: {name} wants quiet now, and nobody else is there to ask. What waits: {what} Please call.",
        company=await _company(work, ref, member),
        name=member.name,
        what=waits,
    )
    forward = T("Hello {name}. In the club something waits for you: {what}", name=member.name, what=waits)
    return View(Audience.PRIVATE, (Paragraph(said), Copyable(FORWARD, forward)))


async def _member(work: UnitOfWork, reader: Reader, ref: ViewRef) -> Member | None:
    """Return whom a card of the lead is about, while the one is in the club."""
    if not reader.roles & LEADS:
        return None
    members = await work.of(Roster).members(ClubScope(ref.club))
    return next((m for m in members if m.id == ref.ids["member"] and m.state is MemberState.PLEDGED), None)


async def _company(work: UnitOfWork, ref: ViewRef, member: Member) -> str:
    companies = await work.of(Roster).companies(ClubScope(ref.club))
    return next((each.name for each in companies if each.id == member.company), "")
