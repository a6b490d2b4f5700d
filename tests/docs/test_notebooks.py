"""The page for notebooks is true: its code runs in order, and what it shows is what comes out."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import Any

import pytest

from tests.docs.reader import DOCS, blocks, holds, plain

PAGE = DOCS / "how-to" / "notebooks.md"


def test_every_block_of_code_runs_in_order_and_prints_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYLAU_CACHE", str(tmp_path / "cache"))
    names: dict[str, Any] = {}
    printed, shown = "", 0
    for place, block in enumerate(blocks(PAGE)):
        if block.sort == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(block.body, f"block {place} of {PAGE.name}", "exec"), names)
            printed = plain(out.getvalue())
        elif block.sort == "text":
            shown += 1
            missing = [line for line in block.body.splitlines() if not holds(printed, line)]
            assert not missing, f"the page shows {missing}, and its code printed {printed}"
    assert shown >= 10
    saw = (tmp_path / "saw.svg").read_text(encoding="utf-8")
    assert "A statistical anomaly is not proof of fraud." in saw
    assert (tmp_path / "saw.png").read_bytes().startswith(b"\x89PNG")
