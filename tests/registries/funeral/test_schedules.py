"""Schedules of free items and awards: documented ones, one and many alike, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core import InputError
from minzheng_core.registries.funeral.claims import check_claims
from minzheng_core.registries.funeral.schedules import (
    Schedules,
    Service,
    documented,
    parse_schedule,
    read_schedules,
    state,
    state_all,
)

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 5, 1)
LEIZHOU = (
    ("接运", 160), ("消毒", 1), ("存放", 3), ("告别厅", 1), ("火化", 1), ("骨灰盒", 1), ("骨灰寄存", 2),
)  # fmt: skip


def told(name: str, place: str, *services: Service, **more: Any) -> tuple[float, float, float]:
    statement = state(services, documented(name), place=place, day=DAY, **more)
    return statement.gross / 100, statement.free / 100, statement.pay / 100


def test_leizhou_gives_1540_at_most():
    services = [Service(item=item, quantity=quantity) for item, quantity in LEIZHOU]

    assert told("雷州", "440882", *services) == (1540, 1540, 0)
    assert told("雷州", "440882", Service(item="存放", quantity=5)) == (400, 240, 160)
    assert told("雷州", "440882", Service(item="接运", quantity=200)) == (600, 480, 120)


def test_tongshan_charges_by_distance_and_hour():
    assert told("通山", "421224", Service(item="接运", quantity=26, area="农村")) == (430, 0, 430)
    assert told("通山", "421224", Service(item="存放", quantity=80))[2] == 120
    assert told("通山", "421224", Service(item="火化", kind="拣灰炉")) == (1000, 500, 500)
    assert told("通山", "421224", Service(item="火化")) == (600, 600, 0)


def test_hukou_charges_every_trip():
    trip = Service(item="接运", quantity=42)

    assert told("湖口", "360429", trip)[2] == 296
    assert told("湖口", "360429", trip, trip)[2] == 592
    assert told("湖口", "360429", Service(item="接运", quantity=20, kind="放空"))[2] == 130


@pytest.mark.parametrize(
    ("words", "division", "reason"),
    [([], "361002", None), (["丧葬费"], "361002", "FS204"), ([], "360732", "FS203")],
)
def test_linchuan_is_for_residents_without_a_grant(words, division, reason):
    statement = state([Service(item="火化")], documented("临川"), place="361002", day=DAY,
                      words=words, division=division)  # fmt: skip

    assert statement.refused == reason


def test_an_award_needs_its_papers_and_is_given_once():
    papers = ["火化证明", "安葬证明"]
    river = Service(item="生态安葬奖补", kind="江葬")
    more: dict[str, Any] = {"division": "360783", "kind": "award"}

    assert told("龙南", "360783", river, words=papers, **more)[1] == 3000
    assert told("龙南", "360783", river, river, words=papers, **more)[1] == 3000
    assert told("龙南", "360783", river, words=["火化证明"], **more)[1] == 0


def test_every_yuan_is_explained_in_both_languages():
    statement = state([Service(item="存放", quantity=5), Service(item="擦身")], documented("雷州"),
                      place="440882", day=DAY)  # fmt: skip

    assert statement.explain()[0].startswith(
        "存放 5 天：3 天免费，2 天按 80 元/天收费，应付 160 元"
    )
    assert "3 day free, 2 day charged" in statement.explain("en")[0]
    assert [f.code for f in statement.findings] == ["FS206"]


HEAD = '[schedule]\nname = "某县"\nplace = "360732"\n'
LIMITED = """
cap = 1000
[[line]]
item = "接运"
unit = "次"
price = 600
free_times = 1
[[line]]
item = "骨灰盒"
unit = "个"
price = 100
who = ["低保"]
[[line]]
item = "空驶"
unit = "公里"
price = 3
free = false
[[line]]
item = "灵车"
unit = "公里"
price = 3
free_times = 1
[[line]]
item = "火化"
unit = "具"
price = 700
"""


@pytest.mark.parametrize(
    ("services", "end"),
    [
        ([("接运", 2)], "1 次免费，1 次按 600 元/次收费，应付 600 元（标准 1200 元，减免 600 元）"),
        ([("接运", 1), ("接运", 1)], "；此项已减免 600 元，到了上限"),
        ([("灵车", 9), ("灵车", 9)], "；前 1 次免费，这是第 2 次"),
        ([("接运", 1), ("火化", 1)], "（标准 700 元，减免 400 元）；每具合计最多减免 1000 元"),
        ([("骨灰盒", 1)], "；只免低保"),
        ([("空驶", 3)], "；此项收费，不免"),
        ([("火化", 1)], "应付 0 元（标准 700 元，减免 700 元）"),
    ],
)
def test_what_is_left_to_pay_says_why(services, end):
    schedule, _ = parse_schedule(HEAD + LIMITED)
    told = state([Service(item=item, quantity=q) for item, q in services], Schedules((schedule,)),
                 place="360732", day=DAY)  # fmt: skip

    assert told.explain()[-1].endswith(end)


ITEMS = st.sampled_from(
    ["接运", "存放", "火化", "骨灰盒", "骨灰寄存", "告别厅", "消毒", "擦身", "生态安葬奖补"]
)
services = st.tuples(
    ITEMS,
    st.sampled_from([0, 1, 2, 2.5, 3, 26, 42, 80, 160.125, -1, float("nan")])
    | st.floats(0, 500).map(lambda x: round(x, 3)),
    st.sampled_from(["", "拣灰炉", "放空", "江葬"]),
    st.sampled_from(["", "农村", "城区"]),
)
cases = st.tuples(
    st.dates(date(2018, 1, 1), date(2027, 1, 1)),
    st.sampled_from(["", "421224", "440882001", "361002", "360732"]),
    st.sampled_from(["", "丧葬费", "低保、丧葬费", "火化证明、安葬证明"]),
    st.lists(services, max_size=6),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(cases, min_size=1, max_size=6), st.sampled_from(["421224", "440882", "360429", "361002", "360783"]),
       st.sampled_from(["free", "award"]))  # fmt: skip
def test_many_cases_are_told_like_each_alone(drawn, place, kind):
    people = pl.DataFrame(
        [(str(n), day, division, words) for n, (day, division, words, _) in enumerate(drawn)],
        schema={"case": pl.String, "day": pl.Date, "division": pl.String, "words": pl.String},
        orient="row",
    )
    given_ = pl.DataFrame(
        [(str(n), *line) for n, (*_, lines) in enumerate(drawn) for line in lines],
        schema={"case": pl.String, "item": pl.String, "quantity": pl.Float64, "kind": pl.String,
                "area": pl.String},
        orient="row",
    )  # fmt: skip
    known = documented()
    together = state_all(people, given_, known, place=place, kind=kind)

    for number, (day, division, words, lines) in enumerate(drawn):
        alone = state(
            [Service(item=i, quantity=q, kind=k, area=a) for i, q, k, a in lines],
            known, place=place, day=day, division=division, words=words.split("、"), kind=kind,
        )  # fmt: skip
        own = together.services.filter(pl.col("case") == str(number))
        assert own.select("paid_units", "gross", "free").rows() == [
            (line.paid_units, line.gross, line.free) for line in alone.lines
        ]
        row = together.cases.row(number, named=True)
        assert (row["gross"], row["free"], row["pay"], row["refused"]) == (
            alone.gross, alone.free, alone.pay, alone.refused,
        )  # fmt: skip
        assert together.of(str(number)).explain() == alone.explain()


@pytest.mark.parametrize(
    ("text", "code", "line", "field"),
    [
        ("[schedule\n", "FS101", "1", None),
        ('name = "x"\n', "FS102", "1", "schedule"),
        (HEAD, "FS102", "1", "line"),
        (HEAD + '[[line]]\nitem = "存放"\nunit = "天"\nprice = -80\n', "FS104", "7", "price"),
        (HEAD + '[[line]]\nitem = "存放"\nunit = "日"\nprice = 80\n', "FS103", "6", "unit"),
        (HEAD + '[[line]]\nitem = "存放"\nunit = "天"\n', "FS102", "4", "price"),
        (HEAD + '[[line]]\nitem = "存放"\nunit = "天"\nprice = "八十"\n', "FS103", "7", "price"),
        (HEAD + '[[line]]\nitem = "存放"\nunit = "天"\nprice = nan\n', "FS103", "7", "price"),
        (HEAD + '[[line]]\nitem = "存放"\nunit = "天"\nprise = 80\nprice = 1\n', "FS103", "7", "prise"),
        (HEAD + '[[line]]\nitem = "接运"\nunit = "公里"\nbase = 1\nfree_quantity = 3\n', "FS107", "8", "free_quantity"),
        (HEAD + 2 * '[[line]]\nitem = "存放"\nunit = "天"\nprice = 80\n', "FS106", "8", "item"),
        (HEAD + 'since = "明年"\n[[line]]\nitem = "存放"\nunit = "天"\nprice = 8\n', "FS103", "4", "since"),
        (HEAD.replace("360732", "兴国") + '[[line]]\nitem = "存放"\nunit = "天"\nprice = 8\n', "FS103", "3", "place"),
        (HEAD + "line = 3\n", "FS103", "4", "line"),
    ],
)  # fmt: skip
def test_a_schedule_that_cannot_be_evaluated_is_refused_with_its_line(
    text: str, code: str, line: str, field: str | None, tmp_path: Path
):
    schedule, found = parse_schedule(text)
    file = tmp_path / "县.toml"
    file.write_text(text, encoding="utf-8")

    assert schedule is None
    assert (found[0].code, found[0].part, found[0].field) == (code, line, field)
    with pytest.raises(InputError) as caught:
        read_schedules(file)
    assert "县.toml" in caught.value.sentence()
    assert "…" not in caught.value.sentence() + caught.value.sentence("en")


def test_two_schedules_for_one_day_are_refused(tmp_path: Path):
    line = '[[line]]\nitem = "存放"\nunit = "天"\nprice = 8\n'
    first, second = tmp_path / "甲.toml", tmp_path / "乙.toml"
    first.write_text(HEAD + "until = 2026-01-01\n" + line, encoding="utf-8")
    second.write_text(HEAD.replace("某", "乙") + "since = 2026-01-01\n" + line, encoding="utf-8")

    known = read_schedules(first, second)
    assert [known.at("360732", date(2026, 1, 1) - timedelta(days=n)) for n in (0, 1)] == [1, 0]
    second.write_text(HEAD.replace("某", "乙") + "since = 2025-12-31\n" + line, encoding="utf-8")
    with pytest.raises(InputError, match="FS105"):
        read_schedules(first, second)


def test_claims_are_held_against_the_schedule():
    people = pl.DataFrame(
        {"case": ["A", "B", "C"], "day": [DAY] * 3, "division": ["361002"] * 3,
         "words": ["", "丧葬费", ""]}
    )  # fmt: skip
    given_ = pl.DataFrame({"case": ["A", "B"], "item": ["火化", "火化"], "quantity": [1, 1]})
    statements = state_all(people, given_, documented("临川"), place="361002")
    claims = pl.DataFrame(
        {
            "case": ["A", "A", "B", "D", "C"],
            "item": ["火化", "火化", "火化", "火化", "火化"],
            "amount": ["0", "5", "600", "1", "-3"],
        }
    )
    found = check_claims(claims, statements)

    assert [(r, c) for r, c in found.select("row", "code").rows()] == [
        (1, "FS202"), (1, "FS201"), (2, "FS204"), (3, "FS209"), (4, "FS208"),
    ]  # fmt: skip


def test_an_amount_that_is_none_is_shown_and_spoils_no_other_claim():
    people = pl.DataFrame({"case": ["A"], "day": [DAY], "division": ["440882"]})
    given_ = pl.DataFrame({"case": ["A"], "item": ["存放"], "quantity": [5]})
    statements = state_all(people, given_, documented("雷州"), place="440882")
    claims = pl.DataFrame(
        {
            "case": ["A", "A", "A", None, None],
            "item": ["存放"] * 5,
            "amount": ["100", "一百元", "nan", "1", "1"],
        }
    )
    found = check_claims(claims, statements).select("row", "code", "actual").rows()

    assert found == [
        (1, "FS208", "一百元"), (1, "FS202", "存放"), (2, "FS208", "nan"), (2, "FS202", "存放"),
        (3, "FS209", "存放"), (4, "FS209", "存放"),
    ]  # fmt: skip


def test_an_award_is_for_kinds_that_save_land():
    people = pl.DataFrame(
        {"case": ["A"], "day": [DAY], "words": ["火化证明、安葬证明"], "division": ["360783"]}
    )
    given_ = pl.DataFrame(
        {"case": ["A"], "item": ["生态安葬奖补"], "kind": ["江葬"], "quantity": [1]}
    )
    statements = state_all(people, given_, documented("龙南"), place="360783", kind="award")
    claims = pl.DataFrame(
        {"case": ["A"], "item": ["生态安葬奖补"], "amount": [3000], "kind": ["墓葬"]}
    )

    assert check_claims(claims, statements, award=True)["code"].to_list() == ["FS210"]
    river = claims.with_columns(kind=pl.lit("江葬"))
    assert check_claims(river, statements, award=True).is_empty()
