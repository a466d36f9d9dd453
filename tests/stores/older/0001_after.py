"""From the artificial older version to today's."""

from alembic import op

from minzheng_core.stores.sql.tables import metadata

revision = "0001"
down_revision = "0000"


def upgrade() -> None:
    op.drop_table("load")
    for name in ("loads", "checkpoints"):
        metadata.tables[name].create(op.get_bind())
