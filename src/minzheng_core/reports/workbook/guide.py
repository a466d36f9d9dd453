"""The first sheet of the workbook: how to fill it in, in words a clerk understands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from minzheng_core.reports.workbook.layout import Choice
from minzheng_core.reports.workbook.sheet import A4, PAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from minzheng_core.reports.question_lines import QuestionLine
    from minzheng_core.reports.workbook.styles import Styles
    from minzheng_core.reports.workbook.volume import Volume

_STEPS = (
    "打开《待核》，从第一行做起：越靠前的越重要。每行是一个问题，“来源”说明在原表的哪一行。",
    "看“问题与建议”和“证据”，需要时查原档（审查处理表、证书存根、身份证复印件）。",
    "在黄色的“决定”一栏选一项；选“填写”的，在“填写值”里写上正确内容。",
    "一行涉及几条记录时，“所指行”选填写值用于哪一条，或选“全部”；要改几条，就把整行复制几份。",
    "没有把握的留空，或选“无法确定”并在备注里说明。不要猜。",
    "保存（仍存为 .xlsx），交给经办人收回：minzheng apply 核查工作簿.xlsx --by 姓名。可以分几次交。",
)
_CHOICES = (
    (Choice.TAKE, "采用“候选”一栏里的值。已填好的把握较大，也可以在下拉列表里改选；空着的是几个候选不相上下，要先选一个。"),
    (Choice.ENTER, "以“填写值”为准。身份证号填全 18 位（15 位号码会自动补成 18 位）；日期填 1985-10-01 或 1985-10。"),
    (Choice.KEEP, "原档就是这样写的，照旧保留；以后不再提问。号码校验码不对但证件确实如此的，也选这一项。"),
    (Choice.DEFER, "缓办：记录不变，留待查到原档以后再定。"),
)  # fmt: skip
_ROOM = 76
"""Letters in a line of the guide; a Chinese character takes two."""
_COLOURS = (
    ("error", "错误：这样写不可能成立"),
    ("suspect", "存疑：与其他内容矛盾，但也可能是真的"),
)

_PAIRS = (
    "重复核对",
    "疑似重复的两条记录写在一行：相同的写一遍，不同的甲、乙各写一行（红字）；在“决定”一栏选它们是什么关系，收回后登记行为和人员的归并随之更新。",
)


def write_guide(
    sheet: Worksheet, styles: Styles, volume: Volume, questions: Sequence[QuestionLine]
) -> None:
    """Write the guide: what this is, how to answer, what the answers mean, the counts."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 78)
    sheet.set_portrait()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(PAGES)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, f"{volume.spec.label}档案核查工作簿", styles.title)
    number, count, recipe = volume.number, volume.count, volume.recipe
    which = f"（第 {number} 册，共 {count} 册）" if count > 1 else ""
    levels = Counter(line.severity for line in questions)
    row = _lines(
        sheet, styles, 2, "本册内容" + which,
        [
            ("档案", f"{volume.height:,} 条记录，县（市、区）代码 {recipe.county}"),
            ("待核", f"{len(questions):,} 个问题（错误 {levels['error']:,}，存疑 {levels['suspect']:,}）"),
            ("清洗日期", recipe.on.isoformat()),
            ("核查人", "　　　　　　　　　　请于　　　　年　　月　　日前完成，交　　　　　　　　"),
        ],
    )  # fmt: skip
    steps = [(f"第 {n} 步", text) for n, text in enumerate(_STEPS, start=1)]
    row = _lines(sheet, styles, row, "怎样填", steps)
    row = _lines(sheet, styles, row, "“决定”的含义", [(c.value, text) for c, text in _CHOICES])
    row = _heading(sheet, styles, row, "颜色")
    for severity, text in _COLOURS:
        sheet.write_string(row, 0, text.partition("：")[0], styles.of(severity))
        sheet.write_string(row, 1, text.partition("：")[2], styles.plain)
        row += 1
    _lines(
        sheet, styles, row + 1, "其他各页",
        [
            ("原表标注", "有问题的记录按原表的次序排列（内容是清洗后的，未采用的按原文），问题单元格有颜色，停在上面可看批注。只供查看，改这里不起作用。"),
            ("缺口", f"{'、'.join(s.label for s in volume.spec.series)}中断的地方，供查漏补档。"),
            *([_PAIRS] if volume.spec.link else []),
            ("统计", "各类问题的数量。"),
            ("请注意", "本工作簿含个人信息，不要外传。不要改动列标题和隐藏列；筛选、隐藏行都可以，排序用标题行上的按钮（所有列一起排）。下拉列表随行移动；要恢复原来的顺序，按“序号”排。"),
        ],
    )  # fmt: skip


def _heading(sheet: Worksheet, styles: Styles, row: int, text: str) -> int:
    sheet.set_row(row, 20)
    sheet.write_string(row, 0, text, styles.heading)
    sheet.write_string(row, 1, "", styles.heading)
    return row + 1


def _lines(
    sheet: Worksheet, styles: Styles, row: int, title: str, lines: Sequence[tuple[str, str]]
) -> int:
    """Write a titled block and return the row after the blank line that ends it."""
    row = _heading(sheet, styles, row, title)
    for name, text in lines:
        sheet.set_row(row, 14.5 * max(1, -(-len(text.encode("gb18030")) // _ROOM)))
        sheet.write_string(row, 0, name, styles.plain)
        sheet.write_string(row, 1, text, styles.plain)
        row += 1
    return row + 1
