"""Views as the page's JSON blocks; every text is data there and stays it."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.kernel.intents import Codec
from bot.kernel.texts import Voice
from bot.kernel.views import (
    Attachment,
    Block,
    Button,
    Choice,
    Copyable,
    Facts,
    Form,
    FormField,
    Link,
    Paragraph,
    Picture,
    Progress,
    Title,
    View,
    ViewRef,
)

Json = dict[str, Any]
FILES = frozenset({"file", "picture"})


@dataclass(frozen=True, slots=True)
class Body:
    """What a message says: its blocks, its files, and which living view it is, if it is one."""

    blocks: tuple[Json, ...] = ()
    files: tuple[Attachment | Picture, ...] = ()
    panel: ViewRef | None = None

    def written(self) -> str:
        """Return the body as the text that is kept."""
        kept: Json = {"blocks": self.blocks}
        if self.files:
            kept["files"] = [_kept(each) for each in self.files]
        if self.panel is not None:
            kept["panel"] = [self.panel.name, self.panel.club, dict(self.panel.ids)]
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def read_body(written: str) -> Body:
    """Return what `Body.written` wrote."""
    kept = json.loads(written)
    files = tuple(Attachment(name, kind, b64decode(held), *opens) for name, kind, held, *opens in kept.get("files", ()))
    panel = ViewRef(*kept["panel"]) if "panel" in kept else None
    return Body(tuple(kept["blocks"]), files, panel)


def said(words: str) -> Body:
    """Return what a person wrote as a message."""
    return Body(({"kind": "text", "text": words},))


def drawn(view: View, voice: Voice, codec: Codec, panel: ViewRef | None = None) -> Body:
    """Return a view in one voice; files of a living one may still be unmade, and are made when they are fetched."""
    files: list[Attachment | Picture] = []
    blocks: list[Json] = []
    for block in view.blocks:
        if isinstance(block, Attachment | Picture):
            blocks.append(_file(block, voice) | {"number": len(files)})
            files.append(block)
        else:
            blocks.extend(_blocks(block, voice, codec))
    return Body(tuple(blocks), tuple(files), panel)


def closed(blocks: Iterable[Json]) -> tuple[Json, ...]:
    """Return blocks without anything to press, and without files that were never made for keeping."""
    return tuple(block for block in blocks if block["kind"] != "choice" and not block.get("unmade"))


def only(blocks: Iterable[Json], offered: Mapping[str, Json]) -> tuple[Json, ...]:
    """Return blocks with none but these buttons to press, as they look now; a question without any is left out."""
    kept = []
    for block in blocks:
        options = [offered[each["action"]] for each in block.get("options", ()) if each["action"] in offered]
        if block["kind"] != "choice" or options:
            kept.append({**block, "options": options} if block["kind"] == "choice" else block)
    return tuple(kept)


def placed(blocks: Iterable[Json], message: str, handle: str) -> list[Json]:
    """Return blocks with the addresses of their files, as one person may fetch them."""
    return [_with_address(block, message, handle) if block["kind"] in FILES else block for block in blocks]


def form_json(form: Form, voice: Voice, codec: Codec) -> Json:
    """Return a form as the page shows it."""
    return {
        "action": codec.write(form.action),
        "title": voice.say(form.title),
        "text": voice.say(form.text) if form.text else None,
        "submit": voice.say(form.submit),
        "fields": [_field(each, voice) for each in form.fields],
    }


def _with_address(block: Mapping[str, Any], message: str, handle: str) -> Json:
    shown = {name: value for name, value in block.items() if name not in {"number", "unmade"}}
    return {**shown, "href": f"/api/file/{message}/{block['number']}?person={handle}"}


def _kept(file: Attachment | Picture) -> list[object]:
    opens = [True] if isinstance(file, Attachment) and file.opens else []
    return [file.name, file.media_type, b64encode(file.content).decode(), *opens]


def _file(block: Attachment | Picture, voice: Voice) -> Json:
    drawn_as: Json = {"unmade": True} if block.unmade else {}
    if isinstance(block, Picture):
        return drawn_as | {"kind": "picture", "said": voice.say(block.said)}
    if block.opens:
        drawn_as["opens"] = True
    return drawn_as | {"kind": "file", "name": block.name, "size": None if block.unmade else len(block.content)}


def _blocks(block: Block, voice: Voice, codec: Codec) -> list[Json]:
    match block:
        case Title(text):
            return [{"kind": "title", "text": voice.say(text)}]
        case Paragraph(text):
            return [{"kind": "text", "text": voice.say(text)}]
        case Facts(rows):
            return [{"kind": "facts", "rows": [[voice.say(what), voice.say(much)] for what, much in rows]}]
        case Choice(options, question):
            drawn_options = [_option(each, voice, codec) for each in options]
            asked = voice.say(question) if question else None
            return [{"kind": "choice", "question": asked, "options": drawn_options}]
        case Link(label, url):
            return [{"kind": "link", "label": voice.say(label), "url": url}]
        case Copyable(label, text):
            return [{"kind": "copy", "label": voice.say(label), "text": voice.say(text)}]
        case Progress(done, total, text):
            return [{"kind": "progress", "done": done, "total": total, "text": voice.say(text)}]
        case Attachment() | Picture():
            return []


def _option(button: Button, voice: Voice, codec: Codec) -> Json:
    return {
        "label": voice.say(button.label),
        "action": codec.write(button.action),
        "tone": button.tone.value,
        "chosen": button.chosen,
    }


def _field(field: FormField, voice: Voice) -> Json:
    return {
        "name": field.name,
        "label": voice.say(field.label),
        "kind": field.kind.value,
        "value": field.value if isinstance(field.value, str) else list(field.value),
        "options": [{"value": value, "label": voice.say(label)} for value, label in field.options],
        "hint": voice.say(field.hint) if field.hint else None,
        "required": field.required,
        "limit": field.limit,
    }
