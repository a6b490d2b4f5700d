"""`saylau quickcount design` and `simulate`: what plan, frame and past election may hold, and why one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.quickcount.invented_count import DRAW, Run, drawn, folder, table, typed


def test_certainty_stations_are_drawn_whatever_the_number(run: Run) -> None:
    truth = folder(Path("count"))
    rows = [{"station": s, **told, "certainty": "yes" if s in ("000", "021") else ""} for s, told in truth.items()]
    heads = ("station", "stratum", "region", "registered", "certainty")
    Path("count/frame.csv").write_text(table(heads, rows), "utf-8")
    run("draw", "count", *DRAW)
    assert {"000", "021"} <= set(drawn(Path("count")))
    assert "s0 (certainty) r0 1 1" in run("design", "count")


def past(truth: dict[str, dict[str, str]]) -> str:
    return table(("stratum", "ada", "bo", "valid"), list(truth.values()))


PAST = '\n[sample.past]\nfile = "past.csv"\nvotes = ["ada", "bo"]\nbase = "valid"\n'


def test_a_past_election_gives_sizes_and_neyman_s_allocation_and_can_be_simulated(run: Run) -> None:
    truth = folder(Path("count"), more='allocation = "neyman"\n' + PAST)
    Path("count/past.csv").write_text(past(truth), "utf-8")
    said = run("design", "count", "--margin", "0.5")
    assert "neyman: 24 stations asked for" in said
    assert "contestant of the past proportional Neyman" in said
    first = run("simulate", "count", "--draws", "200", "--seed", "5", "--response", "0.9")
    assert "200 draws" in first
    assert "ada over bo" in first
    assert run("simulate", "count", "--draws", "200", "--seed", "5", "--response", "0.9") == first


@pytest.mark.parametrize(
    ("content", "why", "code"),
    [
        (None, "no such file", 2),
        ("stratum,ada,bo,valid\ns9,1,1,2\n", "is no stratum of the frame", 4),
        ("stratum,ada,bo,valid\ns0,1,1,2\n", "no station", 2),
        ("stratum,ada,valid\ns0,1,2\n", "the column is missing", 4),
    ],
)
def test_a_past_election_that_does_not_fit_is_refused(run: Run, content: str | None, why: str, code: int) -> None:
    folder(Path("count"), more=PAST)
    if content is not None:
        Path("count/past.csv").write_text(content, "utf-8")
    assert why in run("simulate", "count", "--draws", "2", code=code)


def test_without_a_past_election_no_size_is_told_and_nothing_simulated(run: Run) -> None:
    folder(Path("count"))
    assert "No past election is named" in run("design", "count")
    assert "no table [sample.past]" in run("simulate", "count", code=2)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"cy"]', '"cy", "cast"]', "cannot be the name of a contestant"),
        ('"cy"]', '"ada"]', "cannot be the name of a contestant"),
        ("turnout = true", "turnnout = true", "is no key of this file"),
        ("turnout = true", "level = 95", "docs/how-to/quick-count.md"),
        ("[frame]\n", "[[threshold]]\nof = 'nobody'\nat = 0.5\n[frame]\n", "nobody whom a threshold can concern"),
        ("[frame]\n", "[collapse]\norder = ['s0', 's1', 's7']\n[frame]\n", "only one of frame and order"),
        ('version = "list of 20 April 2031"', "", "is missing"),
        ("[sample]", "[sample]\nmethod = 'proportional to size'", "needs a variance of its own"),
        ("turnout = true", "turnout = ", "is not TOML"),
    ],
)
def test_a_plan_that_cannot_be_read_is_refused_with_its_key(run: Run, old: str, new: str, why: str) -> None:
    folder(Path("count"))
    path = Path("count/design.toml")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    said = run("design", "count", code=4)
    assert why in said
    assert "design.toml" in said


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("1,a,x,100\n1,a,x,100\n", "stands in row 2 already"),
        ("1,a,x,many\n", "is not a whole number"),
        ("1,a,x,100\n2,a,y,100\n", "lies in x and in y"),
        ("1,,x,100\n", "write the stratum"),
        ("1,a,,100\n", "write the region"),
        (",a,x,100\n", "is empty"),
        ("1,a (certainty),x,100\n", "certainty: yes"),
        ("", "holds no station"),
    ],
)
def test_a_frame_that_cannot_be_one_is_refused(run: Run, rows: str, why: str) -> None:
    folder(Path("count"))
    Path("count/frame.csv").write_text("station,stratum,region,registered\n" + rows, "utf-8")
    assert why in run("design", "count", code=4)


def test_a_folder_without_files_a_sample_of_too_many_and_wrong_shares_are_refused(run: Run) -> None:
    Path("empty").mkdir()
    assert "no design.toml there" in run("design", "empty", code=2)
    folder(Path("count"), stations=500)
    assert "a number from 1 to 60" in run("design", "count", code=2)
    assert "a number from 1 to 60" in run("draw", "count", *DRAW, code=2)
    assert "percentage points" in run("design", "count", "--margin", "0", code=2)
    assert "above 0 and at most 1" in run("design", "count", "--response", "0", code=2)
    assert "--number and --witness" in run("draw", "count", "--number", " ", *DRAW[2:], code=2)
    Path("count/design.toml").write_text(Path("count/design.toml").read_text().replace("500", "24"))
    run("draw", "count", *DRAW)
    assert "not a moment with a time zone" in run("estimate", "count", "--until", "nine", code=2)


def test_stations_left_out_and_unused_columns_are_told(run: Run) -> None:
    truth = folder(Path("count"))
    Path("count/left-out.csv").write_text("station,registered,reason\nA1,1200,abroad\n", "utf-8")
    rows = [{"station": s, **told, "address": "x", "kind": "rural"} for s, told in truth.items()]
    heads = ("station", "stratum", "region", "registered", "address", "kind")
    Path("count/frame.csv").write_text(table(heads, rows), "utf-8")
    said = run("design", "count")
    assert "Left out: 1 stations with 1,200 registered voters" in said
    assert "Columns that nothing asks for: address." in said
    run("draw", "count", *DRAW)
    typed(run, drawn(Path("count"))[:-2], truth)
    told = run("estimate", "count")
    assert "Left out of the frame: 1 stations with 1,200 registered voters (abroad 1)." in told
    assert "Reported by kind: rural 22 of 24 (91.7 %)." in told
