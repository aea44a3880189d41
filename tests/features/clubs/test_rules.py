"""The club's rules: shown to its members, changed by its lead, refused with the sum where they do not fit."""

from __future__ import annotations

from datetime import date

import pytest

from bot.kernel.calendar import SUMMER_PAUSE, Pause, YearlyPause
from tests.features.club_world import World, join, set_up


@pytest.fixture
async def club(founded: World) -> World:
    """A club that is set up, with bo as a member."""
    tokens = await set_up(founded)
    await join(founded, "bo", tokens["Bo Berg"])
    return founded


async def test_six_weeks_and_a_july_pause_are_the_defaults(club: World) -> None:
    """Without a choice a club meets every six weeks and rests in July."""
    shown = await club.say("anna", "/club")
    assert "Meets: every 6 weeks" in shown.words
    assert "Pauses: every year 1 July – 31 July" in shown.words
    assert (await club.frame()).calendar.pauses == (SUMMER_PAUSE,)


async def test_members_read_the_rules_and_change_nothing(club: World) -> None:
    """A member sees the same facts without buttons, and no count of who has not come."""
    shown = await club.say("bo", "/club")
    assert "Host: Kvarnboden, Strandgatan 1, Vasa" in shown.words
    assert "Members: 2 people" in shown.words
    assert shown.buttons == {}
    change = (await club.say("anna", "/club")).buttons["How often"]
    assert (await club.ask("bo", change)).error == "The club lead minds this. Ask your club lead."


async def test_the_cadence_is_four_to_twenty_six_weeks(club: World) -> None:
    """R4.1: what does not fit is refused beside the field, with the limits; what fits is kept."""
    form = await club.press("anna", await club.say("anna", "/club"), "How often")
    for weeks in ("3", "27"):
        heard = await club.submit("anna", form, weeks=weeks)
        assert heard.fields["weeks"] == f"Choose 4 to 26 weeks; this is {weeks}."
    assert "every 8 weeks" in (await club.submit("anna", form, weeks="8")).words


async def test_pauses_that_leave_no_room_are_refused_with_the_sum(club: World) -> None:
    """R4.1: pauses between which no poll with its dates fits are refused, and the sum is shown."""
    form = await club.press("anna", await club.press("anna", await club.say("anna", "/club"), "Pauses"), "Add a pause")
    heard = await club.submit("anna", form, first="20.7.2026", last="15.6.2027", yearly="1")
    assert heard.error is not None
    assert "21 + 7 = 28 days in a row" in heard.error
    assert (await club.frame()).calendar.pauses == (SUMMER_PAUSE,)


async def test_a_pause_is_added_and_taken_away(club: World) -> None:
    """A pause for this once and one for every winter are kept, shown in words, and removed one by one."""
    shown = await club.press("anna", await club.say("anna", "/club"), "Pauses")
    form = await club.press("anna", shown, "Add a pause")
    await club.submit("anna", form, first="12.10.2026", last="2026-10-18", yearly="0")
    shown = await club.submit("anna", form, first="20.12.2026", last="7.1.2027", yearly="1")
    once, winter = Pause(date(2026, 10, 12), date(2026, 10, 18)), YearlyPause(12, 20, 1, 7)
    assert set((await club.frame()).calendar.pauses) == {SUMMER_PAUSE, once, winter}
    assert "Remove: every year 20 December – 7 January" in shown.buttons
    label = "Remove: Mon 12 Oct – Sun 18 Oct"
    assert "The pause is gone." in (await club.press("anna", shown, label)).words
    assert "This pause was gone already." in (await club.press("anna", shown, label)).words
    assert set((await club.frame()).calendar.pauses) == {SUMMER_PAUSE, winter}


@pytest.mark.parametrize(
    ("first", "last", "field", "said"),
    [
        ("20.12.2026", "19.12.2026", "last", "The pause ends before it begins. Change the days over."),
        ("1.1.2026", "2.2.2026", "last", "This pause is over already. Choose coming days."),
        ("1.1.2027", "1.2.2028", "last", "A pause lasts a year at most. Choose an earlier last day."),
        ("31.2.2027", "1.3.2027", "first", "There is no such day. Write it like 10.12.2026."),
    ],
)
async def test_a_pause_that_cannot_be_is_explained(club: World, first: str, last: str, field: str, said: str) -> None:
    """Each impossible pause is refused beside the field that is wrong, with what to do."""
    form = await club.press("anna", await club.press("anna", await club.say("anna", "/club"), "Pauses"), "Add a pause")
    heard = await club.submit("anna", form, first=first, last=last)
    assert heard.fields == {field: said}


async def test_the_same_pause_twice_is_one(club: World) -> None:
    """July again is refused: it is in the list."""
    form = await club.press("anna", await club.press("anna", await club.say("anna", "/club"), "Pauses"), "Add a pause")
    heard = await club.submit("anna", form, first="1.7.2027", last="31.7.2027", yearly="1")
    assert heard.error == "This pause is in the list already."


async def test_host_and_place_are_changed_later(club: World) -> None:
    """The lead names another host at another place; the form is prefilled with the present ones."""
    form = await club.press("anna", await club.say("anna", "/club"), "Host and place")
    assert form.form is not None
    present = {each.name: each.value for each in form.form.fields}
    assert present["place"] == "Strandgatan 1, Vasa"
    host = (await club.companies())["Sydöster"].id
    assert "Host: Sydöster, Hamnen 2" in (await club.submit("anna", form, company=host, place="Hamnen 2")).words
