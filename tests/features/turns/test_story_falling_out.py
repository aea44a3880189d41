"""A host that falls out of its date, and what a cancelled meeting leaves of a turn (R5.6, R4.10)."""

from __future__ import annotations

from datetime import time, timedelta

from bot.features.absences.intents import BackAgain, BeginLeave
from bot.features.joining.intents import RemoveCompany
from bot.features.meetings.intents import MoveTo
from bot.features.meetings.ports import Meetings, MeetingState
from bot.features.polls.ports import PollState
from bot.features.turns.intents import PassTurn, StillYours, Volunteer
from bot.features.turns.ports import Ground, Turn, TurnState
from bot.kernel.ports import Cards, UnitOfWork
from bot.kernel.views import ViewRef
from tests.features.club_world import Heard
from tests.features.polls.poll_club import ROOM, PollClub, local


async def the_turn(club: PollClub) -> Turn:
    """Return the turn at hand, which there is."""
    turn = await club.turn()
    assert turn is not None
    return turn


async def falls_out(club: PollClub, who: str = "anna") -> Heard:
    """Let a host say that it cannot keep the date, and mean it."""
    question = await club.world.ask(who, PassTurn(club=club.id, turn=(await the_turn(club)).id))
    heard = await club.world.press(who, question, "We cannot host")
    await club.world.settle()
    return heard


async def cancelled(club: PollClub) -> None:
    """Let the lead cancel the coming meeting."""
    form = await club.world.say("anna", "/cancel")
    heard = await club.world.submit("anna", form)
    assert heard.error is None, heard.error
    await club.world.settle()


async def states(club: PollClub) -> list[MeetingState]:
    """Return the states of all meetings."""
    return [each.state for each in await club.look(lambda unit: unit.of(Meetings).all(club.scope))]


async def test_a_host_is_asked_once_more_before_it_falls_out(decided: PollClub) -> None:
    """R5.6: after the decision one tap changes nothing yet; the question says what will happen."""
    question = await decided.world.ask("anna", PassTurn(club=decided.id, turn=(await the_turn(decided)).id))
    assert question.words == (
        "The date is decided: Thu 24 Sept, 17:00. If you cannot host, everyone is told at once.\n[We cannot host]"
    )
    assert (await the_turn(decided)).is_accepted


async def test_the_next_takes_the_same_date(decided: PollClub) -> None:
    """R5.6: the next available is asked for the same date; it says yes: the meeting stands, all hear of the host."""
    before = await decided.meeting()
    heard = await falls_out(decided)
    assert heard.words == "Thank you for saying so early. The next company is asked: Sydöster."
    assert (await decided.turns())[0].state is TurnState.FELL_OUT
    asked = await the_turn(decided)
    assert (asked.ground, asked.state) == (Ground.STAND_IN, TurnState.PROPOSED)
    assert decided.shown("✅").startswith("✅ Thu 24 Sept, 17:00–19:30. The host is told later.")
    for who in ("anna", "bo", "cia", "dan"):
        assert decided.told(who, "The host is told later.")
    assert decided.told("bo", "Can you host the club Thu 24 Sept, 17:00?")
    await decided.accept_turn("bo", place="Hamngatan 5")
    after = await decided.meeting()
    assert (after.id, after.turn, after.starts_at) == (before.id, (await the_turn(decided)).id, before.starts_at)
    assert after.sequence > before.sequence
    assert decided.told("dan", "✅", "Sydöster, Hamngatan 5")
    await decided.world.later(days=3)
    assert await states(decided) == [MeetingState.DECIDED]


async def test_a_no_asks_the_one_after_and_costs_nothing(decided: PollClub) -> None:
    """R5.6: who cannot take over a date has not passed its turn; the next is asked within the same day."""
    await falls_out(decided)
    first = await the_turn(decided)
    await decided.pass_turn("bo")
    second = await the_turn(decided)
    assert second.company == await decided.company("cia")
    assert second.answer_by == first.answer_by
    assert [each.state for each in await decided.turns()][1] is TurnState.WITHDRAWN


async def test_a_day_of_silence_cancels_the_meeting(decided: PollClub) -> None:
    """R5.6, R4.10: nobody takes the date over for 24 hours: it is cancelled, all hear it, the club looks on."""
    await falls_out(decided)
    until = (await the_turn(decided)).answer_by
    assert until is not None
    await decided.world.clockwork.advance(decided.world.clock, until)
    assert await states(decided) == [MeetingState.CANCELLED]
    assert all(decided.told(who, "🚫") for who in ("anna", "bo", "cia", "dan"))
    poll = await decided.poll()
    assert (poll.state, local(poll.opens_at).hour) == (PollState.PLANNED, 9)
    assert (await the_turn(decided)).company == await decided.company("bo")
    await decided.accept_turn("bo")
    assert (await decided.until(PollState.OPEN)).host == await decided.company("bo")


async def test_the_lead_may_name_one_for_the_date(decided: PollClub) -> None:
    """R5.2, R5.6: within the day the lead names a host by phone; the date stands."""
    await falls_out(decided)
    for who in ("bo", "cia", "dan"):
        await decided.pass_turn(who)
    await decided.world.later(minutes=1)
    assert decided.told("anna", "A host is wanted")
    await decided.host("Sydöster", "Hamngatan 5")
    await decided.world.later(days=2)
    assert await states(decided) == [MeetingState.DECIDED]
    assert (await decided.meeting()).host == await decided.company("bo")


async def test_too_late_for_anyone_else_it_is_cancelled_at_once(decided: PollClub) -> None:
    """R5.6: two hours before the meeting nobody can be asked any more; no one shall be on the way for nothing."""
    meeting = await decided.meeting()
    await decided.world.clockwork.advance(decided.world.clock, meeting.starts_at - timedelta(hours=2))
    heard = await falls_out(decided)
    assert heard.words == "Thank you for saying so early. The club lead hears of it."
    assert await states(decided) == [MeetingState.CANCELLED]


async def test_a_host_that_is_gone_is_followed_for_its_date(decided: PollClub) -> None:
    """R5.6: the host company is removed: the same as if it had said so itself."""
    await decided.host("Sydöster", "Hamngatan 5")
    bo = await decided.company("bo")
    await decided.world.ask("anna", RemoveCompany(club=decided.id, company=bo, sure=True))
    await decided.world.settle()
    asked = await the_turn(decided)
    assert (asked.ground, asked.company) == (Ground.STAND_IN, await decided.company("cia"))
    assert [each.state for each in await decided.turns()][1] is TurnState.FELL_OUT


async def test_after_a_cancelled_meeting_the_turn_stays(decided: PollClub) -> None:
    """R4.10: the poll opens on the next working day at 09:00, the host keeps its turn and is asked with one tap."""
    turn = await the_turn(decided)
    await cancelled(decided)
    assert await the_turn(decided) == turn or (await the_turn(decided)).is_accepted
    poll = await decided.poll()
    assert (poll.state, poll.host, poll.round) == (PollState.DRAWN, turn.company, 2)
    assert local(poll.opens_at).isoformat() == "2026-09-10T09:00:00+03:00"
    days = [slot.day for slot in poll.slots.values()]
    assert min(days) >= poll.target - timedelta(days=7)
    assert max(days) <= poll.target + timedelta(days=7)
    await decided.world.later(minutes=1)
    (told,) = decided.told("anna", "Can you still host?")
    assert told.splitlines()[-1] == "[Still ours] [Not this time]"
    kept = await decided.world.ask("anna", StillYours(club=decided.id, turn=turn.id, takes_it=True))
    assert kept.words.startswith("Thank you. The club comes to you.")
    await decided.world.later(days=3)
    assert (await the_turn(decided)).id == turn.id
    assert (await decided.poll()).state is PollState.OPEN


async def test_silence_after_a_cancelled_meeting_asks_the_next(decided: PollClub) -> None:
    """R4.10: 48 hours without a word: the turn goes on, the poll goes on with it."""
    await cancelled(decided)
    await decided.world.later(days=2, hours=1)
    assert (await decided.turns())[0].state is TurnState.LAPSED
    assert (await the_turn(decided)).company == await decided.company("bo")
    await decided.accept_turn("bo")
    assert (await decided.poll()).host == await decided.company("bo")
    assert (await decided.poll()).state is PollState.OPEN


async def test_a_host_that_does_not_want_the_new_date_passes(decided: PollClub) -> None:
    """R4.10: one tap gives the turn back; a second one is refused."""
    turn = await the_turn(decided)
    await cancelled(decided)
    heard = await decided.world.ask("anna", StillYours(club=decided.id, turn=turn.id, takes_it=False))
    assert heard.words.startswith("Thank you for saying so early. The next company is asked: Sydöster.")
    again = await decided.world.ask("anna", StillYours(club=decided.id, turn=turn.id, takes_it=True))
    assert again.error is not None


async def test_the_room_is_asked_for_a_volunteer(met: PollClub) -> None:
    """R5.2, R5.3: nobody is left: a quiet card in the room, one tap and the place: it hosts, out of turn."""
    met.turns_are_taken = False
    await met.until_asked()
    for _ in range(4):
        await met.pass_turn()
    assert await met.turn() is None
    asked = await met.world.press("anna", await met.world.say("anna", "/turn"), "Ask for volunteers")
    assert asked.error is None
    await met.world.settle()
    assert met.room()[-1].startswith("🙋 Who can take the club next?\nThe meeting is around 5 November.")
    form = await met.world.ask("dan", Volunteer(club=met.id), ROOM)
    other = await met.world.ask("cia", Volunteer(club=met.id), ROOM)
    taken = await met.world.submit("dan", form, place="Kajen 2")
    assert taken.words.startswith("Thank you. The club comes to you next.")
    late = await met.world.submit("cia", other, place="Torget 1")
    assert late.error == "The turn is taken: Havsbageriet."
    await met.world.settle()
    assert met.room()[-1] == "Next host: Havsbageriet. Thank you."
    assert (await the_turn(met)).ground is Ground.VOLUNTEER
    loud = await met.world.rows("SELECT loud FROM card WHERE view = 'turns.volunteers'")
    assert [row["loud"] for row in loud] == [0]
    assert (await met.until(PollState.OPEN)).host == await met.company("dan")


async def test_a_chat_with_four_notices_is_not_said_to_be_asked(met: PollClub) -> None:
    """R2: the fifth quiet card of a cycle does not hang, so the lead hears what to do instead."""
    met.turns_are_taken = False
    await met.until_asked()
    for _ in range(4):
        await met.pass_turn()

    async def crowd(unit: UnitOfWork) -> None:
        for number in range(4):
            await unit.of(Cards).hang(met.scope, ViewRef("tips.card", met.id, {"turn": f"{number}"}), loud=False)

    await met.world.storage.transact(crowd)
    asked = await met.world.press("anna", await met.world.say("anna", "/turn"), "Ask for volunteers")
    assert asked.error == "The chat has had enough notices for now. Ask a company by phone and name it."
    assert await met.world.rows("SELECT id FROM card WHERE view = 'turns.volunteers'") == []


async def test_nobody_volunteers_for_a_turn_that_is_asked_about(met: PollClub) -> None:
    """R5.3: while a company is asked its turn is not free."""
    await met.until_asked()
    assert (await met.world.ask("dan", Volunteer(club=met.id))).error == "Asked now: Sydöster."
    assert "We can host" not in (await met.world.say("dan", "/turn")).buttons


async def test_who_is_on_leave_cannot_volunteer(met: PollClub) -> None:
    """R5.2: the turn would be free again at once, so it is not taken with thanks; back again, the company may."""
    met.turns_are_taken = False
    await met.until_asked()
    for _ in range(4):
        await met.pass_turn()
    form = await met.world.ask("dan", Volunteer(club=met.id))
    assert (await met.world.ask("dan", BeginLeave(club=met.id, first=met.now().date()))).error is None
    refused = "You are on leave, so the turn cannot be yours. Say first that you are back: /away."
    assert (await met.world.ask("dan", Volunteer(club=met.id))).error == refused
    assert (await met.world.submit("dan", form, place="Kajen 2")).error == refused
    assert await met.turn() is None
    await met.world.ask("dan", BackAgain(club=met.id))
    assert (await met.world.submit("dan", form, place="Kajen 2")).words.startswith("Thank you. The club comes to you")


async def test_a_date_cancelled_while_it_waits_for_a_host(decided: PollClub) -> None:
    """R4.10, R5.6: the lead cancels while a company is asked to stand in: that question is over, the queue goes on."""
    await falls_out(decided)
    asked = await the_turn(decided)
    assert asked.ground is Ground.STAND_IN
    await cancelled(decided)
    assert (await decided.turns())[1].state is TurnState.WITHDRAWN
    fresh = await the_turn(decided)
    assert (fresh.id != asked.id, fresh.ground, fresh.state) == (True, Ground.QUEUE, TurnState.PROPOSED)
    assert decided.told("bo", "It is your turn to host the club, around 1 October.")
    assert decided.told("anna", "The next company is asked") == []
    await decided.accept_turn("bo")
    assert (await decided.until(PollState.OPEN)).host == asked.company


async def test_a_date_moved_near_while_it_waits_for_a_host(decided: PollClub) -> None:
    """R5.6: moved to the same evening, the meeting waits for a host no longer than three hours before it."""
    await falls_out(decided)
    coming = await decided.meeting()
    day, start = decided.now().date(), time(20)
    moved = MoveTo(club=decided.id, meeting=coming.id, day=day, start=start, sequence=coming.sequence)
    heard = await decided.world.ask("anna", moved)
    assert heard.error is None, heard.error
    asked = await the_turn(decided)
    assert asked.answer_by is not None
    assert local(asked.answer_by).time() == time(17)
    await decided.go_to(day, time(17))
    assert await states(decided) == [MeetingState.CANCELLED]


async def test_a_date_decided_meanwhile_answers_that_it_is_still_theirs(decided: PollClub) -> None:
    """R4.10, R4.7: all answer the new poll before 48 hours are over: the date rests on the host's yes."""
    await cancelled(decided)
    await decided.until(PollState.OPEN)
    for who in ("anna", "bo", "cia", "dan"):
        await decided.all_fit(who)
    await decided.until_decided()
    await decided.world.later(days=3)
    turn = await the_turn(decided)
    assert (turn.company, turn.is_accepted, turn.answer_by) == (await decided.company("anna"), True, None)
    assert (await decided.meeting()).host == turn.company
    assert decided.told("bo", "Can you host the club") == []


async def test_a_host_that_answers_the_poll_has_not_been_silent(decided: PollClub) -> None:
    """R4.10: a yes to one of the new times says as much as the button; a no to all of them does not."""
    await cancelled(decided)
    await decided.until(PollState.OPEN)
    await decided.vote("anna", 0, "y")
    await decided.world.later(hours=48)
    assert (await the_turn(decided)).company == await decided.company("anna")


async def test_who_was_only_asked_has_not_fallen_out(decided: PollClub) -> None:
    """R5.6, R5.8: while one is asked to stand in the lead names another; the first is still to be asked."""
    await falls_out(decided)
    assert "Thu 24 Sept: ◔ Sydöster, no answer yet" in (await decided.world.say("bo", "/turns")).words
    await decided.host("Havsbageriet", "Hamnen 3")
    assert (await decided.turns())[1].state is TurnState.WITHDRAWN
    assert "Thu 24 Sept: ● Havsbageriet, date decided" in (await decided.world.say("bo", "/turns")).words
    heard = await falls_out(decided, "dan")
    assert heard.words == "Thank you for saying so early. The next company is asked: Sydöster."
