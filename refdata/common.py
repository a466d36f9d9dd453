"""What the rebuilding scripts share: writing a table, its digest in the manifest, ``--check``."""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

DATA = Path(__file__).parents[1] / "src" / "minzheng_core" / "reference" / "data"


@dataclass(frozen=True)
class Table:
    """One table: file name (``.csv`` or ``.csv.gz``), heading and rows in their final order."""

    file: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def data(self) -> bytes:
        """The same bytes for the same rows on every machine."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        plain = text.getvalue().encode("utf-8")
        return gzip.compress(plain, 9, mtime=0) if self.file.endswith(".gz") else plain


def _note(table: Table, data: bytes) -> None:
    """Bring rows and digest of *table* up to date in the manifest; its prose is written by hand."""
    path = DATA / "MANIFEST.toml"
    text = path.read_text(encoding="utf-8")
    head, mark, rest = text.partition(f'["{table.file}"]')
    if not mark:
        sys.exit(
            f"{table.file}: describe it in MANIFEST.toml first (title, edition, source, licence)"
        )
    entry, bracket, tail = rest.partition("\n[")
    entry = re.sub(r"(?m)^(rows|sha256) = .*\n?", "", entry).rstrip("\n")
    digest = hashlib.sha256(data).hexdigest()
    entry += f'\nrows = {len(table.rows)}\nsha256 = "{digest}"\n'
    path.write_text(head + mark + entry + bracket + tail, encoding="utf-8")


def _noted(table: Table, data: bytes) -> bool:
    """Whether the manifest names the digest and rows of *data*."""
    entry = tomllib.loads((DATA / "MANIFEST.toml").read_text(encoding="utf-8")).get(table.file, {})
    digest = hashlib.sha256(data).hexdigest()
    return entry.get("sha256") == digest and entry.get("rows") == len(table.rows)


def _plain(data: bytes, file: str) -> bytes:
    return gzip.decompress(data) if file.endswith(".gz") else data


def main(
    *builders: Callable[[Path], Table | Iterable[Table]],
    description: str,
    source: Path | None = None,
) -> None:
    """Build the tables from *source* or the folder on the command line; write or compare them."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    if source is None:
        parser.add_argument("source", type=Path, help="folder with the unpacked source")
    parser.add_argument("--check", action="store_true", help="compare with the committed tables")
    options = parser.parse_args()
    differs = False
    for builder in builders:
        built = builder(source or options.source)
        for table in [built] if isinstance(built, Table) else built:
            data, path = table.data(), DATA / table.file
            if options.check:
                committed = path.read_bytes() if path.exists() else b""
                same = bool(committed) and _noted(table, committed)
                same = same and _plain(committed, table.file) == _plain(data, table.file)
                print(f"{table.file}: {'same' if same else 'DIFFERS'}")
                differs |= not same
            else:
                path.write_bytes(data)
                _note(table, data)
                print(f"{table.file}: {len(table.rows)} rows, {len(data)} bytes")
    sys.exit(1 if differs else 0)
