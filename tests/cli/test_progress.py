"""The bar for long work: it moves with each step, and within a step that says how far it is."""

from __future__ import annotations

import pytest
from rich.progress import Progress

from saylau.cli.progress import progress_bar


def test_a_step_moves_the_bar_by_one_and_a_part_of_a_step_by_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[float] = []
    usual = Progress.update

    def noted(self: Progress, *given: object, **more: object) -> None:
        seen.append(float(str(more["completed"])))
        usual(self, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Progress, "update", noted)
    with progress_bar(3) as tell:
        for step in ("reading", "drawing figure 1 of 4", "drawing figure 2 of 4", "writing", "more than was told"):
            tell(step)
    assert seen == [0, 1.25, 1.5, 2, 3]


def test_where_no_screen_is_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar(1) as tell:
        tell("reading")
    assert capsys.readouterr() == ("", "")
