"""Rules and books of rules: judgements with stable codes, dated, for a record or for a frame."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from attrs import frozen

from minzheng_core.findings import Finding, Severity
from minzheng_core.rules.terms import Fact, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    import polars as pl


@frozen(kw_only=True)
class Rule:
    """One judgement: a finding wherever ``when`` is true.

    ``since`` and ``until`` bound the day of the event (``until`` exclusive); an event whose day is
    not known is not judged by a dated rule, because old records are judged by the law of their day.
    ``by`` is the fact with that day where it is another than the book's (a grave is judged by the day
    of the burial, not of the death).
    ``place`` is the beginning of the division codes where the rule holds, empty for everywhere.
    """

    code: str
    field: str
    when: Term
    part: str | None = None
    expected: Term | str | None = None
    actual: Term | None = None
    level: Severity | None = None
    since: date | None = None
    until: date | None = None
    by: str = ""
    place: str = ""

    @classmethod
    def telling(
        cls, code: str, field: str, fact: str, *, expected: Term | str | None = None
    ) -> Self:
        """The rule that tells a *fact* that was found, wherever there is one.

        >>> rule = Rule.telling("BL144", "agreement", "agreement.wrong")
        >>> [rule.when.one({"agreement.wrong": text}) for text in ("缺页", None)]
        [True, False]
        """
        found = Fact(fact)
        return cls(code=code, field=field, when=found.is_known(), expected=expected, actual=found)

    def applies(self, event: Fact) -> Term:
        """The condition of the rule together with the days it is in force."""
        condition = self.when
        event = Fact(self.by) if self.by else event
        if self.since:
            condition = (event >= self.since) & condition
        if self.until:
            condition = (event < self.until) & condition
        return condition


@frozen(kw_only=True)
class RuleBook:
    """An ordered set of rules over the same facts (规则集).

    ``event`` is the fact that holds the day by which dated rules are chosen; ``edition`` is stamped
    on results. :meth:`judge` answers for one record, :meth:`judge_frame` for a frame of facts.
    """

    edition: str
    event: str
    rules: tuple[Rule, ...]

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def at(self, place: str) -> RuleBook:
        """The rules that hold in the division with code *place*."""
        return RuleBook(
            edition=self.edition,
            event=self.event,
            rules=tuple(rule for rule in self.rules if place.startswith(rule.place)),
        )

    def judge(self, facts: Mapping[str, Any]) -> list[Finding]:
        """Every finding on one record, in the order of the book."""
        event = Fact(self.event)
        return [
            Finding(
                rule.code,
                field=rule.field,
                part=rule.part,
                expected=_said(rule.expected, facts),
                actual=_said(rule.actual, facts),
                level=rule.level,
            )
            for rule in self.rules
            if rule.applies(event).one(facts) is True
        ]

    def judge_frame(self, facts: pl.DataFrame) -> pl.DataFrame:
        """Every finding on a frame of facts.

        Returns a frame ``row, field, code, severity, part, expected, actual``, ordered by row and by
        the order of the book; ``row`` is the position in *facts*.
        """
        import polars as pl

        from minzheng_core.rules.frames import findings_in, no_findings, rows_of

        have = set(facts.columns)
        asked = [rule for rule, needs, _ in self._conditions if needs <= have]
        if not asked or facts.is_empty():
            return no_findings()
        # Lazily, so that what several rules ask (an age on the day) is worked out once.
        conditions = [many for _, needs, many in self._conditions if needs <= have]
        masks = facts.lazy().select(many.alias(str(i)) for i, many in enumerate(conditions))
        hits = []
        for rule, mask in zip(asked, masks.collect().get_columns(), strict=True):
            rows = rows_of(mask)
            if rows.is_empty():
                continue
            expected, actual = (_told(term, facts, rows) for term in (rule.expected, rule.actual))
            hits.append(
                findings_in(
                    rows,
                    rule.field,
                    rule.code,
                    severity=rule.level,
                    part=rule.part,
                    expected=expected,
                    actual=actual,
                )
            )
        return pl.concat(hits).sort("row", maintain_order=True) if hits else no_findings()

    @cached_property
    def _conditions(self) -> list[tuple[Rule, frozenset[str], pl.Expr]]:
        """Every rule with the facts that its condition needs and the condition of whole columns."""
        event = Fact(self.event)
        conditions = [(rule, rule.applies(event)) for rule in self.rules]
        return [(rule, when.needs(), when.many()) for rule, when in conditions]


def _said(term: Term | str | None, facts: Mapping[str, Any]) -> str | None:
    if term is None or isinstance(term, str):
        return term
    value = term.one(facts)
    return None if value is None else str(value)


def _told(term: Term | str | None, facts: pl.DataFrame, rows: pl.Series) -> pl.Series | str | None:
    """What is told of some *rows*."""
    if term is None or isinstance(term, str):
        return term
    import polars as pl

    those = facts[sorted(term.needs()) or facts.columns[:1]][rows]
    return those.with_columns(told=term.many().cast(pl.String))["told"]
