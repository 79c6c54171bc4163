"""Runs the migrations on the connection that the station has opened."""

from __future__ import annotations

from alembic import context

from bot.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
# no begin_transaction: the station's own holds all of it, so a failed upgrade leaves nothing half done
context.run_migrations()
