"""Columns of addresses that say of neither spouse that they are theirs, beside the names of both: 男方, 女方, 住址.

It is where the couple lives, so each gets it; two addresses in one cell are each spouse's, the first the husband's.
The address may stand in parts: 大队, 生产队, 男方, 女方. So it is with the one column of ethnic groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import evolve, frozen

from minzheng_core.reading.raw import column_names
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.layout import find_layout
from minzheng_core.reading.recognition.places_of_each import (
    OF_BOTH,
    WHOLE,
    datum_of,
    names_of_parties,
    part_of_address,
)
from minzheng_core.reading.rows.two_in_a_cell import ALIKE, TWO_PARTS
from minzheng_core.reading.rows.widened import Widened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.reading.raw import RawBatch, RawSource
    from minzheng_core.reading.recognition.headings import FieldIndex
    from minzheng_core.reading.recognition.layout import Row

_SEPARATE = tuple(
    rf"^\s*(\S+{kind})[\s，,]+(\S+{kind})\s*$"
    for kind in ("[县縣]", "[乡镇鄉鎮]", "公社", "[村庄寨屯]", "大队")
)
"""Two places of one kind with no more than a blank between them: neither lies in the other."""
_BLANK_BETWEEN = r"^\s*(\p{Han}+)[\s，,]+(\p{Han}.*\S)\s*$"
_COUNTY = 3
_GROUP = "ethnicity"
_TWO_GROUPS = r"^\s*(\p{Han}{1,6})\s*[、,，/／;；\s]\s*(\p{Han}{1,6})\s*$"
_LOW = ("domicile_village", "domicile_group")
"""Parts of a domicile that are no office: 公社 alone may be who registered."""


def given_to_both(source: RawSource, index: FieldIndex) -> RawSource:
    """*source* as it is, or with a column for each spouse for each one of the address of the couple."""
    if index.single:
        return source
    layout = find_layout(source.sample(), index, source.merges)
    if layout is None or not layout.rows:
        return source
    origins = source.origins if isinstance(source, Widened) else ()
    sheet = [*range(source.width - len(origins)), *origins]
    places = _of_the_couple(layout.headings, sheet, index)
    if not places:
        return source
    headings = tuple(layout.headings[place] for place in places)
    address = sum(part_of_address(heading, index) is not None for heading in headings)
    return OfTheCouple(
        source,
        places,
        headings,
        layout.rows[-1],
        parted=address > 1,
        of_groups=address < len(places),
    )


def _of_the_couple(
    headings: Sequence[str], sheet: Sequence[int], index: FieldIndex
) -> tuple[int, ...]:
    """The columns of one address, before or behind the names of the spouses, where none is of either alone.

    *sheet* says where on the sheet each column stands, or what it was made of.
    """
    said = [read_heading(heading) for heading in headings]
    names = names_of_parties(headings, index)
    if len(names) < 2:
        return ()
    places = _address(
        {at: part for at, text in enumerate(headings) if (part := part_of_address(text, index))}
    )
    groups = [at for at, text in enumerate(headings) if datum_of(text, index) == _GROUP]
    first, second = sorted(sheet[at] for at in names.values())

    def of_nobody(places: Sequence[int]) -> Sequence[int]:
        """*places* if none is of one of them: 住址（男方为主）, or what stands between their names."""
        for at in places:
            told = said[at].party or said[at].position or said[at].rest != said[at].bare
            if told or first < sheet[at] < second:
                return ()
        return places

    return (*of_nobody(places), *(of_nobody(groups) if len(groups) == 1 else ()))


def _address(parts: Mapping[int, str]) -> tuple[int, ...]:
    """The columns of the one address there is among those that name a place or a part of one; none where it is not clear."""
    low = [at for at, part in parts.items() if part in {WHOLE, *_LOW}]
    alone = len(low) == 1
    if not alone and (len({parts[at] for at in low}) < len(low) or WHOLE in map(parts.get, low)):
        return ()
    if low and parts[low[0]] != WHOLE:
        while low[0] - 1 in parts:
            low.insert(0, low[0] - 1)
    return tuple(low)


@frozen
class OfTheCouple(Widened):
    """A source with the addresses at ``places`` once for the husband and, behind all others, once for the wife."""

    places: tuple[int, ...]
    headings: tuple[str, ...]
    heading_row: int
    parted: bool
    """Whether the address stands in several of them."""
    of_groups: bool = False
    """Whether the last of them holds ethnic groups."""

    @property
    def origins(self) -> tuple[int, ...]:
        """Out of which columns those behind are made."""
        return self.places

    def sample(self) -> list[Row]:
        """The first rows, at most 5,000."""
        rows = self.source.sample()
        schema = dict.fromkeys(column_names(self.source.width), pl.String)
        frame = pl.DataFrame(rows, schema=schema, orient="row")
        parted = [list(row) for row in self._parted(frame).rows()]
        for at in range(self.heading_row + 1):
            parted[at] = [*rows[at], *(rows[at][place] for place in self.places)]
        top = parted[self.heading_row]
        for own, (place, heading) in enumerate(zip(self.places, self.headings, strict=True)):
            datum = OF_BOTH.sub("", heading)
            top[place], top[self.source.width + own] = f"男方{datum}", f"女方{datum}"
        return parted

    def batches(self, notes: NoteBook) -> Iterator[RawBatch]:
        """All rows in order."""
        notes.add("IN250", heading="、".join(self.headings))
        for batch in self.source.batches(notes):
            dittos = batch.dittos
            if dittos is not None:
                dittos |= {
                    self.source.width + own
                    for own, place in enumerate(self.places)
                    if place in dittos
                }
            yield evolve(batch, frame=self._parted(batch.frame), dittos=dittos)

    def _parted(self, frame: pl.DataFrame) -> pl.DataFrame:
        others = [f"c{at}" for at in range(self.source.width) if at not in self.places]
        # A place alone in its row is no address of anybody, but heads the rows below.
        heads = pl.all_horizontal(pl.col(name).is_null() for name in others)
        columns: dict[str, pl.Expr] = {}
        for own, place in enumerate(self.places):
            his, hers = self._of_each(frame, place)
            columns[f"c{place}"] = his
            columns[f"c{self.source.width + own}"] = pl.when(~heads).then(hers)
        return frame.with_columns(**columns)

    def _of_each(self, frame: pl.DataFrame, place: int) -> tuple[pl.Expr, pl.Expr]:
        """What a cell says of the husband and what of the wife."""
        cell = pl.col(column := f"c{place}")
        one = pl.coalesce(cell.str.extract(ALIKE), cell)
        if self.of_groups and place == self.places[-1]:
            his, hers = (cell.str.extract(_TWO_GROUPS, at) for at in (1, 2))
            return pl.coalesce(his, one), pl.coalesce(hers, one)
        if self.parted:
            return one, one
        of_two = pl.lit(_is_of_two_counties(frame[column]))
        first, second = (
            pl.coalesce(
                *(cell.str.extract(two, at) for two in (TWO_PARTS, *_SEPARATE)),
                pl.when(of_two).then(cell.str.extract(_BLANK_BETWEEN, at)),
            )
            for at in (1, 2)
        )
        return pl.coalesce(first, one), pl.coalesce(second, one)


def _is_of_two_counties(cells: pl.Series) -> pl.Series:
    """Which of *cells* have a county behind a blank that is not in what stands before it: 兴江 于都银坑, not 江西 兴国."""
    from minzheng_core.columns.domiciles import resolve

    before, behind = (cells.str.extract(_BLANK_BETWEEN, at) for at in (1, 2))
    none = pl.repeat(False, cells.len(), dtype=pl.Boolean, eager=True)
    at = behind.is_not_null().arg_true()
    if not at.len():
        return none
    of_her, of_both = resolve(behind[at]), resolve(before[at] + behind[at])
    apart = (of_her["level"] >= _COUNTY) & of_her["division"].ne_missing(of_both["division"])
    return none.scatter(at, apart)
