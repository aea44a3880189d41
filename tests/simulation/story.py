"""What a history tells: founding, weeks of polls and meetings amid trouble, and a quiet end where all must be right."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.features.clubs.intents import AddPause, RemovePause, SetCadence, SetHost
from bot.features.joining.intents import (
    EditCompany,
    HandOver,
    MemberList,
    NameDeputy,
    RemoveMember,
    SetContact,
    SetZone,
)
from bot.features.privacy.intents import Forget
from bot.kernel.intents import Intent
from tests.fakes.platform import Message
from tests.simulation.ending import check_end
from tests.simulation.founding import Club, begin, come_in, company_id, found, invited
from tests.simulation.people import Person, temper
from tests.simulation.world import World

DAY = timedelta(days=1)
# Not to the hour, for at full hours much is just beginning.
QUIET_AT_THE_END = timedelta(days=5, minutes=41)
STRANGERS = ("stray", "nosy")


async def story(world: World) -> None:
    """Play one history."""
    await world.open()
    await begin(world)
    clubs: list[Club] = []
    for number in range(world.size.clubs):
        friends = [person for club in clubs for person in club.people[1:2]]
        club = await found(world, number, friends)
        clubs.append(club)
    world.listeners.append(_Crowd(world, clubs).hear)
    world.begin_trouble()
    for club in clubs:
        world.later(3 * DAY, Weeks(world, club).one)
    world.later(DAY, Outsiders(world, clubs).one)
    await asyncio.sleep(timedelta(weeks=world.size.weeks).total_seconds())
    world.end_trouble()
    await asyncio.sleep(QUIET_AT_THE_END.total_seconds())
    await check_end(world, clubs)


class _Crowd:
    """Lets everybody see what is posted where they are."""

    def __init__(self, world: World, clubs: list[Club]) -> None:
        self._clubs = clubs
        self._world = world

    def hear(self, message: Message) -> None:
        """Show a message to those it reaches."""
        if self._world.is_quiet:
            return
        for club in self._clubs:
            for person in club.people:
                is_here = person.platform.platform == message.place.platform
                in_room = message.place.club == club.id and club.id in person.clubs
                if is_here and (message.place.chat == person.handle or in_room):
                    person.notice(message)


class Weeks:
    """What else happens in a club, every few days: people come and go, rules change, messages are deleted."""

    def __init__(self, world: World, club: Club) -> None:
        self._world = world
        self._club = club
        self._chance = world.chance(f"weeks {club.canary}")
        self._newcomers = 0

    async def one(self) -> None:
        """Let something happen, and something else some days later."""
        self._world.later(DAY * self._chance.uniform(0.5, 6), self.one)
        happens = (
            (4, self._invite),
            (3, self._leave),
            (1, self._remove),
            (3, self._name_deputy),
            (1, self._hand_over),
            (3, self._set_contact),
            (2, self._pause),
            (1, self._unpause),
            (1, self._cadence),
            (2, self._host),
            (1, self._rename),
            (2, self._delete_card),
            (4, self._block),
            (2, self._move_house),
            (1, self._forget),
        )
        (act,) = self._chance.choices([each for _, each in happens], [weight for weight, _ in happens])
        await act()

    def _anybody(self) -> Person:
        return self._chance.choice(self._club.people)

    async def _as_lead(self, what: Intent | str, **typed: str) -> tuple[Intent, ...]:
        """Let whoever minds the club by now do something."""
        sql = """SELECT user_ref FROM membership JOIN account ON account.person_id = membership.person_id
            WHERE club_id = :club AND state = 'pledged' AND post = 'lead'"""
        handle = self._world.rows.value(sql, club=self._club.id)
        lead = next((each for each in self._club.people if each.handle == handle), self._club.lead)
        heard = await self._world.press(lead.handle, lead.platform, what, **typed)
        for each in heard.intents:
            if type(each) is type(what) and getattr(each, "sure", False):
                heard = await self._world.press(lead.handle, lead.platform, each)
        return heard.intents

    def _row(self, condition: str) -> str | None:
        sql = f"SELECT id FROM membership WHERE club_id = :club AND {condition} ORDER BY position"  # noqa: S608
        found = [row["id"] for row in self._world.rows.all(sql, club=self._club.id)]
        return self._chance.choice(found) if found else None

    async def _invite(self) -> None:
        self._newcomers += 1
        number = 50 + self._newcomers
        company = self._chance.randrange(self._club.companies)
        platform = self._chance.choice(list(self._world.platforms.values()))
        handle = f"{self._club.canary.lower()}{number}"
        person = Person(self._world, handle, number, company, platform, temper(self._chance))
        if await company_id(self._world, self._club, company):
            token = await invited(self._world, self._club, person)
            self._club.people.append(person)
            if token:
                await come_in(self._world, self._club, person, token)

    async def _leave(self) -> None:
        await self._anybody().leave(self._club.id)

    async def _remove(self) -> None:
        row = self._row("state = 'pledged' AND post = 'none'")
        if row is not None:
            await self._as_lead(RemoveMember(club=self._club.id, member=row))  # type: ignore[arg-type]

    async def _name_deputy(self) -> None:
        row = self._row("state = 'pledged' AND post = 'none'")
        if row is not None:
            await self._as_lead(NameDeputy(club=self._club.id, member=row))  # type: ignore[arg-type]

    async def _hand_over(self) -> None:
        await self._as_lead(HandOver(club=self._club.id))

    async def _set_contact(self) -> None:
        row = self._row("state = 'pledged'")
        if row is not None:
            await self._as_lead(SetContact(club=self._club.id, member=row))  # type: ignore[arg-type]

    async def _pause(self) -> None:
        first = self._world.loop.now().date() + DAY * self._chance.randint(0, 40)
        last = first + DAY * self._chance.randint(0, 20)
        await self._as_lead(AddPause(club=self._club.id), first=first.isoformat(), last=last.isoformat(), yearly="0")

    async def _unpause(self) -> None:
        pause = self._world.rows.value("SELECT id FROM pause WHERE club_id = :club AND yearly = 0", club=self._club.id)
        if pause is not None:
            await self._as_lead(RemovePause(club=self._club.id, pause=pause))

    async def _cadence(self) -> None:
        await self._as_lead(SetCadence(club=self._club.id), weeks=str(self._chance.randint(3, 8)))

    async def _host(self) -> None:
        number = self._chance.randrange(self._club.companies)
        company = await company_id(self._world, self._club, number)
        place = f"Gatan {number} {self._club.canary}g"
        await self._as_lead(SetHost(club=self._club.id), company=company, place=place)

    async def _rename(self) -> None:
        number = self._chance.randrange(self._club.companies)
        company = await company_id(self._world, self._club, number)
        name = f"{self._club.company_name(number)} & Co"
        if company:
            await self._as_lead(EditCompany(club=self._club.id, company=company), name=name)  # type: ignore[arg-type]

    async def _delete_card(self) -> None:
        for platform in self._world.platforms.values():
            for message in platform.chats.get(self._club.room_on(platform), [])[-1:]:
                platform.delete(message.id)
                self._world.note(f"deleted {message.id}")

    async def _block(self) -> None:
        """Somebody blocks the bot, and comes back by saying something some days later."""
        person = self._anybody()
        person.platform.blocked.add(person.handle)

        async def come_back() -> None:
            person.platform.blocked.discard(person.handle)
            await person.press(MemberList(club=self._club.id))

        self._world.later(DAY * self._chance.uniform(0.1, 12), come_back)

    async def _move_house(self) -> None:
        await self._anybody().press(SetZone(number=self._chance.randrange(6)))

    async def _forget(self) -> None:
        person = self._anybody()
        for sure in await person.press(Forget()):
            if isinstance(sure, Forget):
                await person.press(sure)


class Outsiders:
    """Strangers, former members and people of other clubs press whatever was ever seen, anywhere."""

    def __init__(self, world: World, clubs: list[Club]) -> None:
        self._world = world
        self._clubs = clubs
        self._chance = world.chance("outsiders")

    async def one(self) -> None:
        """Press one old button as somebody, and another one some hours later."""
        self._world.later(timedelta(hours=self._chance.uniform(1, 12)), self.one)
        if not self._world.pressed:
            return
        people = [person.handle for club in self._clubs for person in club.people]
        who = self._chance.choice([*STRANGERS, self._chance.choice(people)])
        club = self._chance.choice(self._clubs)
        person = next((each for each in club.people if each.handle == who), None)
        platform = person.platform if person else self._world.platforms["rich"]
        rooms = [each.room_on(platform) for each in self._clubs]
        chat = self._chance.choice([who, who, *rooms, "elsewhere"])
        data = self._chance.choice(self._world.pressed)
        if self._chance.random() < 0.1:
            data = data[:-1] + self._chance.choice("a7.é")
        if not _is_grave(data):
            await self._world.press_in(who, platform, chat, data)


def _is_grave(data: str) -> bool:
    """True for what nobody presses by mistake: forgetting, leaving, removing, and whatever ends a round."""
    return data.split(".", 1)[0] in {"df", "jl", "jx", "jy", "pz", "pc", "px", "pn", "jh", "jd"}
