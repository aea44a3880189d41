"""The courier: written when sent, in hours, by class, by the next lane, never to the wrong eyes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.features.joining.intents import Leave, SetLanguage
from bot.kernel.errors import InDoubtError, PlatformError, SurelyNotSentError, UnreachableError
from bot.kernel.people import Language, PersonId, Place
from bot.kernel.ports import MessageClass, Outbox, Weight
from bot.kernel.texts import Voice
from bot.kernel.views import View
from tests.features.club_world import CHAT, MONDAY_NOON
from tests.kernel.machine import OTHER, Machine, Platform

BOUND = [MessageClass.DUTY, MessageClass.ASK, MessageClass.KIND]
TWICE = [MessageClass.MUST, MessageClass.DUTY]
NEVER = [MessageClass.ASK, MessageClass.KIND]
NIGHT = datetime(2026, 9, 7, 20, tzinfo=UTC)


async def test_a_message_is_written_when_it_is_sent(machine: Machine) -> None:
    """What is said is what is true at the moment of sending, not at the moment of telling."""
    later = machine.world.clock.now() + timedelta(hours=1)
    await machine.tell("bo", not_before=later)
    await machine.world.settle()
    assert machine.chat.to("bo") == []
    machine.toys.words["a"] = "changed meanwhile"
    await machine.world.later(hours=1)
    assert machine.chat.to("bo") == ["Note: changed meanwhile"]


async def test_what_is_no_longer_true_is_not_sent(machine: Machine) -> None:
    """A view that has nothing to say any more, or whose subject is gone, is dropped."""
    machine.toys.words["a"] = ""
    machine.toys.failing.add("not there b")
    await machine.tell("bo", key="a")
    await machine.tell("bo", key="b")
    await machine.world.settle()
    assert machine.chat.tried == []
    assert await machine.states() == ["dead", "dead"]


async def test_each_reader_hears_it_in_the_own_language(machine: Machine) -> None:
    """The voice is the recipient's own at the moment of sending."""
    await machine.world.ask("bo", SetLanguage(language=Language.FI))
    heard: list[Language] = []

    class Listening(Platform):
        async def post(self, place: Place, view: View, voice: Voice, key: str) -> str:
            heard.append(voice.language)
            return await super().post(place, view, voice, key)

    machine.connect(Listening())
    await machine.tell("bo", "cia")
    await machine.world.settle()
    assert sorted(heard) == [Language.EN, Language.FI]


async def test_what_must_arrive_arrives_at_night(machine: Machine) -> None:
    """Hours do not bind what must arrive."""
    machine.world.clock.move_to(NIGHT)
    await machine.tell("bo", kind=MessageClass.MUST)
    await machine.world.settle()
    assert len(machine.chat.to("bo")) == 1


@pytest.mark.parametrize("kind", BOUND)
async def test_the_rest_waits_for_the_morning(machine: Machine, kind: MessageClass) -> None:
    """What is bound to hours comes at eight in the person's own zone, and not a minute before."""
    machine.world.clock.move_to(NIGHT)
    await machine.tell("bo", kind=kind)
    await machine.world.later(hours=8, minutes=59)
    assert machine.chat.to("bo") == []
    await machine.world.later(minutes=1)
    assert len(machine.chat.to("bo")) == 1


@pytest.mark.parametrize("kind", BOUND)
async def test_pauses_and_holidays_are_waited_out(machine: Machine, kind: MessageClass) -> None:
    """In a pause of the club nothing that is bound comes; the first morning after it does."""
    now = machine.world.clock.now().date()
    first, last = now.isoformat(), (now + timedelta(days=2)).isoformat()
    pause = f"'p', '{machine.scope.club}', 0, '{first}', '{last}'"
    await machine.do(f"INSERT INTO pause (id, club_id, yearly, first, last) VALUES ({pause})")  # noqa: S608
    await machine.tell("bo", kind=kind)
    await machine.tell("cia", kind=MessageClass.MUST)
    await machine.world.later(days=2)
    assert machine.chat.to("bo") == []
    assert len(machine.chat.to("cia")) == 1
    await machine.world.later(days=1)
    assert len(machine.chat.to("bo")) == 1


async def test_what_has_become_stale_is_dropped(machine: Machine) -> None:
    """Past its time nothing is sent; what would have to wait beyond its time is dropped at once."""
    now = machine.world.clock.now()
    await machine.tell("bo", key="late", not_before=now + timedelta(hours=2), not_after=now + timedelta(hours=1))
    machine.world.clock.move_to(NIGHT)
    await machine.tell("bo", key="tonight", kind=MessageClass.ASK, not_after=NIGHT + timedelta(hours=2))
    await machine.world.settle()
    assert machine.chat.tried == []
    assert await machine.states() == ["dead", "dead"]


@pytest.mark.parametrize("kind", TWICE)
async def test_in_doubt_a_duty_is_sent_once_more(machine: Machine, kind: MessageClass) -> None:
    """Nobody knows whether it arrived: what must or ought to arrive is sent once more, and then never again."""
    machine.chat.errors["bo"] = [InDoubtError()]
    await machine.tell("bo", kind=kind, key="once more")
    machine.chat.errors["cia"] = [InDoubtError(), InDoubtError(), InDoubtError()]
    await machine.tell("cia", kind=kind, key="no more")
    await machine.world.later(days=2)
    assert len([chat for chat, _ in machine.chat.tried if chat == "bo"]) == 2
    assert len([chat for chat, _ in machine.chat.tried if chat == "cia"]) == 2
    assert await machine.states() == ["sent", "dead"]


@pytest.mark.parametrize("kind", NEVER)
async def test_in_doubt_a_question_is_never_repeated(machine: Machine, kind: MessageClass) -> None:
    """A question or a kind word that may have arrived is not sent a second time."""
    machine.chat.errors["bo"] = [InDoubtError()]
    await machine.tell("bo", kind=kind)
    await machine.world.later(days=3)
    assert len([chat for chat, _ in machine.chat.tried if chat == "bo"]) == 1
    assert await machine.states() == ["dead"]


@pytest.mark.parametrize(("kind", "copies"), [*((kind, 1) for kind in TWICE), *((kind, 0) for kind in NEVER)])
async def test_what_a_crash_left_is_settled_by_class(machine: Machine, kind: MessageClass, copies: int) -> None:
    """The program stopped while sending: after the start it is sent once more, or never, by its class."""
    await machine.tell("bo", kind=kind)
    await machine.do("UPDATE envelope SET state = 'sending', attempts = 1 WHERE view = 'toys.note'")
    await machine.world.settle()
    assert machine.chat.tried == []
    await machine.world.clockwork._courier.recover()
    await machine.world.settle()
    assert len(machine.chat.tried) == copies


async def test_one_unresolved_message_holds_back_the_next(machine: Machine) -> None:
    """While it is not known what became of one, its person is sent no other."""
    await machine.tell("bo", key="first")
    await machine.do("UPDATE envelope SET state = 'sending' WHERE view = 'toys.note'")
    await machine.tell("bo", "cia", key="second")
    await machine.world.settle()
    assert [chat for chat, _ in machine.chat.tried] == ["cia"]


async def test_a_platform_may_ask_for_patience(machine: Machine) -> None:
    """What was surely not sent is tried again after the time the platform asked for, not before."""
    machine.chat.errors["bo"] = [SurelyNotSentError(timedelta(seconds=90))]
    await machine.tell("bo", kind=MessageClass.KIND)
    await machine.world.later(seconds=89)
    assert machine.chat.to("bo") == []
    await machine.world.later(seconds=1)
    assert len(machine.chat.to("bo")) == 1


async def test_the_unreachable_are_reached_elsewhere(machine: Machine) -> None:
    """A lasting refusal goes down the ladder: the same person's other platform, at once."""
    await machine.lane("bo", OTHER)
    machine.world.clock.move_to(machine.world.clock.now() + timedelta(minutes=1))
    await machine.lane("bo", CHAT)
    machine.chat.errors["bo"] = [UnreachableError()]
    await machine.tell("bo")
    await machine.world.settle()
    assert machine.chat.to("bo") == []
    assert len(machine.other.to("bo")) == 1


async def test_what_must_arrive_is_kept_until_the_chat_is_opened(machine: Machine) -> None:
    """With no way left it is kept, and delivered when the person writes to us again."""
    machine.chat.errors["bo"] = [UnreachableError()]
    await machine.tell("bo")
    await machine.world.later(days=5)
    assert machine.chat.to("bo") == []
    await machine.world.say("bo", "/say hello")
    await machine.world.later(hours=1)
    assert len(machine.chat.to("bo")) == 1


async def test_in_doubt_no_other_platform_is_tried(machine: Machine) -> None:
    """Only what was surely not sent goes to another platform; in doubt it would be said twice."""
    await machine.lane("bo", OTHER)
    machine.world.clock.move_to(machine.world.clock.now() + timedelta(minutes=1))
    await machine.lane("bo", CHAT)
    machine.chat.errors["bo"] = [InDoubtError()]
    await machine.tell("bo")
    await machine.world.settle()
    assert machine.other.tried == []
    assert len(machine.chat.to("bo")) == 1


async def test_a_public_view_is_not_sent_as_a_letter(machine: Machine) -> None:
    """A view for the room that stands in an envelope by mistake is not sent to anybody; the others are."""
    await machine.tell("bo", key="public")
    await machine.tell("bo", "cia", key="good")
    await machine.world.settle()
    assert machine.chat.to("bo") == ["Note: note good"]
    assert machine.chat.to("cia") == ["Note: note good"]


async def test_one_that_cannot_be_written_stops_no_other(machine: Machine) -> None:
    """A view that fails is put off and tried again; what is due to others and to the same person goes out."""
    machine.toys.failing.add("broken")
    await machine.tell("bo", key="broken")
    await machine.tell("bo", "cia", key="good")
    await machine.world.settle()
    assert (machine.chat.to("bo"), machine.chat.to("cia")) == (["Note: note good"], ["Note: note good"])
    machine.toys.failing.clear()
    await machine.world.later(minutes=10)
    assert machine.chat.to("bo") == ["Note: note good", "Note: note broken"]


@pytest.mark.parametrize("state", ["waiting", "former"])
async def test_of_a_club_one_stands_outside_one_hears_nothing(machine: Machine, state: str) -> None:
    """Who waits or has left is sent nothing of the club, even when it was due to them before."""
    await machine.tell("bo")
    await machine.do(
        f"UPDATE membership SET state = '{state}' WHERE person_id = '{await machine.person('bo')}'"  # noqa: S608
    )
    await machine.world.settle()
    assert machine.chat.tried == []


async def test_whose_pledge_has_lapsed_hears_nothing(machine: Machine) -> None:
    """A year and thirty days after the pledge one stands as waiting, and is told nothing more of the club."""
    machine.world.clock.move_to(MONDAY_NOON + timedelta(days=365 + 30))
    await machine.tell("bo")
    await machine.world.settle()
    assert machine.chat.to("bo") == []


async def test_who_leaves_in_between_is_not_written_to(machine: Machine) -> None:
    """Between the look into the outbox and the attempt somebody leaves: nothing is sent."""
    await machine.tell("bo")

    (envelope,) = await machine.world.storage.read(lambda unit: unit.of(Outbox).due(unit.now, 10))
    assert (await machine.world.ask("bo", Leave(club=machine.scope.club, sure=True))).error is None
    await machine.do("UPDATE membership SET state = 'pledged' WHERE state = 'former'")  # so that only the outbox knows
    await machine.world.clockwork._courier._deliver((envelope,))
    assert machine.chat.tried == []


async def test_the_same_news_reaches_a_person_once(machine: Machine) -> None:
    """Told twice about the same thing, a person hears it once."""
    await machine.tell("bo")
    await machine.tell("bo")
    await machine.world.settle()
    await machine.tell("bo")
    await machine.world.settle()
    assert len(machine.chat.to("bo")) == 1


async def test_one_question_a_day(machine: Machine) -> None:
    """A second counted message of a day waits for the next morning; what must arrive and duties do not count."""
    await machine.tell("bo", key="one", kind=MessageClass.KIND)
    await machine.world.settle()
    await machine.tell("bo", key="two", kind=MessageClass.ASK, weight=Weight.RSVP)
    await machine.tell("bo", key="duty", kind=MessageClass.DUTY)
    await machine.tell("bo", key="must")
    await machine.world.settle()
    assert len(machine.chat.to("bo")) == 3
    await machine.world.later(days=1)
    assert len(machine.chat.to("bo")) == 4


async def test_a_question_in_doubt_counts(machine: Machine) -> None:
    """What may have arrived is in the budget: a second question waits for the next morning all the same."""
    machine.chat.errors["bo"] = [InDoubtError()]
    await machine.tell("bo", key="one", kind=MessageClass.ASK)
    await machine.world.settle()
    await machine.tell("bo", key="two", kind=MessageClass.ASK, weight=Weight.RSVP)
    await machine.world.settle()
    assert machine.chat.to("bo") == []
    await machine.world.later(days=1)
    assert machine.chat.to("bo") == ["Note: note two"]


async def test_the_seventh_duty_of_a_cycle_falls(machine: Machine) -> None:
    """R9: six duties a cycle; the seventh is dropped, unless the club stands still without it."""
    for number in range(8):
        await machine.tell("bo", key=f"duty {number}", kind=MessageClass.DUTY)
    await machine.world.settle()
    assert len(machine.chat.to("bo")) == 6
    await machine.tell("bo", key="the host's word", kind=MessageClass.DUTY, holds_up=True)
    await machine.world.settle()
    assert machine.chat.to("bo")[6:] == ["Note: note the host's word"]


async def test_several_that_are_due_become_one(machine: Machine) -> None:
    """R9: two questions due at the same time come as one message, and neither comes again."""
    await machine.tell("bo", key="one", kind=MessageClass.ASK)
    await machine.tell("bo", key="two", kind=MessageClass.ASK)
    await machine.world.settle()
    (message,) = machine.chat.to("bo")
    assert sorted(message.splitlines()) == ["Note: note one", "Note: note two"]
    await machine.world.later(days=2)
    assert len(machine.chat.to("bo")) == 1


async def test_one_of_several_that_cannot_be_written_leaves_the_other(machine: Machine) -> None:
    """Of two questions due together the broken one is put off, the other comes."""
    await machine.tell("bo", key="one", kind=MessageClass.ASK)
    await machine.tell("bo", key="two", kind=MessageClass.ASK)
    machine.toys.failing.add("one")
    await machine.world.settle()
    assert machine.chat.to("bo") == ["Note: note two"]


async def test_the_fifth_question_of_a_cycle_falls(machine: Machine) -> None:
    """Four counted messages a cycle: the fifth is dropped, the poll reminder comes all the same."""
    for day in range(5):
        await machine.tell("bo", key=f"day {day}", kind=MessageClass.ASK, weight=Weight.RSVP)
        await machine.world.later(days=1)
    assert len(machine.chat.to("bo")) == 4
    await machine.tell("bo", key="reminder", kind=MessageClass.ASK, weight=Weight.REMINDER)
    await machine.world.later(days=1)
    assert machine.chat.to("bo")[-1] == "Note: note reminder"


async def test_a_reminder_does_not_wait_beyond_its_poll(machine: Machine) -> None:
    """A reminder that would be stale tomorrow comes on the same day as another question, and what is due with it."""
    closing = machine.world.clock.now() + timedelta(hours=12)
    await machine.tell("bo", key="one", kind=MessageClass.ASK)
    await machine.world.settle()
    await machine.tell("bo", key="other", kind=MessageClass.ASK, not_after=closing)
    await machine.world.settle()
    assert machine.chat.to("bo") == ["Note: note one"]
    await machine.tell("bo", key="reminder", kind=MessageClass.ASK, not_after=closing, weight=Weight.REMINDER)
    await machine.tell("bo", key="third", kind=MessageClass.ASK, not_after=closing)
    await machine.world.settle()
    assert machine.chat.to("bo") == ["Note: note one", "Note: note reminder\nNote: note third"]


@pytest.mark.parametrize("error", [SurelyNotSentError(), InDoubtError(), UnreachableError()])
async def test_trouble_of_one_is_nobody_elses(machine: Machine, error: PlatformError) -> None:
    """Whatever the platform answers for one person, the others get theirs in the same batch."""
    machine.chat.errors["anna"] = [error]
    await machine.tell("anna", "bo", "cia")
    await machine.world.settle()
    assert machine.chat.to("bo") == machine.chat.to("cia") == ["Note: note a"]


async def test_a_receipt_is_kept(machine: Machine) -> None:
    """What was sent is known as sent, with the platform's id of the message, and is not sent again."""
    await machine.tell("bo")
    await machine.world.settle()
    await machine.world.later(days=1)
    (row,) = await machine.world.rows("SELECT state, message, attempts FROM envelope WHERE view = 'toys.note'")
    assert (row["state"], row["message"], row["attempts"]) == ("sent", "message 1", 1)
    assert await _counted(machine, "bo") == 0


async def _counted(machine: Machine, who: str) -> int:
    person = PersonId(await machine.person(who))
    return await machine.world.storage.read(lambda unit: unit.of(Outbox).counted_since(person, MONDAY_NOON))
