"""The sound numbers that may stand behind a damaged one, by how many characters it has.

Each function undoes one kind of damage and yields guesses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.values.ids.arithmetic import CHECK_DIGITS, to_18, weighted_sum
from minzheng_core.values.ids.damage import Damage, Guess
from minzheng_core.values.ids.eighteen_digits import eighteen, seventeen
from minzheng_core.values.ids.fifteen_digits import fifteen, fourteen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minzheng_core.values.ids.evidence import Scale


def guesses(text: str, scale: Scale) -> Iterable[Guess]:
    """Every guess for a *text* of digits (the last of which may be ``X``)."""
    length = len(text)
    if length == 18:
        return eighteen(text, scale)
    if text[-1] == "X" and length not in {16, 17, 19}:
        return ()
    if length == 17:
        return seventeen(text, scale)
    if length == 19:
        return _nineteen(text, scale)
    if length == 16:
        return _sixteen(text, scale)
    if length == 15:
        return fifteen(text, scale)
    if length == 14:
        return fourteen(text, scale)
    return ()


def _nineteen(text: str, scale: Scale) -> Iterator[Guess]:
    """Take away the one character too many of 19."""
    for number, likelihood in _shortened(text, scale):
        if number[17] == CHECK_DIGITS[weighted_sum(number)] and number[:17].isdigit():
            yield Guess(number, number, Damage.DOUBLED, likelihood, True)


def _sixteen(text: str, scale: Scale) -> Iterator[Guess]:
    """Read 16 characters as 15 digits with one too many, or with a check digit, or as 18 without the last two."""
    number = to_18(text[:15])
    if number is not None and number[17] == text[15]:
        yield Guess(number, number, Damage.UPGRADE, scale.rates.upgrade, True)
    for core, likelihood in _shortened(text, scale):
        number = to_18(core)
        if number is not None:
            yield Guess(number, core, Damage.DOUBLED, likelihood, False)
    if text.isdigit() and scale.birth(text[6:14])[1]:
        for digit in "0123456789":
            number = text + digit + CHECK_DIGITS[weighted_sum(text + digit)]
            yield Guess(number, number, Damage.LOST, scale.rates.lost / 10, False)


def _shortened(text: str, scale: Scale) -> Iterator[tuple[str, float]]:
    rates = scale.rates
    length = len(text) - 1
    for i in range(len(text)):
        if i and text[i] == text[i - 1]:
            continue  # the same text as without its neighbour
        doubled = i + 1 < len(text) and text[i] == text[i + 1]
        rate = rates.doubled if doubled else rates.inserted / 10
        yield text[:i] + text[i + 1 :], rate / length
