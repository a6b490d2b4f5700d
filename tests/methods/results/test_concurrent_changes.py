"""Several contests and two publications of one table, by hand: what is compared, what is listed, what is not asked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np  # noqa: TID253
import pytest
from numpy.typing import NDArray  # noqa: TID253

from saylau.checks.forensics.changes_result import published_twice
from saylau.checks.forensics.concurrent_result import concurrents
from saylau.checks.forensics.result import Result, Verdict
from saylau.checks.forensics.study import Options, study
from saylau.methods.results.changes import Change, changes
from saylau.methods.results.roles import MISSING, Role
from saylau.methods.results.stations import About, Day, Report, Stations
from tests.methods.results.elections import clean, stations_of

Counts = NDArray[np.int64]


def figures(result: Result) -> dict[str, object]:
    return {str(row[0]): row[1] for row in result.tables[0].rows}


# Several contests


def held_together() -> Stations:
    """Two hundred stations of a hundred ballots; the council has one fewer, and in the fifth a tenth fewer."""
    n = np.full(200, 200, np.int64)
    council = np.where(np.arange(200) == 4, 90, 99)
    mayor = np.where(np.arange(200) == 9, MISSING, 100)
    table = stations_of(n, n // 2, n // 2, n // 4, districts=2)
    return replace(table, contests={"council": council, "mayor": mayor})


def test_the_station_whose_contests_differ_most_is_listed_with_the_ballots_of_each() -> None:
    result = concurrents(held_together())
    assert result.verdict is Verdict.NOTED
    assert result.tables[1].heads[-3:] == ("ballots_counted", "council", "mayor")
    assert result.tables[1].rows == (("R00", "D00", "S4", 10, 10.0, 100, 90, 100),)
    assert [(flag.rule, flag.rows.tolist()) for flag in result.flags] == [("contests differ", [4])]
    assert figures(result)["stations compared"] == 199
    assert result.data.used.excluded[0].rows == 1


def test_the_contest_of_the_table_itself_is_compared_with_the_one_that_is_named() -> None:
    table = replace(held_together(), contests={"council": np.full(200, 94, np.int64)})
    result = concurrents(table)
    assert figures(result)["ballots counted, ballots_counted"] == 20_000
    assert figures(result)["ballots counted, council"] == 18_800
    assert (figures(result)["99th percentile of the difference, %"], result.flags) == (6.0, ())


def test_a_table_of_one_contest_is_unknown() -> None:
    result = concurrents(clean(1, 20))
    assert result.verdict is Verdict.UNKNOWN
    assert "contest_1" in str(result.refused[0])


def test_where_contests_agree_nothing_is_listed() -> None:
    table = replace(held_together(), contests={"a": np.full(200, 80, np.int64), "b": np.full(200, 80, np.int64)})
    assert concurrents(replace(table, counts={**table.counts, Role.COUNTED: np.full(200, 80)})).flags == ()


# Two publications


def twice() -> tuple[Stations, Stations]:
    n = np.full(6, 500, np.int64)
    first = stations_of(n, n - 200, n - 200, n - 350, districts=2, a=n - 350, b=n - 400)
    votes, registered = np.array(first.votes), np.array(first.registered)
    votes[2] += 7
    registered[5] = MISSING
    later = replace(first, counts={**first.counts, Role.LEADER: votes, Role.REGISTERED: registered})
    return replace(first, about=About("draft", "2020-01-02")), replace(later, about=About("final", "2020-01-09"))


def test_every_number_that_differs_is_listed_with_both_dates() -> None:
    earlier, later = twice()
    assert changes(earlier, later).found == (
        Change(2, "leader", 150, 157), Change(5, "registered", 500, None),
    )  # fmt: skip
    result = published_twice(later, earlier)
    assert result.tables[1].rows == (
        ("R00", "D00", "S2", "leader", 150, 157, 7), ("R00", "D01", "S5", "registered", 500, None, None),
    )  # fmt: skip
    note = result.tables[1].note
    assert getattr(note, "values", {})["earlier_date"] == "2020-01-02"
    assert getattr(note, "values", {})["later_date"] == "2020-01-09"
    assert [(flag.rule, flag.rows.tolist()) for flag in result.flags] == [("changed", [2, 5])]


def test_stations_of_one_publication_only_are_told() -> None:
    earlier, later = twice()
    renamed = replace(later, station=np.array([*later.station[:5], "new"], np.object_))
    found = changes(earlier, renamed)
    assert (found.only_earlier, found.only_later.tolist()) == ((("R00", "D01", "", "S5"),), [5])
    assert found.compared == 5


def test_a_station_that_stands_in_two_rows_is_not_compared() -> None:
    earlier, later = twice()
    doubled = replace(later, station=np.array(["S0", "S0", *later.station[2:]], np.object_))
    found = changes(earlier, doubled)
    assert (found.several, found.compared) == (1, 4)


def test_the_same_publication_has_no_difference() -> None:
    earlier, _ = twice()
    assert published_twice(earlier, earlier).verdict is Verdict.IN_LINE


def test_publications_without_a_common_station_are_unknown() -> None:
    earlier, later = twice()
    moved = replace(later, areas=(("R01", "D00"), ("R01", "D01")))
    assert published_twice(moved, earlier).verdict is Verdict.UNKNOWN


def test_differences_are_asked_only_beside_an_earlier_publication() -> None:
    earlier, later = twice()
    assert "changes" not in {result.method for result in study(later).results}
    assert study(later, Options(earlier=earlier)).result("changes").verdict is Verdict.NOTED


# Hours


@pytest.fixture
def by_the_hour() -> Result:
    n, close = np.full(12, 900, np.int64), np.full(12, 400, np.int64)
    noon, five = np.full(12, 100, np.int64), np.full(12, 300, np.int64)
    noon[3], five[4] = 280, 90
    table = stations_of(n, close, close, close // 2, booths=np.where(np.arange(12) == 4, 1, 0))
    table = replace(table, day=Day((Report("12:00", 720, noon), Report("17:00", 1_020, five)), 1_080, "local"))
    return study(table).result("pace")


def test_the_pace_of_each_interval_is_told_with_its_fastest_station(by_the_hour: Result) -> None:
    intervals = by_the_hour.tables[1]
    assert [(row[:4], row[6:]) for row in intervals.rows] == [
        (("12:00", "17:00", 300, 3_390 - 1_380), ("R00", "D00", "S0")),
        (("17:00", "18:00 (close)", 60, 4_800 - 3_390), ("R00", "D00", "S4")),
    ]
    assert [row[5] for row in intervals.rows] == pytest.approx([200 / 300, 310 / 60])
    assert intervals.rows[1][4] == pytest.approx(100 * 1_410 / 4_800)


def test_a_station_that_is_faster_than_its_booths_allow_is_named(by_the_hour: Result) -> None:
    assert {flag.rule: flag.rows.tolist() for flag in by_the_hour.flags} == {
        "falling": [4], "more than half after the last report": [4], "faster than its booths allow": [4],
    }  # fmt: skip
