"""Facilities (殡葬设施): funeral homes, cemeteries and halls, as a table that the county fills in."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from minzheng_core.errors import InputError

Kind = Literal["public", "commercial", "home"]

KINDS: dict[str, Kind] = {"公益性": "public", "经营性": "commercial", "殡仪馆": "home"}
"""公墓 is 公益性 or 经营性 (《江西省公墓管理办法》); a funeral home (殡仪馆) cremates."""
HEADINGS = ("名称", "别名", "性质", "容量", "服务区域", "启用日期", "停用日期", "价格批准文号")
"""The columns of the table; several names or codes stand in one cell with 、 between them."""


@frozen(kw_only=True)
class Facility:
    """One facility.

    ``service_area`` are beginnings of division codes, empty for everybody; ``capacity`` counts graves
    or niches; ``price_permission`` is the paper that allows its prices.

    >>> Facility(name="甲", kind="public", capacity=1200).serves("360732100")
    True
    """

    name: str
    also: tuple[str, ...] = ()
    kind: Kind
    capacity: int | None = None
    service_area: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    price_permission: str = ""

    def serves(self, division: str | None) -> bool | None:
        """Whether somebody registered in *division* may be placed here; ``None``: not known.

        >>> own = Facility(name="甲", kind="public", service_area=("360732",))
        >>> own.serves("360732100"), own.serves("360731"), own.serves(None)
        (True, False, None)
        """
        if not self.service_area:
            return True
        if not division:
            return None
        # A county's code does not say whether the township is served.
        if any(area.startswith(division) and area != division for area in self.service_area):
            return None
        return any(division.startswith(area) for area in self.service_area)


def read_facilities(file: str | Path) -> tuple[Facility, ...]:
    r"""The facilities in a CSV file with the columns :data:`HEADINGS`.

    Raises:
        InputError: no such file (IN206), one that cannot be read (IN207), a column is missing (FS120), a
            cell cannot be understood (FS121): the line is named.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder) / "设施名录.csv"
    ...     _ = file.write_text("名称,性质,容量\n甲公墓,公益性,1200\n", encoding="utf-8")
    ...     [(one.name, one.kind, one.capacity) for one in read_facilities(file)]
    [('甲公墓', 'public', 1200)]

    """
    path = Path(file)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError("IN206", file=path.name) from error
    except PermissionError as error:
        raise InputError("IN104", file=path.name) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("IN207", file=path.name) from error
    reader = csv.DictReader(StringIO(text))
    for heading in ("名称", "性质"):
        if heading not in (reader.fieldnames or ()):
            raise InputError("FS120", file=path.name, field=heading)
    return tuple(_facility(path.name, reader.line_num, row) for row in reader)


def _facility(file: str, line: int, row: dict[str, str | None]) -> Facility:
    def cell(name: str) -> str:
        return (row.get(name) or "").strip()

    def read(name: str, how: Any) -> Any:
        try:
            return how(cell(name)) if cell(name) else None
        except (ValueError, KeyError):
            raise InputError("FS121", file=file, line=line, field=name) from None

    def count(text: str) -> int:
        if not text.isdecimal():
            raise ValueError(text)
        return int(text)

    if not cell("名称") or not cell("性质"):
        raise InputError(
            "FS121", file=file, line=line, field="名称" if not cell("名称") else "性质"
        )
    return Facility(
        name=cell("名称"),
        also=_several(cell("别名")),
        kind=read("性质", KINDS.__getitem__),
        capacity=read("容量", count),
        service_area=_several(cell("服务区域")),
        since=read("启用日期", date.fromisoformat),
        until=read("停用日期", date.fromisoformat),
        price_permission=cell("价格批准文号"),
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("、") if part.strip())


__all__ = ["HEADINGS", "KINDS", "Facility", "read_facilities"]
