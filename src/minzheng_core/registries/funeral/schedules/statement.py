"""The statement of one case: every service, what it costs, what is free, what is paid, and why."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from minzheng_core.findings import Finding
from minzheng_core.registries.funeral.schedules.amounts import paid_quantity, uncapped, under
from minzheng_core.registries.funeral.schedules.model import thousandths

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from minzheng_core.registries.funeral.schedules.model import Kind, Line, Schedule, Schedules


@frozen(kw_only=True)
class Service:
    """One service that was given: how many units of an item, of which kind, in which area."""

    item: str
    quantity: float = 1
    kind: str = ""
    area: str = ""


@frozen(kw_only=True)
class Charged:
    """One service with its money, in fen."""

    service: Service
    line: Line | None
    paid_units: int
    """Thousandths of the unit that are not free by number."""
    gross: int
    free: int

    @property
    def pay(self) -> int:
        """What is left to pay."""
        return self.gross - self.free

    def sentence(self, lang: str = "zh") -> str:
        """How the money comes about, in words."""
        from minzheng_core.registries.funeral.schedules.words import explain

        return explain(self, lang)


@frozen(kw_only=True)
class Statement:
    """The statement of one case (费用减免结算单), in fen.

    ``refused`` is the code of the reason why nothing is free; ``findings`` name services that the
    schedule does not have, and quantities that are none.
    """

    schedule: Schedule | None
    refused: str | None
    lines: tuple[Charged, ...] = field(repr=False)
    findings: tuple[Finding, ...] = ()

    @property
    def gross(self) -> int:
        """What everything costs."""
        return sum(line.gross for line in self.lines)

    @property
    def free(self) -> int:
        """What is free, refunded or awarded."""
        return sum(line.free for line in self.lines)

    @property
    def pay(self) -> int:
        """What is paid at the counter: all of it where the free part is refunded afterwards."""
        refunded = self.schedule is not None and self.schedule.settle == "refund"
        return self.gross if refunded else self.gross - self.free

    def explain(self, lang: str = "zh") -> list[str]:
        """Every yuan, service by service, with the limit that leaves something to pay."""
        from minzheng_core.registries.funeral.schedules.words import limits

        told = zip(self.lines, limits(self, lang), strict=True)
        return [f"{line.sentence(lang)}{limit}" for line, limit in told]


def state(
    services: Sequence[Service],
    schedules: Schedules,
    *,
    place: str,
    day: date,
    division: str | None = None,
    words: Iterable[str] = (),
    kind: Kind = "free",
) -> Statement:
    """The statement of one case.

    Args:
        services: what was given, in order.
        schedules: the known schedules.
        place: the division code of the county that settles.
        day: the day whose schedule holds: that of the death.
        division: where the deceased was registered; decides who is of the place.
        words: what is known of the deceased (低保, 丧葬费) and the papers that are there.
        kind: ``free`` for free items, ``award`` for awards.

    >>> from datetime import date
    >>> from minzheng_core.registries.funeral.schedules import documented
    >>> leizhou = documented("雷州")
    >>> told = state([Service(item="存放", quantity=5)], leizhou, place="440882",
    ...              day=date(2025, 5, 1))
    >>> told.gross, told.free, told.pay, told.explain()
    (40000, 24000, 16000, ['存放 5 天：3 天免费，2 天按 80 元/天收费，应付 160 元（标准 400 元，减免 240 元）'])

    Limitations: a service outside the schedule costs nothing here (服务清单以外不得收费) and is named in
    ``findings``.
    """
    number = schedules.at(place, day, kind)
    schedule = None if number is None else schedules.known[number]
    if schedule is None:
        lines = tuple(_uncharged(service) for service in services)
        return Statement(
            schedule=None, refused="FS200", lines=lines, findings=_findings(services, None)
        )
    known = frozenset(words)
    resident = bool(division) and str(division).startswith(schedule.place)
    refused = schedule.refused(known, resident=resident)
    till = _Till(schedule, known, entitled=refused is None)
    return Statement(
        schedule=schedule,
        refused=refused,
        lines=tuple(till.charged(service) for service in services),
        findings=_findings(services, schedule),
    )


@define
class _Used:
    """What one body had of one line: thousandths of units, services, fen that were free."""

    units: int = 0
    times: int = 0
    free: int = 0


@define
class _Till:
    """The services of one body, one after the other: what is free of each depends on those before it."""

    schedule: Schedule
    known: frozenset[str]
    entitled: bool = field(kw_only=True)
    _used: defaultdict[int, _Used] = field(factory=lambda: defaultdict(_Used), init=False)
    _claimed: int = field(default=0, init=False)

    def charged(self, service: Service) -> Charged:
        """The next service with its money."""
        at = self.schedule.line(service.item, service.kind, service.area)
        if at is None:
            return _uncharged(service)
        line, used, units = self.schedule.lines[at], self._used[at], thousandths(service.quantity)
        entitled = self.entitled and (not line.who or bool(self.known & line.who))
        gross, free = uncapped(line, used.units, used.times, units, max)
        free *= entitled
        own = under(line.free_amount, used.free, free, min)
        charged = Charged(
            service=service,
            line=line,
            paid_units=paid_quantity(line, used.units, units, max) if entitled else units,
            gross=gross,
            free=under(self.schedule.cap, self._claimed, own, min),
        )
        used.units, used.times, used.free = used.units + units, used.times + 1, used.free + free
        self._claimed += own
        return charged


def _uncharged(service: Service) -> Charged:
    """A service outside the schedule: it may not be charged."""
    return Charged(service=service, line=None, paid_units=0, gross=0, free=0)


def _findings(services: Sequence[Service], schedule: Schedule | None) -> tuple[Finding, ...]:
    """Quantities that are none, and services that the schedule does not have."""
    found = []
    for number, service in enumerate(services, start=1):
        if thousandths(service.quantity) == 0 and service.quantity != 0:
            found.append(Finding("FS207", field=f"数量{number}", actual=service.item))
        if schedule and schedule.line(service.item, service.kind, service.area) is None:
            found.append(Finding("FS206", field=f"项目{number}", actual=service.item))
    return tuple(found)
