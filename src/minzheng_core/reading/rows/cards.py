"""Sheets of cards and forms, as on paper: 男方姓名 with 张三 beside it, 男方：张三 in one cell.

One block of rows is one record. The source is presented as a table with one record per row, so that
everything that reads it goes on as usual. Whose datum it is, is said by its label, by the party that
heads its column (项目, 男方, 女方) or its row (below 姓名, 出生日期), or by the last party named before it, be it by a
sex beside the name. Where a card ends is told by the order of
its labels.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import polars as pl
from attrs import define, evolve, field, frozen

from minzheng_core.reading.mapping import base_name
from minzheng_core.reading.notes import NoteBook
from minzheng_core.reading.raw import Dressed, RawBatch, column_names
from minzheng_core.reading.recognition.content import profile
from minzheng_core.reading.recognition.labels import Label, Labels
from minzheng_core.reading.recognition.layout import says_one_thing
from minzheng_core.reading.recognition.party_words import party_of_sex
from minzheng_core.reading.rows.card_columns import LEAST, in_columns
from minzheng_core.reading.rows.card_entries import Card, Entry, cards_of
from minzheng_core.reading.rows.year_words import year_of_title
from minzheng_core.schema import FieldKind
from minzheng_core.values.dates.month_day import MONTH_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from minzheng_core.reading.mapping import SheetMapping
    from minzheng_core.reading.notes import ReadingNote
    from minzheng_core.reading.raw import Merge, RawSource
    from minzheng_core.reading.recognition.headings import FieldIndex
    from minzheng_core.reading.recognition.layout import Row
    from minzheng_core.reading.recognition.party_words import Party

_LOOKED_AT = 150
"""Rows that tell whether there may be cards."""
_HEADS = 3
"""Labels side by side that head the columns of a card."""
_LABELLED = 0.25
"""Share of the rows with a label and its value beside it."""
_FITS = 0.5
"""Share of the values of numbers and dates that look like such."""
_DAY_OF_YEAR = re.compile(MONTH_DAY)
"""A day without its year."""
_NUMBERED = re.compile(
    r"(?:^|[\s　:：])([^\s　:：]{1,12}字[^\s　:：]{0,12}第?\s*[0-9０-９]{1,7}\s*号)\s*$"
)
"""The number at the end of the title of a card: 结婚证存根　埠结字第1号."""
_HEAD = "题头"
_WHERE = (
    {"zh": "列的序号（A 列为 1）", "en": "the number of the column (A is 1)"},
    {"zh": "每一组开始的行", "en": "the row where each block begins"},
)
"""What the number of a record in a column is, and of one in several blocks of columns."""
_TOLD = (FieldKind.ID_NUMBER, FieldKind.EVENT_DATE, FieldKind.BIRTH_DATE)


@frozen
class Cards(Dressed):
    """Cards as a table of one record a row; see :class:`~minzheng_core.reading.raw.RawSource`."""

    headings: tuple[str, ...]
    records: tuple[tuple[str | None, ...], ...] = field(repr=False)
    numbers: tuple[int, ...] = field(repr=False)
    """The row where each card begins, as a spreadsheet shows it; of a card in a column, that of the column."""
    columns: int = 0
    """The blocks in which every column is a card; none where the cards stand in rows."""
    left: int = 0
    """Cells that are neither a label nor the value of one."""
    titles: tuple[str, ...] = ()
    """What stands alone in rows of its own: the name of the form above each card."""
    above: tuple[str, ...] = ()
    """Those of them that stand over all cards: 1978年结婚登记."""
    first_column: int = 0
    first_row: int = 0
    merges: tuple[Merge, ...] = ()
    hidden_columns: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.headings)

    @property
    def notes(self) -> tuple[ReadingNote, ...]:
        """How the sheet is read."""
        book = NoteBook()
        if self.columns:
            book.add("IN187", number=len(self.records), where=_WHERE[self.columns > 1])
        else:
            book.add("IN199", number=len(self.records), left=self.left)
        return book.notes

    def with_letters(self, mapping: SheetMapping) -> SheetMapping:
        """*mapping* without letters: what is a column here has none on the sheet."""
        return evolve(mapping, columns=tuple(evolve(c, column="") for c in mapping.columns))

    def sample(self) -> list[Row]:
        """The headings and the first records."""
        return [*self._above, list(self.headings), *map(list, self.records[:5000])]

    @property
    def _above(self) -> list[Row]:
        return [[text, *[None] * (self.width - 1)] for text in self.above]

    def batches(self, notes: NoteBook) -> Iterator[RawBatch]:
        """All records at once, below their headings."""
        for _ in self.source.batches(notes):
            pass
        schema = dict.fromkeys(column_names(self.width), pl.String)
        rows = [*self._above, self.headings, *self.records]
        numbers = (*range(1, len(rows) - len(self.records) + 1), *self.numbers)
        yield RawBatch(1, pl.DataFrame(rows, schema=schema, orient="row"), None, numbers)


def cards(source: RawSource, index: FieldIndex) -> Cards | None:
    """The cards on a sheet as a table; ``None`` where it holds none, or a table."""
    labels = Labels(index)
    if not _may_be(source.sample()[:_LOOKED_AT], labels):
        return None
    grid = [
        row for batch in source.batches(NoteBook()) for row in map(list, batch.frame.iter_rows())
    ]
    columns = in_columns(grid, labels)
    if columns is not None:
        first = source.first_row if columns.blocks > 1 else source.first_column
        numbers = tuple(first + place + 1 for place in columns.places)
        return Cards(
            source,
            columns.headings,
            columns.records,
            numbers,
            columns=columns.blocks,
            above=_over_all(_titles(grid), columns.first_row),
        )
    of_act = (f.name for f in index.fields.values() if f.kind is FieldKind.CERTIFICATE_NUMBER)
    reader = _Reader(labels, _covered(source.merges), _titles(grid), number=next(of_act, None))
    for band in _bands(grid, labels):
        reader.read(band)
    return _as_table(source, reader, index)


def _may_be(rows: Sequence[Row], labels: Labels) -> bool:
    """Whether some rows hold a label with something beside it, and enough labels in all."""
    filled = [row for row in rows if any(row)]
    said: set[tuple[Party | None, str]] = set()
    labelled = led = 0
    heads: list[tuple[Label, ...]] = []
    for row in filled:
        found = _known(labels.of_row(row))
        if own := _heads_of_data(row, found):
            heads.append(own)
        led += bool(heads) and _leads(row, found) is not None
        beside = [
            at
            for at, label in enumerate(found)
            if label.name and (label.value or _value_after(row, found, at) is not None)
        ]
        labelled += bool(beside)
        said |= {(found[at].party, found[at].name) for at in beside}
    if led and led <= 2 * len(heads) and labelled >= len(heads):
        # In a table they stand once over all its rows.
        said |= {(label.party, label.name) for own in heads for label in own}
        labelled += led
    return len(said) >= LEAST and labelled >= max(2, _LABELLED * len(filled))


def _known(labels: Sequence[Label]) -> list[Label]:
    """Those of *labels* that name a field, or a party."""
    return [label for label in labels if label.known]


def _heads_of_data(row: Row, found: Sequence[Label]) -> tuple[Label, ...]:
    """The labels of one person's data that stand side by side over the rows of both: 姓名, 出生日期, 住址."""
    own = [label for label in found if label.of_person and label.name]
    if len(own) < _HEADS or 2 * len(own) <= sum(cell is not None for cell in row):
        return ()
    bare = all(label.party is None and label.value is None for label in own)
    return tuple(own) if bare else ()


def _leads(row: Row, found: Sequence[Label]) -> Party | None:
    """The party whose data stand in a row behind its name."""
    if len(found) != 1 or found[0].name or found[0].value is not None:
        return None
    behind = sum(cell is not None for cell in row[found[0].column + 1 :])
    return found[0].party if behind > 1 else None


def _party_by_sex(row: Row, found: Sequence[Label]) -> Party | None:
    """The party that the one sex in a row tells: 姓名、张三、性别、男."""
    told = {
        party_of_sex(label.value or (row[at] if (at := _value_after(row, found, i)) else None))
        for i, label in enumerate(found)
        if label.name == "sex"
    }
    return told.pop() if len(told) == 1 else None


def _value_after(row: Sequence[str | None], found: Sequence[Label], at: int) -> int | None:
    """The column of the cell next to a label, where it is none itself."""
    column = found[at].column + 1
    taken = {label.column for label in found}
    return column if column < len(row) and row[column] and column not in taken else None


def _covered(merges: Sequence[Merge]) -> set[tuple[int, int]]:
    """The cells of merged ranges that show nothing of their own."""
    return {
        (row, column)
        for top, left, bottom, right in merges
        if (bottom - top + 1) * (right - left + 1) <= 1000
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }


def _bands(grid: Sequence[Row], labels: Labels) -> list[list[Row]]:
    """The grid, or its halves where cards stand side by side: a label of the act stands twice in a row."""
    for row in grid[:_LOOKED_AT]:
        by_name: dict[str, list[int]] = {}
        for label in labels.of_row(row):
            if label.name and label.known and not label.of_person and label.value is None:
                by_name.setdefault(label.name, []).append(label.column)
        twice = [columns for columns in by_name.values() if len(set(columns)) > 1]
        if twice:
            begins = [0, *twice[0][1:], len(row)]
            blank: Row = [None] * len(row)
            return [
                [[*blank[:left], *r[left:right], *blank[right:]] for r in grid]
                for left, right in itertools.pairwise(begins)
            ]
    return [list(grid)]


@define
class _Reader:
    """Reads cards row by row."""

    labels: Labels
    covered: set[tuple[int, int]]
    lone: dict[str, int]
    """What stands alone in a row, and the first such row."""
    cards: list[Card] = field(factory=list)
    left: int = 0
    titles: dict[str, None] = field(factory=dict)
    _number: str | None = None
    """The field of the number that the title of a card may tell."""
    _order: dict[str, int] = field(factory=dict)
    _entries: list[Entry] = field(factory=list)
    _heads: dict[float, Party] = field(factory=dict)
    """The parties that head columns."""
    _party: Party | None = None
    """The party named last."""
    _data: tuple[Label, ...] = ()
    """The data that head the columns of the rows which a party leads."""

    def read(self, grid: Sequence[Row]) -> None:
        """All cards in *grid*."""
        self._entries, self._heads, self._party = [], {}, None
        for number, row in enumerate(grid):
            if any(row):
                self._row(number, row)
        if any(e.name == self._number and e.words != _HEAD for e in self._entries):
            # A label says which number it is; that of the title is kept beside it.
            self._entries = [
                evolve(e, name=_HEAD, of_field=False) if e.words == _HEAD else e
                for e in self._entries
            ]
        self.cards += cards_of(self._entries, self._order)

    def _row(self, number: int, row: Row) -> None:
        found = self.labels.of_row(row)
        if heads := _heads_of_data(row, found):
            self._data = heads
            return
        if self._data and (leading := _leads(row, found)):
            self._of_party(number, row, leading)
            return
        named = {label.place: label.party for label in found if label.party is not None}
        if len(set(named.values())) == 2:
            self._heads, self._party = dict(named), None
        elif named:
            self._heads, self._party = {}, next(iter(named.values()))
        elif not self._heads and (party := _party_by_sex(row, found)):
            self._party = party
        used = {label.column for label in found}
        for at, label in enumerate(found):
            if not label.name:
                continue
            end = found[at + 1].column if at + 1 < len(found) else len(row)
            cells = self._values(number, row, label, end)
            for place, name in self._fields(label, [place for place, _ in cells]):
                value = next((text for p, text in cells if p == place), None)
                used |= {int(place)} if value is not None else set()
                self._entries.append(Entry(number, name, label.words, value, label.known))
        left = [cell for c, cell in enumerate(row) if cell and c not in used]
        self.left += len(left)
        if len(left) == 1 and not used:
            self.titles[left[0]] = None
            if self._number is not None and (told := _NUMBERED.search(left[0])):
                self._entries.append(Entry(number, self._number, _HEAD, told[1]))

    def _of_party(self, number: int, row: Row, party: Party) -> None:
        for label in self._data:
            name, value = f"{party}_{label.name}", row[label.column]
            self._entries.append(Entry(number, name, label.words, value))
        self.left += (
            sum(c is not None for c in row) - 1 - sum(row[d.column] is not None for d in self._data)
        )

    def _values(self, number: int, row: Row, label: Label, end: int) -> list[tuple[float, str]]:
        """The values of a label with their places: in its own cell, beside it, or below each party."""
        if label.value is not None:
            return [(label.place, label.value)]
        cells = [(c, row[c]) for c in range(label.column + 1, end)]
        if self._heads and label.of_person and label.party is None:
            return [(float(c), cell) for c, cell in cells if cell]
        for column, cell in cells:
            if cell:
                return [(float(column), cell)]
            if (number, column) not in self.covered:
                break
        return []

    def _fields(self, label: Label, places: Sequence[float]) -> list[tuple[float, str]]:
        """The fields that a label names, each with the place of its value; −1 where it has none."""
        first = places[0] if places else -1.0
        if not label.of_person:
            return [(first, label.name)]
        if label.party is not None:
            return [(first, f"{label.party}_{label.name}")]
        if not self._heads:
            return [(first, f"{self._party}_{label.name}")] if self._party else []
        begins = sorted(self._heads)
        inside = [begin for begin in begins if begin <= label.place]
        own = [inside[-1]] if inside else begins
        fields = []
        for begin in own:
            after = next((b for b in begins if b > begin), float("inf"))
            place = next((p for p in places if begin <= p < after), -1.0)
            fields.append((place, f"{self._heads[begin]}_{label.name}"))
        return fields


def _as_table(source: RawSource, reader: _Reader, index: FieldIndex) -> Cards | None:
    """The cards that were read; ``None`` where what they hold is not what the labels say."""
    held = dict.fromkeys(name for c in reader.cards for name, value in c.values.items() if value)
    names = [f for f in index.fields if f in held]
    sure = False
    for name in names:
        kind = index.fields[name].kind
        if kind not in _TOLD:
            continue
        values = [value for card in reader.cards if (value := card.values.get(name))]
        short = sum(_DAY_OF_YEAR.match(value) is not None for value in values)
        share = max(short / len(values), profile(values).fits(kind) or 0.0)
        if share < _FITS:
            return None
        sure = True
    persons = {base_name(name) for name in names} & {"name", "id_number"}
    if len(names) < LEAST or not sure or (not persons and not index.single):
        return None
    others = [name for name in held if name not in index.fields]
    return Cards(
        source,
        (*(index.fields[name].label for name in names), *others),
        tuple(tuple(map(card.values.get, (*names, *others))) for card in reader.cards),
        tuple(source.first_row + card.row + 1 for card in reader.cards),
        left=reader.left,
        titles=tuple(reader.titles),
        above=_over_all(
            {text: reader.lone[text] for text in reader.titles if text in reader.lone},
            min(card.row for card in reader.cards),
        ),
    )


def _titles(grid: Sequence[Row]) -> dict[str, int]:
    """What stands alone in rows of *grid*, and the first row where it does."""
    found: dict[str, int] = {}
    for number, row in enumerate(grid):
        if says_one_thing(row):
            found.setdefault(next(filter(None, row)), number)
    return found


def _over_all(titles: Mapping[str, int], first: int) -> tuple[str, ...]:
    """Those of *titles* that stand over all cards, of which the row *first* is the first; none where they say several years."""
    years = {year for text in titles if (year := year_of_title(text)) is not None}
    return tuple(text for text, row in titles.items() if row < first and len(years) == 1)
