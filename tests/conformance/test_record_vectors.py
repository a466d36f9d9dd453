"""Vectors that need a whole record or a whole file: §10 E to G as rules see them, and K."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest

from minzheng_core.registries import marriage
from minzheng_core.registries.marriage import MarriageRecord, Party
from minzheng_core.values.ids.arithmetic import check_digit

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.cleaning import CleanResult

DAY = date(2026, 11, 23)
HEADINGS = [
    *("业务类型", "证件字号", "登记日期", "登记机关", "归档年度", "室编卷号"),
    *("男方姓名", "男方身份证号", "男方出生日期", "女方姓名", "女方身份证号", "女方出生日期"),
]


def number(born: str, sequence: int, region: str = "362133") -> str:
    """A sound invented number."""
    body = f"{region}{born}{sequence:03d}"
    return body + str(check_digit(body))


HIS = number("19620815", 1)
HERS = number("19640302", 2)


def act(
    day: str = "1988-10-05",
    *,
    kind: str = "结婚",
    his: str | None = HIS,
    hers: str | None = HERS,
    **fields: str,
) -> MarriageRecord:
    return MarriageRecord(
        registration_date=day,
        business_type=kind,
        husband=Party(name="张建国", id_number=his),
        wife=Party(name="李秀英", id_number=hers),
        **fields,
    )


def codes(record: MarriageRecord, county: str = "360732") -> set[str]:
    return {finding.code for finding in marriage.check(record, county=county, on=DAY)}


def test_k1_numbers_of_the_other_sex_on_both_sides_are_swapped() -> None:
    assert "MR301" in codes(act(his=HERS, hers=HIS))
    assert "MR301" not in codes(act())


def test_k2_the_same_number_twice_is_an_error() -> None:
    findings = marriage.check(act(hers=HIS), county="360732", on=DAY)

    assert {f.severity.value for f in findings if f.code == "MR302"} == {"error"}


@pytest.mark.parametrize("day", ["1988-10-05", "1986-05-06"])
def test_k3_eighteen_digits_in_an_old_record_are_filled_in_later_not_wrong(day: str) -> None:
    findings = marriage.check(act(day), county="360732", on=DAY)

    assert "MR207" in {f.code for f in findings}
    assert not [f for f in findings if f.severity.value == "error"]


def test_k4_any_number_in_a_record_of_1975_is_filled_in_later() -> None:
    old = act("1975-03-08", his="362133500815001", hers="362133510302002")

    assert "MR207" in codes(old)
    assert "MR207" not in codes(act("1990-10-05", his="362133600815001", hers="362133600302002"))


@pytest.mark.parametrize(
    ("office", "day", "late"),
    [("潋江公社", "1988-10-05", True), ("潋江公社", "1975-10-05", False)],
)
def test_k9_a_commune_after_its_time(office: str, day: str, late: bool) -> None:
    assert ("MR115" in codes(act(day, office=office))) == late


def test_k11_a_reissue_without_the_old_certificate_is_incomplete() -> None:
    bare = act("2012-05-08", kind="ICA", certificate_number="BJ360732-2012-000003")
    whole = act(
        "2012-05-08",
        kind="ICA",
        certificate_number="BJ360732-2012-000003",
        old_certificate_number="兴结字第123号",
        old_registration_date="1988-10-05",
    )

    assert "MR117" in codes(bare)
    assert "MR117" not in codes(whole)


@pytest.mark.parametrize(
    ("certificate", "day", "code"),
    [
        ("J362133-2011-000001", "2011-03-08", "MR112"),  # F6
        ("J360721-2015-000001", "2015-03-09", None),  # F7, in force
        ("J360721-2018-000001", "2018-03-08", "MR112"),  # F7, replaced in 2016
        ("J110101-2010-000001", "2011-01-05", "MR111"),  # F14
    ],
)
def test_certificates_are_judged_by_the_day_of_the_act(
    certificate: str, day: str, code: str | None
) -> None:
    found = codes(
        act(day, certificate_number=certificate), certificate[1:7].replace("362133", "360732")
    )

    assert found & {"MR111", "MR112"} == ({code} if code else set())


@pytest.mark.parametrize(
    ("day", "his", "hers", "under_age"),
    [
        ("1980-12-31", "19601231", "19580101", False),  # E1
        ("1981-01-01", "19601231", "19580101", True),  # E2
        ("1980-06-01", "19580101", "19620601", False),  # E3
        ("1981-01-01", "19580101", "19610101", False),  # E4
        ("1985-10-01", "19631002", "19640101", True),  # E5
        ("2021-05-20", "19950101", "20010521", True),  # E6
        ("1949-12-01", "19400101", "19400101", False),  # E8
    ],
)
def test_ages_are_judged_by_the_law_of_the_day(
    day: str, his: str, hers: str, under_age: bool
) -> None:
    region = "362133" if int(hers[:4]) < 1998 else "360732"
    record = act(day, his=number(his, 1), hers=number(hers, 2, region))

    assert ("MR206" in codes(record)) == under_age


def test_g15_a_lunar_birth_date_beside_a_number_is_no_contradiction() -> None:
    husband = Party(name="张建国", id_number=HIS, birth_date="1962-07-16")
    record = MarriageRecord(
        registration_date="1988-10-05", husband=husband, wife=Party(name="李秀英")
    )

    assert "MR211" in codes(record)
    assert not {"MR212", "MR213"} & codes(record)


A, B, C = ("张建国", HIS), ("李秀英", HERS), ("王春花", number("19650911", 4))


def clean(folder: Path, rows: list[dict[str, str]]) -> CleanResult:
    file = folder / "档案.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, HEADINGS)
        writer.writeheader()
        writer.writerows(rows)
    return marriage.clean(file, county="360732", on=DAY)


def row(kind: str, day: str, his: tuple[str, str], hers: tuple[str, str], **more: str) -> dict:
    return {
        "业务类型": kind,
        "登记日期": day,
        "男方姓名": his[0],
        "男方身份证号": his[1],
        "女方姓名": hers[0],
        "女方身份证号": hers[1],
        **more,
    }


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([("结婚", "1988-10-05", B), ("补发结婚证", "2012-05-08", B)], set()),  # K5
        (
            [("结婚", "1988-10-05", B), ("离婚", "1995-04-03", B), ("结婚", "1997-06-03", B)],
            {"MF305"},
        ),
        ([("结婚", "1988-10-05", B), ("结婚", "1999-06-03", C)], {"MF304"}),  # K7
    ],
)  # K6 stands between them
def test_marriages_of_one_person_are_read_in_a_row(tmp_path: Path, acts, expected) -> None:
    result = clean(tmp_path, [row(kind, day, A, wife) for kind, day, wife in acts])

    assert set(result.findings["code"]) & {"MF304", "MF305"} == expected
    severities = result.findings.filter(result.findings["code"] == "MF304")["severity"]
    assert "error" not in severities.to_list()


def test_k8_one_number_under_two_names_may_be_a_double_number(tmp_path: Path) -> None:
    other = ("陈志强", A[1])
    result = clean(tmp_path, [row("结婚", "1988-10-05", A, B), row("结婚", "1990-05-08", other, C)])

    assert {"MF303", "MR226"} & set(result.findings["code"])


def test_k10_volumes_of_each_kind_are_counted_on_their_own(tmp_path: Path) -> None:
    def volume(kind: str, at: int, serial: int) -> dict:
        his, hers = number(f"196{at}0815", at * 2 + 1), number(f"196{at}0302", at * 2)
        pair = ("张建国", his), ("李秀英", hers)
        return row(kind, f"1988-10-1{at}", *pair, 归档年度="1988", 室编卷号=str(serial))

    rows = [volume("结婚", at, serial) for at, serial in enumerate((1, 2, 4))]
    rows += [volume("离婚", at, serial) for at, serial in enumerate((1, 2), start=4)]
    gaps = clean(tmp_path, rows).gaps.filter(series="室编卷号")

    assert gaps.select("first_missing", "last_missing", "count").rows() == [(3, 3, 1)]
