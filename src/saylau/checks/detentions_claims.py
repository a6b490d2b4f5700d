"""Numbers of people that someone states, as checks of assemblies read them: who states them, and of what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from saylau.checks.told import speakers
from saylau.errors import BadValue
from saylau.methods.reconcile import CountClaim, Scope, added
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Tally
from saylau.records.kinds.protests import TallySubject
from saylau.values import Count, Truth
from saylau.values.message import From, Message, Said, Wording

Claim = Fact[Tally]

POLICE = "the ministry responsible for the police"
COUNTS_OF_PEOPLE = (
    TallySubject.PEOPLE_ARRESTED,
    TallySubject.PEOPLE_FINED,
    TallySubject.PEOPLE_WARNED,
    TallySubject.PEOPLE_SANCTIONED,
    TallySubject.PEOPLE_PROSECUTED,
    TallySubject.PEOPLE_IMPRISONED,
    TallySubject.OTHER,
)
"""What may stand beside people detained at one time and place; another measure, never added."""
NEVER_ADDED = (
    "Numbers of different days, places, units or claimants are not added: the same people may be in several of them."
)


def public(case: Case, *of: TallySubject) -> tuple[Claim, ...]:
    """The public claims on some quantities, in row order."""
    return tuple(f for f in case.all(Tally) if f.display is Display.PUBLIC and f.record.of in of)


def who(case: Case, claim: Claim) -> str | Wording:
    """Who states a number: whom the claim names, in the language of the report; else the author of its source."""
    return Wording(claim.fact, "said_by") if claim.said_by else speakers(case, (claim.fact,))[0]


def by(case: Case, claim: Claim) -> Said:
    """The same as a text of its own."""
    return Message("{who}", who=who(case, claim))


def unit(claim: Claim) -> Said:
    """What was counted, in the language of the report."""
    return Message("{unit}", unit=Wording(claim.fact, "unit"))


def number(claim: Claim) -> From:
    """The number with its bounds, leading to its claim."""
    return From(claim.record.number, (claim.fact,))


def as_count(case: Case, claim: Claim) -> CountClaim:
    """A claim as the methods take it."""
    record = claim.record
    scope = Scope(frozenset(record.places), record.nationwide is Truth.YES, record.during)
    return CountClaim(record.of.value, record.number, scope, speakers(case, (claim.fact,))[0], record.as_of)


def parts_of(case: Case, claim: Claim) -> tuple[Claim, ...]:
    """The public claims that are declared parts of a number, each part once: as the source of the whole tells it."""
    found: dict[str, Claim] = {}
    for part in (f for f in case.where(Tally, whole=claim.id) if f.display is Display.PUBLIC):
        known = found.setdefault(part.id, part)
        if known.source != claim.source == part.source:
            found[part.id] = part
    return tuple(found.values())


def sum_by_place(case: Case, parts: Sequence[Claim]) -> Count | None:
    """Declared parts of one number added up, where they are of one unit and the same days and their places lie apart;
    None where there are none, or where the same people may be in two of them.
    """
    if not parts:
        return None
    try:
        return added(as_count(case, part) for part in parts)
    except BadValue:
        return None


def sum_of(parts: Iterable[Claim]) -> Count:
    """Declared parts of one number added up, with their bounds."""
    return sum((part.record.number for part in parts), Count.of(0))


def sum_in_signs(parts: Iterable[Claim]) -> str:
    """The same as arithmetic: 670 + 115 + 172."""
    return " + ".join(str(part.record.number) for part in parts)


def not_told_by_whole(claims: Iterable[Claim]) -> list[Claim]:
    """The claims of which none is a part of another of them, which tells the same of all its parts."""
    own = list(claims)
    wholes = {claim.id for claim in own}
    return [claim for claim in own if claim.record.whole not in wholes]


def each_telling(claims: Iterable[Claim]) -> dict[str, Claim]:
    """The claims by the subject of their finding: the thing for its first telling, the claim for each further one."""
    found: dict[str, Claim] = {}
    for claim in claims:
        found[claim.fact if claim.id in found else claim.id] = claim
    return found
