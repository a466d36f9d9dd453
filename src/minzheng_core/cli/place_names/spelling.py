"""Commands on the spelling of place names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.cli.speech import print_findings
from minzheng_core.cli.statuses import TOLD

if TYPE_CHECKING:
    import argparse

    from minzheng_core.registries.place_names import ReadingList


def spell(options: argparse.Namespace) -> int:
    """Spell names; 10 where one must not be printed before somebody was asked."""
    from minzheng_core.registries import place_names

    doubtful = False
    for name in options.names:
        spelled = place_names.spell(
            name, kind=options.kind, division=options.division, readings=_readings(options)
        )
        doubtful |= not spelled.confirmed
        print("  ".join(map(_brief, (name, spelled.text, spelled.plain))))
        print_findings(spelled.findings, options.lang)
    return TOLD if doubtful else 0


def check_spelling(options: argparse.Namespace) -> int:
    """Judge a spelling that exists; 10 where it breaks a rule."""
    from minzheng_core.registries import place_names

    checked = place_names.check_spelling(
        options.name,
        options.given,
        kind=options.kind,
        division=options.division,
        readings=_readings(options),
    )
    expected = checked.expected
    print("  ".join(map(_brief, (options.name, expected.text, expected.plain))))
    print_findings(checked.findings, options.lang)
    if checked.right:
        print("  拼写正确" if options.lang == "zh" else "  the spelling is right")
    return 0 if checked.right else TOLD


_LINE = 200
"""Characters of a name or spelling that are told again: a name has 60 at most."""


def _brief(text: str) -> str:
    return text if len(text) <= _LINE else f"{text[:_LINE]}…"


def _readings(options: argparse.Namespace) -> ReadingList | None:
    from minzheng_core.registries.place_names import ReadingList

    return ReadingList.load(options.readings) if options.readings else None
