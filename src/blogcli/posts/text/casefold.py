"""Text as it is compared: without case, accents in one form."""

from __future__ import annotations


def casefold_nfc(text: str) -> str:
    """Return the text as it is compared: without case, and with accents in one form (NFC)."""
    if text.isascii():
        return text.casefold()
    from unicodedata import normalize

    return normalize("NFC", text.casefold())
