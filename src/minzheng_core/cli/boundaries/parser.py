"""The commands on boundary lines and markers and their options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.cli.boundaries import commands
from minzheng_core.cli.counties import add_county
from minzheng_core.cli.groups import add_command, add_group, add_language
from minzheng_core.cli.options import add_book, add_day, add_path, add_store
from minzheng_core.cli.speech import at_least, count, wrong_value
from minzheng_core.geodesy.datums import Datum

if TYPE_CHECKING:
    import argparse

    from minzheng_core.cli.speech import Parser

_FILES = "xlsx、xls、ods、csv、GeoJSON；shapefile、GeoPackage 要装 geo"


def add_boundary_commands(commands_: argparse._SubParsersAction[Parser]) -> None:
    """The group ``minzheng boundaries``."""
    below = add_group(
        commands_,
        "boundaries",
        "界线界桩：核查、坐标换算、到期事项、画图",
        description="行政区域界线与界桩：核查一县的成果，换算坐标，列出到期事项，画图。",
        epilog="例：minzheng boundaries check 界桩.xlsx 界线.geojson --county 360732 --out 核查结果",
    )
    _check(below)
    _convert(below)
    _due(below)
    _draw(below)
    add_language(below)


def _check(below: argparse._SubParsersAction[Parser]) -> None:
    check = add_command(
        below,
        "check",
        "核查界线、界桩、三交点、政区面，写出报告、图和表",
        commands.check,
        example="界桩.xlsx 界线.geojson 政区.gpkg --county 360732 --out 核查结果",
    )
    _files(check)
    add_path(check, "--out", "写出报告、工作簿、CSV、GeoJSON", metavar="目录")
    check.add_argument(
        "--tolerance", type=_amount, default=5.0, metavar="米", help="界桩离界线的容差（默认 5）"
    )
    check.add_argument(
        "--scale", type=_amount, default=0.0, metavar="分母", help="附图比例尺分母，如 50000"
    )
    check.add_argument(
        "--error", type=_amount, default=1.0, metavar="米", help="点位中误差（默认 1）"
    )
    check.add_argument(
        "--gap", type=_amount, default=5.0, metavar="米", help="多窄的缝算缝（默认 5）"
    )
    add_day(check)
    check.add_argument(
        "--report-hours", type=_amount, metavar="小时", help="托管人报告的时限（本地有规定时）"
    )


def _convert(below: argparse._SubParsersAction[Parser]) -> None:
    convert = add_command(
        below,
        "convert",
        "换算坐标：写法、投影带、GCJ-02",
        commands.convert,
        example='"X=2914211.695 Y=38634885.367" --to dms',
    )
    convert.add_argument(
        "points", nargs="+", metavar="坐标", help="坐标，或有坐标列的表（xlsx、csv）"
    )
    convert.add_argument(
        "--to", choices=("dms", "degrees", "xy"), default="degrees",
        help="度分秒、十进制度（默认）、平面坐标",
    )  # fmt: skip
    convert.add_argument(
        "--to-zone", metavar="带", help="换到哪一带：38、39、114、6度20（默认所在的 3 度带）"
    )
    convert.add_argument("--zone", metavar="带", help="横坐标没有带号时在哪一带")
    convert.add_argument(
        "--from-datum", type=_datum, metavar="坐标系", help="原来的坐标系（默认 cgcs2000）"
    )
    convert.add_argument(
        "--to-datum",
        type=_datum,
        metavar="坐标系",
        help="换到哪个坐标系（默认不变；gcj02 换到 cgcs2000）",
    )
    convert.add_argument(
        "--packed", action="store_true", help="小数是度分秒连写（115.21036 即 115°21′03.6″）"
    )
    add_path(convert, "--common", "公共点（原X、原Y、新X、新Y），求四参数后换坐标系", metavar="CSV")  # fmt: skip
    add_path(convert, "--out", "表的结果写到这里", metavar="CSV")


def _due(below: argparse._SubParsersAction[Parser]) -> None:
    due = add_command(
        below, "due", "到期的联合检查、要修的界桩、未决的争议", commands.due, example="登记.db"
    )
    add_store(due)
    add_day(due, "截至哪一天（默认当天）")
    due.add_argument(
        "--ahead", type=at_least(0), default=1, metavar="年", help="提前几年列出联检（默认 1）"
    )
    due.add_argument(
        "--repair-days", type=at_least(0), metavar="天", help="修复的时限（本地有规定时）"
    )
    add_book(due, "只看这一本登记簿")


def _draw(below: argparse._SubParsersAction[Parser]) -> None:
    draw = add_command(
        below,
        "draw",
        "画界线、界桩和问题：SVG，或不用联网的网页",
        commands.draw,
        example="界桩.xlsx 界线.geojson --county 360732 --out 图.html",
    )
    _files(draw)
    add_path(draw, "--out", "图.svg 或 图.html", required=True)
    draw.add_argument(
        "--line", action="append", default=[], metavar="代码", help="只画这条界线，可重复"
    )


def _files(command: Parser) -> None:
    command.add_argument("files", nargs="+", metavar="文件", help=_FILES)
    add_county(command)
    command.add_argument("--datum", type=_datum, metavar="坐标系", help="文件没有注明时的坐标系")
    command.add_argument("--zone", metavar="带", help="横坐标没有带号时在哪一带：38、114")
    command.add_argument(
        "--epsg", type=count, metavar="代码", help="图层没有注明坐标系时的 EPSG 代码"
    )
    command.add_argument(
        "--pattern", action="append", default=[], metavar="规则",
        help=r"本县的界线编码规则，如 县级=\d{8}:4（两个单位各 4 位），可重复",
    )  # fmt: skip


def _amount(text: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise wrong_value(f"“{text}”不是数", f"{text} is no number") from error
    if not 0 <= value < 1e9:
        raise wrong_value(f"“{text}”不是 0 或更大的数", f"{text} is no number from 0 on")
    return value


def _datum(text: str) -> Datum:
    found = Datum.named(text)
    if found is None:
        known = ", ".join(datum.value for datum in Datum)
        raise wrong_value(
            f"没有“{text}”这种坐标系，可用：{known}",
            f"there is no datum {text}; use one of {known}",
        )
    return found
