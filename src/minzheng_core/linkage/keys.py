"""Keys over columns of features: one number for each row, made and grouped in NumPy (比对键)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import field, frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minzheng_core.linkage.levels import Columns

    Index = NDArray[np.uint32]
    Keys = NDArray[np.uint64]

_SEED, _ODD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
SPARE_BITS = 2
"""So many bits more are counted than rows need: few rows alone share a count by chance."""


def mixed(columns: Columns, names: tuple[str, ...]) -> Keys:
    """One number for each row out of several integer columns, missing values like any other.

    The numbers do not depend on what else is in the columns, so they can be kept and met again.
    """
    return mixed_values(*(columns[name] for name in names))


def mixed_values(*values: NDArray[Any]) -> Keys:
    """The same out of the values themselves."""
    key = np.full(len(values[0]), _SEED, dtype=np.uint64)
    for value in values:
        key ^= value.astype(np.uint64)
        key *= _ODD
        key ^= key >> _HALF
    key *= _ODD
    key ^= key >> _HALF
    return key


def known_keys(columns: Columns, names: tuple[str, ...]) -> tuple[Index, Keys]:
    """The rows that have all of *names*, in order, and their keys.

    >>> import polars as pl
    >>> from minzheng_core.linkage.levels import Columns
    >>> rows, keys = known_keys(Columns(pl.DataFrame({"day": [3, None, 3]})), ("day",))
    >>> rows.tolist(), bool(keys[0] == keys[1])
    ([0, 2], True)
    """
    known = np.ones(len(columns), dtype=np.bool_)
    for name in names:
        column = columns.frame[name]
        if column.null_count():
            known &= column.is_not_null().to_numpy()
    rows = np.flatnonzero(known).astype(np.uint32)
    return rows, mixed(columns, names)[rows]


def may_be_shared(keys: Keys) -> NDArray[np.bool_]:
    """Whether another row may have the same key: the first bits of the keys are counted.

    Every key that is shared is told, and a few that are not.
    """
    spot, size = _spots(keys, len(keys))
    return np.asarray(np.bincount(spot, minlength=size)[spot] > 1)


def may_meet(keys: Keys, others: Keys) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether each key may stand among *others*, and each of those among *keys*."""
    masks = []
    for own, theirs in ((keys, others), (others, keys)):
        spot, size = _spots(theirs, len(theirs))
        there = np.zeros(size, dtype=np.bool_)
        there[spot] = True
        masks.append(np.asarray(there[_spots(own, len(theirs))[0]]))
    return masks[0], masks[1]


def _spots(keys: Keys, count: int) -> tuple[NDArray[np.int64], int]:
    bits = count.bit_length() + SPARE_BITS
    return (keys >> np.uint64(64 - bits)).astype(np.int64), 1 << bits


@frozen
class KeyIndex:
    """One pass kept warm: its keys in order, the rows that have them, and what was added since."""

    key: Keys = field(repr=False)
    row: Index = field(repr=False)
    added: dict[int, list[int]] = field(factory=dict, repr=False)

    @classmethod
    def of(cls, columns: Columns, names: tuple[str, ...]) -> KeyIndex:
        """The index of *names* over a whole file; rows with a missing key are left out."""
        rows, keys = known_keys(columns, names)
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], rows[order])

    def rows(self, one: Columns, names: tuple[str, ...], most: int) -> list[int]:
        """The rows whose key is that of the single record *one*, at most so many."""
        _, wanted = known_keys(one, names)
        if not len(wanted):
            return []
        first = np.searchsorted(self.key, wanted[0])
        last = np.searchsorted(self.key, wanted[0], "right")
        found: list[int] = self.row[first : min(last, first + most)].tolist()
        return [*found, *self.added.get(int(wanted[0]), ())][:most]

    def counts(self, values: Keys) -> NDArray[np.int64]:
        """How many rows have each of *values* in the only column of this index."""
        keys = mixed_values(values)
        found = np.searchsorted(self.key, keys, "right") - np.searchsorted(self.key, keys)
        more = [len(self.added.get(key, ())) for key in keys.tolist()] if self.added else 0
        return np.asarray(found + more)

    def add(self, one: Columns, names: tuple[str, ...], row: int) -> None:
        """Put one more record, the single one of *one*, into the index as *row*."""
        for key in known_keys(one, names)[1].tolist():
            self.added.setdefault(key, []).append(row)
