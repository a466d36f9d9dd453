"""Small pictures as SVG text: no scripts, no library, readable on paper."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

BEFORE, AFTER = "#9DB4C8", "#1F4E78"
ERROR, SUSPECT, SOUND = "#C0504D", "#E6A532", "#9BBB8F"
_WIDTH = 720


def _svg(height: float, title: str, body: str) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height:.0f}" role="img" width="100%" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>{body}</svg>'
    )


def _text(x: float, y: float, text: str, *, anchor: str = "start", size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{escape(text)}</text>'


def _bar(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" fill="{colour}"/>'


def percent(part: float, whole: float) -> str:
    """A share in words: never 100 % where something is missing, never 0 % where something is there.

    >>> percent(999_999, 1_000_000), percent(1, 1_000_000), percent(0, 0)
    ('99.9%', '0.1%', '—')
    """
    if not whole:
        return "—"
    share = 100 * part / whole
    if 0 < share < 0.1:
        return "0.1%"
    if 99.9 < share < 100:
        return "99.9%"
    return f"{share:.1f}%"


def paired_bars(lines: Sequence[tuple[str, int, int]], whole: int, title: str) -> str:
    """Two bars per line, before and after, out of *whole*.

    >>> paired_bars([("登记日期", 90, 99)], 100, "完整率").count("<rect")
    2
    """
    left, room, step = 150, _WIDTH - 150 - 120, 34
    parts = []
    for n, (label, before, after) in enumerate(lines):
        y = n * step
        parts.append(_text(left - 8, y + 20, label, anchor="end"))
        for offset, value, colour in ((5, before, BEFORE), (17, after, AFTER)):
            parts.append(_bar(left, y + offset, room * value / whole if whole else 0, 11, colour))
        parts.append(
            _text(left + room + 8, y + 20, f"{percent(before, whole)} → {percent(after, whole)}")
        )
    return _svg(max(len(lines) * step + 6, 20), title, "".join(parts))


def stacked_columns(lines: Sequence[tuple[str, tuple[int, ...]]], title: str) -> str:
    """One column per line (a year), its parts stacked: errors below, then doubts, then the sound.

    >>> stacked_columns([("1985", (1, 2, 7)), ("1986", (0, 0, 5))], "按年").count("<rect")
    4
    """
    left, base, top = 46, 190, 12
    highest = max((sum(parts) for _, parts in lines), default=0) or 1
    step = min((_WIDTH - left - 6) / max(len(lines), 1), 60)
    body = [
        f'<line x1="{left}" y1="{y:.1f}" x2="{_WIDTH}" y2="{y:.1f}" stroke="#ddd"/>'
        + _text(left - 6, y + 4, f"{highest * share:,.0f}", anchor="end", size=10)
        for share in ((0.0, 1.0) if highest % 2 else (0.0, 0.5, 1.0))
        for y in (base - share * (base - top),)
    ]
    every = max(1, -(-len(lines) // 16))
    for n, (label, parts) in enumerate(lines):
        x, y = left + n * step, float(base)
        for value, colour in zip(parts, (ERROR, SUSPECT, SOUND), strict=True):
            if value:
                height = value / highest * (base - top)
                y -= height
                body.append(_bar(x + step * 0.1, y, step * 0.8, height, colour))
        if n % every == 0:
            body.append(_text(x + step / 2, base + 14, label, anchor="middle", size=10))
    return _svg(base + 20, title, "".join(body))


def legend(*entries: tuple[str, str]) -> str:
    """Coloured boxes with their meaning."""
    boxes = "".join(
        f'<span><i style="background:{colour}"></i>{escape(text)}</span>'
        for colour, text in entries
    )
    return f'<p class="legend">{boxes}</p>'


def heat(share: float) -> str:
    """The background of a cell of a heat table, from white to red; *share* is between 0 and 1."""
    strength = max(0.0, min(1.0, share)) ** 0.5
    red, other = 255 - int(30 * strength), 255 - int(150 * strength)
    return f"background:rgb({red},{other},{other})"
