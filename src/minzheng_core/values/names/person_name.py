"""A person's name as a register writes it (姓名).

The written name is never replaced: a traditional, variant or abolished character is kept, and only
keys (:mod:`minzheng_core.values.names.keys`) bring names together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.values.base import Audience, Normalised, Parsed
from minzheng_core.values.names import keys as name_keys
from minzheng_core.values.names.keys import NameRelation
from minzheng_core.values.names.reading import FAULTS, read
from minzheng_core.values.names.writing import FIXES, normalise

if TYPE_CHECKING:
    from collections.abc import Collection

    from minzheng_core.findings import Finding

__all__ = ["FAULTS", "FIXES", "NameRelation", "PersonName"]


@frozen(repr=False)
class PersonName:
    """The name of one person, with the other names written beside it.

    >>> name = PersonName.parse("欧阳　娜娜").value
    >>> name.surname, name.given, str(name), name
    ('欧阳', '娜娜', '欧阳娜娜', PersonName(欧阳**))

    Follows 《关于在政府管理和社会公共服务信息系统中统一姓名采集应用规范的通知》(2016): the separator is
    U+00B7, 50 characters fit. Names with a separator and foreign names are not split into surname
    and given name: which part is which depends on the people.
    """

    text: str = field(repr=False)
    """The whole cell after lossless fixes, other names in brackets included."""
    name: str = field(repr=False)
    """The part that names the person today, as written."""
    surname: str | None = field(default=None, repr=False)
    given: str | None = field(default=None, repr=False)
    aliases: tuple[str, ...] = field(default=(), repr=False)
    """Former, second and milk names that stand in the same cell."""

    @classmethod
    def normalise(cls, text: str | None, skip: Collection[str] = ()) -> Normalised:
        """Only the lossless fixes.

        >>> PersonName.normalise("买买提•吐尔逊").text
        '买买提·吐尔逊'
        """
        return normalise(text or "", skip)

    @classmethod
    def parse(cls, text: str | None, skip: Collection[str] = ()) -> Parsed[PersonName]:
        """Read a cell; placeholders and numbers give no value, blank cells no finding either.

        >>> [f.code for f in PersonName.parse("张□").findings], PersonName.parse("不详").value
        (['NM101'], None)
        """
        normalised = cls.normalise(text, skip)
        if not normalised.text.strip():
            return Parsed(text or "", None, normalised.fixes)
        reading = read(normalised.text)
        value = None
        if reading.main is not None:
            value = cls(
                normalised.text, reading.main, reading.surname, reading.given, reading.aliases
            )
        return Parsed(text or "", value, normalised.fixes, reading.findings)

    def explain(self) -> list[Finding]:
        """What is odd about the name."""
        return list(read(self.text).findings)

    @property
    def variant_key(self) -> str:
        """Key by simplified and variant characters, see :func:`minzheng_core.values.names.keys.variant_key`."""
        return name_keys.variant_key(self.name)

    @property
    def pinyin_key(self) -> str:
        """Key by sound, see :func:`minzheng_core.values.names.keys.pinyin_key`."""
        return name_keys.pinyin_key(self.name)

    @property
    def dialect_key(self) -> str:
        """Key by local sound, see :func:`minzheng_core.values.names.keys.dialect_key`."""
        return name_keys.dialect_key(self.name)

    def compare(self, other: PersonName) -> NameRelation:
        """How this name stands to *other*: same, possible, homophone or different, and why.

        >>> a, b = (PersonName.parse(t).value for t in ("张三（曾用名李四）", "李四"))
        >>> a.compare(b)
        NameRelation(kind='possible', reason='alias')
        """
        relation = name_keys.compare_names(self.name, other.name)
        if relation.kind in {"same", "possible"}:
            return relation
        if any(
            name_keys.compare_names(a, b).kind == "same"
            for a in (self.name, *self.aliases)
            for b in (other.name, *other.aliases)
        ):
            return NameRelation("possible", "alias")
        return relation

    def mask(self, audience: Audience = "staff") -> str:
        """The surname, or the first character, and a star for each other character.

        >>> [PersonName.parse(t).value.mask() for t in ("张三", "张三丰", "欧阳娜娜")]
        ['张*', '张**', '欧阳**']

        Staff and public see the same; other names in the cell are masked too. Follows the usual
        practice of notices: no national standard fixes the mask of a name.
        """
        del audience
        return "、".join(map(_mask, (self.name, *self.aliases)))

    def show(self, lang: str = "zh") -> str:
        """The text for people, the same in both languages."""
        del lang
        return self.text

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"PersonName({self.mask()})"


def _mask(name: str) -> str:
    surname = read(name).surname or name[:1]
    kept = len(surname) if len(surname) < len(name) else 0
    return name[:kept] + "*" * (len(name) - kept)
