"""Synthetic couples, the same on each run."""

from __future__ import annotations

import random

SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙", "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂"
PLACES = ("潋江镇", "江背镇", "古龙岗镇", "梅窖镇", "高兴镇")


def person(rng: random.Random, *, male: bool) -> list[str]:
    year, month, day = rng.randint(1940, 1985), rng.randint(1, 12), rng.randint(1, 28)
    number = (
        f"362133{year}{month:02}{day:02}{rng.randint(0, 99):02}{rng.randrange(int(male), 10, 2)}"
    )
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    check = "10X98765432"[sum(int(d) * w for d, w in zip(number, weights, strict=True)) % 11]
    name = rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN)
    return [
        name,
        number + check,
        f"{year}-{month:02}-{day:02}",
        f"江西省兴国县{rng.choice(PLACES)}{rng.choice(GIVEN)}村",
    ]


def couples(count: int, seed: int = 7) -> list[list[str]]:
    """Date, certificate, office, husband's four cells, wife's four cells."""
    rng = random.Random(seed)
    return [
        [
            f"{rng.randint(1986, 2003)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
            f"兴结字第{i}号",
            "兴国县潋江镇人民政府",
            *person(rng, male=True),
            *person(rng, male=False),
        ]
        for i in range(1, count + 1)
    ]


FIELDS = [
    "registration_date",
    "certificate_number",
    "office",
    "husband_name",
    "husband_id_number",
    "husband_birth_date",
    "husband_domicile",
    "wife_name",
    "wife_id_number",
    "wife_birth_date",
    "wife_domicile",
]
HEADINGS = [
    "登记日期",
    "结婚证字号",
    "登记机关",
    "男方姓名",
    "男方身份证号",
    "男方出生日期",
    "男方户口所在地",
    "女方姓名",
    "女方身份证号",
    "女方出生日期",
    "女方户口所在地",
]
