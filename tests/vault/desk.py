"""A case with an unlocked vault beside it, on a day that stands still."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from saylau.cli import main
from saylau.records.folder import write_folder
from saylau.vault import session
from saylau.vault.age import Key
from saylau.vault.vault import Vault, open_with, vault_path
from tests.casework.gated_case import PEOPLE, identity, small_case
from tests.vault.invented import vault_at

DAY = "2026-06-01"
GIVEN = "2026-03-01"
ALL = ("--purpose", "store", "--purpose", "analyse", "--purpose", "publish-number", "--purpose", "publish name")


@dataclass
class Desk:
    """A case folder with an unlocked vault of its six people beside it; nobody has agreed to anything yet."""

    folder: Path
    key: Key
    runs: Callable[..., tuple[int, str, str]]

    @property
    def case(self) -> str:
        return str(self.folder)

    def vault(self) -> Vault:
        return open_with(vault_path(self.folder), self.key)

    def grant(self, number: str, *options: str) -> None:
        code, _, err = self.runs("vault", "grant", self.case, number, *(options or ALL), "--on", GIVEN)
        assert code == 0, err

    def json(self, *options: str) -> str:
        """The report of the day as JSON."""
        out = self.folder.parent / "out"
        code, _, err = self.runs("report", self.case, "--format", "json", "--out", str(out), "--on", DAY, *options)
        assert code == 0, err
        return (out / "invented.json").read_text("utf-8")


class Today(date):
    """A clock that stands still, so that consents do not run out while the tests grow old."""

    @classmethod
    def today(cls) -> Today:
        return cls(2026, 11, 22)


@pytest.fixture
def desk(tmp_path: Path, in_memory: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    folder = tmp_path / "case"
    write_folder(small_case(), folder)
    key = Key.new()
    vault_at(vault_path(folder), *map(identity, PEOPLE), key=key)
    session.keep(vault_path(folder), key)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("saylau.cli.gate_open.date", Today)

    def runs(*words: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = main(list(words))
        said = capsys.readouterr()
        return code, said.out, said.err

    return Desk(folder, key, runs)
