"""What a run leaves on disk: tables for programs, a workbook for the clerk, a report for everybody."""

from __future__ import annotations

from minzheng_core.reports.save import save

__all__ = ["save"]
