"""Lists that a bureau keeps beside the book (清单): services, shelves, payments, ledgers of certificates.

They come as workbooks or CSV of any layout, read like old ledgers; every cell stays text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import polars as pl

from minzheng_core.columns import dates
from minzheng_core.columns.lifted import lift
from minzheng_core.reading import read_archive
from minzheng_core.schema import FieldKind, FieldSpec
from minzheng_core.values.written_amount import written_amount

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from minzheng_core.reading import Table

_BARE_MONTH = r"^\s*(0?[1-9]|1[0-2])\s*月份?\s*$"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def _text(name: str, label: str, synonyms: str = "") -> FieldSpec:
    return FieldSpec(name=name, label=label, kind=FieldKind.TEXT, synonyms=tuple(synonyms.split()))


_CASE = _text("case", "业务编号", "业务号 案件编号 编号 登记编号 火化证明编号")
_PERSON = (
    _text(
        "id_number",
        "身份证号",
        "身份证号码 身份证件号码 居民身份证号 居民身份证号码 公民身份号码 证件号码 有效证件号码 身份证 逝者身份证号 "
        "逝者身份证号码 死者身份证号 死者身份证号码 亡者身份证号 领取人身份证号 对象身份证号",
    ),
    _text(
        "name",
        "姓名",
        "逝者姓名 死者姓名 亡者姓名 逝者 死者 亡者 亡故人姓名 领取人 领取人姓名 领款人 收款人 对象姓名 受益人 享受人 享受对象 "
        "保障对象 低保对象 优抚对象 人员姓名",
    ),
)
SERVICES = (
    _CASE,
    *_PERSON,
    _text("day", "死亡日期", "死亡时间 死亡日 去世日期 去世时间 逝世日期 逝世时间 日期"),
    _text("division", "户籍地区划代码", "区划代码 户籍代码"),
    _text("words", "身份标记", "优待类别 对象类别 人员类别 困难类别 减免对象类别 标记"),
    _text("item", "项目", "服务项目 收费项目 减免项目 项目名称 服务名称 费用项目"),
    _text("kind", "种类", "规格 档次 方式 安葬方式"),
    _text("area", "区域", "城乡 片区"),
    _text("quantity", "数量", "公里数 天数 次数"),
    _text(
        "amount",
        "申报金额",
        "金额 申请金额 申请减免金额 减免金额 收费金额 应收金额 实收金额 结算金额 费用",
    ),
)
"""Services that were given, one a line, with what is known of the case."""
SHELVES = (
    _text(
        "location",
        "位置",
        "格位 格位号 格位编号 存放格位 寄存格位 寄存号 墓穴号 墓穴编号 墓位 墓位号 墓号 穴位 存放位置 墓穴或格位编号",
    ),
    _CASE,
    *_PERSON,
)
"""What stands on the shelves."""
_MONTHS = tuple(
    _text(
        f"month_{number}", f"{number}月", f"{number}月份 {number:02}月 {word}月 {word}月份 {more}"
    )
    for number, (word, more) in enumerate(
        zip(
            ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"],
            ("元月", *[""] * 9, "冬月", "腊月"),
            strict=True,
        ),
        1,
    )
)
"""A column for each month, with what was paid in it."""
PAYMENTS = (
    *_PERSON,
    _text("birth", "出生日期", "出生年月"),
    _text(
        "kind",
        "待遇",
        "待遇名称 待遇类别 项目 项目名称 补贴类型 补贴名称 补助类别 补助项目 救助类别 保障类别 发放项目 资金名称",
    ),
    _text(
        "month",
        "发放月份",
        "月份 所属月份 发放日期 发放时间 发放年月 享受月份 所属年月 所属期 年月",
    ),
    _text(
        "amount",
        "金额",
        "发放金额 实发金额 应发金额 补贴金额 补助金额 保障金额 补差金额 发放标准 补助标准",
    ),
)
"""Payments, one a line."""
ISSUES = (
    _text("serial", "火化证明编号", "火化证号 火化证编号 证明编号 证明号 编号 证号 流水号"),
    _text("status", "状态", "使用情况 使用状态 领用情况 是否作废"),
    _text("reason", "原因", "作废原因 备注"),
)
"""The ledger of certificates."""


def read_payments(paths: Sequence[str | Path]) -> pl.DataFrame:
    """The payments of lists with a line for each, or with a line for each person and a column for each month.

    The year of such columns, and of months without one, is the one that the title, the sheet or the file
    names; without it their months cannot be told (FX213). ``line`` is the place of each payment in its list.

    Raises:
        InputError: a file that cannot be read (IN1xx).

    """
    archive = read_archive(list(paths), (*PAYMENTS, *_MONTHS))
    names = [spec.name for spec in PAYMENTS]
    parts: list[pl.DataFrame] = []
    before = 0
    for table, frame in archive.chunks():
        whole = frame.with_columns(
            pl.lit(None, pl.String).alias(name) for name in names if name not in frame.columns
        ).with_row_index("line", before)
        before += whole.height
        months = [spec.name for spec in _MONTHS if spec.name in whole.columns]
        if months and "month" not in frame.columns:
            whole = _by_month(whole.drop("month", "amount"), months, _year_of(table))
        elif year := _year_of(table):
            bare = pl.col("month").str.extract(_BARE_MONTH).str.zfill(2)
            told = pl.concat_str(pl.lit(year), bare, separator="-")
            whole = whole.with_columns(pl.coalesce(told, "month").alias("month"))
        parts.append(whole.select("line", *names).cast(dict.fromkeys(names, pl.String)))
    return pl.concat(parts)


def _by_month(frame: pl.DataFrame, months: Sequence[str], year: str | None) -> pl.DataFrame:
    """A line for each month in which a person was paid."""
    long = frame.unpivot(
        months, index=[n for n in frame.columns if n not in months], value_name="amount"
    )
    month = pl.col("variable").str.extract(r"(\d+)").str.zfill(2)
    told = pl.concat_str(pl.lit(year), month, separator="-") if year else month + "月"
    paid = pl.col("amount").str.strip_chars()
    nothing = paid.is_null() | paid.is_in(["", "0", "0.0", "0.00", "-", "—", "/"])
    return long.filter(~nothing).with_columns(month=told).sort("line", "month")


def _year_of(table: Table) -> str | None:
    """The one year that is named around a table, the nearest first; ``None`` where one names several or none."""
    for text in (*reversed(table.titles), table.sheet, table.path.stem):
        years = set(_YEAR.findall(text or ""))
        if years:
            return years.pop() if len(years) == 1 else None
    return None


def read_list(paths: Sequence[str | Path], fields: tuple[FieldSpec, ...]) -> pl.DataFrame:
    """The rows of a list with the columns of *fields*, all text, null where empty or not there.

    Raises:
        InputError: a file that cannot be read (IN1xx).

    """
    archive = read_archive(list(paths), fields)
    frames = [frame for _, frame in archive.chunks()]
    names = [field.name for field in fields]
    parts = [
        frame.select(
            pl.col(name).cast(pl.String) if name in frame.columns else pl.lit(None, pl.String).alias(name)
            for name in names
        )
        for frame in frames
    ]  # fmt: skip
    return pl.concat(parts)


def days(column: pl.Series, on: date) -> pl.Series:
    """A column of written dates as days; partial ones by their first day."""
    parsed: Any = dates.parse(column, role="event", on=on)
    return pl.Series(parsed["lo"]).alias(column.name)


def numbers(column: pl.Series) -> pl.Series:
    """A column of written numbers (``5 天``, ``￥1,200``, ``壹仟贰佰元整``); null where there is none."""
    read = lift(
        [column.cast(pl.String)], lambda cell: (written_amount(cell),), {"number": pl.Float64}
    )
    return read["number"].alias(column.name)
