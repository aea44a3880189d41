"""What one person sees: the room, the private lane, the people, the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from babel.dates import format_timedelta

from adapters.web.cast import Cast, ClubSeen, Player, first_shown, is_today
from adapters.web.living import bodies_now
from adapters.web.quoted import is_somebodys
from adapters.web.render import Body, Json, closed, placed
from adapters.web.stage import Stage
from adapters.web.words import what_to_try, words_in
from bot.browser import REPPU, Installation, WebMessage, WebMessages
from bot.kernel.feature import Command
from bot.kernel.intents import Intent
from bot.kernel.people import ClubId, Language, Role
from bot.kernel.ports import Timers, UnitOfWork
from bot.kernel.spoken import Hour, LongDay, When, locale_of
from bot.kernel.texts import Catalogues, T, Text, Voice

MOST_MESSAGES = 300
MOST_TIMERS = 50
YOU = "you"
OTHER = "other"
OPERATOR_CODE = "operator_code"
SOMEBODY_WHO_LEFT = T("Somebody who has left")
NOW = T("now")
END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Coming:
    """The next thing that falls due, in words."""

    at: datetime
    what: Text


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything one person's state is made of, read in one look."""

    you: Player
    players: list[Player]
    clubs: list[tuple[ClubId, str]]
    club: ClubSeen | None
    room: list[WebMessage] | None
    lane: list[WebMessage]
    coming: Coming | None
    code: str | None
    now: datetime
    roles: frozenset[Role]


async def find_player(stage: Stage, handle: str | None, club: ClubId) -> Player | None:
    """Return one of the cast, the one to begin with when no handle is given; None when there is no such person."""

    async def look(unit: UnitOfWork) -> Player | None:
        cast = Cast(unit)
        players = await cast.players()
        if handle is None:
            return first_shown(players)
        found = next((each.persona for each in players if each.persona.handle == handle), None)
        return await cast.player(found, club) if found else None

    return await stage.core.storage.read(look)


async def see(stage: Stage, player: Player) -> Seen:
    """Read what a person sees."""
    roles = await stage.core.door.roles(player.asked(Intent()), player.club)

    async def look(unit: UnitOfWork) -> Seen:
        cast, messages = Cast(unit), unit.of(WebMessages)
        club = await cast.club(player.club) if player.club else None
        sees_room = Role.MEMBER in roles or await cast.saw_the_end(player)
        return Seen(
            you=player,
            players=await cast.players(),
            clubs=await cast.clubs_of(player),
            club=club,
            room=await messages.latest(player.club, MOST_MESSAGES) if sees_room else None,
            lane=await messages.latest(player.persona.handle, MOST_MESSAGES),
            coming=await coming(stage, unit),
            code=await _code(unit, player),
            now=unit.now,
            roles=roles,
        )

    return await stage.core.storage.read(look)


async def coming(stage: Stage, unit: UnitOfWork) -> Coming | None:
    """Return the next due thing that has words; over all clubs, since the clock is everybody's."""
    for timer in await unit.of(Timers).due(END_OF_TIME, MOST_TIMERS):
        what = stage.core.catalogue.foreseen(timer.data)
        if what is not None:
            return Coming(timer.due_at, what)
    return None


async def state_json(stage: Stage, player: Player, version: int) -> Json:
    """Return a person's whole state as the page reads it."""
    seen = await see(stage, player)
    bodies = await bodies_now(stage, player, [*(seen.room or ()), *seen.lane])
    voice = voice_of(stage, player, seen.club)
    commands = [each.command for each in stage.core.catalogue.commands_for(seen.roles) if each.command]
    return {
        "version": version,
        "clock": clock_json(seen.now, seen.coming, voice),
        "people": [each.json(voice) for each in seen.players],
        "you": player.json(voice),
        "clubs": [{"id": club, "name": name, "chosen": club == player.club} for club, name in seen.clubs],
        "room": _room_json(stage, seen, bodies, voice),
        "lane": {"messages": [_message_json(stage, seen, each, bodies[each.id], voice) for each in seen.lane]},
        "commands": [_command_json(each, voice) for each in commands],
        "try": what_to_try(voice, has_club=any(each.club for each in seen.players)),
        "operator": {"code": seen.code} if player.persona.is_operator else None,
        "words": words_in(voice),
    }


def _command_json(command: Command, voice: Voice) -> Json:
    """Return a command by its name in the reader's language, and the names it has in the others."""
    name = command.word_in(voice.language)
    also = [f"/{each}" for each in (command.name, *command.aliases) if each != name]
    return {"name": f"/{name}", "also": also, "about": voice.say(command.about)}


def clock_json(now: datetime, ahead: Coming | None, voice: Voice) -> Json:
    """Return the clock's bar: the time, and the next due thing in words."""
    local = now.astimezone(voice.zone)
    comma = "," if voice.language is Language.EN else ""
    text = f"{voice.say(LongDay(local.date()))}{comma} {voice.say(Hour(now))}"
    told = {"in": _until(ahead.at - now, voice), "what": voice.say(ahead.what)} if ahead else None
    return {"now": now.isoformat(), "text": text, "next": told}


def voice_of(stage: Stage, player: Player, club: ClubSeen | None = None) -> Voice:
    """Return a player's own voice; the zone is named when the club's members live in several."""
    catalogues: Catalogues = stage.core.catalogues
    zone_named = club is not None and club.frame.zones_differ
    return catalogues.voice(player.language, player.zone(stage.core.seams.zone), zone_named=zone_named)


async def _code(unit: UnitOfWork, player: Player) -> str | None:
    if not player.persona.is_operator or not await unit.of(Installation).newest_bootstrap_is_open():
        return None
    return await unit.of(Installation).secret(OPERATOR_CODE)


def _room_json(stage: Stage, seen: Seen, bodies: Mapping[str, Body], voice: Voice) -> Json | None:
    if seen.room is None or seen.club is None:
        return None
    frame = seen.club.frame
    messages = [_message_json(stage, seen, each, bodies[each.id], voice) for each in seen.room]
    return {"title": frame.name, "language": frame.language.value, "messages": messages}


def _message_json(stage: Stage, seen: Seen, message: WebMessage, body: Body, voice: Voice) -> Json:
    is_over = seen.club is not None and seen.club.frame.is_closed and message.club == seen.club.frame.id
    blocks = closed(body.blocks) if is_over else body.blocks
    return {
        "id": message.id,
        "at": _at(message.posted_at, seen.now, voice),
        **_sender(seen, message, voice),
        "edited": message.edited_at is not None,
        **_about(stage, seen, message, body, voice),
        "blocks": placed(blocks, message.id, seen.you.persona.handle),
    }


def _about(stage: Stage, seen: Seen, message: WebMessage, body: Body, voice: Voice) -> Json:
    """Return what one can do about a message: the acts offered on it, and whether a reply means something."""
    catalogue = stage.core.catalogue
    if is_somebodys(message):
        acts = catalogue.on_messages_for(seen.roles)
        offered = [(each.on_message, catalogue.codec.write(each.intent(club=message.club))) for each in acts]
        named = [{"label": voice.say(label), "action": action} for label, action in offered if label is not None]
        return {"acts": named, "replies": any(each.about_message for each in catalogue.acts.values())}
    panel = body.panel if message.author == REPPU else None
    return {"acts": [], "replies": panel is not None and catalogue.reply_to(panel.name) is not None}


def _sender(seen: Seen, message: WebMessage, voice: Voice) -> Json:
    """Return who said it; somebody called "reppu" or "you" is not taken for them."""
    if message.author == REPPU:
        return {"from": REPPU}
    if message.author == seen.you.persona.handle:
        return {"from": YOU}
    name = _name_of(seen, message.author) or voice.say(SOMEBODY_WHO_LEFT)
    return {"from": OTHER if name.casefold() in {REPPU, YOU} else name, "name": name}


def _name_of(seen: Seen, handle: str) -> str | None:
    person = next((each.person for each in seen.players if each.persona.handle == handle), None)
    member = seen.club.members.get(person.id) if seen.club and person else None
    return member.name if member else None


def _at(instant: datetime, now: datetime, voice: Voice) -> str:
    return voice.say(Hour(instant) if is_today(instant, now, voice.zone) else When(instant))


def _until(delta: timedelta, voice: Voice) -> str:
    if delta <= timedelta():
        return voice.say(NOW)
    return format_timedelta(delta, add_direction=True, locale=locale_of(voice.language))
