"""The looks of the clerk's workbook: one table of cell formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

FONT = "宋体"
ERROR_FILL, SUSPECT_FILL, NOTICE_FILL = "#F8CBAD", "#FFE699", "#DDEBF7"
ANSWER_FILL, DONE_FILL, WAIT_FILL, WRONG_FILL = "#FFFFE5", "#E2EFDA", "#E7E6E6", "#FF9999"
DIFFERENT = "#C00000"
HEAD_FILL = "#1F4E78"

_TEXT: dict[str, Any] = {
    "num_format": "@",
    "valign": "top",
    "text_wrap": True,
    "border": 1,
    "border_color": "#BFBFBF",
}


@frozen(kw_only=True)
class Styles:
    """Formats of a workbook, made once."""

    title: Format
    heading: Format
    plain: Format
    head: Format
    text: Format
    number: Format
    serial: Format
    answer: Format
    error: Format
    suspect: Format
    letters: Format
    """Of a part of a text in a cell, not of the cell; :attr:`differs` as well."""
    differs: Format
    notice: Format
    done: Format
    wait: Format
    wrong: Format

    def of(self, severity: str) -> Format:
        """The format of a cell by the severity of its strongest finding."""
        return {"error": self.error, "suspect": self.suspect}.get(severity, self.notice)


def styles_of(book: Workbook) -> Styles:
    """Add the formats to *book*."""

    def add(**properties: Any) -> Format:
        return book.add_format({"font_name": FONT, "font_size": 10, **properties})

    return Styles(
        title=add(bold=True, font_size=16, font_color=HEAD_FILL),
        heading=add(bold=True, font_size=11, font_color=HEAD_FILL, bottom=1),
        plain=add(text_wrap=True, valign="top", num_format="@"),
        head=add(
            bold=True, font_color="#FFFFFF", bg_color=HEAD_FILL, border=1, text_wrap=True,
            valign="vcenter", align="center",
        ),
        text=add(**_TEXT),
        number=add(**{**_TEXT, "num_format": "#,##0", "align": "right", "indent": 1}),
        serial=add(**{**_TEXT, "num_format": "0", "align": "left"}),
        answer=add(**_TEXT, bg_color=ANSWER_FILL),
        error=add(**_TEXT, bg_color=ERROR_FILL),
        suspect=add(**_TEXT, bg_color=SUSPECT_FILL),
        letters=add(),
        differs=add(bold=True, font_color=DIFFERENT),
        notice=add(**_TEXT, bg_color=NOTICE_FILL),
        done=add(bg_color=DONE_FILL),
        wait=add(bg_color=WAIT_FILL),
        wrong=add(bg_color=WRONG_FILL),
    )  # fmt: skip
