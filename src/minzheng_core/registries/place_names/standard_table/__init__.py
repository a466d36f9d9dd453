"""A whole table standardised: its rows with answers, what a person decides, decisions taken back."""

from __future__ import annotations

from minzheng_core.registries.place_names.standard_table.decisions import Settled, settle
from minzheng_core.registries.place_names.standard_table.files import save
from minzheng_core.registries.place_names.standard_table.table import (
    Question,
    StandardTable,
    Status,
    standardise_table,
)

__all__ = ["Question", "Settled", "StandardTable", "Status", "save", "settle", "standardise_table"]
