"""Schedules read from TOML files; one that cannot be evaluated is refused with the line that is wrong."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from attrs import define, field

from minzheng_core.errors import InputError
from minzheng_core.findings import Finding
from minzheng_core.registries.funeral.schedules.model import (
    COUNTED,
    NO_LIMIT,
    SCALE,
    UNITS,
    Line,
    Schedule,
    Schedules,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_HEAD = frozenset(
    "name place since until kind settle cap who exclude require source".split()  # noqa: SIM905
)
_LINE = frozenset(
    "item kinds areas unit base included price per whole rate free free_quantity free_times "  # noqa: SIM905
    "free_amount who".split()
)
_TABLE = re.compile(r"^\s*\[\[?\s*(schedule|line)\s*\]\]?", re.MULTILINE)
_DIGITS = re.compile(r"\d{2}|\d{4}|\d{6}")
MOST_YUAN = 10_000_000


def read_schedules(*paths: Path) -> Schedules:
    """The schedules in TOML files.

    Raises:
        InputError: a file that is no TOML (FS101) or cannot be evaluated (FS102 to FS107), with the
            file, line and field; two schedules that overlap (FS105).

    """
    known: list[Schedule] = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except FileNotFoundError as error:
            raise InputError("IN101", file=path.name) from error
        except PermissionError as error:
            raise InputError("IN104", file=path.name) from error
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("FS101", part=path.name, actual=type(error).__name__) from error
        schedule, findings = parse_schedule(text)
        if schedule is None:
            first = findings[0]
            raise InputError(
                first.code,
                part=f"{path.name} 第 {first.part or 1} 行",
                field=first.field,
                expected=first.expected,
                actual=first.actual,
            )
        known.append(schedule)
    return Schedules(tuple(known))


def parse_schedule(text: str) -> tuple[Schedule | None, list[Finding]]:
    """A schedule from the text of a file; ``None`` with everything that is wrong.

    ``part`` of a finding is the line of the text.

    >>> schedule, findings = parse_schedule('''
    ... [schedule]
    ... name = "某县"
    ... place = "360732"
    ... [[line]]
    ... item = "存放"
    ... unit = "天"
    ... price = -80
    ... ''')
    >>> schedule is None, [(f.code, f.part, f.field) for f in findings]
    (True, [('FS104', '8', 'price')])
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        return None, [Finding("FS101", part=found[1] if found else "1", actual="TOML")]
    reader = _Reader(text)
    schedule = reader.schedule(document)
    return (None if reader.findings else schedule), reader.findings


@define
class _Reader:
    """Reads one document and notes what is wrong, with its line."""

    text: str
    findings: list[Finding] = field(factory=list)
    _start: int = 1
    _end: int = 1

    def schedule(self, document: Mapping[str, Any]) -> Schedule | None:
        head, lines = document.get("schedule"), document.get("line")
        tables = self._tables()
        self._start, self._end = tables.get(("schedule", 0), (1, 1))
        if not isinstance(head, dict):
            self._wrong("FS102", "schedule", "[schedule]")
            return None
        self._unknown(head, _HEAD)
        made: dict[str, Any] = {
            "name": self._text(head, "name", needed=True),
            "place": self._text(head, "place", needed=True),
            "since": self._day(head, "since"),
            "until": self._day(head, "until"),
            "kind": self._one_of(head, "kind", ("free", "award")),
            "settle": self._one_of(head, "settle", ("deduct", "refund")),
            "cap": self._number(head, "cap", 100, NO_LIMIT),
            "who": frozenset(self._words(head, "who")),
            "exclude": frozenset(self._words(head, "exclude")),
            "require": frozenset(self._words(head, "require")),
            "source": self._text(head, "source"),
        }
        if made["place"] and not _DIGITS.fullmatch(made["place"]):
            self._wrong("FS103", "place", "2、4 或 6 位区划代码", made["place"])
        if made["since"] and made["until"] and made["until"] <= made["since"]:
            self._wrong("FS103", "until", f"晚于 {made['since']}", made["until"])
        for name in set(document) - {"schedule", "line"}:
            self._wrong("FS103", name, "schedule、line", name)
        if not isinstance(lines, list) or not lines:
            self._wrong("FS102", "line", "[[line]]")
            return None
        read: list[Line] = []
        for number, line in enumerate(lines):
            self._start, self._end = tables.get(("line", number), (1, 1))
            if isinstance(line, dict):
                read.append(self._line(line))
            else:
                self._wrong("FS103", "line", "[[line]]", type(line).__name__)
        self._ambiguous(read)
        return None if self.findings else Schedule(lines=tuple(read), **made)

    def _line(self, line: Mapping[str, Any]) -> Line:
        self._unknown(line, _LINE)
        unit = self._one_of(line, "unit", tuple(UNITS), needed=True)
        free_quantity = self._number(line, "free_quantity", SCALE, NO_LIMIT)
        free_times = self._number(line, "free_times", 1, NO_LIMIT)
        if unit in COUNTED and free_times != NO_LIMIT and not line.get("base"):
            free_quantity, free_times = min(free_quantity, free_times * SCALE), NO_LIMIT
        made = Line(
            item=self._text(line, "item", needed=True),
            kinds=self._words(line, "kinds"),
            areas=self._words(line, "areas"),
            unit=unit,
            base=self._number(line, "base", 100, 0),
            included=self._number(line, "included", SCALE, 0),
            price=self._number(line, "price", 100, 0),
            per=self._number(line, "per", SCALE, SCALE),
            whole=self._flag(line, "whole", default=False),
            rate=self._number(line, "rate", SCALE, SCALE),
            free=self._flag(line, "free", default=True),
            free_quantity=free_quantity,
            free_times=free_times,
            free_amount=self._number(line, "free_amount", 100, NO_LIMIT),
            who=frozenset(self._words(line, "who")),
            at=self._start,
        )
        if made.per == 0:
            self._wrong("FS104", "per", "大于 0", "0")
        if "price" not in line and "base" not in line:
            self._wrong("FS102", "price", "price、base")
        if made.free_quantity != NO_LIMIT and made.base:
            self._wrong("FS107", "free_quantity", "base")
        if made.included and not made.base:
            self._wrong("FS107", "included", "base")
        return made

    def _ambiguous(self, lines: Iterable[Line]) -> None:
        """Two lines that fit one service equally well."""
        seen: list[Line] = []
        for line in lines:
            for other in seen:
                same = line.item == other.item and line.specific == other.specific
                kinds = not line.kinds or set(line.kinds) & set(other.kinds)
                areas = not line.areas or set(line.areas) & set(other.areas)
                if same and kinds and areas:
                    self._start = self._end = line.at
                    self._wrong("FS106", "item", str(other.at), line.item)
            seen.append(line)

    def _tables(self) -> dict[tuple[str, int], tuple[int, int]]:
        """The first and last line of each table of the text."""
        found = list(_TABLE.finditer(self.text))
        starts = [self.text.count("\n", 0, match.start(1)) + 1 for match in found]
        ends = [*(start - 1 for start in starts[1:]), self.text.count("\n") + 1]
        counts: dict[str, int] = {}
        tables = {}
        for match, start, end in zip(found, starts, ends, strict=False):
            number = counts.get(match[1], 0)
            counts[match[1]] = number + 1
            tables[match[1], number] = (start, end)
        return tables

    def _wrong(self, code: str, name: str, expected: object, actual: object = None) -> None:
        self.findings.append(
            Finding(
                code,
                field=name,
                part=str(self._line_of(name)),
                expected=str(expected),
                actual=None if actual is None else str(actual)[:40],
            )
        )

    def _line_of(self, name: str) -> int:
        """The line of a key within the present table."""
        lines = self.text.splitlines()
        for number in range(self._start, min(self._end, len(lines)) + 1):
            if re.match(rf"\s*\"?{re.escape(name)}\"?\s*=", lines[number - 1]):
                return number
        return self._start

    def _unknown(self, table: Mapping[str, Any], known: frozenset[str]) -> None:
        for name in table:
            if name not in known:
                self._wrong("FS103", name, "、".join(sorted(known)), name)

    def _text(self, table: Mapping[str, Any], name: str, *, needed: bool = False) -> str:
        value = table.get(name, "")
        if not isinstance(value, str):
            self._wrong("FS103", name, "文字", value)
            return ""
        if needed and not value.strip():
            self._wrong("FS102", name, name)
        return value.strip()

    def _day(self, table: Mapping[str, Any], name: str) -> date | None:
        value = table.get(name)
        if value is None or type(value) is date:
            return value
        self._wrong("FS103", name, "日期，如 2025-01-31", value)
        return None

    def _one_of(
        self, table: Mapping[str, Any], name: str, known: tuple[str, ...], *, needed: bool = False
    ) -> Any:
        value = table.get(name)
        if value is None and not needed:
            return known[0]
        if value not in known:
            self._wrong("FS102" if value is None else "FS103", name, "、".join(known), value)
            return known[0]
        return value

    def _words(self, table: Mapping[str, Any], name: str) -> tuple[str, ...]:
        value = table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self._wrong("FS103", name, '一串文字，如 ["低保"]', value)
            return ()
        return tuple(word.strip() for word in value)

    def _flag(self, table: Mapping[str, Any], name: str, *, default: bool) -> bool:
        value = table.get(name, default)
        if not isinstance(value, bool):
            self._wrong("FS103", name, "true、false", value)
            return default
        return value

    def _number(self, table: Mapping[str, Any], name: str, scale: int, default: int) -> int:
        value = table.get(name)
        if value is None:
            return default
        try:
            exact = Decimal(str(value)) * scale
        except InvalidOperation:
            exact = Decimal("NaN")
        if isinstance(value, bool | str) or not exact.is_finite():
            self._wrong("FS103", name, "数字", value)
            return default
        if exact < 0 or exact > MOST_YUAN * scale:
            self._wrong("FS104", name, f"0 至 {MOST_YUAN}", value)
            return default
        if exact != int(exact):
            self._wrong("FS103", name, f"至多 {len(str(scale)) - 1} 位小数", value)
            return default
        return int(exact)
