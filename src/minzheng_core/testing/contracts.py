"""Contracts instead of conventions: inherit a class, say what is yours, and pytest proves the promises.

A third party proves its own rules, registry or recipe as the library proves its own::

    class TestMarriage(RegistryContract):
        registry = marriage.REGISTRY
        good = examples.GOOD
        bad = examples.BAD
        codes = frozenset(rule.code for rule in book())

        def check(self, record):
            return marriage.check(record, county="360732", on=date(2026, 11, 23))

The classes need pytest only to be collected; nothing here imports it.
"""

# The classes are tests, so they assert.
# ruff: noqa: S101

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from minzheng_core.testing.registry_contract import RegistryContract

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import polars as pl

    from minzheng_core.cleaning import CleanResult, Recipe
    from minzheng_core.findings import Finding
    from minzheng_core.rules import RuleBook, Term


class OperationContract(ABC):
    """One definition, two speeds: what an operation says of a record, it says of a column."""

    @abstractmethod
    def operations(self) -> Iterable[Term | RuleBook]:
        """The terms and books of rules to be proven."""

    @abstractmethod
    def facts(self) -> pl.DataFrame:
        """Facts to ask them with: all kinds of values, unknown ones among them."""

    def test_one_equals_many(self) -> None:
        """Every operation gives each row the same answer alone and in the frame."""
        from minzheng_core.rules import RuleBook

        facts = self.facts()
        rows = facts.to_dicts()
        for operation in self.operations():
            if isinstance(operation, RuleBook):
                alone = [_told(f) for row in rows for f in operation.judge(row)]
                frame = operation.judge_frame(facts)
                together = frame.drop("row").rows()
                assert together == alone, "the book says something else of a frame"
            else:
                alone_ = [operation.one(row) for row in rows]
                together_ = facts.select(operation.many().alias("answer"))["answer"].to_list()
                assert together_ == alone_, f"{operation} says something else of a column"


def _told(finding: Finding) -> tuple[str | None, ...]:
    severity = finding.severity.value
    return (
        finding.field,
        finding.code,
        severity,
        finding.part,
        finding.expected,
        finding.actual,
    )


class StepContract(ABC):
    """What every recipe promises: it can be kept, repeated, and left out step by step."""

    @abstractmethod
    def recipe(self) -> Recipe:
        """The complete recipe."""

    @abstractmethod
    def clean(self, recipe: Recipe) -> CleanResult:
        """Clean one and the same archive by a recipe."""

    @abstractmethod
    def clean_again(self, result: CleanResult) -> CleanResult:
        """Clean the records of a result as an archive of their own, by the same recipe."""

    fields: ClassVar[Sequence[str]]
    """The cleaned fields that are compared."""

    def test_the_recipe_survives_json(self) -> None:
        """A recipe written and read back is the same recipe."""
        recipe = self.recipe()
        again = type(recipe).from_json(recipe.to_json())
        assert again == recipe
        assert again.to_json() == recipe.to_json()

    def test_twice_is_the_same(self) -> None:
        """Two runs of one recipe give the same frames."""
        first, second = self.clean(self.recipe()), self.clean(self.recipe())
        for name in ("records", "findings", "changes", "candidates", "questions", "gaps"):
            assert getattr(first, name).equals(getattr(second, name)), name

    def test_clean_records_stay_as_they_are(self) -> None:
        """Cleaning what is clean changes nothing."""
        first = self.clean(self.recipe())
        second = self.clean_again(first)
        for field in self.fields:
            before, after = first.records[field], second.records[field]
            differ = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
            assert not differ, f"{field}: {len(differ)} values changed"

    def test_a_step_left_out_is_not_taken(self) -> None:
        """Without a step there is no change by it, and the other steps stay in the recipe."""
        recipe = self.recipe()
        steps = self.clean(recipe).changes["step"].unique().to_list()
        assert steps
        for step in sorted({name for joined in steps for name in joined.split("+")}):
            shorter = recipe.without(step)
            assert set(recipe.steps) - set(shorter.steps) == {step}
            taken = self.clean(shorter).changes["step"].unique().to_list()
            assert step not in {name for joined in taken for name in joined.split("+")}, step


__all__ = ["OperationContract", "RegistryContract", "StepContract"]
