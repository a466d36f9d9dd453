"""What a record ought to be: terms over facts, rules with codes, books of rules.

A rule is written once, as data. :mod:`minzheng_core.rules.terms` answers it for one record with
plain Python and for a frame with one Polars expression; a property test proves both equal.
"""

from __future__ import annotations

from minzheng_core.rules.rule import Rule, RuleBook
from minzheng_core.rules.terms import Fact, Term, fact, full_years, lookup, year_of

__all__ = ["Fact", "Rule", "RuleBook", "Term", "fact", "full_years", "lookup", "year_of"]
