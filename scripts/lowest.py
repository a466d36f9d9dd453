"""The tests with the lowest version of every dependency that the project says it works with.

python3 scripts/lowest.py [pytest arguments]

What ``pyproject.toml`` promises with ``>=`` is only true if somebody has tried it. Run it on the oldest
Python that the project allows, before a release and after a floor is changed.
"""

from __future__ import annotations

import re
import sys
import tempfile
import tomllib
from pathlib import Path

from _environment import ROOT, SHARED, python_with, run

_FLOOR = re.compile(r"([\w.-]+)(?:\[[\w,-]+\])?>=([\w.]+)")
_NOT_TESTED_HERE = {"spark", "splink", "all"}
"""Extras of other engines, and the one that names the others."""


def floors() -> list[str]:
    """Each dependency pinned to the lowest version allowed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    groups = [extras[name] for name in extras if name not in _NOT_TESTED_HERE]
    told = [_FLOOR.match(one) for group in (project["dependencies"], *groups) for one in group]
    return [f"{floor[1]}=={floor[2]}" for floor in told if floor]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        constraints = Path(folder) / "lowest.txt"
        constraints.write_text("\n".join(floors()), encoding="utf-8")
        wanted = ("--editable", ".[all]", "--group", "test", "--constraint", str(constraints))
        python = python_with("lowest", *wanted)
    sys.exit(run(python, "-m", "pytest", *SHARED, *sys.argv[1:]))
