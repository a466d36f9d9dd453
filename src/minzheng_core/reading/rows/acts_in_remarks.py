"""Registers that say in the remark of each row what kind of act it is: 结婚, 离婚, 补领结婚证.

A remark 离婚 beside others that are empty may as well say what became of a marriage, or what one of them was
before; so nearly every row has to say its act, and marriages by that word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.rows.told import SOURCE_ROW
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

REMARK = "remark"
_MARRIED = "结婚"
_MOST = 0.9
"""So large a share of the rows must say their act."""
_ACTS = {
    _MARRIED: re.compile("(?:结婚|[初再复]婚)(?:登记)?"),
    "离婚": re.compile("(?:协议)?离婚(?:登记)?"),
    "补发结婚证": re.compile("补[领发办]结婚(?:登记)?证?|结婚证?补[领发办]"),
    "补发离婚证": re.compile("补[领发办]离婚(?:登记)?证?|离婚证?补[领发办]"),
    "撤销": re.compile("撤销(?:结婚|婚姻)?(?:登记)?"),
}
_BY_ITS_WORD = r"^\s*结婚(?:登记)?\s*(?:$|[，,。；;、（(])"
_OF_A_PERSON = "未婚|丧偶|离异|离过"
"""What only the marital status of one of them is called."""
_CLAUSE = re.compile("[，,。；;、（(]")


@define
class ActsInRemarks:
    """Writes the acts that the remarks of one table say into its rows, piece by piece; the first piece tells."""

    fields: Sequence[FieldSpec]
    notes: NoteBook
    _tell: bool | None = field(default=None, init=False)

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
        types = (f.name for f in self.fields if f.kind is FieldKind.BUSINESS_TYPE)
        name = next(types, None)
        if name is None or name in frame.columns or REMARK not in frame.columns:
            return frame
        if self._tell is None:
            self._tell = _all_tell(frame[REMARK])
        if not self._tell:
            return frame
        acts = pl.Series(name, [said_act(cell) for cell in frame[REMARK]], dtype=pl.String)
        self.notes.add("IN260", rows=frame[SOURCE_ROW].filter(acts.is_not_null()).to_list())
        return frame.with_columns(acts)


def said_act(remark: str | None) -> str | None:
    """The act that a remark begins with, and says nothing else before the first pause.

    >>> said_act("补领结婚证，原1982年登记"), said_act("复婚"), said_act("离婚后复婚")
    ('补发结婚证', '结婚', None)
    """
    clause = _CLAUSE.split((remark or "").strip())[0].strip()
    return next((act for act, words in _ACTS.items() if words.fullmatch(clause)), None)


def _all_tell(remarks: pl.Series) -> bool:
    """Whether nearly all *remarks* say an act, those of marriages by that word."""
    if remarks.str.contains(_OF_A_PERSON).any() or not remarks.str.contains(_BY_ITS_WORD).any():
        return False
    told = [said_act(cell) for cell in remarks]
    return sum(act is not None for act in told) >= _MOST * len(told)
