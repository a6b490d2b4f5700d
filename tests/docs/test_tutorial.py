"""The tutorial is true: its files are written, its commands run, and what it shows is what comes out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from saylau.cli import main
from tests.docs.reader import TUTORIAL, Reader, blocks, plain, reader_in, write_case_of_tutorial


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reader:
    """Somebody who begins the tutorial."""
    return reader_in(tmp_path, monkeypatch, capsys)


def findings(case: str, reader: Reader) -> dict[str, dict[str, Any]]:
    """The findings of a case by id."""
    main(["findings", case, "--json"])
    return {finding["id"]: finding for finding in json.loads(reader.capsys.readouterr().out)}


def test_every_block_of_the_tutorial_is_a_file_a_command_or_what_it_prints() -> None:
    assert {block.sort for block in blocks(TUTORIAL) if not block.file} == {"sh", "output"}
    assert sum(bool(block.file) for block in blocks(TUTORIAL)) >= 20


def test_the_tutorial_says_before_its_first_command_that_the_election_is_invented() -> None:
    before = TUTORIAL.read_text("utf-8").split("```", 1)[0]
    assert "invented example" in before


def test_the_tutorial_works_word_for_word(reader: Reader) -> None:
    for block in blocks(TUTORIAL):
        reader.follow(block)

    without, with_law = (
        Path("out", name, "invented-2025.html").read_text("utf-8") for name in ("without-law", "with-law")
    )
    assert "no rule of the country is known" in without
    assert "How many signatures a candidate needed" in without.split("no rule of the country is known")[1][:3000]
    assert "50,750.50" in with_law
    corrected = Path("out", "corrected", "invented-2025.html").read_text("utf-8")
    assert "49,750.50" in corrected
    assert "50,750.50" not in corrected

    shown = [*Path("out").rglob("*.html"), *Path("out").rglob("*.json")]
    assert not [path for path in shown if "a collector was asked" in path.read_text("utf-8")]


def test_without_rules_the_checks_of_law_ask_and_the_others_answer(reader: Reader) -> None:
    write_case_of_tutorial(reader)
    ruled = findings("lux", reader)
    Path("lux/rules.toml").unlink()
    unruled = findings("lux", reader)

    assert set(unruled) == set(ruled)
    for finding in ("signatures.threshold:case", "signatures.margin:ada", "finance.cap_use:bo"):
        assert unruled[finding]["outcome"] == "unknown"
        assert ruled[finding]["outcome"] != "unknown"
    for finding in ("candidacy.funnel:case", "signatures.source_agreement:bo", "finance.shares:case"):
        assert unruled[finding]["sentence"] == ruled[finding]["sentence"]
        assert unruled[finding]["outcome"] != "unknown"

    main(["questions", "lux"])
    asked = reader.capsys.readouterr().out
    assert "Which provision governed the number of signatures" in asked


def test_with_rules_the_numbers_are_those_worked_out_by_hand(reader: Reader) -> None:
    write_case_of_tutorial(reader)
    found = {name: plain(finding["sentence"]) for name, finding in findings("lux", reader).items()}
    assert "2,514" in found["signatures.threshold:case"]  # 1 % of 251,340 is 2,513.4
    assert "14.96 %" in found["signatures.margin:ada"]  # (2,890 - 2,514) / 2,514
    assert "101.5 %" in found["finance.cap_use:bo"]  # 50,750.50 / 50,000
    assert "97.0 %" in found["finance.cap_use:ada"]  # 48,500 / 50,000
    assert "120,250.50 EUR" in found["finance.shares:case"]  # 12,000 + 48,500 + 9,000 + 50,750.50
    assert "50.3 %" in found["finance.shares:case"]  # 60,500 / 120,250.50
