"""How often numbers are damaged in an archive is told by those that are none any more."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from attrs import evolve

from minzheng_core.cleaning.whole_archive.damage_level import damage_level
from minzheng_core.registries.marriage.spec import spec
from minzheng_core.values.ids.arithmetic import to_18
from minzheng_core.values.ids.rates import DEFAULT_RATES
from tests.values.ids.repairing import ROW, found


def _level(seen: pl.DataFrame) -> float:
    """How many times as likely it is that a number is wrong, against a date that it contradicts."""
    rates = damage_level(spec(), seen)
    return rates.damaged / rates.dates_wrong


def _seen(broken: int, whole: int, *, legacy: bool) -> pl.DataFrame:
    flags = [True] * broken + [False] * whole + [None] * 50
    told = {"husband.broken": flags, "husband.legacy": [legacy] * len(flags)}
    return pl.DataFrame(told, schema=dict.fromkeys(told, pl.Boolean))


@pytest.mark.parametrize(
    ("broken", "whole", "level"),
    [(0, 0, 1.0), (78, 10_000, 1.0), (1_000, 10_000, 3.5), (0, 10_000, 0.24)],
)
def test_eighteen_digits_that_fail_are_held_against_what_is_usual(
    broken: int, whole: int, level: float
) -> None:
    assert _level(_seen(broken, whole, legacy=False)) == pytest.approx(level, abs=0.1)


def test_of_fifteen_digits_a_third_as_many_show_that_they_are_damaged() -> None:
    fifteen, eighteen = (_level(_seen(100, 10_000, legacy=legacy)) for legacy in (True, False))
    assert fifteen > 1.4 * eighteen


def _dated(
    wrong: int, right: int, *, broken: int, legacy: bool = False, unlike: bool = False
) -> pl.DataFrame:
    born, other = date(1962, 8, 15), date(1962, 8, 16)
    size = wrong + right
    dates = pl.DataFrame(
        {
            "husband.day": [other] * wrong + [born] * right,
            "husband.birth": [born] * size,
            "husband.lunar": [False] * size,
            "husband.unlike": [unlike] * size,
        }
    )
    seen = _seen(0, size - 50, legacy=legacy).with_columns(
        pl.col("husband.broken").fill_null(value=False)
    )
    return pl.concat(
        [pl.concat([seen, dates], how="horizontal"), _seen(broken, 0, legacy=legacy)],
        how="diagonal",
    )


def test_dates_that_numbers_with_a_check_digit_seldom_contradict_are_believed_the_more() -> None:
    usual, careful, careless = (
        _level(_dated(wrong, 10_000 - wrong, broken=78)) for wrong in (175, 10, 1_000)
    )
    assert usual == pytest.approx(1.0, abs=0.1)
    assert careful > 6 * usual
    assert careless < usual / 4


def test_beside_fifteen_digits_those_count_that_slips_of_the_numbers_do_not_make() -> None:
    """Of 10,000 numbers 16 are no day any more: some 13 are another day than the date, a slip away."""
    told = [_dated(wrong, 10_000 - wrong, broken=29, legacy=True) for wrong in (0, 13, 175 + 13)]
    none, by_numbers, by_both = (_level(seen) for seen in told)
    assert none == pytest.approx(by_numbers, rel=0.15)
    assert by_numbers > 6 * by_both
    assert by_both == pytest.approx(1.0, abs=0.1)


def test_quite_another_date_is_none_that_was_a_slip() -> None:
    careful, copied = (
        _level(_dated(wrong, 10_000 - wrong, broken=78, unlike=True)) for wrong in (0, 400)
    )
    assert copied == pytest.approx(careful, rel=0.1)


def test_a_higher_level_moves_what_is_told_and_nothing_that_is_done() -> None:
    text = "362133620816001"
    told = [found(text, rates=evolve(DEFAULT_RATES, damaged=level)) for level in (1.0, 3.0)]
    as_written = [next(r.score for r in repairs if r.number == to_18(text)) for repairs in told]

    assert as_written[1] < as_written[0]
    assert [r.certain for r in told[0]] == [r.certain for r in told[1]]
    assert found("362133196208169955", ROW, rates=evolve(DEFAULT_RATES, damaged=0.1))[0].certain
