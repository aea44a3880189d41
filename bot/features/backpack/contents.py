"""What is in a backpack: read in one unit, numbered once for card, picture, paper and buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.features.backpack.model.packing import Numbered, Weighed, numbered
from bot.features.backpack.ports import Backpack, Backpacks, Pick
from bot.features.briefs.ports import Brief, Briefs
from bot.features.meetings.names import GONE, known_name
from bot.features.meetings.ports import Meetings
from bot.features.tips.model.groups import Count, Group, backers_of, count_of, groups_of
from bot.features.tips.ports import Area, Tip, TipId, Tips, TipState
from bot.features.tips.words import Authors, authors_of
from bot.features.turns.ports import Turn, TurnId, Turns
from bot.kernel.people import ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.texts import Text

AREAS = tuple(Area)
Entry = Numbered[Group[Tip]]


@dataclass(frozen=True, slots=True)
class Contents:
    """A packed backpack with all that its pages say. `entries` are its tips by area, each with those joined to it."""

    club: str
    turn: Turn
    host: Text
    met_on: date
    backpack: Backpack
    entries: tuple[Entry, ...]
    count: Count
    authors: Authors
    picks: tuple[Pick, ...]
    brief: Brief | None

    @property
    def latest(self) -> int:
        """How many tips the latest edition brought."""
        return sum(len(each.of.tip.tips) for each in self.entries if each.of.edition == self.backpack.edition)

    def entry_of(self, tip: TipId) -> Entry | None:
        """Return the entry a tip stands in, by itself or joined."""
        return next((each for each in self.entries if any(tip == one.id for one in each.of.tip.tips)), None)


async def contents_of(work: UnitOfWork, scope: ClubScope, turn: str) -> Contents | None:
    """Return a turn's packed backpack; None while it is not packed, and without a tip.

    When the host has left, it is there only if it was shared before: then it is the club's (R7.2).

    Raises:
        StrangerError: when the club has no such turn.
    """
    found = await work.of(Turns).turn(scope, turn)
    backpack = await work.of(Backpacks).backpack(scope, found.id)
    meeting = await work.of(Meetings).of_turn(scope, found.id)
    host = await known_name(work, scope, found.company)
    if backpack is None or backpack.is_empty or meeting is None or (host is None and backpack.shared_at is None):
        return None
    packed = await packed_tips(work, scope, found.id)
    backings = await work.of(Tips).backings(scope, found.id)
    backed: dict[str, frozenset[CompanyId]] = {
        tip: frozenset(each.company for each in each_of) for tip, each_of in backings.items()
    }
    return Contents(
        club=(await work.of(Roster).frame(scope)).name,
        turn=found,
        host=host or GONE,
        met_on=meeting.day,
        backpack=backpack,
        entries=tuple(numbered(_weighed(each, backed) for each in groups_of(packed))),
        count=count_of(packed),
        authors=await authors_of(work, scope),
        picks=tuple(await work.of(Backpacks).picks(scope, found.id)),
        brief=await work.of(Briefs).brief(scope, found.id),
    )


async def packed_tips(work: UnitOfWork, scope: ClubScope, turn: TurnId) -> list[Tip]:
    """Return the tips that were packed for a turn's host, in the order they were given."""
    given = await work.of(Tips).of_turn(scope, turn)
    return [each for each in given if each.state is TipState.GIVEN and each.edition]


def _weighed(group: Group[Tip], backed: Mapping[str, frozenset[CompanyId]]) -> Weighed[Group[Tip]]:
    """Return a group as packing looks at it: what its first tip leaves open, a joined one may say."""
    area = next((each.area for each in group.tips if each.area), Area.OTHER)
    return Weighed(
        tip=group,
        area=AREAS.index(area),
        edition=group.lead.edition,
        backers=len(backers_of(group, backed)),
        effort=next((int(each.effort) for each in group.tips if each.effort), None),
        effect=next((int(each.effect) for each in group.tips if each.effect), None),
        given_at=group.lead.given_at,
    )
