"""Answers to conditions on a person or a nominating body, the same for every country."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from saylau.law.answers import Asking
from saylau.law.calendar import ShortMonth, add_months, day_bounds
from saylau.law.inputs import EligibilityInputs, NominatorInputs
from saylau.law.rule import Explanation
from saylau.values import Truth, When
from saylau.values.message import Message, Value

AGE_ASSUMED = "Age counts on voting day; who was born on 29 February is a year older on 1 March (assumed)."


CONDITIONS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "citizen by birth": (
            "citizen_by_birth", "Citizen by birth: {answer}.", "Is the candidate a citizen by birth?",
        ),
        "higher education": (
            "higher_education", "Higher education: {answer}.", "Has the candidate higher education?",
        ),
    }
)  # fmt: skip
"""Conditions that a fact answers by itself: the input that answers, what is said, what is asked."""


def condition(given: EligibilityInputs, name: str, asking: Asking) -> Explanation:
    """Whether a person meets one of the `CONDITIONS`, with the question to ask where no fact says so."""
    field, says, asks = CONDITIONS[name]
    answer: Truth = getattr(given, field)
    asked = (asking(asks),) if answer is Truth.UNKNOWN else ()
    return Explanation(answer, Message(says, answer=answer), questions=asked)


def of_age(born: When | None, poll: When, years: int, asking: Asking) -> Explanation:
    """Whether a person was so many years old on voting day. Values: `birthday_low`, `birthday_high` (dates)."""
    first, last = day_bounds(born)
    asked = asking("On which day was the candidate born?")
    if born is None or first is None or last is None:
        says = Message("The date of birth is not known; an age of {years} years was needed.", years=years)
        return Explanation(Truth.UNKNOWN, says, assumed=(AGE_ASSUMED,), questions=(asked,))
    low = add_months(first, 12 * years, ShortMonth.NEXT_DAY)
    high = add_months(last, 12 * years, ShortMonth.NEXT_DAY)
    poll_first, poll_last = day_bounds(poll)
    verdict = Truth.UNKNOWN
    if poll_first and poll_first >= high:
        verdict = Truth.YES
    elif poll_last and poll_last < low:
        verdict = Truth.NO
    says = Message(
        "An age of {years} years was needed on {poll}; the person was born on {born}.",
        years=years, poll=poll, born=born,
    )  # fmt: skip
    values: dict[str, Value] = {"birthday_low": low, "birthday_high": high}
    return Explanation(
        verdict, says, values, assumed=(AGE_ASSUMED,), questions=(asked,) if verdict is Truth.UNKNOWN else ()
    )


def may_nominate(given: NominatorInputs, required: int | None, asking: Asking) -> Explanation:
    """Whether a registered party, or a registered association with branches in enough regions, stands behind someone.

    Values: `branches_required`.
    """
    values: dict[str, Value] = {} if required is None else {"branches_required": required}
    spread = Truth.UNKNOWN
    if required is not None and given.branches is not None:
        spread = given.branches.at_least(required)
    verdict = given.registered & (given.party | spread)
    if required is None:
        says = Message("How many regions there were, and so how many branches were needed, is not known.")
    else:
        says = Message(
            "A registered party, or a registered association with branches in {required} regions, could nominate.",
            required=required,
        )
    asked = []
    if given.registered is Truth.UNKNOWN:
        asked.append(asking("Was the nominating body registered on the day of the nomination?"))
    if given.party | spread is Truth.UNKNOWN:
        asked.append(asking("In how many regions did the nominating association have branches?"))
    return Explanation(verdict, says, values, questions=tuple(asked) if verdict is Truth.UNKNOWN else ())
