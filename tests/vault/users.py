"""Somebody with one case who runs `saylau vault`, and what they type."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from saylau.cli import main
from saylau.vault import session
from saylau.vault.vault import Vault, open_with, vault_path
from tests.records.folders import SOUND
from tests.vault.invented import person, vault_at

FORM = """
[[person]]
on = 2026-03-01
[[person.name]]
text = "Canary Testov"
[[person.consent]]
purposes = ["store", "share in confidence"]
bodies = ["un-hrc"]

[[person]]
number = "P-0007"
on = 2026-03-01
[[person.name]]
text = "Canary Testova"
"""


class Terminal(io.StringIO):
    """Standard input at which somebody sits."""

    def isatty(self) -> bool:
        return True


@dataclass
class User:
    """Somebody with one case who runs `saylau vault`."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def runs(self, *words: str, typed: str = "", terminal: bool = False) -> tuple[int, str, str]:
        """Exit code, output and error output of a verb of `saylau vault`; `typed` is standard input."""
        self.monkeypatch.setattr(sys, "stdin", Terminal(typed) if terminal else io.StringIO(typed))
        code = main(["vault", *words])
        said = self.capsys.readouterr()
        return code, said.out, said.err

    @property
    def case(self) -> str:
        return str(self.folder)

    def has(self, name: str) -> str:
        """A file of the case."""
        return (self.folder / name).read_text("utf-8")

    def vault(self) -> Vault:
        """The vault as its file holds it; it has to be unlocked."""
        key = session.kept(vault_path(self.folder))
        assert key is not None
        return open_with(vault_path(self.folder), key)


@pytest.fixture
def user(tmp_path: Path, in_memory: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> User:
    """A user whose case holds an election and two sources."""
    folder = tmp_path / "case"
    folder.mkdir()
    for name in ("case.toml", "sources.csv", "election.csv"):
        (folder / name).write_bytes(SOUND[name])
    (tmp_path / "form.toml").write_text(FORM)
    monkeypatch.chdir(tmp_path)
    return User(folder, capsys, monkeypatch)


@pytest.fixture
def unlocked(user: User) -> User:
    """The same with a vault of two invented people that is unlocked."""
    path = vault_path(user.folder)
    session.keep(path, vault_at(path, person("Invented-One"), person("Invented-Two"))._key)
    return user
