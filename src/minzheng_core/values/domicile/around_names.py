"""What may stand between and behind the names of divisions: fillers, kinds of other things, 自治."""

from __future__ import annotations

import re

from minzheng_core.values.domicile.names import PEOPLES

PEOPLES_TAIL = re.compile(rf"(?:{PEOPLES})*自治[区州县旗]")
NEVER = frozenset("镇乡县市区旗盟省州巷弄屯")
"""A name without its suffix followed by one of these is part of another word (安远镇, 朝阳路)."""
SELDOM = frozenset("路街桥门村社站组")
"""By one of these only if no township begins with it (社富乡, 桥头镇)."""
LONGER_WORDS = "".join(sorted(NEVER | SELDOM))
NAMES_END = "县市区旗"
NAMES_GO_ON = "镇乡村街路"
"""What cannot stand inside of a name that goes on to one of :data:`NAMES_END`."""
TOWN_BEGINS = re.compile(r".{2,4}?[镇乡]")
FILLERS = re.compile(
    r"市辖区|(?:省|自治区)?直辖(?:县级行政(?:区划|单位)|行政(?:单位|区划)|县级|县)|所?下?辖的?|(?<=市)县(?=..?.?[县])|府(?=.{1,4}?[县州])"
    r"|(?:生产建设|建设)?兵团(?:[第农工]?[0-9一二三四五六七八九十]{1,2}师)?(?=[^农林牧团连]{2,4}(?:市|$))"
)
AUTONOMOUS_WITHIN = 12
"""So many letters after a short name may be the peoples of an autonomous area, and 自治."""
LONGEST_NAME = 9
LONGEST_AUTONOMOUS = 13
"""So many letters may stand before the last one of a county's name, in an autonomous one's before 自治."""
COUNTY_FOLLOWS = re.compile(
    rf"[^{NAMES_GO_ON}]{{1,{LONGEST_NAME}}}?[{NAMES_END}]"
    rf"|[^{NAMES_GO_ON}]{{1,{LONGEST_AUTONOMOUS}}}?自治[{NAMES_END}]"
)
CITY_SIDES = "中区南北郊东西"
"""How districts go on of which the 市 is at once the end of their city (济南市中区)."""
