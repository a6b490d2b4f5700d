"""Why no number of people in all is told: each reason in words, with the question whose answer would change that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from saylau.checks.ask import asked
from saylau.checks.detentions_linked import Group, List, copied
from saylau.law.asked import Asked
from saylau.methods.capture.assess import Refusal
from saylau.records.case import Case
from saylau.records.fact import Display
from saylau.records.kinds.lists import ListUnit
from saylau.values import Truth
from saylau.values.message import Message, Name, Said

KEEPERS = "those who keep the lists"
LINKERS = "those who linked the lists"


@dataclass(frozen=True)
class Reason:
    """One reason, and what to ask."""

    says: Message
    asks: Said
    who: Said

    def question(self, case: Case) -> Asked:
        """The question to put."""
        return asked(case, self.asks, self.who)


def reasons(case: Case, group: Group) -> tuple[Reason, ...]:
    """What speaks against an estimate before any number is looked at: units, linking, time, copying, who is missed."""
    found = (_units(group), _linking(group), _open(group), _copies(case, group), _misses(group))
    return tuple(reason for part in found for reason in part)


def _units(group: Group) -> Iterator[Reason]:
    for one in group.lists:
        if one.record.unit is not ListUnit.PEOPLE:
            yield Reason(
                Message("an entry is not a person in the list {name}", name=Name(one.id)),
                Message("Which entries are of the same person in the list {name}?", name=Name(one.id)),
                keeper(one),
            )


def _linking(group: Group) -> Iterator[Reason]:
    if len(group.linked) < 2:
        yield Reason(
            Message("the entries were linked in one way only"),
            "How many people come out, and on which lists, if entries are linked more strictly and if more loosely?",
            LINKERS,
        )
    for one in group.linked:
        if one.histories is None:
            yield Reason(
                Message(
                    "the overlaps of the linkage {name} are not stated exactly or do not add up",
                    name=Name(one.claim.id),
                ),
                Message("How many people stand on exactly which lists by the linkage {name}?", name=Name(one.claim.id)),
                LINKERS,
            )


def _open(group: Group) -> Iterator[Reason]:
    for one in group.lists:
        if one.record.closed is not Truth.YES:
            yield Reason(
                Message(
                    "people could come and go in the time of the list {name}, or that is not told", name=Name(one.id)
                ),
                Message("Of which single event is each entry of the list {name}?", name=Name(one.id)),
                keeper(one),
            )
    if len({one.record.event for one in group.lists}) > 1:
        yield Reason(
            Message("the lists are not of one event"),
            "Which entries of each list are of the same event, so that the lists can be linked event by event?",
            KEEPERS,
        )


def _copies(case: Case, group: Group) -> Iterator[Reason]:
    for one, other in copied(case, group.lists):
        yield Reason(
            Message("one was made from the other, or both from a third: {lists}", lists=(Name(one.id), Name(other.id))),
            Message("Which entries did one list take from the other: {lists}?", lists=(Name(one.id), Name(other.id))),
            keeper(one),
        )


def _misses(group: Group) -> Iterator[Reason]:
    for one in group.lists:
        if one.record.misses:
            yield Reason(
                Message("some people could not have stood on the list {name} at all", name=Name(one.id)),
                Message(
                    "Which entries of all lists are of people who could have stood on the list {name}, so that the "
                    "lists can be linked for them alone?",
                    name=Name(one.id),
                ),
                LINKERS,
            )


def keeper(one: List) -> Said:
    """Who keeps a list; those who keep the lists where that is not told."""
    if one.record.kept_by is None or one.display is not Display.PUBLIC:
        return KEEPERS
    return Message("{name}", name=Name(one.record.kept_by))


TOLD: Mapping[Refusal, str] = {
    Refusal.TWO_LISTS: "only two lists hold anybody, so that their independence cannot be tested",
    Refusal.FEW_LISTS: "fewer than two lists hold anybody",
    Refusal.APART: "a list, or several together, share nobody with the others",
    Refusal.FEW_PEOPLE: "fewer than 30 people stand on the lists",
    Refusal.FEW_SHARED: "fewer than 10 people stand on two lists or more, or nobody on exactly two",
    Refusal.NO_ESTIMATE: "the overlaps do not determine a number",
    Refusal.BELOW_THE_BOUND: (
        "the estimate is lower than the lower bound: lists avoid each other, or too few people stand on several"
    ),
    Refusal.MODELS_DIFFER: "models that fit equally well differ by more than a half",
}
ANOTHER = "Does anybody keep a further list of the same people, made without knowledge of the others?"


def of_tables(refusals: Iterable[Refusal]) -> tuple[Reason, ...]:
    """What the tables themselves refuse, each reason once."""
    return tuple(Reason(Message(TOLD[r]), ANOTHER, KEEPERS) for r in dict.fromkeys(refusals))
