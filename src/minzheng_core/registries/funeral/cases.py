"""Cases as a typed frame: what lists, indicators and cross-checks work on, from any source.

The source is a frame with the fields of the archive as columns (``death_date``, ``deceased_name`` …):
the records of a cleaning run, a book (:func:`records_of`), or a table of one's own.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from minzheng_core.cleaning.chunk.cells import read_cells
from minzheng_core.cleaning.chunk.chunk import Chunk
from minzheng_core.cleaning.plan.recipe import Recipe
from minzheng_core.registries.funeral.case_columns import typed
from minzheng_core.registries.funeral.fact_columns import add_facts
from minzheng_core.registries.funeral.settings import UNKNOWN, Settings
from minzheng_core.registries.funeral.spec import spec

if TYPE_CHECKING:
    from minzheng_core.ledger.book import Book


def cases_of(
    records: pl.DataFrame,
    *,
    county: str,
    on: date | None = None,
    settings: Settings = UNKNOWN,
) -> pl.DataFrame:
    """The cases in a frame of records; ``row`` is the place of each in *records*.

    >>> records = pl.DataFrame({"deceased_name": ["张三"], "death_date": ["2026-08-01"],
    ...                         "placement_kind": ["江葬"]})
    >>> cases_of(records, county="360732", on=date(2026, 11, 23)).select("death", "group").rows()
    [(datetime.date(2026, 8, 1), 'not_kept')]
    """
    own = spec(settings)
    names = [field.name for field in own.fields if field.name in records.columns]
    raw = records.select(pl.col(name).cast(pl.String) for name in names)
    chunk = Chunk(
        raw=raw.with_row_index("row"),
        recipe=Recipe(registry="funeral", county=county, on=on or date.today()),
        spec=own,
    )
    if names:
        read_cells(chunk)
    facts = chunk.facts if chunk.facts.width else pl.DataFrame({"_": [None] * raw.height})
    number, name = "deceased_id_number", "deceased_name"
    facts = facts.with_columns(
        *(
            pl.coalesce(*(f"{number}.{part}" for part in ("id18", "text"))).alias(number)
            for _ in [0]
            if f"{number}.text" in facts.columns
        ),
        *(pl.col(f"{name}.text").alias(name) for _ in [0] if f"{name}.text" in facts.columns),
    )
    return typed(add_facts(facts, county, settings=settings).with_row_index("row"))


STANDING = frozenset({"registered"})
"""The states of funerals, and of marriages, that have not been revoked or rescinded."""


def records_of(book: Book, *, states: frozenset[str] | None = STANDING) -> pl.DataFrame:
    """The records of a book as a frame: its fields, ``key`` and ``state``, one line per record.

    Those that stand; with ``None`` for *states*, the revoked ones too.
    """
    paths = book.setting.registry.paths
    rows = [
        {
            "key": entry.key,
            "state": entry.state,
            **{path.replace(".", "_"): _cell(entry.values.get(path)) for path in paths},
        }
        for entry in book.scan()
        if states is None or entry.state in states
    ]
    schema = dict.fromkeys(("key", "state", *(p.replace(".", "_") for p in paths)), pl.String)
    return pl.DataFrame(rows, schema=schema)


def _cell(value: Any) -> str | None:
    """A value of a book as the one text of a cell."""
    if isinstance(value, list):
        return "、".join(map(str, value))
    return None if value is None else str(value)
