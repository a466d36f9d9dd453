"""The command that takes back a change of divisions entered by mistake."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from minzheng_core.cli.books.access import books_of, key_of, store_at
from minzheng_core.cli.place_names.book import CHANGES, book_of_names
from minzheng_core.cli.sentences import Sentences
from minzheng_core.cli.statuses import TOLD
from minzheng_core.errors import CallError

if TYPE_CHECKING:
    import argparse

    from minzheng_core.ledger import Book
    from minzheng_core.registries.place_names.changes import Revocation


def take_back(options: argparse.Namespace) -> int:
    """Take a change of divisions back, or show what that would do; 10 where it cannot be done."""
    from minzheng_core.registries.place_names.changes import plan_revocation, revoke_change

    say = partial(_SAID.say, options.lang)
    with store_at(options) as store:
        book = book_of_names(store, options)
        county = str(book.setting.context["county"])
        options.book = None
        own = [
            changes
            for changes in books_of(store, CHANGES, options)
            if str(changes.setting.context["county"]) == county
        ]
        if not own:
            raise CallError("BK101", key=options.change)
        if len(own) != 1:
            raise CallError("PB196", books="、".join(c.setting.name for c in own))
        changes = own[0]
        plan = plan_revocation(book, changes.get(key_of(changes, options.change)))
        print(say("change", title=plan.change.values.get("title") or "", document=plan.document))
        _print_places(plan, book, say("gone"))
        for error in plan.against:
            print(f"  [{error.code}] {error.sentence(options.lang)}")
        if not plan.possible:
            print(say("refused"))
            return TOLD
        if options.by is None:
            print(say("planned", count=len(plan.places)))
            return 0
        revoke_change(book, changes, plan, by=options.by, reason=options.reason)
        print(say("written", count=len(plan.places), key=plan.change.key))
    return 0


def _print_places(plan: Revocation, book: Book, gone: str) -> None:
    registry = book.setting.registry
    for place in plan.places:
        told = "，".join(
            f"{registry.labels[path]} → {value or '（空）'}" for path, value in place.values.items()
        )
        state = registry.lifecycle.label(place.state) if place.state else gone
        print("  ".join(text for text in (place.key, place.name, state, told) if text))


_SAID = Sentences(
    zh={
        "change": "撤回：{title}（{document}）",
        "gone": "作废（由这次变更新设）",
        "refused": "没有写入。",
        "planned": "将撤回 {count} 处地名上的变更，并把变更记录作废；核对无误后加 --by 姓名 写入。",
        "written": "已撤回 {count} 处地名上的变更，变更记录 {key} 已作废；原来的版次都在历史里。",
    },
    en={
        "change": "Taking back: {title} ({document})",
        "gone": "annulled: the change had begun it",
        "refused": "Nothing was written.",
        "planned": "The change would be taken back in {count} places and revoked; add --by NAME.",
        "written": "Taken back in {count} places; change {key} is revoked. Every revision stays.",
    },
)
