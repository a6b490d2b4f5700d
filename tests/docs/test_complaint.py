"""A complaint for three invented people, from an empty folder by the page alone, and everything searched afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from saylau.vault import session
from saylau.vault.vault import vault_path
from tests.docs.reader import DOCS, Reader, blocks, reader_in

PAGE = DOCS / "tutorial" / "complaint.md"
NAMES = ("Testov", "Probova", "Obraztsova")


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Reader]:
    """Somebody who begins the page; whatever happens, no key of the vault is kept after it."""
    monkeypatch.setattr(session, "_watch", lambda held: None)  # no process that waits for a quarter of an hour
    yield reader_in(tmp_path, monkeypatch, capsys)
    session.forget(vault_path(tmp_path / "case"))


def test_the_page_says_before_its_first_command_that_everything_is_invented() -> None:
    assert "invented example" in PAGE.read_text("utf-8").split("```", 1)[0]


def test_the_complaint_is_made_word_for_word(reader: Reader) -> None:
    for block in blocks(PAGE):
        reader.follow(block)
