"""A decided date is moved: same host and turn, everybody told, the first card points on (R1, R4.9, R5.3)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
import vobject

from bot.features.attendance.intents import SayComing
from bot.features.attendance.ports import AttendanceBook, Coming
from bot.features.meetings.intents import MoveMeeting, MoveTo
from bot.kernel.people import Language
from tests.features.club_world import HELSINKI, Heard, invite
from tests.features.polls.poll_club import PollClub

BEFORE = "✅ Thu 24 Sept, 17:00–19:30, Kvarnboden, Strandgatan 1, Vasa."
AFTER = "✅ New date: Thu 1 Oct, 18:00–20:30, Kvarnboden, Strandgatan 1, Vasa."
NEW_DAY, NEW_START = "2026-10-01", "18:00"


async def asked(club: PollClub, day: str = NEW_DAY, start: str = NEW_START, who: str = "anna") -> Heard:
    """Let the lead fill in the form; the club is asked nothing yet."""
    form = await club.world.say(who, "/move")
    assert form.form is not None, form
    return await club.world.submit(who, form, day=day, start=start)


async def moved(club: PollClub, day: str = NEW_DAY, start: str = NEW_START) -> None:
    """Let the lead move the meeting and everybody hear it."""
    heard = await club.world.press("anna", await asked(club, day, start), "Move it")
    assert heard.error is None, heard.error
    await club.world.settle()


async def test_it_is_asked_once_more_before_anybody_hears(decided: PollClub) -> None:
    """The form holds the date as it is; the question names both dates; until it is pressed nothing has changed."""
    form = await decided.world.say("anna", "/move")
    assert form.form is not None
    assert [each.value for each in form.form.fields] == ["2026-09-24", "17:00"]
    assert "It is Thu 24 Sept, 17:00 now. Host and place stay." in form.words
    question = await decided.world.submit("anna", form, day=NEW_DAY, start=NEW_START)
    assert question.words.startswith("Move the meeting from Thu 24 Sept 17:00 to Thu 1 Oct 18:00?")
    assert list(question.buttons) == ["Move it"]
    await decided.world.settle()
    assert (await decided.meeting()).day == date(2026, 9, 24)
    assert not decided.told("bo", "New date")


async def test_everyone_hears_the_new_date_with_the_same_event(decided: PollClub) -> None:
    """R4.9: one message each; the file has the same UID, a higher SEQUENCE, the new hours; host and turn stay."""
    before = await decided.meeting()
    await moved(decided)
    after = await decided.meeting()
    assert (after.id, after.host, after.turn, after.place) == (before.id, before.host, before.turn, before.place)
    assert (after.is_moved, after.sequence, after.announced) == (True, 1, 1)
    assert after.starts_at == datetime(2026, 10, 1, 18, tzinfo=HELSINKI).astimezone(UTC)
    for who in ("anna", "bo", "cia", "dan"):
        (told,) = decided.told(who, "New date")
        assert told.splitlines()[:2] == [
            AFTER,
            "The meeting is moved. The new calendar file takes the place of the earlier one.",
        ]
        first, second = (vobject.readOne(file.content.decode()) for file in decided.files(who))
        assert first.vevent.uid.value == second.vevent.uid.value
        assert (first.vevent.sequence.value, second.vevent.sequence.value) == ("0", "1")
        assert (second.method.value, second.vevent.status.value) == ("PUBLISH", "CONFIRMED")
        assert f"{second.vevent.dtstart.value:%d %H:%M}" == "01 18:00"


async def test_the_room_hears_it_and_the_first_card_points_on(decided: PollClub) -> None:
    """R2: a new card sounds with the new date; the one before says that the meeting is moved, without a sound."""
    posts = len(await decided.world.table("card"))
    await moved(decided)
    assert len(await decided.world.table("card")) == posts + 1
    assert decided.shown(AFTER[:11]) == f"{AFTER}\nThe meeting is moved. 1 of 4 companies are coming.\n[Calendar file]"
    assert decided.room().count("This meeting is moved. The new date: Thu 1 Oct, 18:00–20:30.") == 1
    assert decided.shown("The poll has closed.") == "The poll has closed. The meeting is Thu 1 Oct, 18:00."
    loud = [view for view in decided.views("room") if view.loud]
    assert len([view for view in loud if len(view.blocks) == 3]) >= 2


async def test_twice_moved_has_one_card_that_counts(decided: PollClub) -> None:
    """Every former card names the date that holds now, and a place told later too."""
    await moved(decided)
    await moved(decided, "2026-10-08", "17:00")
    assert (await decided.meeting()).announced == 2
    newest = [each for each in decided.room() if each.startswith("This meeting is moved.")][-2:]
    assert newest == ["This meeting is moved. The new date: Thu 8 Oct, 17:00–19:30."] * 2
    assert decided.shown("✅").startswith("✅ New date: Thu 8 Oct, 17:00–19:30, Kvarnboden")
    assert len(decided.told("bo", "New date")) == 2


async def test_it_is_held_at_its_new_end(decided: PollClub) -> None:
    """R0: at the old end nothing happens; at the new one it is held, and the rhythm goes on from there (R4.1)."""
    old = await decided.meeting()
    await moved(decided)
    await decided.world.clockwork.advance(decided.world.clock, old.ends_at + timedelta(hours=1))
    assert (await decided.meeting()).is_coming
    new = await decided.meeting()
    await decided.world.clockwork.advance(decided.world.clock, new.ends_at)
    assert "The club met Thu 1 Oct, 18:00–20:30, host: Kvarnboden." in decided.room()
    assert "This meeting was moved; the club met Thu 1 Oct, 18:00–20:30." in decided.room()
    assert (await decided.poll()).target == date(2026, 10, 1) + timedelta(weeks=6)


async def test_a_message_that_waited_says_only_what_holds(decided: PollClub) -> None:
    """R9: who could not be reached hears the date that holds, once, and not the ones before it."""
    decided.world.letters.closed.add("bo")
    await moved(decided)
    await moved(decided, "2026-10-08", "17:00")
    decided.world.letters.closed.clear()
    await decided.world.say("bo", "/meeting")
    await decided.world.later(hours=2)
    assert [told.splitlines()[0] for told in decided.told("bo", "New date")] == [
        "✅ New date: Thu 8 Oct, 17:00–19:30, Kvarnboden, Strandgatan 1, Vasa."
    ]


@pytest.mark.parametrize(
    ("day", "start", "said"),
    [
        ("2026-09-01", "17:00", "Tue 1 Sept has passed. Choose a day to come."),
        ("2026-07-15", "17:00", "Wed 15 Jul has passed. Choose a day to come."),
        ("2027-07-15", "17:00", "Thu 15 Jul is in a pause of the club. Choose another day."),
        ("2028-02-01", "17:00", "Tue 1 Feb is more than a year away. Choose a nearer day."),
        ("2027-03-28", "03:30", "The clocks change that night: this time does not exist. Choose another hour."),
        ("2026-09-24", "17:00", "That is the date already."),
        ("2026-02-31", "17:00", "There is no such day. Write it like 10.12.2026."),
    ],
)
async def test_a_date_that_cannot_be_is_refused_with_words(decided: PollClub, day: str, start: str, said: str) -> None:
    """R4.11, pauses, past and far days, and the date it has already: each is refused beside its field."""
    heard = await asked(decided, day, start)
    assert heard.error == said
    assert said in heard.fields.values()
    assert (await decided.meeting()).sequence == 0


async def test_an_hour_of_today_that_has_passed_is_refused(decided: PollClub) -> None:
    """An hour ago is no date to come; an hour from now is."""
    now = decided.now()
    past, coming = now - timedelta(hours=1), now + timedelta(hours=2)
    heard = await asked(decided, f"{past:%Y-%m-%d}", f"{past:%H:%M}")
    assert heard.error == "That hour of today has passed. Choose a later one."
    assert (await asked(decided, f"{coming:%Y-%m-%d}", f"{coming:%H:%M}")).error is None


async def test_a_holiday_is_asked_about_in_the_same_question(decided: PollClub) -> None:
    """The lead may insist on a public holiday; the question says that it is one."""
    question = await asked(decided, "2026-12-25", "12:00")
    assert question.words.startswith("Fri 25 Dec is a public holiday. Move the meeting from")
    await decided.world.press("anna", question, "Move it")
    assert (await decided.meeting()).day == date(2026, 12, 25)


async def test_words_after_the_command_go_straight_to_the_question(decided: PollClub) -> None:
    """`/move 1.10.2026, 18` needs no form, and the Swedish and Finnish words mean the same."""
    for command in ("/move", "/flytta", "/siirra"):
        heard = await decided.world.say("anna", f"{command} 1.10.2026, 18")
        assert heard.words.startswith("Move the meeting from Thu 24 Sept 17:00 to Thu 1 Oct 18:00?")


async def test_pressed_twice_moves_once(decided: PollClub) -> None:
    """A second press, and a question left over from before somebody else moved it, change nothing and say so."""
    question = await asked(decided)
    other = await asked(decided, "2026-10-08", "17:00")
    await decided.world.press("anna", question, "Move it")
    again = await decided.world.press("anna", question, "Move it")
    assert again.error is None
    assert again.words.startswith(AFTER)
    late = await decided.world.press("anna", other, "Move it")
    assert late.error == "Somebody has changed the meeting meanwhile. It is Thu 1 Oct, 18:00 now."
    assert (await decided.meeting()).sequence == 1


async def test_after_it_began_or_was_held_it_stays(decided: PollClub) -> None:
    """R6: what has begun is for the attendance card; what is over is over; with no date there is nothing to move."""
    question = await asked(decided)
    meeting = await decided.meeting()
    await decided.world.clockwork.advance(decided.world.clock, meeting.starts_at)
    began = "The meeting began Thu 24 Sept, 17:00; its date and place stay."
    assert (await decided.world.say("anna", "/move")).error == began
    assert (await decided.world.press("anna", question, "Move it")).error == began
    await decided.world.clockwork.advance(decided.world.clock, meeting.ends_at)
    late = await decided.world.press("anna", question, "Move it")
    assert late.error == "The meeting Thu 24 Sept, 17:00 is over."
    none = "No meeting is decided. Write /meeting to see what is coming."
    assert (await decided.world.say("anna", "/move")).error == none


async def test_it_is_for_the_lead_alone(decided: PollClub) -> None:
    """R1: members and strangers move nothing; the panel offers it only to those who may."""
    meeting = await decided.meeting()
    to = MoveTo(club=decided.id, meeting=meeting.id, sequence=0, day=date(2026, 10, 1), start=time(18))
    for who in ("bo", "stranger"):
        assert (await decided.world.ask(who, to)).error is not None
        assert (await decided.world.ask(who, MoveMeeting(club=decided.id))).error is not None
    assert not {"Move it", "Cancel it"} & set((await decided.world.say("bo", "/meeting")).buttons)
    assert {"Move it", "Cancel it"} <= set((await decided.world.say("anna", "/meeting")).buttons)
    assert (await decided.meeting()).sequence == 0


async def test_who_joins_after_a_move_sees_the_date_that_holds(decided: PollClub) -> None:
    """A newcomer's /meeting shows the moved date; no reason is given for a date no poll chose."""
    await moved(decided)
    await decided.joins("berit", await invite(decided.world, "Sydöster", "Berit Å"))
    heard = await decided.world.say("berit", "/meeting")
    assert heard.words.startswith(AFTER)
    assert "Why this date?" not in heard.buttons


async def test_each_reads_it_in_the_own_language(decided: PollClub) -> None:
    """A language chosen before the move is the one the news comes in; the texts' own test holds the words."""
    await decided.speaks("cia", Language.FI)
    await moved(decided)
    assert len(decided.told("cia", "18:00") or decided.told("cia", "18–20.30")) >= 1


async def test_who_comes_is_asked_anew(decided: PollClub) -> None:
    """R4.9: a word given for the old date is no word for the new one."""
    await said(decided, "cia", Coming.CANNOT)
    await said(decided, "dan", Coming.COMING)
    await moved(decided)
    assert await words_given(decided) == 0
    assert "[*" not in (await decided.world.say("dan", "/meeting")).words


async def said(club: PollClub, who: str, coming: Coming) -> None:
    """Let a company say whether it comes."""
    meeting = await club.meeting()
    heard = await club.world.ask(who, SayComing(club=club.id, meeting=meeting.id, coming=coming))
    assert heard.error is None, heard.error


async def words_given(club: PollClub) -> int:
    """Return how many companies have said something about the coming meeting."""
    meeting = await club.meeting()
    return len(await club.look(lambda unit: unit.of(AttendanceBook).rsvps(club.scope, meeting.id)))
