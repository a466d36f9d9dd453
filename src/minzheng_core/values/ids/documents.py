"""Numbers of documents that are no identity cards, where a column beside them says which they are of (证件类型)."""

from __future__ import annotations

from minzheng_core.values.ids.id_number import IdNumber
from minzheng_core.values.ids.kinds import IdKind
from minzheng_core.values.ids.text import normalise

KINDS = {
    "114": IdKind.MILITARY,
    "414": IdKind.PASSPORT,
    "420": IdKind.PASSPORT,
    "421": IdKind.PASSPORT,
    "511": IdKind.TAIWAN_PASS,
    "513": IdKind.HK_MACAO_PASS,
    "516": IdKind.HK_MACAO_PASS,
}
"""Codes of GA/T 517 for documents whose numbers have no form that tells them from a damaged citizen's."""
LONGEST = 14
"""Characters of such a number; a longer one is a citizen's, whatever its column of types says."""


def document_number(text: str | None, code: str | None) -> IdNumber | None:
    """The number of a document whose type is *code*; ``None`` where *text* must tell by itself what it is.

    >>> document_number("0087654321", "511").kind.value, document_number("0087654321", None)
    ('taiwan_pass', None)
    >>> document_number("362133196208150010", "414") is None
    True
    """
    kind = KINDS.get(code or "")
    if kind is None or not text:
        return None
    number = normalise(text).text
    if len(number) > LONGEST or not any(character in "123456789" for character in number):
        return None
    return IdNumber(number, kind)
