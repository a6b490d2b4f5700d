"""The law itself: how long before the election it last changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from saylau.checks.ask import asked, register
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.law_rulings import adoption, ruling_timing, speech_offences
from saylau.checks.registry import Check, check
from saylau.checks.told import besides, fit, unknown
from saylau.law.asked import Asked
from saylau.methods.dates import year_before
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Election, LawChange
from saylau.records.kinds.elections import Level
from saylau.records.kinds.law import Step, Subject
from saylau.values import Count, Ends, Truth, When, days_between
from saylau.values.message import From, Message, Value, Wording

ONE_CONSTITUENCY = "A presidential election has one constituency; a change of constituencies may not have borne on it."


@check(chapter="LF", standards=("VC-II.2.b",))
def stability(case: Case) -> Iterator[Finding]:
    """How long before voting day the electoral law last changed.

    Calendar days from each adopted change of electoral law, or of core rules of elections, to voting day, against one
    calendar year. Changes under one number are one act. Source of the measure: Venice Commission, Code of Good Practice
    in Electoral Matters, II.2.b. Only a change of core rules counts against it, and what is core is a person's
    judgement, taken from the record.
    """
    changes = _changes(case)
    if not changes:
        says = Message("The material holds no dated change of the electoral law; no assessment was made.")
        asks = "When was the electoral law last changed before the election, and what changed?"
        yield unknown(says, asked(case, asks, register(case)))
        return
    recent = [f for f in changes if _within_a_year(f.record.on, case.info.poll)]
    core = [f for f in recent if f.record.core is Truth.YES]
    unread = [f for f in recent if f.record.core is Truth.UNKNOWN]
    facts = tuple(dict.fromkeys(f.fact for f in (*(core or recent), changes[-1])))
    yield Finding(
        "case",
        Outcome.CONCERN if core else Outcome.UNKNOWN if unread else Outcome.IN_LINE,
        _says(case.info.poll, changes, recent, core, unread),
        facts=facts,
        context=besides(changes, facts),
        measures=(
            Measure("acts", len(_acts(recent)), "", "acts in the year before", names(recent), _listed(recent)),
            Measure("changes", len(recent), "", "changes recorded of these acts", names(recent)),
            *(_measure(f, case.info.poll) for f in changes),
        ),
        method="Calendar days from each change to voting day; recent is what lies within one calendar year of it.",
        assumptions=("A change counts from the day that the record gives, be it adoption or entry into force.",),
        limits=(
            "The standard is on core rules only: the electoral system, the membership of commissions, constituencies.",
            "Which changes touched core rules is the classification of this case; whether a change was made for the "
            "better is for a person to judge.",
            *((ONE_CONSTITUENCY,) if _of_constituencies(case, core) else ()),
            "The list of changes is that of the case and may not be complete.",
        ),
        questions=tuple(_what_changed(case, f) for f in unread),
    )


def _acts(changes: Sequence[Fact[LawChange]]) -> tuple[str, ...]:
    """The acts that made some changes: those under one number are one, and one without a number stands alone."""
    return tuple(dict.fromkeys(f.record.number or f.id for f in changes))


def _listed(changes: Sequence[Fact[LawChange]]) -> str:
    """How many changes each act made."""
    made = Counter(f.record.number or f.id for f in changes)
    return "; ".join(f"{act}: {made[act]}" for act in _acts(changes))


def _of_constituencies(case: Case, core: Sequence[Fact[LawChange]]) -> bool:
    """Whether a change of constituencies counts though the assessed election is of a president."""
    levels = {f.record.level for f in case.all(Election) if f.id == case.info.election}
    return levels == {Level.PRESIDENTIAL} and any(f.record.about is Subject.CONSTITUENCIES for f in core)


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
    how = f"{poll} - {change.record.on}"
    return Measure(change.fact, _days(change, poll), "days", "days from the change to voting day", (change.fact,), how)


def _what_changed(case: Case, change: Fact[LawChange]) -> Asked:
    asks = "Did the change touch core rules of elections?"
    if change.record.about is Subject.EDITION:
        asks = "Which articles did the edition change, and were core rules of elections among them?"
    of: dict[str, Value] = {
        "act": Wording(change.fact, "act"),
        "on": change.record.on,
        "says": Wording(change.fact, "says"),
    }
    about = Message("{act}, {on} ({says})", **of)
    if change.record.number:
        about = Message("{act}, {number}, {on} ({says})", number=change.record.number, **of)
    return asked(case, asks, register(case), about)


def _says(
    poll: date,
    changes: Sequence[Fact[LawChange]],
    recent: Sequence[Fact[LawChange]],
    core: Sequence[Fact[LawChange]],
    unread: Sequence[Fact[LawChange]],
) -> Message:
    last = changes[-1]
    days = From(_days(last, poll), (last.fact,))
    if not recent:
        return Message(
            "The last recorded change of the electoral law was made {days} days before voting day.", days=days
        )
    acts, made = From(len(_acts(recent)), names(recent)), From(len(recent), names(recent))
    if not core:
        return Message(
            "Acts that changed the electoral law in the year before voting day: {acts}; recorded changes: {changes}. "
            "Of these, classed here as core rules: none; not known whether they touched core rules: {unread}. The last "
            "change was made {days} days before voting day.",
            acts=acts, changes=made, unread=From(len(unread), names(unread) or names(recent)), days=days,
        )  # fmt: skip
    core_days = tuple(From(_days(f, poll), (f.fact,)) for f in core)
    counted = From(len(core), names(core))
    given: dict[str, Value] = {"acts": acts, "changes": made, "core": counted, "core_days": core_days, "days": days}
    if last not in unread:
        return Message(
            "Acts that changed the electoral law in the year before voting day: {acts}; recorded changes: {changes}. "
            "Of these, classed here as core rules: {core}; days before voting day: {core_days}. The last change was "
            "made {days} days before voting day.",
            **given,
        )
    return Message(
        "Acts that changed the electoral law in the year before voting day: {acts}; recorded changes: {changes}. Of "
        "these, classed here as core rules: {core}; days before voting day: {core_days}. The last change, of {on}, was "
        "made {days} days before voting day; what it changed was not read.",
        **given,
        on=From(last.record.on, (last.fact,)),
    )


def _days(change: Fact[LawChange], poll: date) -> Count:
    return days_between(change.record.on, When.on(poll), Ends.ONE)


CHECKS: tuple[Check, ...] = (stability, adoption, ruling_timing, speech_offences)
