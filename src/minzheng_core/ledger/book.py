"""A registry opened on a store: register, correct, revoke, re-issue, look back, prove (登记簿)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Self

from minzheng_core.errors import CallError
from minzheng_core.extras import require_extra
from minzheng_core.ledger.acts import Acts, Prepared, built, sent_with
from minzheng_core.ledger.clocks import as_of
from minzheng_core.ledger.erasure import ERASE, erase
from minzheng_core.ledger.errors import NotAllowed, StaleRevision, TokenTaken
from minzheng_core.ledger.fold import Entry, fold
from minzheng_core.ledger.history import History
from minzheng_core.ledger.index import asked, catch_up, having, rebuild
from minzheng_core.ledger.opening import opened
from minzheng_core.ledger.proof.checkpoint import CheckpointText, make_checkpoint
from minzheng_core.ledger.proof.verify import Verification, verify_book
from minzheng_core.ledger.sealing import reseal
from minzheng_core.ledger.uniqueness import Taken, own_values, standing_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    import polars as pl

    from minzheng_core.ledger.batch import Batch
    from minzheng_core.ledger.loading.load import Frames
    from minzheng_core.ledger.loading.part import Loaded
    from minzheng_core.ledger.revision import Revision
    from minzheng_core.ledger.setting import Setting
    from minzheng_core.ledger.store import Store
    from minzheng_core.privacy.vault import Seal
    from minzheng_core.registry import Registry


class Book(Acts):
    """The register of one county: every record with its history.

    >>> from minzheng_core.registries import marriage
    >>> from minzheng_core.stores import open_store
    >>> book = Book.open(marriage.REGISTRY, open_store("memory://"), county="360732")
    >>> first = book.register(
    ...     {"registration_date": "1985-10-01", "business_type": "结婚",
    ...      "husband": {"name": "张三", "birth_date": "1960-10-02"},
    ...      "wife": {"name": "李四", "birth_date": "1963-01-01"}},
    ...     by="王某某")
    >>> second = book.correct(first.key, {"wife": {"name": "李肆"}}, by="王某某",
    ...                       reason="原件为“肆”")
    >>> [event.revision.action for event in book.history(first.key)]
    ['register', 'correct']
    >>> book.verify().sound
    True

    Basis: 《婚姻登记档案管理办法》(第 32 号, 2006) for the registers of marriages; DA/T 97-2023 for the
    evidence that digests give.

    Limitations: the proof shows that the book was rewritten, not who did it; only a checkpoint kept
    outside the store shows that a whole book was replaced.
    """

    def __init__(self, setting: Setting) -> None:
        self.setting = setting

    @classmethod
    def open(
        cls,
        registry: Registry,
        store: Store,
        *,
        county: str,
        name: str | None = None,
        seal: Seal | None = None,
        digest: str = "SHA-256",
        index: str = "HMAC-SHA-256",
        **context: Any,
    ) -> Self:
        """Open the book of *registry* in *store*; make it where it is not there.

        Args:
            registry: what is registered.
            store: where; see :func:`minzheng_core.stores.open_store`.
            county: the county whose register this is; fixed when the book is made.
            name: the name of the book, that of the registry where not given.
            seal: encryption of private values, see :mod:`minzheng_core.privacy.seal`.
            digest: the algorithm of a new book, ``SHA-256`` or ``SM3``.
            index: how sensitive values are found in a new book, ``HMAC-SHA-256`` or ``HMAC-SM3``.
            context: what else the registry's check is called with (``local_ages``).

        Raises:
            CallError: no such county (IN203) or algorithm (BK110), an unusable name (BK116); the
                book belongs to another county (BK102) or registry (BK103), is sealed and no key is
                given (BK113), or another one (BK112), or its import was not finished (BK145).

        """
        return cls(
            opened(
                registry, store, county=county, name=name or registry.name, seal=seal,
                digest=digest, index=index, context=context,
            )
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"Book({self.setting.name!r}, county={self.setting.context.get('county')!r})"

    # Looking

    def get(self, key: str) -> Entry:
        """The record with that key.

        Raises:
            CallError: there is none (BK101).

        """
        entry = self.present(key)[0]
        if entry is None:
            raise CallError("BK101", key=key)
        return entry

    def history(self, key: str) -> History:
        """Everything that was done with a record, oldest first.

        Raises:
            CallError: there is none (BK101).

        """
        revisions = self.revisions(key)
        if not revisions:
            raise CallError("BK101", key=key)
        return History(self.setting.registry, revisions)

    def as_of(
        self, key: str, *, on: date | None = None, said: datetime | None = None
    ) -> Entry | None:
        """A record as it was *on* a day, by what the book *said* at a moment (with time zone).

        ``None`` where the record did not yet exist on that day, or was not yet in the book.
        """
        if said is not None and said.tzinfo is None:
            raise CallError("BK214")
        return as_of(self.revisions(key), self.setting.registry, on=on, said=said)

    def find(self, **criteria: str) -> list[Entry]:
        """The records that have all these values, by any field declared searchable.

        Raises:
            CallError: a field that is not searchable (BK210), an empty value (BK213).

        """
        wanted = asked(self.setting, criteria)
        catch_up(self.setting)
        return having(self.setting, wanted)

    def scan(self, *, on: date | None = None) -> Iterator[Entry]:
        """Every record, by key, streamed; as it was *on* a day, where one is given (:meth:`as_of`)."""
        rows = self.setting.store.by_record(self.setting.name)
        for _, own in groupby(rows, key=lambda row: row.key):
            entry = as_of(map(self.setting.read, own), self.setting.registry, on=on)
            if entry:
                yield entry

    def __bool__(self) -> bool:
        """An open book is true, however empty it is."""
        return True

    def __len__(self) -> int:
        """How many records there are."""
        catch_up(self.setting)
        return self.setting.store.count(self.setting.name)

    # Proof

    def verify(
        self,
        checkpoint: CheckpointText | str | None = None,
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> Verification:
        """Prove that nobody rewrote the book, and compare it with a printed checkpoint."""
        printed = CheckpointText.parse(checkpoint) if isinstance(checkpoint, str) else checkpoint
        store, name = self.setting.store, self.setting.name
        info = store.book(name)
        assert info is not None  # noqa: S101 - an open book is there
        return verify_book(store, info, self.setting.vault, printed=printed, progress=progress)

    def checkpoint(self, *, by: str) -> CheckpointText:
        """Take a root over everything the book holds; print the text and keep it elsewhere.

        Raises:
            InputError: the book does not verify, private values included (BK162).

        """
        setting = self.setting
        return make_checkpoint(setting.store, setting.name, setting.vault, by=by)

    def index(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Bring the index to the end of the book; a search does so by itself."""
        catch_up(self.setting, progress)

    def rebuild(self) -> bool:
        """Make the index again from the revisions; whether it is the same as before."""
        return rebuild(self.setting)

    # Writing

    def batch(self) -> Batch:
        """Several acts written together, or none of them.

        Leaving the block without ``commit()`` writes nothing.
        """
        from minzheng_core.ledger.batch import Batch

        return Batch(self)

    def revisions(self, key: str) -> list[Revision]:
        """The revisions of one record, by number."""
        rows = self.setting.store.rows_of(self.setting.name, [key])
        return [self.setting.read(row) for row in rows]

    def present(self, key: str) -> tuple[Entry | None, list[Revision]]:
        """The record as it is here, and its revisions."""
        revisions = self.revisions(key)
        return fold(revisions, self.setting.registry), revisions

    def taken(self, key: str, values: Mapping[str, Any]) -> Taken:
        """The unique values of a record, and the other records that have them."""
        own = own_values(values, self.setting.registry)
        searched = catch_up(self.setting) if own else 0
        findings = tuple(
            standing_in(entry.key, searchable)
            for searchable, value in own.items()
            for entry in having(self.setting, {searchable: value})
            if entry.key != key and searchable.own(entry.values) == value
        )
        return Taken(key=key, own=own, findings=findings, searched=searched)

    def sent_before(self, token: str, request: Mapping[str, Any]) -> Revision | None:
        """The revision that the same request wrote before."""
        asked_for = self.setting.once(token, request)
        known = self.setting.store.once(self.setting.name, asked_for.token)
        if known is None:
            return None
        once, position = known
        if once.request != asked_for.request:
            raise NotAllowed("BK216", token=token)
        rows = self.setting.store.rows(self.setting.name, after=position - 1, upto=position)
        return self.setting.read(next(rows))

    def submit(self, prepared: Prepared) -> Revision:
        """Write it now."""
        return self.write([prepared])[0]

    def write(self, prepared: Sequence[Prepared]) -> list[Revision]:
        """Write drafts in one transaction.

        Raises:
            StaleRevision: one of their records was written in the meantime (BK201), one of the
                requests was sent by somebody else at the same moment (BK217), or another record
                was given a unique value of theirs (BK219).

        """
        setting = self.setting
        try:
            rows = setting.store.append(
                setting.name, built(setting, prepared), once=sent_with(setting, prepared)
            )
        except TokenTaken as error:
            first = prepared[0]
            if (
                len(prepared) == 1
                and first.once
                and (sent := self.sent_before(first.once, first.request))
            ):
                return [sent]
            raise StaleRevision("BK217") from error
        return [setting.read(row) for row in rows]

    def load(
        self,
        frames: Frames,
        *,
        by: str,
        findings: pl.DataFrame | None = None,
        reason: str = "历史档案入库",
        accept: str = "档案原文如此",
        series: str = "",
        recipe: str | None = None,
        name: str | None = None,
        progress: Callable[[int, int | None], None] | None = None,
    ) -> Loaded:
        """Write the clean records of an archive, streamed, in constant memory.

        A record is known by file, sheet and row, so that loading the same archive again writes
        nothing, and loading it after a clerk's decisions corrects what they changed. A load that
        was killed goes on where it stopped.

        Args:
            frames: clean records (``CleanResult.records``), a Parquet file of them, or several
                frames; columns are named as in the records (``husband_name``).
            by: who loads them.
            findings: the findings of the run (``CleanResult.findings``): those of severity *error*
                are accepted with *accept* as the reason, since the archive says what it says; the
                others are noted.
            reason: why, written into corrections.
            accept: the reason for accepting errors.
            series: tells apart two archives whose files have the same names.
            recipe: the digest of the recipe that cleaned them.
            name: by which an interrupted load is known again; the digest of the frames where not
                given, needed for an iterable of frames.
            progress: told of the records done and of all, if known.

        Raises:
            CallError: no column of the registry (BK220), no name for an iterable (BK221), one source
                row twice (BK222).
            InputError: the Parquet file is not there (IN101), is altered meanwhile (IN100) or cannot be
                read (IN108).
            MissingExtra: the extra ``archive`` is not installed (IN002).

        """
        require_extra("archive")
        from minzheng_core.ledger.loading.load import load
        from minzheng_core.ledger.loading.part import Terms

        terms = Terms(by=by, reason=reason, accept=accept, series=series, recipe=recipe)
        return load(
            self.setting, frames, terms=terms, findings=findings, name=name, progress=progress
        )

    def erase(
        self, key: str, *, subject: str, by: str, reason: str, once: str | None = None
    ) -> Revision:
        """Destroy the private values of one person of a record in all its revisions.

        The chain stays valid and the erasure itself stands in it. *subject* is the part of the
        record (``"husband"``; ``""`` for the act's own sensitive fields).

        Raises:
            CallError: no such record (BK101), no private values of that person (BK212).
            NotAllowed: no reason is given (BK204).

        Basis: 《个人信息保护法》第四十七条.
        """
        request = {"action": ERASE, "key": key, "subject": subject, "by": by}
        if once and (sent := self.sent_before(once, request)):
            return sent
        token = self.setting.once(once, request) if once else None
        try:
            row = erase(self.setting, key, subject, by=by, reason=reason, once=token)
        except TokenTaken as error:
            if once and (sent := self.sent_before(once, request)):
                return sent
            raise StaleRevision("BK217") from error
        return self.setting.read(row)

    def reseal(
        self, seal: Seal | None, *, progress: Callable[[int, int], None] | None = None
    ) -> None:
        """Put the private values of the book under another key, or under none.

        The chain does not change. Values are sealed with the first key of *seal*. Stopped half-way,
        the book is opened with both keys and this is begun again (see
        :class:`minzheng_core.privacy.seal.KeyRing`).
        """
        self.setting = reseal(self.setting, seal, progress)
