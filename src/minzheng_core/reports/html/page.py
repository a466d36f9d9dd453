"""The report of a run (清洗报告): one HTML file, readable offline and on paper, nobody named in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.reports.html.columns import columns_section
from minzheng_core.reports.html.figures import Figures
from minzheng_core.reports.html.links import links_section
from minzheng_core.reports.html.sections import (
    changes_section,
    completeness_section,
    findings_section,
    gaps_section,
    headline,
    offices_section,
    reproduce_section,
    years_section,
)
from minzheng_core.reports.html.style import CSS

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.cleaning.run.result import CleanResult


def write_html(result: CleanResult, path: Path, figures: Figures | None = None) -> None:
    """Write the report of *result*: counts, pictures and masked examples, no scripts.

    *figures* are those that were counted while its tables were written.

    No identity number, full name, birth date or address stands in it, so that it can be passed on
    (《个人信息保护法》第六条：收集、处理个人信息应当限于最小范围).
    """
    path.write_text(page(result, figures), encoding="utf-8", newline="\n")


def page(result: CleanResult, figures: Figures | None = None) -> str:
    """The report as text."""
    figures = figures or Figures.of(result)
    rows = figures.rows_by_severity()
    parts = (
        headline(result),
        completeness_section(result),
        findings_section(result),
        years_section(result, figures, rows),
        offices_section(result, rows),
        changes_section(result, figures),
        gaps_section(result),
        links_section(result),
        columns_section(result),
        reproduce_section(result),
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{result.spec.label}档案清洗报告</title><style>{CSS}</style></head><body>\n"
        + "\n".join(parts)
        + "\n</body></html>\n"
    )
