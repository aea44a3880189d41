"""Privacy: everybody's own data, exported and erased (R1). It stands over all the other features."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from bot.features.privacy import service
from bot.features.privacy.intents import Forget, MyData
from bot.kernel.feature import Act, Command, Feature
from bot.kernel.people import ANYONE, Role
from bot.kernel.texts import T

# Of whom something is kept (R1): who only waits sees the three rules, and a stranger nothing.
_KEPT = frozenset({Role.MEMBER, Role.FORMER, Role.ORGANIZER})


def feature_over(others: Iterable[Feature]) -> Feature:
    """Return the feature that asks each of the others for its part of a person's data."""
    features = tuple(others)
    return Feature(
        name="privacy",
        acts=(
            Act(
                MyData,
                partial(service.my_data, features),
                ANYONE,
                command=Command("mydata", T("Get your own data"), ("mina_uppgifter", "omat_tiedot"), listed_for=_KEPT),
            ),
            Act(
                Forget,
                partial(service.forget, features),
                ANYONE,
                command=Command("forget", T("Erase your own data"), ("glom", "unohda"), listed_for=_KEPT),
            ),
        ),
    )
