"""Everything that is shown, told, asked or refused while this is open, read in the three languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from gettext import NullTranslations
from unittest.mock import patch

from bot.kernel.door import Door, Reply
from bot.kernel.intents import Asked
from bot.kernel.locales import load_catalogues
from bot.kernel.people import Language, Place
from bot.kernel.texts import Value, Voice
from bot.kernel.views import Form, View, ViewRef
from bot.kernel.wording import wording
from tests.features.club_world import HELSINKI, Heard, Letterbox, World

# What is alike in two languages, and so is no English left over.
ALIKE = re.compile(r"^(?:\W|\{\w+\}|\bh\b|\bmin\b|\btips\b)*$")


class Noting(NullTranslations):
    """Translations that note which texts they have no words for."""

    def __init__(self, inner: NullTranslations, missing: set[str]) -> None:
        super().__init__()
        self._inner, self._missing = inner, missing

    def gettext(self, message: str) -> str:
        """Return the translation."""
        return self._noted(message, self._inner.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the translation for a count."""
        return self._noted(msgid1 if n == 1 else msgid2, self._inner.ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation in a context."""
        return self._noted(message, self._inner.pgettext(context, message))

    def _noted(self, message: str, said: str) -> str:
        if said == message and not ALIKE.match(message):
            self._missing.add(message)
        return said


@dataclass
class Reading:
    """What was read, in the order it was, each text once: what it was, and its words by language."""

    read: dict[tuple[str, str], dict[Language, str]] = field(default_factory=dict)
    untranslated: dict[Language, set[str]] = field(default_factory=lambda: {each: set() for each in Language})

    def __post_init__(self) -> None:
        """Make the voices."""
        spoken = load_catalogues().by_language
        self._voices = {
            language: Voice(language, HELSINKI, Noting(spoken[language], self.untranslated[language]))
            for language in Language
        }

    def note(self, kind: str, said: Callable[[Voice], str]) -> None:
        """Read something in all languages."""
        words = {language: said(voice) for language, voice in self._voices.items()}
        self.read.setdefault((kind, words[Language.EN]), words)

    def view(self, kind: str, view: View) -> None:
        """Read a view."""
        self.note(kind, lambda voice: wording(view, voice))

    def form(self, form: Form) -> None:
        """Read a form: its title, its words, its fields with their hints and choices, its button."""
        said: list[Value | None] = [form.title, form.text, form.submit]
        for each in form.fields:
            said += [each.label, each.hint, *(label for _, label in each.options)]
        self.note("form", lambda voice: "\n".join(voice.say(each) for each in said if each))


@contextmanager
def reading() -> Iterator[Reading]:
    """Read everything while this is open."""
    noted = Reading()
    show, heard, post, edit = Door.show, World._heard, Letterbox.post, Letterbox.edit

    async def watched_show(self: Door, ref: ViewRef, asked: Asked) -> tuple[View, Voice] | None:
        shown = await show(self, ref, asked)
        if shown is not None:
            noted.view(f"panel {ref.name}", shown[0])
        return shown

    async def watched_heard(self: World, asked: Asked, reply: Reply) -> Heard:
        answer = reply.answer
        for each in (answer.toast, reply.error, *reply.fields.values()):
            if each is not None:
                noted.note("said", each.say)
        if answer.view is not None:
            noted.view("answer", answer.view)
        if answer.form is not None:
            noted.form(answer.form)
        return await heard(self, asked, reply)

    async def watched_post(self: Letterbox, place: Place, view: View, voice: Voice, key: str) -> str:
        noted.view("room" if place.chat == "room" else "message", view)
        return await post(self, place, view, voice, key)

    async def watched_edit(self: Letterbox, place: Place, message: str, view: View, voice: Voice) -> None:
        noted.view("room" if place.chat == "room" else "message", view)
        await edit(self, place, message, view, voice)

    with (
        patch.object(Door, "show", watched_show),
        patch.object(World, "_heard", watched_heard),
        patch.object(Letterbox, "post", watched_post),
        patch.object(Letterbox, "edit", watched_edit),
    ):
        yield noted
