"""The cleaning functions of the competitor: one value in, one value out, called once per distinct value."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
LETTERS = str.maketrans("OILZSB", "011258")
NOT_ID = re.compile(r"[^0-9A-Z*]")
BLANKS = re.compile(r"[\s\u200b\ufeff]+")
SEPARATORS = str.maketrans(dict.fromkeys("•‧・･．.⋅∙●", "·"))
CHINESE = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "O": "0",
}
NUMERIC = re.compile(
    r"(\d{4}|\d{2})[-./年,、。 ]+(\d{1,2})[-./月,、。 ]+(\d{1,2})日?(?: 00:00:00)?$"
)
MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?$")
YEAR = re.compile(r"(\d{4})年?$")
HAN = re.compile(
    r"([〇零○一二三四五六七八九]{2}|[〇零○一二三四五六七八九]{4})年(.+?)月(?:(.+?)日?)?$"
)
MODERN = re.compile(r"(B?[JL])(\d{6})-?(\d{4})-?(\d{1,6})$")


def check_digit(body: str) -> str:
    """MOD 11-2 over 17 digits."""
    return "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def clean_id(text: str) -> str:
    """Normalise, bring 15 and 17 digits to 18; what cannot be brought into form is returned as it is."""
    value = unicodedata.normalize("NFKC", text).upper()
    if value and value[-1] in "×Х✕*":
        value = value[:-1] + "X"
    value = NOT_ID.sub("", value)
    if len(set(value)) == 1:
        return ""
    if len(value) in (15, 17, 18):
        value = value.translate(LETTERS)
    if len(value) == 15 and value.isdigit():
        body = value[:6] + "19" + value[6:]
        return body + check_digit(body)
    if len(value) == 17 and value.isdigit():
        return value + check_digit(value)
    return value


def id_holds(value: str) -> bool:
    """Whether 18 characters carry the right check digit."""
    return len(value) == 18 and value[:17].isdigit() and check_digit(value[:17]) == value[17]


def clean_name(text: str) -> str:
    """Width, blanks and the separator of minority names."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", text.translate(SEPARATORS)))


def clean_certificate(text: str) -> str:
    """Width, blanks, dashes; the national form is put back together."""
    value = BLANKS.sub("", unicodedata.normalize("NFKC", text))
    value = re.sub("[—–_]", "-", value)
    found = MODERN.match(value.upper())
    if found:
        prefix, code, year, serial = found.groups()
        return f"{prefix}{code}-{year}-{int(serial):06d}"
    return value


def clean_domicile(text: str) -> str:
    """Width and blanks."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", text))


def _small(text: str) -> int:
    text = text.replace("元", "一").replace("廿", "二十").replace("卅", "三十").removeprefix("初")
    if "十" in text:
        tens, ones = text.split("十")
        return (int(CHINESE[tens]) if tens else 1) * 10 + (int(CHINESE[ones]) if ones else 0)
    return int("".join(CHINESE.get(c, c) for c in text))


def _year(text: str, pivot: int) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return 1900 + year if year > pivot else 2000 + year


def clean_date(text: str, pivot: int) -> str:
    """ISO date, shortened where month or day is missing; empty when it cannot be read.

    ``pivot`` decides two-digit years: above it 19xx, else 20xx.
    """
    value = unicodedata.normalize("NFKC", text).strip().removeprefix("公元")
    value = re.sub(r"(?<=\d)[Oo]|[Oo](?=\d)", "0", value)
    try:
        if value.isdigit():
            if len(value) == 8:
                return date(int(value[:4]), int(value[4:6]), int(value[6:])).isoformat()
            if len(value) == 5:
                return (date(1899, 12, 30) + timedelta(days=int(value))).isoformat()
            return value if len(value) == 4 else ""
        tight = value.removesuffix(" 00:00:00")
        if not re.fullmatch(r"\d+ \d+ \d+", tight):
            tight = BLANKS.sub("", tight)
        if found := NUMERIC.match(tight):
            year, month, day = found.groups()
            return date(_year(year, pivot), int(month), int(day)).isoformat()
        if found := MONTH.match(tight):
            return f"{found[1]}-{int(found[2]):02d}" if 1 <= int(found[2]) <= 12 else ""
        if found := YEAR.match(tight):
            return found[1]
        if found := HAN.match(tight):
            year = _year("".join(CHINESE[c] for c in found[1]), pivot)
            if found[3] is None:
                return f"{year}-{_small(found[2]):02d}"
            return date(year, _small(found[2]), _small(found[3])).isoformat()
    except (ValueError, KeyError, OverflowError):
        return ""
    return ""
