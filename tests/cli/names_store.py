"""A store with a few place names, their sign and a change, and two editions of a list, as commands find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core import Book, open_store
from minzheng_core.registries import place_names
from minzheng_core.registries.place_names import changes, signs

if TYPE_CHECKING:
    from pathlib import Path


OLD = "code,name\n360732107201,和平村委会\n360732107202,安定村委会\n360732107203,老屋村委会\n"
NEW = "code,name\n360732107201,和平村委会\n360732107299,安定村委会\n360732107230,新建村委会\n"


def editions_in(folder: Path) -> tuple[Path, Path]:
    """Two editions of a list of villages: one re-coded, one gone, one new."""
    old, new = folder / "去年.csv", folder / "今年.csv"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    return old, new


def names_in(folder: Path) -> Path:
    """A store with the books of a county: a township, a village, a street, a change, a sign."""
    path = folder / "地名.db"
    opened = open_store(str(path))
    book = Book.open(place_names.REGISTRY, opened, county="360732")
    town = {"standard_name": "上岭乡", "unit_code": "360732217", "division": "360732"}
    book.register(town, key="T1", by="王某某")
    village = {
        "standard_name": "和顺村",
        "category": "21610",
        "division": "360732217",
        "parent": "T1",
    }
    book.register(village, key="V1", by="王某某")
    street = {
        "standard_name": "和顺路", "category_name": "街路巷", "division": "360732217",
        "approval": {"authority": "兴国县人民政府", "document": "甲", "on": "2026-04-01"},
    }  # fmt: skip
    book.register(street, key="R1", by="王某某")
    change = {"title": "改镇", "kind": "乡改镇", "approved_on": "2026-01-05", "document": "乙"}
    Book.open(changes.REGISTRY, opened, county="360732").register(change, key="C1", by="王某某")
    sign = {
        "place": "R1",
        "text_shown": "和顺路",
        "spelling_shown": "HESHUN LU",
        "erected_on": "2026-01-01",
    }
    Book.open(signs.REGISTRY, opened, county="360732").register(sign, key="S1", by="王某某")
    opened.close()
    return path
