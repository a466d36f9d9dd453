"""How an archive becomes records: steps, recipes, candidates, questions.

Public names are resolved when they are used: what cleaning knows of evidence serves the check of one
record on the light core, where there is no Polars.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core._later import later

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.conditions import Conditions
    from minzheng_core.cleaning.plan.recipe import Recipe
    from minzheng_core.cleaning.run.archive import clean_archive
    from minzheng_core.cleaning.run.pipeline import Progress
    from minzheng_core.cleaning.run.report import Report
    from minzheng_core.cleaning.run.result import CleanResult

__all__ = ["CleanResult", "Conditions", "Progress", "Recipe", "Report", "clean_archive"]

_HOME = {
    "CleanResult": "run.result",
    "Conditions": "plan.conditions",
    "Progress": "run.pipeline",
    "Recipe": "plan.recipe",
    "Report": "run.report",
    "clean_archive": "run.archive",
}


__getattr__ = later(__name__, _HOME)
