"""Which field a column heading names: compared with the names each field is known by."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from minzheng_core.extras import require
from minzheng_core.reading.recognition.groups import Grouped, grouped
from minzheng_core.reading.recognition.heading import (
    Heading,
    read_heading,
    squeeze,
    without_explanations,
)
from minzheng_core.reading.recognition.likeness import Reason, likeness, sounds_alike
from minzheng_core.reading.recognition.number_editions import edition, without_edition
from minzheng_core.reading.recognition.party_words import names_third_person
from minzheng_core.reading.recognition.pinyin import PinyinNames
from minzheng_core.schema import FieldKind
from minzheng_core.schema.domicile_parts import names_levels

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from minzheng_core.schema import FieldSpec

WHOLE_PERSON = re.compile("(?:个人|基本|自然|主要|家庭)?(?:情况|简况|概况|状况|信息|资料)?")
"""What a heading says beside the party that stands for the whole person: nothing, or 男方情况."""
_NUMBERS = frozenset(("证号", "号码", "证号码"))
"""What the old and the new one of a person may be called: 男方新证号."""
_CERTIFICATE = re.compile("婚|登记证")
"""What a number says that is not the identity number of the person: 男方结婚证号, not 男方证号."""
_LAST_ALONE = re.compile(r"[^a-z][a-z]$")
_BIRTH = re.compile("出生|生日|birth")
_AND_MORE = re.compile(
    r"(?<=日期|时间)\W*[及和与或]?(?:(?:登记|办理|发证)?(?:地点|机关|单位|部门)|(?:[结离]婚)?证?字?号码?)\W*$"
)
"""A heading of days that says what else stands with them: 登记时间及地点, 结婚时间、证号."""

_LONGEST = 30
"""Characters of a cell that may be a heading to the letter."""
_DAYS = {FieldKind.EVENT_DATE, FieldKind.BIRTH_DATE}
_DAY_WORDS = ("日期", "时间", "年月日")
_DAY_WORDS_OF_AN_ACT = ("年月", "月日", "日子", "时日", "日")
"""What also means a day behind a word for what was done on it: 领证日, but no heading 日."""
_SHORT = 2
"""Characters of the word before 日 or 号; with more of them 结婚登记簿 would be a slip for a day or a number."""
_OF_A_HOUSEHOLD = re.compile("户口|户籍|落户|迁[入出往移]")
_DAY_WORD = re.compile(f"(.*?)(?:{'|'.join((*_DAY_WORDS, *_DAY_WORDS_OF_AN_ACT))})$")
_NUMBER_WORDS = ("字号", "编号", "号码", "号数", "号")
_NUMBER_WORD = re.compile(f"(.*?(?:证书?|登记|存根))(?:{'|'.join(_NUMBER_WORDS)})$")


@frozen
class Match:
    """How well a heading names a field: 0 … 1, and why."""

    field: str
    score: float
    reason: Reason


class FieldIndex:
    """The names that fields are known by, ready for comparison."""

    def __init__(self, fields: Sequence[FieldSpec], reserved: Collection[str] = ()) -> None:
        """*reserved* are headings that are never a field: what the caller itself calls something else."""
        self._reserved = frozenset(reserved) - {field.name for field in fields}
        self.fields = {field.name: field for field in fields}
        self._national = {
            squeeze(n.casefold()): f.name for f in fields for n in (*f.national, f.name)
        }
        self._names: dict[str, tuple[str, ...]] = {}
        for field in fields:
            names: dict[str, None] = {}
            latin = (*field.national, field.name.replace("_", " ")) if field.party else ()
            for name in (field.label, *field.synonyms, *latin):
                heading = read_heading(name)
                if field.party is None:
                    names[heading.squeezed] = None
                # What stands in brackets in a name belongs to it: 户口所在地（省） is no 户口所在地.
                names[heading.rest] = None
            names.pop("", None)
            self._names[field.name] = tuple(names)
        self._name_alike()
        self._whose = {field.name: frozenset(field.whose_synonyms) for field in fields}
        self._cache: dict[str, tuple[Match, ...]] = {}

    def _name_alike(self) -> None:
        """Know each name of a day by all words for one, and of a certificate number: 领证时间, 领证日 as 领证日期."""
        said = self._all_names
        for field in self.fields.values():
            names = self._names[field.name]
            alike: list[str] = []
            if field.kind in _DAYS:
                stems = dict.fromkeys(m[1] for name in names if (m := _DAY_WORD.match(name)))
                alike += [
                    stem + word
                    for stem in stems
                    for word in (*_DAY_WORDS, *(_DAY_WORDS_OF_AN_ACT if stem else ()))
                    if word != "日" or len(stem) <= _SHORT
                ]
            elif field.kind is FieldKind.CERTIFICATE_NUMBER:
                stems = dict.fromkeys(m[1] for name in names if (m := _NUMBER_WORD.match(name)))
                alike += [
                    stem + word
                    for stem in stems
                    for word in _NUMBER_WORDS
                    if word != "号" or len(stem) <= _SHORT
                ]
            self._names[field.name] += tuple(name for name in alike if name not in said)
        del self._all_names

    @property
    def single(self) -> bool:
        """Whether the fields are those of a register without parties: one person a record."""
        return not any(field.party for field in self.fields.values())

    @cached_property
    def _pinyin(self) -> PinyinNames:
        return PinyinNames(self.fields, self._names)

    def matches(self, text: str) -> tuple[Match, ...]:
        """Every field that *text* may name, best first; party fields also where no party is said."""
        if (known := self._cache.get(text)) is None:
            known = self._cache[text] = tuple(self._find(text))
        return known

    def knows(self, text: str) -> bool:
        """Whether *text* is a heading of a field to the letter.

        Far cheaper than :meth:`matches`, for cells that are likely data.
        """
        heading = read_heading(text)
        names = self._all_names
        return heading.squeezed in self._national or heading.rest in names or heading.bare in names

    def known(self, row: Iterable[str | None]) -> int:
        """How many cells of *row* are headings to the letter; so are both parties named alone, and 岁 beside them."""
        words = [word for word in row if word and len(word) <= _LONGEST]
        said = [read_heading(word) for word in words]
        alone = {heading.party for heading in said if not heading.rest}
        found = sum(map(self.knows, words))
        if {"husband", "wife"} <= alone:
            found += sum(heading.party is not None and not heading.rest for heading in said)
            found += sum(heading.rest in self._whose_names for heading in said)
        return found

    @cached_property
    def _whose_names(self) -> frozenset[str]:
        return frozenset().union(*self._whose.values())

    @cached_property
    def _all_names(self) -> frozenset[str]:
        return frozenset(name for names in self._names.values() for name in names)

    def nearest(self, text: str) -> str | None:
        """The label of the field whose name is most like *text*; ``None`` where none is."""
        fuzz = require("rapidfuzz.fuzz", "archive")
        heading = read_heading(text)
        scored = [
            (fuzz.ratio(heading.bare, name), self.fields[field].label)
            for field, names in self._names.items()
            for name in names
        ]
        best = max(scored, default=(0.0, ""))
        return best[1] if best[0] >= 50 and len(heading.bare) > 1 else None

    def _find(self, text: str) -> list[Match]:
        if text in self._reserved:
            return []
        if (plain := without_explanations(text)) != text and squeeze(plain):
            return list(self.matches(plain))
        heading = read_heading(text)
        if not heading.squeezed or len(heading.squeezed) > 40:
            return []
        if (field := self._national.get(heading.squeezed)) is not None:
            return [Match(field, 1.0, "national")]
        found = self._named_by(heading)
        if not found and self.single and (below := grouped(text)) is not None:
            found = self._in_group(below)
            if found or below.said_whole:
                return found
        if not found and not self.single and (day := _AND_MORE.sub("", text)) != text:
            return [evolve(match, score=match.score - 0.1) for match in self.matches(day)]
        if not found:
            near = self._sharing(heading.said)
            found = [m for f in self.fields if (m := self._nearly(heading, f, near)) is not None]
        return sorted(found or self._in_pinyin(heading), key=lambda match: -match.score)

    def _named_by(self, heading: Heading) -> list[Match]:
        found = (self._exactly(heading, name) for name in self.fields)
        return [match for match in found if match is not None]

    def _in_group(self, below: Grouped) -> list[Match]:
        """What a heading below that of several columns names: with its words, else alone unless it is another's.

        Where the words above are no sure heading of several columns, nothing of a person is named alone.
        """
        found = self._named_by(read_heading(below.whole))
        if not found:
            anothers = below.is_of_another(*self._words_for_persons) or not below.said_whole
            found = self._named_by(read_heading(below.datum))
            found = [m for m in found if not (anothers and m.field in self.own_fields)]
        return sorted(found, key=lambda match: -match.score)

    def names_the_person(self, text: str) -> bool:
        """Whether *text* says in words that it is of the person of the record: 死者身份证号, but not 身份证号."""
        said = squeeze(text)
        return any(word in said for word in self._own_calls)

    @cached_property
    def _own_calls(self) -> frozenset[str]:
        """The words that call the person, each of which is a name of its own with 姓名 behind it: 死者."""
        own, _ = self._words_for_persons
        return frozenset(word for word in own if f"{word}姓名" in own)

    def is_of_the_other(self, field: str) -> bool:
        """Whether *field* is one of the other person of a record."""
        return bool(self._others_prefix) and field.startswith(self._others_prefix)

    def of_the_other(self, field: str) -> str | None:
        """The field of the other person of a record, where they have one, that is like *field* of its own."""
        wanted = self._others_prefix + field.removeprefix(self._own_prefix)
        return wanted if wanted in self.fields and wanted not in self.own_fields else None

    @cached_property
    def _others_prefix(self) -> str:
        """How the fields of the other person begin, whose name stands first: ``cremation_handler_``."""
        names = (f.name for f in self.fields.values() if f.kind is FieldKind.PERSON_NAME)
        return next((n for n in names if n not in self.own_fields), "").removesuffix("name")

    def is_of_another(self, text: str) -> bool:
        """Whether *text* would name a datum of the person, did not the heading above it say that it is another's.

        >>> from minzheng_core.schema import FieldKind, FieldSpec
        >>> name = FieldSpec(name="deceased_name", label="逝者姓名", kind=FieldKind.PERSON_NAME, synonyms=("姓名",))
        >>> [FieldIndex([name]).is_of_another(text) for text in ("家属情况/姓名", "逝者情况/姓名", "姓名")]
        [True, False, False]
        """
        below = grouped(text) if self.single else None
        if below is None or not below.is_of_another(*self._words_for_persons):
            return False
        if not (below.said_whole or self._named_by(read_heading(below.group))):
            return False
        return any(m.field in self.own_fields for m in self._named_by(read_heading(below.datum)))

    @cached_property
    def own_fields(self) -> frozenset[str]:
        """The fields of the person that the record is of, who is the first with a name."""
        own = self._own_prefix
        return frozenset(name for name in self.fields if own and name.startswith(own))

    @cached_property
    def _own_prefix(self) -> str:
        """How the fields of that person begin: ``deceased_``."""
        names = (f.name for f in self.fields.values() if f.kind is FieldKind.PERSON_NAME)
        return next(names, "").removesuffix("name")

    @cached_property
    def _words_for_persons(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words that name the person of the record, and those that name others."""
        names = [f.name for f in self.fields.values() if f.kind is FieldKind.PERSON_NAME]
        own = [self._names[name] for name in names if name in self.own_fields]
        others = [self._names[name] for name in names if name not in self.own_fields]
        return frozenset().union(*own), frozenset().union(*others)

    def _in_pinyin(self, heading: Heading) -> list[Match]:
        """The heading is the name of a field in pinyin or its initials."""
        rest = heading.rest
        if not rest.isascii() or not rest.isalpha():
            return []
        if heading.party:
            return [Match(f, 0.8, "initials") for f in self._pinyin.of_party(rest, heading.party)]
        if heading.position is None:
            parted = _LAST_ALONE.search(heading.text.casefold()) is not None
            if found := self._pinyin.told(rest, parted=parted):
                return [Match(field, 0.8, "initials") for field in found]
        return [Match(field, 0.8, "pinyin") for field in self._pinyin.of_either(rest)]

    def _exactly(self, heading: Heading, field: str) -> Match | None:
        """The heading is a name of the field, whatever stands in its brackets."""
        party, names = self.fields[field].party, self._names[field]
        if party is None:
            if heading.squeezed in names:
                return Match(field, 0.98, "exact")
            if (score := self._copy_of_each(heading, field)) is not None:
                return Match(field, score, "exact")
            alone = heading.party is None and heading.position is None
            return Match(field, 0.95, "exact") if alone and heading.bare in names else None
        if heading.party not in {None, party}:
            return None
        of_somebody = heading.party is not None or heading.position is not None
        if heading.rest in names or (of_somebody and heading.rest in self._whose[field]):
            return Match(field, 0.98, "exact")
        if heading.bare in names and not names_third_person(heading.rest):
            return Match(field, 0.95, "exact")
        if self.fields[field].kind is FieldKind.DOMICILE and names_levels(heading.rest):
            return Match(field, 0.9, "exact")
        if self.fields[field].kind is FieldKind.ID_NUMBER and edition(heading.rest):
            known = without_edition(heading.rest)
            of_a_person = heading.party is not None and known in _NUMBERS
            return Match(field, 0.95, "exact") if known in names or of_a_person else None
        return None

    def _copy_of_each(self, heading: Heading, field: str) -> float | None:
        """How surely the heading is of the certificate of a couple that one of them keeps: 离婚证编号（男）.

        The husband's stands first where both have a column.
        """
        certificate = self.fields[field].kind is FieldKind.CERTIFICATE_NUMBER
        if not (certificate and heading.party and _CERTIFICATE.search(heading.rest)):
            return None
        if heading.rest not in self._names[field]:
            return None
        return 0.9 if heading.party == "husband" else 0.88

    @cached_property
    def _by_character(self) -> dict[str, set[str]]:
        names: dict[str, set[str]] = {}
        for name in self._all_names:
            for character in name:
                names.setdefault(character, set()).add(name)
        return names

    def _sharing(self, words: str) -> frozenset[str]:
        """The names that share a character with *words*; no other one can be like them."""
        by_character = self._by_character
        return frozenset().union(*(by_character.get(character, ()) for character in words))

    def _nearly(self, heading: Heading, field: str, near: Collection[str]) -> Match | None:
        """The heading is like a name of the field, one of those *near*."""
        spec = self.fields[field]
        if spec.party is None and (heading.party is not None or heading.position is not None):
            return None
        if heading.party not in {None, spec.party}:
            return None
        if spec.kind is FieldKind.AGE and _BIRTH.search(heading.bare):
            # Of a column for both, ages are taken out of the birth dates, not the reverse.
            return None
        if spec.kind in _DAYS and _OF_A_HOUSEHOLD.search(heading.bare):
            return None
        whose = heading.party is not None or (spec.party and heading.position is not None)
        if whose and field == f"{spec.party}_name" and WHOLE_PERSON.fullmatch(heading.rest):
            return Match(field, 0.75, "party-only")
        said = heading.said
        if not said or (spec.party is not None and names_third_person(heading.rest)):
            return None
        best: Match | None = None
        for name in filter(near.__contains__, self._names[field]):
            score, reason = likeness(said, name, whose=heading.party is not None)
            if reason == "typo" and self.single and not sounds_alike(said, name):
                continue  # 出库时间 is no 出生时间; between parties the other columns tell
            if score and (best is None or score > best.score):
                best = Match(field, score, reason)
        return best
