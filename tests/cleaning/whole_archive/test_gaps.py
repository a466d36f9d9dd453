"""Missing numbers: by office where offices count for themselves, together where they do not."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.cleaning.plan.spec import Series
from minzheng_core.cleaning.whole_archive.gaps import holes, numbered
from minzheng_core.registries import marriage

VOLUMES = Series(
    name="volume", label="卷号", number="volume", keys=("year", "class"), apart=("office",)
)


def found(rows: list[tuple[int, str | None]]) -> list[tuple[str, int, int]]:
    facts = pl.DataFrame(
        {
            "row": range(len(rows)),
            "volume": [number for number, _ in rows],
            "office": [office for _, office in rows],
        },
        schema_overrides={"row": pl.UInt32, "office": pl.String},
    ).with_columns(year=pl.lit(1988), **{"class": pl.lit("IA")})
    gaps = holes(numbered(facts, VOLUMES), VOLUMES)
    return gaps.select("group", "first_missing", "last_missing").rows()


def test_offices_that_each_begin_at_one_have_series_of_their_own() -> None:
    rows = [(n, "甲公社") for n in (1, 2, 4)] + [(n, "乙公社") for n in (1, 3, 4)]

    assert found([*rows, (9, None)]) == [
        ("1988 · IA · 乙公社", 2, 2),
        ("1988 · IA · 甲公社", 3, 3),
    ]


def test_one_series_that_several_offices_draw_from_stays_one() -> None:
    assert found([(1, "甲公社"), (2, "乙公社"), (4, "甲公社"), (5, None)]) == [("1988 · IA", 3, 3)]


@pytest.mark.parametrize("numbers", [[1], [3, 3, 3], [None]])
def test_few_numbers_are_no_error(numbers: list[int]) -> None:
    assert len(found([(number, "甲公社") for number in numbers])) <= 1


def test_older_certificates_count_by_office_class_and_year() -> None:
    def rows(office: str, form: str, numbers: tuple[int, ...]) -> list[dict[str, str]]:
        return [
            {
                "登记日期": f"1988-03-{n:02d}",
                "业务类型": "结婚",
                "登记机关": office,
                "证件字号": form.format(n),
                "男方姓名": "张三丰",
                "女方姓名": "李四娘",
            }
            for n in numbers
        ]

    frame = pl.DataFrame(
        [
            *rows("潋江公社", "(88)潋结字第{}号", (1, 2, 5)),
            *rows("高兴公社", "第{}号", (1, 3)),
        ]
    )

    gaps = marriage.clean(frame, county="360732", on=date(2026, 11, 23), link=False).gaps

    older = gaps.filter(series="旧式证件字号").sort("first_missing", "last_missing")
    assert older.select("first_missing", "last_missing", "count", "row_before").rows() == [
        (2, 2, 1, 3),
        (3, 4, 2, 1),
    ]
    assert older["group"].str.contains("1988").all()


def old_gaps(rows: list[tuple[str, str, str]]) -> list[tuple[str, int, int]]:
    """The holes in the older series of records *(day, office, number)*."""
    frame = pl.DataFrame(
        [
            {
                "登记日期": day,
                "业务类型": "结婚",
                "登记机关": office,
                "证件字号": number,
                "男方姓名": "张三丰",
                "女方姓名": "李四娘",
            }
            for day, office, number in rows
        ]
    )
    gaps = marriage.clean(frame, county="360732", on=date(2026, 11, 23), link=False).gaps
    older = gaps.filter(series="旧式证件字号")
    return older.select("group", "first_missing", "last_missing").rows()


def test_the_spelling_of_an_office_does_not_break_its_series() -> None:
    offices = ("潋江镇", "兴国县潋江镇人民政府", "江西省兴国县潋江镇", "潋江镇民政办")

    rows = [
        (f"1988-03-{n:02d}", offices[n % 4], f"(88)潋结字第{n}号")
        for n in (1, 2, 3, 4, 6, 7, 8, 9, 10)
    ]

    assert old_gaps(rows) == [("潋江 · 结 · 1988", 5, 5)]


def test_a_short_year_before_the_serial_counts_as_the_year() -> None:
    rows = [(f"1987-03-{n:02d}", "东村乡", f"兴东结字第87-{n}号") for n in (1, 2, 4, 10)]

    assert old_gaps(rows) == [("东村 · 结 · 1987", 3, 3), ("东村 · 结 · 1987", 5, 9)]


def test_a_number_with_one_below_it_is_no_year_where_the_day_says_otherwise() -> None:
    rows = [(f"1990-03-{n:02d}", "东村乡", f"结字第{n}号") for n in range(1, 29)]
    rows += [("1990-04-01", "东村乡", f"结字第{n}号") for n in range(29, 87)]

    assert old_gaps([*rows, ("1990-05-02", "东村乡", "结字第87-1号")]) == []


def test_a_commune_and_the_town_after_it_may_each_begin_at_one() -> None:
    rows = [(f"1984-03-{n:02d}", "潋江公社", f"结字第{n}号") for n in (1, 2, 3, 5)]
    rows += [(f"1984-09-{n:02d}", "潋江镇", f"结字第{n}号") for n in (1, 2, 4, 5)]

    assert old_gaps(rows) == [
        ("潋江 · 结 · 1984 · 公社", 4, 4),
        ("潋江 · 结 · 1984 · 镇", 3, 3),
    ]


@pytest.mark.parametrize(
    ("form", "missing"),
    [("豫兰结字05{:05d}号", 3), ("兰结字第2005{:03d}号", 3), ("兰结字第{}号", 3)],
)
def test_the_year_before_a_number_is_no_part_of_the_count(form: str, missing: int) -> None:
    frame = pl.DataFrame(
        [
            {
                "登记日期": f"2005-03-{n:02d}",
                "业务类型": "结婚",
                "登记机关": "兰考县民政局",
                "证件字号": form.format(n),
                "男方姓名": "张三丰",
                "女方姓名": "李四娘",
            }
            for n in (1, 2, 4, 5)
        ]
    )
    gaps = marriage.clean(frame, county="410225").gaps
    assert gaps.select("first_missing", "last_missing").rows() == [(missing, missing)]


def of_offices(words: str, numbers: dict[str, list[int]], *, by: str = "登记机关") -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "登记日期": f"1988-{1 + n % 12:02d}-{1 + n % 28:02d}",
                "业务类型": "结婚",
                by: office,
                "证件字号": f"{words}第{n}号",
                "男方姓名": "张三丰",
                "女方姓名": "李四娘",
            }
            for office, own in numbers.items()
            for n in own
        ]
    )


def gaps_of(frame: pl.DataFrame) -> list[tuple[str, int, int]]:
    gaps = marriage.clean(frame, county="360732", on=date(2026, 11, 23), link=False).gaps
    return gaps.select("group", "first_missing", "last_missing").rows()


OFFICES = ("潋江镇", "高兴镇", "江背镇", "长冈乡")


def test_offices_that_draw_from_the_series_of_the_county_share_its_gaps() -> None:
    drawn = {office: list(range(1 + place, 61, 4)) for place, office in enumerate(OFFICES)}
    drawn["潋江镇"].remove(17)
    drawn["高兴镇"].append(17 + 4)  # one slip

    assert gaps_of(of_offices("兴结字", drawn)) == [("兴结字 · 1988", 17, 17)]


def test_blocks_of_numbers_given_to_offices_are_one_series() -> None:
    drawn = {
        office: list(range(1 + 15 * place, 16 + 15 * place)) for place, office in enumerate(OFFICES)
    }
    drawn["高兴镇"].remove(20)

    assert gaps_of(of_offices("兴结字", drawn)) == [("兴结字 · 1988", 20, 20)]


def test_offices_with_the_same_words_that_each_count_stay_apart() -> None:
    own = {office: list(range(1, 11 + 5 * place)) for place, office in enumerate(OFFICES)}
    own["高兴镇"].remove(4)

    assert gaps_of(of_offices("兴结字", own)) == [("高兴 · 结 · 1988", 4, 4)]


def test_too_few_numbers_tell_nothing_of_one_series() -> None:
    few = {"潋江镇": [1, 3], "高兴镇": [2]}

    assert len(gaps_of(of_offices("兴结字", few))) == 2


def test_a_number_without_the_words_follows_those_of_its_office() -> None:
    drawn = {office: list(range(1 + place, 61, 4)) for place, office in enumerate(OFFICES)}
    frame = of_offices("兴结字", drawn).with_columns(
        pl.col("证件字号").str.replace("^兴结字第17号$", "结字第17号")
    )

    assert gaps_of(frame) == []


def test_numbers_without_an_office_count_by_the_words_before_them() -> None:
    assert gaps_of(of_offices("兴结字", {"某": [1, 2, 4]}, by="备注")) == [("兴结字 · 1988", 3, 3)]
