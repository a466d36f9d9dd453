"""Putting a synthetic archive into files: workbooks in the layouts of real bureaus, and text files."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import polars as pl
from attrs import Factory, define, frozen

from minzheng_core.extras import require

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.testing.synthetic.archive import SyntheticArchive

Layout = Literal["plain", "titled", "numbers", "pairs", "national", "messy"]
PARTY_FIELDS = ("姓名", "身份证号", "出生日期", "年龄", "民族", "文化程度", "职业", "户籍地址")
WORDINGS: tuple[dict[str, str], ...] = (
    {},
    {
        "业务类型": "登记类别", "证件字号": "结婚证字号", "登记日期": "办证日期", "登记机关": "发证机关",
        "身份证号": "身份证号码", "出生日期": "出生年月", "户籍地址": "家庭住址", "卷号": "案卷号",
    },
    {
        "业务类型": "登记种类", "证件字号": "证书编号", "登记日期": "结婚日期", "登记机关": "办证机关",
        "身份证号": "公民身份号码", "出生日期": "出生时间", "户籍地址": "户口所在地", "文化程度": "学历",
        "卷号": "室编卷号", "备注": "附注",
    },
    {
        "业务类型": "类型", "证件字号": "字号", "登记日期": "登记时间", "登记机关": "登记单位",
        "身份证号": "证件号码", "户籍地址": "住址", "页数": "归档页数", "年度": "归档年度",
    },
)  # fmt: skip
NATIONAL = {
    "业务类型": "OP_TYPE", "证件字号": "CERT_NO", "登记日期": "OP_DATE", "登记机关": "DEPT_NAME",
    "姓名": "NAME", "身份证号": "CERT_NUM", "出生日期": "BIRTH", "民族": "FOLK", "文化程度": "DEGREE",
    "职业": "JOB", "户籍地址": "REG_DETAIL", "全宗号": "DOC_CODE", "年度": "DOC_YEAR", "卷号": "DOC_NO",
    "页数": "DOC_PAGE_NUM", "备注": "REMARK", "原登记日期": "OLD_OP_DATE", "年龄": "AGE",
}  # fmt: skip
ISO = re.compile(r"\d{4}-\d\d-\d\d")


@frozen
class _Sheet:
    """One sheet to be written: which rows in which manner."""

    name: str
    rows: pl.DataFrame
    layout: Layout
    wording: int


@define
class _Pen:
    """Writes cells downwards and remembers in which row of the sheet each record came to stand."""

    sheet: Any
    day_format: Any
    row: int = 0
    places: list[tuple[int, str, int]] = Factory(list)

    def line(self, values: tuple[str, ...], *, typed: bool = False) -> None:
        """Write one line of text; with *typed* let numbers and days become what Excel makes of them."""
        for column, value in enumerate(values):
            if value and not (typed and self._as_excel(column, value)):
                self.sheet.write_string(self.row, column, value)
        self.row += 1

    def _as_excel(self, column: int, value: str) -> bool:
        if value.isdecimal() and value.isascii() and value[0] != "0":
            if len(value) <= 15 or (len(value) == 18 and value.endswith("000")):
                self.sheet.write_number(self.row, column, float(value))
                return True
        elif ISO.fullmatch(value) and _is_day(value):
            self.sheet.write_datetime(
                self.row, column, datetime.fromisoformat(value), self.day_format
            )
            return True
        return False


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).year > 1900
    except ValueError:
        return False


def write_workbook(
    archive: SyntheticArchive, path: Path | str, layout: Layout = "plain"
) -> pl.DataFrame:
    """Write ``archive.raw`` as ``.xlsx`` and tell where each row stands.

    Returns ``row`` (position in ``raw``), ``source_sheet`` and ``source_row`` (the first row of the
    record as the spreadsheet numbers it). Layouts: *plain* one sheet of text; *titled* title rows,
    two-row headings with merged 男方 and 女方, headings repeated, blank rows, a total; *numbers*
    numbers and days stored the way Excel stores them (an 18-digit number ending in 000 was one);
    *pairs* two lines per couple with a sex column; *national* field names of the national system;
    *messy* one sheet per two decades, each in another of these layouts and wordings.
    """
    xlsxwriter = require("xlsxwriter", "archive")
    indexed = archive.raw.with_row_index("row")
    sheets = list(_messy(indexed)) if layout == "messy" else [_Sheet("Sheet1", indexed, layout, 0)]
    places: list[tuple[int, str, int]] = []
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2025, 1, 1)})
        day_format = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            pen = _Pen(book.add_worksheet(sheet.name), day_format)
            _write_sheet(pen, sheet)
            places += pen.places
    return pl.DataFrame(
        places,
        schema={"row": pl.UInt32, "source_sheet": pl.String, "source_row": pl.UInt32},
        orient="row",
    ).sort("row")


def _messy(indexed: pl.DataFrame) -> Iterator[_Sheet]:
    kinds: tuple[Layout, ...] = ("titled", "numbers", "pairs", "plain")
    year = pl.col("年度").cast(pl.Int64)
    for number, first in enumerate(range(1950, 2030, 20)):
        rows = indexed.filter((year >= first) & (year < first + 20))
        if rows.height:
            yield _Sheet(f"{first}-{first + 19}年", rows, kinds[number], number)


def _write_sheet(pen: _Pen, sheet: _Sheet) -> None:
    raw = sheet.rows.drop("row")
    if sheet.layout == "pairs":
        _write_pairs(pen, sheet, raw)
        return
    if sheet.layout == "titled":
        columns = _titled_heading(pen, sheet, raw)
    else:
        columns = tuple(raw.columns)
        pen.line(tuple(_heading(name, sheet) for name in columns))
    typed = sheet.layout == "numbers"
    repeat = 200 if sheet.layout == "titled" else 0
    for count, (number, values) in enumerate(
        zip(sheet.rows["row"].to_list(), raw.select(columns).iter_rows(), strict=True)
    ):
        if repeat and count and count % repeat == 0:
            pen.row += 1
            pen.line(tuple(_heading(name, sheet) for name in columns))
        pen.places.append((number, sheet.name, pen.row + 1))
        pen.line(values, typed=typed)
    if sheet.layout == "titled":
        pen.line(("合计", "", f"{raw.height}对"))
        pen.line(("", "制表人：", "", "审核人："))


def _heading(name: str, sheet: _Sheet) -> str:
    party, bare = (name[:2], name[2:]) if name[:2] in ("男方", "女方") else ("", name)
    if sheet.layout == "national":
        ending = {"男方": "_MAN", "女方": "_WOMAN", "": ""}[party]
        return NATIONAL.get(bare, bare) + ending
    return party + WORDINGS[sheet.wording].get(bare, bare)


def _titled_heading(pen: _Pen, sheet: _Sheet, raw: pl.DataFrame) -> tuple[str, ...]:
    columns = tuple(name for name in raw.columns if name not in ("原登记日期", "全宗号"))
    pen.sheet.merge_range(0, 0, 0, len(columns) - 1, f"兴国县婚姻登记档案目录（{sheet.name}）")
    pen.line(())
    pen.line(("填报单位：兴国县民政局", "", "", "", "", "", "填报日期：2016年3月"))
    top = pen.row
    for at, name in enumerate(columns):
        if name[:2] in ("男方", "女方"):
            if name[2:] == "姓名":
                pen.sheet.merge_range(top, at, top, at + len(PARTY_FIELDS) - 1, name[:2])
            words = WORDINGS[sheet.wording].get(name[2:], name[2:])
            pen.sheet.write_string(top + 1, at, words)
        else:
            pen.sheet.merge_range(top, at, top + 1, at, _heading(name, sheet))
    pen.row = top + 2
    return columns


def _write_pairs(pen: _Pen, sheet: _Sheet, raw: pl.DataFrame) -> None:
    words = WORDINGS[sheet.wording]
    head = ("序号", "业务类型", "证件字号", "登记日期", "登记机关")
    tail = ("年度", "卷号", "备注")
    headings = (*head, "性别", *PARTY_FIELDS, *tail)
    pen.line(tuple(words.get(name, name) for name in headings))
    for number, record in zip(sheet.rows["row"].to_list(), raw.iter_rows(named=True), strict=True):
        pen.places.append((number, sheet.name, pen.row + 1))
        shared = tuple(record[name] for name in head)
        last = tuple(record[name] for name in tail)
        for sex, label in (("男", "男方"), ("女", "女方")):
            person = tuple(record[label + name] for name in PARTY_FIELDS)
            first = sex == "男"
            pen.line(
                (*(shared if first else ("",) * 5), sex, *person, *(last if first else ("",) * 3))
            )


def write_csv(
    archive: SyntheticArchive, path: Path | str, encoding: str = "gb18030"
) -> pl.DataFrame:
    """Write ``archive.raw`` as comma-separated text in *encoding* and tell where each row stands."""
    with Path(path).open("w", encoding=encoding, newline="") as file:
        for start in range(0, max(archive.raw.height, 1), 100_000):
            part = archive.raw.slice(start, 100_000).with_columns(pl.all().replace("", None))
            file.write(part.write_csv(include_header=start == 0))
    count = archive.raw.height
    return pl.DataFrame(
        {"row": range(count), "source_sheet": [""] * count, "source_row": range(2, count + 2)},
        schema={"row": pl.UInt32, "source_sheet": pl.String, "source_row": pl.UInt32},
    )
