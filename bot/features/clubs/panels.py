"""Views of clubs that are made from the state as it is when they are shown or sent."""

from __future__ import annotations

from dataclasses import dataclass

from bot.features.clubs import ending_views, views
from bot.features.clubs.intents import (
    AddCompanies,
    AddPause,
    CloseClub,
    Counts,
    FoundClub,
    InviteAll,
    KeepClub,
    OpenClub,
    OpenSetup,
    RemovePause,
    SetCadence,
    SetHost,
    SetHours,
    SetRegion,
    SetTerm,
    ShowPauses,
)
from bot.features.clubs.model import Step
from bot.features.clubs.ports import Clubs
from bot.features.clubs.service.ending import closing_asker
from bot.features.clubs.spoken import CountryName, hours_words, languages_words, pause_words
from bot.features.joining.intents import Invite, MemberList
from bot.features.joining.model import is_pledged, is_present
from bot.features.joining.views import ZoneName
from bot.features.polls.model.rhythm import Rhythm
from bot.features.turns.ports import Turn, Turns
from bot.kernel.feature import Reader
from bot.kernel.intents import Intent
from bot.kernel.people import LEADS, MEMBERS, ClubScope, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import ClubFrame, Company, Member, Roster
from bot.kernel.spoken import Listed
from bot.kernel.texts import TN, Joined, T, Text, Value, Written
from bot.kernel.views import Audience, Block, Button, Choice, Facts, Paragraph, Progress, Title, Tone, View, ViewRef


@dataclass(frozen=True, slots=True)
class _Club:
    """A club as its panels read it."""

    scope: ClubScope
    frame: ClubFrame
    rhythm: Rhythm
    companies: list[Company]
    members: list[Member]
    turn: Turn | None


async def club(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The rules as facts; the lead changes them here, and sees the set-up until it is done."""
    if not reader.roles & MEMBERS:
        return None
    shown = await _club(work, ref)
    leads = bool(reader.roles & LEADS)
    if leads and not shown.frame.is_set_up:
        return _setup(shown, await work.of(Clubs).setup_step(shown.scope))
    strength = _strength(shown) if leads else _inside(shown)
    blocks: list[Block] = [Title(Written(shown.frame.name)), _rules(shown, strength)]
    if leads:
        blocks += [*_changes(shown), *await _closing(work, shown)]
    return View(Audience.PRIVATE, tuple(blocks))


async def pauses(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The pauses with a button each."""
    if not reader.roles & LEADS:
        return None
    scope = ClubScope(ref.club)
    kept = await work.of(Clubs).pauses(scope)
    removals = tuple(
        Button(T("Remove: {pause}", pause=pause_words(each.pause)), RemovePause(club=ref.club, pause=each.id), Tone.NO)
        for each in kept
    )
    said = T("In a pause there are no polls, meetings or messages.") if kept else T("There is no pause.")
    more = (Button(T("Add a pause"), AddPause(club=ref.club), Tone.PRIMARY), Button(T("Back"), OpenClub(club=ref.club)))
    choices = (*((Choice(removals),) if removals else ()), Choice(more))
    return View(Audience.PRIVATE, (Title(T("Pauses")), Paragraph(said), *choices))


async def lead_welcome(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The one message that the lead is in."""
    if Role.LEAD not in reader.roles:
        return None
    frame = await work.of(Roster).frame(ClubScope(ref.club))
    said = T("You are its lead. Five short steps, each saved by itself, and the club can start.")
    button = Button(T("Set up the club"), OpenSetup(club=ref.club), Tone.PRIMARY)
    return View(Audience.PRIVATE, (Title(T("Welcome to {club}.", club=frame.name)), Paragraph(said), Choice((button,))))


async def organizer(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:  # noqa: ARG001 - every view has its unit
    """What an organizer can do."""
    if Role.ORGANIZER not in reader.roles:
        return None
    said = T("You found clubs and name their leads. Of the clubs you see counts, never what is said or by whom.")
    options = (Button(T("Found a club"), FoundClub(), Tone.PRIMARY), Button(T("Counts"), Counts()))
    return View(Audience.PRIVATE, (Paragraph(said), Choice(options)))


async def _club(work: UnitOfWork, ref: ViewRef) -> _Club:
    scope, roster = ClubScope(ref.club), work.of(Roster)
    return _Club(
        scope,
        await roster.frame(scope),
        await work.of(Clubs).rhythm(scope),
        await roster.companies(scope),
        await roster.members(scope),
        await work.of(Turns).current(scope),
    )


async def _closing(work: UnitOfWork, shown: _Club) -> list[Block]:
    """What a lead can do about the club's end: ask for it, or take it back."""
    club_id = shown.scope.club
    if await closing_asker(work, shown.scope) is None:
        return [Choice((Button(T("Close the club"), CloseClub(club=club_id)),))]
    said = Paragraph(T("Somebody asks to close the club. It waits for the second of you."))
    return [said, Choice((Button(T("Keep the club"), KeepClub(club=club_id)),))]


def _rules(shown: _Club, strength: Text) -> Facts:
    frame, rhythm = shown.frame, shown.rhythm
    pauses_said = tuple(pause_words(each) for each in frame.calendar.pauses)
    return Facts(
        (
            (T("Meets"), T("every {weeks} weeks", weeks=rhythm.cadence_weeks)),
            (T("Usually"), hours_words(rhythm)),
            (T("Pauses"), Joined(pauses_said, "; ") if pauses_said else T("no pauses")),
            (T("Host"), _host(shown)),
            (T("Languages"), languages_words(frame.languages)),
            (T("Clock"), _clock(frame)),
            (T("Members"), strength),
        )
    )


def _changes(shown: _Club) -> tuple[Block, ...]:
    club_id = shown.scope.club
    rules = (
        Button(T("How often"), SetCadence(club=club_id)),
        Button(T("Days and hours"), SetHours(club=club_id)),
        Button(T("Pauses"), ShowPauses(club=club_id)),
        Button(T("Host and place"), SetHost(club=club_id)),
        Button(T("Languages and clock"), SetRegion(club=club_id)),
        Button(T("Terms"), SetTerm(club=club_id)),
    )
    people = (
        Button(T("Members"), MemberList(club=club_id)),
        Button(T("Add companies"), AddCompanies(club=club_id)),
        Button(T("Invite"), Invite(club=club_id)),
        Button(T("Missing links"), InviteAll(club=club_id)),
    )
    return (Choice(rules, T("Change:")), Choice(people))


def _setup(shown: _Club, reached: Step) -> View:
    steps = [step for step in Step if step is not Step.DONE]
    done = [step for step in steps if step < reached]
    rows = tuple((_step_name(step), _summary(shown, step) if step in done else T("not yet")) for step in steps)
    options = tuple(
        Button(_step_name(step), _step_act(shown, step), Tone.PRIMARY if step is reached else Tone.PLAIN)
        for step in steps
        if step <= reached
    )
    said = T("{done} of {total} steps are done.", done=len(done), total=len(steps))
    return View(
        Audience.PRIVATE,
        (
            Title(T("Set up {club}", club=shown.frame.name)),
            Progress(len(done), len(steps), said),
            Facts(rows),
            Choice(options, T("Go on with:")),
        ),
    )


def _step_name(step: Step) -> Text:
    return {
        Step.REGION: T("Languages and clock"),
        Step.HOURS: T("Days and hours"),
        Step.COMPANIES: T("Companies"),
        Step.HOST: T("Host and place"),
        Step.INVITATIONS: T("Invitations"),
    }[step]


def _step_act(shown: _Club, step: Step) -> Intent:
    acts: dict[Step, type[Intent]] = {
        Step.REGION: SetRegion,
        Step.HOURS: SetHours,
        Step.COMPANIES: AddCompanies,
        Step.HOST: SetHost,
        Step.INVITATIONS: InviteAll,
    }
    return acts[step](club=shown.scope.club)


def _summary(shown: _Club, step: Step) -> Value:
    match step:
        case Step.REGION:
            return Joined((languages_words(shown.frame.languages), _clock(shown.frame)), "; ")
        case Step.HOURS:
            return hours_words(shown.rhythm)
        case Step.COMPANIES:
            return Listed(tuple(each.name for each in shown.companies))
        case Step.HOST:
            return _host(shown)
        case Step.INVITATIONS | Step.DONE:
            return _strength(shown)


def _host(shown: _Club) -> Value:
    name = next((c.name for c in shown.companies if c.id == shown.frame.host), None)
    if name is None:
        return T("nobody yet")
    if shown.turn is not None and not shown.turn.is_accepted:
        return T("{company}, not answered yet", company=name)
    return Joined((name, shown.frame.host_place), ", ") if shown.frame.host_place else name


def _clock(frame: ClubFrame) -> Text:
    countries = Listed(tuple(CountryName(each) for each in frame.calendar.countries))
    return T("{zone}; public holidays: {countries}", zone=ZoneName(frame.zone), countries=countries)


def _strength(shown: _Club) -> Text:
    present = [m for m in shown.members if is_present(m)]
    return T("{n} of {total} people are in.", n=sum(map(is_pledged, present)), total=len(present))


def _inside(shown: _Club) -> Text:
    inside = sum(map(is_pledged, shown.members))
    return TN("{n} person", "{n} people", inside)


VIEWS = {
    views.CLUB: club,
    views.PAUSES: pauses,
    views.LEAD_WELCOME: lead_welcome,
    views.ORGANIZER: organizer,
    views.CLOSING_ASKED: ending_views.closing_asked,
    views.CLOSED: ending_views.closed,
}
