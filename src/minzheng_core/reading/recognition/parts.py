"""Data whose parts stand in columns of their own: 年, 月 and 日 of a date, 字 and 号 of a number, 姓 and 名 of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from minzheng_core.reading.mapping import field_kinds
from minzheng_core.reading.recognition.certificate_parts import find_certificate_parts
from minzheng_core.reading.recognition.date_parts import find_date_parts
from minzheng_core.reading.recognition.name_parts import find_name_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import polars as pl

    from minzheng_core.reading.mapping import SheetMapping
    from minzheng_core.schema import FieldKind, FieldSpec


class Parts(Protocol):
    """The columns (positions) that hold the parts of one datum."""

    @property
    def heading(self) -> str:
        """What the whole is called."""

    @property
    def kinds(self) -> frozenset[FieldKind]:
        """The kinds of fields that it may be."""

    @property
    def place(self) -> int:
        """The column in which the whole stands."""

    @property
    def others(self) -> tuple[int, ...]:
        """The columns whose content goes there, too."""

    def joined(self, column: Callable[[int], pl.Series]) -> pl.Series:
        """The parts as one text, where *column* gives the cells at a position."""


def find_parts(headings: Sequence[str]) -> tuple[Parts, ...]:
    """The data that stand in columns of their parts, by the headings."""
    found: tuple[Parts, ...] = (*find_date_parts(headings), *find_certificate_parts(headings))
    return (*found, *find_name_parts(headings))


def whole_headings(headings: Sequence[str], parts: Sequence[Parts]) -> list[str]:
    """The headings as if each datum in *parts* stood whole in one column."""
    names = list(headings)
    for datum in parts:
        for other in datum.others:
            names[other] = ""
        names[datum.place] = datum.heading
    return names


def parts_to_join(mapping: SheetMapping, fields: Sequence[FieldSpec]) -> tuple[Parts, ...]:
    """Those data of a table whose place is read as a field of their kind, and whose other parts as nothing."""
    kinds = field_kinds(fields)
    return tuple(parts for parts, field in _read_in_parts(mapping) if kinds[field] in parts.kinds)


def parts_of(mapping: SheetMapping) -> dict[int, str]:
    """The columns (positions) of a table whose content goes to another one, and the field of that."""
    return {other: field for parts, field in _read_in_parts(mapping) for other in parts.others}


def _read_in_parts(mapping: SheetMapping) -> Iterator[tuple[Parts, str]]:
    """Those data of a table whose place is read as a field, and whose other parts as nothing; and the field."""
    columns = mapping.columns
    for parts in find_parts([c.heading for c in columns]):
        field = columns[parts.place].field
        if field is not None and all(columns[other].field is None for other in parts.others):
            yield parts, field
