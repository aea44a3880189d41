"""Names of one sign and of sixty, with Nordic letters, emoji, and from right to left."""

from __future__ import annotations

SHORT = ("Ö", "Ab", "Å", "I", "Sé", "X")
LONG = (
    "Österbottens Handgjorda Ullvaror och Kaffe Ab Oy, Närpes-Åbo",
    "Ähtärin Käsityö- ja Lahjatavarapuoti Tmi Ylä-Öystilä & Pojat",
    "💡 Lyktan & co: lampor, ljus, lyktor och allt annat i Jakobstad",
    "مقهى الشاطئ الجميل للقهوة والشاي والحلويات الشرقية في فاسا",
    "Bakgatans Bröd – surdeg, kringlor och 🥨 sedan 1924 i Karleby",
    "The Very Long Trading Company of the Northern Archipelago Oyj",
)
