"""The day's card: prefilled, ticked in a few taps, confirmed with one (R6, R9)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.features.attendance.intents import ConfirmAttendance, MarkCompany, OpenMark, Tap
from bot.features.joining.intents import NameDeputy
from bot.kernel.views import ViewRef
from tests.features.attendance.coming_club import BEGIN, CARD, ComingClub

PREFILLED = [
    "Who was there? Thu 24 Sept, 17:00–19:30, host: Kvarnboden",
    "Filled in from what companies have said. Tap what is different, then Right.",
    "[Kvarnboden: present] [Sydöster: present] [Kaffestugan: excused] [Havsbageriet: not known] [Lyktan: not known]",
    "[Right]",
]


async def test_the_lead_gets_it_on_the_day(decided: ComingClub) -> None:
    """R9: one duty at 18:00 of the meeting's day, to the lead alone; coming is present, cannot is excused."""
    await decided.says("cia", "Cannot")
    await decided.go(CARD - timedelta(minutes=1))
    assert not decided.told("anna", "Who was there?")
    await decided.go(CARD)
    (told,) = decided.told("anna", "Who was there?")
    assert told.splitlines() == PREFILLED
    assert not any(decided.told(who, "Who was there?") for who in ("bo", "cia", "dan", "eva"))


async def test_right_is_one_tap(decided: ComingClub) -> None:
    """When nothing differs: one tap from the message, and the marks are sure; who said neither stays unknown."""
    await decided.says("cia", "Cannot")
    await decided.go(CARD)
    heard = await decided.world.ask("anna", ConfirmAttendance(club=decided.id, meeting=(await decided.latest()).id))
    assert heard.words.startswith("Thank you. The attendance is kept.")
    assert await decided.states() == {"anna": "present", "bo": "present", "cia": "excused"}
    assert not any(each.is_assumed for each in (await decided.presences()).values())
    meeting = await decided.latest()
    assert (meeting.confirmed_at, meeting.host_came) == (decided.world.clock.now(), True)
    assert "Right" not in heard.buttons


@pytest.mark.parametrize(
    ("label", "state"),
    [
        ("Present", "present"),
        ("A colleague came", "colleague"),
        ("Late", "late"),
        ("Excused", "excused"),
        ("Absent", "absent"),
    ],
)
async def test_an_exception_is_two_taps(decided: ComingClub, label: str, state: str) -> None:
    """Open the company, tap what it was; the card is back with one line changed, and "Right" keeps it so."""
    await decided.go(CARD)
    heard = await decided.marked("dan", label)
    assert f"[Havsbageriet: {label.lower()}]" in heard.words
    await decided.right()
    assert (await decided.states())["dan"] == state
    assert (await decided.states())["bo"] == "present"


async def test_what_is_not_known_can_be_said(decided: ComingClub) -> None:
    """A company that stood as coming and that nobody looked for is unknown, also after "Right"."""
    await decided.go(CARD)
    heard = await decided.marked("bo", "Not known")
    assert "[Sydöster: not known]" in heard.words
    await decided.right()
    assert await decided.states() == {"anna": "present"}
    await decided.marked("bo", "Late")
    assert (await decided.states())["bo"] == "late"


async def test_pressing_twice_is_pressing_once(decided: ComingClub) -> None:
    """The second "Right" and the second mark change nothing, when it was confirmed stays."""
    await decided.go(CARD)
    await decided.marked("dan", "Absent")
    await decided.right()
    before, meeting = await decided.presences(), await decided.latest()
    await decided.world.later(minutes=5)
    await decided.marked("dan", "Absent")
    again = await decided.world.ask("anna", ConfirmAttendance(club=decided.id, meeting=meeting.id))
    assert again.error is None
    assert await decided.presences() == before
    assert await decided.latest() == meeting


async def test_nothing_is_handed_over_that_is_confirmed(decided: ComingClub) -> None:
    """A lead who was quicker than the clock gets no card; the panel stays at hand."""
    await decided.go(BEGIN)
    await decided.right()
    await decided.after(days=1)
    assert not decided.told("anna", "Who was there?")
    assert "Kept Thu 24 Sept, 17:00." in (await decided.world.say("anna", "/attendance")).words


async def test_before_it_begins_nobody_is_marked(decided: ComingClub) -> None:
    """The command and a button made up say when it can be done."""
    heard = await decided.world.say("anna", "/attendance")
    assert heard.error == "No meeting has begun yet. The attendance card is here when it has."
    meeting, company = (await decided.latest()).id, await decided.company("bo")
    for intent in (
        OpenMark(club=decided.id, meeting=meeting, company=company),
        MarkCompany(club=decided.id, meeting=meeting, company=company, tap=Tap.ABSENT),
        ConfirmAttendance(club=decided.id, meeting=meeting),
    ):
        heard = await decided.world.ask("anna", intent)
        assert heard.error == "The meeting begins Thu 24 Sept, 17:00. Mark who came when it has."
    assert await decided.presences() == {}


async def test_only_lead_and_deputy_may(decided: ComingClub) -> None:
    """R1: a member is sent to the lead; the card shows itself to nobody else."""
    await decided.go(CARD)
    refused = await decided.world.say("bo", "/attendance")
    assert refused.error == "The club lead minds this. Ask your club lead."
    ref = ViewRef("attendance.card", decided.id, {"meeting": (await decided.latest()).id})
    assert await decided.shown_to("bo", ref) is None
    await decided.world.ask("anna", NameDeputy(club=decided.id, member=(await decided.world.member("Bo Berg")).id))
    assert (await decided.world.say("bo", "/attendance")).error is None


async def test_the_deputy_is_asked_after_two_days(decided: ComingClub) -> None:
    """R1: a lead who is silent for 48 h is stood in for; once it is confirmed nobody is."""
    await decided.world.ask("anna", NameDeputy(club=decided.id, member=(await decided.world.member("Bo Berg")).id))
    await decided.go(CARD + timedelta(hours=47))
    assert not decided.told("bo", "Who was there?")
    await decided.go(CARD + timedelta(hours=49))
    assert len(decided.told("bo", "Who was there?")) == 1


async def test_the_deputy_is_not_asked_for_what_is_done(decided: ComingClub) -> None:
    """R9: what is no longer true is not sent: the lead has confirmed meanwhile."""
    await decided.world.ask("anna", NameDeputy(club=decided.id, member=(await decided.world.member("Bo Berg")).id))
    await decided.go(CARD)
    await decided.right()
    await decided.go(CARD + timedelta(hours=49))
    assert not decided.told("bo", "Who was there?")


async def test_a_week_without_right_is_assumed(decided: ComingClub) -> None:
    """R6: "cannot" is excused, "coming" present for R5.4 only, what was tapped stays, the rest is unknown."""
    await decided.says("cia", "Cannot")
    await decided.go(CARD)
    await decided.marked("dan", "Absent")
    await decided.after(days=6, hours=23)
    assert (await decided.latest()).confirmed_at is None
    await decided.after(days=7)
    assert (await decided.latest()).confirmed_at is not None
    marks = await decided.presences()
    assert {who: (each.presence.name, each.is_assumed) for who, each in marks.items()} == {
        "anna": ("PRESENT", True),
        "bo": ("PRESENT", True),
        "cia": ("EXCUSED", True),
        "dan": ("ABSENT", False),
    }
    card = await decided.world.say("anna", "/attendance")
    assert "Nobody confirmed this within seven days, so it is only assumed. Right makes it sure." in card.words
    assert "[Sydöster: present, assumed]" in card.words
    await decided.right()
    assert not any(each.is_assumed for each in (await decided.presences()).values())
    assert "assumed" not in (await decided.world.say("anna", "/attendance")).words


async def test_a_host_that_was_absent_did_not_come(decided: ComingClub) -> None:
    """R5.6: a no-show of the host is kept with the meeting, and taken back with the mark."""
    await decided.go(CARD)
    await decided.marked("anna", "Absent")
    assert (await decided.latest()).host_came
    await decided.right()
    assert not (await decided.latest()).host_came
    await decided.marked("anna", "A colleague came")
    assert (await decided.latest()).host_came


async def test_an_old_card_is_closed_by_the_next_meeting(decided: ComingClub) -> None:
    """Only the latest meeting is marked; a button of the one before says where the latest is."""
    first = (await decided.latest()).id
    await decided.after()
    await decided.right()
    later = await decided.hold_meeting()
    assert later.id != first
    intent = MarkCompany(club=decided.id, meeting=first, company=await decided.company("bo"), tap=Tap.ABSENT)
    heard = await decided.world.ask("anna", intent)
    assert heard.error == "The club has met again since. /attendance shows the latest card."


async def test_cancelled_is_attended_by_nobody(decided: ComingClub) -> None:
    """R4.10: no card, no marks; a button of it says so."""
    meeting = (await decided.latest()).id
    await decided.world.submit("anna", await decided.world.say("anna", "/cancel"), reason="")
    heard = await decided.world.ask("anna", ConfirmAttendance(club=decided.id, meeting=meeting))
    assert heard.error == "That meeting was cancelled: nobody is marked."
    await decided.after(days=8)
    assert not decided.told("anna", "Who was there?")
    assert await decided.world.table("attendance") == []


async def test_a_company_that_came_in_afterwards_is_not_on_it(decided: ComingClub) -> None:
    """Who joined after the meeting was not missing from it; who left since is not marked any more."""
    await decided.after(hours=1)
    await decided.colleague("berit", "Berit Å", "Sydöster")
    await decided.new_company("Skärvik – Filip Rot")
    assert "Skärvik" not in (await decided.world.say("anna", "/attendance")).words
