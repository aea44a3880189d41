"""Files are made between the unit of work and the sending."""

from __future__ import annotations

from datetime import timedelta
from gettext import NullTranslations
from zoneinfo import ZoneInfo

import pytest

from bot.kernel.errors import SurelyNotSentError
from bot.kernel.making import Finishing, made
from bot.kernel.people import Language, PersonId, Place, PlaceId
from bot.kernel.texts import Catalogues, Written
from bot.kernel.views import Attachment, Audience, Paragraph, Picture, Unmade, View
from tests.features.club_world import Letterbox

LANE = Place(PlaceId("lane"), "fake", "anna", person=PersonId("p"))
VOICE = Catalogues({each: NullTranslations() for each in Language}).voice(Language.EN, ZoneInfo("UTC"))
PAPERS = View(
    Audience.PRIVATE,
    (
        Paragraph(Written("Here it is.")),
        Picture("a.png", "image/png", Written("Six quick wins"), unmade=Unmade("picture", "{}")),
        Attachment("a.pdf", "application/pdf", unmade=Unmade("backpack", "{}")),
        Attachment("a.ics", "text/calendar", b"BEGIN"),
    ),
)


class Counting:
    """Makes files of their names, and counts; breaks when told to."""

    def __init__(self, *, breaks: bool = False) -> None:
        self.made_so_far = 0
        self._breaks = breaks

    async def made(self, unmade: Unmade, media_type: str) -> bytes:
        """Return a file."""
        if self._breaks:
            raise OSError
        self.made_so_far += 1
        return f"{unmade.template} as {media_type}".encode()


async def test_every_unmade_file_is_made_and_the_rest_left_alone() -> None:
    """Pictures and attachments are made; what was made already stays."""
    renderer = Counting()
    _, picture, paper, file = (await made(PAPERS, renderer)).blocks
    assert isinstance(picture, Picture)
    assert isinstance(paper, Attachment)
    assert (picture.content, picture.unmade) == (b"picture as image/png", None)
    assert (paper.content, paper.unmade) == (b"backpack as application/pdf", None)
    assert file is PAPERS.blocks[3]
    assert renderer.made_so_far == 2


async def test_a_view_without_papers_is_the_same_view() -> None:
    """Nothing is copied where there is nothing to make."""
    view = View(Audience.PRIVATE, (Paragraph(Written("Hello")),))
    assert await made(view, Counting()) is view


async def test_a_platform_is_only_given_finished_files() -> None:
    """What is posted and what is changed reaches the platform made."""
    letters = Letterbox()
    finishing = Finishing(letters, Counting())
    message = await finishing.post(LANE, PAPERS, VOICE, "key")
    await finishing.edit(LANE, message, PAPERS, VOICE)
    assert finishing.platform == letters.platform
    assert finishing.capabilities(LANE) == letters.capabilities(LANE)
    assert all(view.blocks[2] != PAPERS.blocks[2] for view in letters.views["anna"])
    assert len(letters.views["anna"]) == 2


async def test_a_file_that_cannot_be_made_is_surely_not_sent() -> None:
    """The message waits and is tried again; the platform has not heard of it."""
    letters = Letterbox()
    with pytest.raises(SurelyNotSentError) as refused:
        await Finishing(letters, Counting(breaks=True)).post(LANE, PAPERS, VOICE, "key")
    assert refused.value.retry_after == timedelta(minutes=10)
    assert letters.views == {}
