"""Fields and the places of records in Chinese, as reports and workbooks name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.cleaning.outcome.frames import SOURCE
from minzheng_core.reading.mapping import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from minzheng_core.cleaning.plan.spec import ArchiveSpec


def party_label(spec: ArchiveSpec, field: str) -> str:
    """The Chinese label of a field, with the party where the label itself does not name it.

    >>> from minzheng_core.registries.marriage.spec import spec
    >>> party_label(spec(), "wife_division")
    '女方户籍地区划代码'
    """
    label = spec.label_of(field)
    for block in spec.people:
        if field.startswith(f"{block.prefix}_") and not label.startswith(block.label):
            return f"{block.label}{label}"
    return label


def field_labels(spec: ArchiveSpec) -> dict[str, str]:
    """The words for the fields of a registry, those of sheets with a person a row included.

    >>> from minzheng_core.registries.marriage.spec import spec
    >>> labels = field_labels(spec())
    >>> labels["wife_name"], labels["person_id_number"]
    ('女方姓名', '身份证号')
    """
    labels = {field.name: party_label(spec, field.name) for field in spec.fields}
    for block in spec.people[:1]:
        for name in [name for name in labels if name.startswith(f"{block.prefix}_")]:
            base = name.removeprefix(f"{block.prefix}_")
            labels[f"{PERSON}{base}"] = labels[name].removeprefix(block.label)
    return labels


def item_label(spec: ArchiveSpec, fields: Iterable[str]) -> str:
    """The fields of a question in words, each once."""
    return "、".join(dict.fromkeys(party_label(spec, field) for field in fields))


def place_text(file: object, sheet: object, row: object) -> str:
    """Where a record stands: its file, its sheet if there is one, and its row.

    >>> place_text("档案.xlsx", "1985", 7), place_text("档案.csv", "", 7)
    ('档案.xlsx 1985 第7行', '档案.csv 第7行')
    """
    return " ".join(str(part) for part in (file, sheet, f"第{row}行") if part)


def source_label(record: Mapping[str, Any]) -> str:
    """Where a record stands, by its own columns."""
    return place_text(*(record[name] for name in SOURCE))


def member_label(record: Mapping[str, Any], field: str, spec: ArchiveSpec) -> str:
    """How one record of a question is named in the drop-down and in the answers."""
    return f"{source_label(record)} {party_label(spec, field)}"


def people_named(spec: ArchiveSpec, record: Mapping[str, Any]) -> str:
    """The people of a record, one a line."""
    names = (record.get(block.field("name")) for block in spec.people)
    return "\n".join(filter(None, names))


def certificate_of(spec: ArchiveSpec, record: Mapping[str, Any]) -> str:
    """The certificate number of a record, nothing where its registry has none."""
    return (spec.certificate and record.get(spec.certificate)) or ""
