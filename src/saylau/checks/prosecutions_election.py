"""What links acts and steps against people with the election, and where the state's word and a paper part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.detentions_claims import POLICE
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.people import AGGREGATE, COUNSEL, FEW, SEQUENCE, counted, people
from saylau.checks.procedure import moment
from saylau.checks.registry import Check, check
from saylau.checks.told import fit, lies_in, one_answer, one_each, shown, unknown
from saylau.records.base import Record
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Act, Involvement, Stage, Step
from saylau.records.kinds.elections import Phase
from saylau.records.kinds.prosecutions import Polarity, StateSays
from saylau.values import Truth, When, any_of
from saylau.values.message import From, Message

Told = Fact[Act] | Fact[Step]
PHASES = (Phase.CAMPAIGN, Phase.SILENCE, Phase.POLL)
LABELS = {
    Phase.CAMPAIGN: "people of whom it fell in the campaign",
    Phase.SILENCE: "people of whom it fell on a day of silence",
    Phase.POLL: "people of whom it fell on voting day",
}


@check(chapter="RP", standards=("CPH-7.7", "ICCPR-25", "GC25-12"), area="prosecutions")
def election_link(case: Case) -> Iterator[Finding]:
    """Acts and steps against people by the electoral calendar, and those whose stated ground mentions the election.

    The time of each act and step against the campaign, the days of silence and voting day: surely within, surely
    outside, or not decided. A ground that mentions the election, a candidate or a boycott is counted apart.
    """
    times = _times(case)
    if not times:
        asks = "What was done to people between the call of the election and its results, on which days and grounds?"
        yield unknown(Message("The material tells of no act or step against a person."), asked(case, asks, COUNSEL))
        return
    told = tuple(times)
    stages = {phase: [s for s in _stages(case) if s.record.phase is phase] for phase in PHASES}
    lies = {
        phase: {f: _lies(time, _days(case, phase, own)) for f, time in times.items()} for phase, own in stages.items()
    }
    within = {phase: [f for f, answer in own.items() if answer is Truth.YES] for phase, own in lies.items()}
    inside = tuple(dict.fromkeys(f for own in within.values() for f in own))
    open_ = [f for f in told if any_of(own[f] for own in lies.values()) is Truth.UNKNOWN]
    undecided = people(open_) - people(inside)
    mentioned = [f for f in told if isinstance(f.record, Step) and f.record.mentions_election is Truth.YES]
    asks = "On which day was each act and step, and what does its paper state as the ground?"
    yield Finding(
        "case",
        Outcome.CONCERN if inside or mentioned else Outcome.UNKNOWN if open_ else Outcome.NOTED,
        Message(
            "People against whom an act or step is told: {people}. It fell surely in the campaign, on a day of silence "
            "or on voting day for {inside}; that is not decided for {open} more. The ground stated mentions the "
            "election, a candidate or a boycott: {mentioned}.",
            people=From(len(people(told)), names(told)),
            inside=len(people(inside)),
            open=len(undecided),
            mentioned=len(people(mentioned)),
        ),
        facts=(*names(told), *(s.fact for own in stages.values() for s in own)),
        measures=(
            counted("people", told, "people against whom an act or step is told"),
            counted("inside", inside, "people of whom it fell in the campaign, in silence or on voting day"),
            *(counted(f"phase:{phase.name.lower()}", own, LABELS[phase]) for phase, own in within.items()),
            Measure("open", len(undecided), "people", "people of whom it is not decided", names(open_)),
            counted("mentioned", mentioned, "people with a ground that mentions the election"),
        ),
        method="The time of each act and step against the phases of the calendar, every claim of a phase agreeing.",
        limits=(AGGREGATE, FEW, SEQUENCE, "Acts known to the month lie in a phase only where the whole month does."),
        questions=(
            *(() if stages[Phase.CAMPAIGN] else (asked(case, CALENDAR_ASKED, commission(case)),)),
            asked(case, asks, COUNSEL),
        ),
    )


CALENDAR_ASKED = "When did the campaign begin and end, and which days were days of silence?"


def _times(case: Case) -> dict[Told, When | None]:
    """Each act and step with its time, by the clock where it is kept."""
    acts: dict[Told, When | None] = {f: f.record.during for f in one_each(fit(case, case.all(Act)))}
    return acts | {f: moment(case, f) for f in one_each(fit(case, case.all(Step)))}


def _stages(case: Case) -> tuple[Fact[Stage], ...]:
    return tuple(s for s in shown(case, Stage) if s.record.election == case.info.election)


def _days(case: Case, phase: Phase, stages: Sequence[Fact[Stage]]) -> tuple[When, ...]:
    """The days of a phase as its claims tell them; voting day is that of the case where no row tells it."""
    told = tuple(s.record.during for s in stages)
    return told or ((When.on(case.info.poll),) if phase is Phase.POLL else ())


def _lies(time: When | None, phase: Sequence[When]) -> Truth:
    """Whether a time surely lies in a phase, as every claim of the phase has it."""
    if time is None:
        return Truth.UNKNOWN
    return one_answer(lies_in(time, days) for days in phase)


# The state's word against a paper


@check(chapter="RP", standards=("ICCPR-9", "ICCPR-2"), area="prosecutions")
def state_says(case: Case) -> Iterator[Finding]:
    """Acts that the state denies or explains otherwise, and those of them on which a paper is kept.

    What the state says of each act told, beside the step with a paper that the act names, and denials of who took part.
    Both tellings stand; which of them is right is not decided.
    """
    acts = one_each(fit(case, case.all(Act)))
    known = tuple(f for f in acts if f.record.state is not StateSays.NOT_KNOWN)
    disputed = _two_accounts(case)
    if not known and not disputed:
        says = Message("People of whom an act is told: {people}; what the state says of it is not told.",
                       people=From(len(people(acts)), names(acts)) if acts else 0)  # fmt: skip
        asks = "Does the state acknowledge, deny or explain each act that is told, and in which statement or paper?"
        nothing = unknown(says, asked(case, asks, POLICE), facts=names(acts))
        yield replace(nothing, measures=(counted("people", acts, "people of whom an act is told"),))
        return
    denied = tuple(f for f in known if f.record.state in (StateSays.DENIES, StateSays.EXPLAINS))
    paper = tuple(f for f in denied if _on_paper(case, f))
    yield Finding(
        "case",
        Outcome.DISPUTED if denied or disputed else Outcome.NOTED,
        Message(
            "People of whom an act is told and the state's word on it: {people}. Denied or explained otherwise: "
            "{denied}; of these with a paper that tells of it: {paper}; acknowledged: {acknowledged}; met with "
            "silence: {silent}. People of whom one source says that a body took part and another that it did not: "
            "{disputed}.",
            people=From(len(people(known)), names(known)) if known else 0,
            denied=len(people(denied)),
            paper=len(people(paper)),
            acknowledged=len(people(_saying(known, StateSays.ACKNOWLEDGES))),
            silent=len(people(_saying(known, StateSays.SILENT))),
            disputed=len(people(disputed)),
        ),
        facts=tuple(dict.fromkeys(names((*known, *disputed)))),
        measures=(
            counted("people", known, "people of whom the state's word is told"),
            counted("denied", denied, "people of whom the act is denied or explained otherwise"),
            counted("paper", paper, "of them with a paper that tells of it"),
            counted("acknowledged", _saying(known, StateSays.ACKNOWLEDGES), "people of whom the act is acknowledged"),
            counted("disputed", disputed, "people of whom it is disputed who took part"),
        ),
        method="What the state says of an act beside the paper of the step that the act names.",
        limits=(AGGREGATE, FEW, "Which of two accounts is right is not decided here."),
        questions=(asked(case, "What do the papers on the acts that are denied show, and who wrote them?", POLICE),),
    )


def _saying(known: Sequence[Fact[Act]], state: StateSays) -> tuple[Fact[Act], ...]:
    return tuple(f for f in known if f.record.state is state)


def _on_paper(case: Case, act: Fact[Act]) -> bool:
    """Whether the step that an act is, or during which it happened, has a paper or record."""
    claims = case.claims(act.record.step) if act.record.step else ()
    return any(isinstance(c.record, Step) and (c.record.document or c.record.record) for c in claims)


def _two_accounts(case: Case) -> tuple[Fact[Record], ...]:
    """The acts and steps of which it is both asserted and denied that one body took part."""
    said: dict[tuple[str, str], set[Polarity]] = {}
    for f in case.all(Involvement):
        said.setdefault((f.record.act, f.record.by), set()).add(f.record.polarity)
    things = dict.fromkeys(thing for (thing, _), polarities in said.items() if len(polarities) > 1)
    return tuple(case.claims(thing)[0] for thing in things if case.claims(thing))


CHECKS: tuple[Check, ...] = (election_link, state_says)
