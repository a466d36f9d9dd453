"""What is wrong in a number itself: one finding for each part, all of them, in the order of codes.

Standards: GB 11643-1999, GB 11643-1989. Whether the region code fits its time is not judged here,
see :mod:`minzheng_core.rules.id_check`.
"""

from __future__ import annotations

from datetime import date

from minzheng_core.findings import Finding, Severity, catalogue
from minzheng_core.values.ids.arithmetic import century_of, date_of
from minzheng_core.values.ids.kinds import EIGHTEEN, IdKind, expected_length, region_form_fits
from minzheng_core.values.ids.plain import BY_FORM, judge_plain
from minzheng_core.values.ids.text import MASK_SYMBOLS
from minzheng_core.values.ids.verdicts import (
    EARLIEST_BIRTH,
    no_region,
    other_length,
    strip_digits,
    wrong_characters,
)

__all__ = ["EARLIEST_BIRTH", "FAULTS", "PARTS", "TAIL_LOST", "birth_of", "errors", "judge"]

PARTS: dict[str, str | None] = {
    "ID101": "length",
    "ID102": "characters",
    "ID103": "date",  # does not exist
    "ID104": "check",
    "ID105": "region",  # no region code by its form
    "ID106": "sequence",  # 000
    "ID107": "date",  # after the day in question
    "ID108": "date",  # too early
    "ID109": "date",  # 15 digits, year 00 to 15
    "ID110": "sequence",  # 15 digits, of a centenarian
    "ID111": "number",  # power of ten
    "ID112": "tail",  # ends in 000
    "ID113": "number",  # masked
    "ID114": None,  # placeholder
    "ID115": None,  # other text beside the number
    "ID116": "number",  # several
    "ID117": None,  # unrecognised
    "ID118": "tail",  # 18 digits without the last three
}
"""The part of a number that each finding concerns, by its code."""

TAIL_LOST = frozenset({"ID112", "ID118"})
"""Findings that say that the last three digits may be lost, and with them the one that tells the sex."""

FAULTS: tuple[str, ...] = tuple(PARTS)
"""Codes of findings; bit *i* of a column's ``faults`` mask means ``FAULTS[i]``."""


def errors() -> frozenset[str]:
    """The codes among ``FAULTS`` that are errors: with one of them a number is not sound.

    >>> "ID104" in errors(), "ID109" in errors()
    (True, False)
    """
    return frozenset(c for c in FAULTS if catalogue()[c].severity is Severity.ERROR)


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
    if (found := judge_plain(text, on or date.max, BY_FORM)) is not None:
        return found
    found = [other_length(expected_length(text), len(text))]
    wrong = strip_digits(text.removesuffix("X"))
    if wrong:
        found.append(wrong_characters(wrong))
    region = text[:6]
    if region.isascii() and region.isdigit() and not region_form_fits(kind, text):
        found.append(no_region(region))
    return found
