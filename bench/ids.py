"""How fast identity numbers are checked, beside python-stdnum on the same list in the same run.

    python bench/ids.py [--rows 1000000] [--peer-rows 20000] [--differential 0]

``--differential N`` compares the column with the value on N generated and mutated numbers.
The peer is timed on a sample (its time grows in proportion) unless ``--peer-rows`` is the whole.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl
from stdnum.cn import ric

from minzheng_core.columns import id_numbers
from minzheng_core.reference.divisions import divisions
from minzheng_core.rules.id_check import check_id, check_ids
from minzheng_core.values.ids.arithmetic import check_digit, to_18
from minzheng_core.values.ids.id_number import FAULTS, FIXES, IdNumber

if TYPE_CHECKING:
    from collections.abc import Callable


def genuine(chance: random.Random, rows: int) -> list[str]:
    """Numbers given in 1984-2024 under codes in force that year; 15 digits before 1999, mostly."""
    records = [
        (record.code, max(record.start, 1984), min(record.end or 2025, 2025))
        for record in divisions().all()
        if record.level == "county" and (record.end or 2025) > 1984
    ]
    numbers = []
    while len(numbers) < rows:
        code, first, last = chance.choice(records)
        assigned = chance.randrange(first, last)
        born = date(assigned, 1, 1) - timedelta(days=chance.randrange(1, 26_000))
        body = f"{code}{born:%Y%m%d}{chance.randrange(1, 900):03d}"
        old = assigned < 1999 and born.year > 1915 and chance.random() < 0.7
        numbers.append(body[:6] + body[8:] if old else body + str(check_digit(body)))
    return numbers


def damaged(number: str, chance: random.Random) -> str:
    """One of the faults of content that archives hold."""
    place = chance.randrange(len(number))
    digit = chance.choice("0123456789")
    return chance.choice(
        [
            number[:place] + digit + number[place + 1 :],
            number[:place] + number[place : place + 2][::-1] + number[place + 2 :],
            number[:place] + digit + number[place + 1 :],
            number[:place] + number[place + 1 :],
            number[:15] + "000" if len(number) == 18 else number,
            number[:12] + "39" + number[14:],
            "无",
        ]
    )


def messy(number: str, chance: random.Random) -> str:
    """The right number in another writing."""
    wide = number.translate({ord(c): ord(c) + 0xFEE0 for c in number})
    return chance.choice(
        [
            number.lower(),
            " " + number,
            number + " ",
            "'" + number,
            wide,
            number[:6] + " " + number[6:],
        ]
    )


def archive(rows: int, faults: float, writings: float) -> list[str]:
    """Mixed numbers with a share of *faults* and of messy *writings*."""
    chance = random.Random(11643)
    numbers = genuine(chance, rows)
    for row, number in enumerate(numbers):
        draw = chance.random()
        if draw < faults:
            numbers[row] = damaged(number, chance)
        elif draw < faults + writings:
            numbers[row] = messy(number, chance)
    return numbers


def seconds(work: Callable[[], Any], runs: int = 5) -> float:
    """The least processor time of *work*, of all threads: other work on the machine counts less."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def peer(numbers: list[str]) -> int:
    """python-stdnum over a list; it raises KeyError for some codes, which counts as a refusal."""
    accepted = 0
    for number in numbers:
        try:
            accepted += ric.is_valid(number)
        except KeyError:  # suppress() would be timed as the peer's own
            continue
    return accepted


def column_against_peer(rows: int, peer_rows: int) -> None:
    numbers = archive(rows, faults=0.03, writings=0.01)
    series = pl.Series(numbers)
    report = check_ids(series)
    sample = numbers[:: max(1, rows // peer_rows)]
    peer_time = seconds(lambda: peer(sample), 2) * rows / len(sample)
    from_list = seconds(lambda: check_ids(numbers).frame)
    from_arrow = seconds(lambda: check_ids(series).frame)
    parsed = seconds(lambda: id_numbers.parse(series), 3)
    print(f"{rows:,} numbers, {len(report):,} findings: {report.counts()}")
    print(f"python-stdnum is_valid   {peer_time:8.2f} s  ({len(sample):,} timed)")
    for name, spent in (
        ("check_ids of a list", from_list),
        ("check_ids of a Series", from_arrow),
        ("columns parse, all parts", parsed),
    ):
        print(f"{name:24} {spent:8.3f} s  {peer_time / spent:6.0f} times as fast")


def kinds_of_calls(chance: random.Random, count: int) -> dict[str, list[str]]:
    """Different numbers of each kind that a form may hand over, sound and faulty."""
    numbers = genuine(chance, 8 * count)
    long = [number for number in numbers if len(number) == 18][:count]
    short = [number for number in numbers if len(number) == 15][:count]
    wrong = [n[:17] + chance.choice([c for c in "0123456789X" if c != n[17]]) for n in long]
    dates = [f"{n[:10]}13{n[12:17]}" for n in long]
    return {
        "18 digits, sound": long,
        "18 digits, wrong check digit": wrong,
        "18 digits, no such day": [n + str(check_digit(n)) for n in dates],
        "15 digits, sound": short,
        "15 digits, no such day": [f"{n[:8]}13{n[10:]}" for n in short],
        "17 digits": [n[:17] for n in long],
        "18, a letter O among them": [n[:8] + "O" + n[9:] for n in long],
        "15, a letter O among them": [n[:8] + "O" + n[9:] for n in short],
        "18, two letters": [n[:8] + "O" + n[9:12] + "l" + n[13:] for n in long],
        "18, sound, a blank inside": [f"{n[:6]} {n[6:]}" for n in long],
        "18, sound, in quotes": [f"'{n}" for n in long],
        "18, digits hidden": [f"{n[:6]}********{n[14:]}" for n in long],
        "no number but words": ["不详", "无", "遗失"] * (count // 3),
    }


def one_by_one(numbers: list[str]) -> int:
    """The numbers that have a finding."""
    faulty = 0
    for number in numbers:
        faulty += bool(check_id(number))
    return faulty


def one_against_peer() -> None:
    """One call a number, 500 different numbers of each kind, in turns; the least of each."""
    for name, texts in kinds_of_calls(random.Random(3), 500).items():
        own, other = float("inf"), float("inf")
        for _ in range(15):
            own = min(own, seconds(lambda texts=texts: one_by_one(texts), 1))
            other = min(other, seconds(lambda texts=texts: peer(texts), 1))
        spent = f"{other / len(texts) * 1e6:6.1f} µs against {own / len(texts) * 1e6:5.2f} µs"
        print(f"one call, {name:28} {spent}: {other / own:5.1f} times as fast")


def answers() -> None:
    """Genuine numbers accepted, and one-digit errors accepted."""
    chance = random.Random(7)
    numbers = [to_18(n) or "" if len(n) == 15 else n for n in genuine(chance, 20_000)]
    wrong = []
    for number in numbers:
        place = chance.randrange(18)
        other = chance.choice([c for c in "0123456789" if c != number[place]])
        wrong.append(number[:place] + other + number[place + 1 :])
    errors = set(check_ids(wrong).frame.filter(pl.col("severity") == "error")["row"])
    refused = check_ids(numbers).frame.filter(pl.col("severity") != "notice")
    refused = refused.filter(pl.col("code") != "ID112")
    print(f"genuine accepted: {1 - refused['row'].n_unique() / len(numbers):.2%}", end="")
    print(f" (python-stdnum {peer(numbers) / len(numbers):.0%})")
    print(f"one-digit errors accepted: {1 - len(errors) / len(wrong):.2%}")


def scalar_row(cell: str) -> dict[str, Any]:
    """What the column ought to hold for *cell*."""
    parsed = IdNumber.parse(cell)
    number = parsed.value
    parts = ("text", "kind", "birth", "sex", "region", "id18")
    row = {part: getattr(number, part) if number else None for part in parts}
    row["sex"] = {"男": 1, "女": 2}.get(row["sex"])
    row["check_expected"] = number.expected_check if number else None
    row["fixes"] = sum({1 << FIXES.index(fix.name) for fix in parsed.fixes})
    row["faults"] = sum(1 << FAULTS.index(finding.code) for finding in parsed.findings)
    return row


def differential(rows: int) -> None:
    """Every part of every number, by column and by value; stops at the first difference."""
    chance = random.Random()
    size = 100_000
    for done in range(0, rows, size):
        numbers = genuine(chance, size)
        cells = [messy(damaged(n, chance), chance) if chance.random() < 0.7 else n for n in numbers]
        frame = id_numbers.parse(pl.Series(cells))
        for row, cell in zip(frame.iter_rows(named=True), cells, strict=True):
            if row != scalar_row(cell):
                sys.exit(f"column and value differ on {cell!r}: {row} and {scalar_row(cell)}")
        print(f"{done + size:,} equal", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--peer-rows", type=int, default=20_000)
    parser.add_argument("--differential", type=int, default=0)
    options = parser.parse_args()
    if options.differential:
        differential(options.differential)
        return
    column_against_peer(options.rows, options.peer_rows)
    one_against_peer()
    answers()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB on Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
