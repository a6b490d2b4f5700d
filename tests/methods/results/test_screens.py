"""Arithmetic of protocols on stations made by hand: each screen names the station that breaks it and no other."""

from __future__ import annotations

import numpy as np  # noqa: TID253
import pytest

from saylau.methods.results.roles import MISSING
from saylau.methods.results.screens import SCREENS, run_screens
from saylau.methods.results.stations import Stations
from tests.methods.results.elections import stations_of

GOOD = {
    "registered": 1000, "issued": 620, "counted": 618, "leader": 300, "valid": 610, "invalid": 8,
    "ballots_received": 900, "issued_early": 10, "issued_outside": 30, "ballots_cancelled": 280, "ballots_lost": 0,
    "ballots_not_accounted": 0, "in_portable_boxes": 40, "in_stationary_boxes": 578, "a": 300, "b": 310,
}  # fmt: skip


def table(*changes: dict[str, int]) -> Stations:
    """A good station, then one for each change; no two have the same votes by chance."""
    rows = [GOOD, *({**GOOD, **change} for change in changes)]
    columns = {name: np.array([row[name] for row in rows], np.int64) for name in GOOD}
    return stations_of(**columns)  # type: ignore[arg-type]


def named(stations: Stations) -> dict[str, list[int]]:
    return {s.screen.name: list(map(int, s.rows)) for s in run_screens(stations) if len(s.rows)}


@pytest.mark.parametrize(
    ("change", "screen"),
    [
        ({"issued": 1001, "ballots_received": 1281}, "issued_registered"),
        ({"registered": 617}, "counted_registered"),
        ({"issued": 617, "ballots_cancelled": 283}, "counted_issued"),
        ({"valid": 619, "a": 309}, "valid_counted"),
        ({"leader": 611}, "leader_valid"),
        ({"leader": 619}, "leader_counted"),
        ({"a": 299}, "options_valid"),
        ({"invalid": 9}, "valid_invalid"),
        ({"in_stationary_boxes": 577}, "boxes"),
        ({"ballots_lost": 1}, "received"),
        ({"in_portable_boxes": 41, "in_stationary_boxes": 577}, "portable"),
        ({"registered": 620}, "full_turnout"),
        ({"leader": 618}, "full_share"),
        ({"ballots_received": 620, "ballots_cancelled": 0}, "all_issued"),
        ({"invalid": 0, "valid": 618, "a": 308}, "no_invalid"),
        ({"registered": 10_001}, "pseudo"),
    ],
)
def test_a_station_that_breaks_a_rule_is_named_by_its_screen(change: dict[str, int], screen: str) -> None:
    assert named(table(change)).get(screen) == [1]


def test_a_good_station_is_named_by_none() -> None:
    assert named(table()) == {}


def test_a_number_that_is_not_stated_is_not_compared() -> None:
    lacking = dict.fromkeys(GOOD, MISSING)
    assert named(table(lacking)) == {}


def test_two_stations_with_all_the_same_numbers_are_named_together() -> None:
    found = named(table({"a": 290, "b": 320}, {}))
    assert found["repeated"] == [0, 2]
    assert "consecutive" not in found
    assert named(table({}))["consecutive"] == [0, 1]


def test_the_ballots_behind_a_screen_are_summed() -> None:
    (found,) = [s for s in run_screens(table({"invalid": 9})) if s.screen.name == "valid_invalid"]
    assert (found.looked_at, found.ballots) == (2, 618)


def test_names_of_screens_are_unique() -> None:
    assert len({screen.name for screen in SCREENS}) == len(SCREENS)
