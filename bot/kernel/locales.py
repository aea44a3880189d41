"""Loads the compiled translations: all domains of a language are spoken as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


class _ReadWhenSpoken(dict[Language, NullTranslations]):
    """Reads a language's catalogues when somebody is first spoken to in it: a start speaks one or two of three."""

    def __init__(self, compiled: Mapping[Language, Sequence[Traversable | Path]]) -> None:
        super().__init__({Language.EN: NullTranslations()})
        self._compiled = compiled

    def __missing__(self, language: Language) -> NullTranslations:
        self[language] = _merged(self._compiled[language])
        return self[language]


def load_catalogues(folder: Traversable | Path | None = None) -> Catalogues:
    """Return every language's translations, each read when first spoken; English stands in the code.

    Raises:
        TextsMissingError: a catalogue was not compiled.
    """
    if folder is None:
        return _shipped()
    return Catalogues(_ReadWhenSpoken({language: _compiled(folder, language) for language in _TRANSLATED}))


@cache
def _shipped() -> Catalogues:
    return load_catalogues(files("bot") / "locales")


def _compiled(folder: Traversable | Path, language: Language) -> list[Traversable | Path]:
    place = folder / language.value / "LC_MESSAGES"
    names = sorted(each.name for each in place.iterdir()) if place.is_dir() else []
    compiled = [name for name in names if name.endswith(".mo")]
    left_out = [name for name in names if name.endswith(".po") and name.removesuffix(".po") + ".mo" not in compiled]
    if left_out or not compiled:
        missing = ", ".join(left_out) or "all of them"
        message = f"The texts in {language.value} are not compiled ({missing}). Run: make texts"
        raise TextsMissingError(message)
    return [place / name for name in compiled]


def _merged(files: Sequence[Traversable | Path]) -> Translations:
    merged: Translations | None = None
    for each in files:
        with each.open("rb") as file:
            read = Translations(file)
        merged = read if merged is None else merged.merge(read)
    assert merged is not None  # noqa: S101 - there is at least one
    return merged
