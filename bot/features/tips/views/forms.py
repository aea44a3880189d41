"""The few things about a tip that are typed, and the one that is asked twice."""

from __future__ import annotations

from dataclasses import replace

from bot.features.meetings.names import name_of
from bot.features.tips.intents import MOST_LETTERS, MOST_OF_EXPERIENCE, EditTip, GiveTip, TellExperience, WithdrawTip
from bot.features.tips.ports import Tip
from bot.features.turns.ports import Turn
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import T
from bot.kernel.views import Audience, Button, Choice, FieldKind, Form, FormField, Paragraph, Tone, View


async def give(work: UnitOfWork, scope: ClubScope, turn: Turn) -> Form:
    """The form for a tip: its words alone."""
    host = await name_of(work, scope, turn.company)
    return Form(
        action=GiveTip(club=scope.club),
        title=T("A tip for {host}", host=host),
        fields=(FormField("words", T("Your tip"), FieldKind.TEXT, limit=MOST_LETTERS),),
        submit=T("Into the backpack"),
    )


def edit(scope: ClubScope, tip: Tip) -> Form:
    """The form for a tip's words, as they are."""
    return Form(
        action=EditTip(club=scope.club, tip=tip.id),
        title=T("Change the tip"),
        fields=(FormField("words", T("Your tip"), FieldKind.TEXT, tip.words, limit=MOST_LETTERS),),
        submit=T("Save"),
    )


def experience(scope: ClubScope, tip: Tip) -> Form:
    """The form for how it went in the author's own shop."""
    asked = FormField(
        "experience",
        T("What came of it in your shop?"),
        FieldKind.TEXT,
        tip.experience,
        required=False,
        limit=MOST_OF_EXPERIENCE,
    )
    return Form(
        action=TellExperience(club=scope.club, tip=tip.id),
        title=T("Own experience"),
        fields=(asked,),
        submit=T("Save"),
    )


def withdraw_question(intent: WithdrawTip) -> View:
    """Ask once before words are deleted."""
    sure = Button(T("Take it back"), replace(intent, sure=True), Tone.NO)
    return View(Audience.PRIVATE, (Paragraph(T("Take this tip back? Its words are deleted.")), Choice((sure,))))
