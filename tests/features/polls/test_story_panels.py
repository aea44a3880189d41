"""The lead's panel in every state, and what is left of one who is forgotten (R1, R2)."""

from __future__ import annotations

import json

from bot.features.polls.intents import HostWord, WhyThisDate
from bot.features.polls.model.ballot import Answer, standing
from bot.features.polls.ports import PollState
from bot.features.privacy.intents import Forget
from bot.kernel.views import ViewRef
from bot.kernel.wording import wording
from tests.features.polls.poll_club import PollClub


async def own_panel(club: PollClub) -> str:
    """Return what bo reads in the panel "your answers now"."""
    found = await club.shown_to("bo", ViewRef("polls.mine", club.id))
    assert found is not None
    return wording(*found)


async def test_the_panel_follows_the_poll(club: PollClub) -> None:
    """R1: planned, drawn, open, waiting for the host, decided: each time the lead sees what there is to do."""
    seen = [(await club.world.say("anna", "/poll")).words.splitlines()[0]]
    for state in (PollState.DRAWN, PollState.OPEN):
        await club.until(state)
        seen.append((await club.world.say("anna", "/poll")).words.splitlines()[0])
    for who in ("bo", "cia", "dan"):
        await club.fill(who, "nynn")
    asking = await club.until(PollState.ASKING_HOST)
    seen.append((await club.world.say("anna", "/poll")).words)
    seen.append((await club.world.say("anna", "/missing")).words)
    await club.world.ask("anna", HostWord(club=club.id, poll=asking.id, takes_it=True))
    seen.append((await club.world.say("anna", "/poll")).words)
    assert seen == [
        "The next date poll opens Wed 9 Sept, 09:00. You see its times a day before.",
        "📅 Times for the next meeting",
        "📅 The date poll is open",
        "The host is asked for its word on the date.",
        "The host is asked for its word on the date.",
        "No date poll is under way. Write /meeting to see what is coming.",
    ]


async def test_a_panel_left_open_is_nobody_elses(running: PollClub) -> None:
    """R2: a panel by its name shows a member nothing that is the lead's, the host's or another's."""
    poll = await running.poll()
    ids = {"poll": poll.id, "company": await running.company("cia")}
    for name in ("polls.lead", "polls.draft", "polls.lead_sets", "polls.missing", "polls.phone", "polls.host_word"):
        assert await running.shown_to("bo", ViewRef(name, running.id, ids)) is None
    for who in ("stranger", "organizer"):
        for name in ("polls.mine", "polls.reminder", "turns.turn", "meetings.next"):
            assert await running.shown_to(who, ViewRef(name, running.id, ids)) is None


async def test_a_panel_of_answers_left_open_says_that_it_has_closed(running: PollClub) -> None:
    """Voice: a living panel says when its poll closed and when the club meets, until that meeting is held."""
    for who in ("anna", "bo", "cia", "dan"):
        await running.all_fit(who)
    meeting = await running.until_decided()
    assert await own_panel(running) == "The poll closed Wed 9 Sept, 09:10. The meeting is Thu 24 Sept, 17:00."
    await running.world.clockwork.advance(running.world.clock, meeting.ends_at)
    assert (await own_panel(running)).startswith("The poll opens ")


async def test_a_panel_of_answers_before_any_poll() -> None:
    """Nothing is decided and nothing planned: the panel says where to look."""
    club = await PollClub.founded(4, joined=2)
    assert await own_panel(club) == "No date poll is open. Write /meeting to see what is coming."


async def test_why_before_there_is_a_date(running: PollClub) -> None:
    """Nothing is explained that is not decided."""
    heard = await running.world.ask("bo", WhyThisDate(club=running.id, poll=(await running.poll()).id))
    assert heard.words == "No date is decided yet."


async def test_one_who_is_forgotten_answers_no_more(running: PollClub) -> None:
    """R0, R1: erasure takes the answers out of a running poll; the room's count follows."""
    await running.colleague("berit", "Berit Å", "Sydöster")
    await running.vote("bo", 0, "y")
    await running.vote("berit", 0, "n")
    await running.world.ask("berit", Forget(sure=True))
    await running.world.settle()
    poll = await running.poll()
    own = standing(await running.marks(poll))[await running.company("bo")]
    assert list(own.values()) == [Answer.YES]
    assert "Thu 24 Sept, 17:00 · 1 yes [Yes]" in running.shown("📅")


async def test_old_answers_keep_their_count_without_the_person(running: PollClub) -> None:
    """R1, R4.9: after the decision the numbers stay, for they explain the date; nobody stands behind them."""
    for who in ("anna", "bo", "cia", "dan"):
        await running.all_fit(who)
    await running.until_decided()
    person = (await running.world.member("Dan Ek")).person
    await running.world.ask("dan", Forget(sure=True))
    assert person is not None
    assert person not in json.dumps(await running.world.rows("SELECT person_id FROM mark"))
    assert "4 yes" in (await running.world.say("bo", "/meeting")).words
