"""The pieces of a brief: goal, questions, webshop, the five areas, the form it is written in."""

from __future__ import annotations

from bot.features.briefs.intents import WriteBrief
from bot.features.briefs.model import FIVE_AREAS, GOAL_LIMIT, QUESTION_LIMIT
from bot.features.briefs.ports import Brief
from bot.features.briefs.service.common import Visit
from bot.features.tips.words import AREA_WORDS
from bot.kernel.addresses import ADDRESS_LIMIT
from bot.kernel.texts import Joined, T, Text, Written
from bot.kernel.views import Block, Facts, FieldKind, Form, FormField, Link, Paragraph


def look_at() -> Text:
    """The five areas a guest walks through; with commas alone, for one of them has its own `and`."""
    return T("Look at these: {areas}.", areas=Joined(tuple(AREA_WORDS[each] for each in FIVE_AREAS), between=", "))


def brief_blocks(visit: Visit) -> tuple[Block, ...]:
    """What there is to read: goal, questions, and the address of the shop as a link that shows itself."""
    goal = (Paragraph(T("Goal: {goal}", goal=visit.brief.goal)),) if visit.brief else ()
    return (*goal, *_questions(visit.brief), *_shop(visit.webshop))


def essence(brief: Brief) -> Paragraph:
    """The one line of a brief that stands beside a date."""
    return Paragraph(T("The host's goal: {goal}", goal=brief.goal))


def brief_form(intent: WriteBrief, visit: Visit) -> Form:
    """Ask for goal, questions and webshop, filled in with what is known."""
    questions = (*(visit.brief.questions if visit.brief else ()), "", "", "")
    fields = (
        FormField(
            "goal",
            T("What you want from the visit"),
            FieldKind.TEXT,
            visit.brief.goal if visit.brief else "",
            limit=GOAL_LIMIT,
            hint=T("One or two sentences."),
        ),
        _question("question_1", T("First question"), questions[0]),
        _question("question_2", T("Second question"), questions[1]),
        _question("question_3", T("Third question"), questions[2]),
        FormField(
            "webshop",
            T("Webshop"),
            value=visit.turn.webshop,
            limit=ADDRESS_LIMIT,
            required=False,
            hint=T("Like https://kvarnboden.fi"),
        ),
    )
    text = T("The guests read it in private. Only the goal is needed.")
    return Form(WriteBrief(club=intent.club), T("Your brief"), fields, T("Save"), text)


def _question(name: str, label: Text, value: str) -> FormField:
    return FormField(name, label, value=value, required=False, limit=QUESTION_LIMIT)


def _questions(brief: Brief | None) -> tuple[Block, ...]:
    if brief is None or not brief.questions:
        return ()
    return (Facts(tuple((str(number), question) for number, question in enumerate(brief.questions, start=1))),)


def _shop(address: str | None) -> tuple[Block, ...]:
    return (Link(Written(address), address),) if address else ()
