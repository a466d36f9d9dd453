"""One record checked in plain Python is judged like the same record alone in an archive."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from minzheng_core import CallError
from minzheng_core.cleaning.one_record.cells import cells_of
from minzheng_core.registries import marriage
from minzheng_core.registries.marriage import MarriageRecord, Party, examples
from minzheng_core.registries.marriage.archive import FIELDS
from minzheng_core.testing.synthetic import make_archive
from tests.cleaning.archives import COUNTY, ON, clean_rows, raw_of

if TYPE_CHECKING:
    from collections.abc import Mapping

ALL_FIELDS = [field.name for field in FIELDS]


def record_of(row: Mapping[str, str | None]) -> MarriageRecord:
    """The record that a row of raw text is."""
    parties: dict[str, dict[str, str]] = {"husband": {}, "wife": {}}
    act: dict[str, Any] = {}
    for name, text in row.items():
        party, _, field = name.partition("_")
        if text is None:
            continue
        if party in parties:
            parties[party][field] = text
        else:
            act[name] = text
    return MarriageRecord(**act, husband=Party(**parties["husband"]), wife=Party(**parties["wife"]))


def checked(row: Mapping[str, str | None]) -> list[tuple[str, ...]]:
    found = marriage.check(record_of(row), county=COUNTY, on=ON)
    return sorted((str(f.field), f.code, f.severity.value) for f in found)


def cleaned(row: Mapping[str, str | None]) -> list[tuple[str, ...]]:
    """What cleaning finds in the row alone, without what only a file can show."""
    whole = {name: row.get(name) for name in ALL_FIELDS}
    found = clean_rows([whole]).findings.filter(~pl.col("code").str.starts_with("MF"))
    return sorted(found.select("field", "code", "severity").rows())


@pytest.mark.parametrize("code", examples.BAD)
def test_specimens_are_judged_alike(code: str) -> None:
    cells = cells_of(examples.BAD[code])
    assert checked(cells) == cleaned(cells)


def test_damaged_records_are_judged_alike() -> None:
    raw = raw_of(make_archive(400, seed=23, error_rate=12.0))
    for row in raw.sample(15, seed=2).iter_rows(named=True):
        assert checked(row) == cleaned(row)


def test_an_empty_record_has_only_missing_things() -> None:
    found = marriage.check(MarriageRecord(), county=COUNTY, on=ON)
    assert {finding.code for finding in found} == {"MR101", "MR201"}


def test_a_county_that_never_was_is_a_bad_call() -> None:
    with pytest.raises(CallError, match="IN203"):
        marriage.check(MarriageRecord(), county="123456")


def test_one_record_is_checked_on_the_light_core() -> None:
    """Neither Polars nor NumPy is needed to check a record."""
    program = (
        "import sys\n"
        "for name in ('polars', 'numpy', 'pandas', 'pyarrow'): sys.modules[name] = None\n"
        "from minzheng_core.registries import marriage\n"
        "from minzheng_core.registries.marriage import examples\n"
        "for code, record in examples.BAD.items():\n"
        "    assert code in {f.code for f in marriage.check(record, county='360732')}, code\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("J360732-2021-000123", False),
        ("BJ360732-2021-000123", False),
        ("L360732-2021-000123", True),
    ],
)
def test_a_revoked_marriage_bears_the_number_of_the_marriage(number, wrong) -> None:
    record = MarriageRecord(
        registration_date="2021-05-20", business_type="撤销婚姻登记", certificate_number=number
    )
    codes = {finding.code for finding in marriage.check(record, county=COUNTY, on=ON)}
    assert ("MR110" in codes) == wrong
