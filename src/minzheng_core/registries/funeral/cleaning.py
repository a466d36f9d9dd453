"""Old funeral ledgers in, records that can be trusted out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.extras import require_extra
from minzheng_core.registries.funeral.settings import UNKNOWN, Settings

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from pathlib import Path

    from minzheng_core.cleaning import CleanResult, Progress, Recipe
    from minzheng_core.reading import ArchiveMapping
    from minzheng_core.reference.overlay import Overlay


def clean(
    source: str | Path | list[str | Path] | Any,
    *,
    county: str,
    on: date | None = None,
    overlay: Overlay | None = None,
    recipe: Recipe | None = None,
    without: Collection[str] = (),
    mapping: ArchiveMapping | None = None,
    settings: Settings = UNKNOWN,
    progress: Progress | None = None,
    workers: int = 1,
    **reading: Any,
) -> CleanResult:
    """Clean a funeral ledger: one deceased person a row.

    Args:
        source: a workbook, CSV or list of such files; or a Polars, pandas or Arrow table.
        county: the county whose ledger this is: its code of any period, or its name (``360732``, ``兴国县``).
        on: the day by which "future" is judged; today where not given.
        overlay: the county's own additions to the reference data.
        recipe: a recipe of an earlier run.
        without: names of steps to leave out.
        mapping: how columns are read, as saved by an earlier run and perhaps edited.
        settings: the county's own rules and facilities.
        progress: told of each stretch of work.
        workers: processes that clean at the same time.
        reading: options of reading such as ``sheets`` and ``encoding``.

    Returns:
        A result as of :func:`minzheng_core.registries.marriage.clean`; acts and persons are not linked.

    Raises:
        CallError: no such county (IN203), a recipe of another registry (IN204), no such step (IN201).
        InputError: a file that cannot be read (IN1xx).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    >>> from datetime import date
    >>> import polars as pl
    >>> frame = pl.DataFrame({"死者姓名": ["王五"], "身份证号": ["362133500228001"],
    ...                       "死亡时间": ["2021.4.28"], "火化日期": ["2021年4月30日"]})
    >>> result = clean(frame, county="360732", on=date(2026, 11, 23))
    >>> result.records.select("deceased_id_number", "death_date", "cremation_date").rows()
    [('362133195002280018', '2021-04-28', '2021-04-30')]
    """
    require_extra("archive")
    from minzheng_core.cleaning import Conditions, clean_archive
    from minzheng_core.registries.funeral.spec import spec

    return clean_archive(
        spec(settings),
        source,
        Conditions(
            county=str(county),
            on=on,
            overlay=overlay,
            recipe=recipe,
            without=without,
            mapping=mapping,
        ),
        progress=progress,
        workers=workers,
        **reading,
    )
