"""Punished twice for the same conduct; under a provision not yet in force; for an act that came before a ban.

Counted over all people. Conduct is what a step or its matter names; where none is named, nothing is taken as the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from saylau.checks.addressees import asked_on
from saylau.checks.ask import asked, lawyer
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.people import AGGREGATE, COUNSEL, FEW, counted, people, steps
from saylau.checks.procedure import SANCTIONS
from saylau.checks.registry import Check, check
from saylau.checks.told import fit, lies_in, one_answer, one_each, unknown
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Conduct, Matter, OrganisationStatus, Provision, Step
from saylau.records.kinds.actors import OrganisationState
from saylau.records.kinds.prosecutions import StepSort
from saylau.values import Truth, When, any_of
from saylau.values.message import From, Message

PUNISHING = (StepSort.PROTOCOL, StepSort.SUSPICION, StepSort.CHARGE, *SANCTIONS)
Steps = tuple[Fact[Step], ...]


def conducts_of(case: Case, step: Fact[Step]) -> tuple[Fact[Conduct], ...]:
    """The conduct for which a step was taken: what the step names, and what its matter names."""
    refs = [step.record.after] if step.record.after else []
    for claim in case.claims(step.record.matter) if step.record.matter else ():
        refs += claim.record.conduct if isinstance(claim.record, Matter) else ()
    return tuple(case.get(ref) for ref in dict.fromkeys(refs) if case.claims(ref))


def provision_of(case: Case, step: Fact[Step]) -> str:
    """The provision on which a step was based: its own, else that of its matter; empty where neither is told."""
    if step.record.provision:
        return step.record.provision
    claims = case.claims(step.record.matter) if step.record.matter else ()
    return next((str(c.record.provision) for c in claims if isinstance(c.record, Matter) and c.record.provision), "")


def same_conduct(case: Case, one: Fact[Step], other: Fact[Step]) -> Truth:
    """Whether two sanctions against one person were for the same conduct in two matters.

    Yes: they name the same conduct and two different matters. Unknown: the matter of one is not told, or they name
    different conduct of one sort at overlapping times, or one names none. No: one matter, or different conduct.
    """
    first, second = conducts_of(case, one), conducts_of(case, other)
    matters = (one.record.matter, other.record.matter)
    if matters[0] and matters[0] == matters[1]:
        return Truth.NO
    if not first or not second:
        return Truth.UNKNOWN
    if {c.id for c in first} & {c.id for c in second}:
        return Truth.YES if all(matters) else Truth.UNKNOWN
    return any_of(_alike(a.record, b.record) for a in first for b in second) & Truth.UNKNOWN


def _alike(one: Conduct, other: Conduct) -> Truth:
    if one.sort is not other.sort or one.during is None or other.during is None:
        return Truth.NO if one.sort is not other.sort else Truth.UNKNOWN
    return one.during.overlaps(other.during)


@check(chapter="RP", standards=("ICCPR-14",), area="prosecutions")
def twice(case: Case) -> Iterator[Finding]:
    """Whether the same conduct of one person was punished in two matters.

    Every two sanctions of one person that were not taken back: the same conduct in two matters, conduct that may be
    the same, or different conduct. An arrest and a fine in one matter are one punishment.
    """
    told = [f for f in one_each(fit(case, steps(case, *SANCTIONS))) if f.record.reversed is not Truth.YES]
    asks = "For which conduct, in which matter and on which day was each sanction imposed?"
    if not told:
        yield unknown(Message("The material tells of no sanction."), asked(case, asks, COUNSEL))
        return
    pairs = {pair: same_conduct(case, *pair) for pair in _pairs(told)}
    sure, open_ = (
        tuple(dict.fromkeys(f for pair, answer in pairs.items() if answer is truth for f in pair))
        for truth in (Truth.YES, Truth.UNKNOWN)
    )
    several = tuple(dict.fromkeys(f for pair in pairs for f in pair))
    conducts = tuple(dict.fromkeys(c.fact for f in (*sure, *open_) for c in conducts_of(case, f)))
    yield Finding(
        "case",
        Outcome.CONCERN if sure else Outcome.UNKNOWN if open_ else Outcome.NOTED,
        Message(
            "People with a sanction: {people}; with several: {several}. Punished in two matters for the same conduct: "
            "{sure}; for conduct that may be the same: {open}.",
            people=From(len(people(told)), names(told)),
            several=len(people(several)),
            sure=len(people(sure)),
            open=len(people(open_) - people(sure)),
        ),
        facts=(*names(told), *conducts),
        measures=(
            counted("people", told, "people with a sanction"),
            counted("several", several, "people with several sanctions"),
            counted("twice", sure, "people punished in two matters for the same conduct"),
            counted("open", open_, "people punished for conduct that may be the same"),
        ),
        method="Every two sanctions of one person by the conduct and the matter that they name.",
        limits=(
            AGGREGATE,
            FEW,
            "Whether an administrative and a criminal sanction count as one kind of punishment is a legal question.",
        ),
        questions=(asked(case, asks, COUNSEL),),
    )


def _pairs(told: Iterable[Fact[Step]]) -> Iterator[tuple[Fact[Step], Fact[Step]]]:
    """Every two sanctions of one person."""
    by_person: dict[str, list[Fact[Step]]] = {}
    for f in told:
        by_person.setdefault(f.record.person, []).append(f)
    for own in by_person.values():
        yield from combinations(own, 2)


# In force on the day of the act


@check(chapter="RP", standards=("ICCPR-15", "CPH-5.18"), area="prosecutions")
def provision_in_force(case: Case) -> Iterator[Finding]:
    """Whether the provision under which people were charged or punished was in force on the day of their act.

    The time of the conduct against the dates of the provision's edition. Not in force: the two surely have no day in
    common.
    """
    told = [f for f in one_each(fit(case, steps(case, *PUNISHING))) if provision_of(case, f)]
    asks = "On which day was each act that is punished, and since when was the provision in force in that wording?"
    if not told:
        says = Message("The material tells of no protocol, charge or sanction with its provision.")
        yield unknown(says, asked(case, asks, COUNSEL))
        return
    answers = {f.fact: _in_force(case, f) for f in told}
    sure, not_so, open_ = (
        tuple(f for f in told if answers[f.fact] is truth) for truth in (Truth.YES, Truth.NO, Truth.UNKNOWN)
    )
    provisions = tuple(dict.fromkeys(provision_of(case, f) for f in told))
    texts = [c.fact for p in provisions for c in case.claims(p)[:1]]
    conducts = [c.fact for f in told for c in conducts_of(case, f)]
    yield Finding(
        "case",
        _against(not_so, sure, open_),
        Message(
            "People charged or punished under a provision that is named: {people}. It was in force on the day of the "
            "act for {sure}; it was not for {not_so}; not decided: {open}.",
            people=From(len(people(told)), names(told)),
            sure=len(people(sure)),
            not_so=len(people(not_so)),
            open=len(people(open_)),
        ),
        facts=tuple(dict.fromkeys((*names(told), *texts, *conducts))),
        measures=_three(told, sure, not_so, open_),
        method="The time of the conduct against the dates between which the provision was in force.",
        limits=(AGGREGATE, FEW, COARSE, "Whether the conduct fell under the provision is not tested here."),
        questions=(asked(case, asks, asked_on(case, provisions, lawyer(case))),) if open_ or not_so else (),
    )


COARSE = "Days known to the month or year decide only where every day of them gives the same answer."


def _in_force(case: Case, step: Fact[Step]) -> Truth:
    """No where any conduct named surely has no day in common with any edition of the provision."""
    claims = fit(case, [c for c in case.claims(provision_of(case, step)) if isinstance(c.record, Provision)])
    times = [c.record.during for c in claims if isinstance(c.record, Provision) and c.record.during is not None]
    found = []
    for conduct in conducts_of(case, step):
        during = conduct.record.during
        found.append(Truth.UNKNOWN if during is None or not times else any_of(lies_in(during, t) for t in times))
    return _worst(found)


def _worst(found: Sequence[Truth]) -> Truth:
    if not found:
        return Truth.UNKNOWN
    return min(found, key=(Truth.NO, Truth.UNKNOWN, Truth.YES).index)


def _against(not_so: Steps, sure: Steps, open_: Steps) -> Outcome:
    if not_so:
        return Outcome.AT_ODDS
    return Outcome.UNKNOWN if open_ or not sure else Outcome.IN_LINE


def _three(told: Sequence[Fact[Step]], sure: Steps, not_so: Steps, open_: Steps) -> tuple[Measure, ...]:
    return (
        counted("people", told, "people charged or punished"),
        counted("yes", sure, "people of whom it is so"),
        counted("no", not_so, "people of whom it is not so"),
        counted("open", open_, "people of whom it is not decided"),
    )


# After the ban


@check(chapter="RP", standards=("ICCPR-15", "ICCPR-22", "CPH-5.18"), area="prosecutions")
def after_ban(case: Case) -> Iterator[Finding]:
    """Whether the acts for which people were charged or punished came after the ban of the body they are held to.

    The time of the conduct against the day of the ban of the body that the conduct names, as recorded.
    """
    rows = one_each(fit(case, steps(case, *PUNISHING)))
    told = [f for f in rows if any(c.record.body for c in conducts_of(case, f))]
    asks = "On which day was the body banned, when did the ban take effect, and on which day was each act?"
    if not told:
        says = Message("The material tells of nobody charged or punished over an act linked to a banned body.")
        yield unknown(says, asked(case, asks, COUNSEL))
        return
    answers = {f.fact: _worst([_after(case, c) for c in conducts_of(case, f) if c.record.body]) for f in told}
    sure, not_so, open_ = (
        tuple(f for f in told if answers[f.fact] is truth) for truth in (Truth.YES, Truth.NO, Truth.UNKNOWN)
    )
    conducts = [c for f in told for c in conducts_of(case, f) if c.record.body]
    bans = [ban.fact for c in conducts for ban in _bans(case, c)]
    yield Finding(
        "case",
        _against(not_so, sure, open_),
        Message(
            "People charged or punished over an act that is held to a banned body: {people}. The act came after the "
            "ban for {sure}; before it for {not_so}; not decided: {open}.",
            people=From(len(people(told)), names(told)),
            sure=len(people(sure)),
            not_so=len(people(not_so)),
            open=len(people(open_)),
        ),
        facts=tuple(dict.fromkeys((*names(told), *names(conducts), *bans))),
        measures=_three(told, sure, not_so, open_),
        method="The time of the conduct against the day from which the body is recorded as banned.",
        limits=(AGGREGATE, FEW, COARSE, "Whether the ban was published, and on which ground, is not tested here."),
        questions=(asked(case, asks, "the court that decided on the ban"),),
    )


def _bans(case: Case, conduct: Fact[Conduct]) -> tuple[Fact[OrganisationStatus], ...]:
    told = case.where(OrganisationStatus, organisation=conduct.record.body, state=OrganisationState.BANNED)
    return fit(case, told)


def _after(case: Case, conduct: Fact[Conduct]) -> Truth:
    """Whether conduct came after the ban: no where it surely ended before any ban of the body began."""
    during = conduct.record.during
    begun = [ban.record.during.start or ban.record.during for ban in _bans(case, conduct)]
    if during is None or not begun:
        return Truth.UNKNOWN
    return one_answer(_since(during, start) for start in begun)


def _since(during: When, start: When) -> Truth:
    if during.before(start) is Truth.YES:
        return Truth.NO
    return Truth.YES if (during.start or during).before(start) is Truth.NO else Truth.UNKNOWN


CHECKS: tuple[Check, ...] = (twice, provision_in_force, after_ban)
