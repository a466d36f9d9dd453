"""The summary of a run, in words a clerk understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.reports.save import REPORT, WORKBOOK

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.cleaning import CleanResult

_LINES = {
    "zh": (
        "共 {records:,} 条记录，自动规范和改正 {changes:,} 处（每处都可在 changes.csv 查到依据）。",
        "发现问题：错误 {error:,}、存疑 {suspect:,}、提示 {notice:,}。",
        "需要人工决定的 {questions:,} 处已列入《{workbook}》，先看第一页说明。",
        "字号、卷号缺口 {gaps:,} 段，见 gaps.csv 和报告。",
        "《{report}》可用浏览器打开或打印。结果目录：{directory}",
    ),
    "en": (
        "{records:,} records; {changes:,} cells normalised or corrected (changes.csv says why).",
        "Findings: {error:,} errors, {suspect:,} suspect, {notice:,} notices.",
        "{questions:,} questions for a person are in {workbook}; begin with its first sheet.",
        "{gaps:,} gaps in certificate and volume numbers: gaps.csv and the report.",
        "{report} opens in a browser and prints. Results: {directory}",
    ),
}


def print_summary(result: CleanResult, directory: Path, lang: str) -> None:
    """Print what was done and where to look next."""
    summary = result.summary
    values = summary | summary["findings"]
    for line in _LINES[lang]:
        print(line.format(workbook=WORKBOOK, report=REPORT, directory=directory, **values))
    for note in result.notes:
        print(note)
