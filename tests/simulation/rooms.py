"""What rooms may show, and how often something new is posted there (R2)."""

from __future__ import annotations

from collections import Counter, defaultdict

from storage.engine import Row
from tests.fakes.platform import Message
from tests.simulation.eye import Eye

QUIET_POSTS = 4
# A new date poll, and a date that is decided, moved or cancelled, may sound.
MAY_SOUND = frozenset({"polls.card", "meetings.card"})
PRIVATE_WORDS = {"p": "a person's name in a room", "t": "a tip's text in a room", "w": "private words in a room"}


class Rooms:
    """Looks at what hangs where many see it."""

    def __init__(self, eye: Eye) -> None:
        self._eye = eye
        self._posts: Counter[tuple[str, str, int]] = Counter()
        self._began: defaultdict[str, set[int]] = defaultdict(set)
        self._known: set[str] = set()

    def seen(self, message: Message, found: list[tuple[str, str, str]]) -> None:
        """Look at what a room was just shown."""
        for _, kind, _ in found:
            self._eye.insist(kind not in PRIVATE_WORDS, PRIVATE_WORDS.get(kind, ""), message.words)
        companies = {each for each in found if each[1] == "c"}
        self._eye.insist(len(companies) <= 1, "more companies than the host in a room", message.words)
        card = message.key.split(".", maxsplit=1)[0]
        if not message.edits and card not in self._known:
            self._known.add(card)
            self._look_at_post(message, card)

    def _look_at_post(self, message: Message, card: str) -> None:
        rows = self._eye.rows.all(
            """SELECT card.view, card.hung_at, club.id, club.cycle_began FROM card JOIN club ON club.id = card.club_id
            WHERE card.id = :card""",
            card=card,
        )
        for row in rows:
            self._eye.insist(not message.view.loud or row["view"] in MAY_SOUND, "a card that sounds", row["view"])
            if row["view"] in MAY_SOUND:
                continue
            room = (row["id"], message.place.chat, self._cycle_of(row))
            self._posts[room] += 1
            self._eye.insist(self._posts[room] <= QUIET_POSTS, "too many quiet posts in a room", row["view"])

    def _cycle_of(self, row: Row) -> int:
        """Return when the cycle began in which a card was hung; it may be posted in the next one."""
        began = self._began[row["id"]]
        began.add(row["cycle_began"])
        return max((each for each in began if each <= row["hung_at"]), default=0)
