"""Media: who could block or restrict what on whose decision, and who owned the outlets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from saylau.checks.ask import asked, register
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.media_airtime import airtime
from saylau.checks.media_claims import claim, monitoring
from saylau.checks.media_tone import agreement, tone
from saylau.checks.registry import Check, check
from saylau.checks.told import besides, fit, one_each, speakers, unknown
from saylau.methods.concentration import sum_of_squares
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import LawChange, MediaPower, Outlet, OutletStatus
from saylau.records.kinds.law import Subject
from saylau.records.kinds.media import OutletState, Ownership, Restriction
from saylau.values import Truth, When
from saylau.values.message import From, Message, Name, OutOf, Wording

POWERS_ASKED = (
    "Which laws let somebody block networks or sites, close outlets or restrict media, since when, on whose decision, "
    "and on what ground?"
)
TERMS = {
    Restriction.BLOCK_SITES: "block sites and networks",
    Restriction.BLOCK_INTERNET: "block the Internet",
    Restriction.RELOCATE: "place infrastructure in the country",
    Restriction.CLOSE: "close or suspend outlets",
    Restriction.LICENSE: "register or license outlets",
    Restriction.CONTENT: "restrict content",
    Restriction.OTHER: "other",
}


@check(chapter="ME", standards=("GC25-25", "CPH-7.8", "GC34-21..36"))
def environment(case: Case) -> Iterator[Finding]:
    """Which powers over media and the Internet were in force on voting day, and since when.

    Every power that an act gave over media or the Internet, or duty that it put on them, in order of time, added up to
    voting day; how many of them need a decision of a court.
    """
    recorded = fit(case, case.all(MediaPower))
    changes = [f for f in case.all(LawChange) if f.record.about in (Subject.MEDIA, Subject.INTERNET)]
    if not recorded:
        says = Message("The material records no dated powers over media or the Internet.")
        yield unknown(says, asked(case, POWERS_ASKED, register(case)), facts=names(changes))
        return
    steps = sorted(one_each(recorded), key=lambda f: (f.record.during.sort_key(), f.id))
    poll = When.on(case.info.poll)
    in_force = [f for f in steps if poll.within(f.record.during) is Truth.YES]
    doubtful = [f for f in steps if poll.within(f.record.during) is Truth.UNKNOWN]
    yield Finding(
        "case",
        Outcome.NOTED,
        _environment_says(case, steps, in_force),
        facts=names(steps),
        context=besides((*case.all(MediaPower), *changes), names(steps)),
        measures=_environment_measures(steps, in_force),
        limits=(
            "What the law allowed is not what was done: uses of a power stand with the interruptions recorded.",
            "The texts of the acts were not read unless the provision says so; more powers may have been in force.",
            *((DOUBTFUL,) if doubtful else ()),
        ),
        questions=tuple(
            asked(case, DECIDES_ASKED, register(case), Message("{says}", says=Wording(_change(case, f), "says")))
            for f in in_force
            if f.record.court is Truth.UNKNOWN and f.record.restriction is not Restriction.RELOCATE
        ),
    )


DOUBTFUL = "Whether some powers were in force on voting day is not certain from their dates."
DECIDES_ASKED = "Who decides on the use of this power, is a court asked first, and can its use be appealed?"


def _change(case: Case, power: Fact[MediaPower]) -> str:
    """The claim on the act that gave a power."""
    return case.get(power.record.change).fact


def _began(during: When) -> When:
    """From when, as far as it is stated."""
    return during.start or during


def _environment_says(case: Case, steps: Sequence[Fact[MediaPower]], in_force: Sequence[Fact[MediaPower]]) -> Message:
    without = [f for f in in_force if f.record.court is Truth.NO]
    unstated = [f for f in in_force if f.record.court is Truth.UNKNOWN]
    return Message(
        "As {who} stated, powers over media or the Internet and duties on them came into force on {days}: {terms}. In "
        "force on voting day: {number}; without a decision of a court: {without}; not stated who decides: {unstated}.",
        who=speakers(case, names(steps)),
        days=tuple(From(_began(f.record.during), (f.fact,)) for f in steps),
        terms=tuple(Message(TERMS[f.record.restriction]) for f in steps),
        number=From(len(in_force), names(in_force) or names(steps)),
        without=From(len(without), names(without) or names(steps)),
        unstated=From(len(unstated), names(unstated) or names(steps)),
    )


def _environment_measures(
    steps: Sequence[Fact[MediaPower]], in_force: Sequence[Fact[MediaPower]]
) -> tuple[Measure, ...]:
    found = [Measure("in_force", len(in_force), "", "in force on voting day", names(in_force))]
    for number, fact in enumerate(steps, 1):
        term = Message(TERMS[fact.record.restriction])
        decided = Message("on decision of a court: {court}", court=fact.record.court)
        label = Message("{term}; {decided}", term=term, decided=decided)
        found.append(Measure(f"since:{fact.id}", fact.record.during, "", label, (fact.fact,)))
        total = Message("powers and duties in all, with this one")
        found.append(Measure(f"cumulative:{fact.id}", number, "", total, names(steps[:number])))
    return tuple(found)


GONE = (
    OutletState.REFUSED,
    OutletState.SUSPENDED,
    OutletState.BLOCKED,
    OutletState.CLOSED_BY_COURT,
    OutletState.CLOSED_BY_AUTHORITY,
)
OUTLETS_ASKED = "Which outlets reached voters, who owned each in the end, and what share of the audience had each?"


@check(chapter="ME", standards=("GC25-25", "CPH-7.8"))
def outlets(case: Case) -> Iterator[Finding]:
    """Who owned the media outlets, and which were closed, blocked or refused.

    Outlets by ownership, and the concentration of owners: the sum of squared shares of owners in one medium and one
    over it, by reach where the reach of every outlet of the medium is known, else by the number of outlets. An outlet
    whose owner is not known counts as one with an owner of its own. Closures, blockings and refusals up to voting day.
    """
    held = one_each(fit(case, case.all(Outlet)))
    poll = When.on(case.info.poll)
    states = [f for f in fit(case, case.all(OutletStatus)) if f.record.during.after(poll) is not Truth.YES]
    if not held:
        says = Message("The material holds no register of media outlets, their owners and their reach.")
        yield unknown(says, asked(case, OUTLETS_ASKED, "the register of media outlets"))
        return
    gone = [f for f in states if f.record.state in GONE]
    by_authority = [f for f in gone if f.record.court is not Truth.YES]
    state_owned = [f for f in held if f.record.ownership is Ownership.STATE]
    facts = tuple(dict.fromkeys((*names(held), *names(states))))
    yield Finding(
        "case",
        Outcome.CONCERN if gone else Outcome.NOTED,
        Message(
            "Outlets recorded: {number}; owned by the state: {state}. Closed, suspended, blocked or refused by voting "
            "day: {gone}; of these not by a court, or not stated to be: {authority}.",
            number=From(len(held), names(held)),
            state=From(OutOf(len(state_owned), len(held)), names(state_owned) or names(held)),
            gone=From(len({f.record.outlet for f in gone}), names(gone) or names(held)),
            authority=From(len({f.record.outlet for f in by_authority}), names(by_authority) or names(held)),
        ),
        facts=facts,
        measures=(*_ownership(held), *_concentration(held)),
        limits=(
            "The register is that of the case and may hold the larger outlets only.",
            "Ownership on paper need not be control.",
        ),
    )


def _ownership(held: Sequence[Fact[Outlet]]) -> tuple[Measure, ...]:
    counted = Counter(f.record.ownership for f in held)
    return tuple(
        Measure(
            f"owned:{kind}",
            OutOf(number, len(held)),
            "",
            Message("outlets, ownership: {kind}", kind=Message(str(kind))),
            names(f for f in held if f.record.ownership is kind),
        )
        for kind, number in counted.items()
    )


def _concentration(held: Sequence[Fact[Outlet]]) -> tuple[Measure, ...]:
    """Sum of squared shares of owners and one over it, medium by medium."""
    found = []
    for medium in dict.fromkeys(f.record.medium for f in held):
        own = [f for f in held if f.record.medium is medium]
        weighed = all(f.record.reach for f in own)
        weights: dict[str, Fraction] = {}
        for fact in own:
            owner = fact.record.owner or (str(Ownership.STATE) if fact.record.ownership is Ownership.STATE else fact.id)
            weight = Fraction(fact.record.reach) if weighed and fact.record.reach else Fraction(1)
            weights[owner] = weights.get(owner, Fraction(0)) + weight
        whole = sum(weights.values(), Fraction(0))
        index = sum_of_squares(weight / whole for weight in weights.values())
        by = Message("by reach") if weighed else Message("by number of outlets")
        label = Message("{medium}: sum of squared shares of owners, {by}", medium=Message(str(medium)), by=by)
        found.append(Measure(f"index:{medium}", index, "", label, names(own)))
        label = Message("{medium}: effective number of owners, {by}", medium=Message(str(medium)), by=by)
        found.append(Measure(f"effective:{medium}", 1 / index, "", label, names(own)))
        largest = max(weights, key=lambda owner: weights[owner])
        owned = any(f.record.owner == largest for f in own)
        who = Name(largest) if owned or largest in {f.id for f in own} else Message("the state")
        label = Message(
            "{medium}: weight of the largest owner, {who}, {by}", medium=Message(str(medium)), who=who, by=by
        )
        found.append(Measure(f"largest:{medium}", weights[largest] / whole, "", label, names(own)))
    return tuple(found)


MONITORING: tuple[Check, ...] = (monitoring, airtime, agreement, tone, claim)
CHECKS: tuple[Check, ...] = (environment, outlets, *MONITORING)
