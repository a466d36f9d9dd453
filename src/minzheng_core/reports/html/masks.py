"""Examples that may be shown to anybody: numbers, names and birth dates with their middle hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec

SHOWN_KINDS = frozenset(
    {
        FieldKind.ID_NUMBER,
        FieldKind.PERSON_NAME,
        FieldKind.BIRTH_DATE,
        FieldKind.EVENT_DATE,
        FieldKind.AGE,
        FieldKind.SEX,
        FieldKind.CERTIFICATE_NUMBER,
        FieldKind.BUSINESS_TYPE,
        FieldKind.ETHNICITY,
    }
)
"""Kinds of fields that examples are taken from; free text and addresses are never quoted."""
_LONG = re.compile(r"[0-9０-９][0-9０-９\s-]{11,}[0-9０-９XxＸｘ]")
_ID_FRONT, _ID_BACK, _DATE_FRONT = 6, 2, 4
_SHOWN = 2
"""Characters of a change that are shown."""


def masked(spec: ArchiveSpec, field: str, text: str | None) -> str:
    """The text of a field fit for a report that others will see.

    >>> from minzheng_core.registries.marriage.spec import spec
    >>> masked(spec(), "wife_id_number", "11010519491231002X"), masked(spec(), "wife_name", "王小明")
    ('110105**********2X', '王**')
    >>> masked(spec(), "registration_date", "八五年十月一日"), masked(spec(), "wife_birth_date", "1949-12-31")
    ('八五年十月一日', '1949******')
    """
    if text is None:
        return "（空）"
    known = spec.by_name.get(field)
    kind = known.kind if known else None
    if kind is FieldKind.ID_NUMBER:
        return _middle(text, _ID_FRONT, _ID_BACK)
    if kind is FieldKind.PERSON_NAME:
        return _middle(text, 1, 0)
    if kind is FieldKind.BIRTH_DATE:
        return _middle(text, _DATE_FRONT, 0)
    if kind is FieldKind.CERTIFICATE_NUMBER:
        return text
    return scrubbed(text)


def masked_pair(
    spec: ArchiveSpec, field: str, before: str | None, after: str | None
) -> tuple[str, str]:
    """A text before and after a change, the characters that were put right left visible.

    One or two characters of a number or of a birth date point to nobody; without them a repair
    could not be seen.

    >>> from minzheng_core.registries.marriage.spec import spec
    >>> masked_pair(spec(), "wife_birth_date", "1962-03-12", "1962-03-17")
    ('1962*****2', '1962*****7')
    """
    pair = masked(spec, field, before), masked(spec, field, after)
    known = spec.by_name.get(field)
    if known is None or known.kind not in (FieldKind.ID_NUMBER, FieldKind.BIRTH_DATE):
        return pair
    if before is None or after is None or len(before) != len(after):
        return pair
    differing = [at for at, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    if len(differing) > _SHOWN:
        return pair
    first, second = (
        "".join(text[at] if at in differing else shown[at] for at in range(len(text)))
        for text, shown in zip((before, after), pair, strict=True)
    )
    return first, second


def _middle(text: str, front: int, back: int) -> str:
    if len(text) <= front + back:
        return text[:1] + "*" * (len(text) - 1)
    return text[:front] + "*" * (len(text) - front - back) + text[len(text) - back :]


def scrubbed(text: str) -> str:
    """Free text without runs of digits that could be an identity number.

    >>> scrubbed("改为 11010519491231002X")
    '改为 110105**********2X'
    """
    return _LONG.sub(lambda hit: _middle(hit.group(), _ID_FRONT, _ID_BACK), text)
