"""Commands on archives, single numbers, codes and steps; each imports the heavy parts it needs itself."""

from __future__ import annotations

import re
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import evolve

from minzheng_core.cli.files import named, save_text, text_of
from minzheng_core.cli.speech import print_findings
from minzheng_core.cli.statuses import TOLD
from minzheng_core.errors import CallError
from minzheng_core.extras import require_extra

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from minzheng_core.cleaning import CleanResult
    from minzheng_core.values.ids.id_number import IdNumber


def clean(options: argparse.Namespace) -> int:
    """Clean an archive and write every output."""
    from minzheng_core.cleaning.run.crew import are_large, others_kept
    from minzheng_core.cli.memory import give_back
    from minzheng_core.processing.collector import no_collector

    give_back()
    require_extra("archive")
    options.files = named(options.files)
    others = options.workers - 1 if are_large(options.files) else 0
    with no_collector(), others_kept(others):
        return _clean(options)


def _clean(options: argparse.Namespace) -> int:
    from minzheng_core.cli.archives.summary import print_summary
    from minzheng_core.cli.books.loading import book_for, put_into
    from minzheng_core.cli.progress import shown
    from minzheng_core.reports.save import check_target

    check_target(options.out)
    asked = _asked(options)
    with book_for(options, registry=options.registry, county=asked["county"]) as book:
        with shown(quiet=options.quiet) as progress:
            result = _cleaner(options)(options.files, progress=progress, **asked)
            progress("写出结果", 0, None)
            directory = result.save(options.out)
        # The results are there, whatever becomes of the book.
        print_summary(result, directory, options.lang)
        if book is not None:
            with shown(quiet=options.quiet) as progress:
                loaded = put_into(
                    book,
                    result.records,
                    options,
                    recipe=result.recipe.to_json(),
                    progress=progress,
                    findings=result.findings,
                )
            print(loaded)
    return 0


def _asked(options: argparse.Namespace) -> dict[str, Any]:
    """How the archive is to be cleaned, out of the files that are named and the options.

    Raises:
        WrongCallError: neither an option nor a recipe tells the county (IN209).
        InputError: one of the files cannot be read.

    """
    from minzheng_core.cleaning import Recipe
    from minzheng_core.cli.speech import WrongCallError
    from minzheng_core.reading import ArchiveMapping
    from minzheng_core.reference.gazetteer import Gazetteer
    from minzheng_core.reference.overlay import Overlay

    recipe = Recipe.from_json(text_of(options.recipe)) if options.recipe else None
    county = options.county or (recipe.county if recipe else None)
    if county is None:
        why = "the following arguments are required: --county"
        raise WrongCallError("IN209", why=why, command="minzheng clean")
    overlay = Overlay.load(options.overlay) if options.overlay else None
    if options.gazetteer:
        overlay = evolve(overlay or Overlay(), gazetteer=Gazetteer.open(options.gazetteer))
    mapping = ArchiveMapping.from_json(text_of(options.mapping)) if options.mapping else None
    return {
        "county": county,
        "on": options.on,
        "overlay": overlay,
        "recipe": recipe,
        "without": tuple(options.without),
        "mapping": mapping,
        "workers": options.workers,
        "link": options.link,
        "sheets": options.sheet,
        "encoding": options.encoding,
    }


def _cleaner(options: argparse.Namespace) -> Callable[..., CleanResult]:
    """How the archive of the registry is cleaned; the other registries are not loaded."""
    if options.registry == "funeral":
        from minzheng_core.registries import funeral

        facilities = funeral.read_facilities(options.facilities) if options.facilities else ()
        return partial(funeral.clean, settings=funeral.Settings(facilities=facilities))
    from minzheng_core.registries import marriage

    return marriage.clean


def apply(options: argparse.Namespace) -> int:
    """Take a clerk's decisions back; status 10 where some can't be taken."""
    require_extra("archive")
    from minzheng_core.cleaning import Recipe
    from minzheng_core.cli.books.loading import DECIDED, book_for, put_into
    from minzheng_core.cli.progress import shown
    from minzheng_core.reports.decisions.apply import apply_workbook
    from minzheng_core.reports.run_files import RECIPE, RECORDS

    outcome = apply_workbook(
        options.workbook, by=options.by, directory=options.directory, earlier=options.earlier
    )
    print(outcome.describe(options.lang))
    recipe = Recipe.load(outcome.directory.parent / RECIPE)
    with (
        book_for(options, registry=recipe.registry, county=recipe.county) as book,
        shown(quiet=False) as progress,
    ):
        if book is not None:
            print(
                put_into(
                    book,
                    outcome.directory / RECORDS,
                    options,
                    recipe=recipe.to_json(),
                    progress=progress,
                    reason=DECIDED,
                )
            )
    return TOLD if outcome.refused else 0


def columns(options: argparse.Namespace) -> int:
    """Show how the columns of files would be read."""
    require_extra("archive")
    from minzheng_core.cleaning.chunk.own_names import own_names
    from minzheng_core.cli.archives.summary import print_notes
    from minzheng_core.reading import read_archive
    from minzheng_core.reading.notes import gathered
    from minzheng_core.reading.recognition.parts import parts_of
    from minzheng_core.registry import registry_named
    from minzheng_core.reports.labels import field_labels

    declared = registry_named(options.registry).archive
    if declared is None:  # the parser offers only registries that are cleaned
        raise CallError("BK109", registry=options.registry)
    spec = declared()
    archive = read_archive(
        named(options.files),
        spec.fields,
        sheets=options.sheet,
        encoding=options.encoding,
        reserved=own_names(spec),
    )
    labels = field_labels(spec)
    words = labels if options.lang == "zh" else {}
    parted = {(table.file, table.sheet): table.parted for table in archive.tables}
    print(archive.mapping.describe(options.lang, words, parts_of, parted))
    notes = [line for line, _ in gathered(archive.column_remarks, options.lang)]
    print_notes(notes, options.lang, len(notes))
    if options.save:
        save_text(options.save, archive.mapping.to_json())
    print(_NEXT[options.lang][options.save is not None].format(file=options.save))
    return 0


_NEXT = {
    "zh": (
        "有读错的列：加 --save 列对照.json 保存下来，改好 field 后用 minzheng clean … --mapping 列对照.json。",
        "已存入 {file}；改好 field 后用 minzheng clean … --mapping {file}。",
    ),
    "en": (
        "Where a column is read wrongly: save this with --save FILE, mend field, minzheng clean … --mapping FILE.",
        "Saved to {file}; mend field and use minzheng clean … --mapping {file}.",
    ),
}


def check_id(options: argparse.Namespace) -> int:
    """Check identity numbers; the numbers themselves are shown masked."""
    from minzheng_core.findings import Severity
    from minzheng_core.rules.id_check import check_id as check
    from minzheng_core.values.ids.id_number import IdNumber

    numbers = options.numbers or _lines()
    wrong = False
    for text in numbers:
        parsed = IdNumber.parse(text)
        findings = check(text)
        print(_masked(parsed.value, options.lang))
        print_findings(findings, options.lang)
        wrong |= any(finding.severity is Severity.ERROR for finding in findings)
        if not findings:
            print("  没有发现问题" if options.lang == "zh" else "  nothing wrong found")
    return TOLD if wrong else 0


def _masked(number: IdNumber | None, lang: str) -> str:
    if number is None:
        return "（不是号码）" if lang == "zh" else "(no number)"
    kind = number.kind.label if lang == "zh" else number.kind.label_en
    return f"{number.mask('staff')}  {kind}"


def explain(options: argparse.Namespace) -> int:
    """Explain a code, or list all of them."""
    from minzheng_core.findings import catalogue

    entries = catalogue()
    chinese = options.lang == "zh"
    if options.code is None:
        for entry in entries.values():
            print(f"{entry.code}  {entry.title_zh if chinese else entry.title_en}")
        return 0
    found = entries.get(options.code.upper())
    if found is None:
        raise CallError("IN205", asked=options.code)
    lines = [
        f"{found.code}  {found.title_zh if chinese else found.title_en}",
        re.sub(r"\{\w+\}", "…", found.zh if chinese else found.en),
        found.explain_zh if chinese else found.explain_en,
        (f"依据：{found.basis}" if chinese else f"Basis: {found.basis}") if found.basis else "",
        found.advice_zh if chinese else found.advice_en,
    ]
    print("\n".join(line for line in lines if line))
    return 0


def steps(options: argparse.Namespace) -> int:
    """List the steps of cleaning."""
    from minzheng_core.cleaning.plan.steps import describe_steps

    for name, text in describe_steps(options.lang):
        print(f"{name:32} {text}")
    return 0


def _lines() -> list[str]:
    """What is piped in, line by line; nothing where standard input is closed."""
    if sys.stdin is None:
        raise CallError("IN213")
    content = sys.stdin.buffer.read().decode("utf-8-sig", "replace")
    numbers = [line.strip() for line in content.splitlines() if line.strip()]
    if not numbers:
        raise CallError("IN213")
    return numbers
