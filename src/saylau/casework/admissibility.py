"""The checklist of admissibility: each point with yes, no or unknown, facts, computed days, what would settle it.

Bases, read in the instruments or in the pages of the bodies unless a point says that it is to be confirmed: Optional
Protocol to the ICCPR, articles 1, 2, 3 and 5(2); Rules of procedure of the Human Rights Committee (CCPR/C/3/Rev.12),
rule 99(c), formerly 96(c); the forms of the working groups. A lawyer decides; the program computes and lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from saylau.casework.found import Given, Rule, Telling, told
from saylau.casework.from_facts import acts, arrest_day, steps
from saylau.casework.from_vault import NOT_IN_FORCE, authority_said
from saylau.casework.held import last_held
from saylau.checks.remedies import exhausted
from saylau.records.kinds import Intervention, Remedy, Response
from saylau.records.kinds.prosecutions import StepSort
from saylau.records.kinds.reprisals import InterventionSort, ResponseSort
from saylau.values import Truth, When
from saylau.values.message import Message, Name, Said, Simple, Territory
from saylau.vault.entries import Purpose
from saylau.vault.ledger import Detail, State, authority, may_count, months_later

MONTHS = 12
YEARS_AFTER_REMEDIES = 5
YEARS_AFTER_PROCEDURE = 3
MONTHS_URGENT = 3
"""Months within which a disappearance is handled under the urgent procedure of its working group."""
CONCLUDED = frozenset({ResponseSort.DECIDED, ResponseSort.INADMISSIBLE})
COMPLAINTS = frozenset(
    {InterventionSort.COMPLAINT, InterventionSort.COLLECTIVE_COMPLAINT, InterventionSort.URGENT_ACTION}
)
NO_SUCH_PROCEDURE = frozenset({"wgad", "wgeid", "urgent-appeal", "osce"})
"""Forms of special procedures and political bodies: whether they count as another procedure is for a lawyer to say."""
NO_SUCH_BODIES = frozenset({"wgad", "wgeid", "special-procedures", "odihr", "eu-delegation", "european-parliament"})
"""The bodies to which these forms go, for what was sent to them in another form, such as a collective complaint."""
CONSENT_RULES: Mapping[State, Rule] = MappingProxyType({
    State.NONE: Rule.NO_CONSENT,
    State.TO_CONFIRM: Rule.NO_CONSENT,
    State.EXPIRED: Rule.CONSENT_EXPIRED,
    State.WITHDRAWN: Rule.CONSENT_WITHDRAWN,
})  # fmt: skip
OP = "Optional Protocol to the ICCPR, article 5(2)(b)"
OP_OTHER = "Optional Protocol to the ICCPR, article 5(2)(a)"
OP_ANONYMOUS = "Optional Protocol to the ICCPR, article 3"
RULE_99 = "Rules of procedure of the Human Rights Committee, rule 99(c), formerly 96(c); its number is to be confirmed"
OWN_LEDGER = "the ledger of consents and powers of attorney"
PRACTICE = "published practice of the body, to be confirmed"


@dataclass(frozen=True)
class Point:
    """One point of the checklist."""

    key: str
    asks: Said
    answer: Truth
    says: tuple[Said, ...]
    basis: Said
    facts: tuple[str, ...] = ()
    settles: Said = ""
    """What would settle it; empty where it is settled."""
    until: date | None = None
    """The last day, where one was computed."""
    blocks: Rule | None = None
    """The rule by which it keeps the dossier from being built."""


def not_kept(given: Given) -> Point | None:
    """Why nothing of the person's record may be used: consent to keep it is not there, or that to analyse it was taken
    back or ran out. None where the record may be used.
    """
    answer = may_count(given.entries, given.day, number=given.number, minor=given.minor)
    if answer.yes or (answer.purpose is Purpose.ANALYSE and answer.state is State.NONE):
        return None
    return Point(
        "kept", "Has the person agreed that their record is kept and used?", Truth.NO, (answer.says,), OWN_LEDGER,
        settles="The person's consent to keeping and analysing the record.", blocks=CONSENT_RULES[answer.state],
    )  # fmt: skip


def consent(given: Given) -> Point:
    """Whether the person agreed that the body gets the name, and the state through it."""
    answer = given.may_leave(Detail.NAME)
    says: tuple[Said, ...] = (answer.says,)
    if answer.yes and answer.state is State.TO_CONFIRM:
        says = (answer.says, "It is old, was given in custody, or came before a change: it is to be confirmed.")
    return Point(
        "consent", "Has the person agreed to be named in it?", Truth.of(answer.yes), says, OWN_LEDGER,
        settles="" if answer.yes else "The person's consent to each purpose, for this body.",
        blocks=None if answer.yes else CONSENT_RULES[answer.state],
    )  # fmt: skip


def mandate(given: Given) -> Point:
    """Whether whoever submits may."""
    asks = "Is the power of attorney in force?"
    if not given.attorney:
        return Point("authority", asks, Truth.YES, ("The person submits in their own name.",), OWN_LEDGER)
    answer = authority(given.entries, given.attorney, given.body, given.day, number=given.number)
    return Point(
        "authority", asks, Truth.of(answer.yes), (authority_said(given, answer),), OWN_LEDGER,
        settles="" if answer.yes else "A power of attorney that names this body and is in force on the day.",
        blocks=None if answer.yes or not given.mandated else NOT_IN_FORCE[answer.state],
    )  # fmt: skip


def anonymity(given: Given) -> Point:
    """Whether the body would get a name: an anonymous communication is inadmissible."""
    found = consent(given)
    return Point(
        "anonymity", "Does it name its author and the person?", found.answer,
        ("The body gets the name; it can be asked not to publish it.",) if found.answer is Truth.YES
        else ("The name may not leave, and an anonymous communication is not considered.",),
        OP_ANONYMOUS, settles=found.settles,
    )  # fmt: skip


def _remedies(given: Given) -> tuple[Telling[Remedy], ...]:
    return told(given, Remedy, lambda one: one.person == given.person).tellings


def remedies(given: Given) -> Point:
    """Whether all remedies at home were used, or why not."""
    asks = "Were all available remedies at home used?"
    found = exhausted(given.accepted, given.person, given.day)
    if not found.facts:
        return Point("remedies", asks, Truth.UNKNOWN, ("No remedy is recorded.",), OP,
                     settles="Each remedy in remedy.csv: used, with its decision, or why not.")  # fmt: skip
    still = [due for due in found.due if due.passed is not Truth.YES]
    says = (
        *(_remedy_said("Pending: {remedy}.", fact.record) for fact in found.pending),
        *(Message("Still open, until {day}.", day=due.day) for due in still),
        *(_remedy_said("Decided: {remedy}.", fact.record) for fact in found.decided),
        *(_remedy_said(_NOT_USED, fact.record) for fact in found.not_pursued),
        *(_remedy_said("Not known whether used: {remedy}.", fact.record) for fact in found.not_known),
    )
    facts, settled = found.facts, tuple(question.asks for question in found.questions)
    settles: Said = settled[0] if settled else "Whether each remedy that was not used need not have been."
    if found.truth is not Truth.YES and (found.pending or still):
        until = max((due.day.last for due in still if due.day.last), default=None)
        return Point("remedies", asks, Truth.NO, says, OP, facts, settles, until, Rule.REMEDY_OPEN)
    if found.truth is Truth.YES:
        return Point("remedies", asks, Truth.YES, says, OP, facts)
    answer = Truth.UNKNOWN if found.excused is Truth.YES and found.not_pursued else found.truth
    return Point("remedies", asks, answer, says, OP, facts, settles)


_NOT_USED = "Not used; the reason recorded is for a lawyer to argue: {remedy}."


def _remedy_said(template: str, record: Remedy) -> Said:
    sort = Message(record.sort.value)
    named: Simple = Message("{sort} ({body})", sort=sort, body=Name(record.to)) if record.to else sort
    return Message(template, remedy=named)


def time_limit(given: Given) -> Point:
    """The last day before delay may be an abuse: five years after the remedies, or three after another procedure."""
    asks = "Is it submitted in time?"
    ends = [(one.record.decided, one.facts) for one in _remedies(given) if one.record.decided is not None]
    procedures = [(reply.record.during, reply.facts) for _, reply in _concluded(given) if reply.record.during]
    if not ends and not procedures:
        settles = "The day of the last decision at home, and of the end of any other procedure."
        none = "No final decision with its day is recorded."
        return Point("time_limit", asks, Truth.UNKNOWN, (none,), RULE_99, settles=settles)
    last_end, last_procedure = _latest(ends), _latest(procedures)
    says: list[Said] = []
    days: list[date] = []
    for found, years, text in (
        (last_end, YEARS_AFTER_REMEDIES, "Last decision at home: {end}; five years later: {until}."),
        (last_procedure, YEARS_AFTER_PROCEDURE, "Another procedure ended: {end}; three years later: {until}."),
    ):
        if found is not None and found.first is not None:
            days.append(months_later(found.first, MONTHS * years))
            says.append(Message(text, end=found, until=days[-1]))
    says.append("Counted from the earliest day that the record allows; a later one needs reasons for the delay.")
    until = max(days) if days else None
    answer = Truth.UNKNOWN if until is None else Truth.of(given.day <= until)
    facts = tuple(dict.fromkeys(f for _, of in (*ends, *procedures) for f in of))
    settles = "" if answer is Truth.YES else "The exact day, or the reasons for the delay."
    return Point("time_limit", asks, answer, tuple(says), RULE_99, facts, settles, until)


def _latest(found: Iterable[tuple[When | None, tuple[str, ...]]]) -> When | None:
    whens = [when for when, _ in found if when is not None and when.first is not None]
    return max(whens, key=lambda when: when.sort_key(), default=None)


def _elsewhere(given: Given) -> tuple[Telling[Intervention], ...]:
    """Complaints for the person to other international bodies."""
    found = told(given, Intervention, lambda one: given.person in one.persons and one.sort in COMPLAINTS).tellings
    return tuple(one for one in found if one.record.to != given.body)


def _concluded(given: Given) -> list[tuple[Telling[Intervention], Telling[Response]]]:
    return [
        (one, reply)
        for one in _elsewhere(given)
        for reply in told(given, Response, lambda record, one=one: record.intervention == one.thing).tellings  # type: ignore[misc]
        if reply.record.sort in CONCLUDED
    ]


def same_matter(given: Given) -> Point:
    """Whether the same matter is before another procedure, by the register."""
    asks = "Is the same matter before no other international procedure?"
    found, ended = _elsewhere(given), {one.thing for one, _ in _concluded(given)}
    facts = tuple(f for one in found for f in one.facts)
    pending = [one for one in found if one.thing not in ended]
    says = tuple(_sent(one.record, one.thing in ended) for one in found)
    if not pending:
        none: Said = "The register holds no complaint for the person to another body; the person is to be asked too."
        return Point("same_matter", asks, Truth.YES, says or (none,), OP_OTHER, facts)
    if all(one.record.form in NO_SUCH_PROCEDURE or one.record.to in NO_SUCH_BODIES for one in pending):
        settles = "A lawyer's view on whether that procedure is one of international investigation or settlement."
        return Point("same_matter", asks, Truth.UNKNOWN, says, OP_OTHER, facts, settles)
    return Point("same_matter", asks, Truth.NO, says, OP_OTHER, facts,
                 "The end or the withdrawal of that complaint.", blocks=Rule.ELSEWHERE)  # fmt: skip


def _sent(record: Intervention, ended: bool) -> Said:
    body: Simple = Name(record.to) if record.to else Message("a body that is not named")
    day: Simple = record.during or Message("on a day that is not recorded")
    if ended:
        return Message("Ended: {sort}, {body}, {day}.", sort=Message(record.sort.value), body=body, day=day)
    return Message("Pending: {sort}, {body}, {day}.", sort=Message(record.sort.value), body=body, day=day)


def state_bound(given: Given) -> Point:
    """Whether the state had accepted the procedure when it happened: no record says it, so it is asked."""
    days = [
        when
        for when in (
            *(one.record.during for one in acts(given).tellings),
            *(two.record.during for two in steps(given).tellings),
        )
        if when is not None
    ]
    says: tuple[Said, ...] = (Message("State: {country}.", country=Territory(given.case.country)),)
    if days:
        first = min(days, key=lambda day: day.sort_key())
        says = (*says, Message("First recorded fact: {day}.", day=first))
    return Point(
        "state_bound", "Had the state accepted the procedure when it happened?", Truth.UNKNOWN, says,
        "Optional Protocol to the ICCPR, article 1",
        settles="The day on which the Optional Protocol entered into force for the state, and its reservations.",
    )  # fmt: skip


def urgent(given: Given) -> Point:
    """Whether the person may still be held, which makes it urgent."""
    released = steps(given, StepSort.RELEASE).tellings
    facts = tuple(f for one in released for f in one.facts)
    asks = "Is it going on, or about to happen?"
    if released:
        return Point("urgent", asks, Truth.NO, ("A release is recorded.",), PRACTICE, facts,
                     "Another danger that goes on; else a letter of allegation.")  # fmt: skip
    held = last_held(given)
    if held.ended is not None:
        says = Message("No release is recorded; what is recorded had ended by {day}.", day=held.ended)
        return Point("urgent", asks, Truth.NO, (says,), PRACTICE, held.facts,
                     "Another danger that goes on; else a letter of allegation.")  # fmt: skip
    none: Said = "No release is recorded."
    if held.told is not None:
        none = Message("No release is recorded; last day on which the person is told to be held: {day}.", day=held.told)
    return Point("urgent", asks, Truth.UNKNOWN, (none,), PRACTICE, held.facts,
                 "Where the person is on the day of sending.")  # fmt: skip


def three_months(given: Given) -> Point:
    """The last day of the urgent procedure on disappearances."""
    asks = "Did it happen within the last three months (urgent procedure)?"
    whens = [piece.when for piece in arrest_day(given).pieces if piece.when is not None]
    first = max(whens, key=lambda when: when.sort_key(), default=None)
    if first is None or first.first is None:
        return Point("three_months", asks, Truth.UNKNOWN, ("No day is recorded.",), PRACTICE,
                     settles="Day, or month and year, of the disappearance.")  # fmt: skip
    until = months_later(first.first, MONTHS_URGENT)
    return Point(
        "three_months", asks, Truth.of(given.day <= until),
        (Message("Happened: {day}; three months later: {until}.", day=first, until=until),
         "Afterwards the standard procedure is open, without a time limit."),
        PRACTICE, until=until,
    )  # fmt: skip


def no_exhaustion(given: Given) -> Point:
    """Special procedures take a case whatever the state of remedies."""
    says = "Remedies at home need not be exhausted; what was tried is told all the same."
    facts = tuple(f for one in _remedies(given) for f in one.facts)
    return Point(
        "no_exhaustion", "May it be sent while remedies at home are still open?", Truth.YES, (says,), PRACTICE, facts
    )


POINTS: Mapping[str, Callable[[Given], Point]] = MappingProxyType({
    "consent": consent, "authority": mandate, "anonymity": anonymity, "remedies": remedies, "time_limit": time_limit,
    "same_matter": same_matter, "state_bound": state_bound, "urgent": urgent, "three_months": three_months,
    "no_exhaustion": no_exhaustion,
})  # fmt: skip
"""Name, which a form writes, to the point."""


def checklist(given: Given, names: Iterable[str]) -> tuple[Point, ...]:
    """The points of a form, in its order."""
    return tuple(POINTS[name](given) for name in names)
