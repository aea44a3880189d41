"""What the demo's people advise each other: tips by host, in the giver's own language."""

from __future__ import annotations

from dataclasses import dataclass

from bot.features.tips.ports import Area


@dataclass(frozen=True, slots=True)
class Advice:
    """A tip as somebody of the cast gives it; nought dots are left out."""

    who: str
    words: str
    area: Area | None = None
    effort: int = 0
    effect: int = 0
    named: bool = True


KVARNBODEN = (
    Advice("maria", "Visa fraktpriset redan på produktsidan. Jag letade länge.", Area.DELIVERY, 1, 3),
    Advice("aino", "Resepti jokaisen jauhon alle: mitä tästä leivotaan ensimmäisenä?", Area.PRODUCT_PAGES, 2, 3),
    Advice("kaj", "Första bilden är en säck. Visa ett bröd.", Area.FIRST_IMPRESSION, 1, 2),
    Advice(
        "tuomas",
        "Haku ei löydä sanalla 'ruisjauho', vain 'rågmjöl'. Lisää suomenkieliset hakusanat.",
        Area.SEARCH,
        1,
        3,
    ),
    Advice("helmi", "Kuukausitilaus: viisi kiloa joka kuun alussa. Moni unohtaa tilata.", Area.MARKETING, 3, 3),
    Advice("ulla", "Knappen ”Till kassan” hamnar under bilden i telefonen.", Area.CHECKOUT, 1, 3),
    Advice("pekka", "Kerro, kuinka tuoreena jauho jauhetaan. Se on syy maksaa enemmän.", Area.PRODUCT_PAGES, 1, 2),
    Advice("nils", "Vi lade till Swish och fick fler köp från Sverige.", Area.INTERNATIONAL, 2, 2),
    Advice("emma", "Add an English page for gift boxes. My friends abroad would order.", Area.INTERNATIONAL, 2, 2),
    Advice("sofia", "Fraktpriset borde synas på produktsidan, inte först i kassan.", Area.DELIVERY, 1, 3),
    Advice("sam", "The photos weigh four megabytes each. Smaller ones would load at once.", Area.TECHNOLOGY, 1, 2),
    Advice(
        "eero", "Pakkaus rikkoutui meillä postissa. Kokeilkaa kaksinkertaista pussia.", Area.DELIVERY, 2, 2, named=False
    ),
)
BARKORGEN = (
    Advice("anna", "Tala om var bären är plockade. En karta räcker.", Area.PRODUCT_PAGES, 2, 3),
    Advice("aino", "Pakasteen toimitus pelottaa. Kerro yhdellä lauseella, miten se pysyy jäässä.", Area.DELIVERY, 1, 3),
    Advice("kaj", "Startsidan har sju knappar. Två hade räckt.", Area.FIRST_IMPRESSION, 2, 3),
    Advice("venla", "Kahvi ja marjat samaan laatikkoon jouluksi? Me pakkaamme.", Area.PARTNER, 2, 3),
    Advice("onni", "Kassalla kysytään syntymäaika. Miksi?", Area.CHECKOUT, 1, 2),
    Advice(
        "lova", "Skriv hur många liter det är. Jag visste inte om 5 hg räcker till en paj.", Area.PRODUCT_PAGES, 1, 2
    ),
    Advice("sanni", "Arvostelut puuttuvat. Pyydä ne viikon päästä ostosta.", Area.MARKETING, 2, 3),
    Advice(
        "greta", "Vi fick dubbelt så många nyhetsbrevsläsare när vi lovade ett recept i månaden.", Area.MARKETING, 2, 2
    ),
    Advice("emma", "Say 'wild' in the English titles. That is what people search for.", Area.SEARCH, 1, 2),
    Advice("jens", "Sökningen tål inte stavfel: ”lingn” ger noll träffar.", Area.SEARCH, 2, 2),
    Advice("tuomas", "Kotisivun video alkaa äänellä. Säikähdin.", Area.FIRST_IMPRESSION, 1, 2, named=False),
    Advice("erik", "Lägg returer överst i frågorna, det är dit alla vill.", Area.DELIVERY, 1, 1),
)
SKARGARDSLYKTAN = (
    Advice("maria", "Visa lampan tänd i ett rum, inte bara mot vitt.", Area.PRODUCT_PAGES, 2, 3),
    Advice("anna", "Måtten står i tum. Centimeter också, tack.", Area.PRODUCT_PAGES, 1, 2),
    Advice("eero", "Vertailu kahden valaisimen välillä vierekkäin olisi auttanut.", Area.PRODUCT_PAGES, 3, 2),
    Advice(
        "venla", "Valon sävy sanoina: lämmin, kylmä. Kelvinit eivät kerro minulle mitään.", Area.PRODUCT_PAGES, 1, 3
    ),
    Advice("helmi", "Ilmainen palautus myös Ruotsiin? Nyt teksti puuttuu.", Area.INTERNATIONAL, 1, 2),
    Advice("ulla", "Knappen ”Lägg i varukorg” är grå. Jag trodde att den var avstängd.", Area.CHECKOUT, 1, 3),
    Advice("pekka", "Saunalyhty on hakutulosten toisella sivulla. Nosta se ensimmäiseksi talvella.", Area.SEARCH, 1, 2),
    Advice("nils", "Ring-mig-knapp för restauranger: de köper tjugo på en gång.", Area.MARKETING, 2, 3),
    Advice("sam", "The cart forgets everything when I switch language.", Area.TECHNOLOGY, 2, 3),
    Advice("oskar", "Berätta om glasblåsaren. Det är därför man köper.", Area.FIRST_IMPRESSION, 2, 2),
    Advice("aino", "Lanka ja lyhty samaan lahjapakettiin talvipäivän seisaukseksi.", Area.PARTNER, 2, 2),
)
LUMON_LANKA = (
    Advice("anna", "Sätt garnets färg i namnet: ”Lumo 04, mossa”. Då hittar sökningen den.", Area.SEARCH, 1, 3),
    Advice("kaj", "Ett mönster på köpet när man tar fem nystan.", Area.MARKETING, 2, 3),
    Advice("tuomas", "Mallitilkun kuva oikeassa valossa, kynnellä mittakaavaksi.", Area.PRODUCT_PAGES, 1, 2),
    Advice("helmi", "Kirjautuminen ennen kassaa karkotti minut. Anna ostaa vieraana.", Area.CHECKOUT, 2, 3),
    Advice("ulla", "Vi har samma kunder: länka till varandras butiker?", Area.PARTNER, 1, 3),
    Advice("sanni", "Lankalaskuri: montako kerää villapaitaan? Sitä kysytään kaikkialla.", Area.PRODUCT_PAGES, 3, 3),
    Advice("greta", "Startsidans text är fin men lång. Flytta ner den, upp med garnet.", Area.FIRST_IMPRESSION, 1, 2),
    Advice("emma", "Ship to the UK with duties paid. Nobody wants a bill at the door.", Area.INTERNATIONAL, 3, 2),
    Advice("sam", "On my phone the colour circles are too small to tap.", Area.TECHNOLOGY, 1, 2),
    Advice("oskar", "Visa hur många nystan som finns kvar i samma färgparti.", Area.PRODUCT_PAGES, 2, 2),
    Advice("jens", "Garnets färg borde stå i namnet, annars hittar man inte i sökningen.", Area.SEARCH, 1, 3),
    Advice("maria", "Skriv leveranstiden i dagar, inte ”snabb leverans”.", Area.DELIVERY, 1, 2, named=False),
    Advice("onni", "Lahjakortti puuttuu. Äidille ei osaa ostaa oikeaa sävyä.", Area.MARKETING, 2, 2),
)
TIPS_FOR = {
    "Kvarnboden": KVARNBODEN,
    "Bärkorgen": BARKORGEN,
    "Skärgårdslyktan": SKARGARDSLYKTAN,
    "Lumon Lanka": LUMON_LANKA,
}
LATE_TIPS_FOR = {
    "Skärgårdslyktan": (
        Advice("emma", "I asked my sister: she wants to see the cable. How long is it?", Area.PRODUCT_PAGES, 1, 2),
        Advice("lova", "Spara varukorgen. Jag kom tillbaka dagen efter, och den var tom.", Area.CHECKOUT, 2, 3),
    ),
}
