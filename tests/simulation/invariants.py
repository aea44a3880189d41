"""What must hold after every commit and for every message, whatever happens; the looks are kept by their subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

from bot.kernel.door import Reply
from bot.kernel.errors import ReppuError
from bot.kernel.intents import Codec, Intent
from bot.kernel.views import Attachment, Picture, View
from storage.engine import Row
from tests.fakes.platform import FakePlatform, Message, Update, leaks
from tests.simulation.distribution import Distribution
from tests.simulation.eye import CANARY, Eye, Figures
from tests.simulation.going_on import GoingOn
from tests.simulation.ledger import Ledger
from tests.simulation.letters import Letters
from tests.simulation.packed import Packed
from tests.simulation.promises import Promises
from tests.simulation.rooms import Rooms
from tests.simulation.rows import Rows


class Watch:
    """Stands beside the program and says the first thing that is wrong."""

    def __init__(self, rows: Rows, codec: Codec, now: Callable[[], datetime], fail: Callable[[str], None]) -> None:
        self.eye = Eye(rows, now, fail)
        self._codec = codec
        self.ledger = Ledger(rows)
        self.promises = Promises(self.eye)
        self.letters = Letters(self.eye, self.ledger)
        self.distribution = Distribution(self.eye, self.letters)
        self._rooms = Rooms(self.eye)
        self._clubs = GoingOn(self.eye)
        self._packed = Packed(self.eye)
        self.doubts: Counter[str] = Counter()
        self.copies: Counter[str] = Counter()
        self.exact: set[str] = set()
        self.faults: list[str] = []
        self._outside: tuple[str, str] | None = None
        self._who: tuple[str, str] | None = None
        self._promises_looked: date | None = None

    @property
    def figures(self) -> Figures:
        """What the history is made of."""
        return self.eye.figures

    def insist(self, holds: bool, what: str, about: object = "") -> None:
        """Stop the history where something does not hold."""
        self.eye.insist(holds, what, about)

    # Around each unit of work.

    async def before(self, act: Update | None) -> None:
        """Look who acts, before the unit."""
        self._outside = self._who = None
        intent = self.intent_of(act)
        if act is None or intent is None:
            return
        standing = self._standing(act, intent.club)
        self._who = (standing["person_id"] or "", standing["company_id"] or "") if standing else None
        state = standing["state"] if standing else None
        may_come_in = state == "waiting" and intent.code == "jp"
        is_outside = intent.scoped and intent.club and state != "pledged" and not may_come_in
        if is_outside and not self._organizes(act, intent.club):
            self._outside = (intent.club, self.eye.rows.of_club(intent.club))
            self.figures.outsiders += 1

    async def after(self, act: Update | None, result: object) -> None:
        """Look what the unit has committed."""
        self.figures.commits += 1
        if self._outside is not None:
            club, rows = self._outside
            self.insist(rows == self.eye.rows.of_club(club), "an outsider changed rows of a club", act)
        intent = self.intent_of(act)
        changed = self._clubs.look()
        self._packed.note(act, intent)
        if act is not None and intent is not None and isinstance(result, Reply):
            self.promises.note(act, intent, result, self._who)
            for poll in self.ledger.note(act, intent, result, self._who):
                self.check_answers(poll)
        for known in changed:
            self._packed.look(known)
            self._look_at_gone_slots(known)
        self.distribution.look(changed)
        self._look_at_promises()
        self.letters.look()
        self.insist(not self.faults, "a message that is not in R9's matrix", self.faults)

    def intent_of(self, act: Update | None) -> Intent | None:
        """Return what was asked, None for what no button of ours carries."""
        try:
            return self._codec.read(act.data) if act else None
        except ReppuError:
            return None

    def check_answers(self, poll: str) -> None:
        """No committed answer is lost or changed."""
        promised, kept = self.ledger.standing(poll), self.ledger.kept(poll)
        self.insist(
            promised == kept, "an answer was lost or changed", (poll, set(promised.items()) ^ set(kept.items()))
        )

    def answered(self, update: Update, reply: Reply, words: str) -> None:
        """What somebody is told is kept, and tells of no club that is not theirs."""
        intent = self.intent_of(update)
        if intent is not None and intent.code == "cf":
            return  # the club that was just founded
        told = {each[0] for each in CANARY.findall(words)}
        self.insist(told <= self._may_know(update, intent), "an answer tells of another club", (update, words))
        if intent is not None and intent.scoped and reply.club:
            self.insist(told <= {self.eye.canaries.get(reply.club)}, "an answer tells of two clubs", (update, words))
        if intent is not None and intent.code in {"pv", "pa", "pn"} and reply.error is None and reply.answer.toast:
            self.insist(update.id in self.ledger.committed, "an answer was acknowledged and not committed", update)
        reader = self.eye.rows.value("SELECT person_id FROM account WHERE user_ref = :user", user=update.user)
        self._packed.read(reader, words)

    def _may_know(self, update: Update, intent: Intent | None) -> set[str]:
        """Return the canaries of the clubs somebody stands in, or founded; whoever has just left hears from which.

        Who has left may still get and erase their own data, which say of which club they are.
        """
        sql = """SELECT club_id, state FROM membership JOIN account ON account.person_id = membership.person_id
            WHERE account.user_ref = :user"""
        leaving = intent is not None and intent.code in {"jl", "dm", "df", "cv"}
        stands = self.eye.rows.all(sql, user=update.user)
        known = {self.eye.canaries[row["club_id"]] for row in stands if leaving or row["state"] != "former"}
        return known | {canary for club, canary in self.eye.canaries.items() if self._organizes(update, club)}

    def _look_at_promises(self) -> None:
        """Look at all that was promised once a day."""
        today = self.eye.now().date()
        if self._promises_looked != today:
            self._promises_looked = today
            self.promises.look()

    def _look_at_gone_slots(self, club: str) -> None:
        """A time that was answered goes only when a pause has come over it (R4.3)."""
        running = "SELECT id FROM poll WHERE club_id = :club AND closed_at IS NULL"
        for poll in self.eye.rows.all(running, club=club):
            for day in self.ledger.newly_gone(poll["id"]):
                self.insist(self.eye.is_paused(club, day), "an answered time has gone without a pause", (poll, day))

    # People.

    def _standing(self, act: Update, club: str) -> Row | None:
        sql = """SELECT account.person_id, company_id, state FROM account
            LEFT JOIN membership ON membership.person_id = account.person_id AND membership.club_id = :club
            WHERE account.user_ref = :user ORDER BY state = 'former', membership.position"""
        found = self.eye.rows.all(sql, user=act.user, club=club)
        return found[0] if found else None

    def _organizes(self, act: Update, club: str) -> bool:
        sql = """SELECT 1 FROM club JOIN account ON account.person_id = club.founded_by
            JOIN organizer ON organizer.person_id = account.person_id
            WHERE club.id = :club AND account.user_ref = :user"""
        return bool(self.eye.rows.value(sql, club=club, user=act.user))

    # Messages.

    def seen(self, platform: FakePlatform, message: Message) -> None:
        """Look at what a chat was just shown."""
        self.insist(not leaks(message), "a private view in a room", message.words)
        words = f"{message.words}\n{written_in(message.view)}"
        found = CANARY.findall(words)
        if message.place.is_private:
            club = self.letters.seen(message)
            if club is None:
                return  # its person was erased while it was on its way
            self._packed.read(message.place.person, words)
        else:
            self._rooms.seen(message, found)
            club = message.place.club
        self._look_at_clubs_named(message, club, {each[0] for each in found})
        self.figures.messages += not message.edits
        self.figures.edits += bool(message.edits)
        key = message.key.split(".", maxsplit=1)[0]
        self.copies[key] += not message.edits
        if platform.knows_keys:
            self.exact.add(key)
        self.insist(platform.platform == message.place.platform, "a message on another platform", message.place)

    def _look_at_clubs_named(self, message: Message, club: str, named: set[str]) -> None:
        """A message tells of its own clubs alone: of one, or of those whose counted messages have become one (R9)."""
        own = {self.eye.canaries.get(each) for each in self.letters.clubs_of(message.key) | {club}}
        self.insist(named <= own, "words of another club", (own, message.words))

    def note_doubts(self) -> None:
        """Count what a crash left of which nobody knows whether it was done."""
        for row in self.eye.rows.all("SELECT id FROM envelope WHERE state = 'sending'"):
            self.doubts[row["id"]] += 1
        for row in self.eye.rows.all("SELECT id FROM card WHERE message IS NULL AND attempts > 0"):
            self.doubts[row["id"]] += 1


def written_in(view: View) -> str:
    """Return the words of the papers that a view hands out, as the record they are made of has them."""
    made = (each.unmade for each in view.blocks if isinstance(each, Attachment | Picture))
    return "\n".join(each.written for each in made if each is not None)
