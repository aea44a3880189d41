"""Who can be acted as, and what is known of each: the playground's people with their place in a club."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from adapters.web.render import Json
from bot.browser import WEB, Persona, Personas
from bot.kernel.errors import StrangerError
from bot.kernel.intents import Asked, Intent
from bot.kernel.people import NO_CLUB, Account, ClubId, ClubScope, Language, Person, PersonId, Where
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import ClubFrame, Member, MemberState, Post, Roster
from bot.kernel.texts import T, Text, Voice

LEAD = T("Club lead")
DEPUTY = T("Deputy")
ORGANIZER = T("Organizer")
OPERATOR = T("Operator")
INVITED = T("On the way in")


@dataclass(frozen=True, slots=True)
class Player:
    """One of the cast as the roster knows them now; `club` is the one they are looking at."""

    persona: Persona
    person: Person | None
    club: ClubId
    member: Member | None
    company: str | None
    is_organizer: bool

    @property
    def name(self) -> str:
        """The name in the roster, else the one they came with."""
        return self.member.name if self.member and self.member.state is not MemberState.FORMER else self.persona.name

    @property
    def language(self) -> Language:
        """The language they are spoken to in."""
        return self.person.language if self.person else self.persona.language

    def zone(self, fallback: ZoneInfo) -> ZoneInfo:
        """Return the zone they read times in."""
        return self.person.zone if self.person else fallback

    def lane(self) -> Where:
        """Return their private lane."""
        return Where(WEB, self.persona.handle, is_private=True)

    def asked(self, intent: Intent, where: Where | None = None, update: str | None = None) -> Asked:
        """Return an intent as theirs."""
        account = Account(WEB, self.persona.handle)
        return Asked(intent, account, where or self.lane(), update, self.persona.language)

    def json(self, voice: Voice) -> Json:
        """Return what the page shows of them."""
        role = self._role()
        return {
            "handle": self.persona.handle,
            "name": self.name,
            "initials": initials(self.name),
            "company": self.company,
            "language": self.language.value,
            "role": voice.say(role) if role else None,
        }

    def _role(self) -> Text | None:
        if self.member is not None and self.member.state is MemberState.PLEDGED and self.member.post is not Post.NONE:
            return LEAD if self.member.post is Post.LEAD else DEPUTY
        if self.is_organizer:
            return ORGANIZER
        if self.persona.is_operator:
            return OPERATOR
        is_waiting = self.member is not None and self.member.state is MemberState.WAITING
        return INVITED if is_waiting else None


@dataclass(frozen=True, slots=True)
class ClubSeen:
    """A club's frame with its people and companies, read once for all of the cast."""

    frame: ClubFrame
    members: dict[PersonId, Member]
    companies: dict[str, str]


class Cast:
    """Reads the playground's people within one look."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._clubs: dict[ClubId, ClubSeen] = {}

    async def players(self) -> list[Player]:
        """Return everybody, in the order of coming."""
        return [await self.player(persona) for persona in await self._unit.of(Personas).all()]

    async def player(self, persona: Persona, asked: ClubId = NO_CLUB) -> Player:
        """Return one of the cast, looking at the club asked for, else the one last acted in, else their first."""
        roster = self._unit.of(Roster)
        person = await roster.person_of(Account(WEB, persona.handle))
        clubs = await roster.clubs_of(person.id) if person else []
        club = next((each for each in (asked, persona.club) if each in clubs), next(iter(clubs), persona.club))
        seen = await self._club_if_open(club) if club and person else None
        member = seen.members.get(person.id) if seen and person else None
        return Player(
            persona,
            person,
            club if seen else NO_CLUB,
            member,
            seen.companies.get(member.company) if seen and member else None,
            is_organizer=person is not None and await roster.is_organizer(person.id),
        )

    async def clubs_of(self, player: Player) -> list[tuple[ClubId, str]]:
        """Return the clubs one of the cast stands in, with their names, oldest first."""
        roster = self._unit.of(Roster)
        clubs = await roster.clubs_of(player.person.id) if player.person else []
        return [(club, (await roster.frame(ClubScope(club))).name) for club in clubs]

    async def saw_the_end(self, player: Player) -> bool:
        """True for who was in the club they look at when it closed: its chat stays theirs to read."""
        person = player.person
        return person is not None and player.club in await self._unit.of(Roster).closed_clubs_of(person.id)

    async def _club_if_open(self, club: ClubId) -> ClubSeen | None:
        try:
            return await self.club(club)
        except StrangerError:
            return None

    async def club(self, club: ClubId) -> ClubSeen:
        """Return a club, read once."""
        if club not in self._clubs:
            roster, scope = self._unit.of(Roster), ClubScope(club)
            members: dict[PersonId, Member] = {}
            for member in await roster.members(scope):
                known = members.get(member.person) if member.person else None
                if member.person and (known is None or known.state is MemberState.FORMER):
                    members[member.person] = member
            companies: dict[str, str] = {each.id: each.name for each in await roster.companies(scope)}
            self._clubs[club] = ClubSeen(await roster.frame(scope), members, companies)
        return self._clubs[club]


def first_shown(players: list[Player]) -> Player | None:
    """Return whom the page begins with: a club's lead, else the first of the cast."""
    lead = next((each for each in players if each.member and each.member.post is Post.LEAD), None)
    return lead or next(iter(players), None)


def initials(name: str) -> str:
    """Return the first letters of a name's first and last word."""
    words = [word for word in name.split() if word[0].isalnum()] or name.split() or ["?"]
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper()


def is_today(instant: datetime, now: datetime, zone: ZoneInfo) -> bool:
    """True when both are one day in the zone."""
    return instant.astimezone(zone).date() == now.astimezone(zone).date()
