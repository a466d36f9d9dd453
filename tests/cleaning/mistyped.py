"""Archives typed by hand with their truth, made apart from :mod:`minzheng_core.testing`.

The kinds and shares of slips are those of no rate of the library, so that what is told of candidates
can be held against what is right.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.values.dates import lunar
from minzheng_core.values.ids.arithmetic import check_digit, core_15, date_digits

if TYPE_CHECKING:
    from collections.abc import Callable

OWN = {True: "362133", False: "360732"}
"""The code of the county of the archive up to 1998, and since."""
NEAR = ("362132", "362121", "362134", "362128", "362137")
SURNAMES = "钟刘谢曾陈李黄张王邱肖赖温吕胡"
GIVEN = {"男": "福生志强建国文明良才德胜", "女": "秀英桂兰玉梅春花凤珍金莲"}
_KEYS = {"0": "9", "1": "2", "9": "08"} | {str(d): f"{d - 1}{d + 1}" for d in range(2, 9)}


@frozen(eq=False)
class Style:
    """How an archive is kept: years, forms of the numbers, what stands for the birth date."""

    years: tuple[int, int]
    fifteen: float
    birth: dict[str, int]
    slips: dict[str, int]
    damaged: float


TYPED_BY_HAND = Style(
    years=(1999, 2016),
    fifteen=0.1,
    birth={"day": 70, "age": 15, "lunar": 5, "none": 10},
    slips={"key": 10, "any": 4, "turned": 5, "lost": 3, "doubled": 2, "sequence": 2, "check": 2},
    damaged=0.08,
)
FROM_PAPER = Style(
    years=(1986, 1999),
    fifteen=0.9,
    birth={"day": 45, "age": 35, "lunar": 10, "none": 10},
    slips={"key": 3, "any": 9, "turned": 5, "lost": 3, "doubled": 2, "two": 1, "above": 1},
    damaged=0.02,
)


@frozen
class Typed:
    """The rows of an archive and the true number of each cell, ``(row, field)``, as 18 digits."""

    rows: list[dict[str, str | None]]
    truth: dict[tuple[int, str], str]
    damaged: frozenset[tuple[int, str]]


class _Hand:
    def __init__(self, style: Style, seed: int) -> None:
        self.style, self.draw = style, random.Random(seed)
        self.above = dict.fromkeys(GIVEN, "")

    def number(self, born: date, registered: date, sex: str) -> str:
        assigned = max(1985, min(born.year + 16, registered.year))
        code = OWN[assigned < 1999]
        if self.draw.random() < 0.1 and assigned < 1999:
            code = self.draw.choice(NEAR)
        sequence = self.draw.randrange(1 if sex == "男" else 2, 990, 2)
        body = f"{code}{date_digits(born)}{sequence:03d}"
        return body + check_digit(body)

    def born(self, kind: str, birth: date, registered: date) -> dict[str, str | None]:
        if kind == "age":
            before = (registered.month, registered.day) < (birth.month, birth.day)
            age = registered.year - birth.year - before
            wrong = self.draw.choice((-2, -1, 1, 2)) if self.draw.random() < 0.03 else 0
            return {"birth_date": None, "age": str(age + wrong)}
        if kind == "none":
            return {"birth_date": None, "age": None}
        if kind == "lunar":
            birth = _lunar(birth)
        elif self.draw.random() < 0.04:
            birth -= timedelta(days=self.draw.choice((1, 10, 31, 365, 366, 731)))
        return {"birth_date": birth.isoformat(), "age": None}

    def mistyped(self, text: str, sex: str) -> str:
        kinds, shares = zip(*self.style.slips.items(), strict=True)
        kind = self.draw.choices(kinds, shares)[0]
        slip: Callable[[str], str] = {
            "key": lambda t: self._typed(t, _KEYS),
            "any": self._typed,
            "turned": self._turned,
            "lost": lambda t: t[: (i := self.draw.randrange(len(t)))] + t[i + 1 :],
            "doubled": lambda t: t[: (i := self.draw.randrange(len(t)))] + t[i] + t[i:],
            "two": lambda t: self._typed(self._typed(t)),
            "sequence": self._sequence,
            "check": lambda t: t[:17] + self.draw.choice("0123456789X") if len(t) == 18 else t,
            "above": lambda t: self.above[sex] or t,
        }[kind]
        return slip(text)

    def _typed(self, text: str, keys: dict[str, str] | None = None) -> str:
        place = self.draw.choice([i for i, c in enumerate(text) if c.isdigit()])
        others = keys[text[place]] if keys else "0123456789".replace(text[place], "")
        return text[:place] + self.draw.choice(others) + text[place + 1 :]

    def _turned(self, text: str) -> str:
        place = self.draw.randrange(len(text) - 2)
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]

    def _sequence(self, text: str) -> str:
        place = 14 if len(text) == 18 else 12
        digits = f"{self.draw.randrange(100):02d}"
        return text[:place] + digits + text[place + 2 :]


def _lunar(birth: date) -> date:
    """A solar day written as the lunar one, where that reads like a date; else the day itself."""
    for lag in range(17, 52):
        day = birth - timedelta(days=lag)
        if birth in lunar.solar_readings(day.year, day.month, day.day):
            return day
    return birth


def typed(style: Style, rows: int, seed: int) -> Typed:
    """An archive of the county 兴国 in a *style*, with what is true of it."""
    hand = _Hand(style, seed)
    draw = hand.draw
    kinds, shares = zip(*style.birth.items(), strict=True)
    lines, truth, damaged = [], {}, set()
    for row in range(rows):
        registered = date(draw.randint(*style.years), 1, 1) + timedelta(days=draw.randrange(365))
        line: dict[str, str | None] = {"registration_date": registered.isoformat()}
        for party, sex in (("husband", "男"), ("wife", "女")):
            birth = registered - timedelta(days=draw.randint(22 * 365, 38 * 365))
            number = hand.number(birth, registered, sex)
            short = birth.year < 1982 and draw.random() < style.fifteen
            sound = core_15(number) if short else number
            text = hand.mistyped(sound, sex) if draw.random() < style.damaged else sound
            hand.above[sex] = sound
            field = f"{party}_id_number"
            truth[row, field] = number
            if text != sound:
                damaged.add((row, field))
            born = hand.born(draw.choices(kinds, shares)[0], birth, registered)
            given = "".join(draw.choices(GIVEN[sex], k=2))
            line |= {f"{party}_{name}": value for name, value in born.items()}
            line |= {f"{party}_name": draw.choice(SURNAMES) + given, field: text}
            home = "江西省兴国县高兴镇" if draw.random() < 0.85 else None
            line[f"{party}_domicile"] = home
        lines.append(line)
    return Typed(lines, truth, frozenset(damaged))
