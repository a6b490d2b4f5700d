"""Runs of the verb in an empty folder, for all tests of quick counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from saylau.cli import main
from tests.cli.quickcount.invented_count import Run


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a part of the verb in an empty folder; gives what it printed, or the error of the code that is expected."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYLAU_CACHE", str(tmp_path / "cache"))

    def run(*arguments: str, code: int = 0) -> str:
        assert main(["quickcount", *arguments]) == code, capsys.readouterr()
        said = capsys.readouterr()
        return " ".join((said.err if code else said.out).split())

    return run
