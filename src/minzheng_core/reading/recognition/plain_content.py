"""Columns whose headings nobody knows and whose cells leave no doubt: persons' names, days.

A column of names below a heading that says of which party (领证新人〔男〕) is the name of that party where nothing else is;
the only column of days is that of the act where its heading says so. What is left and plainly holds what the table is
lacking is told, before all others that are not known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.reading.mapping import PERSON, base_name
from minzheng_core.reading.recognition.claims import GUESSED, Claim
from minzheng_core.reading.recognition.content import SAMPLED, begins_like_a_name
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.reading.recognition.claims import Finder
    from minzheng_core.schema import FieldSpec

    Cells = Sequence[Sequence[str | None]]

_PLAINLY = 2 / 3
"""The share of the cells that must be names, or days."""
_FEWEST, _APART = 3, 0.6
"""Cells that tell anything, and the share of them that must differ: names do, villages and trades do not."""
_NAME = re.compile(
    r"[\u3400-\u9fff]\s?[\u3400-\u9fff]{1,2}|[\u3400-\u9fff]{2,8}[·•・][\u3400-\u9fff]{2,8}"
)
_PLACE = re.compile(
    "[村庄沟湾坪岭坡岗屯营堡寨铺店桥塘冲垸坝场镇乡队社组厂矿局街路巷里弄院校所站县市区]$"
)
_NUMERAL = "(?:[0-9]{1,4}|[元正冬腊〇零一二三四五六七八九十廿卅初]{1,4})"
_DAY = re.compile(
    rf"(?:[农阴阳公夏]历)?(?:{_NUMERAL}\s*[年./\-、．]\s*)?{_NUMERAL}\s*[月./\-、．]\s*{_NUMERAL}\s*[日号]?|(?:19|20)\d{{6}}|同[上日]|〃"
)
_OF_THE_ACT = re.compile("登记|[结成完]婚|[领办发颁批]")
_ELSE = re.compile("出生|生日|体检|婚检|审|填|录|归档|送|报|迁|户[口籍]|死|原|上次|前次|[补换]|撤")
"""Days of something else."""
_SOMEBODY = re.compile(
    "介绍|证[明婚]|见证|经[手办]|承办|[主司]婚|[登办记审批填录]员|[父母]|家长|[户屋]主|监|审|批|填|录|代|联系|领导|干部|[村队社乡镇局科所]长|子女|媒"
)
"""Who is neither party, whatever stands with it."""
_FILLED = 0.5
"""The share of the rows that a column of the days of the act fills at least."""


def claim_plain_names(finder: Finder, cells: Cells) -> None:
    """Give each party without a name the one column of names whose heading says that party and nobody else."""
    for spec in _lacking(finder, FieldKind.PERSON_NAME):
        columns = [
            column
            for column in _left(finder)
            if read_heading(finder.headings[column]).party == spec.party
            and _told(finder, column)
            and holds_names(cells[column])
        ]
        if spec.party and len(columns) == 1:
            finder.take([Claim(GUESSED, columns[0], spec.name, "content")])


def claim_plain_days(finder: Finder, cells: Cells) -> None:
    """Give the act without a day the one column of days whose heading says something of it."""
    specs = [spec for spec in _lacking(finder, FieldKind.EVENT_DATE) if spec.party is None]
    columns = [
        column for column in _days(finder, cells) if _OF_THE_ACT.search(finder.headings[column])
    ]
    if specs and len(columns) == 1:
        finder.take([Claim(GUESSED, columns[0], specs[0].name, "content")])


def tell_unread(finder: Finder, cells: Cells, notes: NoteBook) -> None:
    """Name the columns that plainly hold what the table is lacking, and are read as nothing (IN267)."""
    if _lacking(finder, FieldKind.PERSON_NAME):
        found = [c for c in _left(finder) if _told(finder, c) and holds_names(cells[c])]
        _tell(finder, notes, found, {"zh": "人的姓名", "en": "names of persons"})
    if _lacking(finder, FieldKind.EVENT_DATE):
        _tell(finder, notes, _days(finder, cells), {"zh": "日子", "en": "days"})


def _tell(finder: Finder, notes: NoteBook, columns: Sequence[int], what: dict[str, str]) -> None:
    if columns:
        headings = "”“".join(finder.headings[column] for column in columns)
        notes.add("IN267", headings=headings, what=what)


def _lacking(finder: Finder, kind: FieldKind) -> list[FieldSpec]:
    """The fields of a kind that every table should have, and this one does not: names, the day of the act."""
    fields = finder.index.fields.values()
    of_kind = [spec for spec in fields if spec.kind is kind]
    first = base_name(of_kind[0].name) if of_kind else ""
    wanted = [spec for spec in of_kind if base_name(spec.name) == first]
    return [
        spec
        for spec in wanted
        if spec.name not in finder.used and PERSON + base_name(spec.name) not in finder.used
    ]


def _left(finder: Finder) -> list[int]:
    return [
        column
        for column, heading in enumerate(finder.headings)
        if heading and column not in finder.taken and column not in finder.settled
    ]


def _told(finder: Finder, column: int) -> bool:
    """Whether the heading leaves it open that the names are those of the parties."""
    return _SOMEBODY.search(finder.headings[column]) is None


def _days(finder: Finder, cells: Cells) -> list[int]:
    return [
        column
        for column in _left(finder)
        if not _ELSE.search(finder.headings[column])
        and not read_heading(finder.headings[column]).party
        and finder.profiles[column].filled >= _FILLED
        and holds_days(cells[column])
    ]


def holds_names(cells: Sequence[str | None]) -> bool:
    """Whether two thirds of the cells are a surname and one or two characters, and hardly any like another.

    >>> holds_names(["张三", "李小红", "王大力"]), holds_names(["王家沟", "李庄", "张村"])
    (True, False)
    """
    return _plainly(cells, _is_name, apart=_APART)


def holds_days(cells: Sequence[str | None]) -> bool:
    """Whether two thirds of the cells are days, perhaps without their year.

    >>> holds_days(["78.元.15", "1.28", "腊月廿三", "5/1"]), holds_days(["1", "2", "3"])
    (True, False)
    """
    return _plainly(cells, _DAY.fullmatch)


def _is_name(text: str) -> bool:
    return (
        _NAME.fullmatch(text) is not None
        and begins_like_a_name(text)
        and _PLACE.search(text) is None
    )


def _plainly(
    cells: Sequence[str | None], fits: Callable[[str], object], *, apart: float = 0.0
) -> bool:
    said = [text for cell in cells if cell and (text := cell.strip())]
    seen = said[:: max(1, len(said) // SAMPLED)][:SAMPLED]
    return (
        len(seen) >= _FEWEST
        and sum(1 for text in seen if fits(text)) >= _PLAINLY * len(seen)
        and len(set(seen)) >= apart * len(seen)
    )
