"""Marriages handed to splink: the levels of :mod:`.levels` once more, in SQL (交给 splink)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.linkage.splink_adapter import SqlLevels, linker, splink_settings
from minzheng_core.registries.marriage.linking.features import (
    MARRIAGE_AGAIN,
    PARTIES,
    features,
)
from minzheng_core.registries.marriage.linking.levels import COMPARISONS, LUNAR_LAG, MONTH, YEAR
from minzheng_core.registries.marriage.linking.passes import PASSES

if TYPE_CHECKING:
    import polars as pl

    from minzheng_core.linkage.weights import Weights


def settings(weights: Weights | None = None) -> dict[str, Any]:
    """The passes and comparisons of marriages as splink's settings.

    *weights* are those of a linked part of the archive (``links.weights``); splink is trained where
    there are none.

    >>> told = settings()
    >>> len(told["comparisons"]), told["comparisons"][1]["output_column_name"]
    (9, 'husband_number')
    """
    return splink_settings(PASSES, COMPARISONS, CONDITIONS, weights)


def splink_linker(
    records: pl.DataFrame, weights: Weights | None = None, *, database: Any = None
) -> Any:
    """A splink linker on clean *records*; *database* is splink's own, DuckDB where not given.

    Raises:
        MissingExtra: splink is not installed (IN002).

    """
    return linker(features(records), settings(weights), database)


def _equal(column: str) -> str:
    return f"{column}_l = {column}_r"


def _none(column: str) -> str:
    return f"{column}_l IS NULL OR {column}_r IS NULL"


def _both(column: str) -> str:
    return f"({column}_l IS NOT NULL AND {column}_r IS NOT NULL)"


def _slip(one: str, other: str) -> str:
    """Days as 19851001 that differ by a digit, by two neighbours, or by month for day."""
    near = f"damerau_levenshtein(CAST({one} AS STRING), CAST({other} AS STRING)) = 1"
    year = f"{one} - {one} % 10000 = {other} - {other} % 10000"
    turned = f"{one} % 10000 = ({other} % 100) * 100 + ({other} % 10000 - {other} % 100) / 100"
    return f"({near} OR ({year} AND {turned}))"


def _overlap(column: str, days: int = 0) -> str:
    return f"({column}_lo_l - {days} <= {column}_hi_r AND {column}_lo_r <= {column}_hi_l + {days})"


def _points_back(one: str, other: str) -> str:
    """Whether a record names the certificate or the day of another as its origin."""
    return (
        f"(old_certificate_{one} = certificate_{other}"
        f" OR (kind_{one} >= {MARRIAGE_AGAIN} AND kind_{other} < {MARRIAGE_AGAIN}"
        f" AND old_day_{one} BETWEEN day_lo_{other} AND day_hi_{other}"
        f" AND day_hi_{other} - day_lo_{other} <= {MONTH}))"
    )


def _person(party: str) -> dict[str, SqlLevels]:
    name, number, birth, place = (
        f"{party}_{part}" for part in ("name", "number", "birth", "place")
    )
    core, county, beside = f"{party}_core", f"{party}_county", f"{party}_region_birth"
    edit = f"damerau_levenshtein({name}_l, {name}_r) = 1"
    long = f"least({party}_size_l, {party}_size_r) >= 3"
    digits = f"damerau_levenshtein(substr({number}_l, 1, 17), substr({number}_r, 1, 17)) = 1"
    lag = f"abs({birth}_l - {birth}_r) BETWEEN {LUNAR_LAG[0]} AND {LUNAR_LAG[1]}"
    same_keys = (_equal(f"{party}_{key}") for key in ("exact", "variant", "sound", "dialect"))
    return {
        name: SqlLevels(
            missing=_none(f"{party}_variant"),
            levels=(*same_keys, f"{edit} AND {long}", edit),
            frequency=f"{party}_variant",
        ),
        number: SqlLevels(
            missing=_none(core),
            levels=(_equal(core), f"{digits} AND {beside}_l <> {beside}_r", _equal(beside)),
        ),
        birth: SqlLevels(
            missing=_none(f"{birth}_lo"),
            levels=(
                _equal(birth),
                _overlap(birth),
                _slip(f"{party}_ymd_l", f"{party}_ymd_r"),
                lag,
                _overlap(birth, YEAR),
            ),
        ),
        place: SqlLevels(
            missing=f"({_none(county)}) AND coalesce({_equal(place)}, FALSE) = FALSE",
            levels=(
                _equal(place),
                _equal(county),
                f"{county}_l - {county}_l % 100 = {county}_r - {county}_r % 100",
            ),
        ),
    }


_PAPER = f"({_equal('certificate')} OR {_equal('volume')})"
_DATED = _both("day_lo")
_ACT = SqlLevels(
    missing=f"NOT ({_DATED} OR {_both('certificate')} OR coalesce({_PAPER}, FALSE))",
    levels=(
        f"{_equal('day')} AND {_PAPER}",
        _equal("day"),
        _PAPER,
        f"({_points_back('l', 'r')} OR {_points_back('r', 'l')})",
        _overlap("day"),
        _slip("ymd_l", "ymd_r"),
        "abs(day_l - day_r) <= 3",
        f"{_DATED} AND {_equal('year')}",
    ),
)
CONDITIONS = {name: sql for party in PARTIES for name, sql in _person(party).items()} | {
    "act": _ACT
}
"""The levels of each comparison in SQL; a test proves them equal to those of the columns."""
