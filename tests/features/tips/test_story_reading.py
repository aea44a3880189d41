"""Reading the tips so far, backing others' tips, and the own ones (R7.2)."""

from __future__ import annotations

from bot.features.joining.intents import Leave
from bot.features.tips.intents import BackTip
from bot.kernel.views import ViewRef
from tests.features.polls.poll_club import PollClub
from tests.features.tips.tip_club import give, pack, tips


async def test_all_members_read_until_packing_and_then_only_that_it_is_packed(club: PollClub) -> None:
    """R7.2: words, facts, author; after packing the same living panel shows none of it, to the host neither."""
    heard = await give(club, "bo", "Visa frakten")
    await club.world.press("bo", heard, "Checkout")
    for who in ("anna", "bo", "cia", "dan"):
        read = (await club.world.say(who, "/tips")).words
        assert read.splitlines()[0] == "🎒 1 tip from 1 company for Kvarnboden."
        assert "“Visa frakten”\nCheckout · Bo Berg, Sydöster" in read
    await pack(club)
    for who in ("anna", "cia", "dan"):
        shown = await club.shown_to(who, ViewRef("tips.so_far", club.id, {"page": "0"}))
        assert shown is not None
        assert "Visa frakten" not in str(shown[0])
    own = await club.world.say("bo", "/tips")
    assert "“Visa frakten”\nCheckout · packed" in own.words
    assert "You have given no tip yet." in (await club.world.say("cia", "/tips")).words


async def test_who_has_left_and_strangers_read_nothing(club: PollClub) -> None:
    """Access to the tips ends with leaving (R3.5)."""
    await give(club, "bo", "Visa frakten")
    await club.world.ask("cia", Leave(club=club.id, sure=True))
    for who in ("cia", "stranger", "organizer"):
        for name in ("tips.so_far", "tips.mine", "tips.alike"):
            shown = await club.shown_to(who, ViewRef(name, club.id, {"page": "0"}))
            assert shown is None, (who, name)


async def test_one_tap_backs_and_another_takes_it_back(club: PollClub) -> None:
    """Counted once a company; a colleague's tap is the company's; pressing twice changes nothing."""
    await give(club, "bo", "Visa frakten")
    await club.colleague("clara", "Clara Holm", "Kaffestugan")
    read = await club.world.say("cia", "/tips")
    for _ in range(2):
        backed = await club.world.press("cia", read, "Good tip")
        assert backed.words.startswith("Saved: your company backs this tip.")
        assert "Backed by 1 company." in backed.words
    await club.world.press("clara", read, "Good tip")
    await club.world.press("dan", await club.world.say("dan", "/tips"), "Good tip")
    read = await club.world.say("clara", "/tips")
    assert "Backed by 2 companies." in read.words
    taken = await club.world.press("clara", read, "Good tip")
    assert "Backed by 1 company." in taken.words


async def test_nobody_backs_the_own_companys_tip_and_the_host_none(club: PollClub) -> None:
    """A colleague's and the host's forged taps are refused in words; no button offers them."""
    await give(club, "bo", "Visa frakten")
    await club.colleague("berit", "Berit Å", "Sydöster")
    (tip,) = await tips(club)
    for who, words in (
        ("bo", "This tip is your company's own. Others back it."),
        ("berit", "This tip is your company's own. Others back it."),
        ("anna", "You are the host: you choose from the backpack instead."),
    ):
        assert "Good tip" not in (await club.world.say(who, "/tips")).buttons
        assert (await club.world.ask(who, BackTip(club=club.id, tip=tip.id, backs=True))).error == words


async def test_a_colleague_does_not_learn_whose_an_unnamed_tip_is(club: PollClub) -> None:
    """R7.3: a colleague's panel of an unnamed tip reads like anybody's, and so does what a tap does to it."""
    heard = await give(club, "bo", "Byt färg")
    await club.world.press("bo", heard, "Unnamed (the host may guess)")
    await club.colleague("berit", "Berit Å", "Sydöster")
    read = [await club.world.say(who, "/tips") for who in ("berit", "dan")]
    assert read[0].words == read[1].words
    backed = await club.world.press("berit", read[0], "Good tip")
    assert backed.error is None
    assert "Backed by 1 company" in (await club.world.say("anna", "/tips")).words


async def test_after_packing_and_taking_back_a_late_tap_is_answered(club: PollClub) -> None:
    """Old buttons answer truthfully: what was taken back, and what is packed."""
    heard = await give(club, "bo", "Visa frakten")
    await give(club, "dan", "Större bilder")
    first, second = await tips(club)
    await club.world.press("bo", await club.world.press("bo", heard, "Take back"), "Take it back")
    late = await club.world.ask("cia", BackTip(club=club.id, tip=first.id, backs=True))
    assert late.error == "This tip was taken back meanwhile."
    await pack(club)
    late = await club.world.ask("cia", BackTip(club=club.id, tip=second.id, backs=True))
    assert late.error == "The backpack is packed by now. What is in it, the host reads."


async def test_many_tips_are_read_page_by_page(club: PollClub) -> None:
    """Five to a page, in the order they were given; a long one may stand alone; backing stays on its page."""
    words = [f"Nummer {number}: {text}" for number, text in enumerate("abcdefg")]
    for number, each in enumerate(words):
        await give(club, ("bo", "cia", "dan")[number % 3], each * (90 if number == 6 else 1))
    first = await club.world.say("anna", "/tips")
    assert [each for each in words if f"“{each}”" in first.words] == words[:5]
    assert "Page 1 of 2" in first.words
    second = await club.world.press("anna", first, "More")
    assert [each for each in words if each in second.words] == words[5:]
    assert "“Nummer 0" in (await club.world.press("anna", second, "Earlier")).words
    page = await club.world.press("bo", await club.world.say("bo", "/tips"), "More")
    assert "Page 2 of 2" in (await club.world.press("bo", page, "Good tip")).words


async def test_ones_own_tips_open_again(club: PollClub) -> None:
    """The own list leads back to each tip's panel; what was taken back is gone from it."""
    await give(club, "bo", "Första")
    heard = await give(club, "bo", "Andra")
    await club.world.press("bo", await club.world.press("bo", heard, "Take back"), "Take it back")
    mine = await club.world.press("bo", await club.world.say("bo", "/tips"), "My tips")
    assert "Andra" not in mine.words
    opened = await club.world.press("bo", mine, "Open")
    assert "“Första”" in opened.words
    assert "Which area is it about?" in opened.words
