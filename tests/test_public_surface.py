"""The public names are pinned, documented, and every finding code means something."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
import tomllib
from pathlib import Path

import pytest
from attrs import asdict

import minzheng_core
from minzheng_core.findings import Severity, catalogue

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "minzheng_core"

SURFACE = {
    "minzheng_core": {
        "Book",
        "CallError",
        "CertificateNumber",
        "DivisionCode",
        "Finding",
        "IdNumber",
        "InputError",
        "MinzhengError",
        "MissingExtra",
        "OutputError",
        "PartialDate",
        "PersonName",
        "Severity",
        "__version__",
        "check_id",
        "check_ids",
        "open_store",
    },
    "minzheng_core.findings": {"Entry", "Finding", "Severity", "catalogue"},
    "minzheng_core.schema": {"FieldKind", "FieldSpec", "converter", "describe", "record"},
    "minzheng_core.rules": {
        "Fact",
        "Rule",
        "RuleBook",
        "Term",
        "fact",
        "full_years",
        "lookup",
        "year_of",
    },
    "minzheng_core.reading": {
        "Archive",
        "ArchiveMapping",
        "ColumnMapping",
        "ReadingNote",
        "SheetMapping",
        "Table",
        "read_archive",
        "read_frame",
    },
    "minzheng_core.cleaning": {
        "CleanResult",
        "Conditions",
        "Progress",
        "Recipe",
        "Report",
        "clean_archive",
    },
    "minzheng_core.reports": {"save"},
    "minzheng_core.ledger": {
        "Book",
        "CheckpointText",
        "Difference",
        "Entry",
        "Event",
        "History",
        "NotAllowed",
        "Refused",
        "Revision",
        "Source",
        "StaleRevision",
        "Store",
        "StoreError",
        "Verification",
        "commit_together",
    },
    "minzheng_core.exchange": {"Imported", "export_book", "import_book"},
    "minzheng_core.stores": {"open_store", "project", "upgrade_store"},
    "minzheng_core.registries.marriage": {
        "REGISTRY",
        "MarriageRecord",
        "Party",
        "back_fill",
        "check",
        "clean",
        "compare",
        "golden",
        "link",
        "timelines",
    },
    "minzheng_core.registries.place_names": {
        "REGISTRY",
        "CheckedSpelling",
        "Gazetteer",
        "LoadedGazetteer",
        "PlaceCode",
        "PlaceKind",
        "PlaceName",
        "ReadingList",
        "Scope",
        "Speller",
        "Spelling",
        "StandardName",
        "Standardised",
        "check",
        "check_spelling",
        "load_gazetteer",
        "parse_spelling",
        "spell",
        "spell_many",
        "standardise",
        "standardise_many",
    },
    "minzheng_core.registries.funeral": {
        "REGISTRY",
        "Cremation",
        "Death",
        "Deceased",
        "Facility",
        "FuneralRecord",
        "Placement",
        "Settings",
        "Stage",
        "Storage",
        "Transport",
        "check",
        "clean",
        "read_facilities",
        "stage",
    },
    "minzheng_core.registries.boundaries": {
        "REGISTRIES",
        "CountySet",
        "Unit",
        "check_neighbours",
        "check_set",
        "compare_tables",
        "read_set",
        "remeasured",
        "AzimuthObject",
        "BoundaryPoint",
        "Condition",
        "Dispute",
        "Inspection",
        "Line",
        "Marker",
        "Position",
        "Repair",
        "Tolerance",
        "Works",
    },
    "minzheng_core.testing.synthetic": {
        "KINDS",
        "Kind",
        "Layout",
        "SyntheticArchive",
        "make_archive",
        "write_csv",
        "write_workbook",
    },
    "minzheng_core.cli": {"main"},
}
MODULES = sorted(
    found.name
    for found in pkgutil.walk_packages(minzheng_core.__path__, "minzheng_core.")
    if not found.name.endswith("__main__")
)
CODE = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
RAISED = set(
    re.findall(r'(?:Error|Refused|NotAllowed|StaleRevision)\(\s*"([A-Z]{2}\d{3})"', CODE)
) | {"IN002"}
SLOT = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("module", SURFACE)
def test_the_public_names_are_these(module: str) -> None:
    loaded = importlib.import_module(module)

    assert set(loaded.__all__) == SURFACE[module]
    assert all(getattr(loaded, name) is not None for name in SURFACE[module])


def test_the_top_package_lists_what_it_resolves() -> None:
    assert set(dir(minzheng_core)) == SURFACE["minzheng_core"]
    assert set(minzheng_core._HOME) == SURFACE["minzheng_core"] - {"__version__"}


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = minzheng_core.Nothing


@pytest.mark.parametrize("module", MODULES)
def test_everything_public_is_documented(module: str) -> None:
    loaded = importlib.import_module(module)
    own = {
        name: value
        for name, value in vars(loaded).items()
        if not name.startswith("_")
        and (inspect.isclass(value) or inspect.isfunction(value))
        and value.__module__ == module
    }
    missing = [name for name, value in own.items() if not inspect.getdoc(value)]
    missing += [
        f"{name}.{member}"
        for name, value in own.items()
        if inspect.isclass(value)
        for member, content in vars(value).items()
        if not member.startswith("_")
        and (inspect.isfunction(content) or isinstance(content, property | classmethod))
        and not inspect.getdoc(getattr(value, member))
    ]

    assert loaded.__doc__ or not own
    assert missing == []


def test_the_catalogue_read_code_by_code_is_what_its_files_say() -> None:
    folder = SOURCE / "findings" / "catalogue"
    written = {
        code: {"code": code, "area": file.stem, **values}
        for file in folder.glob("*.toml")
        for code, values in tomllib.loads(file.read_text(encoding="utf-8")).items()
    }

    assert list(catalogue()) == sorted(written)
    for code, values in written.items():
        assert {name: text for name, text in asdict(catalogue()[code]).items() if text} == values


@pytest.mark.parametrize("code", catalogue())
def test_a_code_says_the_same_in_both_languages(code: str) -> None:
    entry = catalogue()[code]

    assert Severity(entry.severity)
    assert all((entry.slug, entry.title_zh, entry.title_en, entry.zh, entry.en))
    assert set(SLOT.findall(entry.zh)) == set(SLOT.findall(entry.en))
    assert bool(entry.advice_zh) == bool(entry.advice_en)
    assert bool(entry.explain_zh) == bool(entry.explain_en)


def test_slugs_are_not_shared() -> None:
    slugs = [entry.slug for entry in catalogue().values()]

    assert sorted(slugs) == sorted(set(slugs))


@pytest.mark.parametrize("code", sorted(set(catalogue()) - RAISED))
def test_a_finding_on_data_comes_with_advice_or_an_explanation(code: str) -> None:
    entry = catalogue()[code]

    assert entry.advice_zh or entry.explain_zh or code.startswith(("IN", "BK1", "BK2"))


def test_every_code_is_used_and_every_used_code_is_in_the_catalogue() -> None:
    used = set(
        re.findall(
            r'"((?:ID|DT|NM|CN|DV|MR|MF|IN|BK|LK|PN|PB|GC|BL|FR|FS|FX|PS|PL|PG)\d{3})"', CODE
        )
    )

    assert used == set(catalogue())


def test_every_code_has_a_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    pages = importlib.import_module("build_findings")
    monkeypatch.setattr(pages, "FOLDER", tmp_path / "findings")

    pages.main()
    sys.modules.pop("build_findings")

    written = {path.stem for path in (tmp_path / "findings").glob("*.md")}
    assert written == {*catalogue(), "index"}
    index = (tmp_path / "findings" / "index.md").read_text(encoding="utf-8")
    assert all(f"[{code}]({code}.md)" in index for code in catalogue())
