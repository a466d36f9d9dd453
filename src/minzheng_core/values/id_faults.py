"""What is wrong in a number itself: one finding for each part, all of them, in the order of codes.

Standards: GB 11643-1999, GB 11643-1989. Whether the region code fits its time is not judged here,
see :mod:`minzheng_core.rules.id_check`.
"""

from __future__ import annotations

from datetime import date

from minzheng_core.findings import Finding, Severity, catalogue
from minzheng_core.values.id_arithmetic import (
    CENTENARIAN_SEQUENCES,
    century_of,
    check_digit,
    date_of,
)
from minzheng_core.values.id_kinds import EIGHTEEN, IdKind, expected_length, region_form_fits
from minzheng_core.values.id_text import MASK_SYMBOLS, reading_of

FAULTS: tuple[str, ...] = (
    "ID101",  # length
    "ID102",  # characters
    "ID103",  # date of birth does not exist
    "ID104",  # check digit
    "ID105",  # region form
    "ID106",  # sequence 000
    "ID107",  # born after the day in question
    "ID108",  # born too early
    "ID109",  # 15 digits, year 00 to 15
    "ID110",  # 15 digits, sequence of a centenarian
    "ID111",  # power of ten
    "ID112",  # ends in 000
    "ID113",  # masked
    "ID114",  # placeholder
    "ID115",  # other text beside the number
    "ID116",  # several numbers
    "ID117",  # unrecognised
)
"""Codes of findings; bit *i* of a column's ``faults`` mask means ``FAULTS[i]``."""

EARLIEST_BIRTH = date(1860, 1, 1)
"""Nobody born before can have lived when numbers were first given (1984)."""


def errors() -> frozenset[str]:
    """The codes among ``FAULTS`` that are errors: with one of them a number is not sound.

    >>> "ID104" in errors(), "ID109" in errors()
    (True, False)
    """
    return frozenset(c for c in FAULTS if catalogue()[c].severity == Severity.ERROR.value)


def birth_of(kind: IdKind, text: str) -> date | None:
    """The day of birth in a number of *kind* that has the right length, ``None`` where there is none."""
    if kind is IdKind.CITIZEN15:
        return date_of(century_of(text) + text[6:12]) if len(text) == 15 else None
    return date_of(text[6:14]) if len(text) == 18 else None


def judge(kind: IdKind, text: str, on: date | None = None) -> list[Finding]:
    """All findings on a number, in the order of ``FAULTS``; *on* is the day it is judged for.

    >>> [f.code for f in judge(IdKind.CITIZEN18, "362133196202310010")]
    ['ID103', 'ID104']
    """
    if kind in EIGHTEEN or kind is IdKind.CITIZEN15:
        return _judge_number(kind, text, on)
    if kind is IdKind.MASKED:
        hidden = sum(c in MASK_SYMBOLS for c in text[:17]) + (
            text[17:] in set(MASK_SYMBOLS) - {"X"}
        )
        return [Finding("ID113", part="number", actual=str(hidden))]
    return [Finding("ID117")] if kind is IdKind.OTHER else []


def _judge_number(kind: IdKind, text: str, on: date | None) -> list[Finding]:
    found: list[Finding] = []
    size = 15 if kind is IdKind.CITIZEN15 else 18
    whole = len(text) == size
    if not whole:
        expected = str(expected_length(text))
        found.append(Finding("ID101", part="length", expected=expected, actual=str(len(text))))
    body = text[:17] if whole and size == 18 else text.removesuffix("X")
    wrong = _wrong_characters(text, body)
    if wrong:
        found.append(_characters(wrong))
    birth = birth_of(kind, text) if whole else None
    if whole:
        if birth is None:
            found += _date(kind, text)
        if size == 18 and not wrong and (expected_check := check_digit(body)) != text[17]:
            found.append(Finding("ID104", part="check", expected=expected_check, actual=text[17]))
    if not region_form_fits(kind, text) and _digits(text[:6]):
        found.append(Finding("ID105", part="region", actual=text[:6]))
    if whole:
        if body.endswith("000"):
            found.append(Finding("ID106", part="sequence", actual="000"))
        if birth is not None:
            found += _birth(birth, on)
        if size == 15:
            found += _legacy(text)
        elif text.endswith("000"):
            found.append(Finding("ID112", part="tail", actual="000"))
    return found


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _wrong_characters(text: str, body: str) -> str:
    if _digits(body) and (len(text) == len(body) or _digits(text[-1]) or text[-1] == "X"):
        return ""
    wrong = [c for c in body if not _digits(c)]
    wrong += [c for c in text[len(body) :] if not _digits(c) and c != "X"]
    return "".join(wrong)


def _characters(wrong: str) -> Finding:
    meant = [reading_of(c) or "…" for c in wrong]
    expected = None if "…" in meant else "".join(meant)
    return Finding("ID102", part="characters", expected=expected, actual=wrong[:8])


def _date(kind: IdKind, text: str) -> list[Finding]:
    written = text[6:12] if kind is IdKind.CITIZEN15 else text[6:14]
    if not _digits(written):
        return []
    if kind is IdKind.CITIZEN15 and not _digits(text[12:15]) and date_of("19" + written):
        return []
    return [Finding("ID103", part="date", actual=written)]


def _birth(birth: date, on: date | None) -> list[Finding]:
    if on is not None and birth > on:
        return [Finding("ID107", part="date", expected=on.isoformat(), actual=birth.isoformat())]
    if birth < EARLIEST_BIRTH:
        earliest = EARLIEST_BIRTH.isoformat()
        return [Finding("ID108", part="date", expected=earliest, actual=birth.isoformat())]
    return []


def _legacy(text: str) -> list[Finding]:
    found: list[Finding] = []
    year, sequence = text[6:8], text[12:15]
    centenarian = sequence in CENTENARIAN_SEQUENCES
    if _digits(year) and year <= "15" and not centenarian:
        found.append(Finding("ID109", part="date", expected=f"19{year}", actual=year))
    if centenarian:
        found.append(Finding("ID110", part="sequence", expected=f"18{year}", actual=sequence))
    return found
