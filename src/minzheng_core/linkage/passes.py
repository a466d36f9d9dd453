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
    features: pl.DataFrame, passes: Sequence[Pass], *, cap: int = CAP, window: int = WINDOW
) -> Pairs:
    """Every pair that at least one pass brings together.

    >>> frame = pl.DataFrame({"name": [7, 7, 8], "day": [1, 2, 2]})
    >>> pairs = candidates(frame, [Pass(name="name", label="姓名", keys=("name",)),
    ...                            Pass(name="day", label="日期", keys=("day",))])
    >>> list(zip(pairs.left.tolist(), pairs.right.tolist(), pairs.found.tolist()))
    [(0, 1, 1), (1, 2, 2)]
    """
    parts, cuts = [pl.DataFrame(schema={"pair": pl.UInt64, "bit": pl.UInt32})], []
    for bit, one in enumerate(passes):
        met, cut = _met(features, one, cap, window)
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


def _met(
    features: pl.DataFrame, one: Pass, cap: int, window: int
) -> tuple[NDArray[np.uint64], int]:
    """The packed pairs of one pass, and how many groups were cut."""
    if one.partner:
        return _across(features, one, cap)
    rows, starts = _groups(features, one.keys, one.order)
    pairs = []
    sizes = np.diff(np.append(starts, len(rows)))
    large = sizes > cap
    pairs.append(_all_pairs(rows, starts[~large], sizes[~large]))
    cut = int(large.sum())
    if cut:
        kept = np.repeat(large, sizes)
        rest = np.sort(rows[kept])
        part = features[rest]
        inner, begins = _groups(part, (*one.keys, *one.refine), one.order)
        lengths = np.diff(np.append(begins, len(inner)))
        big = lengths > cap
        inner = rest[inner]
        pairs.append(_all_pairs(inner, begins[~big], lengths[~big]))
        pairs.append(_neighbours(inner, begins[big], lengths[big], window))
    return np.concatenate(pairs), cut


def _groups(
    features: pl.DataFrame, keys: tuple[str, ...], order: str | None
) -> tuple[Index, NDArray[np.int64]]:
    """Rows with a complete key, those of one key together, and where each group of two or more begins."""
    keyed = features.select(*keys, *((order,) if order and order not in keys else ()))
    keyed = keyed.with_row_index("row").drop_nulls(keys)
    if keyed.is_empty():
        return np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.int64)
    hashed = keyed.select("row", *((order,) if order else ()), key=_key(keyed, keys))
    hashed = hashed.filter(pl.col("key").is_duplicated())
    hashed = hashed.sort("key", *((order,) if order else ()), "row", nulls_last=True)
    key = hashed["key"].to_numpy()
    if not len(key):
        return np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.int64)
    starts = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
    return hashed["row"].to_numpy(), starts


@frozen
class KeyIndex:
    """One pass kept warm: the hashes of its keys in order, and the rows that have them."""

    key: NDArray[np.uint64] = field(repr=False)
    row: Index = field(repr=False)

    @classmethod
    def of(cls, features: pl.DataFrame, keys: tuple[str, ...]) -> KeyIndex:
        """The index of *keys* over a whole file; rows with a missing key are left out."""
        hashed = _hashed(features, keys).sort("key")
        return cls(hashed["key"].to_numpy(), hashed["row"].to_numpy())

    def rows(self, one: pl.DataFrame, keys: tuple[str, ...], most: int) -> Index:
        """The rows whose key is that of the single record *one*, at most so many."""
        wanted = _hashed(one, keys)
        if wanted.is_empty():
            return self.row[:0]
        value = np.uint64(wanted["key"][0])
        first, last = np.searchsorted(self.key, value), np.searchsorted(self.key, value, "right")
        return self.row[first : min(last, first + most)]


def _hashed(features: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    keyed = features.select(pl.col(key).alias(str(n)) for n, key in enumerate(keys))
    names = tuple(keyed.columns)
    return keyed.with_row_index("row").drop_nulls().select("row", key=_key(keyed, names))


def _key(keyed: pl.DataFrame, keys: tuple[str, ...]) -> pl.Expr:
    """One number for a key: a single hash as it is, several columns by a hash over them."""
    if len(keys) == 1 and keyed.schema[keys[0]] == pl.UInt64:
        return pl.col(keys[0])
    return pl.struct(keys).hash()


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


def _neighbours(
    rows: Index, starts: NDArray[np.int64], sizes: NDArray[np.int64], window: int
) -> NDArray[np.uint64]:
    """In each group each row with the few that follow it."""
    packed = [np.empty(0, dtype=np.uint64)]
    for start, size in zip(starts.tolist(), sizes.tolist(), strict=True):
        block = rows[start : start + size]
        packed += [
            _pack(block[:-step], block[step:]) for step in range(1, min(window, size - 1) + 1)
        ]
    return np.concatenate(packed)


def _across(features: pl.DataFrame, one: Pass, cap: int) -> tuple[NDArray[np.uint64], int]:
    """Pairs of a record with those that its own columns name in other words."""
    here = features.select(one.keys).with_row_index("row").drop_nulls()
    there = features.select(one.partner).with_row_index("other").drop_nulls()
    here = here.select(
        "row",
        key=pl.struct(one.keys).struct.rename_fields(list(map(str, range(len(one.keys))))).hash(),
    )
    there = there.select(
        "other",
        key=pl.struct(one.partner)
        .struct.rename_fields(list(map(str, range(len(one.partner)))))
        .hash(),
    )
    counted = there.join(here, on="key", how="semi").with_columns(n=pl.len().over("key"))
    cut = int(counted.filter(pl.col("n") > cap)["key"].n_unique())
    met = here.join(counted.filter(pl.col("n") <= cap), on="key").filter(
        pl.col("row") != pl.col("other")
    )
    return _pack(met["row"].to_numpy(), met["other"].to_numpy()), cut


def _pack(first: Index, second: Index) -> NDArray[np.uint64]:
    low, high = np.minimum(first, second), np.maximum(first, second)
    return low.astype(np.uint64) << np.uint64(32) | high.astype(np.uint64)
