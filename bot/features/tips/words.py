"""How tips are spoken of: areas, dots, whose they are, how many."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.features.tips.model.groups import Count, count_of
from bot.features.tips.ports import Area, Level, Tip
from bot.kernel.people import ClubScope, CompanyId, PersonId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.texts import TC, TN, Joined, T, Text, Value, Written

AREA_WORDS: Mapping[Area, Text] = {
    Area.FIRST_IMPRESSION: T("First impression"),
    Area.PRODUCT_PAGES: T("Product pages"),
    Area.SEARCH: T("Search"),
    Area.CHECKOUT: T("Checkout"),
    Area.DELIVERY: T("Delivery and returns"),
    Area.MARKETING: T("Marketing"),
    Area.INTERNATIONAL: T("International"),
    Area.TECHNOLOGY: T("Technology"),
    Area.PARTNER: T("Partner or supplier"),
    Area.OTHER: TC("area", "Other"),
}
DOTS: Mapping[Level, str] = {Level.LITTLE: "●○○", Level.SOME: "●●○", Level.MUCH: "●●●"}
LEVEL_WORDS: Mapping[Level, Text] = {
    Level.LITTLE: TC("effort or effect", "●○○ Little"),
    Level.SOME: TC("effort or effect", "●●○ Some"),
    Level.MUCH: TC("effort or effect", "●●● Much"),
}
UNNAMED = T("unnamed")


@dataclass(frozen=True, slots=True)
class Authors:
    """What people and companies of a club are called, those who left too as long as the roster knows them."""

    people: Mapping[PersonId, str]
    companies: Mapping[CompanyId, str]

    def of(self, tip: Tip) -> Text:
        """Return whose tip it is: the person with the company, or that it is unnamed (R7.3)."""
        if not tip.is_named:
            return UNNAMED
        company = self.companies.get(tip.company)
        name = self.people.get(tip.person) if tip.person else None
        known = tuple(each for each in (name, company) if each)
        return Written(", ".join(known)) if known else UNNAMED


async def authors_of(work: UnitOfWork, scope: ClubScope) -> Authors:
    """Return what people and companies are called now."""
    members = await work.of(Roster).members(scope)
    companies = await work.of(Roster).companies(scope)
    people = {each.person: each.name for each in members if each.person is not None}
    return Authors(people, {each.id: each.name for each in companies})


def facts_of(tip: Tip) -> list[Text]:
    """Return what is known of a tip beside its words: area, effort, effect."""
    said: list[Text] = [AREA_WORDS[tip.area]] if tip.area else []
    if tip.effort:
        said.append(T("effort {dots}", dots=DOTS[tip.effort]))
    if tip.effect:
        said.append(T("effect {dots}", dots=DOTS[tip.effect]))
    return said


def count_words(count: Count, host: Value) -> Text:
    """Return the one line a room sees: how many tips, from how many companies, for whom (voice.md)."""
    if not count.tips:
        return T("🎒 No tips for {host} yet.", host=host)
    companies = TN("from {n} company", "from {n} companies", count.companies)
    return TN(
        "🎒 {n} tip {companies} for {host}.",
        "🎒 {n} tips {companies} for {host}.",
        count.tips,
        companies=companies,
        host=host,
    )


def count_line(tips: Collection[Tip], host: Value) -> Text:
    """Return the same line over tips at hand."""
    return count_words(count_of(tips), host)


def backed_words(companies: int) -> Text:
    """Return how many companies are behind a tip."""
    return TN("Backed by {n} company.", "Backed by {n} companies.", companies)


def quoted(words: str) -> Text:
    """Return what somebody wrote, in quotes."""
    return T("“{words}”", words=words)


def in_a_row(parts: list[Text]) -> Text:
    """Return short facts beside each other."""
    return Joined(tuple(parts), " · ")
