"""The opened core: every part that an adapter, a demo or a simulation works with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.kernel.cardkeeper import CardKeeper
from bot.kernel.catalogue import Catalogue
from bot.kernel.clock import Clock, Randomness
from bot.kernel.clockwork import Clockwork
from bot.kernel.courier import Courier
from bot.kernel.door import Door
from bot.kernel.ports import ChatAdapter, Renderer, Storage
from bot.kernel.texts import Catalogues

Listener = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Seams:
    """What an adapter is made with, before the core stands."""

    storage: Storage
    catalogue: Catalogue
    catalogues: Catalogues
    clock: Clock
    randomness: Randomness
    zone: ZoneInfo
    renderer: Renderer


@dataclass(frozen=True, slots=True)
class Core:
    """Everything that runs a club; opened by `bot.compose`. `listeners` are told after each act and each timer."""

    seams: Seams
    adapters: Mapping[str, ChatAdapter]
    door: Door
    courier: Courier
    cards: CardKeeper
    clockwork: Clockwork
    listeners: list[Listener] = field(default_factory=list)

    @property
    def storage(self) -> Storage:
        """Units of work."""
        return self.seams.storage

    @property
    def catalogue(self) -> Catalogue:
        """What the bot can do."""
        return self.seams.catalogue

    @property
    def catalogues(self) -> Catalogues:
        """The languages it speaks."""
        return self.seams.catalogues

    @property
    def clock(self) -> Clock:
        """The present."""
        return self.seams.clock
