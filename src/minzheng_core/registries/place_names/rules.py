"""What a record of a place name ought to be: rules with their legal basis.

References: 《地名管理条例》(国务院令第 753 号, 2022) 第十一条 to 第十五条, 第二十五条; GB/T 18521-2001;
民地办发〔2010〕1 号 (place codes); the registration form of the second national census of place names.
"""

from __future__ import annotations

from functools import cache

from minzheng_core.registries.place_names.kinds import PlaceKind
from minzheng_core.rules import Rule, RuleBook, fact

EDITION = "2026-11"
EVENT = "approval.on.lo"

LINKED = (
    PlaceKind.VILLAGE,
    PlaceKind.COMMUNITY,
    PlaceKind.VILLAGE_COMMITTEE,
    PlaceKind.COMMUNITY_COMMITTEE,
)
"""Kinds that stand in the database twice: as an area and as an organisation."""


def _items() -> tuple[Rule, ...]:
    kind = fact("kind")
    return (
        Rule(code="PN101", field="standard_name", when=~fact("standard_name").is_known()),
        Rule(
            code="PN102",
            field="category",
            when=~fact("category").is_known() & ~fact("category_name").is_known(),
        ),
        Rule(code="PN103", field="division", when=~fact("division").is_known()),
        Rule(
            code="PN104",
            field="spelling",
            when=fact("standard_name").is_known() & ~fact("spelling").is_known(),
        ),
        Rule.telling("PN105", "meaning", "missing"),
        Rule(
            code="PN106",
            field="category",
            when=~fact("category.whole"),
            actual=fact("category"),
        ),
        Rule(
            code="PN107",
            field="category",
            when=fact("category.whole") & ~fact("category.known"),
            actual=fact("category"),
        ),
        Rule(
            code="PN108",
            field="counterpart",
            when=fact("counterpart").is_known() & ~kind.within([str(k) for k in LINKED]),
        ),
        Rule.telling("PN109", "former_names", "former_names.odd"),
    )


def _codes() -> tuple[Rule, ...]:
    own = fact("place_code.category")
    return (
        Rule(
            code="PN115",
            field="place_code",
            part="division",
            when=~fact("place_code.same_division"),
            expected=fact("division.code"),
            actual=fact("place_code.division"),
        ),
        Rule(
            code="PN116",
            field="place_code",
            part="category",
            when=fact("category.whole") & own.differs(fact("category")),
            expected=fact("category"),
            actual=own,
        ),
        Rule(
            code="PN117",
            field="unit_code",
            when=~fact("unit_code.inside"),
            expected=fact("division.code"),
            actual=fact("unit_code.code"),
        ),
        Rule(
            code="PN119",
            field="unit_code",
            when=fact("unit_code.digits").is_known(),
            expected=fact("unit_code.digits"),
            actual=fact("unit_code"),
        ),
    )


def _position() -> tuple[Rule, ...]:
    unreadable, swapped = fact("position.unreadable"), fact("position.swapped")
    inside = fact("position.inside")
    return (
        Rule(code="PN121", field="position", when=unreadable.is_known(), actual=unreadable),
        Rule(
            code="PN122",
            field="position",
            when=~fact("position.whole") & ~unreadable.is_known(),
        ),
        Rule(
            code="PN123",
            field="position",
            when=~inside & ~swapped,
            actual=fact("position.shown"),
        ),
        Rule(code="PN124", field="position", when=~inside & swapped, actual=fact("position.shown")),
        Rule(
            code="PN125",
            field="position.datum",
            when=fact("position.whole") & ~fact("position.datum.known").is_known(),
            actual=fact("position.datum.shown"),
        ),
    )


def _course() -> tuple[Rule, ...]:
    """The order of the steps, and what each of them must leave behind."""
    applied, approved = fact("application.on.lo"), fact("approval.on.hi")
    steps = (
        ("PN131", "approval.on", approved, applied),
        ("PN132", "filing.on", fact("filing.on.hi"), fact("approval.on.lo")),
        ("PN133", "announcement.on", fact("announcement.on.hi"), fact("approval.on.lo")),
        ("PN134", "abolished", fact("abolished.hi"), fact("established.lo")),
    )
    late = tuple(
        Rule(code=code, field=f"{step}.on", when=until < done, expected=until, actual=done)
        for code, step in (("PB103", "filing"), ("PB106", "announcement"))
        for until, done in ((fact(f"{step}.until"), fact(f"{step}.on.lo")),)
    )
    order = tuple(
        Rule(code=code, field=field, when=later < earlier, expected=earlier, actual=later)
        for code, field, later, earlier in steps
    )
    known = fact("approval.on").is_known() | fact("approval.document").is_known()
    return (
        *order,
        *late,
        Rule(
            code="PN135",
            field="approval.authority",
            when=known & ~fact("approval.authority").is_known(),
        ),
        Rule(
            code="PN136",
            field="approval.document",
            when=fact("approval.on").is_known() & ~fact("approval.document").is_known(),
        ),
        Rule(
            code="PN137",
            field="use_time",
            when=fact("abolished").is_known() & fact("use_time").within(["现今", "现今地名"]),
            actual=fact("use_time"),
        ),
        Rule(
            code="PN138",
            field="protection.category",
            when=fact("protection.list_name").is_known() & ~fact("protection.category").is_known(),
        ),
    )


@cache
def book() -> RuleBook:
    """The rules on one record of a place name (规则集).

    >>> [rule.code for rule in book() if rule.field == "division"]
    ['PN103']
    """
    return RuleBook(
        edition=EDITION, event=EVENT, rules=(*_items(), *_codes(), *_position(), *_course())
    )
