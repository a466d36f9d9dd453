"""Loading an archive into a book says the same as registering its records one by one, and resumes."""

from __future__ import annotations

import json
from subprocess import Popen
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.errors import CallError
from minzheng_core.ledger import Book, Source
from minzheng_core.ledger.loading import hand
from minzheng_core.ledger.loading import load as load_module
from minzheng_core.registries import marriage
from minzheng_core.schema.canonical import canonical
from minzheng_core.stores.memory import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.ledger.revision import Row

COUNTY = "360732"
PATHS = {path.replace(".", "_"): path for path in marriage.REGISTRY.paths}
WORDS = st.one_of(
    st.none(),
    st.sampled_from(
        ["", "张三", "兴结字第12号", "362133196208150010", "地址362133196208150010室", "𠮷·阿"]
    ),
    st.text(max_size=6),
    st.text(alphabet='"\\\n\t\x00\x1f\x7f界', max_size=5),
)
FRAMES = st.lists(
    st.fixed_dictionaries(
        dict.fromkeys(
            ("office", "remark", "husband_name", "wife_id_number", "wife_ethnicity"), WORDS
        )
    ),
    min_size=1,
    max_size=6,
)


def a_book(store: MemoryStore | None = None) -> Book:
    return Book.open(marriage.REGISTRY, store or MemoryStore(), county=COUNTY)


def rows_of(book: Book) -> list[Row]:
    return list(book.setting.store.rows(book.setting.name))


def a_frame(count: int, **columns: Any) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "source_file": ["档案.csv"] * count,
            "source_sheet": [""] * count,
            "source_row": list(range(2, count + 2)),
            "husband_name": [f"张{i}" for i in range(count)],
            "wife_name": ["李四"] * count,
            "office": ["兴国县民政局"] * count,
        }
        | columns
    )


@settings(max_examples=60, deadline=None)
@given(FRAMES)
def test_a_load_writes_what_registering_would(lines: Sequence[dict[str, str | None]]) -> None:
    frame = pl.DataFrame(lines, schema=dict.fromkeys(lines[0], pl.String))
    loaded, registered = a_book(), a_book()

    loaded.load(frame, by="王某", name="甲")
    for line, row in zip(lines, rows_of(loaded), strict=True):
        record = {PATHS[name]: value for name, value in line.items() if value}
        registered.register(record, by="王某", key=row.key, accept=_everything())

    for one, other in zip(rows_of(registered), rows_of(loaded), strict=True):
        assert _told(one) == _told(other)
        assert _private(one) == _private(other)
    assert loaded.verify().sound


def _everything() -> dict[str, str]:
    from minzheng_core.findings import catalogue

    return dict.fromkeys(catalogue(), "档案原文如此")


def _told(row: Row) -> dict[str, Any]:
    """What a revision says, without time, chain, chance and judgement."""
    content = json.loads(row.body)
    for name in ("at", "previous", "noted", "accepted"):
        content.pop(name, None)
    content["private"] = {who: told["fields"] for who, told in content.get("private", {}).items()}
    return dict(content)


def _private(row: Row) -> dict[str, Any]:
    groups = json.loads(row.payload or b"{}")
    return {who: group["values"] for who, group in groups.items()}


@settings(max_examples=60, deadline=None)
@given(FRAMES)
def test_every_text_is_canonical(lines: Sequence[dict[str, str | None]]) -> None:
    book = a_book()
    book.load(pl.DataFrame(lines, schema=dict.fromkeys(lines[0], pl.String)), by="王某", name="甲")

    for row in rows_of(book):
        assert canonical(json.loads(row.body)) == row.body
        assert row.payload is None or canonical(json.loads(row.payload)).encode() == row.payload


def test_errors_are_accepted_with_the_reason_and_other_codes_noted() -> None:
    book = a_book()
    findings = pl.DataFrame(
        {
            "row": [1, 1, 1, 0],
            "field": ["husband_id_number", "wife_id_number", "office", "office"],
            "code": ["ID104", "ID104", "MR104", "DV201"],
            "severity": ["error", "suspect", "suspect", "notice"],
        }
    )

    book.load(a_frame(2), by="王某", findings=findings)

    first, second = (json.loads(row.body) for row in rows_of(book))
    assert first["noted"] == ["DV201"]
    assert "accepted" not in first
    assert second["accepted"] == {"ID104": "档案原文如此"}
    assert second["noted"] == ["MR104"]


def test_a_record_tells_where_it_comes_from() -> None:
    book = a_book()
    book.load(a_frame(1), by="王某", recipe="0123abcd")

    (event,) = book.history(rows_of(book)[0].key)

    assert event.revision.source == Source(file="档案.csv", row=2, recipe="0123abcd")


def test_the_same_archive_again_writes_nothing() -> None:
    book = a_book()
    first = book.load(a_frame(30), by="王某")
    again = book.load(a_frame(30), by="李某")

    assert (first.registered, again.registered, again.before) == (30, 0, 30)
    assert len(book) == 30


def test_an_archive_with_decisions_corrects_what_they_changed() -> None:
    book = a_book()
    book.load(a_frame(3), by="王某")
    decided = a_frame(3, husband_name=["张0", "张老", "张2"], wife_name=["李四", None, "李四"])

    outcome = book.load(decided, by="王某", reason="核查工作簿决定")

    assert (outcome.registered, outcome.corrected, outcome.unchanged) == (0, 1, 2)
    key = rows_of(book)[1].key
    last = book.history(key)[-1]
    assert last.revision.reason == "核查工作簿决定"
    assert {(c.path, c.before, c.after) for c in last.changes} == {
        ("husband.name", "张1", "张老"),
        ("wife.name", "李四", None),
    }
    assert book.verify().sound


def test_what_was_corrected_in_the_book_meanwhile_stays() -> None:
    book = a_book()
    frame = a_frame(2)
    book.load(frame, by="王某")
    first = rows_of(book)[0].key
    book.correct(first, {"wife": {"name": "李肆"}}, by="张某", reason="原件为“肆”")

    decided = frame.with_columns(husband_name=pl.Series(["张老", "张1"]))
    assert book.load(decided, by="王某").corrected == 1
    assert book.get(first).values["husband.name"] == "张老"
    assert book.get(first).values["wife.name"] == "李肆"

    outcome = book.load(decided.with_columns(wife_name=pl.lit("李四四")), by="王某")
    assert outcome.corrected == 2
    assert book.get(first).values["wife.name"] == "李四四"
    assert book.verify().sound


def test_a_revoked_record_is_left_and_named() -> None:
    book = a_book()
    book.load(a_frame(1), by="王某")
    key = rows_of(book)[0].key
    book.revoke(key, by="王某", reason="冒名", source=Source(document="司法建议书"))

    outcome = book.load(a_frame(1, office=["另一处"]), by="王某")

    assert outcome.left == (key,)
    assert book.get(key).state == "revoked"


def test_what_was_erased_stays_erased() -> None:
    book = a_book()
    book.load(a_frame(1), by="王某")
    key = rows_of(book)[0].key
    book.erase(key, subject="husband", by="王某", reason="当事人申请")

    book.load(a_frame(1, office=["另一处"]), by="王某")

    assert "husband.name" not in book.get(key).values
    assert book.get(key).values["office"] == "另一处"


class _Dying(MemoryStore):
    """A store that fails before or after its n-th write."""

    def __init__(self, deaths: list[tuple[int, bool]]) -> None:
        super().__init__()
        self.deaths, self.writes = deaths, 0

    def append(self, *arguments: Any, **options: Any) -> Any:
        self.writes += 1
        if (self.writes, False) in self.deaths:
            raise KeyboardInterrupt
        done = super().append(*arguments, **options)
        if (self.writes, True) in self.deaths:
            raise KeyboardInterrupt
        return done


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 12), st.booleans()), max_size=5))
def test_a_load_that_dies_goes_on(deaths: list[tuple[int, bool]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load_module, "CHUNK", 7)
        book = a_book(_Dying(deaths))
        frame = a_frame(50)
        for _ in range(len(deaths) + 1):
            try:
                book.load(frame, by="王某")
                break
            except KeyboardInterrupt:
                continue

    assert sorted(row.key[-8:] for row in rows_of(book)) == [f"{i:08d}" for i in range(2, 52)]
    assert book.verify().sound


def test_another_process_makes_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_module, "CHUNK", 10)
    alone, helped = a_book(), a_book()
    alone.load(a_frame(45), by="王某")
    monkeypatch.setattr(hand, "WORTHWHILE", 1)
    helped.load(a_frame(45), by="王某")

    assert [_told(row) for row in rows_of(helped)] == [_told(row) for row in rows_of(alone)]
    assert [_private(row) for row in rows_of(helped)] == [_private(row) for row in rows_of(alone)]
    assert helped.verify().sound


def test_what_others_write_in_the_meantime_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_module, "CHUNK", 10)
    monkeypatch.setattr(hand, "WORTHWHILE", 1)
    book = a_book()

    def interrupt(done: int, _total: int | None) -> None:
        if done == 20:
            book.register({"office": "另一处"}, by="李某", key="中途")

    book.load(a_frame(45), by="王某", progress=interrupt)

    assert [row.key for row in rows_of(book)].index("中途") == 20
    assert len(rows_of(book)) == 46
    assert book.verify().sound


def test_what_another_process_refuses_is_refused_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_module, "CHUNK", 10)
    monkeypatch.setattr(hand, "WORTHWHILE", 1)
    book = a_book()

    with pytest.raises(CallError) as refused:
        book.load(pl.concat([a_frame(20), a_frame(1), a_frame(1)]), by="王某")

    assert refused.value.code == "BK222"
    assert len(rows_of(book)) == 20


def test_frames_may_come_one_by_one_or_from_a_file(tmp_path: Any) -> None:
    frame = a_frame(25)
    frame.write_parquet(tmp_path / "records.parquet")
    whole, pieces, file = a_book(), a_book(), a_book()

    whole.load(frame, by="王某")
    pieces.load(frame.iter_slices(10), by="王某", name="甲")
    file.load(tmp_path / "records.parquet", by="王某")

    expected = [row.key for row in rows_of(whole)]
    assert [row.key for row in rows_of(pieces)] == expected
    assert [row.key for row in rows_of(file)] == expected


def test_progress_is_told() -> None:
    told: list[tuple[int, int | None]] = []

    a_book().load(a_frame(5), by="王某", progress=lambda done, total: told.append((done, total)))

    assert told == [(5, 5)]


def test_an_empty_archive_is_a_load_of_nothing() -> None:
    book = a_book()

    assert book.load(a_frame(0), by="王某").registered == 0
    assert len(book) == 0
    assert book, "an open book is true, however empty it is"


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (pl.DataFrame({"甲": ["乙"]}), "BK220"),
        (pl.concat([a_frame(1), a_frame(1)]), "BK222"),
        (a_frame(1, office=[1.5]), "BK106"),
    ],
)
def test_what_cannot_be_loaded_is_refused(frame: pl.DataFrame, code: str) -> None:
    book = a_book()

    with pytest.raises(CallError) as refused:
        book.load(frame, by="王某")

    assert refused.value.code == code
    assert rows_of(book) == []


def test_several_frames_need_a_name() -> None:
    with pytest.raises(CallError) as refused:
        a_book().load([a_frame(1)], by="王某")

    assert refused.value.code == "BK221"


def test_a_missing_file_is_named(tmp_path: Any) -> None:
    from minzheng_core.errors import InputError

    with pytest.raises(InputError) as refused:
        a_book().load(tmp_path / "没有.parquet", by="王某")

    assert "没有.parquet" in str(refused.value)


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_load_goes_on_where_the_other_process_ends(
    monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(load_module, "CHUNK", 10)
    monkeypatch.setattr(hand, "WORTHWHILE", 1)
    started, receive = [], hand.receive

    def begun(*args: Any, **options: Any) -> Popen[bytes]:
        started.append(Popen(*args, **options))
        if not after:
            started[0].kill()
            started[0].wait()
        return started[0]

    def received(stream: Any) -> Any:
        answer = receive(stream)
        if len(answered) + 1 == after:
            started[0].kill()
            started[0].wait()
        answered.append(answer)
        return answer

    answered: list[Any] = []
    monkeypatch.setattr(hand.subprocess, "Popen", begun)
    monkeypatch.setattr(hand, "receive", received)
    book = a_book()

    told = book.load(a_frame(55), by="王某某")

    assert (told.registered, len(book), len(answered)) == (55, 55, after)
    assert book.verify().sound
