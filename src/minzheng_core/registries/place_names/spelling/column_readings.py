"""The readings of a whole column of names at once: the same answers as :mod:`readings`, in arrays.

All characters of a chunk lie in one array of code points. Most have one reading wherever they stand
and get it from a table; the runs that have rows of their own are found by their packed code points,
the longest first, and judged by the scalar function, once for every different circumstance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from minzheng_core.registries.place_names.spelling.orthography import (
    APOSTROPHE,
    opens_with_vowel,
    plain,
)
from minzheng_core.registries.place_names.spelling.readings import (
    ReadingIndex,
    ReadingList,
    national,
    of_dictionary,
)
from minzheng_core.registries.place_names.spelling.result import Grade

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from minzheng_core.registries.place_names.spelling.readings import Place
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

    ``text`` is all of them, ``codes`` their code points, ``row`` the name that each belongs to, ``place``
    where in it; per name ``starts``, ``sizes``, ``ends`` (where its specific ends) and ``region``, the
    number of the one of ``regions`` that it lies in.
    """

    text: str
    codes: Ints
    row: Ints
    place: Ints
    starts: Ints
    sizes: Ints
    ends: Ints
    region: Ints
    regions: list[str]


class ColumnReader:
    """Reads the characters of names; keeps what it has judged for the next chunk.

    Every different pair of syllable and grade has a number.
    """

    def __init__(self, own: ReadingList | None = None) -> None:
        settled = {
            run
            for run, rows in national().rules.items()
            if len(run) == 1 and _plane(run) and not any(row.regions or row.part for row in rows)
        }
        self._runs = [_Runs(own.index, set())] if own else []
        self._runs.append(_Runs(national(), settled))
        self._known: dict[tuple[int, Place], tuple[int, ...]] = {}
        self._numbers: dict[tuple[str, Grade], int] = {}
        self._grades: list[int] = []
        self._toned: list[str] = []
        self._plain: list[str] = []
        self._default = np.full(PLANE, -1, dtype=np.int64)
        for char in settled:
            (reading,) = national().judged(char, head=False, tail=False, region="")
            self._default[ord(char)] = self._number(reading)

    @property
    def grades(self) -> Ints:
        """The grade of every number, by its place among :data:`GRADES`."""
        return np.array(self._grades, dtype=np.int64)

    @property
    def pieces(self) -> tuple[list[str], list[str]]:
        """The letters of every number, inside a word and at its beginning; with tones and without."""
        return self._toned, self._plain

    def read(self, chars: Characters) -> Ints:
        """The number of the reading of every character."""
        found: Ints = self._default[chars.codes]
        for code in np.unique(chars.codes[found < 0]).tolist():
            self._default[code] = self._number(of_dictionary(chr(code)))
        found = self._default[chars.codes]
        taken = bytearray(chars.codes.size)
        at: list[int] = []
        judged: list[int] = []
        for number, runs in enumerate(self._runs):
            begun = runs.begun(chars)
            for length in range(runs.index.longest, 0, -1):
                places = runs.positions(chars, begun, length)
                for position, where in _where(chars, places, length):
                    if any(taken[position : position + length]):
                        continue
                    answer = self._judge(number, runs.index, where)
                    if answer:
                        at += range(position, position + length)
                        judged += answer
                        taken[position : position + length] = b"\1" * length
        found[at] = judged
        return found

    def _judge(self, number: int, index: ReadingIndex, where: Place) -> tuple[int, ...]:
        run, head, tail, region = where
        key = number, index.place(run, head=head, tail=tail, region=region)
        answer = self._known.get(key)
        if answer is None:
            readings = index.judged(run, head=head, tail=tail, region=region)
            answer = self._known[key] = tuple(map(self._number, readings))
        return answer

    def _number(self, reading: Reading) -> int:
        pair = reading.syllable, reading.grade
        number = self._numbers.setdefault(pair, len(self._numbers))
        if number == len(self._grades):
            self._grades.append(GRADES.index(reading.grade))
            self._toned += _pieces(reading.syllable)
            self._plain += _pieces(plain(reading.syllable))
        return number


class _Runs:
    """The runs of an index, packed, by their length."""

    def __init__(self, index: ReadingIndex, without: Collection[str]) -> None:
        self.index = index
        self._tables: dict[int, tuple[Flags, NDArray[np.uint64]]] = {}
        self._firsts = np.zeros(PLANE, dtype=np.bool_)
        for length in range(1, index.longest + 1):
            runs = [r for r in index.rules if len(r) == length and r not in without and _plane(r)]
            firsts = np.zeros(PLANE, dtype=np.bool_)
            firsts[[ord(run[0]) for run in runs]] = True
            packed = np.array([_packed(run) for run in runs], dtype=np.uint64)
            self._tables[length] = firsts, np.unique(packed)
            self._firsts |= firsts

    def begun(self, chars: Characters) -> Ints:
        """Where runs of any length may begin."""
        return np.flatnonzero(self._firsts[chars.codes])

    def positions(self, chars: Characters, begun: Ints, length: int) -> Ints:
        """Where, of all that are *begun*, those of that length are; for long runs some that only begin like one."""
        firsts, packed = self._tables[length]
        begun = begun[firsts[chars.codes[begun]]]
        at = begun[chars.sizes[chars.row[begun]] - chars.place[begun] >= length]
        key = chars.codes[at].astype(np.uint64)
        for step in range(1, min(length, PACKED)):
            key = (key << np.uint64(16)) | chars.codes[at + step].astype(np.uint64)
        place = np.minimum(np.searchsorted(packed, key), max(packed.size - 1, 0))
        return at[packed[place] == key] if packed.size else at[:0]


def _where(chars: Characters, places: Ints, length: int) -> Iterator[tuple[int, Place]]:
    """At each of the *places* the run, whether it begins and ends the specific, and the region."""
    row = chars.row[places]
    start = chars.place[places]
    stop = start + length
    tail = (stop == chars.ends[row]) | (stop == chars.sizes[row])
    columns = zip(
        places.tolist(),
        (start == 0).tolist(),
        tail.tolist(),
        chars.region[row].tolist(),
        strict=True,
    )
    for position, head, last, region in columns:
        run = chars.text[position : position + length]
        yield position, (run, head, last, chars.regions[region])


def _pieces(syllable: str) -> tuple[str, str]:
    """A syllable inside a word, and at its beginning."""
    inner = APOSTROPHE + syllable if opens_with_vowel(syllable) else syllable
    return inner, syllable[:1].upper() + syllable[1:]


def _plane(run: str) -> bool:
    return all(ord(char) < PLANE for char in run)


def _packed(run: str) -> int:
    number = 0
    for char in run[:PACKED]:
        number = (number << 16) | ord(char)
    return number
