"""The questions of a run as a person reads them: source, people, sentences, evidence, candidates."""

from __future__ import annotations

from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any, Self

import polars as pl
from attrs import frozen

from minzheng_core.findings import Severity, catalogue
from minzheng_core.reports.beside import SHOWN, beside, exchanged
from minzheng_core.reports.exchange_offers import READ, SWAP, SWAP_PARTIES, exchanges
from minzheng_core.reports.labels import member_label, party_label
from minzheng_core.reports.sentences import with_sentences
from minzheng_core.reports.workbook.layout import SOURCE_SHEET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.cleaning.questions.asked_records import AskedParts, AskedRecords
    from minzheng_core.cleaning.run.result import CleanResult

    Cell = tuple[int, str]
    Offer = tuple[str, str, float | None]
    """A candidate, its evidence and how likely it is."""

_EACH_ITS_OWN = "号码与本栏填写的出生日期或年龄相符，多半是男女两栏整个填反（姓名、住址也请核对）"
ALL = "全部"
"""The answer holds for every record of the question."""
MARKED = 50
"""Records marked and offered in the drop-down of one question; ``findings.csv`` has all of them."""
MEMBERS_SHOWN = 8
"""How many records of one question its evidence names."""
SHELF = "volume_number"
"""The field that tells where the paper stands."""
CLEAR = 0.5
"""A candidate at least so likely is written into the cell; among less likely ones a person chooses."""
PAIRED = 2
"""Candidates shown of each number of a couple."""
_AT_A_TIME = 2_000
"""Questions made at a time: their records and findings as Python objects take much memory."""
_ONLY_OFFERED = ("suspect", ["有候选值，请确认"])
"""What is said of a question that has candidates and no finding."""
_RANK = {severity.value: -severity.rank for severity in Severity}


@frozen(kw_only=True)
class QuestionLine:
    """One question ready to be shown; ``cells`` are positions in the records and their fields."""

    question: str
    codes: tuple[str, ...]
    severity: str
    source: str
    date: str
    certificate: str
    people: str
    item: str
    current: str
    written: str
    problem: str
    evidence: str
    candidates: tuple[str, ...]
    preset: str
    members: tuple[str, ...]
    for_all: bool
    cells: tuple[Cell, ...]


def likelihood(score: float) -> str:
    """How likely a candidate is, as a clerk reads it; nothing offered is out of the question.

    >>> likelihood(0.9), likelihood(0.004), likelihood(0.9996)
    (' 90%', '不到 1%', '超过 99%')
    """
    if score < 0.01:
        return "不到 1%"
    return "超过 99%" if score > 0.99 else f" {score:.0%}"


def is_couple(fields: list[str], rows: list[int]) -> bool:
    """Whether a question is about two cells of one record."""
    return len(rows) > 1 and len(set(rows)) == 1 and len(set(fields)) > 1


def standing(
    asked: Mapping[str, Any],
    record: Callable[[int], Mapping[str, Any]],
    original: Callable[[Cell], str | None],
) -> str:
    """What a question shows as standing in the records, as written where it is withheld.

    Of a couple both values are shown; *record* and *original* tell them.
    """
    rows, fields = asked["rows"], asked["fields"]
    if not is_couple(fields, rows):
        return str(asked["current"] or asked["written"] or "")
    return "\n".join(
        str(record(row).get(field) or original((row, field)) or "（空）")
        for row, field in zip(rows, fields, strict=True)
    )


@frozen(kw_only=True, repr=False)
class Matter:
    """What some questions are made of, apart from the rest of the run."""

    spec: ArchiveSpec
    questions: pl.DataFrame
    candidates: pl.DataFrame
    _asked: AskedParts
    """What they are about, at least."""

    @classmethod
    def of(
        cls, result: CleanResult, questions: pl.DataFrame, asked: AskedParts | None = None
    ) -> Self:
        """What some questions of *result* are made of; *asked* has at least what they are about."""
        cells = questions.select(row="rows", field="fields").explode(
            "row", "field", empty_as_null=False
        )
        return cls(
            spec=result.spec,
            questions=questions,
            candidates=result.candidates.join(cells, on=["row", "field"], how="semi"),
            asked=asked or result.asked,
        )

    @cached_property
    def asked(self) -> AskedRecords:
        """What they are about; unpacked by whoever writes the questions."""
        return self._asked.about(self.questions)

    def lines(self) -> Iterator[QuestionLine]:
        """The questions in their order, a few of them in memory at a time."""
        for part in self.questions.iter_slices(_AT_A_TIME):
            yield from map(_Known.of(self, part).line, part.iter_rows(named=True))


def question_lines(result: CleanResult) -> Iterator[QuestionLine]:
    """The questions of *result* in the order of their rank."""
    return Matter.of(result, result.questions).lines()


@frozen(kw_only=True, eq=False, repr=False)
class _Known:
    """What is known of a few questions, by record, by question and by cell."""

    spec: ArchiveSpec
    label: Callable[[str], str]
    places: dict[int, dict[str, Any]]
    said: dict[str, tuple[str, list[str]]]
    """Severity and sentences of each question."""
    originals: dict[Cell, str]
    offers: dict[Cell, list[Offer]]

    @classmethod
    def of(cls, matter: Matter, asked: pl.DataFrame) -> Self:
        """What is known of the questions *asked*."""
        return cls(
            spec=matter.spec,
            label=cache(partial(party_label, matter.spec)),
            places=_places(matter, asked),
            said=_said(matter, asked),
            originals=_originals(matter, asked),
            offers=_offers(matter, asked),
        )

    def line(self, asked: dict[str, Any]) -> QuestionLine:
        """One question as it is shown."""
        fields, codes = asked["fields"], asked["codes"]
        cells = tuple(zip(asked["rows"], fields, strict=True))
        couple, several = is_couple(fields, asked["rows"]), len(cells) > 1
        place = self.places[asked["row"]]
        severity, sentences = self.said.get(asked["question"], _ONLY_OFFERED)
        swap = exchanges(asked, self.places, self.originals, self.spec)
        if SWAP_PARTIES in swap:
            sentences = [_EACH_ITS_OWN, *sentences]
        offers = self._offered(cells, couple=couple)
        evidence = [f"{at}. {value}：{why}" for at, (value, why, _) in enumerate(offers, start=1)]
        current = standing(asked, self._values, self.originals.get)
        if several and not couple:
            evidence.extend(self._members(cells))
        else:
            if couple and SWAP in swap:
                evidence.insert(0, exchanged(self.spec, place["values"], current.split("\n")))
            evidence.append(beside(self.spec, place["values"], fields))
        if place["remark"] and not self.spec.asking.by_remark.isdisjoint(codes):
            evidence.insert(0, f"备注：{place['remark']}")
        written = "" if several else self.originals.get(cells[0], "")
        return QuestionLine(
            question=asked["question"],
            codes=tuple(codes),
            severity=severity,
            source=_source(place, len(cells), couple=couple),
            date=place["date"] or "",
            certificate=place["certificate"] or "",
            people=place["people"],
            item="、".join(dict.fromkeys(map(self.label, fields))),
            current=current,
            written="" if written == current else written,
            problem=_problem(sentences, codes),
            evidence="\n".join(filter(None, evidence)),
            candidates=(*swap, *dict.fromkeys(value for value, _, _ in offers)),
            preset=swap[0] if swap else "" if couple else _clear(offers),
            members=tuple(self._member(cell) for cell in cells) if several else (),
            for_all=bool(set(codes) & self.spec.asking.for_all),
            cells=cells,
        )

    def _offered(self, cells: tuple[Cell, ...], *, couple: bool) -> list[Offer]:
        """The candidates of a cell, or the best of both numbers of a couple."""
        if couple:
            return [
                (value, f"{self.label(cell[1])}，{why}", score)
                for cell in cells[:2]
                for value, why, score in self.offers.get(cell, [])[:PAIRED]
            ]
        return self.offers.get(cells[0], []) if len(cells) == 1 else []

    def _values(self, row: int) -> dict[str, Any]:
        values: dict[str, Any] = self.places[row]["values"]
        return values

    def _member(self, cell: Cell) -> str:
        row, field = cell
        return member_label(self.places[row], field, self.spec)

    def _members(self, cells: tuple[Cell, ...]) -> Iterator[str]:
        """The records of a question with the day and the people of each, and how many more there are."""
        for cell in cells[:MEMBERS_SHOWN]:
            place = self.places[cell[0]]
            known = filter(None, (place["date"], place["people"].replace("\n", "、")))
            yield " ".join((self._member(cell), *known))
        if len(cells) > MEMBERS_SHOWN:
            listed = "全部" if len(cells) <= MARKED else f"前 {MARKED} 处"
            yield f"……共 {len(cells)} 处，{listed}标在《{SOURCE_SHEET}》"


def _clear(offers: list[Offer]) -> str:
    """The first of the candidates that is likely enough to be written into the cell."""
    return next((value for value, _, score in offers if is_clear(score)), "")


def is_clear(score: float | None) -> bool:
    """Whether a candidate is likely enough to be written into the cell."""
    return score is None or score >= CLEAR


def _source(place: dict[str, Any], count: int, *, couple: bool) -> str:
    sheet = f"\n{place['source_sheet']}" if place["source_sheet"] else ""
    more = f"\n等 {count} 处" if count > 1 and not couple else ""
    shelf = f"\n卷号 {place['shelf']}" if place["shelf"] else ""
    return f"{place['source_file']}{sheet}\n第 {place['source_row']} 行{shelf}{more}"


def _problem(sentences: list[str], codes: list[str]) -> str:
    entries = catalogue()
    advice = dict.fromkeys(entries[code].advice_zh for code in codes if entries[code].advice_zh)
    return "\n".join(["；".join(sentences), *(f"→ {text}" for text in list(advice)[:2])])


def _places(matter: Matter, asked: pl.DataFrame) -> dict[int, dict[str, Any]]:
    """Source, day, certificate number, people and numbers of every record that is asked about."""
    rows = asked.select(pl.col("rows").explode(empty_as_null=False).unique().alias("row"))
    records = matter.asked.records.join(rows, on="row", how="semi", maintain_order="left")
    spec = matter.spec
    named = {
        "date": spec.event,
        "shelf": SHELF,
        "certificate": spec.certificate,
        "remark": "remark",
        **{block.prefix: block.field("name") for block in spec.people},
    }
    shown = [block.field(part) for block in spec.people for part in SHOWN]
    shown = [name for name in shown if name in records.columns]
    frame = records.select(
        "row",
        "source_file",
        "source_sheet",
        "source_row",
        *(
            (pl.col(name) if name in records.columns else pl.lit(None, dtype=pl.String)).alias(key)
            for key, name in named.items()
        ),
        *shown,
    )
    places = {}
    for line in frame.iter_rows(named=True):
        line["people"] = "\n".join(line[b.prefix] for b in spec.people if line[b.prefix])
        line["values"] = {name: line[name] for name in shown}
        places[line["row"]] = line
    return places


def _told(asked: pl.DataFrame) -> pl.DataFrame:
    """Each question with the findings that it tells: ``question, code, row, field``."""
    return (
        asked.select(
            "question",
            pl.col("codes").alias("code"),
            pl.col("rows").list.head(2).alias("row"),
            pl.col("fields").list.head(2).alias("field"),
        )
        .explode("row", "field", empty_as_null=False)
        .explode("code", empty_as_null=False)
    )


def _said(matter: Matter, asked: pl.DataFrame) -> dict[str, tuple[str, list[str]]]:
    """Severity and sentences of each question."""
    cells = _told(asked)
    about = cells.select("row", "field", "code").unique()
    wanted = matter.asked.findings.join(about, on=["row", "field", "code"], how="semi")
    found = (
        cells.join(with_sentences(wanted), on=["row", "field", "code"], how="inner")
        .with_columns(pl.col("severity").replace_strict(_RANK, return_dtype=pl.Int8).alias("rank"))
        .sort("question", "rank", "code", "row", "field")
        .unique(["question", "sentence"], keep="first", maintain_order=True)
        .group_by("question", maintain_order=True)
        .agg(pl.col("severity").first(), pl.col("sentence"))
    )
    # Column by column: the lists of a column come over at once, those of a row one by one.
    questions, severities, texts = (column.to_list() for column in found.get_columns())
    return dict(zip(questions, zip(severities, texts, strict=True), strict=True))


def _originals(matter: Matter, asked: pl.DataFrame) -> dict[Cell, str]:
    """The text of the source for cells that cleaning changed or left empty."""
    cells = (
        asked.select(row=pl.col("rows").list.head(READ), field=pl.col("fields").list.head(READ))
        .explode("row", "field")
        .unique()
    )
    return as_written(matter.asked.changes.join(cells, on=["row", "field"], how="semi"))


def as_written(changes: pl.DataFrame) -> dict[Cell, str]:
    """The text of the source in each cell that *changes* begin with."""
    first = changes.filter(pl.col("before").is_not_null()).unique(
        ["row", "field"], keep="first", maintain_order=True
    )
    return {
        (row, field): before
        for row, field, before in first.select("row", "field", "before").iter_rows()
    }


def _offers(matter: Matter, asked: pl.DataFrame) -> dict[Cell, list[Offer]]:
    """The candidates of each cell with their evidence and likelihood, the best first."""
    cells = asked.select(row="rows", field="fields").explode("row", "field", empty_as_null=False)
    offers: dict[Cell, list[Offer]] = {}
    offered = matter.candidates.join(cells, on=["row", "field"], how="semi").sort(
        "row", "field", "rank"
    )
    for row, field, value, score, evidence in offered.select(
        "row", "field", "value", "score", "evidence"
    ).iter_rows():
        why = evidence if score is None else f"可能性{likelihood(score)}；{evidence}"
        offers.setdefault((row, field), []).append((value, why, score))
    return offers
