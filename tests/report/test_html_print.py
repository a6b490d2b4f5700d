"""The page printed by Chromium: what is folded on the screen is open, and each sheet says what is not reviewed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from unicodedata import normalize

import pypdf
import pytest

from saylau.report.document import FindingBox, walk
from tests.report.page import written
from tests.report.sample import sample_document

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer",
)  # fmt: skip


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Text of each printed page."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    folder = tmp_path_factory.mktemp("print")
    page, paper = folder / "page.html", folder / "page.pdf"
    page.write_text(written(sample_document()), encoding="utf-8")
    places = (f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={paper}", page.as_uri())
    subprocess.run([chromium, *FLAGS, *places], check=True, capture_output=True, timeout=120)
    return _texts(paper)


def _texts(paper: Path) -> list[str]:
    """Spaces joined, ligatures taken apart."""
    sheets = (normalize("NFKC", sheet.extract_text()) for sheet in pypdf.PdfReader(paper).pages)
    return [" ".join(sheet.split()) for sheet in sheets]


@pytest.mark.needs_chromium
def test_each_printed_page_carries_the_watermark_and_its_number(sheets: list[str]) -> None:
    assert len(sheets) > 4
    watermark = sample_document().watermark
    assert [number for number, sheet in enumerate(sheets, 1) if watermark not in sheet] == []
    unnumbered = [n for n, sheet in enumerate(sheets, 1) if f"Page {n} of {len(sheets)}" not in sheet]
    assert unnumbered == []


@pytest.mark.needs_chromium
def test_what_is_folded_on_the_screen_is_printed(sheets: list[str]) -> None:
    boxes = [b for _, s in walk(sample_document().sections) for b in s.blocks if isinstance(b, FindingBox)]
    folded = [box.measures.caption for box in boxes if box.measures]
    whole = " ".join(sheets)
    assert folded
    folded += ["510000000 / 510000000", "Election Commission, 29 May."]
    assert [text for text in folded if text not in whole] == []


@pytest.mark.needs_chromium
def test_outside_addresses_are_printed_and_inner_ones_are_not(sheets: list[str]) -> None:
    whole = "".join(sheets).replace(" ", "")
    assert "(https://example.org/funds?year=2019&page=2)" in whole
    assert "#finance" not in whole
