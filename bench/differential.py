"""One definition, two speeds: do the column and the value say the same, on millions of cells?

    python bench/differential.py [--rows 1000000] [--kinds id,date,…] [--seed 11643]

Of each kind of value as many cells as asked for are made, half as they may stand in an archive, half
with one to three slips of the pen. Each is read by the value and in a column, and every part is
compared: text, parts, fixes, findings. Prints what was compared and up to ten differences of a
kind; the exit status is 1 where there was one. The same seed makes the same cells.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl

from minzheng_core.columns import ages, certificates, dates, domiciles, id_numbers, names
from minzheng_core.reference.divisions import divisions
from minzheng_core.rules.id_check import check_id, check_ids
from minzheng_core.values import age as age_values
from minzheng_core.values.age import Age, AgeKind
from minzheng_core.values.certificates import certificate_number
from minzheng_core.values.certificates.certificate_number import CertificateNumber
from minzheng_core.values.dates import partial_date
from minzheng_core.values.dates.partial_date import PartialDate
from minzheng_core.values.dates.relation import relate
from minzheng_core.values.domicile import domicile
from minzheng_core.values.domicile.domicile import Domicile
from minzheng_core.values.ids.arithmetic import check_digit
from minzheng_core.values.ids.id_number import FAULTS, FIXES, IdNumber
from minzheng_core.values.names import person_name
from minzheng_core.values.names.person_name import PersonName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from minzheng_core.values.base import Parsed

    Row = tuple[Any, ...]
    Pair = tuple[Any, Row, Row]  # a cell with what stands beside it, the column's row, the value's

TODAY = date(2026, 11, 23)
BATCH = 50_000
SHOWN = 10
_COUNTIES = sorted({r.code for r in divisions().all() if r.level == "county"})
_PLACES = sorted({r.full_name for r in divisions().all()} | {r.name for r in divisions().all()})


def slipped(cell: str, chance: random.Random, alphabet: str) -> str:
    """*cell* after one slip of the pen."""
    place = chance.randrange(len(cell) + 1)
    other = chance.choice(alphabet)
    return chance.choice(
        [
            cell[:place] + cell[place + 1 :],
            cell[:place] + other + cell[place + 1 :],
            cell[:place] + other + cell[place:],
            cell[:place] + cell[place : place + 1] + cell[place:],
            cell[:place] + cell[place : place + 2][::-1] + cell[place + 2 :],
            chance.choice(" \t\u3000'\u200b") + cell + chance.choice(" \n\u3000"),
            cell.translate({n: n + 0xFEE0 for n in range(33, 127)}),
            cell[:place],
        ]
    )


def cells_of(
    make: Callable[[random.Random], str], alphabet: str, chance: random.Random, count: int
) -> list[str | None]:
    """*count* cells of a kind, half of them with slips."""
    cells: list[str | None] = []
    for _ in range(count):
        cell = make(chance)
        for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 3))):
            cell = slipped(cell, chance, alphabet)
        cells.append(None if chance.random() < 0.005 else cell)
    return cells


def masks(parsed: Parsed[Any], fixes: Sequence[str], faults: Sequence[str]) -> tuple[int, int]:
    """Fixes and findings as a column writes them."""
    return (
        sum({1 << fixes.index(fix.name) for fix in parsed.fixes}),
        sum({1 << faults.index(finding.code) for finding in parsed.findings}),
    )


def some_day(chance: random.Random, first: int = 1890, last: int = 2027) -> date:
    return date(first, 1, 1) + timedelta(chance.randrange((last - first) * 365))


def an_id(chance: random.Random) -> str:
    born = some_day(chance)
    region = chance.choice(_COUNTIES) if chance.random() < 0.8 else f"{chance.randrange(10**6):06d}"
    region = chance.choice((region,) * 12 + ("810000", "932682", "113000"))
    sequence = chance.choice(("000", "996", "999", "100")) if chance.random() < 0.05 else ""
    body = f"{region}{born:%Y%m%d}{sequence or f'{chance.randrange(1000):03d}'}"
    if chance.random() < 0.35:
        return body[:6] + body[8:]
    if chance.random() < 0.02:
        words = ("不详", "无", "档案缺失", "0", "1", "护照G12345678", "H12345678", "军字第123456号")
        return chance.choice(words)
    number = body + str(check_digit(body))
    form = chance.random()
    if form < 0.9:
        return number
    return chance.choice(
        [
            f"{number[:6]}********{number[14:]}",
            f"{number[0]}.{number[1:15]}E+17",
            f"{number}.0",
            f"身份证：{number}",
            f"{number}（补）",
            f"{number} {number}",
            f"{number[:6]}-{number[6:14]}-{number[14:]}",
        ]
    )


def compare_ids(chance: random.Random, count: int) -> Iterator[Pair]:
    cells = cells_of(an_id, "0123456789XxOlI*×？ -.'Ｘ１一/()", chance, count)
    on = some_day(chance, 1980, 2030)
    sexes = {"男": 1, "女": 2, None: None}
    frame = id_numbers.parse(pl.Series(cells, dtype=pl.String), on=on)
    report = check_ids(pl.Series(cells, dtype=pl.String), on=on)
    told: dict[int, list[Row]] = {}
    for row, code, severity, part in report.frame.iter_rows():
        told.setdefault(row, []).append((code, severity, part))
    columns = ("text", "kind", "birth", "sex", "region", "id18", "check_expected")
    for at, (cell, row) in enumerate(
        zip(cells, frame.select(*columns, "fixes", "faults").iter_rows(), strict=True)
    ):
        parsed = IdNumber.parse(cell, on=on)
        number = parsed.value
        parts: Row = (None,) * 7
        if number is not None:
            parts = (number.text, number.kind.value, number.birth, sexes[number.sex])
            parts += (number.region, number.id18, number.expected_check)
        findings = [(f.code, f.severity.value, f.part) for f in check_id(cell, on=on)]
        own = (*parts, *masks(parsed, FIXES, FAULTS), findings)
        yield (cell, on), (*row, told.get(at, [])), own


_FORMS = (
    "{y}-{m:02}-{d:02}", "{y}-{m}-{d}", "{y}/{m}/{d}", "{y}.{m}.{d}", "{y}年{m}月{d}日", "{y}{m:02}{d:02}",
    "{yy:02}.{m}.{d}", "{yy:02}{m:02}{d:02}", "{y}年{m}月", "{y}{m:02}", "{y}", "{yy:02}年", "{m}/{d}/{y}",
    "农历{y}年{m}月{d}", "{y}年闰{m}月{d}", "民国{yy}年{m}月{d}日", "{y}-{m:02}-{d:02} 00:00:00", "{y}/{m}/{d} 0:00",
    "{y}-00-00", "{y}.{m}", "{y}-{d}-{m}", "{d}/{m}/{yy:02}", "八五年{m}月{d}日", "{y}年腊月廿{d}", "一九{yy:02}年正月初{m}",
    "{yy:02}.{m}", "{y}{m}{d}", "{n}", "{n}.0", "{y}年{m}月{d}日(农历{m}月{d})", "不详", "{m}月{d}日",
)  # fmt: skip


def a_date(chance: random.Random) -> str:
    day = some_day(chance, 1840, 2032)
    serial = (day - date(1899, 12, 30)).days
    return chance.choice(_FORMS).format(
        y=day.year, yy=day.year % 100, m=day.month, d=day.day, n=serial
    )


def date_row(parsed: Parsed[PartialDate]) -> Row:
    value = parsed.value
    parts: Row = (None,) * 5
    if value is not None:
        parts = (str(value), value.lo, value.hi, value.precision, value.calendar)
    return (*parts, *masks(parsed, partial_date.FIXES, partial_date.FAULTS))


_DATE_SIGNS = "0123456789年月日.-/ 　１五：一二十廿正腊初闰农历民国Oo无"


def compare_dates(chance: random.Random, count: int) -> Iterator[Pair]:
    """Days of registration, and how they stand to another day."""
    cells = cells_of(a_date, _DATE_SIGNS, chance, count)
    frame = dates.parse(pl.Series(cells, dtype=pl.String), on=TODAY)
    values = [PartialDate.parse(cell, on=TODAY) for cell in cells]
    true = [_near(parsed.value, chance) for parsed in values]
    checked = [chance.random() < 0.5 for _ in cells]
    parts = (frame[part] for part in ("lo", "hi", "precision", "calendar"))
    related = dates.relate(*parts, pl.Series(true), checked=pl.Series(checked))
    for at, row in enumerate(frame.iter_rows()):
        value = values[at].value
        relation = None if value is None else relate(value, true[at], checked=checked[at]).value
        yield (
            (cells[at], true[at]),
            (*row, related[at]),
            (*date_row(values[at]), relation),
        )


def _near(value: PartialDate | None, chance: random.Random) -> date:
    if value is None or chance.random() < 0.2:
        return some_day(chance)
    later = timedelta(chance.choice((0, 0, 1, 9, 30, 31, 44, 365, 3652)))
    day = min(value.lo, date.max - later) + later
    if chance.random() < 0.7:
        return day
    return day.replace(day=min(day.month, 28), month=min(day.day, 12))


def compare_births(chance: random.Random, count: int) -> Iterator[Pair]:
    """Days of birth beside a day of registration."""
    cells = cells_of(a_date, _DATE_SIGNS, chance, count)
    days = [None if chance.random() < 0.1 else some_day(chance, 1940, 2026) for _ in cells]
    reference = pl.Series(days, dtype=pl.Date)
    series = pl.Series(cells, dtype=pl.String)
    frame = dates.parse(series, role="birth", reference=reference, on=TODAY)
    for cell, day, row in zip(cells, days, frame.iter_rows(), strict=True):
        parsed = PartialDate.parse(cell, on=TODAY, role="birth", reference=day)
        yield (cell, day), row, date_row(parsed)


_SURNAMES = "张王李刘陈欧阳上官歐陽诸葛乐正单于劉陳爱新觉罗阿卜杜拉司马"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英建华國龍飛淼鑫喆𠮷㛃"


def a_name(chance: random.Random) -> str:
    surname = chance.choice(_SURNAMES) if chance.random() < 0.8 else _SURNAMES[4:6]
    plain = surname + "".join(chance.choice(_GIVEN) for _ in range(chance.randrange(1, 4)))
    if chance.random() < 0.7:
        return plain
    wild = chr(chance.randrange(0x4E00, 0x9FFF))
    return chance.choice(
        [
            plain[:1] + wild,
            plain + chance.choice("同志先生女士氏某"),
            f"{plain}（曾用名{wild}{plain}）",
            f"{plain[:1]} {plain[1:]}",
            f"买买提{chance.choice('·•.．・')}{plain}",
            f"{plain}、{plain}",
            chance.choice(("不详", "同上", "无名氏", "John Smith", "金·尔雅")),
            plain[:1] + chance.choice("\ue863\ue81e\u2f2d"),
        ]
    )


def compare_names(chance: random.Random, count: int) -> Iterator[Pair]:
    cells = cells_of(a_name, "张王欧阳氏某（）曾用名·•. 　?A1\ue81e\u2f2d、之妻", chance, count)
    series = pl.Series(cells, dtype=pl.String)
    frame, keys = names.parse(series), names.keys(series)
    for cell, row, key in zip(cells, frame.iter_rows(), keys.iter_rows(), strict=True):
        parsed = PersonName.parse(cell)
        value = parsed.value
        parts: Row = (None,) * 3
        own: Row = (None,) * 3
        if value is not None:
            parts = (value.text, value.name, value.surname)
            own = (value.variant_key, value.pinyin_key, value.dialect_key)
        fixes = masks(parsed, person_name.FIXES, person_name.FAULTS)
        yield cell, (*row, *key), (*parts, *fixes, *own)


def a_certificate(chance: random.Random) -> str:
    county, year = chance.choice(_COUNTIES), chance.randrange(1950, 2027)
    number, act = chance.randrange(10_000), chance.choice("结离复补")
    place = chance.choice(("赣兴", "潋", "兴国", "民", "江乡"))
    return chance.choice(
        [
            f"{chance.choice(('J', 'L', 'BJ', 'BL', 'K'))}{county}-{year}-{number:06d}",
            f"J{county}{year}{number:06d}",
            f"{place}{act}字{county[2:4]}{year % 100:02d}{number:05d}",
            f"{place}{act}字0{year % 100:02d}{number:06d}号",
            f"({year % 100:02d}){place}{act}字第{number}号",
            f"{year}年{place}{act}字第{number % 100}号",
            f"{place}{act}字（{year}）第{number}号",
            f"{place}字第{number}号",
            f"{place}{act}字第{year % 100:02d}{chance.choice('-/')}{number % 12}号",
            f"{year % 100:02d}{chance.choice(('', '年', '年度'))}字第{number % 100}号",
            f"{year % 100:02d}年度{place}{act}字第{number % 100}号",
            chance.choice(("无", "遗失", str(number), f"第{number}号")),
        ]
    )


_CERTIFICATE_PARTS = (
    "era", "prefix", "act", "code", "year", "year_open", "serial", "suffix", "place", "office_number",
    "text",
)  # fmt: skip


def compare_certificates(chance: random.Random, count: int) -> Iterator[Pair]:
    cells = cells_of(a_certificate, "JLBKlj0123456789-－_ 字第号结離补年()（）〔一", chance, count)
    frame = certificates.parse(pl.Series(cells, dtype=pl.String))
    rows = frame.select(*_CERTIFICATE_PARTS, "fixes", "faults").iter_rows()
    for cell, row in zip(cells, rows, strict=True):
        parsed = CertificateNumber.parse(cell)
        value = parsed.value
        parts = tuple(getattr(value, part, None) for part in _CERTIFICATE_PARTS)
        fixes = masks(parsed, certificate_number.FIXES, certificate_number.FAULTS)
        yield cell, row, (*parts, *fixes)


def a_domicile(chance: random.Random) -> str:
    town = chance.choice(("潋江镇", "龙口乡", "方太公社", "城北街道", "新乡", "镇江", "", "", ""))
    house = chance.choice(("背街村3组", "三湖大队第四生产队", "将军大道1号", "桥头村", "", ""))
    place = chance.choice(_PLACES)
    if chance.random() < 0.2:
        place = place.replace("省", "").replace("市", "").replace("县", "")
    if chance.random() < 0.03:
        place = chance.choice(("美国", "台湾省台北市", "不详", "本县", "同男方"))
    return place + town + house


def compare_domiciles(chance: random.Random, count: int) -> Iterator[Pair]:
    cells = cells_of(a_domicile, "省市县区乡镇村组山新江0123456789号興國 -", chance, count)
    years = [None if chance.random() < 0.1 else chance.randrange(1949, 2027) for _ in cells]
    county = chance.choice((None, "360732", "362133", "110105"))
    texts, on = pl.Series(cells, dtype=pl.String), pl.Series(years, dtype=pl.Int32)
    frame = domiciles.resolve(texts, on, county=county)
    for cell, year, row in zip(cells, years, frame.iter_rows(), strict=True):
        parsed = Domicile.parse(cell, on=year, county=county)
        value = parsed.value
        parts: Row = (None,) * 5
        if value is not None:
            parts = (value.division, value.township, value.level, value.how.value, value.name)
        fixes = masks(parsed, domicile.FIXES, domicile.FAULTS)
        yield (cell, year, county), row, (*parts, *fixes)


def an_age(chance: random.Random) -> str:
    number = chance.randrange(130)
    written = chance.choice((str(number), f"{number}.0", "廿四", "二十三", "三十", f"{number:03d}"))
    before = chance.choice(("", "", "虚岁", "满", "周岁"))
    return before + written + chance.choice(("", "", "岁", "周岁"))


def compare_ages(chance: random.Random, count: int) -> Iterator[Pair]:
    """Ages, and between which days somebody of that age was born."""
    cells = cells_of(an_age, "0123456789岁周虚满廿十一二.．２ ", chance, count)
    frame = ages.parse(pl.Series(cells, dtype=pl.String))
    kinds = [chance.choice(list(AgeKind)) for _ in cells]
    numbers = [chance.randrange(131) for _ in cells]
    days = [some_day(chance, 1840, 2110) for _ in cells]
    born = ages.birth_range(
        pl.Series(numbers), pl.Series([kind.value for kind in kinds]), pl.Series(days)
    )
    for at, (row, between) in enumerate(zip(frame.iter_rows(), born.iter_rows(), strict=True)):
        parsed = Age.parse(cells[at])
        value = parsed.value
        parts = (str(value), value.value, value.kind.value) if value else (None,) * 3
        found = age_values.birth_range(Age(numbers[at], kinds[at]), days[at])
        fixes = masks(parsed, age_values.FIXES, age_values.FAULTS)
        yield (
            (cells[at], numbers[at], kinds[at].value, days[at]),
            (*row, *between),
            (*parts, *fixes, *((None, None) if found is None else found)),
        )


KINDS: dict[str, Callable[[random.Random, int], Iterator[Pair]]] = {
    "id": compare_ids,
    "date": compare_dates,
    "birth": compare_births,
    "name": compare_names,
    "certificate": compare_certificates,
    "domicile": compare_domiciles,
    "age": compare_ages,
}


def run(kind: str, rows: int, seed: int) -> int:
    """Compare *rows* cells of a kind; the number of differences."""
    chance = random.Random(f"{seed} {kind}")
    start, done, differences, parts = time.perf_counter(), 0, 0, 0
    while done < rows:
        size = min(BATCH, rows - done)
        for cell, column, value in KINDS[kind](chance, size):
            parts = len(value)
            if column != value:
                differences += 1
                if differences <= SHOWN:
                    print(f"{kind}: {cell!r}\n  column {column}\n  value  {value}", flush=True)
        done += size
    spent = time.perf_counter() - start
    print(
        f"{kind:12} {done:>11,} cells of {parts} parts, {differences:,} differ, {spent:,.0f} s",
        flush=True,
    )
    return differences


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; 1 where anything differed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="cells of each kind")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--seed", type=int, default=11643)
    options = parser.parse_args(arguments)
    differences = sum(run(kind, options.rows, options.seed) for kind in options.kinds.split(","))
    return int(differences > 0)


if __name__ == "__main__":
    sys.exit(main())
