"""What the commands on funerals do; heavy parts are imported by the command that needs them."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from minzheng_core.cli.files import save_text
from minzheng_core.cli.funeral.sentences import say
from minzheng_core.cli.statuses import TOLD
from minzheng_core.errors import CallError
from minzheng_core.extras import require_extra

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import polars as pl

    from minzheng_core.findings import Finding
    from minzheng_core.ledger import Book
    from minzheng_core.registries.funeral import Settings
    from minzheng_core.registries.funeral.payments import Stop
    from minzheng_core.registries.funeral.schedules.columns import Statements

SHOWN = 20


def claims(options: argparse.Namespace) -> int:
    """Settle services by schedules, and hold what was claimed against it."""
    require_extra("archive")
    import polars as pl

    from minzheng_core.registries.funeral.schedules import read_schedules, state_all
    from minzheng_core.registries.funeral.schedules.item_names import as_in_schedule
    from minzheng_core.values.county import county_code

    options.county = county_code(options.county)
    schedules = read_schedules(*options.schedule)
    rows, amounts = _services(options)
    meant = as_in_schedule(rows["item"], (line.item for one in schedules for line in one.lines))
    rows = rows.with_columns(pl.col("item").replace(meant))
    if meant:
        pairs = "、".join(f"{item}→{known}" for item, known in meant.items())
        print(say(options.lang, "items", pairs=pairs))
    cases = rows.group_by("case", maintain_order=True).agg(
        pl.col("day", "division", "words").drop_nulls().first()
    )
    told = state_all(
        cases, rows, schedules, place=options.county, kind="award" if options.award else "free"
    )
    if options.case:
        return _one_case(told, cases, options)
    found = pl.concat([told.findings, _claimed(rows, amounts, told, options)]).sort("row")
    money = _money(*(int(told.cases[name].sum()) for name in ("gross", "free", "pay")))
    print(say(options.lang, "claims", cases=cases.height, services=rows.height, **money))
    if options.out:
        yuan = told.services.with_columns(pl.col("gross", "free", "pay") / 100)
        _save(options.out, yuan, options.lang)
    return _tell(found, options.lang)


def _services(options: argparse.Namespace) -> tuple[pl.DataFrame, pl.Series]:
    """The services of the lists that are given, and the amounts claimed as they are written.

    A line without a case is its person's, or its own.
    """
    import polars as pl

    from minzheng_core.registries.funeral.lists import SERVICES, days, numbers, read_list

    rows = read_list(options.files, SERVICES)
    case = pl.coalesce("case", "id_number", pl.int_range(pl.len()).cast(pl.String))
    services = rows.with_columns(
        days(rows["day"], options.on or date.today()),
        numbers(rows["quantity"]),
        numbers(rows["amount"]),
        case.alias("case"),
    )
    return services, rows["amount"]


def _one_case(told: Statements, cases: pl.DataFrame, options: argparse.Namespace) -> int:
    """How each yuan of one case came about."""
    if options.case not in set(cases["case"]):
        raise CallError("FS209", actual=options.case)
    statement = told.of(options.case)
    print("\n".join(statement.explain(options.lang)))
    print(say(options.lang, "sum", **_money(statement.gross, statement.free, statement.pay)))
    return 0


def _claimed(
    rows: pl.DataFrame, amounts: pl.Series, told: Statements, options: argparse.Namespace
) -> pl.DataFrame:
    """What is wrong with the lines that claim something, by their place in *rows*."""
    import polars as pl

    from minzheng_core.registries.funeral.claims import check_claims
    from minzheng_core.rules.frames import no_findings

    read = rows.with_columns(pl.col("amount").cast(pl.String).fill_null(amounts))
    claiming = read.with_row_index("row").filter(pl.col("amount").is_not_null())
    if claiming.is_empty():
        return no_findings()
    checked = check_claims(claiming.drop("row"), told, award=options.award)
    return checked.with_columns(claiming["row"].gather(checked["row"]).alias("row"))


def _money(gross: int, free: int, pay: int) -> dict[str, str]:
    from minzheng_core.registries.funeral.schedules.words import yuan

    return {"gross": yuan(gross), "free": yuan(free), "pay": yuan(pay)}


def due(options: argparse.Namespace) -> int:
    """List what falls due."""
    require_extra("archive")
    from minzheng_core.registries.funeral.due import WORDS
    from minzheng_core.registries.funeral.due import due as listed

    on = options.on or date.today()
    settings = _settings(options, storage_days=options.storage_days, ashes_days=options.ashes_days)
    with _funerals(options) as book:
        cases, _ = _cases(book, on, settings)
    lines = listed(cases, on=on, settings=settings, within=options.within)
    for what, count in lines["what"].value_counts(sort=True).iter_rows():
        label = WORDS[what] if options.lang == "zh" else what
        print(say(options.lang, "due kind", what=label, count=count))
    for case, what, since, until, over in (
        lines.select("case", "what", "since", "due", "days").head(SHOWN).iter_rows()
    ):
        label = WORDS[what] if options.lang == "zh" else what
        name = "over" if over >= 0 else "coming"
        print(say(options.lang, name, case=case or "—", what=label, since=since, due=until,
                   days=abs(over)))  # fmt: skip
    if not lines.height:
        print(say(options.lang, "nothing due"))
    if options.out:
        _save(options.out, lines, options.lang)
    return 0


def stock_take(options: argparse.Namespace) -> int:
    """Hold the shelves against the files."""
    require_extra("archive")
    import polars as pl

    from minzheng_core.columns.lifted import lift
    from minzheng_core.findings import Finding
    from minzheng_core.registries.funeral.case_columns import under_own_names
    from minzheng_core.registries.funeral.lists import SHELVES, read_list
    from minzheng_core.registries.funeral.stock_take import take_stock
    from minzheng_core.values.grave_number import grave_number

    shelves = read_list(options.files, SHELVES)
    place = lift([shelves["location"]], lambda text: (grave_number(text),), {"location": pl.String})
    who = "case" if shelves["case"].is_not_null().any() else "name"
    shelves = shelves.select(place["location"], who=pl.col(who))
    settings = _settings(options)
    with _funerals(options) as book:
        cases, _ = _cases(book, options.on or date.today(), settings)
    files = cases.filter(pl.col("location").is_not_null() & pl.col("keeps").fill_null(value=True))
    if options.facility:
        known = settings.facility_index.get(options.facility)
        own = under_own_names(files, settings.facilities)["facility"]
        files = files.filter(own == (known.name if known else options.facility))
    told = take_stock(files.select("location", who=pl.col(who)), shelves)
    print(
        say(options.lang, "stock", files=files.height, shelves=shelves.height, faults=told.height)
    )
    shown = [
        Finding(code, expected=location, actual=shelf)
        for _, location, shelf, code in told.head(SHOWN).iter_rows()
    ]
    _say(shown, told.height, options.lang)
    if options.out:
        _save(options.out, told, options.lang)
    return TOLD if told.height else 0


def payments(options: argparse.Namespace) -> int:
    """Find payments after a death."""
    require_extra("archive")
    from minzheng_core.registries.funeral.lists import days, numbers, read_payments
    from minzheng_core.registries.funeral.matching import deaths_of
    from minzheng_core.registries.funeral.payments import payments_after_death

    on = options.on or date.today()
    paid = read_payments(options.files)
    written = paid["amount"].alias("written")
    paid = paid.with_columns(days(paid["birth"], on), numbers(paid["amount"]), written)
    with _funerals(options) as book:
        cases, _ = _cases(book, on, _settings(options))
    stop: Stop = "same_month" if options.stop == "same-month" else "next_month"
    report = payments_after_death(paid, deaths_of(cases), stop=stop, on=on)
    print(
        say(
            options.lang,
            "payments",
            payments=paid.height,
            people=report.totals.height,
            certain=report.certain.height,
            amount=f"{report.amount:.2f}",
            possible=report.possible.height,
        )
    )
    if options.out:
        _save(options.out, report.certain, options.lang)
    lines = paid["line"].gather(report.findings["row"])
    return _tell(report.findings.with_columns(lines.alias("row")), options.lang)


def serials(options: argparse.Namespace) -> int:
    """Check a ledger of cremation certificates."""
    require_extra("archive")
    from minzheng_core.registries.funeral.cases import STANDING
    from minzheng_core.registries.funeral.lists import ISSUES, read_list
    from minzheng_core.registries.funeral.serials import Issue, check_serials, status_of

    rows = read_list(options.files, ISSUES)
    ledger = [
        Issue(serial=serial or "", status=status_of(status), reason=reason or "")
        for serial, status, reason in rows.iter_rows()
    ]
    used: list[str | None] = []
    if options.store:
        with _funerals(options) as book:
            used = [
                entry.values.get("cremation.certificate_number")
                for entry in book.scan()
                if entry.state in STANDING
            ]
    told = check_serials(ledger, used)
    print(
        say(
            options.lang,
            "serials",
            issued=told.issued,
            void=told.void,
            missing=told.missing,
            twice=len(told.duplicates),
        )
    )
    _say(told.findings[:SHOWN], len(told.findings), options.lang)
    return TOLD if told.findings else 0


def across(options: argparse.Namespace) -> int:
    """Check the whole book, and hold it against the marriage book of the same store."""
    require_extra("archive")
    import polars as pl

    from minzheng_core.cli.books.access import open_book, seal_for, store_at
    from minzheng_core.registries.funeral.across import check_across
    from minzheng_core.registries.funeral.cases import records_of
    from minzheng_core.registries.funeral.matching import deaths_of
    from minzheng_core.registries.funeral.registers import (
        events_after_death,
        marriage_events,
        widowed,
    )

    on = options.on or date.today()
    settings = _settings(options)
    with _funerals(options) as book:
        cases, _ = _cases(book, on, settings)
    found = check_across(cases, settings.facilities)
    print(say(options.lang, "across", cases=cases.height, findings=found.height))
    status = _tell(found, options.lang)
    survivors: list[pl.DataFrame] = []
    with store_at(options) as store:
        registers = [info for info in store.books() if info.registry == "marriage"]
        for info in registers:
            records = records_of(open_book(store, info, seal_for(info, options)))
            events = marriage_events(records)
            deaths = deaths_of(cases)
            late = events_after_death(events, deaths, on=on)
            left = widowed(events, deaths, on=on)
            print(say(options.lang, "marriages", book=info.name, widowed=left.height,
                       late=late.height))  # fmt: skip
            status = max(status, _tell(late, options.lang))
            survivors.append(left.with_columns(book=pl.lit(info.name)))
    if not survivors:
        print(say(options.lang, "no marriages"))
    if options.out and survivors:
        _save(options.out, pl.concat(survivors), options.lang)
    elif options.out:
        print(say(options.lang, "unwritten", file=options.out))
        return TOLD
    return status


def indicators(options: argparse.Namespace) -> int:
    """Show the indicators of a year."""
    require_extra("archive")
    from minzheng_core.registries.funeral.indicators import indicators as counted

    on = options.on or date.today()
    year = options.year or on.year - 1
    settings = _settings(options)
    with _funerals(options) as book:
        cases, county = _cases(book, on, settings)
    for one in counted(
        cases,
        county=county,
        settings=settings,
        since=date(year, 1, 1),
        until=date(year + 1, 1, 1),
        townships=options.townships,
    ):
        label = one.label if options.lang == "zh" else one.name
        print(say(options.lang, "indicator", label=label, value=one.per_cent,
                   numerator=one.numerator, denominator=one.denominator))  # fmt: skip
        left = "、".join(f"{reason} {count:,}" for reason, count in one.left_out.items() if count)
        print(say(options.lang, "basis", definition=one.definition, since=one.since or "—",
                   until=one.until or "—", source=one.source))  # fmt: skip
        if left:
            print(say(options.lang, "left out", left=left))
        _say(one.findings, len(one.findings), options.lang)
    return 0


def _settings(options: argparse.Namespace, **more: Any) -> Settings:
    from minzheng_core.registries.funeral import Settings, read_facilities

    facilities = read_facilities(options.facilities) if options.facilities else ()
    return Settings(facilities=facilities, **more)


@contextmanager
def _funerals(options: argparse.Namespace) -> Iterator[Book]:
    """The funeral book that is meant: the one that is named, or the only one of funerals.

    Raises:
        CallError: there is none (BK155) or several (BK156), or the book is none of funerals (FX401).

    """
    from minzheng_core.cli.books.access import chosen, open_book, seal_for, store_at

    with store_at(options) as store:
        if options.book is None:
            own = [info.name for info in store.books() if info.registry == "funeral"]
            options.book = own[0] if len(own) == 1 else None
        info = chosen(store, options)
        if info.registry != "funeral":
            raise CallError("FX401", book=info.name)
        yield open_book(store, info, seal_for(info, options))


def _cases(book: Book, on: date, settings: Settings) -> tuple[pl.DataFrame, str]:
    """The valid cases of a book, and its county."""
    import polars as pl

    from minzheng_core.registries.funeral.cases import cases_of, records_of

    county = str(book.setting.context["county"])
    records = records_of(book)
    cases = cases_of(records, county=county, on=on, settings=settings)
    # A case without a number of its own is known by its key.
    return cases.with_columns(case=pl.coalesce("case", records["key"])), county


def _tell(findings: pl.DataFrame, lang: str) -> int:
    """Say how often each finding stands and show the first; the exit status."""
    from minzheng_core.rules.frames import as_finding

    lines = findings.head(SHOWN).to_dicts()
    for line in lines:
        found = as_finding(line)
        print(
            say(lang, "row", row=line["row"] + 1, finding=f"[{found.code}] {found.sentence(lang)}")
        )
    if findings.height > SHOWN:
        print(say(lang, "more", count=findings.height - SHOWN))
    return TOLD if findings.height else 0


def _say(findings: Iterable[Finding], count: int, lang: str) -> None:
    for found in findings:
        print(f"  [{found.code}] {found.sentence(lang)}")
    if count > SHOWN:
        print(say(lang, "more", count=count - SHOWN))


def _save(file: Path, frame: pl.DataFrame, lang: str) -> None:
    """Write a frame as CSV that a spreadsheet opens."""
    import polars as pl

    save_text(file, "\ufeff" + frame.select(pl.exclude("findings")).write_csv())
    print(say(lang, "saved", file=file))
