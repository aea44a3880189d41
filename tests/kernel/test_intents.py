from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from typing import ClassVar

import pytest

from bot.kernel.fields import filled, line
from bot.kernel.intents import Intent, intent
from bot.kernel.people import NO_CLUB, ClubId


@intent
class Paint(Intent):
    """A toy with a field that must be given, one that need not, and one that is typed."""

    code: ClassVar[str] = "pa"

    wall: str
    coats: int = 1
    colour: str | None = filled(line(20))


@intent
class Wash(Intent):
    """Another toy with the same fields."""

    code: ClassVar[str] = "wa"

    wall: str
    coats: int = 1
    colour: str | None = filled(line(20))


def test_an_intent_has_its_fields_by_name() -> None:
    """What is given is there, what is not given has its default; the club's field comes first."""
    paint = Paint(wall="north")
    assert (paint.wall, paint.coats, paint.colour, paint.club) == ("north", 1, None, NO_CLUB)
    assert [each.name for each in fields(Paint)] == ["club", "wall", "coats", "colour"]


def test_an_intent_stays_as_it_is() -> None:
    """Its fields can be neither set nor deleted, and it takes no new ones; a changed copy is another intent."""
    paint = Paint(wall="north")
    for name in ("wall", "brush"):
        with pytest.raises(FrozenInstanceError):
            setattr(paint, name, "south")
        with pytest.raises(FrozenInstanceError):
            delattr(paint, name)
    assert replace(paint, club=ClubId("c")) == Paint(wall="north", club=ClubId("c")) != paint


def test_intents_are_equal_by_kind_and_fields() -> None:
    """The same fields of another kind are something else that is asked."""
    paint, same = Paint(wall="north"), Paint(wall="north", coats=1)
    assert (paint, hash(paint), repr(paint)) == (same, hash(same), repr(same))
    assert len({paint, same, Wash(wall="north"), Paint(wall="south")}) == 3
    assert paint != "north"
    assert repr(paint) == "Paint(club='', wall='north', coats=1, colour=None)"


@pytest.mark.parametrize("given", [{}, {"wall": "north", "roof": "red"}, {"coats": 2}])
def test_an_intent_is_made_of_its_fields_alone(given: dict[str, str]) -> None:
    """A missing field or one too many is an error that names the kind."""
    with pytest.raises(TypeError, match="Paint is made of"):
        Paint(**given)  # type: ignore[arg-type] # that is what is tested
