"""Clubs led through what the situations leave out, with names of any length: what is told and shown there is read."""

from __future__ import annotations

from datetime import timedelta

from bot.features.attendance.intents import Tap
from bot.features.backpack.intents import OpenBackpack, PickTip, SayOutcome, ShareBackpack, ShowFollowUp, TellClub
from bot.features.backpack.ports import Outcome
from bot.features.joining.intents import EditCompany, NameDeputy
from bot.features.polls.intents import Redo
from bot.features.tips import intents as i
from bot.features.tips.ports import Tip, Tips
from bot.features.turns.intents import PassTurn, Volunteer
from bot.features.turns.ports import Turns
from bot.features.turns.year_intents import DeclineSwap
from bot.kernel.intents import Intent
from bot.kernel.people import CompanyId
from bot.kernel.views import Choice
from tests.features.polls.poll_club import PEOPLE, ROOM
from tests.features.tips.tip_club import save_message
from tests.journeys.year_club import YearClub

# What a command alone would do for good, or make a file of.
NOT_ALONE = frozenset({"forget", "found", "bind", "organizer", "mydata"})
WORDS = "Show the freight before the till."


async def named(club: YearClub, names: tuple[str, ...]) -> YearClub:
    """Give the companies other names."""
    for who, name in zip(await club.everybody(), names, strict=False):
        company = (await club.world.companies())[PEOPLE[who][1]].id
        form = await club.world.ask("anna", EditCompany(club=club.id, company=company))
        heard = await club.world.submit("anna", form, name=name[:60])
        assert heard.error is None, heard.error
    return club


async def every_panel(club: YearClub) -> None:
    """Let each of three people write every command there is, alone."""
    for who in ("anna", "bo", "cia"):
        for act in club.world.catalogue.acts.values():
            if act.command and act.command.name not in NOT_ALONE:
                await club.world.say(who, f"/{act.command.name}")


async def through_a_poll(club: YearClub) -> None:
    """No, one and two answers; a word asked of the host; a date refused; who is missing."""
    await every_panel(club)
    await club.opened()
    await every_panel(club)
    await club.vote("bo", 0, "y")
    await club.world.settle()
    await club.fill("cia", "mmyy")
    await club.fill("anna", "--nn")
    await club.none("dan")
    await club.world.settle()
    await every_panel(club)
    poll = await club.poll()
    await club.until_over(poll)
    await club.world.settle()
    await club.world.ask("anna", Redo(club=club.id, poll=(await club.poll()).id))
    await every_panel(club)
    await club.none("anna") if (await club.poll()).state.value == "open" else None
    await club.days(9)


async def through_tips(club: YearClub) -> None:
    """No tip, one, two and many; joined, unnamed, asked for; packed, picked, followed up."""
    await club.all_agree()
    await every_panel(club)
    for number, who in enumerate(("bo", "cia", "dan", "bo", "cia")):
        heard = await club.gives(who, WORDS if number < 2 else f"{WORDS} Number {number}: pictures, too.")
        for label in ("Search", *[each for each in heard.buttons if each.startswith("●●○")]):
            if label in heard.buttons:
                heard = await club.world.press(who, heard, label)
        await club.world.settle()
        await club.world.say("dan", "/tips")
    await save_message(club, "anna", "eva", "What about Christmas cards in three languages?")
    await club.go_to((await club.meeting()).day - timedelta(days=6))
    await every_panel(club)
    await club.is_met()
    await every_panel(club)
    await club.days(1)
    await every_panel(club)
    await club.gives("dan", "A late one.")
    await club.days(24)
    await every_panel(club)


async def through_outcomes(club: YearClub) -> None:
    """Tips joined and kept apart, unnamed, taken back; a backpack shared; each outcome said and heard."""
    ask, here = club.world.ask, club.id
    await club.all_agree()
    for number, who in enumerate(("bo", "cia", "dan", "eva", "bo", "cia")):
        await club.gives(who, WORDS if number < 2 else f"{WORDS} And number {number} is about pictures.")
    first, second, third, fourth, fifth, sixth = [each.id for each in await tips_of(club)]
    await ask("bo", i.SetNamed(club=here, tip=first, named=False))
    await ask("dan", i.TellExperience(club=here, tip=third, experience="It sold twice as much."))
    await ask("eva", i.BackTip(club=here, tip=first, backs=True))
    for each in (
        i.ShowAlike(club=here),
        i.JoinTips(club=here, one=first, other=second),
        i.TakeApart(club=here, tip=first),
    ):
        await ask("anna", each)
    await ask("anna", i.KeepApart(club=here, one=third, other=fourth))
    await ask("cia", i.WithdrawTip(club=here, tip=sixth))
    await ask("cia", i.WithdrawTip(club=here, tip=sixth, sure=True))
    for who, tip in (("bo", first), ("dan", third), ("cia", sixth)):
        await ask(who, i.ShowTip(club=here, tip=tip))
        await ask(who, i.EditTip(club=here, tip=tip))
        await ask(who, i.MyTips(club=here))
    meeting = await club.is_met()
    await every_panel(club)
    await club.days(1)
    for tip in (second, third, fourth):
        await ask("anna", PickTip(club=here, tip=tip, wanted=True))
    await ask("anna", PickTip(club=here, tip=fifth, wanted=True))
    await ask("bo", OpenBackpack(club=here, turn=meeting.turn))
    await ask("anna", ShareBackpack(club=here, turn=meeting.turn))
    await ask("bo", OpenBackpack(club=here, turn=meeting.turn))
    for outcome in Outcome:
        for tip in (second, third, fourth):
            await ask("anna", SayOutcome(club=here, tip=tip, outcome=outcome))
        await club.days(3)
    await ask("anna", SayOutcome(club=here, tip=third, outcome=Outcome.DONE))
    await club.days(3)
    for who in ("anna", "dan", "dan"):
        await ask(who, TellClub(club=here, tip=third))
        await club.world.settle()
    await ask("anna", ShowFollowUp(club=here, turn=meeting.turn))
    await every_panel(club)


async def tips_of(club: YearClub) -> list[Tip]:
    """Return the club's tips as they were given."""
    return await club.look(lambda unit: unit.of(Tips).of_club(club.scope))


async def through_turns(club: YearClub) -> None:
    """Moved, fallen out, taken over; passed by all; volunteers; an offer declined."""
    await club.all_agree()
    form = await club.world.say("anna", "/move")
    sure = await club.world.submit("anna", form, day="2026-09-29", start="18:30")
    await press_any(club, "anna", sure.view and sure.buttons)
    await club.world.settle()
    turn = await club.the_turn()
    await club.world.ask("anna", PassTurn(club=club.id, turn=turn.id, sure=True))
    await club.world.settle()
    await every_panel(club)
    await club.accept_turn()
    await every_panel(club)
    await club.is_met()
    await every_panel(club)
    await club.until_asked()
    whom = await club.world.press("cia", await club.world.say("cia", "/turns"), "Swap")
    await club.world.press("cia", whom, next(iter(whom.buttons)))
    await club.world.settle()
    swap = (await club.world.table("swap"))[-1]["id"]
    for who in await club.everybody():
        await club.world.ask(who, DeclineSwap(club=club.id, swap=str(swap)))
    await club.world.settle()
    while await club.turn() is not None:
        await club.pass_turn()
        await club.world.settle()
    await every_panel(club)
    await club.days(3)
    await club.world.press("anna", await club.world.say("anna", "/turn"), "Ask for volunteers")
    await club.world.settle()
    offer = await club.world.ask("dan", Volunteer(club=club.id), ROOM)
    await club.world.submit("dan", offer, place="Kajen 2")
    await club.world.settle()
    await every_panel(club)
    assert await club.look(lambda unit: unit.of(Turns).current(club.scope))


async def through_absence(club: YearClub) -> None:
    """Two who never come: late, absent, corrected; flagged, called, silent; and the counts of all."""
    for _ in range(3):
        turn = await club.turn()
        if turn is None or not turn.is_accepted:
            await club.until_asked()
            await club.accept_turn()
        await club.all_agree("dan", "eva")
        meeting = await club.meeting()
        await club.world.clockwork.advance(club.world.clock, meeting.ends_at + timedelta(minutes=30))
        for who, tap in (("dan", Tap.ABSENT), ("eva", Tap.ABSENT), ("cia", Tap.LATE)):
            await mark(club, who, tap)
        await club.world.press("anna", await club.world.say("anna", "/attendance"), "Right")
        await club.days(4)
        await every_panel(club)
    await club.days(70)
    await every_panel(club)


async def through_endings(club: YearClub) -> None:
    """Somebody unreachable, a host named by the lead, a deputy who leaves, and the end of the club."""
    club.world.letters.closed.add("dan")
    await club.all_agree()
    await club.days(2)
    form = await club.world.say("anna", "/cancel")
    await club.world.submit("anna", form, reason="Water damage")
    await club.days(2)
    await every_panel(club)
    club.world.letters.closed.clear()
    other = await club.name_of(await company_of(club))
    await club.host(other, "Torget 3, Vasa")
    await club.world.settle()
    await every_panel(club)
    await club.world.ask("anna", NameDeputy(club=club.id, member=(await club.world.member("Cia Holm")).id))
    await club.world.settle()
    await club.world.press("cia", await club.world.say("cia", "/leave"), "Leave")
    await club.days(1)
    closing = await club.world.press("anna", await club.world.say("anna", "/club"), "Close the club")
    await press_any(club, "anna", closing.buttons)
    await club.days(1)
    await every_panel(club)


async def company_of(club: YearClub) -> CompanyId:
    """Return eva's company, whatever it is called by now."""
    found = (await club.world.member(PEOPLE["eva"][0])).company
    assert found is not None
    return found


async def mark(club: YearClub, who: str, tap: Tap) -> None:
    """Let anna mark a company on the card, by its place on it."""
    card = await club.world.say("anna", "/attendance")
    company = await club.world.member(PEOPLE[who][0])
    opens = next(each for each in card.buttons.values() if getattr(each, "company", None) == company.company)
    shown = await club.world.ask("anna", opens)
    asks = next(each for each in shown.buttons.values() if getattr(each, "tap", None) is tap)
    assert (await club.world.ask("anna", asks)).error is None


async def press_any(club: YearClub, who: str, buttons: object) -> None:
    """Press the first button of an answer."""
    assert isinstance(buttons, dict)
    asks = next(iter(buttons.values()))
    assert isinstance(asks, Intent)
    assert (await club.world.ask(who, asks)).error is None


def choices(club: YearClub, who: str) -> list[Choice]:
    """Return what can be tapped on the last message to somebody."""
    return [each for each in club.views(who)[-1].blocks if isinstance(each, Choice)]


TOURS = (through_a_poll, through_tips, through_outcomes, through_turns, through_absence, through_endings)
