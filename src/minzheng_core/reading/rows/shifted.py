"""Rows whose cells stand one column beside their own, from somewhere on to the end of the row or to a blank column.

That happens when a row is pasted with one blank cell too many or too few. The form of the cells shows
it: a number under 姓名, an address under 身份证号. A row is put right only where taking one blank out, or
putting one in, leaves no cell under a heading that it does not fit, and no other such change does as
well.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.reading.recognition.content import begins_like_a_name
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Row = list[str | None]

_HAN = r"[\u3400-\u9fff]"
_PLACE = r"[\u3400-\u9fff]{2}(?:[省市县区旗州盟镇乡村街组社队]|公社|大队)"
_LONG = r"(?:[0-9０-９][\s-]*){12}"
_DAY = r"(?:[0-9]{2}|[0-9]{4})\s*[.．/／年、-]\s*[0-9]{1,2}\s*[.．/／月、-]"
_NAME = re.compile(rf"{_HAN}{{2,4}}|{_HAN}+(?:[·•・．.]{_HAN}+)+")
_LOOKS = {
    FieldKind.ID_NUMBER: f"{_PLACE}|{_DAY}|^{_HAN}{{2,4}}$",
    FieldKind.PERSON_NAME: f"{_PLACE}|[0-9０-９]{{4}}",
    FieldKind.BIRTH_DATE: f"{_PLACE}|{_LONG}|^{_HAN}{{2,4}}$",
    FieldKind.DOMICILE: f"{_LONG}|{_DAY}",
}
"""What makes a cell worth a closer look, for both engines."""
_LEAST = 2
"""So many cells must stand under a heading that they do not fit, and as many more must fit afterwards."""


def put_right(
    frame: pl.DataFrame, kinds: Sequence[FieldKind | None]
) -> tuple[pl.DataFrame, list[int]]:
    """*frame* of raw columns ``c0``, ``c1`` … of these *kinds*, the cells of shifted rows under their own
    headings; and the positions of the rows.
    """
    columns = [f"c{at}" for at in range(len(kinds)) if f"c{at}" in frame.columns]
    looks = [
        pl.col(f"c{at}").str.contains(_LOOKS[kind]).fill_null(value=False)
        for at, kind in enumerate(kinds)
        if kind in _LOOKS and f"c{at}" in frame.columns
    ]
    if len(looks) < _LEAST or not frame.height:
        return frame, []
    # Of few rows one of the other cells is odd, and only of those the last one need be looked at.
    rows = frame.select((pl.sum_horizontal(looks[:-1]) >= _LEAST - 1).arg_true()).to_series()
    odd = frame.select(columns)[rows].select(pl.sum_horizontal(looks) >= _LEAST)
    rows = rows.filter(odd.to_series())
    if rows.is_empty():
        return frame, []
    found = {
        at: whole
        for at, cells in zip(rows.to_list(), frame[rows].select(columns).rows(), strict=True)
        if (whole := _put_right(list(cells), kinds)) is not None
    }
    if not found:
        return frame, []
    places = pl.Series(list(found), dtype=pl.UInt32)
    cells = {
        column: pl.Series([row[i] for row in found.values()], dtype=pl.String)
        for i, column in enumerate(columns)
    }
    put = [frame[column].clone().scatter(places, texts) for column, texts in cells.items()]
    return frame.with_columns(put), list(found)


def _put_right(cells: Row, kinds: Sequence[FieldKind | None]) -> Row | None:
    """The cells of one row under their own headings, where they stand elsewhere and one move puts them right."""
    right, wrong = _judged(cells, kinds)
    if wrong < _LEAST:
        return None
    fits, rows = _best(_moves(cells), kinds, right + _LEAST)
    # What stands behind a blank cell stays there only where it fits better so.
    _, parts = _best(_moves_up_to_a_blank(cells, kinds), kinds, fits + bool(rows))
    answers = parts or rows
    return answers[0] if len(answers) == 1 else None


def _best(
    moves: Iterator[Row], kinds: Sequence[FieldKind | None], least: int
) -> tuple[int, list[Row]]:
    """The different rows among *moves* that leave no cell wrong and most of them right, *least* at least; and how many."""
    answers: dict[tuple[str | None, ...], Row] = {}
    for moved in moves:
        fits, left = _judged(moved, kinds)
        if not left and fits >= least:
            answers = {} if fits > least else answers
            least, answers[tuple(moved)] = fits, moved
    return least, list(answers.values())


def _moves(cells: Row) -> Iterator[Row]:
    """The row with one blank taken out, or put in where its last cell is free."""
    for at, cell in enumerate(cells):
        if cell is None:
            yield [*cells[:at], *cells[at + 1 :], None]
    if cells[-1] is None:
        for at in range(len(cells)):
            yield [*cells[:at], None, *cells[at:-1]]


def _moves_up_to_a_blank(cells: Row, kinds: Sequence[FieldKind | None]) -> Iterator[Row]:
    """The row with the cells behind a blank moved over it, up to another blank or a column of no field, or with
    those before a blank moved into it.
    """
    blanks = [at for at, cell in enumerate(cells) if cell is None]
    lasts = {at - 1 for at in blanks} | {at for at, kind in enumerate(kinds) if kind is None}
    for at in blanks:
        for last in sorted(end for end in lasts if at < end < len(cells)):
            yield [*cells[:at], *cells[at + 1 : last + 1], None, *cells[last + 1 :]]
        for begin in range(at):
            yield [*cells[:begin], None, *cells[begin:at], *cells[at + 1 :]]


def _judged(cells: Row, kinds: Sequence[FieldKind | None]) -> tuple[int, int]:
    """How many cells fit their headings, and how many do not; most may be either."""
    said = [
        _fits(kind, cell) for kind, cell in zip(kinds, cells, strict=False) if kind and cell is not None
    ]  # fmt: skip
    return said.count(True), said.count(False)


@lru_cache(maxsize=4096)
def _fits(kind: FieldKind, cell: str) -> bool | None:
    """Whether a cell has the form of its kind, or plainly that of another; None where it is hard to say."""
    text = unicodedata.normalize("NFKC", cell).strip(" '\t\r\n")
    number, day, place = (re.search(form, text) is not None for form in (_LONG, _DAY, _PLACE))
    name = _NAME.fullmatch(text) is not None and not text.endswith("族")
    match kind:
        case FieldKind.ID_NUMBER:
            someone = name and begins_like_a_name(text)  # 不详 and 遗失 may stand there, too
            return number or (False if day or place or someone else None)
        case FieldKind.PERSON_NAME:
            return False if number or place or re.search("[0-9]{2}", text) else name or None
        case FieldKind.CERTIFICATE_NUMBER:
            return False if day or place or name else "字" in text or None
        case FieldKind.BIRTH_DATE | FieldKind.EVENT_DATE:
            if number or place or "字" in text:
                return False
            return True if day or re.search(r"[0-9]{2}|岁|[年月]", text) else None
        case FieldKind.DOMICILE:
            return False if number or day else place or None
        case FieldKind.ETHNICITY:
            return False if number or day or place else text.endswith("族") or None
        case FieldKind.SEX:
            return text in {"男", "女"} or (False if number or day or place else None)
        case _:
            return None
