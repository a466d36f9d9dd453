"""The first tables: books, revisions, private values, index, checkpoints."""

import sqlalchemy as sa
from alembic import op

from minzheng_core.stores.sql.kinds import OPTIONS, Word, long_bytes, long_text, row_number

revision = "0001"
down_revision = None


def _book() -> sa.Column[int]:
    return sa.Column("book", sa.Integer, primary_key=True, autoincrement=False)


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "books",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", Word(100), nullable=False),
        sa.Column("registry", sa.String(100), nullable=False),
        sa.Column("settings", long_text(), nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("indexed", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("name", name="books_name"),
        **OPTIONS,
    )
    op.create_table(
        "revisions",
        sa.Column("id", row_number(), primary_key=True, autoincrement=False),
        sa.Column("book", sa.Integer, nullable=False),
        sa.Column("record_key", Word(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("body", long_text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.UniqueConstraint("book", "record_key", "number", name="revisions_number"),
        **OPTIONS,
    )
    op.create_table(
        "privates",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("spare", sa.Integer, nullable=False),
        sa.Column("payload", long_bytes(), nullable=False),
        **OPTIONS,
    )
    op.create_table(
        "once",
        _book(),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("token", long_text(), nullable=False),
        sa.Column("request", sa.String(64), nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("book", "position", name="once_position"),
        **OPTIONS,
    )
    op.create_table(
        "loads",
        _book(),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("name", long_text(), nullable=False),
        sa.Column("done", sa.BigInteger, nullable=False),
        **OPTIONS,
    )
    op.create_table(
        "heads",
        _book(),
        sa.Column("record_key", Word(64), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(100), nullable=False),
        sa.Column("public", long_text(), nullable=False),
        **OPTIONS,
    )
    op.create_table(
        "tokens",
        _book(),
        sa.Column("token", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("record_key", Word(64), primary_key=True),
        sqlite_with_rowid=False,
        **OPTIONS,
    )
    op.create_table(
        "checkpoints",
        _book(),
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("text", long_text(), nullable=False),
        **OPTIONS,
    )
