"""Voters: totals that agree or differ, growth between elections, lists published or not, and who may not vote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from saylau.checks.addressees import commission
from saylau.checks.ask import asked, register
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import Check, check
from saylau.checks.told import besides, fit, speakers, unknown
from saylau.law.asked import Asked
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import PastElection, VoterExclusion, VoterList, VoterTotal
from saylau.values import Truth, When
from saylau.values.message import From, Message, Name, Percent, Wording

Total = Fact[VoterTotal]

TOTALS_ASKED = "How many voters stood on the lists, on which day, and how was the number drawn up?"
LISTS_ASKED = (
    "How did voters come onto the lists, where and when could they check their entry, were totals by polling station "
    "published, and how many were added or removed?"
)
EXCLUDED_ASKED = "Which citizens had no vote, under which provision, and how many were they?"


def _by_thing(totals: Sequence[Total]) -> tuple[tuple[Total, ...], ...]:
    """Totals of one thing together, in row order."""
    return tuple(tuple(f for f in totals if f.id == thing) for thing in dict.fromkeys(f.id for f in totals))


@check(chapter="VR", standards=("CPH-7.3", "ICCPR-25"))
def totals(case: Case) -> Iterator[Finding]:
    """Whether the totals of voters that are stated agree.

    Totals of one day and basis are compared with each other: different numbers are disputed. Totals of different days
    are not: between them stands the growth.
    """
    own = fit(case, case.where(VoterTotal, election=case.info.election))
    if not own:
        says = Message("The material gives no total of voters for the assessed election.")
        yield unknown(says, asked(case, TOTALS_ASKED, commission(case)))
        return
    groups = _by_thing(own)
    differ = [g for g in groups if len({f.record.voters for f in g}) > 1]
    measures = [Measure(f"voters:{f.fact}", f.record.voters, "voters", _basis(f), (f.fact,)) for g in groups for f in g]
    gaps = tuple(m for g in differ for m in _gap(g))
    yield Finding(
        "case",
        Outcome.DISPUTED if differ else Outcome.IN_LINE if any(len(g) > 1 for g in groups) else Outcome.NOTED,
        _totals_say(case, own, differ),
        facts=names(own),
        measures=(*measures, *gaps, *_growth_within(groups)),
        limits=(
            "Lists of different days differ rightly: people come of age, move and die.",
            "A total says nothing of who is on the lists.",
        ),
        questions=tuple(asked(case, TOTALS_ASKED, commission(case), _basis(g[0])) for g in differ),
    )


def _basis(fact: Total) -> Message:
    if not fact.record.basis:
        return Message("voters, {on}", on=fact.record.as_of or Message("day not stated"))
    return Message(
        "{basis}, {on}", basis=Wording(fact.fact, "basis"), on=fact.record.as_of or Message("day not stated")
    )


def _totals_say(case: Case, own: Sequence[Total], differ: Sequence[Sequence[Total]]) -> Message:
    numbers = tuple(From(f.record.voters, (f.fact,)) for f in own)
    days = tuple(f.record.as_of or Message("day not stated") for f in own)
    who = speakers(case, names(own))
    if differ:
        return Message(
            "Totals of voters as {who} stated: {numbers}, of {days}. Totals of one day that disagree: {sets}.",
            who=who, numbers=numbers, days=days, sets=len(differ),
        )  # fmt: skip
    return Message(
        "Totals of voters as {who} stated: {numbers}, of {days}. None of them disagree.",
        who=who, numbers=numbers, days=days,
    )  # fmt: skip


def _gap(group: Sequence[Total]) -> tuple[Measure, ...]:
    """How far two exact totals of one thing lie apart."""
    exact = sorted({f.record.voters.exact for f in group if f.record.voters.exact is not None})
    if len(exact) < 2:
        return ()
    how = f"{exact[-1]} - {exact[0]}"
    return (
        Measure(f"gap:{group[0].id}", exact[-1] - exact[0], "voters", "between totals of one day", names(group), how),
    )


def _growth_within(groups: Sequence[Sequence[Total]]) -> tuple[Measure, ...]:
    """Growth from the earliest to the latest dated total of the election, over every telling of both."""
    dated = sorted(((on, g) for g in groups if (on := g[0].record.as_of)), key=lambda pair: pair[0].sort_key())
    return _growth(dated[0][1], dated[-1][1], "growth_within") if len(dated) > 1 else ()


def _growth(first: Sequence[Total], last: Sequence[Total], name: str) -> tuple[Measure, ...]:
    found: list[Measure] = []
    for old in first:
        for new in last:
            before, after = old.record.voters.exact, new.record.voters.exact
            if before and after:
                share, how = Percent(Fraction(after - before, before), 2), f"({after} - {before}) / {before}"
                label = Message("growth, {one} to {other}", one=_basis(old), other=_basis(new))
                suffix = f":{len(found) + 1}" if found else ""
                found.append(Measure(f"{name}{suffix}", share, "", label, (old.fact, new.fact), how))
    return tuple(found)


@check(chapter="VR", standards=("CPH-7.3",))
def growth(case: Case) -> Iterator[Finding]:
    """How much the number of voters changed since the election before.

    The first total of the assessed election against the latest total of an earlier one; no threshold is set.
    """
    own = fit(case, case.where(VoterTotal, election=case.info.election))
    earlier = [
        f
        for f in case.all(PastElection)
        if f.record.held.before(When.on(case.info.poll)) is Truth.YES and case.where(VoterTotal, election=f.id)
    ]
    if not own or not earlier:
        says = Message("The material gives no totals of voters of two elections to compare.")
        asks = "How many voters stood on the lists of the election before, and on which day?"
        yield unknown(says, asked(case, asks, commission(case)), facts=names(own))
        return
    before = max(earlier, key=lambda f: f.record.held.sort_key())
    old, new = fit(case, case.where(VoterTotal, election=before.id)), _by_thing(own)[0]
    yield Finding(
        "case",
        Outcome.NOTED,
        Message(
            "Voters on the lists of {before}: {old}; of the assessed election: {new}.",
            before=Name(before.id),
            old=tuple(From(f.record.voters, (f.fact,)) for f in old),
            new=tuple(From(f.record.voters, (f.fact,)) for f in new),
        ),
        facts=(*names(old), *names(new)),
        context=besides(own, names(new)),
        measures=_growth(old, new, "growth"),
        limits=("Growth may follow from births eighteen years before, migration, or another way of counting.",),
    )


@check(chapter="VR", standards=("CPH-7.3", "GC25-11"))
def lists(case: Case) -> Iterator[Finding]:
    """Whether voters could check the lists, and whether lists or totals by station were published.

    As stated; lists that were not published, or whose entries voters could not check, are a concern.
    """
    rows = fit(case, case.where(VoterList, election=case.info.election))
    if not rows:
        says = Message("The material does not say how voter lists were drawn up or could be checked.")
        yield unknown(says, asked(case, LISTS_ASKED, commission(case)))
        return
    record = rows[0].record
    amiss = Truth.NO in (record.published, record.own_entry)
    known = Truth.UNKNOWN not in (record.published, record.own_entry)
    yield Finding(
        "case",
        Outcome.CONCERN if amiss else Outcome.IN_LINE if known else Outcome.UNKNOWN,
        Message(
            "Voter lists or their totals by station published: {published}; voters could check their own entry: {own}; "
            "voters could be added on voting day: {added}.",
            published=record.published,
            own=record.own_entry,
            added=record.election_day_entry,
        ),
        facts=names(rows),
        measures=tuple(
            Measure(name, value, "voters", label, (rows[0].fact,))
            for name, value, label in (("added", record.added, "added"), ("removed", record.removed, "removed"))
            if value is not None
        ),
        limits=("Publication of lists and protection of personal data are weighed by people.",),
        questions=() if known else (asked(case, LISTS_ASKED, commission(case)),),
    )


@check(chapter="VR", standards=("ICCPR-25", "CRPD-29", "CPH-7.3"))
def exclusions(case: Case) -> Iterator[Finding]:
    """Who had no vote, or was kept from it.

    Groups recorded as excluded by law or kept from voting in practice. An exclusion that holds without an individual
    decision is a concern; whether it is reasonable is for people to judge.
    """
    rows = fit(case, case.where(VoterExclusion, election=case.info.election))
    if not rows:
        says = Message("The material does not say which citizens had no vote.")
        yield unknown(says, asked(case, EXCLUDED_ASKED, register(case)))
        return
    blanket = [f for f in rows if f.record.blanket is Truth.YES or f.record.in_law is Truth.NO]
    yield Finding(
        "case",
        Outcome.CONCERN if blanket else Outcome.NOTED,
        Message(
            "Groups of which some or all had no vote or were kept from it, as {who} stated: {groups}. Without an "
            "individual decision: {blanket}; not stated whether: {unstated}.",
            who=speakers(case, names(rows)),
            groups=tuple(Message(f.record.group.value) for f in rows),
            blanket=sum(f.record.blanket is Truth.YES for f in rows),
            unstated=sum(f.record.blanket is Truth.UNKNOWN for f in rows),
        ),
        facts=names(rows),
        measures=tuple(
            Measure(f"number:{f.fact}", f.record.number, "people", Message(f.record.group.value), (f.fact,))
            for f in rows
            if f.record.number is not None
        ),
        limits=("How many people a group holds is told only where it is stated.",),
        questions=_exclusion_questions(case, rows),
    )


def _exclusion_questions(case: Case, rows: Sequence[Fact[VoterExclusion]]) -> tuple[Asked, ...]:
    open_ones = [f for f in rows if f.record.provision is None or f.record.blanket is Truth.UNKNOWN]
    return (asked(case, EXCLUDED_ASKED, register(case)),) if open_ones else ()


CHECKS: tuple[Check, ...] = (totals, growth, lists, exclusions)
