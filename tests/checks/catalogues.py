"""Reads the texts of the code and their translations, domain by domain.

A domain is one catalogue file: a feature's folder name, an adapter's folder name, or `kernel` for the rest of the core.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

LANGUAGES = ("sv", "fi")
KEYWORDS = {"T": None, "TC": ((1, "c"), 2), "TN": (1, 2)}
_WORDS_IN_CALL = {"T": 1, "TC": 2, "TN": 2}
_SOURCES = ("bot", "adapters")
_HEADERS_THAT_CHANGE = re.compile(
    rb'^"(Project-Id-Version|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To|Generated-By):.*\n',
    re.MULTILINE,
)
_HEADER = (
    "# Reppu's texts, {language}: {domain}. The entries come from the code (make texts-update), the words from a hand."
)


@dataclass(frozen=True, slots=True)
class Call:
    """One `T`, `TC` or `TN` in the code: where it stands and which values it is given (None: they cannot be seen)."""

    place: str
    keyword: str
    words: tuple[str, ...]
    values: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class House:
    """A source tree with its catalogues."""

    root: Path

    def catalogue_path(self, domain: str, language: str) -> Path:
        """Return where the catalogue of a domain in a language stands."""
        return self.root / "bot" / "locales" / language / "LC_MESSAGES" / f"{domain}.po"

    def catalogue_paths(self) -> list[Path]:
        """Return every catalogue that exists."""
        return sorted((self.root / "bot" / "locales").glob("*/LC_MESSAGES/*.po"))

    def sources(self) -> list[Path]:
        """Return the Python files that may hold texts."""
        return [path for top in _SOURCES for path in sorted((self.root / top).rglob("*.py"))]

    def domain_of(self, source: Path) -> str:
        """Return the domain that the texts of a file belong to."""
        match source.relative_to(self.root).parts:
            case ("bot", "features", feature, _, *_):
                return feature
            case ("bot", *_):
                return "kernel"
            case (_, adapter, _, *_):
                return adapter
            case _:
                return "adapters"

    def templates(self) -> dict[str, Catalog]:
        """Return the texts of the code by domain, without translations."""
        found: dict[str, Catalog] = {}
        for source in self.sources():
            name = source.relative_to(self.root).as_posix()
            messages = extract(
                "python", io.BytesIO(source.read_bytes()), keywords=KEYWORDS, comment_tags=("Translators:",)
            )
            for _, message, comments, context in messages:
                template = found.setdefault(self.domain_of(source), Catalog())
                template.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
        return found

    def calls(self) -> list[Call]:
        """Return every call of a text keyword, also those that the extractor cannot read."""
        return [call for source in self.sources() for call in _calls(source, source.relative_to(self.root).as_posix())]

    def read(self, domain: str, language: str) -> Catalog | None:
        """Return a catalogue as it stands, or None where there is no file yet."""
        path = self.catalogue_path(domain, language)
        if not path.exists():
            return None
        return read_po(io.BytesIO(path.read_bytes()), locale=language, domain=domain, abort_invalid=True)

    def update(self, domain: str, language: str, template: Catalog, *, prune: bool) -> None:
        """Write a catalogue with every text of the template and the known translations; pruned: no obsolete ones."""
        catalogue = self.read(domain, language)
        if catalogue is None:
            catalogue = Catalog(locale=language, domain=domain, project="Reppu", fuzzy=False)
        catalogue.header_comment = _HEADER.format(language=language, domain=domain)
        catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
        written = io.BytesIO()
        write_po(written, catalogue, width=0, sort_by_file=True, ignore_obsolete=prune, include_lineno=False)
        path = self.catalogue_path(domain, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_HEADERS_THAT_CHANGE.sub(b"", written.getvalue()))


def _calls(source: Path, name: str) -> Iterator[Call]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"), filename=name)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in KEYWORDS:
            yield Call(f"{name}:{node.lineno}", called, _words(called, node), _values(called, node))


def _words(keyword: str, call: ast.Call) -> tuple[str, ...]:
    literals = (each.value for each in call.args[: _WORDS_IN_CALL[keyword]] if isinstance(each, ast.Constant))
    return tuple(each for each in literals if isinstance(each, str))


def _values(keyword: str, call: ast.Call) -> frozenset[str] | None:
    names = [each.arg for each in call.keywords]
    if None in names:
        return None
    counted = {"n"} if keyword == "TN" else set()
    return frozenset({name for name in names if name is not None} | counted)


def is_readable(call: Call) -> bool:
    """Tell whether the words of a call stand in the code as literals, so that they can be translated."""
    return len(call.words) == _WORDS_IN_CALL[call.keyword]
