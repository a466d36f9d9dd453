"""The history of division codes: the facts on 兴国 and what must hold for every record."""

import itertools

import pytest

from minzheng_core.reference.divisions import divisions

HISTORY = divisions()


@pytest.mark.parametrize(
    ("code", "year", "name", "now"),
    [
        ("362133", 1988, "江西省赣州地区兴国县", ("360732",)),
        ("362132", 1988, "江西省赣州地区于都县", ("360731",)),
        ("362123", 1988, "江西省赣州地区信丰县", ("360722",)),
        ("362101", 1990, "江西省赣州地区赣州市", ("360702",)),
        ("362121", 1990, "江西省赣州地区赣县", ("360704",)),
        ("362122", 1990, "江西省赣州地区南康县", ("360702", "360703")),
        ("362128", 1990, "江西省赣州地区龙南县", ("360783",)),
        ("512301", 1990, "四川省涪陵地区涪陵市", ("500102",)),
        ("440524", 1988, "广东省汕头市潮阳县", ("440513", "440514")),
    ],
)
def test_a_code_of_its_day_leads_to_those_of_today(code, year, name, now):
    record = HISTORY.at(code, year)

    assert record is not None
    assert record.full_name == name
    assert HISTORY.current(code, year) == now


def test_a_record_holds_from_its_first_list_to_the_one_before_its_last():
    assert HISTORY.at("362133", 1997) is not None
    assert HISTORY.at("362133", 1998) is None
    assert HISTORY.at("360732", 1998) is not None


def test_a_code_used_twice_is_told_apart_by_year():
    assert [HISTORY.at("132201", y).name for y in (1982, 1990)] == ["邢台市", "南宫市"]


def test_direct_successors_of_a_split_are_several():
    assert [r.code for r in HISTORY.successors("450111", 1990)] == [
        "450102", "450103", "450104", "450105", "450106",
    ]  # fmt: skip


def test_lineage_runs_through_changes_one_to_one_in_both_directions():
    assert HISTORY.lineage("362102", 1995) == ("362134", "362102", "360781")
    assert HISTORY.lineage("362101", 1990) == ("362101", "360702")


def test_lineage_goes_through_a_split_with_the_one_that_keeps_the_name():
    assert HISTORY.lineage("360703", 2020) == ("362122", "362103", "360782", "360703")
    assert HISTORY.lineage("440524", 1988)[-1] == "440513"
    assert HISTORY.lineage("450111", 1990) == ("450111",)


def test_kindred_are_all_codes_that_led_to_a_county_or_from_it():
    assert HISTORY.kindred("500102", 2000) == ("500102", "511402", "511403", "512301", "512321")
    assert "512301" in HISTORY.kindred("511403", 1996)
    # Not what it was once together with: 潮阳 was divided, each half has only its own past.
    assert "440513" not in HISTORY.kindred("440514", 2020)
    assert "440524" in HISTORY.kindred("440514", 2020)
    assert {"440513", "440514"} <= {*HISTORY.kindred("440524", 1988)}
    assert HISTORY.kindred("999999", 1990) == ()


def test_parts_given_away_are_told_apart_from_the_whole():
    assert HISTORY.current("130421", 2000) == ("130402", "130403")
    assert HISTORY.current("130421", 2000, parts=True) == ("130402", "130403", "130404")


def test_an_unknown_code_has_no_history():
    assert HISTORY.records("999999") == ()
    assert HISTORY.current("999999", 1990) == ()
    assert HISTORY.lineage("999999", 1990) == ()


def test_every_abolished_county_has_a_successor_in_force_when_it_ends():
    for record in HISTORY.all():
        if record.level == "county" and record.end:
            assert HISTORY.successors(record.code, record.start), record


def test_no_two_records_of_a_code_overlap():
    for record in HISTORY.all():
        years = [(r.start, r.end or 9999) for r in HISTORY.records(record.code)]
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(years))


def test_every_chain_ends_in_codes_in_force():
    for record in HISTORY.all():
        if record.level == "county":
            now = HISTORY.current(record.code, record.start)
            assert now, record
            assert all(HISTORY.records(code)[-1].end is None for code in now)


def test_a_lineage_contains_its_code_once():
    for record in HISTORY.in_force(1990):
        chain = HISTORY.lineage(record.code, 1990)
        assert chain.count(record.code) == 1
