"""What the commands on standard names and the gazetteer do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def load(options: argparse.Namespace) -> int:
    """Make a gazetteer of lists of villages; 10 where rows were left out."""
    from minzheng_core.registries import place_names

    loaded = place_names.load_gazetteer(
        options.files, county=options.county, edition=options.edition
    )
    loaded.gazetteer.save(options.out)
    chinese = options.lang == "zh"
    for found in loaded.findings:
        place = f"{found.file} 第 {found.row} 行" if chinese else f"{found.file} row {found.row}"
        where = place if found.row else found.file
        level = found.finding.severity.label if chinese else found.finding.severity.value
        print(f"{level} [{found.finding.code}] {where}：{found.finding.sentence(options.lang)}")
    if chinese:
        print(
            f"已存入 {options.out}：村和社区 {loaded.villages} 个，乡镇 {loaded.townships} 个，"
            f"未收入 {loaded.left_out} 行"
        )
    else:
        print(
            f"stored in {options.out}: {loaded.villages} villages, {loaded.townships} townships, "
            f"{loaded.left_out} rows left out"
        )
    return 10 if loaded.left_out else 0


def standardise(options: argparse.Namespace) -> int:
    """Find the standard names of texts; 10 where one is not settled."""
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.registries import place_names

    gazetteer = place_names.Gazetteer.open(options.gazetteer) if options.gazetteer else None
    overlay = Overlay.load(options.overlay) if options.overlay else None
    open_ = False
    for text in options.texts:
        found = place_names.standardise(
            text, county=options.county, on=options.on, gazetteer=gazetteer, overlay=overlay
        )
        open_ |= found.best is None or any(c != found.best for c in found.candidates)
        print(f"{text}  {found.show(options.lang)}")
        if found.best and found.best.name_today and found.best.name_today != found.name:
            today = "今" if options.lang == "zh" else "today"
            print(f"  {today} {found.best.name_today}（{found.best.code_today}）")
        for candidate in found.candidates:
            if candidate != found.best:
                why = "；".join(reason.sentence(options.lang) for reason in candidate.reasons)
                print(f"  ? {candidate.full_name}（{candidate.code}）  {why}")
        for finding in found.findings:
            print(f"  [{finding.code}] {finding.sentence(options.lang)}")
    return 10 if open_ else 0
