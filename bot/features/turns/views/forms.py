"""The forms of a turn."""

from __future__ import annotations

from bot.features.clubs.model import PLACE_LIMIT
from bot.features.turns.intents import AcceptTurn, Volunteer
from bot.features.turns.ports import Turn
from bot.kernel.people import ClubScope
from bot.kernel.texts import T
from bot.kernel.views import Form, FormField


def accept_form(scope: ClubScope, turn: Turn, before: Turn | None) -> Form:
    """Ask for place and webshop, filled in with what is known (R5.2)."""
    submit = T("Save") if turn.is_accepted else T("We'll take it")
    return Form(
        AcceptTurn(club=scope.club, turn=turn.id), T("The club comes to you"), place_fields(turn, before), submit
    )


def volunteer_form(scope: ClubScope, before: Turn | None) -> Form:
    """Ask a company that offers to host for place and webshop."""
    return Form(Volunteer(club=scope.club), T("The club comes to you"), place_fields(None, before), T("We can host"))


def place_fields(turn: Turn | None, before: Turn | None) -> tuple[FormField, FormField]:
    """Return the two questions, each with the answer of this turn or of the company's last one."""
    known = [each for each in (turn, before) if each is not None]
    place = next((each.place for each in known if each.place), "")
    webshop = next((each.webshop for each in known if each.webshop), "")
    return (
        FormField("place", T("Where do we meet?"), value=place, limit=PLACE_LIMIT, hint=T("Street and town.")),
        FormField(
            "webshop",
            T("Your webshop's address"),
            value=webshop,
            required=False,
            hint=T("Like www.example.fi. It can wait."),
        ),
    )
