"""Division codes: form, time, names and successors."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.findings import catalogue
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.townships import townships
from minzheng_core.values.division_code import FAULTS, FIXES, DivisionCode


def value(text):
    found = DivisionCode.parse(text).value
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("raw", "text", "fixes"),
    [
        ("360732", "360732", ()),
        ("３６０７３２", "360732", ("division.fullwidth",)),
        (" 360 732 ", "360732", ("division.whitespace",)),
        ("'360732", "360732", ("division.quote",)),
        ("360732.0", "360732", ("division.float",)),
        ("36", "360000", ("division.padding",)),
        ("3607", "360700", ("division.padding",)),
        ("360732000000", "360732", ("division.trailing-zeros",)),
        ("360732100000", "360732100", ("division.trailing-zeros",)),
        ("360732100201", "360732100201", ()),
        ("441900003", "441900003", ()),
    ],
)
def test_writing_is_fixed_without_loss(raw, text, fixes):
    parsed = DivisionCode.parse(raw)

    assert str(parsed.value) == text
    assert tuple(fix.name for fix in parsed.fixes) == fixes


def test_a_fix_can_be_left_out():
    assert DivisionCode.normalise("'360732", skip=["division.quote"]).text == "'360732"


@pytest.mark.parametrize("text", [None, "", "  ", "\u3000"])
def test_an_empty_cell_is_no_fault(text):
    parsed = DivisionCode.parse(text)
    assert parsed.value is None
    assert parsed.findings == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [("36073", "DV101"), ("36O732", "DV102"), ("兴国县", "DV102"), ("999999", "DV103"),
     ("360032", "DV106"), ("360732000201", "DV106"), ("360732999", "DV107"), ("362133", "DV104")],
)  # fmt: skip
def test_each_fault_has_its_finding(text, code):
    assert [f.code for f in DivisionCode.parse(text).findings] == [code]


@pytest.mark.parametrize(
    ("code", "on", "codes"),
    [
        ("362133", 1988, []),
        ("362133", dt.date(1998, 6, 1), []),
        ("362133", 2005, ["DV104"]),
        ("360732", 1988, ["DV105"]),
        ("360732", 1998, []),
        ("132201", 1982, []),
        ("132201", 1990, []),
        ("360721", 2015, []),
        ("360721", 2018, ["DV104"]),
    ],
)
def test_a_code_is_judged_on_its_day(code, on, codes):
    assert [f.code for f in value(code).explain(on)] == codes


def test_successors_are_told_with_their_names():
    (finding,) = value("440524").explain()

    assert "440513 广东省汕头市潮阳区、440514 广东省汕头市潮南区" in finding.sentence("zh")
    assert value("440524").current(1988) == ("440513", "440514")


def test_names_follow_the_day():
    assert value("132201").name(1982) == "河北省邢台地区邢台市"
    assert value("132201").name(1990) == "河北省邢台地区南宫市"
    assert value("360732100").name() == "江西省赣州市兴国县潋江镇"
    assert value("360732207").name(2015) == "江西省赣州市兴国县永丰乡"


def test_levels_and_parents_lead_up_to_the_province():
    code, levels = value("360732100201"), []
    while code is not None:
        levels.append((code.text, code.level))
        code = code.parent

    assert levels == [
        ("360732100201", "village"), ("360732100", "township"), ("360732", "county"),
        ("360700", "prefecture"), ("360000", "province"),
    ]  # fmt: skip


def test_masks_show_the_public_no_more_than_the_county():
    assert value("360732100201").mask("public") == "360732"
    assert value("360732100201").mask("staff") == "360732100201"
    assert value("360732").show() == "360732 江西省赣州市兴国县"


def test_every_finding_stands_in_the_catalogue():
    assert set(FAULTS) <= set(catalogue())


@given(st.text(max_size=15))
def test_no_text_raises_and_canonical_text_is_stable(text):
    parsed = DivisionCode.parse(text)

    assert {f.name for f in parsed.fixes} <= set(FIXES)
    assert {f.code for f in parsed.findings} <= set(FAULTS)
    if parsed.value is not None:
        again = DivisionCode.parse(str(parsed.value))
        assert again.value == parsed.value
        assert again.fixes == ()


@given(st.sampled_from([r.code for r in divisions().in_force(2024)]))
def test_what_is_in_force_has_no_findings(code):
    assert DivisionCode.parse(code).findings == ()


@given(st.sampled_from([t.code for t in townships().all() if t.end is None]))
def test_a_township_of_the_list_is_known(code):
    assert "DV107" not in [f.code for f in DivisionCode.parse(code).findings]
    assert value(code).name()
