"""What rooms show of polls and meetings, over all their states (R2), and how much people are told (R9)."""

from __future__ import annotations

from bot.features.polls.intents import HostWord
from bot.features.polls.ports import PollState
from bot.kernel.locales import load_catalogues
from bot.kernel.people import Language
from bot.kernel.views import Attachment, Audience, Copyable
from tests.features.polls.poll_club import PEOPLE, PollClub

COMPANIES = {company for _, company in PEOPLE.values()}
NAMES = {word for name, _ in PEOPLE.values() for word in (name, name.split()[0])}


async def all_states(club: PollClub) -> set[PollState]:
    """Lead a club through every state a poll can have; return the states seen."""
    await club.until(PollState.OPEN)
    await club.vote("bo", 0, "n")
    await club.vote("cia", 1, "m")
    await club.world.settle()
    asked = await club.world.press("anna", await club.world.say("anna", "/poll"), "New times")
    await club.world.press("anna", asked, "Yes")
    await club.until(PollState.OPEN)
    await club.none("anna")
    await club.until(PollState.OPEN)
    await club.fill("anna", "n-nn")
    for who in ("bo", "cia", "dan"):
        await club.fill(who, "nynn")
    asking = await club.until(PollState.ASKING_HOST)
    await club.world.ask("anna", HostWord(club=club.id, poll=asking.id, takes_it=False))
    await club.pass_turn("bo")
    while (await club.poll()).state is not PollState.LEAD_SETS:
        if (await club.poll()).state is PollState.OPEN:
            await club.all_fit("cia")
            await club.until_over(await club.poll())
        else:
            await club.next_event()
    return {PollState(row["state"]) for row in await club.world.rows("SELECT DISTINCT state FROM poll")}


async def test_no_name_stands_beside_an_answer_in_a_room() -> None:
    """R2: in no state does a room see a person's name, or any company but the host's; no file, no text to forward."""
    club = await PollClub.founded(4)
    seen = await all_states(club)
    assert {PollState.FAILED, PollState.WITHDRAWN, PollState.LEAD_SETS} <= seen
    form = await club.world.press("anna", await club.world.say("anna", "/poll"), "Set the date")
    await club.world.submit("anna", form, day="10.12.2026", start="17")
    poll = await club.poll()
    names = {company.id: name for name, company in (await club.world.companies()).items()}
    host = next(who for who, (_, company) in PEOPLE.items() if company == names[poll.host])
    await club.world.ask(host, HostWord(club=club.id, poll=poll.id, takes_it=True))
    await club.go_to((await club.meeting()).day.replace(day=11))
    assert any(each.startswith("The club met") for each in club.room())
    for view in club.views("room"):
        assert view.audience is Audience.ROOM
        assert not [block for block in view.blocks if isinstance(block, Attachment | Copyable)]
    for words in club.room():
        first, *others = words.splitlines()
        assert not [name for name in NAMES if name in words], words
        assert len([company for company in COMPANIES if company in first]) <= 1, words
        assert not [company for company in COMPANIES if company in "".join(others)], words
        for declined in ("declined", "missing", "silent", "has not answered", "not the host's yes"):
            assert declined not in words


async def test_a_cycle_asks_nobody_more_than_the_budget_allows() -> None:
    """R9: through failed rounds each membership hears at most four counted messages and one a further round."""
    club = await PollClub.founded(4)
    await all_states(club)
    counted = await club.world.rows(
        "SELECT COUNT(*) AS n FROM envelope WHERE kind IN ('ask', 'kind') AND state = 'sent' GROUP BY person_id"
    )
    rounds = len([each for each in await club.rounds() if each.opens_at <= club.world.clock.now()])
    assert counted
    assert all(row["n"] <= 4 + rounds - 1 for row in counted)
    per_poll = await club.world.rows(
        "SELECT COUNT(*) AS n FROM envelope WHERE view = 'polls.reminder' AND state = 'sent' GROUP BY person_id, ids"
    )
    assert {row["n"] for row in per_poll} <= {1}


async def test_a_quiet_cycle_tells_each_member_two_things(running: PollClub) -> None:
    """R9: a member who answers without a reminder hears of the decision, once; the room sees two sounding cards."""
    heard = {who: len(running.world.inbox(who)) for who in ("bo", "cia", "dan")}
    for who in ("anna", "bo", "cia", "dan"):
        await running.all_fit(who)
    await running.until_decided()
    await running.world.settle()
    assert {who: len(running.world.inbox(who)) - n for who, n in heard.items()} == {"bo": 1, "cia": 1, "dan": 1}
    posts = await running.world.rows("SELECT view FROM card WHERE loud = 1 ORDER BY view")
    assert [row["view"] for row in posts] == ["meetings.card", "polls.card"]


async def test_the_card_counts_in_three_languages() -> None:
    """Voice: none, one, two and many companies that have answered, said in the room's language."""
    said: dict[Language, list[str]] = {}
    for language in Language:
        club = await PollClub.founded(3, catalogues=load_catalogues())
        await club.room_speaks(language)
        await club.until(PollState.OPEN)
        lines = [club.room()[-1].splitlines()]
        for who in ("anna", "bo"):
            await club.vote(who, 0, "y")
            await club.world.settle()
            lines.append(club.room()[-1].splitlines())
        said[language] = [lines[0][0], *(each[1] for each in lines)]
    assert said == {
        Language.SV: [
            "📅 Nästa klubbmöte hos Kvarnboden",
            "Vilka tider passar? 0 av 3 företag har svarat. Svara senast on 16.9 kl. 18.",
            "Vilka tider passar? 1 av 3 företag har svarat. Svara senast on 16.9 kl. 18.",
            "Vilka tider passar? 2 av 3 företag har svarat. Svara senast on 16.9 kl. 18.",
        ],
        Language.FI: [
            "📅 Seuraava kerhotapaaminen, isäntä: Kvarnboden",
            "Mitkä ajat sopivat? 0/3 yritystä on vastannut. Vastaa viimeistään ke 16.9. klo 18.",
            "Mitkä ajat sopivat? 1/3 yritystä on vastannut. Vastaa viimeistään ke 16.9. klo 18.",
            "Mitkä ajat sopivat? 2/3 yritystä on vastannut. Vastaa viimeistään ke 16.9. klo 18.",
        ],
        Language.EN: [
            "📅 Next club meeting, at Kvarnboden",
            "Which times suit you? 0 of 3 companies have answered. Answer by Wed 16 Sept, 18:00.",
            "Which times suit you? 1 of 3 companies have answered. Answer by Wed 16 Sept, 18:00.",
            "Which times suit you? 2 of 3 companies have answered. Answer by Wed 16 Sept, 18:00.",
        ],
    }


async def test_hours_are_read_in_ones_own_zone() -> None:
    """R4.11: with members in several zones each reads own hours, with the zone named; the room reads the club's."""
    club = await PollClub.founded(3, catalogues=load_catalogues())
    await club.lives_in("bo", "Europe/Stockholm")
    await club.until(PollState.OPEN)
    assert "Thu 24 Sept, 17:00 (Eastern European Time) [Yes]" in club.room()[-1]
    assert "Thu 24 Sept, 16:00 (Central European Time)" in (await club.vote("bo", 0, "y")).words
