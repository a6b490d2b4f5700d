"""The grid of conditions and the dossiers: a mark for each answer and indicator, told in words beside it."""

from __future__ import annotations

from dataclasses import replace

from saylau.checks.candidacy_dossier import dossier as dossier_check
from saylau.checks.candidacy_sheet import conditions as check
from saylau.checks.finding import Finding
from saylau.records.case import Case
from saylau.report.charts.conditions import conditions
from saylau.report.charts.dossier import dossier
from saylau.report.charts.look import BLUE, FAINT, VIOLET
from saylau.report.charts.picture import Picture
from saylau.report.document import plain
from saylau.report.words import words_for
from tests.cases import case_of, election


def sheets(case: Case) -> tuple[Finding, ...]:
    return tuple(replace(finding, check=check.id) for finding in check.function(case))


def drawn(case: Case) -> Picture:
    picture = conditions(sheets(case), words_for("en", case), "Source.")
    assert picture is not None
    return picture


def marks(picture: Picture, answer: str) -> int:
    """Marks of one answer in the wide picture."""
    return sum(row.get("answer") == answer for rows in picture.spec["datasets"].values() for row in rows)


def test_seven_candidates_and_six_conditions_make_forty_two_marks(kazakhstan: Case) -> None:
    picture = drawn(kazakhstan)
    assert len(picture.rows) == 7
    answers = ("met", "not met", "readings or sources differ", "not known")
    assert [marks(picture, answer) for answer in answers] == [1, 0, 2, 39]


def test_the_alternative_text_counts_the_answers(kazakhstan: Case) -> None:
    assert "met: 1; not met: 0; readings or sources differ: 2; not known: 39" in drawn(kazakhstan).alt


def test_a_narrow_picture_numbers_its_columns_and_says_what_they_are(kazakhstan: Case) -> None:
    narrow = drawn(kazakhstan).narrow
    assert narrow is not None
    said = [row["text"] for rows in narrow["datasets"].values() for row in rows if "text" in row]
    assert {"1", "6", "residence", "election deposit"} <= set(said)


def test_without_any_answer_nothing_is_drawn() -> None:
    case = case_of(election())
    assert conditions(sheets(case), words_for("en", case), "Source.") is None


def test_a_dossier_shows_a_square_for_each_indicator_on_the_side_that_its_source_takes(kazakhstan: Case) -> None:
    found = tuple(replace(finding, check=dossier_check.id) for finding in dossier_check.function(kazakhstan))
    picture = dossier(found, words_for("en", kazakhstan), "Source.")
    assert picture is not None
    drawn = [row["color"] for rows in picture.spec["datasets"].values() for row in rows if "side" in row]
    assert [drawn.count(color) for color in (BLUE, VIOLET, FAINT)] == [1, 11, 1]
    assert "for it 1, against it 11, left open 1" in picture.alt


def test_the_table_of_a_dossier_has_one_column_a_side(kazakhstan: Case) -> None:
    found = tuple(replace(finding, check=dossier_check.id) for finding in dossier_check.function(kazakhstan))
    picture = dossier(found, words_for("en", kazakhstan), "Source.")
    assert picture is not None
    rows = [[plain(cell) for cell in row.cells] for row in picture.rows]
    assert [row[1] for row in rows][:2] == ["own account", "support of the opposition"]
    assert rows[0][2].startswith("He declared himself")
    assert rows[0][3] == "–"
    assert "project of the authorities" in rows[1][3]
