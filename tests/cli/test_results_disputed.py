"""`saylau results`: the disputed shelf stays shut unless it is asked for, and is labelled wherever it is printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from saylau.cli import main
from tests.methods.results.elections import clean


@pytest.fixture
def file(tmp_path: Path) -> Path:
    table = clean(2, 700, regions=2)
    rows = zip(table.registered, table.issued, table.base, table.votes, strict=True)
    lines = [f"{table.regions[table.region[i]]},{i},{n},{g},{c},{w}" for i, (n, g, c, w) in enumerate(rows)]
    path = tmp_path / "invented.csv"
    header = "region,station,registered,ballots_issued,ballots_counted,leader"
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return path


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["results", *arguments]) == 0
    return capsys.readouterr().out


def test_disputed_digits_are_off_unless_asked_for(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "isputed" not in printed(capsys, str(file)).replace("nobody disputes", "")


def test_disputed_digits_are_labelled_in_print_and_in_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = printed(capsys, str(file), "--disputed")
    assert "Disputed: digits of counts" in shown
    assert "They are not evidence." in shown
    told = json.loads(printed(capsys, str(file), "--disputed", "--json"))
    disputed = [result for result in told["results"] if result["shelf"] == "disputed"]
    assert [result["method"] for result in disputed] == ["digits", "last_digits"]
    for digits in disputed:
        assert digits["title"].startswith("Disputed")
        assert "They are not evidence." in digits["shelf_means"]
        assert digits["verdict"] == "noted"
        assert len(digits["controls"]) == 4
