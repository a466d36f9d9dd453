"""One store on SQLite, PostgreSQL and MySQL or MariaDB, in SQLAlchemy Core."""

from __future__ import annotations

from minzheng_core.stores.sql.store import SqlStore

__all__ = ["SqlStore"]
