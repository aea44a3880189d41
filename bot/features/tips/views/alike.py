"""Tips that are nearly alike, for the host and the lead: join them, keep them apart, take them apart (R7.5)."""

from __future__ import annotations

from bot.features.tips.intents import JoinTips, KeepApart, TakeApart
from bot.features.tips.model.groups import Group, groups_of
from bot.features.tips.ports import Tip, Tips
from bot.features.tips.service.alike import Offer, offered, packs
from bot.features.tips.service.keeping import given_of
from bot.features.tips.service.openness import turn_to_read
from bot.features.tips.words import Authors, authors_of, in_a_row, quoted
from bot.kernel.feature import Reader
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.texts import Joined, T, Text
from bot.kernel.views import Audience, Block, Button, Choice, Paragraph, Title, Tone, View, ViewRef

MOST_OFFERS = 5
PACKED = T("The backpack is packed, so its tips stay as they are.")


async def alike(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """What may be joined, a few at a time, and what has been."""
    scope = ClubScope(ref.club)
    turn = await turn_to_read(work, scope)
    member = await work.of(Roster).member_of(scope, reader.person) if reader.person else None
    if member is None:
        return None
    if turn is None:
        return View(Audience.PRIVATE, (Paragraph(PACKED),))
    if not packs(reader.roles, member.company, turn):
        return None
    authors = await authors_of(work, scope)
    offers = await offered(work, scope, turn)
    groups = groups_of(given_of(await work.of(Tips).of_turn(scope, turn.id)))
    blocks: list[Block] = [Title(T("Tips that are alike"))]
    for offer in offers[:MOST_OFFERS]:
        blocks += _offer(scope, offer, authors)
    for group in groups:
        if group.joined:
            blocks += _joined(scope, group, authors)
    if len(blocks) == 1:
        blocks = [Paragraph(T("No two tips are alike."))]
    return View(Audience.PRIVATE, tuple(blocks))


def _offer(scope: ClubScope, offer: Offer, authors: Authors) -> list[Block]:
    one, other = offer.pair.one, offer.pair.other
    words = Joined((_line(offer.one.lead, authors), _line(offer.other.lead, authors)), "\n")
    options = (
        Button(T("Join them"), JoinTips(club=scope.club, one=one, other=other), Tone.PRIMARY),
        Button(T("Keep apart"), KeepApart(club=scope.club, one=one, other=other)),
    )
    return [Paragraph(words), Choice(options, T("Do these two say the same?"))]


def _joined(scope: ClubScope, group: Group[Tip], authors: Authors) -> list[Block]:
    words = Joined(tuple(_line(each, authors) for each in group.tips), "\n")
    return [Paragraph(words), Choice((Button(T("Take apart"), TakeApart(club=scope.club, tip=group.lead.id)),))]


def _line(tip: Tip, authors: Authors) -> Text:
    return in_a_row([quoted(tip.words), authors.of(tip)])
