"""How alike two marriage records are: levels of each spouse's fields and of the act (婚姻比较).

The comparisons of a spouse are separate from those of the act, because a couple is only the same
where each spouse is, on its own evidence.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Literal

import numpy as np

from minzheng_core.linkage.levels import (
    NO_DAY,
    Columns,
    date_slip,
    first_of,
    near_text,
    overlap,
    same,
)
from minzheng_core.linkage.weights import Comparison
from minzheng_core.registries.marriage.linking.features import MARRIAGE_AGAIN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Levels = NDArray[np.int8]
    Rows = NDArray[np.integer]
    Parties = tuple[str, str]

NAME_LEVELS = ("缺", "同名", "异体同", "同音", "方言近音", "三字以上差一字", "差一字", "不同")
NUMBER_LEVELS = ("缺", "同号", "地区或生日差一笔", "同地同生日", "不同")
BIRTH_LEVELS = ("缺", "同日", "范围相容", "差一笔", "似农历公历", "一年以内", "不同")
PLACE_LEVELS = ("缺", "同乡镇", "同县", "同市", "不同")
ACT_LEVELS = (
    "缺", "同日且同证或同卷", "同日", "同证或同卷", "原证原日期相指", "日期相容", "日期差一笔",
    "三日以内", "同年", "不同",
)  # fmt: skip


class NameLevel(IntEnum):
    """The levels of :data:`NAME_LEVELS` but the first."""

    SAME = 1
    VARIANT = 2
    SOUND = 3
    DIALECT = 4
    ONE_OF_THREE = 5
    ONE_LETTER = 6
    OTHER = 7


class NumberLevel(IntEnum):
    """The levels of :data:`NUMBER_LEVELS` but the first."""

    SAME = 1
    SLIP = 2
    REGION_AND_BIRTH = 3
    OTHER = 4


class BirthLevel(IntEnum):
    """The levels of :data:`BIRTH_LEVELS` but the first."""

    SAME = 1
    COMPATIBLE = 2
    SLIP = 3
    LUNAR = 4
    WITHIN_A_YEAR = 5
    OTHER = 6


class ActLevel(IntEnum):
    """The first levels of :data:`ACT_LEVELS`, each enough to say that the act is the same."""

    DAY_AND_PAPER = 1
    DAY = 2
    PAPER = 3
    POINTS_BACK = 4


PERSON = {
    "name": (
        "姓名",
        NAME_LEVELS,
        (0.955, 0.01, 0.01, 0.002, 0.006, 0.004, 0.013),
        (5e-4, 2e-5, 2e-4, 5e-5, 5e-3, 3e-2, 0.96),
    ),
    "number": ("身份证号", NUMBER_LEVELS, (0.97, 0.01, 0.005, 0.015), (1e-6, 1e-5, 3e-5, 1)),
    "birth": (
        "出生日期",
        BIRTH_LEVELS,
        (0.88, 0.05, 0.01, 0.02, 0.02, 0.02),
        (6e-5, 2e-2, 1e-3, 3e-3, 6e-2, 0.92),
    ),
    "place": ("户口所在地", PLACE_LEVELS, (0.75, 0.15, 0.05, 0.05), (0.03, 0.5, 0.1, 0.37)),
}
"""What is compared of each spouse: label, levels, their shares among records of one person and among strangers."""


def _comparisons_of(
    spouse: str, label: str, party: Literal["first", "second"]
) -> tuple[Comparison, ...]:
    return tuple(
        Comparison(
            name=f"{spouse}_{name}",
            label=f"{label}{what}",
            levels=levels,
            expected=often,
            by_chance=chance,
            party=party,
            varies=name == "name",
        )
        for name, (what, levels, often, chance) in PERSON.items()
    )


HUSBAND = _comparisons_of("husband", "男方", "first")
WIFE = _comparisons_of("wife", "女方", "second")
ACT = (
    Comparison(
        name="act",
        label="登记",
        levels=ACT_LEVELS,
        expected=(0.25, 0.05, 0.02, 0.1, 0.02, 0.01, 0.005, 0.05, 0.495),
        by_chance=(1e-6, 6e-5, 1e-5, 1e-5, 3e-4, 3e-4, 2e-4, 2e-2, 0.98),
    ),
)
COMPARISONS = (*HUSBAND, *WIFE, *ACT)
HUSBAND_AT, WIFE_AT, ACT_AT = 0, len(HUSBAND), len(HUSBAND) + len(WIFE)
"""Where the comparisons of each spouse begin, and where that of the act stands."""
NAME, NUMBER, BIRTH, PLACE = range(4)
MONTH, YEAR = 31, 366
"""Days."""
LUNAR_LAG = (17, 52)
"""A lunar date read as a solar one comes so many days too early."""


def person_levels(columns: Columns, left: Rows, right: Rows, parties: tuple[str, str]) -> Levels:
    """Levels of name, number, birth and place of one spouse on the left and one on the right."""
    told = np.empty((len(left), 4), dtype=np.int8)
    told[:, NAME] = _name(columns, left, right, parties)
    told[:, NUMBER] = _number(columns, left, right, parties)
    told[:, BIRTH] = _birth(columns, left, right, parties)
    told[:, PLACE] = _place(columns, left, right, parties)
    return told


def _name(c: Columns, left: Rows, right: Rows, party: Parties) -> Levels:
    variant = same(a := c[f"{party[0]}_variant"][left], b := c[f"{party[1]}_variant"][right])
    known = (a != 0) & (b != 0)
    sound = same(c[f"{party[0]}_sound"][left], c[f"{party[1]}_sound"][right])
    dialect = same(c[f"{party[0]}_dialect"][left], c[f"{party[1]}_dialect"][right])
    names = c.frame[f"{party[0]}_name"], c.frame[f"{party[1]}_name"]
    distance = near_text(*names, (left, right), known & ~variant & ~sound & ~dialect)
    sizes = np.minimum(c[f"{party[0]}_size"][left], c[f"{party[1]}_size"][right])
    equal = same(c[f"{party[0]}_exact"][left], c[f"{party[1]}_exact"][right])
    edit = distance == 1
    return first_of(known, [equal, variant, sound, dialect, edit & (sizes >= 3), edit])


def _number(c: Columns, left: Rows, right: Rows, party: Parties) -> Levels:
    a, b = c[f"{party[0]}_core"][left], c[f"{party[1]}_core"][right]
    known = (a != 0) & (b != 0)
    equal = same(a, b)
    texts = c.frame[f"{party[0]}_number"], c.frame[f"{party[1]}_number"]
    slip = near_text(*texts, (left, right), known & ~equal, head=17) == 1
    beside = same(c[f"{party[0]}_region_birth"][left], c[f"{party[1]}_region_birth"][right])
    # Twins differ by a digit of the sequence: only a slip elsewhere is one.
    return first_of(known, [equal, slip & ~beside, beside])


def _birth(c: Columns, left: Rows, right: Rows, party: Parties) -> Levels:
    low, high = c[f"{party[0]}_birth_lo"][left], c[f"{party[0]}_birth_hi"][left]
    low_, high_ = c[f"{party[1]}_birth_lo"][right], c[f"{party[1]}_birth_hi"][right]
    known = (low != NO_DAY) & (low_ != NO_DAY)
    a, b = (
        c[f"{party[0]}_birth"][left].astype(np.int64),
        c[f"{party[1]}_birth"][right].astype(np.int64),
    )
    whole = (a != NO_DAY) & (b != NO_DAY)
    apart = np.abs(a - b)
    return first_of(
        known,
        [
            whole & (apart == 0),
            overlap((low, high), (low_, high_)),
            date_slip(c[f"{party[0]}_ymd"][left], c[f"{party[1]}_ymd"][right]),
            whole & (apart >= LUNAR_LAG[0]) & (apart <= LUNAR_LAG[1]),
            overlap((low - YEAR, high + YEAR), (low_, high_)),
        ],
    )


def _place(c: Columns, left: Rows, right: Rows, party: Parties) -> Levels:
    a, b = c[f"{party[0]}_county"][left], c[f"{party[1]}_county"][right]
    known = (a != NO_DAY) & (b != NO_DAY)
    town = same(c[f"{party[0]}_place"][left], c[f"{party[1]}_place"][right])
    return first_of(known | town, [town, known & (a == b), known & (a // 100 == b // 100)])


def act_levels(c: Columns, left: Rows, right: Rows) -> Levels:
    """Levels of day, certificate, volume and of what each record says of an earlier one."""
    a, b = c["day"][left].astype(np.int64), c["day"][right].astype(np.int64)
    whole = (a != NO_DAY) & (b != NO_DAY)
    ranges = (
        (c["day_lo"][left], c["day_hi"][left]),
        (c["day_lo"][right], c["day_hi"][right]),
    )
    dated = (ranges[0][0] != NO_DAY) & (ranges[1][0] != NO_DAY)
    day = whole & (a == b)
    paper = same(c["certificate"][left], c["certificate"][right]) | same(
        c["volume"][left], c["volume"][right]
    )
    known = dated | ((c["certificate"][left] != 0) & (c["certificate"][right] != 0))
    year = dated & (c["year"][left] == c["year"][right])
    return first_of(
        known | paper,
        [
            day & paper,
            day,
            paper,
            points_back(c, left, right) | points_back(c, right, left),
            dated & overlap(*ranges),
            date_slip(c["ymd"][left], c["ymd"][right]),
            whole & (np.abs(a - b) <= 3),
            year,
        ],
    )


def points_back(c: Columns, left: Rows, right: Rows) -> NDArray[np.bool_]:
    """Whether the left record names the certificate or the day of the right one as its origin."""
    certificate = same(c["old_certificate"][left], c["certificate"][right])
    old = c["old_day"][left]
    low, high = c["day_lo"][right], c["day_hi"][right]
    back = (c["kind"][left] >= MARRIAGE_AGAIN) & (c["kind"][right] < MARRIAGE_AGAIN)
    told = (low <= old) & (old <= high) & (high.astype(np.int64) - low <= MONTH)
    return np.asarray(certificate | (back & told & (old != NO_DAY)))
