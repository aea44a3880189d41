"""A company link as a picture to hang on a wall."""

from __future__ import annotations

from io import BytesIO

from bot.kernel.texts import T
from bot.kernel.views import Picture

_MODULE_PIXELS = 8


def qr_of(words: str) -> Picture:
    """Return words as a QR code that a phone reads from an arm's length; a quarter of it may be damaged."""
    import segno  # a library that a start need not wait for

    image = BytesIO()
    segno.make(words, error="q", micro=False).save(image, kind="png", scale=_MODULE_PIXELS)
    return Picture(
        name="company-link.png",
        media_type="image/png",
        said=T("The same link as a QR code."),
        content=image.getvalue(),
    )
