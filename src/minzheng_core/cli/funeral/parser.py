"""The commands on funerals and their options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_core.cli.counties import add_county
from minzheng_core.cli.funeral import commands
from minzheng_core.cli.groups import add_command, add_group, add_language
from minzheng_core.cli.options import STORE, add_book, add_day, add_path, add_store
from minzheng_core.cli.speech import at_least, count

if TYPE_CHECKING:
    import argparse

    from minzheng_core.cli.speech import Parser

_BOOK = "哪一本登记簿（只有一本殡葬簿时不用写）"


def add_funeral_commands(below: argparse._SubParsersAction[Parser]) -> None:
    """Add what is done with funerals."""
    own = add_group(
        below,
        "funeral",
        "殡葬：减免结算、到期清单、盘点、死后领取、指标",
        description="殡葬：按标准结算，列出到期的，盘点，与发放表、证明台账、婚姻登记簿对照，算指标。",
        epilog="例：minzheng funeral due 登记.db --within 90",
    )
    _claims(own)
    _due(own)
    _stock_take(own)
    _payments(own)
    _serials(own)
    _across(own)
    _indicators(own)
    _indicators(below)  # also as ``minzheng indicators``
    add_language(own)


def _tables(command: Parser, what: str) -> None:
    command.add_argument(
        "files", nargs="+", metavar="文件", help=f"{what}：xlsx、xls、ods、csv、tsv，可给多个"
    )


def _out(command: Parser) -> None:
    add_path(command, "--out", "明细写入文件（含个人信息）", metavar="CSV")


def _book(command: Parser, *, option: bool) -> None:
    if option:
        command.add_argument("--store", required=True, metavar="存储", help=STORE)
    else:
        add_store(command)
    add_book(command, _BOOK)
    add_path(command, "--facilities", "本县设施名录", metavar="CSV")


def _claims(below: argparse._SubParsersAction[Parser]) -> None:
    claims = add_command(
        below,
        "claims",
        "按标准结算减免、奖补，核对申报",
        commands.claims,
        example="服务明细.xlsx --schedule 标准.toml --county 360732",
    )
    claims.description = "逐项说明每一元怎么来；表里有“申报金额”的，同时核对申报。"
    _tables(claims, "服务明细")
    claims.add_argument(
        "--schedule", type=Path, action="append", required=True, metavar="TOML", help="标准，可重复"
    )
    add_county(claims, "结算的县：代码或名称，如 360732、兴国县")
    claims.add_argument("--award", action="store_true", help="按奖补标准结算（默认减免）")
    claims.add_argument("--case", metavar="业务编号", help="只看一案，逐项说明")
    add_day(claims)
    _out(claims)


def _due(below: argparse._SubParsersAction[Parser]) -> None:
    due = add_command(
        below,
        "due",
        "到期清单：使用年限、存放超期、未报告、久未安放",
        commands.due,
        example="登记.db --within 90",
    )
    _book(due, option=False)
    due.add_argument(
        "--within", type=at_least(0), default=90, metavar="天", help="今后多少天内到期（默认 90）"
    )
    due.add_argument(
        "--storage-days", type=at_least(0), metavar="天", help="遗体最多存放几天（按当地规定）"
    )
    due.add_argument(
        "--ashes-days", type=at_least(0), metavar="天", help="骨灰最多暂存几天（按当地规定）"
    )
    add_day(due)
    _out(due)


def _stock_take(below: argparse._SubParsersAction[Parser]) -> None:
    stock = add_command(
        below,
        "stock-take",
        "盘点：架上实物与档案对照",
        commands.stock_take,
        example="盘点表.xlsx --store 登记.db",
    )
    _tables(stock, "盘点表")
    _book(stock, option=True)
    stock.add_argument("--facility", metavar="名称", help="只盘这一处设施")
    add_day(stock)
    _out(stock)


def _payments(below: argparse._SubParsersAction[Parser]) -> None:
    payments = add_command(
        below,
        "payments",
        "死后领取：待遇发放表与殡葬登记对照",
        commands.payments,
        example="发放表.xlsx --store 登记.db",
    )
    _tables(payments, "发放表")
    _book(payments, option=True)
    payments.add_argument(
        "--stop",
        choices=("next-month", "same-month"),
        default="next-month",
        help="自死亡次月（默认）还是当月起停发，按当地规定",
    )
    add_day(payments)
    _out(payments)


def _serials(below: argparse._SubParsersAction[Parser]) -> None:
    serials = add_command(
        below,
        "serials",
        "火化证明台账：缺号、重号、作废",
        commands.serials,
        example="台账.xlsx --store 登记.db",
    )
    _tables(serials, "台账")
    serials.add_argument("--store", metavar="存储", help=f"与登记簿对照。{STORE}")
    add_book(serials, _BOOK)


def _across(below: argparse._SubParsersAction[Parser]) -> None:
    across = add_command(
        below,
        "across",
        "全簿核查，并与同一存储里的婚姻登记簿对照（丧偶、死亡之后的登记）",
        commands.across,
        example="登记.db --out 丧偶名单.csv",
    )
    _book(across, option=False)
    add_day(across)
    add_path(across, "--out", "丧偶名单写入文件（含个人信息）", metavar="CSV")


def _indicators(below: argparse._SubParsersAction[Parser]) -> None:
    indicators = add_command(
        below,
        "indicators",
        "指标：分子、分母、口径、来源一并列出",
        commands.indicators,
        example="登记.db --year 2026 --townships 25",
    )
    _book(indicators, option=False)
    indicators.add_argument("--year", type=count, metavar="年", help="哪一年（默认上一年）")
    indicators.add_argument("--townships", type=count, metavar="数", help="全县乡镇数（算覆盖率）")
    add_day(indicators)
