"""What linking leaves on disk, and a clerk's judgements on their way back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest

from minzheng_core.cli import main
from minzheng_core.registries import marriage
from minzheng_core.reports.decisions.apply import apply_workbook
from minzheng_core.reports.html.page import page
from minzheng_core.reports.links import clusters_table
from minzheng_core.reports.run_files import WORKBOOK
from minzheng_core.reports.workbook.pairs import PAIR_SHEET
from tests.reports.conftest import HEADINGS, HUSBANDS, WIVES

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.cleaning import CleanResult

ON = date(2026, 11, 23)
COUPLE = ["赖文彬", HUSBANDS[0], "1980-01-15", "江西省兴国县潋江镇", "温秀英", WIVES[0], "1982-01-20", "江西省兴国县潋江镇"]  # fmt: skip
OTHER = ["钟国栋", HUSBANDS[1], "1980-02-15", "江西省兴国县潋江镇", "邱春兰", WIVES[1], "1982-02-20", "江西省兴国县潋江镇"]  # fmt: skip


def table() -> pl.DataFrame:
    rows = [
        ["1", "2012-01-08", "结婚登记", "J360732-2012-000001", "兴国县民政局", *COUPLE],
        ["2", "2012-01-08", "结婚登记", "J360732-2012-000001", "兴国县民政局", *COUPLE],
        ["3", "2013-05-20", "结婚登记", "J360732-2013-000077", "兴国县民政局", *OTHER],
        ["4", "2019-09-02", "补发结婚证", "BJ360732-2019-000003", "兴国县民政局", *COUPLE],
        ["5", "2016-11-11", "结婚登记", "", "兴国县民政局", *OTHER],
    ]
    return pl.DataFrame(rows, schema=HEADINGS.split(","), orient="row")


@pytest.fixture
def result() -> CleanResult:
    return marriage.clean(table(), county="360732", on=ON)


@pytest.fixture
def saved(result: CleanResult, tmp_path: Path) -> Path:
    return result.save(tmp_path / "结果")


def test_pairs_have_their_columns_and_reasons(saved: Path) -> None:
    pairs = pl.read_csv(saved / "pairs.csv")

    assert pairs.columns == ["left_row", "right_row", "relation", "judgement", "score", "reasons"]
    told = {(a, b): (r, j) for a, b, r, j, *_ in pairs.iter_rows()}
    assert told[2, 3] == ("same-act", "same")
    assert told[2, 5] == told[3, 5] == ("re-issue", "same")
    assert told[4, 6] == ("remarriage", "unsure")
    assert pairs["reasons"].str.contains("男方身份证号同号").all()
    assert not any(HUSBANDS[0] in text for text in pairs["reasons"])


def test_clusters_have_one_line_per_source_row(saved: Path) -> None:
    clusters = pl.read_csv(saved / "clusters.csv")

    assert clusters.columns == [
        "source_file", "source_sheet", "source_row", "act", "husband_person", "wife_person",
    ]  # fmt: skip
    acts = clusters["act"].to_list()
    assert acts[0] == acts[1] == acts[3]
    assert len(set(acts)) == 3
    persons = set(clusters["husband_person"]) | set(clusters["wife_person"])
    assert len(persons) == 4


def test_histories_are_a_table(saved: Path) -> None:
    events = pl.read_parquet(saved / "timelines.parquet")

    first = events.filter(pl.col("person") == events["person"][0])
    assert first["event"].to_list() == ["结婚登记", "补领结婚证"]
    assert first["records"].to_list() == [2, 1]
    assert events["doubt"].drop_nulls().to_list() == ["LK203", "LK203"]


def test_names_stay_when_records_come_later(result: CleanResult) -> None:
    assert result.links
    before = clusters_table(result.records, result.links)
    more = pl.concat([table().tail(1), table()])
    records = marriage.clean(more, county="360732", on=ON).records
    # The earlier rows keep their place in their file; the new one comes from another.
    place = pl.int_range(pl.len(), dtype=pl.UInt32)
    records = records.with_columns(
        source_row=place + 1,
        source_file=pl.when(place == 0).then(pl.lit("新表")).otherwise("source_file"),
    )
    links = marriage.link(records)

    after = clusters_table(records, links, before)

    assert after.tail(-1).drop("source_row").equals(before.drop("source_row"))


def test_findings_name_what_was_entered_twice_and_what_is_to_be_judged(
    result: CleanResult,
) -> None:
    found = result.findings.filter(pl.col("code").str.starts_with("LK"))

    assert {(row, code) for row, code in found.select("row", "code").iter_rows()} == {
        (0, "LK101"), (1, "LK101"), (2, "LK102"), (4, "LK102"),
    }  # fmt: skip
    assert result.summary["linking"]["weights"]
    assert result.summary["links"] == {"acts": 3, "persons": 4, "pairs": 4, "unsure": 1}


def test_the_report_shows_counts_and_nobody(result: CleanResult) -> None:
    html = page(result)

    assert "重复、补领与同一人" in html
    assert COUPLE[0] not in html
    assert HUSBANDS[0] not in html


def judge(workbook: Path, choice: str) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = book[PAIR_SHEET]
    places = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.max_row == 2
    sheet.cell(row=2, column=places["决定"]).value = choice
    book.save(workbook)


@pytest.mark.parametrize(
    "choice, acts, couples", [("同一登记", 2, 2), ("复婚", 3, 2), ("不是同一人", 3, 3)]
)
def test_a_judgement_comes_back_into_the_clusters(
    saved: Path, choice: str, acts: int, couples: int
) -> None:
    judge(saved / WORKBOOK, choice)

    apply_workbook(saved / WORKBOOK, by="王某", on=date(2026, 12, 1))

    clusters = pl.read_csv(saved / "final" / "clusters.csv")
    assert clusters["act"].n_unique() == acts
    assert clusters["husband_person"].n_unique() == couples
    before = pl.read_csv(saved / "clusters.csv")
    assert clusters["act"][:2].to_list() == before["act"][:2].to_list()
    pairs = pl.read_csv(saved / "final" / "pairs.csv").filter(pl.col("left_row") == 4)
    assert "人工判定" in pairs["reasons"][0]
    # Applying once more changes nothing.
    lines = (saved / "final" / "judgements.jsonl").read_text(encoding="utf-8")
    apply_workbook(saved / WORKBOOK, by="王某", on=date(2026, 12, 2))
    assert (saved / "final" / "judgements.jsonl").read_text(encoding="utf-8") == lines


def test_a_judgement_comes_back_whatever_its_sheet_is_called(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "1985|上"
    for line in (table().columns, *table().rows()):
        book.active.append(line)
    other = book.create_sheet("1986")
    for line in (table().columns, ["9", "2014-01-08", "结婚登记", *[""] * 10]):
        other.append(line)
    book.save(tmp_path / "档案.xlsx")
    run = marriage.clean(tmp_path / "档案.xlsx", county="360732", on=ON)
    saved = run.save(tmp_path / "结果")
    judge(saved / WORKBOOK, "复婚")

    assert apply_workbook(saved / WORKBOOK, by="王某").pairs == 1
    assert not list((saved / "final").glob("退回清单_*"))
    pairs = pl.read_csv(saved / "final" / "pairs.csv")
    assert "remarriage" in pairs.filter(pl.col("reasons").str.contains("人工判定"))["relation"]


def again(workbook: Path, choice: str, **cells: str) -> None:
    """Copy the line of the only pair below it, with another judgement and other cells."""
    book = openpyxl.load_workbook(workbook)
    sheet = book[PAIR_SHEET]
    line = {cell.value: sheet.cell(row=2, column=cell.column).value for cell in sheet[1]}
    for place, text in enumerate((line | {"决定": choice} | cells).values(), start=1):
        sheet.cell(row=3, column=place).value = text
    book.save(workbook)


def returned(saved: Path) -> list[tuple[str, str, str]]:
    """Sheet, line and code of the lines that came back."""
    (path,) = (saved / "final").glob("退回清单_*.xlsx")
    lines = openpyxl.load_workbook(path).active.iter_rows(min_row=2, values_only=True)
    return [(str(line[0]), str(line[1]), str(line[6])) for line in lines]


def test_a_judgement_that_is_none_is_returned_and_the_others_counted(saved: Path) -> None:
    judge(saved / WORKBOOK, "瞎选")
    outcome = apply_workbook(saved / WORKBOOK, by="王某")
    assert (outcome.pairs, outcome.refused) == (0, 1)
    assert returned(saved) == [(PAIR_SHEET, "2", "IN420")]

    judge(saved / WORKBOOK, "复 婚")
    outcome = apply_workbook(saved / WORKBOOK, by="王某")
    assert (outcome.pairs, outcome.refused) == (1, 0)
    assert "《重复核对》收回判定 1 对" in outcome.describe()
    assert not list((saved / "final").glob("退回清单_*"))


@pytest.mark.parametrize(
    ("word", "taken"),
    [
        ("重复录入", 1),
        ("同一登记。", 1),
        ("不是 同一人", 1),
        ("补发", 1),
        ("待查", 1),
        ("同一人", 0),
        ("是", 0),
    ],
)
def test_a_hurried_judgement_is_understood_where_it_can_mean_one(
    saved: Path, word: str, taken: int
) -> None:
    judge(saved / WORKBOOK, word)
    outcome = apply_workbook(saved / WORKBOOK, by="王某")
    assert (outcome.pairs, outcome.refused) == (taken, 1 - taken)


def test_judgements_that_contradict_each_other_are_both_returned(saved: Path) -> None:
    judge(saved / WORKBOOK, "同一登记")
    again(saved / WORKBOOK, "不是同一人")

    outcome = apply_workbook(saved / WORKBOOK, by="王某")

    assert (outcome.pairs, outcome.refused) == (0, 2)
    assert returned(saved) == [(PAIR_SHEET, "2", "IN414"), (PAIR_SHEET, "3", "IN414")]
    assert not (saved / "final" / "judgements.jsonl").exists()


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"批次": "别的"}, "IN415"),
        ({"甲": "第二行"}, "IN411"),
        ({"来源（上甲下乙）": "数据表 第2行"}, "IN421"),
    ],
)
def test_a_pair_of_another_run_or_without_its_records_is_returned(
    saved: Path, cells: dict[str, str], code: str
) -> None:
    judge(saved / WORKBOOK, "同一登记")
    again(saved / WORKBOOK, "不是同一人", **cells)

    outcome = apply_workbook(saved / WORKBOOK, by="王某")

    # A line of another run is about other records, whatever their names are.
    both = code != "IN415"
    assert (outcome.pairs, outcome.refused) == (1, 1) if both else (0, 2)
    assert (PAIR_SHEET, "3", code) in returned(saved)


def test_without_a_judgement_no_clusters_are_written_again(saved: Path) -> None:
    apply_workbook(saved / WORKBOOK, by="王某")

    assert not (saved / "final" / "clusters.csv").exists()


def test_linking_can_be_left_out(tmp_path: Path) -> None:
    source = tmp_path / "甲.csv"
    table().write_csv(source)

    out = tmp_path / "结果"
    code = main(
        [
            "clean",
            str(source),
            "--county",
            "360732",
            "--out",
            str(out),
            "--no-link",
            "--quiet",
            "--workers",
            "1",
        ]
    )

    assert code == 0
    assert not (out / "pairs.csv").exists()
    assert PAIR_SHEET not in openpyxl.load_workbook(out / WORKBOOK).sheetnames
