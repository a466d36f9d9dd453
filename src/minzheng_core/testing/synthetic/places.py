"""Invented townships and villages, and the township offices that kept the registers."""

from __future__ import annotations

import numpy as np
import polars as pl
from attrs import frozen

from minzheng_core.testing.synthetic.draws import Ints, Rng, joined, spelled, texts
from minzheng_core.testing.synthetic.numerals import NUMERALS

# Towns and townships of 兴国县 as listed since 2023, then one that was merged into others.
XINGGUO = [
    "潋江",
    "江背",
    "古龙冈",
    "梅窖",
    "高兴",
    "良村",
    "龙口",
    "城岗",
    "永丰",
    "兴江",
    "樟木",
    "东村",
    "兴莲",
    "杰村",
    "社富",
    "埠头",
    "隆坪",
    "均村",
    "茶园",
    "崇贤",
    "枫边",
    "南坑",
    "方太",
    "鼎龙",
    "长冈",
    "五里亭",
]
TOWNS_FIRST, TOWNS_SINCE_1994 = 1, 9
MERGED_IN = {"五里亭": 2001}
STEM = "上下大小新老东西南北中高长双三龙石白黄青金银水竹松枫樟桥洋坪"
CORE = "坪塘坑背溪陂岭湖沙田村洲源屋江岗山岭寨堡坊庄湾头口里家边前"
ROADS = [
    "文明路",
    "解放路",
    "人民路",
    "中山路",
    "建设街",
    "和平巷",
    "红军路",
    "将军大道",
    "凤凰大道",
]


@frozen(eq=False)
class Towns:
    """Names of townships: those of the home county first, then a pool for everywhere else."""

    names: tuple[str, ...]
    home: int
    """How many are of the home county."""


def make_towns(rng: Rng, county: str) -> Towns:
    """Return the townships of *county* (invented ones unless it is 兴国县) and a pool of others."""
    pool = {STEM[a] + CORE[b] for a in range(len(STEM)) for b in range(len(CORE))}
    invented = sorted(pool - {name for name in pool if name[0] == name[1]})
    rng.shuffle(invented)
    own = XINGGUO if county == "360732" else invented[-24:]
    names = (*own, *invented[:400])
    return Towns(names=names, home=len(own))


def town_kind(number: int, year: int) -> str:
    """Return what township *number* was called in *year*: 乡, 公社 or 镇."""
    if 1958 <= year < 1984:
        return "公社"
    if year < 1958:
        return "乡"
    return (
        "镇"
        if number % 26 < TOWNS_FIRST or (number % 26 < TOWNS_SINCE_1994 <= year - 1985)
        else "乡"
    )


def town_texts(towns: Towns, town: Ints, year: Ints) -> pl.Series:
    """Write the township of each row with the ending of its year."""
    return spelled(lambda number, when: towns.names[number] + town_kind(number, when), town, year)


def village_texts(rng: Rng, village: Ints, year: Ints) -> pl.Series:
    """Write village and group: brigade and production team under the communes, 村 and 组 after."""
    pool = [STEM[n % len(STEM)] + CORE[n // len(STEM) % len(CORE)] for n in range(900)]
    size = len(village)
    name = texts(pool, village % 900)
    commune = (year >= 1958) & (year < 1984)
    ending = texts(
        ["村", "大队", "村委会", "居委会"],
        np.where(commune, 1, np.where(rng.random(size) < 0.12, rng.integers(2, 4, size), 0)),
    )
    number = rng.integers(0, 18, size)
    form = np.where(commune, rng.integers(0, 3, size), rng.integers(2, 9, size))
    group = spelled(_group, number, form)
    street = rng.random(size) < np.where(year < 1990, 0.02, 0.08)
    road = joined(
        texts(ROADS, rng.integers(0, len(ROADS), size)),
        spelled(lambda house: f"{house}号", rng.integers(1, 300, size)),
    )
    return joined(name, ending, group).zip_with(pl.Series(~street), road)


def _group(number: int, form: int) -> str:
    chinese = NUMERALS[number] if number < 10 else "十" + NUMERALS[number - 10]
    return (
        "",
        f"第{chinese}生产队",
        "",
        f"{number + 1}组",
        f"第{number + 1}组",
        f"{chinese}组",
        f"{number + 1}小组",
        f"{number + 1}号",
        f"{chinese}组{number * 7 + 3}号",
    )[form]


def office_text(name: str, kind: int, year: int, county: str, short: str) -> str:
    """Return the registering office as it signed: *kind* is the clerk's habit (0-3).

    Districts and townships registered before 1958, communes until 1984, townships and towns until
    September 2003, the county bureau after.
    """
    if year < 1958:
        return (
            f"{county}{name}乡人民政府",
            f"{name}区公所",
            f"{county}{name}乡",
            f"{name}乡人民委员会",
        )[kind]
    if year < 1984:
        board = "革命委员会" if 1968 <= year < 1981 else "管理委员会"
        return (
            f"{name}公社",
            f"{county}{name}人民公社",
            f"{name}公社{board}",
            f"{name}人民公社{board}",
        )[kind]
    full = f"{name}{town_kind(0 if name == '潋江' else 5, year)}"
    return (f"{full}人民政府", f"{county}{full}人民政府", full, f"{short}{full}婚姻登记站")[kind]


def bureau_text(county: str, short: str, kind: int) -> str:
    """Return the county bureau's registry as it signed."""
    return (
        f"{county}民政局婚姻登记处",
        f"{county}民政局",
        f"{short}民政局婚姻登记处",
        f"江西省{county}民政局婚姻登记处" if county == "兴国县" else f"{county}民政局婚姻登记处",
    )[kind]
