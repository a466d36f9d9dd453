"""What the cleaning machinery needs to know of a registry: its fields, people, rules and series."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from attrs import define, evolve, frozen

from minzheng_core.cleaning.plan.ages import MARRYING, Ages
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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
    """

    prefix: str
    label: str
    sex: Literal["男", "女"] | None = None
    partner: str | None = None

    def field(self, name: str) -> str:
        """The full name of a field of this person."""
        return f"{self.prefix}_{name}"


@frozen(kw_only=True)
class Series:
    """A series of numbers that ought to be dense (查漏): certificates or volumes.

    ``number`` is the fact that counts, ``keys`` the facts within which it counts from 1. ``apart``
    are facts (the office) by each of which a group falls apart where the same numbers stand under several.
    ``shared`` is a fact (the words before the number) that takes the place of the first key where
    the groups of several draw from one series.
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
    """Which doubts are put to a person, and which of them together.

    Codes in ``never`` stay in the list of findings: no cell can be decided by them. ``follow`` are
    doubts on a birth date that the answer on the number settles, ``follow_birth`` those on an age that
    the answer on the birth date settles; ``couple`` concern both numbers
    of a couple, those in ``one_sided`` only the one whose number is withheld where the other's is
    sure; ``by_value`` are asked once per text, however many records have it, those also in
    ``by_series`` once per series where many numbers of it are concerned; the answer on a text in
    ``for_all`` holds for all its records. Those in ``by_event`` compare something with the day of
    the event: where a doubt in ``event`` says that the day itself is wrong, its answer settles them,
    and so does that on one in ``birth_open``, which may give the person another birth date. Rows next to each
    other with the doubt ``block`` are asked about together, but for those that have others than ``in_block``.
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
    block: str = ""
    in_block: frozenset[str] = frozenset()


@define(kw_only=True, slots=False)
class ArchiveSpec:
    """One registry as cleaning sees it: pure data.

    ``ages`` are those that people can have at the event; ``event`` names the field with the day of the
    event, ``event_years`` facts that tell its year where the day cannot be read; ``output`` is the order
    of the columns of the records, and those in ``always`` are there whatever the archive has, so that
    programs can count on them; ``parts`` names fields that some systems keep in several columns;
    ``facts`` adds the registry's own facts to a chunk of a county before its rules are asked, with what
    the county's overlay tells; ``across`` are
    checks over the whole file, each from a frame of facts (those in ``across_needs``) to a frame of
    findings; where these compare only records that have a value in common, ``across_keys`` are the facts
    whose values they compare, those of one tuple with each other; ``importance`` ranks questions by their field. ``link`` finds the records of one act or
    person, ``histories`` tells a person's life from them, ``side_by_side`` are the fields by which
    a person compares two records.
    """

    name: str
    label: str
    fields: tuple[FieldSpec, ...]
    people: tuple[PersonBlock, ...]
    ages: Ages = MARRYING
    event: str
    event_years: tuple[str, ...] = ()
    output: tuple[str, ...]
    always: frozenset[str] = frozenset()
    parts: Mapping[str, tuple[str, ...]] = {}
    book: RuleBook
    facts: Callable[[pl.DataFrame, str, Overlay | None], pl.DataFrame]
    across: tuple[Callable[[pl.DataFrame], pl.DataFrame], ...] = ()
    across_needs: tuple[str, ...] = ()
    across_keys: tuple[tuple[str, ...], ...] = ()
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
        return spec.label if spec else DERIVED_LABELS.get(field.partition("_")[2], field)


DERIVED_LABELS = {
    "division": "户籍地区划代码",
    "township": "户籍地乡镇代码",
    "village": "户籍地村级代码",
    "id_division": "号码地区代码",
}
"""Labels of fields that no archive has: cleaning derives them."""
