"""A bar on the screen for work that takes more than a second: which step is being done, and how many are left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

_PART = re.compile(r"(\d+) of (\d+)")
"""A step that says how far it is: `drawing figure 3 of 12`."""


@contextmanager
def progress_bar(steps: int) -> Iterator[Callable[[str], None]]:
    """What tells the step that begins; the bar goes to the error stream, and away when all is done."""
    console = Console(stderr=True)
    # Where no screen is, a bar that is taken away again would leave an empty line before an error.
    shown = Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(),
        console=console, transient=True, disable=not console.is_terminal,
    )  # fmt: skip
    with shown:
        task = shown.add_task("", total=steps)
        done = -1
        within = ""

        def tell(step: str) -> None:
            nonlocal done, within
            part = _PART.search(step)
            kind = _PART.sub("", step) if part else step
            done, within = (done if kind == within else done + 1), kind
            share = int(part[1]) / int(part[2]) if part and int(part[2]) else 0
            shown.update(task, completed=min(done + share, steps), description=step)

        yield tell
