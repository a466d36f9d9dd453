"""The main job: a messy archive in, records that can be trusted out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.extras import require_extra

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from pathlib import Path

    from minzheng_core.cleaning import CleanResult, Progress, Recipe
    from minzheng_core.reading import ArchiveMapping
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.legal_age import AgeRule


def clean(
    source: str | Path | list[str | Path] | Any,
    *,
    county: str,
    on: date | None = None,
    overlay: Overlay | None = None,
    recipe: Recipe | None = None,
    without: Collection[str] = (),
    mapping: ArchiveMapping | None = None,
    local_ages: Sequence[AgeRule] = (),
    progress: Progress | None = None,
    workers: int = 1,
    link: bool = True,
    **reading: Any,
) -> CleanResult:
    """Clean a marriage archive.

    Args:
        source: a workbook, CSV or list of such files; or a Polars, pandas or Arrow table.
        county: the county whose archive this is: its code of any period, or its name (``360732``, ``兴国县``).
        on: the day by which "future" is judged; today where not given.
        overlay: the county's own additions to the reference data: former townships and the years of
            their offices, local wording.
        recipe: a recipe of an earlier run, to repeat it or to leave steps out.
        without: names of steps to leave out (``minzheng steps`` lists them).
        mapping: how columns are read, as saved by an earlier run and perhaps edited.
        local_ages: marriageable ages of an autonomous area, where the county has any.
        progress: told of each stretch of work.
        workers: processes that clean at the same time; each takes some 400 MB of memory.
        link: find the records of one act and the mentions of one person (``result.links``).
        reading: options of reading such as ``sheets`` and ``encoding``.

    Returns:
        A result with ``records``, ``report``, ``changes``, ``candidates``, ``questions``, ``gaps``
        and ``save(directory)``.

    Raises:
        CallError: no such county (IN203), a recipe of another registry (IN204), no such step (IN201).
        InputError: a file that cannot be read (IN1xx).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    >>> from datetime import date
    >>> import polars as pl
    >>> frame = pl.DataFrame({"登记日期": ["1988.10.1"], "男方姓名": ["张三"],
    ...                       "男方身份证号": ["362133620815001"], "女方姓名": ["李四"]})
    >>> result = clean(frame, county="360732", on=date(2026, 11, 23))
    >>> result.records["husband_id_number"][0], result.records["husband_birth_date"][0]
    ('362133196208150010', '1962-08-15')
    """
    require_extra("archive")
    from minzheng_core.cleaning import Conditions, clean_archive
    from minzheng_core.registries.marriage.spec import spec

    return clean_archive(
        spec(tuple(local_ages)),
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
        link=link,
        **reading,
    )
