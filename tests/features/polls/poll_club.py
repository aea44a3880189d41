"""A club of invented companies with its date poll, played through the real door; what stories are told with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from bot.features.clubs.intents import AddCompanies, AddPause, SetCadence, SetHost, SetRegion, ShowPauses
from bot.features.joining.intents import ZONES, SetLanguage, SetZone
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.intents import AllFit, NoneOfThese, SlotId, Tick, Vote
from bot.features.polls.model.ballot import Mark
from bot.features.polls.ports import Poll, Polls, PollState
from bot.features.turns.intents import AcceptTurn, PassTurn
from bot.features.turns.ports import Turn, Turns, TurnState
from bot.kernel.intents import Asked, Intent
from bot.kernel.people import Account, ClubId, ClubScope, CompanyId, Language, Where
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import MemberState
from bot.kernel.texts import Catalogues, Voice
from bot.kernel.views import Attachment, View, ViewRef
from tests.features.club_world import CHAT, HELSINKI, Heard, World, found, invite, join

R = TypeVar("R")
# By first name: whole name and company; anna leads, and all are their company's contact person.
PEOPLE = {
    "anna": ("Anna Lind", "Kvarnboden"),
    "bo": ("Bo Berg", "Sydöster"),
    "cia": ("Cia Holm", "Kaffestugan"),
    "dan": ("Dan Ek", "Havsbageriet"),
    "eva": ("Eva Sten", "Lyktan"),
    "filip": ("Filip Rot", "Skärvik"),
}
ROOM = Where(CHAT, "room")
PLACE = "Strandgatan 1, Vasa"
TICKS = {"y": Tick.YES, "m": Tick.IF_NEED_BE, "n": Tick.NO}


class PollClub:
    """A club that is set up; its room is bound, its people are in."""

    def __init__(self, world: World, club: ClubId) -> None:
        self.world = world
        self.id = club
        self.scope = ClubScope(club)
        # Whether the companies that are asked take their turn by themselves as time passes.
        self.turns_are_taken = True

    @classmethod
    async def founded(
        cls,
        companies: int = 4,
        *,
        joined: int | None = None,
        host: str = "Kvarnboden",
        catalogues: Catalogues | None = None,
        begins: datetime | None = None,
    ) -> PollClub:
        """Found a club of so many companies, of which the first `joined` are in, some day if not on the usual one."""
        world = await World.open(catalogues)
        world.clock.move_to(begins or world.clock.now())
        await found(world)
        people = list(PEOPLE)[:companies]
        tokens = await _set_up(world, people[1:], host)
        club = cls(world, await world.club())
        await world.say("anna", "/bind", ROOM)
        for who in people[1:joined]:
            await club.joins(who, tokens[PEOPLE[who][0]])
        return club

    async def joins(self, who: str, token: str) -> None:
        """Let somebody open their invitation and pledge."""
        heard = await join(self.world, who, token)
        assert heard.error is None, heard.error

    async def colleague(self, who: str, name: str, company: str) -> None:
        """Let one more person of a company join."""
        await self.joins(who, await invite(self.world, company, name))

    async def look(self, at: Callable[[UnitOfWork], Awaitable[R]]) -> R:
        """Look into the club's state."""
        return await self.world.storage.read(at)

    async def live(self) -> Poll | None:
        """Return the poll under way."""
        return await self.look(lambda unit: unit.of(Polls).live(self.scope))

    async def poll(self) -> Poll:
        """Return the poll under way, which there is."""
        live = await self.live()
        assert live is not None
        return live

    async def again(self, poll: Poll) -> Poll:
        """Return a poll as it is now."""
        return await self.look(lambda unit: unit.of(Polls).poll(self.scope, poll.id))

    async def rounds(self, cycle: int = 0) -> list[Poll]:
        """Return a cycle's rounds."""
        return await self.look(lambda unit: unit.of(Polls).of_cycle(self.scope, cycle))

    async def marks(self, poll: Poll) -> list[Mark]:
        """Return a poll's marks in the order of commit."""
        return await self.look(lambda unit: unit.of(Polls).marks(self.scope, poll))

    async def turn(self) -> Turn | None:
        """Return the turn that is asked about or taken."""
        return await self.look(lambda unit: unit.of(Turns).current(self.scope))

    async def turns(self) -> list[Turn]:
        """Return every turn the club ever had, in the order of proposing."""
        return await self.look(lambda unit: unit.of(Turns).all(self.scope))

    async def accept_turn(self, who: str | None = None, place: str = "", webshop: str = "") -> Turn:
        """Let somebody take the turn that is asked about, the first of its company who is in unless said."""
        turn = await self.turn()
        assert turn is not None, "nobody has the turn"
        form = await self.world.ask(who or await self.somebody_of(turn.company), AcceptTurn(club=self.id, turn=turn.id))
        typed: dict[str, str] = {"place": place or f"{await self.name_of(turn.company)}, Hamngatan 1, Vasa"}
        heard = await self.world.submit(
            who or await self.somebody_of(turn.company), form, **typed, **({"webshop": webshop} if webshop else {})
        )
        assert heard.error is None, heard.error
        await self.world.settle()
        taken = await self.turn()
        assert taken is not None
        return taken

    async def pass_turn(self, who: str | None = None) -> Heard:
        """Let somebody say that the company cannot take its turn."""
        turn = await self.turn()
        assert turn is not None, "nobody has the turn"
        heard = await self.world.ask(
            who or await self.somebody_of(turn.company), PassTurn(club=self.id, turn=turn.id, sure=True)
        )
        await self.world.settle()
        return heard

    async def until_asked(self) -> Turn:
        """Let time pass until a company is asked whether it takes its turn."""
        for _ in range(200):
            turn = await self.turn()
            if turn is not None and turn.state is TurnState.PROPOSED and turn.asked_at is not None:
                return turn
            await self.next_event(takes_turns=False)
        raise AssertionError

    async def somebody_of(self, company: CompanyId) -> str:
        """Return by first name somebody of a company who is in."""
        members = await self.world.members()
        return next(
            each.name.split()[0].lower()
            for each in members
            if each.company == company and each.state is MemberState.PLEDGED
        )

    async def name_of(self, company: CompanyId) -> str:
        """Return what a company is called."""
        return next(name for name, each in (await self.world.companies()).items() if each.id == company)

    async def meeting(self) -> Meeting:
        """Return the coming meeting, which there is."""
        coming = await self.look(lambda unit: unit.of(Meetings).coming(self.scope))
        assert coming is not None
        return coming

    async def meetings(self) -> int:
        """Return how many meetings were ever decided."""
        return len(await self.world.rows("SELECT id FROM meeting"))

    async def company(self, who: str) -> CompanyId:
        """Return the company of one of the people."""
        return (await self.world.companies())[PEOPLE[who][1]].id

    async def slot(self, number: int) -> SlotId:
        """Return one of the slots under way, the earliest is 0."""
        return list((await self.poll()).slots)[number]

    async def vote(self, who: str, number: int, letter: str, update: str | None = None) -> Heard:
        """Answer one slot: y, m (if need be) or n."""
        intent = Vote(club=self.id, slot=await self.slot(number), tick=TICKS[letter])
        return await self.world.ask(who, intent, update=update)

    async def fill(self, who: str, letters: str) -> None:
        """Answer slot by slot, a letter each; - leaves one untouched."""
        for number, letter in enumerate(letters):
            if letter != "-":
                heard = await self.vote(who, number, letter)
                assert heard.error is None, heard.error

    async def all_fit(self, who: str) -> Heard:
        """Say yes to every slot."""
        return await self.world.ask(who, AllFit(club=self.id, poll=(await self.poll()).id))

    async def none(self, who: str) -> Heard:
        """Say no to every slot."""
        return await self.world.ask(who, NoneOfThese(club=self.id, poll=(await self.poll()).id))

    async def pause(self, first: date, last: date) -> None:
        """Let anna add a pause."""
        form = await self.world.ask("anna", AddPause(club=self.id))
        heard = await self.world.submit("anna", form, first=f"{first}", last=f"{last}")
        assert heard.error is None, heard.error

    async def end_pause(self, first_day: str) -> None:
        """Let anna take the pause back that begins on this day."""
        pauses = await self.world.ask("anna", ShowPauses(club=self.id))
        label = next(each for each in pauses.buttons if first_day in each)
        heard = await self.world.press("anna", pauses, label)
        assert heard.error is None, heard.error

    async def host(self, company: str, place: str) -> None:
        """Let anna name the host and its place."""
        form = await self.world.ask("anna", SetHost(club=self.id))
        heard = await self.world.submit("anna", form, company=(await self.world.companies())[company].id, place=place)
        assert heard.error is None, heard.error

    async def speaks(self, who: str, language: Language) -> None:
        """Let somebody choose a language."""
        await self.world.ask(who, SetLanguage(language=language))

    async def cadence(self, weeks: int) -> None:
        """Let anna change how many weeks lie between meetings."""
        form = await self.world.ask("anna", SetCadence(club=self.id))
        heard = await self.world.submit("anna", form, weeks=f"{weeks}")
        assert heard.error is None, heard.error

    async def new_company(self, listed: str) -> None:
        """Let anna write one more company with its contact person in."""
        form = await self.world.ask("anna", AddCompanies(club=self.id))
        heard = await self.world.submit("anna", form, listed=listed)
        assert heard.error is None, heard.error

    async def lives_in(self, who: str, zone: str) -> None:
        """Let somebody choose a zone."""
        await self.world.ask(who, SetZone(number=ZONES.index(zone)))

    async def room_speaks(self, language: Language) -> None:
        """Let anna change the club's language."""
        form = await self.world.ask("anna", SetRegion(club=self.id))
        heard = await self.world.submit("anna", form, language=language.value)
        assert heard.error is None, heard.error

    async def until(self, *states: PollState) -> Poll:
        """Let time pass, from event to event, until the poll under way is in one of these states."""
        for _ in range(200):
            live = await self.live()
            if live is not None and live.state in states:
                return live
            await self.next_event()
        raise AssertionError(states)

    async def until_over(self, poll: Poll) -> Poll:
        """Let time pass until a poll is no longer open."""
        for _ in range(200):
            now = await self.again(poll)
            if now.state is not PollState.OPEN:
                return now
            await self.next_event()
        raise AssertionError

    async def hold_meeting(self) -> Meeting:
        """Let everybody say yes to all in the next open poll, and the meeting take place."""
        await self.until(PollState.OPEN)
        for member in await self.world.members():
            who = member.name.split()[0].lower()
            if member.state is MemberState.PLEDGED:
                await self.all_fit(who)
        meeting = await self.until_decided()
        await self.world.clockwork.advance(self.world.clock, meeting.ends_at)
        return meeting

    async def next_event(self, *, takes_turns: bool = True) -> None:
        """Let time pass to whatever falls due next; a company that is asked takes its turn, unless told otherwise."""
        due = await self.world.clockwork.next_due()
        assert due is not None, "nothing is due any more"
        self.world.clock.move_to(due)
        await self.world.settle()
        if takes_turns and self.turns_are_taken:
            await self._take_turn()

    async def _take_turn(self) -> None:
        """Let the company that is asked take its turn, if it is asked."""
        turn = await self.turn()
        if turn is not None and turn.state is TurnState.PROPOSED and turn.asked_at is not None:
            await self.accept_turn()

    async def until_decided(self) -> Meeting:
        """Let time pass until a date is decided."""
        for _ in range(200):
            coming = await self.look(lambda unit: unit.of(Meetings).coming(self.scope))
            if coming is not None:
                return coming
            await self.next_event()
        raise AssertionError

    async def go_to(self, day: date, at: time = time(12)) -> None:
        """Let time pass to an hour of a day by the club's clock, never back."""
        instant = datetime.combine(day, at, HELSINKI).astimezone(UTC)
        await self.world.clockwork.advance(self.world.clock, instant)

    def now(self) -> datetime:
        """Return the present by the club's clock."""
        return self.world.clock.now().astimezone(HELSINKI)

    def room(self) -> list[str]:
        """Return everything the room was shown, edits too."""
        return self.world.inbox("room")

    def shown(self, beginning: str) -> str:
        """Return the room's card that begins so, as it was shown last."""
        return [each for each in self.room() if each.startswith(beginning)][-1]

    def told(self, who: str, *words: str) -> list[str]:
        """Return the messages to somebody in which all these words stand."""
        return [each for each in self.world.inbox(who) if all(word in each for word in words)]

    def files(self, who: str) -> list[Attachment]:
        """Return the files somebody was sent."""
        return [block for view in self.views(who) for block in view.blocks if isinstance(block, Attachment)]

    async def shown_to(self, who: str, ref: ViewRef) -> tuple[View, Voice] | None:
        """Return a private view as somebody would see it now, None when it is not theirs."""
        where = Where(CHAT, who, is_private=True)
        return await self.world.door.show(ref, Asked(Intent(), Account(CHAT, who), where))

    def views(self, who: str) -> list[View]:
        """Return the messages to somebody as they were before they were worded."""
        return self.world.letters.views.get(who, [])


async def _set_up(world: World, people: list[str], host: str) -> dict[str, str]:
    """Let anna take the five steps; return the invitations by whole name."""
    listed = "\n".join(f"{PEOPLE[who][1]} – {PEOPLE[who][0]}" for who in people)
    panel = await world.say("anna", "/setup")
    for label in ("Languages and clock", "Days and hours", "Companies", "Host and place"):
        typed: dict[str, str] = {}
        if label == "Companies":
            typed = {"listed": listed}
        elif label == "Host and place":
            typed = {"company": (await world.companies())[host].id, "place": PLACE}
        panel = await world.submit("anna", await world.press("anna", panel, label), **typed)
        assert panel.error is None, panel.error
    links = await world.press("anna", panel, "Invitations")
    return {text.split(". ")[0].removeprefix("Hello "): text.split()[-1] for text in links.copied}


def local(instant: datetime) -> datetime:
    """Return an instant as the club's clock shows it."""
    return instant.astimezone(HELSINKI)


def days_between(earlier: datetime, later: datetime) -> timedelta:
    """Return the distance by the clock on the wall."""
    return local(later).replace(tzinfo=None) - local(earlier).replace(tzinfo=None)
