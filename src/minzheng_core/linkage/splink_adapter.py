"""Declared passes and comparisons handed to splink, for archives past one machine (交给 splink).

Splink runs the same keys and the same levels on DuckDB or Spark. What is handed over is plain data:
settings that splink reads, and the table of features. Splink sums weights; the decision on each
spouse and the partition of a couple's records into acts stay with this library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import frozen

from minzheng_core.extras import require

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from minzheng_core.linkage.passes import Pass
    from minzheng_core.linkage.weights import Comparison, Weights


@frozen(kw_only=True)
class SqlLevels:
    """The levels of one comparison in SQL over the columns of features, ``_l`` and ``_r``.

    ``levels`` are the conditions of all levels but the last, which is what is left; ``missing`` is
    that of level 0. ``frequency`` names the column whose frequent values count for less in level 1.
    """

    missing: str
    levels: tuple[str, ...]
    frequency: str | None = None


def splink_settings(
    passes: Sequence[Pass],
    comparisons: Sequence[Comparison],
    conditions: Mapping[str, SqlLevels],
    weights: Weights | None = None,
) -> dict[str, Any]:
    """The settings of a splink linker: every pass a blocking rule, every comparison with its levels.

    With *weights* (of :func:`~minzheng_core.linkage.weights.estimate`) splink need not be trained.

    >>> from minzheng_core.linkage.passes import Pass
    >>> from minzheng_core.linkage.weights import Comparison
    >>> name = Comparison(name="name", label="姓名", levels=("缺", "同", "不同"), expected=(0.9, 0.1))
    >>> told = splink_settings(
    ...     [Pass(name="day", label="日期", keys=("name", "day"))], [name],
    ...     {"name": SqlLevels(missing="name_l IS NULL OR name_r IS NULL",
    ...                        levels=("name_l = name_r",))})
    >>> told["blocking_rules_to_generate_predictions"][0]["blocking_rule"]
    'l.name = r.name AND l.day = r.day'
    >>> [level["label_for_charts"] for level in told["comparisons"][0]["comparison_levels"]]
    ['缺', '同', '不同']

    Limitations: splink compares all records of a key, however many they are; levels of pairs whose
    parties stand in each other's columns are those of the columns as they stand.
    """
    return {
        "link_type": "dedupe_only",
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": rule} for one in passes for rule in _rules(one)
        ],
        "comparisons": [
            _comparison(c, conditions[c.name], weights, at) for at, c in enumerate(comparisons)
        ],
        "retain_matching_columns": True,
    }


def splink_table(features: pl.DataFrame) -> pl.DataFrame:
    """Features as splink takes them: ``unique_id`` is the row, hashes are signed as in Spark."""
    return features.with_row_index("unique_id").with_columns(
        pl.col(pl.UInt64).reinterpret(signed=True), pl.col(pl.UInt8, pl.UInt32).cast(pl.Int64)
    )


def linker(features: pl.DataFrame, settings: dict[str, Any], database: Any = None) -> Any:
    """A splink linker on *features*, on DuckDB where no splink *database* is given.

    Raises:
        MissingExtra: splink is not installed (IN002).

    """
    splink = require("splink", "splink")
    database = database or splink.DuckDBAPI()
    table = splink_table(features).to_arrow()
    return splink.Linker(database.register(table), settings)


def levels_of(predicted: pl.DataFrame, comparisons: Sequence[Comparison]) -> pl.DataFrame:
    """The levels of this library, a column per comparison, out of splink's ``gamma_…`` columns.

    Splink counts from the surest level downwards to 0, and −1 is a missing value.
    """
    return predicted.select(
        pl.when(pl.col(f"gamma_{c.name}") < 0)
        .then(0)
        .otherwise(len(c.levels) - 1 - pl.col(f"gamma_{c.name}"))
        .cast(pl.Int8)
        .alias(c.name)
        for c in comparisons
    )


def _rules(one: Pass) -> Iterator[str]:
    sides = [(one.keys, one.partner or one.keys)]
    if one.partner:
        sides.append((one.partner, one.keys))
    for left, right in sides:
        yield " AND ".join(f"l.{a} = r.{b}" for a, b in zip(left, right, strict=True))


def _comparison(
    comparison: Comparison, sql: SqlLevels, weights: Weights | None, at: int
) -> dict[str, Any]:
    missing, *words = comparison.levels
    levels: list[dict[str, Any]] = [
        {"sql_condition": sql.missing, "label_for_charts": missing, "is_null_level": True}
    ]
    for number, (condition, word) in enumerate(zip((*sql.levels, "ELSE"), words, strict=True)):
        level: dict[str, Any] = {"sql_condition": condition, "label_for_charts": word}
        if weights is not None:
            level["m_probability"] = float(weights.m[at][number])
            level["u_probability"] = float(weights.u[at][number])
        if number == 0 and sql.frequency:
            level["tf_adjustment_column"] = sql.frequency
            level["disable_tf_exact_match_detection"] = True
        levels.append(level)
    return {"output_column_name": comparison.name, "comparison_levels": levels}
