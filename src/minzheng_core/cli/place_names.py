"""What the commands on place names do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from minzheng_core.findings import Finding
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
        print(f"{name}  {spelled.text}  {spelled.plain}")
        _print(spelled.findings, options.lang)
    return 10 if doubtful else 0


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
    print(f"{options.name}  {checked.expected.text}  {checked.expected.plain}")
    _print(checked.findings, options.lang)
    if checked.right:
        print("  拼写正确" if options.lang == "zh" else "  the spelling is right")
    return 0 if checked.right else 10


def _readings(options: argparse.Namespace) -> ReadingList | None:
    from minzheng_core.registries.place_names import ReadingList

    return ReadingList.load(options.readings) if options.readings else None


def _print(findings: Iterable[Finding], lang: str) -> None:
    for finding in findings:
        level = finding.severity.label if lang == "zh" else finding.severity.value
        print(f"  {level} [{finding.code}] {finding.sentence(lang)}")
