"""What the cleaning machinery needs to know of a registry: its fields, people, rules and series."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from attrs import define, evolve, frozen

from minzheng_core.cleaning.plan.ages import MARRYING, Ages
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    import polars as pl

    from minzheng_core.linkage.judgements import Judgements
    from minzheng_core.linkage.result import LinkResult
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.rules import RuleBook
    from minzheng_core.schema import FieldSpec


@frozen(kw_only=True)
class PersonBlock:
    """The fields of one person in a record; their names begin with ``prefix_``.

    ``sex`` is known from the role where the register says so (the husband is a man); ``partner``
    is the prefix of the other party, whose number is sometimes typed into this person's cell.
    ``called`` is a pattern of what the partner's cells call this person (同男方). ``relatives_number`` is
    the field with the number of somebody else who is named beside this person (经办人).
    """

    prefix: str
    label: str
    sex: Literal["男", "女"] | None = None
    partner: str | None = None
    called: str | None = None
    relatives_number: str | None = None

    def field(self, name: str) -> str:
        """The full name of a field of this person."""
        return f"{self.prefix}_{name}"


@frozen(kw_only=True)
class TownshipOffices:
    """Which field has the office of the act, and until when that of a township stood for all its acts.

    Attributes:
        field: the field.
        until: the first day from which an act of a township may be that of the county's office.

    """

    field: str
    until: date


TABLE = "table.text"
"""The fact, where a registry asks for it, that tells the table in which a record stands: file and sheet."""


@frozen(kw_only=True)
class Series:
    """A series of numbers that ought to be dense (查漏): certificates or volumes.

    Attributes:
        name: identifier.
        label: the Chinese name.
        number: the fact that counts.
        keys: the facts within which it counts from 1.
        apart: facts (the office) by which a group is divided where the same numbers stand under
            several of their values.

    """

    name: str
    label: str
    number: str
    keys: tuple[str, ...]
    apart: tuple[str, ...] = ()
    shared: str | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        """The facts that it takes, with the ``row``."""
        shared = (self.shared,) if self.shared else ()
        return ("row", self.number, *self.keys, *self.apart, *shared)


@frozen(kw_only=True)
class Asking:
    """Which doubts are put to a person, and which of them together; all but *block* are codes.

    Attributes:
        never: doubts that stay in the list of findings, because no cell can be decided by them.
        follow: doubts about a birth date that the answer about the number settles.
        follow_birth: doubts about an age that the answer about the birth date settles.
        couple: doubts about both numbers of a couple.
        one_sided: those of *couple* that concern only the number that is withheld, where the
            other party's is sure.
        by_value: doubts asked once for each text, however many records have it.
        by_series: those of *by_value* that are asked once for a whole series of numbers, where
            many of its numbers are concerned.
        for_all: doubts for which the answer on one text holds for all its records.
        by_event: doubts that compare something with the day of the event; the answer to one in
            *event* or in *birth_open* settles them.
        event: doubts whether the day of the event itself is right.
        birth_open: doubts whose answer may give the person another birth date.
        by_remark: doubts that the remark of the record raises, which is shown with them.
        block: the doubt about which neighbouring rows are asked together.
        in_block: doubts that a row may have besides and still be asked with its neighbours.

    """

    never: frozenset[str] = frozenset()
    follow: frozenset[str] = frozenset()
    follow_birth: frozenset[str] = frozenset()
    couple: frozenset[str] = frozenset()
    one_sided: frozenset[str] = frozenset()
    by_value: frozenset[str] = frozenset()
    by_series: frozenset[str] = frozenset()
    for_all: frozenset[str] = frozenset()
    event: frozenset[str] = frozenset()
    by_event: frozenset[str] = frozenset()
    birth_open: frozenset[str] = frozenset()
    by_remark: frozenset[str] = frozenset()
    block: str = ""
    in_block: frozenset[str] = frozenset()


@define(kw_only=True, slots=False)
class ArchiveSpec:
    """One registry as cleaning sees it: pure data.

    Attributes:
        name: identifier of the registry.
        label: its Chinese name.
        fields: the fields that an archive may have.
        people: the people of a record.
        ages: how old people can be at the event.
        event: the field with the day of the event.
        event_years: facts that tell the year of the event where the day cannot be read.
        offices: how an office is told by the township that stands around a register.
        output: the columns of the records in their order.
        always: columns that the records have whatever the archive has, so that programs can count
            on them.
        parts: fields that some systems keep in several columns.
        book: the rules.
        facts: adds the registry's own facts to a chunk before its rules are asked; it is given the
            chunk, the county and the county's overlay.
        across: checks over the whole file, each from a frame of facts to a frame of findings.
        across_needs: the facts that these checks take.
        across_series: a check of records whose number several offices gave in one ``series``, a column
            beside the facts of *across_needs*.
        across_keys: the facts whose values they compare, where they compare only records that have
            a value in common; the facts of one tuple are compared with each other.
        series: the series of numbers that ought to be dense.
        importance: the weight of each field in the order of questions.
        asking: which doubts are put to a person.
        link: finds the records of one act or of one person.
        histories: tells a person's life from linked records.
        side_by_side: the fields by which a person compares two records.

    """

    name: str
    label: str
    fields: tuple[FieldSpec, ...]
    people: tuple[PersonBlock, ...]
    ages: Ages = MARRYING
    event: str
    event_years: tuple[str, ...] = ()
    offices: TownshipOffices | None = None
    output: tuple[str, ...]
    always: frozenset[str] = frozenset()
    parts: Mapping[str, tuple[str, ...]] = {}
    book: RuleBook
    facts: Callable[[pl.DataFrame, str, Overlay | None], pl.DataFrame]
    across: tuple[Callable[[pl.DataFrame], pl.DataFrame], ...] = ()
    across_needs: tuple[str, ...] = ()
    across_keys: tuple[tuple[str, ...], ...] = ()
    across_series: Callable[[pl.DataFrame], pl.DataFrame] | None = None
    series: tuple[Series, ...] = ()
    importance: Mapping[str, int] = {}
    asking: Asking = Asking()
    link: Callable[[pl.DataFrame, Judgements | None], LinkResult] | None = None
    histories: Callable[[pl.DataFrame, pl.DataFrame], pl.DataFrame] | None = None
    side_by_side: tuple[str, ...] = ()

    @cached_property
    def facts_kept(self) -> tuple[str, ...]:
        """The facts of every record that are needed when all of them have been read."""
        series = (name for one in self.series for name in one.needs)
        return tuple(dict.fromkeys(("row", *self.across_needs, *series)))

    @cached_property
    def by_name(self) -> dict[str, FieldSpec]:
        """The fields by their names."""
        return {spec.name: spec for spec in self.fields}

    @cached_property
    def certificate(self) -> str | None:
        """The field with the number of the certificate, where the registry issues one."""
        names = (f.name for f in self.fields if f.kind is FieldKind.CERTIFICATE_NUMBER)
        return next(names, None)

    def at(self, county: str) -> ArchiveSpec:
        """The specification with the rules that hold in a county."""
        return evolve(self, book=self.book.at(county))

    def label_of(self, field: str) -> str:
        """The Chinese label of an output field, also of derived ones."""
        spec = self.by_name.get(field)
        if spec is None and (coded := self.by_name.get(field.removesuffix("_code"))):
            return f"{coded.label}代码"
        return spec.label if spec else DERIVED_LABELS.get(field.partition("_")[2], field)


DERIVED_LABELS = {
    "division": "户籍地区划代码",
    "township": "户籍地乡镇代码",
    "village": "户籍地村级代码",
    "id_division": "号码地区代码",
    "birth_range": "出生日期范围",
}
"""Labels of fields that no archive has: cleaning derives them."""
