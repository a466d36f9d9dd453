"""One workbook of a run, before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from minzheng_core.cleaning.plan.recipe import Recipe
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.reports.question_lines import Matter
    from minzheng_core.reports.workbook.pairs import PairLine


@frozen(kw_only=True, repr=False)
class Volume:
    """What stands in one workbook: any process can write it without the rest of the run."""

    path: Path
    number: int
    count: int
    spec: ArchiveSpec
    recipe: Recipe
    digest: str
    height: int
    """The number of records of the run."""
    matter: Matter
    pairs: Sequence[PairLine]
    gaps: Sequence[tuple[Any, ...]]
    counts: Sequence[tuple[Any, ...]]
