"""The check of the texts finds each fault it is there for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.checks.catalogues import House
from tests.checks.texts import faults, summary, update

_CODE = """
def shown(slot, n):
    yield T("Saved: {slot}.", slot=slot)
    yield TN("{n} company", "{n} companies", n)
    yield TC("answer", "Yes")
"""
_WORDS = {
    "sv": {"Saved": "Sparat: {slot}.", "company": ("{n} företag", "{n} företag"), "Yes": "Ja"},
    "fi": {"Saved": "Tallennettu: {slot}.", "company": ("{n} yritys", "{n} yritystä"), "Yes": "Kyllä"},
}


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A small source tree whose texts are all translated."""
    feature = tmp_path / "bot" / "features" / "polls"
    feature.mkdir(parents=True)
    (tmp_path / "adapters").mkdir()
    (feature / "views.py").write_text(_CODE, encoding="utf-8")
    house = House(tmp_path)
    update(house, None, prune=False)
    for language, words in _WORDS.items():
        path = house.catalogue_path("polls", language)
        one, many = words["company"]
        text = path.read_text(encoding="utf-8")
        text = text.replace('msgid "Saved: {slot}."\nmsgstr ""', f'msgid "Saved: {{slot}}."\nmsgstr "{words["Saved"]}"')
        text = text.replace('msgid "Yes"\nmsgstr ""', f'msgid "Yes"\nmsgstr "{words["Yes"]}"')
        text = text.replace('msgstr[0] ""', f'msgstr[0] "{one}"').replace('msgstr[1] ""', f'msgstr[1] "{many}"')
        path.write_text(text, encoding="utf-8")
    return house


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_whole_catalogues_have_no_fault(house: House) -> None:
    """Texts that are translated whole pass, and are counted."""
    assert faults(house) == []
    assert summary(house, 0) == "texts: 3 in 3 places (polls 3), in sv and fi; 0 to mend"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgstr "Kyllä"', 'msgstr ""', "not translated"),
        ('msgstr[1] "{n} yritystä"', 'msgstr[1] ""', "not translated"),
        ("#: bot", "#, fuzzy\n#: bot", "marked fuzzy"),
        ("Tallennettu: {slot}.", "Tallennettu.", "has the placeholders"),
        ("Tallennettu: {slot}.", "Tallennettu: {aika}.", "has the placeholders"),
        ("{n} yritystä", "monta yritystä", "has the placeholders"),
        ("Tallennettu: {slot}.", "Tallennettu: {slot.", "expected '}'"),
        ("Tallennettu: {slot}.", "Tallennettu: {slot!r}.", "no plain name"),
        ("Tallennettu: {slot}.", "Tallennettu: {slot}ksi.", "bends an inserted name"),
        ("Tallennettu: {slot}.", "📅 🎒 Tallennettu: {slot}.", "more than one emoji"),
        ("Tallennettu: {slot}.", "Tallennettu 📅: {slot}.", "stands at the start"),
        ("Tallennettu: {slot}.", "Tallennettu: {slot}!!", "exclamation marks"),
        ('msgid "Yes"', 'msgid "No"', "'Yes' is missing"),
        ('msgid "Yes"', 'msgid "No"', "'No' is obsolete"),
        ('msgctxt "answer"', 'msgctxt "question"', "'Yes' is missing"),
    ],
)
def test_faulty_translation_is_named(house: House, old: str, new: str, fault: str) -> None:
    """A translation that is missing, unsure, obsolete or not like the English is named."""
    _edit(house.catalogue_path("polls", "fi"), old, new)
    assert any(fault in each for each in faults(house)), faults(house)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('T(f"Saved {slot}")', "as they stand"),
        ("T(words)", "as they stand"),
        ('T("Saved: {slot}.")', "the text names"),
        ('T("Saved.", slot=slot)', "the text names"),
        ('TN("{n} of {whole}", "{n} of {whole}", n)', "the text names"),
        ('T("Saved {}.", slot=slot)', "no plain name"),
        ('T("Well done!!")', "exclamation marks"),
    ],
)
def test_faulty_text_in_the_code_is_named(house: House, line: str, fault: str) -> None:
    """A text that cannot be translated, or is not given what it names, is found where it stands."""
    source = house.root / "bot" / "features" / "polls" / "views.py"
    source.write_text(f"{_CODE}    yield {line}\n", encoding="utf-8")
    assert any(re.search(rf"views\.py:\d+: .*{fault}", each) for each in faults(house)), faults(house)


def test_values_given_as_a_whole_are_trusted(house: House) -> None:
    """A call that passes its values on as a mapping is not held against the text's names."""
    source = house.root / "bot" / "features" / "polls" / "views.py"
    _edit(source, "slot=slot", "**values")
    assert faults(house) == []


def test_missing_and_left_over_catalogues_are_named(house: House) -> None:
    """A domain without its file, and a file without its domain, are both named."""
    path = house.catalogue_path("polls", "sv")
    path.rename(path.with_name("tips.po"))
    found = faults(house)
    assert "sv/polls.po: there is no such file; make texts-update makes it" in found
    assert "bot/locales/sv/LC_MESSAGES/tips.po: no text belongs to it" in found


def test_domains_that_translate_differently_are_named(house: House) -> None:
    """One text said in two ways by two domains is a clash, as all domains of a language are spoken as one."""
    kernel = house.root / "bot" / "kernel"
    kernel.mkdir()
    (kernel / "words.py").write_text('TC("answer", "Yes")\n', encoding="utf-8")
    update(house, "kernel", prune=False)
    for language, words in (("sv", "Ja"), ("fi", "Joo")):
        _edit(house.catalogue_path("kernel", language), 'msgid "Yes"\nmsgstr ""', f'msgid "Yes"\nmsgstr "{words}"')
    assert [fault for fault in faults(house) if "say it alike" in fault] == [
        "fi: 'Yes' is ('Joo',) in kernel, ('Kyllä',) in polls: say it alike, or give it a context (TC)"
    ]


def test_update_keeps_what_is_translated(house: House) -> None:
    """Bringing the catalogues up to the code adds new texts, keeps known words, and sets obsolete ones aside."""
    source = house.root / "bot" / "features" / "polls" / "views.py"
    _edit(source, 'TC("answer", "Yes")', 'T("Closed.")')
    update(house, "polls", prune=False)
    text = house.catalogue_path("polls", "fi").read_text(encoding="utf-8")
    assert 'msgid "Closed."\nmsgstr ""' in text
    assert '#~ msgstr "Kyllä"' in text
    update(house, "polls", prune=True)
    text = house.catalogue_path("polls", "fi").read_text(encoding="utf-8")
    assert "Kyllä" not in text
    assert "Tallennettu: {slot}." in text


def test_update_twice_changes_nothing(house: House) -> None:
    """A catalogue that is up to the code is written the same again: no dates, no line numbers."""
    before = house.catalogue_path("polls", "fi").read_bytes()
    update(house, None, prune=False)
    assert house.catalogue_path("polls", "fi").read_bytes() == before
