"""Registers of one kind of act: 离婚登记 in the name of the sheet, 补发日期 above a column. Where no column says
what each record is, the table does, and every row gets it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define, field

from minzheng_core.extras import require
from minzheng_core.reading.recognition.headings import read_heading
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from minzheng_core.reading.mapping import SheetMapping
    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_ACT = re.compile(
    "(?P<again>[补换][发领])(?P<of>结婚|离婚)?|(?P<paper>结婚|离婚)证[书件]?(?P<again_after>[补换][发领])"
    "|(?P<revoked>撤销)(?:结婚|婚姻)?|(?P<act>离婚|结婚|复婚)"
)
_MARRIED = "结婚"
_REMARK = re.compile("[不除含请須须注說说:：。；;]|包括")
_LONGEST = 40


def act_of(text: str) -> str | None:
    """The one kind of act that *text* names; none where it names several, or leaves open which.

    >>> act_of("1995年離婚登记花名册"), act_of("补领结婚证"), act_of("撤销婚姻登记")
    ('离婚', '补发结婚证', '撤销')
    >>> act_of("结婚、离婚登记"), act_of("补发婚姻登记证"), act_of("婚姻登记")
    (None, None, None)
    """
    found = {_named(match) for match in _ACT.finditer(read_heading(text).squeezed)}
    return found.pop() if len(found) == 1 else None


def _named(match: re.Match[str]) -> str | None:
    if match["again"] or match["again_after"]:
        paper = match["of"] or match["paper"]
        return f"补发{paper}证" if paper else None
    return match["revoked"] or match["act"].replace("复婚", _MARRIED)


@define
class Acts:
    """Writes into the rows of one table what its name, title or headings say that they are."""

    fields: Sequence[FieldSpec]
    mapping: SheetMapping
    notes: NoteBook
    titles: Sequence[str] = ()
    _column: str | None = field(init=False)
    _act: str | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        kinds = {spec.name: spec.kind for spec in self.fields if spec.earlier_of is None}
        types = (name for name, kind in kinds.items() if kind is FieldKind.BUSINESS_TYPE)
        self._column = next(types, None)
        said = {act_of(text) for text in (self.mapping.sheet, *self.titles) if _names(text)}
        for column in self.mapping.columns:
            kind = kinds.get(column.field or "")
            act = act_of(column.heading)
            # 结婚证号 stands above the number in any register.
            if kind is FieldKind.EVENT_DATE or (
                kind is FieldKind.CERTIFICATE_NUMBER and act != _MARRIED
            ):
                said.add(act)
        said.discard(None)
        self._act = said.pop() if len(said) == 1 else None

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table, with the kind of act where the table says a later one.

        A marriage is what a record is that says nothing else; it is not written.
        """
        if self._column is None or self._act in {None, _MARRIED} or not frame.height:
            return frame
        polars = require("polars", "archive")
        if self._column in frame.columns:
            return frame
        self.notes.add("IN186", act=self._act)
        return frame.with_columns(polars.lit(self._act, polars.String).alias(self._column))


def _names(text: str) -> bool:
    """Whether *text* is the name of a register, rather than a remark on what stands in it."""
    return len(text) <= _LONGEST and _REMARK.search(text) is None
