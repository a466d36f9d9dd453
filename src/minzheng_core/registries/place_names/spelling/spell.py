"""Spelling one name: kind → words → readings → letters, and what is doubtful on the way."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from attrs import evolve

from minzheng_core.errors import require_text
from minzheng_core.findings import Finding
from minzheng_core.reference.divisions import divisions
from minzheng_core.registries.place_names.spelling.characters import (
    is_han,
    normal,
    odd_ones,
    visible,
)
from minzheng_core.registries.place_names.spelling.divisions import (
    LONG,
    Villages,
    above_without_generic,
    cut_division,
    cut_village,
    division_place,
    minority,
    province_named,
    spelled_division,
    tabled_anywhere,
    tabled_near,
    tabled_specific,
)
from minzheng_core.registries.place_names.spelling.features import (
    cut_built,
    cut_estate,
    cut_natural,
    cut_station,
)
from minzheng_core.registries.place_names.spelling.guessing import (
    kind_of,
    sounds_foreign,
)
from minzheng_core.registries.place_names.spelling.kinds import Kind
from minzheng_core.registries.place_names.spelling.namesakes import is_another
from minzheng_core.registries.place_names.spelling.orthography import plain, word
from minzheng_core.registries.place_names.spelling.paths import is_path, path_parts
from minzheng_core.registries.place_names.spelling.pieces import Cut, Piece, coded
from minzheng_core.registries.place_names.spelling.printed import PRINTED, printed_otherwise
from minzheng_core.registries.place_names.spelling.readings import ReadingList, read
from minzheng_core.registries.place_names.spelling.result import (
    Grade,
    Reading,
    Role,
    Segment,
    Spelling,
)
from minzheng_core.registries.place_names.spelling.streets import HIGHWAYS, cut_street
from minzheng_core.registries.place_names.spelling.townships import township_places

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 60
"""Characters beyond which a text is no name."""
_NOTED = re.compile(r"(.+)\((.+)\)")
_GENERIC = "generic"
_WHOLE = re.compile("(?:00){1,2}$")
"""What ends the code of a province or a prefecture: 360000 is all of 36."""
_ERHUA_BEFORE = "胡同"
_ERHUA = "(84)中地字第17号, 12"
_DOUBTFUL = frozenset({Grade.UNCONFIRMED, Grade.UNSURE})
_IN_PATHS = frozenset({Kind.DIVISION, Kind.VILLAGE, Kind.SETTLEMENT, Kind.STREET, Kind.NATURAL})
_NAMESAKES = frozenset({Kind.STREET, Kind.NATURAL})
"""Kinds of places that are often called by the same characters as a division far away: 阿里山 and 阿里."""


def spell(
    name: str | None,
    *,
    kind: str | Kind | None = None,
    division: str = "",
    readings: ReadingList | None = None,
    villages: Villages = "split",
) -> Spelling:
    """The Hanyu Pinyin spelling of a place name by the rules in force (罗马字母拼写).

    Han names follow 《中国地名汉语拼音字母拼写规则（汉语地名部分）》 ((84)中地字第17号), names of
    peoples GB/T 3304, names in minority languages the spellings of GB/T 2260 and the national maps;
    all under article 15 of 《地名管理条例》 (2022).

    Args:
        name: the standard name in Chinese characters; an empty one is a finding (PS108). Where a division in brackets after it says
            which of that name is meant, as 十里堡(北京), it is read as there and the note left out.
        kind: what it names: a category word, an English word, a code of GB/T 18521 or a
            :class:`Kind`. It decides the spelling: a town is split, a settlement is joined. Where it
            is not given, the most likely one is taken, and a finding says so (PS109).
        division: the division code (2 to 12 digits) that the place lies in; readings differ by
            region. Without it a division or township is where all lie that are called so.
        readings: the county's own readings, above everything national.
        villages: how the area of a village committee is written, which no rule text settles.

    Returns:
        A frozen :class:`Spelling`: ``text`` with tones, ``plain``, ``capitals``, the words with
        their roles, the reading of each character with source and grade, and findings.

    Raises:
        CallError: an unknown *kind* (PS301); a name, kind or code that is no text (IN218). Bad names
            never raise; they give findings.

    >>> spell("西峰镇", kind="镇").text, spell("西峰镇", kind="自然村").text
    ('Xīfēng Zhèn', 'Xīfēngzhèn')
    >>> spell("三都水族自治县").plain, spell("经五路").plain, spell("呼和浩特市").plain
    ('Sandu Suizu Zizhixian', 'Jing 5 Lu', 'Hohhot Shi')

    Limits: a name whose polyphone nobody attests is spelled with the most frequent reading and
    marked (PS101); so is a minority-language name that no table has (PS103), or for which an open
    gazetteer stands in, for townships (PS112). None of them may be printed before somebody was
    asked: see ``confirmed``.

    """
    return Speller(division=division, readings=readings, villages=villages).spell(name, kind)


class Speller:
    """The settings under which names are spelled; made once, used for many names.

    Args:
        division: the code of the division in which the names lie: local readings are those of its area.
        readings: the county's own list of readings, above those of the library.
        villages: whether names of natural villages are written in one word or split (see :func:`spell`).

    >>> speller = Speller(division="360732")
    >>> [speller.spell(name).text for name in ("兴国县", "长冈乡")]
    ['Xīngguó Xiàn', 'Chánggāng Xiāng']

    Standards: 《中国地名汉语拼音字母拼写规则（汉语地名部分）》((84)中地字第17号); GB/T 38207-2019.
    """

    def __init__(
        self,
        *,
        division: str = "",
        readings: ReadingList | None = None,
        villages: Villages = "split",
    ) -> None:
        self.region, self._notes = region_of(division)
        self.readings = readings
        self.villages: Villages = villages

    def spell(self, name: str | None, kind: str | Kind | None = None) -> Spelling:
        """Spell one name; see :func:`spell`."""
        require_text(name, "地名")
        name = name or ""
        clean = normal(name)
        noted = _NOTED.fullmatch(clean) if clean[-1:] == ")" and len(clean) <= LONGEST else None
        if noted and (speller := self._placed(noted[2])):
            spelled = speller.spell(noted[1], kind)
            notes = () if self.region else self._notes
            return evolve(spelled, name=name, findings=(*notes, *spelled.findings))
        findings = list(self._notes)
        asked = Kind.read(kind) if kind is not None else None
        if not clean or len(clean) > LONGEST:
            length = str(len(clean))
            none = Finding("PS108", field="name", expected=str(LONGEST), actual=length)
            return Spelling(name[:LONGEST], asked or Kind.SETTLEMENT, (), (), (*findings, none))
        known, sure = (asked, True) if asked else kind_of(clean)
        if known in _IN_PATHS and is_path(clean):
            return self._of_parts(name, path_parts(clean), asked)
        place = "" if self.region or known is not Kind.DIVISION else _place(clean)
        if place:
            there = self._at(place).spell(name, kind)
            return evolve(there, findings=(*self._notes, *there.findings))
        if strange := odd_ones(name, clean):
            shown = " ".join(map(visible, dict.fromkeys(strange)))
            findings.append(Finding("PS107", field="name", actual=shown[:40]))
        if not sure:
            findings.append(Finding("PS109", field="name", actual=known.label))
        if asked is None and known is Kind.SETTLEMENT and len(clean) >= LONG:
            findings.append(Finding("PS104", field="name", actual=clean))
        cut = self._cut(clean, known)
        if known not in _NAMESAKES or self.region:
            cut = Cut(tuple(self._tabled(clean, piece) for piece in cut.pieces), cut.doubts)
        heard = self._heard(clean, cut.pieces)
        segments = [_segment(clean, piece, heard) for piece in cut.pieces]
        findings += _doubts(cut, heard)
        from_gazetteer = any(code == "PS112" for code, _ in cut.doubts)
        if not from_gazetteer and self._foreign(clean, cut.pieces, heard, known):
            findings.append(Finding("PS103", field="name", actual=_specific(clean, cut.pieces)))
        told = tuple(reading for reading in heard if reading is not None)
        written = tuple(filter(None, segments))
        for part in printed_otherwise(clean, written, known):
            letters = PRINTED[part][0]
            findings.append(Finding("PS111", field="name", expected=letters, actual=part))
        return Spelling(name, known, written, told, tuple(findings))

    def _placed(self, note: str) -> Speller | None:
        """For a name whose place stands in brackets after it, 十里堡(北京); ``None`` if it does not."""
        place = province_named(note)
        if not place or not place.startswith(self.region[:2]):
            return None
        return self._at(self.region or place)

    def _at(self, region: str) -> Speller:
        return Speller(division=region, readings=self.readings, villages=self.villages)

    def _of_parts(
        self, name: str, parts: Sequence[tuple[str, str]], kind: str | Kind | None
    ) -> Spelling:
        """A path of divisions, each spelled by its own kind and where it lies."""
        *heads, (last, around) = parts
        spelled = [*self.divisions(heads), self._at(self.inside(around)).spell(last, kind)]
        findings = dict.fromkeys(f for one in spelled for f in one.findings)
        return Spelling(
            name,
            spelled[-1].kind,
            tuple(segment for one in spelled for segment in one.segments),
            tuple(reading for one in spelled for reading in one.readings),
            (*self._notes, *findings),
        )

    def inside(self, place: str) -> str:
        """The region of a name that lies in *place*: that of this speller, where it lies there too."""
        return self.region if self.region.startswith(place) else place

    def divisions(self, parts: Sequence[tuple[str, str]]) -> list[Spelling]:
        """The divisions with which a path begins, each with its own place, spelled."""
        return [self._division(name, self.inside(place)) for name, place in parts]

    def _division(self, name: str, region: str) -> Spelling:
        """A division in a path; without readings of the county's own its spelling is always the same."""
        own = self.readings is not None
        return self._at(region).spell(name, Kind.DIVISION) if own else _listed(name, region)

    def _cut(self, name: str, kind: Kind) -> Cut:
        match kind:
            case Kind.DIVISION:
                return cut_division(name, self.region)
            case Kind.VILLAGE:
                return cut_village(name, self.villages)
            case Kind.SETTLEMENT:
                return Cut(tuple(coded(name)))
            case Kind.STREET:
                return cut_street(name)
            case Kind.FACILITY if name.endswith(HIGHWAYS):
                return cut_street(name)
            case Kind.NATURAL:
                return cut_natural(name, self.region)
            case Kind.STATION:
                return cut_station(name, self.region)
            case Kind.BUILDING:
                return cut_estate(name, self.region)
            case _:
                return cut_built(name, self.region)

    def _tabled(self, name: str, piece: Piece) -> Piece:
        """A specific that has a tabled spelling, written so: 哈尔滨 in 哈尔滨站.

        Not one that is all there is, of an unknown place: that may be another of the same characters.
        """
        alone = piece.stop - piece.start == len(name) and not self.region
        if piece.role is not Role.SPECIFIC or piece.letters or alone:
            return piece
        letters = tabled_specific(name[piece.start : piece.stop], self.region)
        return evolve(piece, letters=letters) if letters else piece

    def _heard(self, name: str, pieces: Sequence[Piece]) -> list[Reading | None]:
        """The reading of every character; ``None`` for those written from a table or as a number."""
        generics = [piece.start for piece in pieces if piece.role is Role.GENERIC]
        heard: list[Reading | None] = list(
            read(name, end=min(generics, default=len(name)), region=self.region, own=self.readings)
        )
        for piece in pieces:
            if piece.letters and not _same_letters(piece, heard):
                heard[piece.start : piece.stop] = [None] * (piece.stop - piece.start)
            for place, syllable in enumerate(piece.syllables, piece.start + piece.modifier):
                heard[place] = Reading(name[place], syllable, Grade.CERTAIN, _GENERIC)
            if name[piece.start : piece.stop] == _ERHUA_BEFORE and piece.start > 1:
                _erhua(heard, piece.start - 1)
        return heard

    def _foreign(
        self, name: str, pieces: Sequence[Piece], heard: Sequence[Reading | None], kind: Kind
    ) -> bool:
        """Whether it seems of a minority language; not where an authority has the Chinese reading of it."""
        first = next((p for p in pieces if p.role is Role.SPECIFIC), None)
        if first is None:
            return False
        if first.letters:
            return is_another(name, pieces, self.region, kind)
        stem = name[first.start : first.stop].removesuffix("村")
        if len(pieces) == 1 and tabled_specific(stem, self.region):
            return True
        if tabled_near(stem, self.region):
            return True
        told = list(filter(None, heard[first.start : first.start + len(stem)]))
        if kind in _NAMESAKES and not self.region:
            if tabled_anywhere(name):
                return True
            if tabled_anywhere(stem):
                return any(r.grade is not Grade.CERTAIN for r in told)
        generic = next((name[p.start :] for p in pieces if p.role is Role.GENERIC), "")
        people = next((p.letters for p in pieces if p.role is Role.ETHNIC), "")
        feature = kind is Kind.NATURAL
        if not sounds_foreign(stem, self.region, generic=generic, people=people, feature=feature):
            return False
        if any(char.isdecimal() for char in stem) or spelled_division(name, self.region):
            return False
        return any(r.grade is not Grade.CERTAIN for r in told)


@lru_cache(maxsize=4096)
def _listed(name: str, region: str) -> Spelling:
    """A division as the library spells it; many paths begin with the same few. 赣州 for 赣州市 is one word."""
    bare = name in above_without_generic() and minority(name, region) is None
    kind = Kind.SETTLEMENT if bare else Kind.DIVISION
    return Speller(division=region).spell(name, kind)


def _place(division: str) -> str:
    """The region of a division whose place nobody said: where all lie that are called so."""
    return division_place(division) or township_places().get(division, "")


def region_of(division: str) -> tuple[str, list[Finding]]:
    """A division code as far as the readings need it, and what is wrong with it.

    Of a province or a prefecture only its own digits: what lies in a part of it may be meant.
    """
    require_text(division, "区划代码")
    code = unicodedata.normalize("NFKC", division or "").strip()
    if not code:
        return "", []
    wrong = Finding("PS110", field="division", actual=code[:12])
    if not code.isdecimal() or len(code) not in {2, 4, 6, 9, 12}:
        return "", [wrong]
    head = f"{code[:6]:0<6}"
    known = head in divisions() or f"{head[:4]}00" in divisions() or head[:4] in _prefectures()
    return _WHOLE.sub("", code[:6]), [] if known else [wrong]


@cache
def _prefectures() -> frozenset[str]:
    """The first four digits of every county's code: 1101 and 4290 are no division's, and still known."""
    return frozenset(record.code[:4] for record in divisions().all())


def _same_letters(piece: Piece, heard: Sequence[Reading | None]) -> bool:
    """Whether the table only repeats the sound of the characters: Miaozu; then tones are known."""
    said = [r.syllable for r in heard[piece.start : piece.stop] if r is not None]
    return plain(word(said)) == piece.letters


def _erhua(heard: list[Reading | None], place: int) -> None:
    """儿 before 胡同 is written r (1984 rules, item 12: 盆儿胡同); not that of 女儿.

    Elsewhere it may be a syllable: 孩儿巷 in Hangzhou is Hai'er Xiang.
    """
    reading = heard[place]
    if reading is not None and reading.char == "儿" and reading.grade is not Grade.CERTAIN:
        heard[place] = Reading("儿", "r", Grade.CERTAIN, _ERHUA)


def _segment(name: str, piece: Piece, heard: Sequence[Reading | None]) -> Segment | None:
    """The written word of a piece; Latin letters and digits in it stay as they are."""
    chars, modifier = name[piece.start : piece.stop], name[piece.start :][: piece.modifier]
    if piece.letters and None in heard[piece.start : piece.stop]:
        return Segment(chars, piece.role, letters=piece.letters, native=piece.native)
    syllables: list[str] = []
    before = ""
    for reading in filter(None, heard[piece.start : piece.stop]):
        if reading.char.isascii() and before.isascii() and syllables:
            syllables[-1] += reading.syllable
        elif reading.syllable:
            syllables.append(reading.syllable)
        before = reading.char
    if not syllables:
        return None
    return Segment(chars, piece.role, tuple(syllables), modifier=modifier, native=piece.native)


def _specific(name: str, pieces: Sequence[Piece]) -> str:
    return next(name[p.start : p.stop] for p in pieces if p.role is Role.SPECIFIC)


def _doubts(cut: Cut, heard: Sequence[Reading | None]) -> list[Finding]:
    found = [Finding(code, field="name", actual=part) for code, part in cut.doubts]
    doubtful = [r for r in heard if r is not None and r.grade in _DOUBTFUL]
    for reading in dict.fromkeys(doubtful):
        options = "、".join(filter(None, (reading.syllable, *reading.others))) or "—"
        if reading.grade is Grade.UNCONFIRMED and (reading.syllable or is_han(reading.char)):
            found.append(Finding("PS101", field="name", expected=options, actual=reading.char))
        elif reading.grade is Grade.UNSURE:
            found.append(Finding("PS102", field="name", expected=options, actual=reading.char))
    return found
