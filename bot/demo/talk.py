"""What the demo's people say to each other in the club's room, each in their own language."""

from __future__ import annotations

from dataclasses import dataclass

from bot.features.tips.ports import Area


@dataclass(frozen=True, slots=True)
class Line:
    """Something said in the room, so many days after a cycle's meeting (before it: less than nought)."""

    cycle: int
    days: int
    who: str
    words: str
    in_evening: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """A line that somebody else saves as a tip; its author agrees and says what it is about."""

    line: Line
    by: str
    area: Area
    effort: int
    effect: int


TALK = (
    Line(0, -1, "jens", "I morgon är bron avstängd. Kör över Smedsby."),
    Line(0, 0, "emma", "Thank you, Anna. I am going home with two kilos of rye.", in_evening=True),
    Line(0, 1, "helmi", "Kiitos eilisestä. Laitoin leivän kuvan kehyksiin."),
    Line(1, -1, "maria", "Parkera på gården bakom huset i morgon. Soppan står framme från halv fem."),
    Line(1, 0, "tuomas", "Marjakeitto oli hyvää. Saako ohjeen?", in_evening=True),
    Line(1, 1, "oskar", "Receptet ligger i lådan med de frysta blåbären."),
    Line(2, -1, "kaj", "Hamnplan är uppgrävd. Gå in från sjösidan i morgon."),
    Line(2, 0, "sam", "I had no idea glass could be this quiet. Great evening.", in_evening=True),
    Line(2, 1, "sofia", "Tack, alla. Vi börjar med måtten i centimeter."),
    Line(3, -1, "aino", "Huomenna on pakkasta. Villasukkia on kaikille."),
    Line(3, 0, "nils", "Tack för i kväll. Sockorna behåller jag.", in_evening=True),
)
ON_THE_WAY = Saved(
    Line(3, -2, "oskar", "Jag provköpte i går. Bekräftelsen kom på finska, fast jag handlade på svenska."),
    by="ulla",
    area=Area.INTERNATIONAL,
    effort=1,
    effect=3,
)
WHILE_THE_POLL_IS_OPEN = (
    ("venla", "Paahdamme tuoreet pavut sitä iltaa varten."),
    ("emma", "Any of those works for us. We can bring the cake."),
)
