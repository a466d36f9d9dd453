"""Coded columns: wording matched with a standard code table, once per different wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.columns.lifted import lift
from minzheng_core.columns.texts import trimmed
from minzheng_core.reference.code_tables import code_table
from minzheng_core.reference.offices import office_kind

if TYPE_CHECKING:
    from minzheng_core.reference.code_tables import TableName
    from minzheng_core.reference.overlay import Overlay

_SCHEMA = {"text": pl.String, "code": pl.String, "label": pl.String}


def lookup(series: pl.Series, table: TableName, overlay: Overlay | None = None) -> pl.DataFrame:
    """What the code *table* makes of each cell: ``text`` (trimmed), ``code``, ``label``.

    ``code`` and ``label`` are null where neither the table nor the *overlay* knows the wording.

    >>> lookup(pl.Series(["汉", "畲族", "火星"]), "ethnicity")["code"].to_list()
    ['01', '22', None]
    """
    known = code_table(table, overlay)

    def find(cell: str | None) -> tuple[str | None, ...] | None:
        text = cell or ""
        entry = known.lookup(text) if text else None
        if entry is None:
            return (text, None, None) if text else None
        return (text, entry.code, entry.label)

    return lift([trimmed(series)], find, _SCHEMA)


def offices(series: pl.Series) -> pl.DataFrame:
    """The kind of registry office each cell names: ``text`` (trimmed) and ``kind``, null if unclear."""

    def find(cell: str | None) -> tuple[str | None, ...] | None:
        return (cell, office_kind(cell)) if cell else None

    return lift([trimmed(series)], find, {"text": pl.String, "kind": pl.String})
