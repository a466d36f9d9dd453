"""Synthetic marriage archives: people, offices, forms and errors of 1950–2025, with the truth kept."""

from __future__ import annotations

from minzheng_core.testing.synthetic.archive import SyntheticArchive, make_archive
from minzheng_core.testing.synthetic.kinds import KINDS, Kind
from minzheng_core.testing.synthetic.layouts import Layout, write_csv, write_workbook

__all__ = [
    "KINDS",
    "Kind",
    "Layout",
    "SyntheticArchive",
    "make_archive",
    "write_csv",
    "write_workbook",
]
