"""Headings that ask: 何年何月何日登记, 几时领, 在何处登记, 男方何处人."""

from __future__ import annotations

import re

_DAY = "(?:[何哪几啥](?:年|月|日|天|时候?|号)|何年月日|什么时[候间])"
_PLACE = "(?:[何哪](?:处|里|地|乡|村|队|社|县|省|市|个?地方|个?公社)|什么地方)"
_WORDS = "[\u3400-\u9fff]"
_ASKS_DAY = re.compile(
    rf"(?:(?P<before>登记|[领办发登]证|结婚|出?生)[于在]?)?{_DAY}+(?:在?{_PLACE})?"
    rf"(?P<what>{_WORDS}{{1,4}})?(?!{_WORDS})"
)
_ASKS_OFFICE = re.compile(rf"在?{_PLACE}(?P<what>登记|[领办发登]证|结婚|领|办|发)的?(?!{_WORDS})")
_ASKS_HOME = re.compile(rf"(?:[是系在]|来自|家?住|[户家]在)?(?:{_PLACE}人?|哪的人)(?!{_WORDS})")
_ASKS_UNIT = re.compile(
    rf"(?:[现家]?居?住|[户家]?在|系)?[何哪]个?(?P<unit>村|大队|公社)人?(?!{_WORDS})"
)
_IN_FULL = {
    "生": "出生",
    "领": "领证",
    "办": "办证",
    "发": "发证",
    "登": "登记",
    "结": "结婚",
    "婚": "结婚",
}
"""What one character says of an act."""


def answered(heading: str) -> str:
    """*heading* with the question in it as the words for what it asks for.

    >>> [answered(text) for text in ("何日领", "男方何年何月生", "登记在何时", "何月何日")]
    ['领证时间', '男方出生时间', '登记时间', '时间']
    >>> answered("在何处登记"), answered("男方何处人"), answered("女方家住何处"), answered("男方现住何村")
    ('登记地点', '男方住址', '女方住址', '男方住址村')
    """
    day = _ASKS_DAY.sub(lambda asked: f"{_said(asked['before'] or asked['what'])}时间", heading)
    office = _ASKS_OFFICE.sub(lambda asked: f"{_said(asked['what'])}地点", day)
    unit = _ASKS_UNIT.sub(lambda asked: f"住址{asked['unit']}", office)
    return _ASKS_HOME.sub("住址", unit)


def _said(words: str | None) -> str:
    said = (words or "").rstrip("的")
    return _IN_FULL.get(said, said)
