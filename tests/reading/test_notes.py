"""Remarks on many tables that say the same stand in one line."""

from __future__ import annotations

from minzheng_core.reading.notes import ReadingNote, gathered


def _tables(code: str, count: int, **values):
    return [(f"{at}.xls", ReadingNote(code, (at,), 1, values=values)) for at in range(1, count + 1)]


def test_few_are_told_one_by_one_and_many_in_one_line() -> None:
    few, many = _tables("IN153", 3), _tables("IN186", 4, act="结婚")
    lines = gathered([*few, *many])
    assert [line for line, each in lines[:3]] == [f"{at}.xls：空行 1 行已去掉" for at in (1, 2, 3)]
    (line, each) = lines[3]
    assert line.startswith("1.xls、2.xls、3.xls 等 4 张表：没有“业务类型”一列")
    assert len(each) == 4


def test_those_that_differ_are_called_by_their_title() -> None:
    ((line, each),) = gathered(_tables("IN151", 5))
    assert line == "1.xls、2.xls、3.xls 等 5 张表：重复的表头"
    assert each[4] == "5.xls：中间重复的表头 1 行已去掉：第 5 行"
    others = [
        note
        for act in ("结婚", "离婚", "撤销", "补发结婚证")
        for note in _tables("IN186", 1, act=act)
    ]
    assert len(gathered(others)) == 1
