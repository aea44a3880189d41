"""Short private views about one's own data."""

from __future__ import annotations

from bot.features.joining.views import NOBODY_FOLLOWS
from bot.features.privacy.intents import Forget, MyData
from bot.kernel.texts import T
from bot.kernel.views import Attachment, Audience, Button, Choice, Paragraph, Title, Tone, View

FILE_NAME = "reppu-my-data.json"


def exported(content: bytes) -> View:
    """Hand over everything, as a file."""
    said = T("Everything Reppu keeps of you is in this file.")
    return View(Audience.PRIVATE, (Paragraph(said), Attachment(FILE_NAME, "application/json", content)))


def forget_question(*, is_missed: bool) -> View:
    """Ask once more, and say what goes and what stays; to a lead whom nobody follows, what becomes of the club."""
    goes = T("You leave your clubs. Name, accounts, settings, links and answers to open polls are deleted.")
    stays = T("Past answers stay as counts without you. What stands in a chat you delete there yourself.")
    options = (
        Button(T("Erase all"), Forget(sure=True), Tone.NO),
        Button(T("See it first"), MyData()),
    )
    missed = (Paragraph(NOBODY_FOLLOWS),) if is_missed else ()
    blocks = (Title(T("Erase your data?")), Paragraph(goes), Paragraph(stays), *missed, Choice(options))
    return View(Audience.PRIVATE, blocks)
