"""What people do to a workbook besides filling in the yellow columns: nothing of it is passed over in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest

from minzheng_core.errors import InputError
from minzheng_core.registries import marriage
from minzheng_core.reports.decisions.apply import apply_workbook
from minzheng_core.reports.exchange_offers import SWAP
from minzheng_core.reports.run_files import WORKBOOK
from tests.reports.conftest import (
    CERTIFICATE,
    COUPLE,
    HEADINGS,
    HUSBANDS,
    NUMBER,
    ON,
    PLACE,
    rows,
    wrong,
)
from tests.reports.decisions.outcome import DAY, final, returned

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reports.conftest import Fill

STANDING = "现值\n（未采用的按原文）"


def test_a_sheet_that_was_renamed_is_read(run: Path, fill: Fill) -> None:
    fill(run / WORKBOOK, {NUMBER: {"决定": "维持原文"}})
    book = openpyxl.load_workbook(run / WORKBOOK)
    book["待核"].title = "张三"
    book.save(run / WORKBOOK)
    assert apply_workbook(run / WORKBOOK, by="王五", on=DAY).taken == 1


def _with_copy(run: Path, **cells: str) -> None:
    """A copy of the sheet in the same workbook, with *cells* on the line of NUMBER."""
    book = openpyxl.load_workbook(run / WORKBOOK)
    copy = book.copy_worksheet(book["待核"])
    columns = {cell.value: cell.column for cell in copy[1]}
    (line,) = [
        row
        for row in range(2, copy.max_row + 1)
        if NUMBER in (copy.cell(row, columns["问题编号"]).value or "")
    ]
    for heading, text in cells.items():
        copy.cell(line, columns[heading]).value = text
    book.save(run / WORKBOOK)


def test_a_copy_of_the_sheet_that_was_filled_in_is_read_too(run: Path, fill: Fill) -> None:
    fill(run / WORKBOOK, {PLACE: {"决定": "维持原文"}})
    _with_copy(run, 决定="维持原文")
    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert (outcome.lines, outcome.refused) == (2, 0), "the copy says the same of the place again"
    assert final(run)["husband_id_number"][0] == wrong(HUSBANDS[0])


def test_copies_that_contradict_each_other_are_both_returned(run: Path, fill: Fill) -> None:
    fill(run / WORKBOOK, {NUMBER: {"决定": "填写", "填写值": HUSBANDS[0]}})
    _with_copy(run, 决定="维持原文", 填写值="")
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    lines = openpyxl.load_workbook(next((run / "final").glob("退回清单_*.xlsx"))).active
    told = [(row[0], row[6]) for row in lines.iter_rows(min_row=2, values_only=True)]
    assert ("待核", "IN414") in told
    assert ("待核 Copy", "IN414") in told


@pytest.mark.parametrize(
    ("question", "answer", "code"),
    [
        (NUMBER, {STANDING: HUSBANDS[0]}, "IN424"),
        (NUMBER, {STANDING: HUSBANDS[0], "决定": "维持原文"}, "IN424"),
        (COUPLE, {STANDING: HUSBANDS[0]}, "IN424"),
        (NUMBER, {"候选": HUSBANDS[5]}, "IN425"),
        (PLACE, {"候选": "江西省兴国县潋江镇"}, "IN425"),
        (NUMBER, {"备注": "采用候选"}, "IN426"),
        (NUMBER, {"候选": " 维持 原文"}, "IN426"),
        (CERTIFICATE, {"所指行": "无法确定"}, "IN426"),
    ],
)
def test_what_is_written_beside_the_decision_is_returned(
    run: Path, fill: Fill, question: str, answer: dict[str, str | int], code: str
) -> None:
    fill(run / WORKBOOK, {question: answer})
    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert list(returned(run).values()) == [code]
    assert (outcome.taken, outcome.refused) == (0, 1)
    assert final(run).equals(pl.read_parquet(run / "records.parquet"))


def test_a_value_given_holds_though_the_standing_one_was_changed_as_well(
    run: Path, fill: Fill
) -> None:
    said: dict[str, str | int] = {STANDING: HUSBANDS[0], "决定": "填写", "填写值": HUSBANDS[0]}
    fill(run / WORKBOOK, {NUMBER: said})
    assert apply_workbook(run / WORKBOOK, by="王五", on=DAY).refused == 0
    assert final(run)["husband_id_number"][0] == HUSBANDS[0]


def test_a_remark_alone_is_counted_and_not_returned(run: Path, fill: Fill) -> None:
    fill(run / WORKBOOK, {NUMBER: {"备注": "明天去查档"}, PLACE: {"备注": "问老张"}})
    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert (outcome.taken, outcome.refused, outcome.noted) == (0, 0, 2)
    assert "2 行只写了备注" in outcome.describe()


@pytest.mark.parametrize("word", ["不用改", "原文正确", "保留原值"])
def test_words_for_keeping_are_understood(run: Path, fill: Fill, word: str) -> None:
    fill(run / WORKBOOK, {NUMBER: {"决定": word}})
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert final(run)["husband_id_number"][0] == wrong(HUSBANDS[0])


@pytest.mark.parametrize("word", ["查无此档", "没查到"])
def test_words_for_not_knowing_are_understood(run: Path, fill: Fill, word: str) -> None:
    fill(run / WORKBOOK, {NUMBER: {"决定": word}})
    assert apply_workbook(run / WORKBOOK, by="王五", on=DAY).deferred == 1


def _said_again(run: Path, part: str, answer: dict[str, str]) -> None:
    """The line of a question once more below the others, answered otherwise."""
    book = openpyxl.load_workbook(run / WORKBOOK)
    sheet = book["待核"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in list(sheet.iter_rows(min_row=2)):
        if part in (row[columns["问题编号"] - 1].value or ""):
            sheet.append([cell.value for cell in row])
    for heading, text in answer.items():
        sheet.cell(sheet.max_row, columns[heading]).value = text
    book.save(run / WORKBOOK)


def test_an_exchange_and_its_refusal_contradict_each_other(run: Path, fill: Fill) -> None:
    fill(run / WORKBOOK, {COUPLE: {"决定": "采用候选", "候选": SWAP}})
    _said_again(run, COUPLE, {"决定": "维持原文"})
    assert apply_workbook(run / WORKBOOK, by="王五", on=DAY).taken == 0
    assert list(returned(run).values()) == ["IN414", "IN414"]


def test_one_record_is_decided_and_the_rest_of_the_question_kept(run: Path, fill: Fill) -> None:
    value: dict[str, str | int] = {
        "决定": "填写",
        "填写值": "J360732-2012-000003",
        "所指行": "档案.csv 第4行 证件字号",
    }
    fill(run / WORKBOOK, {CERTIFICATE: value})
    _said_again(run, CERTIFICATE, {"决定": "维持原文", "填写值": "", "所指行": ""})
    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert (outcome.lines, outcome.taken, outcome.refused) == (2, 2, 0)
    assert final(run)["certificate_number"][2] == "J360732-2012-000003"


@pytest.mark.parametrize("heading", ["决定", "问题编号"])
def test_the_columns_that_are_gone_are_named(run: Path, heading: str) -> None:
    book = openpyxl.load_workbook(run / WORKBOOK)
    sheet = book["待核"]
    (place,) = [cell.column for cell in sheet[1] if cell.value == heading]
    sheet.cell(1, place).value = f"{heading}（必填）"
    book.save(run / WORKBOOK)
    with pytest.raises(InputError, match=heading) as caught:
        apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert caught.value.code == "IN405"


def test_new_doubts_are_told_with_their_file_where_there_are_several(
    tmp_path: Path, fill: Fill
) -> None:
    paths = [tmp_path / name for name in ("甲.csv", "乙.csv")]
    for at, path in enumerate(paths):
        lines = [HEADINGS, *(",".join(row) for row in rows()[: 12 - at])]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run = marriage.clean([str(path) for path in paths], county="360732", on=ON).save(
        tmp_path / "结果"
    )
    fill(
        run / WORKBOOK, {"甲.csv||11|husband_birth_date": {"决定": "填写", "填写值": "2001-02-03"}}
    )
    told = apply_workbook(run / WORKBOOK, by="王五", on=DAY).examples
    assert "甲.csv 第11行" in told
