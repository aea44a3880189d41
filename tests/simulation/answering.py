"""What people do about a date poll: answer it, think again, look after it where they mind the club."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.features.polls.intents import (
    AllFit,
    AskForDate,
    ByPhone,
    CloseNow,
    HostWord,
    LeadPoll,
    MyAnswers,
    NoneOfThese,
    OpenNow,
    PhoneVote,
    PollId,
    Redo,
    SlotId,
    Tick,
    Vote,
    WhoIsMissing,
)
from bot.kernel.intents import Intent
from bot.kernel.people import ClubId
from tests.fakes.platform import Message
from tests.simulation.eye import CANARY
from tests.simulation.tempers import DAY, HOUR
from tests.simulation.world import intents_of

if TYPE_CHECKING:
    from tests.simulation.people import Act, Person

SOON = (timedelta(seconds=1), timedelta(seconds=30), HOUR, DAY, 3 * DAY)


def see(person: Person, message: Message) -> None:
    """Plan to answer what is asked about dates."""
    for intent in intents_of(message.view):
        match intent:
            case AllFit(poll=poll) if message.place.is_private:
                person.once(("reminded", poll), person.temper.reminded, HOUR, 20 * HOUR, _voting(person, message))
            case AllFit(poll=poll):
                _plan_answer(person, poll, message)
            case HostWord(poll=poll, takes_it=True):
                person.once(("word", poll), person.temper.eager, HOUR / 2, 30 * HOUR, _giving_word(person, intent))
            case OpenNow(poll=poll):
                person.once(("draft", poll), 0.4, HOUR / 4, 22 * HOUR, _tinkering(person, intent.club))
            case AskForDate(poll=poll):
                person.once(("date", poll), 0.9, HOUR, 3 * DAY, _setting_date(person, intent))
            case _:
                pass


def _plan_answer(person: Person, poll: str, message: Message) -> None:
    club = message.place.club
    if _hosts(person, message):
        host_does = 0.9 if person.temper.says_no < 1.0 else 0.3
        person.once(("host", poll), host_does, HOUR / 2, 4 * DAY, person.pressing(AllFit(club=club, poll=PollId(poll))))
    elif person.temper.first is not None:
        person.once(("answer", poll), 0.97, *person.temper.first, _voting(person, message))
    person.once(("ask", poll), 0.05, HOUR, 6 * DAY, person.pressing(MyAnswers(club=club)))
    person.once(("mind", poll), 0.5, DAY, 6 * DAY, _minding(person, message))


# What they do then, read off the message as it is by that time.


def _voting(person: Person, message: Message) -> Act:
    async def act() -> None:
        asked = intents_of(message.view)
        votes = [each for each in asked if isinstance(each, Vote)]
        quick = [each for each in asked if isinstance(each, AllFit | NoneOfThese)]
        if not votes:
            votes = [each for each in person.saw if isinstance(each, Vote)][-3:]
        if quick and person.chance.random() < 0.12 + (person.temper.says_no == 1.0):
            is_no = person.chance.random() < max(0.4, person.temper.says_no)
            await person.press(next(each for each in quick if isinstance(each, NoneOfThese) is is_no))
        else:
            for slot in dict.fromkeys(each.slot for each in votes):
                if person.chance.random() < person.temper.thorough:
                    await _answer(person, votes, slot)
        if votes and person.chance.random() < person.temper.changes:
            again = person.chance.choice(votes).slot
            person.world.later(person.chance.choice(SOON), person.pressing(_one(person, votes, again)))

    return act


async def _answer(person: Person, votes: list[Vote], slot: SlotId) -> None:
    await person.press(_one(person, votes, slot))
    if person.chance.random() < person.temper.changes / 4:
        await person.press(_one(person, votes, slot))


def _hosts(person: Person, message: Message) -> bool:
    """True when a card names somebody's own company, which is the host then."""
    return any(kind == "c" and number == str(person.company) for _, kind, number in CANARY.findall(message.words))


def _one(person: Person, votes: list[Vote], slot: SlotId) -> Vote:
    no = person.temper.says_no
    (tick,) = person.chance.choices((Tick.YES, Tick.IF_NEED_BE, Tick.NO), (1 - no, 0.15, no))
    found = [each for each in votes if each.slot == slot and each.tick is tick]
    return found[0] if found else person.chance.choice(votes)


def _giving_word(person: Person, yes: HostWord) -> Act:
    async def act() -> None:
        takes_it = person.chance.random() < 0.7
        await person.press(HostWord(club=yes.club, poll=yes.poll, takes_it=takes_it))

    return act


# What those who mind the club do; from all others it is refused.


def _minding(person: Person, message: Message) -> Act:
    async def act() -> None:
        club = message.place.club
        done = person.chance.random()
        panel = await person.press(LeadPoll(club=club))
        if done < 0.6:
            await _ask_by_phone(person, club)
        elif done < 0.75:
            for each in [each for each in panel if isinstance(each, CloseNow)]:
                await person.do(each)
        elif done < 0.8:
            for again in [each for each in panel if isinstance(each, Redo)]:
                await person.do(again)

    return act


async def _ask_by_phone(person: Person, club: ClubId) -> None:
    for call in [each for each in await person.press(WhoIsMissing(club=club)) if isinstance(each, ByPhone)][:2]:
        said = [each for each in await person.press(call) if isinstance(each, PhoneVote)]
        for slot in dict.fromkeys(each.slot for each in said):
            await person.do(person.chance.choice([each for each in said if each.slot == slot]))


def _tinkering(person: Person, club: ClubId) -> Act:
    async def act() -> None:
        panel = await person.press(LeadPoll(club=club))
        wanted = person.chance.choice(("pr", "pf", "po"))
        for each in [each for each in panel if each.code == wanted][:1]:
            if wanted == "pf":
                await _fill_day(person, each, 14, 28)
            else:
                await person.press(each)

    return act


def _setting_date(person: Person, ask: Intent) -> Act:
    async def act() -> None:
        for _ in range(4):
            if await _fill_day(person, ask, 5, 20):
                return

    return act


async def _fill_day(person: Person, ask: Intent, least: int, most: int) -> bool:
    """Open the form for a day, fill it in, insist if asked; True when it was taken."""
    heard = await person.hear(ask)
    if heard.form is None:
        return True
    day = (person.world.loop.now() + DAY * person.chance.randint(least, most)).date()
    start = person.chance.choice(("17:00", "03:30", "12.15"))
    filled = await person.hear(heard.form.action, day=day.isoformat(), start=start)
    for each in filled.intents:
        if each.code == "pk":
            await person.press(each)
    return not filled.is_refused
