"""Write one page per finding code from the catalogue into ``docs/reference/findings``.

Run ``python docs/build_findings.py``; :mod:`conf` does so for every build of the site.
The pages are not kept in the repository: the catalogue is the only place where the texts live.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_core import (
    CertificateNumber,
    DivisionCode,
    PartialDate,
    PersonName,
    check_id,
)
from minzheng_core.findings import Entry, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from minzheng_core import Finding

FOLDER = Path(__file__).parent / "reference" / "findings"
DAY = date(2026, 1, 1)

AREAS = {
    "ID": ("身份证件号码", "Identity numbers"),
    "DT": ("日期与年龄", "Dates and ages"),
    "NM": ("姓名", "Names"),
    "CN": ("证件字号", "Certificate numbers"),
    "DV": ("行政区划与户籍地", "Divisions and domiciles"),
    "MR": ("婚姻登记：一条记录", "Marriage records"),
    "MF": ("婚姻登记：全批档案", "Marriage archives as a whole"),
    "FR": ("殡葬登记：一条记录", "Funeral records"),
    "FS": ("殡葬：标准、费用与名录", "Funeral schedules, claims and lists"),
    "FX": ("殡葬：全簿与各登记之间", "Funerals: the whole book and other registers"),
    "LK": ("比对：重复录入、同一人、婚姻史", "Linking: double entries, persons, histories"),
    "PN": ("地名：记录、命名", "Place names: records, naming"),
    "PB": ("地名：期限、区划变更、标志、名录", "Place names: deadlines, changes, signs, lists"),
    "GC": ("坐标", "Coordinates"),
    "BL": ("界线与界桩", "Boundary lines and markers"),
    "PL": ("地名：整本名录", "Place names: whole lists"),
    "PS": ("地名：罗马字母拼写", "Place names: spelling"),
    "PG": ("地名：标准化与地名词典", "Place names: standardising and gazetteers"),
    "BK": ("登记簿与存储", "Books and stores"),
    "IN": ("安装、读入、写出与调用", "Installation, input, output and calls"),
}
SLOTS = {"expected": "应为", "actual": "实为", "file": "文件名", "field": "字段", "sheet": "工作表"}
"""What stands in the slots of a Chinese template; an English one shows their own names."""

INTRODUCTION = """\
每个问题有一个固定的代码，不会改作别用。**错误**：照写不可能成立；**存疑**：与已知情况不符，但可能属实；
**提示**：值得看一眼。命令行用 `minzheng explain 代码` 看同样的说明。"""

ALONE = "---\norphan: true\n---"
"""Pages of codes are reached from their table: in the menu of every page they made the build slow."""

# Published specimens and invented texts that show the findings of single values at work.
NUMBERS = [
    "362133196208151233",
    "36073219900229001",
    "360732199002290016",
    "3.62133E+17",
    "362133196208150000",
    "362133196208153000",
    "36213319620815O01O",
    "36213319608159955",
    "362133870503999",
    "362133620231001",
    "不详",
    "000000000000000000",
    "362133199903150155",
    "362133200501010112",
    "362627197001010111",
    "440401198501010319",
    "34052419800101001X",
    "911124198108030028",
    "362133203008150016",
    "362133********0010",
    "362133150503001",
]
DATES = (
    "1962-02-31",
    "85年13月",
    "不详",
    "02/03/1985",
    "1850-01-01",
    "2099-01-01",
    "农历1985年闰十月初一",
)
NAMES = ("王\ue863", "张□", "不详", "张3", "Zhang San", "李四（曾用名王五）", "王")
CERTIFICATES = (
    "J360732-2021-00123",
    "政字第2002208号",
    "J362133-2011-000001",
    "兴结字第123号",
    "无",
)
DIVISIONS = ("36073", "362133", "999999", "440524", "36073A")


def main() -> None:
    """Write all pages and their index."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for entry in catalogue().values():
        (FOLDER / f"{entry.code}.md").write_text(page(entry), encoding="utf-8")
    (FOLDER / "index.md").write_text(index(catalogue().values()), encoding="utf-8")


def page(entry: Entry) -> str:
    """The page of one code: Chinese first, English after it."""
    severity = entry.severity
    parts = [
        ALONE,
        f"# {entry.code} {entry.title_zh}",
        f"**等级**：{severity.label}（{severity.value}）  ",
        f"**名称**：`{entry.slug}`",
        section("提示语", f"> {slots(entry.zh, SLOTS)}"),
        section("依据", entry.basis),
        section("为什么要看", entry.explain_zh),
        section("怎么办", entry.advice_zh),
        section("例子", "\n".join(f"- {sentence}" for sentence in examples().get(entry.code, ()))),
        section(
            "In English",
            "\n\n".join(
                text
                for text in (
                    f"**{entry.title_en}** ({severity.value})",
                    f"> {slots(entry.en, {})}",
                    entry.explain_en,
                    entry.advice_en,
                )
                if text
            ),
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def section(title: str, text: str) -> str:
    """A section, or nothing where there is no text."""
    return f"## {title}\n\n{text}" if text else ""


def slots(template: str, names: Mapping[str, str]) -> str:
    """A template with its slots named for readers."""
    return re.sub(r"\{(\w+)\}", lambda m: f"〔{names.get(m[1], m[1])}〕", template)


@cache
def examples() -> dict[str, list[str]]:
    """Sentences that the specimens bring out, by code."""
    found: dict[str, list[str]] = defaultdict(list)
    for text, findings in specimens():
        for finding in findings:
            line = f"`{text}` → {finding.sentence()}"
            if len(found[finding.code]) < 3:
                found[finding.code].append(line)
    return found


def specimens() -> Iterable[tuple[str, Iterable[Finding]]]:
    """Every specimen with its findings."""
    return chain(
        ((text, check_id(text, on=DAY)) for text in NUMBERS),
        ((text, PartialDate.parse(text).findings) for text in DATES),
        ((text, PersonName.parse(text).findings) for text in NAMES),
        (
            (text, (*parsed.findings, *(parsed.value.explain() if parsed.value else ())))
            for text in CERTIFICATES
            for parsed in (CertificateNumber.parse(text),)
        ),
        (
            (text, (*parsed.findings, *(parsed.value.explain(on=DAY) if parsed.value else ())))
            for text in DIVISIONS
            for parsed in (DivisionCode.parse(text),)
        ),
    )


def index(entries: Iterable[Entry]) -> str:
    """All codes in one table per area."""
    by_area: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_area[entry.code[:2]].append(entry)
    lines = [
        "# 问题代码",
        "",
        INTRODUCTION,
    ]
    for area, (zh, en) in AREAS.items():
        lines += [
            "",
            f"## {area} · {zh}（{en}）",
            "",
            "| 代码 | 等级 | 问题 | English |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| [{e.code}]({e.code}.md) | {e.severity.label} | {e.title_zh} | {e.title_en} |"
            for e in by_area[area]
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
