"""A spelling without what signs, lists and the national database write differently."""

from __future__ import annotations

import unicodedata


def plain_spelling(text: str) -> str:
    """A spelling without tones, blanks, capitals and apostrophes; ü stays.

    It is what the national database counts same-sounding names by.

    >>> plain_spelling("Cháng'ān Jiē"), plain_spelling("Lǜchūn Xiàn")
    ('changanjie', 'lüchunxian')
    """
    kept = unicodedata.normalize("NFD", text.lower())
    bare = "".join(c for c in kept if c.isalnum() or c == "\u0308")
    return unicodedata.normalize("NFC", bare)
