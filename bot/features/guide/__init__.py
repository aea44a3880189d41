"""The guide: what a person can ask for, read from the other features' records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from bot.kernel.catalogue import PLEDGE_VIEW
from bot.kernel.door import InThisClub
from bot.kernel.errors import StrangerError
from bot.kernel.feature import Act, Command, Feature
from bot.kernel.intents import OpenIntent, intent
from bot.kernel.people import ANYONE, Actor, ClubScope, Role
from bot.kernel.ports import SetAside, UnitOfWork
from bot.kernel.roster import Roster, pledge_is_due, roles_of
from bot.kernel.texts import T
from bot.kernel.views import NOTHING, Answer, Audience, Block, Facts, Paragraph, Title, View, ViewRef

IN_A_CLUB = frozenset({Role.MEMBER, Role.ORGANIZER})


@intent
class ShowGuide(OpenIntent):
    """See what one can ask for."""

    code: ClassVar[str] = "gg"


@dataclass(frozen=True, slots=True)
class Guide:
    """Knows the commands of the features it was made with."""

    acts: tuple[Act, ...]

    async def show(self, work: UnitOfWork, actor: Actor, intent: ShowGuide) -> Answer:  # noqa: ARG002
        """List the commands the actor may use, each with a line; a stranger hears how to come in."""
        roles = await self._roles(work, actor)
        usable = [act for act in self.acts if act.command and act.command.listed and act.who & roles]
        if not roles & IN_A_CLUB:
            words = T("Paste your invitation here, or write /join and its code. Then you are in.")
            return Answer(view=View(Audience.PRIVATE, (Title(T("🎒 Welcome to Reppu")), Paragraph(words))))
        rows = tuple((f"/{act.command.word_in(actor.language)}", act.command.about) for act in usable if act.command)
        blocks: tuple[Block, ...] = (
            Title(T("🎒 What you can ask for")),
            Paragraph(T("Most things come to you with buttons. These words help when you want something yourself.")),
            Facts(rows),
        )
        return Answer(view=View(Audience.PRIVATE, blocks))

    async def _roles(self, work: UnitOfWork, actor: Actor) -> frozenset[Role]:
        roles = set(actor.roles)
        roster = work.of(Roster)
        for club in await roster.clubs_of(actor.person) if actor.person else []:
            scope = ClubScope(club)
            frame = await roster.frame(scope)
            member = await roster.member_of(scope, actor.person) if actor.person else None
            roles |= roles_of(member, frame.host, work.now)
        return frozenset(roles)


async def go_on_here(work: UnitOfWork, actor: Actor, intent: InThisClub) -> Answer:
    """Bring what was typed into the club that was chosen for it; the pledge, if it is due there, comes first."""
    scope, person = ClubScope(intent.club), actor.person
    if person is None:
        raise StrangerError
    aside = await work.of(SetAside).take(ClubScope(intent.kept_in), person)
    if aside is None:
        return NOTHING
    await work.of(SetAside).keep(scope, person, aside)
    member = await work.of(Roster).member_of(scope, person)
    due = member is not None and pledge_is_due(member, work.now)
    return Answer(panel=ViewRef(PLEDGE_VIEW, intent.club)) if due else NOTHING


def guide_to(features: Iterable[Feature]) -> Feature:
    """Return the guide's own record, made with the records it describes."""
    guide = Guide(tuple(act for each in features for act in each.acts))
    command = Command("help", T("What you can ask for"), ("hjalp", "ohje", "start"))
    return Feature(
        name="guide",
        acts=(
            Act(ShowGuide, guide.show, ANYONE, command=command, before_pledge=True),
            Act(InThisClub, go_on_here, frozenset({Role.MEMBER, Role.WAITING}), before_pledge=True),
        ),
    )
