"""Findings: one verdict on one value or record, with a stable code; sentences are made when read."""

from __future__ import annotations

from minzheng_core.findings.catalogue_entry import Entry, catalogue
from minzheng_core.findings.finding import Finding
from minzheng_core.findings.severity import Severity

__all__ = ["Entry", "Finding", "Severity", "catalogue"]
