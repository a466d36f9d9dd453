"""Decisions are taken back for whatever registry the run was of, if it is installed."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from minzheng_core.errors import CallError
from minzheng_core.registries.marriage import REGISTRY
from minzheng_core.reports.decisions.apply import apply_workbook
from minzheng_core.reports.run_files import RECIPE, WORKBOOK
from tests.reports.decisions.outcome import DAY, final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def run_of_another(run: Path) -> Path:
    recipe = run / RECIPE
    content = json.loads(recipe.read_text(encoding="utf-8")) | {"registry": "elsewhere"}
    recipe.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return run


def test_a_registry_of_a_third_party_is_found_where_it_is_installed(
    run_of_another: Path, fill: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def points(*, group: str, name: str) -> list[Any]:
        here = (group, name) == ("minzheng_core.registries", "elsewhere")
        return [SimpleNamespace(load=lambda: REGISTRY)] if here else []

    monkeypatch.setattr("minzheng_core.registry.entry_points", points)
    fill(run_of_another / WORKBOOK, {"|11|husband_birth_date": {"决定": "无法确定"}})

    assert apply_workbook(run_of_another / WORKBOOK, by="王五", on=DAY).deferred == 1
    assert final(run_of_another).height


def test_a_registry_that_is_not_installed_is_named(run_of_another: Path) -> None:
    with pytest.raises(CallError, match="BK109"):
        apply_workbook(run_of_another / WORKBOOK, by="王五", on=DAY)
