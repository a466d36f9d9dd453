"""Dependencies point inwards: a module imports only from its own layer or from those before it."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "minzheng_core"

LAYERS = [
    {"_version", "_later"},
    {"errors", "extras", "findings", "outputs", "unfinished"},
    {"processing"},
    {"reference", "geodesy"},
    {"values"},
    {"schema"},
    {"columns"},
    {"rules"},
    {"reading", "cleaning", "linkage", "registry", "reports"},
    {"privacy"},
    {"ledger"},
    {"stores", "exchange", "engines"},
    {"registries"},
    {"testing"},
    {"cli"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}

ROOMS = {
    "reading": [
        {"notes"},
        {"raw", "ditto_marks"},
        {"mapping"},
        {"files", "recognition"},
        {"rows"},
        {"table"},
        {"archive"},
        {"frames"},
    ],
    "cleaning": [
        {"plan", "outcome"},
        {"evidence"},
        {"one_record", "chunk"},
        {"whole_archive", "questions"},
        {"run"},
    ],
}
"""Where a layer has rooms of its own, their order; those of one line know nothing of each other."""

# ``errors`` builds its sentences from the catalogue when they are read: one layer, both ways.
MODULES = sorted(p for p in SOURCE.rglob("*.py") if p.parent != SOURCE or p.stem != "__init__")


def _imports(path: Path) -> set[str]:
    """The modules of the package that *path* names, as dotted names below it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            if node.module == "minzheng_core":
                names |= {alias.name for alias in node.names}
            names.add(node.module.removeprefix("minzheng_core."))
        elif isinstance(node, ast.Import):
            names |= {a.name.removeprefix("minzheng_core.") for a in node.names}
    return {name for name in names if name.split(".")[0] in RANK}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_point_inwards(path: Path) -> None:
    own = path.relative_to(SOURCE).parts[0].removesuffix(".py")

    too_high = {name for name in _imports(path) if RANK[name.split(".")[0]] > RANK[own]}

    assert too_high == set()


@pytest.mark.parametrize("layer", ROOMS)
def test_imports_between_rooms_point_inwards(layer: str) -> None:
    rank = {name: rank for rank, names in enumerate(ROOMS[layer]) for name in names}
    files = [path for path in sorted((SOURCE / layer).rglob("*.py")) if path.stem != "__init__"]
    rooms = {path: path.relative_to(SOURCE / layer).parts[0].removesuffix(".py") for path in files}

    wrong = {
        f"{path.relative_to(SOURCE)} imports {name}"
        for path, own in rooms.items()
        for name in _imports(path)
        if name.startswith(f"{layer}.")
        and own != (room := name.split(".")[1])
        and rank[room] >= rank[own]
    }

    assert set(rooms.values()) == set(rank)
    assert wrong == set()


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE))
)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
