"""Headings in pinyin or its initials: old systems allowed ten Latin letters a column.

``NFXM``, ``nan_sfzh`` and ``CSRQ_NV`` say whose datum they are with letters before or behind it; ``XM1``
counts the persons, and ``XM`` stands in tables of one person a row.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define

from minzheng_core.extras import require

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from minzheng_core.reading.recognition.party_words import Party
    from minzheng_core.schema import FieldSpec

_MARKS: tuple[tuple[Party, str], ...] = (
    *(("husband", mark) for mark in ("nanfang", "nanf", "nan", "nf", "n")),
    *(("wife", mark) for mark in ("nvfang", "nufang", "nvf", "nuf", "nv", "nu", "vf", "v")),
)
"""What stands before or behind a datum and says whose it is."""
_LEAST = 3
"""Letters of a name that is nobody's: two are said too easily."""


@define
class PinyinNames:
    """The names of fields in pinyin and its initials, whole or with the party's letters."""

    fields: Mapping[str, FieldSpec]
    names: Mapping[str, Sequence[str]]
    """The names of every field, the chief one first."""

    @cached_property
    def _forms(self) -> dict[str, dict[str, int]]:
        """Pinyin or initials → the fields with such a name, and the place of it among their names."""
        pinyin = require("pypinyin", "archive")
        forms: dict[str, dict[str, int]] = {}
        for field, names in self.names.items():
            for place, name in enumerate(names):
                if name.isascii() or len(name) < 2:
                    continue  # a letter says nothing
                syllables = pinyin.lazy_pinyin(name)
                for form in ("".join(syllables), "".join(s[0] for s in syllables)):
                    forms.setdefault(form, {}).setdefault(field, place)
        return forms

    def told(self, squeezed: str, *, parted: bool) -> list[str]:
        """The field of a party, or of none, that a heading of small letters names.

        *parted* says that its last letter stands alone (``XM_N``). Where several fields have such a
        name, it is the one that has it as its chief name, or higher among them: 民族 rather than 名字.
        """
        nobodys = ((None, squeezed),) if len(squeezed) >= _LEAST else ()
        return self._chief((*self._ways(squeezed, parted=parted), *nobodys))

    def of_party(self, rest: str, party: Party) -> list[str]:
        """The field of a *party* that is named some other way."""
        return self._chief([(party, rest)])

    def of_either(self, rest: str) -> list[str]:
        """The fields of both parties that a heading names which says nothing of the party."""
        return [*self.of_party(rest, "husband"), *self.of_party(rest, "wife")]

    @staticmethod
    def _ways(squeezed: str, *, parted: bool) -> Iterator[tuple[Party, str]]:
        """Every way of taking the letters of a party off a heading."""
        for party, mark in _MARKS:
            if squeezed.startswith(mark):
                yield party, squeezed.removeprefix(mark)
            if squeezed.endswith(mark) and (parted or len(mark) > 1):
                yield party, squeezed.removesuffix(mark)

    def _chief(self, ways: Iterable[tuple[Party | None, str]]) -> list[str]:
        """The one field, of all that a party and a form may name, whose name stands highest among its own."""
        places: dict[str, int] = {}
        for party, form in ways:
            for field, place in self._forms.get(form, {}).items():
                if self.fields[field].party == party:
                    places[field] = min(place, places.get(field, place))
        first = min(places.values(), default=0)
        best = [field for field, place in places.items() if place == first]
        return best if len(best) == 1 else []
