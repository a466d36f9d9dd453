"""Plain arithmetic of identity numbers: check digit, date part, sex, and 15 digits to 18.

Every function takes and returns ``str`` and knows no value type, so that the value type, the
repairs and the generators can share it. Nothing here raises on data: what does not fit gives
``None`` or ``False``.

Standard: GB 11643-1999 (structure; check digit by ISO 7064:1983 MOD 11-2); GB 11643-1989 (the
15-digit form, sequence numbers 996 to 999 reserved for people over a hundred).
"""

from __future__ import annotations

from datetime import date
from typing import Literal

Sex = Literal["男", "女"]

WEIGHTS: tuple[int, ...] = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""Weights of the first 17 digits, left to right: 2 ** (18 - position) modulo 11."""

CHECK_DIGITS = "10X98765432"
"""The check digit for each remainder of the weighted sum modulo 11."""

CENTENARIAN_SEQUENCES = frozenset(("996", "997", "998", "999"))
"""Sequence numbers that a 15-digit number gives to people born in the 1800s (GB 11643-1989)."""


def weighted_sum(digits: str) -> int:
    """The weighted sum, modulo 11, of the first 17 of *digits* (which must be 17 ASCII digits).

    >>> weighted_sum("11010519491231002")
    2
    """
    # The weights are powers of 2 and 13 = 2 (mod 11), so one conversion does all the sums.
    return int(digits[:17], 13) * 2 % 11


def check_digit(digits: str) -> str | None:
    """The check digit of a 17-digit body, ``None`` where the body is not 17 ASCII digits.

    GB 11643-1999, ISO 7064 MOD 11-2.

    >>> check_digit("11010519491231002"), check_digit("36213319620815001")
    ('X', '0')
    >>> check_digit("36O13319620815001") is None
    True
    """
    if not are_digits(digits, 17):
        return None
    return CHECK_DIGITS[weighted_sum(digits)]


def check_fits(text: str) -> bool:
    """Whether *text* is 17 digits followed by their check digit (an ``X`` is a capital).

    >>> check_fits("11010519491231002X"), check_fits("362133196208151233")
    (True, False)
    """
    return len(text) == 18 and check_digit(text[:17]) == text[17]


def date_of(digits: str) -> date | None:
    """The date that eight digits YYYYMMDD write, ``None`` where there is no such day.

    >>> date_of("19880229")
    datetime.date(1988, 2, 29)
    >>> date_of("19620231") is None
    True
    """
    if not are_digits(digits, 8):
        return None
    try:
        return date.fromisoformat(digits)
    except ValueError:
        return None


def cut_to_15(digits: str) -> bool:
    """Whether 15 digits are what is left of an 18-digit number that lost its last three.

    They hold no day as a 15-digit number, and one with its century where an 18-digit number has it.

    >>> cut_to_15("362133196208150"), cut_to_15("362133620815001"), cut_to_15("362133191208150")
    (True, False, False)
    """
    century, day = digits[6:8], digits[6:14]
    return (
        len(digits) == 15
        and century in {"19", "20"}
        and date_of("19" + digits[6:12]) is None
        and date_of(day) is not None
    )


def date_digits(day: date) -> str:
    """The eight digits YYYYMMDD of *day*.

    >>> date_digits(date(1962, 8, 15))
    '19620815'
    """
    return day.isoformat().replace("-", "")


def sex_of_sequence(sequence: str) -> Sex:
    """Sex by the last digit of a sequence number: odd is male, even is female.

    >>> sex_of_sequence("001"), sex_of_sequence("002")
    ('男', '女')
    """
    return "男" if sequence[-1] in "13579" else "女"


def century_of(number15: str) -> Literal["18", "19"]:
    """The century that a 15-digit number leaves out: 18 for the sequences 996 to 999, else 19.

    GB 11643-1989. The rule was dropped in 1999: it never applies to an 18-digit number.

    >>> century_of("362133620815001"), century_of("362133870503999")
    ('19', '18')
    """
    return "18" if number15[12:15] in CENTENARIAN_SEQUENCES else "19"


def to_18(number15: str, century: str | None = None) -> str | None:
    """The 18-digit form of a 15-digit number: the century put in, the check digit appended.

    *century* overrides the rule of :func:`century_of`. ``None`` where *number15* is not 15 ASCII
    digits or its date does not exist. The result is derived: the police changed millions of numbers
    after 1999, so the person's present number may be another.

    >>> to_18("110105491231002"), to_18("362133870503999")
    ('11010519491231002X', '362133188705039997')
    >>> to_18("362133620231001") is None
    True
    """
    if not are_digits(number15, 15):
        return None
    body = number15[:6] + (century or century_of(number15)) + number15[6:]
    if date_of(body[6:14]) is None:
        return None
    return body + CHECK_DIGITS[weighted_sum(body)]


def core_15(number18: str) -> str:
    """The 15 digits that both forms of a number share: region, date without century, sequence.

    A key for comparing and blocking, not a number of its own: two centuries share one core.

    >>> core_15("362133196208150010")
    '362133620815001'
    """
    return number18[:6] + number18[8:17]


def exchanged(number18: str) -> str:
    """The number with month and day of birth in each other's place; its check digit need not fit.

    >>> exchanged("362133197412040876")
    '362133197404120876'
    """
    return number18[:10] + number18[12:14] + number18[10:12] + number18[14:]


def fits_exchanged(number18: str) -> bool:
    """Whether a sound number stays sound with month and day exchanged, so that its check digit tells nothing of them.

    So it is where the weights of the four digits cancel out (10 and 02, 11 and 03, 12 and 04).

    >>> fits_exchanged("362133197412040876"), fits_exchanged("362133196205080016")
    (True, False)
    """
    other = exchanged(number18)
    return other != number18 and date_of(other[6:14]) is not None and check_fits(other)


def are_digits(text: str, length: int) -> bool:
    """Whether *text* is so many ASCII digits."""
    return len(text) == length and text.isascii() and text.isdigit()
