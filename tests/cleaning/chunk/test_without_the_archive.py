"""What rests on how the archive counts codes and ages is left to a person where the archive is not known."""

from __future__ import annotations

import pytest

from minzheng_core.cleaning.chunk.clean import clean_chunk
from minzheng_core.cleaning.evidence.known_numbers import ArchiveKnowledge
from minzheng_core.cleaning.evidence.region_use import RegionUse
from minzheng_core.cleaning.plan.work import Work
from minzheng_core.registries.marriage.spec import spec
from tests.cleaning.archives import COUNTY, _frame, recipe
from tests.cleaning.chunk.husbands import NUMBER, ROW

FIELD = "husband_id_number"
MISTYPED = "362123" + NUMBER[6:]
ALL_FROM_HERE = RegionUse(COUNTY, {("husband", "360732"): {"362133": 2_000}})


@pytest.mark.parametrize(("regions", "status"), [(ALL_FROM_HERE, "repaired"), (None, "unresolved")])
def test_a_region_code_is_put_right_by_the_archive_alone(
    regions: RegionUse | None, status: str
) -> None:
    """As Spark cleans its partitions: no chunk comes after, and none was counted."""
    raw = _frame([ROW | {FIELD: MISTYPED}]).with_row_index("row")
    raw = raw.with_columns(source_file=raw["office"], source_sheet=raw["office"], source_row="row")
    work = Work(spec=spec().at(COUNTY), recipe=recipe())
    cleaned = clean_chunk(raw, work, ArchiveKnowledge(regions=regions))

    assert cleaned.records[f"{FIELD}_status"].to_list() == [status]
    best = cleaned.candidates.filter(field=FIELD, rank=1)["value"].to_list()
    assert best == ([] if regions else [NUMBER])
