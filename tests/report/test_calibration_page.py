"""The page of a calibration: every answer in words, pictures that hold what is drawn, and names made safe."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from saylau.checks.forensics.calibration import SHARES, Calibrated, Plan
from saylau.checks.forensics.error_rates import Group, Model, Power, Rate, Report
from saylau.report.charts.picture import Picture
from saylau.report.document import plain
from saylau.report.results.calibration_charts import MOST_LINES, power, rates
from saylau.report.results.calibration_page import calibration_page, model_verdict, verdict
from saylau.report.words import words_for
from tests.report.pictures import has_glyphs

WORDS = words_for("en", lambda thing, language: thing)


def group(name: str, rejected: int = 8, of: int = 300) -> Group:
    """A group of one election whose headline was rejected in so many blocks."""
    blocks = (Rate(rejected, of), Rate(0, of))
    shown = tuple(Power(share, share / 50, share / 30, Rate(min(share // 20, 10), 10)) for share in SHARES)
    one = (Rate(0, 1), Rate(0, 1))
    names = {"any": blocks, "share": blocks, "turnout": blocks}
    return Group(name, 1, 9_000, ("district",), 2, names, one, 1.5, Rate(0, 1), Rate(0, 1), shown)


def report(*given: Group, models: tuple[Model, ...] = ()) -> Report:
    """A report of given elections only."""
    return Report(Calibrated(Plan(), (), (), (), ()), given, None, None, models)


@pytest.mark.parametrize(
    ("rejected", "of", "said"),
    [
        (8, 300, "8 of 300 blocks (2.7 %) were rejected at nominal 5 %; the upper 95 % bound of the rate is 4.8 %. The "
                 "requirement, a bound of at most 7 %, is met on these elections."),
        (1, 12, "1 of 12 blocks were rejected at nominal 5 %; the upper 95 % bound of the rate is 33.9 %. That the "
                "rate is at most 7 % is not shown: so few blocks do not rule out a larger one."),
        (40, 300, "40 of 300 blocks (13.3 %) were rejected at nominal 5 %; the upper 95 % bound of the rate is 17.0 %. "
                  "The requirement, a bound of at most 7 %, is not met: the lower 95 % bound is above it."),
    ],
)  # fmt: skip
def test_the_answer_says_met_not_shown_or_not_met(rejected: int, of: int, said: str) -> None:
    """Bounds as an exact interval of scipy has them; fewer than twenty are no percentage."""
    assert verdict(group("A", rejected, of), WORDS).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("rate", "said"),
    [(Rate(4, 100), "allowed: met"), (Rate(1, 4), "allowed: not met; so few"), (Rate(30, 100), "by more than chance")],
)
def test_what_a_method_beside_the_primary_test_is_allowed(rate: Rate, said: str) -> None:
    text = model_verdict(Model("spikes", rate, 3, Fraction(6, 100)), WORDS)
    assert said in text
    assert "(3 refused)" in text


def pictures() -> tuple[Picture, Picture]:
    """Both pictures of six elections, one with a bound beyond the axis."""
    found = report(*(group(f"Election {place}") for place in range(5)), group("Few", 1, 12))
    return rates(found, WORDS, "Source."), power(found, WORDS, "Source.")


def test_pictures_are_valid_specifications_whose_letters_the_font_has() -> None:
    altair = pytest.importorskip("altair")
    for picture in pictures():
        for spec in (picture.spec, picture.narrow):
            assert spec is not None
            assert altair.Chart.from_dict(spec).to_dict()["vconcat"][0]["title"] == spec["vconcat"][0]["title"]
            texts = [row["text"] for rows in spec["datasets"].values() for row in rows if "text" in row]
            assert all(has_glyphs(text.replace("\u00a0", " ")) for text in texts)


def test_the_tables_hold_every_election_where_the_curve_shows_the_first_and_the_last() -> None:
    first, second = pictures()
    assert [plain(row.cells[0]) for row in first.rows] == [f"Election {place}" for place in range(5)] + ["Few"]
    assert len(second.rows) == 6 * len(SHARES)
    texts = {row["text"] for rows in second.spec["datasets"].values() for row in rows if "text" in row}
    assert {f"Election {place}" for place in range(MOST_LINES - 1)} | {"Few"} <= texts
    assert "Election 4" not in texts


def test_the_other_description_tells_from_which_share_on_forging_is_seen() -> None:
    _, picture = pictures()
    assert "Few: in eight of ten from 2\u00a0% on" in picture.alt
    silent = replace(group("Silent"), power=(Power(800, 0.0, 0.0, Rate(0, 10)),))
    assert "Silent: at no share in eight of ten" in power(report(silent), WORDS, "").alt


def test_the_page_holds_a_section_of_further_methods_only_where_they_ran() -> None:
    model = Model("klimek", Rate(0, 30), 2, Fraction(2, 100))
    without, within = (calibration_page(report(group("A"), models=of), (), WORDS) for of in ((), (model,)))
    assert "Methods beside the primary test" not in without
    assert "Mixture after Klimek: distinguishable from its nulls in 0" in within


def test_a_name_out_of_a_file_is_text_on_the_page() -> None:
    assert "<b>A" not in calibration_page(report(group("<b>A")), (), WORDS)
