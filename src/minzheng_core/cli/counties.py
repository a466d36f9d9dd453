"""The county that a command works for: its code, or its name as people write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.errors import CallError, MinzhengError

if TYPE_CHECKING:
    from argparse import ArgumentParser

METAVAR = "县"


def add_county(
    command: ArgumentParser,
    about: str = "县代码或名称，如 360732、兴国县",
    *,
    required: bool = True,
) -> None:
    """The county that a command works for."""
    command.add_argument(
        "--county", type=code_or_name, required=required, metavar=METAVAR, help=about
    )


class SeveralCountiesError(MinzhengError):
    """A name that several counties have; no :class:`ValueError`, of which argparse makes a message of its own."""

    exit_status = CallError.exit_status


def code_or_name(text: str) -> str:
    """The code of the county that *text* names; a code, and what names none, is left to the command.

    >>> code_or_name("兴国县"), code_or_name("362133"), code_or_name("兴园县")
    ('360732', '362133', '兴园县')

    Raises:
        SeveralCountiesError: several counties of today have the name (IN252).

    """
    from minzheng_core.values.county import county_code

    try:
        return county_code(text)
    except CallError as error:
        if error.code == "IN252":
            raise SeveralCountiesError(error.code, **error.values) from None
        return text
