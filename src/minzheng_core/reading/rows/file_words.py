"""What the name of a file and of its folders say of all its rows: 安定乡/1987年.xlsx.

County offices keep a workbook for each township and year, and write neither into it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.reading.rows.year_words import LATER_WORK, SHORT_IN_WORDS, whole_year
from minzheng_core.reference.office_words import (
    CIVIL_AFFAIRS,
    COMMITTEE,
    GOVERNMENT,
    MARRIAGES,
    SOCIAL_AFFAIRS,
)
from minzheng_core.values.numerals import to_digits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDERS = 3
"""So many folders above a file may speak of it."""
_CHINESE = "[一二][九〇○零][一二三四五六七八九〇○零]{2}"
_YEAR = re.compile(
    rf"(?<![\d.\-])((?:19[4-9]|20[0-4])\d)(?![\d.\-])|({_CHINESE})(?=年)|(?<![\d.\-、,，至到和~～—–/])([5-9]\d)(?=年)|({SHORT_IN_WORDS})"
)
_PRINTED = 2004
"""Since then registers come from programs; a bare year is rather that of the typing."""
_REGISTER = re.compile("[结結离離]婚|婚姻|登[记記]")
_DAY = re.compile(r"\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日号]")
_DIGITS = re.compile(r"\d{2}")
_RUN = re.compile("[\u3400-\u9fff]+")
_NUMBERED = "(?:(?<=第[一二三四五六七八九十])|(?<=第十[一二三四五]))[区區](?:公所)?"
"""A district below the county, of the fifties: 定县第一区人民政府, 第四区公所."""
_KINDS = f"(?:人民公社|公社|[乡鄉镇鎮]|街道|苏木|[区區]公所|{_NUMBERED})"
_BODY = f"(?:办事处)?(?:{GOVERNMENT}|{COMMITTEE})?(?:{CIVIL_AFFAIRS}|{SOCIAL_AFFAIRS}|{MARRIAGES})?"
_PLACE = re.compile(rf"([\u3400-\u9fff]{{2,12}}?)({_KINDS})(?![长級级村市县区])({_BODY})")
_NOT_BEFORE = re.compile(
    "^(?:公元)?(?:[一二三四五六七八九十〇○零]{2,4}年|年)?(?:度|份|[一二三四五六七八九十]{1,2}月)?"
    "(?:婚姻登记[处站点]?|[结離离]婚登记|婚姻|结婚|离婚|登记|档案|历史)*(?:关于|复件|副本|备份|补录|录入|整理|扫描|汇总)?"
)
"""Words before a township that are none of its name."""
_SEVERAL = re.compile("[各全等乡镇]$|^(?:小?城|集|建制|本县|全县)$|[和及与]")
_FROM_WHOM = re.compile("^(?:根据|依据|按照)|[档檔]案|移交")
"""What a title says of where its text was found: 根据县档案馆存区公所移交之存根."""


def names_around(path: Path) -> tuple[str, ...]:
    """The name of a file without its ending and those of the folders it is in, the nearest first.

    >>> from pathlib import Path
    >>> names_around(Path("/婚姻登记/安定乡/1987年.xlsx"))
    ('1987年', '安定乡', '婚姻登记')
    """
    folders = path.absolute().parent.parts[1:]
    return (path.stem, *reversed(folders[-FOLDERS:]))


def year_around(names: Sequence[str]) -> int | None:
    """The year that the nearest of *names* with a year is of; none where that names several or a day's work.

    >>> year_around(["三市公社78年结婚登记"]), year_around(["登记表", "一九七八年"]), year_around(["安定1987"])
    (1978, 1978, 1987)
    >>> year_around(["落潮井八七年"])
    1987
    >>> year_around(["2012年婚姻登记"]), year_around(["登记表", "2012"])
    (2012, None)
    >>> year_around(["1965-1970年", "1980年"]), year_around(["2019年补录"]), year_around(["登记", "老档案"])
    (None, None, None)
    >>> year_around(["87、88年"]), year_around(["87至88年"]), year_around(["1987-1988年"])
    (None, None, None)
    """
    for name in names:
        if not _DIGITS.search(name) and not re.search(f"{_CHINESE}|{SHORT_IN_WORDS}", name):
            continue
        found = list(_YEAR.finditer(name))
        if len(found) != 1 or LATER_WORK.search(name) or _DAY.match(name, found[0].end()):
            return None
        year = whole_year(to_digits(next(part for part in found[0].groups() if part)) or "")
        return year if year < _PRINTED or _REGISTER.search(name) else None
    return None


def township_in(text: str) -> str | None:
    """The one township that a name or a title is about, with what its office calls itself.

    >>> township_in("三市公社78年结婚登记"), township_in("2001年平江县龙门镇人民政府婚姻登记表")
    ('三市公社', '平江县龙门镇人民政府')
    >>> township_in("一九九三年度虹桥镇结婚登记情况")
    '虹桥镇'
    >>> township_in("定县第一区人民政府结婚证存根"), township_in("塔卧区公所 1984年婚姻登记表")
    ('定县第一区人民政府', '塔卧区公所')
    >>> township_in("1981年结婚登记（根据县档案馆存区公所移交之存根录入）") is None
    True
    >>> township_in("各乡镇结婚登记汇总"), township_in("安定乡、梅仙镇1987年"), township_in("景德镇市离婚登记")
    (None, None, None)
    """
    found: dict[str, str] = {}
    for run in _RUN.finditer(text):
        for match in _PLACE.finditer(run[0]):
            stem = _NOT_BEFORE.sub("", match[1])
            if len(stem) < 2 or _SEVERAL.search(stem) or _FROM_WHOM.search(stem):
                continue
            found.setdefault(stem, stem + match[2] + match[3])
    return next(iter(found.values())) if len(found) == 1 else None
