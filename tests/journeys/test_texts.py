"""Texts in three languages through real states, at none, one, two and many, with names of one sign and of sixty."""

from __future__ import annotations

import pytest

from bot.kernel.people import Language
from tests.journeys.names import LONG, SHORT
from tests.journeys.proofs import faults
from tests.journeys.touring import TOURS, named
from tests.journeys.year_club import YearClub

pytestmark = pytest.mark.usefixtures("noted")


@pytest.mark.parametrize("names", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize("tour", TOURS, ids=lambda each: each.__name__)
async def test_words_are_right_with_names_of_any_length(tour: object, names: tuple[str, ...]) -> None:
    """Nothing English, no gap, no brace, no wrong number, no bare date: each journey's reading sees to that."""
    club = await named(await YearClub.of(5), names)
    assert callable(tour)
    await tour(club)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("1 tips from 2 companies.", Language.EN),
        ("2 tip from 1 company.", Language.EN),
        ("1 vinkkiä 2 yritykseltä.", Language.FI),
        ("0 vinkki.", Language.FI),
        ("1 veckor sedan.", Language.SV),
        ("Mötet är 10.12 kl. 17.", Language.SV),
        ("Tapaaminen on 10.12. klo 17.", Language.FI),
        ("The meeting is 10 Dec, 17:00.", Language.EN),
        ("Two  spaces.", Language.EN),
        ("For {host}.", Language.EN),
        ("Host: .", Language.EN),
        ("a " * 200, Language.EN),
    ],
)
def test_what_is_wrong_is_found(said: str, language: Language) -> None:
    """The proofs bite: each kind of mistake is seen."""
    assert list(faults(said, language))


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Thu 10 Dec, 17:00–19:30, Ö. 1 tip from 1 company; around 5 November.", Language.EN),
        ("To 10.12 kl. 17–19.30 hos Ö. 2 tips från 1 företag.", Language.SV),
        ("To 10.12. klo 17–19.30, Ö. 2 vinkkiä 1 yritykseltä, 0 vinkkiä.", Language.FI),
    ],
)
def test_what_is_right_is_left(said: str, language: Language) -> None:
    """And what is right passes."""
    assert not list(faults(said, language))
