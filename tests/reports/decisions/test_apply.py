"""Decisions come back: taken, returned with a reason, or left open; nothing is lost."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import polars as pl
import pytest

from minzheng_core.cli import main
from minzheng_core.errors import CallError, InputError, OutputError
from minzheng_core.reports.decisions import final as writing
from minzheng_core.reports.decisions.apply import apply_workbook
from minzheng_core.reports.exchange_offers import SWAP
from minzheng_core.reports.run_files import WORKBOOK
from minzheng_core.reports.workbook.layout import QUESTION_SHEET
from minzheng_core.values.ids.id_number import IdNumber
from tests.reports.conftest import BIRTH, CERTIFICATE, COUPLE, HUSBANDS, NUMBER, PLACE, WIVES, wrong
from tests.reports.decisions.outcome import DAY, final, returned

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reports.conftest import Fill


def cells(run: Path) -> list[dict[str, Any]]:
    return pl.read_csv(run / "final" / "decisions.csv", infer_schema=False).to_dicts()


def test_every_kind_of_decision_reaches_the_final_records(run: Path, fill: Fill) -> None:
    fill(
        run / WORKBOOK,
        {
            NUMBER: {"决定": "填写", "填写值": HUSBANDS[0]},
            COUPLE: {"决定": "采用候选", "候选": SWAP},
            CERTIFICATE: {"决定": "维持原文"},
            PLACE: {"决定": "填写", "填写值": "江西省兴国县潋江镇"},
            BIRTH: {"决定": "无法确定", "备注": "等查档"},
        },
    )

    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    records = final(run)
    assert (outcome.refused, outcome.undecided, outcome.deferred) == (0, 0, 1)
    assert records["husband_id_number"][0] == HUSBANDS[0]
    assert records["husband_id_number_status"][0] == "decided"
    assert records["husband_birth_date"][0] == "1980-01-15"
    assert records["husband_birth_date_status"][0] == "filled"
    assert (records["husband_id_number"][1], records["wife_id_number"][1]) == (
        HUSBANDS[1], WIVES[1],
    )  # fmt: skip
    assert records["husband_division"][7] == records["husband_division"][8] == "360732"
    assert records["husband_birth_date"][9] is None
    assert "收回决定 5 行" in outcome.describe("zh")


def test_each_decision_is_a_change_with_who_and_when(run: Path, fill: Fill) -> None:
    fill(run / WORKBOOK, {NUMBER: {"决定": "填写", "填写值": HUSBANDS[0]}})
    before = pl.read_csv(run / "changes.csv").height

    apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    changes = pl.read_csv(run / "final" / "changes.csv", infer_schema=False)[before:]
    assert set(changes["step"]) == {"decision"}
    assert changes["evidence"][0] == "由王五决定（2026-12-01）：填写"


def test_a_number_with_a_wrong_check_digit_is_returned_unless_it_is_kept(
    run: Path, fill: Fill
) -> None:
    fill(run / WORKBOOK, {NUMBER: {"决定": "填写", "填写值": wrong(HUSBANDS[0])}})
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert returned(run) == {"2": "IN413"}
    assert final(run)["husband_id_number"][0] is None

    fill(run / WORKBOOK, {NUMBER: {"决定": "维持原文", "填写值": ""}})
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert returned(run) == {}
    assert final(run)["husband_id_number"][0] == wrong(HUSBANDS[0])
    assert final(run)["husband_id_division"][0] == HUSBANDS[0][:6]


def _rounded() -> tuple[int, str]:
    """A number, and what a workbook shows of it when it is stored as a number: another one, sound by chance."""
    for typed in range(362133196208010005, 362133196208019995, 10):
        shown = str(int(float(f"{typed:.16g}")))
        if shown != str(typed) and not IdNumber.parse(shown, on=DAY).findings:
            return typed, shown
    raise AssertionError


def test_a_number_stored_as_a_number_is_returned_though_what_is_left_of_it_looks_right(
    run: Path, fill: Fill
) -> None:
    typed, shown = _rounded()
    fill(run / WORKBOOK, {NUMBER: {"决定": "填写", "填写值": typed}})
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert returned(run) == {"2": "IN423"}
    assert final(run)["husband_id_number"][0] is None

    fill(run / WORKBOOK, {NUMBER: {"决定": "填写", "填写值": shown}})
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert returned(run) == {}
    assert final(run)["husband_id_number"][0] == shown


def test_it_is_returned_with_its_line_where_blank_rows_were_put_above_the_headings(
    run: Path, fill: Fill
) -> None:
    fill(run / WORKBOOK, {NUMBER: {"决定": "填写", "填写值": _rounded()[0]}})
    book = openpyxl.load_workbook(run / WORKBOOK)
    (line,) = [row[0].row for row in book[QUESTION_SHEET] if "填写" in [c.value for c in row]]
    book[QUESTION_SHEET].insert_rows(1, 3)
    book[QUESTION_SHEET].insert_cols(1)
    book.save(run / WORKBOOK)
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert returned(run) == {str(line + 3): "IN423"}


@pytest.mark.parametrize(
    ("question", "answer", "code"),
    [
        (NUMBER, {"决定": "填写", "填写值": ""}, "IN412"),
        (NUMBER, {"决定": "维持原文", "填写值": HUSBANDS[0]}, "IN422"),
        (NUMBER, {"决定": "无法确定", "填写值": HUSBANDS[0]}, "IN422"),
        (NUMBER, {"决定": "填写", "填写值": "3.62133E+17"}, "IN413"),
        (NUMBER, {"决定": "填写", "填写值": "不知道的"}, "IN413"),
        (BIRTH, {"决定": "填写", "填写值": "1980-02-31"}, "IN413"),
        (PLACE, {"决定": "填写", "填写值": "还是没有"}, "IN413"),
        (PLACE, {"决定": "填写", "填写值": "999999"}, "IN413"),
        (NUMBER, {"决定": "也许"}, "IN416"),
        (NUMBER, {"决定": "采用候选", "候选": HUSBANDS[5]}, "IN417"),
        (NUMBER, {"填写值": HUSBANDS[0]}, "IN418"),
        (CERTIFICATE, {"决定": "填写", "填写值": "J360732-2012-000003"}, "IN419"),
        (COUPLE, {"决定": "填写", "填写值": HUSBANDS[1]}, "IN419"),
        (NUMBER, {"决定": "维持原文", "批次": "0123456789abcdef"}, "IN415"),
        (NUMBER, {"决定": "维持原文", "问题编号": "档案.csv||99|office"}, "IN411"),
    ],
)
def test_an_answer_that_cannot_be_used_is_returned_with_its_reason(
    run: Path, fill: Fill, question: str, answer: dict[str, str], code: str
) -> None:
    fill(run / WORKBOOK, {question: answer})

    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    assert list(returned(run).values()) == [code]
    assert (outcome.taken, outcome.refused, outcome.undecided) == (0, 1, 5)
    assert final(run).equals(pl.read_parquet(run / "records.parquet"))


def test_a_value_for_one_of_several_records_goes_where_it_is_said(run: Path, fill: Fill) -> None:
    which = "档案.csv 第4行 证件字号"
    fill(
        run / WORKBOOK,
        {CERTIFICATE: {"决定": "填写", "填写值": "J360732-2012-000003", "所指行": which}},
    )

    apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    numbers = final(run)["certificate_number"].to_list()
    assert numbers[2:4] == ["J360732-2012-000003", "J360732-2012-000004"]


def test_decisions_that_two_people_take_back_at_once_are_all_kept(
    run: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = shutil.copyfile(run / WORKBOOK, run.parent / "另一本.xlsx")
    fill(run / WORKBOOK, {NUMBER: {"决定": "填写", "填写值": HUSBANDS[0]}})
    fill(other, {CERTIFICATE: {"决定": "维持原文"}})
    write = writing._with_decisions
    waiting = [other]

    def overtaken(*args: Any) -> Any:
        while waiting:
            apply_workbook(waiting.pop(), by="李四", directory=run, on=DAY)
        return write(*args)

    monkeypatch.setattr(writing, "_with_decisions", overtaken)

    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    assert {cell["by"] for cell in cells(run)} == {"王五", "李四"}
    assert outcome.taken == 1
    assert not [name for name in run.iterdir() if name.name.startswith(".")]


def test_decisions_that_are_always_overtaken_are_refused(
    run: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(run / WORKBOOK, {NUMBER: {"决定": "填写", "填写值": HUSBANDS[0]}})
    write = writing._with_decisions

    def overtaken(*args: Any) -> Any:
        shutil.rmtree(run / "final", ignore_errors=True)
        shutil.copytree(run, run / "final", ignore=shutil.ignore_patterns("final", ".*", "*.xlsx"))
        return write(*args)

    monkeypatch.setattr(writing, "_with_decisions", overtaken)

    with pytest.raises(OutputError, match="IN308"):
        apply_workbook(run / WORKBOOK, by="王五", on=DAY)


def test_returned_lines_are_set_aside_nowhere_else(
    run: Path, fill: Fill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(run / WORKBOOK, {NUMBER: {"决定": "填写"}})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))

    apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    assert len(returned(run)) == 1


def test_two_different_answers_to_one_question_are_both_returned(run: Path, fill: Fill) -> None:
    fill(run / WORKBOOK, {NUMBER: {"决定": "填写", "填写值": HUSBANDS[0]}})
    book = openpyxl.load_workbook(run / WORKBOOK)
    sheet = book["待核"]
    copied = [cell.value for cell in sheet[2]]
    copied[12] = HUSBANDS[1]
    sheet.append(copied)
    book.save(run / WORKBOOK)

    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    assert outcome.taken == 0
    assert set(returned(run).values()) == {"IN414"}
    assert len(returned(run)) == 2


@pytest.mark.parametrize(("value", "status"), [(HUSBANDS[0], 0), ("读不清", 10)])
def test_the_command_says_by_its_status_that_lines_were_returned(
    run: Path, fill: Fill, value: str, status: int
) -> None:
    fill(run / WORKBOOK, {NUMBER: {"决定": "填写", "填写值": value}})
    assert main(["apply", str(run / WORKBOOK), "--by", "王五"]) == status
    assert bool(returned(run)) is bool(status)


def test_applying_twice_gives_the_same_files_even_on_another_day(run: Path, fill: Fill) -> None:
    fill(
        run / WORKBOOK,
        {NUMBER: {"决定": "填写", "填写值": HUSBANDS[0]}, BIRTH: {"决定": "填写"}},
    )
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    once = {path.name: path.read_bytes() for path in (run / "final").iterdir()}

    apply_workbook(run / WORKBOOK, by="王五", on=date(2027, 1, 1))

    assert {path.name: path.read_bytes() for path in (run / "final").iterdir()} == once


def test_a_later_workbook_adds_to_an_earlier_one_and_wins(run: Path, fill: Fill) -> None:
    second = run / "第二本.xlsx"
    shutil.copyfile(run / WORKBOOK, second)
    fill(run / WORKBOOK, {NUMBER: {"决定": "维持原文"}, PLACE: {"决定": "维持原文"}})
    fill(second, {NUMBER: {"决定": "填写", "填写值": HUSBANDS[0]}})
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    outcome = apply_workbook(second, by="赵六", on=DAY)

    states = [(line["by"], line["state"]) for line in cells(run) if NUMBER in line["question"]]
    assert states == [("王五", "已被后来的决定取代"), ("赵六", "有效")]
    assert final(run)["husband_id_number"][0] == HUSBANDS[0]
    assert (outcome.replaced, outcome.undecided) == (1, 3)
    assert apply_workbook(second, by="孙七", on=DAY).replaced == 0, "decided alike, by another"
    assert apply_workbook(second, by="孙七", on=DAY).replaced == 0, "nothing was decided anew"


def test_an_untouched_workbook_leaves_the_records_as_they_are(run: Path) -> None:
    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    assert (outcome.taken, outcome.refused, outcome.undecided) == (0, 0, 5)
    assert "还没有填写决定" in outcome.describe("zh")
    assert final(run).equals(pl.read_parquet(run / "records.parquet"))
    assert {path.name for path in (run / "final").iterdir()} == {
        "records.parquet", "records.csv", "findings.csv", "changes.csv", "decisions.csv",
        "summary.json",
    }  # fmt: skip
    assert (run / "final" / "findings.csv").read_bytes() == (run / "findings.csv").read_bytes()


def test_bad_calls_and_files_say_what_is_wrong(run: Path, tmp_path: Path) -> None:
    other = tmp_path / "别的.xlsx"
    openpyxl.Workbook().save(other)
    text = tmp_path / "不是.xlsx"
    text.write_text("不是工作簿", encoding="utf-8")
    cases: list[tuple[Path, str, Path | None, str]] = [
        (run / WORKBOOK, " ", None, "IN404"),
        (tmp_path / "无.xlsx", "王五", None, "IN101"),
        (other, "王五", run, "IN401"),
        (text, "王五", run, "IN401"),
        (run / WORKBOOK, "王五", tmp_path, "IN402"),
    ]
    for workbook, by, directory, code in cases:
        with pytest.raises((CallError, InputError)) as caught:
            apply_workbook(workbook, by=by, directory=directory)
        assert caught.value.code == code


def test_the_directory_without_a_run_is_named_though_it_is_the_present_one(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = run.parent / "别处"
    elsewhere.mkdir()
    shutil.copy(run / WORKBOOK, elsewhere)
    monkeypatch.chdir(elsewhere)
    with pytest.raises(InputError, match="“别处”里没有清洗结果"):
        apply_workbook(WORKBOOK, by="王五", on=DAY)


def test_a_workbook_of_another_run_is_refused_as_a_whole(run: Path) -> None:
    summary = run / "summary.json"
    text = summary.read_text(encoding="utf-8").replace('"run": "', '"run": "x')
    summary.write_text(text, encoding="utf-8")

    with pytest.raises(InputError) as caught:
        apply_workbook(run / WORKBOOK, by="王五")

    assert caught.value.code == "IN403"


@pytest.mark.parametrize(
    ("word", "taken", "deferred"),
    [("维持", 1, 0), ("照旧", 1, 0), ("看不清", 1, 1), ("不确定。", 1, 1), ("无法", 1, 1)],
)
def test_a_hurried_hand_is_understood_where_it_can_mean_one_choice(
    run: Path, fill: Fill, word: str, taken: int, deferred: int
) -> None:
    fill(run / WORKBOOK, {NUMBER: {"决定": word, "填写值": ""}})
    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert (outcome.refused, outcome.taken, outcome.deferred) == (0, taken, deferred)


@pytest.mark.parametrize("word", ["同意", "√", "OK", "1", "采用候选、维持原文"])
def test_what_may_mean_either_value_is_returned(run: Path, fill: Fill, word: str) -> None:
    fill(run / WORKBOOK, {NUMBER: {"决定": word, "填写值": ""}})
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert list(returned(run).values()) == ["IN416"]


def _sorted_in_part(path: Path, sheet: str, hidden: int) -> None:
    """The visible columns in reverse order, the hidden ones at the end where they were."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    rows = [[cell.value for cell in row[:-hidden]] for row in page.iter_rows(min_row=2)]
    for at, row in enumerate(reversed(rows), start=2):
        for place, value in enumerate(row, start=1):
            page.cell(at, place).value = value
    book.save(path)


def test_decisions_are_returned_where_only_the_visible_columns_were_sorted(
    run: Path, fill: Fill
) -> None:
    fill(run / WORKBOOK, {NUMBER: {"决定": "维持原文"}, CERTIFICATE: {"决定": "无法确定"}})
    _sorted_in_part(run / WORKBOOK, "待核", hidden=2)

    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    assert (outcome.taken, outcome.refused) == (0, 2)
    assert set(returned(run).values()) == {"IN421"}


def test_a_line_without_source_and_item_is_taken_by_its_question(run: Path, fill: Fill) -> None:
    fill(run / WORKBOOK, {BIRTH: {"决定": "无法确定", "来源": "", "项目": ""}})
    assert apply_workbook(run / WORKBOOK, by="王五", on=DAY).taken == 1
