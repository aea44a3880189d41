"""Web addresses people write: made whole, or refused; Reppu shows them and never opens one."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

ADDRESS_LIMIT = 200
_SCHEMES = frozenset({"http", "https"})
_HOST = re.compile(r"(?=.{4,253}\Z)(?:[^\W_](?:[^\W_]|-){0,62}\.)+[^\W\d_]{2}(?:[^\W_]|-){0,61}", re.UNICODE)
# What could end an address where it is shown, or make it read as another one.
_NEVER = re.compile(r"[\s<>\"'`\\{}|^\x00-\x1f\x7f]")


def web_address(words: str) -> str | None:
    """Return the http or https address of a page, with its scheme; None for anything else.

    `kvarnboden.fi/nytt` is read as `https://kvarnboden.fi/nytt`. A name and password before the host, another scheme
    and a host without a dot are no address of a webshop.
    """
    if not words or len(words) > ADDRESS_LIMIT or _NEVER.search(words):
        return None
    has_scheme = re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", words, re.IGNORECASE) is not None
    whole = words if has_scheme else f"https://{words}"
    try:
        parts = urlsplit(whole)
        return parts.geturl() if _is_page(parts) else None
    except ValueError:
        return None


def _is_page(parts: SplitResult) -> bool:
    """True for a host one can buy from; the port, if there is one, is read here, for it may be no number."""
    if parts.scheme not in _SCHEMES or "@" in parts.netloc or parts.port == 0:
        return False
    return _HOST.fullmatch(parts.hostname or "") is not None
