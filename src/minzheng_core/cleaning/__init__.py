"""How an archive becomes records: steps, recipes, candidates, questions."""

from __future__ import annotations

from minzheng_core.cleaning.archive import clean_archive
from minzheng_core.cleaning.pipeline import Progress
from minzheng_core.cleaning.recipe import Recipe
from minzheng_core.cleaning.result import CleanResult, Report

__all__ = ["CleanResult", "Progress", "Recipe", "Report", "clean_archive"]
