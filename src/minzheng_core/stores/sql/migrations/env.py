"""Runs the migrations on the connection that ``stores.sql.versions.upgrade`` hands over."""

from alembic import context

from minzheng_core.stores.sql.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
