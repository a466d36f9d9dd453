"""Domiciles of a marriage archive down to the village, where the county gives a gazetteer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cli import main
from minzheng_core.reference.gazetteer import Gazetteer, Village
from minzheng_core.reference.overlay import Overlay
from minzheng_core.registries import marriage

if TYPE_CHECKING:
    from pathlib import Path

XINGGUO = Gazetteer.of(
    [
        Village("360732204", "360732204204", "白石村委会"),
        Village("360732107", "360732107216", "白石村委会"),
    ]
)
ROWS = pl.DataFrame(
    {
        "登记日期": ["1988.10.1"] * 4,
        "男方姓名": ["张三"] * 4,
        "男方户籍地": ["兴国县杰村公社白石大队", "兴国县白石村", "兴国县杰村乡黑石村", ""],
        "女方姓名": ["李四"] * 4,
        "女方户籍地": ["同男方", "兴国县城岗乡白石村", "兴国县杰村乡百石村", "兴国县"],
    }
)
DAY = date(2026, 11, 26)


def test_only_a_village_beyond_doubt_is_filled_in() -> None:
    overlay = Overlay(gazetteer=XINGGUO)
    records = marriage.clean(ROWS, county="360732", on=DAY, overlay=overlay).records
    assert records["husband_village"].to_list() == ["360732204204", None, None, None]
    assert records["wife_village"].to_list() == ["360732204204", "360732107216", None, None]
    plain = marriage.clean(ROWS, county="360732", on=DAY).records
    assert plain.equals(records.drop("husband_village", "wife_village"))


def test_the_command_takes_a_gazetteer(tmp_path: Path) -> None:
    ROWS.write_csv(tmp_path / "a.csv")
    XINGGUO.save(tmp_path / "own.gaz")
    command = ["clean", str(tmp_path / "a.csv"), "--county", "360732", "--quiet"]
    used = ["--gazetteer", str(tmp_path / "own.gaz"), "--out", str(tmp_path / "out")]
    main([*command, *used])
    records = pl.read_parquet(tmp_path / "out" / "records.parquet")
    assert records["husband_village"].drop_nulls().to_list() == ["360732204204"]
    wrong = ["--gazetteer", str(tmp_path / "a.csv"), "--out", str(tmp_path / "other")]
    assert main([*command, *wrong]) == 3
