"""Which date it becomes, and why, in one sentence (R4.7, R4.9)."""

from __future__ import annotations

import pytest

from bot.features.polls.intents import PollId, WhyThisDate
from bot.features.polls.ports import PollState
from bot.kernel.locales import load_catalogues
from bot.kernel.people import Language
from tests.features.polls.poll_club import PollClub

FIRST, SECOND, THIRD = "Thu 24 Sept, 17:00", "Tue 29 Sept, 17:00", "Wed 30 Sept, 17:00"


async def decide(club: PollClub, *words: str) -> str:
    """Let anna (the host), bo, cia and dan answer, a letter a slot; close, and return why it is this date."""
    for who, word in zip(("anna", "bo", "cia", "dan"), words, strict=True):
        await club.fill(who, word)
    asked = await club.world.press("anna", await club.world.say("anna", "/poll"), "Close now")
    await club.world.press("anna", asked, "Yes")
    await club.world.settle()
    return await why(club, "bo")


async def why(club: PollClub, who: str) -> str:
    """Press "Why this date?" under the decided message."""
    heard = await club.world.say(who, "/meeting")
    label = next(label for label in heard.buttons if label in {"Why this date?", "Varför det här datumet?"})
    return (await club.world.press(who, heard, label)).words


@pytest.mark.parametrize(
    ("words", "counts", "sentence"),
    [
        (
            ("yyny", "yyyn", "ynnn", "mnnn"),
            "Most could then: 3 yes, 1 if need be.",
            f"Most said yes to {FIRST}: 3 yes, 1 if need be. Next was {SECOND} with 2.",
        ),
        (
            ("yynn", "yynn", "nmnn", "y-nn"),
            "Most could then: 3 yes.",
            f"Most said yes to {FIRST}: 3 yes. Next was {SECOND} with 2.",
        ),
        (
            ("yynn", "yynn", "n-nn", "--nn"),
            "Most could then: 2 yes.",
            f"{SECOND} and {FIRST} had as many yes; {SECOND} had fewer no: 0 against 1.",
        ),
        (
            ("yynn", "yynn", "-mnn", "--nn"),
            "Most could then: 2 yes, 1 if need be.",
            f"{SECOND} and {FIRST} had as many yes and no; more could come to {SECOND} if need be.",
        ),
        (
            ("yynn", "yynn", "mmnn", "nnnn"),
            "Most could then: 2 yes, 1 if need be.",
            f"{FIRST} and {SECOND} had the same answers; the earlier was taken.",
        ),
        (
            ("ynnn", "ynnn", "nnnn", "nnnn"),
            "Most could then: 2 yes.",
            f"{FIRST} was the only time with the host's yes and enough companies: 2 yes.",
        ),
        (
            ("nymn", "yyyn", "ymyn", "ynyn"),
            "The best of the times that were possible: 2 yes, 1 if need be.",
            (
                f"{SECOND} was the only time with the host's yes and enough companies: 2 yes, 1 if need be. "
                f"{THIRD} had more answers for it, but not the host's yes. "
                f"{FIRST} had more answers for it, but not the host's yes."
            ),
        ),
    ],
)
async def test_the_date_and_its_reason(running: PollClub, words: tuple[str, ...], counts: str, sentence: str) -> None:
    """R4.7, R4.9: for each step of the order, the room hears counts and whoever asks hears the deciding numbers."""
    assert await decide(running, *words) == sentence
    assert counts in running.shown("✅")
    assert counts in running.told("dan", "✅")[0]


@pytest.mark.parametrize(
    ("language", "headline", "counts", "sentence"),
    [
        (
            Language.SV,
            "✅ To 24.9 kl. 17–19.30 hos Kvarnboden, Strandgatan 1, Vasa.",
            "Flest kunde då: 3 ja, 1 om det krävs. Kalenderfilen ligger här.",
            "Flest sade ja till to 24.9 kl. 17: 3 ja, 1 om det krävs. Närmast kom ti 29.9 kl. 17 med 2.",
        ),
        (
            Language.FI,
            "✅ To 24.9. klo 17–19.30, Kvarnboden, Strandgatan 1, Vasa.",
            "Silloin useimmat pääsevät: 3 kyllä, 1 tarvittaessa. Kalenteritiedosto on tässä.",
            "Eniten kyllä-vastauksia sai to 24.9. klo 17: 3 kyllä, 1 tarvittaessa. Seuraavana oli ti 29.9. klo 17",
        ),
        (
            Language.EN,
            "✅ Thu 24 Sept, 17:00–19:30, Kvarnboden, Strandgatan 1, Vasa.",
            "Most could then: 3 yes, 1 if need be. The calendar file is here.",
            "Most said yes to Thu 24 Sept, 17:00: 3 yes, 1 if need be. Next was Tue 29 Sept, 17:00 with 2.",
        ),
    ],
)
async def test_the_decision_in_three_languages(language: Language, headline: str, counts: str, sentence: str) -> None:
    """Voice: the decided message and its reason are said in each person's own language."""
    club = await PollClub.founded(4, catalogues=load_catalogues())
    await club.until(PollState.OPEN)
    await club.speaks("bo", language)
    for who, word in (("anna", "yynn"), ("bo", "yynn"), ("cia", "ynnn"), ("dan", "mnnn")):
        await club.fill(who, word)
    await club.until_decided()
    told = club.told("bo", "✅")[0].splitlines()
    assert told[:2] == [headline, counts]
    meeting = await club.meeting()
    reason = await club.world.ask("bo", WhyThisDate(club=club.id, poll=PollId(meeting.poll)))
    assert reason.words.startswith(sentence)
