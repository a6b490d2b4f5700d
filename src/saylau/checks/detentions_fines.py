"""Fines after assemblies in base units of the law, at a stated rate, against its limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from saylau.checks.addressees import author
from saylau.checks.ask import Answer, ask, asked, which_provision
from saylau.checks.detentions_arrests import GROUND, PARAGRAPH, REPEATED
from saylau.checks.detentions_claims import POLICE, Claim, each_telling, not_told_by_whole, number, public, unit, who
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import deciding, integer, money, provisions, reading
from saylau.checks.registry import check
from saylau.checks.told import unknown
from saylau.law.inputs import SanctionInputs
from saylau.records.case import Case
from saylau.records.kinds import Conversion
from saylau.records.kinds.protests import TallySubject
from saylau.values import Money, Truth
from saylau.values.message import From, Message, Value


@dataclass(frozen=True)
class Rate:
    """Units of the country's currency for one of the other, from an amount that a source prints in both."""

    value: Fraction
    fact: str
    amount: Fraction
    """The amount in the other currency, by which the nearest is chosen."""


def _rates(case: Case, fine: Money, base: Money) -> tuple[Rate, ...]:
    found = []
    for f in case.all(Conversion):
        one, other = f.record.original, f.record.converted
        if (one.currency, other.currency) == (base.currency, fine.currency) and one.exact and other.exact and other.low:
            found.append(Rate(Fraction(one.major_low) / Fraction(other.major_low), f.fact, Fraction(other.major_low)))
    return tuple(found)


def _nearest(rates: Sequence[Rate], fine: Money) -> Rate:
    """The rate of the amount nearest in size to the fine, by ratio."""
    size = Fraction(fine.major_low) or Fraction(1)
    return min(rates, key=lambda r: (max(r.amount / size, size / r.amount), r.fact))


def _converted(fine: Money, rate: Fraction, currency: str) -> Money:
    """An amount at a rate, rounded outward to the minor unit."""
    low = floor(fine.low * rate)
    return Money.from_minor(low, None if fine.high is None else ceil(fine.high * rate), currency)


@check(chapter="FA", standards=("ICCPR-21",), area="detentions")
def fines(case: Case) -> Iterator[Finding]:
    """Fines after assemblies in base units of the law, against its limits.

    A fine stated in another currency is converted at the rate of the amount nearest in size that the material prints
    in both currencies; the range over all such amounts stands beside it. The result is compared with the limit of
    each reading.
    """
    claims = not_told_by_whole(c for c in public(case, TallySubject.PEOPLE_FINED) if c.record.each_amount)
    if not claims:
        asks = "How many people were fined after the assemblies, and how high was each fine?"
        yield unknown(Message("The material states no amount of a fine."), asked(case, asks, POLICE))
        return
    for subject, claim in each_telling(claims).items():
        if claim.record.each_amount:
            yield replace(_fine(case, claim, claim.record.each_amount), subject=subject)


def _fine(case: Case, claim: Claim, fine: Money) -> Finding:
    answers = ask(case, "protests.fine", SanctionInputs(fine=fine, facts=(claim.fact,)))
    base = next((b for a in answers if (b := money(a.explanation, "base_unit"))), None)
    stated = Message(
        "Fines, as stated: {people} people fined, {fine} each.", people=number(claim), fine=From(fine, (claim.fact,))
    )
    if base is None:
        about = "how high a fine for a breach of the rules on assemblies could be"
        return unknown(stated, which_provision(case, "protests.fine", about), subject=claim.id, facts=(claim.fact,))
    rates = _rates(case, fine, base)
    if fine.currency == base.currency:
        return _in_units(case, claim, fine, fine, base, (), answers)
    if not rates:
        asks = "How high was each fine in the currency of the country?"
        return unknown(stated, asked(case, asks, author(case, (claim.fact,))), subject=claim.id, facts=(claim.fact,))
    due = _converted(fine, _nearest(rates, fine).value, base.currency)
    again = ask(case, "protests.fine", SanctionInputs(fine=due, facts=(claim.fact,)))
    return _in_units(case, claim, fine, due, base, rates, again)


def _outcome(answers: Sequence[Answer]) -> Outcome:
    """In line within every limit, contrary beyond every one; beyond some and within others it is worth a look."""
    verdicts = {a.explanation.verdict for a in deciding(answers)}
    if verdicts == {Truth.YES}:
        return Outcome.IN_LINE
    if verdicts == {Truth.NO}:
        return Outcome.CONTRARY
    return Outcome.CONCERN if Truth.YES in verdicts else Outcome.UNKNOWN


def _in_units(
    case: Case, claim: Claim, fine: Money, due: Money, base: Money, rates: Sequence[Rate], answers: Sequence[Answer]
) -> Finding:
    low, high = due.ratio(base)
    facts = (claim.fact, *((_nearest(rates, fine).fact,) if rates else ()))
    units = tuple(From(value, facts) for value in (low, high) if value is not None)
    source = author(case, (claim.fact,))
    return Finding(
        claim.id,
        _outcome(answers),
        _fine_says(claim, fine, units, answers),
        facts=facts,
        provisions=provisions(answers),
        readings=tuple(reading(a) for a in answers),
        measures=(
            Measure("people", claim.record.number, unit(claim), _people(case, claim), (claim.fact,)),
            Measure("fine", fine, "", "fine of each, as stated", (claim.fact,)),
            *_unit_measures(due, base, facts),
            *_rate_measures(fine, base, rates),
            *_limits(answers),
        ),
        method="The amount is converted at a rate of the material and divided by the base unit; each limit is tested.",
        assumptions=(RATE,) if rates else (),
        limits=(GROUND, ROUNDED, PARAGRAPH),
        questions=(asked(case, ASKED, source), asked(case, REPEATED, source)),
    )


RATE = "The rate is that of the amount nearest in size that the material prints in both currencies (assumed)."
ROUNDED = "Amounts in another currency are rounded; what was imposed in the currency of the country is not stated."
ASKED = "How high was each fine in the currency of the country, and under which paragraph was it imposed?"


def _people(case: Case, claim: Claim) -> Message:
    return Message("people fined; stated by {who}", who=who(case, claim))


def _unit_measures(due: Money, base: Money, facts: tuple[str, ...]) -> Iterator[Measure]:
    low, high = due.ratio(base)
    how = f"{due.major_low} / {base.major_low}"
    yield Measure("units_low", low, "base units", "lowest fine in base units", facts, how)
    if high is not None:
        how = f"{due.major_high} / {base.major_low}"
        yield Measure("units_high", high, "base units", "highest fine in base units", facts, how)


def _limits(answers: Sequence[Answer]) -> Iterator[Measure]:
    for answer in answers:
        limit = integer(answer.explanation, "limit_units")
        if limit is not None:
            label = Message("limit of the provision: {reading}", reading=Message(answer.rule.reading))
            yield Measure(f"limit:{answer.rule.reading}", limit, "base units", label)


def _rate_measures(fine: Money, base: Money, rates: Sequence[Rate]) -> Iterator[Measure]:
    if not rates:
        return
    used = _nearest(rates, fine)
    yield Measure("rate", used.value, "for one", "rate used: units of the country's currency", (used.fact,))
    lowest, highest = min(r.value for r in rates), max(r.value for r in rates)
    facts = tuple(r.fact for r in rates)
    unit_of = Fraction(base.major_low)
    yield Measure(
        "units_low_any_rate",
        Fraction(fine.major_low) * lowest / unit_of,
        "base units",
        "lowest fine at the lowest rate of the material",
        facts,
    )
    if fine.major_high is not None:
        yield Measure(
            "units_high_any_rate",
            Fraction(fine.major_high) * highest / unit_of,
            "base units",
            "highest fine at the highest rate of the material",
            facts,
        )


def _fine_says(claim: Claim, fine: Money, units: tuple[From, ...], answers: Sequence[Answer]) -> Message:
    limits = tuple(v for a in deciding(answers) if (v := integer(a.explanation, "limit_units")) is not None)
    given: dict[str, Value] = {
        "people": number(claim),
        "fine": From(fine, (claim.fact,)),
        "low": units[0],
        "limits": limits,
    }
    if len(units) == 1:
        return Message(
            "People fined, as stated: {people}, {fine} each; in base units at least {low}; limits by reading: "
            "{limits}.",
            **given,
        )
    return Message(
        "People fined, as stated: {people}, {fine} each; in base units {low} to {high}; limits by reading: {limits}.",
        high=units[1],
        **given,
    )
