"""What is no text is refused in one sentence; nothing at all is a finding."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core import CallError
from minzheng_core.registries import place_names
from minzheng_core.registries.place_names import PlaceCode, PlaceKind
from minzheng_core.registries.place_names.naming import propose, review

NO_TEXTS = (12345, 1.5, b"x", [], True, date(2026, 1, 1))
CALLS = {
    "spell": place_names.spell,
    "spell kind": lambda v: place_names.spell("兴国县", kind=v),
    "spell division": lambda v: place_names.spell("兴国县", division=v),
    "spell_many": lambda v: place_names.spell_many(["兴国县", v]),
    "check_spelling": lambda v: place_names.check_spelling(v, "Xingguo Xian"),
    "check_spelling given": lambda v: place_names.check_spelling("兴国县", v),
    "parse_spelling": place_names.parse_spelling,
    "standardise": place_names.standardise,
    "standardise county": lambda v: place_names.standardise("兴国县", county=v),
    "standardise_many county": lambda v: place_names.standardise_many(["兴国县"], county=v),
    "PlaceCode.parse": PlaceCode.parse,
    "PlaceCode.build": lambda v: PlaceCode.build(v, "21610", 1),
    "PlaceKind.read": PlaceKind.read,
    "propose": lambda v: propose(v, county="360732"),
    "propose kind": lambda v: propose("和顺路", county="360732", kind=v),
    "propose county": lambda v: propose("和顺路", county=v),
    "review": review,
    "review kind": lambda v: review("和顺路", kind=v),
}


@pytest.mark.parametrize("value", NO_TEXTS, ids=repr)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_what_is_no_text_is_refused(call, value):
    with pytest.raises(CallError, match="IN218"):
        call(value)


def test_a_code_in_figures_is_refused_in_a_sentence_that_says_so():
    with pytest.raises(CallError, match="县代码要写成文字，给的是 int"):
        place_names.standardise("兴国县", county=360732)
    with pytest.raises(CallError, match="县代码要写成文字，给的是 int"):
        propose("和顺路", county=360732)


@pytest.mark.parametrize("on", ["90.5.1", "1990-13", "", 1.5, b"x", [], True])
def test_a_day_that_is_none_is_refused(on):
    with pytest.raises(CallError, match="IN219"):
        place_names.standardise("兴国县", on=on)


@pytest.mark.parametrize(
    "on",
    ["90", 1.5, b"x", True, ["1990-13"], [True], [object()], [1990.5], pl.Series(["九〇年"])],
    ids=lambda days: str(type(days).__name__),
)
def test_days_of_a_column_that_are_none_are_refused(on):
    with pytest.raises(CallError, match="IN219"):
        place_names.standardise_many(["兴国县"], on=on)


@pytest.mark.parametrize(
    "on",
    [
        *(1990, 1990.0, [1990], [date(1990, 1, 1)], [None], [float("nan")], pl.Series([1990.0])),
        *("1990", "1990-05-01", ["1990-05"], [""], pl.Series(["1990-05-01"])),
    ],
)
def test_days_of_a_column_may_be_of_any_of_these_kinds(on):
    assert place_names.standardise_many(["兴国县"], on=on)["name"][0].endswith("兴国县")


@pytest.mark.parametrize("on", ["1990", "1990-05", "1990-05-01"])
def test_a_day_may_be_written_as_in_the_records(on):
    text = "江西兴国古龙岗公社"
    assert place_names.standardise(text, on=on) == place_names.standardise(text, on=1990)
    several = [on, date(2020, 1, 1), 1985, None]
    mixed = place_names.standardise_many([text] * 4, on=several)
    assert mixed.equals(place_names.standardise_many([text] * 4, on=[1990, 2020, 1985, None]))


def test_a_column_is_no_single_text_and_what_stands_beside_it_is_as_high():
    for call in (place_names.standardise_many, place_names.spell_many):
        for one in ("兴国县", b"x", None):
            with pytest.raises(CallError, match="IN220"):
                call(one)
    for refused in ([1], ["兴国县", 1.5], pl.Series([1]), [["兴国县"]]):
        with pytest.raises(CallError, match="IN218"):
            place_names.standardise_many(refused)
    with pytest.raises(CallError, match="IN221"):
        place_names.standardise_many(["兴国县"], on=[1990, 1991])
    with pytest.raises(CallError, match="IN221"):
        place_names.spell_many(["兴国县", "于都县"], division=["360732"])
    with pytest.raises(CallError, match="IN221"):
        place_names.spell_many(["兴国县", "于都县"], kind=["县"])
    assert place_names.standardise_many(["兴国县", None, float("nan")])["level"].to_list() == [
        "county",
        None,
        None,
    ]


def test_nothing_is_a_finding():
    def codes(found):
        return [finding.code for finding in found]

    assert codes(place_names.spell(None).findings) == ["PS108"]
    assert "PS213" in codes(place_names.check_spelling("兴国县", None).findings)
    assert codes(place_names.check_spelling(None, "Xian").expected.findings) == ["PS108"]
    assert codes(place_names.standardise(None).findings) == ["PG101"]
    assert codes(propose(None, county="360732")) == codes(review(None)) == ["PN101"]
    assert PlaceCode.parse(None).value is None
    assert place_names.spell_many([None])["text"].to_list() in ([""], [None])


@pytest.mark.parametrize("serial", [None, 1.5, "1", []])
def test_a_serial_that_is_no_number_is_refused(serial):
    with pytest.raises(CallError, match="PN191"):
        PlaceCode.build("360732217", "21610", serial)


@pytest.mark.parametrize("kind", ["街路巷", "路", "street", PlaceKind.STREET])
def test_a_kind_may_be_any_word_for_it(kind):
    found = [f.code for f in propose("和顺", county="360732", kind=kind)]

    assert "PN407" not in found
    assert found == [f.code for f in propose("和顺", county="360732", kind=PlaceKind.STREET)]
    assert review("和顺路", kind=kind) == review("和顺路", kind=PlaceKind.STREET)
