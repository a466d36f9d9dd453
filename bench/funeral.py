"""Statements of free items: 60,000 cases in one pass beside record by record through the scalar API.

python bench/funeral.py [cases]            statements
python bench/funeral.py county [deaths]    a synthetic county of ten years with defects: all found?

Both sides start from the same frames and end with the gross, free and payable fen of every service;
both are compared before the times are printed. Sentences are made when they are read, on either side.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from datetime import date

import numpy as np
import polars as pl

from minzheng_core.registries.funeral.schedules import Service, documented, state, state_all
from minzheng_core.testing.synthetic.funerals import make_funerals
from minzheng_core.testing.synthetic.funerals.audit import audit, findings_of

PLACE = "440882"
ITEMS = ("接运", "消毒", "存放", "告别厅", "火化", "骨灰盒", "骨灰寄存")


def made(cases: int, seed: int = 5) -> tuple[pl.DataFrame, pl.DataFrame]:
    rng = np.random.default_rng(seed)
    names = pl.Series("case", [f"{n:06d}" for n in range(cases)])
    start = np.datetime64("2016-01-01")
    people = pl.DataFrame(
        {
            "case": names,
            "day": pl.Series(start + rng.integers(0, 3650, cases)).cast(pl.Date),
            "division": pl.Series(["440882", "440883"]).gather(rng.integers(0, 2, cases)),
            "words": pl.Series(["", "低保", "丧葬费"]).gather(rng.integers(0, 3, cases)),
        }
    )
    of = np.repeat(np.arange(cases), 5)
    services = pl.DataFrame(
        {
            "case": names.gather(of),
            "item": pl.Series(ITEMS).gather(rng.integers(0, len(ITEMS), len(of))),
            "quantity": np.round(rng.gamma(2, 4, len(of)), 1),
        }
    )
    return people, services


def one_by_one(people: pl.DataFrame, services: pl.DataFrame) -> list[tuple[int, int]]:
    known = documented("雷州")
    given: dict[str, list[Service]] = defaultdict(list)
    for case, item, quantity in services.iter_rows():
        given[case].append(Service(item=item, quantity=quantity))
    told = []
    for case, day, division, words in people.iter_rows():
        statement = state(
            given[case],
            known,
            place=PLACE,
            day=day,
            division=division,
            words=words.split("、"),
        )
        told += [(line.gross, line.free) for line in statement.lines]
    return told


def county(deaths: int) -> None:
    started = time.perf_counter()
    clean = make_funerals(deaths, seed=7)
    spoiled = make_funerals(deaths, seed=7, defects=20)
    made_in = time.perf_counter() - started
    started = time.perf_counter()
    told = audit(spoiled, clean)
    seconds = time.perf_counter() - started
    quiet = findings_of(clean)
    print(f"{deaths:,} deaths, made in {made_in:.1f} s, audited in {seconds:.1f} s")
    print(f"{told.injected} defects injected, {len(told.missed)} missed, {len(told.false)} false")
    print(f"in the clean county: {sum(map(len, quiet.values()))} findings")
    if told.missed or told.false or quiet:
        sys.exit("the county is not as it should be")


def main() -> None:
    if sys.argv[1:2] == ["county"]:
        county(int(sys.argv[2]) if len(sys.argv) > 2 else 60_000)
        return
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    people, services = made(cases)
    state_all(people.head(100), services.head(500), documented("雷州"), place=PLACE)  # warm up
    together = []
    for _ in range(3):
        started = time.perf_counter()
        statements = state_all(people, services, documented("雷州"), place=PLACE)
        together.append(time.perf_counter() - started)
    started = time.perf_counter()
    alone = one_by_one(people, services)
    seconds = time.perf_counter() - started
    if statements.services.select("gross", "free").rows() != alone:
        sys.exit("the two sides differ")
    best = min(together)
    print(f"{cases:,} cases, {services.height:,} services on {date.today().isoformat()}")
    print(f"one by one   {seconds:8.3f} s")
    print(f"in one pass  {best:8.3f} s   {seconds / best:.1f} times as fast")


if __name__ == "__main__":
    main()
