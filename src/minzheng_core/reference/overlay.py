"""What a county knows better than any national table (地方补充资料): passed as an argument.

Communes, townships merged long ago, their years and the short forms used in certificate numbers
stand in no open list. A county writes them into a CSV or TOML file; ``docs/guide/overlay.md``
describes both.
"""

from __future__ import annotations

import csv
import re
import tomllib
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from minzheng_core.errors import InputError
from minzheng_core.reference.code_tables import code_table
from minzheng_core.reference.county_file import text_of
from minzheng_core.reference.divisions import LONGEST_DIVISION, DivisionRecord, divisions
from minzheng_core.reference.tables import table_bytes
from minzheng_core.reference.townships import TownshipRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.reference.divisions import DivisionHistory, Level
    from minzheng_core.reference.gazetteer import Gazetteer

COLUMNS = ("县代码", "名称", "简称", "开始年", "结束年", "现属", "代码", "备注", "类别")
TABLES: Mapping[str, str] = {
    "业务类型": "business_type", "身份类别": "identity_type", "性别": "sex", "民族": "ethnicity",
    "婚姻状况": "marital_status", "文化程度": "education", "学历": "education",
    "职业": "occupation", "从业状况": "employment", "国籍": "nationality", "证件类型": "id_type",
    "安放方式": "placement_kind", "死亡地点类别": "death_place", "死亡性质": "death_manner",
    "死亡证明种类": "death_evidence", "死亡证明介质": "report_medium",
    "死亡证明式样": "death_certificate_form", "预留依据": "placement_exception",
}  # fmt: skip
"""What ``类别`` says of a row of local wording: the code table to which it belongs."""
_TOWNSHIP = "乡镇"
_PERSON = re.compile(r"^(?:男方|女方|逝者)")
# TOML keys are ASCII; errors name the Chinese heading, which is the same cell.
_TOML_KEYS = {
    "county": "县代码", "name": "名称", "short_forms": "简称", "start": "开始年", "end": "结束年",
    "now": "现属", "code": "代码", "note": "备注", "province": "省", "prefecture": "地市",
    "level": "级别", "successors": "后继", "table": "类别",
}  # fmt: skip
_LEVELS: Mapping[str, Level] = {
    "province": "province",
    "prefecture": "prefecture",
    "county": "county",
}
_SEPARATORS = re.compile(r"[\s、，,;；|/]+")


@frozen(eq=False, kw_only=True)
class Overlay:
    """The additions of one county to the reference data (地方补充资料).

    ``townships`` stand for those of the national list with the same name and code (or the same
    name, where the overlay gives no code); ``divisions`` are added to the history, for changes
    younger than its edition. ``wording`` are pairs of a local writing and the code it stands for, by
    code table.
    """

    divisions: tuple[DivisionRecord, ...] = ()
    townships: tuple[TownshipRecord, ...] = ()
    wording: Mapping[str, tuple[tuple[str, str], ...]] = {}
    gazetteer: Gazetteer | None = None
    """The county's villages, for what reads addresses down to them."""

    @classmethod
    def load(cls, path: str | Path) -> Overlay:
        """Read a ``.csv`` (townships and wording) or ``.toml`` (these and divisions).

        CSV in UTF-8 or GB 18030 with the headings of :func:`template`; rows whose first cell
        begins with ``#`` are remarks. Raises :class:`InputError` (IN104 no permission, DV191 unreadable file, DV192
        missing heading, DV193 wrong cell, DV194 no county's code, DV195 no code table), naming
        file, row and column.
        """
        path = Path(path)
        try:
            text = text_of(path)
            if path.suffix.lower() == ".toml":
                return cls._from_toml(tomllib.loads(text), path.name)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise InputError("DV191", file=path.name) from error
        return cls._from_csv(text, path.name)

    @classmethod
    def _from_csv(cls, text: str, file: str) -> Overlay:
        lines = list(csv.reader(StringIO(text, newline="")))
        heading = [cell.strip() for cell in lines[0]] if lines else []
        for column in ("县代码", "名称"):
            if column not in heading:
                raise InputError("DV192", file=file, column=column)
        found, wording = [], []
        for number, cells in enumerate(lines[1:], start=2):
            row = {name: cell.strip() for name, cell in zip(heading, cells, strict=False)}
            if not any(row.values()) or cells[0].startswith("#"):
                continue
            if row.get("类别") in {None, "", _TOWNSHIP}:
                town = _township(row, file, number)
                _require_county(town.county, divisions(), file, number)
                found.append(town)
            else:
                wording.append(_wording(row, file, number))
        return cls(townships=tuple(found), wording=_by_table(wording))

    @classmethod
    def _from_toml(cls, content: dict[str, Any], file: str) -> Overlay:
        towns = [_township(row, file, n) for n, row in _tables(content, "townships", file)]
        areas = [_division(row, file, n) for n, row in _tables(content, "divisions", file)]
        wording = [_wording(row, file, n) for n, row in _tables(content, "wording", file)]
        made = cls(townships=tuple(towns), divisions=tuple(areas), wording=_by_table(wording))
        history = divisions(made) if areas else divisions()
        for number, town in enumerate(towns, start=1):
            _require_county(town.county, history, file, number)
        return made


def template() -> str:
    """An empty overlay as CSV text, to be saved and filled in.

    >>> template().splitlines()[0]
    '县代码,名称,简称,开始年,结束年,现属,代码,备注,类别'
    """
    return table_bytes("overlay_template.csv").decode("utf-8")


def _tables(content: dict[str, Any], name: str, file: str) -> list[tuple[int, dict[str, Any]]]:
    tables = content.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise InputError("DV192", file=file, column=f"[[{name}]]")
    named = ({_TOML_KEYS.get(key, key): value for key, value in table.items()} for table in tables)
    return list(enumerate(named, start=1))


def _township(row: Mapping[str, Any], file: str, number: int) -> TownshipRecord:
    return TownshipRecord(
        code=_code(row, "代码", 9, file, number),
        name=_required(row, "名称", file, number),
        county=_code(row, "县代码", 6, file, number, needed=True),
        start=_year(row, "开始年", file, number),
        end=_year(row, "结束年", file, number),
        successors=_words(row.get("现属")),
        short_forms=_words(row.get("简称")),
    )


def _require_county(code: str, history: DivisionHistory, file: str, number: int) -> None:
    if not history.registers(code):
        raise InputError("DV194", file=file, row=number, actual=code)


def _wording(row: Mapping[str, Any], file: str, number: int) -> tuple[str, str, str]:
    """Code table, local writing, code; ``代码`` may hold the standard's label instead."""
    kind = _PERSON.sub("", str(row.get("类别", "")).strip())
    if kind not in TABLES:
        raise InputError("DV195", file=file, row=number, actual=kind, known="、".join(TABLES))
    entry = code_table(TABLES[kind]).lookup(told := str(row.get("代码", "")).strip())
    if entry is None:
        raise InputError("DV193", file=file, row=number, column="代码", actual=told)
    return TABLES[kind], _required(row, "名称", file, number), entry.code


def _by_table(found: list[tuple[str, str, str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    tables: dict[str, tuple[tuple[str, str], ...]] = {}
    for table, word, code in found:
        tables[table] = (*tables.get(table, ()), (word, code))
    return tables


def _division(row: Mapping[str, Any], file: str, number: int) -> DivisionRecord:
    start = _year(row, "开始年", file, number)
    if start is None:
        raise InputError("DV193", file=file, row=number, column="开始年", actual="")
    level = str(row.get("级别", "county"))
    if level not in _LEVELS:
        raise InputError("DV193", file=file, row=number, column="级别", actual=level)
    successors = []
    for word in _words(row.get("后继")):
        match = re.fullmatch(r"(\d{6})@(\d{4})", word)
        if match is None:
            raise InputError("DV193", file=file, row=number, column="后继", actual=word)
        successors.append((match[1], int(match[2])))
    name = _required(row, "名称", file, number)
    if len(name) > LONGEST_DIVISION:
        raise InputError("DV193", file=file, row=number, column="名称", actual=name)
    return DivisionRecord(
        code=_code(row, "代码", 6, file, number, needed=True),
        name=name,
        province=str(row.get("省", "")),
        prefecture=str(row.get("地市", "")),
        level=_LEVELS[level],
        start=start,
        end=_year(row, "结束年", file, number),
        successors=tuple(successors),
    )


def _required(row: Mapping[str, Any], column: str, file: str, number: int) -> str:
    text = str(row.get(column, "")).strip()
    if not text:
        raise InputError("DV193", file=file, row=number, column=column, actual="")
    return text


def _code(
    row: Mapping[str, Any],
    column: str,
    digits: int,
    file: str,
    number: int,
    *,
    needed: bool = False,
) -> str:
    text = str(row.get(column, "")).strip()
    if (text or needed) and not re.fullmatch(rf"[0-9]{{{digits}}}", text):
        raise InputError("DV193", file=file, row=number, column=column, actual=text)
    return text


def _year(row: Mapping[str, Any], column: str, file: str, number: int) -> int | None:
    text = str(row.get(column, "")).strip().removesuffix("年")
    if not text:
        return None
    if not re.fullmatch(r"(?:1[89]|20)[0-9]{2}", text):
        raise InputError("DV193", file=file, row=number, column=column, actual=text)
    return int(text)


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(word) for word in value)
    return tuple(filter(None, _SEPARATORS.split(str(value or ""))))
