"""Rows 37 to 46 of the page on systems: money, events of the campaign, search interest."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from saylau.records.case import Case
from saylau.records.kinds import EventApplication, FundLine, FundReport, SearchSeries
from tests.checks.found import added, found, made
from tests.systems.rows import BY_ID, Alter, Row, both, measures, outcome, seen, tell, value, values, would_be

CAMPAIGN = ("stage-campaign", "stage-campaign.press")


def listed(kind: str) -> Alter:
    """The case with one payment by somebody of a kind in a fund's report."""
    report = made(FundReport, "report-told", candidacy="tokayev-2019", sort="final")
    line = made(FundLine, "line-told", report="report-told", side="in", level="itemised", amount="1000000 KZT",
                payer="D-0001", payer_kind=kind)  # fmt: skip
    return lambda case: added(case, report, line)


def applied(answer: str) -> Alter:
    """The case with one application for an event."""
    return lambda case: added(
        case,
        made(EventApplication, "application-told", election="election-2019", candidacy="kosanov-2019",
             filed="2019-05-12", event="2019-05-22", place="Almaty", answer=answer),
    )  # fmt: skip


def subjects_and_outcomes(case: Case) -> object:
    """Funds with a list of donors, and what the test of origins came to, or would without the cap."""
    listed = found(case, BY_ID["finance.origin_ban"])
    return {subject: (f.would_be or f.outcome).value for subject, f in listed.items()}


def exported(peak: int) -> Alter:
    """The case with an export of search interest over 31 days of May, two terms, the first with one high day."""
    lines = [f"2019-05-{day:02d},{peak if day == 20 else 10},50" for day in range(1, 32)]
    data = ("Category: all\n\nDay,Kosanov: (Kazakhstan),Tokayev: (Kazakhstan)\n" + "\n".join(lines) + "\n").encode()
    told = {"election": "election-2019", "file": "tables/may.csv", "sha256": hashlib.sha256(data).hexdigest()}
    rows = [
        made(SearchSeries, f"series-{who.lower()}", term=who, candidacy=f"{who.lower()}-2019", **told)
        for who in ("Kosanov", "Tokayev")
    ]
    return lambda case: replace(added(case, *rows), files={**case.files, "tables/may.csv": data})


def kosanov_peak(case: Case) -> object:
    """The day on which one candidate's series was highest; None without a series."""
    return measures("campaign.search_interest")(case).get("peak:kosanov-2019")


def elsewhere(case: Case) -> Case:
    """The same facts in a country of which no law is known."""
    return replace(case, info=case.info.model_copy(update={"country": "xx"}))


ROWS = (
    # 12,000 wages of 42,500 = 510,000,000
    Row((37,), "the use of a cap follows the receipts",
        values("finance.cap_use", "use_own_and_nominator", "own_and_nominator", subject="tokayev"),
        (1, "510000000 KZT"), tell("tokayev-own", amount="127500000 KZT"), (Fraction(1, 4), "127500000 KZT")),
    Row((37,), "a fund above its cap is contrary to the rule, held back until the text is read",
        would_be("finance.cap_use", "kosanov"), "in line", tell("kosanov-own", amount="510000001 KZT"), "contrary"),
    Row((38,), "a donor of a banned kind is found in the list",
        subjects_and_outcomes, {"case": "unknown"}, listed("religious body"), {"tokayev": "contrary"}),
    Row((39,), "shares of receipts follow the statements of the day",
        values("finance.shares", "total", "share:kosanov"), ("2552530023 KZT", Fraction(111_974_855, 2_552_530_023)),
        tell("kosanov-own", amount="0 KZT"), ("2476530023 KZT", Fraction(35_974_855, 2_476_530_023))),
    # seven times the amount; announced 52,500,000
    Row((40,), "public money planned and adopted are told apart, and agree where they are equal",
        both(value("finance.subsidy_equal", "total:adopted"), outcome("finance.subsidy_equal")),
        ("51318400 KZT", "disputed"), tell("state-funding.adopted", each="7500000 KZT"), ("52500000 KZT", "in line")),
    Row((41,), "the consequence of a breach is that of the country's rule, and is asked where no rule is known",
        outcome("finance.sanction_weight"), "noted", elsewhere, "unknown"),
    Row((42,), "declarations not published follow the matrix of disclosure",
        values("finance.reporting", "filed", "not_published"), ((7, 7), (7, 7)),
        tell("kosanov-declaration", published="yes"), ((7, 7), (6, 7))),
    Row((43,), "donations to others in relation to the smallest follow the receipts",
        value("finance.donations_comparison", "ratio:tugel"), Fraction(102_272_000, 35_974_855),
        tell("tugel-donations", amount="71949710 KZT"), 2),
    # 250,865,000 over 585,500 is the highest rate that all pairs allow; with 590,000 it is 310,000,000 over 723,500
    Row((44,), "the rate that all pairs allow follows the printed amounts",
        values("finance.conversion", "common:trailing_zeros:low", "common:trailing_zeros:high"),
        (Fraction(272_856_000, 637_500), Fraction(250_865_000, 585_500)),
        tell("euro-espayeva-donations", converted="590000 EUR"),
        (Fraction(272_856_000, 637_500), Fraction(310_000_000, 723_500))),
    Row((44,), "a conversion with its rate and day is no longer counted",
        value("data.conversion_rate", "pairs"), 17,
        tell("euro-cap-510", rate="425", rate_on="2019-05-29"), 16),
    # 11 May + 10 days = 21 May; to 7 June 11 + 7 = 18 days of 28; to 5 June two fewer
    Row((45,), "days left for events follow the campaign",
        value("campaign.usable_days", "usable"), (18, 28),
        tell(CAMPAIGN, during="2019-05-11/2019-06-05"), (16, 26)),
    Row((45,), "applications and denials follow the log",
        outcome("campaign.applications"), "unknown", applied("refused"), "concern"),
    # 10 on thirty days, 100 on 20 May
    Row((46,), "search interest is taken from an export, and its highest day follows the numbers",
        kosanov_peak, None, exported(100), date(2019, 5, 20)),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_systems_of_money_follow_their_inputs(row: Row, kazakhstan: Case) -> None:
    assert seen(row, kazakhstan) == row.expected
