"""The front door: every act of a person or the system goes through here, in one unit of work (design, steps 1-5, 8)."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import ClassVar, NoReturn, TypeVar
from zoneinfo import ZoneInfo

import structlog

from bot.kernel.catalogue import PLEDGE_VIEW, Catalogue
from bot.kernel.errors import BugError, ConflictError, ReppuError, RuleBrokenError, StrangerError
from bot.kernel.feature import Act, Reader
from bot.kernel.fields import Raw
from bot.kernel.intents import Asked, Intent, intent
from bot.kernel.people import NO_CLUB, Actor, ClubId, ClubScope, Language, Person, Role
from bot.kernel.ports import AsideAct, Cards, Dedup, SetAside, Storage, Timer, Timers, UnitOfWork
from bot.kernel.quiet import hear
from bot.kernel.roster import ClubOutline, Member, MemberState, Places, Roster, pledge_is_due
from bot.kernel.texts import Catalogues, Joined, T, Text, Voice, Written
from bot.kernel.views import NOTHING, Answer, Audience, Button, Choice, Paragraph, View, ViewRef
from bot.kernel.who import Known, who_asks

R = TypeVar("R")
Shown = tuple[View, Voice] | None

MOST_TRIES = 3
STRANGER = T("This button belongs to a club. Ask whoever invited you for a link.")
CLUB_CLOSED = T("This club has closed. /mydata gives you what is kept of you.")
TAKEN_IN = T("That was taken in already. If no answer came, ask once more.")
FOR_THE_LEAD = T("The club lead minds this. Ask your club lead.")
FOR_THE_HOST = T("The host company decides this. /club shows which one that is.")
log = structlog.get_logger("door")


@intent
class InThisClub(Intent):
    """Let what was typed go on in the club that was chosen for it; it waits in `kept_in`, one of the person's clubs."""

    code: ClassVar[str] = "gc"
    kept_in: ClubId


class RepeatedError(Exception):
    """The update was handled before; it is answered from the state as it is now."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What to show the one who acted, and the voice to say it in. `error` stands when nothing was changed."""

    voice: Voice
    answer: Answer = NOTHING
    error: Text | None = None
    fields: Mapping[str, Text] = field(default_factory=dict)
    club: ClubId = NO_CLUB


class Door:
    """Takes intents in, checks who asks by the roster, runs the act, answers."""

    def __init__(
        self, storage: Storage, catalogue: Catalogue, catalogues: Catalogues, zone: ZoneInfo, wake: Callable[[], None]
    ) -> None:
        self._storage = storage
        self.catalogue = catalogue
        self.catalogues = catalogues
        self._zone = zone
        self._wake = wake
        self._locks: defaultdict[ClubId, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def press(
        self, asked: Callable[[Intent], Asked], data: str, filled: Mapping[str, Raw] | None = None
    ) -> Reply:
        """Take in a button's press, or a form's submission when `filled` is given."""
        bare = Intent()
        try:
            bare = self.catalogue.codec.read(data)
            intent = bare if filled is None else self.catalogue.codec.read(data, filled)
        except StrangerError:
            return await self._refuse(asked(bare), STRANGER)
        except RuleBrokenError as error:
            return await self._misread(asked(bare), error)
        return await self.ask(asked(intent), filled)

    async def ask(self, asked: Asked, filled: Mapping[str, Raw] | None = None) -> Reply:
        """Run one act and return what to show its actor.

        Raises:
            BugError: when the code broke its own promise; nothing was changed.
        """
        act = self.catalogue.act(type(asked.intent))
        try:
            asked = await self._with_club(asked, act)
            if act.intent.scoped and not asked.intent.club:
                return await self._which_club(asked, filled)
            reply = await self._run(asked, act, filled)
        except RepeatedError:
            answer = Answer(panel=act.panel(asked.intent)) if act.panel else Answer(TAKEN_IN)
            return Reply(await self._voice(asked), answer, club=asked.intent.club)
        except StrangerError:
            return await self._refuse(asked, STRANGER)
        except RuleBrokenError as error:
            return await self._refuse(asked, error.text, error.fields)
        self._wake()
        return await self._going_on(asked, reply) if act.intent.scoped and act.before_pledge else reply

    async def run_timer(self, timer: Timer) -> None:
        """Run a due timer's intent with the system as actor; it is removed in the same commit."""
        intent = self.catalogue.codec.read(timer.data)
        act = self.catalogue.act(type(intent))

        async def work(unit: UnitOfWork) -> None:
            if not await unit.of(Timers).done(timer.id):
                return
            if not await unit.of(Roster).hold(ClubScope(timer.club)):
                return
            actor = Actor(frozenset({Role.SYSTEM}), Language.EN, self._zone)
            await act.handler(unit, actor, intent)
            await self._settle(unit, act, ClubScope(timer.club))

        await self._in_turn(timer.club, work)
        self._wake()

    async def show(self, ref: ViewRef, asked: Asked) -> Shown:
        """Return a private view as it is now for the one who asks, or None when it is no longer theirs to see."""

        async def look(unit: UnitOfWork) -> Shown:
            return await self._shown(unit, ref, *await self._actor(unit, asked, ref.club))

        try:
            return await self._storage.read(look)
        except StrangerError:
            return None

    async def show_all(self, refs: Sequence[ViewRef], asked: Asked) -> list[Shown]:
        """Return private views as `show` does, all as of one moment; one that breaks takes no other with it."""

        async def look(unit: UnitOfWork) -> list[Shown]:
            known: dict[ClubId, tuple[Actor, ClubOutline | None]] = {}
            return [await shown(unit, ref, known) for ref in refs]

        async def shown(unit: UnitOfWork, ref: ViewRef, known: dict[ClubId, tuple[Actor, ClubOutline | None]]) -> Shown:
            try:
                if ref.club not in known:
                    known[ref.club] = await self._actor(unit, asked, ref.club)
                return await self._shown(unit, ref, *known[ref.club])
            except StrangerError:
                return None
            except ReppuError:
                log.exception("a private view cannot be shown", view=ref.name)
                return None

        return await self._storage.read(look)

    async def roles(self, asked: Asked, club: ClubId) -> frozenset[Role]:
        """Return the roles an account has in a club at this moment."""

        async def look(unit: UnitOfWork) -> frozenset[Role]:
            return (await self._actor(unit, asked, club))[0].roles

        return await self._storage.read(look)

    def voice_for(self, actor: Actor, outline: ClubOutline | None) -> Voice:
        """Return the actor's own voice; the zone is named when the club's members live in several (R4.11)."""
        return self.catalogues.voice(actor.language, actor.zone, zone_named=bool(outline and outline.zones_differ))

    async def _shown(self, unit: UnitOfWork, ref: ViewRef, actor: Actor, outline: ClubOutline | None) -> Shown:
        if actor.person is None:
            return None
        voice = self.voice_for(actor, outline)
        view = await self.catalogue.shown(unit, Reader(voice, actor.person, actor.roles), ref)
        return None if view is None else (_private(view), voice)

    async def _run(self, asked: Asked, act: Act, filled: Mapping[str, Raw] | None) -> Reply:
        async def work(unit: UnitOfWork) -> Reply:
            return await self._in_unit(unit, asked, act, filled)

        return await self._in_turn(asked.intent.club, work)

    async def _in_turn(self, club: ClubId, work: Callable[[UnitOfWork], Awaitable[R]]) -> R:
        """Run a unit after those asked for before it; again, when another process's commit came between."""
        async with self._locks[club]:
            for _ in range(MOST_TRIES - 1):
                with suppress(ConflictError):
                    return await self._storage.transact(work)
            return await self._storage.transact(work)

    async def _in_unit(self, unit: UnitOfWork, asked: Asked, act: Act, filled: Mapping[str, Raw] | None) -> Reply:
        intent = asked.intent
        scope = ClubScope(intent.club)
        if act.intent.scoped and not await unit.of(Roster).hold(scope):
            await self._insist_known(unit, asked)
        await self._only_once(unit, asked)
        await self._check_room(unit, asked)
        actor, outline, member = await self._known(unit, asked, intent.club)
        self._check_rights(act, actor)
        if actor.person is not None and asked.where is not None and asked.where.is_private:
            await unit.of(Places).open_lane(actor.person, asked.where)
        if member is not None and (member.questions or member.silent_since):
            await hear(unit, scope, member)
        if _pledge_comes_first(act, actor, member, unit.now):
            return await self._put_aside(unit, asked, actor, filled, self.voice_for(actor, outline))
        answer = await act.handler(unit, actor, intent)
        await self._settle(unit, act, scope)
        if _may_change_voice(act):
            actor, outline = await self._actor(unit, asked, intent.club)
        return Reply(self.voice_for(actor, outline), _checked(answer), club=intent.club)

    async def _going_on(self, asked: Asked, reply: Reply) -> Reply:
        """Let the act go on that waited for the pledge or for its club, as if asked now (R3.3).

        Refused, it leaves what was done before it.
        """
        scope = ClubScope(asked.intent.club)

        async def take(unit: UnitOfWork) -> AsideAct | None:
            _, _, member = await self._known(unit, asked, scope.club)
            if member is None or member.person is None or member.state is not MemberState.PLEDGED:
                return None
            return None if pledge_is_due(member, unit.now) else await unit.of(SetAside).take(scope, member.person)

        aside = await self._in_turn(scope.club, take)
        if aside is None:
            return reply if reply.answer != NOTHING else replace(reply, answer=Answer(TAKEN_IN))

        def here(intent: Intent) -> Asked:
            return replace(asked, intent=replace(intent, club=scope.club), update=None)

        went_on = await self.press(here, aside.data, aside.filled)
        if went_on.error is None or reply.answer == NOTHING:
            return went_on
        said = Joined(tuple(text for text in (reply.answer.toast, went_on.error) if text))
        return replace(reply, answer=replace(reply.answer, toast=said))

    async def _insist_known(self, unit: UnitOfWork, asked: Asked) -> NoReturn:
        """Say that a club has closed to those who were in it or founded it; to everybody else it was never there."""
        actor, _, member = await self._known(unit, asked, asked.intent.club)
        if member is None and Role.ORGANIZER not in actor.roles:
            raise StrangerError
        raise RuleBrokenError(CLUB_CLOSED)

    async def _only_once(self, unit: UnitOfWork, asked: Asked) -> None:
        if asked.update is None or asked.account is None:
            return
        key = f"{asked.account.platform}:{asked.account.user}:{asked.update}"
        # Hashed, so that nobody's account stays behind in it.
        if not await unit.of(Dedup).is_new(sha256(key.encode()).hexdigest()[:32], unit.now):
            raise RepeatedError

    async def _check_room(self, unit: UnitOfWork, asked: Asked) -> None:
        """Refuse a club's button in another club's room: a card that was forwarded there."""
        if asked.where is None or asked.where.is_private or not asked.intent.club:
            return
        place = await unit.of(Places).find(asked.where)
        if place is not None and place.club and place.club != asked.intent.club:
            raise StrangerError

    def _check_rights(self, act: Act, actor: Actor) -> None:
        if actor.is_any(act.who):
            return
        if actor.is_any(frozenset({Role.MEMBER})) and Role.SYSTEM not in act.who:
            raise RuleBrokenError(FOR_THE_HOST if Role.HOST in act.who else FOR_THE_LEAD)
        raise StrangerError

    async def _settle(self, unit: UnitOfWork, act: Act, scope: ClubScope) -> None:
        if not act.changes_roster:
            return
        for feature in self.catalogue.features:
            if feature.settle is not None:
                await feature.settle(unit, scope)
        await unit.of(Cards).mark_all(scope)

    async def _put_aside(
        self, unit: UnitOfWork, asked: Asked, actor: Actor, filled: Mapping[str, Raw] | None, voice: Voice
    ) -> Reply:
        if actor.person is None:
            raise StrangerError
        aside = AsideAct(self.catalogue.codec.write(asked.intent), filled)
        await unit.of(SetAside).keep(ClubScope(asked.intent.club), actor.person, aside)
        return Reply(voice, Answer(panel=ViewRef(PLEDGE_VIEW, asked.intent.club)), club=asked.intent.club)

    async def _actor(self, unit: UnitOfWork, asked: Asked, club: ClubId) -> tuple[Actor, ClubOutline | None]:
        actor, outline, _ = await self._known(unit, asked, club)
        return actor, outline

    async def _known(self, unit: UnitOfWork, asked: Asked, club: ClubId) -> Known:
        return await who_asks(unit, asked, club, self._zone)

    async def _with_club(self, asked: Asked, act: Act) -> Asked:
        if not act.intent.scoped:
            # Whatever club a button names, an act outside all clubs is of none.
            return replace(asked, intent=replace(asked.intent, club=NO_CLUB))
        if asked.intent.club:
            return asked

        async def look(unit: UnitOfWork) -> ClubId:
            place = await unit.of(Places).find(asked.where) if asked.where and not asked.where.is_private else None
            room = place.club if place else NO_CLUB
            if room or asked.account is None:
                return room
            person = await unit.of(Roster).person_of(asked.account)
            clubs = await unit.of(Roster).clubs_of(person.id) if person else []
            if not clubs and person and await unit.of(Roster).closed_clubs_of(person.id):
                raise RuleBrokenError(CLUB_CLOSED)
            if not clubs:
                raise StrangerError
            return clubs[0] if len(clubs) == 1 else NO_CLUB

        return replace(asked, intent=replace(asked.intent, club=await self._storage.read(look)))

    async def _which_club(self, asked: Asked, filled: Mapping[str, Raw] | None) -> Reply:
        """Ask once which of the person's clubs is meant; the button carries the same act.

        What was typed fits no button: it is set aside in one of the clubs, and goes on from there in the one chosen.
        """

        async def work(unit: UnitOfWork) -> list[tuple[ClubId, str]]:
            person = await unit.of(Roster).person_of(asked.account) if asked.account else None
            clubs = await unit.of(Roster).clubs_of(person.id) if person else []
            if filled and person:
                aside = AsideAct(self.catalogue.codec.write(asked.intent), filled)
                await unit.of(SetAside).keep(ClubScope(clubs[0]), person.id, aside)
            return [(club, (await unit.of(Roster).frame(ClubScope(club))).name) for club in clubs]

        clubs = await (self._storage.transact(work) if filled else self._storage.read(work))
        kept_in = clubs[0][0]

        def chosen(club: ClubId) -> Intent:
            return InThisClub(club=club, kept_in=kept_in) if filled else replace(asked.intent, club=club)

        options = tuple(Button(Written(name), chosen(club)) for club, name in clubs)
        view = View(Audience.PRIVATE, (Paragraph(T("Which club is it about?")), Choice(options)))
        return Reply(await self._voice(asked), Answer(view=view))

    async def _misread(self, asked: Asked, error: RuleBrokenError) -> Reply:
        """Say what cannot be read of what was typed; who may not ask for the act hears only that."""
        act = self.catalogue.act(type(asked.intent))

        async def look(unit: UnitOfWork) -> None:
            await self._check_room(unit, asked)
            actor, _ = await self._actor(unit, asked, asked.intent.club)
            self._check_rights(act, actor)

        try:
            asked = await self._with_club(asked, act)
            if asked.intent.club or not act.intent.scoped:
                await self._storage.read(look)
        except StrangerError:
            return await self._refuse(asked, STRANGER)
        except RuleBrokenError as refused:
            return await self._refuse(asked, refused.text)
        return await self._refuse(asked, error.text, error.fields)

    async def _refuse(self, asked: Asked, text: Text, wrong: Mapping[str, Text] | None = None) -> Reply:
        return Reply(await self._voice(asked), error=text, fields=wrong or {}, club=asked.intent.club)

    async def _voice(self, asked: Asked) -> Voice:
        async def look(unit: UnitOfWork) -> Person | None:
            return await unit.of(Roster).person_of(asked.account) if asked.account else None

        person: Person | None = await self._storage.read(look)
        if person is None:
            return self.catalogues.voice(asked.language, self._zone)
        return self.catalogues.voice(person.language, person.zone)


def _pledge_comes_first(act: Act, actor: Actor, member: Member | None, now: datetime) -> bool:
    if act.before_pledge or not act.intent.scoped or member is None or Role.MEMBER not in actor.roles:
        return False
    return pledge_is_due(member, now)


def _may_change_voice(act: Act) -> bool:
    """True for acts after which their actor may be spoken to otherwise: own settings, the roster, the rules."""
    return act.changes_roster or act.before_pledge or not act.intent.scoped


def _private(view: View) -> View:
    if view.audience is not Audience.PRIVATE:
        message = "a room view was asked for in private"
        raise BugError(message)
    return view


def _checked(answer: Answer) -> Answer:
    if answer.view is not None:
        _private(answer.view)
    return answer
