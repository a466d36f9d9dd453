"""What a book works with: its store, its registry, its vault, and the county it belongs to."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from minzheng_core.errors import InputError, MinzhengError
from minzheng_core.ledger.book_settings import require_book
from minzheng_core.ledger.errors import StoreError
from minzheng_core.ledger.fold import fold
from minzheng_core.ledger.proof.chain import chained
from minzheng_core.ledger.revision import Revision, now, place_of
from minzheng_core.ledger.store import Once
from minzheng_core.schema.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from minzheng_core.ledger.fold import Entry
    from minzheng_core.ledger.revision import Draft, Row, Tail
    from minzheng_core.ledger.store import BookInfo, Build, Store
    from minzheng_core.privacy.vault import Vault
    from minzheng_core.registry import Registry


@frozen(kw_only=True)
class Setting:
    """The surroundings of one open book, handed to everything that works on it."""

    store: Store
    name: str
    registry: Registry
    vault: Vault
    algorithm: str
    context: Mapping[str, Any] = field(factory=dict)
    """What the registry's ``check`` is called with beside the record (``county``)."""
    clock: Callable[[], str] = now

    def place(self, key: str, number: int) -> str:
        """The place a sealed value is bound to."""
        return place_of(self.name, key, number)

    def once(self, token: str, request: Mapping[str, Any]) -> Once:
        """An idempotency key as it is kept: neither the token nor the request can be read from it."""
        return Once(
            token=self.vault.mark("once", token),
            request=self.vault.mark("request", canonical(request)),
        )

    def read(self, row: Row) -> Revision:
        """A revision with the private values that are still there.

        Raises:
            InputError: it was altered so that it cannot be read (BK163).

        """
        try:
            groups = self.vault.open(self.place(row.key, row.number), row.payload)
            private = {path: v for group in groups.values() for path, v in group.values.items()}
            return Revision.read(row, private)
        except MinzhengError:
            raise
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise InputError("BK163", book=self.name, position=row.position) from error

    def entries(self, keys: Collection[str]) -> list[Entry]:
        """The records with these keys that there are, by key."""
        rows = self.store.rows_of(self.name, keys)
        grouped = groupby(rows, key=lambda row: row.key)
        entries = (fold(map(self.read, own), self.registry) for _, own in grouped)
        return [entry for entry in entries if entry]

    def renewed(self) -> Setting:
        """The same setting, its vault sealing with the key that the book names now.

        Raises:
            CallError: the key was changed, and this vault has not the new one (BK122).

        """
        info = self.store.book(self.name)
        if info is None:
            raise StoreError("BK104", book=self.name)
        return evolve(self, vault=self._vault_for(info))

    def append(
        self,
        drafts: Sequence[Draft],
        *,
        once: Mapping[int, Once] | None = None,
        replaced: Mapping[int, bytes | None] | None = None,
        forgotten: Collection[tuple[int, str]] = (),
    ) -> Sequence[Row]:
        """Write drafts at the end of the book, in one transaction; see ``Store.append``.

        Raises:
            CallError: values are *replaced*, and the key of the book was changed meanwhile (BK122).

        """
        build = self.build(drafts)

        def under_same_seal(info: BookInfo) -> Sequence[Row]:
            self.vault.require_valid(require_book(info), self.name)
            return build(info)

        return self.store.append(
            self.name,
            under_same_seal if replaced else build,
            once=once or {},
            replaced=replaced or {},
            forgotten=forgotten,
        )

    def build(self, drafts: Sequence[Draft]) -> Build:
        """What makes the rows of drafts on the end of the book."""
        return self.guarded(
            lambda tail: chained(
                drafts, tail, book=self.name, algorithm=self.algorithm, clock=self.clock
            )
        )

    def guarded(self, follow: Callable[[Tail], Sequence[Row]]) -> Build:
        """What makes rows as *follow* does, under the seal that the book has when it is locked.

        Where its key was changed since it was opened, and this vault has the new one too, what was
        sealed beforehand is put under the new one; where it has not, nothing is written (BK122).
        """

        def build(info: BookInfo) -> Sequence[Row]:
            vault = self._vault_for(info)
            rows = follow(info.tail)
            return rows if vault is self.vault else [self._moved(row, vault) for row in rows]

        return build

    def _vault_for(self, info: BookInfo) -> Vault:
        """The vault for the book as it is now."""
        return self.vault.matching(require_book(info), self.name)

    def _moved(self, row: Row, vault: Vault) -> Row:
        """A row with its private values as they rest in *vault*."""
        if not row.payload:
            return row
        place = self.place(row.key, row.number)
        return row._replace(payload=vault.close(place, self.vault.open(place, row.payload)))
