"""Who reported, in the sheet: stratum by stratum, hour by hour, and beside the silent stations by a past election."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.quickcount.invented_count import DRAW, Run, drawn, folder, sheet, table, typed

PAST = '\n[sample.past]\nfile = "past.csv"\nvotes = ["ada"]\nbase = "valid"\n'


def count(run: Run, silent: str, more: str = "") -> tuple[dict[str, dict[str, str]], list[str], str]:
    """A count of which one drawn station, of the stratum that is named, is silent: truth, reported ones, silent one."""
    truth = folder(Path("count"), more=more)
    run("draw", "count", *DRAW)
    sample = drawn(Path("count"))
    quiet = next(station for station in sample if truth[station]["stratum"] == silent)
    told = [station for station in sample if station != quiet]
    random.Random(2).shuffle(told)
    typed(run, told, truth)
    return truth, told, quiet


def past(truth: Mapping[str, Mapping[str, str]], votes: Mapping[str, int], *, stations: bool = True) -> None:
    """The file of a past election: 100 valid votes in each station, and so many of them for the contestant."""
    rows = [
        {"station": station, "stratum": told["stratum"], "ada": str(votes[station]), "valid": "100"}
        for station, told in truth.items()
    ]
    heads = ("station", "stratum", "ada", "valid") if stations else ("stratum", "ada", "valid")
    Path("count/past.csv").write_text(table(heads, rows), "utf-8")


def rows(head: str) -> list[list[str]]:
    """The rows of the table below a head of the sheet."""
    below = Path("sheet/sheet.md").read_text("utf-8").split(f"## {head}\n")[1].split("\n## ")[0]
    lines = [line for line in below.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_strata_with_a_silent_station_are_named_in_the_sheet_and_the_others_counted(run: Run) -> None:
    truth, told, quiet = count(run, "s1")
    sheet(run)
    here = [station for station in told if truth[station]["stratum"] == "s1"]
    behind = sum(int(truth[station]["registered"]) for station in here)
    assert quiet not in here
    assert "Every drawn station reported in 2 of 3 strata." in run("estimate", "count")
    (row,) = rows("Response by stratum")
    assert row == ["s1", "20", str(len(here) + 1), f"{len(here)} of {len(here) + 1}", f"{behind:,}"]


def test_reports_of_each_stratum_are_told_hour_by_hour(run: Run) -> None:
    truth, told, _ = count(run, "s0")
    hours = sheet(run)["arrival"]
    first = [station for station in told[:12] if truth[station]["stratum"] == "s2"]
    every = [station for station in told if truth[station]["stratum"] == "s2"]
    assert rows("Arrival by stratum")[2] == ["s2", str(len(every)), str(len(first)), str(len(every))]
    assert [one["received"] for one in hours] == [12, len(told) - 12]
    assert hours[0]["by_stratum"]["s2"] == len(first)


def test_past_shares_of_silent_stations_stand_beside_those_of_reporting_ones_and_of_their_own_strata(run: Run) -> None:
    """30 % in every station of s0 but the silent one, which had 35 %, and 60 % elsewhere: shares by hand."""
    truth, told, quiet = count(run, "s0", PAST)
    votes = {station: 30 if one["stratum"] == "s0" else 60 for station, one in truth.items()}
    past(truth, votes | {quiet: 35})
    found = sheet(run)["past"]
    (share,) = found["shares"]
    assert (found["reported"], found["silent"], found["not_told"]) == (len(told), 1, 0)
    assert share["reported"] == pytest.approx(sum(votes[station] for station in told) / (100 * len(told)))
    assert share["silent"] == pytest.approx(0.35)
    assert share["reported_in_strata_of_silent"] == pytest.approx(0.30)
    assert rows("Past result of reporting and silent stations") == [["ada", f"{share['reported']:.2f}", "0.35", "0.30"]]


def test_without_stations_in_the_past_file_or_without_the_file_nothing_is_compared(run: Run) -> None:
    truth, _, _ = count(run, "s0", PAST)
    assert sheet(run)["past"] is None
    past(truth, dict.fromkeys(truth, 40), stations=False)
    assert sheet(run)["past"] is None
    assert "Past result of" not in run("estimate", "count")


def test_a_station_that_stands_twice_in_the_past_file_is_refused(run: Run) -> None:
    truth, _, _ = count(run, "s0", PAST)
    past(truth, dict.fromkeys(truth, 40))
    file = Path("count/past.csv")
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([*lines, lines[1]]) + "\n", "utf-8")
    assert "stands in row 2 already" in run("estimate", "count", code=4)
