"""Place names as people wrote them to the standard name and code of their year, beside cpca.

    python bench/standardise.py [CASES] [--speed TEXTS ...] [--show KIND]

The truth is made from the tables: a county of a random yearly list and one of its townships, written
in full, shortened, under the names of another time, with another kind of township (公社), or with one
wrong character anywhere above the kind of the township. *right* has the division of the year and the
township; *division* at least the division of the year and no other township; *open* answers a higher
unit or none; *wrong* another place; *silent* another place without any finding. cpca knows no
townships and no years: *cpca* is the division of the year, *or now* that or today's. Rates are
texts on one processor, in the seconds of that processor; *by the clock* what a user waits for: *cold*
the first sight of the texts, *again* the same texts once more, *others* as many others next. Several
sizes are shown one after the other (``--speed 100000 500000``), none with ``--speed 0``.
"""

from __future__ import annotations

import argparse
import random
import time
import warnings
from collections import Counter, defaultdict
from dataclasses import dataclass

import polars as pl

from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.townships import stem as town_stem
from minzheng_core.reference.townships import townships
from minzheng_core.registries import place_names
from minzheng_core.values.domicile.names import stem

ANY = "山水石林田光明平安和丰华成文永德金玉红星塘源泉坪坝桥头"
TAILS = ["", "新村3组", "光明路12号", "前进大队第二生产队", "李家村"]


@dataclass
class Case:
    kind: str
    text: str
    year: int
    division: str
    township: str


def joined(*parts: str) -> str:
    return "".join(dict.fromkeys(part for part in parts if part))


def wrong(text: str, until: int, rnd: random.Random) -> str:
    place = rnd.randrange(until)
    return text[:place] + rnd.choice([c for c in ANY if c != text[place]]) + text[place + 1 :]


def make(count: int, seed: int = 3) -> list[Case]:
    rnd = random.Random(seed)
    history, known = divisions(), townships()
    counties = [r for r in history.all() if r.level == "county" and r.code < "700000"]
    cases: list[Case] = []
    while len(cases) < count:
        record = rnd.choice(counties)
        year = rnd.randint(record.start, (record.end or 2025) - 1)
        towns = known.of_county(record.code, year)
        if not towns:
            continue
        town = rnd.choice(towns)
        own = town_stem(town.name)
        if town.name[-1] not in "镇乡道" or [town_stem(t.name) for t in towns].count(own) > 1:
            continue
        province, city, name, code = record.province, record.prefecture, record.name, record.code
        above = joined(province, city, name)
        tail = rnd.choice(TAILS)

        def add(
            kind: str, text: str, of: int = year, truth: str = code, to: str = town.code
        ) -> None:
            cases.append(Case(kind, text, of, truth, to))

        add("full", above + town.name + tail)
        if city:
            add("abbreviated", stem(province) + stem(city) + stem(name) + town.name + tail)
        add("abbreviated", joined(province, name) + town.name + tail)
        if len(own) > 1:
            add("commune", above + own + "公社" + tail)
        later = rnd.randint(year, 2024)
        now = history.current(code, year, later)
        then = known.carry(town.code, year, later, name=town.name)
        # In the year of a change the names before it are as right as those after it.
        past = record.end is not None and later > record.end
        if past and len(now) == 1 == len(then) and now[0] != code and history.at(now[0], later):
            add("old form", above + town.name + tail, later, now[0], then[0].code)
        before = [b for b in history.predecessors(code, record.start) if b.level == "county"]
        if len(before) == 1 and len(history.successors(before[0].code, before[0].start)) == 1:
            of = rnd.randint(before[0].start, (before[0].end or 2025) - 1)
            then = known.carry(town.code, year, of, name=town.name)
            if len(then) == 1 and not any(
                r.in_force(of) and r.full_name == above for r in counties
            ):
                add("renamed since", above + town.name + tail, of, before[0].code, then[0].code)
        text = above + town.name
        add("one wrong character", wrong(text, len(above) + len(own), rnd) + tail)
    rnd.shuffle(cases)
    return cases[:count]


def cpca_codes(texts: list[str]) -> list[str | None]:
    warnings.filterwarnings("ignore")
    import cpca

    return [code or None for code in cpca.transform(texts)["adcode"].tolist()]


def show_rates(count: int) -> None:
    columns = [
        (pl.Series([c.text for c in cases]), pl.Series([c.year for c in cases]))
        for cases in (make(count, seed=4), make(count, seed=5))
    ]
    texts, _ = columns[0]
    place_names.standardise_many(texts[:10])
    marks = []
    for cells, years in (columns[0], columns[0], columns[1]):
        start = time.process_time(), time.perf_counter()
        place_names.standardise_many(cells, on=years)
        marks.append((time.process_time() - start[0], time.perf_counter() - start[1]))
    few = texts.head(20000).to_list()
    cpca_codes(few[:10])
    began = time.process_time()
    cpca_codes(few)
    peer = len(few) / (time.process_time() - began)
    print(f"{texts.n_unique():,} different texts of {count:,}, down to the township")
    for name, (seconds, wall) in zip(("cold", "again", "others"), marks, strict=True):
        print(
            f"  {name}: {count / seconds:,.0f} texts/s, {count / seconds / peer:.1f} times cpca;"
            f" {count / wall:,.0f} texts/s by the clock"
        )
    print(f"  cpca (no townships): {peer:,.0f} texts/s")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", nargs="?", type=int, default=20000)
    parser.add_argument("--speed", type=int, nargs="*", default=[100_000], metavar="TEXTS")
    parser.add_argument("--show", default="")
    options = parser.parse_args()
    for count in filter(None, options.speed):
        show_rates(count)
    cases = make(options.cases)
    frame = place_names.standardise_many([c.text for c in cases], on=[c.year for c in cases])
    history = divisions()
    table: dict[str, Counter[str]] = defaultdict(Counter)
    peer = cpca_codes([c.text for c in cases])
    rows = frame.select("level", "code", "name", "reasons", "findings").rows()
    for case, (level, code, name, reasons, findings), other in zip(cases, rows, peer, strict=True):
        division = history.at(case.division, case.year)
        own = bool(division and (name or "").startswith(division.full_name))
        right = own and code == case.township
        county = own and level not in {"township", "village"}
        higher = level in {None, "province", "prefecture"} and not county
        for kind in (case.kind, "ALL"):
            cell = table[kind]
            cell["n"] += 1
            cell["right"] += right
            cell["division"] += right or county
            cell["open"] += higher
            cell["wrong"] += not (right or county or higher)
            cell["silent"] += not (right or county or higher or findings)
            cell["reasons"] += bool(reasons)
            cell["cpca"] += other == case.division
            cell["now"] += other in {case.division, *history.current(case.division, case.year)}
        if case.kind == options.show and not right:
            print(case.text, case.year, case.division, case.township, "->", code, name, findings)
    names = ("right", "division", "open", "wrong", "silent", "reasons", "cpca", "now")
    print(f"{'kind':22}{'n':>7}" + "".join(f"{name:>10}" for name in names))
    for kind, cell in sorted(table.items()):
        shares = "".join(f"{cell[name] / cell['n']:10.2%}" for name in names)
        print(f"{kind:22}{cell['n']:7}{shares}")


if __name__ == "__main__":
    main()
