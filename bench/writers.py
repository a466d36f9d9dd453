"""Many writers on few records: nothing lost, no number twice, each refused write told.

python bench/writers.py URL [URL …] [--writers 32] [--corrections 10000] [--records 100]

Each writer is a process (``--threads``: a thread) that picks a record, reads it, and corrects what it
saw; where somebody else was quicker it is told so and tries again. Afterwards the book is counted.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from threading import Barrier
from typing import TYPE_CHECKING

from minzheng_core.ledger import Book, StaleRevision
from minzheng_core.registries import marriage
from minzheng_core.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

COUNTY = "360732"


def opened(url: str, name: str) -> Book:
    return Book.open(marriage.REGISTRY, open_store(url), county=COUNTY, name=name)


def prepare(url: str, name: str, records: int) -> None:
    book = opened(url, name)
    with book.batch() as batch:
        for number in range(records):
            batch.register({"business_type": "结婚", "registration_date": "1985-10-01",
                            "volume_number": "0"}, by="王某某", key=f"K{number:04d}")  # fmt: skip
        batch.commit()
    book.setting.store.close()


def write(
    url: str, name: str, writer: int, corrections: int, records: int, start: Callable[[], object]
) -> dict[str, int]:
    """Make so many corrections from *start* on; how many were made, how often one was refused."""
    chance = random.Random(writer)
    book = opened(url, name)
    told: Counter[str] = Counter()
    start()
    for turn in range(corrections):
        while True:
            key = f"K{chance.randrange(records):04d}"
            seen = book.get(key)
            count = str(int(seen.values["volume_number"]) + 1)
            try:
                book.correct(key, {"volume_number": count, "remark": f"{writer}/{turn}"},
                             by="王某某", reason="补录", expect=seen.number)  # fmt: skip
            except StaleRevision:
                told["refused"] += 1
            else:
                told["made"] += 1
                break
    book.setting.store.close()
    return dict(told)


def judge(url: str, name: str, records: int) -> dict[str, object]:
    """What is in the book, and every way in which a write could have been lost."""
    book = opened(url, name)
    rows = list(book.setting.store.rows(name))
    by_key = sorted((row.key, row.number) for row in rows)
    numbers = {key: [n for _, n in own] for key, own in groupby(by_key, key=lambda pair: pair[0])}
    counted = sum(int(entry.values["volume_number"]) for entry in book.scan())
    result = {
        "revisions": len(rows),
        "corrections": len(rows) - records,
        "counted": counted,
        "positions_sound": [row.position for row in rows] == list(range(1, len(rows) + 1)),
        "numbers_sound": all(own == list(range(1, len(own) + 1)) for own in numbers.values()),
        "verified": book.verify().sound,
    }
    book.setting.store.close()
    return result


def race(
    url: str, *, writers: int, corrections: int, records: int, threads: bool = False
) -> dict[str, object]:
    """One race on one store, and its outcome."""
    name = f"race-{time.time_ns():x}"
    prepare(url, name, records)
    shares = [corrections // writers + (n < corrections % writers) for n in range(writers)]
    started = time.perf_counter()
    told = (_threads if threads else _processes)(url, name, shares, records)
    seconds = time.perf_counter() - started
    made = sum(one.get("made", 0) for one in told)
    refused = sum(one.get("refused", 0) for one in told)
    outcome = judge(url, name, records)
    outcome |= {"made": made, "refused": refused, "seconds": round(seconds, 1)}
    outcome["sound"] = (
        made == corrections == outcome["corrections"] == outcome["counted"]
        and bool(outcome["positions_sound"])
        and bool(outcome["numbers_sound"])
        and bool(outcome["verified"])
    )
    return outcome


def _threads(url: str, name: str, shares: list[int], records: int) -> list[dict[str, int]]:
    """What the writers tell, each a thread; they start together."""
    together = Barrier(len(shares))

    def one(number: int) -> dict[str, int]:
        return write(url, name, number, shares[number], records, together.wait)

    with ThreadPoolExecutor(len(shares)) as pool:
        return list(pool.map(one, range(len(shares))))


def _processes(url: str, name: str, shares: list[int], records: int) -> list[dict[str, int]]:
    """What the writers tell, each a process; they start together, however long each took to load."""
    running = [
        subprocess.Popen(
            [sys.executable, __file__, url, "--as", str(n), "--book", name,
             "--corrections", str(share), "--records", str(records)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n, share in enumerate(shares)
    ]  # fmt: skip
    for process in running:
        process.stdout.readline()
    for process in running:
        process.stdin.write("\n")
        process.stdin.flush()
    return [json.loads(process.communicate()[0] or "{}") for process in running]


def _when_told() -> None:
    """Say that this process is ready and wait until all are."""
    print("ready", flush=True)
    sys.stdin.readline()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("urls", nargs="+")
    parser.add_argument("--writers", type=int, default=32)
    parser.add_argument("--corrections", type=int, default=10_000)
    parser.add_argument("--records", type=int, default=100)
    parser.add_argument("--threads", action="store_true")
    parser.add_argument("--as", dest="writer", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--book", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.writer is not None:
        (url,) = given.urls
        told = write(url, given.book, given.writer, given.corrections, given.records, _when_told)
        print(json.dumps(told))
        return 0
    sound = True
    for url in given.urls:
        outcome = race(
            url,
            writers=given.writers,
            corrections=given.corrections,
            records=given.records,
            threads=given.threads,
        )
        print(open_store(url), json.dumps(outcome), flush=True)
        sound = sound and bool(outcome["sound"])
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
