"""What stands for the text of the cell above: signs (``〃``, ``—〃—``) and words (同上, 仝前)."""

from __future__ import annotations

import polars as pl

SIGNS, DOUBLED = '〃″＂"“”々〝〞„‟′', "'‘’,，、"
"""Signs that are a ditto by themselves, and those of which two together are one."""
WORDS = "同仝"
"""Each word of a ditto has one of these."""
_TWO = "|".join(sign * 2 for sign in DOUBLED)
_SIGN = rf"[\-—－]*(?:[{SIGNS}]+|{_TWO})[\-—－]*"
_WORD = r"[同仝][上前](?:行|栏|列)?|[上前][同仝]|[同仝]"
OF_A_PART = "〃″〞"
"""The signs that may stand for a part of the cell above, beside other text: nobody uses these for anything else."""
SIGN = rf"^\s*{_SIGN}\s*$"
_SIGN_OR_WORD = rf"{_SIGN}|[(（]?(?:{_WORD})[)）]?"
SIGN_OR_WORD = rf"^\s*(?:{_SIGN_OR_WORD})\s*$"

_SAME_DAY = "(?:同年)?(?:同月)?同日|同年月日|同一天"
SIGN_OR_DAY = rf"^\s*(?:{_SIGN_OR_WORD}|{_SAME_DAY})\s*$"
"""A sign, a word, or 同日: of the day above."""


def followed(cell: pl.Expr) -> pl.Expr:
    """*cell*, for a ditto what stands above it; empty where nothing does.

    >>> pl.DataFrame({"year": ["84", "〃", None, "同上"]}).select(followed(pl.col("year")))["year"].to_list()
    ['84', '84', '', '']
    """
    said = cell.fill_null("")
    return pl.when(~said.str.contains(SIGN_OR_WORD)).then(said).forward_fill().fill_null("")
