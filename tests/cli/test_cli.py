"""The command: verbs, errors without traceback and with their own exit code, and the main job on the real case."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from saylau.checks.finding import Outcome
from saylau.cli import VERBS, main
from saylau.records.locate import find_case
from saylau.report.letters import short_name
from saylau.standards import AREAS
from tests.records.folders import changed, write


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
        (("findings", "kazakhstan-2019", "--sort", "colour"), 2, "orders are area, strength"),
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


def test_findings_print_whole_ids_grouped_by_area_in_lines_of_a_hundred_characters(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ids = [f["id"] for f in json.loads(run(capsys, "findings", "kazakhstan-2019", "--json")[1])]
    code, out, _ = run(capsys, "findings", "kazakhstan-2019")
    assert code == 0
    lines = out.splitlines()
    headers = [line for line in lines if re.match(r"[a-z]+\.[a-z_]+:", line)]
    assert sorted(line.split()[0] for line in headers) == sorted(ids)
    assert all(line.endswith("· indication, not reviewed") for line in headers)
    assert [line.partition(" ")[0] for line in lines if re.match("[A-Z]{2} · ", line)] == [
        area.code for area in AREAS if any(line.startswith(f"{area.code} · ") for line in lines)
    ]
    assert "CF · Campaign finance" in lines
    assert max(len(line) for line in lines if line not in headers) <= 100
    assert lines[-1] == f"{len(ids)} of {len(ids)} findings, {len(ids)} not signed"
    assert sum(map(int, re.findall(r"(\d+) [a-z]", lines[-2]))) == len(ids)


def test_findings_can_be_sorted_by_strength(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "findings", "kazakhstan-2019", "--json", "--sort", "strength")
    strongest_first = [outcome.value for outcome in Outcome]
    places = [strongest_first.index(f["outcome"]) for f in json.loads(out)]
    assert places == sorted(places)
    _, printed, _ = run(capsys, "findings", "kazakhstan-2019", "--sort", "strength")
    groups = [line for line in printed.splitlines() if line in strongest_first]
    assert groups == [name for name in strongest_first if name in groups]
    assert len(groups) > 3


def test_what_a_capped_finding_would_be_stands_beside_its_outcome(capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(run(capsys, "findings", "kazakhstan-2019", "--json")[1])
    capped = [f for f in listed if f["would_be"]]
    assert capped
    _, out, _ = run(capsys, "findings", "kazakhstan-2019")
    for finding in capped:
        assert f"{finding['id']}  {finding['outcome']} (would be {finding['would_be']})" in out


def test_explain_shows_rule_reading_arithmetic_facts_sources_and_the_hash(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "explain", "kazakhstan-2019", "finance.cap_use:tokayev")
    assert code == 0
    for part in ("hash to sign", "reading", "numbers", "facts", "odf-2019", "limits", "510,000,000"):
        assert part in out


def test_explain_names_a_unit_once_and_a_source_by_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "explain", "kazakhstan-2019", "finance.cap_use:tokayev")
    assert "KZT KZT" not in out.replace("\u00a0", " ")
    assert "odf-2019, “Presidential elections in Kazakhstan: " in out


def test_explain_shows_the_hash_on_its_second_line(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "explain", "kazakhstan-2019", "finance.shares:case")
    assert re.search(r"indication, not reviewed; hash to sign: [0-9a-f]{16}$", out.splitlines()[1])


def test_questions_are_written_as_one_letter_for_each_who_can_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "questions", "kazakhstan-2019", "--out", str(tmp_path))
    letters = sorted(tmp_path.iterdir())
    assert code == 0
    assert len(letters) == len(out.splitlines()) > 5
    assert all(letter.read_text("utf-8").startswith("# To: ") for letter in letters)
    assert max(len(letter.stem) for letter in letters) <= 27


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("Central Election Commission of the Republic", "central-election"),
        ("a lawyer who knows the electoral law of Luxembourg", "a-lawyer-who-knows"),
        ("the source's author", "the-sources-author"),
        ("Ministry of Justice of Kazakhstan", "ministry-of-justice"),
        ("ЦИК", "letter"),
        ("Wahlbeobachtungsgesellschaften", "wahlbeobachtungsgesellsc"),
    ],
)
def test_a_letter_has_a_short_name(who: str, name: str) -> None:
    assert short_name(who) == name


def test_letters_hold_nothing_that_is_withheld(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = (
        "id,asks,who,source,display\nq1,Who counted?,Commission,s1,\nq2,What did the gardener say?,Police,s1,withheld\n"
    )
    code, out, _ = run(capsys, "questions", str(write(tmp_path, changed(question=questions))))
    assert code == 0
    assert "Who counted?" in out
    assert "gardener" not in out


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


@pytest.mark.parametrize("both", [False, True])
def test_the_difference_of_a_broken_case_tells_what_is_wrong_in_which(
    both: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = str(write(tmp_path / "broken", changed(person="id,name,public,source\nada,,yes,s1\n", candidacy=None)))
    sound = broken if both else str(write(tmp_path / "sound", changed()))
    code, out, err = run(capsys, "diff", sound, broken)
    assert code == 4
    assert out.count(f"{broken}: 1 problem") == (2 if both else 1)
    assert "person.csv" in out
    assert err == "nothing was compared\n"


def test_a_fault_of_saylau_itself_is_one_line_and_shows_no_value_of_the_case(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("a secret name")

    monkeypatch.setattr("saylau.cli.gated.assess", fail)
    monkeypatch.delenv("SAYLAU_TRACEBACK", raising=False)
    code, _, err = run(capsys, "findings", "kazakhstan-2019")
    assert code == 1
    assert re.fullmatch(r"saylau: a fault of saylau itself \(KeyError in gated\.py, line \d+\).*\n", err)
    assert "secret" not in err
    monkeypatch.setenv("SAYLAU_TRACEBACK", "1")
    with pytest.raises(KeyError):
        main(["findings", "kazakhstan-2019"])


def test_explain_names_who_signed_when_with_which_note_and_says_that_a_signature_fell(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def signed(digest: str) -> str:
        row = f"finance.shares:case,{digest},A. Reviewer,2026-11-20,approved,Checked by hand.\n"
        (copied / "review.csv").write_text("finding,hash,reviewer,day,decision,note\n" + row, "utf-8")
        return " ".join(run(capsys, "explain", str(copied), "finance.shares:case")[1].replace("│", " ").split())

    fallen = signed("0123456789abcdef")
    assert "indication, not reviewed as it is now; hash to sign: " in fallen
    assert "the signature of A. Reviewer of 2026-11-20 fell" in fallen
    digest = re.findall(r"hash to sign: ([0-9a-f]{16})", fallen)[0]
    standing = signed(digest)
    assert f"signed by A. Reviewer on 2026-11-20 (approved); hash: {digest}" in standing
    assert "note: Checked by hand." in standing
    assert "fell" not in standing
    _, out, _ = run(capsys, "findings", str(copied), "--area", "CF")
    assert "· signed by A. Reviewer on 2026-11-20" in out


def test_explain_keeps_withheld_rows_withheld(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    receipts = copied / "fund_receipt.csv"
    with receipts.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["id"] == "tokayev-donations":
            row |= {"display": "withheld", "said_by": "A. Witness"}
    with receipts.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], *({"display", "said_by"} - set(rows[0]))], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    code, out, _ = run(capsys, "explain", str(copied), "finance.cap_use:tokayev")
    assert code == 0
    assert "tokayev-donations: withheld" in out
    assert "A. Witness" not in out


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
