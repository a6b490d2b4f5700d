"""Answers to who may poll, when polls may be published, and fines in base units, the same for every country."""

from __future__ import annotations

from datetime import date, timedelta

from saylau.law.answers import Asking, together
from saylau.law.calendar import day_bounds
from saylau.law.inputs import FineInputs, PollsterInputs, PublicationInputs
from saylau.law.rule import Explanation
from saylau.values import Money, Truth
from saylau.values.message import Message, Value

YEARS_ASKED = "How many years of experience with opinion polls did the pollster have?"
NOTICE_ASKED = "Was notice of the poll given to the commission, and when?"
KIND_ASKED = "Did an individual or a legal entity conduct the poll?"
WHEN_PUBLISHED = "On which day were the results of the poll published?"
FINE_ASKED = "How high was the fine, and was an individual or an organisation fined?"


def experienced_entity(given: PollsterInputs, years: int, asking: Asking) -> Explanation:
    """Whether a legal entity with so many years of experience gave notice. Values: `years`."""
    values: dict[str, Value] = {"years": years}
    if given.legal_entity is Truth.NO:
        says = Message("An individual conducted the poll; only legal entities could.")
        return Explanation(Truth.NO, says, values)
    parts = (
        _entity(given, asking),
        _experience(given, years, asking),
        _notice(given, asking),
    )
    says = Message("A legal entity with {years} years of experience could poll after a notice.", years=years)
    whole = together(parts, says)
    return Explanation(whole.verdict, says, values, parts=whole.parts)


def open_to_individuals(given: PollsterInputs, years: int, asking: Asking) -> Explanation:
    """The same of legal entities; an individual is under no ban, and the conditions are not put to one."""
    if given.legal_entity is Truth.NO:
        says = Message("An individual conducted the poll; the words on legal entities held no ban for others.")
        return Explanation(Truth.YES, says, {"years": years})
    return experienced_entity(given, years, asking)


def _entity(given: PollsterInputs, asking: Asking) -> Explanation:
    if given.legal_entity is Truth.YES:
        return Explanation(Truth.YES, Message("A legal entity conducted the poll."))
    return Explanation(
        Truth.UNKNOWN, Message("Whether a legal entity conducted the poll is not known."),
        questions=(asking(KIND_ASKED),),
    )  # fmt: skip


def _experience(given: PollsterInputs, years: int, asking: Asking) -> Explanation:
    if given.years is None:
        says = Message("The experience of the pollster is not known.")
        return Explanation(Truth.UNKNOWN, says, questions=(asking(YEARS_ASKED),))
    verdict = given.years.at_least(years)
    says = Message("Years of experience needed: {years}; stated: {stated}.", years=years, stated=given.years)
    return Explanation(verdict, says, questions=(asking(YEARS_ASKED),) if verdict is Truth.UNKNOWN else ())


def _notice(given: PollsterInputs, asking: Asking) -> Explanation:
    says = {
        Truth.YES: Message("Notice was given."),
        Truth.NO: Message("Notice was not given."),
        Truth.UNKNOWN: Message("Whether notice was given is not known."),
    }[given.notified]
    unknown = given.notified is Truth.UNKNOWN
    return Explanation(given.notified, says, questions=(asking(NOTICE_ASKED),) if unknown else ())


def blackout(given: PublicationInputs, days: int, poll: date, asking: Asking) -> Explanation:
    """Whether results were published outside the last days before voting and voting day itself.

    Values: `first` and `last` day on which none could be published.
    """
    last = (given.poll.exact_day if given.poll else None) or poll
    first = last - timedelta(days)
    values: dict[str, Value] = {"first": first, "last": last}
    low, high = day_bounds(given.published)
    if given.published is None:
        says = Message(
            "No results of polls could be published from {first} to {last}; the day of publication is not known.",
            first=first, last=last,
        )  # fmt: skip
        return Explanation(Truth.UNKNOWN, says, values, questions=(asking(WHEN_PUBLISHED),))
    verdict = Truth.UNKNOWN
    if (high is not None and high < first) or (low is not None and low > last):
        verdict = Truth.YES
    elif low is not None and high is not None and first <= low and high <= last:
        verdict = Truth.NO
    says = Message(
        "No results of polls could be published from {first} to {last}; these were published: {published}.",
        first=first, last=last, published=given.published,
    )  # fmt: skip
    asked = (asking(WHEN_PUBLISHED),) if verdict is Truth.UNKNOWN else ()
    return Explanation(verdict, says, values, questions=asked)


def fine_in_units(given: FineInputs, unit: Money, individual: int, organisation: int, asking: Asking) -> Explanation:
    """Whether a fine is the stated number of base units for who was fined.

    Values: `base_unit`, and for individuals and organisations `units_*` and `fine_*`; `stated_units` for a fine stated
    to the unit of the currency.
    """
    fines = {"individual": unit.times(individual), "organisation": unit.times(organisation)}
    values: dict[str, Value] = {
        "base_unit": unit, "units_individual": individual, "units_organisation": organisation,
        "fine_individual": fines["individual"], "fine_organisation": fines["organisation"],
    }  # fmt: skip
    if given.fine is None or given.fine.currency != unit.currency or given.organisation is Truth.UNKNOWN:
        says = Message(
            "The fine was {individual} for an individual and {organisation} for an organisation; what was imposed, or "
            "on whom, is not known.",
            **fines,
        )
        return Explanation(Truth.UNKNOWN, says, values, questions=(asking(FINE_ASKED),))
    if given.fine.exact:
        values["stated_units"] = given.fine.ratio(unit)[0]
    due = fines["organisation" if given.organisation is Truth.YES else "individual"]
    verdict = given.fine.equals(due)
    says = Message("The fine by the provision was {due}, and {fine} was imposed.", due=due, fine=given.fine)
    return Explanation(verdict, says, values, questions=(asking(FINE_ASKED),) if verdict is Truth.UNKNOWN else ())
