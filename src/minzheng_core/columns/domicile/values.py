"""The domiciles that texts of a column were found to be: for those that are read further one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from minzheng_core.columns.domicile.chains import names_of
from minzheng_core.columns.domicile.memory import UNTOLD
from minzheng_core.findings import Finding
from minzheng_core.values.domicile.answer import Reason, codes_of
from minzheng_core.values.domicile.domicile import Domicile, candidates_of
from minzheng_core.values.domicile.local_places import town_written
from minzheng_core.values.domicile.resolver import resolver

if TYPE_CHECKING:
    from minzheng_core.columns.domicile.letters import Positions
    from minzheng_core.columns.domiciles import Found


def domicile_values(found: Found, at: Positions) -> list[Domicile | None]:
    """What the texts *at* were *found* to be; ``None`` for blank ones and where not all was noted.

    The same as :meth:`values.domicile.Domicile.parse` of each, but that its findings have nothing
    but their codes.
    """
    told, places = found.verdicts, found.places
    one = resolver(told.overlay)
    scanner = found.tables.units.scanner
    towns = found.tables.towns.names["town"][np.maximum(places.towns[at], 0)]
    chains = places.chains[at]
    values: list[Domicile | None] = []
    for answer, town, row, chain, names, text, end in zip(
        told.answers(told.of[at]),
        towns.to_list(),
        places.towns[at].tolist(),
        chains.tolist(),
        names_of(np.maximum(chains, 0).astype(np.uint64)).T.tolist(),
        found.tidy[at].to_list(),
        np.asarray(places.ends)[at].tolist(),
        strict=True,
    ):
        if answer is None or text is None or chain == UNTOLD:
            values.append(None)
            continue
        read = chain >= 0 and answer.how is not Reason.UNKNOWN
        rest = text[end:]
        code = town if row >= 0 else ""
        if not code and answer.unit is not None and answer.lowest:
            code = town_written(one.index.town_codes(answer.unit), told.overlay, rest)
        values.append(
            Domicile(
                answer.division,
                code or None,
                answer.level,
                answer.name,
                tuple(scanner.names[name] for name in names if name >= 0) if read else (),
                answer.how,
                rest,
                candidates_of(one, answer),
                tuple(map(Finding, codes_of(answer.faults))),
            )
        )
    return values
