"""The page on other engines runs as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.engines.conftest import needs
from tests.test_readme import ROOT, run_page

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore")


def test_the_page_runs(session: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs("splink")
    assert session

    run_page(ROOT / "docs/guide/engines.md", tmp_path, monkeypatch)
