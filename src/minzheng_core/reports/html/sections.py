"""The parts of the HTML report, each from a result to a piece of the page."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.plan.steps import RECORD_STEPS
from minzheng_core.findings import Severity, catalogue
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.tables import manifest
from minzheng_core.reports.charts import (
    AFTER,
    BEFORE,
    ERROR,
    SOUND,
    SUSPECT,
    heat,
    legend,
    paired_bars,
    percent,
    stacked_columns,
)
from minzheng_core.reports.html.figures import (
    OTHER_OFFICE,
    UNKNOWN_YEAR,
    counted,
    counted_by_office,
    single_steps,
)
from minzheng_core.reports.html.laws import cited
from minzheng_core.reports.html.masks import masked_pair, scrubbed
from minzheng_core.reports.html.tables import Cell, Markup, code, paragraph, section, table, tag
from minzheng_core.reports.labels import party_label
from minzheng_core.reports.sentences import group_words

if TYPE_CHECKING:
    from minzheng_core.cleaning.run.result import CleanResult
    from minzheng_core.reports.html.figures import Figures

OFFICES, HEATED, GAPS, EXAMPLES = 20, 12, 20, 2
"""Lines shown of offices, of codes by decade, of gaps, and examples of each step."""
DECADES, EARLIER = 8, "更早"
"""Decades that a page has room for, and those before them: mistyped years are a century off."""

_DIVISIONS = "divisions.csv"
UNBROKEN = 20
"""Letters of an example that stay on one line."""

_FIXES = {
    "id": "身份证号书写规范（全角、空格、大小写、撇号等）",
    "date": "日期写法统一（中文数字、分隔符、表格软件序列号等）",
    "name": "姓名书写规范（空格、间隔号、罕用字编码）",
    "certificate": "证件字号书写规范（括号、全角、连接号）",
    "age": "年龄写法统一",
    "domicile": "地址书写规范",
}
_STEPS = {step.name: step.zh for step in RECORD_STEPS}


def headline(result: CleanResult) -> str:
    """Title and the numbers that matter most."""
    on, county = result.recipe.on, result.recipe.county
    place = divisions().nearest(county, on.year)
    name = place.full_name if place else county
    levels = result.report.severities()
    cards = (
        ("", f"{result.height:,}", "条记录"),
        ("", percent(result.sound(), result.height), "没有错误或存疑的记录"),
        ("", f"{result.change_parts.height:,}", "处自动规范、改正或留空（均有依据）"),
        ("", f"{result.questions.height:,}", "个问题待人工决定（见核查工作簿）"),
        ("error", f"{levels.get('error', 0):,}", "处错误：不可能成立"),
        ("suspect", f"{levels.get('suspect', 0):,}", "处存疑：需要核对"),
        ("", f"{levels.get('notice', 0):,}", "处提示：供参考"),
        ("", f"{result.gaps.height:,}", "段字号、卷号中断"),
    )
    boxes = "".join(
        f'<div class="card {kind}"><b>{number}</b><span>{text}</span></div>'
        for kind, number, text in cards
    )
    return (
        f"<h1>{escape(result.spec.label)}档案清洗报告</h1>"
        + paragraph(
            f"{name}（{county}）　{on.isoformat()}　minzheng_core {result.recipe.library}", "sub"
        )
        + f'<div class="cards">{boxes}</div>'
        + paragraph("本报告不含完整的姓名、身份证号、出生日期和住址；例子均已遮蔽。", "note")
    )


def completeness_section(result: CleanResult) -> str:
    """How many records have each field, before and after."""
    lines = [
        (party_label(result.spec, field), counts["before"], counts["after"])
        for field, counts in result.completeness.items()
        if not field.startswith("old_")
    ]
    return section(
        "完整率：清洗前后",
        legend((BEFORE, "清洗前：填了内容"), (AFTER, "清洗后：有可用的值")),
        paired_bars(lines, result.height, "各字段完整率"),
        paragraph(
            "填了内容不等于可用：读不出或不可信的内容清洗后留空，原文保留在 changes.csv 和核查工作簿中。", "note"
        ),
    )  # fmt: skip


def findings_section(result: CleanResult) -> str:
    """Findings by code, with what to do."""
    counts = result.report.counts_by_severity()
    body = paragraph("没有发现问题。") if counts.is_empty() else findings_table(counts)
    return section("发现的问题", body)


def findings_table(counts: pl.DataFrame) -> str:
    """The lines of ``code, severity, title, count``, each with what to do."""
    entries = catalogue()
    lines: list[list[Cell]] = [
        [code(of), tag(severity, Severity(severity).label), title, count, entries[of].advice_zh]
        for of, severity, title, count in counts.iter_rows()
    ]
    return table(["代码", "等级", "问题", "数量", "怎么办"], lines)


def years_section(result: CleanResult, figures: Figures, rows: pl.DataFrame) -> str:
    """Records by year with the share of doubtful ones, and codes by decade; *rows* by severity."""
    years = counted(rows, "year")
    known = years.filter(pl.col("year") != UNKNOWN_YEAR)
    columns = [
        (str(line["year"]), (line["error"], line["suspect"], line["sound"]))
        for line in known.iter_rows(named=True)
    ]
    unknown = years.filter(pl.col("year") == UNKNOWN_YEAR)["total"].sum()
    note = f"另有 {unknown:,} 条记录年份不明。" if unknown else ""
    return section(
        f"按{result.spec.label_of(result.spec.event).removesuffix('日期')}年份",
        legend((ERROR, "有错误"), (SUSPECT, "有存疑"), (SOUND, "无错误和存疑")),
        stacked_columns(columns, "各年记录数"),
        paragraph(note, "note") if note else "",
        _heat_table(result, figures),
    )


def _heat_table(result: CleanResult, figures: Figures) -> str:
    counts = result.report.counts().filter(pl.col("severity") != "notice").head(HEATED)
    codes = counts["code"].unique(maintain_order=True).to_list()
    if not codes:
        return ""
    cells, decades = _by_decade(figures.codes_by_decade(codes))
    if len(decades) == 1:
        return ""
    lines: list[list[Cell]] = []
    for of in codes:
        values = [cells.get((of, decade), 0) for decade in decades]
        top = max(values) or 1
        lines.append(
            [
                code(of),
                Markup(f'<td class="title">{escape(catalogue()[of].title_zh)}</td>'),
                *(Markup(f'<td class="n" style="{heat(v / top)}">{v or ""}</td>') for v in values),
            ]
        )
    told = table(["代码", "问题", *decades], lines)
    return (
        paragraph("常见问题出在哪些年代（颜色越深，该问题在这一年代越集中）：")
        + f'<div class="decades">{told}</div>'
    )


def _by_decade(found: pl.DataFrame) -> tuple[Counter[tuple[str, str]], list[str]]:
    """How often each code was found in each decade shown; the earliest together, if there are too many."""
    known = sorted(set(found["decade"]) - {UNKNOWN_YEAR})
    early = set(known[:-DECADES])
    cells: Counter[tuple[str, str]] = Counter()
    for of, decade, count in found.iter_rows():
        cells[of, EARLIER if decade in early else decade] += count
    told = {decade for _, decade in cells}
    return cells, [one for one in (EARLIER, *known, UNKNOWN_YEAR) if one in told]


def offices_section(result: CleanResult, rows: pl.DataFrame) -> str:
    """The offices with most doubtful records; *rows* by severity."""
    offices = (
        counted_by_office(rows, result.recipe.county)
        .with_columns((pl.col("error") + pl.col("suspect")).alias("bad"))
        .filter(pl.col("bad") > 0)
        .sort(["bad", "office"], descending=[True, False])
        .head(OFFICES)
        .sort(pl.col("office") == OTHER_OFFICE, maintain_order=True)
    )
    lines: list[list[Cell]] = [
        [
            line["office"], line["total"], line["error"], line["suspect"],
            Markup(f'<td class="n" style="{heat(line["bad"] / line["total"])}">'
                   f"{percent(line['bad'], line['total'])}</td>"),
        ]
        for line in offices.iter_rows(named=True)
    ]  # fmt: skip
    if set(offices["office"]) <= {OTHER_OFFICE}:
        return ""
    office = result.spec.label_of("office")
    return section(
        f"按{office}（{'问题最多的' if len(lines) == OFFICES else '有问题的'} {len(lines)} 个）",
        table([office, "记录", "有错误", "有存疑", "问题率"], lines),
    )


def changes_section(result: CleanResult, figures: Figures) -> str:
    """What was changed, step by step, with masked examples."""
    groups: dict[str, int] = {}
    for step, count in single_steps(result).iter_rows():
        label = _step_label(step)
        groups[label] = groups.get(label, 0) + count
    ranked = sorted(groups.items(), key=lambda item: (-item[1], item[0]))
    order = [label for label, _ in ranked]
    lines: list[list[Cell]] = [[label, count] for label, count in ranked]
    if not lines:
        return section("清洗做了什么", paragraph("没有需要改动的内容。"))
    return section(
        "清洗做了什么",
        table(["步骤", "处数"], lines),
        paragraph("例子（已遮蔽）："),
        table(["步骤", "项目", "清洗前", "清洗后", "依据"], _examples(result, figures, order)),
        paragraph("每一处改动的前后内容、步骤和依据都在 changes.csv。", "note"),
    )


def _step_label(step: str) -> str:
    return _STEPS.get(step) or _FIXES.get(step.partition(".")[0], step)


def _examples(result: CleanResult, figures: Figures, order: list[str]) -> list[list[Cell]]:
    spec = result.spec
    shown = (
        figures.examples()
        .with_columns(pl.col("step").cast(pl.String).str.split("+").list.first().alias("first"))
        .group_by("first", maintain_order=True)
        .head(EXAMPLES)
    )
    seen: dict[str, int] = {}
    lines: list[list[Cell]] = []
    for line in shown.iter_rows(named=True):
        label = _step_label(line["first"])
        seen[label] = seen.get(label, 0) + 1
        if seen[label] > EXAMPLES:
            continue
        before, after = map(
            _written, masked_pair(spec, line["field"], line["before"], line["after"])
        )
        why = scrubbed(line["evidence"] or "")
        lines.append([label, party_label(spec, line["field"]), before, after, why])
    return sorted(lines, key=lambda cells: order.index(str(cells[0])))


def _written(text: str) -> Markup:
    short = " short" if len(text) <= UNBROKEN else ""
    return Markup(f'<span class="mono{short}">{escape(text)}</span>')


def gaps_section(result: CleanResult) -> str:
    """Holes in series of numbers."""
    if result.gaps.is_empty():
        return section("字号、卷号中断（查漏）", paragraph("没有发现中断，或没有可供核对的编号。"))
    missing = result.gaps.filter(pl.col("likely") == "缺档")
    widest = missing.sort(["count", "series", "group"], descending=[True, False, False]).head(GAPS)
    lines: list[list[Cell]] = [
        [
            gap["series"],
            group_words(gap["group"]),
            _numbers(gap["first_missing"], gap["last_missing"]),
            gap["count"],
        ]
        for gap in widest.iter_rows(named=True)
    ]
    wrong = result.gaps.height - missing.height
    return section(
        "字号、卷号中断（查漏）",
        paragraph(
            f"可能缺档 {missing.height:,} 段，共缺 {missing['count'].sum():,} 个号。"
            + (f"另有 {wrong:,} 处中断更像是编号录错。" if wrong else "")
            + (f"下面是最大的 {len(lines)} 段；" if missing.height > GAPS else "")
            + "全部列在 gaps.csv 和核查工作簿《缺口》。"
        ),
        table(["系列", "类别 · 区划 · 年度", "缺号", "个数"], lines) if lines else "",
    )


def _numbers(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first}–{last}"


def _note(note: tuple[str, tuple[str, ...]]) -> str:
    """A remark of reading; one on many tables opens to what it says of each."""
    line, each = note
    text = escape(scrubbed(line))
    if not each:
        return f"<li>{text}</li>"
    listed = "".join(f"<li>{escape(scrubbed(one))}</li>" for one in each)
    return f"<li><details><summary>{text}</summary><ul>{listed}</ul></details></li>"


def reproduce_section(result: CleanResult) -> str:
    """Notes of reading, editions, law and how to run it again."""
    recipe = result.recipe
    notes = "".join(map(_note, result.gathered_notes()))
    bases = cited(catalogue()[of].basis for of in result.report.counts()["code"])
    titles = {_DIVISIONS: manifest()[_DIVISIONS].title, "rules": "核查规则"}
    editions = "；".join(
        f"{title}，版本 {recipe.editions[name]}"
        for name, title in titles.items()
        if name in recipe.editions
    )
    left_out = "、".join(sorted(recipe.skipped))
    files = " ".join(result.files[:20])
    return section(
        "说明与重现",
        f"<p>读档时的处理：</p><ul>{notes}</ul>" if notes else "",
        "<p>核查依据：</p><ul>" + "".join(f"<li>{escape(text)}</li>" for text in bases) + "</ul>"
        if bases
        else "",
        paragraph(f"省略的步骤：{left_out}。") if left_out else "",
        paragraph(f"核查用的资料：{editions}。全部参考数据的版本在 recipe.json。")
        if editions
        else "",
        paragraph("在同样的文件上得到同样的结果："),
        f"<pre>minzheng clean {escape(files)} --county {escape(recipe.county)} "
        f"--recipe recipe.json --out 目录</pre>",
    )
