"""Tips as shopkeepers write them, by whether they say nearly the same: what the measure of likeness was tuned on."""

from __future__ import annotations

ALIKE = (
    ("Visa fraktkostnaden redan på produktsidan.", "Visa fraktkostnaden på produktsidan!"),
    ("Lägg till Klarna i kassan", "Lägg Klarna till i kassan"),
    ("Bilderna på startsidan laddar långsamt, gör dem mindre", "Gör bilderna mindre på startsidan, de laddar långsamt"),
    ("Skriv leveranstiden bredvid priset", "Leveranstiden bör stå bredvid priset"),
    ("Ni borde ha en sökruta högst upp på sidan", "En sökruta högst upp på sidan borde ni ha"),
    ("Näytä toimituskulut jo tuotesivulla.", "Toimituskulut pitäisi näyttää jo tuotesivulla"),
    ("Lisää MobilePay kassalle", "Lisätkää kassalle MobilePay"),
    ("Etusivun kuvat latautuvat hitaasti, pienentäkää niitä", "Pienentäkää etusivun kuvat, ne latautuvat hitaasti"),
    ("Hakukenttä näkyviin sivun yläreunaan", "Hakukenttä pitäisi olla näkyvissä sivun yläreunassa"),
    ("Show the delivery cost on the product page", "Show delivery costs already on the product page."),
    ("Add a size guide to the shoes", "Please add a size guide for the shoes"),
    ("The newsletter pop-up covers the whole phone screen", "Newsletter popup covers the whole screen on a phone"),
    ("Put reviews under each product", "Put reviews under every product"),
    ("Lägg till Klarna i kassan", "Lägg till Klarna i kassan, många frågar efter det"),
    ("Lisää kassalle MobilePay", "Lisää kassalle MobilePay, moni kysyy sitä"),
)
# Two tips, yet one word of them alone tells which: a person says so with one tap.
OFFERED_THOUGH_TWO = ("Visa fraktkostnaden redan på produktsidan.", "Visa lagersaldot redan på produktsidan")
DIFFERENT = (
    ("Lägg till Klarna i kassan", "Lägg till en bild i nyhetsbrevet"),
    ("Skriv leveranstiden bredvid priset", "Skriv returadressen på följesedeln"),
    ("Sökrutan", "Sökrutan hittar inget när man skriver fel, så lägg in synonymer och vanliga felstavningar"),
    ("Bra bilder", "Bilderna på startsidan laddar långsamt, gör dem mindre. Annars bra!"),
    ("Näytä toimituskulut jo tuotesivulla.", "Näytä varastosaldo tuotesivulla"),
    ("Lisää MobilePay kassalle", "Lisää yrityksen tarina etusivulle"),
    ("Haku", "Haku ei löydä tuotteita englanniksi, vaikka kieli on valittu ja tuote on olemassa"),
    ("Show the delivery cost on the product page", "Show the stock level on the category page"),
    ("Add a size guide to the shoes", "Add a gift card to the checkout"),
    ("Checkout", "Checkout asks for the phone number twice and loses the address when one goes back"),
    ("Put reviews under each product", "Put a phone number under each page"),
    ("Visa fraktkostnaden redan på produktsidan.", "Show the delivery cost on the product page"),
)
