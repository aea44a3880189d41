"""Opening, sharing, choosing three, and what came of them (R7.2, R7.7)."""

from __future__ import annotations

from datetime import timedelta

from bot.features.backpack.intents import ShareBackpack, TellClub
from bot.features.backpack.ports import Outcome
from bot.features.backpack.service.reading import NONE_TO_OPEN, NOT_SHARED
from bot.features.joining.intents import Leave
from bot.kernel.door import FOR_THE_HOST
from tests.features.backpack.packed_club import CHECKOUT, DELIVERY, SEARCH, PackedClub

ASKED = "💡 What became of the tips you chose?"


async def test_the_host_opens_its_backpack_any_time_later() -> None:
    """Weeks on, /backpack shows it again, to a colleague who came after as well."""
    club = await PackedClub.packed()
    await club.world.later(days=60)
    await club.colleague("moa", "Moa Ek", "Kvarnboden")
    for who in ("anna", "moa"):
        assert (await club.opens(who)).words.startswith("🎒 Your backpack is packed: 3 tips from 3 companies.")


async def test_nobody_else_opens_it_before_it_is_shared() -> None:
    """A guest is refused kindly, by command and by a button that was passed on."""
    club = await PackedClub.packed()
    assert (await club.opens("bo")).error == NONE_TO_OPEN.message
    assert (await club.opens("bo", of_turn=True)).error == NOT_SHARED.message


async def test_one_tap_shares_it_with_the_members() -> None:
    """After one tap members read it; they neither choose nor share, and the room has the way to it."""
    club = await PackedClub.packed()
    turn = club.meeting_now.turn
    assert (await club.world.ask("bo", ShareBackpack(club=club.id, turn=turn))).error == FOR_THE_HOST.message
    opened = await club.opens("anna")
    assert (await club.world.press("anna", opened, "Share with the club")).error is None
    await club.world.ask("anna", ShareBackpack(club=club.id, turn=turn))
    await club.world.settle()
    heard = await club.opens("bo")
    assert heard.words.startswith("🎒 Backpack: Kvarnboden, 3 tips from 3 companies.")
    assert heard.buttons == {}
    assert "Open the backpack" in club.shown("🎒 3 tips")


async def test_the_first_three_are_chosen_by_number() -> None:
    """Numbers are taken and put back by a tap each; a fourth waits until one is put back."""
    club = await PackedClub.packed()
    await club.gives("bo", "One more that nobody has packed yet.")
    opened = await club.opens("anna")
    assert [label for label in opened.buttons if label.isdigit()] == ["1", "2", "3"]
    for label in ("1", "2", "3"):
        opened = await club.world.press("anna", opened, label)
    assert "Your first three:\n1. Let the search" in opened.words
    opened = await club.world.press("anna", opened, "2")
    assert [each.tip for each in await club.picked()] == [await club.tip(SEARCH), await club.tip(DELIVERY)]


async def test_a_fourth_choice_is_refused_with_the_numbers() -> None:
    """Who taps a fourth number hears which three are chosen; nothing is lost."""
    club = await PackedClub.visited()
    await club.gives("bo", "A fourth tip.")
    await club.packs("anna")
    for words in (DELIVERY, CHECKOUT, SEARCH):
        assert (await club.picks("anna", await club.tip(words))).error is None
    refused = await club.picks("anna", await club.tip("A fourth tip."))
    assert refused.error is not None
    assert refused.error.startswith("Three are chosen: ")
    assert len(await club.picked()) == 3


async def test_only_the_host_chooses() -> None:
    """Neither a guest nor a stranger to the backpack chooses from it."""
    club = await PackedClub.packed()
    assert (await club.picks("bo", await club.tip(DELIVERY))).error == FOR_THE_HOST.message
    assert await club.picked() == []


async def test_after_three_weeks_the_host_is_asked_and_a_tap_answers() -> None:
    """One message, a tap a tip; once everything is said, nobody is asked again."""
    club = await PackedClub.packed()
    await club.picks("anna", await club.tip(DELIVERY))
    await club.world.later(days=20)
    assert club.told("anna", ASKED) == []
    await club.world.later(days=2)
    assert len(club.told("anna", ASKED)) == 1
    heard = await club.says("anna", await club.tip(DELIVERY), Outcome.DONE)
    assert "Saved." in heard.words
    await club.world.later(days=30)
    assert len(club.told("anna", ASKED)) == 1


async def test_a_second_edition_does_not_put_the_question_off() -> None:
    """Three weeks count from the first packing, whatever came later."""
    club = await PackedClub.packed()
    await club.gives("bo", "One more, a day late.")
    await club.picks("anna", await club.tip(DELIVERY))
    await club.world.later(days=22)
    assert len(club.backpacks_of("anna")) == 2
    assert len(club.told("anna", ASKED)) == 1


async def test_who_gave_the_tip_hears_it_unnamed_ones_too() -> None:
    """Authors hear the result privately; nobody else does, and the unnamed stay so."""
    club = await PackedClub.packed()
    for words in (DELIVERY, SEARCH):
        await club.picks("anna", await club.tip(words))
    await club.says("anna", await club.tip(DELIVERY), Outcome.DONE)
    await club.says("anna", await club.tip(SEARCH), Outcome.DID_NOT_WORK)
    await club.world.later(days=3)
    assert len(club.told("bo", "💡 Your tip is done, thank you. Host: Kvarnboden.", DELIVERY)) == 1
    assert len(club.told("dan", "💡 Your tip was tried and did not work there.", SEARCH)) == 1
    assert club.told("cia", "💡 Your tip") == []
    assert club.told("bo", SEARCH) == []


async def test_who_has_left_hears_no_result() -> None:
    """R3.5: whoever gave the tip and has left the club since is told nothing of it."""
    club = await PackedClub.packed()
    await club.picks("anna", await club.tip(DELIVERY))
    await club.world.ask("bo", Leave(club=club.id, sure=True))
    await club.says("anna", await club.tip(DELIVERY), Outcome.DONE)
    await club.world.later(days=3)
    assert club.told("bo", "💡 Your tip") == []


async def test_later_is_no_result_and_is_asked_again_before_the_next_meeting() -> None:
    """“Later” reaches no author; it is asked once more, days before the club meets again, and then no more."""
    club = await PackedClub.packed()
    await club.picks("anna", await club.tip(DELIVERY))
    await club.lives(22)
    await club.says("anna", await club.tip(DELIVERY), Outcome.LATER)
    meeting = await club.hold_meeting()
    assert club.told("bo", "💡 Your tip") == []
    assert len(club.told("anna", ASKED)) == 2
    assert meeting.starts_at > club.meeting_now.starts_at + timedelta(days=30)
    await club.world.later(days=90)
    assert len(club.told("anna", ASKED)) == 2


async def test_what_is_said_anew_reaches_the_author_as_it_is_then() -> None:
    """A slip that is mended before the message goes is not told at all."""
    club = await PackedClub.packed()
    tip = await club.tip(DELIVERY)
    await club.picks("anna", tip)
    await club.says("anna", tip, Outcome.NOT_FOR_US)
    await club.says("anna", tip, Outcome.ON_ITS_WAY)
    await club.world.later(days=3)
    assert len(club.told("bo", "💡 Your tip")) == 1
    assert len(club.told("bo", "💡 Your tip is on its way")) == 1


async def test_the_room_hears_only_if_both_agree_and_only_that_it_worked() -> None:
    """One word of the host and one of the author; then one line without tip, host or name."""
    club = await PackedClub.packed()
    tip = await club.tip(DELIVERY)
    await club.picks("anna", tip)
    heard = await club.says("anna", tip, Outcome.DONE)
    await club.world.press("anna", heard, "Tell the club")
    await club.world.later(days=1)
    assert not [each for each in club.room() if "worked" in each]
    assert (await club.world.ask("cia", TellClub(club=club.id, tip=tip))).error == FOR_THE_HOST.message
    await club.world.ask("bo", TellClub(club=club.id, tip=tip))
    await club.world.ask("bo", TellClub(club=club.id, tip=tip))
    await club.world.settle()
    assert [each for each in club.room() if "worked" in each] == ["💡 One more tip has worked."]
    late = await club.says("anna", tip, Outcome.NOT_FOR_US)
    assert late.error == "The club has heard that it worked, so that stays."


async def test_a_colleagues_answer_answers_for_the_company() -> None:
    """Two of one host: what one has said is not asked of the other when it is sent."""
    club = await PackedClub.packed()
    await club.colleague("moa", "Moa Ek", "Kvarnboden")
    tip = await club.tip(DELIVERY)
    await club.picks("anna", tip)
    await club.says("moa", tip, Outcome.NOT_FOR_US)
    await club.world.later(days=25)
    assert [club.told(who, ASKED) for who in ("anna", "moa")] == [[], []]


async def test_a_host_that_chose_nothing_is_asked_once_which_come_first() -> None:
    """Three weeks on, the backpack is put before the host once more, and then left."""
    club = await PackedClub.packed()
    await club.lives(22)
    assert len(club.told("anna", "💡 Three weeks with your backpack. What will you start with?")) == 1
    await club.hold_meeting()
    await club.world.later(days=60)
    assert len(club.told("anna", "💡 Three weeks with your backpack.")) == 1


async def test_taps_from_packing_to_outcome_are_few() -> None:
    """Packing one tap; each choice one; each outcome one; sharing one."""
    club = await PackedClub.visited()
    await club.packs("anna")
    chosen = await club.world.press("anna", await club.opens("anna"), "1")
    shared = await club.world.press("anna", chosen, "Share with the club")
    assert shared.error is None
    await club.world.later(days=22)
    (asked,) = club.told("anna", ASKED)
    assert "[Done] [On its way] [Not for us] [Tried, did not work] [Later]" in asked
