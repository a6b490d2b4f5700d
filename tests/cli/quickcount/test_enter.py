"""`saylau quickcount enter`: protocols as they are typed, what is refused and why, and what stays open."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from filelock import FileLock

from saylau.cli.quickcount import enter as entering
from tests.cli.quickcount.invented_count import DRAW, HEAD, Run, drawn, folder, protocols, typed, whole


def test_the_same_file_entered_twice_is_added_once(run: Run) -> None:
    truth, stations = whole(run)
    Path("typed.csv").write_text(protocols(truth, stations), "utf-8")
    assert "0 entries added" in run("enter", "count", "typed.csv", "--by", "A")


def test_entries_that_differ_and_sums_that_do_not_add_up_are_listed(run: Run) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    first, second, *_ = drawn(Path("count"))
    typed(run, [first], {**truth, first: {**truth[first], "valid": "1"}})
    Path("one.csv").write_text(protocols(truth, [second]), "utf-8")
    assert f"{second}: waits for a second entry" in run("enter", "count", "one.csv", "--by", "A")
    other = {**truth, second: {**truth[second], "bo": "9"}}
    Path("two.csv").write_text(protocols(other, [second]), "utf-8")
    said = run("enter", "count", "two.csv", "--by", "B")
    assert f"{second}: the entries differ: bo {truth[second]['bo']} (A) / 9 (B)" in said
    assert f"{first}: does not add up: votes of all contestants against valid votes" in said
    assert run("enter", "count") == said.split("reports.csv ", 1)[1]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("999,,1,1,1,1,3,4", "is no station of the frame"),
        ("NOTDRAWN,,1,1,1,1,3,4", "is in the frame but was not drawn"),
        ("DRAWN,,1.5,1,1,1,3,4", "is not a whole number"),
        ("DRAWN,,-4,1,1,1,3,4", "is not a whole number"),
        ("DRAWN,,,1,1,1,3,4", "is empty"),
        ("DRAWN,2031-05-04T21:00,1,1,1,1,3,4", "is not a moment with a time zone"),
        ("DRAWN,yesterday,1,1,1,1,3,4", "is not a moment with a time zone"),
    ],
)
def test_a_protocol_that_cannot_be_one_is_refused_with_its_row(run: Run, row: str, why: str) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    sample = drawn(Path("count"))
    row = row.replace("NOTDRAWN", next(one for one in truth if one not in sample)).replace("DRAWN", sample[0])
    Path("typed.csv").write_text(",".join(HEAD) + "\n" + row + "\n", "utf-8")
    said = run("enter", "count", "typed.csv", "--by", "A", code=4)
    assert "typed.csv, row 2" in said
    assert why in said
    assert not Path("count/reports.csv").exists()


def test_a_protocol_that_nobody_typed_or_with_an_unknown_column_is_refused(run: Run) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    Path("typed.csv").write_text(protocols(truth, drawn(Path("count"))[:1]), "utf-8")
    assert "column by" in run("enter", "count", "typed.csv", code=4)
    Path("typed.csv").write_text("station,ada,bo,cy,vallid\n", "utf-8")
    assert "did you mean valid?" in run("enter", "count", "typed.csv", "--by", "A", code=4)
    assert "no such file" in run("enter", "count", "nothing.csv", "--by", "A", code=2)


def test_a_number_that_the_estimate_needs_and_no_protocol_holds_is_asked_for(run: Run) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    stations = drawn(Path("count"))[:2]
    Path("typed.csv").write_text(protocols(truth, stations, ("station", "ada", "bo", "cy")), "utf-8")
    run("enter", "count", "typed.csv", "--by", "A")
    assert "lacks a number that the estimate needs" in run("enter", "count", "typed.csv", "--by", "B", code=4)


def test_a_protocol_can_be_typed_number_by_number(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    (station, *_) = drawn(Path("count"))
    told = truth[station]
    order = ("ada", "bo", "cy", "valid", "invalid", "cast", "issued", "registered")
    lines = "".join(f"{told.get(name, '') if name != 'registered' else ''}\n" for name in order)
    at = ("--at", "2031-05-04T21:40+05:00")
    said = ""
    for who in ("A", "B"):
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        said = run("enter", "count", "--station", station, "--by", who, *at)
    assert "accepted: 1 of 24 (4.2 %) stations" in said
    assert f"{station},A,2031-05-04T21:40:00+05:00,{told['ada']}," in Path("count/reports.csv").read_text("utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("12\n"))
    assert "bo: standard input ended" in run("enter", "count", "--station", station, "--by", "C", code=2)
    monkeypatch.setattr("sys.stdin", io.StringIO("twelve\n" + lines.split("\n", 1)[1]))
    assert "is not a whole number" in run("enter", "count", "--station", station, "--by", "C", code=4)
    assert "say who with --by" in run("enter", "count", "--station", station, code=2)
    assert "was not drawn" in run("enter", "count", "--station", "999", "--by", "C", code=2)
    assert "one of the two" in run("enter", "count", "typed.csv", "--station", station, "--by", "C", code=2)


def test_somebody_who_is_writing_is_waited_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    Path("typed.csv").write_text(protocols(truth, drawn(Path("count"))[:1]), "utf-8")
    monkeypatch.setattr(entering, "WAIT", 0.05)
    with FileLock("count/.reports.csv.lock"):
        assert "somebody else is writing it" in run("enter", "count", "typed.csv", "--by", "A", code=2)
    assert "1 entry added" in run("enter", "count", "typed.csv", "--by", "A")
