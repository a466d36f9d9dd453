"""Contracts instead of conventions: inherit a class, say what is yours, and pytest proves the promises.

A third party proves its own rules, registry or recipe as the library proves its own::

    class TestMarriage(RegistryContract):
        record = MarriageRecord
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
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from minzheng_core.findings import catalogue
from minzheng_core.schema import converter, describe

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

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


class RegistryContract(ABC):
    """What every registry promises: labels, specimens, documented codes, storage, privacy."""

    record: ClassVar[type]
    good: ClassVar[Sequence[Any]]
    """Records on which there is nothing to say."""
    bad: ClassVar[Mapping[str, Any]]
    """A record for each code, at least for every one of ``codes``."""
    codes: ClassVar[Collection[str]]
    """The codes of the registry's rules on one record."""

    @abstractmethod
    def check(self, record: Any) -> list[Finding]:
        """The findings on one record."""

    def test_every_field_has_a_label(self) -> None:
        """The data dictionary names every field in Chinese."""
        assert all(line["label"] for line in describe(self.record))

    def test_good_specimens_are_clean(self) -> None:
        """Nothing is said of a good record."""
        assert self.good
        for record in self.good:
            assert [finding.code for finding in self.check(record)] == []

    def test_every_rule_has_a_bad_specimen_that_it_finds(self) -> None:
        """Each code is shown by a record, and found in it."""
        assert set(self.codes) <= set(self.bad)
        for code, record in self.bad.items():
            assert code in {finding.code for finding in self.check(record)}, code

    def test_every_code_is_explained_in_both_languages(self) -> None:
        """A clerk can read what is wrong and what to do."""
        for code in self.bad:
            entry = catalogue()[code]
            texts = (entry.title_zh, entry.title_en, entry.zh, entry.en)
            assert all((*texts, entry.advice_zh, entry.advice_en)), code

    def test_sentences_leave_no_gap(self) -> None:
        """A finding brings every value that its sentence speaks of."""
        for code, record in self.bad.items():
            for finding in self.check(record):
                sentences = finding.sentence("zh") + finding.sentence("en")
                assert finding.code != code or "…" not in sentences, code

    def test_records_survive_storage(self) -> None:
        """A record written as plain data and read back is the same record."""
        for record in (*self.good, *self.bad.values()):
            stored = converter().unstructure(record)
            assert converter().structure(stored, self.record) == record

    def test_nothing_sensitive_shows(self) -> None:
        """Neither ``repr`` nor a finding shows a sensitive value of the record whole."""
        for record in (*self.good, *self.bad.values()):
            shown = repr(record) + "".join(map(repr, self.check(record)))
            for secret in _numbers_and_names(record):
                assert secret not in shown


def _numbers_and_names(record: Any) -> Iterable[str]:
    """The identity numbers and names of a record, which no message may show."""
    kind: type = type(record)
    for field in attrs.fields(kind):
        value = getattr(record, field.name)
        if attrs.has(type(value)):
            yield from _numbers_and_names(value)
        elif value and field.name in {"id_number", "name", "former_name"}:
            yield value


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
