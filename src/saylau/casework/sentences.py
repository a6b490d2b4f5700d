"""Facts as sentences, whole ones: what was done, by whom, on what ground, with what end. Numbers keep their bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from saylau.casework.found import Given, Piece, Telling, told
from saylau.records.kinds import Act, Conduct, Consequence, Intervention, Involvement, Provision, Remedy, Response, Step
from saylau.records.kinds.complaints import NotPursued, RemedyOutcome
from saylau.records.kinds.prosecutions import (
    ActSort,
    ConductSort,
    ConsequenceSort,
    Degree,
    Polarity,
    StateSays,
    StepSort,
)
from saylau.values import Truth
from saylau.values.message import Message, Name, Said, Wording

ACTS: Mapping[ActSort, str] = MappingProxyType({
    ActSort.DETENTION_SHORT: "The person was taken to a police station and held for a short time.",
    ActSort.DETENTION_PREVENTIVE: "The person was held, as told so as to keep them from attending an event.",
    ActSort.ADMINISTRATIVE_ARREST: "A court imposed administrative arrest on the person.",
    ActSort.ADMINISTRATIVE_FINE: "The person was fined under administrative law.",
    ActSort.DETENTION_PRETRIAL: "The person was held in detention before trial.",
    ActSort.HOUSE_ARREST: "The person was put under house arrest.",
    ActSort.PROSECUTION: "A criminal case was brought against the person.",
    ActSort.SENTENCE: "The person was sentenced by a criminal court.",
    ActSort.FORCE: "Force was used against the person.",
    ActSort.SEARCH: "The home of the person was searched.",
    ActSort.SEARCH_PERSON: "The person was searched.",
    ActSort.SEIZURE: "A telephone, computer or other device was taken from the person.",
    ActSort.INSPECTION: "A device of the person was inspected, or messages on it were read.",
    ActSort.NO_COUNSEL: "The person was kept from counsel.",
    ActSort.CLOSED_HEARING: "A hearing against the person was closed to the public.",
    ActSort.NIGHT_HEARING: "A hearing against the person was held at night.",
    ActSort.CHILD_HELD: "A child was held along with the person.",
    ActSort.SURVEILLANCE: "The person was followed, or their home was watched.",
    ActSort.THREAT: "The person was threatened.",
    ActSort.THREAT_FAMILY: "The family of the person was threatened.",
    ActSort.PRESSURE: "Pressure was put on the person at work.",
    ActSort.CONSCRIPTION: "The person was summoned to military service.",
    ActSort.EXPULSION: "The person was expelled from a place of study.",
    ActSort.DISMISSAL: "The person was dismissed from work.",
    ActSort.ASSEMBLY_BAN: "An assembly was banned.",
    ActSort.DISPERSAL: "An assembly was dispersed.",
    ActSort.ORGANISATION_BAN: "An organisation was banned.",
    ActSort.BLOCKING: "A service on the internet was blocked.",
    ActSort.SPEECH_PENALTY: "The person was penalised for something published or shown.",
    ActSort.POLL_PENALTY: "The person was penalised for an opinion poll.",
    ActSort.CANDIDACY_DENIAL: "The person was kept from standing as a candidate.",
    ActSort.CAMPAIGN_INTIMIDATION: "The person was intimidated in a campaign.",
    ActSort.VOTE_DENIAL: "The person was kept from voting.",
    ActSort.FRAUD_ALLEGED: "The person reported irregularities at an election.",
    ActSort.OTHER: "Something else was done to the person; see the note of the source.",
})  # fmt: skip
STEPS: Mapping[StepSort, str] = MappingProxyType({
    StepSort.DETENTION: "The person was detained.",
    StepSort.POLICE_STATION: "The person was brought to a police station.",
    StepSort.PROTOCOL: "A protocol was drawn up on the person.",
    StepSort.CUSTODY: "The person was taken into custody.",
    StepSort.CELL: "The person was put in a cell.",
    StepSort.SUSPICION: "The person was notified of a suspicion.",
    StepSort.SEARCH: "A search was carried out.",
    StepSort.CHARGE: "The person was charged.",
    StepSort.HEARING: "A hearing was held.",
    StepSort.MEASURE: "A measure of restraint was imposed.",
    StepSort.ARREST: "Administrative arrest was imposed.",
    StepSort.FINE: "A fine was imposed.",
    StepSort.VERDICT: "A verdict was given.",
    StepSort.APPEAL: "An appeal was decided or lodged.",
    StepSort.CASSATION: "A cassation appeal was decided or lodged.",
    StepSort.SERVED: "The sanction was served.",
    StepSort.SUMMONS: "The person was summoned to military service.",
    StepSort.CALL_UP: "The person was called up to military service.",
    StepSort.RELEASE: "The person was released.",
})  # fmt: skip
CONDUCT: Mapping[ConductSort, str] = MappingProxyType({
    ConductSort.ASSEMBLY: "The person took part in an assembly.",
    ConductSort.PUBLIC_EXPRESSION: "The person expressed views in a public place.",
    ConductSort.WRITTEN_EXPRESSION: "The person expressed views in writing or online.",
    ConductSort.COOPERATION: "The person cooperated with an international body, or observed trials or elections.",
    ConductSort.OTHER: "The person did something else, for which, as told, the following was done.",
})  # fmt: skip
CONSEQUENCES: Mapping[ConsequenceSort, str] = MappingProxyType({
    ConsequenceSort.INJURY: "The person was injured.",
    ConsequenceSort.LOST_STUDY: "The person lost a place of study.",
    ConsequenceSort.LOST_WORK: "The person lost work or income.",
    ConsequenceSort.DEBT: "The person was left in debt.",
    ConsequenceSort.CARE_INTERRUPTED: "The person's care of a child was interrupted.",
    ConsequenceSort.OTHER: "Something else followed for the person.",
})  # fmt: skip
DEGREES: Mapping[Degree, str] = MappingProxyType({
    Degree.CARRIED_OUT: "Carried out by: {by}.",
    Degree.ORDERED: "Ordered by: {by}.",
    Degree.PRESENT: "Present: {by}.",
    Degree.WROTE_THE_RULE: "The rule applied was written by: {by}.",
    Degree.FAILED_TO_ACT: "Failed to act: {by}.",
    Degree.SUSPECTED: "Suspected: {by}.",
})  # fmt: skip
STATE: Mapping[StateSays, str] = MappingProxyType({
    StateSays.ACKNOWLEDGES: "The authorities acknowledge it.",
    StateSays.DENIES: "The authorities deny it.",
    StateSays.EXPLAINS: "The authorities explain it otherwise.",
    StateSays.SILENT: "The authorities have said nothing of it.",
})  # fmt: skip
NOT_PURSUED: Mapping[NotPursued, str] = MappingProxyType({
    NotPursued.UNAVAILABLE: "It was not used, as told because it was not available.",
    NotPursued.INEFFECTIVE: "It was not used, as told because it would have had no effect.",
    NotPursued.DANGEROUS: "It was not used, as told because using it was dangerous.",
    NotPursued.TOO_LONG: "It was not used, as told because it took unreasonably long.",
    NotPursued.NOT_STATED: "It was not used; no reason is stated.",
})  # fmt: skip
OUTCOMES: Mapping[RemedyOutcome, str] = MappingProxyType({
    RemedyOutcome.GRANTED: "It was granted.",
    RemedyOutcome.PARTLY_GRANTED: "It was granted in part.",
    RemedyOutcome.REJECTED: "It was rejected.",
    RemedyOutcome.NOT_EXAMINED: "It was not examined.",
    RemedyOutcome.PENDING: "It is pending.",
    RemedyOutcome.NOT_KNOWN: "What came of it is not recorded.",
})  # fmt: skip
_YES_NO: Mapping[str, tuple[str, str]] = MappingProxyType({
    "warrant": ("A warrant or order was shown.", "No warrant or order was shown."),
    "counsel": ("Counsel was present.", "Counsel was not present."),
    "counsel_chosen": ("Counsel was of the person's own choice.", "Counsel was not of the person's own choice."),
    "witnesses": ("Witnesses were present.", "No witnesses were present."),
    "open_to_public": ("The public was let in.", "The public was not let in."),
    "interpreter": ("An interpreter was there.", "No interpreter was there although one was needed."),
    "put_off": ("The hearing was opened and put off.", ""),
    "ground_stated": ("The paper states the ground.", "The paper does not state the ground."),
    "length_stated": ("", "The paper does not state the length."),
    "child_present": ("A child was held or kept waiting along.", ""),
    "cares_for_child": ("The person cared for an infant or child.", ""),
    "exemption": ("An exemption was on file.", ""),
    "repeated": ("The same step was taken more than once.", ""),
    "reversed": ("It was taken back later.", ""),
    "to_prison": ("The verdict was to prison.", "The verdict was not to prison."),
})  # fmt: skip


def truths(record: Step, *names: str) -> Iterator[Said]:
    """What is known of yes-or-no fields of a step, a sentence each; of those not known, nothing."""
    for name in names or tuple(_YES_NO):
        value: Truth = getattr(record, name)
        said = {Truth.YES: _YES_NO[name][0], Truth.NO: _YES_NO[name][1]}.get(value, "")
        if said:
            yield said


def involved(given: Given, thing: str) -> tuple[tuple[Said, ...], tuple[str, ...]]:
    """Who took part in an act or step, a sentence for each degree told, and the claims that tell it."""
    found = told(given, Involvement, lambda record: record.act == thing).tellings
    says: list[Said] = []
    for one in found:
        by = Name(one.record.by)
        denied = one.record.polarity is Polarity.DENIES
        says.append(Message("The source says that this body did not take part: {by}.", by=by) if denied
                    else Message(DEGREES[one.record.degree], by=by))  # fmt: skip
    return tuple(dict.fromkeys(says)), tuple(f for one in found for f in one.facts)


LAW = "Provision: {act}, article {article}."


def provision_said(given: Given, thing: str, says: str = "Provision invoked: {act}, article {article}.") -> Said:
    """A provision by act and article, in the words of the case."""
    fact = next(f for f in given.case.all(Provision) if f.id == thing)
    return Message(says, act=Wording(fact.fact, "act"), article=fact.record.article)


def act(given: Given, one: Telling[Act]) -> Piece:
    """An act in sentences."""
    record, fact = one.record, one.facts[0]
    says: list[Said] = [ACTS[record.sort]]
    if record.region:
        says.append(Message("Place: {region}.", region=Name(record.region)))
    if record.event:
        says.append(Message("Event: {event}.", event=Name(record.event)))
    by, facts = involved(given, one.thing)
    says += by
    for name, sentence in (("reason", _REASON), ("means", _MEANS), ("ended", _ENDED)):
        if getattr(record, name):
            says.append(Message(sentence, said=Wording(fact, name)))
    if record.provision:
        says.append(provision_said(given, record.provision))
    if record.state in STATE:
        says.append(STATE[record.state])
    return Piece(one.said(*says), record.during, (*one.facts, *facts))


_REASON = "Reason that those who acted gave: {said}."
_MEANS = "Means: {said}."
_ENDED = "At the end: {said}."


def step(given: Given, one: Telling[Step]) -> Piece:
    """A step of a procedure in sentences."""
    record = one.record
    says: list[Said] = [STEPS[record.sort]]
    if record.by:
        says.append(Message("By: {by}.", by=Name(record.by)))
    by, facts = involved(given, one.thing)
    says += by
    for value, sentence in (
        (record.hours, "Length in hours: {value}."), (record.days, "Length in days: {value}."),
        (record.months, "Length in months: {value}."),
        (record.counsel_after, "Minutes until counsel was present: {value}."),
    ):  # fmt: skip
        if value is not None:
            says.append(Message(sentence, value=value))
    if record.fine is not None:
        says.append(Message("Amount: {amount}.", amount=record.fine))
    if record.provision:
        says.append(provision_said(given, record.provision, LAW))
    says += truths(record)
    return Piece(one.said(*says), record.during, (*one.facts, *facts))


def conduct(given: Given, one: Telling[Conduct]) -> Piece:
    """What the person did before."""
    says: list[Said] = [CONDUCT[one.record.sort]]
    if one.record.linked is Truth.NO:
        says.append("Nothing in it, as told, is linked to a banned organisation.")
    return Piece(one.said(*says), one.record.during, one.facts)


def consequence(given: Given, one: Telling[Consequence]) -> Piece:
    """What followed for the person."""
    says: list[Said] = [CONSEQUENCES[one.record.sort]]
    if one.record.certified is Truth.YES:
        says.append("A doctor or another body certified it.")
    return Piece(one.said(*says), one.record.during, one.facts)


def remedy(given: Given, one: Telling[Remedy]) -> Piece:
    """A remedy at home: what, to whom, when, with what outcome, or why not."""
    record = one.record
    says: list[Said] = [Message("Remedy: {sort}.", sort=Message(record.sort.value))]
    if record.to:
        says.append(Message("To: {body}.", body=Name(record.to)))
    if record.not_pursued is not None and record.used is not Truth.YES:
        says.append(NOT_PURSUED[record.not_pursued])
    if record.reason:
        says.append(Message("Reasons: {reason}.", reason=Wording(one.facts[0], "reason")))
    if record.filed:
        says.append(Message("Filed: {day}.", day=record.filed))
    if record.decided:
        says.append(Message("Decided: {day}.", day=record.decided))
    if record.used is Truth.YES:
        says.append(OUTCOMES[record.outcome])
    if record.last is Truth.YES:
        says.append("No further ordinary remedy was open after it.")
    return Piece(one.said(*says), record.filed or record.decided, one.facts)


def intervention(given: Given, one: Telling[Intervention]) -> Piece:
    """What anyone did about it, and what came back."""
    record = one.record
    says: list[Said] = [Message("Action: {sort}.", sort=Message(record.sort.value))]
    if record.by:
        says.append(Message("By: {by}.", by=Name(record.by)))
    if record.to:
        says.append(Message("To: {body}.", body=Name(record.to)))
    answers = told(given, Response, lambda reply: reply.intervention == one.thing).tellings
    for answer in answers:
        sort = Message(answer.record.sort.value)
        says.append(Message("Reply: {sort}, {day}.", sort=sort, day=answer.record.during) if answer.record.during
                    else Message("Reply: {sort}.", sort=sort))  # fmt: skip
        if answer.record.says:
            says.append(Message("It says: {said}.", said=Wording(answer.facts[0], "says")))
    if not answers and record.answered is Truth.NO:
        says.append("No reply came.")
    return Piece(one.said(*says), record.during, (*one.facts, *(f for answer in answers for f in answer.facts)))
