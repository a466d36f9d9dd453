"""Tables drawn with lines in a text file: ``│张三│`` between ``├──┼──┤``, as old systems print them, or ``| 张三 |``
between ``+----+----+``, as the consoles of databases do.
"""

from __future__ import annotations

import re

_DRAWN, _PLAIN = "│┃║", "|"
_RULE = re.compile(r"(?m)^[ \t\u3000]*[|│┃║+\-=:\u2500-\u257f][|│┃║+\-=:\t \u3000\u2500-\u257f]*$")
"""A line of nothing but lines; a row of blank cells is none, but says no more."""
_CORNERED = re.compile(
    r"(?m)^[ \t\u3000]*(?:\+[-=+]{3,}\+|[┌├└┏┣┗╔╠╚]\S+|\|(?:\s*:?-{2,}:?\s*\|){2,})[ \t\u3000]*$"
)
_LEAST = 2
"""So many lines with corners, and rows between signs, are a drawn table."""


def drawn_with(text: str) -> str | None:
    r"""The signs that part the columns of a drawn table; ``None`` where *text* holds none.

    >>> drawn_with("┌──┬──┐\n│甲│乙│\n├──┼──┤\n│丙│丁│"), drawn_with("甲|乙\n丙|丁")
    ('│┃║', None)
    """
    text = text.replace("\r", "")
    if len(_CORNERED.findall(text)) < _LEAST:
        return None
    for signs in (_DRAWN, _PLAIN):
        rows = re.findall(rf"(?m)^[ \t\u3000]*[{signs}].*[{signs}][ \t\u3000]*$", text)
        if len(rows) >= _LEAST:
            return signs
    return None


def undrawn(text: str, signs: str) -> str:
    r"""*text* with tabs for the *signs* between two cells, and blank lines for those that are only drawn.

    >>> undrawn("┌──┬──┐\n│甲  │ 乙│\n└──┴──┘\n", "│┃║")
    '\n甲\t乙\n\n'
    """
    blank = r"[ \u3000]*"
    bare = _RULE.sub("", text.replace("\r", "").replace("\f", ""))
    bare = re.sub(rf"(?m)^{blank}[{signs}]{blank}|{blank}[{signs}]{blank}$", "", bare)
    return re.sub(rf"{blank}[{signs}]{blank}", "\t", bare)
