"""People: birth, home, the county that gave the number, and the number itself (GB 11643-1999)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import frozen

from minzheng_core.testing.synthetic.days import number_of, year_of, ymd_of
from minzheng_core.testing.synthetic.draws import Bools, Ints, Rng, chance, joined, texts, weighted
from minzheng_core.testing.synthetic.names import names

if TYPE_CHECKING:
    from minzheng_core.testing.synthetic.lineages import Lineages

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"
ETHNICITY = (
    "汉", "汉族", "汉", "汉", "畲", "畲族", "回", "苗", "苗族", "壮", "僮", "僮族", "土家",
    "侗", "满", "瑶", "彝", "蒙古", "布依", "藏", "维吾尔", "佧佤", "毛难", "崩龙", "民家", "番",
)  # fmt: skip
ETHNICITY_WEIGHTS = (70, 20, 3, 3, 1.2, 0.6) + (0.1,) * 20
EDUCATION = (
    ("文盲", "小学", "初小", "高小", "识字", "初中", ""),
    ("小学", "初中", "高中", "中专", "文盲", "", "小学文化"),
    ("初中", "高中", "中专", "大专", "小学", "本科", "职高"),
    ("本科", "大专", "高中", "初中", "中专", "研究生", "大学"),
)
OCCUPATION = (
    "农民",
    "务农",
    "农",
    "工人",
    "干部",
    "教师",
    "社员",
    "军人",
    "职员",
    "个体",
    "无业",
    "医生",
    "学生",
    "",
)


@frozen(eq=False)
class People:
    """A column per fact; ``birth`` and ``assigned`` in days since 1970-01-01."""

    female: Bools
    birth: Ints
    assigned: Ints
    home: Ints
    name: pl.Series
    body: Ints
    id18: pl.Series
    ethnicity: Ints


def id18_of(body: Ints) -> pl.Series:
    """Append the check character of ISO 7064 MOD 11-2 to each 17-digit *body*."""
    rest, total = body.copy(), np.zeros(len(body), dtype=np.int64)
    for weight in reversed(WEIGHTS):
        total += rest % 10 * weight
        rest //= 10
    return joined(pl.Series(body).cast(pl.String), texts(CHECK, total % 11))


def id15_of(body: Ints) -> pl.Series:
    """Write each 17-digit *body* as a number of 15 digits, the century left out."""
    head, tail = body // 10**11, body % 10**9
    return pl.Series(head * 10**9 + tail).cast(pl.String)


def make_people(
    rng: Rng, places: Lineages, *, home: Ints, birth: Ints, female: Bools, last_day: int
) -> People:
    """Give every birth a home, a name and a number.

    Numbers were handed out from 1984 on, to those alive then mostly by 1989; later children got
    theirs between birth and the sixteenth year, and some people only after 1999. The region code is
    the one in force in that year, for one person in 200 a yearly list behind; one in 20 was
    registered in another county than that of the domicile.
    """
    size = len(birth)
    start = number_of(date(1984, 6, 1))
    wave = start + (rng.beta(1.5, 3.0, size) * 6 * 365).astype(np.int64)
    born_late = birth + (rng.random(size) ** 3 * 6000).astype(np.int64)
    assigned = np.where(birth < start, wave, np.maximum(born_late, start))
    very_late = chance(rng, size, 0.02)
    assigned = np.where(very_late, assigned + rng.integers(3000, 8000, size), assigned)
    assigned = np.minimum(assigned, np.maximum(last_day, birth))
    elsewhere = chance(rng, size, 0.05)
    giver = np.where(elsewhere, rng.integers(0, len(places.at), size), home)
    lag = np.where(chance(rng, size, 1 / 200), rng.integers(1, 3, size), 0)
    region = places.codes[places.record_at(giver, np.maximum(year_of(assigned) - lag, 1984))]
    sequence = np.minimum((rng.random(size) ** 2 * 480).astype(np.int64) * 2 + 2, 990)
    sequence = np.where(female, sequence, sequence - 1)
    body = region * 10**11 + ymd_of(birth) * 1000 + sequence
    return People(
        female=female,
        birth=birth,
        assigned=assigned,
        home=home,
        name=names(rng, year_of(birth), female),
        body=body,
        id18=id18_of(body),
        ethnicity=weighted(rng, ETHNICITY_WEIGHTS, size),
    )
