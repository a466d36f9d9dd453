"""How far two texts are apart, in slips of the hand (Damerau–Levenshtein, optimal string alignment)."""

from __future__ import annotations


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
