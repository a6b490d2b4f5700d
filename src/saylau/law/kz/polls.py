"""Opinion polls: who may conduct them, in two readings; days without publication; fines.

Article 28(9) was read in a notice of 2023. For 2019 its conditions are known from prosecutors, and what it leaves open
from the source report.
"""

from __future__ import annotations

from datetime import date

from saylau.law.answers import Asking
from saylau.law.inputs import FineInputs, PollsterInputs, PublicationInputs
from saylau.law.kz.acts import ADDRESSEE, CONFIRMED_SINCE, CONFIRMED_UNTIL, POLL_FINES, POLLS
from saylau.law.kz.params import CALCULATION_INDEX
from saylau.law.polls import blackout, experienced_entity, fine_in_units, open_to_individuals
from saylau.law.rule import Cite, Explanation, rule

YEARS = 5
DAYS_BEFORE = 5
INDIVIDUAL_UNITS, ORGANISATION_UNITS = 15, 30


def _asking(cite: Cite) -> Asking:
    return Asking(ADDRESSEE, cite, "PO")


@rule(
    "kz", "polls.pollster", POLLS, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    reading="text", whose="the source report, on the words of the law",
)  # fmt: skip
def may_be_conducted(given: PollsterInputs, on: date) -> Explanation:
    """Polls may be conducted by legal entities with five years of experience and notice: no ban on individuals."""
    return open_to_individuals(given, YEARS, _asking(POLLS))


@rule(
    "kz", "polls.pollster", POLLS, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    reading="prosecutor", whose="General Prosecutor's Office, 8 May 2019",
)  # fmt: skip
def only_legal_entities(given: PollsterInputs, on: date) -> Explanation:
    """Only legal entities with five years of experience that gave written notice may poll."""
    return experienced_entity(given, YEARS, _asking(POLLS))


@rule("kz", "polls.blackout", POLLS, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def last_days(given: PublicationInputs, on: date) -> Explanation:
    """No results are published in the last five days before voting day and on that day."""
    return blackout(given, DAYS_BEFORE, on, _asking(POLLS))


@rule("kz", "polls.fine", POLL_FINES, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def fine(given: FineInputs, on: date) -> Explanation:
    """A poll without the conditions: 15 monthly calculation indices for citizens, 30 for organisations."""
    unit = CALCULATION_INDEX.on(on)
    return fine_in_units(given, unit, INDIVIDUAL_UNITS, ORGANISATION_UNITS, _asking(POLL_FINES))
