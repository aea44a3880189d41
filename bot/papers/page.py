"""The backpack as one page for a browser: escaped by Jinja2, complete in itself, no script, nothing fetched."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

_EMBEDDED = (("source-sans-3-latin-400.woff2", 400), ("source-sans-3-latin-600.woff2", 600))


def drawn_page(template: str, written: str) -> bytes:
    """Return a record as a page; every word of it is text there."""
    record: dict[str, Any] = json.loads(written)
    return _template(template).render(it=record, fonts=_fonts()).encode()


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("bot.papers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(f"{name}.html")


@cache
def _fonts() -> tuple[tuple[str, int], ...]:
    """Return the fonts as they stand in the page's own text, with their weights."""
    folder = files("bot.papers") / "fonts"
    return tuple((b64encode((folder / name).read_bytes()).decode(), weight) for name, weight in _EMBEDDED)
