"""Tables as an artificial older version had them: no checkpoints, loads by another name."""

import sqlalchemy as sa
from alembic import op

from minzheng_core.stores.sql.tables import metadata

revision = "0000"
down_revision = None


def upgrade() -> None:
    for name in ("books", "revisions", "privates", "once", "heads", "tokens"):
        metadata.tables[name].create(op.get_bind())
    op.create_table("load", sa.Column("done", sa.BigInteger))
