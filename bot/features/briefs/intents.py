"""What people and the clockwork ask of a brief."""

from __future__ import annotations

from typing import ClassVar

from bot.features.briefs.model import GOAL_LIMIT, QUESTION_LIMIT
from bot.kernel.fields import filled, line, prose, web_address
from bot.kernel.intents import Intent, intent


@intent
class ShowBrief(Intent):
    """See what the host asks of its guests; the host writes it there."""

    code: ClassVar[str] = "bs"


@intent
class WriteBrief(Intent):
    """The host says what the guests shall look at; only the goal is required."""

    code: ClassVar[str] = "bw"
    goal: str | None = filled(prose(GOAL_LIMIT))
    question_1: str = filled(line(QUESTION_LIMIT, optional=True), default="")
    question_2: str = filled(line(QUESTION_LIMIT, optional=True), default="")
    question_3: str = filled(line(QUESTION_LIMIT, optional=True), default="")
    webshop: str = filled(web_address(optional=True), default="")

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that were asked, in their order, each once."""
        return tuple(dict.fromkeys(each for each in (self.question_1, self.question_2, self.question_3) if each))


@intent
class RemindOfBrief(Intent):
    """Timer: the host has not written its brief yet."""

    code: ClassVar[str] = "br"


@intent
class Prepare(Intent):
    """Timer: the guests are sent their ten minutes of preparation."""

    code: ClassVar[str] = "bp"
