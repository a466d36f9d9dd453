"""Names over time, as one readable text: ``红军乡（1931—1934）；潋江公社（1958-10—1984，县发〔1984〕3号）``."""

from __future__ import annotations

import re

from attrs import frozen

from minzheng_core.values.dates.partial_date import PartialDate
from minzheng_core.values.placeholders import says_nothing

SEPARATOR = "；"
_MONTH, _DAY_OF_MONTH = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12][0-9]|3[01])"
_DAY = (
    r"(?:1[0-9]{3}|20[0-9]{2}|[1-9][0-9]{2})"
    rf"(?:[-./]{_MONTH}(?:[-./]{_DAY_OF_MONTH})?|年(?:{_MONTH}月(?:{_DAY_OF_MONTH}日)?)?)?"
)
_SPAN = re.compile(
    rf"(?P<since>{_DAY})?\s*(?:[—–~～－]{{1,2}}|--?|[至到])\s*(?P<until>{_DAY})?"
    r"(?:[，,]\s*(?P<document>.+))?"
)
_SAID = re.compile(r"^(?:曾用名|曾名|曾称|原名|原称|旧名|旧称)[：:叫为]?(?=.{2})")
"""Words before a former name that only say that it is one."""
_NAME = re.compile(r"(?P<name>[^（(]+)(?:[（(](?P<inside>[^）)]*)[）)])?")


@frozen(kw_only=True)
class FormerName:
    """A name that a place had: from when, until when (exclusive where a day), by which document.

    >>> str(FormerName(name="潋江公社", since="1958-10", until="1984"))
    '潋江公社（1958-10—1984）'
    """

    name: str
    since: str | None = None
    until: str | None = None
    document: str | None = None

    def __str__(self) -> str:
        if not (self.since or self.until or self.document):
            return self.name
        document = f"，{self.document}" if self.document else ""
        return f"{self.name}（{self.since or ''}—{self.until or ''}{document}）"


def read_former_names(text: str | None) -> tuple[list[FormerName], list[str]]:
    """The former names in a text, and the pieces that cannot be read as one.

    Plain names separated by ``；``, ``;`` or ``、`` are read too: that is how the national database
    has them; years and days as people write them, joined by a dash, a hyphen, ~, 至 or 到.

    >>> read_former_names("红军乡（1931—1934）；长岗")[0]
    [FormerName(name='红军乡', since='1931', until='1934', document=None), FormerName(name='长岗', since=None, until=None, document=None)]
    >>> [str(name) for name in read_former_names("原名红军乡；曾用名：长岗乡")[0]]
    ['红军乡', '长岗乡']
    >>> [str(name) for name in read_former_names("红军乡（1931-1934）；潋江公社（1958年10月至1984.5）")[0]]
    ['红军乡（1931—1934）', '潋江公社（1958-10—1984-05）']
    >>> read_former_names("长岗（年代不详）"), read_former_names("无曾用名；失考")
    (([], ['长岗（年代不详）']), ([], []))
    """
    names: list[FormerName] = []
    odd: list[str] = []
    pieces = (_SAID.sub("", p.strip()) for p in re.split(r"[；;、\n]", text or ""))
    for piece in (p for p in pieces if p and not says_nothing(p)):
        whole = _NAME.fullmatch(piece)
        inside = whole["inside"] if whole else None
        span = _SPAN.fullmatch(inside.strip()) if inside is not None else None
        if whole is None or (inside is not None and span is None):
            odd.append(piece)
            continue
        told = span.groupdict() if span else {}
        told |= {end: day_told(told[end]) for end in ("since", "until") if told.get(end)}
        names.append(FormerName(name=whole["name"].strip(), **told))
    return names, odd


def day_told(text: str) -> str:
    """A day, month or year as spans have it; as it stands where it cannot be read.

    >>> day_told("2026年6月1日"), day_told("1958.10"), day_told("1200"), day_told("解放后")
    ('2026-06-01', '1958-10', '1200', '解放后')
    """
    value = None if text.isdecimal() else PartialDate.parse(text).value
    return str(value) if value else text


def named_since(named_on: str | None, former: str | None) -> str | None:
    """Since when a place has its present name: since it was named, or since the last other name ended.

    >>> named_since("1950", "红军乡（1931—1934）"), named_since("1950", "上岭乡（1950—2023-02-01）")
    ('1950', '2023-02-01')
    """
    ends = [name.until for name in read_former_names(former)[0] if name.until]
    begun = day_told(named_on) if named_on else None
    return max(filter(None, (begun, *ends)), default=None)


def with_former_name(text: str | None, former: FormerName) -> str:
    """The text with one more name at its end; one that stands there already is not repeated.

    >>> with_former_name("红军乡（1931—1934）", FormerName(name="长岗乡", until="2026-11-01"))
    '红军乡（1931—1934）；长岗乡（—2026-11-01）'
    """
    pieces = [p for p in (text or "").split(SEPARATOR) if p.strip()]
    if str(former) not in pieces:
        pieces.append(str(former))
    return SEPARATOR.join(pieces)
