"""How tall a row must be for its wrapped text to be read, on the screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE_HEIGHT = 13.5
TALLEST = 20
"""Lines of text shown of one row; the rest is reached by opening the cell."""
_MEASURED = 2_000


def row_height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Enough room for the longest cell of a row, counting Chinese characters twice.

    *widths* are those of the columns in characters; a hidden column has none.

    >>> row_height(["甲", "长冈村民委员会"], [10, 20]), row_height(["甲", "长冈村民委员会"], [10, 8])
    (17.5, 31.0)
    """
    most = 1
    for text, width in zip(texts, widths, strict=True):
        room = int(width - 1)
        if room < 1 or (2 * len(text) <= room and "\n" not in text):
            continue
        # In UTF-8 a Chinese character has three bytes, and half of three and one is what it takes.
        parts = text[:_MEASURED].split("\n")
        bytes_ = (len(part.encode("utf-8", "replace")) + len(part) for part in parts)
        lines = sum(-(-(both // 2) // room) or 1 for both in bytes_)
        most = max(most, lines)
    return LINE_HEIGHT * min(most + most // 4, TALLEST) + 4


def clipped(text: str, most: int) -> str:
    """*text* with an ellipsis for what would take the room of the other columns.

    >>> clipped("长冈村民委员会", 3)
    '长冈村…'
    """
    return text if len(text) <= most else f"{text[:most]}…"
