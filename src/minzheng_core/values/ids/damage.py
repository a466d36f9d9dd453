"""The kinds of damage that identity numbers take, and what is guessed to stand behind a damaged one.

A guess is a sound 18-digit number and the likelihood that it would have been written as the text. Which
numbers are guessed tell :mod:`~minzheng_core.values.ids.guesses` and what it calls.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from minzheng_core.values.ids.rates import Rates


class Damage(StrEnum):
    """What happened to a number (损坏种类)."""

    NONE = "none"
    """Nothing: the text is right and the file's other columns are not."""
    SUBSTITUTION = "substitution"
    CONFUSION = "confusion"
    """A digit read or typed for one that looks like it."""
    TRANSPOSITION = "transposition"
    JUMP = "jump-transposition"
    EXCHANGED = "month-day-exchanged"
    """Month and day of birth in each other's place."""
    LOST = "lost-digit"
    DOUBLED = "doubled-digit"
    LETTER = "letter-for-digit"
    MASKED = "masked"
    CHECK_MISSING = "check-digit-missing"
    CHECK_WRONG = "check-digit-wrong"
    UPGRADE = "false-upgrade"
    """A 15-digit number made 18 digits long the wrong way (century, padding, order)."""
    CENTURY = "other-century"
    """Nothing: 15 digits with the sequence of a centenarian, of somebody born in the 1900s."""
    EXCEL_ZEROS = "excel-zeros"
    BLOCK = "part-replaced"
    """More than one digit of one part, or one digit in each of two parts."""
    OTHER = "other-number"
    """Another number of the same name; the text itself says nothing any more."""

    @property
    def label(self) -> str:
        """The Chinese words for it."""
        return _LABELS[self]


_LABELS = {
    Damage.NONE: "号码照录",
    Damage.SUBSTITUTION: "错一位",
    Damage.CONFUSION: "形近数字误写",
    Damage.TRANSPOSITION: "相邻两位颠倒",
    Damage.JUMP: "隔位颠倒",
    Damage.EXCHANGED: "月日颠倒",
    Damage.LOST: "漏一位",
    Damage.DOUBLED: "多一位",
    Damage.LETTER: "字母误作数字",
    Damage.MASKED: "号码被遮盖",
    Damage.CHECK_MISSING: "缺校验码",
    Damage.CHECK_WRONG: "校验码不符",
    Damage.UPGRADE: "15 位误升 18 位",
    Damage.CENTURY: "顺序码 996 至 999 而出生在 1900 年代",
    Damage.EXCEL_ZEROS: "末三位丢失",
    Damage.BLOCK: "错两位以上",
    Damage.OTHER: "另有号码",
}

CONFUSIONS = frozenset(["38", "83", "56", "65", "17", "71", "06", "60", "49", "94"])
"""Pairs of digits that are taken for each other, written digit and true digit."""
_KEYS = "1234567890"
NEIGHBOURS = frozenset(f"{a}{b}" for pair in pairwise(_KEYS) for a, b in (pair, pair[::-1]))
"""Pairs of digits whose keys stand side by side."""
EASY_SLIPS = CONFUSIONS | NEIGHBOURS
"""Pairs of which one digit is written for the other more often than for most."""


DAYS_OF_BIRTH = 11_000
"""So many days people are born on who register in the same years: thirty years."""


class Guess(NamedTuple):
    """A number that may stand behind a damaged text.

    ``written`` is the text as it should have been written (15 or 18 digits); ``checked`` says that
    the check digit stood in the text and was not computed for the guess.
    """

    number: str
    written: str
    damage: Damage
    likelihood: float
    checked: bool


def weight_of_others(rates: Rates) -> float:
    """The weight of the nine digits that may be written for one, those of an easy slip at their rate."""
    easy = len(EASY_SLIPS) / 10
    return 9 - easy + easy * rates.confusion
