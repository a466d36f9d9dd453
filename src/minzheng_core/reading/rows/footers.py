"""Rows below the records that count, sign or date them: 合计, 制表人, 兴国县民政局（章） 2005年1月3日, 以下空白."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.reading.recognition.content import begins_like_a_name
from minzheng_core.reading.recognition.party_words import names_a_party
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Cells = Mapping[int, str]

_HAND = (
    r"(?:[制製]表|填[表报報写寫]|[审審][核批查]|[复複][核查]|[录錄]入|打印|[经經承][办辦手]|[负負][责責]|[统統][计計]"
    r"|校[对對]|登[记記]员|整理|抄[录錄写寫]|立卷|[检檢][查验驗]|移交|接收|交接|[监監]交|[编編][制製目]|[领領][导導]"
    r"|(?:[单單]位|股|科|局)?[负負][责責]|局[长長]|科[长長]|股[长長]|主任|(?:[联聯]系)?[电電][话話]|(?:填[报報]|[报報]送)?[单單]位"
    r"|(?:[报報]出|填[报報]|[制製]表)?(?:日期|[时時][间間]))"
)
_LABEL = (
    rf"(?:{_HAND}){{1,2}}\s*[人者员員]?\s*(?:[签簽][名字章]|盖章|日期|[时時][间間]|[单單]位|[电電][话話])?"
    r"\s*(?:[（(]\s*(?:[签簽][名字章]|盖?章|公章|印)\s*[）)])?"
)
_SIGNED = re.compile(rf"^\s*{_LABEL}\s*(?:$|[:：]|\s)")
"""How a cell begins that says who made or signed a list: 制表人, 审核：李某."""
_OFFICER = (
    r"^\s*[\u3400-\u9fff][\u3400-\u9fff\s]{1,9}"
    r"(?:[:：]\s*[\u3400-\u9fff·\s]{0,12}$|[（(]\s*(?:盖|公|签)?[章名字]\s*[）)]\s*[:：]?$)"
)
"""A cell that is a label with a name at most behind it, whatever the one who signs is called: 镇长：, 苏木达（章）."""
_COUNTED = re.compile(
    r"^\s*(?:[合总總小共累]\s*[计計]|总\s*数|總\s*數|本\s*[页頁月年]|全\s*年|上\s*[页頁]|[过過]\s*次\s*[页頁]|承\s*前\s*[页頁]"
    r"|[总以上]*共\s*[\d一二三四五六七八九十百千]+\s*[条件对人份页宗户]|第?\s*\d+\s*页"
    rf"|{_HAND}[人者员員]?(?:[签簽][名字]|日期|[时時][间間]|[单單]位)?\s*[:：]"
    r"|(?:[备備]\s*[注註]|[说說]\s*明|[注註]|附[注註])\s*\d*\s*[:：]|(?i:total|subtotal|sum)\b"
    r"|.{1,12}?[合总總小共累]\s*[计計]\s*(?:[:：\d（(].*)?$"
    r"|.{0,10}?(?:登[记記]|[结結離离复復]婚|[领領发發办辦][证證]|[计計共])\s*[\d〇零一二三四五六七八九十百]+\s*[对對件宗](?:\W.*)?$)"
)
"""How a row begins that counts or signs the others: 合计, 制表人：, 1985年小计."""
_PAGE = re.compile(r"\s*\d+\s*/\s*\d+\s*")
"""A lone cell that numbers a page, 3/12; beside others it is a date."""
_CLOSING = re.compile(
    r"^(?:\W*(?:[转轉接续續承过過见見]\s*[上下次前后後]\s*[页頁面](?:[继繼]?[续續])?|未完(?:待[续續])?|待[续續]|(?:以下|下面|此下)(?:空白|[无無]正文|[无無][记記][录錄])|完|[结結]束|全文完|end|盖?章|公章|(?:此页|本页)?[无無]正文)\W*"
    r"|[\W_]+|\s*年\s*月\s*日\s*)$",
    re.IGNORECASE,
)
"""A cell that closes a list, or only rules it off."""
_REMARK = re.compile(
    r"^\s*[（(]?\s*(?:以[下上]|此[页頁表]|本[页頁表]|[接续續][上前][页頁表]|[转轉]下[页頁表])[^:：]{2,}$"
)
"""A lone cell that says something of the rows around it: 以下为补登, 此页重复."""
_DIGITS = "[0-9０-９〇○零一二三四五六七八九十元]"
_DAY = re.compile(
    rf"\s*(?:公元)?{_DIGITS}{{2,4}}\s*[-/.．年]\s*{_DIGITS}{{1,3}}\s*[-/.．月]\s*{_DIGITS}{{1,3}}\s*[日号]?\s*(?:00:00:00)?\s*"
)
_BODY = re.compile(
    r"[\u3400-\u9fff]{2,24}(?:民政[局科股所办]|登[记記][处處所机機][关關]?|政府|公社|管理[处處]|委[员員][会會]|[办辦]事[处處]|[档檔]案[局馆館室])"
    r"\s*(?:[（(]\s*(?:盖|公)?章\s*[）)])?\s*"
)
VOID = r"^\W*.{0,12}(?:作[废廢]|[废廢][号證证]|[空跳漏]号|报废|注[销銷]|未使?用)\W*$"
"""A cell that says that a number was not used."""
_PERSON = re.compile(r"\s*[\u3400-\u9fff]\s*[\u3400-\u9fff·]{1,3}\s*")
_VOID = re.compile(VOID)
SUSPECT = (
    "|".join(f"(?:{form})" for form in (_COUNTED.pattern, _SIGNED.pattern, _OFFICER))
    + f"|(?i:{_CLOSING.pattern})"
)
"""What the first cell of a footer says, unless the row has no other."""
_LONG_DIGITS = re.compile(r"\d{15}")
_NOTE_LENGTH = 16
"""A lone cell longer than this below the data is a remark, not a record."""
_NAMES_THERE = (FieldKind.PERSON_NAME, FieldKind.DOMICILE, FieldKind.OFFICE)
"""Columns in which what reads like a person's name is a datum."""
_MOST_SIGNING = 3
"""Cells of a row that only signs and dates."""


def is_footer(cells: Cells, kinds: Sequence[FieldKind | None], *, numbered: bool = False) -> bool:
    """Whether a row of few *cells* (by position) says by its words that it counts, signs or closes a list.

    *kinds* are the kinds of the columns. A row that the list has *numbered* is no remark for its length: of
    an address alone a number was told.

    >>> kinds = (None, FieldKind.EVENT_DATE, FieldKind.PERSON_NAME, FieldKind.PERSON_NAME)
    >>> is_footer({0: "制表", 1: "王小明", 2: "审核", 3: "李大力"}, kinds), is_footer({1: "以下空白"}, kinds)
    (True, True)
    >>> is_footer({0: "以下为下半年补登"}, kinds)
    True
    >>> is_footer({0: "审核", 2: "王小明", 3: "李小红"}, kinds)
    False
    """
    first, *others = cells.values()
    if any(_LONG_DIGITS.search(cell) for cell in others):
        return False
    if _COUNTED.match(first):
        return True
    long = len(first) > _NOTE_LENGTH and len(kinds) > 2 and not numbered
    if not others and (_PAGE.fullmatch(first) or long):
        return True
    if not others and _REMARK.match(first):
        return True
    if all(_CLOSING.fullmatch(cell) for cell in cells.values()):
        return True
    if _SIGNED.match(first) is not None and not _names_beside_labels(cells, kinds):
        return True
    return _all_signed(cells)


def is_voided(cells: Cells, kinds: Sequence[FieldKind | None]) -> bool:
    """Whether a row says of its number only that it was spoilt or left out, and names nobody.

    >>> kinds = (FieldKind.CERTIFICATE_NUMBER, FieldKind.PERSON_NAME, FieldKind.TEXT)
    >>> is_voided({0: "土字005", 1: "作废"}, kinds), is_voided({0: "此号因填写错误作废"}, kinds)
    (True, True)
    >>> is_voided({0: "土字005", 1: "王小明", 2: "作废"}, kinds)
    False
    """
    void = {at for at, cell in cells.items() if _VOID.fullmatch(cell)}
    named = any(kinds[at] is FieldKind.PERSON_NAME and at not in void for at in cells)
    return bool(void) and not named and not any(map(_LONG_DIGITS.search, cells.values()))


def trailing_signatures(rows: Sequence[Cells], kinds: Sequence[FieldKind | None]) -> int:
    """How many of the last *rows* of a table only say an office, a day or a person that made the list.

    They may be many cells with labels: 单位负责人：, 统计负责人：, 填表人：. A person in a column of names is a record, and so is whatever has a number of its own before it.

    >>> kinds = (FieldKind.EVENT_DATE, FieldKind.PERSON_NAME, FieldKind.PERSON_NAME, FieldKind.TEXT)
    >>> end = [{0: "1988.3.1", 1: "王小明"}, {3: "兴国县民政局"}, {3: "2005年1月3日"}]
    >>> trailing_signatures(end, kinds)
    2
    """
    count = 0
    for cells in reversed(rows):
        few = len(cells) <= min(_MOST_SIGNING, len(kinds) // 2)
        signs = few and all(_signs(cell, kinds[at]) for at, cell in cells.items())
        # A name alone may be all that is known of a record, or a village (丁村).
        signs = signs and any(_dates(cell) for cell in cells.values())
        if not (signs or _all_signed(cells)):
            break
        count += 1
    return count


def _all_signed(cells: Cells) -> bool:
    """Whether a row begins with a label, and every cell is one, what stands beside one, an office or a day."""
    if not any(_is_label(cell) for cell in list(cells.values())[:1]):
        return False
    labelled = False
    for cell in cells.values():
        label = _is_label(cell)
        if not (label or labelled or _DAY.fullmatch(cell) or _BODY.fullmatch(cell)):
            return False
        labelled = label
    return True


def _is_label(cell: str) -> bool:
    """Whether *cell* says who signs a list; of a party (男方：张三) it is a datum.

    >>> [_is_label(cell) for cell in ("审核：李某", "民政干事：", "苏木达（章）", "男方：张三", "王小明")]
    [True, True, True, False, False]
    """
    if _SIGNED.match(cell):
        return True
    return re.match(_OFFICER, cell) is not None and not names_a_party(cell)


def _names_beside_labels(cells: Cells, kinds: Sequence[FieldKind | None]) -> bool:
    """Whether a name stands in a column of names, and not beside a label whose it is."""
    labelled = False
    for at, cell in cells.items():
        label = _SIGNED.match(cell) is not None
        named = kinds[at] is FieldKind.PERSON_NAME and not label and not labelled
        if named and not (_DAY.fullmatch(cell) or _BODY.fullmatch(cell)):
            return True
        labelled = label
    return False


def _signs(cell: str, kind: FieldKind | None) -> bool:
    if _dates(cell):
        return True
    person = _PERSON.fullmatch(cell) is not None and begins_like_a_name(cell.strip())
    return person and kind not in _NAMES_THERE


def _dates(cell: str) -> bool:
    """Whether *cell* is a day or an office."""
    return _DAY.fullmatch(cell) is not None or _BODY.fullmatch(cell) is not None
