"""The command that looks a whole list of place names through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.cli.files import make_folder, save_text
from minzheng_core.cli.place_names.reading import tell_reading
from minzheng_core.cli.speech import level_of
from minzheng_core.cli.statuses import TOLD
from minzheng_core.extras import require_extra
from minzheng_core.findings import Severity

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

WORKBOOK, PAGE = "名录核查.xlsx", "名录核查.html"


def check(options: argparse.Namespace) -> int:
    """Check a list; write the workbook and the report; 10 where it has errors."""
    require_extra("archive")
    from minzheng_core.registries.place_names import ReadingList
    from minzheng_core.registries.place_names.lists import check_list, read_edition
    from minzheng_core.registries.place_names.lists.inspection_files import page, write_workbook

    readings = ReadingList.load(options.readings) if options.readings else None
    edition = read_edition(options.file, county=options.county, sheets=options.sheet)
    tell_reading(edition.remarks, options.lang)
    inspection = check_list(edition, county=options.county, readings=readings)
    folder: Path = options.out
    make_folder(folder)
    title = f"{edition.label} 核查"
    write_workbook(folder / WORKBOOK, inspection, title)
    save_text(folder / PAGE, page(inspection, title))
    chinese = options.lang == "zh"
    for finding, count in inspection.counts():
        level = level_of(finding.severity, options.lang)
        name = finding.entry.title_zh if chinese else finding.entry.title_en
        print(f"{level} [{finding.code}] {name}  {count:,}")
    if edition.elsewhere:
        print(_ELSEWHERE[options.lang].format(count=edition.elsewhere))
    print(
        _DONE[options.lang].format(
            rows=len(edition), remarks=len(inspection.remarks), file=folder / WORKBOOK
        )
    )
    errors = any(found.severity is Severity.ERROR for found, _ in inspection.counts())
    return TOLD if errors else 0


_ELSEWHERE = {
    "zh": "别县的 {count:,} 行没有查。",
    "en": "{count:,} rows of other counties were passed over.",
}
_DONE = {
    "zh": "{rows:,} 条地名，{remarks:,} 处要看，列在 {file}。",
    "en": "{rows:,} names, {remarks:,} places to look at: {file}",
}
