"""Following the turn after the decision: another host, another place (R4.9, R5.6)."""

from __future__ import annotations

from dataclasses import replace

from bot.features.meetings.intents import ChangePlace
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.meetings.service.insisting import insist_coming, insist_not_begun
from bot.features.meetings.service.telling import HOST, PLACE, hang_card, mark_cards, tell_all
from bot.features.meetings.views.forms import place_form
from bot.features.turns.ports import NO_TURN, Turn, Turns
from bot.features.turns.service import seat
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import Actor, ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef

NOBODY = CompanyId("")


async def change_place(work: UnitOfWork, actor: Actor, intent: ChangePlace) -> Answer:  # noqa: ARG001
    """Ask where the meeting is and about which webshop, and keep it in the turn; everybody hears of a new place."""
    scope = ClubScope(intent.club)
    meeting = await insist_coming(work, scope)
    insist_not_begun(work, meeting)
    turn = await work.of(Turns).current(scope)
    if turn is None or not turn.is_accepted or turn.id != meeting.turn:
        raise RuleBrokenError(T("The meeting has no host yet. Its place is asked with the turn."))
    if intent.turn not in (NO_TURN, turn.id):
        raise RuleBrokenError(T("The host has changed meanwhile. Write /meeting to see who it is."))
    if intent.place is None or intent.webshop is None:
        return Answer(form=place_form(intent, meeting, turn))
    await seat.accept(work, scope, turn, intent.place, intent.webshop)
    told = intent.place != meeting.place
    words = T("Saved. Everyone hears the new place now.") if told else T("Saved.")
    return Answer(words, ViewRef("meetings.next", intent.club))


async def follow(work: UnitOfWork, scope: ClubScope) -> None:
    """Follow what changed after the decision: a new room gets the card, a new host or place reaches everybody.

    The turn says both once it is accepted; one that is only proposed changes nothing in the meeting.
    """
    meeting = await work.of(Meetings).coming(scope)
    if meeting is None:
        return
    await hang_card(work, scope, meeting)
    turn = await work.of(Turns).current(scope)
    if turn is not None and turn.is_accepted:
        await change_host(work, scope, meeting, turn)


async def change_host(work: UnitOfWork, scope: ClubScope, meeting: Meeting, turn: Turn | None) -> None:
    """Let a decided meeting follow a turn, and have everybody told what has changed, if anything has.

    Without a turn the host has fallen out and nobody has taken it over yet: the date stands, the host is told later.
    """
    if turn is None:
        changed = replace(meeting, host=NOBODY, place="")
    else:
        changed = replace(meeting, host=turn.company, place=turn.place, turn=turn.id)
    await _keep(work, scope, meeting, changed)


async def _keep(work: UnitOfWork, scope: ClubScope, before: Meeting, after: Meeting) -> None:
    if after == before:
        return
    if (after.host, after.place) == (before.host, before.place):
        await work.of(Meetings).save(scope, after)
        return
    told = replace(after, sequence=before.sequence + 1)
    await work.of(Meetings).save(scope, told)
    await mark_cards(work, scope, told)
    await tell_all(work, scope, told, HOST if after.host != before.host else PLACE)
