"""A tiny feature to press: a counter with a living panel, a form, a file, and words that mean harm."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from bot.browser import Installation
from bot.kernel.errors import RuleBrokenError
from bot.kernel.feature import Act, Answered, Command, Feature, Reader
from bot.kernel.fields import filled, line
from bot.kernel.intents import Intent, OpenIntent, intent
from bot.kernel.people import ANYONE, MEMBERS, TIMER_ONLY, Actor, ClubScope
from bot.kernel.ports import Timers, UnitOfWork
from bot.kernel.texts import T, Written
from bot.kernel.views import (
    Answer,
    Attachment,
    Audience,
    Button,
    Choice,
    Form,
    FormField,
    Paragraph,
    Picture,
    Title,
    Unmade,
    View,
    ViewRef,
)
from tests.papers.sample import paper

COUNTER = ViewRef("toys.counter")
HOSTILE = "<script>alert(1)</script> **bold** @everyone \u202e🎒 [x](javascript:1)"


@intent
class Count(OpenIntent):
    """Add one."""

    code: ClassVar[str] = "xc"


@intent
class ShowCounter(OpenIntent):
    """Show the panel."""

    code: ClassVar[str] = "xs"


@intent
class TakeAway(OpenIntent):
    """Nobody may see the panel any more."""

    code: ClassVar[str] = "xt"


@intent
class Harm(OpenIntent):
    """Be told hostile words and a file."""

    code: ClassVar[str] = "xh"


@intent
class Shout(OpenIntent):
    """Say something typed."""

    code: ClassVar[str] = "xo"

    words: str | None = filled(line(20))


@intent
class Echo(OpenIntent):
    """Say something typed after the command."""

    code: ClassVar[str] = "xe"

    words: str | None = filled(line(20))


@intent
class Keepsake(Intent):
    """Be handed a file of the club."""

    code: ClassVar[str] = "xf"


@intent
class Later(Intent):
    """Ask for a ring in three days."""

    code: ClassVar[str] = "xl"


@intent
class Ring(Intent):
    """Count one for the time that passed."""

    code: ClassVar[str] = "xr"


@intent
class Quote(Intent):
    """Say again what somebody wrote to the room, and who."""

    code: ClassVar[str] = "xq"

    words: str = filled(line(40), default="")
    author: str = filled(line(40), default="")
    message: str = filled(line(40), default="")


@intent
class Keep(Intent):
    """Keep a few words; alone in reply to a message it quotes that."""

    code: ClassVar[str] = "xk"

    words: str | None = filled(line(20))


@intent
class ShowPages(OpenIntent):
    """See a page, a paper and a picture that are made when they are wanted; `kept` ones are made at once."""

    code: ClassVar[str] = "xp"

    kept: bool = False


async def _pages(_: UnitOfWork, __: Actor, asked: ShowPages) -> Answer:
    return Answer(view=PAGES) if asked.kept else Answer(panel=ViewRef("toys.pages"))


async def _living_pages(unit: UnitOfWork, _: Reader, __: ViewRef) -> View | None:
    return None if await _number(unit) < 0 else PAGES


async def _later(unit: UnitOfWork, _: Actor, asked: Later) -> Answer:
    await unit.of(Timers).set(ClubScope(asked.club), Ring(club=asked.club), unit.now + timedelta(days=3))
    return Answer()


async def _ring(unit: UnitOfWork, _: Actor, __: Ring) -> Answer:
    await unit.of(Installation).keep("toys", str(await _number(unit) + 10))
    return Answer()


async def _number(unit: UnitOfWork) -> int:
    return int(await unit.of(Installation).value("toys") or 0)


async def _count(unit: UnitOfWork, _: Actor, __: Count) -> Answer:
    number = await _number(unit) + 1
    await unit.of(Installation).keep("toys", str(number))
    return Answer(toast=T("Counted: {number}.", number=number), panel=COUNTER)


async def _show(_: UnitOfWork, __: Actor, ___: ShowCounter) -> Answer:
    return Answer(panel=COUNTER)


async def _take_away(unit: UnitOfWork, _: Actor, __: TakeAway) -> Answer:
    await unit.of(Installation).keep("toys", "-1")
    return Answer()


async def _harm(_: UnitOfWork, __: Actor, ___: Harm) -> Answer:
    file = Attachment('a"b\n.html', "text/calendar", b"BEGIN:VCALENDAR")
    return Answer(view=View(Audience.PRIVATE, (Title(Written(HOSTILE)), Paragraph(Written(HOSTILE)), file)))


async def _keepsake(_: UnitOfWork, __: Actor, ___: Keepsake) -> Answer:
    file = Attachment("pin.txt", "text/plain", b"a pin")
    return Answer(view=View(Audience.PRIVATE, (Title(T("A keepsake")), file)))


async def _shout(_: UnitOfWork, __: Actor, asked: Shout) -> Answer:
    if asked.words is None:
        return Answer(form=Form(Shout(), T("Shout"), (FormField("words", T("Words"), limit=20),), T("Do it")))
    if asked.words == "no":
        raise RuleBrokenError(T("Not that."), {"words": T("Something else, please.")})
    return Answer(toast=Written(asked.words))


async def _quote(_: UnitOfWork, __: Actor, asked: Quote) -> Answer:
    return Answer(toast=T("{author} said {words}", author=asked.author, words=asked.words))


async def _keep(_: UnitOfWork, __: Actor, asked: Keep) -> Answer:
    return Answer(toast=T("Kept {words}", words=asked.words or "nothing"))


UNMADE = paper(3, words=HOSTILE).written()
PAGES = View(
    Audience.PRIVATE,
    (
        Picture("three.png", "image/png", Written(HOSTILE), unmade=Unmade("picture", UNMADE)),
        Attachment("pack.html", "text/html", opens=True, unmade=Unmade("backpack", UNMADE)),
        Attachment("pack.pdf", "application/pdf", unmade=Unmade("backpack", UNMADE)),
        Choice((Button(T("Keep them"), ShowPages(kept=True)),)),
    ),
)


async def _counter(unit: UnitOfWork, _: Reader, __: ViewRef) -> View | None:
    number = await _number(unit)
    if number < 0:
        return None
    more = Button(T("One more"), Count())
    return View(Audience.PRIVATE, (Title(T("Counted {number}", number=number)), Choice((more,))))


TOYS = Feature(
    name="toys",
    acts=(
        Act(Count, _count, ANYONE, Answered.UPDATE, Command("count", T("Count")), panel=lambda _: COUNTER),
        Act(ShowCounter, _show, ANYONE, command=Command("counter", T("Show the counter"))),
        Act(TakeAway, _take_away, ANYONE, command=Command("takeaway", T("Take it away"))),
        Act(Harm, _harm, ANYONE, command=Command("harm", T("Harm"))),
        Act(ShowPages, _pages, ANYONE, command=Command("pages", T("Pages"))),
        Act(
            Shout,
            _shout,
            ANYONE,
            Answered.FORM,
            Command("shout", T("Shout")),
            replies_to=frozenset({"toys.counter"}),
        ),
        Act(Quote, _quote, MEMBERS, on_message=T("Quote")),
        Act(Keep, _keep, MEMBERS, Answered.FORM, Command("keep", T("Keep")), about_message=Quote),
        Act(Keepsake, _keepsake, MEMBERS, command=Command("keepsake", T("A keepsake"))),
        Act(Later, _later, MEMBERS, command=Command("later", T("Ring later"))),
        Act(Ring, _ring, TIMER_ONLY),
        Act(Echo, _shout, ANYONE, command=Command("echo", T("Say it again"))),
    ),
    views={"toys.counter": _counter, "toys.pages": _living_pages},
    foreseen={Ring: lambda _: T("a ring")},
)
