"""Many texts to standard names at once; equal to :func:`standardise`, cell by cell."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from minzheng_core.extras import require_extra
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.townships import townships
from minzheng_core.registries.place_names.standard_local import settle, township_places
from minzheng_core.registries.place_names.standard_name import (
    LEVELS,
    Standardised,
    at_division,
    division_on,
    township_year,
)
from minzheng_core.registries.place_names.standardise import (
    LONGEST,
    known_county,
    standardise,
)
from minzheng_core.values.domicile import FAULTS
from minzheng_core.values.domicile_answer import UNKNOWN
from minzheng_core.values.local_names import UNREADABLE_PATTERN, Likeness
from minzheng_core.values.local_places import places_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import polars as pl

    from minzheng_core.reference.gazetteer import Gazetteer
    from minzheng_core.reference.overlay import Overlay

_KEY = ("division", "name", "level", "how", "faults", "year", "township", "tail")
_ANSWER = ("level", "code", "name", "code_today", "name_today", "reasons")


def standardise_many(
    texts: Any,
    *,
    on: Any = None,
    county: str | None = None,
    gazetteer: Gazetteer | None = None,
    overlay: Overlay | None = None,
) -> pl.DataFrame:
    """Standardise a column of texts, each as of the date or year beside it.

    *texts* is a Polars or pandas series, an Arrow array or a list of strings; *on* one day or year
    for all, or as many as there are texts. One row for each text: ``level``, ``code`` and ``name`` of
    the day, ``code_today`` and ``name_today`` (null where the area belongs to several today, or is
    unknown), ``reasons`` (``county:full-name;township:sound``; the reason why there is no place,
    where there is none), ``candidates`` (codes of what else it may mean, names where there is no
    code) and ``findings`` (codes). Needs the ``archive`` extra.

    >>> frame = standardise_many(["江西兴国古龙岗公社", "赣州地区于都县"], on=1990)
    >>> frame["code"].to_list(), frame["reasons"][0]
    (['360732102', '362132'], 'county:short-name;township:variant')
    """
    require_extra("archive")
    import polars as pl

    from minzheng_core.columns import domiciles

    column = _series(texts, "text").cast(pl.String)
    days = _days(on, column.len())
    own = known_county(county, overlay)
    found = domiciles.locate(
        column.str.slice(0, LONGEST), days, county=own, overlay=overlay
    ).with_columns(column.alias("text"), pl.col("how").cast(pl.String))
    found = found.with_columns(
        pl.col("tidy").str.slice(pl.col("end")).alias("tail"),
        (
            (pl.col("choices") > 0)
            | pl.col("how").is_null()
            | (pl.col("faults") & UNKNOWN > 0)
            | (pl.col("text").str.len_chars() > LONGEST)
            | pl.col("tidy").str.contains(UNREADABLE_PATTERN)
        )
        .fill_null(value=True)
        .alias("alone"),
    )
    answers = _Answers(overlay, gazetteer, own)
    return answers.of(found, "PG104" if county and own is None else "")


def _series(values: Any, name: str) -> pl.Series:
    import polars as pl

    if isinstance(values, pl.Series):
        return values
    if hasattr(values, "to_list"):
        values = values.to_list()
    elif hasattr(values, "to_pylist"):
        values = values.to_pylist()
    cells = [value if isinstance(value, str) else None for value in values]
    return pl.Series(name, cells, dtype=pl.String)


def _days(on: Any, height: int) -> pl.Series | None:
    import polars as pl

    if on is None:
        return None
    if isinstance(on, pl.Series):
        return on
    if hasattr(on, "to_list"):
        return pl.Series(on.to_list())
    if isinstance(on, (list, tuple)):
        return pl.Series(list(on))
    return pl.Series([on]).new_from_index(0, height)


class _Answers:
    """The rows of answers, each made once for all equal cells."""

    def __init__(
        self, overlay: Overlay | None, gazetteer: Gazetteer | None, county: str | None
    ) -> None:
        self._overlay, self._gazetteer, self._county = overlay, gazetteer, county

    def of(self, found: pl.DataFrame, first: str) -> pl.DataFrame:
        """The answer to each row of what :func:`columns.domiciles.locate` found."""
        import polars as pl

        found = found.with_row_index("row")
        alone = found.filter("alone")
        rest = self._with_town(found.filter(~pl.col("alone")))
        below = (pl.col("level") > 1) & (pl.col("tail") != "")
        local = rest.filter(pl.col("local") & below)
        plain = rest.filter(~(pl.col("local") & below))
        parts = [
            self._each(alone, ("text", "year"), self._by_text),
            self._each(local, _KEY, self._by_tail),
            self._plain(plain),
        ]
        answer = pl.concat(parts).sort("row").drop("row")
        if first:
            answer = answer.with_columns(
                pl.concat_list(pl.lit([first]), pl.col("findings")).alias("findings")
            )
        return answer

    def _with_town(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with the township of their day; ``local`` where it must be read one by one."""
        import polars as pl

        known = townships(self._overlay).unchanged()
        codes = rows["township"].unique().drop_nulls()
        same = {code: known[code] for code in codes.to_list() if code in known}
        of = pl.DataFrame(
            {"township": list(same), "same": list(same.values())},
            schema=dict.fromkeys(("township", "same"), pl.String),
        )
        rows = rows.join(of, on="township", how="left").with_columns(
            pl.when(pl.col("same").is_null())
            .then(pl.col("year").clip(lower_bound=township_year(0, self._overlay)))
            .alias("of")
        )
        keys = rows.filter(pl.col("of").is_not_null()).select("township", "of").unique()
        keys = keys.drop_nulls()
        several = townships(self._overlay).several
        keys = keys.filter([not several(code) for code in keys["township"].to_list()])
        places = [township_places(code, "", year, self._overlay) for code, year in keys.rows()]
        one = [place[0] if len(place) == 1 else None for place in places]
        towns = keys.with_columns(
            pl.Series("town_code", [p and p.code for p in one], dtype=pl.String),
            pl.Series("town", [p and p.name for p in one], dtype=pl.String),
            pl.Series("town_code_today", [p and p.code_today for p in one], dtype=pl.String),
            pl.Series("town_today", [p and p.name_today for p in one], dtype=pl.String),
        )
        return (
            rows.join(towns, on=["township", "of"], how="left")
            .with_columns(
                pl.coalesce("town", "same").alias("town"),
                pl.coalesce("town_today", "same").alias("town_today"),
                pl.when(pl.col("same").is_null())
                .then("town_code")
                .otherwise("township")
                .alias("town_code"),
                pl.when(pl.col("same").is_null())
                .then("town_code_today")
                .otherwise("township")
                .alias("town_code_today"),
            )
            .with_columns((pl.col("town").is_null() | (self._gazetteer is not None)).alias("local"))
        )

    def _plain(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows whose township is known or not told: put together from both."""
        import polars as pl

        # One code may have the same name twice, in between which it was another's.
        twice = pl.col("division").is_in(_named_twice(self._overlay))
        rows = rows.with_columns(pl.when(twice).then("year").otherwise(0).alias("period"))
        key = ["division", "name", "period"]
        keys = rows.group_by(key).agg(pl.col("year").min()).drop_nulls()
        places = [
            division_on(code, year, self._overlay, name) for code, name, _, year in keys.rows()
        ]
        table = keys.select(key).with_columns(
            pl.Series("d_code_today", [p.code_today for p in places], dtype=pl.String),
            pl.Series("d_name_today", [p.name_today for p in places], dtype=pl.String),
        )
        levels = pl.lit(pl.Series(list(LEVELS))).gather(pl.col("level"))
        above = pl.when(pl.col("level") > 0).then(levels + ":" + pl.col("how")).otherwise("how")
        rows = rows.with_columns(
            levels.alias("d_level"),
            pl.col("division").alias("d_code"),
            pl.col("name").alias("d_name"),
            above.alias("d_reasons"),
        )
        town, told = pl.col("town"), pl.col("town").is_not_null() & (pl.col("tail") != "")
        today = told & (pl.col("d_name_today") != "") & (pl.col("town_today") != "")
        how = (
            pl.when(pl.col("tail").str.starts_with(town))
            .then(pl.lit(Likeness.EXACT.value))
            .otherwise(pl.lit(Likeness.KIND.value))
        )
        moved = told & (pl.col("town_code") != pl.col("township"))

        def either(below: pl.Expr, name: str) -> pl.Expr:
            return pl.when(told).then(below).otherwise(pl.col(f"d_{name}")).alias(f"a_{name}")

        joined = rows.join(table, on=key, how="left").select(
            "row",
            either(pl.lit("township"), "level"),
            either(pl.col("town_code"), "code"),
            either(pl.col("d_name") + town, "name"),
            either(pl.when(today).then("town_code_today"), "code_today"),
            either(
                pl.when(today).then(pl.col("d_name_today") + pl.col("town_today")), "name_today"
            ),
            either(pl.col("d_reasons") + ";township:" + how, "reasons"),
            pl.lit(None, dtype=pl.List(pl.String)).alias("candidates"),
            _codes(rows["faults"]).alias("findings"),
            moved.alias("moved"),
        )
        moved_too = pl.concat_list(pl.col("findings"), pl.lit(["PG114"]))
        return joined.select(
            "row",
            *(_told(f"a_{name}").alias(name) for name in _ANSWER),
            "candidates",
            pl.when("moved").then(moved_too).otherwise("findings").alias("findings"),
        )

    @staticmethod
    def _each(
        rows: pl.DataFrame, key: Iterable[str], make: Callable[..., tuple[Any, ...]]
    ) -> pl.DataFrame:
        """The answers of *rows*, asked for one by one, each for all rows of one key."""
        import polars as pl

        keys = rows.select(key).unique(maintain_order=True)
        made = [make(*cells) for cells in keys.rows()]
        schema = {f"a_{name}": pl.String for name in _ANSWER} | {
            "candidates": pl.List(pl.String),
            "findings": pl.List(pl.String),
        }
        table = pl.concat([keys, pl.DataFrame(made, schema=schema, orient="row")], how="horizontal")
        return rows.join(table, on=list(key), how="left", nulls_equal=True).select(
            "row", *(_told(f"a_{name}").alias(name) for name in _ANSWER), "candidates", "findings"
        )

    def _by_text(self, text: str | None, year: int) -> tuple[Any, ...]:
        found = standardise(
            text, county=self._county, on=year, gazetteer=self._gazetteer, overlay=self._overlay
        )
        return _row(found)

    def _by_tail(self, *key: Any) -> tuple[Any, ...]:
        """The answer for what follows a county; *key* has the cells of :data:`_KEY`."""
        division, name, level, how, faults, year, township, tail = key
        above = at_division(division_on(division, year, self._overlay, name), level, how)
        told = [code for bit, code in enumerate(FAULTS) if faults >> bit & 1]
        local = places_of(division, year, self._overlay, self._gazetteer)
        if local is None:
            return (*_cells(above), None, told)
        below = local.read(tail, township or "")
        best, candidates, more = settle(above, below, tail, year, self._overlay)
        others = [c.code or c.full_name for c in candidates if c != best]
        return (*_cells(best), others or None, [*told, *(f.code for f in more)])


@lru_cache(maxsize=4)
def _named_twice(overlay: Overlay | None) -> list[str]:
    """The codes that had one full name in two records."""
    known = Counter((record.code, record.full_name) for record in divisions(overlay).all())
    return [code for (code, _), times in known.items() if times > 1]


def _row(found: Standardised) -> tuple[Any, ...]:
    """The cells of one answer."""
    best = found.best
    cells = _cells(best) if best else ("", "", "", "", "", found.reason)
    others = [c.code or c.full_name for c in found.candidates if c != best]
    return (*cells, others or None, [finding.code for finding in found.findings])


def _cells(name: Any) -> tuple[str, ...]:
    return (
        name.level,
        name.code,
        name.full_name,
        name.code_today,
        name.name_today,
        ";".join(map(str, name.reasons)),
    )


def _told(column: str) -> pl.Expr:
    """A column with nothing where it is empty."""
    import polars as pl

    return pl.when(pl.col(column) != "").then(column)


def _codes(faults: pl.Series) -> pl.Series:
    """The codes of the findings that masks stand for."""
    import polars as pl

    known = faults.unique()
    told = [[c for bit, c in enumerate(FAULTS) if mask >> bit & 1] for mask in known.to_list()]
    table = pl.DataFrame({"faults": known, "told": pl.Series(told, dtype=pl.List(pl.String))})
    return faults.to_frame("faults").join(table, on="faults", how="left", maintain_order="left")[
        "told"
    ]
