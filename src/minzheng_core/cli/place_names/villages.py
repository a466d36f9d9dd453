"""The command on villages: their areas and their committees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.cli.books.access import store_at
from minzheng_core.cli.place_names.book import books_of_names
from minzheng_core.cli.speech import print_findings
from minzheng_core.cli.statuses import TOLD

if TYPE_CHECKING:
    import argparse

    from minzheng_core.findings import Finding
    from minzheng_core.ledger import Entry
    from minzheng_core.registries.place_names.links import Village


def villages(options: argparse.Namespace) -> int:
    """List every village once, with its area and its committee; 10 where a link is wrong."""
    from minzheng_core.registries.place_names.links import count_once
    from minzheng_core.registries.place_names.links import villages as linked

    found: list[Village] = []
    told: list[tuple[Entry, Finding]] = []
    places = 0
    with store_at(options) as store:
        # Each book has keys of its own.
        for book in books_of_names(store, options):
            entries = list(book.scan())
            own, wrong = linked(entries)
            places += count_once(entries, own)
            found += own
            told += wrong
    lines = [_line(village) for village in found]
    for line in lines:
        print("  ".join(text for text in line if text))
    for entry, finding in told:
        print(f"{entry.key}  {entry.values.get('standard_name') or ''}")
        print_findings([finding], options.lang)
    words = _WORDS[options.lang]
    print(words.format(villages=len(found), places=places, told=len(told)))
    if options.out:
        from minzheng_core.registries.place_names.lists.files import write_table

        write_table(options.out, _HEADINGS, lines)
    return TOLD if any(finding.severity.value != "notice" for _, finding in told) else 0


_HEADINGS = ("村、社区", "区域编号", "组织", "组织编号", "关联")
_WORDS = {
    "zh": "村、社区 {villages:,} 个（区域和组织算一处），登记簿共 {places:,} 处地名；提示和问题 {told:,} 处。",
    "en": "{villages:,} villages, area and committee counted once; {places:,} places in the book; {told:,} remarks.",
}


def _line(village: Village) -> tuple[str, ...]:
    area, committee = village.area, village.committee
    if area is None or committee is None:
        state = "只有区域" if area else "只有组织"
    else:
        state = "已关联" if village.linked else "可以关联"
    return (village.name, _key(area), _name(committee), _key(committee), state)


def _key(entry: Entry | None) -> str:
    return entry.key if entry else ""


def _name(entry: Entry | None) -> str:
    return str(entry.values.get("standard_name") or "") if entry else ""
