"""How many taps each act of a member takes, from the message or the command to the act done: three at most."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.features.attendance.ports import AttendanceBook
from bot.features.backpack.ports import Backpacks
from bot.features.briefs.ports import Briefs
from bot.features.tips.ports import Area, Tips
from tests.features.tips.tip_club import save_message
from tests.journeys.fingers import Fingers
from tests.journeys.year_club import YearClub

pytestmark = pytest.mark.usefixtures("noted")


MOST = 3
ASKED = "It is your turn to host the club"
WORDS = [f"Tip number {number}: a shorter way through the till." for number in range(5)]
COUNTED = {
    "answer four times of a date poll": 4,
    "say that all times fit": 1,
    "say that one is coming": 1,
    "say that one cannot, with the reason": 3,
    "write the brief": 2,
    "give a tip with area, effort and effect": 3,
    "give a tip by its button": 2,
    "let an own message be saved as a tip": 1,
    "back a tip": 2,
    "pick the first three": 3,
    "share the backpack": 1,
    "say what became of a tip": 1,
    "correct the own attendance": 2,
    "take the turn": 2,
    "pass the turn": 2,
    "offer a swap": 2,
    "take a swap": 1,
    "volunteer": 2,
    "see the year ahead": 1,
    "ask why us": 2,
    "see the own record": 1,
    "want quiet for a week": 2,
    "declare days away": 3,
    "declare a leave": 3,
    "leave the club": 2,
}


async def test_every_act_of_a_member_takes_three_taps_at_most() -> None:
    """One club from its first poll to who leaves it: each act counted where it is done, a poll by one tap a slot."""
    fingers = Fingers(await YearClub.of(5))
    chapters = (_a_date, _a_visit, _tips, _a_backpack, _a_turn, _oneself, _what_came_of_it, _other_turns, _going)
    for chapter in chapters:
        await chapter(fingers, fingers.club)
    assert fingers.taps == COUNTED, f"\n{fingers.table()}"
    slots = fingers.taps.pop("answer four times of a date poll")
    assert slots == len((await fingers.club.rounds())[0].slots)
    assert max(fingers.taps.values()) <= MOST, f"\n{fingers.table()}"


async def _a_date(fingers: Fingers, club: YearClub) -> None:
    poll = await club.opened()
    with fingers.doing("answer four times of a date poll"):
        for number in range(len(poll.slots)):
            await fingers.answers("bo", number, "Yes")
    with fingers.doing("say that all times fit"):
        await fingers.taps_on("cia", "📅 Next club meeting", "All fit", where="room")
    assert len(await club.marks(poll)) == 2 * len(poll.slots)
    await club.all_agree("bo", "cia")


async def _a_visit(fingers: Fingers, club: YearClub) -> None:
    known = (await club.meeting()).id
    with fingers.doing("say that one is coming"):
        await fingers.taps_on("bo", "✅", "Coming")
    with fingers.doing("say that one cannot, with the reason"):
        said = await fingers.taps_on("cia", "✅", "Cannot")
        await fingers.sends("cia", await fingers.presses("cia", said, "Say why"), reason="A fair in Åbo")
    assert len(await club.look(lambda unit: unit.of(AttendanceBook).rsvps(club.scope, known))) == 2
    with fingers.doing("write the brief"):
        form = await fingers.taps_on("anna", "📝", "Write it")
        await fingers.sends("anna", form, goal="More who come back.")
    turn = (await club.the_turn()).id
    assert await club.look(lambda unit: unit.of(Briefs).brief(club.scope, turn))


async def _tips(fingers: Fingers, club: YearClub) -> None:
    with fingers.doing("give a tip with area, effort and effect"):
        heard = await fingers.writes("bo", f"/tip {WORDS[0]}")
        for answer in ("Checkout", "●○○", "●●●"):
            heard = await fingers.presses("bo", heard, next(each for each in heard.buttons if each.startswith(answer)))
    (tip,) = await club.look(lambda unit: unit.of(Tips).of_club(club.scope))
    assert (tip.area, tip.effort, tip.effect) == (Area.CHECKOUT, 1, 3)
    await club.world.settle()
    with fingers.doing("give a tip by its button"):
        form = await fingers.taps_on("cia", "🎒", "Give a tip", where="room")
        await fingers.sends("cia", form, words=WORDS[1])
    await save_message(club, "anna", "dan", WORDS[2])
    await club.world.settle()
    with fingers.doing("let an own message be saved as a tip"):
        await fingers.taps_on("dan", "Somebody would like", "Yes, save it")
    with fingers.doing("back a tip"):
        await fingers.presses("eva", await fingers.writes("eva", "/tips"), "Good tip")
    await club.gives("eva", WORDS[3])
    assert len(await club.look(lambda unit: unit.of(Tips).of_club(club.scope))) == 4
    assert len(await club.world.table("backing")) == 1


async def _a_backpack(fingers: Fingers, club: YearClub) -> None:
    meeting = await club.is_met()
    with fingers.doing("correct the own attendance"):
        await fingers.presses("bo", await fingers.writes("bo", "/coming"), "Late")
    await club.days(1)
    message = "🎒 Your backpack is packed"
    with fingers.doing("pick the first three"):
        shown = await fingers.taps_on("anna", message, "1")
        shown = await fingers.presses("anna", shown, "2")
        await fingers.presses("anna", shown, "3")
    with fingers.doing("share the backpack"):
        await fingers.taps_on("anna", message, "Share with the club")
    assert len(await club.look(lambda unit: unit.of(Backpacks).picks(club.scope, meeting.turn))) == 3
    shared = await club.look(lambda unit: unit.of(Backpacks).backpack(club.scope, meeting.turn))
    assert shared is not None
    assert shared.shared_at is not None


async def _a_turn(fingers: Fingers, club: YearClub) -> None:
    await club.go_to(date(2026, 9, 28))
    with fingers.doing("take the turn"):
        form = await fingers.taps_on("bo", ASKED, "We'll take it")
        await fingers.sends("bo", form, place="Hamngatan 1, Vasa")
    assert (await club.the_turn()).is_accepted


async def _other_turns(fingers: Fingers, club: YearClub) -> None:
    with fingers.doing("pass the turn"):
        sure = await fingers.taps_on("bo", ASKED, "Not this time")
        await fingers.presses("bo", sure, "Let the turn go")
    await club.world.settle()
    with fingers.doing("offer a swap"):
        whom = await fingers.taps_on("cia", ASKED, "Swap")
        await fingers.presses("cia", whom, next(each for each in whom.buttons if each.startswith("Havsbageriet")))
    await club.world.settle()
    with fingers.doing("take a swap"):
        await fingers.taps_on("dan", "A trade of turns", "Trade")
    assert await club.host_now() == "Havsbageriet"
    await _volunteering(fingers, club)


async def _volunteering(fingers: Fingers, club: YearClub) -> None:
    while await club.turn() is not None:
        await club.pass_turn()
    await club.world.press("anna", await club.world.say("anna", "/turn"), "Ask for volunteers")
    await club.world.settle()
    with fingers.doing("volunteer"):
        form = await fingers.taps_on("dan", "🙋", "We can host", where="room")
        await fingers.sends("dan", form, place="Kajen 2, Vasa")
    assert await club.host_now() == "Havsbageriet"


async def _oneself(fingers: Fingers, club: YearClub) -> None:
    with fingers.doing("see the year ahead"):
        year = await fingers.writes("eva", "/turns")
    with fingers.doing("ask why us"):
        year = await fingers.writes("eva", "/turns")
        assert "It is yours because" in (await fingers.presses("eva", year, "Why us?")).words
    with fingers.doing("see the own record"):
        assert "You were at the last meeting." in (await fingers.writes("bo", "/record")).words
    with fingers.doing("want quiet for a week"):
        await fingers.presses("bo", await fingers.writes("bo", "/quiet"), "A week")
    assert (await club.world.member("Bo Berg")).snoozed_until
    for act, label in (("declare days away", "Days away"), ("declare a leave", "On leave")):
        with fingers.doing(act):
            form = await fingers.presses("eva", await fingers.writes("eva", "/away"), label)
            await fingers.sends("eva", form, first="2026-12-14", last="2026-12-18")
    assert len(await club.world.table("absence")) == 2


async def _what_came_of_it(fingers: Fingers, club: YearClub) -> None:
    await club.world.clockwork.advance(club.world.clock, club.world.clock.now() + timedelta(days=23))
    with fingers.doing("say what became of a tip"):
        await fingers.taps_on("anna", "💡", "Done")
    assert "d" in {row["outcome"] for row in await club.world.table("pick")}


async def _going(fingers: Fingers, club: YearClub) -> None:
    with fingers.doing("leave the club"):
        await fingers.presses("bo", await fingers.writes("bo", "/leave"), "Leave")
    assert "bo" not in await club.everybody()
