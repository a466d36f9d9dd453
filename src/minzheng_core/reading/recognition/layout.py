"""Where the headings of a table stand: below titles, in one row or two or three, or nowhere."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.reading.recognition.centred import at_their_first_columns
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.parts import find_parts, whole_headings
from minzheng_core.reading.recognition.party_words import names_third_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.raw import Merge
    from minzheng_core.reading.recognition.headings import FieldIndex

Row = list[str | None]

SEARCHED = 60
"""Rows from the top among which headings are looked for."""
DEEPEST = 3
GOOD = 0.6
_COUNTED = 0.9
"""What a heading counts that says of which person it is, and not whether the man or the woman."""
_TWICE = 4
_ANOTHERS = 1.1
_NAMING = 0.05
"""What it counts that a row names columns which have no name below; one that only says who filled in the
form and when is no heading."""
_SAME = 0.5
"""A row of so many cells, so large a share of which names the field of the heading above it, says them again."""
_ENOUGH, _ROWS_OF_DATA = 1.4, 3
"""What headings name that so many rows of data below leave no doubt of."""
_OF_A_RECORD = 3
_SEXES, _ALIKE = {"男", "女"}, 4
_LABELLED = re.compile(r"\S[:：]\s*[^\s:：]")
"""A label with what it says behind it."""
LONGEST = 200
"""Characters of a heading that are looked at: more is no heading but a text that strayed there."""
_DATA = re.compile(r"\d{5,}|\d{2,4}[-./年]\d{1,2}|^I(?:[ABD]|C[AB]|NR)$")
"""What no heading holds: long numbers, dates, the codes that registration systems have for kinds of acts."""


@frozen
class Layout:
    """Where the headings stand (rows counted from 0) and what they say, column by column."""

    rows: tuple[int, ...]
    headings: tuple[str, ...]
    first_data_row: int


def find_layout(
    sample: Sequence[Row], index: FieldIndex, merges: Sequence[Merge] = ()
) -> Layout | None:
    """The rows whose words name the most fields; ``None`` where no row names any.

    ``sample`` are the first rows of the table, all of one width.
    """
    best: Layout | None = None
    most = 0.0
    sexes = _columns_of_sexes(sample[: SEARCHED + _ALIKE])
    for bottom in range(min(SEARCHED, len(sample))):
        if (
            best is not None
            and bottom > best.first_data_row
            and (most >= 3 or (most >= _ENOUGH and _stands_over_data(best, sample, bottom)))
        ):
            break
        if _filled(sample[bottom]) == 0 or says_one_thing(sample[bottom]):
            continue
        if any(sample[bottom][at] in _SEXES for at in sexes):
            continue
        for depth in range(1, min(DEEPEST, bottom + 1) + 1):
            block = sample[bottom - depth + 1 : bottom + 1]
            if depth > 1 and not _may_stand_above(block[0]):
                break
            if _cut_by_merges(range(bottom - depth + 1, bottom + 1), merges):
                continue
            headings = _compose(block, bottom - depth + 1, merges)
            headings = tuple(_of_the_record(heading, index) for heading in headings)
            parts = find_parts(headings)
            joined = sum(1 + len(datum.others) for datum in parts)
            score = _score(whole_headings(headings, parts), index) + 0.5 * joined
            score -= 0.5 * _data_cells(block)
            score += _NAMING * _names_columns(block)
            if score > most:
                rows = tuple(range(bottom - depth + 1, bottom + 1))
                best, most = Layout(rows, headings, bottom + 1), score
    if best is None:
        return None
    best = _with_headings_above(_with_headings_said_twice(best, sample, index), sample)
    named = sum(1 for heading in best.headings if heading)
    return best if most >= _ENOUGH or (most >= 0.85 and named <= 3) else None


def _columns_of_sexes(rows: Sequence[Row]) -> list[int]:
    """The columns in which 男 or 女 stands again and again: as data of persons, and no heading."""
    said = Counter(
        (at, cell)
        for row in rows
        for at, cell in enumerate(row)
        if cell is not None and cell in _SEXES
    )
    return sorted({at for (at, _), count in said.items() if count >= _ALIKE})


def _stands_over_data(layout: Layout, sample: Sequence[Row], end: int) -> bool:
    """Whether rows below the headings, before *end*, hold data: what follows is another table, not the only one."""
    named = [bool(heading) for heading in layout.headings]
    rows = sample[layout.first_data_row : end]
    full = [row for row in rows if 2 * _filled(row) > sum(named) and _data_cells([row])]
    return len(full) >= _ROWS_OF_DATA


def _with_headings_above(layout: Layout, sample: Sequence[Row]) -> Layout:
    """The layout with the words above a column that has no heading of its own, where that row has several.

    So 证号 stands in the row of 男 and 女, which were merged and are no longer.
    """
    top = min(layout.rows) - 1
    if (
        top < 0
        or not _may_stand_above(sample[top])
        or _DATA.search("\n".join(filter(None, sample[top])))
    ):
        return layout
    headings = tuple(
        own or _words(above) for own, above in zip(layout.headings, sample[top], strict=True)
    )
    return (
        layout
        if headings == layout.headings
        else Layout((top, *layout.rows), headings, layout.first_data_row)
    )


def _with_headings_said_twice(layout: Layout, sample: Sequence[Row], index: FieldIndex) -> Layout:
    """The layout with the row below its headings where that names the same fields in other words.

    So exports have the names of the database above those for people: ``NAME_MAN``, and below it 男方姓名.
    """
    below = sample[layout.first_data_row] if layout.first_data_row < len(sample) else []
    said = [cell for cell in below if cell]
    both = [
        (cell, heading)
        for cell, heading in zip(below, layout.headings, strict=False)
        if cell and heading
    ]
    same = sum(_names_the_same(cell, heading, index) for cell, heading in both)
    if len(said) < _TWICE or same < _SAME * len(said):
        return layout
    rows = (*layout.rows, layout.first_data_row)
    return Layout(rows, layout.headings, layout.first_data_row + 1)


def _names_the_same(cell: str, heading: str, index: FieldIndex) -> bool:
    fields = [{m.field for m in index.matches(text) if m.score >= GOOD} for text in (cell, heading)]
    return cell != heading and bool(fields[0] & fields[1])


def layout_without_headings(sample: Sequence[Row], fits: Sequence[bool | None]) -> Layout | None:
    """The layout of a table whose first full row may be data or headings nobody knows.

    ``fits`` says of each column whether the first full row's cell looks like the cells below it.
    """
    widths = sorted(_filled(row) for row in sample if _filled(row))
    if not widths:
        return None
    usual = widths[len(widths) // 2]
    first = next(i for i, row in enumerate(sample) if _filled(row) >= max(1, usual // 2))
    known = [fit for fit in fits if fit is not None]
    if known and sum(known) * 2 < len(known):
        return Layout((first,), tuple(_words(cell) for cell in sample[first]), first + 1)
    return Layout((), ("",) * len(sample[first]), first)


def _compose(block: Sequence[Row], top: int, merges: Sequence[Merge]) -> tuple[str, ...]:
    """Put the heading of each column together from the rows of a heading block."""
    filled = [list(row) for row in block]
    for first_row, left, last_row, right in merges:
        for at in range(max(first_row, top), min(last_row, top + len(block) - 1) + 1):
            if 0 <= first_row - top < len(block) and left < len(filled[0]):
                text = block[first_row - top][left]
                for column in range(left, min(right, len(filled[0]) - 1) + 1):
                    filled[at - top][column] = filled[at - top][column] or text
    for depth in range(len(filled) - 1):
        filled[depth] = at_their_first_columns(filled[depth], filled[depth + 1])
        group: str | None = None
        for column, text in enumerate(filled[depth]):
            below = next((row[column] for row in filled[depth + 1 :] if row[column]), None)
            if text is not None:
                group = text if below is not None and below != text else None
            elif below is not None:
                filled[depth][column] = group
    headings = []
    for column in range(len(filled[0])):
        words: list[str] = []
        for row in filled:
            word = _words(row[column])
            if word and word not in words:
                words.append(word)
        headings.append("/".join(words))
    return tuple(headings)


def _of_the_record(heading: str, index: FieldIndex) -> str:
    """The *heading* without the words above it, where what stands below is no person's: 男方/备注, 登记信息/日期.

    The last party's word reaches on to what stands behind its columns.
    """
    above, _, own = heading.rpartition("/")
    if not above or index.single or names_third_person(above):
        return heading
    if any(match.score >= GOOD for match in index.matches(heading)):
        return heading
    named = [index.fields[match.field] for match in index.matches(own) if match.score >= GOOD]
    return own if named and named[0].party is None else heading


def _score(headings: Sequence[str], index: FieldIndex) -> float:
    """How much the headings say: each field counts once, more where its party is said too."""
    used: set[str] = set()
    score = 0.0
    for heading in headings:
        if not heading or len(heading) > 40 or _DATA.search(heading):
            continue
        if index.is_of_another(heading):
            # To know that is worth more than to take it for the datum of the record.
            score += _ANOTHERS
            used.update(match.field for match in index.matches(heading)[:1])
            continue
        matches = [m for m in index.matches(heading) if m.score >= GOOD and m.field not in used]
        if matches:
            best = matches[0]
            used.add(best.field)
            alike = [index.fields[m.field].party for m in matches if m.score == best.score]
            # 男方姓名年龄 leaves no doubt whose it is, though it is the name of two data.
            certain = len(alike) == 1 or (alike[0] is not None and len(set(alike)) == 1)
            counted = read_heading(heading).position is not None
            score += best.score * (1.0 if certain else _COUNTED if counted else 0.8)
    return score


def _may_stand_above(row: Row) -> bool:
    """Whether *row* may be the upper one of headings: no title, and no line of a form (案卷号：1 … 第 1 页)."""
    first = next((cell for cell in row if cell and cell.strip()), None)
    return first is not None and not says_one_thing(row) and not _LABELLED.search(first)


def _cut_by_merges(rows: range, merges: Sequence[Merge]) -> bool:
    """Whether a cell is merged of some of *rows* and some above or below: headings begin and end together."""
    return any(
        last - first < DEEPEST
        and (first < rows[0] <= last <= rows[-1] or rows[0] <= first <= rows[-1] < last)
        for first, _, last, _ in merges
    )


def _names_columns(block: Sequence[Row]) -> int:
    """How many of the upper rows of a block name columns that the row below leaves without a name."""
    return sum(
        any(cell and not under for cell, under in zip(row, below, strict=True))
        for row, below in pairwise(block)
    )


def _data_cells(block: Sequence[Row]) -> int:
    return sum(1 for row in block for cell in row if cell and _DATA.search(cell))


def data_rows(rows: Sequence[Row]) -> list[int]:
    """Which of *rows* look like records: three cells or more, one of them a date or a long number.

    >>> data_rows([["填表", "张三", "1990.1.3"], ["说明：1990.1.3 填", None, None], ["男", "女", "日期"]])
    [0]
    """
    return [
        at for at, row in enumerate(rows) if _filled(row) >= _OF_A_RECORD and _data_cells([row])
    ]


def _filled(row: Row) -> int:
    return sum(cell is not None and bool(cell.strip()) for cell in row)


def says_one_thing(row: Sequence[str | None]) -> bool:
    """Whether a row holds one text only, perhaps merged over several columns: a title.

    >>> says_one_thing(["结婚登记册", None, None]), says_one_thing(["姓名", "性别", None])
    (True, False)
    """
    texts = {cell for cell in row if cell}
    return len(texts) == 1 and len(row) > 2


def _words(text: str | None) -> str:
    """A heading on one line, without the blanks that spread Chinese words."""
    return re.sub(r"\s+", " ", (text or "")[:LONGEST]).strip()
