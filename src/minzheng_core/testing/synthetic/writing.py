"""Writing the table: every column as typed, its truth beside it, damages injected."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import Factory, define

from minzheng_core.testing.synthetic import spoil
from minzheng_core.testing.synthetic.damages import (
    CERTIFICATE_CHANGES,
    DATE_CHANGES,
    ID_CHANGES,
    Change,
    Damager,
    above,
)
from minzheng_core.testing.synthetic.dates import NAMES as DATE_NAMES
from minzheng_core.testing.synthetic.dates import (
    age_texts,
    date_texts,
    form_number,
    iso_texts,
)
from minzheng_core.testing.synthetic.days import year_of, ymd_of
from minzheng_core.testing.synthetic.determined import judge
from minzheng_core.testing.synthetic.domiciles import make_domiciles
from minzheng_core.testing.synthetic.draws import (
    Bools,
    Ints,
    Rng,
    blank,
    chance,
    joined,
    spelled,
    texts,
    weighted,
)
from minzheng_core.testing.synthetic.lunar import lunar_date
from minzheng_core.testing.synthetic.misspelling import KINDS as SLIPS
from minzheng_core.testing.synthetic.misspelling import misspelt
from minzheng_core.testing.synthetic.offices import Filing, type_codes, type_texts
from minzheng_core.testing.synthetic.people import (
    EDUCATION,
    ETHNICITY,
    OCCUPATION,
    People,
    id15_of,
)

if TYPE_CHECKING:
    import random

    from minzheng_core.testing.synthetic.domiciles import Domiciles
    from minzheng_core.testing.synthetic.events import Events
    from minzheng_core.testing.synthetic.lineages import Lineages
    from minzheng_core.testing.synthetic.places import Towns

PARTY = {"husband": "男方", "wife": "女方"}
EVENT_FORMS = {
    "iso": 22, "dots": 12, "dots_padded": 8, "slashes": 8, "chinese_digits": 14, "compact": 8,
    "timestamp": 3, "dashes": 4, "chinese": 6, "chinese_old": 1.5, "two_digit_year": 3,
    "two_digit_year_chinese": 1, "short_chinese": 1, "serial": 4, "fullwidth": 1, "era_word": 0.5,
    "spaced": 0.5, "no_day": 1, "no_day_dots": 0.5, "year_only": 0.3, "missing": 0.4,
}  # fmt: skip
BIRTH_FORMS = {
    "iso": 26, "dots": 14, "dots_padded": 8, "slashes": 8, "chinese_digits": 14, "compact": 9,
    "timestamp": 2, "dashes": 4, "chinese": 4, "two_digit_year": 1.5, "serial": 3, "fullwidth": 1,
    "no_day": 2.5, "no_day_dots": 1, "year_only": 1, "minguo": 0.8, "lunar": 2.2, "missing": 4,
}  # fmt: skip
MARKED = {"dots", "dots_padded", "slashes", "dashes", "iso", "two_digit_year"}
DIGITAL = MARKED | {"compact", "chinese_digits", "era_word", "timestamp"}
SELDOM = ("no_day", "no_day_dots", "year_only", "missing", "lunar", "minguo")
"""Forms that are nobody's habit."""
BATCHES = 4001
"""Batches of files that were each typed by one clerk in one way."""


def iso_full(ymd: Ints) -> pl.Series:
    """Write every YYYYMMDD in ISO form."""
    return iso_texts(ymd, np.full(len(ymd), form_number("iso")))


def _lunar_iso(when: int) -> str:
    year, month, day, _leap = lunar_date(date(when // 10000, when // 100 % 100, when % 100))
    return f"{year}-{month:02d}-{day:02d}"


def _misspelling(kind: str) -> Change:
    """A slip in the name of a county, for a text with the name and the province on lines of their own."""

    def change(rng: random.Random, all_three: str) -> str:
        text, name, province = all_three.split("\n")
        return text.replace(name, misspelt(rng, name, province, kind), 1)

    return change


@define
class Writer:
    """Fills the columns of ``raw`` and ``truth`` one after the other."""

    rng: Rng
    damager: Damager
    places: Lineages
    towns: Towns
    home: int
    people: People
    town: Ints
    raw: dict[str, pl.Series] = Factory(dict)
    truth: dict[str, pl.Series] = Factory(dict)

    def general(self, chosen: Ints, event: Ints, events: Events, filing: Filing) -> None:
        """Write what concerns the act: type, certificate, date, office, shelf."""
        size, kind = len(event), events.kind[event]
        ymd, year = ymd_of(events.day[event]), year_of(events.day[event])
        office = filing.office_number[chosen]
        batch = (office * 7919 + year * 31) % BATCHES
        every = np.ones(size, dtype=np.bool_)
        self.truth |= {
            "event": pl.Series(event),
            "couple": pl.Series(events.couple[event]),
            "business_type": type_codes(kind),
            "registration_date": iso_full(ymd),
            "certificate_number": filing.certificate.gather(chosen),
            "office": filing.office.gather(chosen),
        }
        self.raw["序号"] = pl.Series(np.arange(1, size + 1)).cast(pl.String)
        self.raw["业务类型"] = type_texts(kind, self.rng.integers(0, 5, BATCHES)[batch])
        certificate = self.truth["certificate_number"]
        modern = (filing.era[chosen] == 2) & np.asarray(kind < 4)
        self.raw["证件字号"], self.truth["certificate_damage"] = self.damager.apply(
            "certificate_number",
            "certificate",
            certificate,
            changes=CERTIFICATE_CHANGES,
            eligible=dict.fromkeys(
                ("hyphens", "lower", "year", "prefix", "code", "short_serial"), modern
            ),
            source={"copy_down": above(certificate)},
            free=every & (certificate != "").to_numpy(),
        )
        self._date("登记日期", "registration_date", ymd, self._forms(EVENT_FORMS, batch))
        self._office(year, office)
        self.raw["全宗号"] = texts(
            ["", "0123", "123", "XG-32"], weighted(self.rng, (1, 9, 1, 0.2), BATCHES)[batch]
        )
        self.raw["年度"] = pl.Series(year).cast(pl.String)
        self.raw["卷号"] = pl.Series(filing.volume[chosen]).cast(pl.String)
        self.raw["页数"] = pl.Series(self.rng.integers(3, 15, size)).cast(pl.String)

    def party(self, party: str, person: Ints, day: Ints) -> None:
        """Write name, birth, age and domicile of one spouse; the number follows later."""
        label, year, size = PARTY[party], year_of(day), len(person)
        name = self.people.name.gather(person)
        self.truth[f"{party}_name"] = name
        self.raw[f"{label}姓名"], self.truth[f"{party}_name_damage"] = self.damager.apply(
            f"{party}_name",
            "name",
            name,
            changes=spoil.NAME,
            eligible={
                "inner_space": (name.str.len_chars() == 2).to_numpy(),
                "separator": name.str.contains("·", literal=True).to_numpy(),
                "variant_surname": name.str.contains(f"^[{''.join(spoil.VARIANTS)}]").to_numpy(),
            },
            source={},
            free=np.ones(size, dtype=np.bool_),
        )
        birth = ymd_of(self.people.birth[person])
        batch = (year * 97 + self.town[person] % self.towns.home * 13) % BATCHES
        form = self._forms(BIRTH_FORMS, batch)
        missing = form_number("missing")
        form = np.where(
            (form == form_number("minguo")) & (birth > 19490930), form_number("iso"), form
        )
        aged = chance(self.rng, size, np.where(year < 1970, 0.6, np.where(year < 1986, 0.35, 0.03)))
        form = np.where(aged, missing, form)
        self.truth[f"{party}_birth_date"] = iso_full(birth)
        in_cell = aged & chance(self.rng, size, 0.2)
        how = weighted(self.rng, (8, 4, 2, 1, 0.7, 0), size)
        age = age_texts(
            birth, ymd_of(day), np.where(aged, how, np.where(chance(self.rng, size, 0.3), 0, 5))
        )
        self._date(f"{label}出生日期", f"{party}_birth_date", birth, form)
        in_cell_of_birth = pl.Series(in_cell)
        written = self.raw[f"{label}出生日期"]
        self.raw[f"{label}出生日期"] = age.zip_with(in_cell_of_birth, written)
        self.raw[f"{label}年龄"] = blank(size).zip_with(in_cell_of_birth, age)
        self._particulars(label, person, year)
        self._domicile(label, party, person, year)

    def _forms(self, weights: dict[str, float], batch: Ints) -> Ints:
        """Give every batch its habit, and one row in eight a form of its own."""
        table = np.array([form_number(name) for name in weights])
        habit = table[weighted(self.rng, list(weights.values()), BATCHES)]
        own = table[weighted(self.rng, list(weights.values()), len(batch))]
        rare = [form_number(name) for name in SELDOM]
        habit = np.where(np.isin(habit, rare), form_number("iso"), habit)
        return np.where(chance(self.rng, len(batch), 0.125), own, habit[batch])

    def _date(self, heading: str, field: str, ymd: Ints, form: Ints) -> None:
        iso, written = iso_full(ymd), date_texts(ymd, form)
        names = np.array(DATE_NAMES)[form]
        digital, marked = np.isin(names, list(DIGITAL)), np.isin(names, list(MARKED))
        birth = field != "registration_date"
        changes = (
            DATE_CHANGES
            if birth
            else {k: v for k, v in DATE_CHANGES.items() if k not in {"lunar_unmarked", "year_off"}}
        )
        swappable = np.asarray(ymd % 100 != ymd // 100 % 100)
        source = {"impossible": iso, "swapped": iso, "year_off": iso}
        if birth:
            source["lunar_unmarked"] = spelled(_lunar_iso, ymd)
        column, hit = self.damager.apply(
            field,
            "birth_date" if birth else "registration_date",
            written,
            changes=changes,
            eligible={
                "letter_o": digital, "spaces": digital, "marks": marked, "typo": digital,
                "swapped": marked & swappable, "impossible": marked, "lunar_unmarked": marked,
                "year_off": marked,
            },
            source=source,
            free=form != form_number("missing"),
        )  # fmt: skip
        known = iso_texts(ymd, form)
        sound = hit.is_in(["", "letter_o", "spaces", "marks"])
        self.raw[heading], self.truth[f"{field}_damage"] = column, hit
        self.truth[f"{field}_form"] = texts(DATE_NAMES, form)
        self.truth[f"{field}_known"] = known.zip_with(sound, blank(len(ymd)))

    def _office(self, year: Ints, office: Ints) -> None:
        true = self.truth["office"]
        commune = spelled(lambda number: f"{self.towns.names[max(number - 1, 0)]}公社", office)
        self.raw["登记机关"], self.truth["office_damage"] = self.damager.apply(
            "office",
            "office",
            true,
            changes={"commune_late": lambda _, text: text, "missing": lambda _, __: ""},
            eligible={"commune_late": np.asarray((year >= 1985) & (year < 2003) & (office > 0))},
            source={"commune_late": commune},
            free=np.ones(len(true), dtype=np.bool_),
        )

    def _particulars(self, label: str, person: Ints, year: Ints) -> None:
        size = len(person)
        period = np.clip((year - 1950) // 20, 0, 3)
        schools = [word for words in EDUCATION for word in words]
        drawn = np.minimum((self.rng.random(size) ** 1.5 * 7).astype(np.int64), 6)
        self.raw[f"{label}民族"] = texts(ETHNICITY, self.people.ethnicity[person])
        self.raw[f"{label}文化程度"] = texts(schools, period * 7 + drawn)
        self.raw[f"{label}职业"] = texts(OCCUPATION, weighted(self.rng, range(14, 0, -1), size))

    def _domicile(self, label: str, party: str, person: Ints, year: Ints) -> None:
        written = make_domiciles(
            self.rng, places=self.places, towns=self.towns, home=self.home, place=self.people.home[person],
            town=self.town[person], year=year,
        )  # fmt: skip
        self.truth |= {
            f"{party}_division": written.division,
            f"{party}_division_also": written.also,
            f"{party}_division_named": written.named,
            f"{party}_domicile_kind": written.kind,
        }
        names = texts([r.name for r in self.places.records], written.record)
        provinces = texts([r.province for r in self.places.records], written.record)
        line = pl.Series(["\n"] * len(person))
        self.raw[f"{label}户籍地址"], self.truth[f"{party}_domicile_damage"] = self.damager.apply(
            f"{party}_domicile",
            "domicile",
            written.text,
            changes={**{kind: _misspelling(kind) for kind in SLIPS}, **spoil.DOMICILE_FORM},
            eligible=dict.fromkeys(SLIPS, self._still_known(written, names, person)),
            source=dict.fromkeys(SLIPS, joined(written.text, line, names, line, provinces)),
            free=(written.text.str.len_chars() > 1).to_numpy(),
        )

    def _still_known(self, written: Domiciles, names: pl.Series, person: Ints) -> Bools:
        """Where a slip in the name of the county still leaves one that is meant."""
        stands = pl.DataFrame({"text": written.text, "name": names}).select(
            pl.col("text").str.contains(pl.col("name"), literal=True)
        )
        long_enough = names.str.len_chars() >= 3
        carries = stands.to_series() & long_enough & (written.named == "county")
        # A misspelt county without anything above it is known by its townships, and only at home.
        goes_on = written.text.str.len_chars() > names.str.len_chars() + 4
        by_town = goes_on & pl.Series(self.people.home[person] == self.home)
        carries &= ~written.kind.str.starts_with("county_only") | by_town
        return carries.to_numpy()

    def identity_numbers(self, husband: Ints, wife: Ints, day: Ints) -> None:
        """Write both numbers as their time knew them, damage them and judge what is still knowable."""
        written: dict[str, pl.Series] = {}
        forms: dict[str, Ints] = {}
        for party, person in (("husband", husband), ("wife", wife)):
            forms[party] = self._id_form(person, day)
            body = self.people.body[person]
            old = pl.Series(forms[party] == 15)
            full = self.people.id18.gather(person)
            text = full.zip_with(~old, id15_of(body))
            written[party] = text.zip_with(pl.Series(forms[party] > 0), blank(len(day)))
        for party, person, spouse in (("husband", husband, "wife"), ("wife", wife, "husband")):
            self._damage_ids(party, person, written[party], written[spouse], forms[party])

    def _id_form(self, person: Ints, day: Ints) -> Ints:
        """Return 18, 15 or 0 digits: what stood on the card then, or was filled in later."""
        size, year = len(person), year_of(day)
        has = self.people.assigned[person] <= day
        born = year_of(self.people.birth[person])
        fifteen = np.where(year < 1984, 0.25, np.where(year < 2000, 0.8, np.where(
            year < 2004, 0.35, np.where(year < 2013, 0.08, 0.008))))  # fmt: skip
        form = np.where(chance(self.rng, size, fifteen) & (born < 2000), 15, 18)
        filled_in = chance(self.rng, size, np.where(year < 1984, 0.2, 0.35))
        return np.where(has | filled_in, form, 0).astype(np.int64)

    def _damage_ids(
        self, party: str, person: Ints, text: pl.Series, spouse: pl.Series, form: Ints
    ) -> None:
        full = self.people.id18.gather(person)
        ends_in_x = text.str.ends_with("X").to_numpy()
        eighteen, fifteen = form == 18, form == 15
        upgraded = dict.fromkeys(("no_check", "wrong_century", "invented_check"), fifteen)
        excel = dict.fromkeys(("excel_zeros", "excel_scientific"), eighteen & ~ends_in_x)
        endings: dict[str, Bools] = dict.fromkeys(("lower_x", "cross_x"), ends_in_x)
        field = f"{party}_id_number"
        column, hit = self.damager.apply(
            field,
            "id",
            text,
            changes=ID_CHANGES,
            eligible={**upgraded, **excel, **endings, "spouse": (spouse != "").to_numpy()},
            source={**dict.fromkeys(upgraded, full), "spouse": spouse, "copy_down": above(text)},
            free=form > 0,
        )
        self.raw[f"{PARTY[party]}身份证号"] = column
        known, visible = judge(
            column, hit, truth=full, places=self.places, home=self.people.home[person],
            birth=self.truth[f"{party}_birth_date_known"], female=self.people.female[person],
        )  # fmt: skip
        # Fifteen digits against a wrong but possible birth date: the row alone does not say which.
        doubted = self.truth[f"{party}_birth_date_damage"].is_in(["typo", "swapped"])
        known = known & ~(doubted & pl.Series(fifteen & ~np.asarray(hit == "no_check")))
        birth = self.truth[f"{party}_birth_date"]
        self.truth |= {
            f"{party}_id18": full,
            f"{party}_id_form": pl.Series(form).cast(pl.String).replace("0", ""),
            f"{party}_id_damage": hit,
            f"{party}_id_known": known,
            f"{party}_id_visible": visible,
            f"{party}_birth_date_known": birth.zip_with(
                known, self.truth[f"{party}_birth_date_known"]
            ),
        }

    def remarks(self, reissue: Bools, origin: pl.Series) -> None:
        """Note the old date of re-issues, most of the time, and a few words elsewhere."""
        size = len(origin)
        noted = pl.Series(reissue & chance(self.rng, size, 0.8))
        words = ["", "复婚", "补录", "原件破损", "证件遗失", "字迹不清", "外省", "再婚"]
        self.raw["原登记日期"] = origin.zip_with(noted, blank(size))
        self.raw["备注"] = texts(words, weighted(self.rng, (80, 1, 8, 2, 1, 2, 1, 2), size))

    def swap_some_spouses(self) -> None:
        """Exchange what stands under 男方 and 女方 in one row of 700; the truth stays."""
        size = len(self.raw["序号"])
        drawn = chance(self.rng, size, min(1.0, self.damager.error_rate / 700))
        rows = np.flatnonzero(drawn)
        swapped = pl.Series(drawn)
        for heading in [h for h in self.raw if h.startswith("男方")]:
            other = "女方" + heading[2:]
            his, hers = self.raw[heading], self.raw[other]
            self.raw[heading], self.raw[other] = (
                hers.zip_with(swapped, his),
                his.zip_with(swapped, hers),
            )
        self.truth["swapped_spouses"] = swapped
        self.damager.taken.append((rows, "husband_id_number", "swapped_spouses"))

    def raw_frame(self) -> pl.DataFrame:
        """Return the typed table with its columns in the usual order."""
        head = ["序号", "业务类型", "证件字号", "登记日期", "登记机关"]
        tail = ["原登记日期", "全宗号", "年度", "卷号", "页数", "备注"]
        fields = ("姓名", "身份证号", "出生日期", "年龄", "民族", "文化程度", "职业", "户籍地址")
        parties = [label + field for label in PARTY.values() for field in fields]
        return pl.DataFrame({name: self.raw[name] for name in (*head, *parties, *tail)})

    def truth_frame(self) -> pl.DataFrame:
        """Return the truth, row by row as in the typed table."""
        return pl.DataFrame(self.truth)
