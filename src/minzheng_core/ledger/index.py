"""Heads and tokens: the index of a book, caught up with its revisions when it is asked.

The index is a function of the revisions. It stands at a position; what was written since is added
before the first question, in stretches, so that a bulk load does not pay for it and a search after
it does. Thrown away and made again, it is the same (:func:`rebuild` proves it).
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from minzheng_core.errors import CallError
from minzheng_core.ledger.fold import fold
from minzheng_core.ledger.store import Head, IndexPart
from minzheng_core.schema.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from minzheng_core.ledger.fold import Entry
    from minzheng_core.ledger.revision import Revision, Row
    from minzheng_core.ledger.setting import Setting
    from minzheng_core.ledger.store import BookInfo
    from minzheng_core.registry import Searchable

STRETCH = 5_000


def catch_up(setting: Setting, progress: Callable[[int, int], None] | None = None) -> int:
    """Bring the index to the end of the book; the position where that is."""
    store, name = setting.store, setting.name
    while True:
        info = store.book(name)
        if info is None or info.indexed >= info.tail.position:
            return info.indexed if info else 0
        rows = list(islice(store.rows(name, after=info.indexed), STRETCH))
        if not rows:
            return info.indexed
        _put(setting, rows, info)
        if progress:
            progress(rows[-1].position, info.tail.position)


def _put(setting: Setting, rows: list[Row], info: BookInfo) -> None:
    """Add the index of *rows*, but where somebody is erased from it since the book stood as *info* says."""
    part = stretch(setting, rows, info.indexed)
    keys = {head.key for head in part.heads}

    def still() -> bool:
        later = setting.store.rows(setting.name, after=info.tail.position)
        return not any(setting.read(row).withdrawn for row in later if row.key in keys)

    setting.store.put_index(setting.name, part, expected=info.indexed, still=still)


def stretch(setting: Setting, rows: list[Row], indexed: int) -> IndexPart:
    """The index of some rows that follow on position *indexed*."""
    new: dict[str, list[Revision]] = {}
    for row in rows:
        new.setdefault(row.key, []).append(setting.read(row))
    begun = [key for key, revisions in new.items() if revisions[0].number > 1]
    old: dict[str, list[Revision]] = {}
    for row in setting.store.rows_of(setting.name, begun) if begun else ():
        if row.position <= indexed:
            old.setdefault(row.key, []).append(setting.read(row))
    heads, added, dropped = [], [], []
    for key, revisions in new.items():
        earlier = old.get(key, [])
        entry = fold([*earlier, *revisions], setting.registry)
        if entry is None:
            continue
        heads.append(head_of(entry, [*earlier, *revisions]))
        before = tokens_of(setting, fold(earlier, setting.registry)) if earlier else set()
        after = tokens_of(setting, entry)
        added += [(token, key) for token in sorted(after - before)]
        dropped += [(token, key) for token in sorted(before - after)]
    return IndexPart(upto=rows[-1].position, heads=heads, tokens=added, dropped=dropped)


def head_of(entry: Entry, revisions: Iterable[Revision]) -> Head:
    """The head of a record: what its revisions say in the clear."""
    public: dict[str, Any] = {}
    for revision in revisions:
        public |= revision.public
        public |= dict.fromkeys(revision.hidden | set(revision.private))
    return Head(
        key=entry.key,
        number=entry.number,
        position=entry.position,
        state=entry.state,
        public=canonical({path: value for path, value in public.items() if value is not None}),
    )


def tokens_of(setting: Setting, entry: Entry | None) -> set[int]:
    """The tokens under which a record is found."""
    if entry is None:
        return set()
    return {
        setting.vault.token(searchable.name, value)
        for searchable in setting.registry.searchable
        for value in searchable.of(entry.values)
    }


def asked(setting: Setting, criteria: Mapping[str, str]) -> dict[Searchable, str]:
    """What is searched for, in comparable form.

    Raises:
        CallError: a field that is not searchable (BK210), or nothing to search for (BK213).

    """
    searchable = setting.registry.searchable
    known = {s.label: s for s in searchable} | {s.name: s for s in searchable}
    wanted = {}
    for name, value in criteria.items():
        if name not in known:
            told = "、".join(f"{s.name}（{s.label}）" for s in searchable)
            raise CallError("BK210", field=name, known=told)
        canonical_value = known[name].canonical(str(value))
        if not canonical_value:
            raise CallError("BK213", field=known[name].label)
        wanted[known[name]] = canonical_value
    if not wanted:
        raise CallError("BK213", field="、".join(s.name for s in searchable))
    return wanted


def having(setting: Setting, wanted: Mapping[Searchable, str]) -> list[Entry]:
    """The records that have all the wanted values, by key, as far as the index reaches."""
    return [
        entry
        for entry in setting.entries(_found(setting, wanted))
        if all(value in searchable.of(entry.values) for searchable, value in wanted.items())
    ]


def _found(setting: Setting, wanted: Mapping[Searchable, str]) -> list[str]:
    """The keys of the records that may have all the wanted values, sorted."""
    keys: set[str] | None = None
    for searchable, value in wanted.items():
        having = setting.store.keys_with(
            setting.name, [setting.vault.token(searchable.name, value)]
        )
        keys = having if keys is None else keys & having
    return sorted(keys or ())


def rebuild(setting: Setting) -> bool:
    """Throw the index away, make it again from the revisions, and say whether it is the same."""
    catch_up(setting)
    before = list(setting.store.heads(setting.name))
    setting.store.clear_index(setting.name)
    catch_up(setting)
    return same(before, setting.store.heads(setting.name))


def same(before: Iterable[Head], after: Iterable[Head]) -> bool:
    """Whether two lists of heads say the same."""
    return list(before) == list(after)
