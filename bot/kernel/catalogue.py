"""All features as one: acts by intent, commands by name, views by name; made once, then only read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from bot.kernel.errors import BugError, StrangerError
from bot.kernel.feature import Act, Answered, Feature, Reader, ViewMaker
from bot.kernel.intents import Codec, Intent, filled_readers
from bot.kernel.people import ClubId, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import Text
from bot.kernel.views import View, ViewRef

PLEDGE_VIEW = "joining.pledge"
# What everybody who was in a club is told when it has closed.
FAREWELL_VIEW = "clubs.closed"


class Catalogue:
    """What the whole bot can do, derived from its FEATURE records."""

    def __init__(self, features: Iterable[Feature]) -> None:
        self.features = tuple(features)
        self.acts: dict[type[Intent], Act] = {act.intent: act for each in self.features for act in each.acts}
        self.codec = Codec(tuple(self.acts))
        self.views: dict[str, ViewMaker] = {name: made for each in self.features for name, made in each.views.items()}
        self.facts = frozenset[str]().union(*(each.facts for each in self.features))
        self.commands = self._commands()

    def act(self, kind: type[Intent]) -> Act:
        """Return the act of an intent."""
        found = self.acts.get(kind)
        if found is None:
            message = f"no feature handles {kind.__name__}"
            raise BugError(message)
        return found

    def view(self, name: str) -> ViewMaker:
        """Return the maker of a view."""
        found = self.views.get(name)
        if found is None:
            message = f"no feature makes the view {name}"
            raise BugError(message)
        return found

    async def shown(self, unit: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
        """Return a private view as it is now; None when it is not this reader's to see, or no longer there.

        Of a club who waits sees the three rules, its organizer the facts, and who left or never came nothing (R1).
        """
        sees = {Role.MEMBER, Role.WAITING, Role.ORGANIZER} if ref.name in self.facts else {Role.MEMBER, Role.WAITING}
        if ref.name == FAREWELL_VIEW:
            sees |= {Role.FORMER}
        if ref.club and not reader.roles & sees:
            return None
        if ref.club and Role.WAITING in reader.roles and ref.name != PLEDGE_VIEW:
            return None
        try:
            return await self.view(ref.name)(unit, reader, ref)
        except StrangerError:
            return None

    def command(self, word: str) -> Act | None:
        """Return the act of a command's name or alias, with or without its slash."""
        return self.commands.get(word.lower().lstrip("/"))

    def commands_for(self, roles: frozenset[Role]) -> list[Act]:
        """Return the acts whose commands are listed for these roles, in the features' order."""
        return [
            act
            for feature in self.features
            for act in feature.acts
            if act.command is not None and act.command.listed and act.who & act.command.listed_for & roles
        ]

    def on_messages_for(self, roles: frozenset[Role]) -> list[Act]:
        """Return the acts that are offered to these roles on what people write, in the features' order."""
        return [act for act in self.acts.values() if act.on_message is not None and act.who & roles]

    def reply_to(self, view: str) -> Act | None:
        """Return the act that plain words in reply to a private view ask for."""
        return next((act for act in self.acts.values() if view in act.replies_to), None)

    def from_command(self, act: Act, text: str, club: ClubId) -> Intent:
        """Return the intent of a command with what was typed after it.

        One filled field takes the whole text; several take its parts at commas.
        """
        readers = filled_readers(act.intent)
        names = list(readers)
        parts = [text] if len(names) == 1 else [part.strip() for part in text.split(",", max(len(names) - 1, 0))]
        raw = dict(zip(names, parts, strict=False)) if names else {}
        return self.codec.read(self.codec.write(act.intent(club=club)), raw)

    def takes_text(self, act: Act) -> bool:
        """True when the command means nothing without words after it."""
        return bool(filled_readers(act.intent)) and act.answered is not Answered.FORM

    def foreseen(self, data: str) -> Text | None:
        """Return a coming timer in words, when its feature names it."""
        intent = self.codec.read(data)
        for feature in self.features:
            made = feature.foreseen.get(type(intent))
            if made is not None:
                return made(intent)
        return None

    def _commands(self) -> dict[str, Act]:
        found: dict[str, Act] = {}
        for act in self.acts.values():
            for word in (act.command.name, *act.command.aliases) if act.command else ():
                if word in found:
                    message = f"two acts share the command {word}"
                    raise BugError(message)
                found[word] = act
        return found


def carries_only_ids(intent: Intent) -> bool:
    """True when nothing typed is in the intent, so that it may be put on a button again."""
    return not any(name in {each.name for each in fields(intent)} for name in filled_readers(type(intent)))
