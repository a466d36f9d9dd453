"""A year in which the county became a city: one store goes on, whichever code the clerk writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

LIST = """\
标准名称,政区代码,所属政区,类别
旬阳县,610928,安康市,县
城关镇,610928100,旬阳县,镇
大坪村,610928100201,城关镇,行政村
"""
ORDER = """\
kind = "撤县设市"
document = "国函〔2021〕9号"
authority = "国务院"
approved_on = 2021-01-20
effective = 2021-02-20

[[units]]
key = "旬阳县"
name = "旬阳市"
code = "610981"
"""
SIGNS = "牌号,路名,设置位置,标志上的汉字\nS1,旬阳县,县界,旬阳县\n"


def test_lists_and_signs_of_the_city_go_into_the_countys_store(
    minzheng: Callable[..., Said], tmp_path: Path
) -> None:
    files = {"去年.csv": LIST, "变更.toml": ORDER, "标志.csv": SIGNS}
    files["今年.csv"] = (
        LIST.replace("610928", "610981").replace("旬阳县", "旬阳市").replace(",县\n", ",市\n")
    )
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    store, by = tmp_path / "地名.db", ("--by", "王某某")

    def run(*words: object) -> Said:
        return minzheng("place-names", *words, *by)

    assert run("enter", tmp_path / "去年.csv", store, "--county", "610928").status == 0
    assert run("change", store, tmp_path / "变更.toml").status == 0
    said = run("enter", tmp_path / "今年.csv", store, "--county", "610981")
    assert (said.status, "3 条没有变化" in said.out) == (0, True)
    signs = run("signs", tmp_path / "标志.csv", store, "--county", "610981")
    assert "没有本县的地名登记簿" not in signs.out
    assert "标志上写的是“旬阳县”，标准名称是“旬阳市”" in signs.out
