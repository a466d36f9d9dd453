"""Several tables on one sheet, below or beside each other: each becomes a source of its own.

A table begins below another where a row has headings that differ from those above, in what they mean or below
a title of their own in words; headings that are merely repeated belong to the same table. A table begins beside another where the headings start
again, each time with a whole act: a day or a certificate, and persons.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import polars as pl
from attrs import evolve, field, frozen

from minzheng_core.reading.files.delimited import DelimitedSource
from minzheng_core.reading.files.workbook import SheetSource
from minzheng_core.reading.notes import NoteBook
from minzheng_core.reading.raw import Dressed, RawBatch, column_names
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.layout import DEEPEST, Layout, find_layout, says_one_thing
from minzheng_core.reading.rows.both_parties import BOTH_PARTIES
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minzheng_core.reading.raw import Merge, RawSource
    from minzheng_core.reading.recognition.headings import FieldIndex
    from minzheng_core.reading.recognition.layout import Row

_LEAST = 3
"""Fields that a row has to name to begin a table."""
_DIGITS = 0.9
"""Share of the cells with a digit in a column whose headings are told from its data by having none."""
_TELLING = 4
"""So many of these columns are looked at."""
_SMALL = 300
"""Rows of a sheet without such a column in which every row is looked at."""
_BELOW = 50
"""Rows below the headings of a table that are looked at to find them."""
_DATUM = r"^\s*(?:\d{8,}[\dXx]?|\d{2,4}[.\-/年]\d{1,2}[.\-/月]\d{1,2}日?)\s*$"
"""A whole number or day, which stands among data and in no row of headings."""
_LONG, _LARGE = 5000, 4 << 20
"""Rows, and bytes, of a text that is not looked at as a whole before it is read."""
_ACT_WORD = re.compile("[结結离離补補换換撤]")
"""What tells 离婚证号 from 结婚证号: both are the number of the certificate."""
_ACT = (FieldKind.EVENT_DATE, FieldKind.CERTIFICATE_NUMBER)


@frozen
class Area(Dressed):
    """Some rows and columns of a sheet; see :class:`~minzheng_core.reading.raw.RawSource`."""

    whole: pl.DataFrame = field(repr=False)
    """All rows and columns of the source."""
    first_row: int
    """Counted from 0, in the sheet."""
    end_row: int
    left: int
    """The position of the first column among those of the source."""
    width: int
    tells: bool = False
    """Whether the remarks on the whole sheet are told with this area."""
    titles: tuple[tuple[int, str], ...] = ()
    """Rows of the area, counted from 0, in which a title stands over it and the areas beside it."""
    above: tuple[str, ...] = ()
    """The title of the whole sheet, where the area is not the first below it."""

    @property
    def first_column(self) -> int:
        """The position in the sheet of the first column read."""
        return self.source.first_column + self.left

    @property
    def merges(self) -> tuple[Merge, ...]:
        """The merged ranges that begin in the area, counted from its corner."""
        moved = (
            (top - self.first_row, left - self.left, bottom - self.first_row, right - self.left)
            for top, left, bottom, right in self.source.merges
        )
        height = self.end_row - self.first_row
        return tuple(m for m in moved if 0 <= m[0] < height and 0 <= m[1] < self.width)

    @property
    def hidden_columns(self) -> tuple[int, ...]:
        """Positions of columns that a spreadsheet does not show."""
        moved = (at - self.left for at in self.source.hidden_columns)
        return tuple(at for at in moved if 0 <= at < self.width)

    def sample(self) -> list[Row]:
        """The first rows, at most 5,000."""
        return [list(row) for row in self.cells.head(5000).rows()]

    def batches(self, notes: NoteBook) -> Iterator[RawBatch]:
        """All rows at once."""
        if self.tells:
            for _ in self.source.batches(notes):
                pass
        yield RawBatch(self.first_row + 1, self.cells)

    @property
    def cells(self) -> pl.DataFrame:
        """All cells."""
        rows = self.whole.slice(self.first_row, self.end_row - self.first_row)
        columns = [f"c{self.left + at}" for at in range(self.width)]
        frame = rows.select(columns).rename(
            dict(zip(columns, column_names(self.width), strict=True))
        )
        if not self.titles:
            return frame
        places, texts = zip(*self.titles, strict=True)
        return frame.with_columns(frame["c0"].scatter(places, texts))


def areas(source: RawSource, index: FieldIndex) -> Sequence[RawSource]:
    """The tables on the sheet of *source*; itself where there is but one, and where it is a long text."""
    sample = source.sample()
    if _is_long(source, len(sample)):
        return [source]
    layout = find_layout(sample, index, source.merges)
    if layout is None or not layout.rows:
        return [source]
    whole = _whole(source)
    tops = [0, *_begun_below(whole, source.merges, layout, index), whole.height]
    found: list[Area] = []
    titles = tuple(_titles(sample[: layout.rows[0]]))
    for top, end in itertools.pairwise(tops):
        # Of several titles the first is the sheet's; the only one is, where a table below has none of its own.
        whose = len(titles) > 1 or not says_one_thing(whole.row(top))
        above = titles[:1] if top and whose else ()
        rows = Area(source, whole, top, end, 0, source.width, above=above)
        found += _beside(rows, index)
    if len(found) == 1:
        return [source]
    return [evolve(found[0], tells=True), *found[1:]]


def _titles(rows: Sequence[Row]) -> Iterator[str]:
    """The titles among *rows*."""
    for row in rows:
        if says_one_thing(row):
            yield next(filter(None, row))


def _is_long(source: RawSource, sampled: int) -> bool:
    """Whether it is a text too long to be held: one of long rows is so after few of them."""
    if isinstance(source, DelimitedSource):
        return sampled >= _LONG or source.path.stat().st_size > _LARGE
    return False


def _whole(source: RawSource) -> pl.DataFrame:
    """All rows of *source*."""
    if isinstance(source, SheetSource):
        return source.frame
    return pl.concat(batch.frame for batch in source.batches(NoteBook()))


def _begun_below(
    whole: pl.DataFrame, merged: Sequence[Merge], first: Layout, index: FieldIndex
) -> Iterator[int]:
    """The rows where other tables begin, titles included."""
    above, end = first, first.first_data_row
    rows: list[Row] = []
    for at in _without_digits(whole, first):
        if at < end:
            continue
        row = list(whole.row(at))
        if index.known(row) < _LEAST:
            continue
        top = max(end, at - DEEPEST + 1)
        while top > end and says_one_thing(whole.row(top - 1)):
            top -= 1
        rows = [list(r) for r in whole.slice(top, at - top + _BELOW).rows()]
        merges = tuple((a - top, b, c - top, d) for a, b, c, d in merged)
        layout = find_layout(rows, index, merges)
        if layout is None or not layout.rows or _says_again(above, layout):
            continue
        begin = headed = top + layout.rows[0]
        while begin > end and says_one_thing(whole.row(begin - 1)):
            begin -= 1
        if begin == headed and not _differ(above, layout, index):
            continue
        above, end = layout, top + layout.first_data_row
        yield begin


def _without_digits(whole: pl.DataFrame, layout: Layout) -> list[int]:
    """The rows with none where nearly all others have digits: what may be headings."""
    below = whole.slice(layout.first_data_row)
    sample = below.head(5000)
    digit = r"\d"
    columns = [
        name
        for name in sample.columns
        if (cells := sample[name].drop_nulls()).len() * 2 > sample.height
        and cells.str.contains(digit).sum() >= _DIGITS * cells.len()
    ][:_TELLING]
    if not columns and below.height > _SMALL:
        return []
    several = pl.sum_horizontal(pl.col(c).is_not_null() for c in below.columns) >= _LEAST
    rows = below.with_row_index("#at", offset=layout.first_data_row)
    if columns:
        none = pl.sum_horizontal(~pl.col(name).str.contains(digit) for name in columns)
        filled = pl.sum_horizontal(pl.col(name).is_not_null() for name in columns)
        # A number in words alone is no heading; a heading may say that numbers have 18 digits.
        rows = rows.filter((none > 0) & (none * 2 >= filled))
    datum = pl.any_horizontal(pl.col(below.columns).str.contains(_DATUM).fill_null(value=False))
    return rows.filter(several).filter(~datum)["#at"].to_list()


def _says_again(above: Layout, below: Layout) -> bool:
    """Whether one row of the headings above is said again: 姓名 twice, without the 男方 and 女方 over them."""
    return all(
        other in one.split("/") if other else "/" not in one
        for one, other in zip(above.headings, below.headings, strict=True)
    )


def _differ(above: Layout, below: Layout, index: FieldIndex) -> bool:
    """Whether a column means something else below than above, or is that of another act."""
    return any(
        _field(other, index) not in {None, _field(one, index)}
        or _ACT_WORD.findall(other) not in ([], _ACT_WORD.findall(one))
        for one, other in zip(above.headings, below.headings, strict=True)
        if one != other
    )


def _field(heading: str, index: FieldIndex) -> str | None:
    """The field that *heading* names, its party apart where it names none."""
    matches = index.matches(heading) if heading else ()
    if not matches:
        return None
    return matches[0].field if read_heading(heading).party else matches[0].field.partition("_")[2]


def _beside(area: Area, index: FieldIndex) -> list[Area]:
    """*area* as it is, or parted at the columns where its headings begin anew."""
    sample = area.sample()
    layout = find_layout(sample, index, area.merges)
    if layout is None:
        return [area]
    above = enumerate(sample[: min(layout.rows, default=0)])
    titles = [(at, next(filter(None, row))) for at, row in above if says_one_thing(row)]
    headings = layout.headings
    filled = [at for at, heading in enumerate(headings) if heading]
    words = [headings[at] for at in filled]
    for length in range(_LEAST, len(words) // 2 + 1):
        if len(words) % length or not _go_again(words, length, index):
            continue
        return _parted(area, filled[length::length], titles)
    begins = _behind_blanks(area, headings, index)
    return _parted(area, begins, titles) if begins else [area]


def _go_again(words: Sequence[str], length: int, index: FieldIndex) -> bool:
    """Whether the first *length* headings, those of a whole act, are said again and again: in *words*, or in what
    they mean where both parties are among them (结婚日期 and 离婚日期).
    """
    first = words[:length]
    if all(word == words[at % length] for at, word in enumerate(words)):
        kinds = {index.fields[m.field].kind for word in first for m in index.matches(word)[:1]}
        return bool(kinds & set(_ACT)) and FieldKind.PERSON_NAME in kinds
    meant = [_field(word, index) or word for word in words]
    again = all(field == meant[at % length] for at, field in enumerate(meant))
    return again and _tells_an_act(first, index)


def _parted(area: Area, begins: Sequence[int], titles: Sequence[tuple[int, str]]) -> list[Area]:
    """The parts of *area*, of which all but the first begin in the columns *begins*."""
    return [
        evolve(area, left=left, width=right - left, titles=tuple(titles))
        for left, right in itertools.pairwise((0, *begins, area.width))
    ]


def _behind_blanks(area: Area, headings: Sequence[str], index: FieldIndex) -> list[int]:
    """Where tables of other headings begin behind a blank column, each of them with an act and both its parties."""
    frame = area.cells
    blank = [
        at
        for at, said in enumerate(headings)
        if not said and frame[f"c{at}"].null_count() == len(frame)
    ]
    ends = [*blank, area.width]
    parts = [(a + 1, b) for a, b in itertools.pairwise((-1, *ends)) if b > a + 1]
    if len(parts) < 2 or not all(_tells_an_act(headings[a:b], index) for a, b in parts):
        return []
    return [begin for begin, _ in parts[1:]]


def _tells_an_act(headings: Sequence[str], index: FieldIndex) -> bool:
    """Whether a day or a number, and the names of both parties, are among *headings*."""
    kinds: set[FieldKind] = set()
    parties: set[str | None] = set()
    for heading in filter(None, headings):
        for match in index.matches(heading)[:1]:
            kind = index.fields[match.field].kind
            kinds.add(kind)
            if kind is FieldKind.PERSON_NAME:
                parties |= (
                    {"husband", "wife"}
                    if BOTH_PARTIES.search(heading)
                    else {read_heading(heading).party}
                )
    return bool(kinds & set(_ACT)) and parties >= {"husband", "wife"}
