"""Which version the tables of a database have: made and stamped when new, upgraded when asked."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select, text

from minzheng_core.ledger.errors import StoreError
from minzheng_core.stores.sql.engines import connect
from minzheng_core.stores.sql.tables import VERSION, VERSION_TABLE, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.stores.address import Address
    from minzheng_core.stores.sql.engines import Access

VERSIONS = Path(__file__).with_name("migrations") / "versions"
_LOCK = 7_360_732_000_001
"""The number under which processes that make tables on PostgreSQL wait for each other."""

_stamps = Table(
    VERSION_TABLE,
    MetaData(),
    Column("version_num", String(32), primary_key=True),
    mysql_engine="InnoDB",
    mysql_charset="utf8mb4",
)


def require_version(access: Access, address: Address, *, create: bool) -> None:
    """Make the tables where there are none; refuse those of another version.

    Raises:
        StoreError: an older (BK140) or newer version (BK141), no store (BK142) where *create* is
            false, tables of the same names that are not of this library (BK134), a database whose
            encoding cannot hold every character (BK143).

    """
    if address.kind == "sqlite" and not create and not address.path.exists():
        raise StoreError("BK142", store=address.shown)
    with access.reading() as connection:
        _require_unicode(connection, address)
        found = _version(connection)
    if found is None:
        if not create:
            raise StoreError("BK142", store=address.shown)
        with making(access) as connection:
            found = _version(connection) or _made(connection, address)
    if found != VERSION:
        code = "BK140" if found < VERSION else "BK141"
        raise StoreError(code, store=address.shown, found=found, known=VERSION)


def upgrade(address: Address, *, versions: Path = VERSIONS) -> tuple[str, str]:
    """Bring the tables up to the newest version in *versions*; the versions before and after."""
    access = connect(address)
    try:
        with making(access) as connection:
            before = _version(connection)
            if before is None:
                raise StoreError("BK142", store=address.shown)
            if before > VERSION:
                raise StoreError("BK141", store=address.shown, found=before, known=VERSION)
            migrate(connection, versions=versions)
            return before, _version(connection) or before
    finally:
        access.close()


def migrate(connection: Connection, *, versions: Path = VERSIONS) -> None:
    """Run the migrations in *versions* that the database has not seen."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _escaped(VERSIONS.parent))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", _escaped(versions))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


@contextmanager
def making(access: Access) -> Iterator[Connection]:
    """A transaction in which tables are made; other processes that make them wait."""
    if access.kind != "mysql":
        with access.writing() as connection:
            if access.kind == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            yield connection
        return
    # A change of tables ends a transaction on MySQL, so another connection holds a lock meanwhile.
    with access.reading() as keeper:
        name = {"name": f"{VERSION_TABLE}:{_database(keeper)}"[:64]}
        keeper.execute(text("SELECT GET_LOCK(:name, 60)"), name)
        try:
            with access.writing() as connection:
                yield connection
        finally:
            keeper.execute(text("SELECT RELEASE_LOCK(:name)"), name)


def _database(connection: Connection) -> str:
    return str(connection.execute(text("SELECT DATABASE()")).scalar())


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.execute(select(_stamps.c.version_num)).scalar()
    return found


def _made(connection: Connection, address: Address) -> str:
    """Make the tables, and stamp them last: a half-made set on MySQL is completed the next time."""
    inspector = inspect(connection)
    there = set(inspector.get_table_names()) & set(metadata.tables)
    for name in there:
        columns = {column["name"] for column in inspector.get_columns(name)}
        if columns != set(metadata.tables[name].columns.keys()) or address.kind != "mysql":
            raise StoreError("BK134", store=address.shown)
    metadata.create_all(connection)
    _stamps.create(connection, checkfirst=True)
    connection.execute(_stamps.insert(), {"version_num": VERSION})
    return VERSION


def _require_unicode(connection: Connection, address: Address) -> None:
    if address.kind == "postgresql":
        found = connection.execute(text("SELECT current_setting('server_encoding')")).scalar()
        if found not in ("UTF8", "SQL_ASCII"):
            raise StoreError("BK143", store=address.shown, found=found)
