"""Residence of a presidential candidate during the last 15 years: three readings of one provision."""

from __future__ import annotations

from datetime import date

from saylau.law.answers import Asking
from saylau.law.inputs import ResidenceInputs, Stay
from saylau.law.kz.acts import ADDRESSEE, CONFIRMED_SINCE, CONFIRMED_UNTIL, COUNCIL_RULED, ELIGIBILITY, RULING_OF_2019
from saylau.law.residence import HABITUAL_ASKED, POSTS_ASKED, STAYS_ASKED, residence
from saylau.law.rule import Cite, Explanation, rule
from saylau.values import Truth

YEARS = 15


def _asking(cite: Cite) -> Asking:
    return Asking(ADDRESSEE, cite, "CR")


@rule(
    "kz", "candidacy.residence", ELIGIBILITY, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    reading="strict", whose="assumed",
)  # fmt: skip
def strict(given: ResidenceInputs, on: date) -> Explanation:
    """Any stay abroad breaks residence."""
    return residence(given, YEARS, lambda _: Truth.YES, _asking(ELIGIBILITY), STAYS_ASKED)


@rule(
    "kz", "candidacy.residence", ELIGIBILITY, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    reading="habitual", whose="assumed",
)  # fmt: skip
def habitual(given: ResidenceInputs, on: date) -> Explanation:
    """A temporary post abroad does not end residence; habitual residence abroad does."""

    def breaks(stay: Stay) -> Truth:
        return stay.habitual

    return residence(given, YEARS, breaks, _asking(ELIGIBILITY), HABITUAL_ASKED)


@rule(
    "kz", "candidacy.residence", RULING_OF_2019, since=COUNCIL_RULED, until=CONFIRMED_UNTIL,
    reading="council", whose="Constitutional Council",
)  # fmt: skip
def council(given: ResidenceInputs, on: date) -> Explanation:
    """Residence abroad in a diplomatic post, or an equal one with an international organisation, counts."""

    def breaks(stay: Stay) -> Truth:
        return ~stay.exempt_post

    return residence(given, YEARS, breaks, _asking(RULING_OF_2019), POSTS_ASKED)
