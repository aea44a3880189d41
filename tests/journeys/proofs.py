"""What is wrong with words as people read them: English left over, gaps, braces, wrong numbers, bare days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.kernel.people import Language
from tests.journeys.names import LONG
from tests.journeys.reading import Reading

LONGEST = 230
GAPS = (
    ("two spaces", re.compile(r"\S  +\S")),
    ("a space before a stop", re.compile(r"[\w:] [.,;:?!](?=\s|$)")),
    ("two stops", re.compile(r"(?<!\.)\.\.(?!\.)|[,;:]\.|[?!]\.")),
    ("a brace", re.compile(r"\{\w*\}")),
    ("a line that is empty", re.compile(r"\n\s*\n")),
    ("None, or a name of the code", re.compile(r"\bNone\b(?! of )|<\w+\.\w+\.|\bSentence\(")),
)
ONE = {
    Language.EN: r"\b1 (?:tips|companies|times|meetings|weeks|pairs|people|days|months|polls|questions)\b",
    Language.SV: r"\b1 (?:veckor|möten|tider|personer|dagar|månader|frågor|omröstningar)\b",
    Language.FI: r"\b1 (?:vinkkiä|yritystä|aikaa|tapaamista|viikkoa|ihmistä|henkilöä|paria|päivää|kuukautta|kyselyä)\b",
}
MANY = {
    Language.EN: r"\b(?:0|[2-9]|\d{2,}) (?:tip|company|time|meeting|week|pair|person|month|poll)\b",
    Language.SV: r"\b(?:0|[2-9]|\d{2,}) (?:vecka|möte|tid|person|dag|månad|fråga|omröstning)\b",
    Language.FI: r"\b(?:0|[2-9]|\d{2,}) (?:vinkki|yritys|aika|tapaaminen|viikko|ihminen|henkilö|pari|kysely)\b",
}
# A day by its numbers, and the weekday that stands before it; hours such as 17.30 stand after kl., klo or a dash.
_WEEKDAYS = {
    Language.EN: "Mon|Tue|Wed|Thu|Fri|Sat|Sun",
    Language.SV: "må|ti|on|to|fr|lö|sö",
    Language.FI: "ma|ti|ke|to|pe|la|su",
}
_DAYS = {
    Language.EN: r"\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Oct|Nov|Dec)\b(?! \d{4})",
    Language.SV: r"(?<![\d.])(?<!kl\. )(?<!–)\d{1,2}\.\d{1,2}(?![\d.]*\d)",
    Language.FI: r"(?<![\d.])(?<!klo )(?<!–)\d{1,2}\.\d{1,2}\.",
}
_SENTENCE = re.compile(r"[^.?!\n\[\]]+")


def faults_of(noted: Reading) -> list[str]:
    """Return what is wrong with everything that was read."""
    found = [
        f"{language.value}: no words for {message!r}"
        for language in (Language.SV, Language.FI)
        for message in sorted(noted.untranslated[language])
    ]
    for (kind, _), words in noted.read.items():
        for language, said in words.items():
            found += [f"{language.value}, {kind}: {fault} in {said!r}" for fault in faults(said, language)]
    return found


def faults(said: str, language: Language) -> Iterator[str]:
    """Yield what is wrong with one text."""
    yield from (name for name, sign in GAPS if sign.search(said))
    if said != said.strip() or not said:
        yield "nothing, or space at an end"
    if re.search(ONE[language], said) or re.search(MANY[language], said):
        yield "a number with the wrong form"
    for found in re.finditer(_DAYS[language], said):
        if not re.search(rf"(?i:{_WEEKDAYS[language]}) $", said[: found.start()]):
            yield f"a day without its weekday ({found[0]})"
    for sentence in _SENTENCE.findall(_without_names(said)):
        if len(sentence) > LONGEST:
            yield f"a sentence of {len(sentence)} signs"


def _without_names(said: str) -> str:
    """Return words with the long names made short: how many names stand in a list is no fault of the sentence."""
    for name in LONG:
        said = said.replace(name, "…")
    return said
