"""The year ahead and "why us?" as members see them (R5.2, R5.8)."""

from __future__ import annotations

import pytest

from bot.features.polls.ports import PollState
from bot.features.turns.ports import TurnState
from bot.features.turns.year_intents import AskAgain, WhyUs
from bot.kernel.locales import load_catalogues
from bot.kernel.people import CompanyId, Language
from tests.features.polls.poll_club import PollClub


async def test_a_year_shows_each_state_in_words(running: PollClub) -> None:
    """R5.8: served, decided, said yes, no answer yet and expected are told apart by word and by mark."""
    assert "around September 2026: ◕ Kvarnboden, has said yes" in (await running.world.say("bo", "/turns")).words
    for who in ("anna", "bo", "cia", "dan"):
        await running.all_fit(who)
    await running.until_decided()
    assert "Thu 24 Sept: ● Kvarnboden, date decided" in (await running.world.say("bo", "/turns")).words
    running.turns_are_taken = False
    await running.world.later(days=20)
    lines = (await running.world.say("bo", "/turns")).words.splitlines()
    assert lines[:5] == [
        "Who hosts when",
        "Thu 24 Sept: ✔ Kvarnboden, has hosted",
        "around November 2026: ◔ Sydöster, no answer yet",
        "around December 2026: ○ Kaffestugan, expected",
        "around January 2027: ○ Havsbageriet, expected",
    ]


async def test_a_year_fits_a_phone(running: PollClub) -> None:
    """R5.8: twelve months at six weeks, with a summer in them, are eight rows; a dozen lines with what was served."""
    for _ in range(5):
        await running.hold_meeting()
    lines = (await running.world.say("bo", "/turns")).words.splitlines()
    assert 6 <= len([each for each in lines if each.startswith("around")]) <= 9
    assert len(lines) <= 16


async def test_why_us_names_the_dates_it_rests_on(running: PollClub) -> None:
    """R5.8: two taps from the command; one's own company is spoken to, others are told of."""
    for _ in range(4):
        await running.hold_meeting()
    year = await running.world.say("bo", "/turns")
    own = await running.world.press("bo", year, "Why us?")
    assert "It is yours because your last time is longest ago (November 2026)." in own.words
    other = await running.world.press("bo", year, "Kvarnboden")
    assert other.words.startswith("Kvarnboden, around ")
    assert "The last time is longest ago (September 2026)." in other.words
    later = await running.world.press("bo", year, "Havsbageriet")
    assert "So it looks today, once the turns before it have been." in later.words


async def test_why_of_one_that_has_not_hosted(running: PollClub) -> None:
    """R5.8: the first round follows the order of joining, with the month it rests on."""
    year = await running.world.say("dan", "/turns")
    own = await running.world.press("dan", year, "Why us?")
    assert "It is yours because you have not hosted yet. In the club since: September 2026." in own.words
    first = await running.world.press("dan", year, "Kvarnboden")
    assert "Named by the club lead (September 2026)." in first.words


async def test_why_of_a_company_that_nobody_knows(running: PollClub) -> None:
    """R1: an id that is none of the club's companies reads like a stranger's button."""
    heard = await running.world.ask("bo", WhyUs(club=running.id, company=CompanyId("aaaaaaaaaaaaaaaa")))
    assert heard.error is not None
    assert "The year" not in heard.words


async def test_two_turns_gone_by_are_followed_by_rest(met: PollClub) -> None:
    """R5.2: not asked again until it or the lead says so; only they see it; its place is kept."""
    bo = await met.company("bo")
    await _let_two_go_by(met, bo)
    assert "Ask again: Sydöster" not in (await met.world.say("cia", "/turns")).buttons
    year = await met.world.say("bo", "/turns")
    assert "Two turns went by, so not asked for now: Sydöster." in year.words
    assert "○ Sydöster" not in year.words
    again = await met.world.press("bo", year, "Ask again: Sydöster")
    assert "Asked again when it is their turn: Sydöster." in again.words
    assert "○ Sydöster, expected" in again.words
    assert (await met.world.press("bo", year, "Ask again: Sydöster")).error is None
    assert len(await met.world.table("ready_again")) == 1


async def test_only_the_company_or_the_lead_wakes_it(met: PollClub) -> None:
    """R5.2: another company's member cannot say it."""
    bo = await met.company("bo")
    await _let_two_go_by(met, bo)
    heard = await met.world.ask("cia", AskAgain(club=met.id, company=bo))
    assert heard.error == "Only they themselves or the club lead can say so: Sydöster."
    assert (await met.world.ask("anna", AskAgain(club=met.id, company=bo))).error is None


async def _let_two_go_by(club: PollClub, company: CompanyId) -> None:
    """Let bo pass, and after the next meeting pass again."""
    for _ in range(2):
        turn = await club.turn()
        assert turn is not None
        assert turn.company == company
        assert turn.state is TurnState.PROPOSED
        await club.world.later(days=2)
        await club.pass_turn("bo")
        club.turns_are_taken = True
        await club.hold_meeting()
        club.turns_are_taken = False


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.SV, ("Vem som är värd och när", "◕ Kvarnboden, har sagt ja", "Varför vi?")),
        (Language.FI, ("Kuka isännöi ja milloin", "◕ Kvarnboden, on lupautunut", "Miksi me?")),
    ],
)
async def test_the_year_in_other_languages(language: Language, words: tuple[str, ...]) -> None:
    """Voice: the same list in Swedish and Finnish, names uninflected."""
    club = await PollClub.founded(3, catalogues=load_catalogues())
    await club.until(PollState.OPEN)
    await club.speaks("bo", language)
    heard = await club.world.say("bo", "/turns")
    assert all(each in heard.words for each in words)


async def test_a_turn_that_nobody_takes_hides_no_other(running: PollClub) -> None:
    """R5.8: everybody has passed this time; the turns after it are shown all the same."""
    running.turns_are_taken = False
    for _ in range(4):
        await running.pass_turn()
    shown = (await running.world.say("bo", "/turns")).words
    assert [line.split(": ○ ")[1] for line in shown.splitlines()[1:5]] == [
        f"{company}, expected" for company in ("Kvarnboden", "Sydöster", "Kaffestugan", "Havsbageriet")
    ]
