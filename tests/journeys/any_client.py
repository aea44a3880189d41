"""Somebody else's client of the playground's API: it knows the reference alone, and is never content."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from aiohttp import ClientSession

Json = dict[str, Any]
ODD = (
    "",
    " ",
    "x" * 5000,
    "<b>&amp;</b>",
    "\u202eabc",
    "0",
    "-1",
    "9" * 21,
    "31.2.2027",
    "25:99",
    "9999-12-31",
    "a\nb",
    "²",
    "@x",
)
UNFILLED = re.compile(r"\{[a-z_]+\}|Traceback|\bNone\b(?! of)|(?<!\.)\.\.(?!\.)")
TIP = "quokka"


@dataclass(frozen=True, slots=True)
class Seen:
    """A button somebody has seen: where it stood, and what it asks for."""

    where: str
    message: str
    action: str


@dataclass
class AnyClient:
    """Acts as anybody at the address; what is wrong with an answer is noted in `faults`."""

    session: ClientSession
    address: str
    chance: Random
    faults: list[str] = field(default_factory=list)
    buttons: dict[str, Seen] = field(default_factory=dict)
    outsiders: set[str] = field(default_factory=set)
    _ids: count[int] = field(default_factory=lambda: count(1))

    async def post(self, path: str, **body: object) -> Json:
        """Post something and return what came back, {} for a refusal of the server's."""
        told = json.dumps({"id": f"any{next(self._ids)}", **body})
        headers = {"Content-Type": "application/json"}
        async with self.session.post(f"{self.address}api/{path}", data=told, headers=headers) as answer:
            return self._read(path, body, answer.status, await answer.text())

    async def state(self, person: str) -> Json:
        """Return what somebody sees, looked through for what must not be there."""
        async with self.session.get(f"{self.address}api/state?person={person}") as answer:
            state = self._read("state", person, answer.status, await answer.text())
        if state:
            self._look_through(person, state)
        return state

    async def say(self, person: str, words: str, where: str = "lane") -> Json:
        """Say something."""
        return self._weighed(await self.post("say", person=person, where=where, text=words), person, words)

    async def press(self, person: str, seen: Seen) -> Json:
        """Press a button that this person, or somebody else, has seen."""
        told = await self.post("press", person=person, where=seen.where, message=seen.message, action=seen.action)
        return self._weighed(told, person, seen.action)

    async def fill(self, person: str, form: Json) -> Json:
        """Send a form with what fits, and with what does not."""
        fields = {each["name"]: self._value(each) for each in form["fields"]}
        told = await self.post("submit", person=person, where="lane", action=form["action"], fields=fields)
        return self._weighed(told, person, f"{form['action']} {fields}")

    def in_sight(self, state: Json, last: int) -> list[Seen]:
        """Return the buttons of somebody's latest messages."""
        found = {where: state[where]["messages"][-last:] for where in ("lane", "room") if state[where]}
        return [Seen(where, *each) for where, messages in found.items() for each in _actions(messages)]

    def _read(self, path: str, asked: object, status: int, text: str) -> Json:
        if status >= 500 or (status >= 400 and status != 404):
            self.faults.append(f"{status} for {path} {asked}: {text[:200]}")
        read = json.loads(text)
        return read if status == 200 and isinstance(read, dict) else {}

    def _weighed(self, reply: Json, person: str, asked: str) -> Json:
        """Note a reply without words where there must be some."""
        for text in _texts(reply):
            if not text.strip() or UNFILLED.search(text):
                self.faults.append(f"{person} asked {asked!r} and read {text!r}")
        return reply

    def _look_through(self, person: str, state: Json) -> None:
        room = state["room"]["messages"] if state["room"] else []
        by_reppu = [each for each in room + state["lane"]["messages"] if each["from"] == "reppu"]
        self.faults += [f"{person} sees an empty message" for each in by_reppu if not each["blocks"]]
        for block in (block for message in by_reppu for block in message["blocks"]):
            self.faults += [f"{person} reads {text!r}" for text in _said(block) if UNFILLED.search(text)]
        names = {each["name"] for each in state["people"]}
        for text in (
            text for each in room if each["from"] == "reppu" for block in each["blocks"] for text in _said(block)
        ):
            if TIP in text or any(name in text for name in names):
                self.faults.append(f"the room reads {text!r}")
        if person in self.outsiders and not state["room"] and TIP in json.dumps(state["lane"]):
            self.faults.append(f"{person}, who is no member, reads a tip")
        for where, messages in (("room", room), ("lane", state["lane"]["messages"])):
            for message, action in _actions(messages):
                self.buttons.setdefault(action, Seen(where, message, action))

    def _value(self, asked: Json) -> str | list[str]:
        kind, options = asked["kind"], [each["value"] for each in asked["options"]]
        if self.chance.random() < 0.2:
            return self.chance.choice(ODD)
        if kind == "many":
            return [each for each in options if self.chance.random() < 0.5]
        if kind == "one":
            return str(self.chance.choice(options)) if options else ""
        if kind in {"line", "text"} and asked["name"] == "words":
            return f"{TIP} {self.chance.randrange(10**6)}"
        return str(asked["value"]) or {"day": "15.6.2027", "time": "17:30", "number": "3"}.get(kind, "Anything")


def _texts(reply: Json) -> list[str]:
    """Return the words of a reply, but for its form's, which may still be empty."""
    wrong = reply.get("error") or {"text": None, "fields": {}}
    return [each for each in (reply.get("toast"), wrong["text"], *wrong["fields"].values()) if each is not None]


def _said(block: Json) -> Iterator[str]:
    """Yield the words of a block, but for what a person wrote to be copied."""
    yield from (block[each] for each in ("text", "label", "question") if isinstance(block.get(each), str))
    yield from (words for row in block.get("rows", ()) for words in row)
    yield from (each["label"] for each in block.get("options", ()))


def _actions(messages: list[Json]) -> Iterator[tuple[str, str]]:
    for message in messages:
        for block in message["blocks"]:
            for option in block.get("options", ()):
                yield message["id"], option["action"]
