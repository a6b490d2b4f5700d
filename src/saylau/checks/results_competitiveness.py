"""How many contestants of equal strength would have shared the votes in the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import check
from saylau.checks.told import fit, one_each, told, unknown
from saylau.methods.concentration import Range, effective_number, exact, herfindahl_hirschman
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Candidacy, PastElection, Result, ResultTotal
from saylau.values.message import From, Message, Name, Value

LIMITS = (
    "The number has no threshold; it describes and assesses nothing.",
    "It says how votes were shared, not why: who could stand and how the vote was held are not in it.",
)


@dataclass(frozen=True)
class Shared:
    """The index of an election, what it rests on, and whether every contestant's votes are known."""

    index: Range
    facts: tuple[str, ...]
    complete: bool
    contestants: int


@check(chapter="PE", area="results")
def competitiveness(case: Case) -> Iterator[Finding]:
    """How many contestants of equal strength would have shared the votes in the same way.

    One over the sum of squared shares of valid votes, the effective number of contestants (Laakso and Taagepera 1979),
    for the assessed election and each earlier one. Where only a share as printed is known, the bounds follow from its
    rounding, either way, and from every way in which the others could share the rest.
    """
    elections = dict.fromkeys(
        (*(f.id for f in case.all(PastElection) if f.display is Display.PUBLIC), case.info.election)
    )
    found = [(e, shared) for e in elections if (shared := _shared(case, e))]
    if not found:
        says = Message(
            "The material does not give the votes or the shares of all contestants of any election in numbers that add "
            "up."
        )
        asks = "How many valid votes did each contestant receive, in this election and in those before?"
        yield unknown(says, asked(case, asks, commission(case)), facts=names(case.all(Result)))
        return
    for election, shared in found:
        yield _of(case, election, shared)


def _shared(case: Case, election: str) -> Shared | None:
    claims = fit(case, case.where(Result, election=election))
    by_contestant = one_each(sorted((f for f in claims if f.record.votes), key=lambda f: f.fact))
    votes = [f.record.votes.exact for f in by_contestant if f.record.votes and f.record.votes.exact is not None]
    totals = told(case, case.where(ResultTotal, election=election), lambda t: t.valid.exact if t.valid else None)
    if votes and len(votes) == len(by_contestant) and (not totals or totals[0].value == sum(votes)) and sum(votes):
        facts = (*names(by_contestant), *(totals[0].facts if totals else ()))
        every = bool(totals) or len(votes) == _contestants(case, election)
        return Shared(herfindahl_hirschman(exact(votes)), facts, True, len(votes)) if every else None
    return _from_the_leader(case, election, claims)


def _from_the_leader(case: Case, election: str, claims: Sequence[Fact[Result]]) -> Shared | None:
    """Bounds from the greatest share as printed, where it is more than half."""
    leading = max(
        (f for f in claims if f.record.percent is not None), key=lambda f: f.record.percent or 0, default=None
    )
    if leading is None or leading.record.percent is None:
        return None
    printed = Fraction(leading.record.percent) / 100
    exponent = leading.record.percent.as_tuple().exponent
    unit = Fraction(1, 100 * 10 ** (-exponent if isinstance(exponent, int) and exponent < 0 else 0))
    least, most = max(printed - unit / 2, Fraction(0)), min(printed + unit, Fraction(1))
    if least <= Fraction(1, 2):
        return None
    contestants = _contestants(case, election)
    others = contestants - 1
    spread = (1 - least) ** 2 / others if others > 0 else Fraction(0)
    facts = (leading.fact, *(f.fact for f in case.all(PastElection) if f.id == election and f.record.registered))
    return Shared((least**2 + spread, most**2 + (1 - most) ** 2), facts, False, contestants)


def _contestants(case: Case, election: str) -> int:
    """How many people stood, as far as recorded; nought where it is not."""
    stated = told(
        case,
        [f for f in case.all(PastElection) if f.id == election],
        lambda e: e.registered.exact if e.registered else None,
    )
    if stated:
        return stated[0].value
    return len({f.record.candidacy or f.id for f in case.where(Result, election=election)}) if (
        any(f.record.candidacy for f in case.where(Result, election=election)) and case.all(Candidacy)
    ) else 0  # fmt: skip


def _of(case: Case, election: str, shared: Shared) -> Finding:
    effective = effective_number(shared.index)
    number: Value = effective[0] if effective[0] == effective[1] else effective
    index: Value = shared.index[0] if shared.index[0] == shared.index[1] else shared.index
    values: dict[str, Value] = {
        "election": Name(election),
        "effective": From(number, shared.facts) if isinstance(number, Fraction) else number,
        "index": index,
    }
    complete = Message(
        "{election}: effective number of contestants by valid votes {effective} (sum of squared shares {index}).",
        **values,
    )
    bounded = Message(
        "{election}: from the leading share as printed, effective number of contestants between these bounds: "
        "{effective} (sum of squared shares: {index}).",
        **values,
    )
    asks = "How many valid votes did each contestant receive?"
    return Finding(
        election,
        Outcome.NOTED,
        complete if shared.complete else bounded,
        facts=shared.facts,
        measures=(
            *_bounded("effective_number", effective, "contestants", "effective number of contestants", shared.facts),
            *_bounded("index", shared.index, "", "sum of squared shares, from 0 to 1", shared.facts),
            *((Measure("contestants", shared.contestants, "contestants", "contestants on record", shared.facts),)
              if shared.contestants else ()),
        ),
        method="Effective number of contestants: one over the sum of squared shares of valid votes (Laakso and "
        "Taagepera 1979).",
        assumptions=()
        if shared.complete
        else ("The share as printed was rounded or cut off at its last digit (assumed).",),
        limits=LIMITS,
        questions=() if shared.complete else (
            asked(case, asks, commission(case), Message("{election}", election=Name(election))),
        ),
    )  # fmt: skip


def _bounded(name: str, bounds: Range, unit: str, label: str, facts: tuple[str, ...]) -> Iterator[Measure]:
    if bounds[0] == bounds[1]:
        yield Measure(name, bounds[0], unit, label, facts)
        return
    yield Measure(f"{name}_low", bounds[0], unit, Message("{measure}, at least", measure=Message(label)), facts)
    yield Measure(f"{name}_high", bounds[1], unit, Message("{measure}, at most", measure=Message(label)), facts)
