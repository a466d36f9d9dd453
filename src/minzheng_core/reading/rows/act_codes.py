"""Kinds of acts that a county's own system writes as codes: 1, 2, 3. What they stand for, the certificate numbers tell.

That is believed where each code has numbers of one kind only, and no two codes the same kind: in a register of
divorces the numbers may be those of the marriages that ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.columns.certificates import parse
from minzheng_core.schema import FieldKind
from minzheng_core.values.certificates.forms import BUSINESS_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_CODE = r"^\s*(?:[0-9]{1,2}|[A-Za-z])(?:\.0)?\s*$"
_ALIKE = 0.95
"""Share of the numbers of a code that are of its kind; the others are slips."""
_FEWEST = 2
"""Codes that must be told apart."""


@define
class ActCodes:
    """Writes out the codes of one table, piece by piece; the first piece tells what they stand for."""

    fields: Sequence[FieldSpec]
    notes: NoteBook
    _meanings: dict[str, str] | None = field(default=None, init=False)

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table, with the national code of each act that is told."""
        act, number = (
            next((f.name for f in self.fields if f.kind is kind and not f.earlier_of), "")
            for kind in (FieldKind.BUSINESS_TYPE, FieldKind.CERTIFICATE_NUMBER)
        )
        if act not in frame.columns or number not in frame.columns:
            return frame
        if self._meanings is None:
            self._meanings = _meanings(frame[act], frame[number])
            if self._meanings:
                told = "、".join(f"{code} {meant}" for code, meant in self._meanings.items())
                self.notes.add("IN251", told=told)
        code = pl.col(act).str.strip_chars()
        return frame.with_columns(
            pl.coalesce(code.replace_strict(self._meanings, default=None), act).alias(act)
            if self._meanings
            else pl.col(act)
        )


def _meanings(codes: pl.Series, numbers: pl.Series) -> dict[str, str]:
    """The code of the national table that each of *codes* stands for; nothing where not all are told apart.

    >>> _meanings(pl.Series(["1", "2", "1"]), pl.Series(["兴结字第1号", "兴离字第1号", "兴结字第2号"]))
    {'1': 'IA', '2': 'IB'}
    >>> _meanings(pl.Series(["1", "2"]), pl.Series(["兴结字第1号", "兴结字第2号"]))
    {}
    """
    if not codes.drop_nulls().str.contains(_CODE).all():
        return {}
    kinds = {kind: next(iter(types)) for kind, types in BUSINESS_TYPES.items() if len(types) == 1}
    acts = parse(numbers)["act"].cast(pl.String).replace_strict(kinds, default=None)
    told = pl.DataFrame({"code": codes.str.strip_chars(), "act": acts}).drop_nulls()
    found: dict[str, str] = {}
    for (code,), rows in told.group_by("code", maintain_order=True):
        act, count = rows["act"].value_counts(sort=True).row(0)
        if count < _ALIKE * rows.height:
            return {}
        found[str(code)] = act
    apart = len(set(found.values())) == len(found) >= _FEWEST
    return dict(sorted(found.items())) if apart else {}
