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

from minzheng_core.reading.ditto_marks import SIGN_OR_WORD
from minzheng_core.reading.raw import column_names
from minzheng_core.reading.recognition.content import LONGEST, begins_like_a_name
from minzheng_core.reading.recognition.descriptions import described
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.layout import find_layout
from minzheng_core.reading.recognition.party_words import BOTH, names_third_person
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
_PARTED = r"\s　、，,;；/／|&"
_NUMBER = r"[0-9０-９]{6}[0-9０-９Xx×*?？]{8,12}"
_TWO_NUMBERS = (
    rf"^\s*({_NUMBER}\D*?)[{_PARTED}]+({_NUMBER}\D*)$",
    rf"^\s*(\D*?{_NUMBER}[)）]?)[{_PARTED}]*(\D*?{_NUMBER}\D*)$",
)
"""Each number before or behind its name, or alone."""
_TWO_WORDS = rf"^[{_PARTED}]*([^{_PARTED}]+)[{_PARTED}]+([^{_PARTED}]+)[{_PARTED}]*$"
_PLAINLY = r"\n、;；/／|"
TWO_PARTS = (
    rf"^\s*([^{_PLAINLY}]*[^\s{_PLAINLY}])\s*[{_PLAINLY}]\s*([^{_PLAINLY}]*[^\s{_PLAINLY}])\s*$"
)
"""Words with blanks in them on either side of a sign that parts more than a blank does."""
_TWO_BRACKETED = rf"^\s*(\p{{Han}}[\p{{Han}}·•]+[（(][^（()）]+[)）])[{_PARTED}和与]*(\p{{Han}}[\p{{Han}}·•]+[（(][^（()）]+[)）])\s*$"
"""Names with what is told of each in brackets, whatever parts that: 张三（男、23岁）、李四（女、21岁）."""
_TWO_JOINED = r"^\s*([\p{Han}·•]{2,4})[与和同跟及]([\p{Han}·•]{2,4})\s*$"
_TWO_NAMED = (_TWO_BRACKETED, TWO_PARTS, _TWO_WORDS, _TWO_JOINED)
_QUOTES = '["“”„″《》]'
_BEFORE_THEM = r"^\s*关于\s*"
_ACT_BEFORE_THEM = r"^\s*(?:关于)?\s*([补換换][发發领領办辦]|撤[销銷])(.+?)[的之]?([结結离離]婚证|(?:[结結]婚|婚姻)(?:登[记記])?)"
"""A title that begins with its act: 补发张三、李四结婚证."""
_ACT = r"[补換换][发發领領办辦](?:[结結离離]婚(?:登[记記])?证?)?|撤[销銷](?:[结結]婚|婚姻)|[结結离離复復]婚"
_BEHIND_THEM = rf"\s*[的之]?(?:自愿|协议|申请|办理)*(?:({_ACT})|婚姻(?:登[记記])?).{{0,60}}$"
"""The act and its papers behind two names: 结婚登记申请书, 的离婚登记材料(J110105-2010-000123)."""
_NUMBER_BEHIND = (
    r"[(（\[〔【]\s*([^()（）]*(?:\d[-－—]\d{4}[-－—]\d{4,6}|字.*\d.*号?))\s*[)）\]〕】]\s*$"
)
"""The certificate's number in brackets at the end of such a title."""
_SAID, _SAID_BEHIND = r"^\s*([男女])(?:方?[:：]|方)\s*", r"\s*[(（]\s*([男女])方?\s*[)）]\s*$"
"""Whose it is: 女：李四, 女方李四, 李四（女）."""
_WHOSE = f"{_SAID}|{_SAID_BEHIND}"
_WIFE_FIRST = re.compile("^[^男夫郎]*[女妻娘].*[男夫郎]")
"""Headings that name her before him: 女/男姓名."""
_AMONG_OTHERS = r"[，,、；;\s(（]([男女])(?:[方性]|[，,、；;\s)）0-9０-９]|$)"
"""The same among other data: 李四（女，21岁）."""
_OF_AGE = r"^\s*([男女])方?\s*([0-9０-９])"
"""The same before an age: 男23."""
ALIKE = r"^\s*(?:双方|两人|二人|男女双?方?)?[均都同](?:[是为系]|[是为系]?(?:住在|居住在|住|在))\s*(\S.*)$"
"""What holds for both: 均在杰村乡."""
_DATA_BEHIND = r"\s*[（(][^（()）]*\d[^（()）]*[)）]\s*$"
_NAME = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff·•]{1,9}")
_HAN = re.compile("[\u3400-\u9fff]{2}")
_NAME_AND_NUMBER = "姓名及身份证号"
_BEHIND = (
    ("业务类型", FieldKind.BUSINESS_TYPE, _BEHIND_THEM),
    ("证件字号", FieldKind.CERTIFICATE_NUMBER, _NUMBER_BEHIND),
)
"""What titles tell of an act behind its parties: where no column is headed so, they have one of their own."""
_PERSONS = {"姓名", "身份证号", _NAME_AND_NUMBER}
_TWO_AGES = rf"\D{{0,3}}\d{{1,2}}\D{{0,3}}[{_PARTED}]+\D{{0,3}}\d{{1,2}}\D{{0,3}}"
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
    held = {at: _held(layout.headings[at], filled) for at, filled in cells.items()}
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
        at: Both(sample[layout.rows[-1]][at] or layout.headings[at], words)
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


def _held(heading: str, cells: Sequence[str | None]) -> str | None:
    """What most of *cells* tell of two persons, in the words of a heading; ``None`` where of one or of others."""
    said = read_heading(heading)
    words = BOTH_PARTIES.sub("", said.rest).removeprefix(_AUTHORS)
    if said.party or said.position or names_third_person(words) or not cells:
        return None
    found = _both(pl.Series(cells, dtype=pl.String)).drop_nulls("second").rows()
    if len(found) < _MOST * len(cells):
        return None
    numbers = sum(all(re.search(_NUMBER, text) for text in two) for two in found)
    names = sum(all(map(_is_name, two)) for two in found)
    named = sum(all(_HAN.search(re.sub(_WHOSE, "", text)) for text in two) for two in found)
    if numbers >= _MOST * len(cells):
        return _NAME_AND_NUMBER if 2 * named >= len(found) else "身份证号"
    if names >= _MOST * len(cells):
        return "姓名"
    words = BOTH_PARTIES.sub("", heading).strip()
    return words if words != heading.strip() or _say_whose(cells) else None


def _say_whose(cells: Sequence[str | None]) -> bool:
    """Whether most of *cells* say of both their parts whose it is: 男：潋江镇；女：长冈乡, or 均在长冈乡."""
    both = _both(pl.Series(cells, dtype=pl.String))
    said = pl.all_horizontal(pl.all().str.contains(f"{_WHOSE}|{_OF_AGE}")) | (
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
        form, least = "|".join(_TWO_NUMBERS), max(_FEWEST, _SOME * len(cells))
    two = sum(re.fullmatch(form, cell or "") is not None for cell in cells)
    return BOTH_PARTIES.sub("", heading).strip() if two >= least else None


def _says_something(cell: str | None) -> bool:
    """Whether a *cell* holds more than the sign that parts two data: ``/`` where neither has a number."""
    return cell is not None and any(map(str.isalnum, cell))


def _kinds(heading: str, index: FieldIndex) -> set[FieldKind]:
    return {index.fields[match.field].kind for match in index.matches(heading)}


def _tells(cells: Sequence[str | None], pattern: str) -> bool:
    told = _act_last(pl.Series(cells, dtype=pl.String)).str.extract(pattern).count()
    return bool(told) and told >= _MOST * len(cells)


def _is_name(text: str) -> bool:
    """Whether *text* names a person, perhaps with more data behind the name."""
    if len(text) > LONGEST:
        return False
    bare = re.sub(_DATA_BEHIND, "", re.sub(_WHOSE, "", text))
    if _NAME.fullmatch(bare):
        return begins_like_a_name(bare)
    return described(text) is not None


def _both(cells: pl.Series) -> pl.DataFrame:
    """What each cell tells of the ``first`` and the ``second`` person, the latter null where of one.

    Step by step: one nested expression would search for every pattern again wherever it is used.
    """
    numbers = cells.str.count_matches(_NUMBER)
    titles = _act_last(cells.str.replace_all(_QUOTES, ""))
    alone = titles.str.replace(_BEFORE_THEM, "").str.replace(_BEHIND_THEM, "")
    told = pl.select(
        cell=cells,
        words=pl.when(numbers == 0).then(alone),
        two=pl.when(numbers == 2).then(cells),
    )
    first, second = (
        pl.coalesce(
            *(pl.col("two").str.extract(pattern, at) for pattern in _TWO_NUMBERS),
            pl.col("words").str.extract(ALIKE),
            *(pl.col("words").str.extract(pattern, at) for pattern in _TWO_NAMED),
        )
        for at in (1, 2)
    )
    both = told.select(first=pl.coalesce(first, "cell"), second=second)
    # A ditto behind the first of two in a cell is of that one, not of the row above.
    same = pl.col("second").str.contains(SIGN_OR_WORD)
    return both.with_columns(second=pl.when(same).then("first").otherwise("second"))


def _act_last(titles: pl.Series) -> pl.Series:
    """*titles* with the act behind the names, where it stands before them."""
    return titles.str.replace(_ACT_BEFORE_THEM, "${2}${1}${3}")


def _sexes(texts: pl.Series) -> pl.Series:
    """男 or 女, as each text says or the number in it tells."""
    number = texts.str.normalize("NFKC").str.extract(r"([0-9]{17}[0-9Xx]|[0-9]{15})")
    place = pl.when(number.str.len_bytes() == 18).then(16).otherwise(14)
    digit = pl.select(pl.lit(number).str.slice(place, 1).cast(pl.UInt8)).to_series()
    by_number = pl.when(digit % 2 == 1).then(pl.lit("男")).when(digit % 2 == 0).then(pl.lit("女"))
    said = (texts.str.extract(pattern) for pattern in (_SAID, _AMONG_OTHERS, _OF_AGE))
    return pl.select(pl.coalesce(*said, by_number)).to_series()


def _named_first(told: Sequence[pl.DataFrame]) -> pl.Series:
    """男 or 女: whom each row names first, by what its cells tell of both; null where they do not tell.

    A number alone beside two names is not that of whom is named first, but of whom its sex says.
    """
    parted = pl.select(
        pl.any_horizontal([both["second"].is_not_null() for both in told])
    ).to_series()
    first, second = (
        pl.select(
            pl.coalesce(
                [_sexes(both[which].set(parted & both["second"].is_null(), None)) for both in told]
            )
        ).to_series()
        for which in ("first", "second")
    )
    other = second.replace_strict({"男": "女", "女": "男"}, default=None)
    return pl.select(
        pl.when(first.is_null()).then(other).when(second.is_null() | (first != second)).then(first)
    ).to_series()


@frozen
class Both:
    """A column in which one cell tells of both spouses."""

    heading: str
    words: str
    """What it tells of each."""

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
        for both in self.columns.values():
            notes.add("IN194", heading=both.heading, order=order)
        for batch in self.source.batches(notes):
            yield evolve(batch, frame=self._parted(batch.frame), dittos=None)

    def first_of(self, rows: Sequence[Row]) -> list[str | None]:
        """男 or 女: whom each of *rows* tells of first, as far as it tells."""
        return _named_first(list(self._told(self._frame(rows)).values())).to_list()

    def _frame(self, rows: Sequence[Row]) -> pl.DataFrame:
        schema = dict.fromkeys(column_names(self.source.width), pl.String)
        return pl.DataFrame(rows, schema=schema, orient="row")

    def _told(self, frame: pl.DataFrame) -> dict[int, pl.DataFrame]:
        """What each of the columns tells of both persons."""
        return {at: _both(frame[f"c{at}"]) for at in self.columns}

    def _parted(self, frame: pl.DataFrame) -> pl.DataFrame:
        told = self._told(frame)
        usual = "女" if self.wife_first else "男"
        wife_first = _named_first(list(told.values())).fill_null(usual) == "女"
        cells: dict[str, pl.Series] = {}
        for count, (at, column) in enumerate(self.columns.items()):
            again = (frame[f"c{at}"] == column.heading).fill_null(value=False)
            first, second = (
                told[at][which].str.replace(_WHOSE, "").str.replace(_OF_AGE, "$2")
                for which in ("first", "second")
            )
            husband, wife = column.headings
            hers = wife_first.zip_with(
                second.is_not_null() | (sex := _sexes(first)).is_null(), sex == "女"
            )
            cells[f"c{at}"] = second.zip_with(hers, first).set(again, husband)
            cells[f"c{self.source.width + count}"] = first.zip_with(hers, second).set(again, wife)
        for count, behind in enumerate(self.behind, self.source.width + len(self.columns)):
            title = _act_last(frame[f"c{behind.place}"])
            again = (frame[f"c{behind.place}"] == self.columns[behind.place].heading).fill_null(
                value=False
            )
            cells[f"c{count}"] = title.str.extract(behind.pattern).set(again, behind.heading)
        return frame.with_columns(**cells)
