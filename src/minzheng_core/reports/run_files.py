"""The names of the files that a run leaves on disk: one command writes them, others read them back."""

from __future__ import annotations

RECORDS, RECORDS_CSV = "records.parquet", "records.csv"
FINDINGS, CHANGES, CANDIDATES = "findings.csv", "changes.csv", "candidates.csv"
QUESTIONS, GAPS = "questions.csv", "gaps.csv"
PAIRS, CLUSTERS, TIMELINES = "pairs.csv", "clusters.csv", "timelines.parquet"
RECIPE, SUMMARY = "recipe.json", "summary.json"
WORKBOOK, REPORT = "核查工作簿.xlsx", "清洗报告.html"

FINAL = "final"
"""The directory in a run's directory that holds what ``apply`` wrote; it has tables of the same names."""
DECISIONS, JUDGEMENTS = "decisions.csv", "judgements.jsonl"
"""What people decided on single cells and on pairs of records."""
RETURNED = "退回清单"
"""How the names of lists begin that ``apply`` writes beside the final records, before a ``_``."""

OUTPUTS = frozenset(
    {
        *(RECORDS, RECORDS_CSV, FINDINGS, CHANGES, CANDIDATES, QUESTIONS, GAPS),
        *(PAIRS, CLUSTERS, TIMELINES, RECIPE, SUMMARY, WORKBOOK, REPORT, DECISIONS, JUDGEMENTS),
    }
)
"""What a run writes; a directory with anything else in it is not replaced."""
