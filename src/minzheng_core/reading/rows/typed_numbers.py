"""The kind of a document and its number in one cell, ``回乡证H01234567``, ``护照：K12345678``: parted into both fields.

So is a column whose heading says of what documents its numbers are: 护照号.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.mapping import PERSON, base_name
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.rows.parted import parted
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minzheng_core.reading.mapping import SheetMapping
    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_KIND = (
    r"\p{Han}{0,8}(?:护照|护昭|回乡证|台胞证|通行证|旅行证|军官证|士兵证|文职干部证|居留证|居住证|海员证|"
    r"(?:香港|澳门|台湾|港澳|永久|居留|临时|军人)\p{Han}{0,6}身份证)"
)
"""A document other than the citizen's card, whose words the number does without."""
_HEADED = re.compile(_KIND.replace(r"\p{Han}", "[\u3400-\u9fff]"))
_OF_CITIZENS = re.compile("(?<!永久居留)(?<!香港)(?<!澳门)(?<!台湾)身份证|证件|身份号|公民")
"""What a heading says of numbers of other kinds too: 身份证（护照）号."""
_LONGEST = 14
"""Characters of the number of a document; a longer one is a citizen's."""
_WRITTEN = rf"^\s*({_KIND})(?:号码|编号|号)?[\s:：,，、()（）\-—]*([A-Za-z0-9Ａ-Ｚａ-ｚ０-９][A-Za-z0-9Ａ-Ｚａ-ｚ０-９()（）/.\- ]{{3,24}})\s*$"


@define
class TypedNumbers:
    """Parts the columns of numbers of one table in which kinds stand, piece by piece.

    Columns of a table that has one for the kinds stay as they are.
    """

    fields: Sequence[FieldSpec]
    mapping: SheetMapping
    notes: NoteBook
    _columns: dict[str, str] = field(init=False)
    """The columns that may hold both → the fields for the kind."""
    _found: dict[str, tuple[str, str]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self._columns = {
            number: kind
            for number, kind in self._pairs()
            if number in self.mapping.fields and kind not in self.mapping.fields
        }

    @property
    def parted(self) -> dict[str, tuple[str, str]]:
        """The fields of the columns that were parted so far → those of the kind and of the number."""
        return dict(self._found)

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table, kind and number in columns of their own where a cell holds both."""
        for number, kind in self._columns.items():
            if number not in frame.columns or kind in frame.columns:
                continue
            cell = pl.col(number)
            if word := _kind_of(self.mapping.fields[number].heading):
                short = cell.str.strip_chars().str.len_chars() <= _LONGEST
                frame = frame.with_columns(pl.when(short).then(pl.lit(word)).alias(kind))
                continue
            both = frame.select(cell.str.contains(_WRITTEN).fill_null(value=False)).to_series()
            if not both.any():
                continue
            if number not in self._found:
                self._found[number] = (kind, number)
                self.notes.add("IN254", heading=self.mapping.fields[number].heading)
            into = {
                kind: cell.str.extract(_WRITTEN, 1),
                number: pl.coalesce(cell.str.extract(_WRITTEN, 2).str.strip_chars(), cell),
            }
            frame = parted(frame, number, into)
        return frame

    def _pairs(self) -> Iterator[tuple[str, str]]:
        """The fields of numbers, those of one person a row too, each with that of the kind."""
        names = {spec.name for spec in self.fields}
        for spec in self.fields:
            kind = spec.name.removesuffix("number") + "type"
            if spec.kind is FieldKind.ID_NUMBER and kind in names:
                yield spec.name, kind
                yield PERSON + base_name(spec.name), PERSON + base_name(kind)


def _kind_of(heading: str) -> str | None:
    """The one kind of document that a *heading* of numbers names; ``None`` where it may hold a citizen's.

    >>> _kind_of("外方护照号"), _kind_of("台胞证号码"), _kind_of("身份证或护照号"), _kind_of("女方身份证号")
    ('护照', '台胞证', None, None)
    """
    said = read_heading(heading).rest
    found = _HEADED.search(said)
    return found[0] if found and not _OF_CITIZENS.search(said) else None
