"""One look through the bytes of a slice misses nothing that a look at every cell would find."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from minzheng_core.reading.ditto_marks import SIGN_OR_WORD
from minzheng_core.reading.files import delimited, slice_look
from minzheng_core.reading.files.cells import tidy
from minzheng_core.reading.files.encoding import Encoding
from minzheng_core.reading.files.slice_bytes import line_ends
from minzheng_core.reading.files.slice_look import look


@settings(max_examples=2000)
@example(['"', "\t", '"', "d"], "\t")
@example(['"', "\n", '"', '"', "\n", '"'], ",")
@example(['"', "d", "d", '"'], ",")
@example(["-", "'", "'"], ",")
@example(["—", ",", ",", "—"], "\t")
@given(
    st.lists(
        st.sampled_from('dddd\n\n"" \t\r#\x0b\x1c\x85\xa0\u2003\u3000x张')
        | st.sampled_from("dd\n\"同仝上前(（)-—－〃″＂“”々〝„′‘’，、',中吴 \u3000"),
        max_size=14,
    ),
    st.sampled_from(",\t;|，"),
)
def test_no_blank_field_error_or_ditto_is_overlooked(signs, delimiter) -> None:
    """What a look through the text takes for tidy, a look at every cell finds tidy as well."""
    text = "".join(signs).replace("d", delimiter) + "\n"
    source = delimited.DelimitedSource(Path("档案.csv"), Encoding("utf-8"), delimiter, 3)
    piece = _text(line_ends(text.encode()))
    seen = look(piece.utf8, delimiter)
    parsed = source._records(piece, seen)
    if not seen.untidy:
        assert tidy(parsed.frame)[0].equals(parsed.frame)
    if parsed.dittos is not None:
        cells = parsed.frame.select(pl.all().str.contains(SIGN_OR_WORD).any())
        held = {at for at, found in enumerate(cells.row(0)) if found}
        assert held <= parsed.dittos


def test_a_ditto_is_seen_wherever_the_blocks_of_a_look_meet(monkeypatch) -> None:
    monkeypatch.setattr(slice_look, "BLOCK", 64)
    for before in range(130):
        text = f'甲,{"x" * before},同上,吴中\n乙,（上同）,丙,中\n丁,"a,b",c,-—〃—\n'
        seen = look(text.encode(), ",")
        assert (seen.lines, seen.separators, len(seen.quotes)) == (3, 10, 2)
        assert seen.dittos is None  # one stands behind quotes
        assert look(text.replace('"', "").encode(), ",").dittos == {1, 2, 4}


def test_a_mark_beside_other_text_is_seen_wherever_the_blocks_of_a_look_meet(monkeypatch) -> None:
    monkeypatch.setattr(slice_look, "BLOCK", 64)
    for mark in "〃″〞":
        for before in range(130):
            text = f"甲,{'x' * before},{mark}枫林大队,吴中、二〇〇五年\n"
            assert look(text.encode(), ",").dittos is None
            assert look(text.replace(mark, "").encode(), ",").dittos == frozenset()


def test_of_many_doubtful_cells_any_may_be_a_ditto() -> None:
    text = "同心县,1985\n" * (slice_look.FEW + 1)
    assert look(text.encode(), ",").dittos is None
    assert look(text.encode()[: 20 * slice_look.FEW // 4], ",").dittos == frozenset()


def test_tidy_text_is_not_looked_at_cell_by_cell(monkeypatch) -> None:
    monkeypatch.delattr(delimited, "tidy")
    for delimiter in ",\t;|，":
        text = "甲,乙,,\r\n张 三,,1985 - 1,丙\r\n".replace(",", delimiter)
        source = delimited.DelimitedSource(Path("档案.csv"), Encoding("utf-8"), delimiter, 4)
        assert source._parsed(_text(text.encode())).frame.height == 2


def _text(piece: bytes) -> delimited._Text:
    return delimited._Text(piece, 0, ())
