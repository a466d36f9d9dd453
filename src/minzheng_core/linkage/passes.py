"""Which records are compared at all: passes over declared keys, counted and bounded (候选对).

A pass puts records with the same key side by side. A key that too many records share says little;
its group is cut by a further key, and what is still too large is compared with its neighbours in
order only, so that neither a million equal rows nor a village of one name explodes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import field, frozen

from minzheng_core.linkage.keys import known_keys, may_be_shared, may_meet
from minzheng_core.linkage.levels import NO_DAY, Columns
from minzheng_core.linkage.threads import executor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Index = NDArray[np.uint32]

CAP = 24
"""The largest group whose records are all compared with each other."""
TOGETHER = 6_000_000
"""So many pairs of several passes are put together at a time."""
WINDOW = 4
"""In a larger group each record is compared with so many that follow it."""


@frozen(kw_only=True)
class Pass:
    """One way in which two records may meet.

    Attributes:
        name: identifier, shown with each pair.
        label: the Chinese words for it.
        keys: columns that must be equal; a missing value meets nothing.
        refine: columns by which a group that is too large is cut.
        order: the column by which neighbours are taken in what is still too large.
        partner: columns of the other side where it is keyed differently (an old certificate
            number meets a certificate number).

    """

    name: str
    label: str
    keys: tuple[str, ...]
    refine: tuple[str, ...] = ()
    order: str | None = None
    partner: tuple[str, ...] = ()


@frozen(kw_only=True)
class PassCount:
    """What a pass found: pairs, those no earlier pass had found, and groups that were cut."""

    name: str
    label: str
    pairs: int
    new: int
    cut: int


@frozen(kw_only=True)
class Pairs:
    """Candidate pairs: ``left < right`` are rows, ``found`` has a bit for each pass that met them."""

    left: Index = field(repr=False)
    right: Index = field(repr=False)
    found: NDArray[np.uint32] = field(repr=False)
    counts: tuple[PassCount, ...]

    def __len__(self) -> int:
        return len(self.left)


def candidates(
    columns: Columns, passes: Sequence[Pass], *, cap: int = CAP, window: int = WINDOW
) -> Pairs:
    """Every pair that at least one pass brings together.

    >>> frame = pl.DataFrame({"name": [7, 7, 8], "day": [1, 2, 2]})
    >>> pairs = candidates(Columns(frame), [Pass(name="name", label="姓名", keys=("name",)),
    ...     Pass(name="day", label="日期", keys=("day",))])
    >>> list(zip(pairs.left.tolist(), pairs.right.tolist(), pairs.found.tolist()))
    [(0, 1, 1), (1, 2, 2)]
    """
    parts, cuts = [pl.DataFrame(schema={"pair": pl.UInt64, "bit": pl.UInt32})], []
    with executor(len(columns)) as pool:
        every = list(pool.map(lambda one: _met(columns, one, cap, window), passes))
    for bit, (met, cut) in enumerate(every):
        parts.append(
            pl.DataFrame({"pair": met}).with_columns(bit=pl.lit(1 << bit, dtype=pl.UInt32))
        )
        cuts.append(cut)
        if sum(part.height for part in parts) > TOGETHER:
            parts = [_once(parts)]
    whole = _once(parts).sort("pair")
    known, found = whole["pair"].to_numpy(), whole["bit"].to_numpy()
    first = found & (~found + np.uint32(1))
    counts = [
        PassCount(
            name=one.name,
            label=one.label,
            pairs=int(np.count_nonzero(found & np.uint32(1 << bit))),
            new=int(np.count_nonzero(first == np.uint32(1 << bit))),
            cut=cuts[bit],
        )
        for bit, one in enumerate(passes)
    ]
    return Pairs(
        left=(known >> np.uint64(32)).astype(np.uint32),
        right=(known & np.uint64(0xFFFFFFFF)).astype(np.uint32),
        found=found,
        counts=tuple(counts),
    )


def _once(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """Each pair once, with a bit for each pass that met it."""
    return pl.concat(parts).group_by("pair").agg(pl.col("bit").bitwise_or())


def _met(columns: Columns, one: Pass, cap: int, window: int) -> tuple[NDArray[np.uint64], int]:
    """The packed pairs of one pass, and how many groups were cut."""
    if one.partner:
        return _across(columns, one, cap)
    rows, starts = _groups(columns, one.keys)
    pairs = []
    sizes = np.diff(np.append(starts, len(rows)))
    large = sizes > cap
    pairs.append(_all_pairs(rows, starts[~large], sizes[~large]))
    cut = int(large.sum())
    if cut:
        rest = np.sort(rows[np.repeat(large, sizes)])
        inner, begins = _groups(Columns(columns.frame[rest]), (*one.keys, *one.refine))
        lengths = np.diff(np.append(begins, len(inner)))
        big = lengths > cap
        inner = rest[inner]
        pairs.append(_all_pairs(inner, begins[~big], lengths[~big]))
        kept, group = inner[np.repeat(big, lengths)], np.repeat(begins[big], lengths[big])
        near = columns[one.order][kept].astype(np.int64) if one.order else np.zeros(len(kept))
        missing = near == NO_DAY
        order = np.lexsort((kept, near, missing, group))
        pairs.append(_neighbours(kept[order], lengths[big], window))
    return np.concatenate(pairs), cut


def _groups(columns: Columns, keys: tuple[str, ...]) -> tuple[Index, NDArray[np.int64]]:
    """Rows with a complete key, those of one key together, and where each group begins.

    Most rows whose key nobody shares are left out.
    """
    rows, key = known_keys(columns, keys)
    shared = may_be_shared(key)
    rows, key = rows[shared], key[shared]
    together = np.argsort(key)
    rows, key = rows[together], key[together]
    return rows, np.flatnonzero(np.append(True, key[1:] != key[:-1])[: len(key)])


def _all_pairs(
    rows: Index, starts: NDArray[np.int64], sizes: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """Every pair within each group, packed; groups of one size are made together."""
    packed = [np.empty(0, dtype=np.uint64)]
    for size in np.unique(sizes).tolist():
        if size < 2:
            continue
        block = rows[starts[sizes == size][:, None] + np.arange(size)]
        first, second = np.triu_indices(size, 1)
        packed.append(_pack(block[:, first].ravel(), block[:, second].ravel()))
    return np.concatenate(packed)


def _neighbours(rows: Index, sizes: NDArray[np.int64], window: int) -> NDArray[np.uint64]:
    """In each group, one after the other, each row with the few that follow it."""
    packed = [np.empty(0, dtype=np.uint64)]
    group = np.repeat(np.arange(len(sizes)), sizes)
    for step in range(1, window + 1):
        one = group[:-step] == group[step:]
        packed.append(_pack(rows[:-step][one], rows[step:][one]))
    return np.concatenate(packed)


def _across(columns: Columns, one: Pass, cap: int) -> tuple[NDArray[np.uint64], int]:
    """Pairs of a record with those that its own columns name in other words."""
    row, key = known_keys(columns, one.keys)
    other, named = known_keys(columns, one.partner)
    here, there = may_meet(key, named)
    row, key, other, named = row[here], key[here], other[there], named[there]
    order = np.argsort(named, kind="stable")
    other, named = other[order], named[order]
    first = np.searchsorted(named, key)
    sizes = np.searchsorted(named, key, side="right") - first
    large = sizes > cap
    cut = len(np.unique(key[large]))
    sizes[large] = 0
    left = np.repeat(row, sizes)
    within = np.arange(len(left)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    right = other[np.repeat(first, sizes) + within]
    apart = left != right
    return _pack(left[apart], right[apart]), cut


def _pack(first: Index, second: Index) -> NDArray[np.uint64]:
    low, high = np.minimum(first, second), np.maximum(first, second)
    return low.astype(np.uint64) << np.uint64(32) | high.astype(np.uint64)
