"""Reference tables for back-fill: household or population extracts, one person a line (参考表)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import evolve

from minzheng_core.columns import dates, id_numbers, names
from minzheng_core.errors import InputError
from minzheng_core.reading import read_archive, read_frame
from minzheng_core.registries.marriage.archive import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS = {
    "number": "id_number",
    "name": "name",
    "birth": "birth_date",
    "ethnicity": "ethnicity",
}
"""The columns of a reference table and the fields of a party that they may fill."""
KEYS = ({"number"}, {"name", "birth"})
"""By what a line is found."""
_SPECS = {spec.name: spec for spec in FIELDS}
_FIELDS = tuple(
    evolve(_SPECS[f"husband_{field}"], name=short, label=short, party=None)
    for short, field in COLUMNS.items()
)


def reference_table(source: Any) -> pl.DataFrame:
    """A reference table with columns ``line, number, name, birth, ethnicity``, as far as it has them.

    *source* is a frame, a CSV file in any encoding, a workbook, or ``(query, connection)`` for a
    database table. Columns are found by their headings (姓名, 公民身份号码, 出生日期, 民族); numbers of
    15 digits become the 18 that they stand for, dates become ISO days. ``line`` is the row as a
    spreadsheet shows it.

    Raises:
        InputError: a file that cannot be read (IN1xx), no column recognised (IN111), neither
            numbers nor names with birth dates (IN122).

    >>> table = pl.DataFrame({"姓名": ["张三丰"], "公民身份号码": ["362133620815001"]})
    >>> reference_table(table).row(0)
    (2, '362133196208150010', '张三丰')
    """
    if isinstance(source, tuple):
        source = pl.read_database(*source)
    archive = (
        read_frame(source, _FIELDS)
        if hasattr(source, "columns")
        else read_archive([source], _FIELDS)
    )
    told = [_canonical(table.frame) for table in archive.tables]
    reference = pl.concat(told, how="diagonal")
    if not any(key <= set(reference.columns) for key in KEYS):
        raise InputError("IN122", file=archive.tables[0].file)
    return reference


def _canonical(frame: pl.DataFrame) -> pl.DataFrame:
    read: dict[str, Callable[[pl.Series], pl.Series]] = {
        "number": lambda column: id_numbers.parse(column)["id18"],
        "name": lambda column: names.parse(column)["name"],
        "birth": lambda column: dates.parse(column)["text"],
        "ethnicity": lambda column: column.str.strip_chars().replace("", None),
    }
    have = [name for name in COLUMNS if name in frame.columns]
    return pl.DataFrame(
        [frame["source_row"].alias("line"), *(read[n](frame[n]).alias(n) for n in have)]
    )
