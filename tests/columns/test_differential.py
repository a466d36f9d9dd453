"""The comparison of column and value that ``bench/differential.py`` runs on millions, on a few thousand."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

_FILE = Path(__file__).parents[2] / "bench" / "differential.py"
_SPEC = importlib.util.spec_from_file_location("differential", _FILE)
assert _SPEC is not None
assert _SPEC.loader is not None
differential: Any = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(differential)


@pytest.mark.parametrize("kind", sorted(differential.KINDS))
def test_column_and_value_say_the_same(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert differential.main(["--rows", "1500", "--kinds", kind]) == 0
    assert "1,500 cells" in capsys.readouterr().out


def test_a_difference_is_shown_and_ends_with_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def forgetful(fixes: Any, *_: Any) -> tuple[int, int]:
        return len(fixes.fixes), 0

    monkeypatch.setattr(differential, "masks", forgetful)
    assert differential.main(["--rows", "400", "--kinds", "age"]) == 1
    said = capsys.readouterr().out
    assert said.count("column") == differential.SHOWN
    assert " 0 differ" not in said


def test_the_same_seed_makes_the_same_cells() -> None:
    def cells(seed: int) -> list[Any]:
        chance = differential.random.Random(seed)
        return differential.cells_of(differential.an_id, "0123456789", chance, 50)

    assert cells(1) == cells(1) != cells(2)
