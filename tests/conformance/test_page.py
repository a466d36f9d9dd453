"""Every vector stands on the page of conformance, and every test named there or on that of acceptance exists."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "conformance.md").read_text(encoding="utf-8")
ACCEPTANCE = (TESTS.parent / "docs" / "acceptance.md").read_text(encoding="utf-8")
VECTORS = {"A": 16, "B": 11, "C": 13, "E": 8, "F": 14, "G": 15, "H": 12, "J": 6, "K": 14}


def _vectors() -> set[str]:
    return {f"{area}{n}" for area, last in VECTORS.items() for n in range(1, last + 1)} | {
        f"D{n}" for n in range(14)
    }


def test_no_vector_is_missing_from_the_page() -> None:
    named = set(re.findall(r"\b[A-K]\d{1,2}(?!\d)", PAGE))

    assert _vectors() - named == set()


def test_every_named_test_exists() -> None:
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", PAGE)
    missing = [
        f"{file}::{test}"
        for file, test in named
        if f"def {test}(" not in (TESTS / file).read_text(encoding="utf-8")
    ]

    assert named
    assert missing == []


def test_every_file_that_shows_a_promise_exists() -> None:
    named = set(re.findall(r"`([\w/]+\.py)`", ACCEPTANCE))
    missing = [
        file for file in named if not any((at / file).is_file() for at in (TESTS, TESTS.parent))
    ]

    assert len(named) > 20
    assert missing == []
