"""People detained: the numbers that were stated, event by event, side by side and never added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from saylau.checks.addressees import author
from saylau.checks.ask import asked
from saylau.checks.detentions_arrests import arrests
from saylau.checks.detentions_claims import COUNTS_OF_PEOPLE, NEVER_ADDED, POLICE, Claim, by, number, public, unit, who
from saylau.checks.detentions_fines import fines
from saylau.checks.detentions_force import force, preventive
from saylau.checks.detentions_lists import lists, recorded
from saylau.checks.detentions_scopes import june_tallies, scopes
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.registry import Check, check
from saylau.checks.told import besides, fit, speakers, unknown
from saylau.law.asked import Asked
from saylau.records.case import Case, names
from saylau.records.fact import Display
from saylau.records.kinds import Tally
from saylau.records.kinds.protests import TallySubject
from saylau.values import Precision, Truth, When
from saylau.values.message import Message, Value, Wording

OWN_DEFINITION = "A claimant's definition is part of the number; where definitions differ, no ratio is taken."
NOT_COMPARED = "Whether these numbers are of the same days, places and people is not stated; they were not compared."
ABOUT = "A number stated as about so many lies within ten per cent of it either way (assumed)."


@dataclass(frozen=True)
class Event:
    """A time and a place as stated, and the numbers of people detained that were stated for them."""

    subject: str
    claims: tuple[Claim, ...]
    beside: tuple[Claim, ...]
    """Numbers of another kind of the same time and place, such as people fined."""

    @property
    def when(self) -> When | None:
        """The time as stated."""
        return self.claims[0].record.during

    @property
    def scope(self) -> str:
        """The place as stated; empty where it is not."""
        return self.claims[0].record.scope


@check(chapter="FA", standards=("ICCPR-9", "GC35-17"))
def tally(case: Case) -> Iterator[Finding]:
    """How many people were stated to have been detained, event by event.

    An event is a time and a place as stated. Each number stands with its claimant, its unit and its definition.
    Nothing is added, across events or within one; numbers of one event that cannot both be right are disputed.
    """
    found = _events(case)
    if not found:
        asks = "How many people were detained in connection with the election, on which days, where, and who counted?"
        yield unknown(Message("The material states no number of people detained."), asked(case, asks, POLICE))
        return
    hidden = sum(f.display is not Display.PUBLIC for f in case.where(Tally, of=TallySubject.PEOPLE_DETAINED))
    for event in found:
        yield _stated(case, event, hidden)


def _events(case: Case) -> tuple[Event, ...]:
    """The events in row order. A number without a time stands with the others on its own thing only."""
    groups: dict[tuple[When | None, str, str], list[Claim]] = {}
    for claim in public(case, TallySubject.PEOPLE_DETAINED):
        during, scope = claim.record.during, claim.record.scope
        groups.setdefault((during, scope, "" if during else claim.id), []).append(claim)
    others = public(case, *COUNTS_OF_PEOPLE)
    events: dict[str, Event] = {}
    for claims in groups.values():
        first = claims[0]
        subject = first.fact if first.id in events else first.id
        events[subject] = Event(subject, tuple(claims), tuple(f for f in others if _is_beside(case, claims, f)))
    return tuple(events.values())


def _is_beside(case: Case, claims: Sequence[Claim], other: Claim) -> bool:
    """Whether a number of another kind is of the same time and place; without a place, by the same claimant."""
    event = claims[0].record
    if event.during is None or (other.record.during, other.record.scope) != (event.during, event.scope):
        return False
    return bool(event.scope) or _who(case, other) in {_who(case, claim) for claim in claims}


def _who(case: Case, claim: Claim) -> str:
    return speakers(case, (claim.fact,))[0]


def _stated(case: Case, event: Event, hidden: int) -> Finding:
    claims = fit(case, event.claims)
    apart = [(a, b) for a, b in combinations(claims, 2) if a.record.number.equals(b.record.number) is Truth.NO]
    disputed = any(_of_one_thing(case, a, b) for a, b in apart)
    return Finding(
        event.subject,
        Outcome.DISPUTED if disputed else Outcome.NOTED,
        _says(case, claims),
        facts=names(claims),
        context=besides((*event.claims, *event.beside), names(claims)),
        readings=tuple(_reading(case, f) for f in claims) if disputed else (),
        measures=(
            *(_measure(case, "stated", f) for f in claims),
            *(_measure(case, "beside", f) for f in event.beside),
        ),
        method="Numbers as stated, with their bounds, their units and the definitions of those who stated them.",
        assumptions=(ABOUT,) if any(f.record.number.approximate for f in claims) else (),
        limits=(
            NEVER_ADDED,
            OWN_DEFINITION,
            *((NOT_COMPARED,) if apart and not disputed else ()),
            *((Message("Claims that are not public were left out: {hidden}.", hidden=hidden),) if hidden else ()),
        ),
        questions=_questions(case, event, bool(apart)),
    )


def _of_one_thing(case: Case, one: Claim, other: Claim) -> bool:
    """Whether two claims on one event speak of the same people.

    They do where they are about one thing, save that one claimant may count it in two units; and where unit, place
    and days are the same.
    """
    same_unit = one.record.unit == other.record.unit
    if one.id == other.id:
        return same_unit or _who(case, one) != _who(case, other)
    during = one.record.during
    to_the_day = during is not None and during.precision in (Precision.DAY, Precision.MINUTE) and not during.approximate
    return same_unit and to_the_day and bool(one.record.scope)


def _questions(case: Case, event: Event, apart: bool) -> tuple[Asked, ...]:
    facts = names(event.claims)
    if event.when is None:
        return (asked(case, "On which day were the people detained whose number is stated?", author(case, facts)),)
    if not apart:
        return ()
    asks = (
        Message(ASK_WITH_PLACE, when=event.when, scope=Wording(facts[0], "scope"))
        if event.scope
        else Message(ASK_WITHOUT_PLACE, when=event.when)
    )
    return (asked(case, asks, author(case, facts)),)


ASK_WITH_PLACE = "{when}, {scope}: who was counted in each of the stated numbers of people detained?"
ASK_WITHOUT_PLACE = "{when}: who was counted in each of the stated numbers of people detained?"
ONE = {
    (True, True): "{when}, {scope}: {number} ({unit}; {definition}), as stated by {who}.",
    (True, False): "{when}, {scope}: {number} ({unit}), as stated by {who}.",
    (False, True): "{when}, place not stated: {number} ({unit}; {definition}), as stated by {who}.",
    (False, False): "{when}, place not stated: {number} ({unit}), as stated by {who}.",
}
TWO = {
    True: "{when}, {scope}: {number} ({unit}), as stated by {who}, and {number_2} ({unit_2}), as stated by {who_2}.",
    False: "{when}, place not stated: {number} ({unit}), as stated by {who}, and {number_2} ({unit_2}), as stated by "
    "{who_2}.",
}
MANY = {
    True: "{when}, {scope}: numbers stated of people detained: {numbers}; by {who}, in the same order.",
    False: "{when}, place not stated: numbers stated of people detained: {numbers}; by {who}, in the same order.",
}


def _says(case: Case, claims: Sequence[Claim]) -> Message:
    """The numbers of one event as a sentence; beyond two, units and definitions stand with the readings and numbers."""
    first = claims[0].record
    whose = tuple(who(case, f) for f in claims)
    numbers = tuple(number(f) for f in claims)
    if first.during is None:
        says = "Numbers of people detained, stated without a day: {numbers}; by {who}, in the same order."
        return Message(says, numbers=numbers, who=whose)
    head: dict[str, Value] = {"when": first.during}
    if first.scope:
        head["scope"] = Wording(claims[0].fact, "scope")
    has_scope = bool(first.scope)
    if len(claims) > 2:
        return Message(MANY[has_scope], numbers=numbers, who=whose, **head)
    head |= {"number": numbers[0], "who": whose[0]}
    if len(claims) == 2:
        unit_1, unit_2 = (_unit_and_definition(f) for f in claims)
        return Message(TWO[has_scope], unit=unit_1, number_2=numbers[1], unit_2=unit_2, who_2=whose[1], **head)
    head["unit"] = Wording(claims[0].fact, "unit")
    says_more = _says_more(claims[0])
    if says_more:
        head["definition"] = Wording(claims[0].fact, "definition")
    return Message(ONE[has_scope, says_more], **head)


def _unit_and_definition(claim: Claim) -> Wording | Message:
    """What was counted, and how its claimant defined it where that adds to the unit."""
    unit_of = Wording(claim.fact, "unit")
    if not _says_more(claim):
        return unit_of
    return Message("{unit}; {definition}", unit=unit_of, definition=Wording(claim.fact, "definition"))


def _says_more(claim: Claim) -> bool:
    """Whether the definition adds to the unit."""
    return claim.record.definition not in claim.record.unit


def _reading(case: Case, claim: Claim) -> ReadingOutcome:
    given: dict[str, Value] = {"number": number(claim), "unit": Wording(claim.fact, "unit")}
    says = Message("{number} ({unit}).", **given)
    if _says_more(claim):
        says = Message("{number} ({unit}; {definition}).", definition=Wording(claim.fact, "definition"), **given)
    return ReadingOutcome(by(case, claim), Message("as in {fact}", fact=claim.fact), Outcome.NOTED, says)


LABELS = {
    ("stated", True): "{definition}; stated by {who} ({role})",
    ("stated", False): "definition not stated; stated by {who} ({role})",
    ("beside", True): "another measure, never added: {definition}; stated by {who} ({role})",
    ("beside", False): "another measure, never added: definition not stated; stated by {who} ({role})",
}


def _measure(case: Case, name: str, claim: Claim) -> Measure:
    given: dict[str, Value] = {"who": who(case, claim), "role": Message(claim.record.role.value)}
    if claim.record.definition:
        given["definition"] = Wording(claim.fact, "definition")
    label = Message(LABELS[name, bool(claim.record.definition)], **given)
    return Measure(f"{name}:{claim.fact}", claim.record.number, unit(claim), label, (claim.fact,))


CHECKS: tuple[Check, ...] = (tally, scopes, recorded, lists, june_tallies, arrests, fines, preventive, force)
