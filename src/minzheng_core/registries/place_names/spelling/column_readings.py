"""The readings of a whole column of names at once: the same answers as :mod:`readings`, in arrays.

All characters of a chunk lie in one array of code points. Most have one reading wherever they stand
and get it from a table; the runs that have rows of their own are found by their packed code points,
the longest first, and judged by the scalar function, once for every different circumstance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from minzheng_core.registries.place_names.spelling.readings import (
    ReadingIndex,
    ReadingList,
    national,
    of_dictionary,
)
from minzheng_core.registries.place_names.spelling.result import Grade

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from minzheng_core.registries.place_names.spelling.result import Reading

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

PLANE = 0x10000
"""Code points beyond are left to the scalar path."""
PACKED = 4
"""Code points of 16 bits that one number of 64 bits holds."""
GRADES = tuple(Grade)


@frozen(eq=False)
class Characters:
    """The characters of many names, one after the other.

    ``codes`` are code points, ``row`` the name that each belongs to, ``place`` where in it; per name
    ``starts``, ``sizes``, ``ends`` (where its specific ends) and ``region``, the number of the one
    of ``regions`` that it lies in.
    """

    codes: Ints
    row: Ints
    place: Ints
    starts: Ints
    sizes: Ints
    ends: Ints
    region: Ints
    regions: list[str]


class ColumnReader:
    """Reads the characters of names; keeps what it has judged for the next chunk."""

    def __init__(self, own: ReadingList | None = None) -> None:
        settled = {
            run
            for run, rows in national().rules.items()
            if len(run) == 1 and _plane(run) and not any(row.regions or row.part for row in rows)
        }
        self._runs = [_Runs(own.index, set())] if own else []
        self._runs.append(_Runs(national(), settled))
        self._known: dict[tuple[int, str, str, bool, bool], tuple[tuple[int, int], ...]] = {}
        self.syllables: list[str] = [""]
        self._ids: dict[str, int] = {"": 0}
        self._default = np.full(PLANE, -1, dtype=np.int64)
        self._grade = np.zeros(PLANE, dtype=np.int64)
        for char in settled:
            (reading,) = national().judged(char, head=False, tail=False, region="")
            self._default[ord(char)], self._grade[ord(char)] = self._number(reading)

    def read(self, chars: Characters) -> tuple[Ints, Ints]:
        """For every character the number of its syllable and that of its grade."""
        found = np.full(chars.codes.size, -1, dtype=np.int64)
        grades = np.zeros(chars.codes.size, dtype=np.int64)
        left = chars.sizes[chars.row] - chars.place
        taken = bytearray(chars.codes.size)
        for number, runs in enumerate(self._runs):
            for length in range(runs.index.longest, 0, -1):
                for position in runs.positions(chars, left, length).tolist():
                    if any(taken[position : position + length]):
                        continue
                    answer = self._judge(number, runs.index, chars, position, length)
                    for at, (syllable, grade) in enumerate(answer, position):
                        found[at], grades[at], taken[at] = syllable, grade, 1
        rest = np.flatnonzero(found < 0)
        codes = chars.codes[rest]
        for code in np.unique(codes[self._default[codes] < 0]).tolist():
            self._default[code], self._grade[code] = self._number(of_dictionary(chr(code)))
        found[rest], grades[rest] = self._default[codes], self._grade[codes]
        return found, grades

    def _judge(
        self, number: int, index: ReadingIndex, chars: Characters, position: int, length: int
    ) -> tuple[tuple[int, int], ...]:
        row, start = int(chars.row[position]), int(chars.place[position])
        stop = start + length
        head = start == 0
        tail = stop in {int(chars.ends[row]), int(chars.sizes[row])}
        run = "".join(map(chr, chars.codes[position : position + length].tolist()))
        region = chars.regions[chars.region[row]]
        key = (number, run, region[: index.digits(run)], head, tail)
        if key not in self._known:
            readings = index.judged(run, head=head, tail=tail, region=region)
            self._known[key] = tuple(map(self._number, readings))
        return self._known[key]

    def _number(self, reading: Reading) -> tuple[int, int]:
        number = self._ids.setdefault(reading.syllable, len(self._ids))
        if number == len(self.syllables):
            self.syllables.append(reading.syllable)
        return number, GRADES.index(reading.grade)


class _Runs:
    """The runs of an index, packed, by their length."""

    def __init__(self, index: ReadingIndex, without: Collection[str]) -> None:
        self.index = index
        self._tables: dict[int, tuple[Flags, NDArray[np.uint64]]] = {}
        for length in range(1, index.longest + 1):
            runs = [r for r in index.rules if len(r) == length and r not in without and _plane(r)]
            firsts = np.zeros(PLANE, dtype=np.bool_)
            firsts[[ord(run[0]) for run in runs]] = True
            packed = np.array([_packed(run) for run in runs], dtype=np.uint64)
            self._tables[length] = firsts, np.unique(packed)

    def positions(self, chars: Characters, left: Ints, length: int) -> Ints:
        """Where runs of that length begin; for long runs some that only begin like one."""
        firsts, packed = self._tables[length]
        at = np.flatnonzero(firsts[chars.codes] & (left >= length))
        key = chars.codes[at].astype(np.uint64)
        for step in range(1, min(length, PACKED)):
            key = (key << np.uint64(16)) | chars.codes[at + step].astype(np.uint64)
        place = np.minimum(np.searchsorted(packed, key), max(packed.size - 1, 0))
        return at[packed[place] == key] if packed.size else at[:0]


def _plane(run: str) -> bool:
    return all(ord(char) < PLANE for char in run)


def _packed(run: str) -> int:
    number = 0
    for char in run[:PACKED]:
        number = (number << 16) | ord(char)
    return number
