"""Many names in one call; the heavy parts are imported when it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.errors import CallError
from minzheng_core.extras import require_extra
from minzheng_core.registries.place_names.spelling.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from minzheng_core.registries.place_names.spelling.divisions import Villages
    from minzheng_core.registries.place_names.spelling.readings import ReadingList


def spell_many(
    names: pl.Series | Sequence[str | None],
    *,
    kind: str | Kind | pl.Series | Sequence[str | None] | None = None,
    division: str | pl.Series | Sequence[str | None] = "",
    readings: ReadingList | None = None,
    villages: Villages = "split",
) -> pl.DataFrame:
    """Spell a column of place names; the same answers as :func:`spell`, in one call.

    Args:
        names: the standard names; ``None`` counts as empty.
        kind: one kind for all, or one for each name (see :func:`spell`). Names of streets,
            features and buildings are spelled one by one and take longer.
        division: the division code of all, or one for each name.
        readings: the county's own readings.
        villages: how the area of a village committee is written.

    Returns:
        A frame with one row per name: ``text`` with tones, ``plain``, ``confirmed`` (whether it may
        be printed), ``findings``: bit *i* means code *i* of ``spelling.columns.FAULTS``. To keep it
        beside the names: ``frame.hstack(spell_many(frame["名称"], division=frame["代码"]))``.

    Raises:
        CallError: a kind that is none (PS301), a name that is no text (IN218), one name instead of a
            column (IN220), another number of kinds or divisions than of names (IN221).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    >>> spell_many(["长冈村委会", "新圩村委会"], kind="村委会", division="360732")["plain"].to_list()
    ['Changgang Cunweihui', 'Xinxu Cunweihui']

    Memory: names are spelled in slices; what grows with the column is the result alone.

    """
    require_extra("archive")
    import polars as pl

    from minzheng_core.registries.place_names.spelling.columns import spell_column

    if names is None or isinstance(names, (str, bytes)):
        raise CallError("IN220", what="地名", kind=type(names).__name__)
    try:
        column = pl.Series("name", names, dtype=pl.String)
    except TypeError as error:
        odd = next((n for n in names if n is not None and not isinstance(n, str)), names)
        raise CallError("IN218", what="地名", kind=type(odd).__name__) from error
    return spell_column(
        column,
        _kinds(kind, len(column)),
        _each(division, len(column)),
        readings=readings,
        villages=villages,
    )


def _each(value: Any, size: int) -> pl.Series:
    import polars as pl

    if isinstance(value, str):
        return pl.repeat(value, size, dtype=pl.String, eager=True)
    return _as_high(pl.Series(value, dtype=pl.String), size)


def _as_high(column: pl.Series, size: int) -> pl.Series:
    """A column beside another; of another height it is refused."""
    if len(column) != size:
        raise CallError("IN221", given=len(column), wanted=size)
    return column


def _kinds(value: Any, size: int) -> pl.Series:
    import polars as pl

    if value is None or isinstance(value, str):
        word = Kind.read(value).value if value is not None else None
        return pl.repeat(word, size, dtype=pl.String, eager=True)
    column = _as_high(pl.Series(value, dtype=pl.String), size)
    words = {word: Kind.read(word).value for word in column.drop_nulls().unique()}
    return column.replace_strict(words, return_dtype=pl.String)
