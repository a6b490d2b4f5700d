"""Signatures in support of a candidate: how many, from how many regions, sheets, verification, proxies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil

from saylau.law.amounts import proxies_allowed, regions_reached, signatures_by_share
from saylau.law.answers import Asking, Rounding
from saylau.law.calendar import Period
from saylau.law.deadlines import deadline
from saylau.law.inputs import DeadlineInputs, NoInputs, ProxyInputs, SignatureInputs
from saylau.law.kz.acts import (
    ADDRESSEE,
    CONFIRMED_SINCE,
    CONFIRMED_UNTIL,
    MAIN_ACT,
    PROXIES,
    SHEETS,
    SIGNATURES,
    VERIFICATION,
)
from saylau.law.rule import Basis, Explanation, rule
from saylau.values import Truth
from saylau.values.message import Message, Value

CEC = "Central Election Commission"
SHARE = Fraction(1, 100)
REGIONS_SHARE = Fraction(2, 3)
PROXIES_A_STATION = 3

_ASKING = Asking(ADDRESSEE, SIGNATURES, "CR")


@rule("kz", "signatures.total", SIGNATURES, since=MAIN_ACT, reading="at-least", whose="text of the law")
def at_least_one_per_cent(given: SignatureInputs, on: date) -> Explanation:
    """Not less than 1 per cent of the voters: a part of a signature counts as a whole one."""
    return signatures_by_share(given, SHARE, Rounding.UP, _ASKING)


@rule("kz", "signatures.total", SIGNATURES, since=MAIN_ACT, reading="cec", whose=CEC)
def as_the_commission_counts(given: SignatureInputs, on: date) -> Explanation:
    """1 per cent, rounded to the nearest: the only rounding that gives the commission's figures of 2019 and 2022."""
    return signatures_by_share(given, SHARE, Rounding.NEAREST, _ASKING)


def _regions_required(given: SignatureInputs) -> int | None:
    return None if given.regions is None else ceil(REGIONS_SHARE * given.regions)


@rule("kz", "signatures.spread", SIGNATURES, since=MAIN_ACT, reading="count", whose=CEC)
def regions_counted(given: SignatureInputs, on: date) -> Explanation:
    """Signatures come from at least two thirds of the regions and cities, however many from each."""
    return regions_reached(given, _regions_required(given), _ASKING)


@rule("kz", "signatures.spread", SIGNATURES, since=MAIN_ACT, reading="equal-share", whose="assumed")
def equal_shares(given: SignatureInputs, on: date) -> Explanation:
    """Equal representation read as an equal share of the threshold from each of two thirds of the regions.

    Values beside `regions_required`: `least_each` from the commission's threshold, `least_each_at_least` from the one
    rounded up. Between the two nothing is decided, since the readings of the threshold part there.
    """
    counted = regions_reached(given, _regions_required(given), _ASKING)
    required = _regions_required(given)
    if required is None or given.voters is None or given.voters.exact is None:
        asked = _ASKING("How many voters are the base of the signature threshold, and on which day were they counted?")
        says = Message("The least number in each region cannot be worked out without the number of voters and regions.")
        return Explanation(counted.verdict & Truth.UNKNOWN, says, counted.values, questions=(*counted.questions, asked))
    exact = SHARE * given.voters.exact
    low, high = sorted(ceil(Fraction(r.apply(exact), required)) for r in (Rounding.NEAREST, Rounding.UP))
    values: dict[str, Value] = {**counted.values, "least_each": low, "least_each_at_least": high}
    each = Truth.UNKNOWN
    if given.least_in_a_region is not None:
        enough = given.least_in_a_region
        each = Truth.YES if enough.at_least(high) is Truth.YES else enough.at_least(low) & Truth.UNKNOWN
    verdict = counted.verdict & each
    says = Message(
        "At least {least} valid signatures from each of {required} regions were needed under this reading.",
        least=low, required=required,
    )  # fmt: skip
    by_region = _ASKING("How many valid signatures came from each region?")
    asked_now = (*counted.questions, by_region) if each is Truth.UNKNOWN else counted.questions
    return Explanation(verdict, says, values, questions=asked_now if verdict is Truth.UNKNOWN else ())


@rule("kz", "signatures.sheets", SHEETS, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def sheets(given: DeadlineInputs, on: date) -> Explanation:
    """Sheets are issued within five days after compliance was established; a signer gives five particulars.

    `begins` is the day on which compliance was established, `happened` the day on which sheets were issued.
    """
    return deadline(
        given, Period(5), Asking(ADDRESSEE, SHEETS, "CR"),
        began="On which day was compliance with the conditions established?",
        happened="On which day were the signature sheets issued?",
    )  # fmt: skip


@rule(
    "kz", "signatures.verification", VERIFICATION, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    untranslatable="Territorial commissions verify signatures; the time, criteria and appeal in the edition that "
    "applied in 2019 were not read (the time was five days in 2015).",
)  # fmt: skip
def verification(given: NoInputs, on: date) -> Explanation:
    """Territorial commissions verify the signatures; how, was not read."""
    asking = Asking(ADDRESSEE, VERIFICATION, "CR")
    says = Message("Territorial commissions verified signatures; time, criteria and appeal are not known for 2019.")
    asked = asking("Who verified signatures, within how many days, by which criteria, with which appeal?")
    return Explanation(Truth.UNKNOWN, says, questions=(asked,))


@rule(
    "kz", "signatures.proxies", PROXIES, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    reading="not-confirmed", whose=Basis.GENERAL.value, decides=False,
)  # fmt: skip
def proxies(given: ProxyInputs, on: date) -> Explanation:
    """By general knowledge, the article not verified: up to three proxies for each polling station.

    Values: `ceiling`, once the number of polling stations is known.
    """
    answer = proxies_allowed(given, PROXIES_A_STATION, Asking(ADDRESSEE, PROXIES, "CR"))
    if given.stations is None or "ceiling" not in answer.values:
        return answer
    says = Message(
        "By general knowledge, not confirmed, up to three proxies for each of {stations} polling stations: {ceiling}.",
        stations=given.stations, ceiling=answer.values["ceiling"],
    )  # fmt: skip
    return replace(answer, says=says)
