"""The levels of comparing couples by their numbers and by their words."""

import pytest

from minzheng_core.registries.marriage.linking import levels


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (levels.NameLevel, levels.NAME_LEVELS),
        (levels.NumberLevel, levels.NUMBER_LEVELS),
        (levels.BirthLevel, levels.BIRTH_LEVELS),
    ],
)
def test_every_level_has_a_word(numbers: type, words: tuple[str, ...]) -> None:
    assert [level.value for level in numbers] == list(range(1, len(words)))


def test_the_comparisons_stand_where_they_are_said_to() -> None:
    names = [comparison.name for comparison in levels.COMPARISONS]
    assert [names[at] for at in (levels.HUSBAND_AT, levels.WIFE_AT, levels.ACT_AT)] == [
        "husband_name",
        "wife_name",
        "act",
    ]
    for spouse in (names[levels.HUSBAND_AT :], names[levels.WIFE_AT :]):
        parts = [spouse[at].partition("_")[2] for at in (levels.NAME, levels.NUMBER, levels.BIRTH)]
        assert parts == ["name", "number", "birth"]
