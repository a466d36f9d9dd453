"""Dates in every form that stands in registers: §10 G, and what else archives hold."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.columns import dates
from minzheng_core.findings import catalogue
from minzheng_core.values.dates.partial_date import FAULTS, FIXES, LOSSY, PartialDate
from minzheng_core.values.dates.text import day_of_month

TODAY = date(2026, 11, 23)


def read(text, **options):
    return PartialDate.parse(text, on=TODAY, **options)


def shown(text, **options):
    value = read(text, **options).value
    return None if value is None else str(value)


def codes(text, **options):
    return [finding.code for finding in read(text, **options).findings]


@pytest.mark.parametrize(
    ("text", "iso", "precision", "calendar"),
    [
        ("一九八五年十月一日", "1985-10-01", "ymd", "solar"),
        ("八五年元月", "1985-01", "ym", "solar"),
        ("85.10.1", "1985-10-01", "ymd", "solar"),
        ("民国三十八年三月", "1949-03", "ym", "minguo"),
        ("农历一九六二年七月十六", "1962-08-15", "ymd", "lunar"),
        ("农一九六二年七月十六", "1962-08-15", "ymd", "lunar"),
        ("农历一九八五年八月十七", "1985-10-01", "ymd", "lunar"),
        ("农历1984年闰十月十五", "1984-12-07", "ymd", "lunar"),
        ("1984年十月（闰）十五", "1984-12-07", "ymd", "lunar"),
        ("1984年10月15日（闰月）", "1984-12-07", "ymd", "lunar"),
        ("一九六一年腊月十五", "1962-01-20", "ymd", "lunar"),
        ("1985年", "1985", "y", "solar"),
        ("31321", "1985-10-01", "ymd", "solar"),
    ],
)
def test_the_published_vectors(text, iso, precision, calendar):
    value = read(text).value
    assert (str(value), value.precision, value.calendar) == (iso, precision, calendar)


def test_a_day_alone_is_a_number_and_perhaps_lunar():
    assert day_of_month("廿五日") == (25, False)
    assert day_of_month("卅日") == (30, False)
    assert day_of_month("初十") == (10, True)
    assert day_of_month("四十日") is None
    assert codes("廿五日") == ["DT109"]


@pytest.mark.parametrize(
    "text",
    """1985年10月1日|1985-10-1|1985/10/01|1985.10.1|85.10.1|19851001|851001|1985 10 1|1985、10、1
    一九八五年十月一日|一九八五.十.一|公元1985年10月1日|l985-1O-01|１９８５年１０月１日|1985－10－01
    1985-10-01 00:00:00|1985-10-01T00:00:00|1985/10/1 0:00|1985-09-30T16:00:00.000Z|31321.0|31321.75
    Oct 1, 1985|01-Oct-85|1 October 1985|Tue Oct 01 00:00:00 CST 1985|1985年10月1日 星期二|生于1985年10月1日
    1985年10月1日生|出生日期：1985.10.1|登记日期1985-10-1|'1985-10-01|1985.10.1.|1985一10一1|1985,10,1
    1985·10·1|壹玖捌伍年拾月壹日|一千九百八十五年十月一日|1985年10月1日（农历八月十七）|1985年10月1号
    1985.1001|1985年1001|19851001000000|19851001.0|1.9851001E+07|农历85年八月十七|1985年八月十七(阴历)
    1985年 10月 1日|85年10月01日|八五、十、一|1985年10.1|85-10-1|85/10/1|1985\\10\\1|1985_10_1|1985年⼗⽉⼀⽇
    农1985.8.17|農曆一九八五年八月十七|阳历1985.10.1|1985—10—1|1985．10．1|1985。10。1|1985年10月1
    01-Oct-1985|Tue Oct 01 1985 00:00:00 GMT+0800|（1985.10.1）|[1985年10月1日]|1985.10.1）|农历1985年八月十七，属牛
    农历1985乙丑年八月十七""".replace("\n    ", "|").split("|"),
)
def test_one_day_in_many_writings(text):
    assert shown(text) == "1985-10-01"
    assert codes(text) == []
    assert all(fix.name in FIXES for fix in read(text).fixes)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1985-10-00", "1985-10"),
        ("1985-00-00", "1985"),
        ("19850000", "1985"),
        ("1985年10月×日", "1985-10"),
        ("1985-xx-xx", "1985"),
        ("1985年月日", "1985"),
        ("1985年10月上旬", "1985-10"),
        ("1985年底", "1985"),
        ("二〇〇三年", "2003"),
        ("198510", "1985-10"),
        ("10/1985", "1985-10"),
        ("Oct-85", "1985-10"),
        ("1985.0", "1985"),
        ("1985101", "1985"),
        ("农历1962年七月", "1962"),
        ("农历1961年腊月", "1962"),
        ("农历1962年", "1962/1963"),
        ("宣统元年", "1909/1910"),
        ("民前三年", "1909"),
        ("民国100年1月1日", "2011-01-01"),
    ],
)
def test_what_is_not_known_is_left_out(text, iso):
    assert shown(text) == iso


@pytest.mark.parametrize(
    "text", ["不详", "无", "-", "—", "0000-00-00", "N/A", "年份不详", "？？", "1899-12-30"]
)
def test_placeholders_are_no_dates(text):
    assert shown(text) is None
    assert codes(text) == ["DT108"]


@pytest.mark.parametrize("text", [None, "", "  ", "\u3000"])
def test_blank_cells_are_no_dates_and_no_findings(text):
    assert (read(text).value, read(text).findings) == (None, ())


@pytest.mark.parametrize(
    ("text", "code", "part", "expected"),
    [
        ("1962-02-31", "DT102", "day", "1–28"),
        ("1985年13月1日", "DT102", "month", "1–12"),
        ("19621301", "DT102", "month", "1–12"),
        ("85-2-30", "DT102", "day", "1–28"),
        ("农历1985年闰十月初一", "DT107", "month", "无闰月"),
        ("农历1985年正月三十", "DT107", "day", "1–29"),
        ("35年3月", "DT104", "year", "1935 / 2035"),
        ("10月1日", "DT109", None, None),
        ("张三", "DT101", None, None),
        ("198S-10-1", "DT101", None, None),
        ("1985-1986", "DT101", None, None),
    ],
)
def test_what_cannot_be_is_withheld_and_said(text, code, part, expected):
    (finding,) = read(text).findings
    assert (finding.code, finding.part, finding.expected) == (code, part, expected)
    assert shown(text) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("195408　23", "1954-08-23"),
        ("1955.1.1　0", "1955-01-10"),
        ("1 9561217", "1956-12-17"),
        ("19 62/1/17", "1962-01-17"),
        ("1962 0926", "1962-09-26"),
        ("1968-01-2 5", "1968-01-25"),
        ("1 980-07-03", "1980-07-03"),
        ("199　3年8月25日", "1993-08-25"),
        ("2003.1　2.1", "2003-12-01"),
        ("2001110　1", "2001-11-01"),
        ("1 9 8 5年1 0月1日", "1985-10-01"),
        ("1985 1.1 0", "1985-01-10"),
        ("1985-10 1", "1985-10-01"),
        ("1985.1 0", "1985-10"),
        ("85.1 0.1", "1985-10-01"),
        ("1985/10/0 1 00:00:00", "1985-10-01"),
        ("1985-10-01 00 :00:00", "1985-10-01"),
        ("1985-10-01 00:0 0: 00", "1985-10-01"),
        ("一九八五年十月二 十 一日", "1985-10-21"),
        ("农历1985年八月1 7", "1985-10-01"),
        ("民国3 8年3月", "1949-03"),
    ],
)
def test_stray_blanks_between_digits_are_closed_up(text, iso):
    assert (shown(text), codes(text)) == (iso, [])


@pytest.mark.parametrize(("text", "iso"), [("1985 10 1", "1985-10-01"), ("1985 10", "1985-10")])
def test_blanks_that_are_the_only_separators_separate(text, iso):
    assert (shown(text), codes(text)) == (iso, [])


def test_a_blank_that_may_separate_or_be_stray_is_not_guessed():
    assert (shown("1985.1 1"), codes("1985.1 1")) == ("1985", ["DT103"])
    assert (shown("1985100"), codes("1985100")) == ("1985", ["DT103"])
    assert (shown("20 03.8"), codes("20 03.8")) == (None, ["DT103"])
    assert (shown("1985 1 0 1"), codes("1985 1 0 1")) == (None, ["DT101"])
    assert codes("1985年2月3 1日") == codes("1985 13 1") == ["DT102"]
    assert codes("1955.1.1 0", skip=["date.spaces"]) == ["DT101"]


def test_the_same_day_in_both_calendars_is_compared():
    for right in (
        "1985年10月1日(农历八月十七)",
        "1985年10月1日农历八月十七",
        "1985.10.1（阴历1985年8.17）",
        "农历1985年八月十七(公历10月1日)",
        "农历1985年八月十七(1986年3月1日补办)",
    ):
        assert (shown(right), codes(right)) == ("1985-10-01", [])
    for wrong in ("1985年10月1日(农历八月十六)", "农历1985年八月十七(公历10月2日)"):
        assert (shown(wrong), codes(wrong)) == ("1985-10-01", ["DT113"])
    assert codes("1984-11-07(农历闰十月十五)") == ["DT113"]
    assert codes("1984-12-07(农历十月十五)") == []
    assert codes("1962-01-20(农历1962年腊月十五)") == ["DT113"]


@pytest.mark.parametrize(
    "text",
    ["1985-10-01/1985-10-02", "19851001-19851002", "1985年5月至1986年3月", "1985.1.1 1986.1.1"],
)
def test_two_dates_in_a_cell_are_none(text):
    assert (shown(text), codes(text)) == (None, ["DT114"])


@pytest.mark.parametrize("text", ["70年代", "1970年代", "七十年代初", "1985年国庆前", "国庆"])
def test_decades_and_times_about_feasts_are_no_dates(text):
    assert (shown(text), codes(text)) == (None, ["DT101"])


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("85年元旦", "1985-01-01"),
        ("1985国庆节", "1985-10-01"),
        ("一九八五年五一节", "1985-05-01"),
        ("85.五一", "1985-05-01"),
        ("85年春节", "1985-02-20"),
        ("1985年中秋", "1985-09-29"),
        ("1985年冬", "1985"),
        ("中華人民共和國一九五一年四月一日", "1951-04-01"),
        ("1985年冬天", "1985"),
    ],
)
def test_a_feast_is_its_day_and_a_season_a_part_of_its_year(text, iso):
    assert (shown(text), codes(text)) == (iso, [])


def test_the_last_day_of_a_lunar_year_may_be_of_two():
    assert shown("85年除夕") is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1985年10月初", "1985-10"),
        ("1985年初", "1985"),
        ("1985年10月中旬", "1985-10"),
        ("1985年10月底", "1985-10"),
        ("1985.10.", "1985-10"),
        ("85年10月", "1985-10"),
        ("1985年10月01号", "1985-10-01"),
        ("1985年十月初五", "1985-11-16"),
    ],
)
def test_parts_of_a_month_and_loose_ends(text, iso):
    assert (shown(text), codes(text)) == (iso, [])


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("甲午年八月十九", "1954-09-15"),
        ("农历甲午年八月十九日", "1954-09-15"),
        ("甲午马年八月十九", "1954-09-15"),
        ("已亥年三月初五", "1959-04-12"),
        ("辛已年闰六月初三", "1941-07-26"),
        ("甲午年", "1954/1955"),
        ("1954年(甲午)八月十九", "1954-09-15"),
        ("一九五四年甲午年八月十九", "1954-09-15"),
        ("公历1954年(甲午)8月19日", "1954-08-19"),
    ],
)
def test_a_year_named_by_the_cycle_counts_in_the_lunar_calendar(text, iso):
    assert shown(text, role="birth", reference=date(1978, 5, 1)) == iso


def test_the_registration_decides_between_years_of_one_name():
    text = "癸亥年十月初一"
    born = {year: shown(text, role="birth", reference=date(year, 1, 1)) for year in (1955, 2003)}
    assert born == {1955: "1923-11-08", 2003: "1983-11-05"}


def test_without_a_registration_a_name_leaves_the_birth_open():
    text = "丁亥年六月初十"
    assert (shown(text, role="birth"), codes(text, role="birth")) == (None, ["DT103"])


def test_an_event_of_the_cycle_is_not_from_before_there_were_registers():
    assert (shown("癸亥年十月初一"), codes("癸亥年十月初一")) == ("1983-11-05", [])
    assert (shown("甲午年八月十九"), codes("甲午年八月十九")) == (None, ["DT103"])  # 1954 or 2014


def test_a_numbered_year_beside_its_name_leaves_the_calendar_open_or_is_contradicted():
    assert shown("1954年(甲午)8月19日") == "1954"
    (finding,) = read("1955年(甲午)八月十九").findings
    assert (finding.code, finding.expected, finding.actual) == ("DT113", "乙未年", "甲午年")
    assert shown("甲丑年三月初五") is None


def test_the_year_that_several_readings_share_is_no_lossless_fix():
    for text in ("10/1/1985", "12 3 85", "1985101"):
        assert {fix.name for fix in read(text).fixes} == LOSSY
    assert shown("10/1/1985", skip=LOSSY) is None
    assert codes("10/1/1985", skip=LOSSY) == ["DT103"]
    assert codes("10/1/2085") == ["DT103", "DT105"]


def test_odd_dates_keep_their_value():
    assert (shown("2085-10-01"), codes("2085-10-01")) == ("2085-10-01", ["DT105"])
    assert (shown("1085-10-01"), codes("1085-10-01")) == ("1085-10-01", ["DT106"])
    assert (shown("1900-01-01"), codes("1900-01-01")) == ("1900-01-01", ["DT112"])
    assert (shown("约1985年"), codes("约1985年")) == ("1985", ["DT111"])
    assert (shown("1985.1"), codes("1985.1")) == ("1985-01", ["DT110"])
    assert codes("1985.10") == []
    assert (shown("85.1."), codes("85.1.")) == ("1985-01", []), "no spreadsheet's number"


def test_month_and_day_in_foreign_order_are_taken_only_when_one_order_fits():
    assert (shown("10/25/1985"), codes("10/25/1985")) == ("1985-10-25", [])
    assert (shown("25/10/85"), codes("25/10/85")) == ("1985-10-25", [])
    assert (shown("10/10/1985"), codes("10/10/1985")) == ("1985-10-10", [])
    assert (shown("10/1/1985"), codes("10/1/1985")) == ("1985", ["DT103"])


def test_two_digit_years_of_registrations():
    assert shown("50.5.1") == "1950-05-01"
    assert shown("03.5.1") == "2003-05-01"
    assert shown("26.5.1") == "2026-05-01"
    assert codes("27.5.1") == ["DT104"]


@pytest.mark.parametrize(
    ("text", "registered", "iso"),
    [
        ("45.3.1", 1968, "1945-03-01"),
        ("05.1.1", 1950, "1905-01-01"),
        ("05.1.1", 2010, "1905-01-01"),
        ("05.1.1", 2024, "2005-01-01"),
        ("85.3.1", 2010, "1985-03-01"),
        ("85.3.1", 1975, None),
        ("05.1.1", None, None),
        ("30.1.1", None, "1930-01-01"),
        ("201005", 1960, "1920-10-05"),
    ],
)
def test_the_registration_decides_the_century_of_a_birth(text, registered, iso):
    reference = registered and date(registered, 5, 1)
    assert shown(text, role="birth", reference=reference) == iso


def test_the_1904_date_system_is_an_option():
    assert shown("29859", epoch=1904) == "1985-10-01"


def test_a_step_left_out_leaves_the_text_unread():
    assert shown("85.10.1", skip=["date.two-digit-year"]) is None
    assert codes("一九八五年", skip=["date.chinese-numerals"]) == ["DT101"]
    assert PartialDate.normalise("85年10月").text == "1985-10"
    assert PartialDate.normalise("张三").text == "张三"


def test_fixes_form_a_chain_from_the_raw_text_to_the_canonical_one():
    for text in (
        "一九八五年十月一日",
        "农历85年八月十七",
        "民国卅八年三月",
        "生于１９８５.10.1",
        "31321.0",
    ):
        parsed = read(text)
        chain = [text, *(fix.after for fix in parsed.fixes)]
        assert [fix.before for fix in parsed.fixes] == chain[:-1]
        assert chain[-1] == str(parsed.value)


@given(
    st.dates(date(1950, 1, 1), TODAY),
    st.sampled_from(
        [
            "{y}-{m:02}-{d:02}",
            "{y}年{m}月{d}日",
            "{y}.{m}.{d}",
            "{y}{m:02}{d:02}",
            "{y}/{m}/{d} 00:00",
        ]
    ),
)
def test_every_day_survives_its_writing(day, form):
    text = form.format(y=day.year, m=day.month, d=day.day)
    assert read(text).value == PartialDate.of(day)


@given(st.dates(date(1912, 1, 1), TODAY))
def test_serial_numbers_are_days_since_the_end_of_1899(day):
    number = (day - date(1899, 12, 30)).days
    text = str(number)
    if not 1800 <= number <= 2199 and len(text) == 5:
        assert shown(text) == day.isoformat()


@given(
    st.text(max_size=20)
    | st.text(alphabet="0123456789年月日.-/ 一十廿正腊初闰农历民国", max_size=14)
)
def test_no_text_ever_raises(text):
    parsed = read(text)
    assert all(finding.code in FAULTS for finding in parsed.findings)
    if parsed.value is not None:
        assert parsed.value.lo <= parsed.value.hi
        assert (
            read(str(parsed.value)).value is None
            or parsed.value.lo != parsed.value.hi
            or (read(str(parsed.value)).value.lo == parsed.value.lo)
        )


def test_representations():
    value = read("农历1984年闰十月十五").value
    assert value.show() == "农历1984年闰10月15日（公历1984-12-07）"
    assert value.show("en").startswith("1984-12-07")
    assert "12-07" not in repr(value)
    assert value.mask("public") == "1984-**-**"
    assert [f.code for f in PartialDate.of(TODAY + timedelta(1)).explain(TODAY)] == ["DT105"]


def test_every_fault_stands_in_the_catalogue_in_both_languages():
    for code in FAULTS:
        entry = catalogue()[code]
        assert entry.zh
        assert entry.en
        assert entry.advice_zh
        assert entry.explain_en


@pytest.mark.parametrize(
    "text",
    ["2006.03.12-03.12", "2006.03.12-2006.03.12", "20060312—20060312", "2006年3月12日至3月12日"],
)
def test_a_span_of_one_day_is_that_day(text: str) -> None:
    assert str(PartialDate.parse(text).value) == "2006-03-12"
    assert dates.parse(pl.Series([text]))["text"].to_list() == ["2006-03-12"]


def test_a_span_of_several_days_is_none_of_them() -> None:
    parsed = PartialDate.parse("2006.03.12-03.15")
    assert (parsed.value, [f.code for f in parsed.findings]) == (None, ["DT114"])


def test_a_scanner_reads_one_character_for_another() -> None:
    assert str(PartialDate.parse("2003年9月24曰").value) == "2003-09-24"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("12-8月 -09", "2009-08-12"),
        ("03-12月-85", "1985-12-03"),
        ("12-八月-2009", "2009-08-12"),
        ("5-十二月-99", "1999-12-05"),
        ("12-8月 -09 09.15.33.000000000 上午", "2009-08-12"),
        ("85-8月-12", "1985-08-12"),
        ("2009-8月-12", "2009-08-12"),
    ],
)
def test_the_month_named_between_hyphens_has_the_day_before_it(text, iso):
    """A database with Chinese settings writes dates like that; read year first, each would be another day."""
    assert shown(text) == iso


def test_no_thirteenth_month_is_named():
    assert codes("12-13月-09") == ["DT102"]


@pytest.mark.parametrize("text", ["85.8.15（古）", "85.8.15(旧)", "85年古八月十五", "85.8.15古"])
def test_a_calendar_named_by_one_character_is_the_lunar_one(text):
    """（农） and （阴） were read, the others left a Gregorian day and nothing was said."""
    assert shown(text) == "1985-09-29"
