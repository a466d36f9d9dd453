"""What a spelling is: words in their roles, the reading of each character, and what is doubtful."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.registries.place_names.spelling.orthography import (
    APOSTROPHE,
    broken,
    opens_with_vowel,
    plain,
    shown,
    word,
)

if TYPE_CHECKING:
    from minzheng_core.findings import Finding
    from minzheng_core.registries.place_names.spelling.kinds import Kind


class Role(StrEnum):
    """What a written word does in the name (名称成分)."""

    SPECIFIC = "specific"
    """专名."""
    MODIFIER = "modifier"
    """修饰、限定成分 of two or more syllables, written by itself."""
    GENERIC = "generic"
    """通名."""
    ETHNIC = "ethnic"
    """民族名称, GB/T 3304."""
    NUMBER = "number"
    """代码、序数词 in Arabic digits."""

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {
            "specific": "专名",
            "modifier": "修饰成分",
            "generic": "通名",
            "ethnic": "民族名称",
            "number": "数字",
        }[self.value]


class Grade(StrEnum):
    """How well a reading is known (读音可靠程度)."""

    CERTAIN = "certain"
    """An official text or the place entries of the dictionaries say so."""
    LIKELY = "likely"
    """Common knowledge, or the only reading in use in names."""
    UNSURE = "unsure"
    """Authorities disagree; the first of them is taken."""
    UNCONFIRMED = "unconfirmed"
    """Nobody attests it: the most frequent reading of the character, to be asked for."""

    @property
    def confirmed(self) -> bool:
        """Whether the reading may be printed without asking."""
        return self in {Grade.CERTAIN, Grade.LIKELY}


@frozen
class Reading:
    """The reading of one character, who says so and how sure that is (读音).

    ``others`` are readings that this character has elsewhere, or that another authority gives.
    """

    char: str
    syllable: str
    grade: Grade
    source: str
    others: tuple[str, ...] = ()


@frozen
class Segment:
    """One written word of a name.

    ``name`` are its characters, ``modifier`` those of them that were joined to it as a modifier of
    one syllable (西小 in 西小巷). ``letters`` are set where the word comes from a table or is a
    number; otherwise it is written from ``syllables``. ``native`` is the name in a minority language
    that GB/T 2260 prints in brackets after it: Kashi (Kaxgar) Shi.
    """

    name: str
    role: Role
    syllables: tuple[str, ...] = ()
    letters: str = ""
    modifier: str = ""
    native: str = ""

    @property
    def text(self) -> str:
        """The word as written, with tones."""
        return self.letters or word(self.syllables)

    @property
    def plain(self) -> str:
        """The word without tones."""
        return plain(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        """The pieces between which a line may be broken."""
        if self.letters:
            return (self.letters,)
        rest = [APOSTROPHE * opens_with_vowel(s) + s for s in self.syllables[1:]]
        return (word(self.syllables[:1]), *rest)


@frozen
class Spelling:
    """The spelling of one name in Hanyu Pinyin, and all that it rests on (罗马字母拼写).

    >>> from minzheng_core.registries import place_names
    >>> spelled = place_names.spell("兴国县")
    >>> str(spelled), spelled.plain, spelled.capitals
    ('Xīngguó Xiàn', 'Xingguo Xian', 'XINGGUO XIAN')
    >>> [(s.name, s.role.value) for s in spelled.segments]
    [('兴国', 'specific'), ('县', 'generic')]
    """

    name: str
    kind: Kind
    segments: tuple[Segment, ...]
    readings: tuple[Reading, ...] = field(repr=False)
    findings: tuple[Finding, ...] = ()

    @property
    def text(self) -> str:
        """The spelling with tones, as the rules demand."""
        return " ".join(segment.text for segment in self.segments)

    @property
    def with_native(self) -> str:
        """With the name in a minority language that GB/T 2260 prints in brackets, without tones.

        >>> from minzheng_core.registries import place_names
        >>> place_names.spell("乌什县").with_native
        'Wushi (Uqturpan) Xian'
        """
        return " ".join(
            f"{segment.plain} ({segment.native})" if segment.native else segment.plain
            for segment in self.segments
        )

    @property
    def plain(self) -> str:
        """Without tones; ü stays."""
        return plain(self.text)

    @property
    def capitals(self) -> str:
        """In capitals without tones, as on signs."""
        return self.plain.upper()

    @property
    def confirmed(self) -> bool:
        """Whether it may be printed: every reading attested, no minority name spelled by guess."""
        return not any(finding.code in UNPRINTABLE for finding in self.findings)

    def show(self, *, tones: bool = True, capitals: bool = False, umlaut: str = "ü") -> str:
        """In another dress: without tones, in capitals, with another sign for ü.

        >>> from minzheng_core.registries import place_names
        >>> spelled = place_names.spell("略阳县")
        >>> spelled.show(tones=False), spelled.show(tones=False, umlaut="u")
        ('Lüeyang Xian', 'Lueyang Xian')
        """
        return shown(self.text, tones=tones, capitals=capitals, umlaut=umlaut)

    def lines(self, width: int, *, tones: bool = True, capitals: bool = False) -> list[str]:
        """Broken into lines of at most *width* letters (1984 rules, item 13).

        >>> from minzheng_core.registries import place_names
        >>> place_names.spell("海南岛").lines(5)
        ['Hǎi-', 'nán', 'Dǎo']
        """
        found = broken([segment.parts for segment in self.segments], width)
        return [shown(line, tones=tones, capitals=capitals) for line in found]

    def __str__(self) -> str:
        return self.text


UNPRINTABLE = frozenset({"PS101", "PS103", "PS107", "PS108", "PS112"})
"""Findings on a spelling that must not be printed before somebody was asked."""
