"""A club from nothing to a decided date and on to its next poll, by taps and typing in the page alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import vobject
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Windows
from tests.browser.founding import NewClub, found
from tests.browser.window import Column, Filled, Window

pytestmark = pytest.mark.browser

CLUB = "Nätbodarna"
HOST, PLACE = "Lumon Lanka", "Rantakatu 3, Vaasa"
COMPANIES = "Lumon Lanka – Aino Niemelä\nNorthlight Bikes – Emma Hartley"
CARD = f"📅 Nästa klubbmöte hos {HOST}"
TIMES = "📅 Tider för nästa möte"
FAILED = "Ingen av tiderna räckte till. Nya förslag kommer."
WITHDRAWN = "Omröstningen drogs tillbaka. Nya datum kommer."
SETUP: tuple[tuple[str, Filled], ...] = (
    (
        "Språk och klocka",
        {"languages": ("sv", "fi", "en"), "language": "sv", "zone": "Europe/Helsinki", "countries": ("FI",)},
    ),
    ("Dagar och tider", {"weekdays": ("1", "2", "3"), "start": "17:00", "minutes": "150"}),
    ("Företag", {"listed": COMPANIES}),
    ("Värd och plats", {"company": HOST, "place": PLACE}),
)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who comes by an invitation, and the words they are met with."""

    handle: str
    name: str
    language: str
    rules: tuple[str, str, str]
    promise: str
    yes: str


MARIA = Guest(
    "maria",
    "Maria Lillsjö",
    "sv",
    ("1 Det som sägs här stannar här.", "2 Alla bidrar.", "3 Alla gör sitt bästa för att komma."),
    "Jag lovar",
    "Ja",
)
AINO = Guest(
    "aino",
    "Aino Niemelä",
    "fi",
    (
        "1 Mitä täällä puhutaan, jää tänne.",
        "2 Jokainen antaa jotakin.",
        "3 Jokainen tekee parhaansa päästäkseen paikalle.",
    ),
    "Lupaan",
    "Kyllä",
)
EMMA = Guest(
    "emma",
    "Emma Hartley",
    "en",
    ("1 What is said here stays here.", "2 Everyone contributes.", "3 Everyone does their best to come."),
    "I promise",
    "Yes",
)


@dataclass(frozen=True, slots=True)
class Club:
    """Two windows side by side: in one the lead, in the other everybody else by turns."""

    lead: Window
    others: Window

    @property
    def room(self) -> Column:
        """The club's room as the lead sees it."""
        return self.lead.room

    def open_card(self) -> Locator:
        """The room's card of the poll that is open."""
        return self.room.log.locator("[data-message]").filter(has_text=CARD)

    def progress(self, words: str) -> None:
        """Wait until both windows show how many companies have answered, without being touched."""
        for window in (self.lead, self.others):
            expect(window.room.message(CARD)).to_contain_text(words)

    def answer_all(self, who: Guest) -> None:
        """Let somebody who is not the lead answer every slot of the room's card with yes, a tap each."""
        self.others.become(who.handle)
        slots = self.others.room.choices(CARD).count()
        assert slots >= 2
        before = self.others.taps
        self.others.room.answer(CARD, ["Ja"] * slots)
        assert self.others.taps - before == slots
        own = self.others.lane.log.locator("[aria-pressed=true]").filter(has_text=re.compile(f"^{who.yes}$"))
        expect(own).to_have_count(slots)

    def add_pause(self, first: date, last: date) -> None:
        """Let the lead add a pause."""
        lane = self.lead.lane
        lane.say("/klubb")
        lane.tap("Pauser")
        lane.tap("Lägg till en paus")
        self.lead.fill({"first": first.isoformat(), "last": last.isoformat(), "yearly": "0"})
        self.lead.send()


def _come_in(window: Window, who: Guest, invitation: str) -> None:
    """Come as a visitor with an invitation, read the three rules, promise."""
    window.add_visitor(who.name, who.language)
    window.lane.say(invitation)
    window.lane.shows(*who.rules)
    expect(window.room.log.locator("[data-message]")).to_have_count(0)
    window.lane.tap(who.promise)
    expect(window.room.section.locator(".head .name")).to_have_text(CLUB)


def _set_up(window: Window) -> None:
    """Let the lead set the club up: five steps, each a form or a tap."""
    window.lane.tap("Gör klubben klar")
    for done, (label, filled) in enumerate(SETUP):
        expect(window.lane.message(f"Gör {CLUB} klar")).to_contain_text(f"{done} av 5 steg är klara.")
        window.lane.tap(label)
        window.fill(filled)
        window.send()
    window.lane.tap("Inbjudningar")
    expect(window.lane.message("Träffas")).to_contain_text("1 av 3 personer är med.")


def _founded_club(windows: Windows) -> Club:
    """Bring a club together, with the people in two windows that follow each other."""
    others, lead = windows.open(), windows.open()
    invitation = found(others, NewClub(CLUB, MARIA.name, "Bärkorgen", "sv"))
    expect(lead.page.locator("#people [data-person=tove]")).to_be_visible()
    _come_in(lead, MARIA, invitation)
    expect(others.page.locator("#people [data-person=maria]")).to_be_visible()
    _set_up(lead)
    for guest in (AINO, EMMA):
        _come_in(others, guest, lead.lane.copy(guest.name))
    expect(lead.lane.message("Träffas")).to_contain_text("3 av 3 personer är med.")
    return Club(lead, others)


def _fail_a_round(club: Club) -> None:
    """The host says that none of the times suits, which ends the round at once."""
    club.lead.forward_until(club.lead.lane.message(TIMES))
    expect(club.open_card()).to_have_count(0)
    club.lead.forward_until(club.open_card())
    club.progress("0 av 3 företag har svarat.")
    club.answer_all(EMMA)
    expect(club.others.toast).to_contain_text("Saved: ")
    club.progress("1 av 3 företag har svarat.")
    club.others.become(AINO.handle)
    club.others.room.tap("Ingen av dessa", CARD)
    expect(club.others.toast).to_contain_text("Kiitos, että kerroit")
    club.room.shows(FAILED)
    expect(club.others.room.message(FAILED)).to_be_visible()


def _pause_a_poll(club: Club) -> date:
    """New times open by themselves; a pause added next withdraws them; return its last day."""
    club.lead.forward_until(club.open_card())
    club.progress("0 av 3 företag har svarat.")
    club.lead.room.tap("Alla passar", CARD)
    club.progress("1 av 3 företag har svarat.")
    today = club.lead.today
    last = today + timedelta(days=6)
    club.add_pause(today + timedelta(days=1), last)
    club.lead.forward_until(club.room.message(WITHDRAWN))
    expect(club.open_card()).to_have_count(0)
    return last


def _decide(club: Club, after: date) -> Locator:
    """After the pause the poll opens afresh; all answer; the date follows ten quiet minutes later."""
    club.lead.forward_until(club.open_card())
    assert club.lead.today > after
    club.lead.room.tap("Alla passar", CARD)
    club.answer_all(EMMA)
    club.answer_all(AINO)
    club.progress("3 av 3 företag har svarat.")
    decided = club.room.message("✅")
    club.lead.forward("hour")
    expect(decided).to_contain_text(f"{HOST}, {PLACE}.")
    return decided


def _calendar_entry(column: Column, words: str, folder: Path) -> vobject.base.Component:
    """Download the calendar file from the newest message with these words and read it with another library."""
    link = column.message(words).locator("a[download]")
    with column.window.page.expect_download() as told:
        link.click()
    path = folder / f"{column.section.get_attribute('data-handle')}-{told.value.suggested_filename}"
    told.value.save_as(path)
    entry: vobject.base.Component = vobject.readOne(path.read_text(encoding="utf-8")).vevent
    return entry


def _everybody_is_told(club: Club, folder: Path) -> datetime:
    """Each lane tells the date in its person's language, with the same meeting in its calendar file."""
    told = (
        (MARIA, "Kalenderfilen ligger här."),
        (AINO, "Kalenteritiedosto on tässä."),
        (EMMA, "calendar file is here"),
    )
    entries = {}
    for who, words in told:
        club.others.become(who.handle)
        expect(club.others.lane.message(words)).to_contain_text(f"{HOST}, {PLACE}.")
        entries[who] = _calendar_entry(club.others.lane, words, folder)
    starts: datetime = entries[MARIA].dtstart.value
    assert {entry.dtstart.value for entry in entries.values()} == {starts}
    assert {entry.location.value for entry in entries.values()} == {PLACE}
    assert [entry.summary.value for entry in entries.values()] == [
        f"Klubbmöte hos {HOST}",
        f"Kerhotapaaminen, isäntä: {HOST}",
        f"Club meeting at {HOST}",
    ]
    assert starts.utcoffset() is not None
    return starts


@pytest.mark.slow
@pytest.mark.timeout(150)
def test_a_club_is_founded_finds_its_date_and_goes_on(windows: Windows, tmp_path: Path) -> None:
    """Founding, invitations, five steps, a failed round, a pause, a date with its calendar file, the next poll."""
    club = _founded_club(windows)
    _fail_a_round(club)
    pause_ends = _pause_a_poll(club)
    decided = _decide(club, pause_ends)
    starts = _everybody_is_told(club, tmp_path)
    assert starts.date() > pause_ends + timedelta(days=7)
    assert f"{starts.day}.{starts.month} kl. 17–19.30" in decided.inner_text()
    club.lead.forward_until(club.room.message("Klubben träffades"))
    club.lead.forward_until(club.lead.lane.message("Det är er tur att ta emot klubben"))
    club.lead.lane.tap("Vi tar den")
    club.lead.fill({"place": "Strandvägen 12, Korsholm"})
    club.lead.send()
    club.lead.forward_until(club.room.message("📅 Nästa klubbmöte hos Bärkorgen"))
    assert club.lead.today > starts.date() + timedelta(days=14)
