"""The options of commands on naming, the book of place names, and lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_core.cli.counties import add_county
from minzheng_core.cli.groups import add_command
from minzheng_core.cli.options import (
    STORE,
    add_book,
    add_by,
    add_day,
    add_path,
    add_sheets,
    add_store,
)
from minzheng_core.cli.place_names import book, lists, taking_back
from minzheng_core.cli.place_names import signs as signs_commands
from minzheng_core.cli.place_names import villages as village_commands
from minzheng_core.cli.speech import count

if TYPE_CHECKING:
    import argparse

    from minzheng_core.cli.speech import Parser


def add_book_of_names(below: argparse._SubParsersAction[Parser]) -> None:
    """Add the commands to the group ``place-names``."""
    _propose(below)
    _due(below)
    _heritage(below)
    _villages(below)
    _change(below)
    _take_back(below)
    _compare(below)
    _merge(below)
    _publish(below)
    _enter(below)
    _signs(below)


def _propose(below: argparse._SubParsersAction[Parser]) -> None:
    propose = add_command(
        below,
        "propose",
        "审查一个拟命名：结构、用字、用词、重名同音、申请材料",
        book.propose,
        example="和平村 --county 360732 --list 名录.xlsx",
    )
    propose.add_argument("name", metavar="名称", help="拟用的名称")
    add_county(propose)
    propose.add_argument(
        "--kind", metavar="种类", help="村、社区、街道、路、小区、山、桥……（默认看结尾）"
    )
    propose.add_argument("--division", default="", metavar="代码", help="所在乡镇代码")
    propose.add_argument(
        "--area", default="", metavar="名称", help="所在建成区（街路巷、住宅区、楼宇）"
    )
    propose.add_argument(
        "--list", action="append", type=Path, metavar="文件", help="现有地名名录，可重复"
    )
    propose.add_argument("--store", metavar="存储", help=f"地名登记簿所在的{STORE}")
    propose.add_argument(
        "--replaces",
        metavar="编号",
        help="更名：要顶替的现有地名的记录编号或代码（与 --store 同用）",
    )
    add_path(propose, "--application", "申请书内容，核对是否齐全", metavar="TOML")
    add_path(propose, "--readings", "本县读音表")
    add_path(propose, "--words", "本县用词表（词、类别、位置、依据），补充样例表", metavar="CSV")
    add_book(propose)


def _due(below: argparse._SubParsersAction[Parser]) -> None:
    due = add_command(
        below,
        "due",
        "到期事项：备案、公告、区划代码、变更完成、标志巡查",
        book.due,
        example="登记.db --on 2026-11-26",
    )
    add_store(due)
    add_day(due, "截至哪一天（默认当天）")
    due.add_argument("--all", action="store_true", help="已办的也列出")
    due.add_argument(
        "--patrol-months", type=count, metavar="月数", help="标志巡查间隔（标志没有写的）"
    )
    add_path(due, "--out", "另存成表", metavar="CSV")
    add_book(due)


def _heritage(below: argparse._SubParsersAction[Parser]) -> None:
    heritage = add_command(
        below,
        "heritage",
        "地名保护名录：类别、状态、保护措施",
        book.heritage,
        example="登记.db --categories 本省类别.csv",
        description="列出写有保护类别或保护名录的地名，并核对类别、理由和措施。列入名录用："
        "minzheng act 登记.db correct 编号 --set 保护类别=千年古镇 --set 列入理由=… --reason 列入保护名录 --by 王某某",
    )
    add_store(heritage)
    add_path(heritage, "--categories", "本省、本县的保护类别表", metavar="CSV")
    add_path(heritage, "--out", "另存成表", metavar="CSV")
    add_book(heritage)


def _villages(below: argparse._SubParsersAction[Parser]) -> None:
    villages = add_command(
        below,
        "villages",
        "每个村、社区的区域和组织（村委会、居委会）：已关联、可以关联、只有一边的",
        village_commands.villages,
        example="登记.db --out 村.csv",
        description="国家地名信息库里一个村有两条：区域和组织，坐标相同。这里配成一处，并指出关联不对的。"
        "关联用：minzheng act 登记.db correct 编号 --set 对应地名记录=另一条的编号 --reason 关联 --by 王某某",
    )
    add_store(villages)
    add_path(villages, "--out", "另存成表", metavar="CSV")
    add_book(villages)


_ORDER = """登记.db 变更.toml --by 王某某

变更文件是一个文本文件（UTF-8），例如一个乡改镇：

  kind = "乡改镇"              # 更名、合并、拆分、划转、改码、乡改镇、撤乡设镇……
  document = "赣府字〔2026〕1号"
  authority = "江西省人民政府"
  approved_on = 2026-01-05
  effective = 2026-02-01

  [[units]]                    # 每个政区一段
  key = "上岭乡"               # 记录编号、区划代码，或登记簿里唯一的名称
  name = "上岭镇"              # 改成什么；不改的不写
  code = "360732110"

合并：被撤的写 ends = true 和 into = "并入哪里"；拆分：新设的写 new = true，
[moves] 里写 "某某村" = "归哪个政区"；划转：parent = "新的上级"。"""


def _change(below: argparse._SubParsersAction[Parser]) -> None:
    change = add_command(
        below,
        "change",
        "区划变更：更名、合并、拆分、划转、改码、改建制，带着下属地名一起改",
        book.change,
        example=_ORDER,
        description="先看会改什么（不加 --by 不写入），核对后加 --by 一次写入。",
    )
    add_store(change)
    change.add_argument("order", type=Path, metavar="TOML", help="变更文件")
    add_by(change, "经办人；不写只看不改")
    add_book(change)


def _take_back(below: argparse._SubParsersAction[Parser]) -> None:
    back = add_command(
        below,
        "take-back",
        "撤回误登的区划变更：带着改过的地名全部改回去",
        taking_back.take_back,
        example="登记.db 赣府字〔2026〕1号 --reason 文件登错 --by 王某某",
        description="先看会改回什么（不加 --by 不写入），核对后加 --by 一次写入。凭同一文号办的一起撤回；"
        "后来又改过的不能撤回，会逐条说明。什么都不删除，历史里原来的版次和撤回都在。",
    )
    add_store(back)
    back.add_argument("change", metavar="变更", help="变更记录的编号，或批准文号、变更事项")
    back.add_argument("--reason", metavar="理由", default="误登", help="为什么撤回（默认“误登”）")
    add_by(back, "经办人；不写只看不改")
    add_book(back)


def _compare(below: argparse._SubParsersAction[Parser]) -> None:
    compare = add_command(
        below,
        "compare",
        "比较两版名录：新增、减少、更名、改码、划转、冲突",
        lists.compare,
        example="去年.xlsx 今年.xlsx --county 360732 --out 比较结果",
    )
    compare.add_argument("old", metavar="旧版", help="名录文件，或地名登记簿的存储")
    compare.add_argument("new", metavar="新版", help="名录文件，或地名登记簿的存储")
    add_county(compare, "只比这个县的（可用全省、全国名录）：代码或名称", required=False)
    compare.add_argument("--old-sheet", metavar="表名", help="旧版在哪个工作表")
    compare.add_argument(
        "--new-sheet", metavar="表名", help="新版在哪个工作表（可与旧版同在一个文件）"
    )
    add_path(compare, "--out", "结果目录", metavar="目录", required=True)
    add_book(compare)


def _merge(below: argparse._SubParsersAction[Parser]) -> None:
    merge = add_command(
        below,
        "merge",
        "收回填好的差异核对工作簿，写出合并名录",
        lists.merge,
        example="比较结果/差异核对.xlsx",
    )
    merge.add_argument(
        "workbook", type=Path, metavar="工作簿", help="填好的差异核对.xlsx（留在结果目录里）"
    )


def _publish(below: argparse._SubParsersAction[Parser]) -> None:
    publish = add_command(
        below,
        "publish",
        "出版标准地名录：工作簿、可打印网页、词典条目、GeoJSON、地名图",
        lists.publish,
        example="登记.db --county 360732 --out 标准地名录",
    )
    publish.add_argument("source", metavar="来源", help="地名登记簿的存储，或名录文件")
    add_sheets(publish)
    add_county(publish)
    add_path(publish, "--out", "结果目录", metavar="目录", required=True)
    publish.add_argument("--title", metavar="标题", help="默认“某县标准地名录”")
    add_day(publish, "印在上面的日期（默认当天）")
    publish.add_argument(
        "--datum", metavar="坐标系", help="没有写明坐标系的坐标按它算，如 CGCS2000"
    )
    add_path(publish, "--font", "画图用的中文字体文件", metavar="字体")
    add_path(publish, "--readings", "本县读音表")
    publish.add_argument("--no-tones", action="store_true", help="拼写一律不标声调（默认一律标）")
    add_book(publish)


def _enter(below: argparse._SubParsersAction[Parser]) -> None:
    enter = add_command(
        below,
        "enter",
        "把现有地名名录登记进地名登记簿，可重复运行",
        lists.enter,
        example="名录.xlsx 登记.db --county 360732 --by 王某某",
    )
    enter.add_argument("list", type=Path, metavar="名录", help="名录文件")
    add_store(enter)
    add_county(enter, "县代码或名称；别县的行不登")
    add_by(enter, "谁登记的", required=True)
    add_sheets(enter)
    enter.add_argument("--book", metavar="名称", help="登记簿的名称（默认 place_names）")


def _signs(below: argparse._SubParsersAction[Parser]) -> None:
    signs = add_command(
        below,
        "signs",
        "把地名标志清单登记进标志登记簿，对照地名登记簿核对汉字和拼写，可重复运行",
        signs_commands.enter,
        example="标志.xlsx 登记.db --county 360732 --by 王某某\n"
        "    minzheng act 登记.db report 标志编号 --book place_signs --set 缺陷=破损 --set 发现日期=2026-05-01 --by 王某某",
        description="按标志编号认，没有编号的按汉字和设置位置认；同一存储里有地名登记簿的，逐个核对标志上的汉字和拼写。"
        "巡查、发现缺陷、整改用 minzheng act 办，到期用 minzheng place-names due 列出。",
    )
    signs.add_argument("list", type=Path, metavar="清单", help="标志清单：xlsx、xls、ods、csv")
    add_store(signs)
    add_county(signs)
    add_by(signs, "谁登记的", required=True)
    add_sheets(signs)
    signs.set_defaults(book=None, key_file=None)
