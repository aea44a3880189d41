"""What a person does on the page, brought to the door, and the door's reply brought back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from adapters.web.capabilities import WEB_CAPABILITIES
from adapters.web.cast import Player
from adapters.web.living import living
from adapters.web.past import OVER
from adapters.web.quoted import is_somebodys, quoted, visible
from adapters.web.render import Json, closed, drawn, form_json, read_body, said
from adapters.web.stage import Stage
from adapters.web.state import voice_of
from bot.browser import WEB, Personas
from bot.kernel.door import STRANGER, Reply
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.feature import Act, Answered
from bot.kernel.fields import NotUsableError, Raw, prose
from bot.kernel.fit import fit
from bot.kernel.intents import Asked, Intent, filled_readers
from bot.kernel.making import made
from bot.kernel.people import NO_CLUB, ClubId, Language, Role, Where
from bot.kernel.ports import UnitOfWork
from bot.kernel.spoken import Listed
from bot.kernel.texts import T, Text, Written
from bot.kernel.views import FieldKind

MOST_LETTERS = 4000
ROOM = "room"
LANE = "lane"
JOIN = "join"
NOT_IN_ROOM = T("The room opens when you have joined and accepted the three rules.")
_LINK = re.compile(r"#join=(\S+)")
_COMMAND = re.compile(r"(?:^|\s)(/\S+)\s+(\S+)")


@dataclass(frozen=True, slots=True)
class Doing:
    """One act under way: who, in the room or the own lane, under which update id."""

    player: Player
    in_room: bool
    update: str
    message: str | None = None

    def where(self) -> Where:
        """Return where it is done."""
        return Where(WEB, self.player.club) if self.in_room else self.player.lane()

    def asked(self, intent: Intent) -> Asked:
        """Return an intent as asked by this act."""
        return self.player.asked(intent, self.where(), self.update)


class Acts:
    """Acts of the cast on one stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._door = stage.core.door
        self._catalogue = stage.core.catalogue

    async def press(self, doing: Doing, action: str, filled: Mapping[str, Raw] | None = None) -> Json:
        """Press a button, or send a form when `filled` is given."""
        if doing.in_room and not await self._is_in_room(doing.player):
            return self._refused(doing, NOT_IN_ROOM)
        if filled is not None and self._is_on_message(action):
            return self._refused(doing, STRANGER)  # what was written is quoted by us, never typed
        reply = await self._door.press(doing.asked, action, filled)
        if reply.error is None and doing.message is not None and self._is_sure(action):
            await self._close_question(doing.player, doing.message)
        return await self._told(doing, reply)

    def _is_sure(self, action: str) -> bool:
        """True for the answer to a question whether somebody is sure."""
        return bool(getattr(self._catalogue.codec.read(action), "sure", False))

    async def _close_question(self, player: Player, message: str) -> None:
        """Leave nothing to press under a question in the own lane that has its answer; a living view does so itself."""
        found = await visible(self._stage, player, message)
        body = read_body(found.body) if found is not None and found.chat == player.persona.handle else None
        if body is not None and body.panel is None:
            await self._stage.adapter.refresh(message, replace(body, blocks=closed(body.blocks)))

    async def about(self, doing: Doing, message: str, action: str) -> Json:
        """Ask for an act that is offered on what somebody wrote to the room; its words are handed over only now."""
        found = await visible(self._stage, doing.player, message)
        if found is None or not is_somebodys(found) or not self._is_on_message(action):
            return self._refused(doing, STRANGER)
        return await self._told(doing, await self._door.press(doing.asked, action, quoted(found)))

    async def say(self, doing: Doing, text: str, replies_to: str | None = None) -> Json:
        """Say something: a command anywhere, words to everybody in the room, an invitation or a reply in the lane."""
        if doing.in_room and not await self._is_in_room(doing.player):
            return self._refused(doing, NOT_IN_ROOM)
        try:
            words = prose(MOST_LETTERS)(text)
        except NotUsableError as error:
            return self._refused(doing, error.text)
        replied = await self._replied(doing, words, replies_to) if replies_to else None
        if replied is not None:
            return replied
        if words.startswith("/"):
            name, rest = parted(words)
            return await self._command(doing, words, name, rest)
        if doing.in_room:
            return await self._chat(doing, words)
        invitation = self._invitation_in(words)
        if invitation is None:
            return self._refused(doing, await self._what_there_is(doing, None))
        return await self._command(doing, words, JOIN, invitation)

    async def _replied(self, doing: Doing, words: str, replies_to: str) -> Json | None:
        """Answer a reply that means something by itself; None for one that is said as anything else is."""
        message = await visible(self._stage, doing.player, replies_to)
        if message is None:
            return None
        codec = self._catalogue.codec
        if is_somebodys(message):
            name, rest = parted(words)
            act = self._catalogue.command(name) if words.startswith("/") and not rest else None
            meant = act.about_message(club=message.club) if act and act.about_message else None
            return await self.about(doing, message.id, codec.write(meant)) if meant else None
        panel = read_body(message.body).panel
        act = self._catalogue.reply_to(panel.name) if panel else None
        if panel is None or act is None or words.startswith("/") or doing.in_room:
            return None
        reply = await self._door.press(doing.asked, codec.write(act.intent(club=panel.club)), typed_into(act, words))
        await self._hear_in_lane(doing, words, reply)
        return await self._told(doing, reply)

    def _is_on_message(self, action: str) -> bool:
        """True for what only a message itself can ask for."""
        try:
            return self._catalogue.act(self._catalogue.codec.kind_of(action)).on_message is not None
        except StrangerError:
            return False

    async def _command(self, doing: Doing, words: str, name: str, rest: str) -> Json:
        act = self._catalogue.command(name)
        if act is None:
            return self._refused(doing, await self._what_there_is(doing, name))
        if not rest and self._catalogue.takes_text(act):
            return self._refused(doing, _needs_words(act, doing.player.language))
        club = doing.player.club if doing.in_room and act.intent.scoped else NO_CLUB
        data = self._catalogue.codec.write(act.intent(club=club))
        reply = await self._asked_in_words(doing, act, data, rest)
        await self._hear_in_lane(doing, words, reply)
        return await self._told(doing, reply)

    async def _hear_in_lane(self, doing: Doing, words: str, reply: Reply) -> None:
        """Keep what was said in the lane and taken, above its answer."""
        if reply.error is None and not doing.in_room:
            lane = doing.player.persona.handle
            await self._stage.adapter.hear(lane, reply.club, lane, said(words), f"said:{doing.update}")

    async def _asked_in_words(self, doing: Doing, act: Act, data: str, rest: str) -> Reply:
        """Ask for a command's act; words that do not fill several fields go on in its form."""
        typed = typed_into(act, rest) if rest else None
        if typed and act.answered is Answered.FORM and len(filled_readers(act.intent)) > 1:
            try:
                self._catalogue.codec.read(data, typed)
            except RuleBrokenError:
                return begun_with(await self._door.press(doing.asked, data), rest)
        return await self._door.press(doing.asked, data, typed)

    def _invitation_in(self, words: str) -> str | None:
        """Return the token in a pasted link or in a whole message that was sent along with it."""
        link = _LINK.search(words)
        if link is not None:
            return link[1]
        joins = self._catalogue.command(JOIN)
        found = (token for name, token in _COMMAND.findall(words) if self._catalogue.command(name) is joins)
        return next(found, None)

    async def _chat(self, doing: Doing, words: str) -> Json:
        """Keep what a member says to the room; the core never reads it."""
        handle, club = doing.player.persona.handle, doing.player.club
        await self._stage.adapter.talk(club, handle, words, f"said:{handle}:{doing.update}")
        return reply_json()

    async def _told(self, doing: Doing, reply: Reply) -> Json:
        """Show a reply where it belongs: messages into the lane, the rest to the one who acted."""
        handle, answer, codec = doing.player.persona.handle, reply.answer, self._catalogue.codec
        if answer.view is not None:
            view = await made(fit(answer.view, WEB_CAPABILITIES).view, self._stage.core.seams.renderer)
            body = drawn(view, reply.voice, codec)
            await self._stage.adapter.answer(handle, reply.club, body, f"answer:{doing.update}")
        if answer.panel is not None:
            body_now = await living(self._stage, doing.player, answer.panel)
            if body_now is not None:
                await self._stage.adapter.show_panel(handle, answer.panel, body_now, pressed=doing.message)
            elif answer.toast is None and answer.view is None:
                answer = replace(answer, toast=OVER)
        await self._note_club(doing.player, reply.club)
        await self._stage.adapter.open_rooms()
        if reply.error is not None:
            wrong = {name: reply.voice.say(text) for name, text in reply.fields.items()}
            return reply_json(error={"text": reply.voice.say(reply.error), "fields": wrong})
        return reply_json(
            toast=reply.voice.say(answer.toast) if answer.toast else None,
            form=form_json(answer.form, reply.voice, codec) if answer.form else None,
        )

    async def _is_in_room(self, player: Player) -> bool:
        return Role.MEMBER in await self._door.roles(player.asked(Intent()), player.club)

    async def _note_club(self, player: Player, club: ClubId) -> None:
        if not club or club == player.persona.club:
            return

        async def work(unit: UnitOfWork) -> None:
            await unit.of(Personas).note_club(player.persona.handle, club)

        await self._stage.core.storage.transact(work)

    async def _what_there_is(self, doing: Doing, tried: str | None) -> Text:
        roles = await self._door.roles(doing.player.asked(Intent()), doing.player.club)
        commands = [each.command for each in self._catalogue.commands_for(roles) if each.command]
        shown = [each for each in commands if each.name == "help"] or commands
        listed = Listed(tuple(f"/{each.word_in(doing.player.language)}" for each in shown))
        if tried is None:
            return T("Commands begin with a slash. All of them: {commands}.", commands=listed)
        return T("There is no {command}. All commands: {commands}.", command=tried, commands=listed)

    def _refused(self, doing: Doing, text: Text) -> Json:
        voice = voice_of(self._stage, doing.player)
        return reply_json(error={"text": voice.say(text), "fields": {}})


def reply_json(toast: str | None = None, form: Json | None = None, error: Json | None = None) -> Json:
    """Return a reply as the page reads it."""
    return {"toast": toast, "form": form, "error": error}


def parted(words: str) -> tuple[str, str]:
    """Return a command's name and what was written after it, on the same line or the next."""
    name, *rest = words.split(maxsplit=1)
    return name, rest[0] if rest else ""


def typed_into(act: Act, words: str) -> dict[str, Raw]:
    """Return a command's words by the fields they fill: all of them into one, or parts at commas into several."""
    names = list(filled_readers(act.intent))
    parts = [words] if len(names) == 1 else [part.strip() for part in words.split(",", max(len(names) - 1, 0))]
    return dict(zip(names, parts, strict=False))


def begun_with(reply: Reply, words: str) -> Reply:
    """Return a reply whose form has a command's words in its text fields: parts at commas, in order, where they fit."""
    form = reply.answer.form
    if form is None:
        return reply
    free = [each for each in form.fields if each.kind in {FieldKind.LINE, FieldKind.TEXT}]
    parts = [part.strip() for part in words.split(",", max(len(free) - 1, 0))]
    typed = {
        each.name: part
        for each, part in zip(free, parts, strict=False)
        if part and (each.limit is None or len(part) <= each.limit)
    }
    begun = tuple(replace(each, value=typed.get(each.name, each.value)) for each in form.fields)
    return replace(reply, answer=replace(reply.answer, form=replace(form, fields=begun)))


def _needs_words(act: Act, language: Language) -> Text:
    name = f"/{act.command.word_in(language)}" if act.command else ""
    about = act.command.about if act.command else Written("")
    return T("Write it with a few words after, like: {command} … ({about})", command=name, about=about)
