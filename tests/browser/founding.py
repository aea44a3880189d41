"""How a club comes into being in the page: the operator's code, an organizer, a lead, guests with invitations."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import expect

from tests.browser.window import Window


@dataclass(frozen=True, slots=True)
class NewClub:
    """What an organizer fills in to found a club."""

    name: str
    lead: str
    company: str
    language: str


def found(window: Window, club: NewClub) -> str:
    """Begin with an empty house, become an organizer by the operator's code, found a club; return the lead's link."""
    window.start_over(1)
    window.become("operator")
    code = window.lane.copy("Code for the first organizer:")
    window.add_visitor("Tove Ek", "en")
    window.lane.say("/organizer")
    window.fill({"word": code})
    window.send()
    window.lane.tap("Found a club")
    window.fill({"name": club.name, "lead_name": club.lead, "lead_company": club.company, "language": club.language})
    window.send()
    return window.lane.copy("/join ")


def come_in(window: Window, name: str, language: str, invitation: str, promise: str) -> None:
    """Come as a visitor with an invitation, read the three rules, promise."""
    window.add_visitor(name, language)
    window.lane.say(invitation)
    window.lane.tap(promise)
    expect(window.room.line).to_be_visible()
