"""Tables of the HTML report; every text is escaped where it enters the page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@frozen
class Markup:
    """A piece of HTML that is safe as it stands."""

    html: str


Cell = str | int | Markup


def tag(severity: str, label: str) -> Markup:
    """The coloured word for a severity."""
    return Markup(f'<span class="tag {escape(severity)}">{escape(label)}</span>')


def code(text: str) -> Markup:
    """The code of a finding, on one line."""
    return Markup(f'<td class="code">{escape(text)}</td>')


_SHORT = 24
"""Characters that stay on one line; a longer text is broken rather than run over the page."""


def short(text: str) -> Markup:
    """A cell with a code or number, which is never broken over lines.

    >>> short("360732217200").html
    '<td class="short">360732217200</td>'
    """
    kind = ' class="short"' if len(text) <= _SHORT else ""
    return Markup(f"<td{kind}>{escape(text)}</td>")


_NUMBER, _NUMBERS_HEAD = '<td class="n"', '<th class="n">'
_ONE_PAGE = 16
"""Lines of a table that is not parted by the end of a page."""


def table(headings: Sequence[str], lines: Iterable[Sequence[Cell]]) -> str:
    """A table; whole numbers stand to the right with separators, and so do their headings.

    A short one is printed on one page.

    >>> table(["项目", "数量"], [["<缺>", 1200]])
    '<table class="whole"><thead><tr><th>项目</th><th class="n">数量</th></tr></thead><tbody><tr><td>&lt;缺&gt;</td><td class="n">1,200</td></tr></tbody></table>'
    """
    cells = [[_cell(cell) for cell in line] for line in lines]
    numbers = [
        all(cell.startswith(_NUMBER) for cell in column) for column in zip(*cells, strict=True)
    ]
    numbers += [False] * (len(headings) - len(numbers))
    head = "".join(
        (_NUMBERS_HEAD if number else "<th>") + f"{escape(heading)}</th>"
        for heading, number in zip(headings, numbers, strict=True)
    )
    body = "".join(f"<tr>{''.join(line)}</tr>" for line in cells)
    kind = ' class="whole"' if len(cells) <= _ONE_PAGE else ""
    return f"<table{kind}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: Cell) -> str:
    if isinstance(value, Markup):
        return value.html if value.html.startswith("<td") else f"<td>{value.html}</td>"
    if isinstance(value, int):
        return f'<td class="n">{value:,}</td>'
    return f"<td>{escape(value)}</td>"


def section(title: str, *content: str, new_page: bool = False) -> str:
    """A titled part of the page."""
    kind = ' class="page"' if new_page else ""
    return f"<section{kind}><h2>{escape(title)}</h2>{''.join(content)}</section>"


def paragraph(text: str, kind: str = "") -> str:
    """A paragraph of plain text."""
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"
