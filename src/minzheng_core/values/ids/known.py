"""Sound numbers of the same name elsewhere in the file, as explanations of a damaged number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.values.ids.arithmetic import core_15
from minzheng_core.values.ids.damage import Damage, Guess
from minzheng_core.values.ids.unreadable import HIDDEN, fits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from minzheng_core.values.ids.evidence import Scale


def known_guesses(
    pattern: str, found: Collection[str], scale: Scale, *, foreign: bool
) -> Iterator[Guess]:
    """Guesses among the known numbers that no single damage explained (*found* has those).

    *foreign* says that the text is somebody else's number, so that it says nothing of this person's.
    """
    rates = scale.rates
    for number in scale.evidence.known:
        if number in found:
            continue
        core = core_15(number)
        if pattern.endswith("000") and len(pattern) == 18 and number[:15] == pattern[:15]:
            yield Guess(number, number, Damage.EXCEL_ZEROS, rates.letter, False)
        elif HIDDEN in pattern and fits(number, pattern):
            yield Guess(number, number, Damage.MASKED, rates.masked, False)
        elif HIDDEN in pattern and fits(core, pattern):
            yield Guess(number, core, Damage.MASKED, rates.masked, False)
        elif foreign:
            yield Guess(number, number, Damage.OTHER, rates.masked, False)
        elif len(pattern) >= 12 and number.startswith(pattern):
            yield Guess(number, number, Damage.LOST, rates.two_edits / 18, False)
        else:
            for written in (number, core):
                edits = edit_distance(pattern, written, 2)
                if edits <= 2:
                    one = edits == 1 and len(written) == 15
                    rate = rates.substitution / 135 if one else rates.two_edits / 13_000
                    damage = Damage.SUBSTITUTION if one else Damage.BLOCK
                    yield Guess(number, written, damage, rate, False)
                    break


def edit_distance(first: str, second: str, limit: int) -> int:
    """Changes, losses, insertions and exchanges of neighbours between two texts.

    Anything above *limit* counts as ``limit + 1``.

    >>> edit_distance("362133", "362313", 2), edit_distance("362133", "36213", 2)
    (1, 1)
    >>> edit_distance("362133", "440524", 2)
    3
    """
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    start = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        start += 1
    first, second = first[start:], second[start:]
    while first and second and first[-1] == second[-1]:
        first, second = first[:-1], second[:-1]
    # Only where the texts are shifted by no more than the limit can they be that near.
    far = [limit + 1] * (len(second) + 1)
    above, row = far, [min(j, limit + 1) for j in range(len(second) + 1)]
    for i, a in enumerate(first, 1):
        above, before, row = row, above, far.copy()
        if i <= limit:
            row[0] = i
        for j in range(max(1, i - limit), min(len(second), i + limit) + 1):
            b = second[j - 1]
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and b == first[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
