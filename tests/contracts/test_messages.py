"""The table of messages is R9's, speaks of views there are, and notices what is not in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.compose import FEATURES
from bot.features.activity.views.waiting import WORDS
from bot.features.joining.views import ADMITTED
from bot.kernel.catalogue import Catalogue
from bot.kernel.people import ClubScope, PersonId
from bot.kernel.ports import MessageClass, Outbox, UnitOfWork
from bot.kernel.tell import News, tell
from bot.kernel.views import ViewRef
from tests.contracts.messages import TABLE, held_against_the_table
from tests.features.club_world import World, found

KINDS = {each.value for each in MessageClass}
WHOM = {"member", "contact", "host", "lead", "organizer", "author"}


@pytest.mark.parametrize("view", TABLE)
def test_each_row_is_about_a_view_there_is(view: str) -> None:
    """A message that nobody makes any more leaves the table, too."""
    assert view in Catalogue(FEATURES).views


@pytest.mark.parametrize("view", TABLE)
def test_each_row_says_class_addressee_and_occasion(view: str) -> None:
    """One of R9's classes, addressees of its matrix, and when it is told."""
    row = TABLE[view]
    assert row["class"] in KINDS
    assert set(row["to"]) <= WHOM
    assert row["when"]


def test_what_waits_is_said_of_duties_there_are() -> None:
    """What the lead is told in words of a waiting duty is about messages of the table."""
    assert {TABLE[view]["class"] for view in WORDS} == {MessageClass.DUTY.value}


def test_what_an_organizer_is_told_is_a_fact() -> None:
    """Every view for the organizer is declared as a bare fact by its feature, and the other way round (R1)."""
    assert Catalogue(FEATURES).facts == {view for view, row in TABLE.items() if "organizer" in row["to"]}


@pytest.mark.parametrize(
    ("view", "kind", "said"),
    [
        ("joining.pledge", MessageClass.MUST, "stands in no row"),
        (ADMITTED, MessageClass.ASK, "is told as ask"),
        ("turns.asked", MessageClass.DUTY, "goes to"),
        ("activity.not_met_fact", MessageClass.DUTY, "goes to"),
        (ADMITTED, MessageClass.MUST, None),
    ],
)
async def test_the_watch_sees_what_is_wrong(empty: World, view: str, kind: MessageClass, said: str | None) -> None:
    """A view that is not in the table, another class, another addressee: each is noticed."""
    await found(empty)
    scope = ClubScope(await empty.club())
    person = (await empty.member("Anna Lind")).person
    assert person is not None
    to: PersonId = person

    async def work(unit: UnitOfWork) -> None:
        await tell(unit, [to], News(ViewRef(view, scope.club), kind, "watched"))
        for each in await unit.of(Outbox).due(unit.now, 50):
            await unit.of(Outbox).put(replace(each, id=unit.new_id()))

    with held_against_the_table() as faults:
        await empty.storage.transact(work)
    assert bool(faults) is (said is not None)
    assert all(said is not None and said in each for each in faults)
