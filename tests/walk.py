"""The tutorial's table of what to see, read row by row and walked through the playground's API."""

from __future__ import annotations

import json
import re
import time
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TABLE = Path(__file__).resolve().parents[1] / "docs" / "tutorial" / "what-to-see.md"
PATIENCE_SECONDS, LOOK_AGAIN_SECONDS = 10, 0.02
# A row's second cell begins with whom to choose; headings and rules do not.
_ROW = re.compile(r"^\| (?P<what>.+?) \| (?P<how>[A-Z]\w+:.*?) \| (?P<seen>.+) \|$")
_PERSON = re.compile(r"^(\w+): *(.*)$", re.DOTALL)
_FIELD = re.compile(r"\[(\w+): ([^\]]*)\]")
_SEEN = re.compile(r"`([^`]+)`")
_UNDER = re.compile(r"^(.*?) under “(.+)”$", re.DOTALL)
_REPLY = re.compile(r"^↩ `(.+)` to “(.+)”$", re.DOTALL)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sight:
    """One row: what there is to see, the steps to it, and the words that are seen then."""

    name: str
    steps: tuple[str, ...]
    seen: tuple[str, ...]


def sights() -> list[Sight]:
    """Return the rows of the tutorial's tables, in their order."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [_ROW.match(line) for line in lines]
    return [
        Sight(row["what"], tuple(each.strip() for each in row["how"].split("→")), tuple(_SEEN.findall(row["seen"])))
        for row in rows
        if row is not None
    ]


@dataclass(slots=True)
class Walker:
    """Does a row's steps at a running playground; `acts` counts them."""

    address: str
    acts: int = 0
    _who: str = ""
    _form: Json | None = field(default=None)
    _toast: str = ""

    def walk(self, sight: Sight) -> None:
        """Begin with the demo club anew, and do the steps.

        Raises:
            AssertionError: a step cannot be done, or is refused.
        """
        self._post("restart", **{"with": "demo"})
        for step in sight.steps:
            self._step(step)

    def sees(self, words: str) -> bool:
        """True as soon as the one who acted last sees these words, in the lane or the room."""
        return any(words in self._text() for _ in _patiently())

    def offers(self, label: str) -> bool:
        """True when there is a button with this label for the one who acted last."""
        return self._button(label, "") is not None

    def files(self) -> list[bytes]:
        """Fetch the files of the newest message that has some."""
        for message in reversed(self._state()["lane"]["messages"]):
            links = [each["href"] for each in message["blocks"] if each["kind"] in {"file", "picture"}]
            if links:
                return [self._fetched(each) for each in links]
        return []

    def _step(self, step: str) -> None:
        named = _PERSON.match(step)
        if named is not None and not step.startswith(("`", "*", "[")):
            self._who, step = named[1].lower(), named[2].strip()
        if step.startswith("`"):
            self._say(step.strip("`"))
        elif step.startswith("**"):
            self._press(step)
        elif step.startswith("["):
            self._fill(dict(_FIELD.findall(step)))
        elif step.startswith("↩"):
            self._reply(step)
        elif step.startswith("⏩"):
            self._wait(step.removeprefix("⏩").strip())
        else:
            assert not step, f"no such step: {step}"

    def _say(self, words: str) -> None:
        where = "room" if words.startswith("#") else "lane"
        self._did(self._post("say", person=self._who, where=where, text=words.removeprefix("#").strip()))

    def _press(self, step: str) -> None:
        """Press the newest button with a label; under a question or a message with certain words, if they are said."""
        under = _UNDER.match(step)
        label, words = (under[1], under[2]) if under else (step, "")
        for _ in _patiently():
            found = self._button(label.strip("* "), words)
            if found is not None:
                return self._did(self._post(**found, person=self._who))
        raise AssertionError(f"{self._who} sees no button: {step}")

    def _button(self, label: str, words: str) -> Json | None:
        state = self._state()
        for where in ("lane", "room"):
            for message in reversed((state[where] or {"messages": []})["messages"]):
                found = _pressed(message, label, words)
                if found is not None:
                    return {**found, "where": where, "message": message["id"]}
        return None

    def _reply(self, step: str) -> None:
        """Write something in reply to the newest message with certain words."""
        read = _REPLY.match(step)
        assert read is not None, f"no such reply: {step}"
        state = self._state()
        for where in ("lane", "room"):
            for message in reversed((state[where] or {"messages": []})["messages"]):
                if message["replies"] and read[2] in _said(message):
                    asked = self._post("say", person=self._who, where=where, text=read[1], replies_to=message["id"])
                    return self._did(asked)
        raise AssertionError(f"{self._who} sees nothing to reply to: {step}")

    def _fill(self, filled: dict[str, str]) -> None:
        assert self._form is not None, "no form is open"
        begun = {each["name"]: each["value"] or ("" if each["kind"] != "many" else []) for each in self._form["fields"]}
        sent = self._post(
            "submit", person=self._who, where="lane", action=self._form["action"], fields={**begun, **filled}
        )
        self._did(sent)

    def _wait(self, how_long: str) -> None:
        self._post("clock", forward=how_long)
        self.acts += 1

    def _did(self, reply: Json) -> None:
        assert reply["error"] is None, reply["error"]
        self.acts += 1
        self._form, self._toast = reply["form"], reply["toast"] or ""

    def _text(self) -> str:
        state = self._state()
        shown = [state["lane"]["messages"], (state["room"] or {"messages": []})["messages"]]
        return self._toast + json.dumps(shown, ensure_ascii=False)

    def _state(self) -> Json:
        return dict(json.loads(self._fetched(f"/api/state?person={self._who}")))

    def _fetched(self, path: str) -> bytes:
        with urllib.request.urlopen(self.address.rstrip("/") + path) as answer:  # noqa: S310 - the playground's own
            body: bytes = answer.read()
        return body

    def _post(self, to: str, **body: object) -> Json:
        sent = json.dumps({"id": str(uuid.uuid4()), **body}).encode()
        address = f"{self.address.rstrip('/')}/api/{to}"
        asked = urllib.request.Request(address, sent, {"Content-Type": "application/json"})  # noqa: S310 - as above
        with urllib.request.urlopen(asked) as answer:  # noqa: S310 - as above
            return dict(json.load(answer))


def _pressed(message: Json, label: str, words: str) -> Json | None:
    """Return what pressing a button of a message asks for; `words` stand in its question or in the message."""
    choices = [each for each in message["blocks"] if each["kind"] == "choice"]
    said = _said(message)
    for block in choices:
        for option in block["options"]:
            if option["label"] == label and words in (block["question"] or said):
                return {"to": "press", "action": option["action"]}
    for act in message["acts"]:
        if act["label"] == label and words in said:
            return {"to": "about", "action": act["action"]}
    return None


def _said(message: Json) -> str:
    return json.dumps(message["blocks"], ensure_ascii=False)


def _patiently() -> Iterator[None]:
    """Look again and again for a while: what is told goes out a moment after the act."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        yield
        time.sleep(LOOK_AGAIN_SECONDS)
