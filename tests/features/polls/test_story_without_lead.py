"""What waited for a lead while the club had none reaches the next one (R1, R4.2, R4.8)."""

from __future__ import annotations

from bot.features.joining.intents import ConfirmMinder, Leave, OfferToMind
from bot.features.polls.intents import SetDate
from bot.features.polls.ports import PollState
from tests.features.polls.poll_club import PEOPLE, PollClub


async def lead_leaves(club: PollClub) -> None:
    """Let the lead go; there is no deputy."""
    heard = await club.world.ask("anna", Leave(club=club.id, sure=True))
    assert heard.error is None, heard.error
    await club.world.settle()


async def finds_lead(club: PollClub, who: str, confirmed_by: str) -> None:
    """Let somebody take the club over."""
    await club.world.ask(who, OfferToMind(club=club.id))
    member = (await club.world.member(PEOPLE[who][0])).id
    heard = await club.world.ask(confirmed_by, ConfirmMinder(club=club.id, member=member))
    assert heard.error is None, heard.error
    await club.world.settle()


async def fails_twice(club: PollClub) -> None:
    """Let two rounds want a quorum."""
    for _ in range(2):
        poll = await club.until(PollState.OPEN)
        for who in ("bo", "cia", "dan"):
            await club.none(who)
        await club.all_fit("anna")
        await club.until_over(poll)


async def test_a_new_lead_is_shown_the_times_that_were_drawn() -> None:
    """R4.2: drawn while nobody led, they are shown to who leads now, once."""
    club = await PollClub.founded(4)
    await lead_leaves(club)
    await club.until(PollState.DRAWN)
    await finds_lead(club, "cia", confirmed_by="dan")
    assert len(club.told("cia", "📅 Times for the next meeting")) == 1
    assert club.told("dan", "📅 Times for the next meeting") == []


async def test_a_new_lead_is_asked_for_the_date() -> None:
    """R4.8: the lead that was asked for a date has left; the next one is asked, and not again by what follows."""
    club = await PollClub.founded(4)
    await fails_twice(club)
    await club.colleague("gun", "Gun Lind", "Kvarnboden")
    assert (await club.poll()).state is PollState.LEAD_SETS
    await lead_leaves(club)
    await finds_lead(club, "cia", confirmed_by="dan")
    await club.world.ask("dan", Leave(club=club.id, sure=True))
    await club.world.settle()
    assert len(club.told("cia", "📅 A date is wanted")) == 1
    assert club.told("gun", "📅 A date is wanted") == []


async def test_a_date_is_put_to_a_host_alone() -> None:
    """R4.8: the host has passed meanwhile; the lead hears whom to ask, for nobody can say yes yet."""
    club = await PollClub.founded(4)
    club.turns_are_taken = False
    await fails_twice(club)
    poll = await club.until(PollState.LEAD_SETS)
    await club.pass_turn("anna")
    form = await club.world.ask("anna", SetDate(club=club.id, poll=poll.id))
    heard = await club.world.submit("anna", form, day="2026-10-15", start="17:00")
    assert heard.error == "No company has taken the turn yet. Write /turn to see whom to ask."
    await club.accept_turn("bo")
    heard = await club.world.submit("anna", form, day="2026-10-15", start="17:00")
    assert heard.error is None, heard.error
    await club.world.settle()
    assert club.told("bo", "Thu 15 Oct, 17:00")


async def test_a_new_lead_gets_the_days_card() -> None:
    """R6: the meeting was held while nobody led; who leads now is asked once who was there."""
    club = await PollClub.founded(4)
    await club.colleague("gun", "Gun Lind", "Kvarnboden")
    await club.until(PollState.OPEN)
    for who in ("anna", "bo", "cia", "dan"):
        await club.all_fit(who)
    meeting = await club.until_decided()
    await lead_leaves(club)
    await club.world.clockwork.advance(club.world.clock, meeting.ends_at)
    await club.world.say("cia", "/club")
    await finds_lead(club, "cia", confirmed_by="dan")
    await club.world.later(days=1)
    assert len(club.told("cia", "Who was there?")) == 1
