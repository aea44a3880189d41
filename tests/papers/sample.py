"""Backpacks to be printed: invented shops, real paragraphs, as many tips as wanted."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.features.backpack.contents import AREAS, Contents
from bot.features.backpack.model.packing import Weighed, numbered
from bot.features.backpack.paper import paper_of
from bot.features.backpack.ports import Backpack
from bot.features.briefs.ports import Brief
from bot.features.tips.model.groups import Group, count_of
from bot.features.tips.ports import Level, Tip, TipId
from bot.features.tips.words import Authors
from bot.features.turns.ports import Ground, Turn, TurnId, TurnState
from bot.kernel.locales import load_catalogues
from bot.kernel.people import CompanyId, Language, PersonId
from bot.kernel.texts import Written
from bot.papers.record import Paper

MET_ON = date(2026, 12, 10)
PACKED_AT = datetime(2026, 12, 11, 10, tzinfo=UTC)
TIPS = (
    "Visa leveranstiden redan på produktsidan 🚚 – kunden frågar efter den före allt annat.",
    "Ostoskorin voisi jättää auki: nyt se tyhjenee, kun sivu suljetaan.",
    "Let the search forgive spelling mistakes (“strömmig” finds nothing today).",
    "Berätta vilka ni är: familjen, kvarnen, sedan 1911. Ingen ser det nu.",
    "Postikulut €9 tuntuvat paljolta; kokeilkaa ilmaista yli 60 euron ostoksiin.",
    "Use one picture with a person in it, on the first page.",
    "Skriv till dem som har köpt förr, en gång i månaden, med en sak som är värd att läsa.",
    "Šampoon ja žurnalin kirjaimet näkyvät oikein vain osassa selaimia.",
)
EXPERIENCE = ("", "", "Vi gjorde det i våras: returerna minskade med en femtedel på två månader.")
SHOPS = ("Kvarnboden", "Sydöster", "Kaffestugan", "Havsbageriet", "Lyktan", "Skärvik", "Ullgården", "Krona", "Länk")


def paper(count: int, language: Language = Language.SV, *, words: str | None = None, host: str = "Kvarnboden") -> Paper:
    """Return the paper of a backpack with so many tips, all with the same words when some are given."""
    zone = ZoneInfo("Europe/Helsinki")
    return paper_of(contents(count, words=words, host=host), load_catalogues().voice(language, zone))


def contents(count: int, *, words: str | None = None, host: str = "Kvarnboden") -> Contents:
    """Return the contents of a backpack with so many tips."""
    chance = random.Random(count)
    tips = [_tip(number, chance, words) for number in range(count)]
    weighed = [
        Weighed(
            Group(tip), AREAS.index(tip.area or AREAS[-1]), 1, chance.randrange(5), tip.effort, tip.effect, tip.given_at
        )
        for tip in tips
    ]
    asked = words or "Vad hindrar en ny besökare från att köpa?"
    return Contents(
        club=words or "Strandklubben",
        turn=Turn(TurnId("t"), 0, 1, CompanyId("0"), TurnState.ACCEPTED, Ground.QUEUE, "", "", PACKED_AT),
        host=Written(host),
        met_on=MET_ON,
        backpack=Backpack(TurnId("t"), 1, PACKED_AT),
        entries=tuple(numbered(weighed)),
        count=count_of(tips),
        authors=Authors(
            {PersonId(str(number)): words or f"Anna Lind {number}" for number in range(len(SHOPS))},
            {CompanyId(str(number)): words or name for number, name in enumerate(SHOPS)},
        ),
        picks=(),
        brief=Brief(TurnId("t"), words or "Fler beställningar från Sverige.", (asked, asked), None, PACKED_AT),
    )


def _tip(number: int, chance: random.Random, words: str | None) -> Tip:
    rated = chance.random() > 0.15
    shop = 1 + chance.randrange(len(SHOPS) - 1)
    return Tip(
        id=TipId(f"tip{number}"),
        turn=TurnId("t"),
        company=CompanyId(str(shop)),
        person=PersonId(str(shop)),
        words=words or chance.choice(TIPS),
        language=Language.SV,
        given_at=PACKED_AT + timedelta(seconds=number),
        area=chance.choice(AREAS),
        effort=chance.choice(list(Level)) if rated else None,
        effect=chance.choice(list(Level)) if rated else None,
        experience=words or chance.choice(EXPERIENCE),
        is_named=chance.random() > 0.2,
    )
