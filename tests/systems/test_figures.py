"""Figures of the bundled case that no page states, worked out a second time from its files with plain Python.

Nothing of the project's methods is used here: the rows of the files are read with `csv`, the arithmetic is written out.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from statistics import median

import pytest

from saylau.records.case import Case
from saylau.records.locate import find_case
from tests.systems.rows import measures, value, values

DAY = timedelta(days=1)


def rows(kind: str) -> list[dict[str, str]]:
    """The rows of a file of the bundled case, as text."""
    with (Path(find_case("kazakhstan-2019")) / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def funds() -> dict[str, int]:
    """What each fund had received, in tenge."""
    total: dict[str, int] = {}
    for row in rows("fund_receipt"):
        who = row["candidacy"].removesuffix("-2019")
        total[who] = total.get(who, 0) + int(row["amount"].removesuffix(" KZT"))
    return total


def test_the_effective_number_of_contestants_is_that_of_the_votes(kazakhstan: Case) -> None:
    votes = [int(r["votes"]) for r in rows("result") if r["election"] == "election-2019"]
    squared = sum((v / sum(votes)) ** 2 for v in votes)
    found = value("results.competitiveness", "effective_number", "election-2019")(kazakhstan)
    assert isinstance(found, Fraction)
    assert float(found) == pytest.approx(1 / squared)
    # .7096² + .1623² + .0505² + .0304² + .0198² + .0182² + .0092² = .5341; 1 / .5341 = 1.872
    assert round(1 / squared, 2) == 1.87


def test_a_share_of_97_per_cent_with_two_others_leaves_bounds(kazakhstan: Case) -> None:
    # 97 was cut off or rounded: from 96.5 on, below 98; the two others share the rest equally or one takes it all
    squared = [Decimal(lead) ** 2 + Decimal(rest) ** 2 + (1 - Decimal(lead) - Decimal(rest)) ** 2
               for lead, rest in (("0.965", "0.0175"), ("0.98", "0.02"))]  # fmt: skip
    low, high = (float(1 / s) for s in reversed(squared))
    found = measures("results.competitiveness", "past-2015")(kazakhstan)
    assert float(found["effective_number_low"]) == pytest.approx(low, abs=0.001)  # type: ignore[arg-type]
    assert float(found["effective_number_high"]) == pytest.approx(high, abs=0.001)  # type: ignore[arg-type]


def test_the_largest_fund_its_share_and_its_distance_to_the_middle_one_are_those_of_the_receipts(
    kazakhstan: Case,
) -> None:
    held = funds()
    ordered = sorted(held.values())
    shares = value("finance.shares", "share:tokayev")(kazakhstan)
    assert shares == Fraction(held["tokayev"], sum(held.values()))
    assert value("finance.concentration", "top_to_median")(kazakhstan) == Fraction(ordered[-1], int(median(ordered)))


def test_signatures_a_day_leave_out_no_day_of_the_calendar(kazakhstan: Case) -> None:
    at = {r["fact"] or r["id"]: r["on"] for r in rows("candidacy_step")}
    first = date.fromisoformat(at["rakhimbekov-collection-start"])
    last = date.fromisoformat(at["rakhimbekov-collection-end"])
    days = [first + n * DAY for n in range((last - first).days + 1)]
    (count,) = (int(r["collected"]) for r in rows("signature_statement") if r["candidacy"] == "rakhimbekov-2019")
    found = values("signatures.rate", "days", "rate_of_count", "window_left", subject="rakhimbekov")(kazakhstan)
    closes = date(2019, 5, 11)
    assert found == (len(days), round(count / len(days)), (closes - last).days)
    weekdays = [d for d in days if d.weekday() < 5 and d != date(2019, 5, 1)]
    assert len(weekdays) == 4, "Monday, Tuesday, Thursday and Friday; the Wednesday was a holiday"


def test_days_abroad_are_those_between_the_two_ends_whatever_the_day_of_october(kazakhstan: Case) -> None:
    for name, claim in (("days_abroad", "tokayev-abroad"), ("days_abroad_2", "tokayev-abroad.press")):
        (during,) = (r["during"] for r in rows("residence") if (r["fact"] or r["id"]) == claim)
        start = date.fromisoformat(during.split("/")[0])
        ends = [date(2013, 10, day) for day in range(1, 32)]
        lengths = [len(range(start.toordinal(), end.toordinal())) for end in ends]
        assert value("candidacy.residence", name, "tokayev")(kazakhstan) == f"{min(lengths)}..{max(lengths)}"


def test_the_rate_that_all_pairs_allow_is_found_by_trying_every_hundredth(kazakhstan: Case) -> None:
    pairs = []
    for row in rows("conversion"):
        tenge, euro = int(row["original"].removesuffix(" KZT")), int(row["converted"].removesuffix(" EUR"))
        unit = 10 ** (len(str(euro)) - len(str(euro).rstrip("0")))
        pairs.append((tenge, euro, unit))
    fits = [
        rate
        for rate in (Fraction(n, 100) for n in range(40_000, 46_000))
        if all(2 * abs(tenge / rate - euro) <= unit for tenge, euro, unit in pairs)
    ]
    low = value("finance.conversion", "common:trailing_zeros:low")(kazakhstan)
    high = value("finance.conversion", "common:trailing_zeros:high")(kazakhstan)
    assert isinstance(low, Fraction)
    assert isinstance(high, Fraction)
    assert fits[0] - Fraction(1, 100) < low <= fits[0]
    assert fits[-1] <= high < fits[-1] + Fraction(1, 100)


def test_the_regional_turnout_lies_as_far_from_its_mean_as_a_table_of_squares_tells(kazakhstan: Case) -> None:
    last: dict[str, Decimal] = {}
    for row in rows("turnout"):
        if row["region"]:
            last[row["region"]] = Decimal(row["percent"])
    assert len(last) == 17
    mean = sum(last.values(), Decimal()) / 17
    squares = sum(((v - mean) ** 2 for v in last.values()), Decimal())
    farthest = (last["city-almaty"] - mean) / (squares / 17).sqrt()
    found = values("results.turnout_outliers", "z:city-almaty", "sample:city-almaty", "spread")(kazakhstan)
    sample = (last["city-almaty"] - mean) / (squares / 16).sqrt()
    assert found == (round(farthest, 2), round(sample, 2), max(last.values()) - min(last.values()))
    middle = median(last.values())
    mad = median(abs(v - middle) for v in last.values())
    robust = value("results.turnout_outliers", "robust:city-almaty")(kazakhstan)
    assert robust == round(Decimal("0.6745") * (last["city-almaty"] - middle) / mad, 2)


def test_voters_grew_by_no_more_than_1_24_per_cent_between_two_totals(kazakhstan: Case) -> None:
    told = sorted(int(r["voters"]) for r in rows("voter_total"))
    found = values("voters.totals", "gap:voters-2019-06-09", "growth_within")(kazakhstan)
    assert found == (told[2] - told[1], Fraction(told[2] - told[0], told[0]))
    assert round(Fraction(told[2] - told[0], told[0]) * 100, 2) == Fraction(124, 100)


def test_usable_days_are_counted_one_by_one(kazakhstan: Case) -> None:
    campaign = [date(2019, 5, 11) + n * DAY for n in range(60) if date(2019, 5, 11) + n * DAY <= date(2019, 6, 7)]
    usable = [day for day in campaign if day - campaign[0] >= 10 * DAY]
    clear = [day for day in campaign if day - campaign[0] > 10 * DAY]
    found = values("campaign.usable_days", "usable", "usable_clear")(kazakhstan)
    assert found == ((len(usable), len(campaign)), (len(clear), len(campaign)))


def test_pairs_of_tallies_are_all_pairs(kazakhstan: Case) -> None:
    tallies = [r for r in rows("tally") if r["of"] == "people detained"]
    pairs = len(tallies) * (len(tallies) - 1) // 2
    found = measures("detentions.scopes")(kazakhstan)
    told = [found[name] for name in ("in_line", "disputed", "contained", "revised", "not_comparable")]
    assert sum(n for n in told if isinstance(n, int)) == pairs == 55
