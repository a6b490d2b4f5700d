"""`saylau law`: dated cases of a lawyer, as a table, with an exit code that a program can use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from saylau.cli import main

ROOT = Path(__file__).parents[2]
# One per cent of 11,814,019 voters is 118,140.19: one signature is short under the reading that rounds up.
CASE = """\
[[case]]
name = "One signature short"
on = 2019-06-09
given = {{voters = 11814019, valid_signatures = 118140}}
expect = {{"signatures.total" = {{at-least = "{verdict}"}}}}
values = {{"signatures.total" = {{at-least = {{required = 118141}}}}}}
"""


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and error output of one call."""
    code = main(["law", *arguments])
    said = capsys.readouterr()
    return code, " ".join(said.out.split()), said.err


def file_of(folder: Path, text: str) -> str:
    """A file of legal cases."""
    (folder / "cases.toml").write_text(text, encoding="utf-8")
    return str(folder / "cases.toml")


def test_a_case_that_is_answered_as_expected_is_told_with_its_values(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = ran(capsys, "kz", file_of(tmp_path, CASE.format(verdict="no")))
    assert code == 0
    assert "One signature short signatures.total at-least no no yes" in out
    assert "required: 118141 118141 yes" in out
    assert out.endswith("1 case, 0 with an answer that differs")


def test_an_answer_that_differs_is_told_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "KZ", file_of(tmp_path, CASE.format(verdict="yes")))
    assert code == 1
    assert "signatures.total at-least yes no no" in out
    assert out.endswith("1 case, 1 with an answer that differs")


def test_a_folder_of_cases_is_run_whole(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "kz", str(ROOT / "tests" / "law" / "cases" / "kz"))
    assert code == 0
    assert re.search(r"\d{2,} cases, 0 with an answer that differs$", out)


@pytest.mark.parametrize(
    ("country", "file", "code", "said"),
    [
        ("xx", "cases.toml", 2, "no rules of 'xx' come with saylau; it holds those of: kz"),
        ("kz", "gone.toml", 2, "gone.toml: no such file or folder"),
        ("kz", "cases.toml", 1, "cases.toml: case 1, field on: field required"),
    ],
)
def test_a_wrong_request_is_told_without_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], country: str, file: str, code: int, said: str
) -> None:
    file_of(tmp_path, '[[case]]\nname = "No day"\nexpect = {"signatures.total" = "absent"}')
    got, _, error = ran(capsys, country, str(tmp_path / file))
    assert got == code
    assert said in error
    assert "Traceback" not in error


def test_the_example_of_the_how_to_page_is_answered_as_it_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "how-to" / "legal-cases.md").read_text("utf-8")
    (example,) = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    code, out, _ = ran(capsys, "kz", file_of(tmp_path, example))
    assert code == 0
    assert out.endswith("2 cases, 0 with an answer that differs")
