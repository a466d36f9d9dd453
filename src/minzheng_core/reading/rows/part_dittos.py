"""Dittos that stand for a part of the cell above: ``〃枫林大队``, ``〃02``, ``〃〃13``, ``埠头公社〃``.

What the remainder is says how much of the cell above it takes the place of: a day that of the day, a serial number the
digits at the end, a village that of the village. Where that is not clear, nothing is taken from above.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from minzheng_core.reading.ditto_marks import OF_A_PART as MARKS
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Callable

_MARK = f"[{MARKS}]"
PART = f"^\\s*{_MARK}.*[^{MARKS}\\s]|[^{MARKS}\\s].*{_MARK}\\s*$|\\d[年月./\\-]{_MARK}"
"""A mark, and something that is none, before or behind it."""
_LEADING, _TRAILING = re.compile(rf"\s*(?:{_MARK}\s*)+"), re.compile(rf"(?:\s*{_MARK})+\s*$")
_OF_DATE = re.compile(rf"{_MARK}|[^{MARKS}年月日号./\-、．\s]+")
_DAY_ALONE = re.compile(r"[^年月]*")
_DATE_PARTS = 3
_SERIAL = re.compile(r"(?:第\s*)?(\d{1,7})\s*号?\s*")
_NUMBERED = re.compile(r"(.*?)(\d+)(\s*号?\s*)", re.DOTALL)
_NEXT = 50
"""Serials within which one that leaves its first digits out must follow the one above."""
_UNITS = (
    ("省", "自治区"),
    ("市", "地区", "州", "盟"),
    ("自治县", "县", "区", "旗"),
    ("人民公社", "公社", "乡", "镇", "街道"),
    ("大队", "村委会", "居委会", "社区", "村"),
    ("生产队", "村民小组", "小组", "队", "组", "屯"),
    ("号",),
)
_RANK = {unit: rank for rank, units in enumerate(_UNITS) for unit in units}
_SEGMENT = re.compile(f".+?(?:{'|'.join(sorted(_RANK, key=len, reverse=True))})")
_CITY, _COUNTY = 1, 2


def completed(cell: str, above: str, kind: FieldKind) -> str | None:
    """*cell* with what its marks stand for in the cell *above*; ``None`` where that is not clear.

    >>> completed("〃枫林大队", "埠头公社垓上大队", FieldKind.DOMICILE)
    '埠头公社枫林大队'
    >>> completed("〃02", "埠字8001", FieldKind.CERTIFICATE_NUMBER), completed("〃〃13", "80.1.3", FieldKind.EVENT_DATE)
    ('埠字8002', '80.1.13')
    >>> completed("〃枫林", "埠头公社垓上大队", FieldKind.DOMICILE)
    """
    complete = _COMPLETE.get(kind)
    return complete(cell, above) if complete else None


def _date(cell: str, above: str) -> str | None:
    """Year, month or day of the date above; a number alone behind a mark is the day."""
    parts, said = _OF_DATE.findall(cell), list(_OF_DATE.finditer(above))
    if len(said) != _DATE_PARTS or any(part[0] in MARKS for part in said):
        return None
    if len(parts) == _DATE_PARTS - 1 and parts[0] in MARKS and _DAY_ALONE.fullmatch(cell):
        parts.insert(0, parts[0])
    if len(parts) != _DATE_PARTS:
        return None
    whole = above
    for part, place in reversed(list(zip(parts, said, strict=True))):
        if part not in MARKS:
            whole = whole[: place.start()] + part + whole[place.end() :]
    return whole


def _number(cell: str, above: str) -> str | None:
    """The serial at the end of the number above, as far as it is written again."""
    serial, numbered = _SERIAL.fullmatch(_LEADING.sub("", cell)), _NUMBERED.fullmatch(above)
    if serial is None or numbered is None or not _LEADING.match(cell):
        return None
    before, digits, behind = numbered.groups()
    left_out = len(digits) - len(serial[1])
    number = digits[: max(left_out, 0)] + serial[1]
    if left_out > 0 and not 0 <= int(number) - int(digits) <= _NEXT:
        return None
    return f"{before}{number}{behind}"


def _place(cell: str, above: str) -> str | None:
    """The larger units of the place above before a smaller one, or the smaller ones behind a larger one."""
    said = _segments(above)
    if leading := _LEADING.match(cell):
        own = cell[leading.end() :].strip()
        ranks = [rank for _, rank in _segments(own)]
        larger = [text for text, rank in said if ranks and rank < ranks[0]]
        return "".join(larger) + own if larger and len(larger) < len(said) else None
    own = _TRAILING.sub("", cell).strip()
    ranks = [rank for _, rank in _segments(own)]
    smaller = [text for text, rank in said if ranks and rank > ranks[-1]]
    return own + "".join(smaller) if smaller and len(smaller) < len(said) else None


def _segments(text: str) -> list[tuple[str, int]]:
    """The units of a place with their ranks, the larger first; none where their order is another."""
    found: list[tuple[str, int]] = []
    for match in _SEGMENT.finditer(text):
        unit = max((unit for unit in _RANK if match[0].endswith(unit)), key=len)
        county_level = unit == "市" and found and found[-1][1] == _CITY
        found.append((match[0], _COUNTY if county_level else _RANK[unit]))
    rising = all(one[1] < other[1] for one, other in pairwise(found))
    return found if rising and "".join(part for part, _ in found) == text.strip() else []


_COMPLETE: dict[FieldKind, Callable[[str, str], str | None]] = {
    FieldKind.EVENT_DATE: _date,
    FieldKind.CERTIFICATE_NUMBER: _number,
    FieldKind.OFFICE: _place,
    FieldKind.DOMICILE: _place,
}
