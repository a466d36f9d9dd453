"""What a clerk is told of a candidate is about how often it is right."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING

import pytest

from tests.cleaning.archives import clean_rows
from tests.cleaning.mistyped import FROM_PAPER, TYPED_BY_HAND, Style, Typed, typed

if TYPE_CHECKING:
    from minzheng_core.cleaning import CleanResult

STYLES = {"typed by hand": TYPED_BY_HAND, "from paper": FROM_PAPER}
BOUNDS = (0.0, 0.1, 0.2, 0.4, 0.7, 0.9, 1.01)
TOLERANCE = 0.08
"""What is told may be off by so much; the chance of a small sample comes on top of it."""
LEAST = 30
"""So many candidates every bin must have for its share to tell anything."""


@cache
def cleaned(style: Style) -> tuple[Typed, CleanResult]:
    archive = typed(style, 12_000, 20261129)
    return archive, clean_rows(archive.rows)


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize(("least", "below"), [*pairwise(BOUNDS)])
def test_of_the_candidates_told_about_as_many_are_right(
    name: str, least: float, below: float
) -> None:
    archive, result = cleaned(STYLES[name])
    told, right = [], 0
    for row, field, value, score in result.candidates.select(
        "row", "field", "value", "score"
    ).iter_rows():
        if (row, field) in archive.truth and least <= score < below:
            told.append(score)
            right += archive.truth[row, field] == value
    mean = sum(told) / len(told)
    chance = 2 * sqrt(mean * (1 - mean) / len(told))

    assert len(told) >= LEAST
    assert right / len(told) == pytest.approx(mean, abs=TOLERANCE + chance)


@pytest.mark.parametrize("name", STYLES)
def test_what_is_put_right_without_a_person_is_right_and_sound_numbers_stay(name: str) -> None:
    archive, result = cleaned(STYLES[name])
    put_right = wrong = 0
    for at, true in archive.truth.items():
        row, field = at
        value, status = result.records[row].select(field, f"{field}_status").row(0)
        if status == "repaired":
            put_right += value == true
            wrong += value != true
        if at not in archive.damaged:
            assert value in {true, None}

    assert put_right > 0.35 * len(archive.damaged)
    assert wrong <= 0.03 * len(archive.damaged)
