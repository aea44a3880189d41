"""Who plays in the demo: ten invented shops of Ostrobothnia and their people."""

from __future__ import annotations

from dataclasses import dataclass

from bot.kernel.people import Language

CLUB_NAME = "Nätbodarna"


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of the cast; the handle is what the page calls them by."""

    handle: str
    name: str
    language: Language


@dataclass(frozen=True, slots=True)
class Shop:
    """An invented shop; its first person is the contact."""

    name: str
    people: tuple[Somebody, ...]


SV, FI, EN = Language.SV, Language.FI, Language.EN
ORGANIZER = Somebody("ritva", "Ritva Kallio", FI)
SHOPS = (
    Shop("Bärkorgen", (Somebody("maria", "Maria Lillsjö", SV), Somebody("oskar", "Oskar Lillsjö", SV))),
    Shop("Kvarnboden", (Somebody("anna", "Anna Kvist", SV), Somebody("jens", "Jens Kvist", SV))),
    Shop("Lumon Lanka", (Somebody("aino", "Aino Niemelä", FI), Somebody("eero", "Eero Niemelä", FI))),
    Shop("Skärgårdslyktan", (Somebody("kaj", "Kaj Grannas", SV), Somebody("sofia", "Sofia Grannas", SV))),
    Shop("Paahtimo Pulu", (Somebody("tuomas", "Tuomas Pulkka", FI), Somebody("venla", "Venla Aho", FI))),
    Shop("Kesäyön Keramiikka", (Somebody("helmi", "Helmi Rauhala", FI), Somebody("onni", "Onni Rauhala", FI))),
    Shop(
        "Vindskogens Ull",
        (Somebody("ulla", "Ulla Vindskog", SV), Somebody("erik", "Erik Vindskog", SV), Somebody("lova", "Lova Ek", SV)),
    ),
    Shop("Saunatonttula", (Somebody("pekka", "Pekka Kiuas", FI), Somebody("sanni", "Sanni Löyly", FI))),
    Shop("Björkbarks Skafferi", (Somebody("nils", "Nils Björkbark", SV), Somebody("greta", "Greta Sand", SV))),
    Shop("Northlight Bikes", (Somebody("emma", "Emma Hartley", EN), Somebody("sam", "Sam Okoro", EN))),
)
LEAD = SHOPS[0].people[0]
FIRST_HOST, HOST_PLACE = SHOPS[1].name, "Kvarngatan 4, Vasa"
