"""A backpack's contents put into words for paper, page and picture, in the reader's language (R7.6)."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from bot.features.backpack.contents import AREAS, Contents, Entry
from bot.features.backpack.model.packing import quick_wins, suggested
from bot.features.backpack.words import counted, in_short
from bot.features.tips.ports import Level, Tip
from bot.features.tips.words import AREA_WORDS, facts_of, quoted
from bot.kernel.spoken import Begun, Listed, LongDay
from bot.kernel.texts import TC, TN, Joined, T, Text, Voice
from bot.papers.record import AreaOfCards, Card, First, Mark, Paper, Plot, Questions, Row, Thanks

MOST_SHOWN = 4
MOST_ON_ROW = 110
MOST_NAMES = 12
MUCH = 3
SECOND = 2


def paper_of(contents: Contents, voice: Voice) -> Paper:
    """Return the record that all pages are made from."""
    edition = T("Second edition, with {n} more.", n=contents.latest)
    return Paper(
        language=voice.language,
        title=voice.say(T("Backpack: {host}", host=contents.host)),
        club=contents.club,
        host=voice.say(contents.host),
        date=voice.say(Begun(LongDay(contents.met_on))),
        headline=voice.say(counted(contents.count)),
        hint=voice.say(T("A box for each tip. Tick it when it is done.")),
        edition=voice.say(edition) if contents.backpack.edition >= SECOND else None,
        questions=_questions(contents, voice),
        picture=_plot(contents, voice),
        tips_title=voice.say(T("The tips")),
        areas=tuple(_areas(contents, voice)),
        first=_first(contents, voice),
        thanks=_thanks(contents, voice),
    )


def finding(contents: Contents) -> Text:
    """Return what the picture shows, in a line."""
    wins = len(quick_wins(contents.entries))
    if wins:
        return TN("{n} quick win: little effort, much effect", "{n} quick wins: little effort, much effect", wins)
    great = sum(each.of.effect == MUCH for each in contents.entries)
    if great:
        return TN("{n} tip promises much effect", "{n} tips promise much effect", great)
    return T("What the tips take, and what they bring")


def _questions(contents: Contents, voice: Voice) -> Questions:
    brief = contents.brief
    title = voice.say(T("You asked"))
    if brief is None:
        return Questions(title, None, ())
    return Questions(title, brief.goal or None, tuple(each for each in brief.questions if each))


def _plot(contents: Contents, voice: Voice) -> Plot | None:
    placed = [each for each in contents.entries if each.of.is_placed]
    if not placed:
        return None
    left = len(contents.entries) - len(placed)
    shown = (quick_wins(placed) or [each for each in placed if each.of.effect == MUCH])[:MOST_SHOWN]
    without = TN(
        "{n} tip without effort or effect is not in the picture.",
        "{n} tips without effort or effect are not in the picture.",
        left,
    )
    return Plot(
        title=voice.say(finding(contents)),
        effort=voice.say(T("effort")),
        effect=voice.say(T("effect")),
        levels=(voice.say(TC("effort", "little")), voice.say(TC("effort", "some")), voice.say(TC("effort", "much"))),
        corner_best=voice.say(T("quick wins")),
        corner_big=voice.say(T("big steps")),
        marks=tuple(Mark(each.number, each.of.effort or 0, each.of.effect or 0) for each in placed),
        best=tuple(Row(each.number, in_short(each.of.tip.lead.words)) for each in shown),
        left_out=voice.say(without) if left else None,
        said=voice.say(said_picture(contents)),
    )


def said_picture(contents: Contents) -> Text:
    """Return the whole picture in words: its finding, then which numbers stand where."""
    lines: list[Text] = [Joined((finding(contents), "."), "")]
    for effect in (3, 2, 1):
        for effort in (1, 2, 3):
            here = [each for each in contents.entries if (each.of.effort, each.of.effect) == (effort, effect)]
            if here:
                numbers = Listed(tuple(each.number for each in here))
                dots = {"effort": "●" * effort + "○" * (3 - effort), "effect": "●" * effect + "○" * (3 - effect)}
                lines.append(T("Effort {effort}, effect {effect}: {numbers}.", numbers=numbers, **dots))
    return Joined(tuple(lines))


def _areas(contents: Contents, voice: Voice) -> list[AreaOfCards]:
    by_area = groupby(contents.entries, key=lambda each: each.of.area)
    return [
        AreaOfCards(voice.say(AREA_WORDS[AREAS[area]]), tuple(_card(contents, each, voice) for each in entries))
        for area, entries in by_area
    ]


def _card(contents: Contents, entry: Entry, voice: Voice) -> Card:
    group = entry.of.tip
    why = [T("From experience: {words}", words=each.experience) for each in group.tips if each.experience]
    why += [T("Alike: {words}", words=quoted(each.words)) for each in group.joined]
    return Card(
        number=entry.number,
        words=group.lead.words,
        why="\n".join(voice.say(each) for each in why),
        facts=tuple(voice.say(each) for each in _facts(entry)),
        by=voice.say(by_words(contents, group.tips)),
        mark=_mark(contents, entry, voice),
        is_best=entry.of.is_quick_win,
    )


def _facts(entry: Entry) -> list[Text]:
    """Return a card's dots, from whichever of its tips has them, and how many companies are behind it."""
    effort, effect = entry.of.effort, entry.of.effect
    rated = replace(
        entry.of.tip.lead,
        area=None,
        effort=Level(effort) if effort else None,
        effect=Level(effect) if effect else None,
    )
    backed = [TN("backed by {n}", "backed by {n}", entry.of.backers)] if entry.of.backers else []
    return [*facts_of(rated), *backed]


def by_words(contents: Contents, tips: tuple[Tip, ...]) -> Text:
    """Return whose a tip is, all of its authors, each once."""
    authors = list(dict.fromkeys(contents.authors.of(each) for each in tips))
    return Joined(tuple(authors), "; ")


def _mark(contents: Contents, entry: Entry, voice: Voice) -> str | None:
    is_new = contents.backpack.edition >= SECOND and entry.of.edition == contents.backpack.edition
    said = [TC("tip", "new")] if is_new else []
    said += [T("quick win")] if entry.of.is_quick_win else []
    return " · ".join(voice.say(each) for each in said) or None


def _first(contents: Contents, voice: Voice) -> First:
    """Return what to begin with: what the host picked, until then what promises most for least."""
    picked = [entry for each in contents.picks if (entry := contents.entry_of(each.tip)) is not None]
    title = T("The first three") if picked else T("Where to begin? Perhaps here")
    rows = tuple(
        Row(each.number, in_short(each.of.tip.lead.words, MOST_ON_ROW)) for each in _to_begin(contents, picked)
    )
    return First(voice.say(title), voice.say(T("who, by when")), rows)


def _to_begin(contents: Contents, picked: list[Entry]) -> list[Entry]:
    return picked or suggested(contents.entries)


def _thanks(contents: Contents, voice: Voice) -> Thanks:
    """Return thanks from the companies that signed; what came unnamed gives nobody away (R7.3)."""
    tips = [tip for entry in contents.entries for tip in entry.of.tip.tips]
    signed = (contents.authors.companies.get(each.company) for each in tips if each.is_named)
    names = sorted({each for each in signed if each}, key=str.casefold)
    title = voice.say(T("Thank you for having us."))
    later = T("In three weeks you are asked what became of the first three.")
    if not names or len(names) > MOST_NAMES:
        return Thanks(title, voice.say(later))
    packed = T("Packed by: {companies}.", companies=Listed(tuple(names)))
    return Thanks(title, voice.say(Joined((packed, later))))
