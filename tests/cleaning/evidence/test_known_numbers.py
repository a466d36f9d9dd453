"""The sound numbers of a name, packed into one text, tell what the same numbers told one by one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from minzheng_core.cleaning.evidence.known_numbers import (
    FEW,
    PROVEN,
    UNPROVEN,
    KnownNumbers,
    Namesakes,
)
from minzheng_core.values.ids.arithmetic import to_18

if TYPE_CHECKING:
    from collections.abc import Iterator

REGIONS = ("362133", "360732", "362121", "330211")
BIRTHS = ("19620815", "19620158", "19330211", "19501010")
SEQUENCES = ("001", "133", "362", "196")

cores = st.builds(
    lambda region, birth, sequence: f"{region}{birth}{sequence}",
    st.sampled_from(REGIONS),
    st.sampled_from(BIRTHS),
    st.sampled_from(SEQUENCES),
)
sound = cores.map(lambda core: f"{core}0")
"""No check digit is looked at here, so that few numbers share many parts."""
texts = sound | cores.map(lambda core: core[:6] + core[8:]) | st.text("0123456789=~X", max_size=19)


def packed(numbers: dict[str, bool]) -> str:
    marks = {True: PROVEN, False: UNPROVEN}
    return "".join(marks[proven] + number for number, proven in sorted(numbers.items()))


def one_by_one(
    numbers: dict[str, bool], text: str, days: set[str], regions: list[str]
) -> Iterator[str]:
    """The same question, each number looked at by itself."""
    own = to_18(text) if len(text) == 15 and not all(numbers.values()) else None
    left = [
        number
        for number, proven in sorted(numbers.items())
        if own is None
        or proven
        or number == own
        or (own[6:14] not in days and number[6:14] in days)
        or (own[:6] not in regions and number[:6] in regions)
    ]
    if len(left) <= FEW:
        yield from left
        return
    keys = set(days)
    if text:
        keys |= {text[6:14], "19" + text[6:12], text[:6] + text[14:17], text[:6] + text[12:15]}
    seen = set()
    for key in sorted(keys):
        for number in left:
            if number not in seen and key in {number[6:14], number[:6] + number[14:17]}:
                seen.add(number)
                yield number


@given(
    st.dictionaries(sound, st.booleans(), max_size=40),
    texts,
    st.lists(st.sampled_from([date(1962, 8, 15), date(1933, 2, 11)]), max_size=2),
    st.lists(st.sampled_from(REGIONS), max_size=2),
)
@example({f"{r}{b}{s}0": False for r in REGIONS for b in BIRTHS for s in SEQUENCES}, "", [], [])
def test_packed_numbers_answer_as_single_ones(numbers, text, births, regions) -> None:
    known = KnownNumbers({"张三": packed(numbers)})
    days = {f"{birth:%Y%m%d}" for birth in births}

    assert known.near("张三", text, births, regions) == list(
        one_by_one(numbers, text, days, regions)
    )


@given(st.dictionaries(sound, st.booleans(), max_size=40))
def test_nothing_is_lost_by_packing(numbers) -> None:
    namesakes = Namesakes(packed(numbers))

    assert list(namesakes) == sorted(numbers)
    assert len(namesakes) == len(numbers)
    assert namesakes.unproven == {number for number, proven in numbers.items() if not proven}


def test_nobody_of_another_name_is_known() -> None:
    known = KnownNumbers({"张三": packed({"362133196208150010": True})})

    assert known.near("李四", "362133196208150010", []) == []
    assert known.near(None, "362133196208150010", []) == []
    assert "362133" not in repr(known) + repr(known.of("张三"))
