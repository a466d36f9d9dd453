"""A local Spark, where there is one; where it is required its absence is a failure."""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING, Any

import pytest

from minzheng_core.engines.spark import local_session
from minzheng_core.errors import MissingExtra
from minzheng_core.extras import require_extra

if TYPE_CHECKING:
    from collections.abc import Iterator


def without(error: MissingExtra) -> None:
    """Leave the test out and say why, or fail where ``MINZHENG_TEST_ENGINES`` is ``required``."""
    if os.environ.get("MINZHENG_TEST_ENGINES") == "required":
        pytest.fail(f"{error.sentence('en')}, and here it is required")
    pytest.skip(error.sentence("en"))


def needs(extra: str) -> None:
    """What the test cannot run without."""
    try:
        require_extra(extra)
    except MissingExtra as error:
        without(error)


@pytest.fixture(scope="session")
def session() -> Iterator[Any]:
    """Spark on this machine, two processors."""
    needs("spark")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            spark = local_session(2, spark__log__level="ERROR")
        except MissingExtra as error:
            without(error)
        spark.sparkContext.setLogLevel("ERROR")
        yield spark
        spark.stop()
