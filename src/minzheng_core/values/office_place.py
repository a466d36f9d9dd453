"""One registering office under its many spellings (登记机关的同一认定): its place and its unit."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from minzheng_core.reference.divisions import LAST_LIST, divisions
from minzheng_core.reference.office_words import (
    CIVIL_AFFAIRS,
    COMMITTEE,
    GOVERNMENT,
    MARRIAGES,
    SOCIAL_AFFAIRS,
    UNFINISHED,
)
from minzheng_core.reference.township_names import stem
from minzheng_core.values.domicile.names import other_forms

_PREFECTURE = (
    r"[一-鿿]{2,6}?(?:自治州|地区|专区|专署|盟)|[一-鿿]{2,4}?市(?=[一-鿿]{1,7}?[县区市旗])"
)
_BODY = re.compile(
    f"(?:{GOVERNMENT}|{COMMITTEE}|公所|{CIVIL_AFFAIRS}|{SOCIAL_AFFAIRS}|{MARRIAGES}|{UNFINISHED})$"
)
_UNDER_BUREAU = re.compile(r".*?民政局(?=[一-鿿])")
_COUNTY = re.compile(r"本?[县市区旗]?")
_NUMBERED = re.compile(r"第[一二三四五六七八九十0-9]+")
_KIND_FIRST = r"(?!镇|乡|区|街道|(?:人民)?公社)"
_UNITS = (
    ("公社", re.compile(r"公社$")),
    ("街道", re.compile(r"街道(?:办事处)?$")),
    ("镇", re.compile(r"镇$")),
    ("乡", re.compile(r"(?:乡|苏木)$")),
    ("区", re.compile(r"区$")),
)


@frozen
class OfficePlace:
    """The place whose office it is, and the kind of its unit, empty where the text leaves it out.

    ``place`` is a township without its kind, or the county. Two texts name one office where their
    places are the same and their units do not differ.
    """

    place: str
    unit: str


@lru_cache(maxsize=20_000)
def office_place(text: str, county: str) -> OfficePlace | None:
    """Which office of *county* (its division code) *text* names; ``None`` for an empty text.

    What stands above the township and what the office called itself do not count. An office of the
    county itself (民政局, 婚姻登记处, 县人民政府) has the county for its place.

    >>> [str(office_place(t, "360732").place) for t in ("潋江镇", "江西省兴国县潋江镇人民政府", "兴国潋江公社革委会")]
    ['潋江', '潋江', '潋江']
    >>> office_place("江西省兴国县民政局婚姻登记处", "360732") == office_place("兴国民政局", "362133")
    True

    Limitations: a mistyped name stays a place of its own, and so does a former name.
    """
    rest = re.sub(r"[\s（）()《》“”,，、·.。]", "", text)
    if not rest:
        return None
    own, head = _county(county)
    rest = head.sub("", rest, count=1)
    if found := _UNDER_BUREAU.match(rest):
        rest = rest[found.end() :]
    district = rest.endswith("区公所")
    while rest and (shorter := _BODY.sub("", rest)) != rest:
        rest = shorter
    if _COUNTY.fullmatch(rest):
        return OfficePlace(own, "")
    if _NUMBERED.fullmatch(rest):
        return OfficePlace(own + rest, "")
    unit = next((unit for unit, form in _UNITS if form.search(rest)), "")
    place = rest.removesuffix("区") if district and len(rest) > 2 else stem(rest)
    return OfficePlace(place, unit)


@lru_cache(maxsize=64)
def _county(county: str) -> tuple[str, re.Pattern[str]]:
    """The county's last name, and what may stand before a township in its offices' names."""
    history = divisions()
    codes = history.lineage(county, LAST_LIST)
    records = sorted((r for code in codes for r in history.records(code)), key=lambda r: r.start)
    provinces = _any_of({r.province for r in records})
    prefectures = _any_of({r.prefecture for r in records})
    full = "|".join(sorted({re.escape(r.name) for r in records}, key=len, reverse=True)) or "本县"
    short = _any_of({r.name for r in records}, full=False)
    above = rf"(?:{provinces}|[一-鿿]{{2,3}}省)?(?:{prefectures}|{_PREFECTURE})?"
    head = re.compile(
        rf"^(?:{above}(?:{full}|(?:{short}){_KIND_FIRST}(?=[一-鿿]{{2}}))"
        rf"|(?:[一-鿿]{{2,3}}省)?(?:{_PREFECTURE})?)"
    )
    return (records[-1].name if records else "县"), head


def _any_of(names: set[str], *, full: bool = True) -> str:
    """A pattern of any of these *names* and of their other forms, the longest first."""
    forms = {form for name in names - {""} for form in other_forms(name)}
    wanted = (forms | names if full else forms) - {""}
    return "|".join(map(re.escape, sorted(wanted, key=len, reverse=True))) or "(?!)"
