"""A view as plain words in one voice: for digests, for tests that read, and for places that show nothing but text."""

from __future__ import annotations

from bot.kernel.texts import Voice
from bot.kernel.views import (
    Attachment,
    Block,
    Choice,
    Copyable,
    Facts,
    Link,
    Paragraph,
    Picture,
    Progress,
    Title,
    View,
)


def wording(view: View, voice: Voice) -> str:
    """Return everything a reader sees in a view, a line a block, buttons in brackets."""
    return "\n".join(block_wording(block, voice) for block in view.blocks)


def block_wording(block: Block, voice: Voice) -> str:
    """Return everything a reader sees in one block."""
    match block:
        case Title(text) | Paragraph(text) | Progress(text=text):
            return voice.say(text)
        case Facts(rows):
            return "\n".join(f"{voice.say(what)}: {voice.say(much)}" for what, much in rows)
        case Choice(options, question):
            asked = f"{voice.say(question)} " if question else ""
            return asked + " ".join(f"[{'*' if each.chosen else ''}{voice.say(each.label)}]" for each in options)
        case Link(label, url):
            return f"{voice.say(label)} {url}"
        case Copyable(label, text):
            return f"{voice.say(label)}\n{voice.say(text)}"
        case Attachment(name):
            return f"<{name}>"
        case Picture(said=said):
            return voice.say(said)
