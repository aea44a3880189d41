"""Quiet: snoozed, opted out, silent after three questions; riders; duties that go on (R8, R9)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.features.activity.intents import HearAll, OptOut, Snooze, Span
from bot.features.joining.intents import NameDeputy
from bot.kernel.ports import MessageClass, Weight
from tests.features.club_world import invite, join
from tests.kernel.machine import Machine, Say

COUNTED = [MessageClass.ASK, MessageClass.KIND]
SILENT = "Reppu keeps quiet until you want something."


def notes(machine: Machine, who: str) -> list[str]:
    """Return the toys somebody was sent; what the club itself asks for in the meantime is left out."""
    return [words for words in machine.chat.to(who) if words.startswith("Note: note ") and words != "Note: note "]


async def ask(machine: Machine, who: str, number: int, kind: MessageClass = MessageClass.ASK) -> None:
    """Send somebody a question that is open for a day, and let the day pass."""
    until = machine.world.clock.now() + timedelta(days=1)
    await machine.tell(who, key=f"question {number}", kind=kind, not_after=until, weight=Weight.REMINDER)
    await machine.world.later(days=1, minutes=1)


@pytest.mark.parametrize("kind", COUNTED)
async def test_a_snooze_is_waited_out(machine: Machine, kind: MessageClass) -> None:
    """Snoozed for a week one gets questions and kind words on the first morning after it; what must arrive at once."""
    await machine.world.ask("bo", Snooze(span=Span.WEEK))
    await machine.tell("bo", kind=kind, key="later")
    await machine.tell("bo", key="at once")
    await machine.world.later(days=6, hours=12)
    assert machine.chat.to("bo") == ["Note: note at once"]
    await machine.world.later(days=1)
    assert machine.chat.to("bo") == ["Note: note at once", "Note: note later"]


async def test_what_would_be_stale_after_a_snooze_is_dropped(machine: Machine) -> None:
    """A question whose time ends within the snooze is not asked any more."""
    await machine.world.ask("bo", Snooze(span=Span.MONTH))
    until = machine.world.clock.now() + timedelta(days=3)
    await machine.tell("bo", kind=MessageClass.ASK, not_after=until)
    await machine.world.settle()
    assert await machine.states() == ["dead"]


async def test_who_wants_to_hear_again_hears_at_once(machine: Machine) -> None:
    """Ending a snooze early brings what waited for it."""
    await machine.world.ask("bo", Snooze(span=Span.MONTH))
    await machine.tell("bo", kind=MessageClass.ASK)
    await machine.world.later(hours=1)
    await machine.world.ask("bo", HearAll())
    await machine.world.settle()
    assert machine.chat.to("bo") == ["Note: note a"]


async def test_opting_out_stops_questions_and_leaves_duties(machine: Machine) -> None:
    """Without questions one gets no ask and no kind, but duties and what must arrive."""
    await machine.world.ask("bo", OptOut())
    for kind in MessageClass:
        await machine.tell("bo", kind=kind, key=kind.value)
    await machine.world.later(days=2)
    assert sorted(machine.chat.to("bo")) == ["Note: note duty", "Note: note must"]


async def test_a_duty_goes_on_to_a_colleague(machine: Machine) -> None:
    """R8: the duty of somebody who is snoozed reaches another pledged person of the company, also while it waits."""
    await join(machine.world, "ben", await invite(machine.world, "Sydöster", "Ben Berg"))
    company = (await machine.world.companies())["Sydöster"].id
    later = machine.world.clock.now() + timedelta(days=1)
    await machine.tell("bo", kind=MessageClass.DUTY, not_before=later, company=company)
    await machine.world.ask("bo", Snooze(span=Span.WEEK))
    await machine.world.later(days=2)
    assert (notes(machine, "bo"), notes(machine, "ben")) == ([], ["Note: note a"])
    await machine.world.later(days=8)
    assert notes(machine, "bo") == []


async def test_a_duty_that_nobody_hears_is_told_to_the_lead(machine: Machine) -> None:
    """R8: with no colleague the lead hears who is quiet and what waits, once; the duty comes after the snooze."""
    await machine.world.ask("bo", Snooze(span=Span.WEEK))
    company = (await machine.world.companies())["Sydöster"].id
    await machine.tell("bo", kind=MessageClass.DUTY, company=company)
    await machine.world.later(days=5)
    told = [words for words in machine.chat.to("anna") if "nobody else is there to ask" in words]
    assert len(told) == 1
    assert "Sydöster: Bo Berg" in told[0]
    await machine.world.later(days=3)
    assert notes(machine, "bo") == ["Note: note a"]


async def test_a_leads_duty_goes_on_to_the_deputy(machine: Machine) -> None:
    """R1: the deputy stands in for a lead who is snoozed; with no deputy the duty waits."""
    await machine.world.ask("anna", Snooze(span=Span.WEEK))
    await machine.tell("anna", kind=MessageClass.DUTY, key="waits")
    await machine.world.later(days=1)
    assert "Note: note waits" not in machine.chat.to("anna")
    await machine.world.ask("anna", NameDeputy(member=(await machine.world.member("Bo Berg")).id))
    await machine.tell("anna", kind=MessageClass.DUTY, key="goes on")
    await machine.world.later(days=1)
    assert "Note: note goes on" in machine.chat.to("bo")
    assert "Note: note goes on" not in machine.chat.to("anna")


async def test_three_questions_in_vain_are_the_last(machine: Machine) -> None:
    """R8: after the third nothing is asked any more; the person is told once, the lead too."""
    for number in range(5):
        await ask(machine, "bo", number)
    questions = [words for words in machine.chat.to("bo") if "question" in words]
    assert len(questions) == 3
    assert len([words for words in machine.chat.to("bo") if SILENT in words]) == 1
    assert len([words for words in machine.chat.to("anna") if "Bo Berg, Sydöster" in words]) == 1
    await machine.tell("bo", key="must arrive")
    await machine.tell("bo", key="duty", kind=MessageClass.DUTY)
    await machine.world.later(days=1)
    assert "Note: note must arrive" in machine.chat.to("bo")
    assert "Note: note duty" not in machine.chat.to("bo")


async def test_any_act_begins_the_count_anew(machine: Machine) -> None:
    """An act after the second unanswered question makes it none."""
    for number in range(2):
        await ask(machine, "bo", number)
    await machine.world.ask("bo", Say(words="here"))
    await machine.world.later(minutes=1)
    for number in range(2, 4):
        await ask(machine, "bo", number)
    assert (await machine.world.member("Bo Berg")).silent_since is None
    await ask(machine, "bo", 4)
    assert (await machine.world.member("Bo Berg")).silent_since is not None


async def test_any_act_ends_the_silence(machine: Machine) -> None:
    """Whatever one does ends it, and what waited for that comes."""
    for number in range(3):
        await ask(machine, "bo", number)
    await machine.tell("bo", key="result", kind=MessageClass.KIND, weight=Weight.RESULT)
    await machine.world.later(days=1)
    assert "Note: note result" not in machine.chat.to("bo")
    await machine.world.ask("bo", Say(words="here"))
    assert (await machine.world.member("Bo Berg")).silent_since is None
    await machine.world.later(days=1)
    assert "Note: note result" in machine.chat.to("bo")


async def test_what_somebody_else_has_answered_breaks_no_row(machine: Machine) -> None:
    """A question that is none any more when its time is over was not left unanswered by its person."""
    for number in range(4):
        until = machine.world.clock.now() + timedelta(days=1)
        await machine.tell(
            "bo", key=f"question {number}", kind=MessageClass.ASK, not_after=until, weight=Weight.REMINDER
        )
        await machine.world.later(hours=20)
        machine.toys.words[f"question {number}"] = ""
        await machine.world.later(hours=5)
    assert (await machine.world.member("Bo Berg")).silent_since is None


async def test_a_question_that_cannot_be_looked_at_is_let_be(machine: Machine) -> None:
    """A view that fails when the time is over stops nothing, and counts for nothing."""
    await machine.tell("bo", key="question", kind=MessageClass.ASK)
    await machine.world.later(days=1)
    machine.toys.failing.add("question")
    await machine.world.later(days=8)
    await machine.tell("bo", key="after")
    await machine.world.settle()
    assert "Note: note after" in notes(machine, "bo")
    rows = await machine.world.rows("SELECT unanswered FROM membership ORDER BY position")
    assert rows[1]["unanswered"] == 0


async def test_a_message_without_a_question_counts_for_nothing(machine: Machine) -> None:
    """Who is told facts and asked nothing does not fall silent."""
    for number in range(4):
        await machine.tell("bo", key=f"fact {number}", kind=MessageClass.DUTY)
        await machine.world.later(days=8)
    assert (await machine.world.member("Bo Berg")).silent_since is None


async def test_two_questions_in_one_message_count_once(machine: Machine) -> None:
    """R8 counts messages: two questions that became one are one unanswered."""
    until = machine.world.clock.now() + timedelta(days=1)
    for number in range(2):
        await machine.tell(
            "bo", key=f"question {number}", kind=MessageClass.ASK, not_after=until, weight=Weight.REMINDER
        )
    await machine.world.later(days=2)
    rows = await machine.world.rows("SELECT unanswered FROM membership ORDER BY position")
    assert rows[1]["unanswered"] == 1


async def test_what_never_goes_alone_waits_for_company(machine: Machine) -> None:
    """R9: it joins the next counted message of the club, costs none of its own, and never comes alone."""
    await machine.tell("bo", key="lines", kind=MessageClass.ASK, rides_along=True)
    await machine.tell("bo", key="duty", kind=MessageClass.DUTY)
    await machine.world.later(days=2)
    assert machine.chat.to("bo") == ["Note: note duty"]
    await machine.tell("bo", key="asked", kind=MessageClass.ASK)
    await machine.world.settle()
    assert machine.chat.to("bo")[1:] == ["Note: note asked\nNote: note lines"]
    await machine.tell("bo", key="next", kind=MessageClass.ASK, weight=Weight.RSVP)
    await machine.world.later(days=1)
    assert machine.chat.to("bo")[2:] == ["Note: note next"]


async def test_stale_company_is_left_behind(machine: Machine) -> None:
    """What never goes alone does not go at all once its time has passed."""
    until = machine.world.clock.now() + timedelta(days=1)
    await machine.tell("bo", key="lines", kind=MessageClass.ASK, rides_along=True, not_after=until)
    await machine.world.later(days=2)
    await machine.tell("bo", key="asked", kind=MessageClass.ASK)
    await machine.world.settle()
    assert machine.chat.to("bo") == ["Note: note asked"]


async def test_a_result_waits_for_a_free_day(machine: Machine) -> None:
    """R7.7: a result never falls; with the budget spent it comes in the next cycle."""
    for day in range(4):
        await machine.tell("bo", key=f"day {day}", kind=MessageClass.ASK, weight=Weight.RSVP)
        await machine.world.later(days=1)
    await machine.tell("bo", key="result", kind=MessageClass.KIND, weight=Weight.RESULT)
    await machine.tell("bo", key="thanks", kind=MessageClass.KIND)
    await machine.world.later(days=10)
    assert len(notes(machine, "bo")) == 4
    now = int(machine.world.clock.now().timestamp() * 1_000_000)
    await machine.do(f"UPDATE club SET cycle_began = {now}")  # noqa: S608 - a number of ours
    await machine.world.later(days=2)
    assert notes(machine, "bo")[4:] == ["Note: note result"]
