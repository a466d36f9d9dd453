"""A column of addresses that says of neither spouse that it is theirs, beside the names of both: 男方, 女方, 住址.

It is where the couple lives, so each gets it; two addresses in one cell are each spouse's, the first the husband's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import evolve, frozen

from minzheng_core.reading.mapping import base_name
from minzheng_core.reading.raw import column_names
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.layout import find_layout
from minzheng_core.reading.rows.both_parties import ALIKE, TWO_PARTS
from minzheng_core.reading.rows.widened import Widened
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.reading.raw import RawBatch, RawSource
    from minzheng_core.reading.recognition.headings import FieldIndex
    from minzheng_core.reading.recognition.layout import Row

_EXACT, _LEAST = 0.95, 0.6
_SEPARATE = tuple(
    rf"^\s*(\S+{kind})[\s，,]+(\S+{kind})\s*$"
    for kind in ("[县縣]", "[乡镇鄉鎮]", "公社", "[村庄寨屯]", "大队")
)
"""Two places of one kind with no more than a blank between them: neither lies in the other."""
_BLANK_BETWEEN = r"^\s*(\p{Han}+)[\s，,]+(\p{Han}.*\S)\s*$"
_COUNTY = 3
_PARTS = ("domicile_village", "domicile_group")
"""Parts of a domicile that are no office: 公社 alone may be who registered."""


def given_to_both(source: RawSource, index: FieldIndex) -> RawSource:
    """*source* as it is, or with a column for each spouse for the address of the couple."""
    if index.single:
        return source
    layout = find_layout(source.sample(), index, source.merges)
    if layout is None or not layout.rows:
        return source
    origins = source.origins if isinstance(source, Widened) else ()
    sheet = [*range(source.width - len(origins)), *origins]
    place = _of_the_couple(layout.headings, sheet, index)
    if place is None:
        return source
    return OfTheCouple(source, place, layout.headings[place], layout.rows[-1])


def _of_the_couple(headings: Sequence[str], sheet: Sequence[int], index: FieldIndex) -> int | None:
    """The one column of addresses, before or behind the names of the spouses, where none is of either alone.

    *sheet* says where on the sheet each column stands, or what it was made of.
    """
    said = [read_heading(heading) for heading in headings]
    names = {
        heading.party: at
        for at, (heading, text) in reversed(list(enumerate(zip(said, headings, strict=True))))
        if heading.party
        and any(
            m.field == f"{heading.party}_name" and m.score >= _LEAST for m in index.matches(text)
        )
    }
    if len(names) < 2:
        return None
    places = [at for at, text in enumerate(headings) if text and _is_place(text, index)]
    if len(places) != 1 or said[places[0]].party or said[places[0]].position:
        return None
    if said[places[0]].rest != said[places[0]].bare:
        return None  # 住址（男方为主）
    first, second = sorted(sheet[at] for at in names.values())
    return None if first < sheet[places[0]] < second else places[0]


def _is_place(heading: str, index: FieldIndex) -> bool:
    """Whether a *heading* names a domicile or a lower part of one to the letter."""
    hers = heading if read_heading(heading).party else f"女方{heading}"
    found = [index.fields[m.field] for m in index.matches(hers)[:1] if m.score >= _EXACT]
    return any(
        spec.party and (spec.kind is FieldKind.DOMICILE or base_name(spec.name) in _PARTS)
        for spec in found
    )


@frozen
class OfTheCouple(Widened):
    """A source with the addresses at ``place`` once for the husband and, behind all others, once for the wife."""

    place: int
    heading: str
    heading_row: int

    @property
    def origins(self) -> tuple[int, ...]:
        """Out of which column the one behind is made."""
        return (self.place,)

    def sample(self) -> list[Row]:
        """The first rows, at most 5,000."""
        rows = self.source.sample()
        schema = dict.fromkeys(column_names(self.source.width), pl.String)
        frame = pl.DataFrame(rows, schema=schema, orient="row")
        parted = [list(row) for row in self._parted(frame).rows()]
        for at in range(self.heading_row + 1):
            parted[at] = [*rows[at], rows[at][self.place]]
        top = parted[self.heading_row]
        top[self.place], top[-1] = (f"{party}{self.heading}" for party in ("男方", "女方"))
        return parted

    def batches(self, notes: NoteBook) -> Iterator[RawBatch]:
        """All rows in order."""
        notes.add("IN250", heading=self.heading)
        for batch in self.source.batches(notes):
            dittos = batch.dittos
            if dittos is not None and self.place in dittos:
                dittos |= {self.source.width}
            yield evolve(batch, frame=self._parted(batch.frame), dittos=dittos)

    def _parted(self, frame: pl.DataFrame) -> pl.DataFrame:
        cell = pl.col(f"c{self.place}")
        of_two = pl.lit(_is_of_two_counties(frame[f"c{self.place}"]))
        first, second = (
            pl.coalesce(
                *(cell.str.extract(two, at) for two in (TWO_PARTS, *_SEPARATE)),
                pl.when(of_two).then(cell.str.extract(_BLANK_BETWEEN, at)),
            )
            for at in (1, 2)
        )
        one = pl.coalesce(cell.str.extract(ALIKE), cell)
        return frame.with_columns(
            pl.coalesce(first, one).alias(f"c{self.place}"),
            pl.coalesce(second, one).alias(f"c{self.source.width}"),
        )


def _is_of_two_counties(cells: pl.Series) -> pl.Series:
    """Which of *cells* have a county behind a blank that is not in what stands before it: 兴江 于都银坑, not 江西 兴国."""
    from minzheng_core.columns.domiciles import resolve

    before, behind = (cells.str.extract(_BLANK_BETWEEN, at) for at in (1, 2))
    at = behind.is_not_null().arg_true()
    of_her, of_both = resolve(behind[at]), resolve(before[at] + behind[at])
    apart = (of_her["level"] >= _COUNTY) & of_her["division"].ne_missing(of_both["division"])
    return pl.repeat(False, cells.len(), dtype=pl.Boolean, eager=True).scatter(at, apart)
