"""Charts: what they show is what the findings measured, it fits, and it is drawn only where the numbers are there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from saylau.checks.catalogue import CHECKS
from saylau.checks.finding import Finding
from saylau.checks.run import run_check
from saylau.records.case import Case
from saylau.report.charts import CHARTS, Picture
from saylau.report.charts.amounts import Unit
from saylau.report.charts.look import BLUE, FAINT, RUST
from saylau.report.charts.render import png, svg
from saylau.report.document import plain
from saylau.values import Money, When
from saylau.values.message import OutOf

from .pictures import (
    ALL,
    LONG,
    NAMES,
    SOURCE,
    calendar,
    collected,
    dark_pixels,
    finding,
    fund,
    funds,
    funnel,
    has_glyphs,
    labels,
    measures,
    signatures,
    view_box,
    words,
)


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAYLAU_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def picture(check: str, findings: tuple[Finding, ...] | None = None, language: str = "en") -> Picture:
    made = CHARTS[check](ALL[check]() if findings is None else findings, words(language), SOURCE)
    assert made is not None
    return made


def shown(made: Picture) -> list[str]:
    return [label.text for label in labels(svg(made.spec))]


def cells(made: Picture) -> list[list[str]]:
    return [[plain(cell) for cell in row.cells] for row in made.rows]


def marks(made: Picture, color: str) -> list[dict[str, object]]:
    return [row for rows in made.spec["datasets"].values() for row in rows if row.get("color") == color]


@pytest.mark.parametrize("check", sorted(CHARTS))
def test_every_specification_is_valid_vega_lite(check: str) -> None:
    altair = pytest.importorskip("altair")
    made = picture(check)
    for spec in (made.spec, made.narrow):
        if spec is not None:
            assert altair.Chart.from_dict(spec).to_dict()["title"] == spec["title"]


@pytest.mark.parametrize("check", sorted(CHARTS))
def test_title_footer_and_finding_id_are_in_the_picture(check: str) -> None:
    texts = shown(picture(check))
    whole = " ".join(texts)
    assert picture(check).caption in whole
    assert SOURCE in whole
    assert f"Finding\u00a0{check}." in whole


@pytest.mark.parametrize("check", sorted(CHARTS))
@pytest.mark.parametrize(
    ("language", "names"),
    [("en", NAMES), ("ru", NAMES), ("kk", dict.fromkeys(NAMES, LONG))],
    ids=["en", "ru", "kk with long names"],
)
def test_no_label_leaves_the_picture_or_touches_another(check: str, language: str, names: dict[str, str]) -> None:
    made = CHARTS[check](ALL[check](), words(language, names), SOURCE)
    assert made is not None
    for spec, total in ((made.spec, 680), (made.narrow, 360)):
        if spec is None:
            continue
        drawn = svg(spec, language)
        wide, high = view_box(drawn)
        found = labels(drawn)
        assert abs(wide - total) <= 12
        assert [one for one in found if one.left < 0 or one.right > wide or not 0 < one.middle < high] == []
        assert [(a.text, b.text) for n, a in enumerate(found) for b in found[n + 1 :] if a.meets(b)] == []
        assert all(has_glyphs(one.text) for one in found)


@pytest.mark.parametrize("check", sorted(CHARTS))
def test_the_title_is_drawn_in_the_png(check: str) -> None:
    # The title's letters lie in rows 8 to 26 at scale 1; a missing font draws nothing and raises no error.
    assert dark_pixels(png(svg(picture(check).spec), 1), range(8, 26)) > 300


@pytest.mark.parametrize("check", sorted(CHARTS))
def test_no_picture_without_numbers(check: str) -> None:
    assert CHARTS[check]((), words(), SOURCE) is None
    assert CHARTS[check]((finding(check, "ada", ()),), words(), SOURCE) is None


@pytest.mark.parametrize("check", sorted(CHARTS))
def test_each_row_of_the_table_leads_to_its_finding(check: str) -> None:
    made = picture(check)
    ids = {one.id for one in ALL[check]()}
    assert made.heads
    for row in made.rows:
        assert len(row.cells) == len(made.heads)
        (link,) = row.cells[-1]
        assert getattr(link, "target", "") in ids


def test_amounts_in_single_units_keep_their_minor_part() -> None:
    made = picture("finance.cap_use", (fund("ada", "9000 EUR", "50750.50 EUR", cap_donations="50000 EUR"),))
    texts = " ".join(shown(made))
    assert "50,750.50" in texts
    assert "9,000" in texts
    assert "9,000.00" not in texts
    assert "limit 50,000: donations" in texts


@pytest.mark.parametrize(
    ("amount", "text"), [("7.05 EUR", "7.05"), ("1234.565 KWD", "1,234.565"), ("900 JPY", "900"),
                         (">=1.50 EUR", "at least 1.50"), ("12345678.50 EUR", "12.3")]
)  # fmt: skip
def test_an_amount_has_the_decimals_of_its_currency_or_of_millions(amount: str, text: str) -> None:
    money = Money(amount)
    assert Unit.of((money,)).say(words(), money) == text


def test_the_table_of_funds_holds_the_measured_amounts() -> None:
    assert cells(picture("finance.cap_use"))[0] == [
        "Ada Ersatz",
        "510,000,000\u00a0XTS",
        "510,000,000\u00a0XTS",
        "624,824,570\u00a0XTS",
        "637,500,000\u00a0XTS",
        "finance.cap_use:ada",
    ]


def test_funds_are_sorted_by_own_and_nominators_money() -> None:
    assert [row[0] for row in cells(picture("finance.cap_use"))] == ["Ada Ersatz", "Ben Beispiel", "Cid Muster"]


def test_funds_are_labelled_in_millions() -> None:
    texts = shown(picture("finance.cap_use"))
    assert {"510.0", "76.0", "0.0", "624.8", "36.0", "250.9", "million XTS"} <= set(texts)
    assert "limit 510.0: own and nominator’s money" in texts
    assert "Money in election funds by 29 May 2031, against the limits" in texts


def test_a_sum_equal_to_its_limit_is_labelled_inside_its_bar() -> None:
    made = picture("finance.cap_use")
    (bar,) = (m for m in marks(made, BLUE) if m.get("value") == "510000000 XTS")
    (label,) = (one for one in labels(svg(made.spec)) if one.text == "510.0")
    # 4 px of padding lie left of the drawing.
    assert bar["x"] < label.left - 4 < label.right - 4 < bar["x2"]  # type: ignore[operator]


def test_a_sum_equal_to_its_limit_is_said_to_be_no_breach() -> None:
    at_limit = "A sum that equals its limit does not in itself indicate a breach."
    below = (fund("ada", "1000000 XTS", "5 XTS", cap_own_and_nominator="510000000 XTS"),)
    assert at_limit in " ".join(shown(picture("finance.cap_use")))
    assert at_limit not in " ".join(shown(picture("finance.cap_use", below)))


def test_a_limit_that_is_not_known_is_not_drawn() -> None:
    made = picture("finance.cap_use", (fund("ada", "1000000 XTS", "5 XTS", cap_own_and_nominator="510000000 XTS"),))
    # One stroke in the legend and one in the row of the panel whose limit is known.
    assert len(marks(made, RUST)) == 2
    assert "A limit that is not known is not drawn." in " ".join(shown(made))
    assert cells(made)[0][4] == "not stated"


def test_bounds_of_a_sum_keep_their_words() -> None:
    made = picture("finance.cap_use", (fund("ada", ">=40000000 XTS", "20000000..30000000 XTS"),))
    assert {"at least 40.0", "between 20.0 and 30.0"} <= set(shown(made))
    assert any(m.get("shape") == "triangle-right" for m in marks(made, BLUE))


def test_sums_in_two_currencies_are_not_drawn_on_one_scale() -> None:
    mixed = (fund("ada", "5 XTS", "6 XTS"), fund("ben", "5 EUR", "6 EUR"))
    assert CHARTS["finance.cap_use"](mixed, words(), SOURCE) is None


def test_the_alternative_text_of_funds_says_the_numbers_that_matter() -> None:
    alt = picture("finance.cap_use").alt
    assert "510,000,000\u00a0XTS (Ada Ersatz); the limit was 510,000,000\u00a0XTS." in alt
    assert "624,824,570\u00a0XTS" in alt


def test_signatures_show_rate_days_and_the_number_handed_in() -> None:
    made = picture("signatures.rate")
    assert {"19,690", "in 6 days", "122,309", "20,385 per day", "16,877", "in 7 days"} <= set(shown(made))
    assert {"Per day, for the", "118,140 required"} <= set(shown(made))
    assert cells(made)[1][:4] == ["Ada Ersatz", "29 April 2031", "4 May 2031", "6 May 2031"]
    assert cells(made)[1][4:9] == ["6", "118,140", "19,690", "122,309", "20,385"]


def test_a_candidate_without_days_is_listed_as_such() -> None:
    made = picture("signatures.rate")
    assert "no days in the material" in shown(made)
    assert cells(made)[-1][:3] == ["Dan Nimand", "not stated", "not stated"]


def test_an_assumed_last_day_is_marked_in_picture_and_table() -> None:
    made = picture("signatures.rate")
    assert [m["name"] for m in marks(made, FAINT) if "name" in m] == ["Ben Beispiel"]
    assert "the same, last day assumed" in shown(made)
    assert cells(made)[0][2] == "3 May 2031 (assumed)"


def test_bars_of_collection_are_as_long_as_their_days() -> None:
    made = picture("signatures.rate")
    (six,) = (m for m in marks(made, BLUE) if m.get("name") == "Ada Ersatz")
    (seven,) = (m for m in marks(made, FAINT) if m.get("name") == "Ben Beispiel")
    # A px is left free at both ends; both start to end, the last day counted.
    lengths = [m["x2"] - m["x"] + 2 for m in (six, seven)]  # type: ignore[operator]
    assert lengths[0] / lengths[1] == pytest.approx(6 / 7, abs=0.001)


def test_days_that_are_only_possible_are_drawn_thinner() -> None:
    made = picture("signatures.rate", (collected("ada", "2031-04", "2031-05-04", days=6, rate=19690),))
    # Of a start some day in April, 30 April to 4 May is certain: 5 of 34 days.
    (sure,) = (m for m in marks(made, BLUE) if "name" in m)
    (may_be,) = (m for m in marks(made, "#c3ccd4") if "name" in m)
    ratio = (sure["x2"] - sure["x"] + 2) / (may_be["x2"] - may_be["x"])  # type: ignore[operator]
    assert ratio == pytest.approx(5 / 34, abs=0.002)


def test_days_off_are_marked_where_findings_name_them() -> None:
    assert "day off" in shown(picture("signatures.rate"))
    plain_ones = tuple(f for f in signatures() if f.subject == "ben")
    assert "day off" not in shown(picture("signatures.rate", plain_ones))


def test_the_funnel_draws_one_square_a_person() -> None:
    made = picture("candidacy.funnel")
    squares = [m for rows in made.spec["datasets"].values() for m in rows if "part" in m]
    assert len(squares) == 9 + 27
    assert sum(m["part"] == "registered" for m in squares) == 7 + 3
    assert {"7 of 9", "3 of 27 (11.1\u00a0%)"} <= set(shown(made))
    assert "7 registered · 1 withdrew · 1 failed the examination" in shown(made)


def test_the_funnel_counts_nobody_twice() -> None:
    # More reasons than people who were not registered: then no reason is drawn.
    odd = finding("candidacy.funnel", "case", measures(registered=OutOf(7, 9), withdrew=2, failed_exam=1))
    texts = shown(picture("candidacy.funnel", (odd,)))
    assert "7 registered · 2 not registered, reasons not stated" in texts


def test_the_funnel_of_many_draws_bars() -> None:
    many = finding("candidacy.funnel", "case", measures(registered=OutOf(40, 400)))
    made = picture("candidacy.funnel", (many,))
    parts = [m for rows in made.spec["datasets"].values() for m in rows if "part" in m]
    assert len(parts) == 2
    assert "Each square is one person." not in " ".join(shown(made))


def test_the_calendar_lists_a_stage_told_twice_alike_once() -> None:
    made = picture("calendar.events")
    assert [row[:2] for row in cells(made)] == [
        ["9 April 2031", "Election called"],
        ["10 to 28 April 2031", "Nomination of candidates"],
        ["9 June 2031", "Voting day"],
        ["June 2031", "Results"],
    ]
    assert "Distances are not to scale." in " ".join(shown(made))


def test_the_calendar_keeps_both_days_of_a_stage_told_differently() -> None:
    (one,) = calendar()
    other = finding("calendar.events", "case", (*one.measures, *measures(other=When("2031-06-10"))))
    assert len(picture("calendar.events", (other,)).rows) == 5


def test_numbers_are_written_as_in_the_language() -> None:
    assert {"510,0", "624,8"} <= set(shown(picture("finance.cap_use", language="kk")))


def test_two_findings_give_the_same_picture_in_any_order() -> None:
    assert picture("finance.cap_use", tuple(reversed(funds()))) == picture("finance.cap_use")
    assert picture("signatures.rate", tuple(reversed(signatures()))) == picture("signatures.rate")
    assert picture("candidacy.funnel", funnel()) == picture("candidacy.funnel")


def test_a_limit_of_one_candidate_alone_stands_without_amount_in_the_legend() -> None:
    two = (
        fund("ada", "1000000 XTS", "5 XTS", cap_own_and_nominator="510000000 XTS"),
        fund("ben", "1000000 XTS", "5 XTS", cap_own_and_nominator="300000000 XTS"),
    )
    assert "limit: own and nominator’s money" in shown(picture("finance.cap_use", two))


def test_small_sums_are_not_written_in_millions() -> None:
    made = picture("finance.cap_use", (fund("ada", "1200 XTS", "80 XTS"),))
    assert {"1,200", "80", "XTS"} <= set(shown(made))
    assert Money("1200 XTS").exact


REFERENCE = {
    # Section 3 of the source report, in millions; the limit is 12,000 and 15,000 wages of 42,500.
    "finance.cap_use": {
        "510.0",
        "310.0",
        "124.0",
        "76.0",
        "20.2",
        "3.2",
        "0.0",
        "624.8",
        "250.9",
        "limit 637.5: donations",
    },
    "candidacy.funnel": {"3 of 27 (11.1\u00a0%)", "7 of 9", "7 registered · 1 withdrew · 1 failed the examination"},
    # 118,140 over six and four days; 122,309 over six.
    "signatures.rate": {"19,690", "29,535", "122,309", "20,385 per day", "in 6 days", "in 4 days"},
    "calendar.events": {"9 April 2019", "10 to 28 April 2019", "11 May to 7 June 2019", "Voting day"},
}


@pytest.mark.parametrize(("check", "expected"), sorted(REFERENCE.items()))
def test_the_reference_case_gives_the_numbers_of_its_report(kazakhstan: Case, check: str, expected: set[str]) -> None:
    (one,) = (c for c in CHECKS if c.id == check)
    made = CHARTS[check](tuple(run_check(kazakhstan, one)), words(names={}), SOURCE)
    assert made is not None
    assert expected <= set(shown(made))
