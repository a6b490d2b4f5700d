"""How often elections came early: the register of earlier elections, and what is stated of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import check
from saylau.checks.told import besides, fit, speakers, unknown
from saylau.law.asked import Asked
from saylau.methods.runs import longest_run
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import PastElection, Tally
from saylau.records.kinds.elections import Level
from saylau.records.kinds.protests import TallySubject
from saylau.values import Count, Truth
from saylau.values.message import From, Message, Name

NATIONAL = (Level.PRESIDENTIAL, Level.PARLIAMENTARY)

LIMITS = (
    "An early election can be lawful each time; the run says how regular the intervals were in practice.",
    "The elections on record are not shown to be consecutive national ones; others may have come between them.",
)


@check(chapter="LF", standards=("CPH-7.1",), area="calendar")
def early_run(case: Case) -> Iterator[Finding]:
    """How many national elections in a row were held early.

    The longest unbroken run in the register of presidential and parliamentary elections, in order of voting days. An
    election of which it is not known whether it was early leaves an upper bound.
    """
    register = _register(case)
    if len(register) < 2:
        asks = "Which national elections were held before this one, when, and which of them before the term had ended?"
        says = Message("The register of earlier elections holds too few to tell how many in a row were early.")
        yield unknown(says, asked(case, asks, commission(case)), facts=tuple(f.fact for f in register))
        return
    start, length = longest_run([f.record.early is Truth.YES for f in register])
    _, at_most = longest_run([f.record.early is not Truth.NO for f in register])
    count = Count.between(length, at_most)
    run = register[start : start + length]
    facts = tuple(f.fact for f in (run or register))
    stated = case.where(Tally, of=TallySubject.EARLY_ELECTIONS_IN_A_ROW)
    if any(f.record.number.more_than(at_most) is Truth.YES for f in stated):
        yield _not_reproduced(case, register, count, stated)
        return
    yield Finding(
        "case",
        Outcome.CONCERN if length > 1 else Outcome.NOTED,
        _run_says(register, run, count),
        facts=facts,
        context=besides(register, facts),
        measures=(
            Measure("run", count, "", "early elections in the longest run", facts),
            Measure("register", len(register), "", "national elections in the register"),
        ),
        method="Longest unbroken run in order of voting days; an election not known to be early may lengthen it.",
        assumptions=("The register holds every national election between its first and its last (assumed).",),
        limits=LIMITS,
        questions=(_missing(case, register),),
    )


def _run_says(register: Sequence[Fact[PastElection]], run: Sequence[Fact[PastElection]], count: Count) -> Message:
    if not run:
        return Message(
            "Of {all} national elections in the register none is stated to have been early; the longest run of early "
            "ones in a row was {run}.",
            all=len(register), run=count,
        )  # fmt: skip
    return Message(
        "Of {all} national elections in the register, the longest run of early ones in a row was {run}: {which}.",
        all=len(register),
        run=count,
        which=tuple(From(f.record.held, (f.fact,)) for f in run),
    )


def _missing(case: Case, register: Sequence[Fact[PastElection]]) -> Asked:
    """The question for the elections that the register may lack."""
    asks = Message(
        "Which national elections up to this one were held, when, and which of all were early? On record: {listed}.",
        listed=tuple(Name(f.id) for f in register if f.display is Display.PUBLIC) or Message("none"),
    )
    return asked(case, asks, commission(case))


def _not_reproduced(
    case: Case, register: tuple[Fact[PastElection], ...], count: Count, stated: Sequence[Fact[Tally]]
) -> Finding:
    """A stated run longer than the register bears out: elections are missing from it, so nothing is assessed."""
    facts = (*names(stated), *names(register))
    number = stated[0].record.number
    return Finding(
        "case",
        Outcome.UNKNOWN,
        Message(
            "National elections held early in a row, as {who} stated: {stated}; borne out by the register of {all} "
            "elections: {run}.",
            who=speakers(case, (stated[0].fact,)),
            stated=From(number, (stated[0].fact,)),
            all=len(register),
            run=count,
        ),
        facts=facts,
        measures=(
            Measure("stated", number, "", "early elections in a row, as stated", names(stated)),
            Measure("run", count, "", "early elections in the longest run of the register", names(register)),
            Measure("register", len(register), "", "national elections in the register"),
        ),
        method="Longest unbroken run in order of voting days, compared with the number that a source states.",
        limits=LIMITS,
        questions=(_missing(case, register),),
        would_be=Outcome.CONCERN,
        cap_reason=Message("The elections that make up the stated run have no source in the case."),
    )


def _register(case: Case) -> tuple[Fact[PastElection], ...]:
    """One claim for each national election, the best told, in order of voting days."""
    found: dict[str, Fact[PastElection]] = {}
    for fact in (f for f in case.all(PastElection) if f.record.level in NATIONAL):
        best = fit(case, [f for f in case.all(PastElection) if f.id == fact.id])[0]
        found.setdefault(fact.id, best)
    return tuple(sorted(found.values(), key=lambda f: f.record.held.sort_key()))
