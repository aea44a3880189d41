"""Cards: in step with the state, coalesced, hung anew once, never the wrong thing in the wrong room."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.kernel.errors import InDoubtError, MessageGoneError, SurelyNotSentError, UnreachableError
from bot.kernel.ports import Capabilities
from tests.kernel.machine import Machine, Platform

ROOM = "room"


@pytest.fixture
async def room(machine: Machine) -> Machine:
    """A club with a room in which a card hangs."""
    await machine.bind(ROOM)
    await machine.hang("a")
    await machine.world.settle()
    return machine


async def test_a_card_hangs_once_in_each_room(room: Machine) -> None:
    """Hung again, it is not posted again; a second room gets its own copy."""
    await room.bind("second room")
    await room.hang("a")
    await room.hang("a")
    await room.world.settle()
    assert room.chat.to(ROOM) == ["card a"]
    assert room.chat.to("second room") == ["card a"]


async def test_a_change_is_an_edit(room: Machine) -> None:
    """What has changed is edited where it hangs; what reads as before is left alone."""
    await room.change("a", "new words")
    await room.world.settle()
    await room.change("a", "new words")
    await room.world.settle()
    assert room.chat.to(ROOM) == ["card a"]
    assert room.chat.edits == [(ROOM, "new words")]


async def test_taps_within_seconds_are_one_edit(room: Machine) -> None:
    """A platform that counts edits gets the first at once and then the last state, within its own pace."""
    room.connect(slow := Platform(able=Capabilities(edit_every_seconds=4)))
    for number in range(5):
        await room.change("a", f"state {number}")
        await room.world.later(seconds=0.5)
    await room.world.later(seconds=4)
    assert slow.edits == [(ROOM, "state 0"), (ROOM, "state 4")]


async def test_a_deleted_card_is_posted_anew_once(room: Machine) -> None:
    """Somebody deletes the message: it is posted once more; deleted again, it stays away."""
    for words in ("one", "two", "three"):
        room.chat.errors[ROOM] = [MessageGoneError()]
        await room.change("a", words)
        await room.world.settle()
        room.chat.errors.clear()
    assert room.chat.to(ROOM) == ["card a", "one"]
    assert len(set(room.chat.keys)) == 2


async def test_a_lost_receipt_keeps_its_key(machine: Machine) -> None:
    """Nobody knows whether it was posted: it is posted with the same key, so that a second copy is refused."""
    await machine.bind(ROOM)
    machine.chat.errors[ROOM] = [InDoubtError()]
    await machine.hang("a")
    await machine.world.later(seconds=10)
    assert machine.chat.to(ROOM) == ["card a"]
    assert len(machine.chat.keys) == 2
    assert len(set(machine.chat.keys)) == 1


async def test_an_edit_in_doubt_is_made_again(room: Machine) -> None:
    """An edit that may not have been made is made again: it cannot duplicate anything."""
    room.chat.errors[ROOM] = [InDoubtError()]
    await room.change("a", "new words")
    await room.world.later(seconds=10)
    assert room.chat.edits == [(ROOM, "new words")]


async def test_an_edit_in_doubt_is_not_taken_for_undone(room: Machine) -> None:
    """The edit was made and nobody heard so; when the state is as before again, the room is brought back to it."""
    await room.change("a", "three are coming")
    await room.world.settle()
    room.chat.errors[ROOM] = [InDoubtError()]
    await room.change("a", "four are coming")
    await room.world.settle()
    await room.change("a", "three are coming")
    await room.world.later(seconds=10)
    assert room.chat.edits[-1] == (ROOM, "three are coming")
    assert len(room.chat.edits) == 2


async def test_a_place_may_ask_for_patience(room: Machine) -> None:
    """After a refusal the place is left alone for the time it asked for; other places are not."""
    await room.bind("second room")
    await room.hang("a")
    await room.world.settle()
    room.chat.errors[ROOM] = [SurelyNotSentError(timedelta(seconds=30))]
    await room.change("a", "new words")
    await room.world.later(seconds=29)
    assert room.chat.edits == [("second room", "new words")]
    await room.world.later(seconds=1)
    assert room.chat.edits == [("second room", "new words"), (ROOM, "new words")]


async def test_a_place_that_refuses_for_good_is_given_up(room: Machine) -> None:
    """A room that shut us out is tried no more."""
    room.chat.errors[ROOM] = [UnreachableError()]
    await room.change("a", "one")
    await room.world.settle()
    await room.change("a", "two")
    await room.world.settle()
    assert room.chat.edits == []
    assert len(room.chat.tried) == 2


async def test_a_private_view_never_hangs_in_a_room(machine: Machine) -> None:
    """A private view on a card is a bug: it is shown nowhere, and the other cards hang."""
    await machine.bind(ROOM)
    await machine.hang("private")
    await machine.hang("good")
    await machine.world.settle()
    assert machine.chat.to(ROOM) == ["card good"]
    assert ROOM not in machine.chat.errors


async def test_a_card_never_hangs_in_another_clubs_room(machine: Machine) -> None:
    """A place that belongs to another club by now is shown nothing more of this one."""
    await machine.bind(ROOM)
    await machine.hang("a")
    await machine.do("UPDATE place SET club_id = NULL WHERE chat = 'room'")
    await machine.world.settle()
    assert machine.chat.tried == []


async def test_a_card_never_hangs_in_a_private_lane(machine: Machine) -> None:
    """A place that is somebody's private lane by now is shown no card."""
    await machine.bind(ROOM)
    await machine.hang("a")
    await machine.do(f"UPDATE place SET person_id = '{await machine.person('bo')}' WHERE chat = 'room'")  # noqa: S608
    await machine.world.settle()
    assert machine.chat.tried == []


async def test_a_card_that_cannot_be_written_stops_no_other(machine: Machine) -> None:
    """A view that fails, or whose subject is gone, leaves the other cards in step."""
    await machine.bind(ROOM)
    machine.toys.failing |= {"broken", "not there lost"}
    for key in ("broken", "lost", "good"):
        await machine.hang(key)
    await machine.world.settle()
    assert machine.chat.to(ROOM) == ["card good"]


async def test_a_card_with_nothing_to_show_goes(room: Machine) -> None:
    """A view that has nothing more to say leaves what hangs as it hangs."""
    await room.change("a", "")
    await room.world.settle()
    assert room.chat.edits == []


async def test_a_room_gets_four_quiet_posts_a_cycle(room: Machine) -> None:
    """R2: the fifth quiet card of a cycle does not hang, one that sounds does; the next cycle has room again."""
    for name in ("b", "c", "d", "e"):
        await room.hang(name)
    await room.hang("loud", loud=True)
    await room.world.settle()
    assert sorted(room.chat.to(ROOM)) == ["card a", "card b", "card c", "card d", "card loud"]
    await room.world.later(days=1)
    await room.begin_cycle()
    await room.hang("e")
    await room.world.settle()
    assert room.chat.to(ROOM)[-1] == "card e"
