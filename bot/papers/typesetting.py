"""Typesets records with Typst: data as JSON input, never markup; shipped fonts only; nothing fetched (decision 011)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from bot.papers.fonts import showable

if TYPE_CHECKING:
    import typst

PNG = "image/png"
# A picture of 120 mm at this many dots an inch is as wide as a phone's screen.
PICTURE_DOTS_AN_INCH = 216.0
# Typst would look for packages in the user's folders, and download them; our templates use none.
NO_PACKAGES = "/nonexistent"


class NotTypesetError(Exception):
    """A paper could not be made; named by its template, for Typst's own message may quote what people wrote."""


def typeset(template: str, written: str, media_type: str) -> bytes:
    """Return a record as a tagged PDF or as a picture. Takes its time: to be called off the event loop.

    Raises:
        NotTypesetError: the template or the record is wrong.
    """
    import typst  # 80 MB of library, loaded with the first paper

    inputs = {"data": json.dumps(showable(json.loads(written)), ensure_ascii=False)}
    with as_file(files("bot.papers")) as folder:
        try:
            return _picture(folder, template, inputs) if media_type == PNG else _paper(folder, template, inputs)
        except typst.TypstError:
            raise NotTypesetError(template) from None


def _picture(folder: Path, template: str, inputs: dict[str, str]) -> bytes:
    import typst

    return typst.compile(
        folder / "templates" / f"{template}.typ",
        root=folder / "templates",
        font_paths=_fonts(folder),
        package_path=NO_PACKAGES,
        package_cache_path=NO_PACKAGES,
        sys_inputs=inputs,
        format="png",
        ppi=PICTURE_DOTS_AN_INCH,
    )


def _paper(folder: Path, template: str, inputs: dict[str, str]) -> bytes:
    """Return a PDF that can be read aloud: PDF/UA-1, checked by Typst itself; tagged all the same where that fails."""
    import typst

    try:
        return _pdf(folder, template, inputs, "ua-1")
    except typst.TypstError:
        return _pdf(folder, template, inputs, "1.7")


def _pdf(folder: Path, template: str, inputs: dict[str, str], standard: typst.PDFStandard) -> bytes:
    import typst

    return typst.compile(
        folder / "templates" / f"{template}.typ",
        root=folder / "templates",
        font_paths=_fonts(folder),
        package_path=NO_PACKAGES,
        package_cache_path=NO_PACKAGES,
        sys_inputs=inputs,
        format="pdf",
        pdf_standards=[standard],
    )


@cache
def _fonts(folder: Path) -> typst.Fonts:
    """Return the shipped fonts and no others: pages look alike on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder / "fonts")])
