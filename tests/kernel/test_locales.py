from __future__ import annotations

import io
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from bot.kernel.locales import TextsMissingError, load_catalogues
from bot.kernel.people import Language
from bot.kernel.texts import TN, T


def _put(folder: Path, language: str, domain: str, texts: dict[str | tuple[str, str], str | tuple[str, str]]) -> None:
    catalog = Catalog(locale=language, domain=domain)
    for words, translated in texts.items():
        catalog.add(words, translated)
    written = io.BytesIO()
    write_mo(written, catalog)
    place = folder / language / "LC_MESSAGES"
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{domain}.mo").write_bytes(written.getvalue())
    (place / f"{domain}.po").touch()


def test_all_domains_of_a_language_are_spoken_as_one(tmp_path: Path) -> None:
    """A text is found in whichever file it stands, plurals too; English is the code's own words."""
    for language, yes, many in (("sv", "ja", "{n} klubbar"), ("fi", "kyllä", "{n} kerhoa")):
        _put(tmp_path, language, "polls", {"yes": yes})
        _put(tmp_path, language, "kernel", {("{n} club", "{n} clubs"): ("x", many)})
    spoken = load_catalogues(tmp_path)
    said = {
        language: (voice.say(T("yes")), voice.say(TN("{n} club", "{n} clubs", 2)))
        for language in Language
        for voice in [spoken.voice(language, ZoneInfo("Europe/Helsinki"))]
    }
    assert said == {
        Language.SV: ("ja", "2 klubbar"),
        Language.FI: ("kyllä", "2 kerhoa"),
        Language.EN: ("yes", "2 clubs"),
    }


def test_texts_that_are_not_compiled_are_asked_for_plainly(tmp_path: Path) -> None:
    """A missing language or a missing file is named, with the command that makes it."""
    _put(tmp_path, "sv", "kernel", {"yes": "ja"})
    with pytest.raises(TextsMissingError, match=r"fi are not compiled.*make texts"):
        load_catalogues(tmp_path)
    _put(tmp_path, "fi", "kernel", {"yes": "kyllä"})
    (tmp_path / "sv" / "LC_MESSAGES" / "polls.po").touch()
    with pytest.raises(TextsMissingError, match=r"sv .*polls\.po.*make texts"):
        load_catalogues(tmp_path)
