"""Text that is safe in a spreadsheet: no control characters, never longer than a cell may be."""

from __future__ import annotations

import re

LONGEST = 32_000
"""Characters shown of one cell; a cell of a workbook holds at most 32,767."""
CUT = "……（过长，已截去；全文见 records.csv 和 changes.csv）"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_RETURNS = re.compile(r"\r\n?")


def cell_text(value: object) -> str:
    r"""The text of a cell: control characters as boxes, too much cut with a note.

    >>> cell_text("A\x00B"), cell_text(None), cell_text(7)
    ('A□B', '', '7')
    """
    if value is None:
        return ""
    text = str(value)
    if not text.isprintable():
        text = _UNPRINTABLE.sub("□", _RETURNS.sub("\n", text))
    return text if len(text) <= LONGEST else text[:LONGEST] + CUT
