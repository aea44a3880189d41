"""Prints everything the journeys show, each text once, in the three languages: `python -m tests.journeys.texts`."""

from __future__ import annotations

import asyncio
import inspect
import logging
import sys
from collections.abc import Awaitable, Callable

import structlog

from bot.kernel.people import Language
from tests.journeys import test_situations, test_situations_coming_and_going, test_situations_of_turns, test_taps
from tests.journeys.names import LONG, SHORT
from tests.journeys.proofs import faults_of
from tests.journeys.reading import Reading, reading
from tests.journeys.touring import TOURS, named
from tests.journeys.year_club import YearClub

MODULES = (test_situations, test_situations_coming_and_going, test_situations_of_turns, test_taps)


async def read_all() -> Reading:
    """Play every journey and every tour, and return what was read."""
    with reading() as noted:
        for journey in _journeys():
            await journey()
        for names in (SHORT, LONG):
            for tour in TOURS:
                await tour(await named(await YearClub.of(5), names))
    return noted


def _journeys() -> list[Callable[[], Awaitable[None]]]:
    return [
        journey
        for module in MODULES
        for name, journey in inspect.getmembers(module, inspect.iscoroutinefunction)
        if name.startswith("test_")
    ]


def main() -> None:
    """Print what was read by kind, then what is wrong with it."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    noted = asyncio.run(read_all())
    for (kind, _), words in sorted(noted.read.items(), key=lambda each: each[0]):
        sys.stdout.write(f"\n== {kind}\n")
        for language in (Language.SV, Language.FI, Language.EN):
            sys.stdout.write(f"{language.value}  " + words[language].replace("\n", "\n    ") + "\n")
    sys.stdout.write("\n".join(["", f"{len(noted.read)} texts", *faults_of(noted)]) + "\n")


if __name__ == "__main__":
    main()
