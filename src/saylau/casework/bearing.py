"""Facts that bear on a category, a mandate or a pattern: the facts only, the argument is a lawyer's."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from saylau.casework import sentences
from saylau.casework.found import Found, Given, Piece, Telling, in_time, told
from saylau.casework.from_facts import ARREST, HELD, KEPT, acts, steps
from saylau.casework.held import last_held
from saylau.checks.from_law import integer, text_read
from saylau.checks.prosecutions_custody import arrests_kept
from saylau.records.kinds import Act, Conduct, Step
from saylau.records.kinds.prosecutions import ActSort, ConductSort, StepSort
from saylau.values import Truth
from saylau.values.message import Message, Said


def _bearing(given: Given, act_sorts: frozenset[ActSort], step_sorts: frozenset[StepSort] = frozenset()) -> list[Piece]:
    pieces = [sentences.act(given, one) for one in acts(given).tellings if one.record.sort in act_sorts]
    return pieces + [sentences.step(given, two) for two in steps(given).tellings if two.record.sort in step_sorts]


def no_legal_basis(given: Given) -> Found:
    """Facts that bear on whether there was a legal basis: warrants, grounds, provisions, length."""
    pieces = []
    for one in steps(given, *(ARREST | KEPT)).tellings:
        says: list[Said] = [sentences.STEPS[one.record.sort]]
        says += sentences.truths(one.record, "warrant", "ground_stated", "length_stated")
        provision = one.record.provision
        says.append(sentences.provision_said(given, provision, sentences.LAW) if provision
                    else "No provision is recorded for it.")  # fmt: skip
        says += _against_the_limit(given, one)
        pieces.append(Piece(one.said(*says), one.record.during, one.facts))
    return Found(in_time(pieces))


def _against_the_limit(given: Given, one: Telling[Step]) -> list[Said]:
    """Days of arrest beside the most that the provision invoked allowed on its day, where that is known."""
    if one.record.sort is not StepSort.ARREST or one.record.days is None:
        return []
    [(_, answers, kept)] = arrests_kept(given.accepted, one.claims[:1])
    limits = sorted({most for answer in answers if (most := integer(answer.explanation, "limit_days")) is not None})
    if not limits:
        return []
    says = "Days imposed: {days}; the most that the provision invoked allowed, in days: {limit}."
    found: list[Said] = [Message(says, days=one.record.days, limit=tuple(limits))]
    if kept is Truth.NO:
        found.append("The arrest was longer than the provision invoked allowed.")
    if not text_read(answers):
        found.append("The limit is known by report: the text in force on that day is to be read.")
    return found


def use_of_rights(given: Given) -> Found:
    """Facts that bear on whether the person was held for using a right: what they did before."""
    did = told(given, Conduct, lambda one: given.person in one.persons)
    sorts = {ActSort.SPEECH_PENALTY, ActSort.POLL_PENALTY, ActSort.DETENTION_PREVENTIVE, ActSort.DISPERSAL}
    pieces = [sentences.conduct(given, one) for one in did.tellings if one.record.sort is not ConductSort.OTHER]
    return Found(in_time([*pieces, *_bearing(given, frozenset(sorts))]), did.missing)


def fair_trial(given: Given) -> Found:
    """Facts that bear on fair trial: counsel, hearings, interpreters, night, custody before a judge."""
    pieces = []
    for one in steps(given).tellings:
        says = tuple(sentences.truths(
            one.record, "counsel", "counsel_chosen", "open_to_public", "interpreter", "put_off", "witnesses"
        ))  # fmt: skip
        if says:
            pieces.append(Piece(one.said(sentences.STEPS[one.record.sort], *says), one.record.during, one.facts))
    denied = frozenset({ActSort.NO_COUNSEL, ActSort.CLOSED_HEARING, ActSort.NIGHT_HEARING})
    return Found(in_time([*pieces, *_bearing(given, denied)]))


def discrimination(given: Given) -> Found:
    """Facts that bear on discrimination for views: links alleged to an organisation, reprisals."""
    sorts = frozenset({ActSort.CONSCRIPTION, ActSort.EXPULSION, ActSort.DISMISSAL, ActSort.PRESSURE})
    did = told(given, Conduct, lambda one: given.person in one.persons and one.body is not None)
    return Found(in_time([*(sentences.conduct(given, one) for one in did.tellings), *_bearing(given, sorts)]))


MANDATES: Mapping[str, frozenset[ActSort]] = MappingProxyType({
    "Working Group on Arbitrary Detention": HELD,
    "Special Rapporteur on the rights to freedom of peaceful assembly and of association": frozenset({
        ActSort.ASSEMBLY_BAN, ActSort.DISPERSAL, ActSort.ORGANISATION_BAN, ActSort.DETENTION_PREVENTIVE,
    }),
    "Special Rapporteur on freedom of opinion and expression": frozenset({
        ActSort.SPEECH_PENALTY, ActSort.POLL_PENALTY, ActSort.BLOCKING,
    }),
    "Special Rapporteur on torture": frozenset({ActSort.FORCE}),
    "Special Rapporteur on the independence of judges and lawyers": frozenset({
        ActSort.NO_COUNSEL, ActSort.CLOSED_HEARING, ActSort.NIGHT_HEARING,
    }),
    "Special Rapporteur on the right to privacy": frozenset({
        ActSort.SEARCH, ActSort.SEARCH_PERSON, ActSort.SEIZURE, ActSort.INSPECTION, ActSort.SURVEILLANCE,
    }),
})  # fmt: skip
"""Mandates to which sorts of acts point; a lawyer chooses among them."""
BY_CONDUCT: Mapping[ConductSort, str] = MappingProxyType({
    ConductSort.ASSEMBLY: "Special Rapporteur on the rights to freedom of peaceful assembly and of association",
    ConductSort.PUBLIC_EXPRESSION: "Special Rapporteur on freedom of opinion and expression",
    ConductSort.WRITTEN_EXPRESSION: "Special Rapporteur on freedom of opinion and expression",
    ConductSort.COOPERATION: "Special Rapporteur on the situation of human rights defenders",
})  # fmt: skip


def mandates(given: Given) -> Found:
    """The mandates on which the recorded acts and conduct bear, each with those facts."""
    bearing: dict[str, list[tuple[Said, tuple[str, ...]]]] = {}
    for one in acts(given).tellings:
        for mandate, sorts in MANDATES.items():
            if one.record.sort in sorts:
                bearing.setdefault(mandate, []).append((sentences.ACTS[one.record.sort], one.facts))
    for two in told(given, Conduct, lambda record: given.person in record.persons).tellings:
        if two.record.sort in BY_CONDUCT:
            said = (sentences.CONDUCT[two.record.sort], two.facts)
            bearing.setdefault(BY_CONDUCT[two.record.sort], []).append(said)
    pieces = []
    for mandate, found in bearing.items():
        head = Message("{mandate}:", mandate=Message(mandate))
        says = tuple(dict.fromkeys(sentence for sentence, _ in found))
        pieces.append(Piece((head, *says), facts=tuple(dict.fromkeys(f for _, facts in found for f in facts))))
    return Found(tuple(pieces))


def urgency(given: Given) -> Found:
    """Whether the person is told to be held still, which is what an urgent appeal needs."""
    released = steps(given, StepSort.RELEASE).tellings
    if released:
        return Found(tuple(
            Piece(("The person was released: a letter of allegation, not an urgent appeal, unless a danger goes on.",),
                  one.record.during, one.facts) for one in released
        ))  # fmt: skip
    ended = last_held(given)
    if ended.ended is not None:
        says = Message(
            "What is recorded had ended by {day}: a letter of allegation, not an urgent appeal, unless a danger goes "
            "on.", day=ended.ended,
        )  # fmt: skip
        return Found((Piece((says,), facts=ended.facts),))
    held = acts(given, *HELD).tellings
    said = "No release is recorded: if the person is still held, an urgent appeal."
    return Found(tuple(Piece((said,), one.record.during, one.facts) for one in held[-1:]))


def pattern(given: Given) -> Found:
    """How many people, in the case, had acts of the same sorts: never a count under the smallest that is printed."""
    sorts = dict.fromkeys(one.record.sort for one in acts(given).tellings)
    pieces = []
    for sort in sorts:
        found = told(given, Act, lambda one, sort=sort: one.sort is sort)  # type: ignore[misc]
        people = {one.record.person for one in found.tellings}
        if len(people) >= given.case.info.smallest:
            says = Message("People for whom the record holds the same kind of act: {number}.", number=len(people))
            facts = tuple(f for one in found.tellings if one.record.person == given.person for f in one.facts)
            pieces.append(Piece((sentences.ACTS[sort], says), facts=facts))
    return Found(tuple(pieces))
