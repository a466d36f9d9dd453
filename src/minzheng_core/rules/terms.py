"""Terms: small expressions over the facts of a record, with two interpreters.

``term.one(facts)`` answers for one record (a mapping of fact names to values, ``None`` where
nothing is known); ``term.many()`` is the same as a Polars expression over a frame of facts. What is
not known stays unknown (``None``) through comparisons, and ``&``, ``|``, ``~`` follow Kleene's
three-valued logic, so that a rule never accuses on missing evidence.

>>> rule = (fact("husband.age") < 22) & fact("husband.sex").is_known()
>>> rule.one({"husband.age": 21, "husband.sex": "男"})
True
>>> rule.one({"husband.age": None, "husband.sex": "男"}) is None
True
"""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from minzheng_core.values.age import age_on

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    import polars as pl

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Term(ABC):
    """A value or a condition computed from the facts of a record."""

    @abstractmethod
    def one(self, facts: Mapping[str, Any]) -> Any:
        """The value for one record; ``None`` where it cannot be known."""

    @abstractmethod
    def many(self) -> pl.Expr:
        """The same as an expression over a frame whose columns are the facts."""

    @abstractmethod
    def needs(self) -> frozenset[str]:
        """The names of the facts it reads."""

    def __lt__(self, other: object) -> Term:
        return _Compare(self, _term(other), "<")

    def __le__(self, other: object) -> Term:
        return _Compare(self, _term(other), "<=")

    def __gt__(self, other: object) -> Term:
        return _Compare(self, _term(other), ">")

    def __ge__(self, other: object) -> Term:
        return _Compare(self, _term(other), ">=")

    def __sub__(self, other: Term) -> Term:
        return _Minus(self, other)

    def is_true(self) -> Term:
        """Known and true; what is not known counts as false."""
        return _True(self)

    def equals(self, other: object) -> Term:
        """Both are known and equal (``==`` stays Python's own equality of terms)."""
        return _Compare(self, _term(other), "==")

    def differs(self, other: object) -> Term:
        """Both are known and not equal."""
        return _Compare(self, _term(other), "!=")

    def __and__(self, other: Term) -> Term:
        return _And(self, other)

    def __or__(self, other: Term) -> Term:
        return _Or(self, other)

    def __invert__(self) -> Term:
        return _Not(self)

    def is_known(self) -> Term:
        """Whether there is a value at all; never unknown itself."""
        return _Known(self)

    def within(self, values: Collection[Any]) -> Term:
        """Known and one of *values*."""
        return _Within(self, tuple(values))


@frozen(eq=False)
class Fact(Term):
    """The value of one fact, named ``field.part``."""

    name: str

    def one(self, facts: Mapping[str, Any]) -> Any:
        """The value that stands in the facts."""
        return facts.get(self.name)

    def many(self) -> pl.Expr:
        """The column of that name."""
        import polars as pl

        return pl.col(self.name)

    def needs(self) -> frozenset[str]:
        """Its own name."""
        return frozenset({self.name})


@frozen(eq=False)
class _Constant(Term):
    value: Any

    def one(self, facts: Mapping[str, Any]) -> Any:
        del facts
        return self.value

    def many(self) -> pl.Expr:
        import polars as pl

        return pl.lit(self.value)

    def needs(self) -> frozenset[str]:
        return frozenset()


def _term(value: object) -> Term:
    return value if isinstance(value, Term) else _Constant(value)


@frozen(eq=False)
class _Unary(Term):
    inner: Term

    def needs(self) -> frozenset[str]:
        return self.inner.needs()


@frozen(eq=False)
class _Binary(Term):
    left: Term
    right: Term

    def needs(self) -> frozenset[str]:
        return self.left.needs() | self.right.needs()


@frozen(eq=False)
class _Compare(_Binary):
    sign: str

    def one(self, facts: Mapping[str, Any]) -> Any:
        a, b = self.left.one(facts), self.right.one(facts)
        return None if a is None or b is None else _COMPARE[self.sign](a, b)

    def many(self) -> pl.Expr:
        expression: pl.Expr = _COMPARE[self.sign](self.left.many(), self.right.many())
        return expression


class _And(_Binary):
    def one(self, facts: Mapping[str, Any]) -> Any:
        a, b = self.left.one(facts), self.right.one(facts)
        if a is False or b is False:
            return False
        return None if a is None or b is None else True

    def many(self) -> pl.Expr:
        return self.left.many() & self.right.many()


class _Or(_Binary):
    def one(self, facts: Mapping[str, Any]) -> Any:
        a, b = self.left.one(facts), self.right.one(facts)
        if a is True or b is True:
            return True
        return None if a is None or b is None else False

    def many(self) -> pl.Expr:
        return self.left.many() | self.right.many()


class _Not(_Unary):
    def one(self, facts: Mapping[str, Any]) -> Any:
        value = self.inner.one(facts)
        return None if value is None else not value

    def many(self) -> pl.Expr:
        return ~self.inner.many()


class _Minus(_Binary):
    def one(self, facts: Mapping[str, Any]) -> Any:
        a, b = self.left.one(facts), self.right.one(facts)
        return None if a is None or b is None else a - b

    def many(self) -> pl.Expr:
        import polars as pl

        return self.left.many().cast(pl.Int64) - self.right.many().cast(pl.Int64)


class _True(_Unary):
    def one(self, facts: Mapping[str, Any]) -> Any:
        return self.inner.one(facts) is True

    def many(self) -> pl.Expr:
        return self.inner.many().fill_null(value=False)


class _Known(_Unary):
    def one(self, facts: Mapping[str, Any]) -> Any:
        return self.inner.one(facts) is not None

    def many(self) -> pl.Expr:
        return self.inner.many().is_not_null()


@frozen(eq=False)
class _Within(_Unary):
    values: tuple[Any, ...]

    def one(self, facts: Mapping[str, Any]) -> Any:
        value = self.inner.one(facts)
        return None if value is None else value in self.values

    def many(self) -> pl.Expr:
        return self.inner.many().is_in(list(self.values))


class _Year(_Unary):
    def one(self, facts: Mapping[str, Any]) -> Any:
        value = self.inner.one(facts)
        return None if value is None else value.year

    def many(self) -> pl.Expr:
        return self.inner.many().dt.year()


class _FullYears(_Binary):
    """Full years (周岁) from the day ``left`` to the day ``right``."""

    def one(self, facts: Mapping[str, Any]) -> Any:
        birth, on = self.left.one(facts), self.right.one(facts)
        return None if birth is None or on is None else age_on(birth, on)

    def many(self) -> pl.Expr:
        import polars as pl

        birth, on = self.left.many(), self.right.many()
        before = _month_day(on) < _month_day(birth)
        leap_day = (_month_day(birth) == 229) & (_month_day(on) == 228) & ~on.dt.is_leap_year()
        return on.dt.year() - birth.dt.year() - (before & ~leap_day).cast(pl.Int32)


def _month_day(day: pl.Expr) -> pl.Expr:
    import polars as pl

    return day.dt.month().cast(pl.Int32) * 100 + day.dt.day()


@frozen(eq=False)
class _Lookup(_Unary):
    table: Mapping[Any, Any] = field(repr=False)

    def one(self, facts: Mapping[str, Any]) -> Any:
        value = self.inner.one(facts)
        return None if value is None else self.table.get(value)

    def many(self) -> pl.Expr:
        return self.inner.many().replace_strict(
            list(self.table), list(self.table.values()), default=None
        )


def fact(name: str) -> Fact:
    """The fact called *name* (``registration_date.lo``)."""
    return Fact(name)


def year_of(term: Term) -> Term:
    """The year of a day."""
    return _Year(term)


def full_years(birth: Term, on: Term) -> Term:
    """Age in full years (周岁) on a day; the birthday itself counts.

    A person born on 29 February completes a year on 28 February of a common year
    (《民法典》第二百零二条).

    >>> from datetime import date
    >>> full_years(fact("b"), fact("d")).one({"b": date(1963, 10, 2), "d": date(1985, 10, 1)})
    21
    """
    return _FullYears(birth, on)


def lookup(term: Term, table: Mapping[Any, Any]) -> Term:
    """What *table* says of the value; unknown where it does not stand there."""
    return _Lookup(term, table)
