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
    """An invented shop: address, webshop, what it asks of its guests; its first person is the contact."""

    name: str
    people: tuple[Somebody, ...]
    place: str
    webshop: str
    goal: str = ""
    questions: tuple[str, ...] = ()


SV, FI, EN = Language.SV, Language.FI, Language.EN
ORGANIZER = Somebody("ritva", "Ritva Kallio", FI)
SHOPS = (
    Shop(
        "Bärkorgen",
        (Somebody("maria", "Maria Lillsjö", SV), Somebody("oskar", "Oskar Lillsjö", SV)),
        "Strandvägen 12, Korsholm",
        "barkorgen.example",
        "Fler ska beställa frysta bär, också på sommaren.",
        ("Litar ni på att bären kommer frysta?", "Vad saknar ni på startsidan?"),
    ),
    Shop(
        "Kvarnboden",
        (Somebody("anna", "Anna Kvist", SV), Somebody("jens", "Jens Kvist", SV)),
        "Kvarngatan 4, Vasa",
        "kvarnboden.example",
        "Vi vill att fler som köper mjöl kommer tillbaka.",
        ("Hittar ni rätt mjöl för bröd?", "Vad får er att beställa igen?", "Är frakten begriplig?"),
    ),
    Shop(
        "Lumon Lanka",
        (Somebody("aino", "Aino Niemelä", FI), Somebody("eero", "Eero Niemelä", FI)),
        "Tehtaankatu 7, Vaasa",
        "lumonlanka.example",
        "Uusi asiakas löytää oikean langan viidessä minuutissa.",
        ("Miten etsisitte lankaa villapaitaan?", "Mikä jäi epäselväksi ennen kassaa?"),
    ),
    Shop(
        "Skärgårdslyktan",
        (Somebody("kaj", "Kaj Grannas", SV), Somebody("sofia", "Sofia Grannas", SV)),
        "Hamnplan 3, Nykarleby",
        "skargardslyktan.example",
        "Färre returer: kunden vet hur lampan ser ut hemma.",
        ("Ser ni hur stor lyktan är?", "Vad skulle få er att våga köpa?"),
    ),
    Shop(
        "Paahtimo Pulu",
        (Somebody("tuomas", "Tuomas Pulkka", FI), Somebody("venla", "Venla Aho", FI)),
        "Rantakatu 21, Pietarsaari",
        "paahtimopulu.example",
        "Kuukausitilaus kasvaa.",
        ("Ymmärrättekö tilauksen ehdot?",),
    ),
    Shop(
        "Kesäyön Keramiikka",
        (Somebody("helmi", "Helmi Rauhala", FI), Somebody("onni", "Onni Rauhala", FI)),
        "Savipolku 2, Laihia",
        "kesayonkeramiikka.example",
    ),
    Shop(
        "Vindskogens Ull",
        (Somebody("ulla", "Ulla Vindskog", SV), Somebody("erik", "Erik Vindskog", SV), Somebody("lova", "Lova Ek", SV)),
        "Byvägen 48, Oravais",
        "vindskogensull.example",
    ),
    Shop(
        "Saunatonttula",
        (Somebody("pekka", "Pekka Kiuas", FI), Somebody("sanni", "Sanni Löyly", FI)),
        "Kiuasraitti 5, Isokyrö",
        "saunatonttula.example",
    ),
    Shop(
        "Björkbarks Skafferi",
        (Somebody("nils", "Nils Björkbark", SV), Somebody("greta", "Greta Sand", SV)),
        "Prästbacken 1, Malax",
        "bjorkbark.example",
    ),
    Shop(
        "Northlight Bikes",
        (Somebody("emma", "Emma Hartley", EN), Somebody("sam", "Sam Okoro", EN)),
        "Teollisuuskatu 9, Vaasa",
        "northlightbikes.example",
    ),
)
# Has found the way in by a company's link, and waits to be let in.
KNOCKER = Somebody("ravi", "Ravi Menon", EN)
LEAD, DEPUTY = SHOPS[0].people[0], SHOPS[1].people[0]
FIRST_HOST, HOST_PLACE = SHOPS[1].name, SHOPS[1].place
CAST = {who.handle: who for shop in SHOPS for who in shop.people}
