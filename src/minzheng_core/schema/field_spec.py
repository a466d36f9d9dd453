"""One column that may stand in an archive table: its name, its label and what it has been called."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from attrs import frozen


class FieldKind(StrEnum):
    """What kind of datum a field holds; it decides which value type reads the cell."""

    ID_NUMBER = "id_number"
    PERSON_NAME = "person_name"
    EVENT_DATE = "event_date"
    BIRTH_DATE = "birth_date"
    AGE = "age"
    SEX = "sex"
    CERTIFICATE_NUMBER = "certificate_number"
    BUSINESS_TYPE = "business_type"
    OFFICE = "office"
    DOMICILE = "domicile"
    ETHNICITY = "ethnicity"
    CODE = "code"
    INTEGER = "integer"
    TEXT = "text"


@frozen(kw_only=True)
class FieldSpec:
    """One field of a registry as the reader of archives needs to know it.

    ``national`` are the field names of national systems (``NAME_MAN``); ``synonyms`` are headings
    seen in old tables, without the party word (``姓名``, not ``男方姓名``) where ``party`` is set.
    """

    name: str
    label: str
    kind: FieldKind
    party: Literal["husband", "wife"] | None = None
    national: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    whose_synonyms: tuple[str, ...] = ()
    """Headings that mean the field only where they name a person: 男方乡镇, but no 乡镇."""
    code_table: str | None = None
    sensitive: bool = False
    repeated: bool = False
    """Whether a cell may say 同上 or 〃, though its kind is one whose cells are mostly their own."""
    instead_of: str | None = None
    """The field, less its party, that a table means by this one where it has no column for it: 现住址 where
    no 户籍地 is asked."""
    units: tuple[str, ...] = ()
    """Words that a heading of the field may be and that its cells then leave out: 大队, and below it 红星."""
    earlier_of: str | None = None
    """The field whose datum, of the act before this one, the field holds: 原登记日期 is a 登记日期."""
    after_event: bool = False
    """Whether it is a day soon after that of the event, of the same year or the next where it says none."""
