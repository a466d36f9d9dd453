"""A list of signs read out of a file: its columns, and the rows that say anything of a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from minzheng_core.errors import InputError
from minzheng_core.extras import require_extra
from minzheng_core.registries.place_names.unread_columns import not_taken, unread_columns
from minzheng_core.schema import FieldKind, FieldSpec

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.reading.notes import ReadingNote


_OF_ONE_SIGN = frozenset({"sign_number", "place", "longitude", "latitude"})
"""Fields in which 同上 and 〃 cannot stand for the cell above."""


def _field(name: str, synonyms: str) -> FieldSpec:
    first, *_ = words = tuple(synonyms.split())
    return FieldSpec(
        name=name,
        label=first,
        kind=FieldKind.TEXT,
        synonyms=words,
        repeated=name not in _OF_ONE_SIGN,
    )


FIELDS = (
    _field("sign_number", "标志编号 标志牌编号 标识编号 标牌编号 牌号 路牌编号 设施编号 编号"),
    _field("standard_name", "标准名称 地名 地名名称 名称 路名"),
    _field("place", "地名记录 地名记录编号"),
    _field(
        "kind",
        "标志类型 标志类别 标志牌类型 标志牌类别 标牌类型 标牌类别 牌子类型 牌子种类 类型 种类 类别",
    ),
    _field("location", "设置位置 位置 安装位置 设置地点 安装地点 地点"),
    _field("longitude", "经度 东经"),
    _field("latitude", "纬度 北纬"),
    _field("datum", "坐标系"),
    _field("text_shown", "标志上的汉字 汉字 牌面汉字 牌面文字 标牌内容 牌面内容"),
    _field("spelling_shown", "标志上的拼写 拼写 拼音 牌面拼音 汉语拼音 罗马字母"),
    _field("script_shown", "标志上的民族文字 民族文字"),
    _field("erected_on", "设置日期 安装日期 设置时间 安装时间 设立日期 设立时间"),
    _field("erected_by", "设置单位 安装单位"),
    _field("patrol_months", "巡查间隔（月） 巡查间隔 巡查周期"),
    _field("patrolled_on", "最近巡查日期 巡查日期 最近巡查时间 巡查时间"),
    _field("defect", "缺陷 缺陷情况 问题 存在问题"),
    _field("defect_found_on", "发现日期 缺陷发现日期 发现时间"),
    _field("rectify_by", "整改期限 整改时限 整改截止日期 限期整改日期"),
    _field("rectified_on", "整改日期 整改完成日期 整改完成时间 完成整改日期"),
    _field("remark", "备注 说明"),
)
"""The headings of lists of signs."""
LABELS = {spec.name: spec.label for spec in FIELDS}
"""What the columns are called."""
_PLACED = {"standard_name", "location"}
"""What tells a sign without a number and a text: the name that it is of, and where it stands."""


@frozen
class SignList:
    """The rows of a list with their numbers, and what reading the file did beside reading."""

    file: str
    rows: tuple[tuple[int, dict[str, str]], ...]
    remarks: tuple[tuple[str, ReadingNote], ...]


def read_signs(path: Path, *, sheets: list[str] | None = None) -> SignList:
    """Read a list of signs, in any layout that an archive may have.

    Raises:
        InputError: the file cannot be read (IN1), or no column says what the signs are (PB391).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    """
    require_extra("archive")
    from minzheng_core.reading import read_archive

    archive = read_archive(path, FIELDS, sheets=sheets)
    known = {"source_row", *(spec.name for spec in FIELDS)}
    unread = dict.fromkeys(h for t in archive.tables for h in unread_columns(t.frame, known))
    rows = tuple(
        (int(number), cells)
        for table in archive.tables
        for number, cells in _rows(_without_row_numbers(table.frame))
    )
    if not rows:
        raise InputError("PB391", file=path.name)
    return SignList(path.name, rows, (*archive.remarks, *not_taken(tuple(unread))))


def _without_row_numbers(frame: Any) -> Any:
    """The frame without a column of numbers (编号) that only counts its rows: no sign is known by that."""
    if "sign_number" not in frame.columns:
        return frame
    numbers = frame["sign_number"].to_list()
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    return frame.drop("sign_number") if numbers == counted else frame


def _rows(frame: Any) -> list[tuple[int, dict[str, str]]]:
    """The number and the filled cells of each row that says anything of a sign."""
    kept = [spec.name for spec in FIELDS if spec.name in frame.columns]
    rows = []
    for number, *cells in frame.select("source_row", *kept).iter_rows():
        told = {n: str(c).strip() for n, c in zip(kept, cells, strict=True) if c and str(c).strip()}
        if told.keys() & {"sign_number", "text_shown"} or told.keys() >= _PLACED:
            rows.append((int(number), told))
    return rows
