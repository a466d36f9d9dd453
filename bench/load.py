"""Loading a book against the bare driver writing the same JSON rows, in the same run.

``python bench/load.py [ROWS] [--postgres URL]``. Each side is a process of its own; for SQLite the
bare side is one ``executemany`` of the finished rows into tables of the same columns without any
index but the primary key, for PostgreSQL one ``COPY``. Time, CPU and peak memory come from the
operating system's accounting.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

BASE = 20_000
BOOK = "marriage"


def records(rows: int, folder: Path) -> None:
    """Clean records of that many registrations: a synthetic archive, cleaned and repeated."""
    from minzheng_core.registries import marriage
    from minzheng_core.testing.synthetic import make_archive, write_csv

    write_csv(make_archive(min(BASE, rows), seed=7), folder / "archive.csv", "utf-8")
    clean = marriage.clean(folder / "archive.csv", county="360732").records
    times = -(-rows // clean.height)
    pl.concat(
        clean.with_columns(pl.col("source_row") + clean.height * i) for i in range(times)
    ).head(rows).write_parquet(folder / "records.parquet", row_group_size=50_000)


def load(url: str, path: Path) -> None:
    """One side: the book."""
    from minzheng_core.ledger import Book
    from minzheng_core.registries import marriage
    from minzheng_core.stores import open_store

    store = open_store(url)
    book = Book.open(marriage.REGISTRY, store, county="360732")
    start = time.perf_counter(), time.process_time()
    book.load(path, by="bench", name="bench")
    _tell(start)
    store.close()


def bare_sqlite(source: Path, target: Path) -> None:
    """The other side: the same rows by the bare driver; they are in memory before the clock starts."""
    rows, private = _rows(source)
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(
        "CREATE TABLE r (id INTEGER PRIMARY KEY, book INTEGER, key TEXT, number INTEGER, body TEXT, digest TEXT)"
    )
    connection.execute("CREATE TABLE p (id INTEGER PRIMARY KEY, payload BLOB)")
    start = time.perf_counter(), time.process_time()
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO r VALUES (?,?,?,?,?,?)", rows)
    connection.executemany("INSERT INTO p VALUES (?,?)", private)
    connection.execute("COMMIT")
    _tell(start)


def bare_postgres(source: Path, url: str) -> None:
    """The same rows by COPY."""
    import psycopg

    rows, private = _rows(source)
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare_r; DROP TABLE IF EXISTS bare_p")
        cursor.execute(
            "CREATE TABLE bare_r (id BIGINT PRIMARY KEY, book INT, key TEXT, number INT, body TEXT, digest TEXT)"
        )
        cursor.execute("CREATE TABLE bare_p (id BIGINT PRIMARY KEY, payload BYTEA)")
        connection.commit()
        start = time.perf_counter(), time.process_time()
        with cursor.copy("COPY bare_r FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        with cursor.copy("COPY bare_p FROM STDIN") as copy:
            for row in private:
                copy.write_row(row)
        connection.commit()
        _tell(start)
        cursor.execute("DROP TABLE bare_r; DROP TABLE bare_p")
        connection.commit()


def _rows(source: Path) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    connection = sqlite3.connect(source)
    rows = connection.execute(
        "SELECT id, book, record_key, number, body, digest FROM revisions"
    ).fetchall()
    private = connection.execute("SELECT id, payload FROM privates").fetchall()
    return rows, private


def _tell(start: tuple[float, float]) -> None:
    print(json.dumps([time.perf_counter() - start[0], time.process_time() - start[1]]))


def measured(*arguments: str) -> dict[str, float]:
    """Run one side in a process of its own."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, __file__, *arguments], stdout=subprocess.PIPE, text=True
    )
    out = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments} ended with {process.returncode}")
    wall, cpu = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
    if out.strip():
        wall, cpu = json.loads(out)
    return {"wall": wall, "cpu": cpu, "peak_gib": usage.ru_maxrss / 2**20}


def compare(rows: int, postgres: str | None, repeats: int) -> None:
    """Both sides, in turn, and the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # In processes of their own: a child's peak begins with that of its parent.
        measured("--side", "records", str(rows), name)
        path, source = folder / "records.parquet", folder / "source.db"
        measured("--side", "load", f"sqlite:///{source}", str(path))
        sides: dict[str, list[dict[str, float]]] = {}
        for _ in range(repeats):
            for side, arguments in _sides(folder, path, source, postgres).items():
                sides.setdefault(side, []).append(measured(*arguments))
                for file in folder.glob("target*"):
                    file.unlink()
        print(f"{rows:,} registrations; medians of {repeats}")
        middle = {
            side: {k: statistics.median(one[k] for one in told) for k in told[0]}
            for side, told in sides.items()
        }
        for side, told in middle.items():
            speed = rows / told["wall"]
            print(
                f"{side:16} {told['wall']:8.2f} s {told['cpu']:8.2f} s CPU {speed:10,.0f} a second"
                f" {told['peak_gib']:6.2f} GiB"
            )
        for kind in ("sqlite", "postgres"):
            if f"{kind} book" in middle:
                ratio = middle[f"{kind} bare"]["wall"] / middle[f"{kind} book"]["wall"]
                print(f"{kind}: {ratio:.2f} of the bare driver's speed")


def _sides(
    folder: Path, path: Path, source: Path, postgres: str | None
) -> dict[str, tuple[str, ...]]:
    target = folder / "target.db"
    sides: dict[str, tuple[str, ...]] = {
        "sqlite bare": ("--side", "bare-sqlite", str(source), str(target)),
        "sqlite book": ("--side", "load", f"sqlite:///{folder / 'target_book.db'}", str(path)),
    }
    if postgres:
        sides["postgres bare"] = ("--side", "bare-postgres", str(source), postgres)
        sides["postgres book"] = ("--side", "load-postgres", postgres, str(path))
    return sides


def load_postgres(url: str, path: Path) -> None:
    """The book on PostgreSQL, in a schema of its own that is dropped afterwards."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS bench CASCADE")
        connection.execute("CREATE SCHEMA bench")
    joint = "&" if "?" in url else "?"
    load(f"{url}{joint}options=-csearch_path%3Dbench", path)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA bench CASCADE")


def main() -> None:
    """Compare, or be one side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=200_000)
    parser.add_argument("--postgres", help="URL of a PostgreSQL database")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--side", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    match options.side:
        case None:
            compare(options.rows, options.postgres, options.repeats)
        case ["records", rows, folder]:
            records(int(rows), Path(folder))
        case ["load", url, path]:
            load(url, Path(path))
        case ["load-postgres", url, path]:
            load_postgres(url, Path(path))
        case ["bare-sqlite", source, target]:
            bare_sqlite(Path(source), Path(target))
        case ["bare-postgres", source, url]:
            bare_postgres(Path(source), url)


if __name__ == "__main__":
    main()
