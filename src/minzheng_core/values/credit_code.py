"""The unified social credit code of an organisation (统一社会信用代码): its check character.

Standard: GB 32100-2015 (18 characters; check by ISO 7064-like weights 3 ** i modulo 31).
"""

from __future__ import annotations

CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The characters of a code, in the order of their values; I, O, S, V and Z are not used."""
_VALUES = {character: value for value, character in enumerate(CHARACTERS)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))


def check_character(body: str) -> str | None:
    """The check character of the first 17 characters; ``None`` where they are not of a code.

    >>> check_character("91350100M000100Y4")
    '3'
    """
    if len(body) != 17 or not set(body) <= _VALUES.keys():
        return None
    total = sum(_VALUES[c] * w for c, w in zip(body, _WEIGHTS, strict=True))
    return CHARACTERS[-total % 31]


def is_credit_code(text: str) -> bool:
    """Whether *text* is a code with its right check character.

    >>> is_credit_code("91350100M000100Y43"), is_credit_code("91350100M000100Y42")
    (True, False)
    """
    return len(text) == 18 and check_character(text[:17]) == text[17]
