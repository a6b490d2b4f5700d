"""The how-to pages are true: what they show is done in order, from the case of the tutorial or an empty folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.reader import DOCS, Reader, blocks, reader_in, write_case_of_tutorial

PAGES = sorted((DOCS / "how-to").glob("*.md"))
FOLLOWED = [page for page in PAGES if any(block.sort in ("sh", "output") for block in blocks(page))]
UPON_TUTORIAL = "as it stands after section 9"


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reader:
    """Somebody who begins a page."""
    return reader_in(tmp_path, monkeypatch, capsys)


def test_most_pages_can_be_followed() -> None:
    assert len(FOLLOWED) >= 10


@pytest.mark.parametrize("page", FOLLOWED, ids=lambda page: page.stem)
def test_a_page_works_word_for_word(page: Path, reader: Reader) -> None:
    if UPON_TUTORIAL in " ".join(page.read_text("utf-8").split()):
        write_case_of_tutorial(reader)
    shown = [block for block in blocks(page) if block.file or block.sort in ("sh", "output")]
    assert shown, page
    for block in shown:
        reader.follow(block)


def test_every_page_is_linked_from_the_list_of_pages() -> None:
    listed = (DOCS / "README.md").read_text("utf-8")
    listed_by_others = ("docs", "kinds", "checks")
    pages = [page for page in DOCS.rglob("*.md") if page.parent.name not in listed_by_others]
    assert [page.name for page in pages if f"({page.relative_to(DOCS).as_posix()})" not in listed] == []
