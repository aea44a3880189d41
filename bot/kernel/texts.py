"""Lazy texts: said in the reader's language and zone at the last moment.

A text in the code is English and carries placeholders: `T("Saved: {slot}.", slot=...)`. Values may be texts themselves,
days and times (formatted by `bot.kernel.spoken`), numbers, or what people wrote, which stays data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.kernel.people import Language


class Text(Protocol):
    """Anything that can be said in a language."""

    def say(self, voice: Voice) -> str:
        """Return the words for this voice."""
        ...


Value = Text | str | int


@dataclass(frozen=True, slots=True)
class Catalogues:
    """The translations of every language, loaded once by `compose`."""

    by_language: Mapping[Language, NullTranslations | GNUTranslations]

    def voice(self, language: Language, zone: ZoneInfo, *, zone_named: bool = False) -> Voice:
        """Return the voice that speaks this language in this zone."""
        return Voice(language, zone, self.by_language[language], zone_named)


@dataclass(frozen=True, slots=True)
class Voice:
    """A language and a zone to speak in."""

    language: Language
    zone: ZoneInfo
    translations: NullTranslations
    zone_named: bool = False

    def say(self, value: Value) -> str:
        """Return a value's words; what people wrote is returned as it is."""
        if isinstance(value, str):
            return value
        if isinstance(value, int):
            return str(value)
        return value.say(self)

    def fill(self, words: str, values: Mapping[str, Value]) -> str:
        """Put the said values into a translated sentence, once: braces within a value stay as written.

        A value that ends with a stop, as a Finnish day does ("16.4."), ends the sentence by it.
        """
        if not values:
            return words
        said = {name: self.say(value) for name, value in values.items()}
        for name, each in said.items():
            if each.endswith("."):
                words = words.replace(f"{{{name}}}.", f"{{{name}}}")
        return words.format_map(said)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One translatable text; made by `T`, `TC` or `TN`."""

    message: str
    values: Mapping[str, Value]
    plural: str | None = None
    count: int = 0
    context: str | None = None

    def say(self, voice: Voice) -> str:
        """Return the sentence in the voice's language."""
        return voice.fill(self._words(voice.translations), self.values)

    def _words(self, translations: NullTranslations) -> str:
        if self.plural is not None:
            return translations.ngettext(self.message, self.plural, self.count)
        if self.context is not None:
            return translations.pgettext(self.context, self.message)
        return translations.gettext(self.message)

    def __hash__(self) -> int:
        return hash((self.message, self.plural, self.count, self.context))


def T(message: str, /, **values: Value) -> Sentence:  # noqa: N802 - a short name for what stands in every view
    """Return a lazy text."""
    return Sentence(message, values)


def TC(context: str, message: str, /, **values: Value) -> Sentence:  # noqa: N802
    """Return a lazy text whose meaning needs a context for the translator."""
    return Sentence(message, values, context=context)


def TN(one: str, many: str, n: int, /, **values: Value) -> Sentence:  # noqa: N802
    """Return a lazy text that depends on a count; `{n}` is the count."""
    return Sentence(one, {"n": n, **values}, plural=many, count=n)


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote, as a text: data in every output, never translated, never markup."""

    words: str

    def say(self, voice: Voice) -> str:  # noqa: ARG002 - every text is said in a voice
        """Return the words unchanged."""
        return self.words


@dataclass(frozen=True, slots=True)
class Joined:
    """Several texts in a row."""

    parts: tuple[Value, ...]
    between: str = " "

    def say(self, voice: Voice) -> str:
        """Return the parts said, with the separator between."""
        return self.between.join(voice.say(part) for part in self.parts)
