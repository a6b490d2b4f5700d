"""The command: verbs, errors without traceback and with their own exit code, and the main job on the real case."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from saylau.cli import VERBS, main
from saylau.records.locate import find_case


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and error output of one call."""
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_help_lists_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--help")
    assert code == 0
    assert all(verb in out for verb in VERBS)


def test_help_loads_no_heavy_package() -> None:
    heavy = "{'pydantic','typst','docx','vl_convert','babel','openpyxl','jinja2','networkx'}"
    program = f"import sys; from saylau.cli import main; main(['--help']); print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_its_own_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, verb, "--help")
    assert code == 0
    assert verb in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("reprot",), 2, "did you mean 'report'"),
        (("findings", "nowhere"), 2, "kazakhstan-2019"),
        (("findings", "kazakhstan-2019", "--outcome", "guilty"), 2, "outcomes are"),
        (("findings", "kazakhstan-2019", "--area", "XX"), 2, "areas are"),
        (("explain", "kazakhstan-2019", "finance.cap_use:nobody"), 2, "finance.cap_use:tokayev"),
        (("report", "kazakhstan-2019", "--format", "odt"), 2, "formats are"),
        (("report", "kazakhstan-2019", "--lang", "xx"), 2, "languages are"),
        (("report", "kazakhstan-2019", "--public"), 5, "not signed"),
    ],
)
def test_a_wrong_request_is_told_without_traceback(
    arguments: tuple[str, ...], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    got, _, error = run(capsys, *arguments)
    assert got == code
    assert said in error
    assert "Traceback" not in error


def test_findings_can_be_had_as_json_by_area_and_outcome(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "findings", "kazakhstan-2019", "--area", "CF", "--json")
    found = json.loads(out)
    assert code == 0
    assert {f["area"] for f in found} == {"CF"}
    assert "finance.cap_use:tokayev" in [f["id"] for f in found]


def test_explain_shows_rule_reading_arithmetic_facts_sources_and_the_hash(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "explain", "kazakhstan-2019", "finance.cap_use:tokayev")
    assert code == 0
    for part in ("hash to sign", "reading", "numbers", "facts", "odf-2019", "limits", "510,000,000"):
        assert part in out


def test_questions_are_written_as_one_letter_for_each_who_can_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "questions", "kazakhstan-2019", "--out", str(tmp_path))
    letters = sorted(tmp_path.iterdir())
    assert code == 0
    assert len(letters) == len(out.splitlines()) > 5
    assert all(letter.read_text("utf-8").startswith("# To: ") for letter in letters)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the bundled case that may be changed."""
    return Path(shutil.copytree(find_case("kazakhstan-2019"), tmp_path / "copy"))


def test_a_changed_fact_changes_sentence_and_finding_and_the_difference_is_told(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receipts = copied / "fund_receipt.csv"
    receipts.write_text(receipts.read_text("utf-8").replace("35974855 KZT", "36974855 KZT"), "utf-8")
    code, out, _ = run(capsys, "diff", "kazakhstan-2019", str(copied))
    assert code == 0
    assert re.search(r"amount: 35974855 KZT → 36974855 KZT", out)
    assert re.search(r"finding changed finance\.shares:case", out)
    assert "2,552,530,023" in out
    assert "2,553,530,023" in out


def test_a_case_compared_with_itself_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "diff", "kazakhstan-2019", "kazakhstan-2019")[1] == "The two states are the same.\n"


def test_a_signature_shows_in_the_report_and_falls_with_the_fact(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "findings", "kazakhstan-2019", "--json")
    digest = next(f["hash"] for f in json.loads(out) if f["id"] == "finance.shares:case")
    row = f"finding,hash,reviewer,day,decision,note\nfinance.shares:case,{digest},A. Reviewer,2026-11-22,approved,\n"
    (copied / "review.csv").write_text(row, "utf-8")
    signed = {f["id"] for f in json.loads(run(capsys, "findings", str(copied), "--json")[1]) if f["signed"]}
    assert signed == {"finance.shares:case"}
    receipts = copied / "fund_receipt.csv"
    receipts.write_text(receipts.read_text("utf-8").replace("35974855 KZT", "36974855 KZT"), "utf-8")
    assert not any(f["signed"] for f in json.loads(run(capsys, "findings", str(copied), "--json")[1]))
