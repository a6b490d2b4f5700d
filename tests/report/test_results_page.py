"""The page of a results file: whole, offline, with every part that is told with a result, and pictures that warn."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import numpy as np  # noqa: TID253
import pytest

from saylau.checks.forensics.result import NOT_PROOF
from saylau.checks.forensics.study import study
from saylau.methods.results.histograms import saw
from saylau.methods.results.stations import Day, Report
from saylau.report.charts.saw import teeth
from saylau.report.charts.stations import WARNING, nice_step, shown
from saylau.report.document import plain
from saylau.report.results import arrival, fingerprint, regions, votes
from saylau.report.results.frame import Origin, class_labels, classes
from saylau.report.results.write import results_page
from saylau.report.words import words_for
from saylau.tables.results import ResultsTable, read_results
from tests.methods.results.elections import clean, with_round_turnout

WORDS = words_for("en", lambda thing, language: thing)
ORIGIN = Origin("an invented election", "", "r.csv", "0" * 64)


def table_of(tmp_path: Path, *, forged: bool = False, rows: int = 900, region: str = "North") -> ResultsTable:
    stations = clean(7, rows)
    if forged:
        stations = with_round_turnout(stations, 0.5, 8)
    lines = ["region,station,registered,ballots_issued,ballots_counted,leader"]
    columns = (stations.registered, stations.issued, stations.base, stations.votes)
    lines += [f"{region},{i},{','.join(map(str, row))}" for i, row in enumerate(zip(*columns, strict=True))]
    path = tmp_path / "r.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_results(path)


@pytest.fixture
def page(tmp_path: Path) -> str:
    table = table_of(tmp_path, forged=True)
    return results_page(table, study(table.stations))


def test_the_page_loads_nothing_and_runs_nothing(page: str) -> None:
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    assert "default-src 'none'" in page


def test_all_that_has_to_be_told_with_a_result_stands_on_the_page(tmp_path: Path) -> None:
    table = table_of(tmp_path, forged=True)
    found = study(table.stations)
    text = re.sub(r"\s+", " ", unescape(results_page(table, found)))
    for result in found.results:
        said = [result.question, result.null, result.controls_note, *result.innocent, *result.follow_up]
        for one in (*said, result.says, result.smallest, result.reference, result.caution):
            assert " ".join(WORDS.text(one).split()) in text
        assert all(control.election in text for control in result.controls)
    assert table.file.sha256 in text


def test_the_caution_is_part_of_each_picture(page: str) -> None:
    for picture in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        assert WARNING in picture
    assert NOT_PROOF in page
    assert page.count("<svg") >= 4


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    table = table_of(tmp_path)
    assert results_page(table, study(table.stations)) == results_page(table, study(table.stations))


def test_a_refused_test_says_why_and_its_picture_is_of_the_rows_there_are(tmp_path: Path) -> None:
    table = table_of(tmp_path, rows=40)
    text = results_page(table, study(table.stations))
    assert "no answer" in text
    assert "Too few stations" in text


def test_names_of_the_file_cannot_become_markup_or_break_the_pictures(tmp_path: Path) -> None:
    table = table_of(tmp_path, region="<b>&\x07")
    text = results_page(table, study(table.stations))
    assert "<b>&" not in text
    assert "\x07" not in text
    assert shown("a\x07b\u202ec") == "a\ufffdb\ufffdc"
    assert len(shown("x" * 500)) == 48


def test_forged_round_turnout_gives_teeth_and_ballots_cast_one_by_one_hardly_any() -> None:
    honest, forged = clean(11, 6_000), with_round_turnout(clean(11, 6_000), 0.3, 12)
    few, many = (teeth(saw(s.issued, s.registered)) for s in (honest, forged))
    assert len(few) < 10 < len(many)


def test_the_table_beside_the_fingerprint_counts_each_station_once_in_each_column() -> None:
    stations = clean(13, 500)
    rows = fingerprint.picture(stations, WORDS, ORIGIN).rows
    for column in (1, 2):
        assert sum(int(plain(row.cells[column])) for row in rows) == len(stations)


def test_classes_are_fixed_for_small_tables_and_reach_the_fullest_cell_of_large_ones() -> None:
    assert classes(40) == (1, 2, 4, 9, 21)
    assert class_labels(classes(40), WORDS) == ("1", "2–3", "4–8", "9–20", "21+")
    large = classes(40_000)
    assert len(large) == 5
    assert list(large) == sorted(set(large))
    assert large[-1] < 40_000


def test_ticks_are_round_and_few() -> None:
    for most in (1, 7, 99, 12_345):
        assert 0 < most / nice_step(most) <= 4.5
    assert np.isclose(nice_step(12_345), 5_000)


def test_votes_of_all_options_stand_in_the_table_each_once() -> None:
    stations = clean(31, 400)
    options = {f"option {n}": stations.votes // (n + 1) for n in range(1, 8)}
    picture = votes.picture(replace(stations, options=options), WORDS, ORIGIN)
    assert [head.title for head in picture.heads[1:]] == [
        "leader", "option 1", "option 2", "option 3", "all others together"
    ]  # fmt: skip
    sums = [sum(int(plain(row.cells[c]).replace(",", "")) for row in picture.rows) for c in range(1, 6)]
    others = sum(int(options[f"option {n}"].sum()) for n in range(4, 8))
    assert sums == [int(stations.votes.sum()), *(int(options[f"option {n}"].sum()) for n in (1, 2, 3)), others]


def test_one_option_alone_is_set_against_all_other_ballots() -> None:
    picture = votes.picture(clean(32, 200), WORDS, ORIGIN)
    assert [head.title for head in picture.heads[1:]] == ["leader", "all other ballots"]


def test_the_largest_regions_are_drawn_in_the_order_of_their_names_and_one_alone_is_not() -> None:
    assert regions.picture(clean(33, 200), WORDS, ORIGIN) is None
    picture = regions.picture(clean(33, 2_600, regions=26), WORDS, ORIGIN)
    assert picture is not None
    named = [plain(row.cells[0]) for row in picture.rows]
    assert named == sorted(named)
    assert len(named) == regions.MOST
    assert "20 of 26" in picture.caption


def test_the_course_of_the_day_is_the_part_of_all_who_voted_in_stations_that_state_every_report() -> None:
    stations = clean(34, 300)
    assert arrival.picture(stations, WORDS, ORIGIN) is None
    half = stations.issued // 2
    unstated = np.where(np.arange(len(stations)) < 10, -1, half)
    told = replace(stations, day=Day((Report("report 1", None, unstated), Report("report 2", None, stations.issued))))
    picture = arrival.picture(told, WORDS, ORIGIN)
    assert picture is not None
    part = 100 * half[10:].sum() / stations.issued[10:].sum()
    assert [plain(row.cells[1]) for row in picture.rows] == [f"{part:.1f} %", "100.0 %", "100.0 %"]
    assert "290 polling stations" in picture.caption
