"""A county given by its name."""

from __future__ import annotations

from argparse import ArgumentTypeError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.cli import main
from minzheng_core.cli.counties import county_code
from minzheng_core.reference.divisions import LAST_LIST, divisions

COUNTIES = [p for p in divisions().in_force(LAST_LIST) if divisions().registers(p.code)]


@given(st.sampled_from(COUNTIES))
def test_every_county_is_known_by_its_full_name(place) -> None:  # type: ignore[no-untyped-def]
    assert county_code(place.full_name) == place.code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("赣县区", "360704"),
        ("长春朝阳区", "220104"),
        ("东莞", "441900"),
        (" 兴国县 ", "360732"),
        ("恩施市", "422801"),
    ],
)
def test_short_names_with_and_without_those_above(text: str, code: str) -> None:
    assert county_code(text) == code


def test_a_name_that_several_have_is_asked_about() -> None:
    with pytest.raises(ArgumentTypeError, match=r"110105（北京市朝阳区）、220104"):
        county_code("朝阳区")


@pytest.mark.parametrize("text", ["362133", "999999", "江西省", "赣州市", "没有这个县", "县", ""])
def test_what_names_no_county_stays_for_the_command_to_refuse(text: str) -> None:
    assert county_code(text) == text


def test_the_codes_to_choose_from_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clean", "没有.xlsx", "--county", "朝阳区", "--out", "结果"]) == 2
    assert "220104（吉林省长春市朝阳区）" in capsys.readouterr().err
