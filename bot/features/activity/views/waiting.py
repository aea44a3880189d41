"""What waits for a company, in one sentence for the lead's call; never what stands in it (R1, R7)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.kernel.texts import T, Text

SOMETHING = T("a question to the host company.")
_HOST_NEXT = T("whether the company will host next.")
_BRIEF = T("what the host wants its guests to look at.")
WORDS: Mapping[str, Text] = {
    "polls.host_word": T("whether the best date suits the host."),
    "turns.asked": _HOST_NEXT,
    "turns.reminded": _HOST_NEXT,
    "turns.named": _HOST_NEXT,
    "turns.still_yours": T("whether the company is still the host."),
    "briefs.asked": _BRIEF,
    "briefs.reminder": _BRIEF,
    "backpack.asked": T("what became of the tips."),
}


def what_waits(view: str) -> Text:
    """Return what a duty is about."""
    return WORDS.get(view, SOMETHING)
