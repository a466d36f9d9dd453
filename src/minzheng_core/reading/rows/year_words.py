"""The words by which a sheet, a title or a row of its own says of what year or month the rows below it are."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from minzheng_core.values.numerals import to_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

LATER_WORK = re.compile(
    "补录|录入|整理|扫描|数字化|更新|修改|修订|核对|导出|打印|截[至止]|汇总|上报|报送|备份|制[作表]"
)
"""What was done in a year to a file that may be of any other."""
_MADE = re.compile("[填报報][表报報写寫]|日期|[时時][间間]|制")
_CHINESE = "[一二][九〇○零][一二三四五六七八九〇○零]{2}"
_MONTH = r"(?:\d{1,2}|[元正一二三四五六七八九十]{1,2})\s*月份?"
_MONTHS_OF_IT = r"(?:第?\s*[一二三四1-4]\s*季度?|[上下前后]半年)份?"
"""A quarter or a half of a year."""
_REGISTER = (
    r"(?:[结結離离]婚|[复復]婚|[补補][发發办辦领領]|撤[销銷]|登[记記]|婚姻)[^\d:：,，。]{0,10}"
)
SHORT_IN_WORDS = "(?<![第一二三四五六七八九十〇○零.\\-、,，至到和~～—–/])[五六七八九][〇○零一二三四五六七八九](?=\\s*年(?![代级]))"
"""八七年."""
_SECTION = re.compile(
    rf"\s*[(（]?\s*(?:公元)?((?:19|20)\d\d|{_CHINESE}|[5-9]\d|{SHORT_IN_WORDS})\s*年\s*度?份?\s*(?:{_MONTH}|{_MONTHS_OF_IT})?"
    rf"\s*(?:{_REGISTER})?\s*[)）]?\s*[:：]?\s*"
)
_SHORT = rf"(?<![.\-、,，至到和~～—–/])[5-9]\d(?=\s*年(?!代))|{SHORT_IN_WORDS}"
"""The last two digits of a year."""
_SHEET = re.compile(rf"\s*((?:19|20)\d\d|{_CHINESE}|{_SHORT})(?:\s*年度?\s*(?:{_MONTH})?\D*)?")
_DAY_ALONE = re.compile(
    rf"\s*[(（]?((?:(?:公元)?(?:(?:19|20)\d\d|{_CHINESE}|{_SHORT})年)?(?:\d{{1,2}}|[元正一二三四五六七八九十]{{1,2}})月"
    rf"(?:\d{{1,2}}|[一二三四五六七八九十廿卅]{{1,3}})[日号])\s*(?:{_REGISTER})?[)）]?\s*[:：]?\s*"
)
_OF_A_MONTH = re.compile(rf"\s*[(（]?\s*{_MONTH}\s*(?:{_REGISTER})?\s*[)）]?\s*[:：]?\s*")
_OF_MONTHS = re.compile(rf"\s*[(（]?\s*{_MONTHS_OF_IT}\s*(?:{_REGISTER})?\s*[)）]?\s*[:：]?\s*")
_RANGE = "[\\-—~～至到、,，.．/]"
_ONE_MONTH = re.compile(
    rf"(?<![\d元正一二三四五六七八九十])(?<!{_RANGE})(\d{{1,2}}|[元正一二三四五六七八九十]{{1,2}})\s*月份?(?!\s*(?:{_RANGE}|[\d初一二三四五六七八九十廿]))"
)
"""A month that is neither an end of a span nor before a day."""
_MONTHS = {"元": 1, "正": 1} | {word: at for at, word in enumerate("一二三四五六七八九十", 1)}
_MONTHS |= {"十一": 11, "十二": 12} | {str(at): at for at in range(1, 13)}
_MONTHS |= {f"0{at}": at for at in range(1, 10)}
_YEAR = re.compile(rf"(?<!\d)((?:19|20)\d\d|{_CHINESE}|{_SHORT})\s*(年)?")


def year_of_section(text: str) -> int | None:
    """The year of a cell that says nothing but of what year the rows below it are.

    >>> year_of_section("1988年"), year_of_section("一九八八年度结婚登记"), year_of_section("88年5月")
    (1988, 1988, 1988)
    >>> year_of_section("1988年上半年"), year_of_section("88年第二季度")
    (1988, 1988)
    >>> year_of_section("1988年10月1日"), year_of_section("1985年小计")
    (None, None)
    """
    match = _SECTION.fullmatch(text)
    digits = to_digits(match[1]) if match else None
    if digits is None:
        return None
    return whole_year(digits)


def year_of_sheet(name: str) -> int | None:
    """The year that the name of a sheet says its rows are of.

    >>> year_of_sheet("1988年"), year_of_sheet("1988"), year_of_sheet("66年"), year_of_sheet("1950-1969")
    (1988, 1988, 1966, None)
    >>> year_of_sheet("一九七五")
    1975
    """
    match = _SHEET.fullmatch(name)
    digits = to_digits(match[1]) if match else None
    return whole_year(digits) if digits else None


def year_of_title(text: str) -> int | None:
    """The year in a title, where it names one year and no more.

    >>> year_of_title("潋江公社1978年结婚登记册"), year_of_title("一九七八年结婚登记册"), year_of_title("78年登记")
    (1978, 1978, 1978)
    >>> year_of_title("落潮井乡八七年婚姻登记"), year_of_title("七、八年登记"), year_of_title("八零年代")
    (1987, None, None)
    >>> year_of_title("1950-1969年结婚登记"), year_of_title("70年代结婚登记"), year_of_title("77、78年登记")
    (None, None, None)
    """
    found = _YEAR.findall(text)
    digits = to_digits(found[0][0]) if len(found) == 1 and found[0][1] else None
    return None if digits is None else whole_year(digits)


def is_part_of_year(text: str) -> bool:
    """Whether a cell says nothing but of what quarter or half of a year the rows below it are.

    >>> is_part_of_year("二季度"), is_part_of_year("下半年结婚登记"), is_part_of_year("五月份")
    (True, True, False)
    """
    return _OF_MONTHS.fullmatch(text) is not None


def month_of_section(text: str) -> int | None:
    """The month of a cell that says nothing but of what month, perhaps of what year, the rows below it are.

    >>> month_of_section("5月份"), month_of_section("一九八八年十二月"), month_of_section("五月份结婚登记")
    (5, 12, 5)
    >>> month_of_section("1988年"), month_of_section("5月3日"), month_of_section("1-6月")
    (None, None, None)
    """
    if not (_SECTION.fullmatch(text) or _OF_A_MONTH.fullmatch(text)):
        return None
    return month_of_title(text)


def month_of_title(text: str) -> int | None:
    """The month in a title or the name of a sheet, where it names one and no day of it.

    >>> month_of_title("1985年高兴乡结婚登记  5月份"), month_of_title("五月"), month_of_title("85年11月结婚登记")
    (5, 5, 11)
    >>> month_of_title("1985年1-6月"), month_of_title("1985年5月31日"), month_of_title("三、四月")
    (None, None, None)
    >>> month_of_title("结婚登记（2019年5月补录）") is None
    True
    """
    found = [] if LATER_WORK.search(text) else _ONE_MONTH.findall(text)
    return _MONTHS.get(found[0]) if len(found) == 1 else None


def day_of_section(text: str) -> str | None:
    """The day, perhaps without its year, of a cell that says nothing but on what day the couples below it registered.

    >>> day_of_section("3月5日"), day_of_section("一九七九年三月五日："), day_of_section("79年3月5日登记")
    ('3月5日', '一九七九年三月五日', '79年3月5日')
    >>> day_of_section("1979年3月"), day_of_section("3月5日张三"), day_of_section("3.5")
    (None, None, None)
    """
    match = _DAY_ALONE.fullmatch(text)
    return None if match is None or LATER_WORK.search(text) else match[1]


def years_beside(row: Sequence[str | None]) -> list[str]:
    """The cells of a *row* above the headings, but for the first, that say nothing but a year.

    Not those behind a label of when the list was made.

    >>> years_beside(["第 1 页", None, "1979年"]), years_beside(["填报时间：", "2013年"])
    (['1979年'], [])
    """
    cells = [cell for cell in row if cell]
    return [
        cell
        for label, cell in pairwise(cells)
        if year_of_section(cell) is not None
        and not (LATER_WORK.search(label) or _MADE.search(label))
    ]


def whole_year(digits: str) -> int:
    """The year that four digits are, or the last two of one of the last century.

    >>> whole_year("1978"), whole_year("78")
    (1978, 1978)
    """
    return int(digits) if len(digits) == 4 else 1900 + int(digits)
