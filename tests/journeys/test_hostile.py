"""What people write is data, whatever it is: in the room, the lanes, the page, the PDF and the calendar file (R10)."""

from __future__ import annotations

import io
import json
import unicodedata
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar
from pypdf import PdfReader

from adapters.web.render import drawn
from bot.features.backpack.intents import OpenBackpack
from bot.kernel.fields import NotUsableError, line, prose
from bot.kernel.locales import load_catalogues
from bot.kernel.people import Language
from bot.kernel.views import Attachment, Unmade, View
from bot.papers.renderer import HTML, PDF, make
from tests.features.club_world import Heard, World
from tests.journeys.hostile import HOSTILE, PRIVATE, TOO_LONG, UNSEEN, filled, tip
from tests.journeys.year_club import YearClub
from tests.papers.test_papers import Reading

# Bidi controls turn what follows; controls and halves of signs are no text at all.
HARMFUL = {"Cc", "Cs", "Zl", "Zp"}
TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")
# Where the paper may break a long word.
BREAK = "\u200b"
VOICE = load_catalogues().voice(Language.EN, ZoneInfo("Europe/Helsinki"))


async def decided() -> YearClub:
    """A club of five with a decided date."""
    club = await YearClub.of(5)
    await club.opened()
    await club.all_agree()
    return club


def plain(words: str) -> str:
    """Return words as a line keeps them."""
    kept: str = line(5000)(words)
    return kept


def is_harmless(said: str) -> bool:
    """True for words without controls, halves of signs and marks that turn the direction."""
    return not [each for each in said if each in TURNING or (unicodedata.category(each) in HARMFUL and each != "\n")]


async def test_in_every_field_it_stays_text_in_room_lanes_and_calendar() -> None:
    """Each is kept or refused with words; rooms see name and place alone; the file has one event, read by two."""
    club = await decided()
    for words in HOSTILE.values():
        answers = [*await filled(club, words), *await tip(club, words)]
        assert all(each.error is None for each in answers), [each.error for each in answers]
        await club.world.settle()
        for who, command in (("anna", "/meeting"), ("anna", "/coming"), ("bo", "/brief")):
            _stays_text(club, await club.world.say(who, command))
        _one_event(club, words)
    for command in ("/tips", "/turns", "/members", "/record", "/club"):
        _stays_text(club, await club.world.say("cia", command))
    told = [each for read in club.world.letters.read.values() for each in read]
    assert all(is_harmless(each) for each in told)
    assert not [each for each in club.room() for sign in PRIVATE if sign in each]


def _stays_text(club: YearClub, heard: Heard) -> None:
    assert is_harmless(heard.words), ascii(heard.words)
    json.dumps(heard.words).encode()
    for view in ([heard.view] if heard.view else []) + club.views("room")[-3:]:
        blocks = json.loads(json.dumps(drawn(view, VOICE, club.world.catalogue.codec).blocks))
        assert {each["kind"] for each in blocks} <= {"title", "text", "choice", "facts", "file", "copy", "picture"}


def _one_event(club: YearClub, words: str) -> None:
    file = club.files("bo")[-1]
    (event,) = Calendar.from_ical(file.content).walk("VEVENT")
    read = vobject.readOne(file.content.decode())
    assert [each.name for each in read.components()].count("VEVENT") == 1
    assert str(event["location"]) == read.vevent.location.value == plain(words[:120])
    assert set(event.keys()) <= {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS"}
    lines = file.content.replace(b"\r\n ", b"").split(b"\r\n")
    assert not [each for each in lines if each.startswith((b"ATTENDEE", b"BEGIN:VALARM", b"METHOD:REQUEST"))]


async def test_a_reason_to_cancel_stays_text_and_private() -> None:
    """R4.10: the reason is read by members in private; no room shows it, no file holds it."""
    club = await decided()
    words = "WHY " + " ".join(HOSTILE[each] for each in ("markup", "calendar", "direction"))
    form = await club.world.say("anna", "/cancel")
    assert (await club.world.submit("anna", form, reason=words[:190])).error is None
    await club.world.settle()
    (told,) = club.told("bo", "🚫")
    assert "WHY <script>alert(1)</script>" in told
    assert is_harmless(told)
    assert not [each for each in club.room() if "WHY" in each or "script" in each]
    content = club.files("bo")[-1].content
    assert b"WHY" not in content
    assert len(Calendar.from_ical(content).walk("VEVENT")) == 1


async def test_the_backpack_holds_it_as_text() -> None:
    """R7.2, R10: page and PDF say what was written, make nothing of it, reach for nothing, and read no file."""
    club = await decided()
    for words in HOSTILE.values():
        await filled(club, words)
        await tip(club, words)
    await club.is_met()
    await club.days(1)
    unmade = _paper(club.views("anna"))
    page, paper = make(unmade, HTML).decode(), make(unmade, PDF)
    read = Page(page)
    assert read.tags.isdisjoint({"script", "img", "iframe", "object", "link", "a", "form", "base"})
    assert read.addresses == []
    assert not [name for name in read.names if name.startswith("on") or name in {"src", "href", "srcset", "action"}]
    text = "".join("".join(each.extract_text() for each in PdfReader(io.BytesIO(paper)).pages).split()).replace(
        BREAK, ""
    )
    for key in ("markup", "markdown", "typst", "braces", "formula"):
        assert HOSTILE[key] in read.words, key
        assert "".join(HOSTILE[key].split()) in text, key
    assert "root:" not in text + read.words
    reader = PdfReader(io.BytesIO(paper))
    assert not [each for each in reader.pages if "/Annots" in each and _reaches_out(each["/Annots"])]
    assert reader.attachments == {}
    assert is_harmless(read.words.replace("\t", " "))


class Page(Reading):
    """A page's words, tags and addresses, and the names of all its attributes."""

    def __init__(self, page: str) -> None:
        self.names = set[str]()
        super().__init__(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the names of a tag's attributes too."""
        self.names |= {name for name, _ in attrs}
        super().handle_starttag(tag, attrs)


def _reaches_out(notes: object) -> bool:
    return any(sign in str(notes) for sign in ("/URI", "/Launch", "/JavaScript", "/GoToR"))


def _paper(views: list[View]) -> Unmade:
    files = [each for view in views for each in view.blocks if isinstance(each, Attachment)]
    unmade = [each.unmade for each in files if each.unmade is not None]
    assert unmade
    return unmade[-1]


async def test_names_from_the_first_day() -> None:
    """The club, its first lead and company, and who is invited may be called anything, and stand there as text."""
    for key in ("markup", "markdown", "typst", "formula", "direction", "calendar", "rtl"):
        words = plain(HOSTILE[key])[:50]
        world = await World.open()
        await world.say("organizer", f"/organizer {await world.bootstrap_word()}")
        form = await world.say("organizer", "/found")
        founded = await world.submit("organizer", form, name=words, lead_name=words, lead_company=words, language="en")
        assert founded.error is None, founded.error
        rules = await world.say("anna", f"/join {founded.token}")
        welcome = await world.press("anna", rules, "I promise")
        assert welcome.error is None
        panel = await world.say("anna", "/club")
        assert words in panel.words
        assert is_harmless(panel.words)
        assert words in (await world.say("anna", "/members")).words
        await world.engine.close()


@pytest.mark.parametrize("words", UNSEEN, ids=ascii)
@pytest.mark.parametrize("kind", [line, prose])
def test_what_nobody_sees_is_nothing(kind: object, words: str) -> None:
    """A name or a tip of signs that show nothing is refused like an empty one."""
    assert kind in {line, prose}
    with pytest.raises(NotUsableError):
        (line if kind is line else prose)(60)(words)


async def test_too_much_is_refused_with_its_number() -> None:
    """4,001 signs are refused in every field; nothing is kept of them, and the answer says how long it may be."""
    club = await decided()
    form = await club.world.say("dan", "/tip")
    heard = await club.world.submit("dan", form, words=TOO_LONG)
    assert "At most 1000 characters" in " ".join([heard.error or "", *heard.fields.values()])
    typed = await club.world.ask("dan", OpenBackpack(club=club.id))
    assert "ö" * 100 not in typed.words
    for answer in await filled(club, "x"):
        assert answer.error is None
    for number, answer in enumerate(await filled_too_much(club)):
        assert answer.error is not None, number
    assert not [each for each in club.room() if "öööö" in each]


async def filled_too_much(club: YearClub) -> list[Heard]:
    """Write too much into the place, the brief and the reason to cancel."""
    world = club.world
    return [
        await world.submit("anna", await world.press("anna", await world.say("anna", "/meeting"), label), **typed)
        for label, typed in (("Change the place", {"place": TOO_LONG}), ("Cancel it", {"reason": TOO_LONG}))
    ]
