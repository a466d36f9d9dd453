"""What a notebook shows of a book is a masked table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.privacy.masking import masked
from tests.ledger.conftest import couple

if TYPE_CHECKING:
    from minzheng_core.ledger import Book


def test_records_histories_and_verifications_show_no_person(book: Book) -> None:
    key = book.register(couple(remark="张三丰<b>到场"), by="王某某").key
    book.correct(key, {"wife.name": "李肆娘", "office": "<i>局"}, by="王某某", reason="<u>")
    book.erase(key, subject="husband", by="王某某", reason="本人申请")
    shown = [book.get(key)._repr_html_(), book.history(key)._repr_html_()]
    shown.append(book.verify()._repr_html_())

    assert all(text.count("<table>") == text.count("</table>") == 1 for text in shown)
    assert not any(secret in "".join(shown) for secret in ("三丰", "四娘", "肆娘", "36213362"))
    assert not any(tag in "".join(shown) for tag in ("<b>", "<i>", "<u>"))
    assert "李＊＊ → 李＊＊" in shown[1]
    assert "（已删除）" in shown[0]
    assert "未发现改动" in shown[2]


def test_whatever_is_sensitive_is_masked() -> None:
    assert masked("362133620815001") == "362133*****5001"
    assert masked("不详12345678") == "＊＊"
    assert masked("欧阳") == "欧＊＊"
    assert masked("买买提·吐尔逊") == "买＊＊"
    assert masked("1962") == "1962-＊＊"
    assert masked(["张三", "李四"]) == "＊＊"
