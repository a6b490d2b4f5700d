"""Who did what to whom: acts by what was done, by what the state says of them, and by who took part. Numbers only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from saylau.checks.ask import asked
from saylau.checks.detentions_claims import POLICE
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.people import AGGREGATE, COUNSEL, FEW, counted, people
from saylau.checks.registry import check
from saylau.checks.told import is_shown, one_each, unknown
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Act, Involvement, Statement, Step
from saylau.records.kinds.prosecutions import Degree, Polarity, StateSays
from saylau.records.kinds.statements import Stance
from saylau.records.vocabulary import VOCABULARY, lacking
from saylau.values.message import From, Message, Name

ACCOUNTS = "These are accounts; which of two that differ is right is not decided here."
NO_ACT = "The material tells of no act against a single person."
ASK_ACTS = "What was done to whom, by case number, by which body, and what does the state say of it?"


@check(chapter="RP", standards=("ICCPR-2", "ICCPR-9", "ICCPR-19"), area="prosecutions")
def acts(case: Case) -> Iterator[Finding]:
    """Acts against people by what was done, and what the state says of them.

    Each act is counted once, however many tell of it, by the vocabulary of acts; people are counted once for each sort,
    and sorts that concern few people are counted together. The state acknowledges an act, denies it, explains it
    otherwise or is silent; a denial stands beside the account that it denies, and neither replaces the other.
    """
    told = case.all(Act)
    if not told:
        yield unknown(Message(NO_ACT), asked(case, ASK_ACTS, COUNSEL))
        return
    by_state = {state: [f for f in told if f.record.state is state] for state in StateSays}
    denials = _denials(case, told)
    denied = [f for f in told if f.record.state is StateSays.DENIES or _is_denied(case, f)]
    open_ = [f for f in by_state[StateSays.NOT_KNOWN] if f not in denied]
    yield Finding(
        "case",
        Outcome.DISPUTED if denied else Outcome.NOTED,
        Message(
            "Acts told of: {acts}; people against whom: {people}. People of whose acts the state acknowledges one: "
            "{acknowledged}; denies one: {denied}; explains one otherwise: {explained}; is silent on one: {silent}. "
            "People of an act on which it is not known what the state says: {open}.",
            acts=From(_number(told), names(told)),
            people=From(len(people(told)), names(told)),
            acknowledged=len(people(by_state[StateSays.ACKNOWLEDGES])),
            denied=len(people(denied)),
            explained=len(people(by_state[StateSays.EXPLAINS])),
            silent=len(people(by_state[StateSays.SILENT])),
            open=len(people(open_)),
        ),
        facts=names(told),
        context=names(denials),
        measures=(
            counted("people", told, "people against whom acts are told"),
            *_by_sort(case, told),
            counted(
                "acknowledged", by_state[StateSays.ACKNOWLEDGES], "people of whose acts the state acknowledges one"
            ),
            counted("denied", denied, "people of whose acts the state denies one"),
            counted("explained", by_state[StateSays.EXPLAINS], "people of whose acts the state explains one otherwise"),
            counted("silent", by_state[StateSays.SILENT], "people of an act on which the state is silent"),
            counted("not_known", open_, "people of an act on which it is not known what the state says"),
            Measure("denials", len(denials), "statements", "statements that deny an act", names(denials)),
        ),
        method="Acts are counted by their codes, people once for each; denials stand beside the accounts.",
        limits=(AGGREGATE, FEW, ACCOUNTS),
        questions=(asked(case, ASK_STATE, POLICE),) if open_ else (),
    )


ASK_STATE = (
    "Of each act told of: does the state acknowledge it, deny it or explain it otherwise, and in which document?"
)


def _by_sort(case: Case, told: Sequence[Fact[Act]]) -> Iterator[Measure]:
    """People by sort of act. A sort that concerns few is not named, since the name alone may tell who they are."""
    rare: list[Fact[Act]] = []
    for sort, term in VOCABULARY.items():
        own = [f for f in told if f.record.sort is sort]
        if len(people(own)) >= case.info.smallest:
            label = Message(OF_SORT, act=Message(term.title), unit=Message(term.counted_as.value))
            yield counted(f"sort:{sort.value}", own, label)
        else:
            rare += own
    if rare:
        yield counted("sort:rare", rare, "people of acts of sorts that concern few people each")


OF_SORT = "{act}; each such act counts among the {unit}"


def _number(told: Sequence[Fact[Act]]) -> int:
    return len({f.id for f in told})


def _is_denied(case: Case, act: Fact[Act]) -> bool:
    """Whether a telling of it says that it was not so: of who took part, or in the statement on it."""
    claims = case.where(Involvement, act=act.id)
    return any(f.record.polarity is Polarity.DENIES for f in claims)


def _denials(case: Case, told: Sequence[Fact[Act]]) -> tuple[Fact[Statement], ...]:
    """The statements in which the state denies an act."""
    found = {f.record.state_record for f in told if f.record.state is StateSays.DENIES and f.record.state_record}
    return tuple(s for s in case.where(Statement, stance=Stance.DENIES) if s.id in found)


@check(chapter="RP", standards=("ICCPR-2",), area="prosecutions")
def involvement(case: Case) -> Iterator[Finding]:
    """Which bodies took part in the acts told of, and in what degree, as asserted and as denied.

    Bodies and offices are named, never private people. Carried out, ordered, present, author of the rule, failed to act
    and suspected are kept apart; what one source asserts and another denies is counted under both.
    """
    told = [f for f in case.all(Involvement) if is_shown(case, f.record.by)]
    if not told:
        asks = "Which bodies carried out, ordered or failed to prevent the acts that are told of?"
        yield unknown(Message("The material names no body that took part in an act."), asked(case, asks, COUNSEL))
        return
    groups: dict[tuple[str, Degree, Polarity], list[Fact[Involvement]]] = {}
    for f in told:
        groups.setdefault((str(f.record.by), f.record.degree, f.record.polarity), []).append(f)
    said, denied = (
        {(f.record.act, f.record.by) for f in told if f.record.polarity is polarity}
        for polarity in (Polarity.ASSERTS, Polarity.DENIES)
    )
    both = said & denied
    disputed = _upon(case, [f for f in told if (f.record.act, f.record.by) in both])
    named = _upon(case, [f for f in told if f.record.polarity is Polarity.ASSERTS])
    yield Finding(
        "case",
        Outcome.DISPUTED if both else Outcome.NOTED,
        Message(
            "Bodies and offices named: {bodies}; people of whose act or step one source asserts that a body took part "
            "in it and another denies it: {disputed}.",
            bodies=tuple(Name(body) for body in dict.fromkeys(str(f.record.by) for f in told)),
            disputed=len(people(disputed)),
        ),
        facts=names(told),
        context=tuple(name for name in names((*named, *disputed)) if name not in names(told)),
        measures=(
            *(_of_group(case, *key, group) for key, group in groups.items()),
            counted("disputed", disputed, "people of whose act one source asserts it and another denies it"),
        ),
        method="People are counted once for each body, degree and polarity.",
        limits=(AGGREGATE, FEW, ACCOUNTS, "To have taken part is not to be responsible under criminal law."),
        questions=(
            asked(case, "Who ordered the acts in which bodies took part, and who answered for them?", POLICE),
        ),
    )  # fmt: skip


OF_GROUP = {
    Polarity.ASSERTS: "{body}: {degree}, as asserted",
    Polarity.DENIES: "{body}: {degree}, as denied",
}


def _of_group(case: Case, body: str, degree: Degree, polarity: Polarity, group: Sequence[Fact[Involvement]]) -> Measure:
    label = Message(OF_GROUP[polarity], body=Name(body), degree=Message(degree.value))
    return counted(f"{body}:{degree.name.lower()}:{polarity.value}", _upon(case, group), label)


def _upon(case: Case, told: Sequence[Fact[Involvement]]) -> tuple[Fact[Act | Step], ...]:
    """The acts and steps in which a body is said to have taken part, each once."""
    refs = dict.fromkeys(f.record.act for f in told)
    return tuple(case.get(ref) for ref in refs if case.claims(ref))


@check(chapter="RP", area="prosecutions")
def act_fields(case: Case) -> Iterator[Finding]:
    """Acts that lack what their code requires: when, where, under which provision, at which event.

    The vocabulary says of each code what a row needs to be told as that. What is missing is counted by field and asked;
    where safety keeps it out of the record, it stays so, and the count tells how many rows that concerns.
    """
    told = case.all(Act)
    if not told:
        yield unknown(Message(NO_ACT), asked(case, ASK_ACTS, COUNSEL))
        return
    bare = [f for f in one_each(told) if lacking(f.record)]
    wanting: dict[str, list[Fact[Act]]] = {field: [] for field in ASKED}
    for f in bare:
        for field in lacking(f.record):
            wanting[field].append(f)
    missing = {field: rows for field, rows in wanting.items() if rows}
    yield Finding(
        "case",
        Outcome.UNKNOWN if bare else Outcome.NOTED,
        Message(
            "People against whom acts are told: {people}; of whom an act lacks a field that its code requires: {bare}.",
            people=From(len(people(told)), names(told)),
            bare=len(people(bare)),
        ),
        facts=names(told),
        measures=(
            counted("people", told, "people against whom acts are told"),
            counted("lacking", bare, "people of whom an act lacks a field that its code requires"),
            *(
                counted(field, rows, Message(FIELD, field=Message(field.replace("_", " "))))
                for field, rows in missing.items()
            ),
        ),
        method="Each act is held against the fields that the vocabulary requires for its code.",
        limits=(
            AGGREGATE,
            "A field may be left out to protect a person; then the question has an answer kept elsewhere.",
        ),
        questions=tuple(asked(case, ASKED[field], COUNSEL) for field in missing),
    )


FIELD = "people of whom an act lacks the field: {field}"
ASKED: Mapping[str, str] = {
    "during": "Of acts told without a time: when did each happen?",
    "region": "Of acts told without a place: in which region did each happen?",
    "provision": "Of acts told without a provision: under which was each taken?",
    "step": "Of acts told without a step of procedure: of which was each a part, and which paper tells of it?",
    "event": "Of acts told without their event: with which was each connected?",
    "after": "Of acts told without what went before: what had the person done or said?",
    "means": "Of uses of force told without their means: which were used?",
    "reason": "Of acts told without a reason: which was given?",
}
"""The question for each field that a code may require. The code is not named: few people may stand behind it."""
