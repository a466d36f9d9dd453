"""Cells of one person that stand in each other's place: a number where the birth date belongs.

What a number is can be seen from its form alone, and so can a date, a name or an address that stands
where the number belongs; only then the two cells change places again. Plain Python, so that one record
can be checked on the light core.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.values.dates.partial_date import PartialDate
from minzheng_core.values.ids.id_number import IdNumber
from minzheng_core.values.ids.kinds import IdKind

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

_YEARS = "(?:[1-9][0-9]|[二三四五六七八九]十[一二三四五六七八九]?|十[六七八九]|[廿卅][一二三四五六七八九]?)"
_COUNTED = "[虚虛周週满滿足实實]"
AGE_CELL = (
    rf"^\s*(?:{_YEARS}|[^0-9]*(?:[1-9][0-9][^0-9]*岁|岁[^0-9]*[1-9][0-9])[^0-9]*|[^0-9]{{0,6}}岁[^0-9]{{0,4}}"
    rf"|[(（]?{_COUNTED}[龄齡]?[)）:：\s]{{0,2}}{_YEARS}|{_YEARS}\s*[(（]?{_COUNTED}[龄齡]?[)）]?)\s*$"
)
"""A cell for a birth date with an age in it: ``22``, ``22岁``, ``虚岁22``, ``虚22``, ``廿二``; for both engines."""
WHOLE_DATE = (
    r"(?:18|19|20)\d\d(?:\s*[年./．／、\-－]\s*\d{1,2}\s*[月./．／、\-－]\s*\d{1,2}|\d{4}\s*$)"
)
"""What a cell for an age says where a date of birth stands there, to the day; for both engines."""
NUMBER_BEGINS = r"^[\s'‘’`＇]*(?:[0-9０-９][\s\-]*){12}"
"""How a cell begins that may hold an identity number; for both engines."""
WORTH_A_LOOK = r"[\u3400-\u9fff]{2}|\d{2}[.．/／年、-]\d"
"""What stands in the cell of a number that may be a name, an address or a date; for both engines."""
_NUMBER = re.compile(NUMBER_BEGINS)
_CITIZEN = frozenset({IdKind.CITIZEN15, IdKind.CITIZEN18})
_NO_NUMBER = _CITIZEN | {IdKind.OTHER}
"""As what a number is read that is none; other kinds may be meant as they stand."""
_HAN = r"[\u3400-\u9fff]"
_NAME = re.compile(rf"\s*{_HAN}\s*{_HAN}(?:\s*{_HAN}){{0,2}}\s*|\s*{_HAN}+(?:[·•.]{_HAN}+)+\s*")
_ADDRESS = re.compile(rf"{_HAN}{{2}}[省市县区旗州盟镇乡村街路社队组屯]")
_AGE = re.compile(AGE_CELL)
_WHOLE_DATE = re.compile(WHOLE_DATE)


def _is_birth(text: str) -> bool:
    return PartialDate.parse(text, role="birth").value is not None or bool(_AGE.search(text))


_FORMS: Mapping[str, Callable[[str], bool]] = {
    "birth_date": _is_birth,
    "name": lambda text: _NAME.fullmatch(text) is not None,
    "domicile": lambda text: _ADDRESS.search(text) is not None,
}
"""What of a person can stand in the cell of the number, and how that is told by its form."""


def exchangeable(person: str, fields: Container[str]) -> list[str]:
    """Those of *fields* that can have changed places with the number of a *person* (``husband``)."""
    return [field for part in _FORMS if (field := f"{person}_{part}") in fields]


def exchanged(person: str, cells: Mapping[str, str | None]) -> str | None:
    """The field that has changed places with the number of a *person*, if the form of both cells says so.

    *cells* are those of a record, with all fields that it has room for. One of the two may also be
    empty, or hold no more than a word for that (不详) or a number that a spreadsheet rounded; but words
    look like names, so that these move only where a number stands in their place.

    >>> cells = {"wife_id_number": "1962-08-15", "wife_birth_date": "362133196208150010"}
    >>> exchanged("wife", cells)
    'wife_birth_date'
    >>> exchanged("wife", cells | {"wife_id_number": "362133620815001"})
    """
    number = cells.get(f"{person}_id_number") or ""
    if _NUMBER.match(number):
        return None
    fields = {field: cells[field] or "" for field in exchangeable(person, cells)}
    holders = [field for field, text in fields.items() if _is_number(text)]
    if holders:
        fits = [field for field in holders if _says_nothing(number) or _may_hold(field, number)]
        return fits[0] if len(holders) == len(fits) == 1 else None
    found = IdNumber.parse(number).value
    if _says_nothing(number) or (found is not None and found.kind not in _NO_NUMBER):
        return None
    fits = [f for f, text in fields.items() if _may_hold(f, number) and _says_nothing(text)]
    if len(fits) != 1 or (fits[0].endswith("_name") and not _is_lost(fields[fits[0]])):
        return None
    return fits[0]


def birth_in_age(person: str, cells: Mapping[str, str | None]) -> bool:
    """Whether the birth date of a *person* stands in the cell of the age, and none in its own.

    That one may hold the age: the two have changed places.

    >>> birth_in_age("wife", {"wife_age": "1962.8.15"}), birth_in_age("wife", {"wife_age": "24"})
    (True, False)
    >>> birth_in_age("wife", {"wife_age": "1962.8.15", "wife_birth_date": "1962-08-16"})
    False
    """
    text, own = cells.get(f"{person}_age") or "", cells.get(f"{person}_birth_date") or ""
    if not _WHOLE_DATE.search(text) or (own.strip() and not _AGE.search(own)):
        return False
    birth = PartialDate.parse(text, role="birth").value
    return birth is not None and birth.precision == "ymd"


def _may_hold(field: str, text: str) -> bool:
    """Whether *text* has the form of what belongs into a field of a person."""
    return next(fits(text) for part, fits in _FORMS.items() if field.endswith(f"_{part}"))


def _is_number(text: str) -> bool:
    """Whether *text* is a citizen's number by its form, sound or not."""
    if not _NUMBER.match(text):
        return False
    value = IdNumber.parse(text).value
    return value is not None and value.kind in _CITIZEN


def _says_nothing(text: str) -> bool:
    """Whether a cell is empty, or holds a word for that or a number that was lost."""
    parsed = IdNumber.parse(text)
    return parsed.value is None and (not text.strip() or bool(parsed.findings))


def _is_lost(text: str | None) -> bool:
    """Whether a spreadsheet rounded the number that stood there (3.62133E+17)."""
    return any(finding.code == "ID111" for finding in IdNumber.parse(text).findings)
