"""What ``open_store`` takes, and the one sentence it says of everything else."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.pool import QueuePool

from minzheng_core.ledger import Book, StoreError
from minzheng_core.registries import marriage
from minzheng_core.stores import open_store
from minzheng_core.stores.sql import SqlStore

if TYPE_CHECKING:
    from pathlib import Path

COUPLE = {
    "registration_date": "1985-10-01",
    "business_type": "结婚",
    "husband": {"name": "张三", "birth_date": "1960-10-02"},
    "wife": {"name": "李四", "birth_date": "1963-01-01"},
}


@pytest.mark.parametrize("form", ["sqlite:///{}", "{}"])
def test_a_file_is_opened_by_url_and_by_name_and_keeps_what_was_written(
    form: str, tmp_path: Path
) -> None:
    url = form.format(tmp_path / "登记 一%2F.db")
    store = open_store(url)
    key = Book.open(marriage.REGISTRY, store, county="360732").register(COUPLE, by="王某某").key
    store.close()

    again = Book.open(marriage.REGISTRY, open_store(url), county="360732")

    assert again.get(key).values["wife.name"] == "李四"
    assert again.verify().sound
    assert [path.name for path in tmp_path.iterdir() if "wal" not in path.name] != []


@pytest.mark.parametrize(
    "url",
    [
        "oracle://clerk:geheim@db/x",
        "登记簿",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://",
        "postgresql://clerk:geheim@db:port/x",
        "postgresql://clerk:geheim?1@db:port/x",
        "postgresql://clerk:geheim/1@db:port/x",
        "",
    ],
)
def test_an_unknown_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(StoreError) as refused:
        open_store(url)

    assert refused.value.code == "BK130"
    assert "geheim" not in str(refused.value) + repr(refused.value)


def test_a_store_that_is_dropped_lets_go_of_its_file(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "登记.db"))
    assert isinstance(store, SqlStore)
    store.books()
    pool = store.access.engine.pool
    assert isinstance(pool, QueuePool)
    assert pool.checkedin() > 0

    del store
    gc.collect()

    assert pool.checkedin() == 0


def test_no_store_is_made_where_none_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "登记.db"

    with pytest.raises(StoreError) as refused:
        open_store(str(path), create=False)

    assert refused.value.code == "BK142"
    assert not path.exists()
