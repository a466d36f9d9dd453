"""Components: the same whatever the order of the ties, and never against what is known to be apart."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.linkage.clusters import components, constrained, pairs_within

SIZE = 9
TIES = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), max_size=20)


def _arrays(ties: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    table = np.array(ties, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _walked(ties: list[tuple[int, int]]) -> list[int]:
    """Each record's smallest reachable one, found by walking."""
    home = list(range(SIZE))
    moved = True
    while moved:
        moved = False
        for a, b in ties:
            low = min(home[a], home[b])
            moved |= home[a] != low or home[b] != low
            home[a] = home[b] = low
    return home


@given(TIES)
def test_components_are_what_walking_finds(ties: list[tuple[int, int]]) -> None:
    assert components(SIZE, *_arrays(ties)).tolist() == _walked(ties)


@given(TIES, st.randoms(use_true_random=False))
def test_the_order_of_ties_does_not_matter(ties: list[tuple[int, int]], random: object) -> None:
    shuffled = list(ties)
    random.shuffle(shuffled)

    assert (
        components(SIZE, *_arrays(shuffled)).tolist() == components(SIZE, *_arrays(ties)).tolist()
    )


@given(TIES, TIES)
def test_what_is_apart_never_comes_together(
    ties: list[tuple[int, int]], apart: list[tuple[int, int]]
) -> None:
    bars = [(a, b) for a, b in apart if a != b]
    score = np.arange(len(ties), 0, -1, dtype=float)

    label = constrained(SIZE, *_arrays(ties), score, _arrays(bars))

    assert all(label[a] != label[b] for a, b in bars)
    # And nothing is tied that the ties do not tie.
    assert all(label[i] == label[j] for i in range(SIZE) for j in [label[i]])
    free = components(SIZE, *_arrays(ties))
    assert all(free[i] == free[label[i]] for i in range(SIZE))


@given(TIES)
def test_without_bars_nothing_is_left_out(ties: list[tuple[int, int]]) -> None:
    score = np.ones(len(ties))

    label = constrained(SIZE, *_arrays(ties), score, _arrays([]))

    assert label.tolist() == components(SIZE, *_arrays(ties)).tolist()


@given(st.lists(st.integers(0, 4), min_size=1, max_size=14))
def test_pairs_within_are_all_pairs_of_one_label(groups: list[int]) -> None:
    first: dict[int, int] = {}
    label = np.array([first.setdefault(group, i) for i, group in enumerate(groups)])

    left, right = pairs_within(label, _arrays([]), len(groups) + 1)

    wanted = {
        (i, j)
        for i in range(len(groups))
        for j in range(i + 1, len(groups))
        if groups[i] == groups[j]
    }
    assert set(zip(left.tolist(), right.tolist(), strict=True)) == wanted


def test_a_large_group_is_known_by_the_pairs_that_met() -> None:
    label = np.zeros(50, dtype=np.int64)

    left, right = pairs_within(label, (np.array([3]), np.array([40])), 10)

    assert (left.tolist(), right.tolist()) == ([3], [40])
