"""The table for analysts: public fields only, made again as often as one likes, on each database."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Date, MetaData, Table, select
from tests.servers import DATABASES, new_address

from minzheng_core.ledger import Book, Source, StoreError
from minzheng_core.registries import marriage
from minzheng_core.registries.marriage.examples import GOOD
from minzheng_core.stores import open_store, project, projection
from minzheng_core.stores.projection import columns_of


def _rows(book: Book, table: str) -> list[dict[str, object]]:
    access = book.setting.store.access
    with access.reading() as connection:
        made = Table(table, MetaData(), autoload_with=connection)
        assert isinstance(made.c.event_date.type, Date)
        found = connection.execute(select(made).order_by(made.c.record_key))
        return [
            {
                name: value.decode() if isinstance(value, bytes) else value
                for name, value in row._mapping.items()
            }
            for row in found
        ]


@pytest.mark.parametrize("backend", DATABASES)
def test_a_row_for_each_record_without_what_is_sensitive(
    backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "STRETCH", 16)
    book = Book.open(marriage.REGISTRY, open_store(new_address(backend)), county="360732")
    for number, record in enumerate(GOOD):
        book.register(record, by="王某某", key=f"甲·{number}")
    assert project(book).rows == len(GOOD)
    book.correct("甲·0", {"registration_date": "1988", "office": "界\x00𠮷" * 9_000},
                 by="王某某", reason="原件如此", accept={"MR104": "x"})  # fmt: skip
    book.revoke("甲·1", by="王某某", reason="胁迫", source=Source(document="兴民撤字〔2026〕1号"))
    with book.batch() as batch:
        for number in range(40):
            batch.register({"business_type": "结婚"}, by="王某某", key=f"K{number:04d}")
        batch.commit()

    made = project(book)

    rows = _rows(book, made.table)
    assert (made.table, made.rows, made.position) == (
        "marriage_records",
        len(GOOD) + 40,
        len(GOOD) + 42,
    )
    by_key = {row["record_key"]: row for row in rows}
    assert len(by_key) == made.rows
    first, second, third = (by_key[f"甲·{number}"] for number in range(3))
    assert (first["number"], first["registration_date"], first["event_date"]) == (2, "1988", None)
    assert first["office"] == "界\ufffd𠮷" * 9_000
    assert (second["state"], third["state"]) == ("revoked", "registered")
    assert third["event_date"] == date.fromisoformat(str(GOOD[2].registration_date))
    assert third["husband_domicile" if "husband_domicile" in third else "husband_age"] == (
        GOOD[2].husband.age
    )
    sensitive = {path.replace(".", "_") for path in marriage.REGISTRY.sensitive}
    assert not sensitive & set(third)
    assert set(columns_of(marriage.REGISTRY).values()) < set(third)
    secrets = [record.husband.id_number for record in GOOD if record.husband.id_number]
    assert [secret for secret in secrets if secret in repr(rows)] == []
    book.setting.store.close()


@pytest.mark.parametrize("backend", DATABASES)
def test_a_table_of_somebody_else_is_not_replaced(backend: str) -> None:
    book = Book.open(marriage.REGISTRY, open_store(new_address(backend)), county="360732")
    access = book.setting.store.access
    with access.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE theirs (number INTEGER)")
        connection.exec_driver_sql("INSERT INTO theirs VALUES (7)")

    for table in ("theirs", "revisions", "store_version", "", "界" * 30):
        with pytest.raises(StoreError) as refused:
            project(book, table or "x" * 61)
        assert refused.value.code == "BK161"
    with access.reading() as connection:
        assert connection.exec_driver_sql("SELECT number FROM theirs").scalar() == 7
    book.setting.store.close()


def test_a_store_in_memory_has_no_tables() -> None:
    book = Book.open(marriage.REGISTRY, open_store("memory://"), county="360732")

    with pytest.raises(StoreError) as refused:
        project(book)
    assert refused.value.code == "BK160"
