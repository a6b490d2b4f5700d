"""How the material holds together: percentages against the numbers behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from saylau.checks.ask import asked
from saylau.checks.data_asked import authors_asked, maker
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import Check, check
from saylau.checks.told import fit, unknown
from saylau.records.base import Record
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Result, ResultTotal, StatedShare, VoterTotal
from saylau.values import Count, Truth, When
from saylau.values.message import Message, Name, Percent, Wording

ROUNDED, CUT, WRONG = "rounded", "cut off", "not matching"


@dataclass(frozen=True)
class _Share:
    """One stated percentage beside the two numbers behind it."""

    stated: Fact[StatedShare] | Fact[Result] | Fact[ResultTotal]
    behind: tuple[Fact[Record], ...]
    numbers: tuple[int, int]
    percent: Decimal

    @property
    def share(self) -> Fraction:
        """Of one, not of a hundred."""
        return Fraction(*self.numbers)

    @property
    def digits(self) -> int:
        """Digits after the point, as stated."""
        exponent = self.percent.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    @property
    def way(self) -> str:
        """How the percentage comes from the numbers."""
        unit = Fraction(1, 10**self.digits)
        exact, stated = self.share * 100, Fraction(self.percent)
        if abs(exact - stated) <= unit / 2:
            return ROUNDED
        return CUT if stated <= exact < stated + unit else WRONG


@check(chapter="DM", area="data")
def rounding(case: Case) -> Iterator[Finding]:
    """Whether stated percentages match the numbers behind them.

    Each percentage against the share of its part in its whole: rounded to the digits stated, cut off after them, or
    not matching.
    """
    shares = _shares(case)
    if not shares:
        question = asked(case, "Which numbers stand behind the percentages of the material?", maker(case))
        yield unknown(Message("The material states no percentage with the numbers behind it."), question)
        return
    cut, wrong = ([s for s in shares if s.way == way] for way in (CUT, WRONG))
    shown = [s for s in shares if all(f.display is Display.PUBLIC for f in (s.stated, *s.behind))]
    yield Finding(
        subject="case",
        outcome=Outcome.DISPUTED if wrong else Outcome.NOTED if cut else Outcome.IN_LINE,
        message=Message(
            "Percentages with numbers behind them: {all}. Rounded to the digits stated: {rounded}; cut off after them: "
            "{cut}; not matching: {wrong}.",
            all=len(shares),
            rounded=len(shares) - len(cut) - len(wrong),
            cut=len(cut),
            wrong=len(wrong),
        ),
        facts=names(f for s in shares for f in dict.fromkeys((s.stated, *s.behind))),
        measures=(
            Measure("all", len(shares), "", "percentages with numbers behind them"),
            Measure("cut", len(cut), "", "cut off", names(s.stated for s in cut)),
            Measure("wrong", len(wrong), "", "not matching", names(s.stated for s in wrong)),
            *(measure for share in shown for measure in _measures(share)),
        ),
        method="The part divided by the whole, exactly; half a unit of the last digit stated is rounding, less than a "
        "whole unit above it is cutting off.",
        limits=("A percentage may have been taken of another base than the numbers told beside it.",),
        questions=tuple(
            q
            for s in wrong
            for q in authors_asked(
                case,
                (s.stated.fact,),
                _label(s, "Of which numbers was this percentage taken: {what}?"),
            )
        ),
    )


def _shares(case: Case) -> list[_Share]:
    """Every stated percentage whose numbers are told exactly, by the first claim fit to rest on that tells them."""
    found = []
    for claim in case.all(StatedShare):
        behind = fit(case, [f for f in case.all(StatedShare) if f.id == claim.id and _numbers(f) is not None])
        numbers = _numbers(behind[0]) if behind else None
        if claim.record.percent is not None and numbers is not None:
            found.append(_Share(claim, behind[:1], numbers, claim.record.percent))
    return [*found, *_results(case), *_turnout(case)]


def _turnout(case: Case) -> list[_Share]:
    """The same of turnout: voters who took part of all voters, where one total of them is told of voting day."""
    poll = When.on(case.info.poll)
    voters = fit(case, [f for f in case.where(VoterTotal, election=case.info.election) if _exact(f.record.voters)])
    of_the_day = [f for f in voters if f.record.as_of and f.record.as_of.within(poll) is Truth.YES]
    totals = case.where(ResultTotal, election=case.info.election)
    cast = fit(case, [f for f in totals if _exact(f.record.cast)])
    if len({_exact(f.record.voters) for f in of_the_day}) != 1 or len({_exact(f.record.cast) for f in cast}) != 1:
        return []
    numbers = _exact(cast[0].record.cast), _exact(of_the_day[0].record.voters)
    behind = (cast[0], of_the_day[0])
    return [_Share(f, behind, numbers, f.record.turnout) for f in totals if f.record.turnout is not None]


def _results(case: Case) -> list[_Share]:
    """The same of results: votes of a contestant of all valid votes of the election."""
    found = []
    for claim in case.all(Result):
        votes = fit(case, [f for f in case.all(Result) if f.id == claim.id and _exact(f.record.votes)])
        election = claim.record.election
        totals = fit(case, [f for f in case.where(ResultTotal, election=election) if _exact(f.record.valid)])
        if claim.record.percent is not None and votes and totals:
            numbers = _exact(votes[0].record.votes), _exact(totals[0].record.valid)
            found.append(_Share(claim, (votes[0], totals[0]), numbers, claim.record.percent))
    return found


def _exact(count: Count | None) -> int:
    """The number where it is exact and not zero; else zero."""
    return (count.exact or 0) if count is not None else 0


def _numbers(fact: Fact[StatedShare]) -> tuple[int, int] | None:
    part, whole = fact.record.part, fact.record.whole
    if part is None or whole is None or part.exact is None or not whole.exact:
        return None
    return part.exact, whole.exact


def _measures(share: _Share) -> tuple[Measure, Measure, Measure]:
    thing, (part, whole) = share.stated.fact, share.numbers
    return (
        Measure(f"stated:{thing}", share.percent, "%", _label(share, "{what}, as stated"), (thing,)),
        Measure(
            f"computed:{thing}",
            Percent(share.share, 2),
            "",
            _label(share, "{what}, from its numbers"),
            names(share.behind),
            f"{part} / {whole}",
        ),
        Measure(f"way:{thing}", Message(share.way), "", "how it was written"),
    )


def _label(share: _Share, template: str) -> Message:
    """What the percentage is of: in the words of the case, or the contestant and the election."""
    record = share.stated.record
    if isinstance(record, StatedShare):
        return Message(template, what=Wording(share.stated.fact, "what"))
    if isinstance(record, ResultTotal):
        return Message(template, what=Message("turnout, {election}", election=Name(str(record.election))))
    who = record.candidacy or record.person
    named = Name(str(who)) if who else share.stated.id
    return Message(template, what=Message("{who}, {election}", who=named, election=Name(str(record.election))))


SHARES: tuple[Check, ...] = (rounding,)
