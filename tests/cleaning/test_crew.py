"""Several processes give what one gives; a fault in one of them is raised here; none is left behind."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.cleaning import archive, crew
from minzheng_core.cleaning.crew import Crew, started_ahead
from minzheng_core.cleaning.recipe import Recipe
from minzheng_core.cleaning.worker import warm_up
from minzheng_core.registries import marriage
from minzheng_core.registries.marriage.spec import spec
from minzheng_core.testing.synthetic import make_archive

FRAMES = ("records", "findings", "changes", "candidates", "questions", "gaps")


def test_workers_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "CHUNK_ROWS", 120)
    raw = make_archive(500, seed=3, error_rate=3).raw

    one, two = (
        marriage.clean(raw, county="360732", on=date(2026, 11, 23), workers=workers)
        for workers in (1, 2)
    )

    assert all(getattr(one, name).equals(getattr(two, name)) for name in FRAMES)


def test_a_fault_in_a_worker_is_raised_and_nobody_is_left() -> None:
    nonsense = [pl.DataFrame({"row": [0]}), pl.DataFrame({"row": [1]})]
    workers = Crew(workers=2)
    workers.brief(None, None, None)  # type: ignore[arg-type]

    with workers, pytest.raises(AttributeError):
        list(workers.clean(nonsense))

    assert all(member.poll() is not None for member in workers._members)


def test_a_worker_loads_its_tables_before_the_first_records() -> None:
    registry = spec().at("360732")
    recipe = Recipe(registry=registry.name, county="360732", on=date(2026, 11, 23))

    warm_up((registry, recipe, None))


def test_a_crew_takes_those_started_ahead_and_the_rest_are_ended() -> None:
    with started_ahead(3):
        ahead = list(crew._ahead)
        with Crew(workers=2) as workers:
            workers.start()
            taken = list(workers._members)

    assert (len(ahead), len(taken), crew._ahead) == (2, 1, [])
    assert set(taken) < set(ahead)
    assert all(member.poll() is not None for member in ahead)


def test_nobody_is_started_ahead_where_one_process_does_it() -> None:
    with started_ahead(1):
        assert crew._ahead == []
