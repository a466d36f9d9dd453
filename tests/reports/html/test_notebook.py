"""What a notebook shows of a run: numbers, a picture and findings, errors first, nobody named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.registries import marriage
from tests.reports.conftest import HUSBANDS, WIVES, rows

if TYPE_CHECKING:
    from minzheng_core.cleaning import CleanResult


def test_it_shows_the_numbers_the_picture_and_the_findings(result: CleanResult) -> None:
    shown = result._repr_html_()

    assert f"<b>{result.height}</b><span>条记录" in shown
    assert "<svg" in shown
    assert '<td class="code">MR301</td>' in shown


def test_errors_come_first_and_notices_are_folded_away(result: CleanResult) -> None:
    before, _, folded = result._repr_html_().partition("<details>")
    levels = re.findall(r'class="tag (\w+)"', before)

    assert levels == sorted(levels, key=["error", "suspect"].index)
    assert {"error", "suspect"} == set(levels)
    assert set(re.findall(r'class="tag (\w+)"', folded)) == {"notice"}


def test_nobody_is_named_in_it(result: CleanResult) -> None:
    shown = result._repr_html_()

    assert not any(number in shown for number in (*HUSBANDS, *WIVES))
    assert not any(row[column] in shown for row in rows() for column in (5, 9))


def test_its_style_stays_within_it_and_runs_nothing(result: CleanResult) -> None:
    shown = result._repr_html_()
    style = re.search(r"<style>(.*?)</style>", shown, re.DOTALL)

    assert style is not None
    assert style[1].startswith(".minzheng{")
    assert style[1].count("{") == style[1].count("}")
    assert re.search(r";\s*h1\{", style[1]), "the first nested rule would be lost"
    assert "<script" not in shown


def test_where_nothing_is_wrong_it_says_so() -> None:
    act = {"登记日期": "1985-03-05", "业务类型": "结婚", "男方姓名": "张三", "女方姓名": "李四"}
    result = marriage.clean(pl.DataFrame([act]), county="360732")

    assert result.report.severities().keys() <= {"notice"}
    assert "没有错误和存疑。" in result._repr_html_()
