"""How a backpack is spoken of, on paper, in private and in the room."""

from __future__ import annotations

from bot.features.backpack.ports import Outcome
from bot.features.tips.model.groups import Count
from bot.kernel.texts import TC, TN, T, Text, Value

MOST_IN_SHORT = 72
OUTCOME_WORDS: dict[Outcome, Text] = {
    Outcome.DONE: T("Done"),
    Outcome.ON_ITS_WAY: T("On its way"),
    Outcome.NOT_FOR_US: T("Not for us"),
    Outcome.DID_NOT_WORK: T("Tried, did not work"),
    Outcome.LATER: TC("outcome", "Later"),
}


def counted(count: Count) -> Text:
    """Return how many tips from how many companies."""
    return TN("{n} tip {companies}", "{n} tips {companies}", count.tips, companies=_companies(count))


def packed_line(count: Count) -> Text:
    """Return what the host is told (voice.md)."""
    return TN(
        "🎒 Your backpack is packed: {n} tip {companies}.",
        "🎒 Your backpack is packed: {n} tips {companies}.",
        count.tips,
        companies=_companies(count),
    )


def room_line(count: Count, host: Value) -> Text:
    """Return what the room is told: counts and the host (R2)."""
    return TN(
        "🎒 {n} tip {companies} is packed for {host}.",
        "🎒 {n} tips {companies} are packed for {host}.",
        count.tips,
        companies=_companies(count),
        host=host,
    )


def _companies(count: Count) -> Text:
    return TN("from {n} company", "from {n} companies", count.companies)


def in_short(words: str, most: int = MOST_IN_SHORT) -> str:
    """Return the beginning of what somebody wrote, on one line, cut between words where there are any."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    between = line.rfind(" ", 0, most)
    cut = line[:between] if between > most // 2 else line[: most - 1]
    return f"{cut.rstrip(' .,;:–')}…"
