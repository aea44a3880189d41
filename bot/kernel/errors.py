"""One root, three branches: a rule was broken, a platform failed, or the code is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.kernel.texts import Text


class ReppuError(Exception):
    """Root of every error the project raises on purpose."""


class RuleBrokenError(ReppuError):
    """An act the rules do not allow; `text` tells the person what to do next.

    `fields` names what is wrong beside each field of a form, so that nothing typed is lost.
    """

    def __init__(self, text: Text, fields: Mapping[str, Text] | None = None) -> None:
        super().__init__(type(text).__name__)
        self.text = text
        self.fields = dict(fields or {})


class StrangerError(ReppuError):
    """Not allowed or not there; both read the same to the one who asked (R1)."""


class ConflictError(ReppuError):
    """Somebody else's commit came first; the act runs again."""


class PlatformError(ReppuError):
    """A platform did not do what was asked."""


class SurelyNotSentError(PlatformError):
    """Refused before it was done; trying again cannot duplicate.

    `retry_after` is how long the platform asked to wait.
    """

    def __init__(self, retry_after: timedelta = timedelta(seconds=5)) -> None:
        super().__init__("not sent")
        self.retry_after = retry_after


class InDoubtError(PlatformError):
    """Done or not done, nobody knows: a time-out after sending, a dropped connection."""


class UnreachableError(PlatformError):
    """A lasting refusal: blocked, closed, removed."""


class MessageGoneError(PlatformError):
    """The message to edit was deleted under us."""


class BugError(ReppuError):
    """The code broke its own promise."""
