"""Host and lead change where the meeting is: everybody hears it, with a file that replaces the first (R1, R4.9)."""

from __future__ import annotations

import pytest
import vobject

from bot.features.meetings.intents import ChangePlace
from tests.features.club_world import Heard
from tests.features.polls.poll_club import PollClub


async def changed(club: PollClub, who: str, **typed: str) -> Heard:
    """Open the panel, press, fill in the form: three steps."""
    form = await club.world.press(who, await club.world.say(who, "/meeting"), "Change the place")
    heard = await club.world.submit(who, form, **typed)
    await club.world.settle()
    return heard


async def test_the_host_says_where_and_everyone_hears(decided: PollClub) -> None:
    """R4.9: the same event with a higher SEQUENCE and the new place; turn and room follow."""
    heard = await changed(decided, "anna", place="Kajen 2, Vasa", webshop="kvarnboden.example")
    assert heard.words.startswith("Saved. Everyone hears the new place now.")
    for who in ("anna", "bo", "cia", "dan"):
        assert len(decided.told(who, "Kajen 2, Vasa", "The place has changed. The new calendar file is here.")) == 1
        event = vobject.readOne(decided.files(who)[-1].content.decode()).vevent
        assert (event.sequence.value, event.location.value) == ("1", "Kajen 2, Vasa")
        assert event.description.value == "https://kvarnboden.example"
    assert decided.shown("✅").startswith("✅ Thu 24 Sept, 17:00–19:30, Kvarnboden, Kajen 2, Vasa.")
    (turn,) = await decided.turns()
    assert (turn.place, turn.webshop) == ("Kajen 2, Vasa", "https://kvarnboden.example")
    assert (await decided.world.frame()).host_place == "Kajen 2, Vasa"


async def test_a_webshop_alone_is_told_to_nobody(decided: PollClub) -> None:
    """Another address in the same place is no news; the form holds what stands."""
    form = await decided.world.press("anna", await decided.world.say("anna", "/meeting"), "Change the place")
    assert form.form is not None
    assert [each.value for each in form.form.fields] == ["Strandgatan 1, Vasa", ""]
    heard = await decided.world.submit("anna", form, webshop="https://kvarnboden.example/ny")
    assert heard.words.startswith("Saved.\n")
    await decided.world.settle()
    assert not decided.told("bo", "The place has changed.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"place": ""}, {"place": "Write something here."}),
        ({"place": "x" * 121}, {"place": "At most 120 characters; this is 1 too many."}),
        ({"webshop": "javascript:alert(1)"}, {"webshop": "Write the address like https://kvarnboden.fi."}),
    ],
)
async def test_what_cannot_be_used_is_said_beside_its_field(
    decided: PollClub, typed: dict[str, str], said: dict[str, str]
) -> None:
    """R10: nothing is saved of a form that has a fault."""
    heard = await changed(decided, "anna", **typed)
    assert heard.fields == said
    assert (await decided.meeting()).sequence == 0


async def test_the_host_may_and_other_members_may_not(decided: PollClub) -> None:
    """R1: the host company and the lead; the panel offers it to nobody else."""
    await decided.host("Sydöster", "Hamngatan 5")
    await decided.world.settle()
    assert (await changed(decided, "bo", place="Hamngatan 7")).error is None
    assert (await decided.meeting()).place == "Hamngatan 7"
    for who in ("cia", "stranger"):
        asked = ChangePlace(club=decided.id, place="Mine", webshop="")
        assert (await decided.world.ask(who, asked)).error is not None
    assert "Change the place" not in (await decided.world.say("cia", "/meeting")).buttons


async def test_from_its_beginning_on_the_place_stays(decided: PollClub) -> None:
    """People are there: a form sent late changes nothing and says why."""
    form = await decided.world.ask("anna", ChangePlace(club=decided.id))
    meeting = await decided.meeting()
    await decided.world.clockwork.advance(decided.world.clock, meeting.starts_at)
    late = await decided.world.submit("anna", form, place="Elsewhere")
    assert late.error == "The meeting began Thu 24 Sept, 17:00; its date and place stay."
    await decided.world.clockwork.advance(decided.world.clock, meeting.ends_at)
    over = await decided.world.submit("anna", form, place="Elsewhere")
    assert over.error == "No meeting is decided. Write /meeting to see what is coming."


async def test_a_form_left_from_another_host_changes_nothing(decided: PollClub) -> None:
    """What was filled in for the host before is not the new host's place."""
    form = await decided.world.ask("anna", ChangePlace(club=decided.id))
    await decided.host("Sydöster", "Hamngatan 5")
    late = await decided.world.submit("anna", form, place="Kajen 2")
    assert late.error == "The host has changed meanwhile. Write /meeting to see who it is."
    assert (await decided.meeting()).place == "Hamngatan 5"
