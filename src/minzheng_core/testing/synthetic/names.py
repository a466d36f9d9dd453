"""Names of people: surnames by frequency, given names by sex and period of birth."""

from __future__ import annotations

import numpy as np
import polars as pl

from minzheng_core.testing.synthetic.draws import (
    Bools,
    Ints,
    Rng,
    blank,
    chance,
    joined,
    replaced,
    texts,
    weighted,
)

SURNAMES = (
    "刘钟谢陈李黄王曾肖赖张邓罗吕温邱杨吴朱胡郭叶何林徐周欧范廖魏许江彭丁凌姚熊蔡卢孙赵高马梁宋郑"
    "韩唐冯于董萧程曹袁傅沈苏余潘戴夏田任姜方石贾韦付邹孟秦白阎薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱"
    "严覃武莫孔汤俞葛章鲁洪殷申翁幸池仇区单解查朴盖尉折缪谌阙占兰蓝代樊詹锺佘舒易危涂习巫华饶"
)
COMPOUND = ("欧阳", "上官", "司马", "诸葛", "司徒", "尉迟", "皇甫", "端木", "令狐", "夏侯")
MIDDLE = "国建文志明德祥世光家永大贤先承方成学昌启春瑞兴裕宗正远隆传善才金玉小晓丽秀美桂兰冬"
GIVEN = {
    ("m", 0): "福生根发财贵华仁义礼寿元龙凤山水火土金木林森祥和平清海柏松石泉崇芳德才兰",
    ("m", 1): "国军民强平伟胜东红兵卫革斌勇建设援朝跃进文武荣辉生华明忠新富贵林春雷",
    ("m", 2): "勇斌涛波鹏飞磊亮刚峰超杰凯辉俊军强明华健东锋毅洋帆龙彬剑雄",
    ("m", 3): "轩宇浩博豪杰文涵睿泽昊宸鑫炜晨皓瀚霖铭奕琪嘉昇堃镕",
    ("f", 0): "秀莲香英兰凤桂玉金娇妹姑招娣银珍花菊梅连春冬秋",
    ("f", 1): "兰英秀芳红梅香玲珍莲萍霞琴凤娥华娟桂燕卫连群菊",
    ("f", 2): "丽艳娟敏静燕玲霞红萍芳莉婷倩娜琴英梅琼慧蓉香芬",
    ("f", 3): "婷雪怡欣雨佳琪颖梦瑶思嘉璐萱晴诗涵菲妍彤玥淼",
}
MINORITY = [
    "买买提·吐尔逊",
    "阿依古丽·麦麦提",
    "努尔江·阿布都拉",
    "古丽娜尔·艾合买提",
    "吉克·阿依",
    "阿米尔·托合提",
    "卓玛",
    "扎西次仁",
    "乌兰图雅",
    "巴特尔",
    "沙马·阿果",
    "迪丽拜尔·热合曼",
]
RARE = "䶮龑喆堃昇骉犇淼燚祎翀烜飏锺邨媖㛃㵑𠅤𬭎𫖯𡒉砼赟"


def names(rng: Rng, born: Ints, female: Bools) -> pl.Series:
    """Draw one name per person; *born* is the year of birth.

    Surnames follow a falling frequency with those of the county's Hakka families in front. Women
    born before 1940 may be entered as ``刘氏``; about one name in 2,000 is a minority name with its
    separator, and one in 800 holds a rare character.
    """
    size = len(born)
    table = [*SURNAMES, *COMPOUND]
    falling = [1.0 / (rank + 4) for rank in range(len(SURNAMES))] + [0.0006] * len(COMPOUND)
    surname = texts(table, weighted(rng, falling, size))
    period = np.clip((born - 1925) // 25, 0, 3)
    given = blank(size)
    for number in range(4):
        for sex in ("m", "f"):
            rows = np.flatnonzero((period == number) & (female == (sex == "f")))
            pool = GIVEN[sex, number]
            drawn = texts(list(pool), rng.integers(0, len(pool), len(rows)))
            given = given.scatter(rows, drawn)
    two = chance(rng, size, np.where(born < 1965, 0.9, np.where(born < 1990, 0.62, 0.85)))
    middle = texts(["", *MIDDLE], np.where(two, rng.integers(1, len(MIDDLE) + 1, size), 0))
    written = joined(surname, middle, given)
    rare = np.flatnonzero(chance(rng, size, 1 / 800))
    written = written.scatter(
        rare, joined(surname.gather(rare), texts(list(RARE), rng.integers(0, len(RARE), len(rare))))
    )
    women = np.flatnonzero(female & (born < 1940) & chance(rng, size, 0.06))
    written = written.scatter(
        women, joined(surname.gather(women), pl.Series(["氏"] * len(women), dtype=pl.String))
    )
    minority = np.flatnonzero(chance(rng, size, 1 / 2000))
    drawn_minority = rng.integers(0, len(MINORITY), len(minority))
    return replaced(written, minority, [MINORITY[number] for number in drawn_minority.tolist()])
