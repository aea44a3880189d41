"""Somebody's fingers: what is done with them is done through the real door, and each tap is counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.kernel.fields import Raw
from bot.kernel.people import Where
from bot.kernel.views import Block, Choice
from tests.features.club_world import Heard
from tests.journeys.year_club import YearClub


@dataclass(slots=True)
class Fingers:
    """Counts taps by act: a button pressed, a form sent and a command alone are one each; words typed are none."""

    club: YearClub
    taps: dict[str, int] = field(default_factory=dict)
    act: str = ""

    @contextmanager
    def doing(self, act: str) -> Iterator[None]:
        """Count what is tapped meanwhile as one act."""
        self.act = act
        self.taps.setdefault(act, 0)
        yield
        self.act = ""

    async def writes(self, who: str, command: str, where: Where | None = None) -> Heard:
        """Write a command; alone it is a tap in the menu, with words it is typed."""
        self._tap(0 if " " in command else 1)
        return self._done(await self.club.world.say(who, command, where))

    async def taps_on(self, who: str, message: str, label: str, where: str = "") -> Heard:
        """Tap a button under the last message to somebody, or to the room, that begins so."""
        self._tap(1)
        return self._done(await self.club.world.ask(who, self.club.offered_to(where or who, message)[label]))

    async def answers(self, who: str, slot: int, label: str) -> Heard:
        """Tap an answer to one time of the room's date poll."""
        self._tap(1)
        cards = [each for each in self.club.views("room") if any(_is_slot(block) for block in each.blocks)]
        rows = [block for block in cards[-1].blocks if isinstance(block, Choice) and _is_slot(block)]
        asks = {each.label.say(self.club.voice): each.action for each in rows[slot].options}
        return self._done(await self.club.world.ask(who, asks[label]))

    async def presses(self, who: str, heard: Heard, label: str) -> Heard:
        """Press a button of what was shown last."""
        self._tap(1)
        return self._done(await self.club.world.press(who, heard, label))

    async def sends(self, who: str, heard: Heard, **typed: Raw) -> Heard:
        """Send the form that was opened."""
        self._tap(1)
        return self._done(await self.club.world.submit(who, heard, **typed))

    def table(self) -> str:
        """Return the acts with their taps, most first."""
        ranked = sorted(self.taps.items(), key=lambda each: (-each[1], each[0]))
        return "\n".join(f"{taps:3}  {act}" for act, taps in ranked)

    def _tap(self, count: int) -> None:
        if self.act:
            self.taps[self.act] += count

    def _done(self, heard: Heard) -> Heard:
        assert heard.error is None, heard.error
        return heard


def _is_slot(block: Block) -> bool:
    return isinstance(block, Choice) and block.question is not None
