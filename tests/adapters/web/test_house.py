from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.web.events import Changes
from adapters.web.house import BEGUN, MAKING, DemoHouse, NotADemoError
from adapters.web.playground import add_persona
from adapters.web.stage import Gate, Stage
from bot.browser import Installation, Persona, Personas
from bot.features.joining.service.arriving import issue_bootstrap
from bot.kernel.people import Language
from bot.kernel.ports import UnitOfWork
from storage.inline import InlineEngine
from tests.adapters.web.page import NOON, Club, Page, stage_on


class Crash(Exception):  # noqa: N818 - it stands for the process's end
    """The process ends while it places the demo club."""


class Folder:
    """A demo's folder: the database stays while houses come and go."""

    def __init__(self, path: Path) -> None:
        self.database = path / "reppu.sqlite3"
        self.placed = 0
        self.crash = False

    def house(self) -> DemoHouse:
        """Return a house over the folder, as a new process would."""
        return DemoHouse(self._opened, self._wipe, self._place, issue_bootstrap)

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[Stage]:
        engine = await InlineEngine.open(self.database)
        async with stage_on(engine, Changes()) as stage:
            yield stage

    def _wipe(self) -> None:
        self.database.unlink(missing_ok=True)

    async def _place(self) -> None:
        self.placed += 1
        async with self._opened() as stage:
            await stage.core.storage.transact(_add_somebody)
        if self.crash:
            raise Crash


async def _add_somebody(unit: UnitOfWork) -> None:
    await unit.of(Installation).keep(BEGUN, MAKING)
    await unit.of(Personas).add(Persona("seeded", "Seeded", Language.SV), "seed")


async def _cast(house: DemoHouse) -> list[str]:
    async def look(unit: UnitOfWork) -> list[str]:
        return [each.handle for each in await unit.of(Personas).all()]

    async with house.stage() as stage:
        return await stage.core.storage.read(look)


async def test_a_data_set_is_gone_on_with(tmp_path: Path) -> None:
    """Opening the folder again finds everybody there, and places nothing."""
    folder = Folder(tmp_path)
    first = folder.house()
    await first.open()
    async with first.stage() as stage:
        await add_persona(stage, "Vera", Language.EN, "u1")
    await first.close()
    second = folder.house()
    await second.open()
    assert (await _cast(second), folder.placed) == (["seeded", "operator", "vera"], 1)
    await second.close()


async def test_a_half_made_data_set_is_made_anew(tmp_path: Path) -> None:
    """A process that ended while it made the club leaves nothing half."""
    folder = Folder(tmp_path)
    folder.crash = True
    broken = folder.house()
    with pytest.raises(Crash):
        await broken.open()
    await broken.close()
    folder.crash = False
    house = folder.house()
    await house.open()
    assert (await _cast(house), folder.placed) == (["seeded", "operator"], 2)
    await house.close()


async def test_somebody_elses_club_is_left_alone(tmp_path: Path) -> None:
    """A folder with a club that the demo did not make is refused and not touched."""
    folder = Folder(tmp_path)
    async with folder._opened() as stage:
        await add_persona(stage, "Vera", Language.EN, "u1")
    before = folder.database.read_bytes()
    with pytest.raises(NotADemoError):
        await folder.house().open()
    assert folder.database.read_bytes() == before


async def test_starting_over_throws_everything_away(page: Page) -> None:
    """A new data set has the operator alone, a new code and the real present; `demo` places the club."""
    visitor = await page.visitor("Vera")
    code = (await page.state("operator"))["operator"]["code"]
    await page.post("clock", {"forward": "week"})
    await page.post("restart", {"with": "empty"})
    state = await page.state()
    assert [each["handle"] for each in state["people"]] == ["operator"]
    assert state["clock"]["now"] == NOON.isoformat()
    assert state["operator"]["code"] != code
    assert (await page.get(f"/api/state?person={visitor}")).status == 404
    assert page.placed == []
    await page.post("restart", {"with": "demo"})
    assert len(page.placed) == 1


async def test_what_to_try_fits_what_is_there(page: Page, club: Club) -> None:
    """With a club the page says how to answer; in an empty house how to found one."""
    assert club.lead
    assert "date poll" in " ".join((await page.state())["try"])
    await page.post("restart", {"with": "empty"})
    assert "/organizer" in (await page.state())["try"][0]


async def test_a_repeated_wish_to_start_over_starts_over_once(page: Page) -> None:
    """A browser that asks again because no answer came does not throw the new data set away."""
    await page.post("restart", {"with": "empty", "id": "same"})
    await page.visitor("Vera")
    await page.post("restart", {"with": "empty", "id": "same"})
    assert "vera" in [each["handle"] for each in (await page.state())["people"]]


async def test_the_clock_moves_once_per_wish(page: Page) -> None:
    """An hour, a day and a week forward are as long as they say; a repeat moves nothing."""
    for step, hours in (("hour", 1), ("day", 24), ("week", 168)):
        before = (await page.state())["clock"]["now"]
        for _ in range(2):
            await page.post("clock", {"forward": step, "id": step})
        after = (await page.state())["clock"]["now"]
        assert _instant(after) - _instant(before) == timedelta(hours=hours)
    assert (await page.post("clock", {"forward": "year"})).status == 400


async def test_the_next_event_is_named_and_reached(page: Page, club: Club) -> None:
    """The clock's bar says what comes next in words; going there runs it, at its own instant."""
    assert (await page.state(club.lead))["clock"]["next"] is None
    await page.say(club.lead, "/later")
    assert (await page.state(club.lead))["clock"]["next"] == {"in": "in 3 days", "what": "a ring"}
    moved = (await (await page.post("clock", {"forward": "next"})).json())["clock"]
    assert (_instant(moved["now"]), moved["next"]) == (timedelta(days=3), None)
    assert [row["value"] for row in await page.rows("SELECT value FROM installation WHERE name = 'toys'")] == ["10"]


async def test_what_falls_due_on_the_way_is_run(page: Page, club: Club) -> None:
    """A week forward passes the ring in three days."""
    await page.say(club.lead, "/later")
    await page.post("clock", {"forward": "week"})
    assert [row["value"] for row in await page.rows("SELECT value FROM installation WHERE name = 'toys'")] == ["10"]


async def test_a_closed_club_is_read_and_nothing_in_it_pressed(page: Page, club: Club) -> None:
    """Its members see its room as it was last, without a button; what they type is refused kindly, their data stays."""
    await page.say(club.lead, "/club")
    await page.say(club.lead, "/bind", "room")
    before = await page.state(club.lead)
    assert _pressable(before)
    await page.engine[-1].transact(lambda db: db.run("UPDATE club SET closed_at = 1"))
    await page.engine[-1].transact(lambda db: db.run("UPDATE membership SET state = 'former', left_at = 1"))
    state = await page.state(club.lead)
    assert (state["room"]["title"], state["you"]["company"]) == ("Test club", "Lead Ltd")
    assert len(state["room"]["messages"]) == len(before["room"]["messages"])
    assert not _pressable(state)
    known = {each["name"] for each in state["commands"]}
    assert (known & {"/mydata", "/forget"}, known & {"/club", "/members"}) == ({"/mydata", "/forget"}, set())
    refused = await page.say(club.lead, "/club")
    assert "This club has closed." in str([refused, (await page.state(club.lead))["lane"]["messages"][-1]])


def _pressable(state: dict[str, Any]) -> list[object]:
    """Return everything there is to press in room and lane."""
    messages = [*state["room"]["messages"], *state["lane"]["messages"]]
    return [block for message in messages for block in message["blocks"] if block["kind"] == "choice"]


def _instant(text: str) -> timedelta:
    return datetime.fromisoformat(text) - NOON


async def test_starting_over_waits_for_what_is_under_way(page: Page) -> None:
    """Requests at the same moment as a new beginning are all answered, before it or after it."""
    wishes = [page.get("/api/state") for _ in range(5)]
    answers = await asyncio.gather(*wishes, page.post("restart", {"with": "empty"}), page.get("/api/state"))
    assert {answer.status for answer in answers} == {200}


async def test_the_gate_lets_one_alone() -> None:
    """Who wants to be alone waits for those inside, and those outside wait for them."""
    gate, seen = Gate(), list[str]()

    async def pass_by(name: str) -> None:
        async with gate.passing():
            seen.append(name)

    async def be_alone() -> None:
        async with gate.alone():
            seen.append("alone")
            await asyncio.sleep(0)
            seen.append("still alone")

    async with gate.passing():
        alone = asyncio.create_task(be_alone())
        await asyncio.sleep(0)
        late = asyncio.create_task(pass_by("late"))
        await asyncio.sleep(0)
        assert seen == []
    await asyncio.gather(alone, late)
    assert seen == ["alone", "still alone", "late"]
