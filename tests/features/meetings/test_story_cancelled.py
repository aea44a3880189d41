"""A decided date is cancelled: everybody told, calendars cleared, the reason kept among members (R4.9, R4.10, R2)."""

from __future__ import annotations

from datetime import timedelta
from gettext import NullTranslations

import pytest
from icalendar import Calendar

from bot.features.attendance.intents import SayComing
from bot.features.attendance.ports import AttendanceBook, Coming
from bot.features.meetings.intents import CancelMeeting, CancelNow
from bot.features.polls.intents import AllFit, PollId
from bot.features.polls.ports import Polls, PollState
from bot.kernel.people import Language
from bot.kernel.texts import Voice
from bot.kernel.wording import wording
from tests.features.club_world import HELSINKI, Heard
from tests.features.polls.poll_club import PollClub

VOICE = Voice(Language.EN, HELSINKI, NullTranslations())
HEAD = "🚫 Cancelled: Thu 24 Sept, 17:00–19:30, Kvarnboden."
NEXT = "New dates follow. This file takes the meeting out of your calendar."


async def cancelled(club: PollClub, reason: str = "") -> Heard:
    """Let the lead cancel the meeting and everybody hear it."""
    heard = await club.world.submit("anna", await club.world.say("anna", "/cancel"), reason=reason)
    assert heard.error is None, heard.error
    await club.world.settle()
    return heard


async def test_it_is_asked_once_more_before_anybody_hears(decided: PollClub) -> None:
    """The form says what follows; until it is sent nothing has changed. Words after the command stand in it."""
    form = await decided.world.say("anna", "/cancel The host is ill")
    assert form.form is not None
    assert "The meeting Thu 24 Sept 17:00 will not take place. Everyone hears it at once" in form.words
    assert form.form.fields[0].value == "The host is ill"
    await decided.world.settle()
    assert (await decided.meeting()).is_coming
    assert not decided.told("bo", "Cancelled")


async def test_everyone_hears_it_with_the_file_that_clears_calendars(decided: PollClub) -> None:
    """R4.9: one message each with METHOD:CANCEL, the same UID and a higher SEQUENCE."""
    await cancelled(decided)
    for who in ("anna", "bo", "cia", "dan"):
        (told,) = decided.told(who, "🚫")
        assert told.splitlines() == [HEAD, NEXT, "<reppu-2026-09-24.ics>"]
        first, second = (Calendar.from_ical(file.content) for file in decided.files(who))
        assert second["method"] == "CANCEL"
        (before,), (after,) = first.walk("VEVENT"), second.walk("VEVENT")
        assert before["uid"] == after["uid"]
        assert (before["sequence"], after["sequence"]) == (0, 1)
        assert after["status"] == "CANCELLED"
    assert not decided.told("organizer", "🚫")


async def test_the_room_hears_it_without_the_reason(decided: PollClub) -> None:
    """R2: a card that sounds says date, host, and that new dates follow; why is told to members alone."""
    await cancelled(decided, "Anna has broken a leg")
    assert decided.shown("🚫") == f"{HEAD}\nNew dates follow."
    (posted,) = [view for view in decided.views("room") if wording(view, VOICE).startswith("🚫")]
    assert posted.loud
    assert "This meeting is cancelled." in decided.room()
    assert not [each for each in decided.room() if "leg" in each]
    assert decided.told("bo", "🚫")[0].splitlines()[1] == "Why: Anna has broken a leg"


async def test_the_reason_is_forgotten_when_the_meeting_would_have_ended(decided: PollClub) -> None:
    """What somebody's trouble was is kept no longer than it explains anything."""
    meeting = await decided.meeting()
    await cancelled(decided, "Anna has broken a leg")
    (row,) = await decided.world.table("meeting")
    assert row["reason"]
    await decided.world.clockwork.advance(decided.world.clock, meeting.ends_at)
    (row,) = await decided.world.table("meeting")
    assert row["reason"] is None


async def test_the_club_looks_for_new_dates(decided: PollClub) -> None:
    """R4.10: a new poll is planned for the same host; the cancelled meeting is never held."""
    meeting = await decided.meeting()
    await cancelled(decided)
    following = await decided.poll()
    assert following.host == meeting.host
    await decided.world.clockwork.advance(decided.world.clock, meeting.ends_at + timedelta(minutes=1))
    (row,) = await decided.world.table("meeting")
    assert row["state"] == "cancelled"
    assert not [each for each in decided.room() if each.startswith("The club met")]


@pytest.mark.parametrize("before", [timedelta(days=3), timedelta(hours=8), timedelta(minutes=1)])
async def test_three_days_before_and_on_the_day_it_can_be(decided: PollClub, before: timedelta) -> None:
    """Until it begins it can be cancelled; everybody hears at once, at any hour (R9)."""
    meeting = await decided.meeting()
    await decided.world.clockwork.advance(decided.world.clock, meeting.starts_at - before)
    await cancelled(decided)
    assert len(decided.told("bo", "🚫")) == 1


async def test_what_has_begun_is_not_cancelled(decided: PollClub) -> None:
    """R6: from its first minute on the attendance card says who came; afterwards it is over."""
    form = await decided.world.say("anna", "/cancel")
    meeting = await decided.meeting()
    await decided.world.clockwork.advance(decided.world.clock, meeting.starts_at)
    began = "The meeting began Thu 24 Sept, 17:00; its date and place stay."
    assert (await decided.world.say("anna", "/cancel")).error == began
    assert (await decided.world.submit("anna", form, reason="")).error == began
    await decided.world.clockwork.advance(decided.world.clock, meeting.ends_at)
    assert (await decided.world.submit("anna", form, reason="")).error == "The meeting Thu 24 Sept, 17:00 is over."
    assert "Move it" not in (await decided.world.say("anna", "/meeting")).buttons


async def test_cancelled_twice_is_told_once(decided: PollClub) -> None:
    """A form sent twice, or by the deputy too, finds it cancelled already and says so."""
    form = await decided.world.say("anna", "/cancel")
    await decided.world.submit("anna", form, reason="")
    again = await decided.world.submit("anna", form, reason="")
    assert again.error == "The meeting Thu 24 Sept, 17:00 is cancelled already."
    await decided.world.settle()
    assert len(decided.told("bo", "🚫")) == 1
    gone = "No meeting is decided. Write /meeting to see what is coming."
    assert (await decided.world.say("anna", "/cancel")).error == gone


async def test_who_could_not_be_reached_hears_it_later() -> None:
    """R9: who was not reached hears only that it is cancelled, while that matters; the lead has text to forward."""
    club = await PollClub.founded(3, host="Sydöster")
    await club.until(PollState.OPEN)
    for who in ("anna", "bo", "cia"):
        await club.all_fit(who)
    club.world.letters.closed.add("cia")
    await club.until_decided()
    await club.world.settle()
    await cancelled(club)
    (card,) = club.told("anna", "That the meeting is cancelled has not reached: Cia Holm.")
    assert "🚫 Cancelled: Thu 24 Sept, 17:00–19:30, Sydöster." in card
    club.world.letters.closed.clear()
    await club.world.say("cia", "/meeting")
    await club.world.later(hours=2)
    assert len(club.told("cia", "🚫")) == 1
    assert not club.told("cia", "✅")
    await club.world.engine.close()


async def test_after_its_time_nobody_is_told_any_more(decided: PollClub) -> None:
    """R9: what is no longer true is not sent: a meeting of last week needs no cancelling."""
    meeting = await decided.meeting()
    decided.world.letters.closed.add("bo")
    await cancelled(decided)
    await decided.world.clockwork.advance(decided.world.clock, meeting.ends_at)
    decided.world.letters.closed.clear()
    await decided.world.say("bo", "/meeting")
    await decided.world.later(hours=2)
    assert not decided.told("bo", "🚫")


async def test_it_is_for_the_lead_alone(decided: PollClub) -> None:
    """R1: neither members nor strangers cancel; nothing changes."""
    meeting = await decided.meeting()
    for who in ("bo", "stranger"):
        now = CancelNow(club=decided.id, meeting=meeting.id, reason="")
        assert (await decided.world.ask(who, now)).error is not None
        assert (await decided.world.ask(who, CancelMeeting(club=decided.id))).error is not None
    assert (await decided.meeting()).is_coming


async def test_the_poll_that_chose_it_promises_no_meeting(decided: PollClub) -> None:
    """A late tap on the poll, and its card, say that new dates follow, not that the meeting is."""
    meeting = await decided.meeting()
    poll = await decided.look(lambda unit: unit.of(Polls).poll(decided.scope, PollId(meeting.poll)))
    await cancelled(decided)
    late = await decided.world.ask("bo", AllFit(club=decided.id, poll=poll.id))
    assert late.error == "This poll has closed. New dates follow."
    assert "This poll has closed. New dates follow." in decided.room()


async def test_words_given_are_void(decided: PollClub) -> None:
    """R4.10: who had said to come or not has said it about a meeting that will not be."""
    meeting = await decided.meeting()
    for who, coming in (("cia", Coming.CANNOT), ("dan", Coming.COMING)):
        await decided.world.ask(who, SayComing(club=decided.id, meeting=meeting.id, coming=coming))
    await cancelled(decided)
    assert not await decided.look(lambda unit: unit.of(AttendanceBook).rsvps(decided.scope, meeting.id))
