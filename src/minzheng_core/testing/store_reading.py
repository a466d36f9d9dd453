"""What a store promises to those who read: every character, in order, streamed, and the index."""

# The classes are tests, so they assert.
# ruff: noqa: S101

from __future__ import annotations

import tracemalloc

from attrs import evolve

from minzheng_core.ledger.errors import StaleRevision
from minzheng_core.ledger.proof.verify import verify
from minzheng_core.ledger.store import Checkpoint, IndexPart, Once
from minzheng_core.testing.store_trial import KEYS, LONG, TEXTS, StoreTrial, draft, head, value_of


class StoreReading(StoreTrial):
    """Characters, streams, index, private values, checkpoints."""

    # Every character

    def test_keys_are_compared_character_by_character(self) -> None:
        """No collation makes two keys one, and their order is that of their characters."""
        store, name = self.made()
        self.write(store, name, *(draft(key, 1, key) for key in KEYS))
        for key in KEYS:
            assert [row.key for row in store.rows_of(name, [key])] == [key]
        assert [row.key for row in store.by_record(name)] == sorted(KEYS)
        assert [row.key for row in store.by_record(name, after="甲")] == [
            key for key in sorted(KEYS) if key > "甲"
        ]
        wanted = ["甲", "A", "\x00", "A ", "没有", "\ud800", "界" * 65]
        assert [row.key for row in store.rows_of(name, wanted)] == ["A", "甲"]

    def test_texts_come_back_as_they_were(self) -> None:
        """Every character of a value, the rare, the invisible and the impossible."""
        store, name = self.made()
        self.write(store, name, *(draft(f"K{n}", 1, text) for n, text in enumerate(TEXTS)))
        info = store.book(name)
        assert info is not None
        assert verify(info, self.open().rows(name), None).sound
        assert [value_of(row) for row in store.rows(name)] == list(TEXTS)

    def test_a_very_long_text_is_kept_whole(self) -> None:
        """Megabytes in one value, public and private."""
        store, name = self.made()
        text, private = "界" * LONG, bytes(range(256)) * (LONG >> 8)
        self.write(store, name, draft("A", 1, text, private))
        (row,) = self.open().rows(name)
        assert value_of(row) == text
        assert row.payload == private

    # Looking

    def test_records_come_one_after_the_other(self) -> None:
        """By key, then by number, however they were mixed and however many there are."""
        store, name = self.made()
        for number in (1, 2, 3):
            self.write(store, name, *(draft(f"K{n:04d}", number) for n in range(1_100)))
        self.write(store, name, *(draft("K0500", number) for number in range(4, 4_500)))
        expected = sorted((row.key, row.number) for row in store.rows(name))
        assert [(row.key, row.number) for row in store.by_record(name)] == expected
        beyond = [(row.key, row.number) for row in store.by_record(name, after="K0500")]
        assert beyond == [pair for pair in expected if pair[0] > "K0500"]
        asked = store.rows_of(name, ["K1099", "K0000", "K1099"])
        assert [(row.key, row.number) for row in asked] == [
            (key, number) for key in ("K0000", "K1099") for number in (1, 2, 3)
        ]

    def test_rows_are_streamed(self) -> None:
        """A reader holds a part of the book, and may write between two rows."""
        store, name = self.made()
        for start in range(0, 12_000, 1_000):
            some = range(start, start + 1_000)
            self.write(store, name, *(draft(f"K{n}", 1, "界" * 500) for n in some))
        reader = store.rows(name, upto=12_000)
        next(reader)
        self.write(store, name, draft("更多", 1))
        del reader
        if self.in_memory:
            return
        tracemalloc.start()
        try:
            for read in (store.rows(name), store.by_record(name)):
                tracemalloc.reset_peak()
                before = tracemalloc.get_traced_memory()[0]
                size = sum(len(row.body) * 2 for row in read)
                assert tracemalloc.get_traced_memory()[1] - before < size * 2 / 3
        finally:
            tracemalloc.stop()

    # The index

    def test_the_index_is_put_where_it_belongs(self) -> None:
        """A stretch is taken at its place only, and thrown away with the rest."""
        store, name = self.made()
        self.write(store, name, *(draft(key, 1) for key in KEYS))
        heads = [head(key, place) for place, key in enumerate(KEYS, 1)]
        part = IndexPart(
            upto=len(KEYS),
            heads=heads,
            tokens=[(7, "甲"), (7, "乙"), (-(1 << 63), "A"), ((1 << 63) - 1, "a"), (7, "甲")],
        )
        assert not store.put_index(name, part, expected=1)
        assert not store.put_index(name, part, expected=0, still=lambda: False)
        assert store.count(name) == 0
        assert store.count(name) == 0
        assert store.put_index(name, part, expected=0)
        assert not store.put_index(name, part, expected=0)
        by_key = sorted(heads, key=lambda head: head.key)
        assert list(self.open().heads(name)) == by_key
        assert [head.key for head in store.heads(name, ["甲", "A", "没有", "\x00"])] == ["A", "甲"]
        assert store.count(name) == len(KEYS)
        assert store.keys_with(name, [7]) == {"甲", "乙"}
        assert store.keys_with(name, [-(1 << 63), (1 << 63) - 1, 8]) == {"A", "a"}
        assert store.keys_with(name, []) == set()
        more = IndexPart(
            upto=len(KEYS) + 1,
            heads=[evolve(heads[0], number=2, state="closed", public="{}")],
            tokens=[(7, "A"), (7, "乙")],
            dropped=[(7, "甲"), (9, "A")],
        )
        assert store.put_index(name, more, expected=len(KEYS))
        assert store.keys_with(name, [7]) == {"A", "乙"}
        assert [head.state for head in store.heads(name, ["A"])] == ["closed"]
        assert store.count(name) == len(KEYS)
        store.clear_index(name)
        info = store.book(name)
        assert info is not None
        assert (info.indexed, store.count(name), store.keys_with(name, [7])) == (0, 0, set())

    def test_a_long_stretch_of_index_is_the_same_as_short_ones(self) -> None:
        """The fast way of a driver puts what the slow way puts."""
        store, name = self.made()
        heads = [head(f"K{n:05d}", n) for n in range(2_500)]
        tokens = [(n % 97, head.key) for n, head in enumerate(heads)]
        part = IndexPart(upto=2_500, heads=heads, tokens=[*tokens, tokens[0]])
        assert store.put_index(name, part, expected=0)
        again = evolve(part, upto=2_501, heads=[evolve(h, state="closed") for h in heads])
        assert store.put_index(name, again, expected=2_500)
        assert list(store.heads(name)) == list(again.heads)
        for token in range(97):
            keys = {key for number, key in tokens if number == token}
            assert store.keys_with(name, [token]) == keys

    # Private values

    def test_private_values_are_replaced_and_erased(self) -> None:
        """With new rows or alone; nothing else changes."""
        store, name = self.made()
        self.write(store, name, *(draft("A", n, payload=b"%d" % n) for n in range(1, 6)))
        part = IndexPart(upto=5, heads=[], tokens=[(1, "A"), (2, "A"), (1, "B")])
        store.put_index(name, part, expected=0)
        before = [row.body for row in store.rows(name)]
        self.write(
            store,
            name,
            draft("A", 6),
            replaced={2: None, 3: b"new"},
            forgotten=[(1, "A"), (3, "A")],
        )
        again = {1: (b"1", b"longer than before"), 5: (b"5", b""), 2: (b"2", b"2"), 3: (b"3", b"x")}
        store.replace_payloads(name, again)
        rows = list(self.open().rows(name))
        assert [row.payload or None for row in rows] == [
            b"longer than before", None, b"new", b"4", None, None,
        ]  # fmt: skip
        assert [row.body for row in rows][:5] == before
        assert store.keys_with(name, [1]) == {"B"}
        assert store.keys_with(name, [2]) == {"A"}
        self.refused(
            StaleRevision,
            lambda: self.write(store, name, draft("A", 6), replaced={4: None}),
        )
        assert next(iter(store.rows(name, after=3))).payload == b"4"

    def test_books_do_not_touch_each_other(self) -> None:
        """The same keys, tokens and positions in two books of one store."""
        store, one = self.made()
        _, other = self.made()
        for name, payload in ((one, b"1"), (other, b"2")):
            sent = Once(token="t", request=name[-8:])  # noqa: S106 - no password
            self.write(store, name, draft("A", 1, payload=payload), once={0: sent})
            store.put_index(name, IndexPart(upto=1, heads=[head("A", 1)], tokens=[(1, "A")]), expected=0)  # fmt: skip
        store.replace_payloads(one, {1: (b"1", b"x")})
        store.clear_index(one)
        (row,) = store.rows(other)
        assert row.payload == b"2"
        assert (store.count(one), store.count(other)) == (0, 1)
        assert store.keys_with(other, [1]) == {"A"}

    def test_checkpoints_are_kept_by_position(self) -> None:
        """One for each position, the last one taken."""
        store, name = self.made()
        points = [
            Checkpoint(position=position, root="ab" * 32, text=f"登记簿核验点·{position}\n")
            for position in (5, 0, 3)
        ]
        for point in points:
            store.add_checkpoint(name, point)
        store.add_checkpoint(name, evolve(points[0], text="𠮷"))
        assert self.open().checkpoints(name) == [points[1], points[2], evolve(points[0], text="𠮷")]
