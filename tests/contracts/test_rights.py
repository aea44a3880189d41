"""Who may do what: every act by everybody in their own and in another club, held against a table written by hand."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from bot.compose import FEATURES
from bot.features.backpack.service.reading import NOT_SHARED
from bot.features.clubs.intents import BindRoom
from bot.features.joining.intents import SetContact, ShowCompany
from bot.kernel.catalogue import Catalogue
from bot.kernel.door import FOR_THE_HOST, FOR_THE_LEAD, STRANGER, Reply
from bot.kernel.intents import Intent
from bot.kernel.people import ClubId, Where
from tests.contracts.acts import STAGE_OF, UNKNOWN, about_nothing, asked_by, elsewhere, names_ids
from tests.contracts.two_clubs import CANARIES, A, B, TwoClubs, actors, people
from tests.features.club_world import CHAT

TABLE = Path(__file__).resolve().parents[1] / "rights.toml"
CATALOGUE = Catalogue(FEATURES)
ACTS = {kind.__name__: kind for kind in CATALOGUE.acts}
REFUSALS = {STRANGER.message, FOR_THE_HOST.message, FOR_THE_LEAD.message, NOT_SHARED.message}
# Allowed, yet there is nothing to do for it in a club that is as far as ours.
NOTHING_TO_DO = {"RenewLeadLink": "The lead has opened the invitation already."}
# A swap is offered to the members' company by the host's.
NOT_ASKED = ("lead", "deputy", "host")
# Allowed to members, the host's people among them, but not to do to itself.
NOT_FOR_ITSELF = {
    **{(act, role): "Only their people can answer this" for act in ("TakeSwap", "DeclineSwap") for role in NOT_ASKED},
    ("GiveTip", "host"): "You are the host this time: the tips are for you.",
    ("BackTip", "host"): "You are the host: you choose from the backpack instead.",
}
# Who has been in keeps the right to the own data, even while the yearly pledge waits.
OVERDUE_TOO = {"MyData", "Forget"}
MADE_ANEW = re.compile(r"\b(?:[a-z2-7]{26}|[a-z2-7]{16})\b")
NAMING = sorted(name for name, kind in ACTS.items() if names_ids(kind) and kind.scoped)
_ready: dict[tuple[str, ...], TwoClubs] = {}


@cache
def rights() -> dict[str, frozenset[str]]:
    """Return the table: who may ask each act."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["acts"]
    return {name: frozenset(row["allowed"]) for name, row in rows.items()}


async def ready(act: str, *clubs: str) -> TwoClubs:
    """Return both clubs, or one alone, where the act has something to do; made once for each state."""
    key = (STAGE_OF.get(act, "open"), *clubs)
    if key not in _ready:
        _ready[key] = await TwoClubs.founded(*clubs)
        await _ready[key].go_to(key[0])
    _ready[key].restore()
    return _ready[key]


def expected(act: str, who: str, in_a: str, in_b: str, target: str) -> bool:
    """Return what the table says: of the role in the club that is asked, or of any role for acts outside clubs."""
    if who.startswith("overdue") and act in OVERDUE_TOO:
        return True
    roles = {in_a if target == A else in_b} if ACTS[act].scoped else {in_a, in_b}
    return bool(roles & rights()[act])


def role_in(who: str, club: str) -> str:
    """Return what to look somebody up by in a club's roster."""
    return who.removesuffix(f"-{club}")


async def play(both: TwoClubs, who: str, intent: Intent) -> tuple[Reply, str]:
    """Ask, and return the reply with all its words in lower case."""
    where = Where(CHAT, "a new group") if isinstance(intent, BindRoom) else None
    reply = await both.ask(who, intent, where)
    return reply, (await both.words(who, reply)).lower()


def error_of(reply: Reply) -> str:
    """Return the refusal's words."""
    return reply.voice.say(reply.error) if reply.error else ""


def test_every_act_stands_in_the_table() -> None:
    """The table names each act there is, no other one, and no role the rules do not know."""
    assert set(rights()) == set(ACTS)
    known = {"organizer", "lead", "deputy", "host", "contact", "member", "waiting", "former", "stranger"}
    assert set().union(*rights().values()) <= known


def test_members_posts_are_members_too() -> None:
    """What a member may, the lead, the deputy, the host's people and contact persons may as well."""
    posts = {"lead", "deputy", "host", "contact"}
    assert [name for name, may in rights().items() if "member" in may and not posts <= may] == []


@pytest.mark.parametrize("act", sorted(ACTS))
async def test_an_act_is_open_to_whom_the_table_names(act: str) -> None:
    """Everybody asks it of both clubs; who may is answered, who may not changes nothing and learns nothing."""
    both = await ready(act)
    rows = {club: await both.rows_of(club) for club in CANARIES}
    for who, in_a, in_b in actors():
        for target, other in ((A, B), (B, A)):
            intent = asked_by(ACTS[act], both.ids[target], role_in(who, target))
            reply, words = await play(both, who, intent)
            said = f"{who} asks {act} of {target}: {error_of(reply) or 'answered'}"
            if expected(act, who, in_a, in_b, target):
                kindly = NOTHING_TO_DO.get(act) or NOT_FOR_ITSELF.get((act, in_a if target == A else in_b), "")
                assert kindly in error_of(reply), said
                assert bool(error_of(reply)) is bool(kindly), said
                related = {club for club, role in ((A, in_a), (B, in_b)) if role != "stranger"}
                assert [club for club in CANARIES if club in words and club not in related] == [], said
                assert not ACTS[act].scoped or await both.rows_of(other) == rows[other], said
                assert await both.crossings() == [], said
                both.restore()
            else:
                assert error_of(reply) in REFUSALS, said
                assert [club for club in CANARIES if club in words] == [], said
                assert both.is_as_kept, said


@pytest.mark.parametrize("act", sorted(ACTS))
async def test_to_a_stranger_forbidden_and_not_there_read_the_same(act: str) -> None:
    """Whoever is none of the club's hears the same of what it has, of what it has not, and of a club that is not."""
    both = await ready(act)
    for who, in_a, in_b in actors():
        if "stranger" not in {in_a, in_b} or not ACTS[act].scoped:
            continue
        target = A if in_a == "stranger" else B
        true = asked_by(ACTS[act], both.ids[target], who)
        lost = about_nothing(true)
        gone = replace(lost, club=ClubId(UNKNOWN))
        told = {(await play(both, who, each))[1] for each in (true, lost, gone)}
        assert told == {STRANGER.message.lower()}, who
        assert both.is_as_kept


@pytest.mark.parametrize("act", NAMING)
async def test_what_another_club_has_is_not_there(act: str) -> None:
    """Asked in the own club about another club's things, an act answers as of things nobody has."""
    both = await ready(act)
    for who, in_a, in_b in actors():
        own, other = (A, B) if in_a != "stranger" else (B, A)
        if {in_a, in_b} == {"stranger"} or who == "both":
            continue
        mine = asked_by(ACTS[act], both.ids[own], role_in(who, own))
        theirs = elsewhere(mine, asked_by(ACTS[act], both.ids[other], "member"))
        before = await both.rows_of(other)
        _, words = await play(both, who, theirs)
        assert other not in words, who
        assert await both.rows_of(other) == before, who
        both.restore()
        assert words == (await play(both, who, about_nothing(mine)))[1], who
        both.restore()


@pytest.mark.parametrize("act", sorted(ACTS))
async def test_another_club_changes_nothing_of_what_one_hears(act: str) -> None:
    """Everybody hears in a club beside another one what they hear in the same club alone."""
    alone, beside = await ready(act, B), await ready(act)
    for role in set(people(B)) - {"both"}:
        heard = []
        for clubs in (alone, beside):
            _, words = await play(clubs, f"{role}-{B}", asked_by(ACTS[act], clubs.ids[B], role))
            heard.append(MADE_ANEW.sub("an id", words))
            clubs.restore()
        assert heard[0] == heard[1], role


@pytest.mark.parametrize("intent", [SetContact, ShowCompany])
@pytest.mark.parametrize("role", ["host", "contact", "member", "both"])
async def test_members_act_for_their_own_company_alone(intent: type[SetContact | ShowCompany], role: str) -> None:
    """Of another company of the club a member changes and sees nothing; the refusal says so and names nobody."""
    both = await ready(intent.__name__)
    ids = both.ids[A]
    about = {"member": ids.members["deputy"]} if intent is SetContact else {"company": ids.companies["lanka"]}
    reply, words = await play(both, "both" if role == "both" else f"{role}-{A}", intent(club=ids.club, **about))
    assert error_of(reply) == "Choose somebody of your own company."
    assert A not in words
    assert both.is_as_kept


async def test_the_clock_asks_in_nobodys_name() -> None:
    """What a timer may ask, no person may: whoever presses it is refused."""
    timers = [act.intent.__name__ for act in CATALOGUE.acts.values() if not (act.who - {"system"})]
    assert timers
    assert [name for name in timers if rights()[name]] == []
