"""Charts of media: powers over them in time, and shares of coverage."""

from __future__ import annotations

from dataclasses import replace

from saylau.checks import media
from saylau.checks.media_airtime import airtime
from saylau.records.case import Case
from saylau.report.charts import CHARTS
from saylau.report.charts import media as charts
from saylau.report.charts.render import svg
from saylau.report.document import plain
from saylau.report.words import words_for
from saylau.values import When
from tests.cases import case_of, election
from tests.checks.found import changed, found
from tests.checks.test_media_monitoring import five


def test_the_line_of_powers_shows_each_power_with_its_day(kazakhstan: Case) -> None:
    findings = tuple(found(kazakhstan, media.environment).values())
    picture = CHARTS["media.environment"](findings, words_for("en", kazakhstan), "Source: test.")
    assert picture is not None
    assert [plain(row.cells[0]) for row in picture.rows] == ["1 January 2016", "1 January 2017", "25 October 2018"]
    assert picture.narrow is not None
    assert "<svg" in svg(picture.narrow)


def test_another_day_of_a_power_moves_in_the_picture(kazakhstan: Case) -> None:
    moved = changed(kazakhstan, "power-block-2017", during=When("2016-07-01/.."))
    pictures = [
        charts.powers(tuple(found(case, media.environment).values()), words_for("en", case), "")
        for case in (kazakhstan, moved)
    ]
    assert pictures[0] is not None
    assert pictures[1] is not None
    assert pictures[0].spec["datasets"] != pictures[1].spec["datasets"]


def test_without_powers_or_monitoring_there_is_no_picture() -> None:
    empty = case_of(election())
    for check, draw in ((media.environment, charts.powers), (airtime, charts.airtime)):
        assert draw(tuple(found(empty, check).values()), words_for("en", empty), "") is None


def test_shares_stand_in_picture_and_table_largest_first() -> None:
    case = five()
    findings = tuple(replace(f, check="media.airtime") for f in found(case, airtime).values())
    picture = charts.airtime(findings, words_for("en", case), "Source: test.")
    assert picture is not None
    # 34.4 of 99.8 and 2.9 of 99.8
    assert [plain(row.cells[2]) for row in picture.rows][::4] == ["34.5\u00a0%", "2.9\u00a0%"]
    assert "<svg" in svg(picture.spec)
