"""Rows of one cell among those of a table that say of what year, month or place the next ones are: 1988年, 五月份, 长冈乡.

The titles and the name of the sheet say the same of all rows. What is said goes into columns beside those of the table.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.mapping import PERSON, base_name
from minzheng_core.reading.rows.file_words import township_in, year_around
from minzheng_core.reading.rows.place_words import (
    heads_addresses,
    is_place_heading,
    lists_village,
    place_or_name,
)
from minzheng_core.reading.rows.repeated import TITLE
from minzheng_core.reading.rows.told import MONTH, PLACE, SECTION_DATE, SOURCE_ROW, YEAR
from minzheng_core.reading.rows.year_words import (
    day_of_section,
    is_part_of_year,
    month_of_section,
    month_of_title,
    year_of_section,
    year_of_sheet,
    year_of_title,
)
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from minzheng_core.reading.mapping import SheetMapping
    from minzheng_core.schema import FieldSpec


@define
class Sections:
    """What is said of the rows of one table, piece by piece."""

    fields: Sequence[FieldSpec]
    mapping: SheetMapping
    kinds: Sequence[FieldKind | None]
    """Of each raw column, as far as it is a field."""
    above: Sequence[str]
    """The lines above the headings."""
    titles: list[tuple[int, str]] = field(factory=list, init=False)
    """Rows of one cell among the data that read like a title, as far as the data has been read."""
    _said: dict[str, int | str | None] = field(factory=dict, init=False)
    """What the rows so far say for those below them: :data:`YEAR`, :data:`MONTH`, :data:`PLACE`."""

    def __attrs_post_init__(self) -> None:
        years, months = (
            {value for text in self.above if (value := of_title(text))}
            for of_title in (year_of_title, month_of_title)
        )
        sheet = self.mapping.sheet
        self._said = {
            YEAR: _one(years) or year_of_sheet(sheet) or year_around((sheet,)),
            MONTH: _one(months) if months else month_of_title(sheet),
            PLACE: None,
            SECTION_DATE: None,
        }

    def told(
        self, frame: pl.DataFrame, columns: Sequence[str]
    ) -> tuple[pl.DataFrame, dict[str, list[int]]]:
        """With :data:`YEAR`, :data:`MONTH` and :data:`PLACE`, where rows of one cell say them; and the rows that say nothing
        else, by the code of the remark on them.
        """
        lone = frame.filter(pl.col("#filled") == 1) if len(columns) > 2 else frame.clear()
        sections: dict[str, list[int]] = {"IN178": [], "IN193": []}
        years: dict[int, int] = {}
        months: dict[int, int] = {}
        places: dict[int, str] = {}
        dates: dict[int, str] = {}
        latest, undated = self._said[YEAR], FieldKind.EVENT_DATE not in self.kinds
        heads: dict[str, dict[int, str]] = {f"#{part}": {} for part in self._parts_of_addresses}
        for row, *cells in lone.select(SOURCE_ROW, *columns).iter_rows():
            at, text = next((i, cell) for i, cell in enumerate(cells) if cell is not None)
            year, month = year_of_section(text), month_of_section(text)
            day = day_of_section(text) if undated else None
            if day is not None:
                self.titles.append((row, text))
                sections["IN178"].append(row)
                dates[row] = day if "年" in day or not latest else f"{latest}年{day}"
                latest = year_of_title(day) or latest
            elif year is not None or month is not None or is_part_of_year(text):
                self.titles.append((row, text))
                sections["IN178"].append(row)
                latest = year or latest
                if undated and latest:
                    dates[row] = f"{latest}年{f'{month}月' if month else ''}"
            elif lists_village(text, self.kinds[at], self.kinds):
                continue
            elif heads_addresses(text) and (part := self._part_of_address(at)):
                sections["IN193"].append(row)
                heads[f"#{part}"][row] = text.strip(" :：")
            elif is_place_heading(text, self.kinds[at]) or self._is_place(frame, at, text):
                sections["IN193"].append(row)
                places |= {row: place} if (place := township_in(text)) else {}
            elif re.search(TITLE, text):
                self.titles.append((row, text))
                year, month = year_of_title(text), month_of_title(text)
                places |= {row: place} if (place := township_in(text)) else {}
            if year is not None:
                years[row] = year
            if year is not None or month is not None:
                months[row] = month or 0
        for name, said in heads.items():
            frame = self._carried(frame, name, said, pl.String)
        frame = self._carried(frame, YEAR, years, pl.Int32)
        frame = self._carried(frame, MONTH, months, pl.Int32)
        if undated:
            frame = self._carried(frame, SECTION_DATE, dates, pl.String)
        return self._carried(frame, PLACE, places, pl.String), sections

    def _part_of_address(self, at: int) -> str | None:
        """The part of a domicile that a raw column holds, if it does."""
        name = base_name((self.mapping.columns[at].field or "").removeprefix(PERSON))
        return name if name in self._parts_of_addresses else None

    @cached_property
    def _parts_of_addresses(self) -> frozenset[str]:
        return frozenset(base_name(f.name) for f in self.fields if f.units)

    def _carried(
        self,
        frame: pl.DataFrame,
        name: str,
        said: Mapping[int, int | str],
        dtype: type[pl.DataType],
    ) -> pl.DataFrame:
        """With a column of what the last of the rows above *said*."""
        if not frame.height or (not said and self._said.get(name) is None):
            return frame
        here = pl.col(SOURCE_ROW).replace_strict(
            list(said), list(said.values()), default=None, return_dtype=dtype
        )
        known = pl.coalesce(here.forward_fill(), pl.lit(self._said.get(name), dtype))
        frame = frame.with_columns(known.alias(name))
        self._said[name] = frame[name][-1]
        return frame

    def _is_place(self, frame: pl.DataFrame, at: int, text: str) -> bool:
        """Whether a cell that names a place or a person names one that addresses in *frame* have, too."""
        place = place_or_name(text, self.kinds[at])
        return place is not None and any(
            frame[f"c{i}"].str.contains(place, literal=True).any()
            for i, kind in enumerate(self.kinds)
            if kind is FieldKind.DOMICILE or kind is FieldKind.OFFICE
        )


def _one(said: Collection[int]) -> int | None:
    """What is *said*, where that is one thing."""
    return next(iter(said)) if len(said) == 1 else None
