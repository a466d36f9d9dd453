"""Addresses to divisions of their day: rate and accuracy by kind, beside cpca in the same run.

    python bench/domiciles.py [ROWS] [--speed TEXTS] [--show KIND]

Rates: TEXTS different addresses of the whole country, one in twenty with a slip of the pen, each with
its year (1950-2024), in a process of its own on one processor. *Index* is what every new process
builds first; *cold* the first sight of the texts, without it and with it; *again* the same texts once
more; *one by one* the scalar value. Seconds are those of the processor: other load does not count.

Accuracy: ROWS cases whose truth is made here from the yearly lists: a county of a random list, its
names as people write them, sometimes with one slip, sometimes under the name of another time. A kind
is judged right when the code of the county in force in the year of registration is found; *silent*
means a wrong code without any finding. What follows the county is made up (城关镇南街), so no township
helps.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.columns import domiciles
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.townships import townships
from minzheng_core.values.domicile.names import stem

if TYPE_CHECKING:
    from collections.abc import Callable

TRADITIONAL = str.maketrans(
    "县区东广兴国宁阳龙门长马云华乌兰贵丽临泽济赣",
    "縣區東廣興國寧陽龍門長馬雲華烏蘭貴麗臨澤濟贛",
)
ANY = "山水石林田光明平安和丰华成文永德金玉红星塘源泉坪坝桥头"
TAILS = [
    "东风村3组",
    "新建路12号",
    "城关镇南街",
    "红旗公社前进大队",
    "石桥乡李家村",
    "中心街道5号",
    "大塘村",
    "",
]


@dataclass
class Case:
    kind: str
    text: str
    year: int
    truth: str
    county: str | None = None


def _joined(*parts: str) -> str:
    return "".join(dict.fromkeys(part for part in parts if part))


def _slip(name: str, rnd: random.Random, how: str) -> str:
    place = rnd.randrange(max(len(name) - 1, 1))
    if how == "wrong":
        return name[:place] + rnd.choice([c for c in ANY if c != name[place]]) + name[place + 1 :]
    if how == "missing":
        return name[:place] + name[place + 1 :]
    if how == "extra":
        return name[:place] + name[place] + name[place:]
    return name[:place] + _alike(name[place], rnd) + name[place + 1 :]


def _sounds() -> Callable[[str], list[str]]:
    from pypinyin import lazy_pinyin

    by_sound: dict[str, list[str]] = defaultdict(list)
    for code in range(0xB0A1, 0xD7FA):
        try:
            char = code.to_bytes(2, "big").decode("gb2312")
        except UnicodeDecodeError:
            continue
        by_sound[lazy_pinyin(char)[0]].append(char)
    return lambda char: [c for c in by_sound[lazy_pinyin(char)[0]] if c != char] or [char]


_SOUNDS = _sounds()


def _alike(char: str, rnd: random.Random) -> str:
    return rnd.choice(_SOUNDS(char))


def make(rows: int, seed: int = 1) -> list[Case]:
    rnd = random.Random(seed)
    history = divisions()
    counties = [r for r in history.all() if r.level == "county" and r.code < "700000"]
    same = Counter(r.name for r in counties if r.end is None)
    towns = townships()
    cases: list[Case] = []

    def add(kind: str, text: str, year: int, truth: str, county: str | None = None) -> None:
        cases.append(Case(kind, text, year, truth, county))

    while len(cases) < rows:
        record = rnd.choice(counties)
        year = rnd.randint(record.start, (record.end or 2025) - 1)
        tail = rnd.choice(TAILS)
        province, city, name = record.province, record.prefecture, record.name
        short_province, short_city, short = stem(province), stem(city) if city else "", stem(name)
        code = record.code
        full = _joined(province, city, name)
        add("full name", full + tail, year, code)
        if city and len([r for r in history.in_force(year) if r.prefecture == city]) > 1:
            add("no province", city + name + tail, year, code)
        if (
            len([r for r in history.in_force(year) if (r.province, r.name) == (province, name)])
            == 1
        ):
            add("no city", province + name + tail, year, code)
        if len(short) > 1 and city:
            add(
                "no suffixes",
                short_province + short_city + short + rnd.choice(["", "李家村"]),
                year,
                code,
            )
            add(
                "county without 县",
                province + city + short + rnd.choice(["", "李家村"]),
                year,
                code,
            )
        if city.endswith("地区"):
            add("prefecture of old", full + tail, year, code)
        later = rnd.randint(year, 2024)
        now = history.current(code, year, later)
        if len(now) == 1 and later > year and history.at(now[0], later):
            add("earlier name" if now[0] != code else "same name later", full + tail, later, now[0])
        before = history.predecessors(code, record.start)
        whole = [
            b
            for b in before
            if b.level == "county" and len(history.successors(b.code, b.start)) == 1
        ]
        if len(whole) == 1 == len(before):
            then = rnd.randint(whole[0].start, (whole[0].end or 2025) - 1)
            if not any(r.in_force(then) for r in counties if r.full_name == full):
                add("later name", full + tail, then, whole[0].code)
        for how in ("wrong", "missing", "extra", "homophone"):
            part = rnd.choice(["province", "city", "county"] if city else ["province", "county"])
            parts = {"province": province, "city": city, "county": name}
            if len(parts[part]) < 3:
                continue
            parts[part] = _slip(parts[part], rnd, how)
            add(f"one character {how}", _joined(*parts.values()) + tail, year, code)
        add("traditional", full.translate(TRADITIONAL) + tail, year, code)
        spaced = rnd.choice(["　", " ", "-", "－", "，"]).join(
            p for p in (province, city, name) if p
        )
        add("spaces and separators", spaced + tail, year, code)
        add(
            "extra words",
            rnd.choice(["现住", "户籍地：", "原籍", "家住"]) + full + tail,
            year,
            code,
        )
        if "自治" in name:
            add("autonomous short", province + city + short + name[-1] + tail, year, code)
        if same[name] > 1 and city:
            add("same name, with city", city + name + tail, year, code)
        if rnd.random() < 0.3 and record.end is None:
            for town in rnd.sample(towns.of_county(code), min(1, len(towns.of_county(code)))):
                if town.code.startswith(code) and town.end is None:
                    add("township alone", town.name + "幸福村", year, code, code)
    rnd.shuffle(cases)
    return cases[:rows]


def different_texts(count: int, seed: int = 2) -> pl.DataFrame:
    """Different addresses as clerks write them, with real townships; one in twenty has a slip."""
    rnd = random.Random(seed)
    known = townships()
    counties = [r for r in divisions().all() if r.level == "county" and r.code < "700000"]
    towns = {c: [t.name for t in known.of_county(c)] for c in {r.code for r in counties}}
    texts: dict[str, int] = {}
    while len(texts) < count:
        record = rnd.choice(counties)
        year = rnd.randint(record.start, (record.end or 2025) - 1)
        if record.start == 1981 and rnd.random() < 0.2:
            year = rnd.randint(1950, 1980)
        province, city, name = record.province, record.prefecture, record.name
        written = rnd.random()
        if written < 0.45:
            parts = [province, city, name]
        elif written < 0.6:
            parts = [city, name]
        elif written < 0.85:
            parts = [province, name]
        else:
            parts = [stem(province), stem(city) if city else "", stem(name)]
        if rnd.random() < 0.05:
            place = rnd.choice([i for i, part in enumerate(parts) if part])
            parts[place] = _slip(
                parts[place], rnd, rnd.choice(["wrong", "missing", "extra", "alike"])
            )
        town = rnd.choice(towns[record.code] or ["石桥公社"])
        village = rnd.choice(ANY) + rnd.choice(ANY) + rnd.choice(["村", "大队", "路"])
        texts[_joined(*parts) + town + village + f"{rnd.randint(1, 400)}号"] = year
    return pl.DataFrame({"text": list(texts), "year": list(texts.values())})


SPEED = """
import json, sys, time
import polars as pl
from minzheng_core.columns import domiciles
from minzheng_core.values.domicile.domicile import Domicile
table = pl.read_parquet(sys.argv[1])
start = time.process_time()
domiciles.resolve(pl.Series([""]))
marks = [time.process_time() - start]
for _ in range(2):
    start = time.process_time()
    found = domiciles.resolve(table["text"], table["year"])
    marks.append(time.process_time() - start)
few = table.sample(min(20000, table.height), seed=1)
start = time.process_time()
for text, year in few.rows():
    Domicile.parse(text, on=year)
marks.append((time.process_time() - start) * table.height / few.height)
print(json.dumps([*marks, found["division"].is_not_null().mean()]))
"""


def show_rates(count: int) -> None:
    """Print the rates of :data:`SPEED` and of cpca for the same texts."""
    table = different_texts(count)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.parquet"
        table.write_parquet(file)
        done = subprocess.run(
            ["taskset", "-c", "0", sys.executable, "-c", SPEED, str(file)],
            check=True,
            capture_output=True,
            env=os.environ | {"POLARS_MAX_THREADS": "1"},
        )
    index, cold, again, one, answered = json.loads(done.stdout)
    print(f"{count:,} different texts on one processor, {answered:.1%} with an answer")
    print(f"  index, once a process: {index:.2f} s")
    for name, seconds in (
        ("cold, index included", index + cold),
        ("cold", cold),
        ("again", again),
        ("one by one", one),
    ):
        print(f"  {name}: {count / seconds:,.0f} texts/s")
    few = table["text"].head(20000).to_list()
    _cpca(few[:10])
    start = time.process_time()
    _cpca(few)
    print(f"  cpca: {len(few) / (time.process_time() - start):,.0f} texts/s")


def _cpca(texts: list[str]) -> list[str | None]:
    import warnings

    warnings.filterwarnings("ignore")
    import cpca

    return [code or None for code in cpca.transform(texts)["adcode"].tolist()]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", nargs="?", type=int, default=30000)
    parser.add_argument("--speed", type=int, default=200_000, metavar="TEXTS")
    parser.add_argument("--show", default="")
    options = parser.parse_args()
    if options.speed:
        show_rates(options.speed)
    cases = make(options.rows)
    texts = pl.Series([c.text for c in cases])
    years = pl.Series([c.year for c in cases])
    frame = domiciles.resolve(texts, years)
    alone = [i for i, c in enumerate(cases) if c.county]
    found = frame["division"].to_list()
    faults = frame["faults"].to_list()
    for i in alone:
        one = domiciles.resolve(texts[i : i + 1], years[i : i + 1], county=cases[i].county)
        found[i], faults[i] = one["division"][0], one["faults"][0]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"accuracy (peak {peak} MiB, texts and truth included):")
    peer = _cpca([c.text for c in cases])
    table: dict[str, Counter[str]] = defaultdict(Counter)
    history = divisions()
    for case, code, mask, other in zip(cases, found, faults, peer, strict=True):
        for kind in (case.kind, "ALL"):
            count = table[kind]
            count["n"] += 1
            count["right"] += code == case.truth
            higher = code is None or code.endswith("00")
            count["open"] += code != case.truth and higher
            count["wrong"] += code != case.truth and not higher
            count["silent"] += code != case.truth and not higher and not mask
            count["cpca"] += other == case.truth
            count["cpca now"] += other == case.truth or other in history.current(
                case.truth, case.year
            )
        if case.kind == options.show and code != case.truth:
            print(case.text, case.year, case.truth, "->", code, bin(mask))
    print(
        f"{'kind':24}{'n':>7}{'right':>8}{'open':>8}{'wrong':>8}{'silent':>8}{'cpca':>8}{'or now':>8}"
    )
    for kind, count in sorted(table.items()):
        share = [
            f"{count[key] / count['n']:8.2%}"
            for key in ("right", "open", "wrong", "silent", "cpca", "cpca now")
        ]
        print(f"{kind:24}{count['n']:7}" + "".join(share))


if __name__ == "__main__":
    main()
