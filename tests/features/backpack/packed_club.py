"""A club of invented companies whose host has been visited, with tips given through the real door."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from bot.features.backpack.intents import OpenBackpack, Pack, PickTip, SayOutcome
from bot.features.backpack.ports import Backpack, Backpacks, Outcome, Pick
from bot.features.meetings.ports import Meeting
from bot.features.tips.intents import BackTip, GiveTip, SetArea, SetEffect, SetEffort, SetNamed
from bot.features.tips.ports import Area, Tip, TipId, Tips
from bot.features.turns.ports import NO_TURN
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import Catalogues
from bot.kernel.views import Attachment, Block, View
from tests.features.club_world import Heard
from tests.features.polls.poll_club import PollClub

DELIVERY = "Show the delivery time on the product page."
CHECKOUT = "Let people buy without an account."
SEARCH = "Let the search forgive spelling mistakes."


class PackedClub(PollClub):
    """A club in which tips are given, packed, picked and followed up; the host is anna's Kvarnboden."""

    meeting_now: Meeting

    @classmethod
    async def decided(
        cls, companies: int = 4, catalogues: Catalogues | None = None, host: str = "Kvarnboden"
    ) -> PackedClub:
        """Found the club and let everybody agree on a date."""
        founded = await cls.founded(companies, catalogues=catalogues, host=host)
        club = cls(founded.world, founded.id)
        await club.until_open()
        for member in await club.world.members():
            await club.all_fit(member.name.split()[0].lower())
        club.meeting_now = await club.until_decided()
        return club

    @classmethod
    async def visited(cls, companies: int = 4, catalogues: Catalogues | None = None) -> PackedClub:
        """Found the club, let three tips be given, and let the meeting begin."""
        club = await cls.decided(companies, catalogues)
        await club.three_tips()
        await club.begins()
        return club

    @classmethod
    async def packed(cls, companies: int = 4, catalogues: Catalogues | None = None) -> PackedClub:
        """Let the host pack as soon as the meeting has begun."""
        club = await cls.visited(companies, catalogues)
        await club.packs("anna")
        await club.world.settle()
        return club

    async def until_open(self) -> None:
        """Let time pass until the poll is open."""
        for _ in range(200):
            live = await self.live()
            if live is not None and live.state.value == "open":
                return
            await self.next_event()
        raise AssertionError

    async def three_tips(self) -> None:
        """Let bo, cia and dan each give one; bo's is backed by cia's company, dan's is unnamed."""
        delivery = await self.gives("bo", DELIVERY, Area.DELIVERY, effort=1, effect=3)
        await self.gives("cia", CHECKOUT, Area.CHECKOUT, effort=2, effect=2)
        search = await self.gives("dan", SEARCH, Area.SEARCH)
        await self.world.ask("dan", SetNamed(club=self.id, tip=search, named=False))
        await self.world.ask("cia", BackTip(club=self.id, tip=delivery, backs=True))

    async def gives(self, who: str, words: str, area: Area | None = None, effort: int = 0, effect: int = 0) -> TipId:
        """Let somebody give a tip and say what it is about."""
        self.world.clock.move_to(self.world.clock.now() + timedelta(seconds=1))
        heard = await self.world.ask(who, GiveTip(club=self.id, words=words))
        assert heard.error is None, heard.error
        tip = await self.tip(words)
        if area:
            await self.world.ask(who, SetArea(club=self.id, tip=tip, area=area))
        if effort:
            await self.world.ask(who, SetEffort(club=self.id, tip=tip, dots=effort))
        if effect:
            await self.world.ask(who, SetEffect(club=self.id, tip=tip, dots=effect))
        return tip

    async def begins(self) -> None:
        """Let time pass to the start of the meeting."""
        await self.world.clockwork.advance(self.world.clock, self.meeting_now.starts_at)

    async def lives(self, days: float) -> None:
        """Let days pass, whoever is asked to host taking the turn."""
        until = self.world.clock.now() + timedelta(days=days)
        while (due := await self.world.clockwork.next_due()) is not None and due <= until:
            await self.next_event()
        await self.world.clockwork.advance(self.world.clock, until)

    async def packs(self, who: str) -> Heard:
        """Let somebody pack."""
        return await self.world.ask(who, Pack(club=self.id))

    async def opens(self, who: str, *, of_turn: bool = False) -> Heard:
        """Let somebody write /backpack, or press a button that names the turn."""
        turn = self.meeting_now.turn if of_turn else NO_TURN
        return await self.world.ask(who, OpenBackpack(club=self.id, turn=turn))

    async def picks(self, who: str, tip: TipId, *, wanted: bool = True) -> Heard:
        """Let somebody take a tip among the first three."""
        return await self.world.ask(who, PickTip(club=self.id, tip=tip, wanted=wanted))

    async def says(self, who: str, tip: TipId, outcome: Outcome) -> Heard:
        """Let somebody say what became of a tip."""
        return await self.world.ask(who, SayOutcome(club=self.id, tip=tip, outcome=outcome))

    async def tips(self) -> list[Tip]:
        """Return all tips in the order they were given."""
        return await self.look(lambda unit: unit.of(Tips).of_club(self.scope))

    async def tip(self, words: str) -> TipId:
        """Return the tip with these words."""
        return next(each.id for each in await self.tips() if each.words == words)

    async def backpack(self) -> Backpack | None:
        """Return the backpack of the visited turn."""

        async def look(unit: UnitOfWork) -> Backpack | None:
            return await unit.of(Backpacks).backpack(self.scope, self.meeting_now.turn)

        return await self.look(look)

    async def picked(self) -> list[Pick]:
        """Return what the host has picked."""
        return await self.look(lambda unit: unit.of(Backpacks).picks(self.scope, self.meeting_now.turn))

    def backpacks_of(self, who: str) -> list[View]:
        """Return the backpacks somebody was sent."""
        return [each for each in self.views(who) if any(_is_paper(block) for block in each.blocks)]


def _is_paper(block: Block) -> bool:
    return isinstance(block, Attachment) and block.name.endswith(".pdf")


def record_of(view: View) -> dict[str, Any]:
    """Return what the pages of a view will say."""
    (paper,) = [each for each in view.blocks if isinstance(each, Attachment) and _is_paper(each)]
    assert paper.unmade is not None
    record: dict[str, Any] = json.loads(paper.unmade.written)
    return record
