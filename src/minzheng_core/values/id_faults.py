"""What is wrong in a number itself: one finding for each part, all of them, in the order of codes.

Standards: GB 11643-1999, GB 11643-1989. Whether the region code fits its time is not judged here,
see :mod:`minzheng_core.rules.id_check`.
"""

from __future__ import annotations

from datetime import date

from minzheng_core.findings import Finding, Severity, catalogue
from minzheng_core.values.id_arithmetic import century_of, date_of
from minzheng_core.values.id_kinds import EIGHTEEN, IdKind, expected_length, region_form_fits
from minzheng_core.values.id_plain import (
    EARLIEST_BIRTH,
    NO_SEQUENCE,
    ROUND_TAIL,
    doubtful_century,
    judge_plain,
    no_region,
    no_such_day,
    other_length,
    untimely,
)
from minzheng_core.values.id_text import MASK_SYMBOLS, reading_of

__all__ = ["EARLIEST_BIRTH", "FAULTS", "birth_of", "errors", "judge"]

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
    on = on or date.max
    if (judged := judge_plain(text, on)) is not None:
        return judged[0]
    size = 15 if kind is IdKind.CITIZEN15 else 18
    whole = len(text) == size
    found: list[Finding] = []
    if not whole:
        found.append(other_length(expected_length(text), len(text)))
    body = (text if size == 15 else text[:17]) if whole else text.removesuffix("X")
    wrong = _wrong_characters(text, body)
    if wrong:
        found.append(_characters(wrong))
    birth = birth_of(kind, text) if whole else None
    if whole and birth is None:
        found += _date(kind, text)
    if not region_form_fits(kind, text) and _digits(text[:6]):
        found.append(no_region(text[:6]))
    if whole:
        if body.endswith("000"):
            found.append(NO_SEQUENCE)
        if birth is not None and not EARLIEST_BIRTH <= birth <= on:
            found.append(untimely(birth, on))
        if size == 15:
            found += doubtful_century(text[6:8], text[12:])
        elif text.endswith("000"):
            found.append(ROUND_TAIL)
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
    return [no_such_day(written)]
