"""The first nudge: two missed bring one private line and a flag, three a call, and nothing more (R8)."""

from __future__ import annotations

from datetime import timedelta

from bot.features.activity.intents import AnswerNudge, Word
from bot.kernel.views import Choice
from tests.features.attendance.coming_club import ComingClub

LINE = "Is there anything that would make it easier?"
FLAG = "Reppu has asked them in private"
CALL = "Please call: Dan Ek."


async def missed(club: ComingClub, label: str = "Absent", *, is_first: bool = False) -> None:
    """Let the club meet (again), dan's company miss it, and the card be right."""
    meeting = await club.latest() if is_first else await club.hold_meeting()
    await club.go(meeting.ends_at + timedelta(hours=1))
    await club.marked("dan", label)
    await club.right()
    await club.world.later(days=2)


def answer(club: ComingClub, word: Word) -> AnswerNudge:
    """Return what a button of the line dan was sent asks for."""
    buttons = [
        option.action
        for view in club.views("dan")
        for block in view.blocks
        if isinstance(block, Choice)
        for option in block.options
    ]
    return next(each for each in buttons if isinstance(each, AnswerNudge) and each.word is word)


async def test_two_and_three_missed(decided: ComingClub) -> None:
    """Nothing at one; at two a line to the contact person and a flag to the lead; at three please call."""
    await missed(decided, is_first=True)
    assert decided.told("dan", LINE) == []
    await missed(decided)
    (line,) = decided.told("dan", LINE)
    assert "You were at 0 of the last 2 meetings." in line
    (flag,) = decided.told("anna", FLAG)
    assert "at 0 of the last 2 meetings" in flag
    await missed(decided)
    assert len(decided.told("dan", LINE)) == 1
    (call,) = decided.told("anna", CALL)
    assert "at 0 of the last 3 meetings" in call
    assert not any(LINE in words or "Please call" in words for words in decided.room())
    await decided.world.later(days=5)
    assert len(decided.told("anna", CALL)) == 1


async def test_the_line_is_answered_in_a_tap(decided: ComingClub) -> None:
    """A call is asked of the lead once, however often it is pressed; that all is well needs nothing more."""
    await missed(decided, is_first=True)
    await missed(decided)
    for _ in range(2):
        heard = await decided.world.ask("dan", answer(decided, Word.CALL))
        assert heard.words == "The club lead is asked to call you."
    await decided.world.later(days=3)
    assert len(decided.told("anna", "A call would help, Havsbageriet: Dan Ek.")) == 1
    well = await decided.world.ask("dan", answer(decided, Word.WELL))
    assert well.words == "Good to know. See you at the next meeting."


async def test_late_twice_is_one_missed(decided: ComingClub) -> None:
    """R8: late once is nothing, and late twice is not two missed."""
    await missed(decided, "Late", is_first=True)
    await missed(decided, "Late")
    assert decided.told("dan", LINE) == []
    assert decided.told("anna", FLAG) == []


async def test_the_own_record_in_a_sentence(decided: ComingClub) -> None:
    """What one's company has done, in words, private; the lead sees every company, others do not."""
    await missed(decided, is_first=True)
    record = await decided.world.say("dan", "/record")
    assert "You were not at the last meeting." in record.words
    assert "You have given 0 tips, received 0, not hosted yet." in record.words
    own = await decided.world.say("anna", "/record")
    assert "hosted once" in own.words
    everybody = await decided.world.say("anna", "/activity")
    assert "meetings 0 of 1" in everybody.words
    assert "given" not in everybody.words.replace("given,", "")
    assert (await decided.world.say("dan", "/activity")).error is not None


async def test_not_met_for_nine_weeks(decided: ComingClub) -> None:
    """R9: nine weeks without a meeting: the lead hears it, the organizer the bare fact, each once."""
    await missed(decided, is_first=True)
    await decided.world.later(days=9 * 7 + 3)
    for who, words in (("anna", "The club has not met for 9 weeks."), ("organizer", "no meeting for 9 weeks")):
        assert len(decided.told(who, words)) == 1
    await decided.world.later(days=20)
    assert len(decided.told("organizer", "no meeting for 9 weeks")) == 1


async def test_what_was_told_is_not_told_again_months_later(decided: ComingClub) -> None:
    """R8: two missed and told are still told while they stand in the window, however long eight meetings take."""
    await missed(decided, is_first=True)
    await missed(decided)
    for _ in range(3):
        await missed(decided, "Present")
    await missed(decided, "Late")
    assert len(decided.told("dan", LINE)) == 1
    assert len(decided.told("anna", FLAG)) == 1


async def test_a_mark_corrected_after_the_line_takes_it_back(decided: ComingClub) -> None:
    """R6, R8: what was told of a meeting one was at after all is void, so that the true second miss is told."""
    await missed(decided, is_first=True)
    await missed(decided)
    heard = await decided.world.press("dan", await decided.world.say("dan", "/coming"), "Present")
    assert heard.error is None, heard.error
    await missed(decided)
    lines = decided.told("dan", LINE)
    assert [line.splitlines()[0] for line in lines] == [
        "You were at 0 of the last 2 meetings.",
        "You were at 1 of the last 3 meetings.",
    ]
    assert len(decided.told("anna", FLAG)) == 2


async def test_the_company_hears_it_first(decided: ComingClub) -> None:
    """R8: said to the company itself first; the lead is told a day after its line may go."""
    await missed(decided, is_first=True)
    await missed(decided)
    rows = await decided.world.rows(
        "SELECT view, settled_at FROM envelope WHERE view LIKE 'activity.%' AND state = 'sent'"
    )
    sent = {row["view"]: row["settled_at"] for row in rows}
    a_day = timedelta(days=1) // timedelta(microseconds=1)
    assert sent["activity.flag"] - sent["activity.missed_two"] >= a_day
