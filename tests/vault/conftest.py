"""Vaults for tests: cheap ones that their key opens, and one with a passphrase that all share."""

from __future__ import annotations

from pathlib import Path

import pytest

from saylau.vault import session
from saylau.vault.vault import Vault, vault_path
from tests.vault.invented import person, vault_at


@pytest.fixture
def opened_vault(tmp_path: Path) -> Vault:
    """An open vault of three invented people, beside the folder `case`."""
    return vault_at(
        vault_path(tmp_path / "case"), person("Invented-One"), person("Invented-Two"), person("Invented-Three")
    )


@pytest.fixture
def in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for kept keys that belongs to the test alone, without a process left behind."""
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setattr(session, "in_memory", lambda folder: True)
    monkeypatch.setattr(session, "_watch", lambda held: None)
    return runtime
