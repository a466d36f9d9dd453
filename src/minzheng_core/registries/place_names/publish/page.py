"""The list and the dictionary as one HTML page each, readable offline and on paper."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from minzheng_core.registries.place_names.publish.entries import (
    WITHHELD,
    dictionary_entry,
    sections,
    style_words,
)
from minzheng_core.registries.place_names.spelling.plain import dictionary_order, plain_spelling
from minzheng_core.reports.html.style import CSS
from minzheng_core.reports.html.tables import Markup, paragraph, section, short, table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from minzheng_core.registries.place_names.publish.entries import Published

_OWN_CSS = """
.index{columns:4;font-size:13px;column-gap:18px}
.index b{display:block;color:var(--blue);margin-top:6px;break-after:avoid}
.index span{display:block;break-inside:avoid}
.entry{margin:0 0 8px;text-indent:-1em;padding-left:1em;overflow-wrap:anywhere}
img{max-width:100%}
@media print{.index{columns:5}.entry{break-inside:avoid}}
"""
_HEADINGS = ("标准名称", "罗马字母拼写（{style}）", "类别", "代码", "位置", "批准")


def list_page(
    entries: Sequence[Published],
    *,
    title: str,
    county: str,
    on: date,
    picture: str = "",
    tones: bool = True,
) -> str:
    """The standard list (标准地名录) as a page: by township, with an index by spelling.

    *picture* is the name of an image beside the page, or a ``data:`` address.
    """
    parts = [_head(title, county, on, entries)]
    headings = [heading.format(style=style_words(tones)) for heading in _HEADINGS]
    if picture:
        parts.append(section("地名图", f'<img src="{escape(picture)}" alt="地名图">'))
    for place, own in sections(entries).items():
        rows = [
            (
                Markup(f"<b>{escape(e.name)}</b>"),
                e.spelling or WITHHELD,
                short(e.kind),
                short(e.code),
                e.row["description"],
                " ".join(t for t in (e["approval_document"], e["approval_on"]) if t),
            )
            for e in own
        ]
        kept = [n for n in range(len(headings)) if n < 2 or any(_text(row[n]) for row in rows)]
        parts.append(
            section(
                f"{place}（{len(own)}）",
                table([headings[n] for n in kept], [[row[n] for n in kept] for row in rows]),
            )
        )
    parts.append(section("音序索引", _index(entries), new_page=True))
    return _page(title, parts)


def dictionary_page(entries: Sequence[Published], *, title: str, county: str, on: date) -> str:
    """The articles of a place-name dictionary (地名词典) in the order of their spelling."""
    ordered = sorted(entries, key=lambda e: dictionary_order(e.name, e.spelling))
    body = "".join(f'<p class="entry">{escape(dictionary_entry(e))}</p>' for e in ordered)
    return _page(title, [_head(title, county, on, entries), f"<section>{body}</section>"])


def _text(cell: str | Markup) -> str:
    return cell if isinstance(cell, str) else cell.html.replace(short("").html, "")


def _head(title: str, county: str, on: date, entries: Sequence[Published]) -> str:
    unspelled = sum(not e.spelling for e in entries)
    note = f"其中 {unspelled:,} 条的拼写待核实，没有印，记作{WITHHELD}。" if unspelled else ""
    return (
        f"<h1>{escape(title)}</h1>"
        + paragraph(f"{county}　{on:%Y年%m月%d日}　共 {len(entries):,} 条。{note}", "sub")
        + paragraph(
            "依据《地名管理条例》第十五条、第二十二条编制；拼写依照《汉语拼音方案》和《中国地名汉语拼音字母拼写规则》。",
            "note",
        )
    )


def _index(entries: Sequence[Published]) -> str:
    spelled = sorted(
        (e for e in entries if e.spelling), key=lambda e: dictionary_order(e.name, e.spelling)
    )
    parts, letter = [], ""
    for entry in spelled:
        first = plain_spelling(entry.spelling)[:1].upper()
        if first != letter:
            letter = first
            parts.append(f"<b>{escape(letter)}</b>")
        parts.append(f"<span>{escape(entry.name)}　{escape(entry.section)}</span>")
    return f'<div class="index">{"".join(parts)}</div>'


def _page(title: str, parts: Sequence[str]) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{CSS}{_OWN_CSS}</style></head><body>\n"
        + "\n".join(parts)
        + "\n</body></html>\n"
    )
