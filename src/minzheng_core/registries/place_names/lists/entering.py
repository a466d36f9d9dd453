"""An existing list put into the book: each row is the place that it names, never the line it stands on.

The same list in another order, under another file name or with more rows finds the same places. What
the list says otherwise than the book is not written: whether a place was renamed, re-coded or moved
is a decision (:func:`~.compare.compare_editions`), or a change of divisions.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field, frozen

from minzheng_core.findings import Severity
from minzheng_core.ledger import NotAllowed, Refused, Source, StaleRevision
from minzheng_core.ledger.keys import new_key
from minzheng_core.reference.township_names import stem
from minzheng_core.reference.townships import townships
from minzheng_core.registries.place_names.archive import PATHS
from minzheng_core.registries.place_names.book import LIVING
from minzheng_core.registries.place_names.kinds import UNITS, PlaceKind
from minzheng_core.registries.place_names.lists.compare import What, compare_editions
from minzheng_core.registries.place_names.lists.edition import FIELD_NAMES, edition_of
from minzheng_core.registries.place_names.lists.listed_twice import one_place, told_by
from minzheng_core.registries.place_names.lists.row_findings import wrong_rows
from minzheng_core.registries.place_names.naming.known import listed_names
from minzheng_core.registries.place_names.naming.specifics import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.findings import Finding
    from minzheng_core.ledger import Book, Entry
    from minzheng_core.ledger.batch import Batch
    from minzheng_core.registries.place_names.lists.compare import Pair
    from minzheng_core.registries.place_names.lists.edition import Edition, ListRow

REASON = "名录入簿"
AS_LISTED = "名录原文如此"
_VILLAGE_DIGITS = 12
_ABOVE_BY_DIGITS = {12: 9, 9: 6}
"""How many digits the code of what a unit lies in has, by how many its own has: of its township, its county."""
_BATCH = 500
"""Rows written in one transaction; a run that was stopped goes on where it was."""
_TRIES = 20
"""How often the places are looked for again where somebody else keeps writing."""


@define
class Entered:
    """What became of the rows of a list."""

    registered: int = 0
    filled: int = 0
    same: int = 0
    repeated: list[ListRow] = field(factory=list)
    """Rows that stand in the list more than once; one of them was taken."""
    differing: list[Pair] = field(factory=list)
    """Rows that the book has otherwise; nothing was written."""
    refused: list[tuple[ListRow, str]] = field(factory=list)
    """Rows that the book does not take, and why."""
    wrong: list[tuple[ListRow, Finding]] = field(factory=list)
    """What cannot be right in rows; they are taken as the list has them, but for those without a name."""


def enter_edition(book: Book, edition: Edition, *, by: str, file: str = "") -> Entered:
    """Register the places of a list that the book does not have, fill in what it lacks of the others.

    Places are matched as :func:`~.compare.compare_editions` matches them, but a name that is only
    like another is another place. Errors in a row are accepted as what the list says, noted, and told in
    :attr:`Entered.wrong`. Where somebody else writes in the same book meanwhile, the places are looked
    for again, so that two who enter one list at the same time enter each place once.

    Raises:
        StaleRevision: somebody else kept writing all the time (BK217).

    >>> from minzheng_core import Book, open_store
    >>> from minzheng_core.registries.place_names import REGISTRY
    >>> from minzheng_core.registries.place_names.lists import edition_from_frame
    >>> import polars as pl
    >>> book = Book.open(REGISTRY, open_store("memory://"), county="360732")
    >>> rows = pl.DataFrame({"代码": ["360732107201", "360732107202"], "名称": ["和顺村", "安定村"]})
    >>> enter_edition(book, edition_from_frame(rows), by="王某某").registered
    2
    >>> again = enter_edition(book, edition_from_frame(rows.reverse()), by="王某某")
    >>> again.registered, again.same
    (0, 2)
    """
    written = Entered()
    for _ in range(_TRIES):
        earlier = written.registered + written.filled
        try:
            wrong = list(wrong_rows(edition, county=str(book.setting.context["county"])))
            done = _Entering(book, by, file, Entered(wrong=wrong)).run(edition, written)
        except StaleRevision:
            # Somebody else wrote meanwhile: the places are looked for again, so that none is entered twice.
            continue
        done.registered, done.filled = written.registered, written.filled
        done.same -= min(earlier, done.same)
        return done
    raise StaleRevision("BK217")


@frozen
class _Act:
    """A row to be written: a new place, or what the book's record with *key* lacks."""

    row: ListRow
    key: str | None
    values: dict[str, str]


@define
class _Entering:
    """One run over a list: who writes from which file, how far the book goes, what became of the rows."""

    book: Book
    by: str
    file: str
    done: Entered
    _head: int = field(default=0, init=False)

    def run(self, edition: Edition, written: Entered) -> Entered:
        """Every row into the book; *written* counts what was written before somebody else wrote, too.

        Raises:
            StaleRevision: somebody else wrote since the places were looked for (BK217).

        """
        scanned = list(self.book.scan())
        self._head = max((entry.position for entry in scanned), default=0)
        entries = {entry.key: entry for entry in scanned if entry.state != "refused"}
        acts = self._acts(evolve(edition, rows=tuple(map(_by_its_code, edition))), entries)
        for start in range(0, len(acts), _BATCH):
            registered, filled = self.done.registered, self.done.filled
            with self.book.batch() as batch:
                for act in acts[start : start + _BATCH]:
                    self._write(batch, act)
                revisions = batch.commit()
            written.registered += self.done.registered - registered
            written.filled += self.done.filled - filled
            if revisions:
                if revisions[0].position != self._head + 1:
                    raise StaleRevision("BK217")
                self._head = revisions[-1].position
        return self.done

    def _acts(self, edition: Edition, entries: Mapping[str, Entry]) -> list[_Act]:
        """What is to be written: first what the book lacks of its places, then places that it has not."""
        acts: list[_Act] = []
        fresh: list[ListRow] = []
        known: defaultdict[tuple[str, ...], list[ListRow]] = defaultdict(list)
        before = edition_of(entries.values(), states=None)
        for pair in compare_editions(before, edition, near=False).pairs:
            if pair.new is None:
                continue
            if pair.old is None:
                fresh.append(pair.new)
                continue
            known[told_by(pair.new)].append(pair.new)
            entry = entries[pair.old.key]
            if pair.what is not What.SAME or entry.state not in LIVING:
                self.done.differing.append(pair)
                continue
            values = values_of(pair.new)
            lacking = {path: text for path, text in values.items() if not entry.values.get(path)}
            if lacking:
                acts.append(_Act(pair.new, entry.key, lacking))
            else:
                self.done.same += 1
        for row in fresh:
            code, _, township = same = told_by(row)
            if (code or township) and any(one_place(row, other) for other in known[same]):
                self.done.repeated.append(row)
            else:
                known[same].append(row)
                acts.append(_Act(row, None, values_of(row)))
        return acts

    def _write(self, batch: Batch, act: _Act) -> None:
        """One row into the batch."""
        registry, context = self.book.setting.registry, self.book.setting.context
        entry = batch.present(act.key)[0] if act.key else None
        before: dict[str, Any] = dict(entry.values) if entry else {}
        found = registry.check(registry.structured(before | act.values), **context)
        # Only one writer can go on from one place of the book.
        once = None if len(batch) else f"{REASON}@{self._head}"
        told: dict[str, Any] = {
            "by": self.by,
            "accept": {f.code: AS_LISTED for f in found if f.severity is Severity.ERROR},
            "reason": REASON,
            "once": once,
            "source": Source(file=self.file or None, sheet=act.row.sheet or None, row=act.row.line),
        }
        try:
            if act.key is None:
                batch.register(act.values, key=new_key(), **told)
                self.done.registered += 1
            else:
                batch.correct(act.key, act.values, **told)
                self.done.filled += 1
            if once and not len(batch):
                raise StaleRevision("BK217")
        except NotAllowed as error:
            if once and error.code == "BK216":
                raise StaleRevision("BK217") from error
            raise
        except Refused as error:
            self.done.refused.append((act.row, error.sentence()))


def _by_its_code(row: ListRow) -> ListRow:
    """A row without the township in words where its code tells one: the book keeps the code."""
    coded = len(row.code) == _VILLAGE_DIGITS and row.code.isdecimal()
    return evolve(row, cells={**row.cells, "parent_name": ""}) if coded else row


def values_of(row: ListRow) -> dict[str, str]:
    """What a row says, by the paths of a record; divisions also by the codes that it has of others.

    The township is that of a village's code, or of a place code where it is one today, and a township
    lies in the county of its code; a township's own code is that with which its place code begins,
    where the national list has it so. Without them a later change of divisions would find neither the
    township nor what lies in it.
    """
    told = {
        PATHS.get(name, name): row[name]
        for name in FIELD_NAMES
        if name != "parent_name" and row[name]
    }
    told["standard_name"] = row.name
    if not row.code and row.kind is PlaceKind.TOWNSHIP and row.name in listed_names(row.township):
        told["unit_code"] = row.township
    unit = row.code or told.get("unit_code", "")
    # A list in order of townships names each beside itself, too.
    if row["division"] and not (row.kind in UNITS and row.township == unit):
        return told
    if unit.isdecimal() and len(unit) in _ABOVE_BY_DIGITS:
        told["division"] = unit[: _ABOVE_BY_DIGITS[len(unit)]]
    elif row.kind not in UNITS and _is_today(row):
        told["division"] = row.township
    return told


def _is_today(row: ListRow) -> bool:
    """Whether the township of a row's code is one in the newest list, and no other than the row names."""
    named = stem(tidy(row["parent_name"]))
    towns = townships().at(row.township) if row.township.isdecimal() else ()
    return any(town.end is None and named in {"", stem(town.name)} for town in towns)
