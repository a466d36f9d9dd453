"""Rules and books of rules: judgements with stable codes, dated, for a record or for a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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

    def applies(self, event: Fact) -> Term:
        """The condition of the rule together with the days it is in force."""
        condition = self.when
        event = Fact(self.by) if self.by else event
        if self.since:
            condition = (event >= self.since) & condition
        if self.until:
            condition = (event < self.until) & condition
        return condition

    def quotes(self) -> list[str]:
        """The names of the facts that a finding shows."""
        terms = (term for term in (self.expected, self.actual) if isinstance(term, Term))
        return sorted(frozenset().union(*(term.needs() for term in terms)))


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

        from minzheng_core.rules.frames import findings_in, no_findings

        event = Fact(self.event)
        rules = [r for r in self.rules if r.applies(event).needs() <= set(facts.columns)]
        if not rules or facts.is_empty():
            return no_findings()
        # Lazily, so that what several rules ask (an age on the day) is worked out once.
        asked = facts.lazy().select(
            rule.applies(event).many().fill_null(value=False).alias(str(i))
            for i, rule in enumerate(rules)
        )
        masks = asked.collect()
        hits = []
        for i, rule in enumerate(rules):
            rows = masks[str(i)].arg_true()
            if rows.is_empty():
                continue
            found = facts.select(rule.quotes() or facts.columns[:1])[rows].select(
                _column(rule.expected).alias("expected"), _column(rule.actual).alias("actual")
            )
            hits.append(
                findings_in(
                    rows,
                    rule.field,
                    rule.code,
                    severity=rule.level,
                    part=rule.part,
                    expected=found["expected"],
                    actual=found["actual"],
                )
            )
        return pl.concat(hits).sort("row", maintain_order=True) if hits else no_findings()


def _said(term: Term | str | None, facts: Mapping[str, Any]) -> str | None:
    if term is None or isinstance(term, str):
        return term
    value = term.one(facts)
    return None if value is None else str(value)


def _column(term: Term | str | None) -> pl.Expr:
    import polars as pl

    if term is None or isinstance(term, str):
        return pl.repeat(term, pl.len(), dtype=pl.String)
    return term.many().cast(pl.String)
