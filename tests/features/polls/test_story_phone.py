"""What the lead sees of who is missing, and answers by phone (R1, R2, R4.5)."""

from __future__ import annotations

from bot.features.polls.intents import ByPhone, PhoneVote, Tick, WhoIsMissing
from bot.features.polls.model.ballot import Answer, standing
from bot.kernel.people import CompanyId
from tests.features.club_world import Heard
from tests.features.polls.poll_club import PollClub


async def phone(club: PollClub, who: str, number: int, tick: Tick, *, sure: bool = False) -> Heard:
    """Let anna note what a company has said on the phone."""
    company = await club.company(who)
    intent = PhoneVote(club=club.id, slot=await club.slot(number), company=company, tick=tick, sure=sure)
    return await club.world.ask("anna", intent)


async def stands(club: PollClub, who: str, number: int) -> Answer | None:
    """Return what a company's answer to one slot is."""
    poll = await club.poll()
    slot = list(poll.slots.values())[number]
    return standing(await club.marks(poll)).get(await club.company(who), {}).get(slot)


async def test_the_lead_sees_who_is_missing(running: PollClub) -> None:
    """R2: companies with their contact person, an answer by phone each, and a text to forward."""
    await running.vote("anna", 0, "y")
    await running.vote("bo", 0, "y")
    heard = await running.world.say("anna", "/missing")
    assert heard.words.splitlines()[:3] == [
        "2 companies have not answered yet.",
        "Kaffestugan · Cia Holm [Answer by phone]",
        "Havsbageriet · Dan Ek [Answer by phone]",
    ]
    (forward,) = heard.copied
    assert forward.startswith("Kvarnboden would like to know how many are coming to the club meeting.")
    assert forward.endswith("Please answer before Wed 16 Sept, 18:00.")


async def test_nobody_else_sees_it(running: PollClub) -> None:
    """R1, R2: a member who is not the lead is told who minds this, and learns no name."""
    heard = await running.world.ask("bo", WhoIsMissing(club=running.id))
    assert heard.error == "The club lead minds this. Ask your club lead."
    assert heard.words == ""


async def test_the_count_of_the_missing_is_said_rightly(running: PollClub) -> None:
    """Voice: four, one and none are each said as people say them."""
    said = []
    for who in (None, "anna", "bo", "cia", "dan"):
        if who is not None:
            await running.vote(who, 0, "y")
        said.append((await running.world.say("anna", "/missing")).words.splitlines()[0])
    assert said == [
        "4 companies have not answered yet.",
        "3 companies have not answered yet.",
        "2 companies have not answered yet.",
        "1 company has not answered yet.",
        "Every company has answered.",
    ]


async def test_an_answer_by_phone_counts_and_is_marked(running: PollClub) -> None:
    """R4.5: it stands for the silent company, whose people see that it came by phone."""
    missing = await running.world.say("anna", "/missing")
    assert "Answer by phone" in missing.buttons
    poll, company = await running.poll(), await running.company("dan")
    sheet = await running.world.ask("anna", ByPhone(club=running.id, poll=poll.id, company=company))
    assert sheet.words.startswith("By phone: Havsbageriet\nThu 24 Sept, 17:00 [Yes] [If need be] [No]")
    assert "Thu 24 Sept, 17:00 [*Yes]" in (await phone(running, "dan", 0, Tick.YES)).words
    assert await stands(running, "dan", 0) is Answer.YES
    assert "Thu 24 Sept, 17:00 (by phone: yes)" in (await running.world.say("dan", "/dates")).words
    await running.world.settle()
    assert "1 of 4 companies have answered." in running.room()[-1]


async def test_a_companys_own_answer_is_replaced_only_on_confirmation(running: PollClub) -> None:
    """R4.5: the lead is asked once more, and only the confirming tap changes what the company said."""
    await running.vote("dan", 0, "n")
    asked = await phone(running, "dan", 0, Tick.YES)
    assert asked.words == "Havsbageriet has answered Thu 24 Sept, 17:00 itself. Replace that with: yes?\n[Replace]"
    assert await stands(running, "dan", 0) is Answer.NO
    await running.world.press("anna", asked, "Replace")
    assert await stands(running, "dan", 0) is Answer.YES
    await running.vote("dan", 0, "m")
    assert await stands(running, "dan", 0) is Answer.IF_NEED_BE


async def test_the_same_answer_by_phone_changes_nothing(running: PollClub) -> None:
    """R4.5: a phone answer that says what stands already leaves rows and the last tap alone."""
    await running.vote("dan", 0, "n")
    before = await running.world.rows("SELECT * FROM mark"), (await running.poll()).tapped_at
    await running.world.later(minutes=1)
    assert (await phone(running, "dan", 0, Tick.NO)).error is None
    assert (await running.world.rows("SELECT * FROM mark"), (await running.poll()).tapped_at) == before


async def test_only_an_active_company_of_the_club_is_answered_for(running: PollClub) -> None:
    """R1: for a foreign company there is nothing, in the same words as for a stranger."""
    foreign = CompanyId("f" * 16)
    poll = await running.poll()
    for intent in (
        ByPhone(club=running.id, poll=poll.id, company=foreign),
        PhoneVote(club=running.id, slot=next(iter(poll.slots)), company=foreign, tick=Tick.YES),
    ):
        heard = await running.world.ask("anna", intent)
        assert heard.error == "This button belongs to a club. Ask whoever invited you for a link."
    assert await running.marks(poll) == []


async def test_phone_answers_make_a_poll_complete(running: PollClub) -> None:
    """R4.4: all complete, some by phone, and ten quiet minutes: it closes."""
    for who in ("anna", "bo", "cia"):
        await running.all_fit(who)
    for number in range(4):
        await phone(running, "dan", number, Tick.IF_NEED_BE)
    await running.world.later(minutes=10)
    assert "Most could then: 3 yes, 1 if need be." in running.shown("✅")
