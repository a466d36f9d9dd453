"""Whole columns at once: weighted draws, running numbers, strings made once per distinct value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Rng = np.random.Generator


def weighted(rng: Rng, weights: Sequence[float], size: int) -> Ints:
    """Draw *size* positions of *weights*, each as often as its weight says."""
    cumulative = np.cumsum(np.asarray(weights, dtype=np.float64))
    drawn = np.searchsorted(cumulative, rng.random(size) * cumulative[-1], side="right")
    return np.asarray(np.minimum(drawn, len(weights) - 1), dtype=np.int64)


def texts(table: Sequence[str], index: Ints) -> pl.Series:
    """Look up *index* in a small table of strings."""
    return pl.Series("text", list(table), dtype=pl.String).gather(index)


def spelled(spell: Callable[..., str], *parts: Ints) -> pl.Series:
    """Call *spell* once per distinct combination of integer *parts* (0 or more), and spread its answers."""
    packed = np.zeros(len(parts[0]), dtype=np.int64)
    bases = [int(part.max(initial=0)) + 1 for part in parts]
    for part, base in zip(parts, bases, strict=True):
        packed = packed * base + part
    keys, inverse = np.unique(packed, return_inverse=True)
    columns: list[list[int]] = []
    for base in reversed(bases):
        columns.insert(0, (keys % base).tolist())
        keys = keys // base
    answers = [spell(*key) for key in zip(*columns, strict=True)]
    return pl.Series("text", answers, dtype=pl.String).gather(inverse)


def blank(size: int) -> pl.Series:
    """Return a column of *size* empty strings."""
    return pl.repeat("", size, dtype=pl.String, eager=True)


def joined(*pieces: pl.Series) -> pl.Series:
    """Join string columns row by row."""
    frame = pl.DataFrame({str(number): piece for number, piece in enumerate(pieces)})
    return frame.select(pl.concat_str(pl.all()).alias("text")).to_series()


def replaced(column: pl.Series, rows: Ints, values: Sequence[Any]) -> pl.Series:
    """Return a copy of *column* with *values* written into *rows*."""
    if not len(rows):
        return column
    return column.clone().scatter(rows, pl.Series(values, dtype=column.dtype))


def chance(rng: Rng, size: int, probability: float | Floats) -> Bools:
    """Return a mask that is true with the given *probability*."""
    return np.asarray(rng.random(size) < probability, dtype=np.bool_)


def running_number(*groups: Ints) -> Ints:
    """Number the rows of every group 1, 2, 3 … in their present order."""
    keys = np.zeros(len(groups[0]), dtype=np.int64)
    for group in groups:
        keys = keys * (int(group.max(initial=0)) + 1) + group
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    fresh = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else ordered
    length = np.diff(np.r_[fresh, len(ordered)])
    numbers = np.empty(len(keys), dtype=np.int64)
    numbers[order] = np.arange(len(keys)) - np.repeat(fresh, length) + 1
    return numbers
