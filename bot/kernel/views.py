"""What to show, semantically: no platform's words, no markup, always with an audience."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.kernel.intents import Intent
from bot.kernel.people import NO_CLUB, ClubId
from bot.kernel.texts import Text, Value


class Audience(StrEnum):
    """Who may see a view; a private one never widens (R2)."""

    ROOM = "room"
    PRIVATE = "private"


class Tone(StrEnum):
    """How a button looks; its words say the same (never colour alone)."""

    PLAIN = "plain"
    PRIMARY = "primary"
    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Title:
    """The one bold line of a view."""

    text: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A short paragraph."""

    text: Text


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of what and how much."""

    rows: tuple[tuple[Value, Value], ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A verb or an answer, and the intent it asks."""

    label: Text
    action: Intent
    tone: Tone = Tone.PLAIN
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with its answers in a row; `question` may be missing when the text above asks it."""

    options: tuple[Button, ...]
    question: Text | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An address to open or hand on. `token` links carry it in the fragment (R10)."""

    label: Text
    url: str


@dataclass(frozen=True, slots=True)
class Copyable:
    """Text to hand on: an invitation, a message for people outside the chat."""

    label: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Unmade:
    """A file that takes longer to make than a unit of work may last: which template, and the record as JSON."""

    template: str
    written: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file; `name` is made by us, never by people. `opens` for a page to be looked at where it is, not kept.

    One with `unmade` has no content yet; a `Renderer` makes it before it is sent.
    """

    name: str
    media_type: str
    content: bytes = b""
    opens: bool = False
    unmade: Unmade | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """An image made by us, shown in place; `said` says the same in words to whoever does not see it."""

    name: str
    media_type: str
    said: Text
    content: bytes = b""
    unmade: Unmade | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of how many, with words."""

    done: int
    total: int
    text: Text


Block = Title | Paragraph | Facts | Choice | Link | Copyable | Attachment | Picture | Progress


@dataclass(frozen=True, slots=True)
class View:
    """Blocks for an audience. `loud` is for the few room cards that may sound (R2).

    A view that `asks` waits for the answer its buttons give (R8); one whose buttons are only offered does not.
    """

    audience: Audience
    blocks: tuple[Block, ...]
    loud: bool = False
    asks: bool = True


class FieldKind(StrEnum):
    """How a form's field is filled in."""

    LINE = "line"
    TEXT = "text"
    ONE = "one"
    MANY = "many"
    DAY = "day"
    TIME = "time"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class FormField:
    """One question of a form; `name` is the intent's field it fills."""

    name: str
    label: Text
    kind: FieldKind = FieldKind.LINE
    value: str | tuple[str, ...] = ""
    options: tuple[tuple[str, Value], ...] = ()
    hint: Text | None = None
    required: bool = True
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """Questions whose answers complete an intent."""

    action: Intent
    title: Text
    fields: tuple[FormField, ...]
    submit: Text
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class ViewRef:
    """A view named, not made: which feature's, which one, and of what."""

    name: str
    club: ClubId = NO_CLUB
    ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the one who acted gets at once; the state is safe when it is shown.

    `toast` is one line; `panel` is a private living view that replaces its earlier copy; `view` is a private message;
    `form` opens a form. All are private to the one who acted.
    """

    toast: Text | None = None
    panel: ViewRef | None = None
    view: View | None = None
    form: Form | None = None


NOTHING = Answer()
