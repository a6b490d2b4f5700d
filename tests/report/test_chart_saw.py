"""The saw in a case report: tenths of a point of turnout and share beside the band that chance allows."""

from __future__ import annotations

import pytest

from saylau.checks import results_stations
from saylau.checks.finding import Finding
from saylau.methods.results.stations import Stations, used_by_integers
from saylau.records.case import Case
from saylau.report.charts import TABLE_CHARTS, Picture
from saylau.report.charts.look import RUST
from saylau.report.charts.stations import WARNING
from saylau.report.document import plain
from saylau.report.words import words_for
from tests.checks.found import found
from tests.checks.test_results_stations import held, table
from tests.methods.results.elections import clean, with_round_turnout

from .pictures import SOURCE

FORGED = with_round_turnout(clean(21, 2_000), 0.4, 22)


def findings(case: Case) -> tuple[Finding, ...]:
    return tuple(found(case, results_stations.integers).values())


def drawn(stations: Stations, language: str = "en") -> Picture | None:
    case = held(table(stations))
    return TABLE_CHARTS["results.integers"](findings(case), case, words_for(language, lambda thing, _: thing), SOURCE)


@pytest.fixture(scope="module")
def forged() -> Picture:
    made = drawn(FORGED)
    assert made is not None
    return made


def marks(made: Picture, color: str) -> int:
    return sum(row.get("color") == color for data in made.spec["datasets"].values() for row in data)


def test_round_turnout_makes_teeth_and_honest_ballots_make_next_to_none(forged: Picture) -> None:
    honest = drawn(clean(21, 2_000))
    assert honest is not None
    assert marks(forged, RUST) > 20
    assert marks(honest, RUST) < 10


def test_the_table_counts_stations_within_a_twentieth_of_a_point(forged: Picture) -> None:
    used = used_by_integers(FORGED).mask
    issued, registered = FORGED.issued[used], FORGED.registered[used]
    row = next(row for row in forged.rows if plain(row.cells[0]) == "60")
    # Within 0.05 points of 60 %, the upper edge left out: -1 <= 20 (100 issued / registered - 60) < 1.
    off = 20 * (100 * issued - 60 * registered)
    assert plain(row.cells[1]) == str(int(((off >= -registered) & (off < registered)).sum()))
    low, high = map(int, plain(row.cells[2]).split("–"))
    assert 0 <= low < high < int(plain(row.cells[1]))


def test_it_names_its_finding_its_source_and_what_it_is_not(forged: Picture) -> None:
    for spec in (forged.spec, forged.narrow):
        text = str(spec)
        assert "results.integers:case" in text
        assert "Invented Observers 2031" in text
        assert WARNING in text.replace("', '", " ")


@pytest.mark.parametrize(("language", "turnout"), [("ru", "Явка"), ("kk", "Қатысу")])
def test_all_of_it_is_in_the_language_of_the_report(language: str, turnout: str) -> None:
    made = drawn(FORGED, language)
    assert made is not None
    assert made.heads[1].title.startswith(turnout)
    texts = (made.caption, made.alt, *(head.title for head in made.heads))
    assert not [text for text in texts if "turnout" in text.lower() or "stations" in text.lower()]


def test_where_the_test_has_no_answer_there_is_no_picture() -> None:
    assert drawn(clean(23, 300)) is None
