"""The map of tiles and the time line of interruptions: what stands where, and when there is no picture."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from saylau.checks.finding import Finding, Measure
from saylau.report.charts import CHARTS, Picture
from saylau.report.document import plain
from saylau.values import When
from saylau.values.message import Message, Percent

from .pictures import SOURCE, finding, interruptions, measures, tiles, words

MAP, LINE = "results.turnout_outliers", "internet.rally_overlap"


def drawn(check: str, findings: tuple[Finding, ...]) -> Picture:
    made = CHARTS[check](findings, words(), SOURCE)
    assert made is not None
    return made


def rows(made: Picture, **known: str) -> list[dict[str, Any]]:
    """Marks that stand for something, as the names of its columns say."""
    return [
        row for data in made.spec["datasets"].values() for row in data if all(row.get(k) == v for k, v in known.items())
    ]


def table(made: Picture) -> list[list[str]]:
    return [[plain(cell) for cell in row.cells] for row in made.rows]


# Tiles


def test_each_region_stands_where_the_case_puts_it() -> None:
    made = drawn(MAP, tiles())
    (ada,), (ben,), (cid,), (dan,) = (
        rows(made, region=n) for n in ("Ada Ersatz", "Ben Beispiel", "Cid Muster", "Dan Nimand")
    )
    assert cid["x"] == 0
    assert ada["x"] == ben["x"] == cid["x"] + 4 * (107 + 5)
    assert ada["y"] == cid["y"] == ben["y"] + 62 + 5
    assert dan["x"] == ada["x"] - (107 + 5)


def test_darker_tiles_have_higher_turnout_and_the_table_is_sorted() -> None:
    made = drawn(MAP, tiles())
    # 52.2 to 89: five classes of 8 points from 52
    assert [rows(made, region=n)[0]["color"] for n in ("Ada Ersatz", "Cid Muster", "Dan Nimand", "Ben Beispiel")] == [
        "#dbe9ee", "#5b9fb6", "#0b5c7a", "#06283a",
    ]  # fmt: skip
    assert [row[1] for row in table(made)] == ["89.0\u00a0%", "80.0\u00a0%", "68.9\u00a0%", "52.2\u00a0%"]
    assert "Ben Beispiel" in made.alt
    assert "no view on boundaries" in str(made.spec)


@pytest.mark.parametrize("tile", [None, (5, 3)])
def test_a_region_without_a_place_or_on_another_one_leaves_no_map(tile: tuple[int, int] | None) -> None:
    (given,) = tiles()
    moved = tuple(replace(m, tile=tile) if m.name == "turnout:ada" else m for m in given.measures)
    assert CHARTS[MAP]((replace(given, measures=moved),), words(), SOURCE) is None


def test_one_region_alone_is_a_map_of_one_tile() -> None:
    only = Measure("turnout:ada", Percent(Fraction(1, 2)), "%", "turnout", tile=(7, 9))
    assert len(rows(drawn(MAP, (finding(MAP, "case", (only,)),)), region="Ada Ersatz")) == 1


# Time line


def test_a_window_spans_its_hours_on_the_local_clock() -> None:
    made = drawn(LINE, interruptions())
    (bar,) = rows(made, window="video and messages, read as UTC")
    wide = 680 - 8 - 2 * 14
    assert bar["x"] == pytest.approx(14 + wide * 13 / 24, abs=0.01)
    assert bar["x2"] == pytest.approx(14 + wide * 20 / 24, abs=0.01)


def test_both_clocks_are_said_and_both_readings_stand_in_the_table() -> None:
    said = [row[2] for row in table(drawn(LINE, interruptions()))]
    assert "13:00 to 20:00 local time, 07:00 to 14:00 UTC" in said
    assert "07:00 to 14:00 local time, 01:00 to 08:00 UTC" in said
    assert "about 07:00 to a time not stated local time, about 01:00 to a time not stated UTC" in said


def test_windows_of_one_day_share_a_panel_and_an_event_stands_in_it_once() -> None:
    made = drawn(LINE, interruptions())
    assert [row[0] for row in table(made)] == ["9 May 2031"] * 5
    assert len(rows(made, event="Ada Ersatz")) == 1


def test_windows_without_clock_times_alone_have_no_picture() -> None:
    given = finding(LINE, "three", measures(**{"local:three": When("2031-02")}), message=Message("x"))
    assert CHARTS[LINE]((given,), words(), SOURCE) is None
