"""How clubs come about in a history: through the same acts as any club, from the operator's code on."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from datetime import timedelta

from bot.features.clubs.intents import AddCompanies, BindRoom, FoundClub, InviteAll, SetHost, SetHours, SetRegion
from bot.features.joining.intents import AcceptPledge, Invite, OpenInvitation, UseBootstrap
from bot.features.joining.service.arriving import issue_bootstrap
from bot.kernel.fields import Raw
from bot.kernel.intents import Intent
from bot.kernel.people import NO_CLUB, ClubId, ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.views import Form
from tests.fakes.platform import FakePlatform
from tests.simulation.following import wandering
from tests.simulation.people import Act, Person
from tests.simulation.tempers import DAY, temper
from tests.simulation.world import Heard, World

ORGANIZER = "organizer"
LETTERS = "abcdefgh"
TOKEN = re.compile(r"\b[a-z2-7]{26}\b")
IN_BY = timedelta(days=5)


@dataclass(slots=True)
class Club:
    """A club with the people who are to come into it; `canary` stands in every name of it."""

    canary: str
    chance: random.Random
    id: ClubId = NO_CLUB
    companies: int = 0
    people: list[Person] = field(default_factory=list)

    @property
    def lead(self) -> Person:
        """Who minds it at first."""
        return self.people[0]

    def room_on(self, platform: FakePlatform) -> str:
        """Return its chat on a platform."""
        return f"room-{self.canary}-{platform.platform}"

    def company_name(self, number: int) -> str:
        """Return a company's name."""
        return f"Boden {self.canary}c{number}"

    def name_of(self, person: Person) -> str:
        """Return what a person is called in this club."""
        return f"Anna {self.canary}p{person.number}"


async def begin(world: World) -> str:
    """Let somebody become the organizer with the operator's code, and return their handle."""
    code = await world.bystander.transact(issue_bootstrap)
    await world.press(ORGANIZER, world.platforms["rich"], UseBootstrap(), word=code)
    return ORGANIZER


async def found(world: World, number: int, friends: list[Person]) -> Club:
    """Found a club and set it up; `friends` are people of another club who are to come into this one too."""
    chance = world.chance(f"club {number}")
    club = Club(f"Zq{LETTERS[number]}", chance, companies=chance.randint(4, 8))
    _cast(world, club)
    rich, lead = world.platforms["rich"], club.lead
    founded = await world.press(
        ORGANIZER,
        rich,
        FoundClub(),
        name=f"Klubben {club.canary}k",
        lead_name=club.name_of(lead),
        lead_company=club.company_name(0),
        language=chance.choice(("sv", "fi", "en")),
    )
    club.id = ClubId(world.rows.value("SELECT id FROM club ORDER BY founded_at DESC, rowid DESC LIMIT 1"))
    world.watch.eye.canaries[club.id] = LETTERS[number]
    await come_in(world, club, lead, _token(founded))
    await _set_up(world, club)
    await world.press_in(ORGANIZER, rich, club.room_on(rich), BindRoom(club=club.id))
    if lead.platform is not rich:
        await world.press_in(lead.handle, lead.platform, club.room_on(lead.platform), BindRoom(club=club.id))
    for friend in friends[:1]:
        club.people.append(friend)
        await world.press(
            lead.handle, lead.platform, Invite(club=club.id), chosen=await company_id(world, club, 1), name="Double"
        )
    await _let_in(world, club)
    return club


async def come_in(world: World, club: Club, person: Person, token: str) -> None:
    """Open an invitation and accept the pledge; whoever hears nothing tries again."""
    for _ in range(4):
        opened = await world.press(person.handle, person.platform, OpenInvitation(), token=token)
        if any(isinstance(each, AcceptPledge) for each in opened.intents):
            await world.press(person.handle, person.platform, AcceptPledge(club=club.id))
            enter(world, club, person)
            return


def enter(world: World, club: Club, person: Person) -> None:
    """Let somebody who has come in begin to look about."""
    person.clubs.add(club.id)
    world.handles[club.id, person.platform.platform].append(person.handle)
    world.later(club.chance.uniform(1, 9) * DAY, wandering(person))


async def come_by(world: World, club: Club, person: Person, form: Form) -> None:
    """Knock at a company's link under one's name, and read the rules; somebody lets them in or not."""
    knocked = await person.hear(form.action, name=club.name_of(person))
    for each in knocked.intents:
        if isinstance(each, AcceptPledge):
            await person.press(each)
    enter(world, club, person)


async def company_id(world: World, club: Club, number: int) -> str:
    """Return the id of a company by its number."""
    name = club.company_name(number)

    async def look(unit: UnitOfWork) -> str:
        companies = await unit.of(Roster).companies(ClubScope(club.id))
        return next((str(each.id) for each in companies if each.name.startswith(name)), "")

    return await world.look(look)


async def invited(world: World, club: Club, person: Person) -> str:
    """Let the lead invite somebody and return the token, nothing when the link was lost on the way."""
    chosen = await company_id(world, club, person.company)
    asked = Invite(club=club.id)
    heard = await world.press(club.lead.handle, club.lead.platform, asked, chosen=chosen, name=club.name_of(person))
    return _token(heard)


def _cast(world: World, club: Club) -> None:
    number = 0
    for company in range(club.companies):
        for _ in range(club.chance.choice((1, 1, 2, 3))):
            platform = world.platforms[club.chance.choice(("rich", "rich", "poor"))]
            handle = f"{club.canary.lower()}{number}"
            club.people.append(Person(world, handle, number, company, platform, temper(club.chance)))
            number += 1


async def _set_up(world: World, club: Club) -> None:
    lead, chance = club.lead, club.chance

    async def ask(what: Intent, **typed: Raw) -> Heard:
        heard = await world.press(lead.handle, lead.platform, what, **typed)
        assert not heard.is_refused, heard.words
        return heard

    await ask(
        SetRegion(club=club.id),
        languages=["sv", "fi", "en"],
        language=chance.choice(("sv", "fi", "en")),
        zone=chance.choice(("Europe/Helsinki", "Europe/Mariehamn", "Europe/Stockholm")),
        countries=chance.choice((["FI"], ["SE"], ["AX"], ["FI", "SE"])),
    )
    days = sorted(chance.sample(("0", "1", "2", "3", "4", "5"), chance.randint(1, 4)))
    await ask(SetHours(club=club.id), weekdays=days, start=chance.choice(("08:30", "17:00", "18:30")), minutes="150")
    contacts = {each.company: each for each in reversed(club.people)}
    lines = [f"{club.company_name(n)} – {club.name_of(contacts[n])}" for n in range(1, club.companies)]
    await ask(AddCompanies(club=club.id), listed="\n".join(lines))
    host = await company_id(world, club, chance.randrange(club.companies))
    await ask(SetHost(club=club.id), company=host, place=f"Gatan 4 {club.canary}g")


async def _let_in(world: World, club: Club) -> None:
    """Hand the links out; people open them within days, the first three companies at once."""
    lead = club.lead
    links = await world.press(lead.handle, lead.platform, InviteAll(club=club.id))
    by_name = {TOKEN.sub("", text): TOKEN.findall(text) for text in links.copied}
    for person in club.people[1:]:
        name = club.name_of(person)
        tokens = [found[0] for text, found in by_name.items() if re.search(rf"{name}\b", text)]
        token = tokens[0] if tokens else await invited(world, club, person)
        if person.company <= 2:
            await come_in(world, club, person, token)
        else:
            world.later(IN_BY * club.chance.random(), _coming(world, club, person, token))


def _coming(world: World, club: Club, person: Person, token: str) -> Act:
    async def come() -> None:
        await come_in(world, club, person, token)

    return come


def _token(heard: Heard) -> str:
    return next((found for text in heard.copied for found in TOKEN.findall(text)), "")
