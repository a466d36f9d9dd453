"""Clean both example files in Python and look at what came out.

Run from anywhere: ``python examples/clean_archive.py``; the results go to ``examples/清洗结果``.
"""

from __future__ import annotations

from pathlib import Path

from minzheng_core.registries import marriage

HERE = Path(__file__).parent


def main() -> None:
    """Clean, print the commonest findings, save everything."""
    files = sorted((HERE / "marriage").glob("*.*"))
    result = marriage.clean(list(files), county="360732")
    print(
        f"{result.records.height} 条记录，{result.changes.height} 处改动，{result.questions.height} 个问题待核"
    )
    print(result.report.counts().head(12))
    result.save(HERE / "清洗结果")


if __name__ == "__main__":
    main()
