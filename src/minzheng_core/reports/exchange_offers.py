"""What is offered where the numbers of a couple, or of a run of couples, stand in each other's cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.cleaning.outcome.status import Status, status_column
from minzheng_core.findings import Severity
from minzheng_core.values.ids.id_number import IdNumber

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from minzheng_core.cleaning.plan.spec import ArchiveSpec, PersonBlock

SWAP = "双方号码对调"
"""The offer for a couple whose numbers stand in each other's cell."""
SWAP_PARTIES = "男女双方整栏对调"
"""The offer where the numbers are those of the birth dates or ages beside them: the parties stand for each other."""
READ = 20
"""Of how many cells of a question it is read what stood there: enough to see what was exchanged."""


def may_exchange(codes: Iterable[str], spec: ArchiveSpec) -> bool:
    """Whether a question with these *codes* can be answered by an exchange."""
    return not {"MR301", spec.asking.block}.isdisjoint(codes)


def exchanges(
    line: Mapping[str, Any],
    places: Mapping[int, dict[str, Any]],
    originals: dict[tuple[int, str], str],
    spec: ArchiveSpec,
) -> tuple[str, ...]:
    """What the couples of a question would have to exchange, the likelier first; nothing where it is about no exchange.

    Of a run of rows those decide that tell whether a number is of the person beside it.
    """
    if not may_exchange(line["codes"], spec):
        return ()
    if spec.asking.block not in line["codes"] or len(line["rows"]) < 2:
        return _swap(places[line["row"]], originals, spec)
    offered = [_swap(places[row], originals, spec) for row in dict.fromkeys(line["rows"][:READ])]
    parties = sum(SWAP_PARTIES in offer for offer in offered)
    both = (SWAP_PARTIES, SWAP)
    return both if parties * 3 > len(offered) else both[::-1]


def _swap(
    place: dict[str, Any],
    originals: dict[tuple[int, str], str],
    spec: ArchiveSpec,
) -> tuple[str, ...]:
    """What a couple would have to exchange whose numbers are of the other sex: these, or everything.

    Nothing is offered where one of the numbers is damaged besides: it could not be taken as it
    stands.
    """
    own = []
    for block in spec.people:
        name = block.field("id_number")
        parsed = IdNumber.parse(place["values"].get(name) or originals.get((place["row"], name)))
        number = parsed.value
        if number is None or any(found.severity is Severity.ERROR for found in parsed.findings):
            return ()
        own.append(_own_number(number, block, place["values"]))
    return (SWAP_PARTIES if True in own and False not in own else SWAP,)


def _own_number(number: IdNumber, block: PersonBlock, values: dict[str, Any]) -> bool | None:
    """Whether a number is that of the person beside it by the birth date or age written there."""
    if number.birth is None:
        return None
    born, birth = number.birth.isoformat(), block.field("birth_date")
    written = values.get(birth)
    from_the_number = values.get(status_column(birth)) == Status.FILLED
    if written and not from_the_number:
        return born.startswith(written)
    first, _, last = (values.get(block.field("birth_range")) or "").partition("/")
    return first <= born <= (last or born) if first else None
