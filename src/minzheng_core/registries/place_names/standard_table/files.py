"""A standardised table on disk: rows for the next program, rows for a spreadsheet, the workbook."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from attrs import asdict

from minzheng_core.outputs import whole_file, writing
from minzheng_core.registries.place_names.standard_table.table import ANSWER, SOURCE
from minzheng_core.registries.place_names.standard_table.workbook import (
    OPEN,
    in_words,
    write_workbook,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl

    from minzheng_core.registries.place_names.standard_table.table import Question, StandardTable

WORKBOOK, CSV, PARQUET, QUESTIONS = (
    "标准化核对.xlsx",
    "标准化结果.csv",
    "standard.parquet",
    "questions.json",
)
LABELS = {
    "source_file": "文件", "source_sheet": "工作表", "source_row": "行", "standard_year": "按哪一年",
    "standard_status": "状态", "standard_level": "级别", "standard_code": "当时代码",
    "standard_name": "当时标准名称", "standard_code_today": "今天代码",
    "standard_name_today": "今天标准名称", "standard_reasons": "依据", "standard_candidates": "其他可能",
    "standard_findings": "提示",
}  # fmt: skip


def save(table: StandardTable, folder: Path) -> Path:
    """Write a standardised table into a folder, made where it is not there; the folder.

    Raises:
        OutputError: something cannot be written (IN302 to IN304), or the folder has a workbook in
            which somebody decided (IN305).

    """
    require_target(folder)
    with writing(folder.name):
        folder.mkdir(parents=True, exist_ok=True)
        run = run_of(table.questions)
        told = {
            "label": table.label,
            "run": run,
            "headings": dict(table.headings),
            "questions": [asdict(question) for question in table.questions],
        }
        with whole_file(folder / QUESTIONS) as part:
            part.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        write_rows(table.frame, table.headings, folder / PARQUET, folder / CSV)
    next_step = f'填好后运行：minzheng place-names settle "{folder / WORKBOOK}"'
    write_workbook(
        folder / WORKBOOK, table, run, headings_of(table.frame, table.headings), next_step
    )
    return folder


def require_target(folder: Path) -> None:
    """Refuse a folder whose workbook somebody has decided in; see :func:`save`."""
    from minzheng_core.reports.decisions.answered import require_unanswered

    require_unanswered(folder / WORKBOOK, OPEN)


def run_of(questions: tuple[Question, ...]) -> str:
    """What tells these questions from those of another run."""
    told: list[Any] = [
        (q.number, q.text, q.year, [(c.code, c.full_name) for c in q.candidates]) for q in questions
    ]
    text = json.dumps(told, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def headings_of(frame: pl.DataFrame, read: Mapping[str, str]) -> Mapping[str, str]:
    """The headings of the rows: where they stand, the table as it was, the answers.

    *read* are those of the columns that were read.
    """
    own = [name for name in frame.columns if name not in {*SOURCE, *ANSWER, "standard_year"}]
    files = [n for n in SOURCE if n == "source_row" or frame[n].n_unique() > 1]
    names = [*files, *own, "standard_year", *ANSWER]
    taken = {LABELS.get(name, name) for name in (*files, "standard_year", *ANSWER)}
    told = {name: LABELS.get(name, name) for name in names}
    own_names = {name: read.get(name, name) for name in own}
    return told | {
        n: f"{label}（原）" if label in taken else label for n, label in own_names.items()
    }


def write_rows(frame: pl.DataFrame, read: Mapping[str, str], parquet: Path, csv: Path) -> None:
    """Write the rows with the names of the library, and with Chinese headings for a spreadsheet."""
    import polars as pl

    with whole_file(parquet) as part:
        frame.write_parquet(part)
    headings = headings_of(frame, read)
    told = in_words(frame)
    shown = told.select(pl.col(name).alias(label) for name, label in headings.items())
    with whole_file(csv) as part:
        shown.write_csv(part, include_bom=True)
