"""The published vectors at the level of records: law by day, certificates, regions, couples."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.cleaning.plan.recipe import Recipe
from minzheng_core.findings import Severity, catalogue
from minzheng_core.registries import marriage
from minzheng_core.registries.marriage import MarriageRecord, Party
from minzheng_core.values.legal_age import AgeRule
from tests.cleaning.archives import clean_rows, codes

HIS, HERS = "362133196208150010", "362133196208150029"


def found(
    row: int = 0, field: str | None = None, /, *more: dict[str, str], **cells: str
) -> set[str]:
    return codes(clean_rows([cells, *more]), field, row)


@pytest.mark.parametrize(
    ("vector", "day", "party", "birth", "under"),
    [
        ("E1", "1980-12-31", "husband", "1960-12-31", False),
        ("E2", "1981-01-01", "husband", "1960-12-31", True),
        ("E3", "1980-06-01", "wife", "1962-06-01", False),
        ("E4", "1981-01-01", "wife", "1961-01-01", False),
        ("E5", "1985-10-01", "husband", "1963-10-02", True),
        ("E6", "2021-05-20", "wife", "2001-05-21", True),
        ("E8", "1949-12-01", "wife", "1935-01-01", False),
    ],
)
def test_marriageable_age_is_that_of_the_day(
    vector: str, day: str, party: str, birth: str, under: bool
) -> None:
    cells = {"registration_date": day, f"{party}_birth_date": birth}
    assert ("MR206" in found(**cells)) is under, vector


def test_f6_a_code_that_ended_stands_in_no_certificate() -> None:
    result = clean_rows([{"certificate_number": "J362133-2011-000001"}])
    assert "MR112" in codes(result)
    assert result.findings.filter(pl.col("code") == "MR112")["expected"].to_list() == ["360732"]


def test_f7_a_code_is_judged_by_the_year_of_the_certificate() -> None:
    assert "MR112" not in found(certificate_number="J360721-2015-000001")
    result = clean_rows([{"certificate_number": "J360721-2018-000001"}])
    assert "MR112" in codes(result)
    assert result.findings.filter(pl.col("code") == "MR112")["expected"].to_list() == ["360704"]


@pytest.mark.parametrize(
    ("number", "in_force"),
    [
        (
            "J360721-2017-000001",
            True,
        ),  # replaced in 2016: the year of the change and those beside it
        ("J360721-2016-000001", True),
        ("J360704-2016-000001", True),
        ("J360704-2015-000001", True),
        ("J360721-2018-000001", False),
        ("J360704-2014-000001", False),
    ],
)
def test_around_a_change_of_code_either_stands_on_certificates(number: str, in_force: bool) -> None:
    result = clean_rows([{"certificate_number": number}])
    assert ("MR112" not in codes(result)) == in_force


@pytest.mark.parametrize("written", ["3.62133E+17", "不详", "无", "36213319******1232", None, " "])
def test_a_cell_without_a_number_is_told_of_once(written: str | None) -> None:
    cells = {"registration_date": "2012-03-08", "husband_id_number": written}
    told = codes(clean_rows([cells | {"wife_id_number": "362133198208200026"}]))
    empty = not (written or "").strip()
    assert ("MR202" in told) == empty
    assert (told & {"ID111", "ID113", "ID114"} == set()) == empty


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("J360721-2018-000001", "360704"),  # 赣县, a district since 2016
        ("J360704-2012-000001", "360721"),  # its code before
        ("J512301-2012-000001", "500102"),  # 涪陵市, through two splits
        ("J360799-2012-000001", "360732"),  # nobody's: the archive's own
    ],
)
def test_a_certificate_of_another_county_is_told_that_county_s_code(
    number: str, expected: str
) -> None:
    result = clean_rows([{"certificate_number": number}])
    assert result.findings.filter(pl.col("code") == "MR112")["expected"].to_list() == [expected]


def test_f14_the_year_of_the_certificate_is_that_of_the_act() -> None:
    cells = {"certificate_number": "J110101-2010-000001", "registration_date": "2011-01-05"}
    assert "MR111" in found(**cells)


REGIONS = {"ID121", "ID122", "ID123", "ID124"}


@pytest.mark.parametrize(
    ("vector", "number", "day", "expected"),
    [
        ("D1", HIS, "1988-05-20", set()),
        ("D2", "362133199903150155", "2022-05-20", {"ID123"}),
        ("D3", "362133200501010112", "2030-05-20", {"ID122"}),
        ("D4", "360732196208150314", "2005-05-20", set()),
        ("D5", "362627197001010111", "1995-05-20", {"ID122"}),
        ("D6", "362132196208150110", "1988-05-20", set()),
        ("D8", "362101199001010179", "2015-05-20", set()),
        ("D9", "440401198501010319", "2015-05-20", {"ID121"}),
        ("D10", "450111198808080256", "2015-05-20", set()),
        ("D11", "512301197909090180", "2015-05-20", set()),
    ],
)
def test_regions_are_graded_in_records(
    vector: str, number: str, day: str, expected: set[str]
) -> None:
    result = clean_rows([{"husband_id_number": number, "registration_date": day}])
    assert codes(result, "husband_id_number") & REGIONS == expected, vector


def test_d4_a_code_of_later_years_was_filled_in_later() -> None:
    cells = {"husband_id_number": "360732620815031", "registration_date": "1990-05-20"}
    assert "ID124" in found(**cells)


def test_d9_an_unlisted_code_known_from_cards_is_only_a_notice() -> None:
    findings = clean_rows([{"husband_id_number": "440401198501010319"}]).findings
    assert findings.filter(pl.col("code") == "ID121")["severity"].to_list() == ["notice"]


def test_k1_swapped_numbers_are_seen() -> None:
    assert "MR301" in found(husband_id_number=HERS, wife_id_number=HIS)


def test_k1_numbers_are_put_back_where_both_birth_dates_agree() -> None:
    his, hers = "110105194912310037", "362133196208150029"
    result = clean_rows(
        [
            {
                "husband_id_number": hers,
                "husband_birth_date": "1949-12-31",
                "wife_id_number": _with_check(his[:17]),
                "wife_birth_date": "1962-08-15",
            }
        ]
    )
    assert result.records["wife_id_number"].to_list() == [hers]
    assert "id.swap" in result.changes["step"].to_list()


def _with_check(body: str) -> str:
    from minzheng_core.values.ids.arithmetic import check_digit

    return body + str(check_digit(body))


def test_k2_one_number_for_both_is_an_error() -> None:
    findings = clean_rows([{"husband_id_number": HIS, "wife_id_number": HIS}]).findings
    assert findings.filter(pl.col("code") == "MR302")["severity"].to_list() == ["error"]


@pytest.mark.parametrize(
    ("day", "number"), [("1988-05-20", HIS), ("1975-05-20", HIS), ("1975-05-20", "362133520815001")]
)
def test_k3_k4_a_number_before_its_time_is_filled_in_later_and_no_error(
    day: str, number: str
) -> None:
    result = clean_rows([{"registration_date": day, "husband_id_number": number}])
    severities = result.findings.filter(pl.col("code") == "MR207")["severity"].to_list()
    assert severities == ["notice"]
    assert result.records["husband_id_number"].null_count() == 0


def act(day: str, kind: str, wife: str = HERS, **more: str) -> dict[str, str]:
    names = {"husband_name": "张三", "wife_name": "李四" if wife == HERS else "王五"}
    numbers = {"husband_id_number": HIS, "wife_id_number": wife}
    return {"registration_date": day, "business_type": kind, **names, **numbers, **more}


OTHER = "362133196403020027"


def across(*acts: dict[str, str]) -> list[str]:
    findings = clean_rows(acts).findings
    return findings.filter(pl.col("code").str.starts_with("MF"))["code"].to_list()


def test_k5_a_reissue_is_no_second_marriage() -> None:
    assert across(act("1988-05-20", "结婚"), act("2012-06-04", "补发结婚证")) == []


def test_k6_a_couple_that_marries_again_is_no_duplicate() -> None:
    acts = [act("1988-05-20", "结婚"), act("1995-03-06", "离婚"), act("1997-06-02", "结婚")]
    assert across(*acts) == ["MF305"]


def test_k7_two_marriages_in_a_row_are_looked_at_in_neutral_words() -> None:
    assert across(act("1988-05-20", "结婚"), act("1999-06-02", "结婚", OTHER)) == ["MF304"]
    words = catalogue()["MF304"].zh + catalogue()["MF304"].advice_zh
    assert "重婚" not in words


def test_k8_one_number_under_two_names_is_looked_at() -> None:
    first, second = act("1988-05-20", "结婚"), act("1999-06-02", "结婚", OTHER)
    second |= {"husband_name": "赵六", "husband_domicile": "江西省于都县"}
    between = {"registration_date": "1990-03-05", "business_type": "结婚", "husband_name": "周七"}
    assert across(first, between, second).count("MF303") == 2
    assert "MR226" in codes(clean_rows([first, second]), row=1), "copied down from the row above"


@pytest.mark.parametrize("behind", ["(聋)", "（曾用名张某）", " [再婚]"])
def test_a_remark_behind_a_name_makes_no_second_name(behind: str) -> None:
    first, second = act("1988-05-20", "结婚"), act("1995-03-06", "离婚")
    first |= {"husband_birth_date": "1962-08-15"}
    second |= {"husband_name": f"{second['husband_name']}{behind}"}
    assert "MF303" not in across(first, second)
    assert clean_rows([first, second]).records["husband_id_number"].to_list() == [HIS, HIS]


def test_k9_a_commune_in_1988_is_after_its_time() -> None:
    assert "MR115" in found(registration_date="1988-05-20", office="潋江公社")
    assert "MR115" not in found(registration_date="1978-05-20", office="潋江公社")


def test_k10_gaps_are_counted_by_class_and_year() -> None:
    marriages = [("1988-05-20", "结婚", n) for n in ("1", "2", "4")]
    divorces = [("1988-05-20", "离婚", n) for n in ("1", "2", "3")]
    rows = [
        {
            "registration_date": day,
            "business_type": kind,
            "archive_year": "1988",
            "volume_number": n,
        }
        for day, kind, n in marriages + divorces
    ]
    gaps = clean_rows(rows).gaps
    assert gaps.select("first_missing", "last_missing", "likely").rows() == [(3, 3, "缺档")]
    assert gaps["row_before"].to_list() == [1]
    assert gaps["row_after"].to_list() == [2]


def test_k10_a_mistyped_serial_is_one_line_and_no_missing_million() -> None:
    numbers = ["J360732-2021-000001", "J360732-2021-000002", "J360732-2021-999999"]
    gaps = clean_rows([{"certificate_number": number} for number in numbers]).gaps
    assert gaps.select("first_missing", "count", "likely").rows() == [(3, 999996, "错号")]


@pytest.mark.parametrize("more", [{}, {"old_certificate_number": "", "old_registration_date": ""}])
def test_k11_a_reissue_without_its_origin_is_incomplete(more: dict[str, str]) -> None:
    columns = {"old_certificate_number": "兴结字第3号", "old_registration_date": "1988-01-05"}
    complete = act("2012-06-04", "ICA") | columns
    incomplete = act("2013-06-04", "ICA") | more
    result = clean_rows([complete, incomplete])
    assert "MR117" not in codes(result, row=0)
    assert "MR117" in codes(result, row=1)


def test_e7_a_local_rule_for_minorities_gives_20_and_18() -> None:
    act = MarriageRecord(
        registration_date="1985-10-01",
        business_type="结婚",
        husband=Party(name="张三", birth_date="1963-10-02", ethnicity="彝族"),
        wife=Party(name="李四", birth_date="1963-01-01", ethnicity="彝族"),
    )
    local = AgeRule(
        basis="自治县变通规定", since=date(1981, 1, 1), man=20, woman=18, place="513432"
    )

    national = {f.code for f in marriage.check(act, county="513432", on=date(2026, 11, 23))}
    varied = {
        f.code
        for f in marriage.check(act, county="513432", on=date(2026, 11, 23), local_ages=[local])
    }

    assert ("MR206" in national, "MR206" in varied) == (True, False)


@pytest.mark.parametrize(
    ("county", "ethnicity", "born", "level"),
    [
        ("513432", "彝族", "1963-10-02", Severity.NOTICE),
        ("653125", "维吾尔", "1965-09-30", Severity.NOTICE),
        ("653125", "维吾尔", "1966-10-02", Severity.SUSPECT),
        ("653125", "汉", "1963-10-02", Severity.SUSPECT),
        ("653125", "", "1963-10-02", Severity.SUSPECT),
        ("360732", "畲族", "1963-10-02", Severity.SUSPECT),
    ],
)
def test_what_autonomous_areas_usually_allow_is_no_doubt(
    county: str, ethnicity: str, born: str, level: Severity
) -> None:
    row = act("1985-10-01", "IA") | {
        "husband_birth_date": born,
        "husband_ethnicity": ethnicity,
        "husband_id_number": "",
    }
    record = MarriageRecord(
        registration_date="1985-10-01",
        business_type="结婚",
        husband=Party(name="张三", birth_date=born, ethnicity=ethnicity),
    )
    told = [f.severity for f in marriage.check(record, county=county) if f.code == "MR206"]
    assert told == [level]
    by = Recipe(registry="marriage", county=county, on=date(2026, 11, 23))
    found = clean_rows([row], by=by).findings.filter(
        pl.col("code") == "MR206", pl.col("field") == "husband_birth_date"
    )
    assert found["severity"].to_list() == [level]
