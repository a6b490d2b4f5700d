"""A number that someone states is not a list of people: both stand, and what each says of the other. None is added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from saylau.checks.addressees import author
from saylau.checks.ask import asked
from saylau.checks.detentions_claims import NEVER_ADDED, Claim, as_count, number, public, unit, who
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.people import AGGREGATE, COUNSEL
from saylau.checks.registry import check
from saylau.checks.told import fit, is_shown, one_each, unknown
from saylau.law.asked import Asked
from saylau.methods.reconcile import Against, CountClaim, Scope, against
from saylau.records.base import Ref
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Act, Event, PeopleList, Person, Protest, Region, Step
from saylau.records.kinds.lists import ListUnit
from saylau.records.kinds.prosecutions import StepSort
from saylau.records.kinds.protests import TallySubject
from saylau.records.vocabulary import VOCABULARY, CountedAs
from saylau.values import Count, Truth, When
from saylau.values.message import Message, Name, Value

STOPS = (StepSort.DETENTION, StepSort.POLICE_STATION)
PEOPLE, DETENTIONS = "people", "detentions"

Row = Fact[Step] | Fact[Act]


@dataclass(frozen=True)
class Result:
    """A stated number, and what a list or the record of single people says of it."""

    claim: Claim
    said: Against
    surely: tuple[Row, ...] = ()
    """What is recorded surely within its days and places."""
    perhaps: tuple[Row, ...] = ()
    """The same and what may lie within them."""


@check(chapter="FA", standards=("ICCPR-9", "GC35-17"), area="detentions")
def recorded(case: Case) -> Iterator[Finding]:
    """Numbers stated of people detained against the people whose detention is recorded one by one.

    Of the detentions recorded, those that lie surely and those that may lie within the days and places of a number are
    counted, each person once. The number is then met by them, higher or lower. People are compared with people and
    detentions with detentions; where a number does not say which it counts, only what holds for both is told. Nothing
    is added.
    """
    claims = fit(case, public(case, TallySubject.PEOPLE_DETAINED))
    rows = detentions(case)
    if not claims or not rows:
        asks = (
            "Whose detentions are documented one by one, by case number, and how many are stated to have been detained?"
        )
        yield unknown(Message("The material holds no stated number beside detentions of single people."),
                      asked(case, asks, COUNSEL))  # fmt: skip
        return
    results = beside_numbers(case)
    used = tuple(dict.fromkeys(row for r in results if r.said is not Against.NOT_COMPARABLE for row in r.perhaps))
    yield Finding(
        "case",
        _outcome(results),
        _says(results, SAYS),
        facts=(*names(claims), *names(used)),
        measures=(
            Measure("people", heads(case, rows), "people", "people whose detention is recorded", names(rows)),
            *(_measure(case, r) for r in results),
        ),
        method=METHOD,
        assumptions=(ONE_DAY,) if any(_is_one_day(c) for c in claims) else (),
        limits=(NEVER_ADDED, AGGREGATE, NOT_ALL),
        questions=tuple(dict.fromkeys(q for r in results for q in _questions(case, r))),
    )


METHOD = (
    "Unit first, then days and places: a record of single people shows that there were at least as many; what it lacks "
    "shows nothing of those who are not on it."
)
NOT_ALL = "The record holds those whom its sources tell of; that a number is higher does not show that it is wrong."
ONE_DAY = "Of a number of one day each person is taken to be counted once (assumed)."
SAYS = (
    "Numbers of people detained, as stated, higher than what is recorded of single people: {higher}; met by it: {met}; "
    "lower than it: {lower}; not comparable: {open}. No total was formed."
)
SAYS_OF_LIST = (
    "The list {name} holds entries: {entries}. Numbers of people detained, as stated, higher than it: {higher}; that "
    "it meets or of which it covers a part: {met}; lower than it: {lower}; not comparable: {open}. No total was formed."
)


def beside_numbers(case: Case) -> tuple[Result, ...]:
    """Each stated number of people detained with the detentions recorded within it.

    How many they are is not printed for each number: the difference of two such counts could tell of one person.
    """
    rows = detentions(case)
    return tuple(_of_rows(case, claim, rows) for claim in fit(case, public(case, TallySubject.PEOPLE_DETAINED)))


def detentions(case: Case) -> tuple[Row, ...]:
    """Detentions recorded of single people, each once: an act that is a step of procedure stands with that step."""
    steps = one_each(f for f in case.all(Step) if f.record.sort in STOPS)
    known = {f.id for f in steps}
    acts = one_each(
        f
        for f in case.all(Act)
        if VOCABULARY[f.record.sort].counted_as is CountedAs.DETENTIONS and f.record.step not in known
    )
    return (*fit(case, steps), *fit(case, acts))


def heads(case: Case, rows: Iterable[Row]) -> Count:
    """How many different people some rows concern; a group under one case number with its own number."""
    found = [case.claims(person) for person in dict.fromkeys(row.record.person for row in rows)]
    groups = (c[0].record.people if c and isinstance(c[0].record, Person) else None for c in found)
    return sum((group or Count.of(1) for group in groups), Count.of(0))


def _of_rows(case: Case, claim: Claim, rows: Sequence[Row]) -> Result:
    """What the recorded detentions say of a number: those within its scope are a list of that very scope."""
    scope = as_count(case, claim).scope
    if not scope.known:
        return Result(claim, Against.NOT_COMPARABLE)
    lie = {row: _inside(case, row, scope) for row in rows}
    surely = tuple(row for row, inside in lie.items() if inside is Truth.YES)
    perhaps = tuple(row for row, inside in lie.items() if inside is not Truth.NO)
    unit_of = counted_as(claim)
    said = {
        against(CountClaim(u, _bounds(case, u, surely, perhaps), scope), CountClaim(u, claim.record.number, scope))
        for u in ((unit_of,) if unit_of else (PEOPLE, DETENTIONS))
    }
    return Result(claim, said.pop() if len(said) == 1 else Against.NOT_COMPARABLE, surely, perhaps)


def _bounds(case: Case, unit_of: str, surely: Sequence[Row], perhaps: Sequence[Row]) -> Count:
    low, high = (heads(case, rows) if unit_of == PEOPLE else Count.of(len(rows)) for rows in (surely, perhaps))
    return Count.between(low.low, high.high)


def counted_as(claim: Claim) -> str:
    """Whether a number counts people or detentions; empty where that is not stated and cannot be taken for granted."""
    if claim.record.each_once is Truth.NO:
        return DETENTIONS
    return PEOPLE if claim.record.each_once is Truth.YES or _is_one_day(claim) else ""


def _is_one_day(claim: Claim) -> bool:
    during = claim.record.during
    return claim.record.each_once is Truth.UNKNOWN and during is not None and during.exact_day is not None


def _inside(case: Case, row: Row, scope: Scope) -> Truth:
    """Whether a detention lies within the days and places of a number."""
    during = row.record.during
    if during is None or scope.during is None:
        return Truth.UNKNOWN
    in_time = Truth.UNKNOWN
    if during.whole().within(scope.during.whole()) is Truth.YES:
        in_time = Truth.YES
    elif during.overlaps(scope.during) is Truth.NO:
        in_time = Truth.NO
    if scope.everywhere or in_time is Truth.NO:
        return in_time
    places = _places(case, row)
    if not places:
        return in_time & Truth.UNKNOWN
    in_place = Truth.YES if places <= scope.places else Truth.UNKNOWN if places & scope.places else Truth.NO
    return in_time & in_place


def _places(case: Case, row: Row) -> frozenset[str]:
    """Where it happened, as far as told: its region, else the places of its event."""
    if isinstance(row.record, Act) and row.record.region:
        return frozenset({case.get(row.record.region).record.name})
    return _of_event(case, row.record.event)[0] if row.record.event else frozenset()


def _of_event(case: Case, event: Ref[Event | Protest] | Ref[Protest]) -> tuple[frozenset[str], When | None]:
    """Places and days of an event."""
    record = case.get(event).record
    if isinstance(record, Protest):
        return frozenset(record.places), record.during
    region: Region | None = case.get(record.region).record if record.region else None
    return frozenset({region.name} if region else ()), record.during


@check(chapter="FA", standards=("ICCPR-9", "GC35-17"), area="detentions")
def lists(case: Case) -> Iterator[Finding]:
    """Each list of people against the numbers that are stated: what it meets, lacks or exceeds.

    A list and a number are compared where both count people, or both detentions, and where the days and places of one
    lie within those of the other. Lists are never added: one may be copied from another, and one person may stand on
    several.
    """
    told = one_each(f for f in case.all(PeopleList) if f.display is Display.PUBLIC)
    claims = fit(case, public(case, TallySubject.PEOPLE_DETAINED))
    if not told or not claims:
        asks = "Which lists of the people detained are kept, by whom, of which days and places, and what is one entry?"
        yield unknown(
            Message("The material holds no list of people beside a stated number."), asked(case, asks, COUNSEL)
        )
        return
    for one in told:
        yield _of_list(case, one, [_by_list(case, one, claim) for claim in claims])


def _by_list(case: Case, one: Fact[PeopleList], claim: Claim) -> Result:
    record = one.record
    unit_of = {ListUnit.PEOPLE: PEOPLE, ListUnit.DETENTIONS: DETENTIONS}.get(record.unit)
    if unit_of is None or counted_as(claim) != unit_of:
        return Result(claim, Against.NOT_COMPARABLE)
    places, during = _of_event(case, record.event) if record.event else (frozenset[str](), None)
    listed = CountClaim(unit_of, record.entries, Scope(places, during=record.during or during))
    return Result(claim, against(listed, replace(as_count(case, claim), quantity=unit_of)))


def _of_list(case: Case, one: Fact[PeopleList], results: Sequence[Result]) -> Finding:
    copied = [ref for ref in one.record.derived_from if is_shown(case, ref)]
    entries = Measure("entries", one.record.entries, Message(one.record.unit.value), "entries of the list", (one.fact,))
    return Finding(
        one.id,
        _outcome(results),
        _says(results, SAYS_OF_LIST, name=Name(one.id), entries=one.record.entries),
        facts=(one.fact, *(r.claim.fact for r in results if r.said is not Against.NOT_COMPARABLE)),
        context=tuple(r.claim.fact for r in results if r.said is Against.NOT_COMPARABLE),
        measures=(entries, *(_measure(case, r) for r in results)),
        method=METHOD,
        assumptions=("The people on the list are taken to have been detained (assumed).",),
        limits=(
            NEVER_ADDED,
            NOT_ALL,
            *((Message(COPIED, lists=tuple(map(Name, copied))),) if copied else ()),
        ),
        questions=tuple(dict.fromkeys(q for r in results for q in _questions(case, r, of=one))),
    )  # fmt: skip


COPIED = "It was copied, wholly or in part, from: {lists}."
LABELS: Mapping[Against, str] = {
    Against.SHORTFALL: "higher than the record; stated by {who}",
    Against.OVERLAP: "met by the record; stated by {who}",
    Against.CONTRADICTION: "lower than the record; stated by {who}",
    Against.NOT_COMPARABLE: "not comparable; stated by {who}",
}


def _measure(case: Case, result: Result) -> Measure:
    label = Message(LABELS[result.said], who=who(case, result.claim))
    claim = result.claim
    return Measure(f"stated:{claim.fact}", claim.record.number, unit(claim), label, (claim.fact,))


def _outcome(results: Sequence[Result]) -> Outcome:
    found = {r.said for r in results}
    if Against.CONTRADICTION in found:
        return Outcome.DISPUTED
    return Outcome.UNKNOWN if found <= {Against.NOT_COMPARABLE} else Outcome.NOTED


def _says(results: Sequence[Result], template: str, **more: Value) -> Message:
    def of(said: Against) -> Value:
        return tuple(number(r.claim) for r in results if r.said is said) or (Message("none"),)

    return Message(
        template,
        higher=of(Against.SHORTFALL),
        met=of(Against.OVERLAP),
        lower=of(Against.CONTRADICTION),
        open=of(Against.NOT_COMPARABLE),
        **more,
    )


def _questions(case: Case, result: Result, of: Fact[PeopleList] | None = None) -> Iterator[Asked]:
    """What would settle a number that cannot be compared, or that a list exceeds."""
    claim = result.claim
    if result.said is Against.CONTRADICTION:
        yield asked(case, Message(EXCEEDED, number=claim.record.number), author(case, (claim.fact,)))
    if not counted_as(claim):
        yield asked(case, Message(PEOPLE_OR_DETENTIONS, number=claim.record.number), author(case, (claim.fact,)))
    if result.said is not Against.NOT_COMPARABLE:
        return
    if not as_count(case, claim).scope.known:
        yield asked(case, Message(WHICH_SCOPE, number=claim.record.number), author(case, (claim.fact,)))
    elif of is not None and counted_as(claim):
        yield asked(case, Message(WHICH_LIST, name=Name(of.id)), author(case, (of.fact,)))


EXCEEDED = "More detentions are recorded than the stated number of people detained: {number}. Whom did it count?"
PEOPLE_OR_DETENTIONS = (
    "Does the stated number count people, each of them once, or detentions, so that one person may stand in it several "
    "times: {number}?"
)
WHICH_SCOPE = "Which days and places does the stated number of people detained cover: {number}?"
WHICH_LIST = "What is one entry of the list {name}, and which days and places does it cover?"
