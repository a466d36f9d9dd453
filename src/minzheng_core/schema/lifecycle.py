"""What may be done with a record, and when: states and actions as a table (登记记录的生命周期)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from minzheng_core.findings import Finding

    Prepare = Callable[[Mapping[str, Any], Mapping[str, Any]], Mapping[str, Any]]


@frozen(kw_only=True)
class State:
    """One state of a record: its name and its Chinese label."""

    name: str
    label: str


def _nothing(record: Any) -> tuple[()]:  # noqa: ARG001 - nothing in any record stands against it
    return ()


@frozen(kw_only=True)
class Action:
    """One line of the table: from which states an action leads to which.

    Attributes:
        name: identifier, also the word in the history (``register``).
        label: the Chinese word for it.
        before: states in which it is allowed; empty for the action that begins a record.
        after: the state it leads to; ``None`` leaves the state as it is.
        reason: whether a reason must be given.
        document: whether the document that orders it must be named.
        document_at: the path at which the record keeps the number of that document itself, where
            it does; who gives another value there is followed.
        day_at: the path at which the record keeps the day on which it was done: terms are counted to
            that day, so that it must be told; the act holds from it where nobody tells another day. Where
            the act leaves the state as it is, the record keeps the last one: an earlier one that is
            written down late changes no value.
        since_at: the path at which the record keeps the day from which the act holds: told in one of
            the two places, it is written in both.
        alters: the path to which the act must give another value, where it means just that.
        judged: whether the record that comes out is judged by the rules.
        retroactive: whether it holds from the beginning of the record, not from its own day.
        takes_back: whether it makes the record what it was before the acts that the document named
            with it had ordered; ``after`` is the state of one that began with these.
        prepare: makes the values out of the record's present values and those given, where an
            action means more than writing them down.
        stands_against: what stands against the act in the record as it is, whether or not the record
            that comes out is judged; an error refuses it.
        basis: the law and article.

    """

    name: str
    label: str
    before: frozenset[str] = frozenset()
    after: str | None = None
    reason: bool = False
    document: bool = False
    document_at: str | None = None
    day_at: str | None = None
    since_at: str | None = None
    alters: str | None = None
    judged: bool = True
    retroactive: bool = False
    takes_back: bool = False
    prepare: Prepare | None = None
    stands_against: Callable[[Any], Sequence[Finding]] = _nothing
    basis: str = ""


REVOKED = State(name="revoked", label="已撤销")
"""The state of a record that has no force, from its beginning."""


def revoking(state: str, *, label: str, basis: str = "") -> tuple[Action, Action]:
    """Revoking a record that is in *state*, and restoring it: each with a reason and a document.

    Both hold from the beginning of the record. The rules do not judge what comes out: a record may
    be revoked just because it breaks them.

    >>> [(action.name, action.after) for action in revoking("registered", label="撤销")]
    [('revoke', 'revoked'), ('restore', 'registered')]
    """
    decided = Action(
        name="revoke",
        label=label,
        before=frozenset({state}),
        after=REVOKED.name,
        reason=True,
        document=True,
        judged=False,
        retroactive=True,
        basis=basis,
    )
    undone = evolve(
        decided,
        name="restore",
        label="恢复",
        before=frozenset({REVOKED.name}),
        after=state,
        basis="",
    )
    return decided, undone


@frozen(kw_only=True)
class Lifecycle:
    """States and actions of the records of one registry.

    >>> cycle = Lifecycle(
    ...     states=(State(name="valid", label="有效"), State(name="revoked", label="已撤销")),
    ...     actions=(Action(name="register", label="登记", after="valid"),
    ...              Action(name="revoke", label="撤销", before=frozenset({"valid"}), after="revoked")))
    >>> cycle.allowed("revoked"), cycle.allowed("valid"), cycle.allowed(None)
    ((), ('revoke',), ('register',))
    """

    states: tuple[State, ...]
    actions: tuple[Action, ...]

    def __attrs_post_init__(self) -> None:
        known = {state.name for state in self.states}
        for action in self.actions:
            used = action.before | ({action.after} if action.after else set())
            if not used <= known:
                message = f"action {action.name} names states that are not declared"
                raise ValueError(message)
            if not action.before and action.after is None:
                message = f"action {action.name} begins a record and must lead to a state"
                raise ValueError(message)

    def action(self, name: str) -> Action | None:
        """The action of that name, if the table has one."""
        return next((action for action in self.actions if action.name == name), None)

    def label(self, state: str | None) -> str:
        """The Chinese word for a state; ``None`` is a record not yet begun."""
        labels = {known.name: known.label for known in self.states}
        return labels.get(state, state) if state else "未登记"

    def allowed(self, state: str | None) -> tuple[str, ...]:
        """The names of the actions that are allowed in *state*."""
        return tuple(
            action.name
            for action in self.actions
            if (state in action.before if state else not action.before)
        )
