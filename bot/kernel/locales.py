"""Loads the compiled translations: all domains of a language are spoken as one."""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from babel.support import Translations

from bot.kernel.people import Language
from bot.kernel.texts import Catalogues

_TRANSLATED = (Language.SV, Language.FI)


class TextsMissingError(Exception):
    """The translations are not compiled; the message says for which language and what to do."""


def load_catalogues(folder: Traversable | Path | None = None) -> Catalogues:
    """Return every language's translations; English stands in the code.

    Raises:
        TextsMissingError: a catalogue was not compiled.
    """
    if folder is None:
        return _shipped()
    translated = {language: _merged(folder, language) for language in _TRANSLATED}
    return Catalogues({**translated, Language.EN: NullTranslations()})


@cache
def _shipped() -> Catalogues:
    return load_catalogues(files("bot") / "locales")


def _merged(folder: Traversable | Path, language: Language) -> Translations:
    place = folder / language.value / "LC_MESSAGES"
    names = sorted(each.name for each in place.iterdir()) if place.is_dir() else []
    compiled = [name for name in names if name.endswith(".mo")]
    left_out = [name for name in names if name.endswith(".po") and name.removesuffix(".po") + ".mo" not in compiled]
    if left_out or not compiled:
        missing = ", ".join(left_out) or "all of them"
        message = f"The texts in {language.value} are not compiled ({missing}). Run: make texts"
        raise TextsMissingError(message)
    merged: Translations | None = None
    for name in compiled:
        with (place / name).open("rb") as file:
            read = Translations(file)
        merged = read if merged is None else merged.merge(read)
    assert merged is not None  # noqa: S101 - there is at least one
    return merged
