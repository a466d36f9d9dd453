"""Progress on a terminal, quiet where there is none."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.cleaning import Progress


@contextmanager
def shown(*, quiet: bool) -> Iterator[Progress]:
    """A progress bar on standard error, gone when the work is done."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[records]}"),
        TimeElapsedColumn(),
    )
    with Bar(
        *columns, console=console, transient=True, disable=quiet or not console.is_terminal
    ) as bar:
        task = bar.add_task("读取、清洗", total=None, records="")

        def tell(stage: str, done: int, total: int | None) -> None:
            records = f"{done:,} 条" if done else ""
            bar.update(task, description=stage, completed=done, total=total, records=records)

        yield tell
