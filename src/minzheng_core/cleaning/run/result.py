"""What a run of cleaning gives back: records, findings, changes, candidates, questions, gaps."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import frozen

from minzheng_core.cleaning.outcome.frames import SOURCE
from minzheng_core.cleaning.outcome.status import Status
from minzheng_core.cleaning.run.report import Report
from minzheng_core.reading.notes import gathered, sentences

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.cleaning.plan.recipe import Recipe
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.cleaning.questions.asked_records import AskedParts
    from minzheng_core.linkage.result import LinkResult
    from minzheng_core.processing.parts import Parts, Tally
    from minzheng_core.reading import ReadingNote


@frozen(kw_only=True, repr=False)
class CleanResult:
    """Everything that a run produced; frames are described in ``docs/design/architecture.md``.

    ``records`` has one line per source record, cleaned values with a ``…_status`` beside each field
    that cleaning may touch. ``row`` in the other frames is the position in ``records``. ``links``
    says which records are one act and who is one person, unless that was left out; ``remarks`` are
    notes on how the files were read, each with its file and sheet.

    Records, changes and findings are kept in compressed parts until they are asked for as frames.
    """

    spec: ArchiveSpec
    recipe: Recipe
    record_parts: Parts
    change_parts: Parts
    finding_parts: Parts
    candidates: pl.DataFrame
    questions: pl.DataFrame
    asked: AskedParts
    gaps: pl.DataFrame
    links: LinkResult | None = None
    remarks: tuple[tuple[str, ReadingNote], ...] = ()

    def __repr__(self) -> str:
        return f"CleanResult({self.spec.name}: {self.height} records, {self.questions.height} questions)"

    def _repr_html_(self) -> str:
        """The numbers, how complete the fields are and what was found, for a notebook."""
        from minzheng_core.reports.html.notebook import notebook_summary

        return notebook_summary(self)

    @property
    def records(self) -> pl.DataFrame:
        """The clean records."""
        return self.record_parts.whole().drop("row")

    @property
    def changes(self) -> pl.DataFrame:
        """What cleaning changed in them, and why."""
        return self.change_parts.whole()

    @property
    def findings(self) -> pl.DataFrame:
        """What is wrong with them."""
        return self.finding_parts.whole()

    @property
    def height(self) -> int:
        """The number of records."""
        return self.record_parts.height

    @property
    def source(self) -> pl.DataFrame:
        """Where each record stands: the columns :data:`SOURCE`."""
        return self._places.with_columns(pl.col(SOURCE[:2]).cast(pl.String))

    def source_of(self, rows: pl.Series) -> pl.DataFrame:
        """Where these records stand: the columns :data:`SOURCE`, null where *rows* are."""
        places = self._places.select(pl.all().gather(rows))
        return places.with_columns(pl.col(SOURCE[:2]).cast(pl.String))

    @property
    def files(self) -> list[str]:
        """The names of the files that the records come from, in their order."""
        names = self._places[SOURCE[0]].unique(maintain_order=True)
        return names.drop_nulls().cast(pl.String).to_list()

    @cached_property
    def _places(self) -> pl.DataFrame:
        """Where each record stands; files and sheets are few."""
        few = pl.col(SOURCE[:2]).cast(pl.Categorical)
        return self.record_parts.map(lambda part: part.select(SOURCE).with_columns(few), *SOURCE)

    @cached_property
    def report(self) -> Report:
        """The findings as a report."""
        return Report(self.finding_parts)

    def notes(self, lang: str = "zh") -> tuple[str, ...]:
        """What reading did beside reading, file by file, in Chinese (``zh``) or English (``en``)."""
        return sentences(self.remarks, lang)

    def gathered_notes(self, lang: str = "zh") -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The same in few lines: what is said of many tables once, with the notes that it stands for."""
        return gathered(self.remarks, lang)

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Counts a clerk understands and the weights of linking, also written to ``summary.json``."""
        severities = self.report.severities()
        return {
            "registry": self.spec.name,
            "county": self.recipe.county,
            "on": self.recipe.on.isoformat(),
            "records": self.height,
            "sound": self.sound(),
            "findings": {name: severities.get(name, 0) for name in ("error", "suspect", "notice")},
            "codes": dict(self.report.counts().select("code", "count").sort("code").iter_rows()),
            "changes": self.change_parts.height,
            "steps": dict(self.steps().iter_rows()),
            "candidates": self.candidates.height,
            "questions": self.questions.height,
            "gaps": self.gaps.height,
            "links": self.links.summary if self.links else None,
            "linking": self.links.technical if self.links else None,
            "completeness": self.completeness,
            "notes": list(self.notes()),
        }

    def sound(self) -> int:
        """How many records have no error and nothing suspect."""
        return self.height - self.report.doubtful()

    def steps(self) -> pl.DataFrame:
        """How many cells were changed by which steps: ``step, len``."""
        taken = self._steps.whole()
        return taken.group_by("step").agg(pl.col("len").sum()).sort("step")

    @cached_property
    def _steps(self) -> Tally:
        return self.change_parts.tally(lambda part: part.group_by("step").len(), "step")

    @cached_property
    def completeness(self) -> dict[str, dict[str, int]]:
        """How many records have each field, as it came in and after cleaning."""
        sums = self._filled.whole().sum()
        return {
            name: {"before": sums[f"{name}_status"].item(), "after": sums[name].item()}
            for name in sums.columns
            if f"{name}_status" in sums.columns
        }

    @cached_property
    def _filled(self) -> Tally:
        have = self.record_parts.schema
        fields = [name for name in have if f"{name}_status" in have]
        nothing = [Status.MISSING, Status.FILLED]
        return self.record_parts.tally(
            lambda part: part.select(
                *((~pl.col(f"{name}_status").is_in(nothing)).sum() for name in fields),
                *(pl.col(name).count() for name in fields),
            ),
            *fields,
            *(f"{name}_status" for name in fields),
        )

    def count_along(self) -> tuple[Tally, ...]:
        """Have what is counted of the run counted while its parts are read for something else."""
        return *self.report.count_along(), self._steps, self._filled

    def save(self, directory: str | Path) -> Path:
        """Write every output into *directory* (made if need be), all of it or nothing.

        Raises:
            OutputError: no permission, disk full, or the directory holds something else (IN3xx).

        """
        from minzheng_core.reports import save

        return save(self, directory)
