"""`saylau tables`: what is printed, in which form, and what is refused beside a table printed before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from saylau.cli import main

CASE = "kazakhstan-2019"


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(["tables", *arguments]) == code
    said = capsys.readouterr()
    return said.err if code else said.out


def test_a_table_tells_what_is_counted_and_no_small_number(capsys: pytest.CaptureFixture[str]) -> None:
    shown = printed(capsys, CASE, "--of", "acts", "--by", "sort")
    assert "each under the first of the acts" in shown
    assert "<3" in shown or "fewer than 3" in shown


def test_the_heads_are_said_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert "применение силы" in printed(capsys, CASE, "--by", "sort", "--format", "csv", "--lang", "ru")


def test_a_table_written_as_json_is_read_again_and_the_same_case_tells_nothing_more(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "before.json"
    printed(capsys, CASE, "--by", "sort,month", "--format", "json", "--out", str(path))
    told = json.loads(path.read_text(encoding="utf-8"))
    assert (told["of"], told["by"], told["smallest"]) == ("acts", ["sort", "month"], 3)
    printed(capsys, CASE, "--by", "sort,month", "--earlier", str(path))


def test_a_table_that_tells_with_an_earlier_one_of_one_more_person_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "before.json"
    printed(capsys, CASE, "--of", "steps", "--by", "year", "--format", "json", "--out", str(path))
    told = json.loads(path.read_text(encoding="utf-8"))
    for cell in told["cells"]:
        if cell["row"] == "total":
            cell["printed"] = str(int(cell["printed"]) - 1)
    path.write_text(json.dumps(told), encoding="utf-8")
    assert "total" in printed(capsys, CASE, "--of", "steps", "--by", "year", "--earlier", str(path), code=5)


@pytest.mark.parametrize("text", ["", "[]", '{"of": "acts"}', "\xff"])
def test_a_file_that_is_no_table_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str) -> None:
    path = tmp_path / "before.json"
    path.write_bytes(text.encode("latin-1"))
    assert "no table" in printed(capsys, CASE, "--earlier", str(path), code=1)


def test_an_unknown_head_or_form_is_refused_with_those_that_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert "region" in printed(capsys, CASE, "--by", "city", code=2)
    assert "csv" in printed(capsys, CASE, "--format", "xml", code=2)
