"""What a check says of a county's set, all of it: counted, as a table, as files (核查报告)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from minzheng_core.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl

    from minzheng_core.registries.boundaries.checks.located import Located
    from minzheng_core.registries.boundaries.county_set import CountySet


@frozen(kw_only=True)
class SetReport:
    """Everything that was found in a county's set (核查报告)."""

    of: CountySet = field(repr=False)
    found: tuple[Located, ...]

    def counts(self) -> dict[str, int]:
        """How many findings of each severity."""
        tally = Counter(str(item.severity) for item in self.found)
        return {str(level): tally.get(str(level), 0) for level in Severity}

    def codes(self) -> dict[str, int]:
        """How many findings of each code."""
        return dict(sorted(Counter(item.finding.code for item in self.found).items()))

    @property
    def sound(self) -> bool:
        """Whether nothing of severity error or suspect was found."""
        return all(item.severity is Severity.NOTICE for item in self.found)

    def frame(self) -> pl.DataFrame:
        """The findings as a table; the extra ``archive`` is needed."""
        from minzheng_core.registries.boundaries.publish.outputs import frame_of

        return frame_of(self)

    def to_geojson(self) -> dict[str, Any]:
        """Lines, markers and findings as a GeoJSON mapping."""
        from minzheng_core.registries.boundaries.publish.outputs import geojson_of

        return geojson_of(self)

    def save(self, directory: str | Path) -> Mapping[str, Path]:
        """Write report (HTML with the map), workbook, CSV and GeoJSON into a folder.

        Raises:
            OutputError: the folder cannot be written (IN302 to IN304).
            MissingExtra: the extra ``archive`` is not installed (IN002).

        """
        from minzheng_core.registries.boundaries.publish.outputs import save

        return save(self, directory)
