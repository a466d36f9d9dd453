"""The bounded distance of two numbers against the distance by its definition."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.values.edit_distance import edit_distance

DIGITS = st.text("013X", max_size=7)


def by_definition(first: str, second: str) -> int:
    """Changes, losses, insertions and exchanges of neighbours, without any bound."""

    @cache
    def between(i: int, j: int) -> int:
        if not (i and j):
            return i + j
        ways = [
            between(i - 1, j) + 1,
            between(i, j - 1) + 1,
            between(i - 1, j - 1) + (first[i - 1] != second[j - 1]),
        ]
        if first[i - 2 : i] == second[j - 2 : j][::-1] and min(i, j) > 1:
            ways.append(between(i - 2, j - 2) + 1)
        return min(ways)

    return between(len(first), len(second))


@given(DIGITS, DIGITS, st.integers(1, 4))
def test_it_is_the_distance_up_to_the_limit(first: str, second: str, limit: int) -> None:
    assert edit_distance(first, second, limit) == min(by_definition(first, second), limit + 1)


@given(DIGITS, st.integers(0, 6), st.sampled_from("013X"))
def test_a_lost_digit_is_one_edit_from_either_side(text: str, place: int, digit: str) -> None:
    longer = text[:place] + digit + text[place:]

    assert edit_distance(text, longer, 2) == edit_distance(longer, text, 2) == 1
