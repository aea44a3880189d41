"""A view made to fit what a place can show, by ladders; nothing is dropped silently (design, ladders)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.kernel.intents import Intent
from bot.kernel.ports import Capabilities
from bot.kernel.texts import Joined, Sentence, T, Text
from bot.kernel.views import Attachment, Block, Button, Choice, Paragraph, Picture, View


class Need(StrEnum):
    """What a view or an answer needs from a place."""

    CHOICE = "choice"
    FORM = "form"
    PRIVATE_ANSWER = "private answer"
    FIRST_MESSAGE = "first direct message"
    LIVE_RESULT = "live result"
    PICTURE = "picture"


class Rung(StrEnum):
    """One way to meet a need."""

    NATIVE_BUTTONS = "native buttons"
    MORE_ROWS = "buttons in more rows"
    NUMBERED = "numbered list, answer by number"
    NATIVE_FORM = "native window"
    ONE_AT_A_TIME = "one question at a time in private"
    NATIVE_PRIVATE = "native private answer"
    DIRECT_MESSAGE = "direct message"
    EDIT = "edit"
    SLOW_EDIT = "edit at most every n seconds"
    NEW_MESSAGE = "new message, old one marked closed"
    OTHER_PLATFORM = "the same person's other platform"
    KEPT = "kept until the person opens a chat"
    PERSONAL_LINK = "personal web link"
    IN_PLACE = "shown in place"
    IN_WORDS = "said in words"


LADDERS: dict[Need, tuple[Rung, ...]] = {
    Need.CHOICE: (Rung.NATIVE_BUTTONS, Rung.MORE_ROWS, Rung.NUMBERED),
    Need.FORM: (Rung.NATIVE_FORM, Rung.ONE_AT_A_TIME),
    Need.PRIVATE_ANSWER: (Rung.NATIVE_PRIVATE, Rung.DIRECT_MESSAGE, Rung.KEPT),
    Need.FIRST_MESSAGE: (Rung.DIRECT_MESSAGE, Rung.OTHER_PLATFORM, Rung.KEPT),
    Need.LIVE_RESULT: (Rung.EDIT, Rung.SLOW_EDIT, Rung.NEW_MESSAGE),
    Need.PICTURE: (Rung.IN_PLACE, Rung.IN_WORDS),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed to make a view fit, and to which rung it went down."""

    need: Need
    rung: Rung


@dataclass(frozen=True, slots=True)
class Fitted:
    """A view a place can show, what was changed for it, and the intents behind a numbered list (number 1 first)."""

    view: View
    changes: tuple[Change, ...] = ()
    numbered: tuple[Intent, ...] = ()


def rung_of(need: Need, able: Capabilities) -> Rung:
    """Return the first rung of a ladder that a place can stand on."""
    stands = {
        Rung.NATIVE_BUTTONS: able.buttons > 0,
        Rung.MORE_ROWS: able.buttons > 0,
        Rung.NATIVE_FORM: able.native_forms,
        Rung.NATIVE_PRIVATE: able.private_answers,
        Rung.EDIT: able.edits and not able.edit_every_seconds,
        Rung.SLOW_EDIT: able.edits,
        Rung.IN_PLACE: able.attachments,
    }
    return next(rung for rung in LADDERS[need] if stands.get(rung, True))


def fit(view: View, able: Capabilities) -> Fitted:
    """Return the view as the place can show it."""
    left, blocks, numbered, changes = able.buttons, list[Block](), list[Intent](), list[Change]()
    for block in view.blocks:
        if isinstance(block, Choice):
            if len(block.options) <= left:
                left -= len(block.options)
                rows = _rows(block, able.buttons_in_row)
                changes += [Change(Need.CHOICE, Rung.MORE_ROWS)] * (len(rows) > 1)
                blocks += rows
            else:
                blocks.append(_numbered(block, len(numbered)))
                numbered += [option.action for option in block.options]
                changes.append(Change(Need.CHOICE, Rung.NUMBERED))
        elif isinstance(block, Attachment) and not able.attachments:
            blocks.append(Paragraph(T("{name}: open it in the browser.", name=block.name)))
            changes.append(Change(Need.PRIVATE_ANSWER, Rung.PERSONAL_LINK))
        elif isinstance(block, Picture) and not able.attachments:
            blocks.append(Paragraph(block.said))
            changes.append(Change(Need.PICTURE, Rung.IN_WORDS))
        else:
            blocks.append(block)
    if numbered:
        blocks.append(Paragraph(T("Answer with a number.")))
    return Fitted(View(view.audience, tuple(blocks), view.loud, view.asks), tuple(changes), tuple(numbered))


def _rows(choice: Choice, width: int) -> list[Block]:
    options = choice.options
    rows: list[Block] = [Choice(options[at : at + width]) for at in range(0, len(options), width)]
    first = rows[0] if rows else Choice(())
    if isinstance(first, Choice):
        rows[:1] = [Choice(first.options, choice.question)]
    return rows


def _numbered(choice: Choice, before: int) -> Paragraph:
    lines: list[Text | Sentence] = [choice.question] if choice.question else []
    lines += [_line(before + at, option) for at, option in enumerate(choice.options, 1)]
    return Paragraph(Joined(tuple(lines), "\n"))


def _line(number: int, option: Button) -> Joined:
    return Joined((f"{number}.", option.label, *(("✓",) if option.chosen else ())))
