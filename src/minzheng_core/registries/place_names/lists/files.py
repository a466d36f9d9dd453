"""Lists of place names as files: plain tables, and the workbook of differences that a clerk fills in."""

from __future__ import annotations

import csv
import hashlib
import json
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.errors import InputError
from minzheng_core.extras import require_extra
from minzheng_core.outputs import whole_file
from minzheng_core.registries.place_names.archive import LABELS
from minzheng_core.registries.place_names.lists.compare import lines_of
from minzheng_core.registries.place_names.lists.edition import Edition, ListRow
from minzheng_core.registries.place_names.lists.merge import Choice, Decision, suggestion
from minzheng_core.reports.decisions.filled_sheet import read_filled
from minzheng_core.reports.workbook.heights import row_height

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from minzheng_core.registries.place_names.lists.compare import Comparison
    from minzheng_core.reports.decisions.filled_sheet import FilledSheet

SHEET, GUIDE = "差异核对", "说明"
HEADINGS = ("序号", "情况", "旧名称", "旧代码", "旧政区", "新名称", "新代码", "新政区", "不同之处", "依据",
            "建议", "决定", "备注", "批次")  # fmt: skip
_WIDTHS = (6, 10, 18, 15, 12, 18, 15, 12, 36, 22, 10, 10, 20, 10)
_DECISION, _REMARK, _RUN = (HEADINGS.index(name) for name in ("决定", "备注", "批次"))
_GUIDE = (
    "《差异核对》逐行列出两版名录的不同，请在“决定”一栏选择，其余各栏不要改。",
    "采用新：合并名录里用新版的这一行；新版空着的项目用旧版的补上。",
    "保留旧：合并名录里用旧版的这一行。",
    "两条都留：是两个不同的地方，两行都要。",
    "都不要：两行都不进合并名录。",
    "没有填的行算没有决定：旧版有的先留着，新增的先不进，并在结果里列出来。",
    "“建议”只是按情况给的，不会自动采用。",
)


def run_of(comparison: Comparison) -> str:
    """What tells one comparison from another: a short digest of its lines."""
    text = json.dumps(lines_of(comparison), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV in UTF-8 that spreadsheets open as such.

    Raises:
        OutputError: it cannot be written (IN302 to IN304).

    """
    with whole_file(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def write_list(path: Path, rows: Sequence[Mapping[str, str]], fields: Sequence[str]) -> None:
    """Write a list of place names as a CSV with Chinese headings.

    Raises:
        OutputError: it cannot be written (IN302 to IN304).

    """
    write_table(
        path, [LABELS[f] for f in fields], ([row.get(f, "") for f in fields] for row in rows)
    )


_PLACE = ("工作表", "行号", "记录编号")
"""The columns of a copy that say where its rows come from."""


def write_copy(path: Path, edition: Edition) -> None:
    """Write an edition as it was read, with where each row stands in its own file or book.

    Raises:
        OutputError: it cannot be written (IN302 to IN304).

    """
    fields = edition.fields
    write_table(
        path,
        [*(LABELS[name] for name in fields), *_PLACE],
        ((*(row[name] for name in fields), row.sheet, str(row.line), row.key) for row in edition),
    )


def read_copy(path: Path, label: str) -> Edition:
    """The edition that :func:`write_copy` wrote.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no such copy; also ``csv.Error``.

    """
    names = {label: name for name, label in LABELS.items()}
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        headings = next(lines, [])
        fields = [names.get(heading, "") for heading in headings[: -len(_PLACE)]]
        if tuple(headings[-len(_PLACE) :]) != _PLACE or not all(fields):
            raise ValueError(path.name)
        rows = []
        for *texts, sheet, number, key in lines:
            cells = {name: text for name, text in zip(fields, texts, strict=True) if text}
            rows.append(ListRow(line=int(number), cells=cells, key=key, sheet=sheet))
    return Edition(label=label, rows=tuple(rows))


def write_differences(path: Path, comparison: Comparison) -> None:
    """Write the workbook of differences: a guide, and one line for each difference.

    Raises:
        OutputError: it cannot be written (IN302 to IN304).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    """
    require_extra("archive")
    from minzheng_core.reports.workbook.new import new_workbook

    run = run_of(comparison)
    lines = dict(zip((p.number for p in comparison.pairs), lines_of(comparison), strict=True))
    with new_workbook(path) as (book, styles):
        guide = book.add_worksheet(GUIDE)
        guide.set_column(0, 0, 90)
        guide.write(0, 0, f"{comparison.old.label} 与 {comparison.new.label} 比较", styles.title)
        for place, text in enumerate(_GUIDE, start=2):
            guide.write(place, 0, text, styles.plain)
        sheet = book.add_worksheet(SHEET)
        for column, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
            hidden = {"hidden": True} if column == _RUN else {}
            sheet.set_column(column, column, width, None, hidden)
            sheet.write_string(0, column, heading, styles.head)
        differing = comparison.differing()
        for place, pair in enumerate(differing, start=1):
            cells = (*lines[pair.number], suggestion(pair).label, "", "", run)
            sheet.set_row(place, row_height(cells[:_RUN], _WIDTHS[:_RUN]))
            for column, text in enumerate(cells):
                look = styles.answer if column in {_DECISION, _REMARK} else styles.text
                sheet.write_string(place, column, text, look)
        if differing:
            sheet.data_validation(
                1, _DECISION, len(differing), _DECISION,
                {"validate": "list", "source": [choice.label for choice in Choice]},
            )  # fmt: skip
            sheet.autofilter(0, 0, len(differing), len(HEADINGS) - 2)
        sheet.freeze_panes(1, 3)
        sheet.activate()


@frozen(kw_only=True)
class Filled:
    """What a filled workbook says: decisions by the number of the line, and lines that cannot be read."""

    decisions: Mapping[int, Decision]
    problems: tuple[tuple[int, str], ...]
    """Line of the sheet and why it is not taken."""


def read_differences(path: Path, comparison: Comparison) -> Filled:
    """Read the decisions out of a filled workbook of *comparison*.

    Raises:
        InputError: the file is missing (IN101) or cannot be read (IN102 to IN108), is no such workbook (PB492), or belongs to another
            comparison (PB493).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    """
    sheet = read_filled(path, SHEET, ("序号", "决定", "备注", "批次"))
    if sheet is None:
        raise InputError("PB492", file=path.name)
    return _filled(sheet, comparison)


def _filled(sheet: FilledSheet, comparison: Comparison) -> Filled:
    run, known = run_of(comparison), {pair.number: pair for pair in comparison.pairs}
    told = dict(zip(known, lines_of(comparison), strict=True))
    decisions: dict[int, Decision] = {}
    problems: list[tuple[int, str]] = []
    for line, row in sheet.lines():
        number, chosen = row["序号"].removesuffix(".0"), row["决定"]
        if not any(row.values()):
            continue
        if row["批次"] not in {run, ""}:
            raise InputError("PB493", file=sheet.path.name)
        pair = known.get(int(number)) if number.isdecimal() else None
        if pair and (altered := _altered(row, told[pair.number])):
            problems.append((line, altered))
            continue
        if not chosen:
            continue
        choice = Choice.read(chosen)
        if pair is None:
            problems.append((line, f"没有序号“{number[:20]}”"))
        elif choice is None:
            known_ones = "、".join(one.label for one in Choice)
            problems.append((line, f"决定“{chosen[:20]}”不认识，可写：{known_ones}"))
        elif not choice.possible(pair):
            problems.append(
                (
                    line,
                    f"这一行不能选“{choice.label}”：没有{'新版' if pair.new is None else '旧版'}的行",
                )
            )
        elif pair.number in decisions and decisions[pair.number].choice is not choice:
            problems.append((line, "同一序号有两种决定"))
        else:
            decisions[pair.number] = Decision(choice=choice, remark=row["备注"])
    return Filled(decisions=decisions, problems=tuple(problems))


def _altered(row: Mapping[str, str], told: Sequence[str]) -> str:
    """What is to be said of a line that shows other than the comparison; empty where it shows the same.

    Somebody has corrected a name there, which would be lost, or has sorted some of the columns only.
    """
    for heading, text in zip(HEADINGS[: len(told)], told, strict=True):
        shown = row.get(heading, text)
        if "".join(shown.split()) != "".join(text.split()):
            return (
                f"“{heading}”原来是“{text[:40]}”，现在是“{shown[:40]}”；改这一栏不起作用，"
                "只排序了一部分列的要还原；名称、代码要改的，合并以后在合并名录里改"
            )
    return ""
