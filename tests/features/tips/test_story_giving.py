"""Giving a tip: only the text is needed, it is saved at once, the rest are taps (R7.1, R7.3)."""

from __future__ import annotations

from datetime import timedelta

from bot.features.tips.intents import EditTip, GiveTip, SetArea, SetEffort, SetNamed, WithdrawTip
from bot.features.tips.ports import Area, Level, TipState
from bot.features.turns.intents import PassTurn
from bot.kernel.people import Where
from tests.features.club_world import CHAT
from tests.features.polls.poll_club import PollClub
from tests.features.tips.tip_club import give, pack, tips, turn_of

LONG = "x" * 1001


async def test_one_message_and_three_taps(club: PollClub) -> None:
    """Said, saved; then area, effort and effect are one tap each, one question after the other."""
    heard = await give(club, "bo", "Visa frakten, redan här:\npå produktsidan")
    assert heard.words.splitlines()[0] == "🎒 In the backpack for Kvarnboden."
    assert "How much work is it?" not in heard.words
    heard = await club.world.press("bo", heard, "Checkout")
    assert "How much work is it?" in heard.words
    heard = await club.world.press("bo", heard, "●●○ Some")
    heard = await club.world.press("bo", heard, "●●● Much")
    (tip,) = await tips(club)
    assert (tip.words, tip.area) == ("Visa frakten, redan här:\npå produktsidan", Area.CHECKOUT)
    assert (tip.effort, tip.effect, tip.is_named) == (Level.SOME, Level.MUCH, True)
    assert tip.company == await club.company("bo")


async def test_a_button_opens_a_form_with_nothing_but_the_text(club: PollClub) -> None:
    """The button on a card asks for the words alone."""
    asked = await club.world.ask("bo", GiveTip(club=club.id))
    assert asked.form is not None
    assert [(each.name, each.required) for each in asked.form.fields] == [("words", True)]
    saved = await club.world.submit("bo", asked, words="Skriv kortare")
    assert "“Skriv kortare”" in saved.words


async def test_a_press_delivered_twice_is_answered_twice(club: PollClub) -> None:
    """The platform delivers the press once more and no tip is given yet: the same button is offered again."""
    await club.world.ask("bo", GiveTip(club=club.id), update="once")
    again = await club.world.ask("bo", GiveTip(club=club.id), update="once")
    assert "You have given no tip yet." in again.words
    assert "[Give a tip]" in again.words


async def test_the_date_itself_offers_it_to_the_guests(club: PollClub) -> None:
    """R7.1: from the confirmed date on the message of it and /meeting lead to a tip; the host is not asked for one."""
    (told,) = club.told("bo", "✅")
    assert "[Give a tip]" in told
    panel = await club.world.say("bo", "/meeting")
    assert (await club.world.press("bo", panel, "Give a tip")).form is not None
    (hosts,) = club.told("anna", "✅")
    assert "[Give a tip]" not in hosts
    assert "Give a tip" not in (await club.world.say("anna", "/meeting")).buttons


async def test_a_date_without_a_host_offers_no_tip(club: PollClub) -> None:
    """While nobody has taken over a fallen host's date, there is nobody to give a tip to."""
    turn = await turn_of(club)
    asked = await club.world.ask("anna", PassTurn(club=club.id, turn=turn))
    await club.world.press("anna", asked, next(iter(asked.buttons)))
    await club.world.settle()
    panel = await club.world.say("dan", "/meeting")
    assert "The host is told later" in panel.words
    assert "Give a tip" not in panel.buttons


async def test_before_a_date_is_confirmed_it_is_kindly_refused() -> None:
    """R7.1: tips open with the confirmed date; nothing is kept before it."""
    early = await PollClub.founded(3)
    for asked in ("/tip Visa frakten", "/tip"):
        refused = await early.world.say("bo", asked)
        assert refused.error == "Tips open when the date of the next meeting is decided. Keep it until then."
    assert await tips(early) == []
    await early.world.engine.close()


async def test_the_host_gives_itself_none(club: PollClub) -> None:
    """A host's tip to itself is refused with thanks."""
    refused = await club.world.say("anna", "/tip Vi är bra")
    assert refused.error is not None
    assert refused.error.startswith("You are the host this time: the tips are for you.")
    assert await tips(club) == []


async def test_too_long_a_text_says_by_how_much(club: PollClub) -> None:
    """What does not fit is refused with the number of letters, and nothing is cut off."""
    asked = await club.world.ask("bo", GiveTip(club=club.id))
    refused = await club.world.submit("bo", asked, words=LONG)
    assert refused.fields == {"words": "At most 1000 characters; this is 1 too many."}
    assert await tips(club) == []


async def test_the_same_words_twice_are_one_tip(club: PollClub) -> None:
    """A double press, or the same words again, gives one tip."""
    await give(club, "bo", "Visa frakten")
    again = await give(club, "bo", "Visa frakten")
    assert again.words.startswith("That tip is in the backpack already.")
    assert len(await tips(club)) == 1


async def test_a_repeated_update_is_answered_with_the_tip(club: PollClub) -> None:
    """A platform that sends an update twice gives one tip, and the same panel."""
    asked = GiveTip(club=club.id, words="Visa frakten")
    first = await club.world.ask("bo", asked, update="7")
    again = await club.world.ask("bo", asked, update="7")
    assert first.words == again.words
    assert len(await tips(club)) == 1


async def test_hostile_words_stay_words(club: PollClub) -> None:
    """Braces, markup and mentions are data in the panel and to the others."""
    words = "{host} <b>x</b> @everyone *y* [z](javascript:1)"
    heard = await give(club, "bo", words)
    assert f"“{words}”" in heard.words
    assert f"“{words}”" in (await club.world.say("cia", "/tips")).words


async def test_words_and_experience_can_be_changed(club: PollClub) -> None:
    """Until packing the author changes the words and adds how it went in the own shop; the form has what stands."""
    heard = await give(club, "bo", "Visa fraktn")
    form = await club.world.press("bo", heard, "Change")
    assert form.form is not None
    assert form.form.fields[0].value == "Visa fraktn"
    heard = await club.world.submit("bo", form, words="Visa frakten")
    form = await club.world.press("bo", heard, "Own experience")
    heard = await club.world.submit("bo", form, experience="Fler köpte klart")
    assert "“Visa frakten”" in heard.words
    assert "Own experience: Fler köpte klart" in heard.words


async def test_unnamed_is_unnamed_and_few_are_warned(club: PollClub) -> None:
    """R7.3: with four companies it is offered with the words that the host may guess; nobody reads the name."""
    heard = await give(club, "bo", "Byt färg")
    heard = await club.world.press("bo", heard, "Unnamed (the host may guess)")
    assert "Unnamed. With so few companies the host may guess." in heard.words
    for who in ("anna", "cia", "dan"):
        read = (await club.world.say(who, "/tips")).words
        assert "1 tip from 1 company" in read
        assert "unnamed" in read
        assert [each for each in ("Bo Berg", "Sydöster") if each in read] == []
    heard = await club.world.press("bo", heard, "With my name")
    assert "Bo Berg, Sydöster" in (await club.world.say("anna", "/tips")).words


async def test_among_six_it_is_simply_unnamed(six: PollClub) -> None:
    """R7.3: from five active companies on no warning is needed."""
    heard = await give(six, "bo", "Byt färg")
    assert "Unnamed, to everybody." in (await six.world.press("bo", heard, "Unnamed")).words


async def test_taken_back_is_deleted(club: PollClub) -> None:
    """One confirming tap, and the words are nowhere; a late tap on the old panel says so."""
    heard = await give(club, "bo", "Visa frakten")
    asked = await club.world.press("bo", heard, "Take back")
    assert len(await tips(club, TipState.GIVEN)) == 1
    gone = await club.world.press("bo", asked, "Take it back")
    assert gone.words.startswith("Taken back. The words are deleted.")
    (tip,) = await tips(club)
    assert (tip.state, tip.words) == (TipState.WITHDRAWN, "")
    late = await club.world.press("bo", heard, "Checkout")
    assert late.error == "You took this tip back. Give it again with /tip."
    assert (await club.world.press("bo", asked, "Take it back")).error is None


async def test_others_cannot_touch_it(club: PollClub) -> None:
    """A tip is its author's: the lead and a colleague are refused as if there were none."""
    await give(club, "bo", "Visa frakten")
    await club.colleague("berit", "Berit Å", "Sydöster")
    (tip,) = await tips(club)
    for who in ("anna", "berit", "cia"):
        for asked in (
            SetArea(club=club.id, tip=tip.id, area=Area.SEARCH),
            SetNamed(club=club.id, tip=tip.id, named=False),
            EditTip(club=club.id, tip=tip.id, words="Mitt"),
            WithdrawTip(club=club.id, tip=tip.id, sure=True),
        ):
            refused = await club.world.ask(who, asked)
            assert refused.error == "This button belongs to a club. Ask whoever invited you for a link."
    assert (await tips(club))[0] == tip


async def test_there_is_no_fourth_dot(club: PollClub) -> None:
    """A forged button with four dots changes nothing."""
    await give(club, "bo", "Visa frakten")
    (tip,) = await tips(club)
    assert (await club.world.ask("bo", SetEffort(club=club.id, tip=tip.id, dots=4))).error is not None
    assert (await tips(club))[0].effort is None


async def test_once_packed_it_stays(club: PollClub) -> None:
    """What the host has been handed is changed by nobody; later tips are open for seven days more (R7.1)."""
    heard = await give(club, "bo", "Visa frakten")
    packed_at = await pack(club)
    refused = await club.world.press("bo", heard, "Checkout")
    assert refused.error is not None
    assert refused.error.startswith("This tip is packed")
    late = await give(club, "cia", "Ett sent tips")
    assert "In the backpack for Kvarnboden." in late.words
    meeting = await club.meeting()
    await club.world.clockwork.advance(club.world.clock, max(packed_at + timedelta(days=7), meeting.ends_at))
    closed = await club.world.say("dan", "/tip För sent")
    assert closed.error is not None
    assert closed.error.startswith("Tips for Kvarnboden closed")


async def test_after_the_meeting_tips_go_on_to_its_host(club: PollClub) -> None:
    """The evening after the visit a tip is for who was visited, while the next turn is being asked about."""
    meeting = await club.meeting()
    await club.world.clockwork.advance(club.world.clock, meeting.ends_at + timedelta(hours=1))
    heard = await give(club, "bo", "Tack för kaffet, men kassan…")
    assert "In the backpack for Kvarnboden." in heard.words


async def test_the_room_counts_and_no_more(club: PollClub) -> None:
    """R2, R7.2: one silent card, with counts; no tip's text, no author, ever."""
    assert [each for each in club.room() if "🎒" in each] == []
    heard = await give(club, "bo", "Hemliga tipset")
    await give(club, "bo", "Ett till")
    await give(club, "cia", "Ett tredje")
    await club.world.settle()
    assert club.shown("🎒") == "🎒 3 tips from 2 companies for Kvarnboden.\n[Give a tip] [Tips so far]"
    cards = [view for view in club.views("room") if not view.loud]
    assert cards
    assert [
        each for each in club.room() for word in ("Hemliga", "till", "tredje", "Bo Berg") if f"“{word}" in each
    ] == []
    await club.world.press("bo", await club.world.press("bo", heard, "Take back"), "Take it back")
    await club.world.settle()
    assert club.shown("🎒").startswith("🎒 2 tips from 2 companies for Kvarnboden.")


async def test_a_room_bound_later_gets_the_card(club: PollClub) -> None:
    """A second room sees the count as soon as it is the club's."""
    await give(club, "bo", "Visa frakten")
    await club.world.say("anna", "/bind", Where(CHAT, "second room"))
    await club.world.settle()
    assert [each for each in club.world.inbox("second room") if each.startswith("🎒 1 tip from 1 company")]
