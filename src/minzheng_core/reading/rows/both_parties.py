"""Columns in which one cell names both spouses, 双方姓名 ``张三、李四``: divided into one for each.

The source is presented as one that has two columns, so that everything that reads it goes on as
usual. Who is the husband is told by the sex digits of the numbers (GB 11643-1999); where a row has
no number, by the other rows; where no row has one, the man is taken to be written first. Lists of
files name the act after both, ``张三与李四结婚登记``: it is no part of a name, and gets a column of its
own.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

import polars as pl
from attrs import evolve, frozen

from minzheng_core.reading.raw import column_names
from minzheng_core.reading.recognition.content import LONGEST, begins_like_a_name
from minzheng_core.reading.recognition.descriptions import described
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.layout import find_layout
from minzheng_core.reading.recognition.party_words import BOTH, names_third_person
from minzheng_core.reading.rows.two_in_a_cell import (
    BEHIND_THEM,
    NUMBER,
    NUMBER_BEHIND,
    OF_AGE,
    PARTED,
    TWO_NUMBERS,
    TWO_PARTS,
    WHOSE,
    act_last,
    both_in,
    named_first,
    sexes_of,
)
from minzheng_core.reading.rows.widened import Widened
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.reading.raw import RawBatch, RawSource
    from minzheng_core.reading.recognition.headings import FieldIndex
    from minzheng_core.reading.recognition.layout import Row

BOTH_PARTIES = re.compile(
    rf"[(（\[【]\s*(?:{BOTH})\s*[)）\]】]|(?:{BOTH}|夫妇)(?:双方|方)?|双方当事人|当事人双方|双方|两人|二人"
)
"""What a heading says of both: 双方, 男女, 夫妇."""
_AUTHORS = "责任者"
"""Whom the list of a volume calls so of an application: who filed it. Two names of persons are the couple."""
_BRACKETS = str.maketrans("()（）[]【】", " " * 8)
_WIFE_FIRST = re.compile("^[^男夫郎]*[女妻娘].*[男夫郎]")
"""Headings that name her before him: 女/男姓名."""
_DATA_BEHIND = r"\s*[（(][^（()）]*\d[^（()）]*[)）]\s*$"
_NAME = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff·•]{1,9}")
_HAN = re.compile("[\u3400-\u9fff]{2}")
_NAME_AND_NUMBER = "姓名及身份证号"
_BEHIND = (
    ("业务类型", FieldKind.BUSINESS_TYPE, BEHIND_THEM),
    ("证件字号", FieldKind.CERTIFICATE_NUMBER, NUMBER_BEHIND),
)
"""What titles tell of an act behind its parties: where no column is headed so, they have one of their own."""
_PERSONS = {"姓名", "身份证号", _NAME_AND_NUMBER}
_TWO_AGES = rf"\D{{0,3}}\d{{1,2}}\D{{0,3}}[{PARTED}]+\D{{0,3}}\d{{1,2}}\D{{0,3}}"
_SHARED = {FieldKind.DOMICILE, FieldKind.ETHNICITY}
"""What a cell that tells it once tells of both: they live there, both are of that people."""
_SAMPLED = 300
_MOST = 0.6
"""Share of the filled cells that must tell of two persons."""
_FEWEST, _SOME = 2, 0.05
"""So many cells with two numbers, and such a share of them, are no slip of whoever filled one in."""


def parted_by_party(source: RawSource, index: FieldIndex) -> RawSource:
    """*source* as it is, or with two columns for each in which one cell tells of both spouses."""
    if index.single:
        return source
    sample = source.sample()
    layout = find_layout(sample, index, source.merges)
    if layout is None or not layout.rows:
        return source
    below = sample[layout.first_data_row :]
    cells = {
        at: list(islice((row[at] for row in below if _says_something(row[at])), _SAMPLED))
        for at, heading in enumerate(layout.headings)
        if heading
    }
    held = {at: _held(layout.headings[at], filled, index) for at, filled in cells.items()}
    # Where names or numbers stand so, what else is headed 双方 does too, or is parted more plainly.
    if _PERSONS.isdisjoint(held.values()):
        told = {
            at: words
            for at, words in held.items()
            if words and (_say_whose(cells[at]) or re.search(BOTH, layout.headings[at]))
        }
    else:
        told = {
            at: words
            for at, found in held.items()
            if (words := found or _parted_alike(layout.headings[at], cells[at], index))
        }
    if not told:
        return source
    columns = {
        at: Both(
            sample[layout.rows[-1]][at] or layout.headings[at],
            words,
            shared=bool(kinds := _kinds(words, index)) and kinds <= _SHARED,
        )
        for at, words in told.items()
    }
    kinds = {kind for heading in layout.headings if heading for kind in _kinds(heading, index)}
    behind = tuple(
        Behind(at, f"{label}（{both.heading}）", pattern)
        for label, kind, pattern in _BEHIND
        if kind not in kinds
        for at, both in columns.items()
        if _tells(cells[at], pattern)
    )
    parted = BothParties(source, columns, layout.rows[-1], behind=behind)
    first = list(filter(None, parted.first_of([row for row in below if any(row)])))
    said = any(_WIFE_FIRST.search(both.heading) for both in columns.values())
    return evolve(parted, wife_first=2 * first.count("女") > len(first) if first else said)


def _held(heading: str, cells: Sequence[str | None], index: FieldIndex) -> str | None:
    """What most of *cells* tell of two persons, in the words of a heading; ``None`` where of one or of others.

    Below a heading of another datum of persons no names are looked for: 梅窖镇 begins as one does.
    """
    said = read_heading(heading)
    words = BOTH_PARTIES.sub("", said.rest).removeprefix(_AUTHORS)
    if said.party or said.position or names_third_person(words) or not cells:
        return None
    found = both_in(pl.Series(cells, dtype=pl.String)).drop_nulls("second").rows()
    if len(found) < _MOST * len(cells):
        return None
    numbers = sum(all(re.search(NUMBER, text) for text in two) for two in found)
    names = sum(all(map(_is_name, two)) for two in found)
    named = sum(all(_HAN.search(re.sub(WHOSE, "", text)) for text in two) for two in found)
    if numbers >= _MOST * len(cells):
        return _NAME_AND_NUMBER if 2 * named >= len(found) else "身份证号"
    if names >= _MOST * len(cells) and not _of_another_datum(heading, index):
        return "姓名"
    words = BOTH_PARTIES.sub("", heading).strip()
    return words if words != heading.strip() or _say_whose(cells) else None


def _of_another_datum(heading: str, index: FieldIndex) -> bool:
    """Whether *heading* is to the letter one of persons, and not of their names."""
    sure = {m.field for m in index.matches(heading) if m.reason == "exact"}
    kinds = {field.kind for field in map(index.fields.__getitem__, sure) if field.party}
    return bool(kinds) and kinds.isdisjoint({FieldKind.PERSON_NAME, FieldKind.ID_NUMBER})


def _say_whose(cells: Sequence[str | None]) -> bool:
    """Whether most of *cells* say of both their parts whose it is: 男：潋江镇；女：长冈乡, or 均在长冈乡."""
    both = both_in(pl.Series(cells, dtype=pl.String))
    said = pl.all_horizontal(pl.all().str.contains(f"{WHOSE}|{OF_AGE}")) | (
        pl.col("first") == pl.col("second")
    )
    return int(both.select(said.sum()).item()) >= _MOST * len(cells)


def _parted_alike(heading: str, cells: Sequence[str | None], index: FieldIndex) -> str | None:
    """The heading of one person's datum, where most *cells* have two with more than a blank between them.

    Between two ages a blank is enough, and of numbers, which many have not, two in a cell now and then.
    """
    said = read_heading(heading)
    fields = [index.fields[match.field] for match in index.matches(heading)]
    if said.party or said.position or not cells or not any(field.party for field in fields):
        return None
    form, least = TWO_PARTS, _MOST * len(cells)
    if fields[0].kind is FieldKind.AGE:
        form = _TWO_AGES
    elif fields[0].kind is FieldKind.ID_NUMBER:
        form, least = "|".join(TWO_NUMBERS), max(_FEWEST, _SOME * len(cells))
    two = sum(re.fullmatch(form, cell or "") is not None for cell in cells)
    return BOTH_PARTIES.sub("", heading).strip() if two >= least else None


def _says_something(cell: str | None) -> bool:
    """Whether a *cell* holds more than the sign that parts two data: ``/`` where neither has a number."""
    return cell is not None and any(map(str.isalnum, cell))


def _kinds(heading: str, index: FieldIndex) -> set[FieldKind]:
    return {index.fields[match.field].kind for match in index.matches(heading)}


def _tells(cells: Sequence[str | None], pattern: str) -> bool:
    told = act_last(pl.Series(cells, dtype=pl.String)).str.extract(pattern).count()
    return bool(told) and told >= _MOST * len(cells)


def _is_name(text: str) -> bool:
    """Whether *text* names a person, perhaps with more data behind the name."""
    if len(text) > LONGEST:
        return False
    bare = re.sub(_DATA_BEHIND, "", re.sub(WHOSE, "", text))
    if _NAME.fullmatch(bare):
        return begins_like_a_name(bare)
    return described(text) is not None


@frozen
class Both:
    """A column in which one cell tells of both spouses."""

    heading: str
    words: str
    """What it tells of each."""
    shared: bool = False
    """Whether what a cell tells once holds for both, unless it says of whom."""

    @property
    def headings(self) -> tuple[str, str]:
        """What the columns of the husband and of the wife are headed."""
        aside = " ".join(self.heading.translate(_BRACKETS).replace(_AUTHORS, "").split())
        behind = f"（{aside}）" if aside else ""
        return f"男方{self.words}{behind}", f"女方{self.words}{behind}"


@frozen
class Behind:
    """What the cells of the column at ``place`` tell behind both names, in a column of its own."""

    place: int
    heading: str
    pattern: str


@frozen
class BothParties(Widened):
    """A source with a column of its own for each spouse; see :class:`~minzheng_core.reading.raw.RawSource`.

    The husband's stands where both stood, the wife's behind all others.
    """

    columns: dict[int, Both]
    """By their positions."""
    heading_row: int
    wife_first: bool = False
    """Who is written first where the row does not tell."""
    behind: tuple[Behind, ...] = ()
    """What stands behind both names, where no other column tells it."""

    @property
    def origins(self) -> tuple[int, ...]:
        """Out of which column each of those behind is made, in their order."""
        return (*self.columns, *(told.place for told in self.behind))

    def sample(self) -> list[Row]:
        """The first rows, at most 5,000."""
        rows = self.source.sample()
        parted = [list(row) for row in self._parted(self._frame(rows)).rows()]
        for at, row in enumerate(rows[: self.heading_row]):
            parted[at] = [*row, *(row[place] for place in self.origins)]
        for count, (place, both) in enumerate(self.columns.items()):
            top = parted[self.heading_row]
            top[place], top[self.source.width + count] = both.headings
        for count, told in enumerate(self.behind, self.source.width + len(self.columns)):
            parted[self.heading_row][count] = told.heading
        return parted

    def batches(self, notes: NoteBook) -> Iterator[RawBatch]:
        """All rows in order."""
        order = "女方在前" if self.wife_first else "男方在前"
        headings = "”“".join(both.heading for both in self.columns.values())
        notes.add("IN194", heading=headings, order=order)
        shared = {
            f"c{at}": f"c{self.source.width + count}"
            for count, (at, both) in enumerate(self.columns.items())
            if both.shared
        }
        for batch in self.source.batches(notes):
            frame = self._parted(batch.frame)
            for his in [his for his, hers in shared.items() if (frame[his] == frame[hers]).any()]:
                notes.add("IN250", heading=self.columns[int(his[1:])].heading)
                del shared[his]
            yield evolve(batch, frame=frame, dittos=None)

    def first_of(self, rows: Sequence[Row]) -> list[str | None]:
        """男 or 女: whom each of *rows* tells of first, as far as it tells."""
        return named_first(list(self._told(self._frame(rows)).values())).to_list()

    def _frame(self, rows: Sequence[Row]) -> pl.DataFrame:
        schema = dict.fromkeys(column_names(self.source.width), pl.String)
        return pl.DataFrame(rows, schema=schema, orient="row")

    def _told(self, frame: pl.DataFrame) -> dict[int, pl.DataFrame]:
        """What each of the columns tells of both persons."""
        return {at: both_in(frame[f"c{at}"]) for at in self.columns}

    def _parted(self, frame: pl.DataFrame) -> pl.DataFrame:
        told = self._told(frame)
        usual = "女" if self.wife_first else "男"
        wife_first = named_first(list(told.values())).fill_null(usual) == "女"
        cells: dict[str, pl.Series] = {}
        for count, (at, column) in enumerate(self.columns.items()):
            again = (frame[f"c{at}"] == column.heading).fill_null(value=False)
            first, second = (
                told[at][which].str.replace(WHOSE, "").str.replace(OF_AGE, "$2")
                for which in ("first", "second")
            )
            if column.shared:
                alone = second.is_null() & sexes_of(told[at]["first"]).is_null()
                second = first.zip_with(alone, second)
            husband, wife = column.headings
            hers = wife_first.zip_with(
                second.is_not_null() | (sex := sexes_of(first)).is_null(), sex == "女"
            )
            cells[f"c{at}"] = second.zip_with(hers, first).set(again, husband)
            cells[f"c{self.source.width + count}"] = first.zip_with(hers, second).set(again, wife)
        for count, behind in enumerate(self.behind, self.source.width + len(self.columns)):
            title = act_last(frame[f"c{behind.place}"])
            again = (frame[f"c{behind.place}"] == self.columns[behind.place].heading).fill_null(
                value=False
            )
            cells[f"c{count}"] = title.str.extract(behind.pattern).set(again, behind.heading)
        return frame.with_columns(**cells)
