"""Somebody who has done all that a cycle asks: the own file holds each row, and the erased leave no byte."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.features.attendance.intents import GiveReason, MarkOwn, SayComing
from bot.features.attendance.model import Coming, Presence
from bot.features.backpack.ports import Outcome
from bot.features.briefs.intents import WriteBrief
from bot.features.privacy.intents import Forget
from bot.features.tips.intents import BackTip, SaveAsTip, SetNamed, TellExperience
from bot.features.tips.ports import Area
from storage.sqlite import SqliteEngine
from tests.contracts.kept_rows import bytes_in, columns_with, exported
from tests.features.backpack.packed_club import PackedClub
from tests.features.club_world import World, found, invite, join, set_up
from tests.features.polls.poll_club import ROOM

NAME, HANDLE = "Quillon Zephyrvane", "quillon"
HANDED, LATE, UNHANDED = "Show the freight early.", "Say thanks after buying.", "A better title for the shelf."
QUOTED, EXPERIENCE, REASON = "What I once wrote to the room.", "It doubled our repeat orders.", "We are stocktaking."
PRIVATE = (UNHANDED, QUOTED, EXPERIENCE, REASON)
# By feature and list of the export, how many rows of each kind the story below leaves.
EXPECTED = {
    ("tips", "tips"): 4,
    ("tips", "backed"): 1,
    ("attendance", "said"): 1,
    ("attendance", "marked"): 1,
    ("briefs", "written"): 1,
    ("backpack", "outcomes"): 1,
}


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[PackedClub]:
    """Three cycles on real files: Quillon's company is a guest, then the host, then a guest again."""
    engine = await SqliteEngine.open(tmp_path / "data" / "reppu.sqlite")
    world = await World.on(engine)
    await found(world)
    tokens = await set_up(world)
    club = PackedClub(world, await world.club())
    await world.say("anna", "/bind", ROOM)
    await join(world, "bo", tokens["Bo Berg"])
    await join(world, "cia", tokens["Cia Holm"])
    await join(world, HANDLE, await invite(world, "Sydöster", NAME))
    await _as_a_guest(club)
    await _as_the_host(club)
    await _as_a_guest_again(club)
    yield club
    await engine.close()


async def test_all_of_it_is_in_the_own_file(club: PackedClub) -> None:
    """Each tip, backing, RSVP, mark, brief and outcome is there, with the person's own words and nobody else's name."""
    own = await exported(club.world, HANDLE)
    assert {where: len(own[where[0]][where[1]]) for where in EXPECTED} == EXPECTED
    text = json.dumps(own, ensure_ascii=False)
    assert [words for words in (HANDED, LATE, *PRIVATE) if words not in text] == []
    assert [other for other in ("Anna Lind", "Bo Berg", "Cia Holm") if other in text] == []


async def test_the_erased_leave_nothing_but_what_was_handed_over(club: PackedClub) -> None:
    """No column names the person or holds words that no host was handed; the packed tips stay, unsigned."""
    person = await _person(club)
    assert len(await columns_with(club.world, (person, NAME, *PRIVATE))) > len(EXPECTED)
    await _forget(club)
    assert await columns_with(club.world, (person, NAME, HANDLE, *PRIVATE)) == []
    assert await columns_with(club.world, (HANDED,)) == ["tip.words"]


async def test_the_erased_leave_no_byte(club: PackedClub, tmp_path: Path) -> None:
    """After the housekeeping that follows, no file holds the person, nor the sealed bytes of what was deleted."""
    person = await _person(club)
    needles = [person.encode(), *await _sealed(club, person)]
    await club.world.settle()
    assert all(needle in bytes_in(tmp_path) for needle in needles)
    await _forget(club)
    assert [needle for needle in needles if needle in bytes_in(tmp_path)] == []


async def _as_a_guest(club: PackedClub) -> None:
    """Tip, back, say one comes and why not, be marked by oneself, tip once more before the second edition."""
    await _agree(club)
    await club.gives(HANDLE, HANDED, Area.DELIVERY)
    cias = await club.gives("cia", "Let people buy without an account.", Area.CHECKOUT)
    meeting = club.meeting_now.id
    for asked in (
        BackTip(club=club.id, tip=cias, backs=True),
        SayComing(club=club.id, meeting=meeting, coming=Coming.CANNOT),
        GiveReason(club=club.id, meeting=meeting, reason=REASON),
    ):
        await _does(club, asked)
    await club.lives((club.meeting_now.ends_at - club.world.clock.now()).total_seconds() / 86400 + 2)
    await _does(club, MarkOwn(club=club.id, meeting=meeting, presence=Presence.COLLEAGUE))
    await club.gives(HANDLE, LATE)
    await club.lives(8)


async def _as_the_host(club: PackedClub) -> None:
    """Brief the guests, pack, pick, say what came of it."""
    await club.host("Sydöster", "Hamngatan 5")
    await _agree(club)
    await _does(club, WriteBrief(club=club.id, goal="We want fewer carts left behind.", question_1="Would you buy?"))
    tip = await club.gives("cia", "Let the search forgive spelling mistakes.")
    await club.begins()
    await club.packs(HANDLE)
    await club.picks(HANDLE, tip)
    await club.says(HANDLE, tip, Outcome.DONE)
    await club.lives(8)


async def _as_a_guest_again(club: PackedClub) -> None:
    """Leave a tip unpacked, unnamed and with an experience, and a message of one's own waiting for one's word."""
    await club.host("Kaffestugan", "Torget 2")
    await _agree(club)
    tip = await club.gives(HANDLE, UNHANDED)
    await _does(club, SetNamed(club=club.id, tip=tip, named=False))
    await _does(club, TellExperience(club=club.id, tip=tip, experience=EXPERIENCE))
    heard = await club.world.ask("anna", SaveAsTip(club=club.id, words=QUOTED, author=HANDLE, message="7"), ROOM)
    assert heard.error is None, heard.error
    await club.world.settle()


async def _agree(club: PackedClub) -> None:
    await club.until_open()
    for member in await club.world.members():
        await club.all_fit(member.name.split()[0].lower())
    club.meeting_now = await club.until_decided()


async def _does(club: PackedClub, asked: Any) -> None:  # noqa: ANN401 - any act
    heard = await club.world.ask(HANDLE, asked)
    assert heard.error is None, heard.error


async def _forget(club: PackedClub) -> None:
    heard = await club.world.ask(HANDLE, Forget(sure=True))
    assert heard.error is None, heard.error
    await club.world.settle()


async def _person(club: PackedClub) -> str:
    rows = await club.world.table("account")
    return str(next(row["person_id"] for row in rows if row["user_ref"] == HANDLE))


async def _sealed(club: PackedClub, person: str) -> list[bytes]:
    """Return the sealed bytes that must go: name, reason, and the words that are in no backpack yet."""
    tips = [row for row in await club.world.table("tip") if row["person_id"] == person and not row["edition"]]
    rsvps = [row for row in await club.world.table("rsvp") if row["person_id"] == person]
    names = [row["name"] for row in await club.world.table("membership") if row["person_id"] == person]
    assert len(tips) == 2
    assert len(rsvps) == 1
    return [*names, *(row["words"] for row in tips), *(row["reason"] for row in rsvps)]
