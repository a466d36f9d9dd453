"""Certificate numbers that one office gave twice in one year, also before the national forms."""

from datetime import date

import polars as pl
import pytest

from minzheng_core.registries import marriage

FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"


def row(day: str, number: str, office: str, couple: int, business: str = "结婚") -> dict[str, str]:
    return {
        "登记日期": day,
        "业务类型": business,
        "登记机关": office,
        "证件字号": number,
        "男方姓名": f"{FAMILY[couple]}建明",
        "女方姓名": f"{FAMILY[-couple - 1]}桂花",
    }


def repeated(*rows: dict[str, str]) -> list[int]:
    """The rows with MF301."""
    result = marriage.clean(pl.DataFrame(rows), county="360732", on=date(2026, 11, 23), link=False)
    return result.findings.filter(pl.col("code") == "MF301")["row"].sort().to_list()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("(87)潋结字第5号", "潋江镇"), ("(87)潋结字第5号", "潋江镇")),
        (("(87)潋结字第3号", "潋江镇人民政府"), ("（87）潋结字第03号", "兴国县潋江镇")),
        (("兴东结字第87-2号", "东村乡"), ("兴东结字第87-2号", "兴国县东村乡人民政府")),
        (("潋结字第5号", "潋江镇"), ("潋结字第5号", "潋江")),
        (("87字第5号", "潋江镇"), ("87字第5号", "潋江镇")),
    ],
)
def test_one_number_one_office_one_year_two_couples(first, second):
    assert repeated(row("1987-05-02", *first, 1), row("1987-06-02", *second, 2)) == [0, 1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("1987-05-02", "第5号", "潋江镇"), ("1987-06-02", "第5号", "高兴镇")),
        (("1987-05-02", "结字第5号", "潋江镇"), ("1988-06-02", "结字第5号", "潋江镇")),
        (("1984-05-02", "结字第5号", "潋江公社"), ("1984-09-02", "结字第5号", "潋江镇")),
        (("1987-05-02", "结字第5-1号", "潋江镇"), ("1987-05-02", "结字第5-2号", "潋江镇")),
        (("1987-05-02", "结字第5号", ""), ("1987-06-02", "结字第5号", "")),
        (("1987-05-02", "无", "潋江镇"), ("1987-06-02", "无", "潋江镇")),
    ],
)
def test_numbers_of_several_series_are_not_the_same(first, second):
    assert repeated(row(*first, 1), row(*second, 2)) == []


def test_acts_count_for_themselves_where_the_number_does_not_say_which():
    rows = [
        row("1987-05-02", "87字第5号", "潋江镇", 1),
        row("1987-05-03", "87字第5号", "潋江镇", 2, "离婚"),
    ]

    assert repeated(*rows) == []


def test_one_couple_is_never_two():
    act = row("1987-05-02", "(87)潋结字第5号", "潋江镇", 1)

    assert repeated(act, act | {"登记日期": "1987-05-12"}) == []
    assert repeated(act, act | {"男方姓名": "赵建民"}) == []
    assert repeated(act, act | {"男方姓名": act["女方姓名"], "女方姓名": act["男方姓名"]}) == []


def test_townships_that_count_under_the_name_of_the_county_give_no_alarm():
    rows = [
        row(f"1987-0{month}-{n:02d}", f"87字第{n}号", "兴国县民政局", n + month - 5)
        for month in (5, 6)
        for n in range(1, 9)
    ]

    assert repeated(*rows) == []
    assert repeated(*rows[:8], rows[9]) == [1, 8]


def _county_series(twice: int | None = None) -> list[dict[str, str]]:
    """A year of one series that two offices draw from in turns; one number was given by both."""
    offices = ["潋江镇", "高兴镇", "高兴镇", "潋江镇", "高兴镇"]
    rows = [
        row("1994-05-02", f"兴结字第{at}号", offices[at % 5], at % 16)
        | {"男方姓名": f"王{FAMILY[at % 20]}{at // 20}"}
        for at in range(1, 61)
    ]
    if twice is not None:
        other = "潋江镇" if rows[twice]["登记机关"] == "高兴镇" else "高兴镇"
        rows.append(rows[twice] | {"登记机关": other, "男方姓名": "胡大", "女方姓名": "马二"})
    return rows


def test_two_offices_that_draw_from_one_series_do_not_give_one_number_twice():
    assert repeated(*_county_series()) == []
    assert repeated(*_county_series(twice=20)) == [20, 60]


def test_two_offices_that_count_for_themselves_give_the_same_numbers():
    rows = [
        row("1994-05-02", f"兴结字第{at}号", office, at % 16)
        | {"男方姓名": f"{family}{FAMILY[at % 20]}"}
        for office, family in (("潋江镇", "王"), ("高兴镇", "李"))
        for at in range(1, 31)
    ]
    assert repeated(*rows) == []


@pytest.mark.parametrize(
    ("number", "year"),
    [("潋结字97{:03}号", 1997), ("潋结字2004{:03}号", 2004), ("潋结字04{:05}号", 2004)],
)
def test_a_year_before_the_number_leaves_no_gap(number: str, year: int) -> None:
    rows = [row(f"{year}-05-02", number.format(at), "潋江镇", at) for at in range(1, 9)]
    result = marriage.clean(pl.DataFrame(rows), county="360732", on=date(2026, 11, 23), link=False)
    assert result.gaps.height == 0
