"""`saylau calibrate` from end to end: what is printed and written, wherever the work is done, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from saylau.checks.forensics.result import NOT_PROOF
from saylau.cli import main
from saylau.report.results.calibration_page import CAUTIONS
from tests.methods.results.elections import clean

SCHEMA = Path(__file__).parents[2] / "src" / "saylau" / "report" / "schema" / "calibration.schema.json"
HERE = ("--processes", "1")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented election of one region whose header needs the TOML beside it."""
    path = tmp_path_factory.mktemp("calibrate") / "lux.csv"
    table = clean(7, 1_600, districts=4)
    counts = zip(table.registered, table.issued, table.base, table.votes, strict=True)
    rows = [f"{','.join(table.key(i)[1:])},{n},{g},{c},{w}" for i, (n, g, c, w) in enumerate(counts)]
    path.write_text("\n".join(("Gemeinde,Nummer,A,B,C,D", *rows)) + "\n")
    columns = {"district": "Gemeinde", "station": "Nummer", "registered": "A", "ballots_issued": "B"}
    columns |= {"ballots_counted": "C", "leader": "D"}
    described = "\n".join(("[columns]", *(f'{role} = "{name}"' for role, name in columns.items())))
    path.with_suffix(".toml").write_text(f'{described}\n[file]\nsource = "Invented election"\n')
    return path


@pytest.fixture(scope="module")
def written(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is written for a file and two synthetic elections."""
    out = tmp_path_factory.mktemp("out")
    arguments = [str(file), "--synthetic", "2", "--forgeries", "2", "--spikes", "1", "--out", str(out), *HERE]
    assert main(["calibrate", *arguments]) == 0
    return out


def as_json(written: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((written / "calibration.json").read_text(encoding="utf-8"))
    return found


def test_the_summary_tells_rates_with_bounds_power_and_what_they_do_not_say(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calibrate", str(file), "--forgeries", "1", *HERE]) == 0
    text = " ".join(capsys.readouterr().out.replace("\u00a0", " ").split())
    for part in (
        "Invented election: ", "of 4 blocks were rejected at nominal 5 %; the upper 95 % bound of the rate is",
        "is not shown: so few blocks do not rule out a larger one", "False positives by block", "turnout",
        "mean z", "0.25 %", CAUTIONS[0], CAUTIONS[1],
    ):  # fmt: skip
        assert part in text


def test_json_has_the_form_that_is_published(written: Path) -> None:
    found, schema = as_json(written), json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(found)] == []
    assert [group["name"] for group in found["groups"]] == ["Invented election", "2 synthetic elections"]
    assert [one["forged_share"] for one in found["groups"][0]["power"]][:3] == [0, 0.0025, 0.005]


def test_the_page_stands_alone_and_holds_the_figures_of_the_json(written: Path) -> None:
    page = (written / "calibration.html").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert 'src="http' not in page
    assert "<script" not in page
    assert page.count("<svg") >= 4
    assert NOT_PROOF in page
    for group in as_json(written)["groups"]:
        assert group["says"].replace("\u00a0", " ") in page
    for model in as_json(written)["models"]:
        assert model["says"].replace("\u00a0", " ") in page


def test_one_process_or_two_the_same_bytes(written: Path, file: Path, tmp_path: Path) -> None:
    arguments = [str(file), "--synthetic", "2", "--forgeries", "2", "--spikes", "1", "--out", str(tmp_path)]
    assert main(["calibrate", *arguments, "--processes", "2"]) == 0
    for name in ("calibration.html", "calibration.json"):
        assert (tmp_path / name).read_bytes() == (written / name).read_bytes()


def test_another_seed_draws_other_elections(capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for seed in ("1", "1", "2"):
        assert main(["calibrate", "--synthetic", "1", "--seed", seed, "--json", *HERE]) == 0
        found.append(json.loads(capsys.readouterr().out)["groups"])
    assert found[0] == found[1] != found[2]


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (["--synthetic", "0"], 2, "nothing to calibrate on"),
        (["--synthetic", "1", "--format", "pdf"], 2, "no 'pdf'; formats are html, json"),
        (["nowhere.csv"], 1, "nowhere.csv"),
        (["--synthetic", "1", "--scheduler", "nonsense"], 2, "not the address of a Dask scheduler"),
    ],
)
def test_a_wrong_request_names_what_is_wrong(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, why: str
) -> None:
    assert main(["calibrate", *arguments, *HERE]) == code
    assert why in capsys.readouterr().err


def test_a_file_for_which_the_test_does_not_answer_is_refused_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "few.csv"
    path.write_text("station,registered,ballots_counted,leader\n1,500,400,200\n2,600,301,102\n")
    assert main(["calibrate", str(path), *HERE]) == 2
    error = capsys.readouterr().err
    assert "few.csv: the integer test does not answer for this file" in error
    assert "Too few stations" in error
