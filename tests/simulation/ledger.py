"""What people were promised: every answer that was committed, kept beside the program's own tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.features.polls.intents import AllFit, HostWord, NoneOfThese, PhoneVote, PollId, SlotId, Tick, Vote
from bot.features.privacy.intents import Forget
from bot.kernel.door import Reply
from bot.kernel.intents import Intent
from tests.fakes.platform import Update
from tests.simulation.rows import Rows

Standing = dict[tuple[str, str], str]
OWN, BY_PHONE, CONFIRMED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of one person for a company on a slot."""

    company: str
    slot: str
    person: str
    tick: Tick
    how: int


class Ledger:
    """Learns of each committed act once, and knows what must stand in the table of marks."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._given: defaultdict[str, list[Given]] = defaultdict(list)
        self._days: dict[str, date] = {}
        self._gone: set[str] = set()
        self.committed: set[str] = set()
        self.answers = 0

    def note(self, update: Update, intent: Intent, reply: Reply, who: tuple[str, str] | None) -> set[PollId]:
        """Take down a committed act; `who` are the person and the company acted for. Return the polls it touched."""
        is_put_aside = reply.answer.panel is not None and reply.answer.panel.name == "joining.pledge"
        if update.id in self.committed or reply.error is not None or is_put_aside:
            return set()
        self.committed.add(update.id)
        match intent:
            case Vote(slot=slot, tick=tick) if who:
                return self._give(who, [slot], tick)
            case AllFit(poll=poll) if who:
                return self._give(who, self._slots(poll), Tick.YES)
            case NoneOfThese(poll=poll) if who:
                return self._give(who, self._slots(poll), Tick.NO)
            case PhoneVote(slot=slot, tick=tick, company=company, sure=sure) if who:
                return self._give((who[0], company), [slot], tick, CONFIRMED if sure else BY_PHONE)
            case HostWord(poll=poll, takes_it=True) if who:
                return self._give(who, self._asked_of_host(poll), Tick.YES)
            case Forget(sure=True) if who:
                self._forget(who[0])
        return set()

    def standing(self, poll: str) -> Standing:
        """Return what each company has said of each slot, as told; a slot in a pause goes with its answers."""
        there = set(self._slots(PollId(poll)))
        return _standing(given for given in self._given[poll] if given.slot in there)

    def newly_gone(self, poll: str) -> list[date]:
        """Return the days of answered slots that have gone since the last look."""
        there = set(self._slots(PollId(poll)))
        gone = sorted({each.slot for each in self._given[poll]} - there - self._gone)
        self._gone.update(gone)
        return [self._days[each] for each in gone]

    def has_answered(self, poll: str, company: str) -> bool:
        """True once the company has touched any slot."""
        return any(each == company for each, _ in self.standing(poll))

    def kept(self, poll: str) -> Standing:
        """Return the same from the program's own table."""
        sql = "SELECT * FROM mark WHERE poll_id = :poll ORDER BY position, slot_id"
        return _standing(
            Given(row["company_id"], row["slot_id"], row["person_id"], Tick(row["answer"]), row["by_phone"])
            for row in self._rows.all(sql, poll=poll)
        )

    def polls(self) -> list[str]:
        """Return the polls that were answered."""
        return list(self._given)

    def _give(self, who: tuple[str, str], slots: list[SlotId], tick: Tick, how: int = OWN) -> set[PollId]:
        person, company = who
        polls = set()
        for slot in slots:
            (row,) = self._rows.all("SELECT poll_id, day FROM slot WHERE id = :slot", slot=slot)
            poll, self._days[slot] = row["poll_id"], date.fromisoformat(row["day"])
            self._given[poll].append(Given(company, slot, person, tick, how))
            self.answers += 1
            polls.add(PollId(poll))
        return polls

    def _slots(self, poll: PollId) -> list[SlotId]:
        return [SlotId(row["id"]) for row in self._rows.all("SELECT id FROM slot WHERE poll_id = :poll", poll=poll)]

    def _asked_of_host(self, poll: PollId) -> list[SlotId]:
        """Return the slot the host took; none where nobody else was asked, for then it explains nothing."""
        slots = self._slots(poll)
        chosen = self._rows.value("SELECT chosen FROM poll WHERE id = :poll", poll=poll)
        return [slot for slot in slots if slot == chosen and len(slots) > 1]

    def _forget(self, person: str) -> None:
        running = "SELECT id FROM poll WHERE state IN ('open', 'asking_host')"
        for row in self._rows.all(running):
            self._given[row["id"]] = [each for each in self._given[row["id"]] if each.person != person]


def _standing(given: Iterable[Given]) -> Standing:
    """Read answers in the order of commit; a phone answer stands back behind the company's own (R4.5)."""
    standing: dict[tuple[str, str], Given] = {}
    for each in given:
        before = standing.get((each.company, each.slot))
        if not (each.how == BY_PHONE and before is not None and before.how == OWN):
            standing[each.company, each.slot] = each
    return {key: each.tick.value for key, each in standing.items()}
