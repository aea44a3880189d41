"""The front door: each act once, by right, after the pledge, in the right room, or refused with nothing changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.features.clubs.intents import FoundClub
from bot.features.joining.intents import AcceptPledge, Invite, Leave
from bot.kernel.door import FOR_THE_LEAD, MOST_TRIES, STRANGER, TAKEN_IN, InThisClub, Reply
from bot.kernel.errors import BugError, ConflictError, StrangerError
from bot.kernel.feature import Act
from bot.kernel.fields import Raw
from bot.kernel.intents import Asked, Intent
from bot.kernel.people import ANYONE, Account, ClubId, ClubScope, Language, Where
from bot.kernel.ports import Timers, UnitOfWork
from bot.kernel.roster import PLEDGE_GRACE, PLEDGE_LASTS, Roster
from bot.kernel.texts import T
from bot.kernel.views import Answer, Audience, Choice, Paragraph, View, ViewRef
from bot.kernel.wording import wording
from storage.repositories import REPOSITORIES
from storage.roster import SqlRoster
from tests.features.club_world import CHAT, join
from tests.kernel.machine import Machine, Ring, Say


def words_of(reply: Reply) -> str:
    """Return what a reply says."""
    said = [each for each in (reply.error, reply.answer.toast) if each]
    return " ".join(reply.voice.say(each) for each in said)


async def ask(machine: Machine, who: str, intent: Intent, update: str | None = None, room: str = "") -> Reply:
    """Ask for an act, in the own lane or in a room."""
    where = Where(CHAT, room) if room else Where(CHAT, who, is_private=True)
    return await machine.world.door.ask(Asked(intent, Account(CHAT, who), where, update, Language.EN))


async def fill(machine: Machine, who: str, intent: Intent, typed: dict[str, Raw]) -> Reply:
    """Send a form."""
    data = machine.world.catalogue.codec.write(intent)
    where = Where(CHAT, who, is_private=True)
    return await machine.world.door.press(
        lambda read: Asked(read, Account(CHAT, who), where, None, Language.EN), data, typed
    )


async def test_an_update_acts_once(machine: Machine) -> None:
    """A platform that repeats an update changes nothing by it; the answer shows the state as it is now."""
    machine.toys.words[""] = "before"
    first = await ask(machine, "bo", Say(club=machine.scope.club), "update 1")
    machine.toys.words[""] = "now"
    again = await ask(machine, "bo", Say(club=machine.scope.club), "update 1")
    assert machine.toys.said == ["nothing"]
    assert words_of(first) == "Heard: nothing."
    assert again.error is None
    shown = await machine.world.door.show(again.answer.panel or ViewRef(""), Asked(Intent(), Account(CHAT, "bo")))
    assert shown is not None
    assert wording(*shown) == "Note: now"


async def test_a_repeat_with_nothing_to_show_is_said_to_be_taken_in(machine: Machine) -> None:
    """Where no panel shows the state, the repeat is answered in words, and still changes nothing."""
    await ask(machine, "bo", Leave(club=machine.scope.club), "update 1")
    again = await ask(machine, "bo", Leave(club=machine.scope.club), "update 1")
    assert words_of(again) == TAKEN_IN.message


async def test_another_persons_update_of_the_same_number_is_another(machine: Machine) -> None:
    """Numbers of updates are the account's own."""
    await ask(machine, "bo", Say(club=machine.scope.club), "update 1")
    await ask(machine, "cia", Say(club=machine.scope.club), "update 1")
    assert len(machine.toys.said) == 2


async def test_a_refused_update_may_be_asked_again(machine: Machine) -> None:
    """A refusal leaves no trace: the same update is taken in once there is nothing against it."""
    refused = await ask(machine, "bo", Say(club=machine.scope.club, words="refuse"), "update 1")
    assert words_of(refused) == "Not that. Say something else."
    taken = await ask(machine, "bo", Say(club=machine.scope.club, words="this"), "update 1")
    assert words_of(taken) == "Heard: this."
    assert machine.toys.said == ["this"]


class _Contested(SqlRoster):
    """A roster in which somebody else's commit comes first, some times."""

    conflicts = 0
    held = 0

    async def hold(self, scope: ClubScope) -> bool:
        """Take the lock, or lose the race."""
        _Contested.held += 1
        if _Contested.conflicts:
            _Contested.conflicts -= 1
            raise ConflictError
        return await super().hold(scope)


@pytest.mark.parametrize("conflicts", range(MOST_TRIES))
async def test_an_act_that_lost_a_race_runs_again(conflicts: int) -> None:
    """Somebody else's commit came first: the act runs again from the start, unseen by the person."""
    machine = await Machine.build({**REPOSITORIES, Roster: _Contested})
    _Contested.conflicts, _Contested.held = conflicts, 0
    reply = await ask(machine, "bo", Say(club=machine.scope.club))
    assert words_of(reply) == "Heard: nothing."
    assert machine.toys.said == ["nothing"]
    assert _Contested.held == conflicts + 1
    await machine.world.engine.close()


async def test_three_lost_races_are_given_up() -> None:
    """After three tries the conflict is passed on, and nothing was done."""
    machine = await Machine.build({**REPOSITORIES, Roster: _Contested})
    _Contested.conflicts, _Contested.held = MOST_TRIES, 0
    with pytest.raises(ConflictError):
        await ask(machine, "bo", Say(club=machine.scope.club))
    assert (machine.toys.said, _Contested.held) == ([], MOST_TRIES)
    await machine.world.engine.close()


async def test_a_timer_that_lost_a_race_runs_again() -> None:
    """The clockwork's own acts run again, too."""
    machine = await Machine.build({**REPOSITORIES, Roster: _Contested})
    await _set(machine, Ring(club=machine.scope.club))
    _Contested.conflicts = MOST_TRIES - 1
    await machine.world.settle()
    assert machine.toys.rung == [0]
    await machine.world.engine.close()


async def test_who_is_in_two_clubs_is_asked_which(machine: Machine) -> None:
    """In private an act without a club is asked back once; the button carries the same act into the chosen club."""
    second = await _second_club(machine)
    asked = await ask(machine, "bo", Say(times=7))
    assert asked.answer.view is not None
    assert machine.toys.said == []
    labels = _options(asked)
    assert set(labels) == {"Strandklubben", "Second Club"}
    assert labels["Second Club"] == Say(club=second, times=7)
    assert (await ask(machine, "bo", labels["Second Club"])).error is None


async def test_what_was_typed_goes_on_in_the_club_that_is_chosen(machine: Machine) -> None:
    """Who is in two clubs types once: the words wait for the club, are taken there once, and lie nowhere afterwards."""
    second = await _second_club(machine)
    asked = await fill(machine, "bo", Say(), {"words": "typed, before"})
    options = _options(asked)
    assert machine.toys.said == []
    assert words_of(await ask(machine, "bo", options["Second Club"])) == "Heard: typed, before."
    assert machine.toys.said == ["typed, before"]
    assert words_of(await ask(machine, "bo", options["Strandklubben"])) == TAKEN_IN.message
    assert machine.toys.said == ["typed, before"]
    assert await machine.world.table("set_aside") == []
    chosen = {each.club: each.kept_in for each in options.values() if isinstance(each, InThisClub)}
    assert set(chosen) == {machine.scope.club, second}
    assert len(set(chosen.values())) == 1


async def test_the_club_that_is_chosen_may_refuse_what_was_typed(machine: Machine) -> None:
    """A refusal in the chosen club is told as one."""
    await _second_club(machine)
    asked = await fill(machine, "bo", Say(), {"words": "refuse"})
    refused = await ask(machine, "bo", _options(asked)["Second Club"])
    assert refused.error is not None
    assert words_of(refused) == "Not that. Say something else."


async def test_what_cannot_be_read_is_said_before_the_club_is_asked(machine: Machine) -> None:
    """Words that are too many are refused at once, for they would wait in vain."""
    await _second_club(machine)
    refused = await fill(machine, "bo", Say(), {"words": "x" * 41})
    assert set(refused.fields) == {"words"}
    assert refused.answer.view is None


async def test_the_pledge_of_the_chosen_club_comes_first(machine: Machine) -> None:
    """In the chosen club the yearly pledge is due: it is put first, and then the words go on."""
    second = await _second_club(machine)
    await machine.do("UPDATE membership SET pledge_version = 0")
    asked = await fill(machine, "bo", Say(), {"words": "typed before"})
    pledge = await ask(machine, "bo", _options(asked)["Second Club"])
    assert pledge.answer.panel == ViewRef("joining.pledge", second)
    assert machine.toys.said == []
    assert words_of(await ask(machine, "bo", AcceptPledge(club=second))) == "Heard: typed before."


async def test_in_a_room_the_club_is_the_rooms(machine: Machine) -> None:
    """In a club's own room nobody is asked which club is meant."""
    await _second_club(machine)
    await machine.bind("room")
    assert words_of(await ask(machine, "bo", Say(), room="room")) == "Heard: nothing."


async def test_another_clubs_room_is_refused(machine: Machine) -> None:
    """A card that was forwarded into another club's chat does nothing there, even for a member of both."""
    second = await _second_club(machine)
    await machine.bind("room")
    refused = await ask(machine, "bo", Say(club=second), room="room")
    assert words_of(refused) == STRANGER.message
    assert machine.toys.said == []
    assert words_of(await ask(machine, "bo", Say(club=second))) == "Heard: nothing."


async def test_who_may_not_ask_hears_that_before_what_is_wrong_in_the_fields(machine: Machine) -> None:
    """Rights come first: a member hears whose the act is, a stranger the stranger's words, neither of the fields."""
    misread: dict[str, Raw] = {"chosen": "Kalle"}
    asked = Invite(club=machine.scope.club)
    for who, text in (("bo", FOR_THE_LEAD), ("nobody", STRANGER)):
        refused = await fill(machine, who, asked, misread)
        assert (words_of(refused), refused.fields) == (text.message, {})
    lead = await fill(machine, "anna", asked, misread)
    assert set(lead.fields) == {"chosen", "name"}


async def test_without_a_club_named_the_rights_are_those_of_ones_own(machine: Machine) -> None:
    """A command carries no club; what cannot be read of it is still refused by right first."""
    misread: dict[str, Raw] = {"chosen": "Kalle"}
    assert words_of(await fill(machine, "bo", Invite(), misread)) == FOR_THE_LEAD.message
    assert words_of(await fill(machine, "nobody", Invite(), misread)) == STRANGER.message
    assert set((await fill(machine, "anna", Invite(), misread)).fields) == {"chosen", "name"}


async def test_the_pledge_comes_before_the_act_and_the_act_goes_on(machine: Machine) -> None:
    """A year on the three rules are put before the next act; one tap, and it goes on with what was typed (R3.3)."""
    machine.world.clock.move_to(machine.world.clock.now() + PLEDGE_LASTS)
    asked = await fill(machine, "bo", Say(club=machine.scope.club), {"words": "typed before"})
    assert asked.answer.panel == ViewRef("joining.pledge", machine.scope.club)
    assert machine.toys.said == []
    reply = await ask(machine, "bo", AcceptPledge(club=machine.scope.club))
    assert words_of(reply) == "Heard: typed before."
    assert machine.toys.said == ["typed before"]
    assert words_of(await ask(machine, "bo", Say(club=machine.scope.club))) == "Heard: nothing."


async def test_a_new_text_of_the_pledge_asks_again(machine: Machine) -> None:
    """When the three rules read otherwise, they are put before the next act at once."""
    await machine.do("UPDATE membership SET pledge_version = 0")
    asked = await ask(machine, "bo", Say(club=machine.scope.club))
    assert asked.answer.panel == ViewRef("joining.pledge", machine.scope.club)
    await ask(machine, "bo", AcceptPledge(club=machine.scope.club))
    assert machine.toys.said == ["nothing"]


async def test_what_waited_and_is_refused_now_leaves_the_pledge_standing(machine: Machine) -> None:
    """The act that waited is no longer possible: its person hears why, and the pledge is renewed all the same."""
    machine.world.clock.move_to(machine.world.clock.now() + PLEDGE_LASTS)
    await fill(machine, "bo", Say(club=machine.scope.club), {"words": "refuse"})
    reply = await ask(machine, "bo", AcceptPledge(club=machine.scope.club))
    assert "Not that. Say something else." in words_of(reply)
    assert words_of(await ask(machine, "bo", Say(club=machine.scope.club))) == "Heard: nothing."
    assert await machine.world.table("set_aside") == []


async def test_left_for_thirty_days_one_waits(machine: Machine) -> None:
    """Thirty days later one stands as waiting: acts are refused like a stranger's, the pledge opens them again."""
    machine.world.clock.move_to(machine.world.clock.now() + PLEDGE_LASTS + PLEDGE_GRACE)
    assert words_of(await ask(machine, "bo", Say(club=machine.scope.club))) == STRANGER.message
    await ask(machine, "bo", AcceptPledge(club=machine.scope.club))
    assert words_of(await ask(machine, "bo", Say(club=machine.scope.club))) == "Heard: nothing."


async def test_the_day_before_nothing_is_asked(machine: Machine) -> None:
    """A pledge holds for a whole year."""
    machine.world.clock.move_to(machine.world.clock.now() + PLEDGE_LASTS - timedelta(minutes=1))
    assert words_of(await ask(machine, "bo", Say(club=machine.scope.club))) == "Heard: nothing."


async def test_a_room_view_is_never_an_answer(machine: Machine) -> None:
    """An answer is private: a room's view in it is a bug, and the act is undone."""

    async def show(work: UnitOfWork, actor: object, asked: Say) -> Answer:  # noqa: ARG001 - as every handler
        return Answer(view=View(Audience.ROOM, (Paragraph(T("Saved.")),)))

    machine.world.catalogue.acts[Say] = Act(Say, show, ANYONE)
    before = await machine.world.table("club")
    with pytest.raises(BugError):
        await ask(machine, "bo", Say(club=machine.scope.club))
    assert await machine.world.table("club") == before


async def test_a_panel_is_shown_to_its_own_club_alone(machine: Machine) -> None:
    """Whoever is none of the club's is shown none of its panels, whatever reference they come with."""
    ref = ViewRef("toys.note", machine.scope.club, {"key": "a"})
    assert await machine.world.door.show(ref, Asked(Intent(), Account(CHAT, "bo"))) is not None
    for outsider in ("organizer", "nobody"):
        assert await machine.world.door.show(ref, Asked(Intent(), Account(CHAT, outsider))) is None
    await ask(machine, "bo", Leave(club=machine.scope.club, sure=True))
    assert await machine.world.door.show(ref, Asked(Intent(), Account(CHAT, "bo"))) is None


async def test_timers_that_fail_are_put_off_and_stop_no_other(machine: Machine) -> None:
    """Whatever a timer runs into, it is tried again ten minutes later; the others fall due as they should."""
    machine.toys.failing.add("ring-1")
    for number in range(3):
        await _set(machine, Ring(club=machine.scope.club, number=number))
    await machine.world.settle()
    assert sorted(machine.toys.rung) == [0, 2]
    machine.toys.failing.clear()
    await machine.world.later(minutes=10)
    assert sorted(machine.toys.rung) == [0, 1, 2]


async def test_a_timer_rings_once(machine: Machine) -> None:
    """A timer that was handled, or cancelled meanwhile, rings no more."""
    await _set(machine, Ring(club=machine.scope.club))
    (timer,) = await machine.world.storage.read(lambda unit: unit.of(Timers).due(unit.now, 10))
    await machine.world.door.run_timer(timer)
    await machine.world.door.run_timer(timer)
    assert machine.toys.rung == [0]


def _is_an_act(machine: Machine, data: str) -> bool:
    try:
        machine.world.door.catalogue.codec.read(data)
    except StrangerError:
        return False
    return True


@given(data=st.text(max_size=64), who=st.sampled_from(["anna", "bo", "organizer", "nobody"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_data_on_a_button_is_answered_in_words(data: str, who: str) -> None:
    """Signs on a button that are no act of ours crash nothing and change nothing, whoever presses it."""
    machine = await _still()
    assume(not _is_an_act(machine, data))
    before = await _all(machine)
    reply = await _press(machine, who, data)
    assert words_of(reply) == STRANGER.message
    assert await _all(machine) == before


@given(
    code=st.sampled_from(["ps", "pd", "ji", "cq", "je", "jw", "pk", "pv", "pb", "jm", "cb", "ct", "zz"]),
    parts=st.lists(st.one_of(st.just("CLUB"), st.text("abc2.7019-²", max_size=9)), max_size=5),
    who=st.sampled_from(["anna", "bo"]),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_forged_data_is_answered_even_to_those_who_may(code: str, parts: list[str], who: str) -> None:
    """Data that only looks like ours, pressed by somebody with rights, is answered: with a form, a refusal, a panel."""
    machine = await _still()
    data = ".".join([code, *parts]).replace("CLUB", machine.scope.club)
    reply = await _press(machine, who, data)
    assert reply.error is not None or reply.answer != Answer()


_kept: dict[str, Machine] = {}


async def _still() -> Machine:
    """Return one machine for many examples; they change nothing that matters to the next."""
    if "one" not in _kept:
        _kept["one"] = await Machine.build()
    return _kept["one"]


async def _press(machine: Machine, who: str, data: str) -> Reply:
    where = Where(CHAT, who, is_private=True)
    return await machine.world.door.press(lambda read: Asked(read, Account(CHAT, who), where, None, Language.EN), data)


async def _all(machine: Machine) -> list[object]:
    tables = await machine.world.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [await machine.world.table(row["name"]) for row in tables]


async def _set(machine: Machine, intent: Intent) -> None:
    async def work(unit: UnitOfWork) -> None:
        await unit.of(Timers).set(machine.scope, intent, unit.now)

    await machine.world.storage.transact(work)


def _options(reply: Reply) -> dict[str, Intent]:
    """Return what may be chosen in the view a reply shows."""
    assert reply.answer.view is not None
    (choice,) = [block for block in reply.answer.view.blocks if isinstance(block, Choice)]
    return {reply.voice.say(each.label): each.action for each in choice.options}


async def _second_club(machine: Machine) -> ClubId:
    """Let bo lead a second club."""
    found = FoundClub(name="Second Club", lead_name="Bo Berg", lead_company="Other Shop", language=Language.EN)
    heard = await machine.world.ask("organizer", found)
    await join(machine.world, "bo", heard.token)
    rows = await machine.world.rows("SELECT id FROM club ORDER BY rowid")
    return ClubId(rows[-1]["id"])
