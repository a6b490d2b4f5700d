"""A complaint for three invented people, from an empty folder by the page alone, and everything searched afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from saylau.vault import session
from saylau.vault.vault import vault_path
from tests.docs.reader import DOCS, Block, Reader, blocks, reader_in

PAGE = DOCS / "tutorial" / "complaint.md"
NAMES = ("Testov", "Probova", "Obraztsova")


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Reader]:
    """Somebody who begins the page; whatever happens, no key of the vault is kept after it."""
    yield reader_in(tmp_path, monkeypatch, capsys)
    session.forget(vault_path(tmp_path / "case"))


def test_the_page_says_before_its_first_command_that_everything_is_invented() -> None:
    assert "invented example" in PAGE.read_text("utf-8").split("```", 1)[0]


def test_the_complaint_is_made_word_for_word_and_tells_nobody_more_than_may_be_told(reader: Reader) -> None:
    for block in blocks(PAGE):
        reader.follow(block)
    assert named_outside_the_vault_and_what_was_sent() == []
    assert told_of_the_person_who_withdrew(reader) == []


def named_outside_the_vault_and_what_was_sent() -> list[Path]:
    """Every file of the folder is searched; the form that the page has the reader destroy is not."""
    sent = {Path("complaint", name) for name in ("complaint.en.pdf", "complaint.en.docx", "annexes.csv")}
    of_form = set(Path("case-dossiers").rglob("*"))
    searched = [path for path in Path().rglob("*") if path.is_file() and path not in sent | of_form]
    assert len(searched) > 50
    told = {path: path.read_bytes() for path in searched if path != Path("people.toml")}
    annexes = Path("complaint/annexes.csv")
    told[annexes] = annexes.read_bytes()
    return [path for path, data in told.items() if any(name.encode() in data for name in NAMES)]


def told_of_the_person_who_withdrew(reader: Reader) -> list[str]:
    """Of what is printed and made after the withdrawal, what has to do with that person."""
    reader.follow(Block("sh", "", "saylau vault unlock case\n", adds=False, refused=False))
    outputs = [
        reader.run("saylau deadlines case --on 2026-03-03"),
        reader.run("saylau deadlines case --on 2026-03-03 --format csv"),
        reader.run("saylau deadlines case --on 2026-03-03 --format ics"),
        reader.run("saylau findings case --on 2026-03-03"),
    ]
    reader.run("saylau complaint case --to committee --on 2026-03-03 --out again")
    made = [path.read_bytes() for path in Path("again").rglob("*.csv") if path.parent.name != "not-to-be-sent"]
    reader.run("saylau vault lock case")
    lines = [line for text in outputs for line in text.splitlines() if "P-0002" in line and "note:" not in line]
    return lines + [data.decode("utf-8", "replace") for data in made if b"P-0002" in data]
