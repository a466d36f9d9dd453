"""A list of signs put into the county's book of signs, and what differs from the names they show."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from attrs import define, field

from minzheng_core.findings import Finding, Severity
from minzheng_core.ledger import NotAllowed, Refused, Source, StaleRevision
from minzheng_core.ledger.keys import new_key
from minzheng_core.registries.place_names.book import ABOLISHED, LIVING
from minzheng_core.registries.place_names.due import first_day_of
from minzheng_core.registries.place_names.former_names import read_former_names
from minzheng_core.registries.place_names.naming.specifics import tidy
from minzheng_core.registries.place_names.record import PlaceName
from minzheng_core.registries.place_names.signs.rules import compare_with_name
from minzheng_core.registries.place_names.signs.sign_list import LABELS, SignList, read_signs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from minzheng_core.ledger import Book, Entry
    from minzheng_core.ledger.batch import Batch
    from minzheng_core.reading.notes import ReadingNote

REASON = "标志清单入簿"
AS_LISTED = "清单原文如此"
_TRIES = 20
"""How often the signs are looked for again where somebody else keeps writing."""


_DEFECT = ("defect", "defect_found_on", "rectify_by")
_OPEN = "rectified_on"
"""The day on which a defect was put right: without it the defect is still there."""
_SHOWN_ON_IT = ("text_shown", "spelling_shown", "script_shown")
_LACKING = {"PB301": "place", "PB302": "text_shown", "PB303": "spelling_shown"}
"""What a list may leave out as a whole, by the finding that a sign lacks it."""
_WHERE_LISTED, _IN_THE_BOOK = "第 {row} 行不同：", "登记簿不同："
_PATHS = {name: f"position.{name}" for name in ("longitude", "latitude", "datum")}
_LABELLED = {_PATHS.get(name, name): label for name, label in LABELS.items()}
"""What the columns are called, by the path of the item in the record."""


@define
class EnteredSigns:
    """What became of the rows of a list of signs."""

    registered: int = 0
    filled: int = 0
    same: int = 0
    repeated: list[int] = field(factory=list)
    """Rows of signs that stand further up in the list."""
    conflicting: list[tuple[int, Finding]] = field(factory=list)
    """Rows that say otherwise of a sign than a row further up, or than the book; nothing was written."""
    refused: list[tuple[int, str]] = field(factory=list)
    """Rows that the book does not take, and why."""
    differing: list[tuple[int, Finding]] = field(factory=list)
    """What is wrong on the signs, or otherwise than in the book of place names, by row."""
    remarks: tuple[tuple[str, ReadingNote], ...] = ()
    """What reading the file did beside reading, with file and sheet."""
    nameless: list[int] = field(factory=list)
    """Rows of signs whose name the book of place names has not, or more than once."""


def enter_signs(
    book: Book,
    listed: Path | SignList,
    *,
    by: str,
    names: Iterable[Entry] = (),
    sheets: list[str] | None = None,
) -> EnteredSigns:
    """Register the signs of a list; those that the book has are only filled in where they lack something.

    A sign is known by its number, without one by what it shows and where it stands. *names* are the
    records of the book of place names: a sign belongs to the one that the list names, if there is
    exactly one, and is compared with it; else with the name that the list itself gives it.

    Raises:
        InputError: the file cannot be read (IN1), or no column says what the signs are (PB391).
        StaleRevision: somebody else kept writing all the time (BK217).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    Example: ``enter_signs(book, Path("标志.xlsx"), by="王某某", names=place_names_book.scan())``.
    """
    if not isinstance(listed, SignList):
        listed = read_signs(listed, sheets=sheets)
    by_name = _by_name(names)
    for _ in range(_TRIES):
        try:
            done = EnteredSigns(remarks=listed.remarks)
            return _Entering(book, by_name, by, listed.file, done).take_all(listed.rows)
        except StaleRevision:
            # Somebody else wrote meanwhile: the signs are looked for again, so that none is entered twice.
            continue
    raise StaleRevision("BK217")


@define
class _Entering:
    """One run over a list of signs: what the book has, what stands further up, what became of the rows."""

    book: Book
    by_name: dict[str, list[Entry]]
    by: str
    file: str
    done: EnteredSigns
    _known: dict[tuple[str, ...], Entry] = field(factory=dict, init=False)
    _seen: dict[tuple[str, ...], tuple[int, dict[str, str]]] = field(factory=dict, init=False)
    _head: int = field(default=0, init=False)

    def take_all(self, rows: Sequence[tuple[int, dict[str, str]]]) -> EnteredSigns:
        """Every row into the book, all or none.

        Raises:
            StaleRevision: somebody else wrote since the signs were looked for; nothing was written.

        """
        scanned = list(self.book.scan())
        self._head = max((entry.position for entry in scanned), default=0)
        self._known = {_identity(entry.values): entry for entry in scanned}
        told_of = {name for _, cells in rows for name in cells}
        with self.book.batch() as batch:
            for number, cells in rows:
                values, named = _values(cells, self.by_name)
                if self._told_before(number, values):
                    continue
                judged = _judged(self.book, values, told_of)
                if not self._written(batch, number, values, judged):
                    continue
                if named is None and self.by_name:
                    self.done.nameless.append(number)
                sign = self.book.setting.registry.structured(values)
                listed = PlaceName(standard_name=cells.get("standard_name"))
                found = compare_with_name(sign, named.record if named else listed)
                if named and named.state == ABOLISHED:
                    found.append(
                        Finding("PB314", field="text_shown", actual=named.record.standard_name)
                    )
                self.done.differing += [(number, finding) for finding in (*judged, *found)]
            batch.commit()
        return self.done

    def _told_before(self, number: int, values: dict[str, str]) -> bool:
        """Whether the sign stands further up in the list, or otherwise than there or in the book."""
        identity = _identity(values)
        first, said = self._seen.setdefault(identity, (number, values))
        own = self._known.get(identity)
        if first != number:
            unlike = _unlike(values, said, _WHERE_LISTED.format(row=first), whole=True)
        else:
            unlike = _unlike(values, own.values, _IN_THE_BOOK) if own else None
        if unlike:
            self.done.conflicting.append((number, unlike))
        elif first != number:
            self.done.repeated.append(number)
        return unlike is not None or first != number

    def _written(
        self, batch: Batch, number: int, values: dict[str, str], judged: list[Finding]
    ) -> bool:
        """Whether the book takes the sign, with what is wrong on it as it stands in the list."""
        wrong = [finding for finding in judged if finding.severity is Severity.ERROR]
        told = {
            "by": self.by,
            "accept": {finding.code: AS_LISTED for finding in wrong},
            "reason": REASON,
            "source": Source(file=self.file, row=number),
            # Only one writer can go on from one place of the book.
            "once": None if len(batch) else f"{REASON}@{self._head}",
        }
        try:
            _write(batch, self.done, values, self._known.get(_identity(values)), told)
        except (NotAllowed, Refused) as error:
            if error.code == "BK216":
                raise StaleRevision("BK217") from error
            self.done.refused.append((number, error.sentence()))
            return False
        return True


def _by_name(names: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The names by key and by their standard name; where none has it now, by what they were called.

    A sign may still show the name of before a renaming, or that of a place that was abolished.
    """
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    once: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in names:
        former = [name.name for name in read_former_names(entry.values.get("former_names"))[0]]
        standard = tidy(entry.values.get("standard_name"))
        if entry.state in LIVING:
            found[entry.key].append(entry)
            found[standard].append(entry)
        elif entry.state == ABOLISHED:
            once[standard].append(entry)
        else:
            continue
        for name in map(tidy, former):
            once[name].append(entry)
    return {**once, **found}


def _values(
    cells: dict[str, str], by_name: dict[str, list[Entry]]
) -> tuple[dict[str, str], Entry | None]:
    """The values of a sign, and the record of the name that it shows, if there is exactly one."""
    told = (cells.get(name, "") for name in ("place", "standard_name", "text_shown"))
    meant = next((by_name[tidy(t)] for t in told if t and tidy(t) in by_name), [])
    entry = meant[0] if len(meant) == 1 else None
    values = {_PATHS.get(n, n): c for n, c in cells.items() if n not in {"standard_name", "place"}}
    place = entry.key if entry else cells.get("place")
    return values | ({"place": place} if place else {}), entry


def _identity(values: Any) -> tuple[str, ...]:
    """What tells a sign from others: its number, else what it shows and where."""
    number = str(values.get("sign_number") or "").strip()
    shown = tidy(values.get("text_shown")) or str(values.get("place") or "")
    return (number,) if number else (shown, str(values.get("location") or "").strip())


def _unlike(
    values: Mapping[str, str], other: Mapping[str, Any], where: str, *, whole: bool = False
) -> Finding | None:
    """What two mentions of one sign say otherwise of what stands on it; ``None`` if nothing.

    Two rows of one list say otherwise also where the later one tells more, of which nothing is written.
    """
    unlike = [
        f"{_LABELLED.get(name, name)}“{values[name]}”与“{other.get(name) or ''}”"
        for name in (values if whole else _SHOWN_ON_IT)
        if values.get(name) and (whole or other.get(name))
        if tidy(values[name]) != tidy(str(other.get(name) or ""))
    ]
    if not unlike:
        return None
    number = values.get("sign_number") or values.get("text_shown")
    return Finding("PB313", field="sign_number", actual=number, expected=where + "、".join(unlike))


def _judged(book: Book, values: dict[str, str], told_of: Collection[str]) -> list[Finding]:
    """What is to be said of a row, which is taken as the list has it.

    What no row of the list tells is not asked of any.
    """
    registry = book.setting.registry
    found = registry.check(registry.structured(values), **book.setting.context)
    return [f for f in found if f.code not in _LACKING or _LACKING[f.code] in told_of]


def _write(
    batch: Batch,
    done: EnteredSigns,
    values: dict[str, str],
    entry: Entry | None,
    told: dict[str, Any],
) -> None:
    """One sign into the batch: registered, filled in, or left as it is."""
    before = dict(entry.values) if entry else {}
    lacking = {path: text for path, text in values.items() if not before.get(path)}
    if entry is not None and not lacking:
        done.same += 1
        return
    defect = {path: lacking[path] for path in _DEFECT if path in lacking}
    standing = entry is None or entry.state == "standing"
    found = bool(lacking.get("defect")) and standing and not values.get(_OPEN)
    rest = {path: text for path, text in lacking.items() if not (found and path in defect)}
    key = entry.key if entry else new_key()
    if entry is None:
        batch.register(rest, key=key, **told)
        done.registered += 1
    elif rest:
        batch.correct(key, rest, **told)
    if entry:
        done.filled += 1
    if found:
        told |= {"effective": first_day_of(defect.get("defect_found_on"))}
        if entry is None or rest:
            told["once"] = None
        batch.act("report", key, defect, **told)
