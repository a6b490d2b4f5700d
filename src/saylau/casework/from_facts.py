"""Extractors that read the facts of the case: what was done to the person, how it went on, what was tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from saylau.casework import sentences
from saylau.casework.found import Found, Given, Missing, Piece, Rule, Telling, Told, in_time, merged, told
from saylau.records.kinds import Act, Conduct, Consequence, Intervention, Involvement, Remedy, Step
from saylau.records.kinds.prosecutions import ActSort, Degree, Polarity, StepSort
from saylau.standards import STANDARDS
from saylau.values.message import Message, Name, Said, Simple, Territory, Wording

HELD = frozenset({
    ActSort.DETENTION_SHORT, ActSort.DETENTION_PREVENTIVE, ActSort.ADMINISTRATIVE_ARREST, ActSort.DETENTION_PRETRIAL,
    ActSort.HOUSE_ARREST,
})  # fmt: skip
"""Acts that deprive of liberty."""
ARREST = frozenset({StepSort.DETENTION, StepSort.POLICE_STATION})
"""Steps by which someone is taken."""
KEPT = frozenset({StepSort.CUSTODY, StepSort.CELL, StepSort.ARREST, StepSort.MEASURE})
"""Steps in which someone is kept."""
AT = frozenset({StepSort.POLICE_STATION, StepSort.CUSTODY, StepSort.CELL, StepSort.SERVED})
"""Steps whose body is the one that keeps the person, and its place; an arrest is imposed by a court."""
Sentences = Callable[[Given, Telling[Act] | Telling[Step]], Iterable[Said]]


def acts(given: Given, *sorts: ActSort) -> Told[Act]:
    """The acts against the person, of some sorts or of all."""
    return told(given, Act, lambda one: one.person == given.person and (not sorts or one.sort in sorts))


def steps(given: Given, *sorts: StepSort) -> Told[Step]:
    """The steps of procedures against the person, of some sorts or of all."""
    return told(given, Step, lambda one: one.person == given.person and (not sorts or one.sort in sorts))


def _of_acts_and_steps(given: Given, of_act: Sentences, of_step: Sentences, step_sorts: frozenset[StepSort]) -> Found:
    """A piece for each act that deprives of liberty and each step of some sorts of which something can be said."""
    found_acts, found_steps = acts(given, *HELD), steps(given, *step_sorts)
    said: dict[str, list[tuple[Telling[Act] | Telling[Step], tuple[Said, ...]]]] = {}
    for one in found_acts.tellings:
        said.setdefault(one.thing, []).append((one, tuple(of_act(given, one))))
    for two in found_steps.tellings:
        said.setdefault(two.thing, []).append((two, tuple(of_step(given, two))))
    pieces = [
        Piece(says if agree else telling.said(*says), telling.record.during, telling.facts)
        for found in said.values()
        for agree in [all(says == found[0][1] for _, says in found)]
        for telling, says in found
        if says
    ]
    return Found(merged(in_time(pieces)), (*found_acts.missing, *found_steps.missing))


def _nothing(given: Given, one: Telling[Act] | Telling[Step]) -> Iterable[Said]:
    return ()


def _day(given: Given, one: Telling[Act] | Telling[Step]) -> Iterable[Said]:
    if one.record.during is not None:
        yield Message("{day}", day=one.record.during)


def arrest_day(given: Given) -> Found:
    """Day of the arrest: of the detention, else of being brought to a police station, else of the acts."""
    for sort in (StepSort.DETENTION, StepSort.POLICE_STATION):
        found = _of_acts_and_steps(given, _nothing, _day, frozenset({sort}))
        if found.pieces:
            return found
    return _of_acts_and_steps(given, _day, _nothing, ARREST)


def _place(given: Given, one: Telling[Act] | Telling[Step]) -> Iterable[Said]:
    region = getattr(one.record, "region", None)
    if region:
        yield Message("{region}", region=Name(region))
    if one.record.event:
        yield Message("(at: {event})", event=Name(one.record.event))


def place(given: Given) -> Found:
    """Where it was, no finer than the record says it."""
    return _of_acts_and_steps(given, _place, _place, ARREST)


def _forces(given: Given, one: Telling[Act] | Telling[Step]) -> Iterable[Said]:
    by = getattr(one.record, "by", None)
    if by:
        yield Message("{by}", by=Name(by))
    for telling in told(given, Involvement, lambda record: record.act == one.thing).tellings:
        name = Name(telling.record.by)
        if telling.record.polarity is Polarity.DENIES:
            yield Message("The source says that this body did not take part: {by}.", by=name)
        elif telling.record.degree is Degree.CARRIED_OUT:
            yield Message("{by}", by=name)
        elif telling.record.degree is not Degree.ORDERED:
            yield Message(sentences.DEGREES[telling.record.degree], by=name)


def arrest_forces(given: Given) -> Found:
    """Who took the person."""
    return _of_acts_and_steps(given, _forces, _forces, ARREST)


def detention_forces(given: Given) -> Found:
    """Who kept the person."""
    return _of_acts_and_steps(given, _nothing, _forces, AT)


def _warrant(given: Given, one: Telling[Act] | Telling[Step]) -> Iterable[Said]:
    return sentences.truths(one.record, "warrant") if isinstance(one.record, Step) else ()


def warrant(given: Given) -> Found:
    """Whether a warrant was shown at the arrest."""
    return _of_acts_and_steps(given, _nothing, _warrant, ARREST)


def _ordered(given: Given, one: Telling[Act] | Telling[Step]) -> Iterable[Said]:
    for telling in told(given, Involvement, lambda record: record.act == one.thing).tellings:
        if telling.record.degree is Degree.ORDERED and telling.record.polarity is Polarity.ASSERTS:
            yield Message("{by}", by=Name(telling.record.by))


def arrest_authority(given: Given) -> Found:
    """Which body ordered the arrest."""
    return _of_acts_and_steps(given, _ordered, _ordered, ARREST)


def detention_authority(given: Given) -> Found:
    """Which body ordered that the person be kept: who is told to have ordered it, or who took the measure."""
    found = _of_acts_and_steps(given, _ordered, _ordered, KEPT)
    if found.pieces:
        return found
    return _of_acts_and_steps(given, _nothing, lambda _, one: _by(one), frozenset({StepSort.ARREST, StepSort.MEASURE}))


def _by(one: Telling[Act] | Telling[Step]) -> Iterable[Said]:
    by = getattr(one.record, "by", None)
    if by:
        yield Message("{by}", by=Name(by))


def _reason(given: Given, one: Telling[Act] | Telling[Step]) -> Iterable[Said]:
    if isinstance(one.record, Act) and one.record.reason:
        yield Message("{reason}", reason=Wording(one.facts[0], "reason"))
    if isinstance(one.record, Step):
        yield from sentences.truths(one.record, "ground_stated")


def arrest_reasons(given: Given) -> Found:
    """Which reasons those who acted gave."""
    return _of_acts_and_steps(given, _reason, _reason, ARREST)


def detention_reasons(given: Given) -> Found:
    """Which reasons were given for keeping the person."""
    return _of_acts_and_steps(given, _reason, _reason, KEPT)


def _law(given: Given, one: Telling[Act] | Telling[Step]) -> Iterable[Said]:
    if one.record.provision:
        yield sentences.provision_said(given, one.record.provision, "{act}, article {article}")


def arrest_law(given: Given) -> Found:
    """Which law was applied at the arrest."""
    return _of_acts_and_steps(given, _law, _law, ARREST)


def detention_law(given: Given) -> Found:
    """Which law was applied to keep the person."""
    return _of_acts_and_steps(given, _law, _law, KEPT | {StepSort.VERDICT})


def detention_days(given: Given) -> Found:
    """From when to when the person was kept."""
    found = _of_acts_and_steps(given, _nothing, _day, KEPT)
    return found if found.pieces else _of_acts_and_steps(given, _day, _nothing, KEPT)


def _length(given: Given, one: Telling[Act] | Telling[Step]) -> Iterable[Said]:
    if isinstance(one.record, Step):
        for value, says in (
            (one.record.hours, "hours: {value}"), (one.record.days, "days: {value}"),
            (one.record.months, "months: {value}"),
        ):  # fmt: skip
            if value is not None:
                yield Message(says, value=value)


def detention_length(given: Given) -> Found:
    """How long the person was kept, with its bounds."""
    return _of_acts_and_steps(given, _nothing, _length, ARREST | KEPT)


def detention_places(given: Given) -> Found:
    """Where the person was kept, in order of time, transfers included."""
    return _of_acts_and_steps(given, _place, lambda _, one: _by(one), AT)


def state_of_liberty(given: Given) -> Found:
    """How it stands: released, still held."""
    released = steps(given, StepSort.RELEASE)
    pieces = [Piece(one.said(sentences.STEPS[one.record.sort]), one.record.during, one.facts)
              for one in released.tellings]  # fmt: skip
    for act in acts(given, *HELD).tellings:
        if act.record.ended:
            pieces.append(Piece(act.said(Message("{said}", said=Wording(act.facts[0], "ended"))),
                                act.record.during, act.facts))  # fmt: skip
    return Found(in_time(pieces), released.missing)


# The whole account


def course(given: Given) -> Found:
    """Everything in order of time: what the person did, what was done to them, what followed."""
    found_acts, found_steps = acts(given), steps(given)
    did = told(given, Conduct, lambda one: given.person in one.persons)
    followed = told(given, Consequence, lambda one: one.person == given.person)
    pieces = [
        *(sentences.conduct(given, one) for one in did.tellings),
        *(sentences.act(given, two) for two in found_acts.tellings),
        *(sentences.step(given, three) for three in found_steps.tellings),
        *(sentences.consequence(given, four) for four in followed.tellings),
    ]
    missing = (*did.missing, *found_acts.missing, *found_steps.missing, *followed.missing)
    return Found(in_time(pieces), missing)


def consequences(given: Given) -> Found:
    """What followed for the person, in the order of time."""
    found = told(given, Consequence, lambda one: one.person == given.person)
    return Found(in_time(sentences.consequence(given, one) for one in found.tellings), found.missing)


def perpetrators(given: Given) -> Found:
    """Which bodies are told to have taken part in what, and in what degree."""
    pieces = []
    found_acts, found_steps = acts(given), steps(given)
    for thing, facts, by, when, head in (
        *((a.thing, a.facts, None, a.record.during, sentences.ACTS[a.record.sort]) for a in found_acts.tellings),
        *((s.thing, s.facts, s.record.by, s.record.during, sentences.STEPS[s.record.sort])
          for s in found_steps.tellings),
    ):  # fmt: skip
        says, of = sentences.involved(given, thing)
        if by:
            says = (Message("By: {by}.", by=Name(by)), *says)
        if says:
            pieces.append(Piece((head, *says), when, (*facts, *of)))
    return Found(merged(in_time(pieces)))


def remedies(given: Given) -> Found:
    """The remedies at home: used, with what result, or why not."""
    found = told(given, Remedy, lambda one: one.person == given.person)
    return Found(tuple(sentences.remedy(given, one) for one in found.tellings), found.missing)


def interventions(given: Given) -> Found:
    """What else was done about it, and what came back."""
    found = told(given, Intervention, lambda one: given.person in one.persons)
    return Found(in_time(sentences.intervention(given, one) for one in found.tellings), found.missing)


def steps_taken(given: Given) -> Found:
    """Remedies and everything else that was tried."""
    one, two = remedies(given), interventions(given)
    return Found((*one.pieces, *two.pieces), (*one.missing, *two.missing))


def state_party(given: Given) -> Found:
    """The state whose election the case is about."""
    return Found((Piece((Message("{country}", country=Territory(given.case.country)),)),))


def rights(given: Given) -> Found:
    """The standards that the record names for the acts; which of them are invoked is for a lawyer to say."""
    pieces = []
    for one in acts(given).tellings:
        for code in one.record.rights:
            name: Simple = Message(STANDARDS[code].name) if code in STANDARDS else code
            says = Message("The record names this standard: {standard}.", standard=name)
            pieces.append(Piece((says, sentences.ACTS[one.record.sort]), one.record.during, one.facts))
    return Found(tuple(pieces))


def left(given: Given) -> Found:
    """Nothing: a person writes it."""
    return Found(missing=(Missing(Rule.TO_WRITE, "Argument and request are written by the lawyer.", LAWYER),))


LAWYER = "the lawyer"
