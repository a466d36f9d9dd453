"""The 20-digit code: built, read, numbered on; kept in the clear though it is long."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core import Book, CallError, open_store
from minzheng_core.registries.place_names import REGISTRY, PlaceCode
from minzheng_core.registries.place_names.place_code import next_code

townships = st.builds(
    "{}{}".format,
    st.sampled_from(["360732", "110101", "441900", "362133"]),
    st.from_regex(r"[0-9]{3}", fullmatch=True),
)
categories = st.sampled_from(["21610", "22200", "27620"])


@given(townships, categories, st.integers(1, 999_999))
def test_what_is_built_is_read_again(township: str, category: str, serial: int) -> None:
    code = PlaceCode.build(township, category, serial)
    parsed = PlaceCode.parse(code.show())

    assert parsed.value == code
    assert parsed.findings == ()
    assert (code.category, code.serial) == (category, serial)
    assert code.township == (None if township.endswith("000") else township)


@given(st.text(max_size=40) | st.from_regex(r"[0-9０-９ ]{0,25}", fullmatch=True))
def test_no_text_breaks_the_reader(text: str) -> None:
    parsed = PlaceCode.parse(text)

    assert parsed.value is None or len(str(parsed.value)) == 20


def test_published_codes_are_understood() -> None:
    palace = PlaceCode.parse("53042710222200000188").value
    assert palace is not None
    assert (palace.county, palace.township, palace.category, palace.serial) == (
        "530427", "530427102", "22200", 188,
    )  # fmt: skip


def test_numbers_run_on_within_division_and_category() -> None:
    taken = ["36073221721610000003", "36073221722200000009", "不详", None]

    assert next_code("360732217", "21610", taken).serial == 4
    with pytest.raises(CallError, match="PN191"):
        next_code("360732217", "21610", ["36073221721610999999"])
    with pytest.raises(CallError, match="PN191"):
        PlaceCode.build("3607322", "21610", 1)


def test_a_whole_code_is_no_secret_but_an_identity_number_in_its_place_is() -> None:
    store = open_store("memory://")
    book = Book.open(REGISTRY, store, county="360732")
    accept = {"PN111": "契约"}
    book.register({"standard_name": "甲", "place_code": "36073221721610000001"}, by="王某某")
    book.register(
        {"standard_name": "乙", "place_code": "362133196208150010"}, by="王某某", accept=accept
    )
    frame = pl.DataFrame(
        {
            "source_file": ["a.csv"] * 2,
            "source_row": [2, 3],
            "standard_name": ["丙", "丁"],
            "place_code": ["36073221721610000002", "362133196208150010"],
        }
    )
    book.load(frame, by="王某某")

    chain = "".join(row.body for row in store.rows("place_names"))
    assert "36073221721610000001" in chain
    assert "36073221721610000002" in chain
    assert "362133196208150010" not in chain
    assert [e.values["standard_name"] for e in book.find(place_code="36073221721610000002")] == [
        "丙"
    ]
    assert book.verify().sound


def test_a_division_that_never_was_is_named() -> None:
    assert [f.code for f in PlaceCode.parse("99999910021610000001").findings] == ["PN118"]
    for former in ("36213310021610000001", "36070000021610000001", "36000000021610000001"):
        assert PlaceCode.parse(former).findings == ()
