"""What stands at the end of a township's name: its kind, and before that the peoples of it."""

from __future__ import annotations

import re
from functools import lru_cache

KINDS = (
    "街道办事处",
    "地区办事处",
    "人民公社",
    "办事处",
    "管理区",
    "公社",
    "街道",
    "街办",
    "地区",
    "苏木",
    "乡",
    "镇",
)
"""The kinds at the end of a township's name, the longest first."""
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西"
    "|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克"
    "|德昂|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|各"
)
_LONG_NAMED = "|".join(name for name in _PEOPLES.split("|") if len(name) > 1)
OF_PEOPLES = rf"(?:(?:{_PEOPLES})族)+"
"""The peoples before the kind of a township; for both engines, as what follows."""
OF_NATIONALITIES = rf"(?:(?:{_PEOPLES})族|{_LONG_NAMED})*(?:少数)?民族"
"""The same before 乡 alone."""
PEOPLES_TOWN = rf"(?:{OF_PEOPLES}(乡|镇)|{OF_NATIONALITIES}(乡))$"
"""Either with the kind, which is in one of the groups."""
_KIND = re.compile(f"(?:{'|'.join(KINDS)})$")
_PEOPLES_TOWN = re.compile(PEOPLES_TOWN)
OWNER = "^(?:地方)?国[营有]"
"""Whose a farm is, before its name; for both engines."""
_OWNER = re.compile(OWNER)
SHORTEST_OWNED = 3
"""So many letters do not tell a farm: 国营林场."""
COMMUNE = "(?:人民|民族)?公社$"
"""The kind of a commune."""
COMMUNES_BECAME = ("乡", "镇")
_COMMUNE = re.compile(COMMUNE)


@lru_cache(maxsize=65536)
def stem(name: str) -> str:
    """The proper name of a township without its kind, whatever that was at the time.

    >>> [stem(n) for n in ("潋江镇", "潋江人民公社", "章江街道办事处", "羊二庄回族乡", "东乡")]
    ['潋江', '潋江', '章江', '羊二庄', '东乡']
    """
    bare = _KIND.sub("", without_peoples(name))
    return bare if len(bare) > 1 else name


def without_owner(name: str) -> tuple[str, ...]:
    """What a farm is called without the words that say whose it is; nothing for any other *name*.

    >>> [without_owner(n) for n in ("国营博爱农场", "地方国营六连林场", "国营林场", "潋江镇")]
    [('博爱农场',), ('六连林场',), (), ()]
    """
    bare = _OWNER.sub("", name)
    return (bare,) if SHORTEST_OWNED < len(bare) < len(name) else ()


def without_peoples(name: str) -> str:
    """The *name* as people call a township of nationalities.

    >>> [without_peoples(n) for n in ("羊二庄回族乡", "东固畲族少数民族乡", "东乡")]
    ['羊二庄乡', '东固乡', '东乡']
    """
    return _PEOPLES_TOWN.sub(r"\1\2", name) if "族" in name else name


def as_communes(name: str) -> tuple[str, ...]:
    """A *name* and what it is today if it is a commune's.

    >>> as_communes("东固公社"), as_communes("东固乡")
    (('东固公社', '东固乡', '东固镇'), ('东固乡',))
    """
    place = _COMMUNE.sub("", name)
    return (name,) if place == name else (name, *(place + kind for kind in COMMUNES_BECAME))
