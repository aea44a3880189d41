"""What the page can show: nearly everything, since it is ours."""

from __future__ import annotations

from bot.kernel.ports import Capabilities

WEB_CAPABILITIES = Capabilities(
    buttons=200,
    buttons_in_row=200,
    slots=5,
    native_forms=True,
    private_answers=True,
    edits=True,
    edit_every_seconds=0,
    attachments=True,
    text_limit=20_000,
    label_limit=200,
)
