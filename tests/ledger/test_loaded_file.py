"""A Parquet file that is loaded is there, whole, and the same from the first record to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minzheng_core.errors import InputError
from minzheng_core.stores import open_store
from tests.ledger.conftest import book_on
from tests.servers import BACKENDS, new_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from minzheng_core.ledger import Book

pl = pytest.importorskip("polars")

ROWS = 25


@pytest.fixture(params=BACKENDS)
def book(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    monkeypatch.setattr("minzheng_core.ledger.loading.load.CHUNK", 10)
    store = open_store(new_address(request.param))
    yield book_on(store)
    store.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "记录.parquet"
    _write(made, "张三")
    return made


def _write(path: Path, name: str) -> None:
    columns = {"source_row": range(2, ROWS + 2), "husband_name": [name] * ROWS}
    pl.DataFrame(columns).write_parquet(path)


def refusal(book: Book, path: Path, **options: object) -> str:
    with pytest.raises(InputError) as refused:
        book.load(path, by="王", **options)  # type: ignore[arg-type]
    return refused.value.code


def test_a_file_that_is_not_there_or_not_whole_is_named(book: Book, path: Path) -> None:
    content = path.read_bytes()
    damaged = bytearray(content)
    damaged[len(content) // 3 : 2 * len(content) // 3] = bytes(len(content) // 3)
    for broken in (content[: len(content) // 2], bytes(damaged), b"", b"PAR1"):
        path.write_bytes(broken)
        assert refusal(book, path) == "IN108"
    path.unlink()
    assert refusal(book, path) == "IN101"
    assert len(book) == 0


@pytest.mark.parametrize("change", ["written anew", "gone", "cut"])
def test_a_file_that_is_altered_meanwhile_is_not_loaded_in_part_old_in_part_new(
    book: Book, path: Path, change: str
) -> None:
    content = path.read_bytes()

    def altered(done: int, _total: int | None) -> None:
        if done == 10:
            if change == "written anew":
                _write(path, "李四")
            elif change == "gone":
                path.unlink()
            else:
                path.write_bytes(content[:-9])

    assert refusal(book, path, progress=altered) == "IN100"
    assert {entry.values["husband.name"] for entry in book.scan()} == {"张三"}
    assert len(book) in {10, 20}
    path.write_bytes(content)
    book.load(path, by="王")
    assert len(book) == ROWS
    assert book.verify().sound
