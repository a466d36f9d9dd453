"""年.1 may be October that lost its zero, but not in a column that still has its Octobers."""

from __future__ import annotations

import pytest

from tests.cleaning.archives import clean_rows


@pytest.mark.parametrize(
    ("births", "asked"),
    [
        (["1950.1", "1951.10", "1952.10", "1951.3"], False),
        (["1950.1", "1951.1", "1952.1", "1951.3"], True),
        (["1950.1", "1951.10", "1952.4", "1951.3"], True),  # one alone may have been typed as text
    ],
)
def test_the_column_tells(births: list[str], asked: bool) -> None:
    rows = [
        {"registration_date": "1974-05-01", "husband_name": "张三", "husband_birth_date": birth}
        for birth in births
    ]
    assert ("DT110" in clean_rows(rows).findings["code"].to_list()) is asked
