"""Registers of one kind of act: 离婚登记 in the name of the sheet, 补发日期 above a column.

Where no column says what each record is, the table does. Every row gets the act of the table, except
those whose own certificate number is of another kind: a stray title says less than the number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.columns.certificates import parse
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.rows.told import SOURCE_ROW
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.mapping import SheetMapping
    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_ACT = re.compile(
    "(?P<either>(?<!团)结离婚|离结婚)|(?P<again>[补换][发领])(?P<of>结婚|离婚)?|(?P<paper>结婚|离婚)证[书件]?(?P<again_after>[补换][发领])"
    "|(?P<revoked>撤销)(?:结婚|婚姻)?|(?P<act>离婚|结婚|复婚)|(?P<series>[结离])字第"
)
_LATER = re.compile("离|[補补](?![录充全正])|换[发领]|撤|再婚")
"""Words of acts that follow a marriage; 补录 is only that the register was typed later."""
_MARRIED = "结婚"
_BEFORE = re.compile("[原旧]|[初首]次")
"""What a heading says of the act before; 结婚日期 beside 补领日期 may be of a register of marriages."""
_WEDDING = re.compile("结婚|主婚|证婚|介绍人|媒人")
"""Headings of a marriage: nobody introduces the parties of a divorce."""
_PINYIN = (("jh", _MARRIED), ("lh", "离婚"))
"""How headings of Latin letters begin that name an act: JHZH is 结婚证号."""
_ACT_OF_NUMBERS = {
    "结婚": ("结", "复", "婚"),
    "离婚": ("离", "婚"),
    "补发结婚证": ("补结", "补"),
    "补发离婚证": ("补离", "补"),
}
"""The kinds of certificate number that an act has, those that leave open which (婚) included; 撤销 has
none of its own.
"""
_TELLING = "[结結离離复復补補撤JLjlＪＬ]"
"""What a number that tells its act has."""
_YEAR = "((?:19|20)[0-9]{2})"
_REMARK = re.compile("[不除含須须注說说:：。；;]|(?<!申)[请請]|包括")
_LONGEST = 40


def act_of(text: str) -> str | None:
    """The one kind of act that *text* names; none where it names several, or leaves open which.

    >>> act_of("1995年離婚登记花名册"), act_of("补领结婚证"), act_of("撤销婚姻登记")
    ('离婚', '补发结婚证', '撤销')
    >>> act_of("结字第    号")
    '结婚'
    >>> act_of("结婚、离婚登记"), act_of("补发婚姻登记证"), act_of("婚姻登记"), act_of("结(离)婚证字号")
    (None, None, None, None)
    """
    found = {_named(match) for match in _ACT.finditer(read_heading(text).squeezed)}
    return found.pop() if len(found) == 1 else None


def _act_of_heading(heading: str, reason: str) -> str | None:
    """The act that the *heading* of a column names, in pinyin where it was recognised by that."""
    if reason != "initials":
        return act_of(heading)
    letters = read_heading(heading).squeezed
    return next((act for begin, act in _PINYIN if letters.startswith(begin)), None)


def _named(match: re.Match[str]) -> str | None:
    if match["either"]:  # 结(离)婚, 结/离婚
        return None
    if match["again"] or match["again_after"]:
        paper = match["of"] or match["paper"]
        return f"补发{paper}证" if paper else None
    if match["series"]:
        return f"{match['series']}婚"
    return match["revoked"] or match["act"].replace("复婚", _MARRIED)


@define
class Acts:
    """Writes into the rows of one table what its name, title or headings say that they are."""

    fields: Sequence[FieldSpec]
    mapping: SheetMapping
    notes: NoteBook
    titles: Sequence[str] = ()
    below: Sequence[tuple[int, str]] = ()
    """Titles among the rows so far, with the numbers of theirs: that of the next part of the table."""
    around: Sequence[str] = ()
    """What the file and its folders are called, the nearest first: they say it where the table does not."""
    _column: str | None = field(init=False)
    _act: str | None = field(init=False)
    _number: str | None = field(default=None, init=False)
    _event: str | None = field(default=None, init=False)
    _trusted: dict[str, bool] = field(factory=dict, init=False)
    """Whether most numbers that tell their act tell that of the table; none as long as none has been seen."""
    _of_marriage: bool = field(default=False, init=False)
    """Whether the heading of the numbers is 结婚证号: in a register of divorces that of the marriage before."""
    _by_heading: bool = field(default=False, init=False)
    """Whether only such a heading says what the records are: not where their numbers do."""

    def __attrs_post_init__(self) -> None:
        kinds = {spec.name: spec.kind for spec in self.fields if spec.earlier_of is None}
        types = (name for name, kind in kinds.items() if kind is FieldKind.BUSINESS_TYPE)
        self._column = next(types, None)
        named = {act_of(text) for text in (self.mapping.sheet, *self.titles) if _names(text)}
        said = set(named)
        for column in self.mapping.columns:
            kind = kinds.get(column.field or "")
            act = _act_of_heading(column.heading, column.reason)
            if kind is FieldKind.EVENT_DATE:
                self._event = column.field
                said.add(act)
            elif kind is FieldKind.CERTIFICATE_NUMBER:
                self._number, self._of_marriage = column.field, act == _MARRIED
                # 结婚证号 stands above the number in any register.
                said.add(None if self._of_marriage else act)
        said.discard(None)
        if not said:
            said.add(self._issued_again())
            said.discard(None)
        if not said:
            said.add(self._act_around())
            said.discard(None)
        if not said and self._of_a_wedding():
            said.add(_MARRIED)
            self._by_heading = True
        self._act = said.pop() if len(said) == 1 else None
        if self._act == _MARRIED and _MARRIED not in named and self._may_be_later_acts():
            # 结婚日期 stands above the date of a marriage in any register.
            self._act = None

    def _issued_again(self) -> str | None:
        """The act where the table says 补发 alone, and headings of the act before say of what: 原结婚日期."""
        columns = self.mapping.columns
        earlier = {spec.name for spec in self.fields if spec.earlier_of is not None}
        headings = [c.heading for c in columns if c.field == self._event]
        named = (_ACT.finditer(read_heading(text).squeezed) for text in (*self.titles, *headings))
        if not any(match["again"] for matches in named for match in matches):
            return None
        of_before = (c.heading for c in columns if c.field in earlier and _BEFORE.search(c.heading))
        before = {act_of(heading) for heading in of_before} - {None}
        return f"补发{before.pop()}证" if len(before) == 1 else None

    def _act_around(self) -> str | None:
        """The act in the nearest name of the file and its folders that has words of one."""
        for text in self.around:
            act = act_of(text) if _names(text) else None
            if act or _LATER.search(read_heading(text).squeezed):
                return act
        return None

    def _of_a_wedding(self) -> bool:
        """Whether a heading is of a marriage: 结婚证号, 介绍人."""
        headings = (read_heading(column.heading).squeezed for column in self.mapping.columns)
        return self._of_marriage or any(map(_WEDDING.search, headings))

    def _may_be_later_acts(self) -> bool:
        """Whether the table has another date, or says anywhere a word of the acts after a marriage."""
        events = {f.name for f in self.fields if f.kind is FieldKind.EVENT_DATE}
        dates = sum(column.field in events for column in self.mapping.columns)
        headings = (column.heading for column in self.mapping.columns)
        said = (self.mapping.file, self.mapping.sheet, *self.titles, *headings)
        return dates > 1 or any(_LATER.search(read_heading(text).squeezed) for text in said)

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table, with the kind of act where the table says it."""
        if self._column is None or self._act is None or not frame.height:
            return frame
        if self._column in frame.columns:
            return frame
        if self._by_heading and self._numbers_tell(frame):
            return frame
        said = self._said(frame)
        written = said.clear().extend_constant(None, frame.height)
        for act in said.unique().sort().to_list():
            rows = said == act
            part = frame.filter(rows)
            agrees = self._agreeing(part, act)
            known = agrees.drop_nulls()
            if act not in self._trusted and len(known):
                self._trusted[act] = 2 * int(known.sum()) >= len(known)
            given = agrees.fill_null(value=self._trusted.get(act, True))
            if given.any():
                self.notes.add("IN186", act=act)
            if not given.all():
                self.notes.add("IN190", act=act, rows=part[SOURCE_ROW].filter(~given).to_list())
            written = written.scatter(rows.arg_true().filter(given), act)
        return frame.with_columns(written.alias(self._column))

    def _numbers_tell(self, frame: pl.DataFrame) -> bool:
        """Whether most numbers of the table have a word or a letter of their act."""
        if self._number not in frame.columns:
            return False
        numbers = frame[self._number].drop_nulls()
        return 2 * int(numbers.str.contains(_TELLING).sum()) >= max(1, len(numbers))

    def _said(self, frame: pl.DataFrame) -> pl.Series:
        """The act of the last title above each row that names one, else that of the table."""
        named = {row: act for row, text in self.below if _names(text) and (act := act_of(text))}
        rows = frame[SOURCE_ROW].to_frame()
        titles = pl.DataFrame(
            {SOURCE_ROW: list(named), "act": list(named.values())},
            schema={SOURCE_ROW: rows.schema[SOURCE_ROW], "act": pl.String},
        )
        found = rows.join_asof(titles, on=SOURCE_ROW, check_sortedness=False)["act"]
        return found.fill_null(self._act)

    def _agreeing(self, frame: pl.DataFrame, act: str) -> pl.Series:
        """Whether each row's certificate number is of *act*; null where it does not tell.

        In a register of divorces it may be that of the marriage that ended, mostly one of an
        earlier year.
        """
        own = _ACT_OF_NUMBERS.get(act)
        if own is None or self._number not in frame.columns:
            return pl.repeat(None, frame.height, dtype=pl.Boolean, eager=True)
        dates = frame[self._event] if self._event in frame.columns else pl.Series([None])
        year = dates.cast(pl.String).str.extract(_YEAR).cast(pl.Int16)
        this_year = (pl.col("year") == year).fill_null(value=not self._of_marriage)
        agrees = pl.col("act").cast(pl.String).is_in(own)
        numbers = parse(frame[self._number]).select("act", "year")
        return numbers.select(pl.when(agrees | this_year).then(agrees)).to_series()


def _names(text: str) -> bool:
    """Whether *text* is the name of a register, rather than a remark on what stands in it."""
    return len(text) <= _LONGEST and _REMARK.search(text) is None
