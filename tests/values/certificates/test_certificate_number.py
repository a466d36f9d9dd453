"""Certificate numbers in three eras (vectors F1–F13)."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.columns import certificates
from minzheng_core.findings import catalogue
from minzheng_core.values.certificates.certificate_number import FAULTS, FIXES, CertificateNumber


def number(text):
    return CertificateNumber.parse(text).value


def codes(text):
    return [finding.code for finding in CertificateNumber.parse(text).findings]


def fixes(text):
    return {fix.name for fix in CertificateNumber.parse(text).fixes}


@pytest.mark.parametrize(
    ("text", "canonical", "business_type", "code", "year", "serial"),
    [
        ("J110101-2010-000001", "J110101-2010-000001", "IA", "110101", 2010, 1),  # F1
        (
            "Ｊ３６０７３２－２０２１－０００１２３",
            "J360732-2021-000123",
            "IA",
            "360732",
            2021,
            123,
        ),  # F2
        ("j3607322021000123", "J360732-2021-000123", "IA", "360732", 2021, 123),  # F3
        ("BJ360732-2015-000045", "BJ360732-2015-000045", "ICA", "360732", 2015, 45),  # F4
        ("BL360732-2015-000003", "BL360732-2015-000003", "ICB", "360732", 2015, 3),  # F5
        ("J362133-2011-000001", "J362133-2011-000001", "IA", "362133", 2011, 1),  # F6
        ("J360721-2018-000001", "J360721-2018-000001", "IA", "360721", 2018, 1),  # F7
        ("L360732—2021—000123", "L360732-2021-000123", "IB", "360732", 2021, 123),
        ("J360732 2021 000123", "J360732-2021-000123", "IA", "360732", 2021, 123),
        ("J360732_2021_000123号", "J360732-2021-000123", "IA", "360732", 2021, 123),
        ("字号：J360732-2021-000123", "J360732-2021-000123", "IA", "360732", 2021, 123),
    ],
)
def test_the_present_form(text, canonical, business_type, code, year, serial):
    value = number(text)

    assert str(value) == canonical
    assert (value.era, value.business_type) == ("modern", business_type)
    assert (value.code, value.year, value.serial) == (code, year, serial)
    assert codes(text) == []


def test_missing_hyphens_and_case_are_named_as_fixes():
    assert fixes("j3607322021000123") == {"certificate.hyphens", "certificate.case"}
    assert fixes("Ｊ３６０７３２－２０２１－０００１２３") == {"certificate.fullwidth"}


@pytest.mark.parametrize(
    ("text", "canonical", "place", "act", "office", "year", "serial"),
    [
        ("赣兴结字010400123", "赣兴结字010400123", "赣兴", "结", "01", 2004, 123),  # F9
        ("赣兴结字第010400123号", "赣兴结字010400123", "赣兴", "结", "01", 2004, 123),
        ("赣兴结字01-04-00123", "赣兴结字010400123", "赣兴", "结", "01", 2004, 123),
        ("赣兴离字０１０４００１２３", "赣兴离字010400123", "赣兴", "离", "01", 2004, 123),
        ("赣兴补结字010500003", "赣兴补结字010500003", "赣兴", "补结", "01", 2005, 3),
        ("赣兴结字018800123", "赣兴结字018800123", "赣兴", "结", "01", 1988, 123),
    ],
)
def test_the_form_of_2003(text, canonical, place, act, office, year, serial):
    value = number(text)

    assert (str(value), value.era) == (canonical, "scheme-2003")
    assert (value.place, value.act, value.office_number) == (place, act, office)
    assert (value.year, value.serial) == (year, serial)


@pytest.mark.parametrize(
    ("text", "place", "act", "year", "serial"),
    [
        ("(88)潋结字第12号", "潋", "结", 1988, 12),  # F10
        ("兴结字第123号", "兴", "结", None, 123),  # F11
        ("兴离字（一九九二）第七号", "兴", "离", 1992, 7),  # F12
        ("兴结字第12号（88）", "兴", "结", 1988, 12),
        ("兴补离字7号(一九九二年)", "兴", "补离", 1992, 7),
        ("〔1988〕兴结字12", "兴", "结", 1988, 12),
        ("兴结字[88]第十二号", "兴", "结", 1988, 12),
        ("88潋结字第12号", "潋", "结", 1988, 12),
        ("潋结88字第12号", "潋", "结", 1988, 12),
        ("潋结字88第12号", "潋", "结", 1988, 12),
        ("潋(88)结字第12号", "潋", "结", 1988, 12),
        ("潋结字第(88)12号", "潋", "结", 1988, 12),
        ("一九八八年潋结字第12号", "潋", "结", 1988, 12),
        ("潋结字第88-12号", "潋", "结", 1988, 12),
        ("潋结字第00-2号", "潋", "结", 2000, 2),
        ("兴东结字第87-2号", "兴东", "结", 1987, 2),
        ("潋结字第87/2号", "潋", "结", 1987, 2),
        ("潋结字第02-15号", "潋", "结", 2002, 15),
        ("87年度潋结字第3号", "潋", "结", 1987, 3),
        ("潋结字（87）年第3号", "潋", "结", 1987, 3),
        ("87字第3号", None, None, 1987, 3),
        ("（1950）字第3号", None, None, 1950, 3),
        ("一九五一年字第三号", None, None, 1951, 3),
        ("字第12号", None, None, None, 12),
        ("潋结字第2002208号", "潋", "结", 2002, 208),
        ("结字第198800012号", None, "结", 1988, 12),
        ("潋结字第12-1号", "潋", "结", None, 12),
        ("潋结字第12号附1", "潋", "结", None, 12),
        ("兴复婚字第3号", "兴", "复", None, 3),
        ("兴结补字第2号", "兴", "补结", None, 2),
        ("复兴结字第1号", "复兴", "结", None, 1),
        ("离石结字第1号", "离石", "结", None, 1),
        ("兴国县潋江公社结婚证字第12号", "兴国县潋江公社", "结", None, 12),
        ("興結字第12號", "興", "结", None, 12),
        ("兴结宇笫12号", "兴", "结", None, 12),
        ("兴结字第O12号", "兴", "结", None, 12),
        ("兴结字第l2号", "兴", "结", None, 12),
        ("兴结字第1I0号", "兴", "结", None, 110),
        ("兴撤字第1号", "兴", "撤", None, 1),
        ("兴结字第一百二十三号", "兴", "结", None, 123),
        ("(02)兴结字第5号", "兴", "结", 2002, 5),
        ("123", None, None, None, 123),
        ("第12号", None, None, None, 12),
        ("88年12", None, None, 1988, 12),
    ],
)
def test_local_forms(text, place, act, year, serial):
    value = number(text)

    assert value.era == "local"
    assert (value.place, value.act, value.year, value.serial) == (place, act, year, serial)


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("潋结字第87-2号", True),
        ("潋结字第02-15号", True),
        ("潋结字第87-12号", False),
        ("潋结字第00-2号", False),
        ("潋结字第1987-2号", False),
        ("(87)潋结字第2号", False),
        ("潋结字第12-1号", False),
    ],
)
def test_a_short_year_before_a_short_number_stays_open(text, is_open):
    assert number(text).year_open is is_open


@pytest.mark.parametrize(
    "text", ["政字第2002208号", "皖芜字××号", "abc", "芜湖", "J36O732-2O21-OOO123", "结婚", "第号"]
)
def test_other_forms_are_kept_with_a_notice_at_most(text):  # F13
    parsed = CertificateNumber.parse(text)

    assert (parsed.value.era, str(parsed.value)) == ("unparsed", text)
    assert {finding.severity.value for finding in parsed.findings} == {"notice"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("J360732-2021-00123", "CN101"),  # F8
        ("K360732-2021-000123", "CN102"),
        ("J360732-3021-000123", "CN103"),
        ("J360732-21-000123", "CN103"),
        ("兴结字(23)第1号", "CN103"),
        ("J360732-1998-000001", "CN104"),
        ("赣兴结字018800123", "CN104"),
        ("360732-2021-000123", "CN105"),
        ("3607322021000123", "CN105"),
        ("兴结字第号", "CN105"),
        ("政字第2002208号", "CN106"),
        ("不详", "CN107"),
        ("J990732-2021-000001", "CN108"),
        ("J36073-2021-000001", "CN108"),
        ("J360732-2021-000000", "CN109"),
        ("潋结字第88-12号", "CN110"),
        ("J36O732-2O21-OOO123", "CN111"),
        ("110105194912310021", "CN112"),
        ("110105491231002", "CN112"),
    ],
)
def test_what_is_odd_is_found(text, code):
    assert codes(text) == [code]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("兴补字第3号", {"ICA", "ICB"}),
        ("兴婚字第3号", {"IA", "IB", "ICA", "ICB"}),
        ("兴复婚字第3号", {"IA"}),
        ("兴撤字第1号", {"ID"}),
        ("123", set()),
    ],
)
def test_an_act_word_leaves_open_what_it_does_not_say(text, types):
    assert number(text).business_types == types
    assert number(text).business_type == (next(iter(types)) if len(types) == 1 else None)


def test_letters_for_digits_come_with_the_number_they_would_give():
    assert (
        CertificateNumber.parse("J36O732-2O21-OOO123").findings[0].expected == "J360732-2021-000123"
    )


def test_blank_cells_say_nothing():
    for blank in (None, "", " 　", "\u200b"):
        parsed = CertificateNumber.parse(blank)
        assert (parsed.value, parsed.findings) == (None, ())


def test_the_public_does_not_see_the_serial():
    assert number("J360732-2021-000123").mask("public") == "J360732-2021-******"
    assert "000123" not in repr(CertificateNumber.parse("J360732-2021-000123"))


def test_every_code_is_in_the_catalogue():
    assert all(catalogue()[code].area == "certificate" for code in FAULTS)
    assert len(set(FIXES)) == len(FIXES)


texts = st.one_of(
    st.text(alphabet="JjLBKＪ0123456789０－-—_ ·一号第OI", max_size=24),
    st.text(
        alphabet="赣兴潋结离复补婚撤证字宇第笫号號結附之年（）()〔〕88一九二十百-/0123456789 年度№",
        max_size=16,
    ),
    st.text(max_size=8),
)


@given(texts)
def test_parsing_never_raises_and_is_stable(text):
    parsed = CertificateNumber.parse(text)
    once = CertificateNumber.normalise(text).text

    assert CertificateNumber.normalise(once).text == once
    if parsed.value is not None:
        assert CertificateNumber.parse(str(parsed.value)).value == parsed.value
        assert parsed.value.explain() == list(parsed.findings)


@given(
    st.sampled_from(["J", "L", "BJ", "BL"]),
    st.integers(110000, 659999),
    st.integers(2010, 2049),
    st.integers(1, 999999),
)
def test_the_present_form_makes_the_round_trip(prefix, code, year, serial):
    text = f"{prefix}{code}-{year}-{serial:06}"
    value = number(text)

    assert str(value) == text
    assert (value.prefix, value.code, value.year, value.serial) == (prefix, str(code), year, serial)
    assert str(number(text.replace("-", "").lower())) == text


@pytest.mark.parametrize(
    ("text", "year"),
    [("呼结2004-00001", 2004), ("呼结字2005-00001", 2005), ("呼结字第2008-01234号", 2008)],
)
def test_a_year_of_four_digits_and_a_serial_are_no_office_and_year(text: str, year: int) -> None:
    assert (str(number(text)), number(text).year) == (text, year)
    assert certificates.parse(pl.Series([text]))["text"].to_list() == [text]


@pytest.mark.parametrize("note", ["(补)", "（已离）", "(作废)", "（原证遗失）"])
@pytest.mark.parametrize("number", ["兴结字第12号", "L360732-2010-000012", "(88)潋结字第12号"])
def test_a_note_behind_a_number_leaves_it_known(number: str, note: str) -> None:
    noted, bare = CertificateNumber.parse(number + note), CertificateNumber.parse(number)
    assert noted.findings == bare.findings == ()
    assert (noted.value.era, noted.value.serial) == (bare.value.era, 12)
    assert noted.value.suffix == note.translate(str.maketrans("（）", "()"))
    assert str(noted.value) == number + noted.value.suffix
