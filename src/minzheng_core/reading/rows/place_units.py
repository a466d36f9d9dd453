"""Columns whose heading says of what kind the places below it are: under 大队 stands 红星, under 生产队 3, under 区 A.

By itself 红星 may be a district far away, and 3 is nothing at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.mapping import PERSON, base_name
from minzheng_core.reading.recognition.heading import read_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.mapping import SheetMapping
    from minzheng_core.schema import FieldSpec

_BEFORE = r"(?:.*[地址籍贯口在所位置住/])?"
"""What may stand before the unit in a heading: 户籍所在地大队, but not 乡镇公社, which leaves the kind open."""
_LACKS_UNIT = r"^(?:第?[0-9０-９一二三四五六七八九十]{1,3}|\p{Han}{1,4}|[A-WYZ])$"
_HAS_UNIT = r"[省市县區区旗乡镇鄉鎮村队隊社组組委会會道场場寨屯]$|\p{Han}{2}街$|[同本无無不空外]"


@define
class PlaceUnits:
    """Writes the unit of the heading behind the places of one table that lack one, piece by piece."""

    fields: Sequence[FieldSpec]
    mapping: SheetMapping
    _units: dict[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        units = {
            name: spec.units
            for spec in self.fields
            if spec.units
            for name in (spec.name, PERSON + base_name(spec.name))
        }
        self._units = {
            column.field: unit
            for column in self.mapping.columns
            if column.field in units and (unit := unit_of(column.heading, units[column.field]))
        }

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
        return frame.with_columns(
            pl.when(_lacks_unit(pl.col(name)))
            .then(pl.concat_str(pl.col(name).str.strip_chars(), pl.lit(unit)))
            .otherwise(pl.col(name))
            .alias(name)
            for name, unit in self._units.items()
            if name in frame.columns
        )


def unit_of(heading: str, units: Sequence[str]) -> str | None:
    """The one of *units* that a heading names, where it leaves no doubt of the kind.

    >>> units = ("生产大队", "大队", "村")
    >>> unit_of("男方/大队", units), unit_of("男方户籍地（村）", units), unit_of("村组", units)
    ('大队', '村', None)
    """
    said = read_heading(heading).rest
    match = re.fullmatch(f"{_BEFORE}({'|'.join(units)})", said)
    return match[1] if match else None


def _lacks_unit(cell: pl.Expr) -> pl.Expr:
    name = cell.str.strip_chars()
    return (name.str.contains(_LACKS_UNIT) & ~name.str.contains(_HAS_UNIT)).fill_null(value=False)
