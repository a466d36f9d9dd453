"""A bulk load killed at random moments and begun again writes every record exactly once.

``python tests/ledger/test_killed.py 50`` kills fifty times; the test command a few times.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl
import pytest

LOAD = """
import sys
from minzheng_core.ledger import Book
from minzheng_core.ledger.loading import load
from minzheng_core.registries import marriage
from minzheng_core.stores import open_store
load.CHUNK = 100
book = Book.open(marriage.REGISTRY, open_store(sys.argv[1]), county="360732")
book.load(sys.argv[2], by="王某", name="甲", progress=lambda done, total: print(done, flush=True))
"""


def survive(folder: Path, *, rows: int, kills: int, seed: int) -> int:
    """Load with that many kills; prove the book; return how many kills hit a running load."""
    from minzheng_core.ledger import Book
    from minzheng_core.registries import marriage
    from minzheng_core.stores import open_store

    chance = random.Random(seed)
    path, url = folder / "records.parquet", f"sqlite:///{folder / 'book.db'}"
    pl.DataFrame(
        {
            "source_file": ["档案.csv"] * rows,
            "source_row": list(range(2, rows + 2)),
            "husband_name": [f"张{i}" for i in range(rows)],
            "husband_id_number": ["362133196208150010"] * rows,
        }
    ).write_parquet(path)
    hit = 0
    for _ in range(kills):
        hit += _killed(url, path, chance)
    subprocess.run([sys.executable, "-c", LOAD, url, str(path)], check=True, capture_output=True)
    book = Book.open(marriage.REGISTRY, open_store(url), county="360732")
    keys = [row.key for row in book.setting.store.rows("marriage")]
    assert [int(key[-8:]) for key in keys] == list(range(2, rows + 2))
    assert book.verify().sound
    assert len(book) == rows
    return hit


def _killed(url: str, path: Path, chance: random.Random) -> bool:
    """Begin a load and kill it after a few of its chunks, somewhere in the next one."""
    process = subprocess.Popen(
        [sys.executable, "-c", LOAD, url, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    for _ in range(chance.randint(1, 3)):
        if not process.stdout.readline():
            break
    time.sleep(chance.random() * 0.02)
    process.kill()
    process.wait()
    process.stdout.close()
    return process.returncode < 0


@pytest.mark.slow
def test_a_killed_load_goes_on(tmp_path: Path) -> None:
    assert survive(tmp_path, rows=6_000, kills=8, seed=1) >= 6


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        asked = int(sys.argv[1])
        done = survive(Path(name), rows=600 * asked, kills=asked, seed=2)
        print(f"{done} of {asked} kills hit a running load; every record once, the chain sound")
