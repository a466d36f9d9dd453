"""What is written where nothing is known (占位文字): 不详, 无, NULL, —.

Ditto marks and 同上 are none: they stand for what is written above. The patterns are read by Python
and Polars alike.
"""

from __future__ import annotations

import re

WORDS = (
    "无|没有|无此项|无内容|无记[录载]|未记载|无法(?:辨认|识别|辨识|看清)|不详|不祥|未详|不知|不知道|不明|不清楚?|未知|未填[写报]?|"
    "未写|未录入?|未登记|未提供|未注明|空白?|缺[失项页]?|暂[缺无]|待[查补定核]|省?略|失考|无考|待考|不可考|无[从可]查?考|年[代月]失考|丢失|"
    "(?:无|没有)(?:曾用名称?|曾用地名|旧名|旧称|别名|原名|历史名称|俗[名称])|遗失|模糊|模糊不清|看不清楚?|辨认不清|"
    "字迹(?:不清|模糊|难辨)|(?:原件|原档|档案|资料|卡片)(?:缺失|不清|模糊|丢失|遗失|不详|未填|没有|无记载|未记载|无)|不适用"
)
"""Words for it, as a pattern."""
_SIGNS = r"[\s\-—–－_/／\\|.。·,，、…?？*＊×□■〓〇○~～=#]+|0+|x+"
_SYSTEMS = (
    r"null|none|nil|nan|n/?a|unknown|undefined|blank|#(?:n/a|ref!|value!|name\?|div/0!|num!|null!)"
)
PLACEHOLDER = rf"(?i)^\s*[(（\[【<《]?\s*(?:{WORDS}|{_SIGNS}|{_SYSTEMS})\s*[)）\]】>》]?\s*$"
"""A whole cell of that kind."""
_PLACEHOLDER = re.compile(PLACEHOLDER)
_LONGEST = 60
"""Characters of the longest cell that is looked at."""


def says_nothing(text: str) -> bool:
    """Whether a cell says no more than that nothing is known; an empty one does not even that.

    >>> [says_nothing(text) for text in ("不详", "（无）", "NULL", "——", "同上", "无锡市", "")]
    [True, True, True, True, False, False, False]
    """
    if not text or len(text) > _LONGEST or text.isspace():
        return False
    return _PLACEHOLDER.match(text) is not None
