"""How people fill forms in: each field by its name, with words that are found again wherever they turn up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from bot.kernel.people import NO_CLUB
from bot.kernel.views import FieldKind, Form, FormField
from tests.simulation.tempers import DAY

if TYPE_CHECKING:
    from tests.simulation.people import Person

ADVICE = (
    "Visa frakten redan på produktsidan, jag letade länge",
    "Resepti jokaisen jauhon alle: mitä tästä leivotaan",
    "The cart forgets everything when I switch language",
    "Knappen till kassan hamnar under bilden i telefonen 📱",
    "Kotisivun video alkaa äänellä",
    "Skriv leveranstiden i dagar, inte snabb leverans",
)


def filled(person: Person, form: Form) -> dict[str, str | tuple[str, ...]]:
    """Return what somebody types into a form; what need not be said is often left out."""
    canary = person.world.watch.eye.canaries.get(getattr(form.action, "club", NO_CLUB), "")
    first = person.chance.randint(0, 40)
    typed: dict[str, str | tuple[str, ...]] = {}
    for field in form.fields:
        if field.required or person.chance.random() < 0.6:
            typed[field.name] = _typed(person, field, f"Zq{canary}", first)
        else:
            typed[field.name] = ""
    return typed


def tip_words(person: Person, canary: str) -> str:
    """Return the words of a tip with its number in them; some say what another has said."""
    person.world.tips_written += 1
    return f"{person.chance.choice(ADVICE)} {canary}t{person.world.tips_written}"


def _typed(person: Person, field: FormField, canary: str, first: int) -> str | tuple[str, ...]:
    if field.name in WORDS:
        return WORDS[field.name](person, canary)
    today = person.world.loop.now().date()
    match field.kind:
        case FieldKind.ONE:
            return person.chance.choice([known for known, _ in field.options]) if field.options else ""
        case FieldKind.MANY:
            return tuple(known for known, _ in field.options[:2])
        case FieldKind.DAY:
            days = first + (person.chance.randint(0, 14) if field.name != "first" else 0)
            return (today + DAY * max(days, 1)).isoformat()
        case FieldKind.TIME:
            return person.chance.choice(("17:00", "18.30", "09:15"))
        case FieldKind.NUMBER:
            return "6"
        case FieldKind.LINE | FieldKind.TEXT:
            return f"{field.name} {canary}w"


def _place(person: Person, canary: str) -> str:
    return f"Hamngatan {person.number} {canary}g"


def _webshop(person: Person, canary: str) -> str:  # noqa: ARG001 - an address holds no canary
    return f"https://shop{person.company}.example"


def _private(_: Person, canary: str) -> str:
    return f"Katsokaa kassaa, tack {canary}w"


WORDS: Mapping[str, Callable[[Person, str], str]] = {
    "words": tip_words,
    "place": _place,
    "webshop": _webshop,
    "goal": _private,
    "question_1": _private,
    "question_2": lambda person, canary: f"Syns priset? {_private(person, canary)}",
    "question_3": lambda person, canary: f"Enough photos? {_private(person, canary)}",
    "reason": _private,
    "experience": _private,
}
