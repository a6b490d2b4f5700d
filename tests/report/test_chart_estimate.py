"""The chart of people in all: what is documented, at least and by models, on one scale from nought."""

from __future__ import annotations

from dataclasses import replace

import pytest

from saylau.report.charts import CHARTS, Picture
from saylau.report.charts.look import BLUE, FAINT, RUST
from saylau.report.document import plain

from .pictures import SOURCE, estimated, words


def picture() -> Picture:
    made = CHARTS["detentions.estimate"](estimated(), words(), SOURCE)
    assert made is not None
    return made


def marks(made: Picture, color: str) -> list[dict[str, object]]:
    rows = [row for data in made.spec["datasets"].values() for row in data]
    return [row for row in rows if row.get("color") == color and "value" in row]


def test_documented_bound_and_range_look_different() -> None:
    made = picture()
    assert [mark["value"] for mark in marks(made, BLUE)] == ["700", "820"]
    assert [(mark["value"], mark["shape"]) for mark in marks(made, RUST)] == [("1100", "triangle-up")]
    assert [mark["value"] for mark in marks(made, FAINT)] == ["1180..1240", "990..1620"]


def test_positions_are_in_proportion_from_nought() -> None:
    places = [float(str(mark["x"])) for color in (BLUE, RUST) for mark in marks(picture(), color)]
    first, second, bound = places
    assert (bound - first) / (second - first) == pytest.approx((1100 - 700) / (820 - 700), rel=0.01)


def test_the_table_holds_each_number_with_its_interval() -> None:
    rows = [[plain(cell) for cell in row.cells] for row in picture().rows]
    assert rows[2] == ["lower bound; linkage Ada Ersatz", "1,100", "between 1,020 and 1,230", "detentions.estimate:a"]
    assert rows[0][1:3] == ["700", ""]


def test_it_says_that_people_are_estimated_and_not_detentions() -> None:
    assert "people, not detentions" in str(picture().spec)


def test_a_refusal_has_no_picture() -> None:
    (told,) = estimated()
    documented = tuple(m for m in told.measures if m.name.startswith("documented"))
    assert CHARTS["detentions.estimate"]((replace(told, measures=documented),), words(), SOURCE) is None
