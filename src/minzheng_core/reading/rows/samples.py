"""The first rows of a template, which show how it is to be filled in: 示例, 填写说明. They are no records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHOWN = 8
"""So many rows below the headings may show it."""
_EXAMPLE = re.compile(
    r"\W*(?:填[写报表录]?|录入)?(?:示例|样例|范例|示范|举例|例子|例如|例|样本|样表)(?:数据|行|[一二三1-3])?\W*"
)
"""A cell that says of its row that it is an example."""
_EXAMPLE_OF = re.compile(r"\W*(?:填[写报表录]?)?(?:示例|样例|范例|举例|例如|例)\s*[:：]\s*\S.*")
"""The same with the example in the cell: 示例：结婚登记."""
_GUIDE = re.compile(r"\W*(?:填[写报表录]|录入)?(?:说明|要求|须知|规则|格式|规范|提示)\W*")
"""A cell that says of its row that it tells how to fill in the columns."""
_ASKS = re.compile(
    r"必[填录]|选填|非空|[不可][得能]?为?空|[请须需应]按|按.{0,12}(?:填写|录入)|填写|录入|格式|文本|如[:：]|例[:：]|例如"
    r"|(?i:y{2,4}[-/.年]?m{1,2})|\d+\s*位|下拉|选择|一致"
)
"""What such a row says of a column."""
_LONGEST = 60
"""Characters of what such a row says of a column; a longer text is something else."""
_MOST = 0.5


def shows_how(cells: Mapping[int, str], kinds: Sequence[FieldKind | None]) -> bool:
    """Whether a row of *cells* (by position) is an example of what to fill in, or says how to.

    An example is one by the first cell, unless that is in a column of names; *kinds* are those of the columns.

    >>> kinds = (None, FieldKind.PERSON_NAME, FieldKind.ID_NUMBER, FieldKind.EVENT_DATE)
    >>> shows_how({0: "示例", 1: "张某", 2: "110101199001011234"}, kinds)
    True
    >>> shows_how({0: "填写说明", 1: "必填", 2: "18位"}, kinds), shows_how({1: "必填", 2: "18位", 3: "yyyy-mm-dd"}, kinds)
    (True, True)
    >>> shows_how({0: "1", 1: "张三", 3: "如实填写"}, kinds), shows_how({1: "例：张三", 3: "1990-01-01"}, kinds)
    (False, True)
    """
    said = [cell for cell in cells.values() if len(cell) <= _LONGEST]
    asks = sum(_ASKS.search(cell) is not None for cell in said)
    first = next(iter(cells), None)
    if first is None or len(cells[first]) > _LONGEST:
        return False
    if _EXAMPLE_OF.fullmatch(cells[first]):
        return True
    named = _EXAMPLE.fullmatch(cells[first]) or (asks and _GUIDE.fullmatch(cells[first]))
    if named and kinds[first] is not FieldKind.PERSON_NAME:
        return True
    return len(cells) > 2 and asks > _MOST * len(cells)
