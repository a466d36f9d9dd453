"""What a store promises to those who write: all or nothing, in one order, told when too late."""

# The classes are tests, so they assert.
# ruff: noqa: S101

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from minzheng_core.errors import MinzhengError
from minzheng_core.ledger.errors import StaleRevision, StoreError, TokenTaken
from minzheng_core.ledger.proof.verify import verify
from minzheng_core.ledger.store import Append, BookInfo, Once
from minzheng_core.testing.store_trial import TEXTS, StoreTrial, builder, draft, told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from minzheng_core.ledger.revision import Draft, Row

WRITERS, WRITES = 8, 25


class StoreWriting(StoreTrial):
    """Books, appending, many writers."""

    # Books

    def test_a_book_is_made_once(self) -> None:
        """Whoever comes second gets the book that is there."""
        store, name = self.made()
        second = BookInfo(name=name, registry="other", settings={"digest": "SM3"})
        assert store.create(second).registry == "marriage"
        found = self.open().book(name)
        assert found is not None
        assert found.settings == {"digest": "SHA-256"}
        assert (found.tail.position, found.tail.digest, found.indexed) == (0, "", 0)
        assert name in [info.name for info in store.books()]
        assert [info.name for info in store.books()] == sorted(i.name for i in store.books())
        assert store.book(name + "x") is None
        assert store.book("\x00") is None

    def test_settings_are_replaced_whole(self) -> None:
        """New settings take the place of all that were there; an error leaves them as they were."""
        store, name = self.made()

        def fail(settings: Mapping[str, object]) -> Mapping[str, object]:
            assert settings == {"digest": "SHA-256"}
            raise ZeroDivisionError

        self.refused(ZeroDivisionError, lambda: store.settle(name, fail))
        store.settle(name, lambda settings: {"kept": settings["digest"], "seal": "甲·𠮷"})
        found = self.open().book(name)
        assert found is not None
        assert found.settings == {"kept": "SHA-256", "seal": "甲·𠮷"}

    def test_settings_changed_by_many_lose_nothing(self) -> None:
        """Each change is made of the settings as the one before it left them."""
        store, name = self.made()

        def work(writer: int) -> None:
            self.open().settle(name, lambda settings: {**settings, str(writer): writer})

        with ThreadPoolExecutor(WRITERS) as pool:
            list(pool.map(work, range(WRITERS)))
        found = store.book(name)
        assert found is not None
        assert set(found.settings) == {"digest", *map(str, range(WRITERS))}

    def test_a_builder_is_given_the_book_as_it_is_locked(self) -> None:
        """End and settings are those that stand when the rows are written."""
        store, name = self.made()
        self.write(store, name, draft("A", 1))
        self.open().settle(name, lambda settings: {**settings, "seal": "新"})

        def build(info: BookInfo) -> Sequence[Row]:
            assert (info.name, info.registry, info.tail.position) == (name, "marriage", 1)
            assert info.settings["seal"] == "新"
            return builder(name, [draft("A", 2)])(info)

        assert [row.position for row in store.append(name, build)] == [2]

    def test_an_unknown_book_is_named(self) -> None:
        """Nothing can be read from or written to a book that is not there."""
        store = self.open()
        calls: list[Callable[[], object]] = [
            lambda: list(store.rows("没有")),
            lambda: store.rows_of("没有", ["A"]),
            lambda: self.write(store, "没有", draft("A", 1)),
            lambda: store.count("没有"),
            lambda: store.settle("没有", dict),
        ]
        for call in calls:
            error = self.refused(StoreError, call)
            assert isinstance(error, MinzhengError)
            assert error.code == "BK104"

    # Appending

    def test_rows_stand_in_one_order_without_gaps(self) -> None:
        """What was appended comes back in its order, whole or in part."""
        store, name = self.made()
        first = self.write(store, name, draft("B", 1, "1", b"\x00\xff"), draft("A", 1))
        second = self.write(store, name, draft("B", 2), draft("B", 3, payload=b""))
        written = [*first, *second]
        again = self.open()
        assert [row.position for row in written] == [1, 2, 3, 4]
        assert [told(row) for row in again.rows(name)] == [told(row) for row in written]
        assert [row.position for row in again.rows(name, after=1, upto=3)] == [2, 3]
        assert list(again.rows(name, after=4)) == []
        info = again.book(name)
        assert info is not None
        assert info.tail.position == 4
        assert info.tail.digest == written[-1].digest
        # The private values of these rows are any bytes; the chain promises none.
        chain = (row._replace(payload=None) for row in again.rows(name))
        assert verify(info, chain, None).sound

    def test_many_rows_at_once_are_the_same_as_few(self) -> None:
        """The fast way of a driver writes what the slow way writes."""
        store, name = self.made()
        drafts = [
            draft(f"K{n:05d}", 1, TEXTS[n % len(TEXTS)], b"\\x\n\t\x00%d" % n if n % 3 else None)
            for n in range(1_500)
        ]
        written = self.write(store, name, *drafts)
        assert [told(row) for row in store.rows(name)] == [told(row) for row in written]
        error = self.refused(StaleRevision, lambda: self.write(store, name, *drafts))
        assert isinstance(error, StaleRevision)
        assert error.values == {"key": "K00000", "seen": 0, "found": 1}

    def test_a_failing_builder_writes_nothing(self) -> None:
        """An error while rows are made leaves the book as it was, and free."""
        store, name = self.made()
        self.write(store, name, draft("A", 1))

        def fail(info: BookInfo) -> Sequence[Row]:
            assert info.tail.position == 1
            raise ZeroDivisionError

        self.refused(ZeroDivisionError, lambda: store.append(name, fail, loaded=("x", 5)))
        assert store.loaded(name, "x") == 0
        self.write(store, name, draft("A", 2))
        assert [row.position for row in store.rows(name)] == [1, 2]

    def test_several_books_are_written_together_or_not_at_all(self) -> None:
        """What one book refuses, or an error between them, leaves all of them as they were."""
        store, name = self.made()
        _, other = self.made()
        self.write(store, name, draft("A", 1))

        def fail(_: BookInfo) -> Sequence[Row]:
            raise ZeroDivisionError

        def append(book: str, *drafts: Draft) -> Append:
            return Append(book=book, build=builder(book, drafts))

        # Books are locked by their names: the fault comes after one of them whatever these are.
        for first, second in ((name, other), (other, name)):
            pair = [append(first, draft("B", 1)), Append(book=second, build=fail)]
            self.refused(ZeroDivisionError, lambda told=pair: store.append_together(told))  # type: ignore[misc]
        stale = [append(other, draft("B", 1)), append(name, draft("A", 1))]
        self.refused(StaleRevision, lambda: store.append_together(stale))
        missing = [append(name, draft("B", 1)), append("没有", draft("B", 1))]
        self.refused(StoreError, lambda: store.append_together(missing))
        assert [row.key for row in self.open().rows(name)] == ["A"]
        assert list(self.open().rows(other)) == []

        both = [append(other, draft("B", 1)), append(name, draft("A", 2), draft("B", 1))]
        written = store.append_together(both)
        assert [[row.key for row in rows] for rows in written] == [["B"], ["A", "B"]]
        for book in (name, other):
            info = self.open().book(book)
            assert info is not None
            assert verify(info, self.open().rows(book), None).sound

    def test_a_stale_row_is_told_and_nothing_of_its_batch_is_written(self) -> None:
        """Whoever saw an older number hears which one is there now."""
        store, name = self.made()
        self.write(store, name, draft("A", 1), draft("A", 2))
        cases: list[tuple[list[Draft], tuple[str, int, int]]] = [
            ([draft("A", 1)], ("A", 0, 2)),
            ([draft("B", 1), draft("A", 2)], ("A", 1, 2)),
            ([draft("B", 1), draft("A", 4)], ("A", 3, 2)),
            ([draft("B", 1), draft("B", 3)], ("B", 2, 1)),
            ([draft("C", 2)], ("C", 1, 0)),
        ]
        for drafts, (key, seen, found) in cases:
            error = self.refused(StaleRevision, lambda told=drafts: self.write(store, name, *told))  # type: ignore[misc]
            assert isinstance(error, StaleRevision)
            assert error.code == "BK201"
            assert error.values == {"key": key, "seen": seen, "found": found}
        assert [row.position for row in store.rows(name)] == [1, 2]
        assert store.rows_of(name, ["B"]) == []

    def test_a_token_is_written_once(self) -> None:
        """A request sent twice is refused the second time, with everything beside it."""
        store, name = self.made()
        tokens = ("t", "", "界·𠮷" * 100, "\x00\ud800", "T")
        for token in tokens:
            number = len(list(store.rows(name)))
            sent = Once(token=token, request=f"r{number}")
            self.write(store, name, draft("A", number + 1), once={0: sent})
            assert store.once(name, token) == (sent, number + 1)
            self.refused(
                TokenTaken,
                lambda sent=sent: self.write(  # type: ignore[misc]
                    store, name, draft("B", 1), draft("C", 1), once={1: sent}, loaded=("l", 9)
                ),
            )
        assert store.once(name, "t ") is None
        assert [(place, sent.token) for place, sent in self.open().sent(name, after=1)] == list(
            enumerate(tokens[1:], 2)
        )
        assert store.rows_of(name, ["B", "C"]) == []
        assert store.loaded(name, "l") == 0

    def test_the_progress_of_a_load_is_kept(self) -> None:
        """It is written with the rows, or not at all."""
        store, name = self.made()
        assert store.loaded(name, "档案.xlsx") == 0
        self.write(store, name, draft("A", 1), loaded=("档案.xlsx", 1))
        self.write(store, name, draft("B", 1), loaded=("档案.xlsx", 2))
        self.refused(
            StaleRevision,
            lambda: self.write(store, name, draft("A", 1), loaded=("档案.xlsx", 3)),
        )
        assert self.open().loaded(name, "档案.xlsx") == 2
        assert store.loads(name) == {"档案.xlsx": 2}
        assert store.loaded(name, "档案.XLSX") == 0

    # Many writers

    def test_writers_lose_nothing(self) -> None:
        """Each write is either there or refused; positions and numbers have no gap."""
        store, name = self.made()
        self.write(store, name, *(draft(f"K{n}", 1) for n in range(3)))

        def work(writer: int) -> tuple[int, int]:
            own, done, refused = self.open(), 0, 0
            told: list[bool] = []
            for turn in range(WRITES):
                key = f"K{(writer + turn) % 3}"
                seen = own.rows_of(name, [key])[-1].number
                try:
                    self.write(own, name, draft(key, seen + 1, f"{writer}/{turn}"))
                    done += 1
                except StaleRevision as error:
                    told.append(error.values["found"] > seen)
                    refused += 1
            assert all(told)
            return done, refused

        with ThreadPoolExecutor(WRITERS) as pool:
            counts = list(pool.map(work, range(WRITERS)))
        done = sum(count for count, _ in counts)
        assert done + sum(refused for _, refused in counts) == WRITERS * WRITES
        rows = list(store.rows(name))
        assert [row.position for row in rows] == list(range(1, done + 4))
        for key in ("K0", "K1", "K2"):
            numbers = [row.number for row in rows if row.key == key]
            assert numbers == list(range(1, len(numbers) + 1))
        info = store.book(name)
        assert info is not None
        assert verify(info, rows, None).sound

    def test_of_writers_that_send_the_same_one_wins(self) -> None:
        """A token raced for is written once, and a new record once."""
        store, name = self.made()

        def work(writer: int) -> str:
            sent = {0: Once(token="t", request="r")} if writer % 2 else {}  # noqa: S106 - no password
            try:
                self.write(self.open(), name, draft("A", 1, str(writer)), once=sent)
            except (StaleRevision, TokenTaken) as error:
                return type(error).__name__
            return "written"

        with ThreadPoolExecutor(WRITERS) as pool:
            told = list(pool.map(work, range(WRITERS)))
        assert told.count("written") == 1
        assert len(list(store.rows(name))) == 1

    def test_a_builder_reads_what_stands_before_its_rows(self) -> None:
        """While rows are made nobody else writes: what is read then is still so when they are written."""
        store, name = self.made()
        _, other = self.made()

        def work(writer: int) -> None:
            own = self.open()

            def build(book: str, info: BookInfo) -> Sequence[Row]:
                read = list(own.rows(book))
                assert [row.position for row in read] == list(range(1, info.tail.position + 1))
                assert len(own.rows_of(book, [row.key for row in read])) == len(read)
                return builder(book, [draft(f"{len(read)}", 1, f"{writer}")])(info)

            for turn in range(WRITES):
                books = (name, other) if turn % 2 else (other, name)
                if turn % 3:
                    own.append(books[0], partial(build, books[0]))
                else:
                    own.append_together([Append(book=b, build=partial(build, b)) for b in books])

        with ThreadPoolExecutor(WRITERS) as pool:
            list(pool.map(work, range(WRITERS)))
        for book in (name, other):
            rows = list(store.rows(book))
            assert [row.key for row in rows] == [str(place) for place in range(len(rows))]
        assert len(list(store.rows(name))) > WRITES

    def test_a_book_made_by_many_is_one(self) -> None:
        """Whoever is first makes it; all get the same settings."""
        name = f"登记簿 {uuid4().hex}"

        def work(writer: int) -> Mapping[str, object]:
            info = BookInfo(name=name, registry="marriage", settings={"writer": writer})
            return self.open().create(info).settings

        with ThreadPoolExecutor(WRITERS) as pool:
            told = list(pool.map(work, range(WRITERS)))
        found = self.open().book(name)
        assert found is not None
        assert all(settings == found.settings for settings in told)
