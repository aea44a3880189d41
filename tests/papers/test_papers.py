"""Papers: tagged, in the reader's language, alike everywhere; what people wrote stays text, and nothing is fetched."""

from __future__ import annotations

import io
import json
import re
import socket
import zlib
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from bot.kernel.people import Language
from bot.kernel.views import Unmade
from bot.papers.fonts import INSTEAD, showable
from bot.papers.renderer import HTML, PDF, PNG, PaperRenderer, make
from bot.papers.typesetting import NotTypesetError, typeset
from tests.papers.sample import TIPS, paper

HOSTILE = (
    '#set page(fill: red) #image("/etc/passwd") $x^2$ *b* _i_ [l](http://127.0.0.1:9) \\ @ref <label> `raw` // c '
    '{{7*7}} {% x %} <script>alert(1)</script> <img src=http://127.0.0.1:9/x> " & \u202eabc\u0000 '
    "漢字 👩\u200d👩\u200d👧 🇫🇮 ❤️ é " + "W" * 300
)


class Reading(HTMLParser):
    """Collects a page's words, tags and addresses."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.tags, self.addresses = "", set[str](), list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and what it would fetch."""
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href", "srcset", "action", "data"}]

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words += data


def pdf(count: int, language: Language = Language.SV, words: str | None = None, host: str = "Kvarnboden") -> bytes:
    """Return the PDF of a sample backpack."""
    return make(Unmade("backpack", paper(count, language, words=words, host=host).written()), PDF)


def inside(made: bytes) -> bytes:
    """Return a PDF with its compressed streams opened, as far as they are of structure and text."""
    opened = [made]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL):
        try:
            opened.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(opened)


def pages(made: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", inside(made)))


@pytest.mark.parametrize("language", list(Language))
def test_the_pdf_is_tagged_and_says_its_language_and_title(language: Language) -> None:
    """Whoever has it read aloud hears headings and the picture's words, in the right tongue: PDF/UA-1."""
    made = inside(pdf(25, language))
    for sign in (b"/StructTreeRoot", b"/MarkInfo", b"pdfuaid", b"/Figure", b"/H1", b"/Alt"):
        assert sign in made, sign
    assert f"/Lang({language.value}".encode() in made.replace(b"/Lang (", b"/Lang(")
    assert b"/DisplayDocTitle true" in made


@pytest.mark.parametrize(("count", "least", "most"), [(1, 2, 2), (3, 2, 2), (25, 2, 4), (40, 3, 6), (120, 6, 14)])
def test_pages_are_as_many_as_one_reads(count: int, least: int, most: int) -> None:
    """Twenty-five tips stand on at most four pages, the cover among them."""
    assert least <= pages(pdf(count)) <= most


def test_only_the_shipped_fonts_are_in_it() -> None:
    """No font of the machine is used: the paper looks alike everywhere."""
    names = set(re.findall(rb"/BaseFont\s*/[A-Z]{6}\+([A-Za-z0-9-]+)", inside(pdf(25))))
    assert names
    assert all(name.startswith((b"SourceSans3", b"NotoEmoji")) for name in names)


@pytest.mark.parametrize("media_type", [PDF, PNG])
def test_hostile_words_harm_no_paper(media_type: str) -> None:
    """Markup of any kind, odd signs and endless words make a paper all the same."""
    record = paper(12, Language.EN, words=HOSTILE, host=HOSTILE[:60])
    made = make(Unmade("picture" if media_type == PNG else "backpack", record.written()), media_type)
    assert made.startswith(b"%PDF" if media_type == PDF else b"\x89PNG")


def test_what_is_written_stays_text_on_the_page() -> None:
    """The page has no tag and no address that somebody wrote; every word is there as written."""
    page = make(Unmade("backpack", paper(3, Language.EN, words=HOSTILE).written()), HTML).decode()
    read = Reading(page)
    assert read.tags.isdisjoint({"script", "img", "iframe", "object", "link", "a", "form"})
    assert read.addresses == []
    assert "<script>alert(1)</script>" in read.words
    assert "{{7*7}}" in read.words
    assert 'lang="en"' in page


def test_the_page_fetches_nothing() -> None:
    """Fonts stand in the page itself; no style names an address."""
    page = make(Unmade("backpack", paper(25).written()), HTML).decode()
    assert set(re.findall(r"url\((\w+:)", page)) == {"data:"}
    assert "@import" not in page


def test_nothing_is_fetched_while_a_paper_is_made() -> None:
    """Nobody calls at an address that the words name, in whatever markup."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/x.png"
        words = f'{address} #image("{address}") <img src="{address}"> ![x]({address})'
        pdf(3, words=words)
        make(Unmade("backpack", paper(3, words=words).written()), HTML)
        with pytest.raises(BlockingIOError):
            listening.accept()


def test_page_paper_and_picture_say_the_same_numbers() -> None:
    """A number means the same tip on card, picture and list, and each is given once."""
    record = json.loads(paper(40).written())
    cards = {tip["number"]: tip["words"] for area in record["areas"] for tip in area["tips"]}
    assert sorted(cards) == list(range(1, 41))
    assert {mark["number"] for mark in record["picture"]["marks"]} <= set(cards)
    assert all(cards[row["number"]].startswith(row["words"].rstrip("…")) for row in record["first"]["rows"])


def test_nordic_letters_and_emoji_are_shown_and_others_replaced() -> None:
    """å ä ö š ž € and emoji pass; a sign without a glyph becomes a square, and joined emoji stay joined."""
    known = "åäöÅÄÖšŠžŽ€–“”…×→●○ 🚚🎒💡❤️👩‍👩‍👧🇫🇮"
    assert showable(known) == known
    assert showable("漢") == INSTEAD
    assert showable({"a": ["e\u0301", "x\u0000y", "\u202eab"]}) == {"a": ["é", "x y", " ab"]}
    assert [each for each in TIPS if showable(each) != each] == []


@pytest.mark.slow
def test_every_sign_we_keep_can_be_read_aloud() -> None:
    """No character that the fonts have keeps a paper from being PDF/UA-1."""
    kept = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000 and showable(chr(code)) == chr(code)]
    assert b"pdfuaid" in pdf(1, words="".join(kept))


def test_a_paper_that_cannot_be_read_aloud_is_made_all_the_same() -> None:
    """What must arrive is not held up by a rule of accessibility: without a title it is tagged, and no more."""
    made = typeset("backpack", replace(paper(1), title="").written(), PDF)
    assert b"pdfuaid" not in inside(made)
    assert b"/StructTreeRoot" in inside(made)


def test_a_record_that_is_wrong_is_refused_without_its_words() -> None:
    """The error names the template, never what people wrote."""
    with pytest.raises(NotTypesetError) as refused:
        typeset("backpack", json.dumps({"secret": "strömming"}), PDF)
    assert "strömming" not in str(refused.value)


async def test_the_renderer_makes_the_same_as_a_direct_call() -> None:
    """In a thread or not, the page is the same."""
    unmade = Unmade("backpack", paper(3).written())
    assert await PaperRenderer().made(unmade, HTML) == make(unmade, HTML)


def test_what_is_written_stays_text_in_the_pdf() -> None:
    """Read back by another library, the words are there as written; no link, no action, nothing attached."""
    words = '#read("/etc/passwd") $x^2$ *b* [l](http://127.0.0.1:9) \\ @ref <l> // c {{7*7}} <script>a(1)</script> =A1'
    reader = PdfReader(io.BytesIO(pdf(2, words=words)))
    text = "".join("".join(page.extract_text() for page in reader.pages).split()).replace("\u200b", "")
    assert "".join(words.split()) in text
    assert "root:" not in text
    assert reader.attachments == {}
    root = reader.trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)
    assert not [page for page in reader.pages if any(sign in str(page.get("/Annots", "")) for sign in ("/URI", "/JS"))]
