"""The clerk's workbook: one line per question, safe text, drop-downs, the same bytes again."""

from __future__ import annotations

import errno
import re
import tempfile
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest
from attrs import evolve

from minzheng_core.errors import OutputError
from minzheng_core.processing.parts import Parts
from minzheng_core.reports.cell_text import CUT, LONGEST, cell_text
from minzheng_core.reports.exchange_offers import SWAP
from minzheng_core.reports.question_lines import ALL, question_lines
from minzheng_core.reports.workbook.layout import (
    CANDIDATE,
    COLUMNS,
    DECISION,
    GAP_SHEET,
    HIDDEN,
    LIST_SHEET,
    NUMBER,
    QUESTION,
    QUESTION_SHEET,
    SOURCE_SHEET,
    VALUE,
    WHICH,
    Choice,
    at,
)
from minzheng_core.reports.workbook.volumes import volumes, write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from minzheng_core.cleaning import CleanResult
    from minzheng_core.reports.question_lines import QuestionLine
    from minzheng_core.reports.workbook.layout import Column


@pytest.fixture
def book(result: CleanResult, tmp_path: Path) -> Workbook:
    write_workbook(result, tmp_path / "w.xlsx")
    return openpyxl.load_workbook(tmp_path / "w.xlsx")


def test_each_question_has_one_line_and_the_most_important_stands_first(
    result: CleanResult, book: Workbook
) -> None:
    sheet = book[QUESTION_SHEET]

    named = [sheet.cell(row, at(HIDDEN[0]) + 1).value for row in range(2, sheet.max_row + 1)]

    assert named == result.questions["question"].to_list()
    assert result.questions["priority"].is_sorted(descending=True)


def test_what_concerns_several_cells_is_asked_once(result: CleanResult) -> None:
    shared = {
        (tuple(q["codes"]), len(q["rows"]))
        for q in result.questions.iter_rows(named=True)
        if len(q["rows"]) > 1
    }

    assert shared == {(("MR301",), 2), (("MF301",), 2), (("DV201",), 2)}


def test_no_cell_of_any_sheet_is_a_formula(book: Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells} <= {"s", "n"}
    texts = {cell.value for cell in cells}
    assert {"=HYPERLINK(1)", "@SUM(A1)", "=2+3无此地方□"} <= texts


def test_identity_numbers_are_text_in_text_cells(book: Workbook) -> None:
    for name in (QUESTION_SHEET, SOURCE_SHEET):
        for row in book[name].iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str) and cell.value[:17].isdigit():
                    assert (cell.data_type, cell.number_format) == ("s", "@")


def _offered(book: Workbook, column: Column, number: object) -> list[str]:
    """What the drop-down of a column offers in the row of question *number*."""
    sheet = book[QUESTION_SHEET]
    letter = openpyxl.utils.get_column_letter(at(column) + 1)
    whole = f"{letter}2:{letter}{sheet.max_row}"
    (told,) = [v for v in sheet.data_validations.dataValidation if str(v.sqref) == whole]
    place = re.fullmatch(
        rf"OFFSET\({LIST_SHEET}!\$A\$1,\$A2-1,(\d+),1,MAX\(1,COUNTA\("
        rf"OFFSET\({LIST_SHEET}!\$A\$1,\$A2-1,(\d+),1,(\d+)\)\)\)\)",
        told.formula1,
    )
    assert place
    assert place[1] == place[2]
    start, width = int(place[1]), int(place[3])
    cells = next(book[LIST_SHEET].iter_rows(min_row=int(str(number)), max_row=int(str(number))))
    return [str(c.value) for c in cells[start : start + width] if c.value is not None]


def test_candidates_are_drop_downs_that_follow_a_question_when_rows_are_sorted(
    book: Workbook, result: CleanResult
) -> None:
    lines = {line.question: line for line in question_lines(result)}
    assert any(line.candidates for line in lines.values())
    assert any(len(line.members) > 1 for line in lines.values())
    for row in book[QUESTION_SHEET].iter_rows(min_row=2):
        line, number = lines[str(row[at(QUESTION)].value)], row[at(NUMBER)].value
        assert _offered(book, CANDIDATE, number) == list(line.candidates)
        assert _offered(book, VALUE, number) == list(line.candidates)
        named = [ALL, *line.members] if line.members and line.item else []
        assert _offered(book, WHICH, number) == named


def test_questions_are_numbered_by_numbers_so_that_sorting_brings_back_their_order(
    book: Workbook,
) -> None:
    rows = book[QUESTION_SHEET].iter_rows(min_row=2)
    assert [row[at(NUMBER)].value for row in rows] == list(range(1, book[QUESTION_SHEET].max_row))


def test_decisions_are_a_drop_down(book: Workbook) -> None:
    sheet = book[QUESTION_SHEET]
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    decision = openpyxl.utils.get_column_letter(at(DECISION) + 1)
    assert lists[f"{decision}2:{decision}{sheet.max_row}"] == f'"{",".join(Choice)}"'


def test_a_candidate_is_written_in_only_where_it_is_clearly_the_best(result: CleanResult) -> None:
    """A person must not take one of several even guesses by a click on “采用候选”."""
    asked = result.candidates.join(result.questions, on=["row", "field"], how="semi")
    first = asked.sort("row", "rank").row(0, named=True)

    def shown(score: float) -> QuestionLine:
        candidates = result.candidates.with_columns(score=pl.lit(score))
        lines = question_lines(evolve(result, candidates=candidates))
        return next(q for q in lines if q.cells == ((first["row"], first["field"]),))

    assert shown(0.9).preset == first["value"]
    assert shown(0.3).preset == ""
    assert shown(0.3).candidates == shown(0.9).candidates


def test_a_swapped_couple_is_offered_the_exchange_of_both_numbers(result: CleanResult) -> None:
    couple = next(q for q in question_lines(result) if "MR301" in q.codes)

    assert couple.candidates[0] == SWAP
    assert couple.current.count("\n") == 1


def test_questioned_cells_of_the_records_are_coloured_and_commented(book: Workbook) -> None:
    sheet = book[SOURCE_SHEET]
    commented = [cell for row in sheet.iter_rows() for cell in row if cell.comment]

    assert len(commented) == 8
    assert all(cell.fill.fgColor.rgb not in {"00000000", None} for cell in commented)


def test_headings_are_frozen_filtered_and_repeated_in_print(book: Workbook) -> None:
    sheet = book[QUESTION_SHEET]

    assert [cell.value for cell in sheet[1]] == [column.heading for column in COLUMNS]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref
    assert sheet.print_title_rows == "$1:$1"
    hidden = sheet.column_dimensions[openpyxl.utils.get_column_letter(at(HIDDEN[0]) + 1)]
    assert (hidden.hidden, hidden.max) == (True, at(HIDDEN[-1]) + 1)


def test_two_runs_write_the_same_bytes(result: CleanResult, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(result, tmp_path / name)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_many_questions_go_into_numbered_workbooks(result: CleanResult, tmp_path: Path) -> None:
    paths = write_workbook(result, tmp_path / "核查工作簿.xlsx", lines=2)

    assert [path.name for path in paths] == [
        "核查工作簿.xlsx", "核查工作簿-2.xlsx", "核查工作簿-3.xlsx",
    ]  # fmt: skip
    counts = [openpyxl.load_workbook(path)[QUESTION_SHEET].max_row - 1 for path in paths]
    assert counts == [2, 2, 1]


def test_numbered_workbooks_belong_to_the_run_and_each_is_guarded(
    result: CleanResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volumes, "__kwdefaults__", {"lines": 2})
    out = result.save(tmp_path / "结果")
    assert {path.name for path in out.glob("核查工作簿*")} == {
        "核查工作簿.xlsx", "核查工作簿-2.xlsx", "核查工作簿-3.xlsx",
    }  # fmt: skip
    result.save(out)

    (out / "核查工作簿-2.xlsx").write_bytes(b"filled in")
    with pytest.raises(OutputError) as caught:
        result.save(out)
    assert caught.value.code == "IN305"


def test_gaps_are_named_in_words(result: CleanResult, tmp_path: Path) -> None:
    gap = {"series": "室编卷号", "group": "2005 · IB", "first_missing": 3, "last_missing": 4,
           "count": 2, "likely": "缺档", "row_before": 0, "row_after": 1}  # fmt: skip
    gaps = pl.DataFrame([gap], schema=result.gaps.schema)
    write_workbook(evolve(result, gaps=gaps), tmp_path / "w.xlsx")

    line = next(openpyxl.load_workbook(tmp_path / "w.xlsx")[GAP_SHEET].iter_rows(min_row=2))

    assert [cell.value for cell in line[:6]] == ["室编卷号", "2005 · 离婚登记", 3, 4, 2, "缺档"]


def test_a_run_without_questions_still_gives_a_workbook(
    result: CleanResult, tmp_path: Path
) -> None:
    empty = evolve(
        result,
        record_parts=Parts.of(result.records.clear().with_row_index("row")),
        change_parts=Parts.of(result.changes.clear()),
        finding_parts=Parts.of(result.findings.clear()),
        **{name: getattr(result, name).clear() for name in ("candidates", "questions", "gaps")},
    )

    (path,) = write_workbook(empty, tmp_path / "w.xlsx")

    assert openpyxl.load_workbook(path)[QUESTION_SHEET].max_row == 1


def test_text_that_a_workbook_cannot_hold_is_cut_or_replaced() -> None:
    long = cell_text("长" * 40_000)

    assert (len(long), long.endswith(CUT)) == (LONGEST + len(CUT), True)
    assert len(long) < 32_767
    assert cell_text("a\x00\x1f\ufffeb\r\nc") == "a□□□b\nc"


def test_what_a_workbook_sets_aside_goes_with_the_directory_that_is_never_finished(
    result: CleanResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cells are names and numbers of people: none may stay behind in a directory for temporary files."""
    aside = tmp_path / "temporary"
    aside.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(aside))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("minzheng_core.reports.workbook.volumes.write_counts", full)

    with pytest.raises(OutputError) as caught:
        result.save(tmp_path / "out")

    assert caught.value.code == "IN302"
    assert list(aside.iterdir()) == []
    assert list(tmp_path.iterdir()) == [aside]
