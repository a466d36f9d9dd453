"""The names of an edition as they are published: one entry each, in the order of the list (标准地名录)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.reference.place_categories import place_categories
from minzheng_core.registries.place_names.archive import LABELS
from minzheng_core.registries.place_names.code_classes import is_virtual
from minzheng_core.registries.place_names.former_names import read_former_names
from minzheng_core.registries.place_names.naming.characters import NO_NAME, character_findings
from minzheng_core.registries.place_names.publish.outlines import NO_OUTLINE, Outline, outline
from minzheng_core.registries.place_names.publish.printed import (
    Style,
    placed,
    printed_spelling,
    told_datum,
    withheld,
)
from minzheng_core.registries.place_names.publish.towns import OTHERS, Towns
from minzheng_core.registries.place_names.spelling.plain import plain_spelling
from minzheng_core.values.dates.partial_date import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from minzheng_core.geodesy.datums import Datum
    from minzheng_core.registries.place_names.lists import Edition, ListRow
    from minzheng_core.registries.place_names.spelling import ReadingList

_NOT_STANDARD = frozenset({"PN216", "PN217"})
VIRTUAL = "统计用的虚拟单位，不是地名"
WITHHELD = "〔待核〕"
"""What stands in the place of a spelling that is not printed."""


@frozen(kw_only=True)
class Published:
    """One name as it is printed; ``point`` is longitude and latitude on CGCS2000, where it can be told."""

    row: ListRow
    spelling: str
    """In the style of the list; empty where there is none that is known to be right."""
    section: str
    point: tuple[float, float] | None
    township: str = ""
    """The code of the township, where it is told."""
    unplaced: str = ""
    """Why coordinates that are there gave no point."""
    outline: Outline = NO_OUTLINE
    """The geometry on record on CGCS2000, or why none is published."""
    misspelt: str = ""
    """What is wrong with the spelling that the record has; it is not printed."""
    doubt: str = ""
    """Why a reading is not sure."""
    withheld: Mapping[str, str] = field(factory=dict)
    """Fields of the row that cannot be right and are not printed, each with the reason."""

    def __getitem__(self, name: str) -> str:
        """A field as it is printed."""
        return "" if name in self.withheld else self.row[name]

    @property
    def heads_section(self) -> bool:
        """Whether it is the township itself that its section is called by."""
        return self.row.code == self.township if self.township else self.name == self.section

    @property
    def name(self) -> str:
        """The standard name."""
        return self.row.name

    @property
    def kind(self) -> str:
        """What it names, in words: a category that is written as a code is given its name."""
        told = self.row["category_name"]
        if told and not told.isdecimal():
            return told
        category = place_categories().at(told or self.row["category"])
        if category:
            return category.name
        return self.row.kind.label if self.row.kind else ""

    @property
    def code(self) -> str:
        """The place code, else the code of the division."""
        return self["place_code"] or ("" if "unit_code" in self.withheld else self.row.code)

    def doubts(self) -> list[str]:
        """What somebody has to settle before the name is printed whole."""
        wrong = dict.fromkeys(self.withheld.values())
        fields = {
            why: "、".join(LABELS[name] for name, own in self.withheld.items() if own == why)
            for why in wrong
        }
        found = [*self._of_name(), self.misspelt, self.doubt]
        found += [f"{names}没有印（{self._texts(why)}）：{why}" for why, names in fields.items()]
        if self.unplaced and self.unplaced not in fields:
            found.append(f"坐标没有上图：{self.unplaced}")
        if self.outline.why:
            found.append(f"图形没有出版：{self.outline.why}")
        return [text for text in found if text]

    def _of_name(self) -> list[str]:
        """What no standard name is written with: signs, non-standard characters; or why it is none."""
        if self.unprintable:
            return [f"名称没有印：{self.unprintable}"]
        told = self._said_of_name(_NOT_STANDARD)
        return [f"名称照登记的印：{told}"] if told else []

    @property
    def unprintable(self) -> str:
        """Why what stands in the place of the name is none: Latin letters, made-up characters, a whole sentence."""
        return VIRTUAL if is_virtual(self.name) else self._said_of_name(NO_NAME)

    def _said_of_name(self, codes: frozenset[str]) -> str:
        found = character_findings(self.name, new=False)
        return "；".join(f.sentence() for f in found if f.code in codes)

    def _texts(self, why: str) -> str:
        return "，".join(self.row[name][:20] for name, own in self.withheld.items() if own == why)


def published(
    edition: Edition,
    *,
    county: str = "",
    datum: Datum | None = None,
    readings: ReadingList | None = None,
    tones: bool = True,
) -> list[Published]:
    """The entries of an edition, by township and code, then by spelling; the township itself stands first.

    A township is called as the edition itself calls it, else as the national list does. A spelling is
    printed where it is right (:func:`~.printed.printed_spelling`), all of them with *tones* or all
    without; dates, coordinates and codes that cannot be right are not printed. Points count on
    CGCS2000 and WGS 84, which agree; GCJ-02 is turned back (to about a metre); coordinates of other
    datums, or of none where *datum* does not tell it, are left out.
    """
    style = Style(county=county, readings=readings, tones=tones)
    towns = Towns(edition)
    found = []
    for row in edition:
        position = placed(row, datum)
        spelled = printed_spelling(row, style)
        township, section = towns.of(row)
        found.append(
            Published(
                row=row,
                spelling=spelled.text,
                section=section,
                township=township,
                point=position.point,
                unplaced=position.why,
                outline=outline(row["geometry"], told_datum(row, datum)),
                misspelt=spelled.misspelt,
                doubt=spelled.doubt,
                withheld=withheld(row, position),
            )
        )
    places = {
        section: place for place, section in enumerate(dict.fromkeys(e.section for e in found))
    }
    return sorted(
        found,
        key=lambda e: (
            e.section == OTHERS,
            not e.township,
            e.township,
            places[e.section],
            not e.heads_section,
            not e.code,
            e.code,
            plain_spelling(e.spelling),
        ),
    )


def printable(entries: Iterable[Published]) -> list[Published]:
    """The entries whose name can be printed at all; of the others the workbook says why not."""
    return [entry for entry in entries if not entry.unprintable]


def style_words(tones: bool) -> str:
    """How the spellings of a list are written, for the heading of their column."""
    return "标声调" if tones else "不标声调"


def sections(entries: Iterable[Published]) -> dict[str, list[Published]]:
    """Entries by the township they stand under, in their order."""
    found: dict[str, list[Published]] = {}
    for entry in entries:
        found.setdefault(entry.section, []).append(entry)
    return found


def dictionary_entry(entry: Published) -> str:
    """The article of a place-name dictionary (地名词典条目), of what the record says.

    >>> from minzheng_core.registries.place_names.lists import Edition, ListRow
    >>> cells = {"standard_name": "和顺村", "unit_code": "360732107201", "former_names": "和顺大队（1958—1984）",
    ...          "origin": "村前有和顺桥", "spelling": "Héshùn Cūn"}
    >>> dictionary_entry(published(Edition(label="", rows=(ListRow(line=1, cells=cells),)))[0])
    '【和顺村】Héshùn Cūn　村（行政村）。在城岗镇。曾名和顺大队（1958—1984年）。村前有和顺桥。'
    """
    row = entry.row
    head = f"【{entry.name}】{entry.spelling or WITHHELD}" + (
        f"（{row['minority_script']}）" if row["minority_script"] else ""
    )
    where = f"在{entry.section}" if entry.section not in {OTHERS, entry.name} else ""
    alias = f"又名{row['alias']}" if row["alias"] else ""
    texts = (
        entry.kind,
        where,
        row["description"],
        alias,
        _former(row),
        row["origin"],
        row["meaning"],
        row["history"],
    )
    said = "".join(_sentence(text) for text in dict.fromkeys(texts) if text)
    approval = (
        f"{_day(entry['approval_on'])}{row['approval_authority']}批准"
        if entry["approval_on"] and row["approval_authority"]
        else ""
    )
    return f"{head}　{said}{_sentence(approval) if approval else ''}".rstrip("　")


def _day(text: str) -> str:
    """A date as it is written in a sentence; as it stands where it cannot be read."""
    value = PartialDate.parse(text).value
    return value.show() if value else text


def _former(row: ListRow) -> str:
    names, unread = read_former_names(row["former_names"])
    told = [*(n.name + _span(n.since, n.until) for n in names), *unread]
    return f"曾名{'、'.join(told)}" if told else ""


def _span(since: str | None, until: str | None) -> str:
    """From when until when: bare years together, other days each written out."""
    if not (since or until):
        return ""
    if all(day is None or day.isdecimal() for day in (since, until)):
        return f"（{since or ''}—{until or ''}年）"
    return f"（{_day(since or '')}—{_day(until or '')}）"


def _sentence(text: str) -> str:
    plain = text.strip().rstrip("。；;")
    return f"{plain}。" if plain else ""
