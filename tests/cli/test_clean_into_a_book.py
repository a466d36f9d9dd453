"""``clean --store`` puts a run into its book, ``apply --store`` corrects it by the decisions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest

from minzheng_core.cli import main
from minzheng_core.ledger import Book
from minzheng_core.registries import marriage
from minzheng_core.reports.run_files import WORKBOOK
from minzheng_core.stores import open_store

if TYPE_CHECKING:
    from pathlib import Path

ROWS = {
    "登记日期": ["1988-10-01", "1990.5.1", "1991-02-03"],
    "男方姓名": ["张一", "张二", "张三"],
    "男方身份证号": ["362133620815001", "36213319620816O01O", "362133196208169955"],
    "女方姓名": ["李一", "李二", "李三"],
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    file = tmp_path / "档案.csv"
    pl.DataFrame(ROWS).write_csv(file)
    return file


def clean(archive: Path, store: Path, *more: str) -> int:
    out = archive.parent / "结果"
    return main(
        [
            "clean",
            str(archive),
            "--county",
            "360732",
            "--out",
            str(out),
            "--quiet",
            "--store",
            str(store),
            *more,
        ]
    )


def book_in(store: Path) -> Book:
    return Book.open(marriage.REGISTRY, open_store(str(store)), county="360732")


def test_the_records_of_a_run_stand_in_the_book(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = archive.parent / "登记.db"

    assert clean(archive, store, "--by", "王某某") == 0

    assert "新登记 3 条" in capsys.readouterr().out
    book = book_in(store)
    (entry,) = book.find(id_number="362133620815001")
    assert entry.values["husband.id_number"] == "362133196208150010"
    (event,) = book.history(entry.key)
    assert (event.revision.source.file, event.revision.source.row) == ("档案.csv", 2)
    assert event.revision.source.recipe
    assert book.verify().sound


def test_the_same_run_again_changes_nothing(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = archive.parent / "登记.db"
    clean(archive, store, "--by", "王某某")
    capsys.readouterr()

    clean(archive, store, "--by", "王某某")

    assert "新登记 0 条，更正 0 条，3 条没有变化" in capsys.readouterr().out


def test_a_decision_becomes_a_correction(archive: Path) -> None:
    store = archive.parent / "登记.db"
    clean(archive, store, "--by", "王某某")
    workbook = archive.parent / "结果" / WORKBOOK
    _decide(workbook, "362133196208159955")

    assert main(["apply", str(workbook), "--by", "刘某某", "--store", str(store)]) == 0

    (entry,) = book_in(store).find(name="张三")
    last = book_in(store).history(entry.key)[-1].revision
    assert entry.values["husband.id_number"] == "362133196208159955"
    assert (last.action, last.by, last.reason) == ("correct", "刘某某", "按核查工作簿的决定更正")


def _decide(workbook: Path, number: str) -> None:
    """Type a number into the line about the man whose number is wrong, as a clerk does."""
    book = openpyxl.load_workbook(workbook)
    for sheet in book:
        rows = list(sheet.iter_rows())
        heading = next(
            (i for i, row in enumerate(rows) if "决定" in [cell.value for cell in row]), None
        )
        if heading is None:
            continue
        names = [cell.value for cell in rows[heading]]
        for row in rows[heading + 1 :]:
            texts = [str(cell.value) for cell in row]
            if any("362133196208169955" in text for text in texts):
                row[names.index("决定")].value = "填写"
                row[names.index("填写值")].value = number
    book.save(workbook)


def test_a_book_wants_to_know_who_writes(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = archive.parent / "登记.db"

    assert clean(archive, store) == 2

    assert "[BK206]" in capsys.readouterr().err
    assert not store.exists()
    assert not (archive.parent / "结果").exists()


def test_a_book_that_cannot_be_written_does_not_hide_the_results(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = archive.parent / "登记.db"
    Book.open(marriage.REGISTRY, open_store(str(store), create=True), county="360732")
    # Nothing is read-only for the superuser, as whom tests may run.
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)

    assert clean(archive, store, "--by", "王某某") == 4

    told = capsys.readouterr()
    assert "[BK132]" in told.err
    assert "结果目录" in told.out
    assert (archive.parent / "结果" / "records.csv").exists()


def test_a_book_of_another_county_is_refused_before_the_work_begins(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = archive.parent / "登记.db"
    Book.open(marriage.REGISTRY, open_store(str(store), create=True), county="360731")

    assert clean(archive, store, "--by", "王某某") == 2

    assert "[BK102]" in capsys.readouterr().err
    assert not (archive.parent / "结果").exists()
