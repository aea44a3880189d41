"""A client that nobody here wrote walks through the demo club and finds nothing to complain of."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from aiohttp import ClientSession
from structlog.testing import capture_logs

from adapters.system import SeededRandomness
from bot.cli import TEMPLATE, story
from bot.compose import open_demo
from tests.journeys.any_client import AnyClient, Json

WALKS = (11, 12)  # not the story's own seed, whose ids are taken
ROUNDS = 8


@pytest.mark.parametrize("seed", WALKS)
async def test_a_walk_of_any_client(seed: int, tmp_path: Path) -> None:
    """Buttons, forms and commands in any order, by anybody, twice, too late, and by who never saw them."""
    with capture_logs() as logs:
        demo = open_demo(tmp_path, 0, story(), TEMPLATE, randomness=SeededRandomness(seed))
        async with demo as address, ClientSession() as session:
            client = AnyClient(session, address, random.Random(seed))
            await _walk(client)
    assert client.faults == []
    assert [each for each in logs if each["log_level"] in {"error", "critical"}] == []


async def _walk(client: AnyClient) -> None:
    visitor = (await client.post("people", name="Vera Visitor", language="sv"))["handle"]
    people = [each["handle"] for each in (await client.state(visitor))["people"]]
    await _leave(client, "lova")
    client.outsiders = {"lova", "ravi", "ritva", "operator", visitor}
    for _ in range(ROUNDS):
        for person in client.chance.sample(people, 5):
            await _act(client, person)
            await _press_what_others_saw(client, person)
        await client.post("clock", forward=client.chance.choice(("hour", "day", "week", "next", "next")))
    for person in people:
        await client.state(person)


async def _leave(client: AnyClient, person: str) -> None:
    await client.say(person, "/leave")
    (sure, *_) = client.in_sight(await client.state(person), last=1)
    await client.press(person, sure)
    assert (await client.state(person))["room"] is None


async def _act(client: AnyClient, person: str) -> None:
    """Ask for one of the listed commands and for some of the buttons in sight, each of these twice."""
    state = await client.state(person)
    command = client.chance.choice([each["name"] for each in state["commands"]])
    await _go_on(client, person, await client.say(person, command))
    in_sight = client.in_sight(state, last=5)
    for seen in client.chance.sample(in_sight, min(2, len(in_sight))):
        for _ in range(2):
            await _go_on(client, person, await client.press(person, seen))


async def _press_what_others_saw(client: AnyClient, person: str) -> None:
    for action in client.chance.sample(sorted(client.buttons), 2):
        await _go_on(client, person, await client.press(person, client.buttons[action]))


async def _go_on(client: AnyClient, person: str, reply: Json) -> None:
    if reply.get("form"):
        await client.fill(person, reply["form"])
