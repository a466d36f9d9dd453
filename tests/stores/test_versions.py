"""The version of a store: made and stamped, refused when it is another, upgraded when asked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from tests.servers import DATABASES, new_address

from minzheng_core.ledger import Book, StoreError
from minzheng_core.registries import marriage
from minzheng_core.stores import open_store, upgrade_store
from minzheng_core.stores.address import Address
from minzheng_core.stores.sql import versions
from minzheng_core.stores.sql.engines import connect
from minzheng_core.stores.sql.tables import VERSION, VERSION_TABLE, metadata

OLDER = Path(__file__).with_name("older")
COUPLE = {"business_type": "结婚", "registration_date": "1985-10-01"}


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(
        connection, opts={"version_table": VERSION_TABLE, "compare_type": True}
    )
    return compare_metadata(context, metadata)


def test_the_last_migration_is_the_version_of_the_tables() -> None:
    script = ScriptDirectory(str(versions.VERSIONS.parent))

    assert script.get_current_head() == VERSION


@pytest.mark.parametrize("backend", DATABASES)
@pytest.mark.parametrize("how", ["made", "migrated"])
def test_the_migrations_make_the_tables_that_are_declared(backend: str, how: str) -> None:
    url = new_address(backend)
    access = connect(Address.of(url))
    if how == "made":
        open_store(url).close()
    else:
        with access.writing() as connection:
            versions.migrate(connection)
    with access.reading() as connection:
        assert _differences(connection) == []
    with access.writing() as connection:
        connection.execute(text("DROP TABLE checkpoints"))
    with access.reading() as connection:
        assert _differences(connection) != []
    access.close()


def test_both_ways_write_the_same_tables_down_to_the_letter() -> None:
    told = []
    for how in ("made", "migrated"):
        url = new_address("sqlite")
        access = connect(Address.of(url))
        if how == "made":
            open_store(url).close()
        else:
            with access.writing() as connection:
                versions.migrate(connection)
        with access.reading() as connection:
            found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master ORDER BY name")
            told.append([(name, sql) for name, sql in found if VERSION_TABLE not in name])
        access.close()

    assert told[0] == told[1]
    assert "WITHOUT ROWID" in str(told[0])


@pytest.mark.parametrize("backend", DATABASES)
def test_an_older_store_is_refused_and_upgraded_when_asked(backend: str, tmp_path: Path) -> None:
    url = new_address(backend)
    first = tmp_path / "0000"
    first.mkdir()
    shutil.copy(OLDER / "0000_before.py", first)
    access = connect(Address.of(url))
    with access.writing() as connection:
        versions.migrate(connection, versions=first)
        connection.execute(
            metadata.tables["books"].insert(),
            {"name": "旧", "registry": "marriage", "settings": "{}", "position": 0, "digest": "",
             "at": "", "indexed": 0},
        )  # fmt: skip
    access.close()

    with pytest.raises(StoreError) as refused:
        open_store(url)
    assert refused.value.code == "BK140"
    assert "0000" in str(refused.value)
    assert "minzheng upgrade" in str(refused.value)

    assert versions.upgrade(Address.of(url), versions=OLDER) == ("0000", VERSION)
    store = open_store(url)
    assert [info.name for info in store.books()] == ["旧"]
    with store.access.reading() as connection:  # type: ignore[attr-defined]
        assert _differences(connection) == []
    store.close()


@pytest.mark.parametrize("backend", DATABASES)
def test_a_newer_store_is_refused_with_its_version(backend: str) -> None:
    url = new_address(backend)
    store = open_store(url)
    with store.access.writing() as connection:  # type: ignore[attr-defined]
        connection.execute(text("UPDATE store_version SET version_num = '0815'"))
    store.close()

    for call in (open_store, upgrade_store):
        with pytest.raises(StoreError) as refused:
            call(url)
        assert refused.value.code == "BK141"
        assert "0815" in str(refused.value)


@pytest.mark.parametrize("backend", DATABASES)
def test_an_upgrade_of_what_is_of_today_changes_nothing(backend: str) -> None:
    url = new_address(backend)
    store = open_store(url)
    book = Book.open(marriage.REGISTRY, store, county="360732")
    book.register(COUPLE, by="王某某")
    store.close()

    assert upgrade_store(url) == (VERSION, VERSION)
    again = open_store(url)
    assert Book.open(marriage.REGISTRY, again, county="360732").verify().revisions == 1
    again.close()


def test_there_is_nothing_to_upgrade_where_there_is_no_store() -> None:
    with pytest.raises(StoreError) as refused:
        upgrade_store(new_address("sqlite"))

    assert refused.value.code == "BK142"


@pytest.mark.parametrize("backend", DATABASES)
def test_processes_that_open_a_new_store_together_make_it_once(backend: str) -> None:
    code = (
        "import sys; from minzheng_core.stores import open_store; open_store(sys.argv[1]).books()"
    )
    url = new_address(backend)
    running = [
        subprocess.Popen([sys.executable, "-c", code, url], stderr=subprocess.PIPE, env=os.environ)
        for _ in range(4)
    ]

    said = [process.communicate()[1].decode() for process in running]

    assert [process.returncode for process in running] == [0] * 4, said
