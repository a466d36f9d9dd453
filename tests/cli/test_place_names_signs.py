"""The command on lists of signs of place names, as a clerk runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.names_store import names_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

SIGNS = """\
牌号,路名,安装位置,牌面汉字,牌面拼音,安装时间,巡查周期
P1,和顺路,东口,和顺路,HESHUN LU,2025-01-01,12
P2,〃,西口,和顺街,Heshun Road,2025-01-01,12
,和顺路,桥头,和顺路,HESHUN LU,2025-01-01,
,和顺路,桥头,和顺路,HESHUN LU,2025-01-01,
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return names_in(tmp_path)


def test_a_list_of_signs_is_entered_once_and_compared_with_the_names(
    minzheng: Callable[..., Said], store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "标志.csv"
    file.write_text(SIGNS, encoding="utf-8")
    asked = ("place-names", "signs", file, store, "--county", "360732", "--by", "王某某")

    first, again = minzheng(*asked), minzheng(*asked)

    assert first.status == again.status == 10
    assert "新登记 3 个" in first.out
    assert "第 5 行" in first.out
    assert "第 3 行 [PB311] 标志上写的是“和顺街”，标准名称是“和顺路”" in first.out
    assert "第 3 行 [PS207]" in first.out
    assert "新登记 0 个，补充 0 个，3 个没有变化" in again.out


def test_signs_with_errors_or_of_no_known_name_are_told(
    minzheng: Callable[..., Said], store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "标志.csv"
    file.write_text(
        "牌号,牌面汉字,牌面拼音,安装时间\nP1,不明路,BUMING LU,2025-13-01\n", encoding="utf-8"
    )

    said = minzheng("place-names", "signs", file, store, "--county", "360732", "--by", "王某某")

    assert said.status == 10
    assert "1 个标志的地名不在登记簿里" in said.out
    assert "第 2 行（设置日期） [DT102]" in said.out


def test_a_list_of_names_is_no_list_of_signs(minzheng: Callable[..., Said], tmp_path: Path) -> None:
    file = tmp_path / "名录.csv"
    file.write_text("名称,备注\n和顺路,甲\n", encoding="utf-8")
    said = minzheng(
        *("place-names", "signs", file, tmp_path / "标志.db"),
        *("--county", "360732", "--by", "王某某"),
    )

    assert said.status == 3
    assert "PB391" in said.err
    assert not (tmp_path / "标志.db").exists()


def test_signs_of_one_number_that_show_different_names_conflict(
    minzheng: Callable[..., Said], tmp_path: Path
) -> None:
    file, store = tmp_path / "标志.csv", tmp_path / "标志.db"
    head = "标志编号,标志上的汉字,标志上的拼写\n"
    file.write_text(f"{head}S1,背街,BEI JIE\nS1,红军路,\nS1,背街,\n", encoding="utf-8")
    asked = ("place-names", "signs", file, store, "--county", "360732", "--by", "王某某")

    said = minzheng(*asked)

    assert said.status == 10
    assert "第 3 行没有采用 [PB313] 标志“S1”与第 2 行不同：标志上的汉字“红军路”与“背街”" in said.out
    assert "重复的行没有再登：第 4 行" in said.out

    file.write_text(f"{head}S1,正街,ZHENG JIE\n", encoding="utf-8")
    later = minzheng(*asked)
    assert later.status == 10
    assert "第 2 行没有采用 [PB313] 标志“S1”与登记簿不同" in later.out


def test_signs_of_names_that_went_are_told_and_marks_stand_for_the_cell_above(
    minzheng: Callable[..., Said], store: Path, tmp_path: Path
) -> None:
    act = ("--by", "王某某", "--reason", "改线", "--document", "兴府字〔2026〕30号")
    new = ("--set", "标准名称=安顺路", "--set", "批准日期=2026-9-1")
    assert (
        minzheng("act", store, "rename", "和顺路", "--book", "place_names", *new, *act).status == 0
    )
    file = tmp_path / "标志.csv"
    file.write_text(
        "牌号,安装位置,牌面汉字,牌面拼音\nP1,东口,和顺路,HESHUN LU\nP2,〃,〃,〃\n", encoding="utf-8"
    )
    asked = ("place-names", "signs", file, store, "--county", "360732", "--by", "王某某")

    said = minzheng(*asked)

    assert "没有核对" not in said.out
    for row in (2, 3):
        assert f"第 {row} 行 [PB311] 标志上写的是“和顺路”，标准名称是“安顺路”" in said.out
    where = minzheng("history", store, "P2", "--book", "place_signs").out
    assert "设置位置：东口" in where
    gone = minzheng("act", store, "abolish", "安顺路", "--book", "place_names", *act)
    assert gone.status == 0
    file.write_text("牌号,牌面汉字,牌面拼音\nP9,安顺路,ANSHUN LU\n", encoding="utf-8")
    assert "第 2 行 [PB314] “安顺路”已经废止，标志还在" in minzheng(*asked).out
