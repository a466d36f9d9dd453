"""Writing a run to disk: everything or nothing, in a directory that appears when it is whole."""

from __future__ import annotations

import errno
import json
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_core.errors import OutputError
from minzheng_core.reports.run_identity import QUESTIONS, digest_of, questions_table
from minzheng_core.reports.sentences import at_source, with_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from minzheng_core.cleaning.result import CleanResult

SUMMARY = "summary.json"
WORKBOOK = "核查工作簿.xlsx"
REPORT = "清洗报告.html"


def save(result: CleanResult, directory: str | Path) -> Path:
    """Write all outputs of *result* into *directory* and return its path.

    Raises:
        OutputError: the directory holds something that is not a run (IN301), the disk is full
            (IN302), or there is no permission (IN303).

    """
    from minzheng_core.reports.html import write_html
    from minzheng_core.reports.workbook import write_workbook

    target = Path(directory)
    with whole_directory(target) as folder:
        write_tables(result, folder)
        write_workbook(result, folder / WORKBOOK)
        write_html(result, folder / REPORT)
        content = {"run": digest_of(result), **result.summary}
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        (folder / SUMMARY).write_text(text, encoding="utf-8")
    return target


def write_tables(result: CleanResult, folder: Path) -> None:
    """Records, findings, changes, candidates, gaps and the recipe, for programs."""
    result.records.write_parquet(folder / "records.parquet", compression="zstd")
    result.records.write_csv(folder / "records.csv")
    columns = ("source_file", "source_sheet", "source_row", "field", "code", "severity", "sentence")
    findings = at_source(result, with_sentences(result.findings)).select(columns)
    findings.write_csv(folder / "findings.csv")
    at_source(result, result.changes).write_csv(folder / "changes.csv")
    at_source(result, result.candidates).write_csv(folder / "candidates.csv")
    questions_table(result.questions).write_csv(folder / QUESTIONS)
    _neighbours(result).write_csv(folder / "gaps.csv")
    (folder / "recipe.json").write_text(result.recipe.to_json(), encoding="utf-8")


def _neighbours(result: CleanResult) -> pl.DataFrame:
    """The gaps with the source rows of their neighbours instead of positions."""
    rows = result.records["source_row"]
    return result.gaps.with_columns(
        rows.gather(result.gaps[c]).alias(c) for c in ("row_before", "row_after")
    )


def check_target(target: Path) -> None:
    """Refuse a directory that holds something else before any work is done (IN301)."""
    if target.exists() and not _replaceable(target):
        raise OutputError("IN301", directory=target.name)


@contextmanager
def whole_directory(target: Path) -> Iterator[Path]:
    """A new directory that takes the place of *target* when the block ends well, else vanishes."""
    check_target(target)
    folder: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        folder.chmod(0o755)
        yield folder
        old = folder.with_name(folder.name + "-old")
        if target.exists():
            target.rename(old)
        folder.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    except BaseException as error:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        reason = _reason(error)
        if reason is None:
            raise
        raise OutputError(reason, directory=target.name) from error


def _replaceable(target: Path) -> bool:
    """Whether *target* is an earlier run of ours or an empty directory."""
    return target.is_dir() and ((target / SUMMARY).is_file() or not any(target.iterdir()))


def _reason(error: BaseException) -> str | None:
    text = str(error)
    number = getattr(error, "errno", None)
    if number in {errno.ENOSPC, errno.EDQUOT} or "No space left" in text:
        return "IN302"
    if isinstance(error, PermissionError) or number == errno.EROFS:
        return "IN303"
    return "IN304" if isinstance(error, OSError) else None
