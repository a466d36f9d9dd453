"""Numbers in plain writing: digits, a capital X at the end, a few letters where digits belong.

This is what most cells hold, so each part is judged once for all numbers that share it (a region,
a day of birth, a sequence), the check digit is the sum of what the parts add to it, and findings
that say the same are the same finding. Other writings are judged by
:mod:`minzheng_core.values.ids.faults`, which asks here first.

Standards: GB 11643-1999, GB 11643-1989.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.findings import Finding
from minzheng_core.values.ids.arithmetic import (
    CENTENARIAN_SEQUENCES,
    CHECK_DIGITS,
    WEIGHTS,
    are_digits,
    cut_to_15,
    date_of,
)
from minzheng_core.values.ids.kinds import IdKind, expected_length, kind_of_18, region_form_fits
from minzheng_core.values.ids.verdicts import (
    CUT_TO_15,
    EARLIEST_BIRTH,
    NO_SEQUENCE,
    ROUND_TAIL,
    doubtful_sequence,
    doubtful_year,
    no_region,
    no_such_day,
    other_check,
    other_length,
    strip_digits,
    untimely,
    wrong_characters,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Region = tuple[Finding | None, int, date, date]
"""What is wrong with the form of six digits; what they add to the weighted sum, modulo 11; and when
they fit their time: judged on the first day or later, of somebody born on the last or before."""


@frozen
class Asked:
    """What is asked of the parts that not every caller sees alike.

    ``of_18`` and ``of_15`` tell of the first six characters of a number with 18 and with 15 places:
    ``None`` where they are not digits, or the text is to be read in another way. ``in_time`` makes
    the findings on a code outside its days, from the code, the day of birth and the day in question.
    ``letters`` makes the finding on what stands between the first and the last letter of a number:
    ``None`` where the text is to be read in another way.
    """

    of_18: Callable[[str], Region | None]
    of_15: Callable[[str], Region | None]
    in_time: Callable[[str, date | None, date], tuple[Finding, ...]]
    letters: Callable[[str], Finding | None]


def judge_plain(text: str, on: date, asked: Asked) -> list[Finding] | None:
    """The findings on a number with 15 or 18 places or other digits, in the order of codes; else ``None``.

    >>> found = judge_plain("362133196202310010", date.max, BY_FORM)
    >>> [finding.code for finding in found]
    ['ID103', 'ID104']
    >>> judge_plain("13907971234567890123456789012345", date.max, BY_FORM) is None
    True
    """
    # One long function and no helpers: this is asked for every number, and calls cost.
    fault = None
    size = len(text)
    if size == 18:
        region = asked.of_18(text[:6])
        birth, absent, sum_of_day = _day_of_18(text[6:14])
        sequence, written = text[14:17], text[17]
        addend = _ADDENDS.get(sequence)
        if region is None or sum_of_day is None or addend is None or written not in CHECK_DIGITS:
            fault = asked.letters((text if written != "X" else text[:17]).strip(_DIGITS))
            if fault is None or (region is None and are_digits(text[:6], 6)):
                return None
        else:
            expected = _CHECKS[region[1] + sum_of_day + addend]
            if expected != written:
                fault = other_check(expected, written)
        last = ROUND_TAIL if written == "0" and sequence[1:] == "00" else None
    elif size == 15:
        region = asked.of_15(text[:6])
        sequence = text[12:]
        birth, absent, last = (
            _day_of_15(text[6:12]) if sequence < "996" else _day_of_centenarian(text[6:])
        )
        if absent is not None and cut_to_15(text):
            last = CUT_TO_15
        if region is None or not (text.isascii() and text.isdigit()):
            fault = asked.letters(text.strip(_DIGITS))
            if fault is None or (region is None and are_digits(text[:6], 6)):
                return None
    else:
        return _of_other_length(text, size, asked)
    found = [] if fault is None else [fault]
    if absent is not None:
        found.append(absent)
    if region is not None:
        misplaced, _, first, final = region
        if misplaced is not None:
            found.append(misplaced)
        if first > on or (birth is not None and birth > final):
            found += asked.in_time(text[:6], birth, on)
    if sequence == "000":
        found.append(NO_SEQUENCE)
    if birth is not None and not EARLIEST_BIRTH <= birth <= on:
        found.append(untimely(birth, on))
    if last is not None:
        found.append(last)
    if len(found) > 1:
        found.sort(key=_code)
    return found


def _of_other_length(text: str, size: int, asked: Asked) -> list[Finding] | None:
    """The findings on 10 to 29 digits that are too many or too few."""
    if not (10 <= size < 30 and text.isascii() and text.isdigit()):
        return None
    expected = expected_length(text)
    region = (asked.of_18 if expected == 18 else asked.of_15)(text[:6])
    if region is None:
        return None
    found = [other_length(expected, size)]
    if region[0] is not None:
        found.append(region[0])
    return found


_code = attrgetter("code")
_DIGITS = "0123456789"


@lru_cache(maxsize=4096)
def few_letters(part: str) -> Finding | None:
    """The finding on one or two letters in *part* of a number that normalising would not touch.

    >>> few_letters("O815").actual, few_letters("X815") is None, few_letters("-") is None
    ('O', True, True)
    """
    letters = strip_digits(part)
    # An x may hide a digit or end the number; ID and No are labels; three letters a foreign card.
    alone = "X" not in (upper := letters.upper()) and not upper.startswith(("ID", "NO"))
    few = alone and 1 <= len(letters) <= 2 and letters.isascii() and letters.isalpha()
    return wrong_characters(letters) if few else None


@lru_cache(maxsize=4096)
def _any_letters(part: str) -> Finding | None:
    letters = strip_digits(part)
    return wrong_characters(letters) if letters else None


def _added(digits: str, start: int) -> int:
    """What *digits* that begin at place *start* add to the weighted sum, modulo 11."""
    return (
        sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS[start:], strict=False))
        % 11
    )


_CHECKS = CHECK_DIGITS * 3
"""The check digit for the sum of three remainders."""
_ADDENDS = {f"{number:03d}": _added(f"{number:03d}", 14) for number in range(1000)}


@lru_cache(maxsize=65_536)
def _day_of_18(written: str) -> tuple[date | None, Finding | None, int | None]:
    """The day, the finding where there is none, and what its digits add to the sum."""
    if not are_digits(written, 8):
        return None, None, None
    day = date_of(written)
    return day, no_such_day(written) if day is None else None, _added(written, 6)


@lru_cache(maxsize=65_536)
def _day_of_15(
    written: str, century: str = "19"
) -> tuple[date | None, Finding | None, Finding | None]:
    """The day, the finding where there is none, and the finding on its century."""
    doubt = doubtful_year(written[:2])
    if not are_digits(written, 6):
        return None, None, doubt
    day = date_of(century + written)
    return day, no_such_day(written) if day is None else None, doubt


@lru_cache(maxsize=4096)
def _day_of_centenarian(rest: str) -> tuple[date | None, Finding | None, Finding | None]:
    """As :func:`_day_of_15`, for date and sequence where the sequence is 996 or more."""
    written, sequence = rest[:6], rest[6:]
    if sequence not in CENTENARIAN_SEQUENCES:
        return _day_of_15(written)
    birth, absent, _ = _day_of_15(written, "18")
    return birth, absent, doubtful_sequence(written[:2], sequence)


@lru_cache(maxsize=16_384)
def _form_of_18(digits: str) -> Region | None:
    if not are_digits(digits, 6):
        return None
    misplaced = None if region_form_fits(kind_of_18(digits), digits) else no_region(digits)
    return misplaced, _added(digits, 0), date.min, date.max


@lru_cache(maxsize=16_384)
def _form_of_15(digits: str) -> Region | None:
    if not are_digits(digits, 6):
        return None
    misplaced = None if region_form_fits(IdKind.CITIZEN15, digits) else no_region(digits)
    return misplaced, 0, date.min, date.max


BY_FORM = Asked(_form_of_18, _form_of_15, lambda *_: (), _any_letters)
"""Only the form of the parts: of a region code not its time, and any letter is a wrong character."""
