"""How two texts of digits of one length differ, and what one slip of the hand makes of a text."""

from __future__ import annotations

from operator import ne
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def one_edit(first: str, second: str) -> bool:
    """Whether two texts of one length differ by one digit, or by one exchange of neighbours.

    >>> one_edit("19620815", "19620816"), one_edit("19620815", "19628015")
    (True, True)
    >>> one_edit("19620815", "19630816")
    False
    """
    number = differing(first, second)
    if number != 2:
        return number == 1
    i, j = (i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a != b)
    return j == i + 1 and first[i] == second[j] and first[j] == second[i]


def one_part(first: str, second: str) -> bool:
    """Whether two numbers of 18 digits differ in the region code, in the birth date or in the sequence alone.

    >>> one_part("362133196208150010", "362133197103120010")
    True
    >>> one_part("362133196208150010", "360732197103120010")
    False
    """
    pairs = [(first[at], second[at]) for at in (slice(6), slice(6, 14), slice(14, 17))]
    return [own == other for own, other in pairs].count(False) == 1


def edits_of(digits: str) -> Iterator[str]:
    """All texts for which :func:`one_edit` holds; some may come twice.

    >>> sorted(set(edits_of("12")))[:4], len(set(edits_of("12")))
    (['02', '10', '11', '13'], 19)
    """
    for i, own in enumerate(digits):
        yield from (digits[:i] + other + digits[i + 1 :] for other in "0123456789" if other != own)
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1]:
            yield digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]


def differing(first: str, second: str) -> int:
    """In how many places two texts of one length differ.

    >>> differing("19620815", "19630816")
    2
    """
    return sum(map(ne, first, second))
