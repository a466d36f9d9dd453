"""Write the tables of reference data, steps and fields into ``docs/reference/tables``.

Run ``python docs/build_reference.py``; :mod:`conf` does so for every build of the site.
Like the pages of findings they are made from what the library itself says.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from minzheng_core.cleaning.plan.steps import describe_steps
from minzheng_core.reference.tables import manifest
from minzheng_core.registries.boundaries import REGISTRIES as BOUNDARIES
from minzheng_core.registries.funeral import FuneralRecord
from minzheng_core.registries.marriage import MarriageRecord
from minzheng_core.registries.place_names import PlaceName
from minzheng_core.registries.place_names.changes import DivisionChange
from minzheng_core.registries.place_names.signs import PlaceSign
from minzheng_core.schema import describe

FOLDER = Path(__file__).parent / "reference" / "tables"


def main() -> None:
    """Write all tables."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    tables = (
        ("data", data()),
        ("steps", steps()),
        ("fields", fields(MarriageRecord)),
        ("funeral_fields", fields(FuneralRecord)),
        ("place_name_fields", fields(PlaceName)),
        ("place_sign_fields", fields(PlaceSign)),
        ("division_change_fields", fields(DivisionChange)),
        *((f"{r.name}_fields", fields(r.record)) for r in BOUNDARIES),
    )
    for name, lines in tables:
        (FOLDER / f"{name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def row(*cells: object) -> str:
    """One line of a table."""
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def data() -> list[str]:
    """The tables of the manifest with edition, source and licence."""
    lines = ["| 文件 | 内容 | 版本 | 行数 | 来源 | 许可 |", "|---|---|---|---|---|---|"]
    for name, info in sorted(manifest().items()):
        lines.append(
            row(f"`{name}`", info.title, info.edition, info.rows, info.source, info.licence)
        )
    return lines


def steps() -> list[str]:
    """The steps of a complete recipe, in their order."""
    chinese, english = describe_steps("zh"), describe_steps("en")
    lines = ["| 步骤 | 做什么 | English |", "|---|---|---|"]
    pairs = zip(chinese, english, strict=True)
    return lines + [row(f"`{name}`", zh, en) for (name, zh), (_, en) in pairs]


def fields(record: type) -> list[str]:
    """The fields of a record."""
    lines = ["| 字段 | 中文 | 国家系统字段名 | 标准 | 敏感 |", "|---|---|---|---|---|"]
    return lines + [
        row(
            f"`{line['field']}`",
            line["label"],
            f"`{line['national']}`" if line["national"] else "",
            line["standard"],
            "是" if line["sensitive"] else "",
        )
        for line in describe(record)
    ]


if __name__ == "__main__":
    main()
