"""The summary of a run, in words a clerk understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.reports.run_files import REPORT, WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from minzheng_core.cleaning import CleanResult

NOTES = 12
"""Notes of reading shown on a screen; the report has all of them."""
_READING = {
    "zh": ("读档情况：", "  ……另有 {more:,} 条，见《{report}》"),
    "en": ("While reading:", "  … {more:,} more in {report}"),
}
_VOLUMES = {"zh": "（共 {volumes} 册）", "en": " ({volumes} volumes)"}
_LINES = {
    "zh": (
        "共 {records:,} 条记录，其中 {sound:,} 条没有错误或存疑；自动规范和改正 {changes:,} 处（依据都在 changes.csv）。",
        "发现问题：错误 {error:,}、存疑 {suspect:,}、提示 {notice:,}；字号、卷号缺口 {gaps:,} 段。",
        "看全貌：《{report}》（用浏览器打开，可打印）。",
        "结果目录：{directory}",
    ),
    "en": (
        "{records:,} records, {sound:,} without error or doubt; {changes:,} cells normalised or corrected (changes.csv says why).",
        "Findings: {error:,} errors, {suspect:,} suspect, {notice:,} notices; {gaps:,} gaps in the numbers.",
        "For the whole picture: {report} (for the browser, prints).",
        "Results: {directory}",
    ),
}
_QUESTIONS = {
    "zh": (
        "需要人工决定的 {questions:,} 处已列入《{workbook}》{volumes}，先看第一页说明；填好后运行：",
        '  minzheng apply "{path}" --by 姓名',
    ),
    "en": (
        "{questions:,} questions for a person are in {workbook}{volumes}; begin with its first sheet, then run:",
        '  minzheng apply "{path}" --by NAME',
    ),
}
_NO_QUESTIONS = {
    "zh": ("没有需要人工决定的问题。",),
    "en": ("There is nothing for a person to decide.",),
}
_ONLY_PAIRS = {
    "zh": (
        "没有逐项的问题，只有《{workbook}》的《重复核对》要判定；填好后运行：",
        '  minzheng apply "{path}" --by 姓名',
    ),
    "en": (
        "Only pairs are to be judged, in {workbook}; then run:",
        '  minzheng apply "{path}" --by NAME',
    ),
}
_LINKED = {
    "zh": "比对：归为 {acts:,} 次登记、{persons:,} 人；待人工判定的 {unsure:,} 对，见《重复核对》和 pairs.csv。",
    "en": "Linking: {acts:,} acts and {persons:,} persons; {unsure:,} pairs to judge (pairs.csv).",
}
_ALL_LINKED = {
    "zh": "比对：归为 {acts:,} 次登记、{persons:,} 人，没有要人工判定的；依据见 pairs.csv。",
    "en": "Linking: {acts:,} acts and {persons:,} persons; no pairs to judge (pairs.csv).",
}
_NOT_LINKED = {"zh": "没有做比对。", "en": "Nothing was linked."}


def print_summary(result: CleanResult, directory: Path, lang: str) -> None:
    """Print what was done and where to look next."""
    summary = result.summary
    print_notes([line for line, _ in result.gathered_notes(lang)], lang)
    volumes = len(list(directory.glob(f"{WORKBOOK.removesuffix('.xlsx')}*.xlsx")))
    links = summary["links"]
    told = _LINKED if links and links["unsure"] else _ALL_LINKED
    linked = told[lang] if links else _NOT_LINKED[lang]
    values = summary | summary["findings"] | (links or {})
    values |= {
        "workbook": WORKBOOK,
        "report": REPORT,
        "directory": directory,
        "path": directory / WORKBOOK,
        "volumes": _VOLUMES[lang].format(volumes=volumes) if volumes > 1 else "",
    }
    asked = _QUESTIONS if summary["questions"] else _NO_QUESTIONS
    if asked is _NO_QUESTIONS and links and links["unsure"]:
        asked = _ONLY_PAIRS
    counts, findings, *where = _LINES[lang]
    linking = (linked,) if result.spec.link else ()
    for line in (counts, findings, *linking, *where, *asked[lang]):
        print(line.format(**values))


def print_notes(notes: Sequence[str], lang: str, most: int = NOTES) -> None:
    """What reading did, before the summary, so that the summary is what stays on the screen."""
    if not notes:
        return
    heading, rest = _READING[lang]
    print(heading)
    for note in notes[:most]:
        print(f"  {note}")
    if len(notes) > most:
        print(rest.format(more=len(notes) - most, report=REPORT))
