"""What a person enters goes into the records as cleaning writes it, or comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minzheng_core.registries import marriage
from minzheng_core.reports.decisions.apply import apply_workbook
from minzheng_core.reports.run_files import WORKBOOK
from tests.reports.conftest import HUSBANDS, ON, WIVES
from tests.reports.decisions.outcome import DAY, final, returned

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reports.conftest import Fill

TYPE, AGE = "|2|business_type", "|2|husband_age"
LINE = {
    "登记日期": "2012-01-08",
    "业务类型": "结婚",
    "男方姓名": "赖文彬",
    "男方年龄": "年纪大",
    "男方身份证号": HUSBANDS[0],
    "女方姓名": "温秀英",
    "女方身份证号": WIVES[0],
    "备注": "作废",
}


def _run(folder: Path, without: str = "") -> Path:
    cells = {heading: text for heading, text in LINE.items() if heading != without}
    path = folder / "档案.csv"
    path.write_text(f"{','.join(cells)}\n{','.join(cells.values())}\n", encoding="utf-8")
    return marriage.clean(str(path), county="360732", on=ON).save(folder / "结果")


@pytest.mark.parametrize("without", ["", "业务类型"])
@pytest.mark.parametrize("said", ["撤销", "撤销婚姻", "ID"])
def test_a_business_type_goes_in_by_its_standard_label_and_code(
    tmp_path: Path, fill: Fill, said: str, without: str
) -> None:
    run = _run(tmp_path, without)
    fill(run / WORKBOOK, {TYPE: {"决定": "填写", "填写值": said}})
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    records = final(run)
    assert records.select("business_type", "business_type_code").rows() == [("撤销婚姻登记", "ID")]
    at = records.columns.index("registration_date")
    assert "business_type" in records.columns[at : at + 4]
    assert records.columns[-1] == "remark"


@pytest.mark.parametrize("written", ["年纪大", "廿几岁", "二十多", "成年"])
def test_an_age_that_is_kept_stays_as_it_was_written(
    tmp_path: Path, fill: Fill, written: str
) -> None:
    path = tmp_path / "档案.csv"
    cells = LINE | {"男方年龄": written}
    path.write_text(f"{','.join(cells)}\n{','.join(cells.values())}\n", encoding="utf-8")
    run = marriage.clean(str(path), county="360732", on=ON).save(tmp_path / "结果")
    fill(run / WORKBOOK, {AGE: {"决定": "维持原文"}})
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert final(run)["husband_age"].to_list() == [written]


@pytest.mark.parametrize("said", ["二十三", "23岁", 23])
def test_an_age_goes_in_as_a_number(tmp_path: Path, fill: Fill, said: str | int) -> None:
    run = _run(tmp_path)
    fill(run / WORKBOOK, {AGE: {"决定": "填写", "填写值": said}})
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert final(run)["husband_age"].to_list() == ["23"]


@pytest.mark.parametrize(("question", "said"), [(TYPE, "作废"), (AGE, "1960-07-16"), (AGE, "很大")])
def test_what_is_no_such_thing_comes_back(
    tmp_path: Path, fill: Fill, question: str, said: str
) -> None:
    run = _run(tmp_path)
    fill(run / WORKBOOK, {question: {"决定": "填写", "填写值": said}})
    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert (list(returned(run).values()), outcome.taken) == (["IN413"], 0)


def test_a_type_that_is_kept_needs_no_column(tmp_path: Path, fill: Fill) -> None:
    run = _run(tmp_path, "业务类型")
    fill(run / WORKBOOK, {TYPE: {"决定": "维持原文"}})
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert final(run)["business_type"].to_list() == [None]
