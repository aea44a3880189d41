"""Saving what was written to the room: an own message at once, another's only with its author's tap (R7.4)."""

from __future__ import annotations

from bot.features.tips.intents import AnswerAsked, AskedLapsed
from bot.features.tips.ports import TipState
from bot.kernel.views import ViewRef
from tests.features.club_world import Heard
from tests.features.polls.poll_club import PollClub
from tests.features.tips.tip_club import give, pack, save_message, tips

QUOTE = "Kassan frågar efter telefonnumret två gånger"
NOT_THERE = "This button belongs to a club. Ask whoever invited you for a link."


async def question(club: PollClub, who: str) -> Heard:
    """Return the question somebody was asked, as they would press it."""
    (tip,) = await tips(club, TipState.ASKED)
    shown = await club.shown_to(who, ViewRef("tips.asked", club.id, {"tip": tip.id}))
    assert shown is not None
    return Heard("", {each: AnswerAsked(club=club.id, tip=tip.id, agrees=each == "Yes, save it") for each in _LABELS})


_LABELS = ("Yes, save it", "No, leave it")


async def test_the_author_agrees_with_one_tap(club: PollClub) -> None:
    """Asked once, in private; from the tap on it is the author's own tip, counted for the author's company."""
    asked = await save_message(club, "cia", "bo", QUOTE)
    assert asked.words == "Bo Berg is asked. Until the answer comes, it is in no backpack."
    await club.world.settle()
    (told,) = club.told("bo", "Somebody would like to keep what you wrote as a tip for Kvarnboden.")
    assert f"“{QUOTE}”" in told
    assert "Cia Holm" not in told
    assert (await club.world.say("dan", "/tips")).words.startswith("🎒 No tips for Kvarnboden yet.")
    saved = await club.world.press("bo", await question(club, "bo"), "Yes, save it")
    assert saved.words.startswith("🎒 In the backpack for Kvarnboden.")
    (tip,) = await tips(club, TipState.GIVEN)
    assert tip.company == await club.company("bo")
    assert "Bo Berg, Sydöster" in (await club.world.say("dan", "/tips")).words


async def test_a_refusal_deletes_the_words_and_is_told_to_nobody(club: PollClub) -> None:
    """No, and nothing is left of it; whoever asks again hears what they heard before, and nobody is asked twice."""
    await save_message(club, "cia", "bo", QUOTE)
    await club.world.settle()
    pressed = await question(club, "bo")
    left = await club.world.press("bo", pressed, "No, leave it")
    assert left.words == "It is left where it is. Nothing was kept."
    (tip,) = await tips(club)
    assert (tip.state, tip.words) == (TipState.WITHDRAWN, "")
    again = await save_message(club, "dan", "bo", QUOTE)
    assert again.words == "Bo Berg is asked. Until the answer comes, it is in no backpack."
    await club.world.later(days=2)
    assert len(club.told("bo", "Somebody would like")) == 1
    late = await club.world.press("bo", pressed, "Yes, save it")
    assert late.words == "Nothing is kept of it. Its words are deleted."


async def test_two_who_ask_about_one_message_ask_once(club: PollClub) -> None:
    """One message, one question; and once it is a tip, that is said."""
    for who in ("cia", "dan", "cia"):
        assert (await save_message(club, who, "bo", QUOTE)).error is None
    await club.world.settle()
    assert len(club.told("bo", QUOTE)) == 1
    await club.world.press("bo", await question(club, "bo"), "Yes, save it")
    assert (await save_message(club, "dan", "bo", QUOTE)).words == "That message is a tip already."
    assert len(await tips(club)) == 1


async def test_a_week_of_silence_deletes_the_words(club: PollClub) -> None:
    """Without an answer the quoted words are gone after seven days, and the question answers kindly."""
    await save_message(club, "cia", "bo", QUOTE)
    pressed = await question(club, "bo")
    await club.world.later(days=6, hours=23)
    assert (await tips(club))[0].words == QUOTE
    await club.world.later(hours=1)
    (tip,) = await tips(club)
    assert (tip.state, tip.words) == (TipState.WITHDRAWN, "")
    assert (await club.world.press("bo", pressed, "Yes, save it")).error is None
    assert await tips(club, TipState.GIVEN) == []


async def test_ones_own_message_is_saved_at_once(club: PollClub) -> None:
    """Whoever wrote it need not be asked; twice is once."""
    for _ in range(2):
        saved = await save_message(club, "bo", "bo", QUOTE)
        assert "In the backpack for Kvarnboden." in saved.words
    assert len(await tips(club, TipState.GIVEN)) == 1


async def test_what_no_guest_wrote_is_no_tip(club: PollClub) -> None:
    """The host's words, Reppu's and a stranger's are not saved; nothing is kept of them."""
    for author, words in (
        ("anna", "The host wrote this. A tip comes from somebody else."),
        ("reppu", "Only what a member of the club has written can be saved as a tip."),
        ("stranger", "Only what a member of the club has written can be saved as a tip."),
    ):
        assert (await save_message(club, "cia", author, QUOTE)).error == words
    assert await tips(club) == []


async def test_only_its_author_answers(club: PollClub) -> None:
    """The question is nobody else's to see or to answer, the lead's neither."""
    await save_message(club, "cia", "bo", QUOTE)
    pressed = await question(club, "bo")
    for who in ("anna", "cia", "dan"):
        assert (await club.world.press(who, pressed, "Yes, save it")).error == NOT_THERE
        (tip,) = await tips(club, TipState.ASKED)
        assert await club.shown_to(who, ViewRef("tips.asked", club.id, {"tip": tip.id})) is None


async def test_an_answer_to_a_question_no_longer_open_keeps_nothing(club: PollClub) -> None:
    """A yes when the backpack has closed is thanked, and nothing is kept."""
    await give(club, "dan", "Något annat")
    await club.world.later(days=4)
    await pack(club)
    await club.world.later(days=5)
    await save_message(club, "cia", "bo", QUOTE)
    pressed = await question(club, "bo")
    await club.world.later(days=2, minutes=1)
    late = await club.world.press("bo", pressed, "Yes, save it")
    assert late.words == "Thank you. The backpack is closed by now, so nothing was kept."
    assert [tip.words for tip in await tips(club, TipState.ASKED)] == []


async def test_a_lapse_that_comes_late_changes_nothing(club: PollClub) -> None:
    """The timer of a question that was answered leaves the tip alone."""
    await save_message(club, "cia", "bo", QUOTE)
    (asked,) = await tips(club)
    await club.world.press("bo", await question(club, "bo"), "Yes, save it")
    assert (await club.world.ask("bo", AskedLapsed(club=club.id, tip=asked.id))).error is not None
    await club.world.later(days=7)
    assert (await tips(club))[0].state is TipState.GIVEN
