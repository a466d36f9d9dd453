"""What stands for the text of the cell above: signs (``〃``, ``—〃—``) and words (同上, 仝前)."""

from __future__ import annotations

_SIGN = r"[\-—－]*[〃″＂\"“”々]+[\-—－]*"
_WORD = r"[同仝][上前](?:行|栏|列)?|[上前][同仝]|[同仝]"
SIGN = rf"^\s*{_SIGN}\s*$"
SIGN_OR_WORD = rf"^\s*(?:{_SIGN}|[(（]?(?:{_WORD})[)）]?)\s*$"
