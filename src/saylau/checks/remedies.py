"""Remedies at home of one person: used, pending, decided, not used and why; whether the last ordinary one was reached.

Nothing here is printed by itself: what concerns one person goes into that person's papers, and checks count over all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeVar

from saylau.checks.ask import asked
from saylau.checks.people import COUNSEL
from saylau.checks.told import fit, one_each
from saylau.law.asked import Asked
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Matter, Remedy, Step
from saylau.records.kinds.complaints import NotPursued, RemedyOutcome, RemedySort
from saylau.values import Truth, When, all_of, any_of

BESIDE = (RemedySort.SUPERVISION, RemedySort.CONSTITUTIONAL, RemedySort.OMBUDSPERSON)
"""Remedies that are taken not to be ordinary ones (assumed): one of them that is open leaves the last one reached."""
BESIDE_ASSUMED = (
    "Requests for supervisory review, constitutional complaints and complaints to an ombudsperson are taken not to be "
    "ordinary remedies, unless a row calls one of them the last (assumed)."
)
SETTLED = (RemedyOutcome.GRANTED, RemedyOutcome.PARTLY_GRANTED, RemedyOutcome.REJECTED, RemedyOutcome.NOT_EXAMINED)
EXCUSES = (NotPursued.UNAVAILABLE, NotPursued.INEFFECTIVE, NotPursued.DANGEROUS, NotPursued.TOO_LONG)

WHICH_ASKED = "Which remedies were used in each matter, when was each filed and decided, and with which outcome?"
LAST_ASKED = "Was any ordinary remedy still open after the last decision, and until when?"
DAY_ASKED = "On which day was the last decision given, and on which day was it received?"
WHY_ASKED = "Why was the remedy not used: was it unavailable, ineffective, dangerous or unreasonably prolonged?"
EXAMINED_ASKED = "Why was the last remedy not examined, and could it have been brought in the form required?"
TOLD_TWICE_ASKED = "Two accounts of one remedy differ: which of them does the file of the court bear out?"

V = TypeVar("V")


class Standing(Enum):
    """How one remedy stood on a day."""

    DECIDED = "decided"
    PENDING = "pending"
    NOT_USED = "not used"
    NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Sought:
    """One remedy as it stood on a day, over all that is told of it."""

    claims: tuple[Fact[Remedy], ...]
    used: Truth
    standing: Standing
    last: Truth
    """Whether no further ordinary remedy was open after it."""
    decided: When | None
    outcome: RemedyOutcome
    differ: bool
    """Whether two accounts of it give different answers, which leaves the point unknown."""

    @property
    def fact(self) -> Fact[Remedy]:
        """The leading claim."""
        return self.claims[0]

    @property
    def ordinary(self) -> bool:
        """Whether it is taken to be an ordinary remedy."""
        return self.last is Truth.YES or self.fact.record.sort not in BESIDE

    @property
    def excused(self) -> bool:
        """Whether a reason other than *not stated* is given why it was not used."""
        return any(claim.record.not_pursued in EXCUSES for claim in self.claims)


@dataclass(frozen=True)
class Due:
    """A day by which the next step is due."""

    day: When
    fact: str
    """The claim that states it: a remedy, or a step of the procedure."""
    passed: Truth


@dataclass(frozen=True)
class Exhaustion:
    """Whether one person reached the last ordinary remedy at home, over all matters or in one, as told on a day."""

    truth: Truth
    """Yes: in each matter the last ordinary remedy was decided. No: in one of them it surely was not."""
    last_decision: When | None
    """Day of the latest decision on a remedy; None where none is told. With `truth` yes, that of the last remedy."""
    used: tuple[Fact[Remedy], ...]
    """Those filed, decided or not."""
    decided: tuple[Fact[Remedy], ...]
    pending: tuple[Fact[Remedy], ...]
    not_pursued: tuple[Fact[Remedy], ...]
    """Those not used; `record.not_pursued` and `record.reason` say why."""
    not_known: tuple[Fact[Remedy], ...]
    """Those of which it is not told whether they were used, or whether they were decided by that day."""
    granted: tuple[Fact[Remedy], ...]
    """Those decided in the person's favour, wholly or in part: what is left to complain of is for people to say."""
    excused: Truth
    """Whether each ordinary remedy that was not used has a reason for it; yes where all were used."""
    due: tuple[Due, ...]
    """Days by which a remedy not yet used, or a next step, is due; those passed too, marked."""
    questions: tuple[Asked, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """The claims on which it rests, each once."""
        told = names((*self.used, *self.not_pursued, *self.not_known))
        return tuple(dict.fromkeys((*told, *(due.fact for due in self.due))))


def exhausted(case: Case, person: str, on: date, matter: str = "") -> Exhaustion:
    """Whether a person reached the last ordinary remedy by a day, in all matters or in the one named.

    A matter without any remedy told leaves it unknown, as does a person without any matter. Whether a remedy that was
    not used need not have been is never decided here: the reason given stands beside it.
    """
    rows = [f for f in case.where(Remedy, person=person) if not matter or f.record.matter == matter]
    sought = tuple(_sought(case, claims, on) for claims in _by_thing(rows))
    matters = [matter] if matter else _matters(case, person, sought)
    truth = all_of(_reached([s for s in sought if _matter(s) == one]) for one in matters) if matters else Truth.UNKNOWN

    def standing(*which: Standing) -> tuple[Fact[Remedy], ...]:
        return tuple(s.fact for s in sought if s.standing in which)

    unused = [s for s in sought if s.standing is Standing.NOT_USED and s.ordinary]
    return Exhaustion(
        truth=truth,
        last_decision=_last_decision(sought, truth),
        used=tuple(s.fact for s in sought if s.used is Truth.YES),
        decided=standing(Standing.DECIDED),
        pending=standing(Standing.PENDING),
        not_pursued=standing(Standing.NOT_USED),
        not_known=standing(Standing.NOT_KNOWN),
        granted=tuple(s.fact for s in sought if s.outcome in (RemedyOutcome.GRANTED, RemedyOutcome.PARTLY_GRANTED)),
        excused=Truth.of(all(s.excused for s in unused)),
        due=next_due(case, person, on, matter),
        questions=tuple(_questions(case, sought, truth)),
    )


def next_due(case: Case, person: str, on: date, matter: str = "") -> tuple[Due, ...]:
    """The days by which something of a person's is due, in order: remedies not yet used, next steps of the procedure.

    A remedy that was used, or that was not pursued for a reason given, is due no longer.
    """
    today = When.on(on)
    rows = [f for f in case.where(Remedy, person=person) if not matter or f.record.matter == matter]
    open_ = [
        sought.fact
        for sought in (_sought(case, claims, on) for claims in _by_thing(rows))
        if sought.standing in (Standing.NOT_USED, Standing.NOT_KNOWN) and not sought.excused
    ]
    found = [Due(f.record.due, f.fact, f.record.due.before(today)) for f in open_ if f.record.due]
    steps = one_each(f for f in case.where(Step, person=person) if not matter or f.record.matter == matter)
    found += [Due(f.record.next_due, f.fact, f.record.next_due.before(today)) for f in steps if f.record.next_due]
    return tuple(sorted(found, key=lambda due: (due.day.sort_key(), due.fact)))


def _by_thing(rows: Iterable[Fact[Remedy]]) -> tuple[tuple[Fact[Remedy], ...], ...]:
    found: dict[str, list[Fact[Remedy]]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row)
    return tuple(tuple(claims) for claims in found.values())


def _matter(sought: Sought) -> str:
    return str(sought.fact.record.matter or "")


def _matters(case: Case, person: str, sought: Iterable[Sought]) -> tuple[str, ...]:
    """The matters of a person, and the empty one where a remedy names none."""
    known = (f.id for f in case.where(Matter, person=person))
    return tuple(dict.fromkeys((*known, *map(_matter, sought))))


def _sought(case: Case, claims: tuple[Fact[Remedy], ...], on: date) -> Sought:
    good = fit(case, claims)
    used, used_differs = _agreed((_used(c.record, on) for c in good), Truth.UNKNOWN)
    decided, decided_differs = _agreed((_decided(c.record, on) for c in good), Truth.UNKNOWN)
    last, last_differs = _agreed((c.record.last for c in good), Truth.UNKNOWN)
    outcome, outcome_differs = _agreed((c.record.outcome for c in good), RemedyOutcome.NOT_KNOWN)
    day, _ = _agreed((c.record.decided for c in good), None)
    standing = Standing.NOT_KNOWN
    if used is Truth.NO:
        standing = Standing.NOT_USED
    elif used is Truth.YES and decided is not Truth.UNKNOWN:
        standing = Standing.DECIDED if decided is Truth.YES else Standing.PENDING
    done = standing is Standing.DECIDED
    differ = used_differs or decided_differs or last_differs or outcome_differs
    return Sought(
        good, used, standing, last, day if done else None, outcome if done else RemedyOutcome.NOT_KNOWN, differ
    )


def _agreed(told: Iterable[V], nothing: V) -> tuple[V, bool]:
    """The one answer that claims give, and whether they give several; `nothing` is no answer."""
    answers = list(dict.fromkeys(answer for answer in told if answer != nothing))
    return (answers[0] if len(answers) == 1 else nothing), len(answers) > 1


def _used(remedy: Remedy, on: date) -> Truth:
    """Whether it had been filed by a day: as told, or because it has a day of filing or of decision, or a reason why
    it was not."""
    today = When.on(on)
    if remedy.filed is not None and remedy.filed.after(today) is not Truth.NO:
        return ~remedy.filed.after(today)
    if remedy.used is not Truth.UNKNOWN:
        return remedy.used
    if remedy.filed is not None or remedy.decided is not None or remedy.outcome in SETTLED:
        return Truth.YES
    return Truth.NO if remedy.not_pursued is not None else Truth.UNKNOWN


def _decided(remedy: Remedy, on: date) -> Truth:
    if remedy.decided is not None:
        return ~remedy.decided.after(When.on(on))
    if remedy.outcome is RemedyOutcome.PENDING:
        return Truth.NO
    return Truth.YES if remedy.outcome in SETTLED else Truth.UNKNOWN


def _reached(sought: list[Sought]) -> Truth:
    """Whether the last ordinary remedy of one matter was decided."""
    ordinary = [s for s in sought if s.ordinary]
    if any(s.standing is Standing.PENDING for s in ordinary):
        return Truth.NO
    done = [s for s in ordinary if s.last is Truth.YES and s.standing is Standing.DECIDED]
    examined = [s for s in done if s.outcome is not RemedyOutcome.NOT_EXAMINED]
    if examined:
        return Truth.YES
    return Truth.NO if any(s.standing is Standing.NOT_USED for s in ordinary) else Truth.UNKNOWN


def _last_decision(sought: Iterable[Sought], truth: Truth) -> When | None:
    days = [s.decided for s in sought if s.decided and (truth is not Truth.YES or s.last is Truth.YES)]
    return max(days, key=lambda day: (day.last or date.max, day.sort_key()), default=None)


def _questions(case: Case, sought: tuple[Sought, ...], truth: Truth) -> Iterable[Asked]:
    tests: tuple[tuple[str, bool], ...] = (
        (WHICH_ASKED, not sought or any(s.standing is Standing.NOT_KNOWN for s in sought)),
        (LAST_ASKED, bool(sought) and any_of(s.last for s in sought) is Truth.UNKNOWN),
        (DAY_ASKED, truth is Truth.YES and _last_decision(sought, truth) is None),
        (WHY_ASKED, _some(sought, lambda s: s.standing is Standing.NOT_USED and s.ordinary and not s.excused)),
        (EXAMINED_ASKED, _some(sought, lambda s: s.last is Truth.YES and s.outcome is RemedyOutcome.NOT_EXAMINED)),
        (TOLD_TWICE_ASKED, _some(sought, lambda s: s.differ)),
    )
    return (asked(case, asks, COUNSEL) for asks, needed in tests if needed)


def _some(sought: Iterable[Sought], test: Callable[[Sought], bool]) -> bool:
    return any(test(s) for s in sought)
