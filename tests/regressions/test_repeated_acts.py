"""An act that is delivered again after a crash is answered, whatever act it was."""

from __future__ import annotations

from bot.features.joining.intents import OpenInvitation
from tests.features.club_world import World


async def test_an_act_delivered_again_is_answered(empty: World) -> None:
    """The program crashed between commit and answer: the act comes again, and nobody is left waiting."""
    intent = OpenInvitation(token="a" * 26)
    first = await empty.ask("eve", intent, update="42")
    again = await empty.ask("eve", intent, update="42")
    assert first.form is not None
    assert again.words == "That was taken in already. If no answer came, ask once more."
