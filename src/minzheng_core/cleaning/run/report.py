"""The verdicts on a batch."""

from __future__ import annotations

from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.findings import Severity, catalogue
from minzheng_core.rules.frames import as_finding

if TYPE_CHECKING:
    from minzheng_core.findings import Finding
    from minzheng_core.processing.parts import Parts, Tally


@frozen(repr=False)
class Report:
    """The verdicts on a batch, columnar (核查报告): ``frame`` has one line per finding."""

    _parts: Parts

    @property
    def frame(self) -> pl.DataFrame:
        """All findings."""
        return self._parts.whole()

    def __len__(self) -> int:
        return self._parts.height

    def __repr__(self) -> str:
        return f"Report({len(self)} findings)"

    def _repr_html_(self) -> str:
        """The counts by code, errors first, for a notebook."""
        labels = {severity.value: severity.label for severity in Severity}
        lines = [
            f"<tr><td>{code}</td><td>{escape(title)}</td><td>{labels[severity]}</td>"
            f'<td style="text-align:right">{count:,}</td></tr>'
            for code, severity, title, count in self.counts_by_severity().iter_rows()
        ]
        head = "<tr><th>代码</th><th>问题</th><th>等级</th><th>处数</th></tr>"
        return f"<table>{head}{''.join(lines)}</table>"

    def of(self, row: int) -> list[Finding]:
        """The findings on one record."""
        return [
            as_finding(line)
            for line in self.frame.filter(pl.col("row") == row).iter_rows(named=True)
        ]

    def counts(self) -> pl.DataFrame:
        """How often each code was found: ``code, severity, title, count``, most frequent first."""
        return self._counts

    def counts_by_severity(self) -> pl.DataFrame:
        """The same, errors first, then what is suspect, then notices."""
        rank = pl.col("severity").replace_strict({one.value: -one.rank for one in Severity})
        return self._counts.sort(rank, "count", descending=[False, True], maintain_order=True)

    @cached_property
    def _counted(self) -> Tally:
        return self._parts.tally(
            lambda part: part.group_by("code", "severity").len("count"), "code", "severity"
        )

    @cached_property
    def _doubtful(self) -> Tally:
        return self._parts.tally(
            lambda part: part.filter(pl.col("severity") != Severity.NOTICE).select(
                pl.col("row").n_unique()
            ),
            "row",
            "severity",
        )

    def count_along(self) -> tuple[Tally, ...]:
        """Have what is counted of the findings counted while they are read for something else."""
        return self._counted, self._doubtful

    @cached_property
    def _counts(self) -> pl.DataFrame:
        counted = self._counted.whole().group_by("code", "severity").agg(pl.col("count").sum())
        titles = {code: catalogue()[code].title_zh for code in counted["code"].unique()}
        return (
            counted.with_columns(
                pl.col("code")
                .replace_strict(titles, default="", return_dtype=pl.String)
                .alias("title")
            )
            .select("code", "severity", "title", "count")
            .sort(["count", "code"], descending=[True, False])
        )

    def severities(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        return dict(self._counts.group_by("severity").agg(pl.col("count").sum()).iter_rows())

    def doubtful(self) -> int:
        """How many records have an error or something suspect."""
        return int(self._doubtful.whole()["row"].sum())

    def bad(self, severity: str = "error") -> pl.Series:
        """The rows with a finding of that severity."""
        return self.frame.filter(pl.col("severity") == severity)["row"].unique().sort()
