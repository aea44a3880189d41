"""Tips that are nearly alike: joined by the host or the lead, everybody kept, taken apart until packing (R7.5)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.features.tips.intents import BackTip, JoinTips, KeepApart, TakeApart
from bot.features.tips.ports import Tip
from tests.features.polls.poll_club import PollClub
from tests.features.tips.tip_club import give, pack, tips

ONE, LIKE_IT, THIRD = (
    "Visa frakten på produktsidan",
    "Visa frakten redan på produktsidan!",
    "På produktsidan visa frakten",
)
OTHER = "Skriv kortare nyhetsbrev"


@dataclass(frozen=True, slots=True)
class Alike:
    """A club in which bo, cia and dan have said the same, and dan something else too."""

    club: PollClub
    tips: list[Tip]


async def three_alike(club: PollClub) -> Alike:
    """Give the tips."""
    for who, words in (("bo", ONE), ("cia", LIKE_IT), ("dan", THIRD), ("dan", OTHER)):
        await give(club, who, words)
    return Alike(club, await tips(club))


async def test_the_host_and_the_lead_are_offered_pairs(six: PollClub) -> None:
    """Anna is both; others see no such button, and a forged one is refused."""
    alike = await three_alike(six)
    offered = await six.world.press("anna", await six.world.say("anna", "/tips"), "3 pairs alike")
    assert "Do these two say the same?" in offered.words
    assert OTHER not in offered.words
    assert [each for each in (await six.world.say("eva", "/tips")).buttons if "alike" in each] == []
    for asks in (JoinTips, KeepApart):
        refused = await six.world.ask("eva", asks(club=six.id, one=alike.tips[0].id, other=alike.tips[1].id))
        assert refused.error == "The host company decides this. /club shows which one that is."


async def test_joined_they_are_one_entry_with_all_who_gave_and_backed(six: PollClub) -> None:
    """The first given leads; the others stand under it with their authors; a company behind two of them counts once."""
    alike = await three_alike(six)
    first, second = alike.tips[:2]
    for tip in (first, second):
        await six.world.ask("eva", _back(six, tip))
    await six.world.ask("filip", _back(six, second))
    joined = await six.world.ask("anna", JoinTips(club=six.id, one=second.id, other=first.id))
    assert joined.words.startswith("Joined. It can be taken apart until packing.")
    entry = f"“{ONE}”\nBo Berg, Sydöster\nAlike: “{LIKE_IT}” · Cia Holm, Kaffestugan\nBacked by 2 companies."
    read = (await six.world.say("filip", "/tips")).words
    assert entry in read
    assert "4 tips from 3 companies" in read
    taken = await six.world.ask("anna", TakeApart(club=six.id, tip=first.id))
    assert taken.words.startswith("Taken apart.")
    read = (await six.world.say("bo", "/tips")).words
    assert "Alike:" not in read
    assert "Backed by 1 company." in read
    assert "Backed by 2 companies." in read


async def test_chains_lead_to_one_tip(six: PollClub) -> None:
    """Joined to a joined one is joined to the same lead; with all three in one group no pair is offered."""
    alike = await three_alike(six)
    first, second, third = alike.tips[:3]
    await six.world.ask("anna", JoinTips(club=six.id, one=second.id, other=third.id))
    heard = await six.world.ask("anna", JoinTips(club=six.id, one=third.id, other=first.id))
    assert [tip.joined_to for tip in await tips(six)] == [None, first.id, first.id, None]
    assert "Do these two say the same?" not in heard.words
    again = await six.world.ask("anna", JoinTips(club=six.id, one=third.id, other=first.id))
    assert again.error is None
    assert [tip.joined_to for tip in await tips(six)] == [None, first.id, first.id, None]


async def test_kept_apart_is_not_offered_again(club: PollClub) -> None:
    """Once somebody has said that they are two, nobody is asked any more."""
    await give(club, "bo", ONE)
    await give(club, "cia", LIKE_IT)
    offered = await club.world.press("anna", await club.world.say("anna", "/tips"), "1 pair alike")
    kept = await club.world.press("anna", offered, "Keep apart")
    assert "No two tips are alike." in kept.words
    assert "1 pair alike" not in (await club.world.say("anna", "/tips")).buttons


async def test_when_the_lead_tip_is_taken_back_the_next_leads(six: PollClub) -> None:
    """The group goes on under the next tip given, with its own backers; nothing of the first is left."""
    alike = await three_alike(six)
    first, second, third = alike.tips[:3]
    await six.world.ask("anna", JoinTips(club=six.id, one=first.id, other=second.id))
    await six.world.ask("anna", JoinTips(club=six.id, one=first.id, other=third.id))
    mine = await six.world.press("bo", await six.world.say("bo", "/tips"), "My tips")
    asked = await six.world.press("bo", await six.world.press("bo", mine, "Open"), "Take back")
    await six.world.press("bo", asked, "Take it back")
    assert [tip.joined_to for tip in await tips(six)] == [None, None, second.id, None]
    read = (await six.world.say("eva", "/tips")).words
    assert f"“{LIKE_IT}”\nCia Holm, Kaffestugan\nAlike: “{THIRD}”" in read


async def test_other_words_are_looked_at_anew(club: PollClub) -> None:
    """A tip whose words were changed is alike to what it says now."""
    await give(club, "bo", ONE)
    heard = await give(club, "cia", OTHER)
    assert "1 pair alike" not in (await club.world.say("anna", "/tips")).buttons
    await club.world.submit("cia", await club.world.press("cia", heard, "Change"), words=LIKE_IT)
    assert "1 pair alike" in (await club.world.say("anna", "/tips")).buttons
    await club.world.submit("cia", await club.world.press("cia", heard, "Change"), words=OTHER)
    assert "1 pair alike" not in (await club.world.say("anna", "/tips")).buttons


async def test_after_packing_nothing_is_joined_or_taken_apart(six: PollClub) -> None:
    """R7.5: until packing; the panel that is still there says so."""
    alike = await three_alike(six)
    first, second = alike.tips[:2]
    await pack(six)
    for asks in (JoinTips(club=six.id, one=first.id, other=second.id), TakeApart(club=six.id, tip=first.id)):
        late = await six.world.ask("anna", asks)
        assert late.error == "The backpack is packed, so its tips stay as they are."


def _back(club: PollClub, tip: Tip) -> BackTip:
    return BackTip(club=club.id, tip=tip.id, backs=True)
