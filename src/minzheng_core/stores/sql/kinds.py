"""Kinds of columns that mean the same on every database; migrations use them too, so none is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Integer, LargeBinary, String, Text, TypeDecorator
from sqlalchemy.dialects import mysql

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect
    from sqlalchemy.types import TypeEngine

OPTIONS: dict[str, Any] = {
    "mysql_engine": "InnoDB",
    "mysql_charset": "utf8mb4",
    "mysql_collate": "utf8mb4_bin",
}
"""Options of every table: transactions, and every character compared as itself."""
_UTF8_BYTES = 4


class Word(TypeDecorator[str]):
    """A short word that is compared byte by byte, blanks and case included, on every database."""

    impl = String
    cache_ok = True

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Bytes on MySQL, whose collations pad with blanks; the collation ``C`` on PostgreSQL."""
        if dialect.name in ("mysql", "mariadb"):
            return dialect.type_descriptor(mysql.VARBINARY(self.length * _UTF8_BYTES))
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(String(self.length, collation=collation))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        """A word as the database takes it."""
        if value is not None and dialect.name in ("mysql", "mariadb"):
            return value.encode()
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - the signature is given
        """A word as it was."""
        return value.decode() if isinstance(value, bytes) else value


def long_text() -> TypeEngine[Any]:
    """Text of any length."""
    return Text().with_variant(mysql.LONGTEXT(), "mysql", "mariadb")


def row_number() -> TypeEngine[Any]:
    """A primary key of 64 bits."""
    # The primary key of SQLite is the place of the row only where its type is INTEGER.
    return BigInteger().with_variant(Integer(), "sqlite")


def long_bytes() -> TypeEngine[Any]:
    """Bytes of any length."""
    return LargeBinary().with_variant(mysql.LONGBLOB(), "mysql", "mariadb")
