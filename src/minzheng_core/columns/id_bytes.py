"""Identity numbers as a matrix of bytes: every part and every fault of a million in a tenth of a second.

Each weighted sum of digits is one column of a matrix product (float32 holds whole numbers below
2**24 exactly); dates and region codes are looked up in tables. Rows go through in chunks that fit
the cache. Rows that are not plain digits are only marked, for the scalar code to read.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

from minzheng_core.columns.day_numbers import day_number
from minzheng_core.columns.masks import bits_of
from minzheng_core.values.ids.arithmetic import WEIGHTS
from minzheng_core.values.ids.faults import EARLIEST_BIRTH, FAULTS
from minzheng_core.values.ids.kinds import IdKind, kind_of_18, region_form_fits
from minzheng_core.values.ids.text import placeholder

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

NO_DATE = np.iinfo(np.int32).min
NO_REGION = -1
NO_CHECK = 11
KINDS: tuple[IdKind, ...] = tuple(IdKind)
"""Kinds in the order of their numbers in ``Parts.kind``."""

_CHUNK = 32_768
_BLOCK = 2048
_FIRST_YEAR, _LAST_YEAR = 1800, 2099
_BIT = {code: np.uint32(bit) for code, bit in bits_of(FAULTS).items()}
_BAD_REGION, _ODD_REGION, _FOREIGN, _PERMIT = (np.uint8(1 << bit) for bit in range(4))


@frozen(eq=False, repr=False)
class Parts:
    """The parts of *n* numbers, one array each.

    ``region`` as a whole number (−1: none), ``birth`` in days since 1970 (``NO_DATE``: none),
    ``sex`` 1 male, 2 female, 0 none, ``check`` the expected check digit (10: X, 11: none),
    ``faults`` bits of ``FAULTS``, ``lower`` an x to be raised, ``odd`` to be read otherwise.
    """

    kind: NDArray[np.uint8]
    region: NDArray[np.int32]
    birth: NDArray[np.int32]
    sex: NDArray[np.uint8]
    check: NDArray[np.uint8]
    faults: NDArray[np.uint32]
    lower: NDArray[np.bool_]
    odd: NDArray[np.bool_]

    @classmethod
    def empty(cls, rows: int) -> Parts:
        """Parts of *rows* numbers about which nothing is known."""
        return cls(
            kind=np.full(rows, len(KINDS), np.uint8),
            region=np.full(rows, NO_REGION, np.int32),
            birth=np.full(rows, NO_DATE, np.int32),
            sex=np.zeros(rows, np.uint8),
            check=np.full(rows, NO_CHECK, np.uint8),
            faults=np.zeros(rows, np.uint32),
            lower=np.zeros(rows, np.bool_),
            odd=np.ones(rows, np.bool_),
        )


def parts_of(data: bytes, size: int, on: date | None = None) -> Parts:
    """The parts of the numbers of *size* 15 or 18 that stand end to end in *data*."""
    matrix = np.frombuffer(data, np.uint8).reshape(-1, size)
    parts = Parts.empty(len(matrix))
    last_day = day_number(on) if on else np.iinfo(np.int32).max
    fill = _fill_18 if size == 18 else _fill_15
    for start in range(0, len(matrix), _CHUNK):
        fill(parts, slice(start, start + _CHUNK), matrix[start : start + _CHUNK], last_day)
    return parts


def _weights(size: int, *columns: tuple[int, list[int]]) -> NDArray[np.float32]:
    matrix = np.zeros((size, len(columns)), np.float32)
    for column, (start, weights) in enumerate(columns):
        matrix[start : start + len(weights), column] = weights
    return matrix


_REGION = (0, [100_000, 10_000, 1000, 100, 10, 1])
_FOUR = [1000, 100, 10, 1]
_THREE = [100, 10, 1]
_SUMS_18 = _weights(18, _REGION, (6, _FOUR), (10, _FOUR), (14, _THREE), (0, [*WEIGHTS, 0]))
_SUMS_15 = _weights(
    15, _REGION, (6, [10, 1]), (8, _FOUR), (12, _THREE), (0, [*WEIGHTS[:6], *WEIGHTS[8:]])
)
_ONES = {size: np.ones((size, 1), np.float32) for size in (15, 18)}


def _sums(digits: NDArray[Any], weights: NDArray[np.float32]) -> NDArray[np.int32]:
    """The weighted sums of each row, one array per column of *weights*.

    Blocks are small enough that the linear algebra library stays on one thread: waking others
    costs more than the sums.
    """
    rows, size = digits.shape
    numbers = digits.astype(np.float32)
    sums = np.empty((rows, weights.shape[1]), np.float32)
    whole = rows - rows % _BLOCK
    blocks = numbers[:whole].reshape(-1, _BLOCK, size)
    np.matmul(blocks, weights, out=sums[:whole].reshape(-1, _BLOCK, weights.shape[1]))
    np.matmul(numbers[whole:], weights, out=sums[whole:])
    return sums.T.astype(np.int32)


def _fill_18(parts: Parts, rows: slice, text: NDArray[np.uint8], last_day: int) -> None:
    digits = text - np.uint8(48)
    last = text[:, 17]
    lower = last == ord("x")
    digits[(last == ord("X")) | lower, 17] = 0
    odd = _sums(digits > 9, _ONES[18])[0] > 0
    tail = np.where(last >= ord("X"), np.uint8(10), digits[:, 17])
    region, year, month_day, sequence, weighted = _sums(digits, _SUMS_18)
    region[odd] = year[odd] = month_day[odd] = 0
    form = _region_forms()[region]
    odd |= (form & _ODD_REGION != 0) | (year < _FIRST_YEAR) | (year > _LAST_YEAR)
    year[odd] = _FIRST_YEAR
    check = ((12 - weighted % 11) % 11).astype(np.uint8)
    faults = (form & _BAD_REGION).astype(np.uint32) * _BIT["ID105"]
    faults |= (check != tail) * _BIT["ID104"]
    faults |= ((sequence % 100 == 0) & (tail == 0)) * _BIT["ID112"]
    foreign = form & _FOREIGN != 0
    kind = np.full(len(text), KINDS.index(IdKind.CITIZEN18), np.uint8)
    kind[foreign] = KINDS.index(IdKind.FOREIGN_PR18)
    kind[form & _PERMIT != 0] = KINDS.index(IdKind.RESIDENCE_PERMIT)
    region[foreign] = NO_REGION
    parts.kind[rows], parts.region[rows], parts.check[rows] = kind, region, check
    parts.lower[rows], parts.odd[rows] = lower, odd
    _fill_common(parts, rows, faults, (year, month_day, sequence), last_day)


def _fill_15(parts: Parts, rows: slice, text: NDArray[np.uint8], last_day: int) -> None:
    digits = text - np.uint8(48)
    odd = _sums(digits > 9, _ONES[15])[0] > 0
    region, year, month_day, sequence, weighted = _sums(digits, _SUMS_15)
    region[odd] = year[odd] = month_day[odd] = 0
    form = _region_forms()[region]
    odd |= form & _ODD_REGION != 0
    centenarian = sequence >= 996
    faults = (form & (_BAD_REGION | _FOREIGN | _PERMIT) != 0) * _BIT["ID105"]
    faults |= ((year <= 15) & ~centenarian) * _BIT["ID109"]
    faults |= centenarian * _BIT["ID110"]
    # The century adds its two digits, 1 and 9 or 8, with the weights 2 and 1.
    weighted += 2 * 1 + 9 - centenarian
    parts.check[rows] = (12 - weighted % 11) % 11
    parts.kind[rows] = KINDS.index(IdKind.CITIZEN15)
    parts.region[rows], parts.odd[rows] = region, odd
    full_year = year + 1900 - 100 * centenarian.astype(np.int32)
    _fill_common(parts, rows, faults, (full_year, month_day, sequence), last_day)
    dateless = rows.start + np.flatnonzero((parts.birth[rows] == NO_DATE) & ~odd)
    if len(dateless):
        part = (numbers[dateless - rows.start] for numbers in (year, month_day, sequence))
        parts.faults[dateless[_cut_to_15(*part)]] |= _BIT["ID118"]


def _cut_to_15(
    year: NDArray[np.int32], month_day: NDArray[np.int32], sequence: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Which numbers without a day have one where 18 digits have it: :func:`cut_to_15` says why."""
    full_year = year * 100 + month_day // 100
    its_day = np.minimum(month_day % 100 * 100 + sequence // 10, 1299)
    of_century = (year == 19) | (year == 20)
    place = np.where(of_century, full_year - _FIRST_YEAR, 0) * 1300 + its_day
    found: NDArray[np.bool_] = of_century & (_birth_days()[place] != NO_DATE)
    return found


def _fill_common(
    parts: Parts,
    rows: slice,
    faults: NDArray[np.uint32],
    numbers: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]],
    last_day: int,
) -> None:
    year, month_day, sequence = numbers
    birth = _birth_days()[(year - _FIRST_YEAR) * 1300 + np.minimum(month_day, 1299)]
    future = birth > last_day
    faults |= (birth == NO_DATE) * _BIT["ID103"]
    faults |= (sequence == 0) * _BIT["ID106"]
    faults |= future * _BIT["ID107"]
    faults |= ((birth < day_number(EARLIEST_BIRTH)) & (birth != NO_DATE) & ~future) * _BIT["ID108"]
    parts.birth[rows], parts.faults[rows] = birth, faults
    parts.sex[rows] = 2 - (sequence & 1)


@cache
def _birth_days() -> NDArray[np.int32]:
    """Days since 1970 at index ``(year - 1800) * 1300 + month * 100 + day``, else ``NO_DATE``."""
    table = np.full((_LAST_YEAR - _FIRST_YEAR + 1) * 1300, NO_DATE, np.int32)
    day = np.arange(f"{_FIRST_YEAR}-01-01", f"{_LAST_YEAR + 1}-01-01", dtype="M8[D]")
    month = day.astype("M8[M]")
    year = day.astype("M8[Y]").astype(np.int64) + 1970 - _FIRST_YEAR
    index = year * 1300 + (month.astype(np.int64) % 12 + 1) * 100
    index += (day - month.astype("M8[D]")).astype(np.int64) + 1
    table[index] = day.astype(np.int64)
    return table


@cache
def _region_forms() -> NDArray[np.uint8]:
    """What each of a million codes is by form alone, as bits."""
    table = np.zeros((100, 10_000), np.uint8)
    for first in range(100):
        prefix = f"{first:02d}"
        kind = kind_of_18(prefix)
        if kind is IdKind.FOREIGN_PR18:
            continue
        table[first] = 0 if region_form_fits(kind, prefix + "0000") else _BAD_REGION
        if kind is IdKind.RESIDENCE_PERMIT:
            table[first] = _BAD_REGION | _PERMIT
            table[first, 0] = _PERMIT
    flat = table.reshape(-1)
    for code in range(900_000, 1_000_000, 1000):
        flat[code : code + 1000] = _FOREIGN
        if not region_form_fits(IdKind.FOREIGN_PR18, f"{code + 1}"):
            flat[code : code + 1000] |= _BAD_REGION
        flat[code] |= _BAD_REGION
    # A number that may be a placeholder shows it in its first six digits.
    beginnings = [str(digit) * 6 for digit in range(10)] + ["012345", "123456"]
    flat[[int(beginning) for beginning in beginnings if placeholder(beginning)]] |= _ODD_REGION
    return flat
