"""A company corrects its own mark for seven days; each change is shown to the lead (R6, R1)."""

from __future__ import annotations

from bot.features.attendance.intents import MarkOwn
from bot.features.attendance.ports import Presence
from bot.features.joining.intents import NameDeputy
from tests.features.attendance.coming_club import CARD, ComingClub
from tests.features.club_world import Heard

CHANGED = "has corrected its attendance"


async def own(club: ComingClub, who: str, presence: Presence) -> Heard:
    """Press a button of one's own panel."""
    return await club.world.ask(who, MarkOwn(club=club.id, meeting=(await club.latest()).id, presence=presence))


async def held(club: ComingClub) -> None:
    """Let the meeting end and the card be confirmed, with dan absent."""
    await club.go(CARD)
    await club.marked("dan", "Absent")
    await club.right()
    await club.after(minutes=1)


async def test_two_taps_correct_it(decided: ComingClub) -> None:
    """The command and the tap; the panel says until when, and shows what stands."""
    await held(decided)
    panel = await decided.world.say("dan", "/coming")
    assert panel.words.splitlines()[1:] == [
        "Your company's mark: absent.",
        "If that is wrong, correct it before Thu 1 Oct, 19:30. [Present] [A colleague came] [Late] [Excused] [*Absent]",
    ]
    heard = await decided.world.press("dan", panel, "A colleague came")
    assert heard.words.startswith("Saved. The club lead sees the change.")
    assert (await decided.states())["dan"] == "colleague"


async def test_each_change_is_shown_to_the_lead(decided: ComingClub) -> None:
    """R6: one message a change within hours; one that was changed again before it went is not told."""
    await held(decided)
    await own(decided, "dan", Presence.PRESENT)
    await decided.world.later(minutes=1)
    await own(decided, "dan", Presence.LATE)
    await decided.world.later(hours=13)
    (told,) = decided.told("anna", CHANGED)
    assert "Havsbageriet has corrected its attendance Thu 24 Sept, 19:32. It is now: late." in told
    await own(decided, "dan", Presence.EXCUSED)
    await decided.world.settle()
    assert len(decided.told("anna", CHANGED)) == 2
    assert not decided.told("bo", CHANGED)


async def test_a_tap_that_changes_nothing_tells_nobody(decided: ComingClub) -> None:
    """The mark that stands already is no change."""
    await held(decided)
    assert (await own(decided, "dan", Presence.ABSENT)).error is None
    await decided.after(days=1)
    assert not decided.told("anna", CHANGED)


async def test_the_leads_own_company_is_shown_to_the_deputy(decided: ComingClub) -> None:
    """R1: cards about the lead's own company go to the deputy, from the panel and from the card alike."""
    await decided.world.ask("anna", NameDeputy(club=decided.id, member=(await decided.world.member("Bo Berg")).id))
    await held(decided)
    await own(decided, "anna", Presence.LATE)
    await decided.after(days=1)
    assert len(decided.told("bo", "Kvarnboden", CHANGED)) == 1
    await decided.marked("anna", "Present")
    await decided.after(days=2)
    assert len(decided.told("bo", "Kvarnboden", CHANGED)) == 2
    assert not decided.told("anna", CHANGED)


async def test_nobody_is_told_of_their_own_change(decided: ComingClub) -> None:
    """Without a deputy the lead's own correction has nobody to be shown to; a colleague's is shown to the lead."""
    await decided.colleague("hanna", "Hanna Ek", "Kvarnboden")
    await held(decided)
    await own(decided, "anna", Presence.LATE)
    await decided.after(days=1)
    assert not decided.told("anna", CHANGED)
    await own(decided, "hanna", Presence.PRESENT)
    await decided.after(days=2)
    assert len(decided.told("anna", CHANGED)) == 1


async def test_after_a_week_it_is_the_leads(decided: ComingClub) -> None:
    """The late press says until when it was possible and who still can; the panel offers nothing."""
    await held(decided)
    await decided.after(days=7)
    heard = await own(decided, "dan", Presence.PRESENT)
    assert heard.error == "Marks could be corrected until Thu 1 Oct, 19:30. Your club lead can still do it."
    assert (await decided.world.say("dan", "/coming")).buttons == {}
    await decided.marked("dan", "Present")
    assert (await decided.states())["dan"] == "present"


async def test_before_the_end_there_is_nothing_to_correct(decided: ComingClub) -> None:
    """During the meeting the lead marks."""
    await decided.go(CARD)
    heard = await own(decided, "dan", Presence.PRESENT)
    assert heard.error == "A mark can be corrected once the meeting is over."


async def test_a_company_may_be_quicker_than_the_lead(decided: ComingClub) -> None:
    """Its own word before "Right" stays when the lead confirms; unmarked is said as it is."""
    await decided.after(minutes=1)
    assert "Your company is not marked yet." in (await decided.world.say("dan", "/coming")).words
    await own(decided, "dan", Presence.COLLEAGUE)
    assert "[Havsbageriet: a colleague came]" in (await decided.world.say("anna", "/attendance")).words
    await decided.right()
    assert (await decided.states())["dan"] == "colleague"


async def test_the_hosts_own_mark_tells_whether_it_came(decided: ComingClub) -> None:
    """R5.6: a host that the lead took for absent says that it was there."""
    await decided.go(CARD)
    await decided.marked("anna", "Absent")
    await decided.right()
    await decided.after(minutes=1)
    assert not (await decided.latest()).host_came
    await own(decided, "anna", Presence.PRESENT)
    assert (await decided.latest()).host_came


async def test_who_left_corrects_nothing(decided: ComingClub) -> None:
    """R3.5: a person who left is a stranger to the button."""
    await held(decided)
    left = await decided.world.press("dan", await decided.world.say("dan", "/leave"), "Leave")
    assert left.error is None, left.error
    heard = await own(decided, "dan", Presence.PRESENT)
    assert heard.error == "This button belongs to a club. Ask whoever invited you for a link."
