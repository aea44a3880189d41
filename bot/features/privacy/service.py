"""Own data, exported or erased: every feature does its part, for it knows what it keeps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.features.joining.model import OwnMembership, leaves_nobody
from bot.features.joining.ports import People
from bot.features.privacy import views
from bot.features.privacy.intents import Forget, MyData
from bot.features.privacy.model import may_ask
from bot.features.privacy.ports import Traces
from bot.kernel.errors import StrangerError
from bot.kernel.feature import Feature
from bot.kernel.people import Actor, ClubScope, PersonId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.texts import T
from bot.kernel.views import Answer


async def my_data(features: Sequence[Feature], work: UnitOfWork, actor: Actor, asked: MyData) -> Answer:  # noqa: ARG001
    """Hand the actor everything that is kept of them, each feature's part under its name."""
    person, _ = await _own(work, actor)
    parts: dict[str, Any] = {each.name: await each.export(work, person) for each in features if each.export is not None}
    parts["traces"] = await work.of(Traces).kept(person)
    content = json.dumps(parts, ensure_ascii=False, indent=2, default=str)
    return Answer(view=views.exported(content.encode()))


async def forget(features: Sequence[Feature], work: UnitOfWork, actor: Actor, asked: Forget) -> Answer:
    """Erase the actor, after one confirming step; clubs come in order again in the same commit."""
    person, memberships = await _own(work, actor)
    if not asked.sure:
        return Answer(view=views.forget_question(is_missed=await _is_missed(work, memberships)))
    held = [scope for scope in _scopes(memberships) if await work.of(Roster).hold(scope)]
    for feature in features:
        if feature.erase is not None:
            await feature.erase(work, person)
    await work.of(Traces).wipe(person)
    for feature in features:
        if feature.settle is not None:
            for scope in held:
                await feature.settle(work, scope)
    return Answer(toast=T("Everything about you is erased. Farewell."))


async def _own(work: UnitOfWork, actor: Actor) -> tuple[PersonId, list[OwnMembership]]:
    if actor.person is None:
        raise StrangerError
    memberships = await work.of(People).memberships(actor.person)
    organizes = await work.of(Roster).is_organizer(actor.person)
    if not may_ask(memberships, work.now, is_organizer=organizes):
        raise StrangerError
    return actor.person, memberships


async def _is_missed(work: UnitOfWork, memberships: Sequence[OwnMembership]) -> bool:
    """True for a lead whom no deputy follows."""
    for each in memberships:
        members = await work.of(Roster).members(each.scope)
        if any(m.id == each.membership and leaves_nobody(members, m) for m in members):
            return True
    return False


def _scopes(memberships: Sequence[OwnMembership]) -> list[ClubScope]:
    return list(dict.fromkeys(each.scope for each in memberships))
