"""What people may write to do harm, and a club in which it stands in every field there is."""

from __future__ import annotations

from bot.features.attendance.intents import AskReason, SayComing
from bot.features.attendance.model import Coming
from bot.features.briefs.intents import WriteBrief
from bot.features.joining.intents import EditCompany
from bot.features.meetings.intents import ChangePlace
from bot.features.tips.intents import GiveTip, TellExperience
from bot.features.tips.ports import Tips
from tests.features.club_world import Heard
from tests.features.polls.poll_club import PEOPLE
from tests.journeys.year_club import YearClub

HOSTILE = {
    "markup": '<script>alert(1)</script><img src="http://127.0.0.1:9/x" onerror=alert(2)>&lt;b&gt;',
    "markdown": "**b** _i_ [l](javascript:alert(1)) `c` # h > q | t",
    "typst": '#image("/etc/passwd") $x^2$ \\ @ref <l> // c #read("/etc/passwd")',
    "braces": "{name} {0} {} %s %(x)s ${x} {{7*7}} {% x %}",
    "formula": '=HYPERLINK("http://127.0.0.1:9";"x")',
    "calendar": "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:x@example.org\r\nMETHOD:REQUEST, b; c\\n",
    "separators": "a\u2028BEGIN:VALARM\u2029b\u0085c\x0bd\x0ce",
    "direction": "abc\u202egnp.exe\u202c \u2066\u05d0\u05d1\u2069 \u200f\u061cend",
    "zero width": "a\u200bb\u200cc\u2060d\ufeffe\u00adf",
    "controls": "a\x00b\x07c\x1b[31md\x7fe",
    "surrogates": "a\ud800b\udfffc",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈🇫🇮 1️⃣ ṩ̷ ä",
    "mention": "@everyone @here <@123> <!channel> tg://user?id=1",
    "rtl": "مقهى الشاطئ",
}
# What is longer than any field, and what nobody can see.
TOO_LONG = "ö" * 4001
UNSEEN = ("\u2060\u2060", "\u00ad", "\u200c\u200d", "\u3164", "\u2800", "\u200b\ufeff", "\U000e0061", "\ufe0f")


# By which sign it is known where words were written: what must not be in the room, and what may be.
PRIVATE = ("GOAL", "QUESTION", "WHY", "TIP", "OWN")


async def filled(club: YearClub, words: str) -> list[Heard]:
    """Write words into every field of a club with a decided date, through its forms; return the answers."""
    asks, world = club.world.ask, club.world
    company, meeting = (await world.member(PEOPLE["bo"][0])).company, (await club.meeting()).id
    assert company is not None
    heard = [
        await world.submit("anna", await asks("anna", EditCompany(club=club.id, company=company)), name=words[:60]),
        await world.submit("anna", await asks("anna", ChangePlace(club=club.id)), place=words[:120]),
        await world.submit(
            "anna", await asks("anna", WriteBrief(club=club.id)), goal=f"GOAL {words}", question_1=f"QUESTION {words}"
        ),
    ]
    await asks("cia", SayComing(club=club.id, meeting=meeting, coming=Coming.CANNOT))
    why = await asks("cia", AskReason(club=club.id, meeting=meeting))
    heard.append(await world.submit("cia", why, reason=f"WHY {words}"))
    return heard


async def tip(club: YearClub, words: str) -> list[Heard]:
    """Give a tip with words and an own experience of them."""
    await club.world.later(minutes=1)
    given = await club.world.submit("dan", await club.world.ask("dan", GiveTip(club=club.id)), words=f"TIP {words}")
    last = (await club.look(lambda unit: unit.of(Tips).of_club(club.scope)))[-1].id
    form = await club.world.ask("dan", TellExperience(club=club.id, tip=last))
    return [given, await club.world.submit("dan", form, experience=f"OWN {words}")]
