"""What people were told is kept: tips with what was tapped, who comes, marks, backings, picks, briefs, days away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.features.attendance.intents import MarkCompany, MarkOwn, SayComing, Tap
from bot.features.backpack.intents import PickTip, SayOutcome
from bot.features.briefs.intents import WriteBrief
from bot.features.privacy.intents import Forget
from bot.features.tips import intents as tips
from bot.features.turns.intents import AcceptTurn
from bot.kernel.door import Reply
from bot.kernel.intents import Intent
from storage.engine import Value
from tests.fakes.platform import Update
from tests.simulation.eye import Eye

TIP = "SELECT {} FROM tip WHERE id = :tip"
# Given to a standing turn a tip stays given; a turn that came to nothing returns it to its author (R5.6).
STANDS = """SELECT tip.state = 'given' OR (tip.state = 'returned' AND turn.state NOT IN ('proposed', 'accepted'))
    FROM tip JOIN turn ON turn.id = tip.turn_id WHERE tip.id = :tip"""
TAKEN_BACK = "SELECT state = 'withdrawn' OR person_id IS NULL FROM tip WHERE id = :tip"
RSVP = "SELECT coming FROM rsvp WHERE meeting_id = :meeting AND company_id = :company"
MARK = "SELECT presence FROM attendance WHERE meeting_id = :meeting AND company_id = :company"
MOVED = "SELECT state = 'cancelled' OR sequence != :sequence FROM meeting WHERE id = :meeting"
BACKED = "SELECT EXISTS (SELECT 1 FROM backing WHERE tip_id = :tip AND company_id = :company)"
NOT_GIVEN = "SELECT state != 'given' OR person_id IS NULL FROM tip WHERE id = :tip"
PICKED = "SELECT EXISTS (SELECT 1 FROM pick WHERE tip_id = :tip)"
OUTCOME = "SELECT outcome FROM pick WHERE tip_id = :tip"
PUT_BACK = "SELECT NOT EXISTS (SELECT 1 FROM pick WHERE tip_id = :tip)"
BRIEF = "SELECT EXISTS (SELECT 1 FROM brief WHERE turn_id = :turn)"
TAKEN = "SELECT state = 'accepted' FROM turn WHERE id = :turn"
ENDED = "SELECT ended_at IS NOT NULL FROM turn WHERE id = :turn"
NEVER = "SELECT 0"
FIELDS = {tips.SetArea: "area", tips.SetEffort: "effort", tips.SetEffect: "effect", tips.SetNamed: "is_named"}


@dataclass(frozen=True, slots=True)
class Promise:
    """A value that the rows must keep until something ends it."""

    sql: str
    expected: Value
    of: dict[str, Value]
    until: str = NEVER


Kept = tuple[tuple[str, ...], Promise]


class Promises:
    """Learns of each committed act once; what was acknowledged last must stand."""

    def __init__(self, eye: Eye) -> None:
        self._eye = eye
        self._kept: dict[tuple[str, ...], Promise] = {}
        self._whose: dict[tuple[str, ...], str] = {}
        self._done: set[str] = set()
        self.kept = 0

    def note(self, update: Update, intent: Intent, reply: Reply, who: tuple[str, str] | None) -> None:
        """Take down a committed act of somebody, and look at once."""
        is_put_aside = reply.answer.panel is not None and reply.answer.panel.name == "joining.pledge"
        if update.id in self._done or reply.error is not None or is_put_aside or who is None:
            return
        self._done.add(update.id)
        if isinstance(intent, Forget) and intent.sure:
            self._let_go(who[0])
        for key, promise in self._made(update, intent, reply, who):
            self._kept[key], self._whose[key] = promise, who[0]
            self.kept += 1
            self._check(key)

    def look(self) -> None:
        """Look at all that was promised."""
        for key in list(self._kept):
            self._check(key)

    def _check(self, key: tuple[str, ...]) -> None:
        promise = self._kept[key]
        if self._eye.rows.value(promise.until, **promise.of):
            del self._kept[key]
            return
        found = self._eye.rows.value(promise.sql, **promise.of)
        about = (key, promise.expected, found)
        self._eye.insist(found == promise.expected, "what was acknowledged was lost or changed", about)

    def _let_go(self, person: str) -> None:
        """Whoever has themselves erased takes their words with them (R3, privacy)."""
        for key in [each for each, whose in self._whose.items() if whose == person]:
            self._kept.pop(key, None)

    def _made(self, update: Update, intent: Intent, reply: Reply, who: tuple[str, str]) -> Iterator[Kept]:
        person, company = who
        typed = update.filled or {}
        match intent:
            case tips.SetArea() | tips.SetEffort() | tips.SetEffect() | tips.SetNamed():
                said: Value = (
                    getattr(intent, "area", None) or getattr(intent, "dots", None) or getattr(intent, "named", 0)
                )
                column = FIELDS[type(intent)]
                yield (column, intent.tip), Promise(TIP.format(column), said, {"tip": intent.tip}, TAKEN_BACK)
            case tips.GiveTip() if "words" in typed:
                yield from self._given(intent, reply, person)
            case tips.GiveAgain() | tips.AnswerAsked(agrees=True):
                yield from self._given(intent, reply, person)
            case tips.BackTip(tip=tip, backs=backs) if reply.answer.panel is not None:
                of: dict[str, Value] = {"tip": tip, "company": company}
                yield ("backs", tip, company), Promise(BACKED, int(backs), of, NOT_GIVEN)
            case SayComing(meeting=meeting, coming=coming) if not self._hosts(meeting, company):
                of = {"meeting": meeting, "company": company, "sequence": self._sequence(meeting)}
                yield ("comes", meeting, company), Promise(RSVP, coming.value, of, MOVED)
            case MarkOwn(meeting=meeting, presence=presence):
                of = {"meeting": meeting, "company": company}
                yield ("mark", meeting, company), Promise(MARK, presence.value, of)
            case MarkCompany(meeting=meeting, company=marked, tap=tap):
                of = {"meeting": meeting, "company": marked}
                said = None if tap is Tap.UNKNOWN else tap.value
                yield ("mark", meeting, marked), Promise(MARK, said, of)
            case _:
                yield from self._of_hosts(intent, reply, typed)

    def _of_hosts(self, intent: Intent, reply: Reply, typed: Mapping[str, object]) -> Iterator[Kept]:
        match intent:
            case PickTip(tip=tip, wanted=True):
                yield ("pick", tip), Promise(PICKED, 1, {"tip": tip}, PUT_BACK if self._is_put_back(tip) else NEVER)
            case PickTip(tip=tip, wanted=False):
                self._kept.pop(("outcome", tip), None)
                yield ("pick", tip), Promise(PICKED, 0, {"tip": tip})
            case SayOutcome(tip=tip, outcome=outcome):
                yield ("outcome", tip), Promise(OUTCOME, outcome.value, {"tip": tip})
            case WriteBrief() if "goal" in typed:
                turn = self._current(intent.club)
                yield ("brief", turn), Promise(BRIEF, 1, {"turn": turn})
            case AcceptTurn(turn=turn) if "place" in typed and reply.answer.form is None:
                yield ("turn", turn), Promise(TAKEN, 1, {"turn": turn}, ENDED)
            case _:
                return

    def _is_put_back(self, tip: str) -> bool:
        """True where three were picked before, so that this one did not come among them."""
        return not self._eye.rows.value(PICKED, tip=tip)

    def _given(self, intent: Intent, reply: Reply, person: str) -> Iterator[Kept]:
        panel = reply.answer.panel
        tip = getattr(intent, "tip", None) or (panel.ids.get("tip") if panel else None)
        owner = self._eye.rows.value("SELECT person_id FROM tip WHERE id = :tip", tip=tip or "")
        state = self._eye.rows.value(TIP.format("state"), tip=tip or "")
        self._eye.insist(owner == person, "a tip was acknowledged and not kept", (intent, panel))
        if tip is not None and state != "withdrawn":
            yield ("tip", tip), Promise(STANDS, 1, {"tip": tip}, TAKEN_BACK)

    def _hosts(self, meeting: str, company: str) -> bool:
        return bool(
            self._eye.rows.value("SELECT host = :company FROM meeting WHERE id = :id", company=company, id=meeting)
        )

    def _sequence(self, meeting: str) -> Value:
        sequence: Value = self._eye.rows.value("SELECT sequence FROM meeting WHERE id = :id", id=meeting)
        return sequence

    def _current(self, club: str) -> str:
        sql = "SELECT id FROM turn WHERE club_id = :club AND state = 'accepted' AND ended_at IS NULL"
        return str(self._eye.rows.value(sql, club=club))
