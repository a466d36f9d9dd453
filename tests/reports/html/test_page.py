"""The report: self-contained, without scripts, nobody named in it, for any number of records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
import pytest
from attrs import evolve

from minzheng_core.processing.parts import Parts
from minzheng_core.reading import ReadingNote
from minzheng_core.registries import marriage
from minzheng_core.registries.marriage.spec import spec as marriage_spec
from minzheng_core.reports.html.figures import OTHER_OFFICE, counted_by_office
from minzheng_core.reports.html.masks import masked, masked_pair, scrubbed
from minzheng_core.reports.html.page import page
from minzheng_core.reports.html.sections import offices_section
from minzheng_core.reports.html.tables import table
from tests.reports.conftest import HUSBANDS, WIVES, rows

if TYPE_CHECKING:
    from minzheng_core.cleaning import CleanResult

FRAMES = ("candidates", "questions", "gaps")


def test_an_office_counts_once_however_it_is_spelled() -> None:
    rows = pl.DataFrame(
        {
            "office": ["潋江镇", "兴国县潋江镇人民政府", "兴国县潋江镇人民政府", "兴国县民政局", "兴国民政局婚姻登记处", "潋江公社"],
            "worst": pl.Series([2, 1, 0, 0, 2, 0], dtype=pl.UInt8),
        }
    )  # fmt: skip
    told = counted_by_office(rows, "360732").sort("total", "office").to_dicts()
    assert [(one["office"], one["error"], one["total"]) for one in told] == [
        ("潋江公社", 0, 1),
        ("兴国县民政局", 1, 2),
        ("兴国县潋江镇人民政府", 1, 3),
    ]


def test_what_is_no_office_stands_below_those_that_are(result: CleanResult) -> None:
    rows = pl.DataFrame(
        {
            "office": [OTHER_OFFICE, OTHER_OFFICE, "兴国县潋江镇人民政府"],
            "worst": pl.Series([2, 2, 2], dtype=pl.UInt8),
        }
    )
    text = offices_section(result, rows)
    assert 0 < text.index("潋江镇") < text.index(OTHER_OFFICE)


def test_where_no_office_is_known_none_is_listed() -> None:
    frame = pl.DataFrame({"登记日期": ["1985-03-01"], "男方姓名": ["张三"], "女方姓名": ["李四"]})
    assert "按登记机关" not in page(marriage.clean(frame, county="360732"))


def test_no_identity_number_name_address_or_birth_date_of_anybody_stands_in_it(
    result: CleanResult,
) -> None:
    text = page(result)

    for number in (*HUSBANDS, *WIVES):
        assert number not in text
        assert number[6:14] not in text
    for row in rows():
        assert row[5] not in text
        assert row[9] not in text
        assert row[8] not in text
    assert not re.search(r"\d{15}", text)


def test_it_needs_nothing_from_outside_and_runs_nothing(result: CleanResult) -> None:
    text = page(result)

    assert "<script" not in text
    assert not re.search(r"(?:src|href)=", text)
    assert set(re.findall(r"https?://[^\"'<\s]+", text)) <= {"http://www.w3.org/2000/svg"}


def test_its_parts_tell_completeness_findings_years_offices_changes_gaps_and_how_to_repeat_it(
    result: CleanResult,
) -> None:
    titles = re.findall(r"<h2>(.*?)</h2>", page(result))

    assert [title[:3] for title in titles] == [
        "完整率", "发现的", "按登记", "按登记", "清洗做", "字号、", "重复、", "各列读", "说明与",
    ]  # fmt: skip


def test_codes_stay_on_one_line_and_laws_and_data_are_named_once(result: CleanResult) -> None:
    text = page(result)

    assert not re.search(r"<td>[A-Z]{2}\d{3}</td>", text)
    assert '<td class="code">MR301</td>' in text
    assert "td.code{white-space:nowrap}" in text
    laws = re.findall(r"<li>(《[^》]+》|G[AB](?:/T)? [\d.-]+)", text)
    assert laws
    assert len(laws) == len(set(laws))
    assert "行政区划代码沿革" in text
    assert not re.search(r"<td>\w+\.csv", text)


def test_the_same_result_gives_the_same_page(result: CleanResult) -> None:
    assert page(result) == page(result)


@pytest.mark.parametrize("height", [0, 1])
def test_it_is_written_for_no_record_and_for_one(result: CleanResult, height: int) -> None:
    small = evolve(
        result,
        record_parts=Parts.of(result.records.head(height).with_row_index("row")),
        change_parts=Parts.of(result.changes.clear()),
        finding_parts=Parts.of(result.findings.clear()),
        **{name: getattr(result, name).clear() for name in FRAMES},
    )

    assert page(small).startswith("<!DOCTYPE html>")


def test_markup_in_the_data_stays_text(result: CleanResult) -> None:
    noted = evolve(result, remarks=(("<script>alert(1)</script>", ReadingNote("IN151")),))

    assert "<script" not in page(noted)


def test_it_tells_what_every_column_was_taken_for(result: CleanResult) -> None:
    text = page(result)
    assert "<td>男方户籍地址</td><td>男方户口所在地</td>" in text
    assert "<td>序号</td><td>（未识别，照抄）</td>" in text


def test_the_reasons_of_changes_are_words(result: CleanResult) -> None:
    reasons = " ".join(result.changes["evidence"].cast(pl.String).unique())
    assert not re.search(r"[a-z]+_[a-z]+", reasons)


def test_an_example_shows_what_was_put_right_and_no_more() -> None:
    spec = marriage_spec()
    assert masked_pair(spec, "wife_id_number", "362133198006150012", "362133198006160012") == (
        "362133*******5**12", "362133*******6**12",
    )  # fmt: skip
    assert masked_pair(spec, "wife_name", "王明", "王朋") == ("王*", "王*")
    assert masked_pair(spec, "wife_birth_date", "1980-06-15", "1991-02-03")[0] == "1980******"


def test_examples_hide_what_points_to_a_person(result: CleanResult) -> None:
    spec = result.spec

    assert (
        masked(spec, "husband_id_number", "３６２１３３１９８００１１５０１１１")
        == "３６２１３３**********１１"
    )
    assert masked(spec, "husband_name", "张三") == "张*"
    assert masked(spec, "husband_birth_date", "一九八五年三月") == "一九八五***"
    assert masked(spec, "registration_date", "误填362133198001150111") == "误填362133**********11"
    assert scrubbed("36213319800115011X和12345") == "362133**********1X和12345"


def test_a_clerk_reads_of_linking_in_words_and_no_zeros(result: CleanResult) -> None:
    links = result.links
    assert links is not None
    told = page(result).partition("比对）</h2>")[2].partition("</section>")[0]
    assert "比特" not in told
    assert "<svg" not in told
    for line in re.findall(r"<tr><td>.*?</tr>", told):
        assert set(re.findall(r'class="n">(\d+)<', line)) != {"0"}

    nothing = evolve(result, links=evolve(links, pairs=links.pairs.clear()))
    told = page(nothing).partition("比对）</h2>")[2].partition("</section>")[0]
    assert "<table" not in told


def test_an_engineer_finds_the_weights_in_the_summary(result: CleanResult) -> None:
    told = result.summary["linking"]
    assert {"field", "level", "m", "u", "weight"} == set(told["weights"][0])
    assert {"name", "label", "pairs", "new", "cut"} == set(told["passes"][0])


def test_a_small_archive_has_no_tables_that_tell_nothing() -> None:
    frame = pl.DataFrame(
        {
            "登记日期": ["1985-03-01", "1985-03-02"],
            "登记机关": ["兴国县潋江镇人民政府", "兴国县高兴镇人民政府"],
            "男方姓名": ["张三", "王五"],
            "男方身份证号": ["362133196208151233", None],
            "女方姓名": ["李四", "赵六"],
        }
    )
    text = page(marriage.clean(frame, county="360732"))

    assert "哪些年代" not in text  # one decade alone tells nothing
    assert "（有问题的 1 个）" in text
    assert ">兴国县高兴镇人民政府<" not in text
    assert "break-before" not in text.partition("</style>")[2]
    assert 'class="page"' not in text
    assert "省略的步骤" not in text
    assert text.count("<table") <= 6


def test_a_page_has_room_for_all_decades() -> None:
    days = [*(f"{year}-03-01" for year in range(1921, 2030, 10)), None]
    frame = pl.DataFrame(
        {"登记日期": days, "男方姓名": "张三", "男方身份证号": "362133196208151233"}
    )
    text = page(marriage.clean(frame, county="360732"))

    (told,) = re.findall(r'<div class="decades">.*?</div>', text)
    headings = re.findall(r'<th class="n">(.*?)</th>', told)
    assert headings == ["更早", *(f"{year}年代" for year in range(1950, 2030, 10)), "不明"]
    (line,) = re.findall(r"<tr><td class=\"code\">ID104.*?</tr>", told)
    assert [int(n or 0) for n in re.findall(r'<td class="n".*?>(.*?)</td>', line)] == [3] + 9 * [1]


def test_numbers_stand_below_their_heading() -> None:
    text = table(["年", "数量", "共"], [["1985", 3, 4], ["1986", 5, "—"]])
    assert '<th>年</th><th class="n">数量</th><th>共</th>' in text


def test_a_column_with_name_and_number_is_told_as_both() -> None:
    frame = pl.DataFrame(
        {
            "登记日期": ["1995-03-01", "1995-03-02"],
            "男方姓名及身份证号": ["张三 362133197001010012", "王五 362133197001020019"],
            "女方姓名": ["李四", "赵六"],
        }
    )
    text = page(marriage.clean(frame, county="360732"))
    assert "<td>男方姓名及身份证号</td><td>男方姓名 + 男方身份证号</td>" in text
    assert "<td>女方姓名</td><td>女方姓名</td>" in text
