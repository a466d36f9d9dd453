"""What a notebook shows of a run: the first parts of the HTML report, the notices folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.findings import Severity
from minzheng_core.reports.html.sections import completeness_section, findings_table, headline
from minzheng_core.reports.html.style import NOTEBOOK
from minzheng_core.reports.html.tables import paragraph, section

if TYPE_CHECKING:
    from minzheng_core.cleaning.run.result import CleanResult

_WHERE = (
    "<p>逐条见 <code>.questions</code>（待人工决定）、<code>.records</code>、<code>.changes</code>、"
    "<code>.candidates</code>；<code>.save(目录)</code> 写出全部成果。</p>"
)


def notebook_summary(result: CleanResult) -> str:
    """The numbers, how complete the fields are, and what was found, as a piece of HTML.

    >>> import polars as pl
    >>> from minzheng_core.registries import marriage
    >>> frame = pl.DataFrame({"登记日期": ["1988.10.1"], "男方姓名": ["张三"]})
    >>> "登记日期" in notebook_summary(marriage.clean(frame, county="360732"))
    True
    """
    parts = (headline(result), _WHERE, completeness_section(result), _findings(result))
    return f'<div class="minzheng"><style>{NOTEBOOK}</style>{"".join(parts)}</div>'


def _findings(result: CleanResult) -> str:
    counts = result.report.counts_by_severity()
    notice = pl.col("severity") == Severity.NOTICE.value
    doubtful, notices = counts.filter(~notice), counts.filter(notice)
    body = paragraph("没有错误和存疑。") if doubtful.is_empty() else findings_table(doubtful)
    if not notices.is_empty():
        label = f"提示 {notices.height} 种，共 {notices['count'].sum():,} 处"
        body += f"<details><summary>{label}</summary>{findings_table(notices)}</details>"
    return section("发现的问题", body)
