"""The villages and communities of a county or of the whole country (地名词典): a table that is passed as an argument.

No open list of villages is kept up to date, so none is shipped. A county loads its own once
(:func:`minzheng_core.registries.place_names.load_gazetteer`) and stores it; what is stored opens in
milliseconds whatever its size, because the lines are in order and only those of the county asked
about are read.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.errors import InputError
from minzheng_core.outputs import whole_file
from minzheng_core.reference.county_file import bytes_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEADING = "乡镇代码,代码,名称"
_COUNTY, TOWNSHIP, _VILLAGE = 6, 9, 12
NO_TOWNSHIP = "000"
"""The end of a township's code where only the county is known."""


@frozen(order=True)
class Village:
    """A village or community (村、社区) as a gazetteer has it.

    ``code`` has twelve digits, or is empty where the list gives none; ``township`` has nine, ending
    in ``000`` where only the county is known.
    """

    township: str
    code: str
    name: str


@frozen(eq=False, kw_only=True)
class Gazetteer:
    """Villages by county, with the townships that the same list names (地名词典).

    >>> book = Gazetteer.of([Village("360732204", "360732204201", "白石村委会")], edition="2023-06-30")
    >>> [village.name for village in book.villages("360732")], book.edition
    (['白石村委会'], '2023-06-30')
    """

    edition: str = ""
    """The day that the list describes, as the county wrote it."""
    source: str = ""
    """Where the list came from: the names of the files."""
    _data: bytes = field(default=b"", repr=False)

    @classmethod
    def of(
        cls,
        villages: Iterable[Village],
        townships: Iterable[tuple[str, str]] = (),
        *,
        edition: str = "",
        source: str = "",
    ) -> Gazetteer:
        """A gazetteer of *villages*, and of pairs of code and name of *townships*."""
        rows = [(v.township, v.code, v.name) for v in villages]
        rows += [(code, code, name) for code, name in townships]
        return cls(edition=edition, source=source, data=_lines(rows))

    @classmethod
    def open(cls, path: str | Path) -> Gazetteer:
        """Open what :meth:`save` stored.

        Raises :class:`InputError` IN104 without permission, PG220 for a file that cannot be read or is none.
        """
        path = Path(path)
        try:
            data = bytes_of(path)
        except OSError as error:
            raise InputError("PG220", file=path.name) from error
        head, found, rest = data.partition(f"{_HEADING}\n".encode())
        marks = head.decode("utf-8", "replace").splitlines()
        if not found or not all(mark.startswith("#") for mark in marks):
            raise InputError("PG220", file=path.name)
        told = dict(mark[1:].split("=", 1) for mark in marks if "=" in mark)
        return cls(edition=told.get("edition", ""), source=told.get("source", ""), data=rest)

    def save(self, path: str | Path) -> None:
        """Store it as one text file, in UTF-8 and in the order of the codes.

        The file appears whole or not at all.

        Raises:
            OutputError: it cannot be written (IN302 to IN304).

        """
        path = Path(path)
        marks = f"#edition={self.edition}\n#source={self.source}\n{_HEADING}\n"
        with whole_file(path) as part:
            part.write_bytes(marks.encode() + self._data)

    def __len__(self) -> int:
        return self._data.count(b"\n")

    def __contains__(self, county: object) -> bool:
        return isinstance(county, str) and self._find(county) < self._find(county + "~")

    @cached_property
    def _known(self) -> dict[str, tuple[tuple[Village, ...], dict[str, str]]]:
        return {}

    def villages(self, county: str) -> tuple[Village, ...]:
        """The villages of a county, by its code of the time of the list."""
        return self._county(county)[0]

    def townships(self, county: str) -> dict[str, str]:
        """The townships that the list names in a county: code to name."""
        return self._county(county)[1]

    def counties(self) -> tuple[str, ...]:
        """The codes of the counties with villages."""
        found, place = [], 0
        while place < len(self._data):
            found.append(self._data[place : place + _COUNTY].decode())
            place = self._find(found[-1] + "~")
        return tuple(found)

    def _county(self, county: str) -> tuple[tuple[Village, ...], dict[str, str]]:
        known = self._known.get(county)
        if known is None:
            lines = self._data[self._find(county) : self._find(county + "~")].decode().splitlines()
            rows = [Village(*line.split(",", 2)) for line in lines]
            known = self._known[county] = (
                tuple(row for row in rows if len(row.code) != TOWNSHIP),
                {row.code: row.name for row in rows if len(row.code) == TOWNSHIP},
            )
        return known

    def _find(self, key: str) -> int:
        """Where the first line stands that does not sort before *key*."""
        wanted, low, high = key.encode(), 0, len(self._data)
        while low < high:
            middle = (low + high) // 2
            begin = self._data.rfind(b"\n", 0, middle) + 1
            if self._data[begin : begin + len(wanted)] < wanted:
                low = self._data.find(b"\n", middle) + 1
            else:
                high = begin
        return low


def _lines(rows: Iterable[tuple[str, str, str]]) -> bytes:
    lines = sorted({",".join(row).replace("\n", " ") for row in rows})
    return "".join(f"{line}\n" for line in lines).encode()
