"""A day out of an option: a slip in its year is told, and ends in no error of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minzheng_core.stores import open_store
from tests.ledger.conftest import book_on, couple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

    Command = Callable[..., Said]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "登记.db"
    opened = open_store(str(path))
    book_on(opened).register(couple(), by="王", key="K1")
    opened.close()
    return path


@pytest.mark.parametrize(
    "day", ["0001-01-01", "0202-05-01", "1799-12-31", "2100-01-01", "9999-12-31"]
)
def test_a_year_that_is_a_slip_is_told(minzheng: Command, store: Path, day: str) -> None:
    for words in (
        ("history", store, "K1", "--on", day),
        ("funeral", "due", store, "--on", day),
        ("indicators", store, "--on", day),
        ("act", store, "correct", "K1", "--effective", day),
        ("place-names", "standardise", "兴国县", "--on", day),
    ):
        said = minzheng(*words)
        assert (said.status, said.out) == (2, ""), words
        assert said.err.startswith("[IN209]")
        assert "1800 至 2099" in said.err


@pytest.mark.parametrize("day", ["1800-01-01", "2099-12-31"])
def test_the_first_and_the_last_day_are_answered(minzheng: Command, store: Path, day: str) -> None:
    for words in (("history", store, "K1"), ("funeral", "due", store), ("indicators", store)):
        assert "IN212" not in minzheng(*words, "--on", day).err
