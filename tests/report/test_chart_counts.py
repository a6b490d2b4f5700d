"""The chart of conflicting counts: shapes by claimant, words on bounds, a gap that says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from saylau.report.charts import CHARTS, Picture
from saylau.report.charts.look import BLUE, RUST, VIOLET
from saylau.report.charts.render import svg
from saylau.report.document import plain

from .pictures import SOURCE, detained, detained_at, labels, words

PRESS, OFFICIAL = "observers or press", "official"


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAYLAU_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def picture(*findings: object) -> Picture:
    made = CHARTS["detentions.tally"](tuple(findings) or detained(), words(), SOURCE)  # type: ignore[arg-type]
    assert made is not None
    return made


def points(made: Picture, color: str) -> list[dict[str, object]]:
    rows = [row for data in made.spec["datasets"].values() for row in data]
    return [row for row in rows if row.get("color") == color and "value" in row]


def test_official_numbers_are_squares_observers_circles_and_rights_groups_diamonds() -> None:
    made = picture()
    assert {p["shape"] for p in points(made, BLUE)} == {"square"}
    assert {p["shape"] for p in points(made, RUST)} == {"circle"}
    assert {p["shape"] for p in points(made, VIOLET)} == {"diamond"}


def test_bounds_stand_in_words_and_an_open_end_has_an_arrow() -> None:
    made = picture(detained_at("two", "2031-03-21", "Ersatz", (">140", "Press", PRESS)))
    texts = [label.text for label in labels(svg(made.spec))]
    assert "more than 140" in texts
    assert "No official number in the material" in texts
    rows = [row for data in made.spec["datasets"].values() for row in data]
    assert [row for row in rows if row.get("shape") == "triangle-right"]


def test_a_closed_number_has_no_arrow_and_an_official_one_no_words_of_absence() -> None:
    made = picture(detained_at("one", "2031-05-01", "Ersatz", ("80", "Ministry", OFFICIAL)))
    texts = [label.text for label in labels(svg(made.spec))]
    assert "No official number in the material" not in texts
    rows = [row for data in made.spec["datasets"].values() for row in data]
    assert not [row for row in rows if row.get("shape") == "triangle-right"]


def test_marks_stand_at_their_numbers() -> None:
    made = picture(
        detained_at("one", "2031-05-01", "Ersatz", ("80", "Ministry", OFFICIAL), ("~200", "Press", PRESS)),
        detained_at("two", "2031-05-02", "Ersatz", ("0", "Ministry", OFFICIAL)),
    )
    (eighty,) = (p["x"] for p in points(made, BLUE) if p["value"] == "80")
    (zero,) = (p["x"] for p in points(made, BLUE) if p["value"] == "0")
    (about,) = (p["x"] for p in points(made, RUST))
    assert isinstance(eighty, float | int)
    assert isinstance(zero, float | int)
    assert isinstance(about, float | int)
    assert (about - zero) / (eighty - zero) == pytest.approx(200 / 80, abs=0.01)


def test_a_number_of_a_long_period_is_not_drawn_on_the_scale_of_days() -> None:
    assert all("1,000" not in plain(cell) for row in picture().rows for cell in row.cells)
    alone = detained_at("six", "2030-03/2031-06", "Ersatz", (">1000", "Press", PRESS))
    assert CHARTS["detentions.tally"]((alone,), words(), SOURCE) is None


def test_the_table_says_who_counted_what() -> None:
    rows = [[plain(cell) for cell in row.cells] for row in picture().rows]
    assert ["1 May 2031", "Ersatz and Beispiel", "Ministry", "people detained", "80", "detentions.tally:one"] in rows


def test_the_alternative_text_names_the_numbers_that_differ() -> None:
    assert "1 May 2031, Ersatz and Beispiel: 80 and about 200." in picture().alt
