"""Delimited text to records, tolerantly: what a strict parser refuses is read as it was meant.

Quotes count only at the border of a field, so that inch marks and half quotes stay characters.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DELIMITERS = (",", "\t", ";", "|", "，")


def split_records(text: str, delimiter: str) -> Iterator[list[str]]:
    r"""Split *text* into records of fields, blank lines included (as one empty field).

    >>> list(split_records('a,"b,c"\n5",x\n', ","))
    [['a', 'b,c'], ['5"', 'x']]
    """
    position, end = 0, len(text)
    token = _token(delimiter)
    if not text:
        yield [""]
    while position < end:
        stop = text.find("\n", position)
        line = text[position : stop if stop >= 0 else end]
        if '"' not in line:
            yield line.removesuffix("\r").split(delimiter)
            position = stop + 1 if stop >= 0 else end
            continue
        record: list[str] = []
        ending: str | None = delimiter
        while ending == delimiter:
            match = token.match(text, position)
            if match is None:  # cannot happen: the unquoted form matches everything
                return
            quoted, plain, ending = match.groups()
            record.append(plain if quoted is None else quoted.replace('""', '"'))
            position = match.end()
        yield record


@cache
def _token(delimiter: str) -> re.Pattern[str]:
    d = re.escape(delimiter)
    return re.compile(
        rf'(?:"([^"]*(?:""[^"]*)*)"(?={d}|\r?\n|\Z)|([^{d}\r\n]*(?:\r(?!\n)[^{d}\r\n]*)*))({d}|\r?\n|\Z)'
    )


_APART = re.compile(" {2,}")
"""Two blanks and more: one may stand in a name."""
_FEWEST, _MOST = 3, 0.5
"""Columns of such a report, and the lines of titles for each of its lines."""


def sniff_delimiter(text: str) -> str:
    r"""The separator that cuts the lines of *text* into the steadiest number of fields.

    >>> sniff_delimiter("姓名|日期|备注\n甲|1985|a,b\n乙|1986|\n")
    '|'
    >>> sniff_delimiter('"姓名"\t"日期"\n"甲"\t"1985"\n')
    '\t'
    """
    # What stands in quotes is left out; that it stands there keeps a line from looking blank.
    bare = re.sub(r'"[^"]*"', '"', text[:200_000])
    lines = [line for line in bare.split("\n")[:200] if line.strip()]
    best, most = ",", 0.0
    for delimiter in DELIMITERS:
        counts = Counter(line.count(delimiter) for line in lines)
        counts.pop(0, None)
        if not counts:
            continue
        width, steady = max(counts.items(), key=lambda item: (item[1], item[0]))
        score = steady / len(lines) + min(width, 20) / 1000
        if score > most:
            best, most = delimiter, score
    return best


def stands_aligned(text: str) -> bool:
    r"""Whether the lines of *text* have their columns apart by nothing but blanks, as a report is printed.

    A line that lacks a cell would be read a column off, so that all but titles must have as many.

    >>> stands_aligned("结婚登记\n编号  男方    女方\n1     张三    李四\n2     王五    赵六\n")
    True
    >>> stands_aligned("编号  男方    女方\n1     张三    李四\n2     王五\n")
    False
    """
    lines = (line.strip() for line in text.split("\n"))
    widths = Counter(len(_APART.split(line)) for line in lines if line)
    titles = widths.pop(1, 0)
    return len(widths) == 1 and min(widths) >= _FEWEST and titles <= _MOST * widths.total()
