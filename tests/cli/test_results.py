"""`saylau results` from end to end on invented elections: what is printed, what is written, what is refused."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb  # noqa: TID253
import pytest
from jsonschema import Draft202012Validator

from saylau.checks.forensics.result import NOT_PROOF
from saylau.checks.forensics.study import METHODS
from saylau.cli import main
from tests.methods.results.elections import clean, with_round_turnout

SCHEMA = Path(__file__).parents[2] / "src" / "saylau" / "report" / "schema" / "results.schema.json"


def lines(*, forged: bool = False) -> list[str]:
    """An invented election as rows of a file."""
    table = clean(7, 1_600, regions=4)
    table = with_round_turnout(table, 0.7, 8, region=1) if forged else table
    counts = zip(table.registered, table.issued, table.base, table.votes, strict=True)
    return [f"{','.join(table.key(i))},{n},{g},{c},{w}" for i, (n, g, c, w) in enumerate(counts)]


HEADER = "region,district,station,registered,ballots_issued,ballots_counted,leader"


@pytest.fixture(scope="module")
def forged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("results") / "forged.csv"
    path.write_text("\n".join((HEADER, *lines(forged=True), "R03,D00,x,many,1,1,1")) + "\n")
    return path


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["results", *arguments, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_summary_tells_everything_that_belongs_to_a_result(
    forged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["results", str(forged)]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert text.index("registered its name") < text.index("rows read as stations")
    for part in (
        "1,600 rows read as stations, 1 rejected", "line 1602, column registered: 'many' is not a number",
        "Integer percentages · concern · not reviewed", "votes inconsistent with the null",
        "If each ballot had been cast independently", "fixed in advance", "Mexico 2012", "smallest excess",
        "innocent explanations", "Annals of Applied Statistics", "Primary:", "R01",
    ):  # fmt: skip
        assert part in text
    assert text.count(NOT_PROOF) == len(METHODS)


def test_json_has_the_form_that_is_published(forged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, str(forged))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(found)] == []
    (integers,) = [result for result in found["results"] if result["method"] == "integers"]
    assert integers["verdict"] == "concern"
    assert integers["data"]["rejected"] == 1


def test_order_of_rows_and_format_of_the_file_change_no_byte(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = lines()
    one, other, parquet = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "c.parquet"
    one.write_text("\n".join((HEADER, *rows)) + "\n")
    other.write_text("\n".join((HEADER, *random.Random(1).sample(rows, len(rows)))) + "\n")
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{one}')) TO '{parquet}' (FORMAT parquet)")
    texts = set()
    for path in (one, other, parquet):
        found = as_json(capsys, str(path))
        found.pop("file")
        texts.add(json.dumps(found).replace(path.name, "FILE"))
    assert len(texts) == 1


def test_files_are_written_with_every_flagged_station_and_rejected_row(
    forged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["results", str(forged), "--out", str(tmp_path / "out")]) == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"results.json", "flagged.csv", "rejected.csv"}
    with (tmp_path / "out" / "rejected.csv").open(encoding="utf-8-sig", newline="") as text:
        assert next(csv.DictReader(text))["line"] == "1602"
    with (tmp_path / "out" / "flagged.csv").open(encoding="utf-8-sig", newline="") as text:
        flagged = list(csv.DictReader(text))
    told = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    assert len(flagged) == sum(sum(result["flagged"].values()) for result in told["results"])


def test_a_name_out_of_the_file_steers_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "r.csv"
    path.write_text("station,registered,valid,leader\n1,\x1b[2Jx,1,1\n2,500,400,200\n")
    assert main(["results", str(path)]) == 0
    assert "\x1b[2J" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (["--format", "pdf"], 2, "no 'pdf'"),
        (["--turnout", "votes"], 2, "--turnout"),
        (["--columns", "nothing"], 2, "role=column"),
        (["--leader", "nobody"], 4, "no such column"),
        (["--fractions", "half"], 2, "no list of fractions"),
        (["--fractions", "3/2"], 2, "outside 0 to 1"),
        (["--lang", "xx"], 2, "xx"),
    ],
)
def test_a_wrong_request_names_what_is_wrong(
    forged: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, why: str
) -> None:
    assert main(["results", str(forged), *arguments]) == code
    assert why in capsys.readouterr().err


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["results", "nowhere.csv"]) == 1
    assert "nowhere.csv" in capsys.readouterr().err


def test_an_earlier_publication_and_a_cap_are_given_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft, final = tmp_path / "draft.csv", tmp_path / "final.csv"
    draft.write_text("station,registered,ballots_counted,leader\n1,750,400,200\n2,600,400,200\n")
    final.write_text("station,registered,ballots_counted,leader\n1,750,400,200\n2,600,400,240\n")
    found = as_json(capsys, str(final), "--earlier", str(draft), "--cap", "registered=750")
    told = {result["method"]: result for result in found["results"]}
    (row,) = told["changes"]["tables"][1]["rows"]
    assert (row["station"], row["number"], row["earlier"], row["later"]) == ("2", "leader", 200, 240)
    assert told["screens"]["flagged"]["at_cap_registered"] == 1
    assert main(["results", str(final), "--cap", "registered"]) == 4
    assert "is no number above 0" in capsys.readouterr().err


def test_a_summary_loads_neither_the_records_of_a_case_nor_its_checks_nor_what_draws_pages() -> None:
    """They take longer to load than a hundred thousand stations to test."""
    heavy = {"saylau.records.kinds", "saylau.checks.finding", "saylau.law", "saylau.report.html", "vl_convert", "scipy"}
    program = "import sys, saylau.cli.results.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not heavy & set(done.stdout.split())
