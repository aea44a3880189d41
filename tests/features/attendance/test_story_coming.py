"""Coming or cannot: who stands how without a word, one tap, what colleagues, lead and host see (R6, R2)."""

from __future__ import annotations

from datetime import timedelta

from bot.features.absences.ports import AbsenceKind, Absences
from bot.features.attendance.intents import GiveReason, SayComing, ShowComing
from bot.features.attendance.ports import Coming
from bot.features.attendance.views import coming_words, rsvp_buttons
from bot.features.meetings.intents import NextMeeting
from bot.features.polls.intents import AskForDate, HostWord
from bot.features.polls.ports import PollState
from bot.kernel.feature import Reader
from bot.kernel.people import Language, Role
from bot.kernel.texts import Voice
from bot.kernel.views import Choice
from tests.features.attendance.coming_club import ASKED, BEGIN, ComingClub
from tests.features.club_world import HELSINKI, Heard, invite
from tests.features.polls.poll_club import PollClub

HEAD = "Thu 24 Sept, 17:00–19:30, host: Kvarnboden"
QUESTION = "host: Kvarnboden\nAre you coming?"
REASON = 'A fair & <b>more</b> {x} "ä"'


async def say(club: ComingClub, who: str, coming: Coming) -> Heard:
    """Press the button of a message."""
    return await club.world.ask(who, SayComing(club=club.id, meeting=(await club.latest()).id, coming=coming))


async def counted(club: ComingClub) -> str | None:
    """Return what the room may say of who comes."""
    meeting = await club.latest()
    words = await club.look(lambda unit: coming_words(unit, club.scope, meeting))
    return None if words is None else _english(club).say(words)


def _english(club: ComingClub) -> Voice:
    return club.world.door.catalogues.voice(Language.EN, HELSINKI)


async def test_a_yes_in_the_poll_stands_as_coming(decided: ComingClub) -> None:
    """R6: who said yes need say nothing; if need be, no and silence stand neither way; the host comes."""
    assert (await decided.world.say("bo", "/coming")).words.splitlines() == [
        HEAD,
        "You said yes to this time, so you stand as coming. [*Coming] [Cannot]",
        "2 of 5 companies are coming.",
        "Coming: Kvarnboden and Sydöster",
    ]
    for who in ("cia", "dan", "eva"):
        assert "Are you coming? [Coming] [Cannot]" in (await decided.world.say(who, "/coming")).words
    assert "You are the host: the club comes to you." in (await decided.world.say("anna", "/coming")).words
    assert await decided.said() == {}


async def test_one_tap_says_it(decided: ComingClub) -> None:
    """Coming and cannot are one tap each from a message; the early "cannot" is thanked."""
    heard = await say(decided, "cia", Coming.COMING)
    assert heard.words.startswith("Saved: you are coming.")
    assert "3 of 5 companies are coming." in heard.words
    heard = await say(decided, "bo", Coming.CANNOT)
    assert heard.words.startswith("Thank you for saying so early.")
    assert "You cannot come." in heard.words
    assert await counted(decided) == "2 of 5 companies are coming."


async def test_a_late_no_is_thanked_without_early(decided: ComingClub) -> None:
    """Within the last 48 hours it is not called early."""
    await decided.go(ASKED + timedelta(hours=1))
    heard = await say(decided, "bo", Coming.CANNOT)
    assert heard.words.startswith("Thank you for telling.")


async def test_the_latest_of_a_company_counts(decided: ComingClub) -> None:
    """R4.5, R6: a colleague's word replaces the first one's, and the first one sees whose it is."""
    await decided.colleague("berit", "Berit Å", "Sydöster")
    await say(decided, "bo", Coming.CANNOT)
    await say(decided, "berit", Coming.COMING)
    assert (await decided.said())["bo"].coming is Coming.COMING
    seen = await decided.world.say("bo", "/coming")
    assert "You are coming. Said by: Berit Å, " in seen.words
    assert "Said by" not in (await decided.world.say("berit", "/coming")).words


async def test_a_repeated_tap_changes_nothing(decided: ComingClub) -> None:
    """The same word again, also a colleague's, keeps who said it first, when, and why."""
    await decided.colleague("berit", "Berit Å", "Sydöster")
    form = await decided.world.press("bo", await say(decided, "bo", Coming.CANNOT), "Say why")
    await decided.world.submit("bo", form, reason=REASON)
    before = await decided.said()
    await decided.world.later(hours=1)
    for who in ("bo", "berit"):
        assert (await say(decided, who, Coming.CANNOT)).error is None
    assert await decided.said() == before


async def test_the_reason_is_for_host_and_lead_alone(decided: ComingClub) -> None:
    """R2: members see counts and who comes; who cannot, and why, the lead and the host too; who is missing the lead."""
    await decided.colleague("hanna", "Hanna Ek", "Kvarnboden")
    form = await decided.world.press("bo", await say(decided, "bo", Coming.CANNOT), "Say why")
    assert form.form is not None
    saved = await decided.world.submit("bo", form, reason=REASON)
    assert f"Reason: {REASON}" in saved.words
    for who in ("anna", "hanna"):
        seen = (await decided.world.say(who, "/coming")).words
        assert f"Sydöster: {REASON}" in seen
        assert ("Not said yet: Kaffestugan, Havsbageriet and Lyktan" in seen) is (who == "anna")
    for who in ("cia", "dan"):
        seen = (await decided.world.say(who, "/coming")).words
        assert REASON not in seen
        assert "Sydöster" not in seen
        assert "Not said yet" not in seen


async def test_a_reason_can_be_left_out_changed_and_taken_back(decided: ComingClub) -> None:
    """It is optional: nothing asks for it twice, and an empty one takes it back."""
    heard = await say(decided, "bo", Coming.CANNOT)
    for reason, button in (("ill", "Change the reason"), ("", "Say why")):
        form = await decided.world.press(
            "bo", heard, next(each for each in heard.buttons if "eason" in each or "why" in each)
        )
        heard = await decided.world.submit("bo", form, reason=reason)
        assert button in heard.buttons
        assert (await decided.said())["bo"].reason == reason


async def test_a_reason_needs_a_no(decided: ComingClub) -> None:
    """A form that is sent after a colleague said "coming" says so and keeps nothing."""
    meeting = (await decided.latest()).id
    await say(decided, "bo", Coming.COMING)
    heard = await decided.world.ask("bo", GiveReason(club=decided.id, meeting=meeting, reason="late"))
    assert heard.words.startswith("Your company has not said that it cannot come.")
    assert (await decided.said())["bo"].reason == ""


async def test_a_reason_is_no_longer_than_two_hundred(decided: ComingClub) -> None:
    """R10: the form keeps what was typed and says how much is too much."""
    form = await decided.world.press("bo", await say(decided, "bo", Coming.CANNOT), "Say why")
    refused = await decided.world.submit("bo", form, reason="x" * 201)
    assert refused.error == "At most 200 characters; this is 1 too many."


async def test_the_host_is_shown_the_way_out(decided: ComingClub) -> None:
    """R5.6: a host that cannot come is no "cannot"; it is offered to pass the date on, and stands as coming."""
    heard = await say(decided, "anna", Coming.CANNOT)
    assert heard.words.startswith("You are the host: the club comes to you.")
    assert list(heard.buttons) == ["We cannot host"]
    assert await decided.said() == {}
    assert await counted(decided) == "2 of 5 companies are coming."


async def test_who_declared_to_be_away_stands_as_not_coming(decided: ComingClub) -> None:
    """A declared absence says it already; with a yes in the poll besides it is asked."""
    for who in ("bo", "dan"):
        await _away(decided, who)
    assert "You are away that day, so you stand as not coming. [Coming] [*Cannot]" in (
        (await decided.world.say("dan", "/coming")).words
    )
    assert "Are you coming?" in (await decided.world.say("bo", "/coming")).words
    seen = (await decided.world.say("anna", "/coming")).words
    assert "Havsbageriet: away that day" in seen
    await decided.go(ASKED)
    assert decided.told("bo", QUESTION)
    assert not decided.told("dan", QUESTION)


async def test_after_the_start_a_late_press_is_told_so(decided: ComingClub) -> None:
    """Excused is told before the start: afterwards the button says what can still be done."""
    await decided.go(BEGIN)
    heard = await say(decided, "bo", Coming.CANNOT)
    assert heard.error == "The meeting began Thu 24 Sept, 17:00. When it is over, /coming shows your mark."
    assert await decided.said() == {}
    assert "Cannot" not in (await decided.world.say("bo", "/coming")).buttons
    assert await _buttons_for(decided, "bo") is None


async def test_without_a_date_there_is_nothing_to_say() -> None:
    """Before the first date the panel says what is coming."""
    club = await PollClub.founded(4)
    assert (await club.world.say("bo", "/coming")).words == "No date is decided yet. /meeting shows what is coming."
    await club.world.engine.close()


async def test_a_newcomer_is_counted_and_asked(decided: ComingClub) -> None:
    """R0: who joins before the meeting is one more company to come; who leaves is one less."""
    await decided.new_company("Skärvik – Filip Rot")
    await decided.joins("fia", await invite(decided.world, "Skärvik", "Fia Rot"))
    assert await counted(decided) == "2 of 6 companies are coming."
    assert "Are you coming?" in (await decided.world.say("fia", "/coming")).words


async def test_moving_voids_what_was_said(decided: ComingClub) -> None:
    """R4.10, R6: of another date nobody has said anything yet, the poll's yes included; and it is asked again."""
    await say(decided, "cia", Coming.COMING)
    form = await decided.world.say("anna", "/move")
    asked = await decided.world.submit("anna", form, day="2026-10-01", start="18:00")
    await decided.world.press("anna", asked, "Move it")
    assert await decided.said() == {}
    assert await counted(decided) == "1 of 5 companies are coming."
    await decided.go(ASKED + timedelta(days=7, hours=1))
    assert all(decided.told(who, QUESTION) for who in ("bo", "cia", "dan", "eva"))


async def test_of_a_date_the_lead_has_set_nobody_has_said_anything() -> None:
    """R6: where nobody was asked about the date, nobody stands as coming but the host."""
    club = ComingClub.of(await PollClub.founded(4))
    poll = await club.until(PollState.LEAD_SETS)
    form = await club.world.ask("anna", AskForDate(club=club.id, poll=poll.id))
    await club.world.submit("anna", form, day="2026-11-26", start="17:00")
    asked = await club.poll()
    await club.world.ask("anna", HostWord(club=club.id, poll=asked.id, takes_it=True))
    assert await counted(club) == "1 of 4 companies are coming."
    assert "Are you coming?" in (await club.world.say("bo", "/coming")).words
    await club.world.engine.close()


async def test_cancelling_ends_it(decided: ComingClub) -> None:
    """R4.10: what was said is void, nobody is asked, no card comes, and a late press is told."""
    await say(decided, "cia", Coming.COMING)
    await decided.world.submit("anna", await decided.world.say("anna", "/cancel"), reason="")
    heard = await say(decided, "bo", Coming.CANNOT)
    assert heard.error == "That meeting was cancelled. /meeting shows what comes next."
    rows = await decided.world.rows("SELECT data FROM timer")
    assert not [row for row in rows if row["data"].split(".")[0] in {"rj", "rk", "rl"}]
    assert await decided.world.table("rsvp") == []


async def test_the_message_of_the_date_carries_the_buttons(decided: ComingClub) -> None:
    """R6: the seam of the decided message: two answers for a guest, none for the host."""
    choice = await _buttons_for(decided, "bo")
    assert choice is not None
    assert [(each.action.code, each.chosen) for each in choice.options] == [("rb", True), ("rb", False)]
    assert await _buttons_for(decided, "anna") is None
    assert (await decided.world.ask("bo", NextMeeting(club=decided.id))).error is None


async def test_the_rooms_card_counts_along(decided: ComingClub) -> None:
    """R2: after a tap the room's card shows the new count, of a moved date too; never a name."""
    await say(decided, "cia", Coming.COMING)
    await decided.world.settle()
    assert "3 of 5 companies are coming." in decided.shown("✅")
    form = await decided.world.say("anna", "/move")
    asked = await decided.world.submit("anna", form, day="2026-10-01", start="18:00")
    await decided.world.press("anna", asked, "Move it")
    await say(decided, "dan", Coming.COMING)
    await say(decided, "bo", Coming.CANNOT)
    await decided.world.settle()
    shown = decided.shown("✅ New date")
    assert "2 of 5 companies are coming." in shown
    assert not [name for name in ("Sydöster", "Havsbageriet", "Bo Berg", "cannot") if name in shown]


async def test_a_stranger_learns_nothing(decided: ComingClub) -> None:
    """R1: neither the panel nor the button answers somebody who is not in."""
    for intent in (
        ShowComing(club=decided.id),
        SayComing(club=decided.id, meeting=(await decided.latest()).id, coming=Coming.CANNOT),
    ):
        heard = await decided.world.ask("nobody", intent)
        assert heard.error == "This button belongs to a club. Ask whoever invited you for a link."


async def _away(club: ComingClub, who: str) -> None:
    form = await club.world.press(who, await club.world.say(who, "/away"), "Days away")
    heard = await club.world.submit(who, form, first="2026-09-24", last="2026-09-25")
    assert heard.error is None, heard.error
    declared = await club.look(lambda unit: unit.of(Absences).of_club(club.scope))
    assert AbsenceKind.AWAY in {each.kind for each in declared}


async def _buttons_for(club: ComingClub, who: str) -> Choice | None:
    member = await club.world.member({"bo": "Bo Berg", "anna": "Anna Lind"}[who])
    reader = Reader(_english(club), member.person, frozenset({Role.MEMBER}))
    meeting = await club.latest()
    return await club.look(lambda unit: rsvp_buttons(unit, club.scope, meeting, reader))


async def test_who_is_on_leave_is_not_counted(decided: ComingClub) -> None:
    """R0: a company on leave is no company to come; its late press is answered with what to do."""
    declared = await decided.world.press("eva", await decided.world.say("eva", "/away"), "On leave")
    heard = await decided.world.submit("eva", declared, first="2026-09-16", last="2026-09-30")
    assert heard.error is None, heard.error
    assert await counted(decided) == "2 of 4 companies are coming."
    late = await say(decided, "eva", Coming.COMING)
    assert late.error == "Your company is on leave, so it is not counted. /away ends the leave."
    await decided.go(ASKED)
    assert not decided.told("eva", QUESTION)
