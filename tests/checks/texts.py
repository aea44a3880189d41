"""Checks that every text of the code is there in Swedish and Finnish, whole and in Reppu's voice.

`python -m tests.checks.texts` checks; `--update [--domain NAME] [--prune]` brings the catalogues up to the code.
"""

from __future__ import annotations

import argparse
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from tests.checks.catalogues import LANGUAGES, Call, House, is_readable

# Signs that show as pictures by themselves, and any sign asked to (FE0F). Plain marks such as ✓ and ● are letters.
_PICTURE = (
    r"(?:[\U0001F000-\U0001FAFF\u231A\u231B\u23E9-\u23F3\u2614\u2615\u2705\u270A\u270B\u2728\u274C\u274E\u2753-\u2755\u2757"
    r"\u2795-\u2797\u2B1B\u2B1C\u2B50\u2B55]\uFE0F?|.\uFE0F)"
)
_EMOJI = re.compile(rf"[\U0001F1E6-\U0001F1FF]{{2}}|{_PICTURE}[\U0001F3FB-\U0001F3FF]?(?:\u200D{_PICTURE})*")
_CASE_ENDING = re.compile(r"\}[:-]?[a-zåäö]", re.IGNORECASE)
Key = tuple[str, str | None]


def placeholders(text: str) -> frozenset[str]:
    """Return the names in a text's braces.

    Raises:
        ValueError: braces do not pair, or hold anything else than a name.
    """
    return frozenset(_plain(*field) for _, *field in string.Formatter().parse(text) if field[0] is not None)


def _plain(name: str | None, spec: str | None, conversion: str | None) -> str:
    if name is None or not name.isidentifier() or spec or conversion:
        raise ValueError(f"braces hold {name!r}, which is no plain name")
    return name


def voice_faults(text: str) -> Iterator[str]:
    """Yield what in a text is not in Reppu's voice."""
    emoji = list(_EMOJI.finditer(text))
    if len(emoji) > 1:
        yield "more than one emoji"
    elif emoji and emoji[0].start() > 0:
        yield "an emoji stands at the start or not at all"
    if text.count("!") > 1:
        yield "exclamation marks in rows"
    if text != text.strip():
        yield "space at an end"


def _forms(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else (str(message.id),)


def _said(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (str(message.string or ""),)


def key_of(message: Message) -> Key:
    """Return what makes a text one: its English words and its context."""
    return _forms(message)[0], message.context


def call_faults(call: Call) -> Iterator[str]:
    """Yield what is wrong with a text where it stands in the code."""
    if not is_readable(call):
        yield f"{call.place}: {call.keyword}(...) takes its words as they stand, not from a variable or an f-string"
        return
    texts = call.words[1:] if call.keyword == "TC" else call.words
    try:
        names = frozenset().union(*(placeholders(text) for text in texts))
    except ValueError as error:
        yield f"{call.place}: {error}"
        return
    # The count of a plural need not be said.
    spare = {"n"} - names if call.keyword == "TN" else frozenset[str]()
    if call.values is not None and names != call.values - spare:
        yield f"{call.place}: the text names {sorted(names)}, the call gives {sorted(call.values)}"
    for text in texts:
        yield from (f"{call.place}: {fault}" for fault in voice_faults(text))


def translation_faults(message: Message, language: str) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    forms, said = _forms(message), _said(message)
    if message.fuzzy:
        yield "is marked fuzzy: read it and take the mark away"
    if not all(said) or (len(forms) > 1) != (len(said) > 1):
        yield "is not translated"
        return
    try:
        wanted = [placeholders(form) for form in forms]
        given = [placeholders(form) for form in said]
    except ValueError as error:
        yield str(error)
        return
    allowed = [{wanted[0], wanted[-1]}, *([{wanted[-1]}] * (len(given) - 1))]
    for form, names, choices in zip(said, given, allowed, strict=True):
        if names not in choices:
            yield f"{form!r} has the placeholders {sorted(names)}, the English {sorted(wanted[-1])}"
        yield from voice_faults(form)
        if language == "fi" and _CASE_ENDING.search(form):
            yield f"{form!r} bends an inserted name: let it stand as it is, or after a colon"


def catalogue_faults(template: Catalog, catalogue: Catalog, language: str) -> Iterator[str]:
    """Yield what is missing, wrong or left over in one catalogue."""
    known = {key_of(message): message for message in catalogue if message.id}
    wanted = {key_of(message): message for message in template if message.id}
    for key, message in wanted.items():
        found = known.get(key)
        if found is None or len(_forms(found)) < len(_forms(message)):
            yield f"{key[0]!r} is missing"
            continue
        yield from (f"{key[0]!r} {fault}" for fault in translation_faults(found, language))
    for key in [*(key for key in known if key not in wanted), *(key_of(each) for each in catalogue.obsolete.values())]:
        yield f"{key[0]!r} is obsolete: the code does not say it any more"


def clashes(catalogues: dict[str, Catalog]) -> Iterator[str]:
    """Yield texts that two domains translate differently; all domains of a language are spoken as one."""
    first: dict[Key, tuple[str, tuple[str, ...]]] = {}
    for domain, catalogue in catalogues.items():
        for message in catalogue:
            if not message.id:
                continue
            said = _said(message)
            earlier, words = first.setdefault(key_of(message), (domain, said))
            if words != said and all(words) and all(said):
                where = f"{words} in {earlier}, {said} in {domain}"
                yield f"{key_of(message)[0]!r} is {where}: say it alike, or give it a context (TC)"


def faults(house: House) -> list[str]:
    """Return everything that is wrong with the texts of a source tree."""
    calls, templates = house.calls(), house.templates()
    found = [fault for call in calls for fault in call_faults(call)]
    if calls and not templates:
        found.append(f"{len(calls)} texts stand in the code, and none was extracted: the extractor is not set up")
    for language in LANGUAGES:
        read: dict[str, Catalog] = {}
        for domain, template in sorted(templates.items()):
            where = f"{language}/{domain}.po"
            catalogue = house.read(domain, language)
            if catalogue is None:
                found.append(f"{where}: there is no such file; make texts-update makes it")
                continue
            read[domain] = catalogue
            found += [f"{where}: {fault}" for fault in catalogue_faults(template, catalogue, language)]
        found += [f"{language}: {fault}" for fault in clashes(read)]
    wanted = {house.catalogue_path(domain, language) for domain in templates for language in LANGUAGES}
    return found + [
        f"{path.relative_to(house.root)}: no text belongs to it"
        for path in house.catalogue_paths()
        if path not in wanted
    ]


def update(house: House, domain: str | None, *, prune: bool) -> None:
    """Bring the catalogues of one domain, or of all, up to the code."""
    for name, template in house.templates().items():
        if domain in {None, name}:
            for language in LANGUAGES:
                house.update(name, language, template, prune=prune)


def summary(house: House, to_mend: int) -> str:
    """Return the closing line: how many texts were looked at, where."""
    counts = {domain: len(template) for domain, template in sorted(house.templates().items())}
    each = ", ".join(f"{domain} {count}" for domain, count in counts.items()) or "no domain"
    languages = " and ".join(LANGUAGES)
    return f"texts: {sum(counts.values())} in {len(house.calls())} places ({each}), in {languages}; {to_mend} to mend"


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    asked = argparse.ArgumentParser(prog="python -m tests.checks.texts", description=__doc__)
    asked.add_argument("--update", action="store_true", help="bring the catalogues up to the code")
    asked.add_argument("--domain", help="only this one (a feature's or adapter's folder name, or kernel)")
    asked.add_argument("--prune", action="store_true", help="also drop what the code does not say any more")
    options = asked.parse_args(arguments)
    house = House(Path(__file__).resolve().parents[2])
    if options.update:
        update(house, options.domain, prune=options.prune)
    found = faults(house)
    print(*found, sep="\n", end="\n" if found else "")
    print(summary(house, len(found)))
    return 0 if options.update or not found else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
