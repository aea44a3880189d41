"""What the club lead sees of a poll, in private: the slots before they open, who is missing, answers by phone."""

from __future__ import annotations

from dataclasses import replace

from bot.features.meetings.names import name_of
from bot.features.polls.intents import (
    AskForDate,
    AskForSlot,
    ByPhone,
    CloseNow,
    DropSlot,
    OpenNow,
    PhoneVote,
    PollId,
    Redo,
    SlotId,
    WhoIsMissing,
    WhyThisDate,
)
from bot.features.polls.model.ballot import Answer, has_answered, progress
from bot.features.polls.ports import NOBODY, Poll, Polls, PollState
from bot.features.polls.reasons import answer_label, why_words
from bot.features.polls.service.common import TICK_OF, answers_of, contacts_of
from bot.features.polls.views.card import TONES, answered_words, slot_time
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, Actor, ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Company, Roster
from bot.kernel.spoken import When
from bot.kernel.texts import TN, Joined, T, Text
from bot.kernel.views import (
    Answer as Reply,
)
from bot.kernel.views import (
    Audience,
    Button,
    Choice,
    Copyable,
    Paragraph,
    Title,
    Tone,
    View,
    ViewRef,
)


async def panel(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The lead's panel, whatever state the poll is in."""
    if not reader.roles & LEADS:
        return None
    scope = ClubScope(ref.club)
    poll = await work.of(Polls).live(scope)
    if poll is None:
        return View(
            Audience.PRIVATE, (Paragraph(T("No date poll is under way. Write /meeting to see what is coming.")),)
        )
    match poll.state:
        case PollState.DRAWN:
            return await _draft(work, scope, poll)
        case PollState.OPEN:
            return await _running(work, scope, poll)
        case PollState.LEAD_SETS:
            return _date_wanted(scope, poll)
        case PollState.ASKING_HOST | PollState.PLANNED if poll.host == NOBODY:
            return View(Audience.PRIVATE, (Paragraph(T("The date poll waits for a host. Write /turn to see whom.")),))
        case PollState.ASKING_HOST:
            return View(Audience.PRIVATE, (Paragraph(T("The host is asked for its word on the date.")),))
        case _:
            words = T("The next date poll opens {when}. You see its times a day before.", when=When(poll.opens_at))
            return View(Audience.PRIVATE, (Paragraph(words),))


async def draft(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Drawn slots as they are told to the lead; nothing once they have opened or gone."""
    scope = ClubScope(ref.club)
    poll = await work.of(Polls).poll(scope, PollId(ref.ids["poll"]))
    if poll.state is not PollState.DRAWN or not reader.roles & LEADS:
        return None
    # The slots may be changed; untouched they open as they are.
    return replace(await _draft(work, scope, poll), asks=False)


async def date_wanted(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The lead is asked for a date."""
    scope = ClubScope(ref.club)
    poll = await work.of(Polls).poll(scope, PollId(ref.ids["poll"]))
    if poll.state is not PollState.LEAD_SETS or not reader.roles & LEADS:
        return None
    return _date_wanted(scope, poll)


async def missing(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Who has not answered: for the lead alone (R2), with text to forward and answers by phone."""
    scope = ClubScope(ref.club)
    poll = await work.of(Polls).poll(scope, PollId(ref.ids["poll"]))
    if not reader.roles & LEADS:
        return None
    if poll.state is not PollState.OPEN:
        return View(Audience.PRIVATE, (Paragraph(T("The poll has closed.")),))
    silent = await _silent(work, scope, poll)
    if not silent:
        return View(Audience.PRIVATE, (Paragraph(T("Every company has answered.")),))
    contacts = contacts_of(await work.of(Roster).members(scope))
    said = TN("{n} company has not answered yet.", "{n} companies have not answered yet.", len(silent))
    rows = (
        Choice(
            (Button(T("Answer by phone"), ByPhone(club=ref.club, poll=poll.id, company=each.id)),),
            Joined((each.name, contacts[each.id].name), " · "),
        )
        for each in silent
    )
    closes = When(poll.closes_at)
    forward = T("The club would like to know when most can come. Please answer before {closes}.", closes=closes)
    if poll.host != NOBODY:
        forward = T(
            "{host} would like to know how many are coming to the club meeting. Please answer before {closes}.",
            host=await name_of(work, scope, poll.host),
            closes=closes,
        )
    return View(Audience.PRIVATE, (Title(said), *rows, Copyable(T("Text to forward"), forward)))


async def phone(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """One company's answers, for the lead to fill in by phone."""
    scope, company = ClubScope(ref.club), CompanyId(ref.ids["company"])
    poll = await work.of(Polls).poll(scope, PollId(ref.ids["poll"]))
    if not reader.roles & LEADS:
        return None
    if poll.state is not PollState.OPEN:
        return View(Audience.PRIVATE, (Paragraph(T("The poll has closed.")),))
    own = (await answers_of(work, scope, poll)).standing.get(company, {})
    frame = await work.of(Roster).frame(scope)
    title = Title(T("By phone: {company}", company=await name_of(work, scope, company)))
    rows = (
        Choice(_phone_buttons(scope, company, known, own.get(slot)), slot_time(frame, slot))
        for known, slot in poll.slots.items()
    )
    return View(Audience.PRIVATE, (title, *rows))


def _phone_buttons(scope: ClubScope, company: CompanyId, slot: SlotId, said: Answer | None) -> tuple[Button, ...]:
    return tuple(
        Button(
            answer_label(each),
            PhoneVote(club=scope.club, slot=slot, company=company, tick=TICK_OF[each]),
            TONES[each],
            chosen=each is said,
        )
        for each in Answer
    )


async def _silent(work: UnitOfWork, scope: ClubScope, poll: Poll) -> list[Company]:
    answers = await answers_of(work, scope, poll)
    companies = await work.of(Roster).companies(scope)
    return [each for each in companies if each.id in answers.active and not has_answered(answers.standing, each.id)]


async def why_this_date(work: UnitOfWork, actor: Actor, intent: WhyThisDate) -> Reply:  # noqa: ARG001
    """Say why the date was chosen, in one sentence."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).poll(scope, intent.poll)
    words: Text = T("No date is decided yet.")
    if poll.state is PollState.DECIDED:
        words = await why_words(work, scope, poll)
    return Reply(view=View(Audience.PRIVATE, (Paragraph(words),)))


async def _draft(work: UnitOfWork, scope: ClubScope, poll: Poll) -> View:
    frame = await work.of(Roster).frame(scope)
    words = T(
        "The date poll opens {when}, host: {host}. You can change the times until then.",
        when=When(poll.opens_at),
        host=await name_of(work, scope, poll.host),
    )
    if poll.host == NOBODY:
        words = T(
            "The date poll opens {when}, once a company has taken the turn. You can change the times until then.",
            when=When(poll.opens_at),
        )
    rows = (
        Choice((Button(T("Take out"), DropSlot(club=scope.club, slot=known)),), slot_time(frame, slot))
        for known, slot in poll.slots.items()
    )
    options = (
        Button(T("Add a time"), AskForSlot(club=scope.club, poll=poll.id)),
        Button(T("New times"), Redo(club=scope.club, poll=poll.id)),
        Button(T("Open now"), OpenNow(club=scope.club, poll=poll.id), Tone.PRIMARY),
    )
    title = Title(T("📅 Times for the next meeting"))
    return View(Audience.PRIVATE, (title, Paragraph(words), *rows, Choice(options)))


async def _running(work: UnitOfWork, scope: ClubScope, poll: Poll) -> View:
    answers = await answers_of(work, scope, poll)
    done = progress(tuple(poll.slots.values()), answers.standing, answers.active)
    closes = T("The poll closes {when}.", when=When(poll.closes_at))
    options = (
        Button(T("Who is missing?"), WhoIsMissing(club=scope.club)),
        Button(T("Close now"), CloseNow(club=scope.club, poll=poll.id)),
        Button(T("New times"), Redo(club=scope.club, poll=poll.id)),
    )
    words = Joined((answered_words(done.answered, done.active), closes))
    return View(Audience.PRIVATE, (Title(T("📅 The date poll is open")), Paragraph(words), Choice(options)))


def _date_wanted(scope: ClubScope, poll: Poll) -> View:
    words = T(
        "No time has had enough companies. Set a date that you have agreed with the host; the host then says yes."
    )
    options = (
        Button(T("Set the date"), AskForDate(club=scope.club, poll=poll.id), Tone.PRIMARY),
        Button(T("New times"), Redo(club=scope.club, poll=poll.id)),
    )
    return View(Audience.PRIVATE, (Title(T("📅 A date is wanted")), Paragraph(words), Choice(options)))
