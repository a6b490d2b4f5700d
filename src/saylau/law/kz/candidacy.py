"""Who may stand: conditions, language, service, nomination, withdrawal, declarations, self-nomination."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from saylau.law.answers import Asking, together
from saylau.law.calendar import Period
from saylau.law.deadlines import deadline
from saylau.law.eligibility import condition, may_nominate, of_age
from saylau.law.inputs import (
    DeadlineInputs,
    EligibilityInputs,
    ExamInputs,
    NoInputs,
    NominatorInputs,
    SelfNominationInputs,
    ServiceInputs,
)
from saylau.law.kz.acts import (
    ADDRESSEE,
    COMPLIANCE,
    CONDITIONS,
    CONFIRMED_SINCE,
    CONFIRMED_UNTIL,
    DEPOSIT,
    ELIGIBILITY,
    EXPERIENCE_OF_2017,
    MAIN_ACT,
    NOMINATION,
    SELF_NOMINATION_BEFORE,
    SELF_NOMINATION_ENDED,
    SELF_NOMINATION_OF_2017,
    WITHDRAWAL,
    YEAR_REPORTED,
)
from saylau.law.residence import service
from saylau.law.rule import Cite, Explanation, rule
from saylau.values import Truth
from saylau.values.message import Message

AGE = 40
FORCE_ASSUMED = "The change of 2017 came into force on 15 June 2017, the day of its date (assumed)."


def _asking(cite: Cite) -> Asking:
    return Asking(ADDRESSEE, cite, "CR")


@rule("kz", "candidacy.basic", ELIGIBILITY, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def basic(given: EligibilityInputs, on: date) -> Explanation:
    """A citizen by birth, 40 years old on voting day (assumed to be the day that counts), with higher education."""
    asking = _asking(ELIGIBILITY)
    return together(
        (
            of_age(given.born, given.poll, AGE, asking),
            condition(given, "citizen by birth", asking),
            condition(given, "higher education", asking),
        ),
        Message("A candidate had to be a citizen by birth, {age} years old, with higher education.", age=AGE),
    )


@rule("kz", "candidacy.language", ELIGIBILITY, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def language(given: ExamInputs, on: date) -> Explanation:
    """Fluent Kazakh, found by the linguistic commission; an incumbent who stands again is exempt."""
    asking = _asking(ELIGIBILITY)
    verdict = given.passed | given.incumbent
    asked = []
    if given.passed is Truth.UNKNOWN:
        asked.append(asking("Did the linguistic commission find the candidate fluent in Kazakh?"))
    if given.incumbent is Truth.UNKNOWN:
        asked.append(asking("Did the candidate stand again as incumbent, exempt from the examination?"))
    says = Message(
        "Fluent Kazakh had to be found by the linguistic commission (passed: {passed}); an incumbent standing again "
        "was exempt (incumbent: {incumbent}).",
        passed=given.passed, incumbent=given.incumbent,
    )  # fmt: skip
    return Explanation(verdict, says, questions=tuple(asked) if verdict is Truth.UNKNOWN else ())


@rule("kz", "candidacy.service", EXPERIENCE_OF_2017, since=SELF_NOMINATION_ENDED, until=YEAR_REPORTED)
@rule("kz", "candidacy.service", CONDITIONS, since=YEAR_REPORTED, until=CONFIRMED_UNTIL)
def five_years(given: ServiceInputs, on: date) -> Explanation:
    """At least five years in public service or elected office."""
    cite = EXPERIENCE_OF_2017 if on < YEAR_REPORTED else CONDITIONS
    answer = service(given, 5, on, _asking(cite))
    return replace(answer, assumed=(*answer.assumed, FORCE_ASSUMED))


@rule("kz", "candidacy.compliance", COMPLIANCE, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def compliance(given: DeadlineInputs, on: date) -> Explanation:
    """The commission establishes within five days of filing whether someone meets the conditions.

    `begins` is the day of filing, `happened` the day on which compliance was established.
    """
    return deadline(
        given, Period(5), _asking(COMPLIANCE),
        began="On which day were the nomination papers filed?",
        happened="On which day was compliance with the conditions established?",
    )  # fmt: skip


@rule("kz", "candidacy.nominator", NOMINATION, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def nominator(given: NominatorInputs, on: date) -> Explanation:
    """Parties and republican associations nominate: registered, an association with branches in more than half of the
    regions."""
    return may_nominate(given, None if given.regions is None else given.regions // 2 + 1, _asking(NOMINATION))


@rule("kz", "candidacy.withdrawal", WITHDRAWAL, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def withdrawal(given: NoInputs, on: date) -> Explanation:
    """The nominating body may withdraw its nomination after registration. Only the source report states it."""
    says = Message("The supreme body of the nominator could withdraw its nomination after registration.")
    asked = _asking(WITHDRAWAL)("Which article lets a nominator withdraw after registration, and on what grounds?")
    return Explanation(Truth.YES, says, questions=(asked,))


@rule("kz", "candidacy.declarations", DEPOSIT, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def declarations(given: NoInputs, on: date) -> Explanation:
    """A candidate and the candidate's spouse declare income and property."""
    return Explanation(Truth.YES, Message("A candidate and the spouse had to declare income and property."))


@rule("kz", "candidacy.independents", SELF_NOMINATION_BEFORE, since=MAIN_ACT, until=SELF_NOMINATION_ENDED)
def self_nomination_allowed(given: SelfNominationInputs, on: date) -> Explanation:
    """A person could nominate herself or himself."""
    return Explanation(Truth.YES, Message("Self-nomination was allowed."), assumed=(FORCE_ASSUMED,))


@rule("kz", "candidacy.independents", SELF_NOMINATION_OF_2017, since=SELF_NOMINATION_ENDED, until=YEAR_REPORTED)
@rule("kz", "candidacy.independents", NOMINATION, since=YEAR_REPORTED, until=CONFIRMED_UNTIL)
def self_nomination_ended(given: SelfNominationInputs, on: date) -> Explanation:
    """Only registered parties and republican associations nominate."""
    says = Message("Self-nomination was not allowed: parties and republican associations nominated.")
    return Explanation(Truth.NO, says, assumed=(FORCE_ASSUMED,))
