"""The county that a command works for: its code, or its name as people write it."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from minzheng_core.cli.sentences import Sentences
from minzheng_core.errors import CallError, MinzhengError

METAVAR = "县"
_SAY = Sentences(
    zh={"former": "“{name}”是 {year} 年以前的县，今属{now}；按代码 {code} 办理。"},
    en={"former": "{name} was a county until {year}, today in {now}; its code is taken as {code}."},
)


def add_county(
    command: argparse.ArgumentParser,
    about: str = "县代码或名称，如 360732、兴国县",
    *,
    required: bool = True,
) -> None:
    """The county that a command works for."""
    command.add_argument("--county", action=_County, required=required, metavar=METAVAR, help=about)


class _County(argparse.Action):
    """Keeps the code, and what was written for it."""

    def __call__(
        self,
        _parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        _option: str | None = None,
    ) -> None:
        """Keep them."""
        namespace.county = code_or_name(values)
        namespace.county_written = values


def tell_former(options: argparse.Namespace, lang: str) -> None:
    """Say which county of today the one of former days is that a command was given by its name."""
    written = getattr(options, "county_written", "")
    if not written or written.isascii() or sys.stderr is None:
        return
    from minzheng_core.values.county import former_county

    if (found := former_county(written)) is not None:
        before, now = found
        places = ("、" if lang == "zh" else ", ").join(place.full_name for place in now)
        told = {"name": written, "year": before.end, "now": places, "code": options.county}
        print(_SAY.say(lang, "former", **told), file=sys.stderr)


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
