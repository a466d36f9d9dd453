"""Several processes give what one gives; a fault in one of them is raised here; none is left behind."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.cleaning.plan.recipe import Recipe
from minzheng_core.cleaning.plan.work import Work
from minzheng_core.cleaning.run import archive, crew
from minzheng_core.cleaning.run.crew import Crew
from minzheng_core.cleaning.run.worker import warm_up
from minzheng_core.columns.domicile.plain import plain_answers
from minzheng_core.processing import hands
from minzheng_core.processing.hands import hands_kept, hands_taken, spare_hands
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


def test_after_a_long_run_the_tables_of_names_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "CHUNK_ROWS", 60)
    raw = make_archive(300, seed=3, error_rate=3).raw
    runs, left = {}, {}
    for wearing in (-1, 100):
        monkeypatch.setattr(crew, "WEARING", wearing)
        with hands_kept(1):
            runs[wearing] = marriage.clean(
                raw, county="360732", on=date(2026, 11, 23), workers=2, link=False
            )
        left[wearing] = plain_answers.cache_info().currsize

    assert left == {-1: 0, 100: 1}
    assert all(getattr(runs[-1], name).equals(getattr(runs[100], name)) for name in FRAMES)


def test_one_chunk_needs_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(count: int) -> list[hands.Hand]:
        pytest.fail(f"{count} processes were started for one chunk")

    monkeypatch.setattr(crew, "hands_taken", taken)
    raw = make_archive(200, seed=3, error_rate=3).raw

    result = marriage.clean(raw, county="360732", on=date(2026, 11, 23), workers=2)

    assert result.questions.height  # some records waited for the rest and were cleaned again


def test_a_fault_in_a_worker_is_raised_and_nobody_is_left() -> None:
    nonsense = [pl.DataFrame({"row": [0]}), pl.DataFrame({"row": [1]})]
    workers = Crew(workers=2)
    workers.brief(None)  # type: ignore[arg-type]

    with workers, pytest.raises(AttributeError):
        list(workers.clean(nonsense))

    assert workers._members == []


def test_a_worker_loads_its_tables_before_the_first_records() -> None:
    registry = spec().at("360732")
    recipe = Recipe(registry=registry.name, county="360732", on=date(2026, 11, 23))

    warm_up(Work(spec=registry, recipe=recipe))


def test_hands_are_taken_lent_again_and_ended() -> None:
    with hands_kept(2):
        ahead = list(hands._spare)
        with Crew(workers=2) as workers:
            workers.start()
            taken = list(workers._members)
            with spare_hands() as others:
                assert set(others) == set(ahead) - set(taken)
        assert set(hands._spare) == set(ahead)

    assert (len(ahead), len(taken), hands._spare) == (2, 1, [])
    assert not any(hand.runs for hand in ahead)


def test_a_hand_does_what_it_is_asked_and_raises_what_went_wrong() -> None:
    with hands_kept(1):
        (hand,) = hands_taken(1)
        assert hand.ask(sorted, [2, 1]) == [1, 2]
        with pytest.raises(ValueError, match="substring not found"):
            hand.ask(str.index, "a", "b")
        assert hand.ask(sum, [1, 2]) == 3
        hand.stop()


def test_nobody_is_kept_where_nobody_wants_it() -> None:
    with Crew(workers=2) as workers:
        workers.start()
        taken = list(workers._members)

    assert hands._spare == []
    assert not any(hand.runs for hand in taken)
