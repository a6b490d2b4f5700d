"""`saylau quickcount compare`: a difference from the official result is a question, never more."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.quickcount.invented_count import Run, table, whole


def official(truth: dict[str, dict[str, str]], stations: list[str]) -> None:
    heads = ("station", "ada", "bo", "cy", "valid", "cast")
    Path("count/official.csv").write_text(table(heads, [{"station": s, **truth[s]} for s in stations]), "utf-8")


def test_figures_that_agree_are_in_line_and_their_difference_is_nothing(run: Run) -> None:
    truth, _ = whole(run)
    official(truth, list(truth))
    said = run("compare", "count", "--out", "out")
    assert "Every number agrees in 23 of 23" in said
    assert "in line" in said
    assert "concern" not in said
    told = json.loads(Path("out/comparison.json").read_text("utf-8"))["official"]
    over = told["over_the_frame"]
    assert list(over) == ["ada", "bo", "cy", "valid"]
    assert all(one == {"votes": 0, "margin": 0} for one in over.values())
    assert "The same stations, number by number" in run("estimate", "count")


def test_figures_that_differ_are_a_concern_and_never_more(run: Run) -> None:
    truth, stations = whole(run)
    raised = {s: {**t, "ada": str(int(t["ada"]) + 200), "valid": str(int(t["valid"]) + 200)} for s, t in truth.items()}
    official(raised, list(raised))
    said = run("compare", "count")
    assert "concern" in said
    assert "A difference is a question to the commission and to the observer" in said
    assert "more differences stand in the JSON file" in said
    assert "fraud" not in said
    assert len(stations) == 23


def test_before_the_rule_holds_a_comparison_of_totals_is_unknown(run: Run) -> None:
    truth, _ = whole(run, leave=6)
    official(truth, list(truth))
    said = run("compare", "count")
    assert "Unknown, since the publication rule does not hold." in said
    assert "in line" not in said


def test_official_figures_of_some_stations_give_no_total_and_an_official_total_can_be_written_down(run: Run) -> None:
    truth, stations = whole(run)
    official(truth, stations)
    assert "no total to compare with" in run("compare", "count")
    sums = {name: sum(int(told[name]) for told in truth.values()) for name in ("ada", "bo", "cy", "valid", "cast")}
    design = Path("count/design.toml")
    lines = "".join(f"{name} = {n}\n" for name, n in sums.items())
    design.write_text(design.read_text("utf-8") + f"\n[official]\n{lines}", "utf-8")
    said = run("compare", "count")
    assert "in line" in said
    assert "changed" not in run("verify", "count")


def test_official_stations_outside_the_frame_are_told_apart(run: Run) -> None:
    truth, _ = whole(run)
    abroad = {**truth, "A1": {"ada": "90", "bo": "5", "cy": "5", "valid": "100", "cast": "101"}}
    official(abroad, list(abroad))
    assert "1 official stations with 100 votes stand outside the frame" in run("compare", "count")


def test_without_official_figures_there_is_nothing_to_compare(run: Run) -> None:
    whole(run)
    assert "official.csv: no such file" in run("compare", "count", code=2)
