"""Lists of place names (名录): editions read, compared, merged by decisions, published."""

from __future__ import annotations

from minzheng_core.registries.place_names.lists.compare import (
    Comparison,
    Pair,
    What,
    compare_editions,
)
from minzheng_core.registries.place_names.lists.edition import Edition, ListRow, edition_of
from minzheng_core.registries.place_names.lists.entering import Entered, enter_edition
from minzheng_core.registries.place_names.lists.inspection import Inspection, Remark, check_list
from minzheng_core.registries.place_names.lists.list_file import edition_from_frame, read_edition
from minzheng_core.registries.place_names.lists.merge import (
    Choice,
    Decision,
    Merged,
    merge_editions,
)

__all__ = [
    "Choice",
    "Comparison",
    "Decision",
    "Edition",
    "Entered",
    "Inspection",
    "ListRow",
    "Merged",
    "Pair",
    "Remark",
    "What",
    "check_list",
    "compare_editions",
    "edition_from_frame",
    "edition_of",
    "enter_edition",
    "merge_editions",
    "read_edition",
]
