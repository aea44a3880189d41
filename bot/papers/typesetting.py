"""Typesets records with Typst: data as JSON input, never markup; shipped fonts only; nothing fetched (decision 011)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.papers.fonts import FONTS, showable

if TYPE_CHECKING:
    import typst

PNG = "image/png"
TEMPLATES = Path(__file__).with_name("templates")
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
    try:
        return _picture(template, inputs) if media_type == PNG else _paper(template, inputs)
    except typst.TypstError:
        raise NotTypesetError(template) from None


def _picture(template: str, inputs: dict[str, str]) -> bytes:
    import typst

    return typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        package_path=NO_PACKAGES,
        package_cache_path=NO_PACKAGES,
        sys_inputs=inputs,
        format="png",
        ppi=PICTURE_DOTS_AN_INCH,
    )


def _paper(template: str, inputs: dict[str, str]) -> bytes:
    """Return a PDF that can be read aloud: PDF/UA-1, checked by Typst itself; tagged all the same where that fails."""
    import typst

    try:
        return _pdf(template, inputs, "ua-1")
    except typst.TypstError:
        return _pdf(template, inputs, "1.7")


def _pdf(template: str, inputs: dict[str, str], standard: typst.PDFStandard) -> bytes:
    import typst

    return typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        package_path=NO_PACKAGES,
        package_cache_path=NO_PACKAGES,
        sys_inputs=inputs,
        format="pdf",
        pdf_standards=[standard],
    )


@cache
def _fonts() -> typst.Fonts:
    """Return the shipped fonts and no others: pages look alike on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
