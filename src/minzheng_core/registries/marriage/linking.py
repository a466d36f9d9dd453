"""Which marriage records are the same act, the same couple, the same person (婚姻登记比对)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.extras import require_extra

if TYPE_CHECKING:
    from minzheng_core.cleaning.result import CleanResult
    from minzheng_core.linkage.judgements import Judgements
    from minzheng_core.linkage.result import LinkResult
    from minzheng_core.linkage.weights import Weights
    from minzheng_core.registries.marriage.histories import Timelines


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
    from minzheng_core.registries.marriage.linking_run import run

    records: Any = getattr(source, "records", source)
    return run(records, judgements=judgements, weights=weights)


def timelines(source: CleanResult | Any, links: LinkResult, *, deaths: Any = None) -> Timelines:
    """The history of every person that *links* found in clean records.

    *deaths* comes from a funeral book: ``id_number`` and ``date`` (ISO).

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
    """
    require_extra("archive")
    from minzheng_core.registries.marriage.histories import run

    records: Any = getattr(source, "records", source)
    return run(records, links.clusters, deaths=deaths)
