"""Numbers that cannot be trusted as written: put back, repaired on evidence, or left to a person."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import define, evolve, field

from minzheng_core.cleaning.chunk.lost_tails import ROUND_TAIL
from minzheng_core.cleaning.evidence.region_use import place_of
from minzheng_core.cleaning.evidence.row import WITHHELD, evidence_of
from minzheng_core.cleaning.outcome.status import Status
from minzheng_core.cleaning.plan.steps import DERIVE_18, REPAIR, REPAIR_KNOWN, REPAIR_LIKELY
from minzheng_core.reference.region_grade import listed_for
from minzheng_core.rules.frames import findings_at
from minzheng_core.values.dates.relation import SAME_DAY
from minzheng_core.values.ids.arithmetic import check_fits, date_of, to_18
from minzheng_core.values.ids.rates import DEFAULT_RATES
from minzheng_core.values.ids.repair import Damage, Repair, decide, judge, repairs

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.cleaning.chunk.people import Person
    from minzheng_core.cleaning.evidence.known_numbers import ArchiveKnowledge
    from minzheng_core.cleaning.evidence.region_use import Group, RegionUse
    from minzheng_core.cleaning.outcome.schemas import Candidate
    from minzheng_core.values.ids.repair import Evidence

OFFERED = 7
"""How many candidates a person is offered for one cell: the five digits of the other sex, the last two exchanged and
the number as written are as many."""
WORTH_OFFERING = 0.005
"""Less likely candidates than this are not offered, unless they are the likeliest."""

WITNESSES = {
    "check": "校验码",
    "birth": "出生日期",
    "birth-alternative": "出生日期（农历或月日互换）",
    "birth-range": "年龄",
    "age": "年龄",
    "sex": "性别",
    "region": "户籍地",
    "home": "档案所在县",
    "known": "本批档案中同名者的号码",
}


@define
class SettledNumbers:
    """What became of the numbers of one person: value, status and the candidates for the rest."""

    number: pl.Series
    status: pl.Series
    birth: pl.Series
    as_written: pl.Series
    """Where a number is trusted as it is written, or read with the digits that letters stand for."""
    candidates: list[Candidate] = field(factory=list)
    open: list[int] = field(factory=list)
    """Positions of numbers that are not to be trusted as written and that nothing has put right."""


def settle_numbers(chunk: Chunk, person: Person, beyond: ArchiveKnowledge) -> SettledNumbers:
    """Settle the numbers of one person.

    Trusted numbers become 18 digits (status ``derived`` for 15 digits); the damaged ones are
    repaired where the evidence leaves one answer, once all that the archive knows is there.
    """
    name = person.block.field("id_number")
    raw, skipped = chunk.raw[name], chunk.recipe.skipped
    legacy = person.kind == "citizen15"
    whole = person.id18 if DERIVE_18 not in skipped else person.id18.zip_with(~legacy, person.text)
    number = pl.select(pl.when(person.trusted).then(pl.coalesce(whole, person.text))).to_series()
    derived = person.trusted & legacy & (number != person.text)
    chunk.log.add(derived, name, (person.text, number), DERIVE_18, "GB 11643-1999：补世纪和校验码")
    status = pl.select(
        pl.when(person.swapped)
        .then(pl.lit(Status.REPAIRED))
        .when(derived)
        .then(pl.lit(Status.DERIVED))
        .when(person.trusted & (raw == person.text))
        .then(pl.lit(Status.ORIGINAL))
        .when(person.trusted)
        .then(pl.lit(Status.NORMALISED))
        .when(person.damaged)
        .then(pl.lit(Status.UNRESOLVED))
        .when(person.text.is_null() & raw.is_not_null() & (chunk.fact(f"{name}.faults") != 0))
        .then(pl.lit(Status.UNRESOLVED))
        .otherwise(pl.lit(Status.MISSING))
    ).to_series()
    crossed = _crosswise(chunk, person) | _relatives(chunk, person)
    status = status.set(crossed, Status.CONFLICT)
    birth = pl.select(pl.when(person.trusted & ~crossed).then(person.birth)).to_series()
    settled = SettledNumbers(number=number, status=status, birth=birth, as_written=person.trusted)
    _settle_damaged(chunk, person, settled, beyond)
    return settled


def _crosswise(chunk: Chunk, person: Person) -> pl.Series:
    """Where both parties' numbers are of the other sex: kept as written, but nobody's birth date for certain."""
    flags = [
        chunk.facts[name].fill_null(value=False)
        for party in (person.block.prefix, person.block.partner)
        if (name := f"{party}_id_number.sex_differs") in chunk.facts.columns
    ]
    if len(flags) < 2:
        return person.trusted & False
    return person.trusted & ~person.swapped & flags[0] & flags[1]


def _relatives(chunk: Chunk, person: Person) -> pl.Series:
    """Where a relative's cell has the same number, and the written birth date does not say whose it is."""
    name = person.block.relatives_number
    if name is None:
        return chunk.among([])
    theirs = pl.coalesce(chunk.fact_if_any(f"{name}.id18"), chunk.fact_if_any(f"{name}.text"))
    same = pl.select(theirs == pl.coalesce(person.id18, person.text)).to_series()
    own = person.relation.cast(pl.String).is_in([str(one) for one in SAME_DAY])
    return (person.trusted & same & ~own.fill_null(value=False)).fill_null(value=False)


def trust_explained(chunk: Chunk, person: Person, beyond: ArchiveKnowledge) -> Person:
    """Trust also those numbers that the row explains as they stand, weighing all its evidence.

    What stays withheld although it looks sound gets a finding with the reason.
    """
    name = person.block.field("id_number")
    rows = (person.damaged & person.id18.is_not_null()).arg_true().to_list()
    acquitted: list[int] = []
    withheld: list[tuple[int, str]] = []
    for at, line in zip(rows, _witnesses(chunk, person, rows).iter_rows(named=True), strict=True):
        if person.copied[at]:
            withheld.append((at, WITHHELD[person.copied[at]]))
            continue
        verdict = judge(
            line["text"], _evidence(chunk, person, line, beyond), region_ok=listed_for(line["text"])
        )
        if verdict.sound:
            acquitted.append(at)
        else:
            codes = dict.fromkeys(WITHHELD[r] for r in verdict.reasons if r in WITHHELD)
            withheld += [(at, code) for code in codes]
    chunk.findings.append(findings_at(withheld, name))
    trusted = person.trusted.clone().scatter(acquitted, values=True)
    return evolve(person, trusted=trusted, damaged=person.damaged & ~trusted)


def _settle_damaged(
    chunk: Chunk, person: Person, settled: SettledNumbers, beyond: ArchiveKnowledge
) -> None:
    """Put the damaged numbers right that have one answer, and list candidates for the others."""
    rows = person.damaged.arg_true().to_list()
    conflicts = person.damaged & person.id18.is_not_null()
    settled.status = settled.status.set(conflicts, Status.CONFLICT)
    if not beyond.last:
        settled.open += rows
        return
    name = person.block.field("id_number")
    skipped = chunk.recipe.skipped
    best: dict[int, Repair] = {}
    for at, line in zip(rows, _witnesses(chunk, person, rows).iter_rows(named=True), strict=True):
        evidence = _evidence(chunk, person, line, beyond, foreign=person.copied[at] is not None)
        found = _found(line, evidence, beyond)
        answer = _answer(found, line, beyond, skipped)
        if REPAIR_KNOWN in skipped and evidence.known and not answer:
            # What the record leaves by itself needs no other mention of the person.
            alone = _found(line, evolve(evidence, known=()), beyond)
            answer = _answer(alone, line, beyond, skipped)
        if answer:
            best[at] = answer
            continue
        settled.open.append(at)
        settled.candidates += [
            (at, name, rank, repair.number, round(repair.score, 4), explain(repair))
            for rank, repair in enumerate(found, start=1)
            if rank == 1 or repair.score >= WORTH_OFFERING
        ]
    if best:
        _put_right(chunk, person, settled, best)


def _put_right(
    chunk: Chunk, person: Person, settled: SettledNumbers, best: Mapping[int, Repair]
) -> None:
    """Take the *best* answer at each of these positions, and say why."""
    empty = chunk.nothing()
    settled.number = _scattered(settled.number, {at: r.number for at, r in best.items()})
    settled.status = _scattered(settled.status, dict.fromkeys(best, Status.REPAIRED))
    settled.birth = _scattered(
        settled.birth, {at: date_of(r.number[6:14]) for at, r in best.items()}
    )
    settled.as_written = _scattered(
        settled.as_written, {at: _only_read(r) for at, r in best.items()}
    )
    steps = _scattered(empty, {at: _step(r) for at, r in best.items()})
    reasons = _scattered(empty, {at: _reason(r) for at, r in best.items()})
    repaired = steps.is_not_null()
    chunk.log.add(
        repaired,
        person.block.field("id_number"),
        (person.text, settled.number),
        steps.filter(repaired),
        reasons.filter(repaired),
    )


def _found(line: dict[str, Any], evidence: Evidence, beyond: ArchiveKnowledge) -> list[Repair]:
    """The numbers that may stand behind the text of a line."""
    text = line["text"]
    return repairs(text, evidence, region_ok=listed_for(text), limit=OFFERED, rates=beyond.rates)


def _answer(
    found: list[Repair], line: dict[str, Any], beyond: ArchiveKnowledge, skipped: Collection[str]
) -> Repair | None:
    """The one that the evidence leaves, unless the step that would take it is left out."""
    likely = {REPAIR, REPAIR_LIKELY}.isdisjoint(skipped)
    answer = decide(found, likely=likely)
    if answer is None or _step(answer) in skipped:
        return None
    if beyond.regions is None and _rests_on_the_archive(answer, line):
        return None
    return answer


def _rests_on_the_archive(repair: Repair, line: dict[str, Any]) -> bool:
    """Whether how many have the region code that is written, or how ages were counted, has a say in it."""
    by_age_alone = line["age"] is not None and line["lo"] is None
    return repair.written[:6] != line["text"][:6] or by_age_alone


def _step(repair: Repair) -> str:
    if repair.likely:
        return REPAIR_LIKELY
    return REPAIR_KNOWN if "known" in repair.agrees else REPAIR


def _reason(repair: Repair) -> str:
    said = explain(repair)
    if not repair.likely:
        return said
    return f"{said}；原文不成号码，此答案可能性 {DEFAULT_RATES.trusted:.0%} 以上"


def _only_read(repair: Repair) -> bool:
    """Whether just letters were read as digits, and the check digit holds."""
    read = repair.damage is Damage.LETTER and "check" in repair.agrees
    return read and not any(before.isdigit() for _, before, _ in repair.edits)


def _witnesses(chunk: Chunk, person: Person, rows: list[int]) -> pl.DataFrame:
    """What each of *rows* says about the person, one line per row."""
    block = person.block
    columns = {
        "text": f"{block.field('id_number')}.text",
        "id18": f"{block.field('id_number')}.id18",
        "name": f"{block.field('name')}.text",
        "lo": f"{block.field('birth_date')}.lo",
        "hi": f"{block.field('birth_date')}.hi",
        "age": f"{block.field('age')}.value",
        "age_lo": f"{block.prefix}.age_lo",
        "age_hi": f"{block.prefix}.age_hi",
        "division": f"{block.field('domicile')}.division",
        "day": f"{chunk.spec.event}.lo",
        "until": f"{chunk.spec.event}.hi",
        "spouse": f"{block.partner}_id_number.text",
        "sex": f"{block.prefix}.sex",
        "faults": f"{block.field('id_number')}.faults",
    }
    have = chunk.facts.columns
    return chunk.facts[rows].select(
        (pl.col(source) if source in have else pl.lit(None)).alias(target)
        for target, source in columns.items()
    )


def _evidence(
    chunk: Chunk,
    person: Person,
    line: dict[str, Any],
    beyond: ArchiveKnowledge,
    *,
    foreign: bool = False,
) -> Evidence:
    known, regions = beyond.known, beyond.regions
    evidence = evidence_of(
        line, county=chunk.recipe.county, on=chunk.recipe.on, ages=chunk.spec.ages
    )
    if line["text"].endswith("000") and not line["faults"] & ROUND_TAIL:
        evidence = evolve(evidence, whole_tail=True)
    age, day = line["age"], line["day"]
    if beyond.ages is not None and age is not None and day and day == line["until"]:
        evidence = evolve(evidence, aged=partial(beyond.ages.likelihood, age, day))
    if beyond.births is not None and day:
        partner = _born(line["spouse"])
        party = person.block.prefix
        evidence = evolve(
            evidence, born=partial(beyond.births.likelihood, party, day.year, partner)
        )
    if regions is not None and not foreign:
        group = person.block.prefix, place_of(line["division"])
        evidence = evolve(evidence, moved=partial(_moved, regions, group, line["id18"]))
    if not known.by_name and not foreign:
        return evidence
    births = (*(evidence.birth or ()), *evidence.birth_alternatives)
    own, moved = line["id18"], evidence.moved
    seldom = own and moved is not None and moved(own[:6]) <= DEFAULT_RATES.region_prefecture
    at_home = evidence.regions if seldom else ()
    near = known.near(line["name"], "" if foreign else line["text"], births, at_home)
    namesakes = known.of(line["name"])
    return evolve(
        evidence,
        known=near,
        namesakes=len(namesakes),
        unproven=namesakes.unproven,
        foreign=foreign,
    )


def _born(number: str | None) -> int | None:
    """The year of birth in a number that can be right."""
    whole = number if number is None or len(number) == 18 else to_18(number)
    if whole is None or not (len(whole) == 18 and check_fits(whole)):
        return None
    day = date_of(whole[6:14])
    return None if day is None else day.year


def _moved(regions: RegionUse, group: Group, own: str | None, code: str) -> float:
    """How often the archive has *code*; *own* is the number that is weighed, if it was counted."""
    return regions.moved(group, code, beside=int(own is not None and own[:6] == code))


def explain(repair: Repair) -> str:
    """Why a number is offered, as a clerk would say it; never the number itself."""
    where = (
        repair.damage.label
        if repair.damage is Damage.CENTURY
        else "；".join(
            f"第{position}位 {before or '缺'}→{after or '删'}"
            for position, before, after in repair.edits[:3]
        )
    )
    agrees = "、".join(dict.fromkeys(WITNESSES.get(w, w) for w in repair.agrees))
    against = "、".join(dict.fromkeys(WITNESSES.get(w, w) for w in repair.contradicts))
    parts = [where, f"{agrees}相符" if agrees else "", f"与{against}不符" if against else ""]
    return "；".join(part for part in parts if part)


def _scattered(series: pl.Series, values: Mapping[int, Any]) -> pl.Series:
    """A copy of *series* with some positions replaced."""
    if not values:
        return series
    return series.clone().scatter(
        list(values), pl.Series(list(values.values()), dtype=series.dtype)
    )
