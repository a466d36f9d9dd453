"""How dates are written in Chinese registers, 1950 to today: from text to year, month and day.

Only the writing is read here; the century of ``85``, the calendar and the plausibility belong to
:mod:`minzheng_core.values.dates.sense`.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date, timedelta
from typing import Literal, NamedTuple

from attrs import define, field

from minzheng_core.values.base import Fix
from minzheng_core.values.dates import digits as date_digits
from minzheng_core.values.dates.blanks import closed_up
from minzheng_core.values.dates.cycle import Named, named_year, years_named
from minzheng_core.values.dates.digits import Calendar, Parts
from minzheng_core.values.dates.feasts import day_of_feast
from minzheng_core.values.dates.unknown import NO_DAYS, says_no_date
from minzheng_core.values.numerals import CHARACTERS, to_digits

Problem = Literal["", "unreadable", "placeholder", "no-year", "several"]


class Written(NamedTuple):
    """What a text says: its possible readings, the text after its fixes, the fixes and notes.

    Two ``readings`` or more where the writing leaves a choice (``10/1/1985``). ``problem`` says
    why there is none. ``approximate`` stands for 约, 左右 and the like; ``remark`` is what stands
    in brackets or behind the date and has numbers, perhaps the same day in the other calendar.
    """

    readings: tuple[Parts, ...]
    text: str
    fixes: tuple[Fix, ...] = ()
    problem: Problem = ""
    approximate: bool = False
    remark: str = ""


@define
class _Desk:
    """The text on its way through the steps; a step that is left out leaves the text as it is."""

    text: str
    skip: tuple[str, ...]
    fixes: list[Fix] = field(factory=list)
    approximate: bool = False
    remark: str = ""

    def step(self, name: str, after: str) -> None:
        if after != self.text and name not in self.skip:
            self.fixes.append(Fix(name, self.text, after))
            self.text = after


_SIMPLIFIED = str.maketrans(
    "農曆歷陰陽舊閏臘號時國貳陸參兩曰華", "农历历阴阳旧闰腊号时国贰陆参两日华"
)
"""Traditional characters, and 曰, which only a scanner reads in a date."""
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0b-\x1f\x7f'\"‘’`“”]")
ENDS = " \t\r\n,，;；。.、:…"
"""What may stand loose at either end of a date."""
_TWO = r"\d(?:[ \t]*\d)?"
"""A number of up to two digits, with a blank that slipped in."""
_TIME = re.compile(
    r"(?<=[\d日号])(?:[tT]|[ \t]+(?:星期.|周.)?|(?<=[日号])|(?=上午|下午|凌晨))[ \t]*"
    r"(?:上午|下午|凌晨|早上|中午|晚上|[aApP][mM])?[ \t]*"
    rf"{_TWO}[ \t]*[:时点](?:[ \t]*{_TWO}(?:[ \t]*[:分](?:[ \t]*{_TWO}(?:\.\d+)?秒?)?)?)?"
    r"[ \t]*(?:[aApP]\.?[mM]\.?)?"
    r"[ \t]*(?:[zZ]|[+-]\d{2}:?\d{2}|CST|GMT|UTC)?$"
)
_UTC_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]1[56]:00:00(?:\.0+)?(?:Z|\+00:?00)$")
LUNAR_WORD = re.compile(
    r"农历|阴历|旧历|夏历|古历|老历|皇历|黄历|[农阴古旧](?=[\d)〔(一二三四五六七八九十〇零○正冬腊闰]|$)"
)
SOLAR_WORD = re.compile(r"中华人民共和国|公元|公历|阳历|新历|国历|西历|西元")
_IN_BOTH_CALENDARS = re.compile(
    r"^([^()]*[日号]|\d{4}(?:[./\-]\d{1,2}){2})[\s,/、]*((?:农历|阴历|旧历|夏历)[^()]*月[^()]*)$"
)
_NOTE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕|【[^【】]*】")
_ENCLOSED = re.compile(r"[(\[〔【《]*([^()\[\]〔〕【】《》]+)[)\]〕】》]*")
"""A date in brackets, or with one that has no other half."""
_LEAP_NOTE = re.compile(r"\(闰月?\)")
_WEEKDAY = re.compile(r"(?:星期|礼拜|周)[一二三四五六日天1-7]")
_ABOUT = re.compile(r"大约|大概|约|左右|前后|估计|推定|推算|circa|\bca\.?|\bc\.", re.IGNORECASE)
_BEFORE = re.compile(
    r"^(?:(?:结婚|离婚|复婚|补发|补办|补领|发证|领证|办证|办理|批准|申请|登记|出生|生育|签发|填发|"
    r"生|原|现|应为|系|自|从|在|于|日期|时间|年月日?|生日)+[:;,.\s]*)+(?=\S)"
)
_AFTER = re.compile(
    r"\s*(?:(?:出|所)?生人?|[上下]午|早上|中午|晚上|凌晨|登记|结婚|离婚|复婚|办理|领证|发证|补发|补办|填发|签发|起|止|间|期间|份|"
    r"[,;\s]*(?:生肖|属相?):?[鼠牛虎兔龙蛇马羊猴鸡狗猪]|"
    r"[上中下]旬|[初末底中]|[上下]半[年月]|[春夏秋](?:[季天])?|第?[一二三四1-4]季度)+$"
)
_WINTER = re.compile("(?<=年)冬[季天]?$")  # no other season is a character of the names of months
_UNKNOWN = re.compile(r"(?<=[年月\-/.\s])\s*(?:[×xX?*□_]+|不详|不明|未知)(?=[年月日号\-/.\s]|$)")
_DAY_BEHIND = re.compile(r"[月\-/.\s]\s*\d")
_LEFT_OUT = re.compile(
    r"(?<=\d{4}[./\-])(?!(?<=[/\-])[/\-](?:0?[1-9]|1[0-2])$)\s*(?=[./\-]\s*\d{1,2}$)|(?<=\d{2}年)\s*(?=月\s*\d)"
)
"""Where the month is wanting before a day: 1985..12, 1985年 月12日; of 1985--12 a key was hit twice."""
_LOOK_ALIKE = str.maketrans("OoΟοОоlLI|ǀ", "00000011111")
LONGEST = 200
"""Characters that a cell may hold and still be read as a date."""
_SIMPLE = re.compile(r"[0-9]{1,4}(?:[年月./\-][0-9]{1,2})*[年月日号]?\Z|[0-9]{5,14}\Z")
_LETTERS = re.compile(r"[A-Za-z]{3}|\d-(?:\d\d?|[一二三四五六七八九十]{1,2})月\s*-\d")
_DATE_ALPHABET = re.compile(rf"[{CHARACTERS}0-9年月日号./\-元正冬腊初闰民国光绪宣统\s、·]+$")
_DASH_ONE = re.compile(r"\d{2,4}一\d{1,2}(?:一\d{1,2})?$")
_NUMERAL = re.compile(rf"[{CHARACTERS}0-9]*[{CHARACTERS}][{CHARACTERS}0-9]*")
_NUMERAL_LAST = re.compile(rf"[{CHARACTERS}0-9]$")
_BLANK_IN_NUMERAL = re.compile(rf"(?<=[{CHARACTERS}])\s+(?=[{CHARACTERS}])")
_MONTH_ALONE = re.compile(r"(?<=[./、\-年])([正冬腊元])(?=[./、\-])")
_LUNAR_MONTHS = {"正月": "1月", "冬月": "11月", "腊月": "12月"}
_LUNAR_DAY = re.compile(rf"初(?=[{CHARACTERS}0-9])|月(?:廿|卅|卄|念)[^日号]*$")
_LUNAR_STYLE = re.compile(rf"^\s*闰?[{CHARACTERS}正元冬腊]+月[{CHARACTERS}初]+$")
_ERA = re.compile(r"(?:中华)?(民国前|民前|民国|民(?=\d)|宣统|光绪|同治|咸丰)\s*")
_ERAS = {"民国": 1911, "民": 1911, "宣统": 1908, "光绪": 1874, "同治": 1861, "咸丰": 1850}
_ERA_YEAR = re.compile(r"\d{1,3}(?=\D|$)")
_SEP = r"[年月日号\s./\-,_\\·、。;:~—–−‐]+"
_YEAR_FIRST = re.compile(rf"(\d{{1,4}})({_SEP})(\d{{1,2}})(?:({_SEP})(\d{{1,2}}))?({_SEP})?$")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.\s]+(?:(\d{1,2})[-/.,\s]+)?(\d{2}|\d{4})$")
_YEAR_ONLY = re.compile(rf"(\d{{2}}|\d{{4}})(年?)({_SEP})?$")
_SPAN = re.compile(
    r"(\d{8}|\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?)\s*(?:[-—–~]{1,2}|[至到])\s*(\d{8}|(?:\d{4}[-./年])?\d{1,2}[-./月]\d{1,2}日?)$"
)
"""From one day to another, as lists of files say it of a volume."""
_TOGETHER = re.compile(
    r"(\d{4}|\d{2}(?=年))[年./\-](\d{2})(\d{2})日?$|(\d{4})(\d{2})[月./\-](\d{1,2})日?$"
)
_MONTH_OR_DAY = re.compile(r"(?<!\d)(?:\d{4}[年./\-]\d{1,2}|\d{8})(?!\d)")
_DAY_ONLY = re.compile(rf"(初)?([{CHARACTERS}0-9]{{1,3}})[日号]?$")


def _tidy(desk: _Desk) -> None:
    """Full-width, compatibility and traditional characters; blanks and invisible characters."""
    if not desk.text.isascii():
        wide = unicodedata.normalize("NFKC", desk.text).translate(_SIMPLIFIED)
        desk.step("date.characters", wide)
    desk.step("date.spaces", _INVISIBLE.sub("", desk.text).strip(ENDS))


def _timeless(text: str) -> str:
    """The day of a point in time; midnight in Beijing, written in UTC, belongs to the next day."""
    if match := _UTC_MIDNIGHT.match(text):
        with suppress(ValueError):
            return (date.fromisoformat(match[1]) + timedelta(days=1)).isoformat()
    return _TIME.sub("", text)


def _one_day(text: str) -> str:
    """The day of a span that begins and ends on it: 2006.03.12-03.12; any other *text* as it is."""
    match = _SPAN.match(text)
    if match is None:
        return text
    first, last = (
        tuple(map(int, re.findall(r"\d+", re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1.\2.\3", day))))
        for day in match.groups()
    )
    return match[1] if first[-len(last) :] == last else text


def _words(desk: _Desk) -> bool:
    """Take time of day, remarks and calendar words away; whether these say that it is lunar."""
    if ":" in desk.text or "时" in desk.text or "点" in desk.text:
        desk.step("date.time", _timeless(desk.text))
    if enclosed := _ENCLOSED.fullmatch(desk.text):
        desk.step("date.words", enclosed[1].strip(ENDS))
    text = _LEAP_NOTE.sub("闰", desk.text)
    desk.approximate = _ABOUT.search(text) is not None
    if text.isascii() and "(" not in text and "[" not in text and not desk.approximate:
        return False
    word = LUNAR_WORD.match(text)
    if word and _DATE_ALPHABET.match(text, word.end()) and text[word.end()] not in "年月日":
        desk.step("date.words", text[word.end() :].strip(ENDS))
        return True
    text = _IN_BOTH_CALENDARS.sub(r"\1(\2)", text)
    notes = "".join(_NOTE.findall(text))
    bare = _NOTE.sub("", text) if notes else text
    lunar = LUNAR_WORD.search(bare) is not None
    if _NUMERAL.search(notes) or re.search(r"\d", notes):
        desk.remark = notes.strip("()[]〔〕【】")
    else:
        lunar = lunar or LUNAR_WORD.search(notes) is not None
    text = _WEEKDAY.sub("", SOLAR_WORD.sub("", _ABOUT.sub("", LUNAR_WORD.sub("", bare))))
    text = _BEFORE.sub("", text.strip(ENDS), count=1)
    desk.step("date.words", _AFTER.sub("", text).strip(ENDS + "()"))
    return lunar


def _nought_before_a_day(unknown: re.Match[str]) -> str:
    """What stands for an *unknown* part: nothing, but for a month with a day behind it a nought, as 1985-00-12 has."""
    return "0" if _DAY_BEHIND.match(unknown.string, unknown.end()) else ""


def _chinese(desk: _Desk) -> tuple[bool, bool]:
    """Chinese numerals and month names to digits; whether they imply lunar, whether leap (闰)."""
    if desk.text.isascii():
        return False, False
    desk.step("date.words", _WINTER.sub("", desk.text))
    text = desk.text
    leap = "闰" in text
    lunar = leap or _LUNAR_DAY.search(text) is not None
    text = _MONTH_ALONE.sub(r"\1月", text.replace("闰", "").replace("初", ""))
    if "年" in text and "月" in text:
        text = _BLANK_IN_NUMERAL.sub("", text)
    for name, number in _LUNAR_MONTHS.items():
        if name in text:
            text, lunar = text.replace(name, number), True
    if "元" in text:
        text = text.replace("元月", "1月").replace("元年", "1年")
    if _DASH_ONE.match(text):
        text = text.replace("一", "-")
    desk.step("date.chinese-numerals", _NUMERAL.sub(lambda m: to_digits(m[0]) or m[0], text))
    return lunar, leap


def _separated(text: str) -> tuple[Parts, ...]:
    """Year, month and day of a text of digits and separators."""
    if match := _YEAR_ONLY.match(text):
        year, mark, tail = match.groups()
        plausible = mark or (len(year) == 4 and not (tail and set(tail) & set("月日号")))
        return (Parts(int(year), short=len(year) == 2),) if plausible else ()
    if match := _YEAR_FIRST.match(text):
        year, first, month, second, day, tail = match.groups(default="")
        if _misplaced(first, second, day, tail) or len(year) == 3:
            return ()
        long = len(year) == 4 or "年" in first
        if len(year) == 1 or (not long and int(year) <= 31 and (not day or int(day) > 31)):
            pass  # a month first, or a day
        elif len(day) <= 2 and not (day and int(day) > 31 and int(year) <= 12):
            return (date_digits.parts(year, month, day or None),)
    if match := _YEAR_LAST.match(text):
        head, second, year = match.groups()
        if second is None:
            return date_digits.month_and_year(head, year)
        if len(year) == 4 or int(year) > 31:
            return date_digits.year_last(head, second, year)
    if match := _TOGETHER.match(text):
        year, month, day = (g for g in match.groups() if g is not None)
        together = date_digits.parts(year, month, day)
        return (together,) if date_digits.fits(together) else ()
    return ()


def _misplaced(first: str, second: str, day: str, tail: str) -> bool:
    """Whether 年, 月, 日 stand behind the wrong number, as where the year was left out."""
    if set(first) & set("月日号") or "年" in second or "年" in tail:
        return True
    if day:
        return bool(set(second) & set("日号")) or "月" in tail
    return bool(set(tail) & set("日号")) and "月" not in tail


def _in_era(text: str, *, lunar: bool, leap: bool) -> tuple[Parts, ...]:
    """A year counted from the start of an era: 民国38年, 民前三年, 光绪三十年 (then lunar)."""
    match = _ERA.match(text)
    if match is None:
        return ()
    before, sign = (1912, -1) if match[1].endswith("前") else (_ERAS[match[1]], 1)
    calendar: Calendar = "lunar" if lunar or before < _ERAS["民国"] else "minguo"
    rest = _ERA_YEAR.sub(lambda m: m[0].zfill(4), text[match.end() :], count=1)
    return tuple(
        r._replace(year=sign * r.year, before=before, calendar=calendar, leap=leap)
        for r in _separated(rest)
        if 0 < r.year < 200
    )


def day_of_month(text: str) -> tuple[int, bool] | None:
    """A day without month and year: its number, and whether the writing is that of a lunar day.

    >>> [day_of_month(t) for t in ("廿五日", "卅日", "初十", "三月")]
    [(25, False), (30, False), (10, True), None]
    """
    match = _DAY_ONLY.match(text.strip())
    digits = to_digits(match[2]) if match else None
    if match is None or digits is None or not 1 <= int(digits) <= 31:
        return None
    return int(digits), match[1] is not None


def read(text: str, skip: tuple[str, ...] = (), epoch: int = 1900) -> Written:
    """Read a text as a date in any of the forms found in registers.

    >>> read("一九八五年十月一日").readings[0][:4]
    (1985, 10, 1, 'solar')
    >>> read("民国卅八年三月").readings[0][:4], read("农历1984年闰十月十五").readings[0][:5]
    ((38, 3, None, 'minguo'), (1984, 10, 15, 'lunar', True))
    >>> [read(t).problem for t in ("年份不详", "三月初五", "1985-10-01/1985-10-02")]
    ['placeholder', 'no-year', 'several']
    """
    if _SIMPLE.match(text) and (readings := _simple(text, epoch)):
        return Written(readings, text)
    if len(text) > LONGEST:
        return Written((), text, (), "unreadable")
    desk = _Desk(text, skip)
    _tidy(desk)
    if desk.fixes and _SIMPLE.match(desk.text) and (readings := _simple(desk.text, epoch)):
        return Written(readings, desk.text, tuple(desk.fixes))
    plain = desk.text.lower()
    if says_no_date(plain):
        return Written((), desk.text, tuple(desk.fixes), "placeholder")
    if not plain.isascii() and (named := named_year(desk.text)):
        return _named(desk, named, epoch)
    if not plain.isascii():
        desk.step("date.feasts", day_of_feast(desk.text))
    desk.step("date.words", _one_day(desk.text))
    desk.step("date.number", date_digits.plain_number(desk.text))
    if desk.text.isdecimal():
        return _done(desk, date_digits.read_digits(desk.text, epoch))
    if _LETTERS.search(plain) and (readings := date_digits.read_english(desk.text)):
        return _done(desk, readings)
    lunar = False
    if not _DATE_ALPHABET.match(desk.text):
        lunar = _words(desk)
        if not _DATE_ALPHABET.match(desk.text):
            desk.step("date.unknown-parts", _UNKNOWN.sub(_nought_before_a_day, desk.text))
            desk.step("date.look-alikes", desk.text.translate(_LOOK_ALIKE))
    desk.step("date.unknown-parts", _LEFT_OUT.sub("0", desk.text))
    lunar_numerals, leap = _chinese(desk)
    readings = _read_closed_up(desk, epoch, lunar=lunar or lunar_numerals, leap=leap)
    return _done(desk, readings)


def _named(desk: _Desk, named: Named, epoch: int) -> Written:
    """A year named by the cycle: all its years, or the one that is also given as a number."""
    year = "年" if _NUMERAL_LAST.search(named.before) else ""
    numbered = f"{named.before}{year}{named.after}"
    written = read(numbered, desk.skip, epoch)
    if written.readings:
        readings = written.readings
        if not SOLAR_WORD.search(numbered):
            # 年（甲午）八月十九 is lunar; with 日 or digits it may be either.
            lunar = tuple(r._replace(calendar="lunar") for r in readings if r.month)
            readings = lunar if _LUNAR_STYLE.search(named.after) else (*readings, *lunar)
        remark = written.remark or named.name
        return written._replace(readings=tuple(dict.fromkeys(readings)), remark=remark)
    first, *_ = years = years_named(named.name)
    written = read(f"{named.before}{first}年{named.after}", desk.skip, epoch)
    readings = tuple(
        r._replace(calendar="lunar", year=year)
        for r in written.readings
        for year in years
        if r.year == first and not r.short
    )
    return _done(desk, readings)


def _read_closed_up(desk: _Desk, epoch: int, *, lunar: bool, leap: bool) -> tuple[Parts, ...]:
    """The readings of all texts that stray blanks leave possible, which is mostly one."""
    texts = (desk.text,) if "date.spaces" in desk.skip else closed_up(desk.text)
    if len(texts) == 1:
        desk.step("date.spaces", texts[0])
        return _readings(texts[0], epoch, lunar=lunar, leap=leap)
    read = {text: _readings(text, epoch, lunar=lunar, leap=leap) for text in texts}
    fitting = {
        reading: text
        for text, readings in reversed(read.items())
        for reading in readings
        if date_digits.fits(reading) and (reading.short or reading.before or reading.year >= 1800)
    }
    if not fitting:
        text = next((text for text in texts if read[text]), desk.text)
        desk.step("date.spaces", text)
        return read.get(text, ())
    if len(fitting) == 1:
        desk.step("date.spaces", *fitting.values())
    return tuple(fitting)


def _readings(text: str, epoch: int, *, lunar: bool, leap: bool) -> tuple[Parts, ...]:
    """Readings of a text of digits and separators, perhaps with the name of an era."""
    readings = _in_era(text, lunar=lunar, leap=leap)
    if readings:
        return readings
    found = date_digits.read_digits(text, epoch) if text.isdecimal() else _separated(text)
    kind: Calendar = "lunar" if lunar else "solar"
    return tuple(r._replace(calendar=kind, leap=leap) for r in found)


def _simple(text: str, epoch: int) -> tuple[Parts, ...]:
    """The short way for what needs no fix before it is read; empty where the long way must go."""
    if text in NO_DAYS or ("." in text and date_digits.plain_number(text) != text):
        return ()
    return date_digits.read_digits(text, epoch) if text.isdecimal() else _separated(text)


def _done(desk: _Desk, readings: tuple[Parts, ...]) -> Written:
    problem: Problem = "" if readings else "unreadable"
    if not readings:
        if len(_MONTH_OR_DAY.findall(desk.text)) > 1 or _SPAN.match(desk.text):
            problem = "several"
        elif re.match(r"\d{1,2}[月日号]", desk.text) or day_of_month(desk.text):
            problem = "no-year"
    return Written(readings, desk.text, tuple(desk.fixes), problem, desk.approximate, desk.remark)
