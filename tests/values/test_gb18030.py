"""GB 18030-2022: positions that Python's codec still reads as private use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.reference.name_variants import corrections
from minzheng_core.values import gb18030


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        (b"\xa1\xa4", "\u00b7"),  # H10
        (b"\xfe\x59", "\u9fb4"),  # H11
        (b"\xa8\xbc", "\u1e3f"),
        (b"\xa6\xd9", "\ufe10"),
        (b"\xfe\x51", "\U00020087"),
        (b"\xfe\x9f", "䶮"),
    ],
)
def test_positions_have_their_characters_of_2022(octets, text):
    assert gb18030.decode(octets) == text


def test_every_listed_position_decodes_without_private_use():
    for correction in corrections():
        assert gb18030.decode(correction.octets) == correction.character


def test_the_eighteen_changes_of_2022_and_one_of_2005_are_listed():
    assert sum(c.edition == "2022" for c in corrections()) == 18
    assert sum(c.edition == "2005" for c in corrections()) == 1


def test_wrong_bytes_can_be_replaced():
    assert gb18030.decode(b"\xff\xd5\xc5", "replace").endswith("张")


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)))
def test_ordinary_text_survives(text):
    assert gb18030.decode(text.encode("gb18030")) == text
