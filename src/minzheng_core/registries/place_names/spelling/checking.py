"""Is a spelling that exists right, and which rule does it break (拼写核对)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.errors import require_text
from minzheng_core.findings import Finding, Severity
from minzheng_core.registries.place_names.spelling.foreign_words import (
    ENGLISH,
    POSTAL,
    POSTAL_ALIKE,
)
from minzheng_core.registries.place_names.spelling.kinds import Kind
from minzheng_core.registries.place_names.spelling.orthography import has_tones, plain, word
from minzheng_core.registries.place_names.spelling.printed import as_printed
from minzheng_core.registries.place_names.spelling.result import Grade, Reading, Role, Spelling
from minzheng_core.registries.place_names.spelling.spell import spell
from minzheng_core.registries.place_names.spelling.wade import is_wade_giles

if TYPE_CHECKING:
    from minzheng_core.registries.place_names.spelling.divisions import Villages
    from minzheng_core.registries.place_names.spelling.readings import ReadingList

_WADE = re.compile(r"(?:\b(?:[ptk]|ch|ts|tz)['’ʻ‘`]|\b(?:hs|tz|ts|kw|ss)[a-zü])", re.IGNORECASE)
_DIVIDED = "PS203"
_NO_NAME = "PS108"
_TRANSLATED = "PS207"
_FOREIGN = frozenset({_TRANSLATED, "PS208", "PS213"})
_UNPUBLISHED = frozenset({"PS103", "PS112"})
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´＇", "'") | dict.fromkeys("‐‑‒–—−", "-"))
_AROUND = " \t\r\n.,;:!?\"'“”《》〈〉。，；：、"
"""What stands around a spelling that was copied, and is no part of it."""
_NUMBERED = re.compile(r"(?<=[a-zü])[1-5](?![0-9])", re.IGNORECASE)
"""A tone written as a digit after its syllable."""
_JOINERS = frozenset("·•・")
"""Dots between words, which change nothing of how they are read."""
_WORD = re.compile(r"[^\s]+")


@frozen
class ParsedSpelling:
    """A spelling as somebody wrote it, taken apart (已有拼写).

    ``words`` are its words in ordinary letters, ``native`` what stood in brackets, ``toned`` whether
    it has tone marks, ``english`` the words of a translation in it.
    """

    raw: str
    words: tuple[str, ...]
    native: str = ""
    toned: bool = False
    english: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def text(self) -> str:
        """The words with single blanks between them."""
        return " ".join(self.words)


@frozen
class CheckedSpelling:
    """A judged spelling: what was given, what the rules demand, and what differs.

    >>> from minzheng_core.registries import place_names
    >>> checked = place_names.check_spelling("歙县", "Shexian")
    >>> checked.right, [str(finding) for finding in checked.findings]
    (False, ['[PS203] 分写不对：应为 She Xian'])
    """

    given: ParsedSpelling = field(repr=False)
    expected: Spelling
    findings: tuple[Finding, ...] = ()

    @property
    def right(self) -> bool:
        """Whether nothing in it breaks a rule; what is only doubtful does not count."""
        return not any(f.severity is not Severity.NOTICE for f in self.findings)


def parse_spelling(given: str | None) -> ParsedSpelling:
    """Take a written spelling apart, and say what no spelling in Pinyin may have.

    Raises:
        CallError: *given* is no text (IN218); an empty one is a finding (PS213).

    >>> parse_spelling("XI’AN  SHI").words
    ("XI'AN", 'SHI')
    >>> [f.code for f in parse_spelling("Shexian County").findings]
    ['PS207']
    """
    require_text(given, "拼写")
    given = given or ""
    text = unicodedata.normalize("NFKC", given).translate(_APOSTROPHES)
    text = "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cf"} or c.isspace())
    text = unicodedata.normalize("NFC", text).replace("u:", "ü").replace("U:", "Ü").strip(_AROUND)
    found = []
    native = ""
    bracket = re.search(r"\(([^()]*)\)", text)
    if bracket:
        native = bracket[1].strip()
        text = text[: bracket.start()] + " " + text[bracket.end() :]
    words = tuple(_WORD.findall(text))
    if not any(char.isalpha() for char in text):
        found.append(Finding("PS213", field="given", actual=text[:20]))
    foreign = [c for c in text if c.isalpha() and "LATIN" not in unicodedata.name(c, "")]
    if foreign:
        found.append(Finding("PS213", field="given", actual="".join(foreign)[:20]))
    english = tuple(w for w in (*words, *native.split()) if plain(w).lower().strip(".,") in ENGLISH)
    if english:
        found.append(Finding("PS207", field="given", actual=" ".join(english)))
    if _WADE.search(re.sub(r"\b[Dd][iì]-\d", "", text)) or POSTAL & {w.lower() for w in words}:
        found.append(Finding("PS208", field="given", actual=text[:40]))
    return ParsedSpelling(given, words, native, has_tones(text), english, tuple(found))


def check_spelling(
    name: str | None,
    given: str | None,
    *,
    kind: str | Kind | None = None,
    division: str = "",
    readings: ReadingList | None = None,
    villages: Villages = "split",
) -> CheckedSpelling:
    """Whether the spelling *given* of *name* follows the rules, and which it breaks.

    Args:
        name: the standard name in Chinese characters.
        given: the spelling on a sign, a map or in an export, with tones, without, or in capitals.
        kind: as for :func:`spell`.
        division: as for :func:`spell`.
        readings: as for :func:`spell`.
        villages: as for :func:`spell`.

    Returns:
        The spelling taken apart, the spelling expected, and one finding for each rule that is
        broken: reading (PS201), tones (PS202), division into words (PS203), capitals (PS204),
        apostrophe (PS205), ü (PS206), translation (PS207), older systems (PS208), hyphens (PS209),
        numbers (PS210), names of peoples or minority languages (PS212), syllables left out or added
        (PS215). A minority-language name without a published spelling is not judged (PS217). A name that is empty or too long (PS108), or has characters that cannot be read
        (PS216), is not compared. Of a village in one word or in two neither is wrong (PS214), nor where
        the kind is only guessed or the words of a name cannot be told apart (PS218).

    Raises:
        CallError: an unknown *kind* (PS301); a name, spelling or code that is no text (IN218).

    >>> [f.code for f in check_spelling("西安市", "Xian Shi").findings]
    ['PS205']
    >>> check_spelling("西安市", "XI'AN SHI").right
    True

    Limits: a reading that nobody attests is not held against a spelling that uses another reading
    of the same character (PS211).

    """
    expected = spell(name, kind=kind, division=division, readings=readings, villages=villages)
    parsed = parse_spelling(given)
    found = list(parsed.findings)
    if none := [f for f in expected.findings if f.code == _NO_NAME]:
        found += none
    elif unread := _unread(expected):
        found.append(Finding("PS216", field="given", actual=unread))
    elif parsed.english and expected.confirmed and {f.code for f in found} == {_TRANSLATED}:
        found += _untranslated(parsed, expected)
    elif parsed.words and not any(f.code in _FOREIGN for f in found):
        found += [*_compared(parsed, expected), *_bracketed(parsed, expected)]
        if _DIVIDED in {f.code for f in found} and expected.kind is Kind.VILLAGE:
            other: Villages = "joined" if villages == "split" else "split"
            again = spell(name, kind=kind, division=division, readings=readings, villages=other)
            found = _either_way(found, _compared(parsed, again), parsed, expected)
        if _DIVIDED in {f.code for f in found}:
            feature = kind is None and expected.kind is Kind.SETTLEMENT
            as_other = Kind.NATURAL if feature else Kind.SETTLEMENT
            likely = spell(name, kind=as_other, division=division, readings=readings)
            expected, found = _open(found, parsed, expected, likely)
    return CheckedSpelling(parsed, expected, tuple(found))


def _untranslated(given: ParsedSpelling, expected: Spelling) -> list[Finding]:
    """What is wrong besides in a translation: all but its English words must be the beginning of the name."""
    units: list[str] = []
    for segment in expected.segments:
        units += [segment.letters] if segment.letters else segment.syllables
    beginnings = {_bare(plain("".join(units[:stop]))) for stop in range(1, len(units) + 1)}
    have = _bare(plain("".join(w for w in given.words if w not in given.english)))
    if not have or have in beginnings:
        return []
    return [
        Finding("PS201", field="given", expected=expected.plain, actual=" ".join(given.words)[:60])
    ]


def _unread(expected: Spelling) -> str:
    """What of a name has no letters in its spelling, so that nothing can be compared with it."""
    odd = next((f.actual or "" for f in expected.findings if f.code == "PS107"), "")
    signs = [sign for sign in odd.split() if sign not in _JOINERS]
    return " ".join(dict.fromkeys((*signs, *(r.char for r in expected.readings if not r.syllable))))


def _bracketed(given: ParsedSpelling, expected: Spelling) -> list[Finding]:
    """What stands in brackets must be the name in a minority language that the standard prints so."""
    natives = {_bare(plain(s.native)) for s in expected.segments if s.native}
    if not given.native or _bare(plain(given.native)) in natives:
        return []
    return [
        Finding("PS201", field="given", expected=expected.plain, actual=f"({given.native})"[:60])
    ]


def _compared(given: ParsedSpelling, expected: Spelling) -> list[Finding]:
    """What differs from the rules, or from what the state prints where that is nearer."""
    noted = [f for f in expected.findings if f.code == "PS111"] if not given.toned else []
    if noted:
        have = _bare(plain(given.text))
        printed = (way for way in as_printed(expected.segments) if _bare(plain(way)) == have)
        return [*noted, *_differing(given, expected, next(printed, expected.text))]
    return _differing(given, expected, expected.text)


def _differing(given: ParsedSpelling, expected: Spelling, wanted: str) -> list[Finding]:
    want, have = plain(wanted), plain(given.text)
    found: list[Finding] = []
    numbered = not any(map(str.isdecimal, want)) and _NUMBERED.search(have)
    if numbered:
        have = _NUMBERED.sub("", have)
        found.append(Finding("PS202", field="given", expected=wanted))
    mended = _mended(want, have)
    if mended is None:
        return [*_letters(given, expected), *_signs(have, want)]
    of_sound = any("ü" in s.plain.lower() for s in expected.segments if not s.letters)
    if mended != want and of_sound:
        found.append(Finding("PS206", field="given", expected=want, actual=have))
    if _divided(have) != _divided(mended):
        last_same = _divided(have)[-1:] == _divided(want)[-1:]
        code = "PS217" if _is_unpublished(expected) and last_same else "PS203"
        found.append(Finding(code, field="given", expected=want, actual=given.text[:60]))
    if have.count("'") != want.count("'"):
        found.append(Finding("PS205", field="given", expected=want))
    found += _signs(have, want)
    if not found and have != have.upper() and have != mended:
        found.append(Finding("PS204", field="given", expected=want))
    if given.toned and not found and given.text.lower() != wanted.lower():
        found.append(Finding("PS202", field="given", expected=wanted))
    return found


def _either_way(
    found: list[Finding], again: list[Finding], given: ParsedSpelling, expected: Spelling
) -> list[Finding]:
    """What differs, where a village may be written in one word or in two: no text settles it."""
    if any(f.code == _DIVIDED for f in again):
        return found
    wanted = expected.text if given.toned else expected.plain
    note = Finding("PS214", field="given", expected=wanted, actual=given.text[:60])
    return [note, *(f for f in again if f.severity is not Severity.NOTICE)]


def _open(
    found: list[Finding], given: ParsedSpelling, expected: Spelling, other: Spelling
) -> tuple[Spelling, list[Finding]]:
    """What is expected and what differs, where neither the kind nor the words of a name are beyond doubt.

    A kind that was only guessed is no measure for a spelling that is right of the *other* one: so many
    settlements are called as features and streets are (磨石坡, 上街), and rivers as settlements (布射水).
    """
    known = {f.code for f in expected.findings}
    note = Finding("PS218", field="given", expected=expected.plain, actual=given.text[:60])
    guessed = "PS109" in known or other.kind is Kind.NATURAL
    if guessed and not (as_other := _compared(given, other)):
        return other, [note, *as_other]
    if "PS104" in known:
        return expected, [note, *(f for f in found if f.code != _DIVIDED)]
    return expected, found


def _mended(want: str, have: str) -> str | None:
    """What is wanted, with the sign for ü that the given spelling uses; none if its letters differ."""
    ways = [
        want.replace("ü", sign).replace("Ü", sign.capitalize()) for sign in ("ü", "u", "v", "yu")
    ]
    letters = _bare(have, umlaut=False)
    return next((way for way in ways if _bare(way, umlaut=False) == letters), None)


def _divided(text: str) -> list[str]:
    return re.sub("['-]", "", text).lower().split()


def _bare(text: str, *, umlaut: bool = True) -> str:
    letters = re.sub(r"[^a-zü0-9]", "", text.lower())
    return re.sub("(?<=[ln])yu|v|u", "ü", letters) if umlaut else letters


def _signs(have: str, want: str) -> list[Finding]:
    if have.count("-") > want.count("-"):
        return [Finding("PS209", field="given", expected=want)]
    return []


def _letters(given: ParsedSpelling, expected: Spelling) -> list[Finding]:
    """The letters differ: another reading, a number, or the sound of characters for a tabled name."""
    have = _bare(plain(given.text))
    want = expected.plain
    postal = POSTAL_ALIKE & {w.lower() for w in given.words}
    if postal or _is_older(re.sub("['-]", "", given.text.lower()), expected):
        return [Finding("PS208", field="given", actual=given.text[:40])]
    if _is_unpublished(expected):
        rest = _bare("".join(s.plain for s in expected.segments[1:]))
        code = "PS217" if have.endswith(rest) and have != rest else "PS201"
        return [Finding(code, field="given", expected=want, actual=given.text[:60])]
    tabled = [
        s
        for s in expected.segments
        if s.letters and s.role in {Role.ETHNIC, Role.SPECIFIC} and _bare(s.plain) not in have
    ]
    if tabled:
        names = "、".join(f"{s.name} {s.plain}" for s in tabled)
        return [Finding("PS212", field="given", expected=names)]
    if any(char.isdecimal() for char in have) != any(char.isdecimal() for char in want):
        return [Finding("PS210", field="given", expected=want)]
    doubted = [r for r in expected.readings if not r.grade.confirmed or r.others]
    for reading in doubted:
        for other in reading.others:
            changed = [other if r is reading else r.syllable for r in expected.readings]
            if have == _bare(plain("".join(changed))):
                if reading.grade is Grade.UNSURE:
                    both = f"{reading.syllable}、{other}"
                    note = Finding("PS102", field="given", expected=both, actual=reading.char)
                    return [note, *_differing(given, expected, _read_so(expected, reading, other))]
                code = "PS201" if reading.grade.confirmed else "PS211"
                options = f"{reading.char} {reading.syllable}"
                return [Finding(code, field="given", expected=options, actual=other)]
    code = "PS215" if _of_other_length(have, expected) else "PS201"
    return [Finding(code, field="given", expected=want, actual=given.text[:60])]


def _is_unpublished(expected: Spelling) -> bool:
    """Whether the specific is a minority-language name that no official table has."""
    return any(finding.code in _UNPUBLISHED for finding in expected.findings)


def _of_other_length(have: str, expected: Spelling) -> bool:
    """Whether syllables of the name are left out, or others added at its ends; none read otherwise."""
    letters = _bare(expected.plain)
    if any(s.letters for s in expected.segments):
        return letters != have and (letters.startswith(have) or have.startswith(letters))
    whole = [plain(reading.syllable) for reading in expected.readings]
    want = _bare("".join(whole))
    if len(have) > len(want):
        more = have.removeprefix(want) if have.startswith(want) else have.removesuffix(want)
        return bool(want) and more != have and any(letter in more for letter in "aeiouü")
    size = len(whole)
    return any(
        have == _bare("".join((*whole[:start], *whole[end:])))
        for start in range(size)
        for end in range(start + 1, size + (start > 0))
    )


def _read_so(expected: Spelling, reading: Reading, other: str) -> str:
    """The spelling with another reading of one character."""
    return " ".join(
        s.letters
        or word(
            other if (char, syllable) == (reading.char, reading.syllable) else syllable
            for char, syllable in zip(s.name, s.syllables, strict=False)
        )
        for s in expected.segments
    )


def _is_older(given: str, expected: Spelling) -> bool:
    """Whether it is the whole name or its specific in Wade-Giles, which has other letters."""
    whole = [s.syllable for s in expected.readings]
    first = next((s for s in expected.segments if s.role is Role.SPECIFIC), None)
    parts = (whole, list(first.syllables) if first else [])
    letters = "".join(given.split())
    return any(part and is_wade_giles(letters, part) for part in parts)
