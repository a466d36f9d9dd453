"""Rows of a small table that counts the records, below them on the same sheet: 年份 类别 件数, 结婚 120.

They are told by what they say, since they stand in the columns of the register: headings that count
(件数, 对数) with short numbers below, or the word for an act, a year or a month with nothing but short
numbers, where a name or an address would stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Cells = dict[int, str]

_COUNTS = re.compile(
    r".{0,8}(?:[件对對数數宗人户戶份次例]\s*[数數]|[数數]量|比例|占比|百分[比率]|[合总總小]\s*[计計]|总数|總數)"
    r"\s*(?:[（(].{1,4}[）)])?"
)
"""A heading over numbers that count."""
_NUMBER = re.compile(r"\d{1,3}(?:,?\d{3})?(?:\.\d{1,2})?\s*[%％件对對宗人户戶份次例]?")
"""A number that counts, or a share."""
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?度?|\d{1,2}\s*月份?|[一二三四]\s*季度|[上下]半年")
_AXIS = "月份?|年份?|年度|季度"
_ALONG = re.compile(r"[一二三四五六七八九十元]{1,3}|\d{1,4}")
LYING = (
    rf"^\s*(?:{_AXIS}|.{{0,4}}(?:[件对對数數宗人户戶份次例][数數]|[合总總小][计計]))\s*[:：]?\s*$"
)
"""What begins a row of a small table that lies on its side, however many cells it has."""
_ACT = re.compile(
    r"(?:[初再结結离離复復]婚|协议离婚|[补補][发發办辦领領](?:[结結离離]婚证?)?|撤[销銷]|换证|無效|无效|涉外|其[他它])"
    r"(?:登[记記])?(?:[件对對][数數])?"
)
_PLACED = frozenset((FieldKind.PERSON_NAME, FieldKind.DOMICILE, FieldKind.OFFICE))
"""Where neither a number nor an act can stand."""
_HEADING_LENGTH = 12
_ALONG_LEAST = 2
"""A row on its side has so many cells after its first."""
_APART = 3
"""Rows of one small table are not further from each other."""


def statistics_rows(
    rows: Iterable[tuple[int, Cells]], kinds: Sequence[FieldKind | None]
) -> list[int]:
    """The numbers of the *rows* (those with few cells, by position) that count records instead of being one.

    >>> name, kind = FieldKind.PERSON_NAME, FieldKind.EVENT_DATE
    >>> below = [(9, {0: "年份", 1: "件数"}), (10, {0: "1986", 1: "120"}), (11, {0: "1987", 1: "王五"})]
    >>> statistics_rows(below, (kind, name))
    [9, 10]
    >>> across = [(9, {0: "月份", 1: "一", 2: "二"}), (10, {0: "对数", 1: "3", 2: "5"})]
    >>> statistics_rows(across, (kind, name, None))
    [9, 10]
    """
    found: list[int] = []
    headings: Cells = {}
    for row, cells in rows:
        if found and row - found[-1] > _APART:
            headings = {}
        if _are_headings(cells):
            headings = cells
        elif not (_below(cells, headings) or _counts(cells, kinds) or _lies(cells)):
            headings = {}
            continue
        found.append(row)
    return found


def _are_headings(cells: Cells) -> bool:
    """Whether a row heads columns of which one counts."""
    words = [cell.strip() for cell in cells.values()]
    plain = all(len(word) <= _HEADING_LENGTH and not re.search(r"\d", word) for word in words)
    return len(words) > 1 and plain and any(_COUNTS.fullmatch(word) for word in words)


def _below(cells: Cells, headings: Cells) -> bool:
    """Whether a row has short numbers below *headings* that count, and cells below these only."""
    if not headings or not min(headings) <= min(cells) <= max(cells) <= max(headings):
        return False
    counted = [at for at, word in headings.items() if _COUNTS.fullmatch(word.strip())]
    numbers = [cells[at] for at in counted if at in cells]
    return bool(numbers) and all(_NUMBER.fullmatch(number.strip()) for number in numbers)


def _lies(cells: Cells) -> bool:
    """Whether a row is one of a small table on its side: 月份 and months, 对数 and numbers."""
    first, *others = (cells[at].strip().rstrip(":：").rstrip() for at in sorted(cells))
    if len(others) < _ALONG_LEAST:
        return False
    if re.fullmatch(_AXIS, first):
        return all(
            _ALONG.fullmatch(word) or _YEAR.fullmatch(word) or _COUNTS.fullmatch(word)
            for word in others
        )
    return bool(_COUNTS.fullmatch(first)) and all(_NUMBER.fullmatch(word) for word in others)


def _counts(cells: Cells, kinds: Sequence[FieldKind | None]) -> bool:
    """Whether a row says of an act, a year or a month nothing but short numbers, one of them out of place."""
    words = {at: cell.strip() for at, cell in cells.items()}
    acts = [at for at, word in words.items() if _ACT.fullmatch(word)]
    years = [at for at, word in words.items() if _YEAR.fullmatch(word)]
    numbers = [at for at, w in words.items() if at not in years and _NUMBER.fullmatch(w)]
    said = len(words) == len({*acts, *years, *numbers})
    return said and bool(numbers) and any(kinds[at] in _PLACED for at in (*acts, *years, *numbers))
