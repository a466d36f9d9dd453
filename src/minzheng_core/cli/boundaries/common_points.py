"""Parameters between datums from a table of common points (公共点), for ``minzheng boundaries convert``."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from minzheng_core.cli.files import text_of
from minzheng_core.errors import InputError
from minzheng_core.geodesy.helmert import estimate_similarity
from minzheng_core.values.point_text import Frame, read_point

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.geodesy.datums import Datum
    from minzheng_core.geodesy.helmert import Similarity
    from minzheng_core.geodesy.zones import Zone

COLUMNS = ("原X", "原Y", "新X", "新Y")
_SAID = {
    "zh": "四参数：{count} 个公共点，中误差 {rms:.3f} 米，最大残差 {worst:.3f} 米（第 {row} 个点），多余观测 {spare}。",
    "en": "Four parameters: {count} common points, rms {rms:.3f} m, largest residual {worst:.3f} m (point {row}), {spare} spare observations.",
}


def parameters_from(
    file: Path, source: Datum, target: Datum, zone: Zone | None, lang: str
) -> Similarity:
    """The four parameters of a CSV with the columns :data:`COLUMNS`; says how well they fit.

    Raises:
        InputError: no such file (IN206), no such columns or a point that cannot be read (BL512).
        CallError: too few points (GC306).

    """
    rows = list(csv.DictReader(text_of(file).splitlines()))
    if not rows or not set(COLUMNS) <= set(rows[0]):
        raise InputError("BL512", file=file.name, row=1)
    pairs: list[tuple[tuple[float, float], tuple[float, float]]] = []
    for number, row in enumerate(rows, 2):
        old = read_point(row["原X"], row["原Y"], Frame(datum=source, zone=zone)).value
        zone = zone or (old.zone if old else None)
        new = read_point(row["新X"], row["新Y"], Frame(datum=target, zone=zone)).value
        if old is None or new is None or zone is None or not old.zone or not new.zone:
            raise InputError("BL512", file=file.name, row=number)
        here, there = old.in_zone(zone), new.in_zone(zone)
        pairs.append(((here.north, here.east), (there.north, there.east)))
    assert zone is not None  # noqa: S101 - the first row gave one
    found = estimate_similarity(
        [a for a, _ in pairs], [b for _, b in pairs], source_datum=source, target_datum=target, zone=zone
    )  # fmt: skip
    assert found.fit is not None  # noqa: S101 - an estimate has its fit
    fit = found.fit
    print(
        _SAID[lang].format(
            count=len(pairs), rms=fit.rms, worst=fit.residuals[fit.worst], row=fit.worst + 1,
            spare=fit.spare,
        )
    )  # fmt: skip
    return found
