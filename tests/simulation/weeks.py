"""What else happens in a club: people come and go, rules change, meetings are moved, messages are deleted."""

from __future__ import annotations

from bot.features.clubs.intents import AddPause, CloseClub, KeepClub, RemovePause, SetCadence, SetHost
from bot.features.joining.intents import (
    EditCompany,
    HandOver,
    MakeCompanyLink,
    MemberList,
    NameDeputy,
    OpenInvitation,
    RemoveMember,
    SetContact,
    SetZone,
)
from bot.features.meetings.intents import CancelMeeting, MoveMeeting
from bot.features.privacy.intents import Forget
from bot.kernel.intents import Intent
from bot.kernel.people import CompanyId
from tests.simulation.following import go_on
from tests.simulation.founding import TOKEN, Club, come_by, come_in, company_id, invited
from tests.simulation.people import Person
from tests.simulation.tempers import DAY, temper
from tests.simulation.world import Heard, World

CANCELS, THINKS_AGAIN = 0.5, 0.9


class Weeks:
    """What else happens in a club, every few days: people come and go, rules change, messages are deleted."""

    def __init__(self, world: World, club: Club) -> None:
        self._world = world
        self._club = club
        self._chance = world.chance(f"weeks {club.canary}")
        self._newcomers = 0

    async def one(self) -> None:
        """Let something happen, and something else some days later."""
        self._world.later(DAY * self._chance.uniform(0.5, 8), self.one)
        happens = (
            (5, self._invite),
            (1, self._leave),
            (0.5, self._remove),
            (3, self._name_deputy),
            (1, self._hand_over),
            (3, self._set_contact),
            (1, self._pause),
            (1, self._unpause),
            (0.5, self._cadence),
            (0.6, self._host),
            (1, self._rename),
            (2, self._delete_card),
            (4, self._block),
            (2, self._move_house),
            (0.5, self._forget),
            (1, self._move),
            (0.6, self._cancel),
            (2, self._company_link),
            (0.6, self._ask_to_close),
        )
        (act,) = self._chance.choices([each for _, each in happens], [weight for weight, _ in happens])
        await act()

    def _anybody(self) -> Person:
        return self._chance.choice(self._club.people)

    async def _as_lead(self, what: Intent | str, **typed: str) -> Heard:
        """Let whoever minds the club by now do something."""
        lead = self._minding()
        heard = await self._world.press(lead.handle, lead.platform, what, **typed)
        for each in heard.intents:
            if type(each) is type(what) and getattr(each, "sure", False):
                heard = await self._world.press(lead.handle, lead.platform, each)
        return heard

    def _minding(self) -> Person:
        """Return who minds the club by now, the first lead where nobody of its people does."""
        sql = """SELECT user_ref FROM membership JOIN account ON account.person_id = membership.person_id
            WHERE club_id = :club AND state = 'pledged' AND post = 'lead'"""
        handle = self._world.rows.value(sql, club=self._club.id)
        return next((each for each in self._club.people if each.handle == handle), self._club.lead)

    def _row(self, condition: str) -> str | None:
        sql = f"SELECT id FROM membership WHERE club_id = :club AND {condition} ORDER BY position"  # noqa: S608
        found = [row["id"] for row in self._world.rows.all(sql, club=self._club.id)]
        return self._chance.choice(found) if found else None

    async def _invite(self) -> None:
        person = self._newcomer()
        if await company_id(self._world, self._club, person.company):
            token = await invited(self._world, self._club, person)
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
        last = first + DAY * self._chance.randint(0, 12)
        await self._as_lead(AddPause(club=self._club.id), first=first.isoformat(), last=last.isoformat(), yearly="0")

    async def _unpause(self) -> None:
        pause = self._world.rows.value("SELECT id FROM pause WHERE club_id = :club AND yearly = 0", club=self._club.id)
        if pause is not None:
            await self._as_lead(RemovePause(club=self._club.id, pause=pause))

    async def _cadence(self) -> None:
        await self._as_lead(SetCadence(club=self._club.id), weeks=str(self._chance.randint(4, 6)))

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

    async def _move(self) -> None:
        """The lead moves the meeting to come, if there is one."""
        await go_on(self._minding(), await self._minding().do(MoveMeeting(club=self._club.id)), 1)

    async def _cancel(self) -> None:
        if self._chance.random() < CANCELS:
            await self._minding().do(CancelMeeting(club=self._club.id))

    async def _company_link(self) -> None:
        """Somebody comes by their company's link, and is let in by whoever sees them knock."""
        person = self._newcomer()
        company = await company_id(self._world, self._club, person.company)
        made = await self._as_lead(MakeCompanyLink(club=self._club.id, company=CompanyId(company)))
        for token in [found for text in made.copied for found in TOKEN.findall(text)][:1]:
            opened = await person.hear(OpenInvitation(), token=token)
            if opened.form is not None:
                await come_by(self._world, self._club, person, opened.form)

    async def _ask_to_close(self) -> None:
        """The lead asks to close the club, and mostly takes it back."""
        lead = self._minding()
        await lead.do(CloseClub(club=self._club.id))
        if self._chance.random() < THINKS_AGAIN:
            self._world.later(self._chance.uniform(0.01, 2) * DAY, lead.pressing(KeepClub(club=self._club.id)))

    def _newcomer(self) -> Person:
        self._newcomers += 1
        number = 50 + self._newcomers
        platform = self._chance.choice(list(self._world.platforms.values()))
        handle = f"{self._club.canary.lower()}{number}"
        company = self._chance.randrange(self._club.companies)
        person = Person(self._world, handle, number, company, platform, temper(self._chance))
        self._club.people.append(person)
        return person
