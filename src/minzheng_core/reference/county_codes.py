"""What the county of a domicile says about region codes: its codes over time."""

from __future__ import annotations

from functools import lru_cache

from minzheng_core.errors import CallError, require_text
from minzheng_core.reference.divisions import LAST_LIST, divisions
from minzheng_core.reference.region_grade import RegionGrade, region_grade


def require_county(code: str) -> None:
    """Raise :class:`CallError` where *code* has never been that of a county (IN203) or is no text (IN218).

    A city without counties (东莞市) stands for one.

    >>> require_county("362133")
    >>> require_county("441900")
    """
    require_text(code, "县代码")
    if not code or not divisions().registers(code):
        raise CallError("IN203", county=code or "")


@lru_cache(maxsize=20_000)
def lineage(code: str | None, year: int = LAST_LIST) -> frozenset[str]:
    """All codes under which people of the county of *code* can have been numbered.

    Those it has had itself and those of the places it came from or went to; empty where the code is
    not that of a county or of a city without counties. A code that ended before *year* is found where
    it stood last.

    >>> sorted(lineage("360732"))
    ['360732', '362133']
    >>> sorted(lineage("500102"))
    ['500102', '511402', '511403', '512301']
    >>> sorted(lineage("441900"))
    ['441900', '441901', '442502', '442527']
    """
    if not code or not divisions().registers(code):
        return frozenset()
    here = divisions().nearest(code, year)
    return _lineage(code, here.start) if here else frozenset()


@lru_cache(maxsize=20_000)
def _lineage(code: str, start: int) -> frozenset[str]:
    """The lineage of what began in *start* under a code."""
    kindred = {*divisions().kindred(code, start)}
    # Numbers under a city without counties often have the code of its urban area.
    kindred |= {c[:4] + "01" for c in kindred if c.endswith("00")}
    # Codes that ended before the first numbers stand in none.
    never = RegionGrade.BEFORE_ASSIGNMENT
    return frozenset(c for c in kindred if c == code or region_grade(c, None) is not never)


@lru_cache(maxsize=4096)
def renewed_code(code: str) -> str:
    """The code that the county of *code* has today where it only became another unit (撤县设市), else *code*.

    One that was divided, or that was joined with another, is no more.

    >>> renewed_code("610928"), renewed_code("360732"), renewed_code("320203")
    ('610981', '360732', '320203')
    """
    known = divisions()
    records = known.records(code)
    if not records or records[-1].end is None:
        return code
    now = known.current(code, records[-1].start)
    last = records[-1].end - 1
    beside = (
        r.in_force(last) for one in now for c in lineage(one) if c != code for r in known.records(c)
    )
    return now[0] if len(now) == 1 and not any(beside) else code
