"""Somebody wants an author's message saved as a tip: one question, one tap (R7.4)."""

from __future__ import annotations

from bot.features.meetings.names import name_of
from bot.features.tips.intents import AnswerAsked
from bot.features.tips.ports import Tip, Tips, TipState
from bot.features.tips.words import quoted
from bot.features.turns.ports import Turns
from bot.kernel.feature import Reader
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import T
from bot.kernel.views import Audience, Button, Choice, Paragraph, Tone, View, ViewRef


async def asked(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The question to the author; nothing once it is answered or has lapsed."""
    scope = ClubScope(ref.club)
    tip = await work.of(Tips).tip(scope, ref.ids["tip"])
    if reader.person is None or tip.person != reader.person or tip.state is not TipState.ASKED:
        return None
    return await question_of(work, scope, tip)


async def question_of(work: UnitOfWork, scope: ClubScope, tip: Tip) -> View:
    """Ask whether a message may be saved; who asks is not said, for nobody need be refused by name."""
    host = await name_of(work, scope, (await work.of(Turns).turn(scope, tip.turn)).company)
    said = T("Somebody would like to keep what you wrote as a tip for {host}. May it go into the backpack?", host=host)
    options = (
        Button(T("Yes, save it"), AnswerAsked(club=scope.club, tip=tip.id, agrees=True), Tone.YES),
        Button(T("No, leave it"), AnswerAsked(club=scope.club, tip=tip.id, agrees=False), Tone.NO),
    )
    return View(Audience.PRIVATE, (Paragraph(said), Paragraph(quoted(tip.words)), Choice(options)))
