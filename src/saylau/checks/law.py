"""The law itself: how long before the election it last changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import Check, check
from saylau.checks.told import besides, fit, unknown
from saylau.methods.dates import in_words, year_before
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import LawChange, Question
from saylau.records.kinds.law import Step, Subject
from saylau.values import Ends, Truth, When, days_between
from saylau.values.message import From, Message

PARLIAMENT = "the official collection of laws"


@check(chapter="LF", standards=("VC-II.2.b",))
def stability(case: Case) -> Iterator[Finding]:
    """How long before voting day the electoral law last changed.

    Calendar days from each adopted change of electoral law, or of core rules of elections, to voting day, against one
    calendar year. Source of the measure: Venice Commission, Code of Good Practice in Electoral Matters, II.2.b. Only a
    change of core rules counts against it, and what is core is a person's judgement, taken from the record.
    """
    changes = _changes(case)
    if not changes:
        says = Message("The material holds no dated change of the electoral law; no assessment was made.")
        asks = "When was the electoral law last changed before the election, and what changed?"
        yield unknown(says, Question(asks=asks, who=PARLIAMENT))
        return
    recent = [f for f in changes if _within_a_year(f.record.on, case.info.poll)]
    core = [f for f in recent if f.record.core is Truth.YES]
    unread = [f for f in recent if f.record.core is Truth.UNKNOWN]
    facts = tuple(f.fact for f in (core or recent or changes))
    yield Finding(
        "case",
        Outcome.CONCERN if core else Outcome.UNKNOWN if unread else Outcome.IN_LINE,
        _says(case, changes, recent, core),
        facts=facts,
        context=besides(changes, facts),
        measures=tuple(_measure(f, case.info.poll) for f in changes),
        method="Calendar days from each change to voting day; recent is what lies within one calendar year of it.",
        assumptions=("A change counts from the day that the record gives, be it adoption or entry into force.",),
        limits=(
            "The standard is on core rules only: the electoral system, the membership of commissions, constituencies.",
            "Whether a change touched them, and whether it was made for the better, is for a person to judge.",
            "The list of changes is that of the case and may not be complete.",
        ),
        questions=tuple(_what_changed(f) for f in unread),
    )


def _changes(case: Case) -> tuple[Fact[LawChange], ...]:
    """Changes of electoral law or core rules that were made by voting day, in order of time."""
    poll = When.on(case.info.poll)
    found = [
        f
        for f in case.all(LawChange)
        if f.record.step is not Step.PROPOSED
        and (f.record.core is Truth.YES or f.record.election_law is Truth.YES)
        and f.record.on.after(poll) is not Truth.YES
    ]
    return tuple(sorted(fit(case, found), key=lambda f: (f.record.on.sort_key(), f.fact)))


def _within_a_year(on: When, poll: date) -> bool:
    """Whether a change may lie less than a calendar year before voting day."""
    return on.last is None or on.last > year_before(poll)


def _measure(change: Fact[LawChange], poll: date) -> Measure:
    days = days_between(change.record.on, When.on(poll), Ends.ONE)
    how = f"{change.record.on} to {poll}"
    return Measure(change.fact, days, "days", "days from the change to voting day", (change.fact,), how)


def _what_changed(change: Fact[LawChange]) -> Question:
    unread = change.record.about is Subject.EDITION
    asks = "Which articles did the edition change, and were core rules of elections among them?"
    if not unread:
        asks = "Did the change touch core rules of elections?"
    return Question(
        asks=f"{change.record.act}, {in_words(change.record.on)}, {change.record.says}: {asks}", who=PARLIAMENT
    )


def _says(
    case: Case, changes: tuple[Fact[LawChange], ...], recent: list[Fact[LawChange]], core: list[Fact[LawChange]]
) -> Message:
    poll = When.on(case.info.poll)
    last = changes[-1]
    days = From(days_between(last.record.on, poll, Ends.ONE), (last.fact,))
    if not recent:
        return Message(
            "The last recorded change of the electoral law was made {days} days before voting day.", days=days
        )
    if core:
        return Message(
            "Recorded changes of the electoral law in the year before voting day: {recent}. Those that touched core "
            "rules of elections, as recorded: {core}; days before voting day: {core_days}. The last change was made "
            "{days} days before it.",
            recent=len(recent),
            core=len(core),
            core_days=tuple(From(days_between(f.record.on, poll, Ends.ONE), (f.fact,)) for f in core),
            days=days,
        )
    return Message(
        "The electoral law changed in the year before voting day, as recorded: {all_days} days before it. Whether core "
        "rules changed is not known.",
        all_days=tuple(From(days_between(f.record.on, poll, Ends.ONE), (f.fact,)) for f in recent),
    )


CHECKS: tuple[Check, ...] = (stability,)
