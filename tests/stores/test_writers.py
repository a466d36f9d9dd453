"""Writers in threads and in processes on the same records: a small run of ``bench/writers.py``."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from tests.servers import DATABASES, address

SCRIPT = Path(__file__).parents[2] / "bench" / "writers.py"


def _race(url: str, **options: object) -> dict[str, object]:
    spec = importlib.util.spec_from_file_location("writers", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.race(url, **options)  # type: ignore[no-any-return]


@pytest.mark.parametrize("backend", DATABASES)
@pytest.mark.parametrize("threads", [True, False])
def test_writers_lose_nothing_and_hear_of_every_refusal(backend: str, threads: bool) -> None:
    outcome = _race(address(backend), writers=4, corrections=60, records=3, threads=threads)

    assert outcome["sound"], outcome
    assert outcome["refused"]
