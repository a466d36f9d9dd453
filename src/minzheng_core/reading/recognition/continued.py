"""Whether a sheet without headings goes on with the table before it: its columns hold what those headings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.reading.recognition.content import profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from minzheng_core.reading.mapping import ColumnMapping
    from minzheng_core.reading.recognition.layout import Row
    from minzheng_core.schema import FieldKind

_LEAST = 3
"""Columns that must hold what is said."""
_MOST = 0.6
"""Share of the columns whose content tells that must hold it."""
_FITS = 0.5
"""Share of the cells of a column that must be of its kind."""


def goes_on(
    rows: Sequence[Row], columns: Iterable[ColumnMapping], kinds: Mapping[str, FieldKind]
) -> bool:
    """Whether the cells of *rows* are of the *kinds* of the fields that *columns* say."""
    told = []
    for column in columns:
        kind = kinds.get(column.field or "")
        fits = profile([row[column.index] for row in rows]).fits(kind) if kind else None
        if fits is not None:
            told.append(fits >= _FITS)
    return sum(told) >= max(_LEAST, _MOST * len(told))
