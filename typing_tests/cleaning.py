"""What a type checker must see of the main job: this file is only ever read by mypy."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import polars as pl

from minzheng_core.cleaning import CleanResult, Recipe, Report
from minzheng_core.findings import Finding
from minzheng_core.registries import marriage

result = marriage.clean("档案.xlsx", county="360732")
assert_type(result, CleanResult)
assert_type(result.records, pl.DataFrame)
assert_type(result.changes, pl.DataFrame)
assert_type(result.candidates, pl.DataFrame)
assert_type(result.questions, pl.DataFrame)
assert_type(result.report, Report)
assert_type(result.report.of(0), list[Finding])
assert_type(result.recipe, Recipe)
assert_type(result.recipe.without("id.repair"), Recipe)
assert_type(result.save("清洗结果"), Path)
assert_type(marriage.MarriageRecord().husband, marriage.Party)
