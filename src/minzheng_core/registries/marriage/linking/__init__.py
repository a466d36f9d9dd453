"""Which marriage records are the same act, the same couple, the same person (婚姻登记比对)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.extras import require_extra

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from minzheng_core.cleaning.run.result import CleanResult
    from minzheng_core.linkage.judgements import Judgements
    from minzheng_core.linkage.result import LinkResult
    from minzheng_core.linkage.weights import Weights
    from minzheng_core.registries.marriage.linking.histories import Timelines
    from minzheng_core.registries.marriage.linking.joining import BackFill


def link(
    source: CleanResult | Any,
    *,
    judgements: Judgements | None = None,
    weights: Weights | None = None,
) -> LinkResult:
    """Find double entries, re-issues, divorces, remarriages and mentions of one person.

    Args:
        source: clean records (a Polars frame), or the result of :func:`~minzheng_core.registries.marriage.clean`.
        judgements: what clerks judged earlier; it goes above the matcher.
        weights: weights of an earlier run; estimated from the records where not given.

    Returns:
        Judged pairs and the acts and persons that follow from them; positions are rows of the
        records.

    Raises:
        MissingExtra: the extra ``archive`` is not installed (IN002).

    >>> import polars as pl
    >>> one = {"registration_date": "1988-10-01", "business_type_code": "IA",
    ...        "husband_name": "张三丰", "husband_birth_date": "1962-08-15",
    ...        "wife_name": "李四妹", "wife_birth_date": "1964-03-02"}
    >>> other = one | {"husband_name": "赵六", "husband_birth_date": "1950-01-01"}
    >>> result = link(pl.DataFrame([one, other, one]))
    >>> result.clusters["act"].to_list()
    [0, 1, 0]

    Limitations: the parties are compared as the register names them; a party whose name, number
    and birth date are all missing is never judged the same without a person.
    """
    require_extra("archive")
    from minzheng_core.registries.marriage.linking.run import run

    records: Any = getattr(source, "records", source)
    return run(records, judgements=judgements, weights=weights)


def timelines(source: CleanResult | Any, links: LinkResult, *, deaths: Any = None) -> Timelines:
    """The history of every person that *links* found in clean records.

    *deaths* comes from a funeral book: a frame with ``id_number``, ``date`` and perhaps ``source``,
    or mappings or tuples of the three. Numbers of 15 digits and dates in any spelling are read.

    Raises:
        MissingExtra: the extra ``archive`` is not installed (IN002).

    >>> from datetime import date
    >>> import polars as pl
    >>> from minzheng_core.registries import marriage
    >>> couple = {"husband_name": "张三丰", "husband_birth_date": "1962-08-15",
    ...           "wife_name": "李四妹", "wife_birth_date": "1964-03-02"}
    >>> records = pl.DataFrame([
    ...     couple | {"registration_date": "1988-10-01", "business_type_code": "IA"},
    ...     couple | {"registration_date": "1995-02-03", "business_type_code": "IB"}])
    >>> lives = timelines(records, marriage.link(records))
    >>> lives.of(0, "wife")["event"].to_list()
    ['结婚登记', '离婚登记']
    >>> lives.status(0, "wife", date(1990, 1, 1)).sentence
    '截至 1990-01-01，最近一次是 1988-10-01 的结婚登记，其后本登记簿没有离婚、撤销或死亡记录。登记簿不能证明某人仍在婚：法院判决、外地登记和死亡不在其中。'

    Limitations: judgments of courts, deaths and registrations elsewhere are not in a register
    (《民法典》第一千零五十一条、第一千零八十条).
    """
    require_extra("archive")
    from minzheng_core.registries.marriage.linking.histories import run

    records: Any = getattr(source, "records", source)
    return run(records, links.clusters, deaths=deaths)


def golden(source: CleanResult | Any, links: LinkResult) -> pl.DataFrame:
    """One marriage (or divorce) out of its entries: field by field, where from and why (归并记录).

    Acts with one entry are left out. A re-issue speaks for its marriage only in what it says of it
    (original date, number, office). Nothing is changed: the entries stay, and another judgement
    gives another golden record.

    Raises:
        MissingExtra: the extra ``archive`` is not installed (IN002).

    >>> import polars as pl
    >>> one = {"registration_date": "1988-10-01", "business_type_code": "IA",
    ...        "husband_name": "张三丰", "husband_birth_date": "1962-08-15",
    ...        "wife_name": "李四妹", "wife_birth_date": None}
    >>> records = pl.DataFrame([one, one | {"wife_birth_date": "1964-03-02"}])
    >>> told = golden(records, link(records)).filter(pl.col("field") == "wife_birth_date")
    >>> told.select("value", "row", "reason").row(0)
    ('1964-03-02', 1, '只有这一条有值')

    Limitations: which entry is right where two sound ones differ is seen on paper only.
    """
    require_extra("archive")
    from minzheng_core.registries.marriage.linking.joining import run_golden

    records: Any = getattr(source, "records", source)
    return run_golden(records, links.clusters)


def back_fill(
    source: CleanResult | Any, links: LinkResult, *, references: Mapping[str, Any] | None = None
) -> BackFill:
    """Proposals for empty cells from other entries, other acts of the person, and supplied tables (回填).

    *references* are household or population extracts by name: frames, CSV files, workbooks, or
    ``(query, connection)``. A proposal is certain only where its source is certain and alone;
    ``BackFill.apply`` fills in no others.

    Raises:
        MissingExtra: the extra ``archive`` is not installed (IN002).

    >>> import polars as pl
    >>> one = {"registration_date": "1988-10-01", "business_type_code": "IA",
    ...        "husband_name": "张三丰", "husband_birth_date": "1962-08-15",
    ...        "wife_name": "李四妹", "wife_birth_date": None}
    >>> records = pl.DataFrame([one, one | {"wife_birth_date": "1964-03-02"}])
    >>> told = back_fill(records, link(records))
    >>> told.fills.select("row", "field", "value", "source", "certain").row(0)
    (0, 'wife_birth_date', '1964-03-02', '同一人的另一次登记', True)
    """
    require_extra("archive")
    from minzheng_core.registries.marriage.linking.joining import run_back_fill

    records: Any = getattr(source, "records", source)
    return run_back_fill(records, links.clusters, references)


def compare(here: CleanResult | Any, there: CleanResult | Any) -> pl.DataFrame:
    """The archive beside an export of the system in use (both cleaned): same, differing, missing (比对).

    One line per act, and where two differ one line per field, with an empty column ``decision``.

    Raises:
        MissingExtra: the extra ``archive`` is not installed (IN002).

    >>> import polars as pl
    >>> one = {"registration_date": "1988-10-01", "business_type_code": "IA",
    ...        "husband_name": "张三丰", "husband_birth_date": "1962-08-15",
    ...        "wife_name": "李四妹", "wife_birth_date": "1964-03-02"}
    >>> told = compare(pl.DataFrame([one]), pl.DataFrame([one | {"registration_date": "1988-10-07"}]))
    >>> told.select("state", "field", "here", "there").rows()
    [('不一致', 'registration_date', '1988-10-01', '1988-10-07')]

    Limitations: what stands on one side only may be on the other under another name or number.
    """
    require_extra("archive")
    from minzheng_core.registries.marriage.linking.joining import run_compare

    one: Any = getattr(here, "records", here)
    other: Any = getattr(there, "records", there)
    return run_compare(one, other)
