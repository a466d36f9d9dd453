"""Reading the tables of ``data/``: CSV in UTF-8, the large ones gzipped."""

from __future__ import annotations

import csv
import gzip
import tomllib
from functools import cache
from importlib import resources
from io import StringIO
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping


@frozen(kw_only=True)
class TableInfo:
    """Where a table comes from: one entry of ``MANIFEST.toml``."""

    table: str
    title: str
    edition: str
    source: str
    licence: str
    rows: int
    sha256: str


def table_bytes(file: str) -> bytes:
    """The bytes of a data file as they stand in the package."""
    return (resources.files("minzheng_core.reference") / "data" / file).read_bytes()


def _text(file: str) -> str:
    data = table_bytes(file)
    return (gzip.decompress(data) if file.endswith(".gz") else data).decode("utf-8")


def lines(file: str) -> list[str]:
    """The lines of a table without quoted cells, heading left out, to be split when needed."""
    return _text(file).splitlines()[1:]


def rows(file: str) -> list[list[str]]:
    """The rows of the data file *file* without its heading.

    >>> rows("divisions.csv")[0][:2]
    ['110000', '北京市']
    """
    reader = csv.reader(StringIO(_text(file), newline=""))
    next(reader)
    return list(reader)


@cache
def manifest() -> Mapping[str, TableInfo]:
    """Every table by its file name, with edition date, source and licence.

    >>> manifest()["divisions.csv"].licence
    'CC0-1.0'
    """
    entries = tomllib.loads(table_bytes("MANIFEST.toml").decode("utf-8"))
    return MappingProxyType(
        {file: TableInfo(table=file, **values) for file, values in entries.items()}
    )
