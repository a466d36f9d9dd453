"""Counties, and cities without any, through time: which code and name a place bore in each year."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from minzheng_core.reference.divisions import DivisionRecord, divisions

if TYPE_CHECKING:
    from minzheng_core.testing.synthetic.draws import Ints

FIRST, LAST = 1981, 2025
NO_COUNTIES = ("71", "81", "82")
PEOPLES = [
    "柯尔克孜",
    "达斡尔族",
    "鄂伦春族",
    "鄂温克族",
    "土家族",
    "蒙古族",
    "维吾尔族",
    "维吾尔",
    "布依族",
    "朝鲜族",
    "哈尼族",
    "哈萨克",
    "傈僳族",
    "拉祜族",
    "东乡族",
    "纳西族",
    "景颇族",
    "仫佬族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯族",
    "锡伯",
    "阿昌族",
    "普米族",
    "塔吉克",
    "德昂族",
    "保安族",
    "裕固族",
    "独龙族",
    "蒙古",
    "各族",
    "回族",
    "藏族",
    "苗族",
    "彝族",
    "壮族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "傣族",
    "黎族",
    "佤族",
    "畲族",
    "水族",
    "土族",
    "羌族",
    "怒族",
]


@frozen(eq=False)
class Lineages:
    """Places followed through their codes: ``at[place, year - 1981]`` is a record's position.

    ``shared`` marks places that were one with another at some time, before a split or after a
    merger: the name of that time alone does not say which of them is meant.
    """

    records: tuple[DivisionRecord, ...]
    at: Ints
    codes: Ints
    shared: Ints

    def home(self, county: str) -> int:
        """Return the place whose last code is *county*; ``KeyError`` when there is none."""
        found = np.flatnonzero(self.codes[self.at[:, -1]] == int(county))
        if not len(found):
            raise KeyError(county)
        return int(found[np.argmin(self.shared[found])])

    def record_at(self, place: Ints, year: Ints) -> Ints:
        """Return the record in force for each *place* in each *year*, years outside clipped."""
        return self.at[place, np.clip(year, FIRST, LAST) - FIRST]


def short_name(name: str) -> str:
    """Strip the kind of division, and the peoples of an autonomous one, from *name*.

    >>> short_name("兴国县"), short_name("长阳土家族自治县"), short_name("赣县")
    ('兴国', '长阳', '赣县')
    """
    for ending in ("特别行政区", "自治县", "自治州", "自治旗", "自治区"):
        if name.endswith(ending):
            return _without_peoples(name.removesuffix(ending))
    stem = name.removesuffix("地区").removesuffix("林区")
    if stem == name and name[-1:] in set("省市县区旗盟"):
        stem = name[:-1]
    return stem if len(stem) >= 2 else name


def _without_peoples(name: str) -> str:
    while True:
        shorter = next(
            (name.removesuffix(p) for p in PEOPLES if name.endswith(p) and len(name) > len(p) + 1),
            name,
        )
        if shorter == name:
            return name
        name = shorter


def _heirs(records: tuple[DivisionRecord, ...]) -> list[list[int]]:
    by_code: dict[str, list[int]] = defaultdict(list)
    for position, record in enumerate(records):
        by_code[record.code].append(position)
    return [
        [
            target
            for code, year in record.successors
            if year == record.end
            for target in by_code[code]
            if records[target].in_force(year)
        ]
        for record in records
    ]


@cache
def lineages() -> Lineages:
    """Follow every county (and 东莞, 中山, 儋州, 嘉峪关) from the first yearly list to the last through its successors."""
    known = divisions()
    records = tuple(
        record
        for record in known.all()
        if record.level != "province"
        and known.registers(record.code)
        and not record.code.startswith(NO_COUNTIES)
    )
    heirs = _heirs(records)
    paths: list[list[int]] = []
    stack = [[p] for p, record in enumerate(records) if record.start <= FIRST]
    while stack:
        path = stack.pop()
        end = records[path[-1]].end
        if end is None or end > LAST:
            paths.append(path)
        stack += [[*path, target] for target in heirs[path[-1]][:3] if target not in path]
    paths.sort()
    at = np.empty((len(paths), LAST - FIRST + 1), dtype=np.int64)
    for number, path in enumerate(paths):
        ends = [records[p].end or LAST + 1 for p in path]
        for year in range(FIRST, LAST + 1):
            at[number, year - FIRST] = next(
                p for p, end in zip(path, ends, strict=True) if end > year
            )
    users = Counter(position for row in at for position in {int(p) for p in row})
    shared = np.array([max(users[int(p)] for p in row) > 1 for row in at], dtype=np.int64)
    codes = np.array([int(record.code) for record in records], dtype=np.int64)
    return Lineages(records=records, at=at, codes=codes, shared=shared)
