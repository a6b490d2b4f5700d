"""Money: public funding, and amounts printed in two currencies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from saylau.checks.addressees import author, commission
from saylau.checks.ask import ask, asked
from saylau.checks.contestants import contestants
from saylau.checks.finance_reporting import reporting
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.from_law import beside
from saylau.checks.registry import Check, check
from saylau.checks.told import Told, besides, told, unknown
from saylau.law.asked import Asked
from saylau.law.inputs import FundingInputs
from saylau.methods.rounding import Interval, common, fewest_to_leave_out, printed, ratio, trailing_unit
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Conversion, FundReceipt, StateFunding
from saylau.records.kinds.finance import FundingStage, FundOrigin
from saylau.values import Money
from saylau.values.message import From, Message, Said, Value, Wording

HOW_MUCH_EACH = "How much public money did each candidate receive, and by which resolution?"


@check(chapter="CF", standards=("VC-I.2.3",), area="finance")
def subsidy_equal(case: Case) -> Iterator[Finding]:
    """Whether public money was the same for every candidate, and what was planned and adopted.

    Amounts for one candidate at each stage, as stated: planned, adopted, paid.
    """
    claims = case.where(StateFunding, election=case.info.election)
    if not claims:
        yield unknown(
            Message("Public money for candidates is not in the material; no assessment was made."),
            asked(case, HOW_MUCH_EACH, commission(case)),
        )
        return
    by_stage = {
        stage: told(case, [f for f in claims if f.record.stage is stage], lambda r: r.each) for stage in FundingStage
    }
    known = {stage: found for stage, found in by_stage.items() if found}
    each = {one.value for found in known.values() for one in found}
    equal, paid = _equal(case)
    readings = (equal, *_amounts(known))
    facts = tuple(dict.fromkeys((*(n for found in known.values() for one in found for n in one.facts), *paid)))
    yield Finding(
        subject="case",
        outcome=equal.outcome if len(each) == 1 or equal.outcome is Outcome.AT_ODDS else Outcome.DISPUTED,
        message=_subsidy_says(known, sorted(each, key=lambda amount: amount.low)),
        facts=facts,
        context=besides(claims, facts),
        readings=(*readings, *beside(ask(case, "finance.state_funds", FundingInputs(facts=facts)))),
        measures=_subsidy_measures(known, len(contestants(case))),
        method="Amounts stated for each candidate, by what was planned, adopted and paid; each with its own date.",
        limits=("Amounts of different dates are two facts, not two accounts of one.",),
    )


def _equal(case: Case) -> tuple[ReadingOutcome, tuple[str, ...]]:
    """Whether candidates received the same: by receipts where recorded, else as sources state one amount for each."""
    standing = {c.candidacy for c in contestants(case)}
    claims = [
        f for f in case.all(FundReceipt) if f.record.origin is FundOrigin.STATE and f.record.candidacy in standing
    ]
    if {f.record.candidacy for f in claims} != standing or not claims:
        says = Message("One amount was stated for each candidate alike.")
        return ReadingOutcome("equality", "sources", Outcome.IN_LINE, says), ()
    same = len({f.record.amount for f in claims}) == 1
    says = (
        Message("Receipts of public money were the same for each candidate.")
        if same
        else Message("Receipts of public money were not the same for each candidate.")
    )
    return ReadingOutcome("equality", "sources", Outcome.IN_LINE if same else Outcome.AT_ODDS, says), names(claims)


def _amounts(known: dict[FundingStage, tuple[Told[Money], ...]]) -> tuple[ReadingOutcome, ...]:
    return tuple(
        ReadingOutcome(
            stage.value,
            "sources",
            Outcome.NOTED,
            Message("{each} for each candidate.", each=tuple(From(one.value, one.facts) for one in found)),
        )
        for stage, found in known.items()
    )


def _subsidy_says(known: dict[FundingStage, tuple[Told[Money], ...]], each: Sequence[Money]) -> Message:
    planned, adopted = (known.get(stage, ()) for stage in (FundingStage.PLANNED, FundingStage.ADOPTED))
    if len(planned) == 1 and len(adopted) == 1 and len(each) > 1 and len({amount.currency for amount in each}) == 1:
        return Message(
            "Public money was stated as the same for each candidate; {planned} was announced and {adopted} adopted, "
            "{apart} apart.",
            planned=From(planned[0].value, planned[0].facts),
            adopted=From(adopted[0].value, adopted[0].facts),
            apart=planned[0].value.difference(adopted[0].value),
        )
    amounts = tuple(From(one.value, one.facts) for found in known.values() for one in found)
    return Message("Public money was stated as {amounts} for each candidate.", amounts=amounts)


_LABELS = {
    FundingStage.PLANNED: ("for each candidate, planned", "for all candidates, planned"),
    FundingStage.ADOPTED: ("for each candidate, adopted", "for all candidates, adopted"),
    FundingStage.PAID: ("for each candidate, paid", "for all candidates, paid"),
}


def _subsidy_measures(known: dict[FundingStage, tuple[Told[Money], ...]], number: int) -> tuple[Measure, ...]:
    found = [
        Measure(f"each:{stage}", one.value, "", _LABELS[stage][0], one.facts)
        for stage, values in known.items()
        for one in values[:1]
    ]
    for stage, values in known.items():
        if number:
            value = values[0].value
            found.append(
                Measure(f"total:{stage}", value.times(number), "", _LABELS[stage][1],
                        values[0].facts, f"{number} * {value}")
            )  # fmt: skip
    return tuple(found)


@dataclass(frozen=True)
class _Pair:
    """An amount printed in two currencies."""

    fact: str
    public: bool
    named: bool
    """Whether the case says what the amount is."""
    original: Interval
    figure: int
    """The converted figure, in whole units."""

    def rate(self, unit: int) -> Interval:
        """Units of the original currency for one of the other, if the figure was rounded to the unit."""
        return ratio(self.original, printed(self.figure, unit))


AT_WHICH_RATE = "At which rate, of which day and source, were amounts converted?"
THOUSAND = 1000
ONLY_AS_PRINTED = "Every trailing zero of a printed figure was taken as rounding (assumed)."
TO_THE_THOUSAND = "Figures were taken as rounded to the thousand, smaller ones by their trailing zeros (assumed)."


def _pair(fact: Fact[Conversion]) -> _Pair | None:
    """The pair as whole units; None where a figure has decimals, a range or no size."""
    original, text = fact.record.original, fact.record.converted.text.removeprefix("~").split(" ")[0]
    if (
        original.high is None
        or original.low == 0
        or not text.isdecimal()
        or int(text) == 0
        or original.major_high is None
    ):
        return None
    return _Pair(
        fact.fact,
        fact.display is Display.PUBLIC,
        bool(fact.record.what),
        Interval(Fraction(original.major_low), Fraction(original.major_high)),
        int(text),
    )


@check(chapter="CF", area="finance")
def conversion(case: Case) -> Iterator[Finding]:
    """Whether amounts printed in two currencies can share one exchange rate.

    Each printed figure is an interval of half its rounding unit either way; each pair gives an interval of rates, and
    one rate fits all if the intervals have something in common. The unit is assumed in two ways.
    """
    claims = case.all(Conversion)
    currencies = {(f.record.original.currency, f.record.converted.currency) for f in claims}
    pairs = [pair for f in claims if (pair := _pair(f)) is not None]
    asking = asked(case, AT_WHICH_RATE, author(case, names(claims)))
    if len(pairs) < 2 or len(currencies) > 1:
        yield unknown(
            Message("Fewer than two amounts are printed in the same two currencies; no common rate was tested."),
            asking,
            facts=names(claims),
        )
        return
    yield _conversion(pairs, next(iter(currencies)), len(claims), asking)


def _conversion(pairs: list[_Pair], currencies: tuple[str, str], number: int, asking: Asked) -> Finding:
    by_zeros = [pair.rate(trailing_unit(pair.figure)) for pair in pairs]
    by_thousand = [pair.rate(min(THOUSAND, trailing_unit(pair.figure))) for pair in pairs]
    modes = (
        _mode("trailing zeros", by_zeros, pairs),
        _mode("to the thousand", by_thousand, pairs),
    )
    outcomes = {mode.outcome for mode in modes}
    facts = tuple(pair.fact for pair in pairs)
    unit = Message("{currency} for one {other}", currency=currencies[0], other=currencies[1])
    return Finding(
        subject="case",
        outcome=outcomes.pop() if len(outcomes) == 1 else Outcome.DISPUTED,
        message=_conversion_says(pairs, common(by_zeros), common(by_thousand)),
        facts=facts,
        readings=modes,
        measures=(
            *_rates(pairs, by_zeros, by_thousand, unit),
            *(m for name, held in (("trailing_zeros", common(by_zeros)), ("to_the_thousand", common(by_thousand)))
              if held is not None
              for m in (
                  Measure(f"common:{name}:low", held.low, unit, "lowest rate that fits all", facts),
                  Measure(f"common:{name}:high", held.high, unit, "highest rate that fits all", facts),
              )),
            Measure("left_out:trailing_zeros", len(fewest_to_leave_out(by_zeros)), "pairs", "fewest to leave out"),
            Measure("left_out:to_the_thousand", len(fewest_to_leave_out(by_thousand)), "pairs", "fewest to leave out"),
        ),
        method="Original amount / (printed figure +- half its rounding unit) for each pair; the intervals intersected.",
        assumptions=(ONLY_AS_PRINTED, TO_THE_THOUSAND),
        limits=(
            "The answer depends on how figures were rounded, which the source does not state.",
            *(("Pairs with ranges or decimals were left out.",) if number > len(pairs) else ()),
        ),
        questions=(
            asking,
        ),
    )  # fmt: skip


def _mode(name: str, rates: list[Interval], pairs: list[_Pair]) -> ReadingOutcome:
    held = common(rates)
    if held is not None:
        says = Message("One rate fits all: {low} to {high}.", low=held.low, high=held.high)
        return ReadingOutcome(name, "assumed", Outcome.IN_LINE, says)
    out = tuple(_called(pairs[place]) for place in fewest_to_leave_out(rates))
    says = Message(
        "No one rate fits all; {number} of {pairs} would have to be left out: {out}.",
        number=len(out), pairs=len(pairs), out=out,
    )  # fmt: skip
    return ReadingOutcome(name, "assumed", Outcome.CONCERN, says)


def _called(pair: _Pair) -> Wording | str:
    """What an amount is, in the words of the case; the name of its claim where that is not public or not said."""
    return Wording(pair.fact, "what") if pair.public and pair.named else pair.fact


def _conversion_says(pairs: list[_Pair], zeros: Interval | None, thousand: Interval | None) -> Message:
    """Which rates fit; pairs about a private person count, and it is said that they are not listed."""
    given: dict[str, Value] = {"number": len(pairs)}
    hidden = sum(not pair.public for pair in pairs)
    if hidden > 1:
        given["hidden"] = hidden
    if zeros is None:
        return Message(_NONE_FITS[min(hidden, 2)], **given)
    if thousand is not None:
        return Message(_ONE_FITS[min(hidden, 2)], **given)
    return Message(_ZEROS_FIT[min(hidden, 2)], **given, low=zeros.low, high=zeros.high)


_ONE_FITS = (
    "One exchange rate fits all {number} amounts printed in two currencies.",
    "One exchange rate fits all {number} amounts printed in two currencies; one of them concerns a private person and "
    "is counted, not listed.",
    "One exchange rate fits all {number} amounts printed in two currencies; {hidden} of them concern private persons "
    "and are counted, not listed.",
)
_NONE_FITS = (
    "No one exchange rate fits all {number} amounts printed in two currencies.",
    "No one exchange rate fits all {number} amounts printed in two currencies; one of them concerns a private person "
    "and is counted, not listed.",
    "No one exchange rate fits all {number} amounts printed in two currencies; {hidden} of them concern private "
    "persons and are counted, not listed.",
)
_ZEROS_FIT = (
    "With trailing zeros taken as rounding, one exchange rate of {low} to {high} fits all {number} amounts printed in "
    "two currencies; taken as rounded to the thousand, none does.",
    "With trailing zeros taken as rounding, one exchange rate of {low} to {high} fits all {number} amounts printed in "
    "two currencies; taken as rounded to the thousand, none does. One of them concerns a private person and is "
    "counted, not listed.",
    "With trailing zeros taken as rounding, one exchange rate of {low} to {high} fits all {number} amounts printed in "
    "two currencies; taken as rounded to the thousand, none does. {hidden} of them concern private persons and are "
    "counted, not listed.",
)
"""Where every amount is listed; where one, and where several concern private persons."""


def _rates(pairs: list[_Pair], zeros: list[Interval], thousand: list[Interval], unit: Said) -> Iterator[Measure]:
    """The rates of each pair; one that is about a private person counts, and its rates are not printed."""
    for pair, wide, narrow in zip(pairs, zeros, thousand, strict=True):
        if not pair.public:
            continue
        if pair.original.low == pair.original.high:
            how = f"{pair.original.low} / {pair.figure}"
            yield Measure(f"rate:{pair.fact}", pair.original.low / pair.figure, unit, "as printed", (pair.fact,), how)
        for name, held in (("trailing_zeros", wide), ("to_the_thousand", narrow)):
            label = "bounds under trailing zeros" if name == "trailing_zeros" else "bounds under thousands"
            yield Measure(f"rate:{pair.fact}:{name}", (held.low, held.high), unit, label, (pair.fact,))


DISCLOSURE: tuple[Check, ...] = (subsidy_equal, reporting, conversion)
