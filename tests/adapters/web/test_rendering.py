from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from adapters.web.render import Body, closed, drawn, form_json, placed, read_body
from bot.kernel.intents import Codec
from bot.kernel.people import ClubId, Language
from bot.kernel.texts import Voice, Written
from bot.kernel.views import (
    Attachment,
    Audience,
    Block,
    Button,
    Choice,
    Copyable,
    Facts,
    FieldKind,
    Form,
    FormField,
    Link,
    Paragraph,
    Progress,
    Title,
    Tone,
    View,
    ViewRef,
)
from tests.adapters.web.page import ENGLISH, Club, Page, words
from tests.adapters.web.toys import HOSTILE, Count, Shout

CODEC = Codec((Count, Shout))
H = Written(HOSTILE)


def _voice() -> Voice:
    return ENGLISH.voice(Language.EN, ZoneInfo("Europe/Helsinki"))


@pytest.mark.parametrize(
    ("block", "drawn_as"),
    [
        (Title(H), {"kind": "title", "text": HOSTILE}),
        (Paragraph(H), {"kind": "text", "text": HOSTILE}),
        (Facts(((H, 3), ("a", H))), {"kind": "facts", "rows": [[HOSTILE, "3"], ["a", HOSTILE]]}),
        (Link(H, "/#join=x"), {"kind": "link", "label": HOSTILE, "url": "/#join=x"}),
        (Progress(2, 5, H), {"kind": "progress", "done": 2, "total": 5, "text": HOSTILE}),
        (
            Choice((Button(H, Count(), Tone.YES, chosen=True),), H),
            {
                "kind": "choice",
                "question": HOSTILE,
                "options": [{"label": HOSTILE, "action": "xc", "tone": "yes", "chosen": True}],
            },
        ),
        (
            Attachment("date.ics", "text/calendar", b"12345"),
            {"kind": "file", "name": "date.ics", "size": 5, "number": 0},
        ),
    ],
)
def test_each_block_is_drawn_as_the_contract_says(block: Block, drawn_as: dict[str, object]) -> None:
    """What people wrote is the same text in every block, whatever it looks like."""
    assert list(drawn(View(Audience.PRIVATE, (block,)), _voice(), CODEC).blocks) == [drawn_as]


def test_text_to_hand_on_is_shown_under_its_label() -> None:
    """A text to copy becomes one block with its label, so that the page can offer to copy it."""
    blocks = drawn(View(Audience.PRIVATE, (Copyable(Written("For Anna"), H),)), _voice(), CODEC).blocks
    assert list(blocks) == [{"kind": "copy", "label": "For Anna", "text": HOSTILE}]


def test_a_body_is_read_as_it_was_written() -> None:
    """Blocks, files and the living view come back from what is kept."""
    file = Attachment("a.ics", "text/calendar", bytes(range(256)))
    body = Body(({"kind": "text", "text": HOSTILE},), (file,), ViewRef("x.y", ClubId("c"), {"id": "1"}))
    assert read_body(body.written()) == body


def test_a_closed_message_has_nothing_to_press() -> None:
    """Closing takes the choices away and leaves the rest."""
    assert closed(({"kind": "choice"}, {"kind": "text"})) == ({"kind": "text"},)


def test_a_file_is_fetched_by_the_one_who_sees_it() -> None:
    """The address of a file names the message and the person."""
    (block,) = placed(({"kind": "file", "name": "a", "size": 1, "number": 2},), "m1", "anna")
    assert block == {"kind": "file", "name": "a", "size": 1, "href": "/api/file/m1/2?person=anna"}


def test_a_form_is_drawn_with_all_its_questions() -> None:
    """Kinds, options, prefilled values and limits reach the page."""
    several = FormField("a", H, FieldKind.MANY, ("1",), (("1", H),), required=False)
    one = FormField("b", H, limit=3, hint=H, value="x")
    drawn_form = form_json(Form(Shout(), H, (several, one), H, H), _voice(), CODEC)
    assert (drawn_form["action"], drawn_form["text"]) == ("xo", HOSTILE)
    first, second = drawn_form["fields"]
    assert (first["kind"], first["value"], first["required"]) == ("many", ["1"], False)
    assert first["options"] == [{"value": "1", "label": HOSTILE}]
    assert (second["value"], second["hint"], second["limit"]) == ("x", HOSTILE, 3)


async def test_hostile_words_stay_words_on_their_way(page: Page, anna: str) -> None:
    """What means harm comes out of the API as the text it is."""
    await page.say(anna, "/harm")
    assert words((await page.lane(anna))[-1]).splitlines() == [HOSTILE, HOSTILE]


async def test_a_file_comes_as_an_attachment(page: Page, anna: str) -> None:
    """A file is offered to be saved, never shown, under a name that cannot break a header."""
    await page.say(anna, "/harm")
    (block,) = [each for each in (await page.lane(anna))[-1]["blocks"] if each["kind"] == "file"]
    answer = await page.get(block["href"])
    assert (answer.status, await answer.read()) == (200, b"BEGIN:VCALENDAR")
    assert answer.headers["Content-Type"] == "text/calendar"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a%22b%0A.html"


@pytest.mark.parametrize("number", ["1", "-1", "x", "99999999999999999999", "%F0%9D%9F%8E"])
async def test_a_file_that_is_not_there_is_not_found(page: Page, anna: str, number: str) -> None:
    """Numbers out of range and no numbers at all find nothing."""
    await page.say(anna, "/harm")
    message = (await page.lane(anna))[-1]["id"]
    assert (await page.get(f"/api/file/{message}/{number}?person={anna}")).status == 404


async def test_a_file_is_nobody_elses(page: Page, club: Club, anna: str) -> None:
    """A file of one lane is not found by anybody else, whatever they are in the club."""
    await page.say(club.lead, "/harm")
    message = (await page.lane(club.lead))[-1]["id"]
    for other in (anna, club.organizer, "nobody"):
        assert (await page.get(f"/api/file/{message}/0?person={other}")).status == 404
    assert (await page.get(f"/api/file/{message}/0")).status == 404
