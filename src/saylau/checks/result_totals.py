"""The numbers of an election in total, as told: votes of each contestant, valid, invalid and cast votes, turnout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from saylau.checks.contestants import contestants
from saylau.checks.finding import Measure
from saylau.checks.told import Told, fit, told
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Election, PastElection, Result, ResultTotal
from saylau.values import Count, Truth
from saylau.values.message import Message, Name, Percent


@dataclass(frozen=True)
class Votes:
    """The votes of one contestant, in each way in which they are told."""

    thing: str
    """The result as a thing of the case."""
    who: str
    """The candidacy or person; empty where neither is named."""
    votes: tuple[Told[Count], ...]

    @property
    def name(self) -> Name | str:
        """Whom to name in a sentence."""
        return Name(self.who) if self.who else self.thing


@dataclass(frozen=True)
class Totals:
    """One election in numbers."""

    subject: str
    """`case` for the assessed election, the id of an earlier one."""
    election: str
    votes: tuple[Votes, ...]
    valid: tuple[Told[Count], ...]
    invalid: tuple[Told[Count], ...]
    cast: tuple[Told[Count], ...]
    turnout: tuple[Told[Decimal], ...]
    listed: bool
    """Whether every contestant known to have stood is in the list of votes."""
    facts: tuple[str, ...]
    """All claims about these numbers."""

    @property
    def complete(self) -> bool:
        """Whether the list of votes holds all: every contestant is in it, or it adds up to the valid votes."""
        if not self.votes:
            return False
        first = vote_sums(self)[0].value
        return self.listed or any(first.equals(v.value) is Truth.YES for v in self.valid)


@dataclass(frozen=True)
class Sum:
    """Parts added up beside the whole that is stated."""

    parts_name: str
    """`votes` for the contestants, `ballots` for valid and invalid."""
    parts_label: str
    parts: Count
    whole_name: str
    whole_label: str
    whole: Count
    facts: tuple[str, ...]
    how: str
    verdict: Truth


def several_seats(case: Case) -> bool:
    """Whether more than one seat was to be filled in the assessed election."""
    claims = [f for f in case.all(Election) if f.id == case.info.election]
    return any(f.record.seats.more_than(1) is Truth.YES for f in claims)


def totals(case: Case) -> tuple[Totals, ...]:
    """The assessed election, whatever is known of it, then earlier ones of which votes or totals are known, by day."""
    past = sorted(case.all(PastElection), key=lambda f: (f.record.held.sort_key(), f.id))
    earlier = [_of(case, thing, thing) for thing in dict.fromkeys(f.id for f in past)]
    known = (t for t in earlier if t.votes or t.valid or t.invalid or t.cast)
    return (_of(case, "case", case.info.election), *known)


def _of(case: Case, subject: str, election: str) -> Totals:
    results = case.where(Result, election=election)
    claims = case.where(ResultTotal, election=election)
    votes = tuple(_votes(case, results, thing) for thing in dict.fromkeys(f.id for f in results))
    given = tuple(v for v in votes if v.votes)
    return Totals(
        subject,
        election,
        given,
        valid=told(case, claims, lambda t: t.valid),
        invalid=told(case, claims, lambda t: t.invalid),
        cast=told(case, claims, lambda t: t.cast),
        turnout=told(case, claims, lambda t: t.turnout),
        listed=_listed(case, subject, election, given),
        facts=(*names(results), *names(claims)),
    )


def _votes(case: Case, results: tuple[Fact[Result], ...], thing: str) -> Votes:
    claims = [f for f in results if f.id == thing]
    named = (f.record.candidacy or f.record.person for f in claims)
    return Votes(thing, next((who for who in named if who), ""), told(case, claims, lambda r: r.votes))


def _listed(case: Case, subject: str, election: str, votes: tuple[Votes, ...]) -> bool:
    """Whether the votes of every contestant known to have stood are given."""
    if subject == "case":
        standing = {one.candidacy for one in contestants(case)}
        return bool(standing) and standing <= {v.who for v in votes}
    past = fit(case, [f for f in case.all(PastElection) if f.id == election and f.record.registered])
    return any(f.record.registered is not None and f.record.registered.exact == len(votes) for f in past)


def vote_sums(stated: Totals) -> tuple[Told[Count], ...]:
    """The votes of all contestants added up as first told, then once more for each vote that is told otherwise."""
    first = [c.votes[0] for c in stated.votes]
    ways = [first]
    for place, contestant in enumerate(stated.votes):
        ways.extend([*first[:place], other, *first[place + 1 :]] for other in contestant.votes[1:])
    return tuple(
        Told(sum((v.value for v in way), Count.of(0)), tuple(f for v in way for f in v.facts)) for way in ways if way
    )


def add_up(stated: Totals) -> tuple[Sum, ...]:
    """Every sum that can be tested: votes against valid votes, valid and invalid ballots against votes cast."""
    first = " + ".join(str(c.votes[0].value) for c in stated.votes)
    votes = [
        Sum(
            "votes", "votes for contestants, added up", way.value, "valid", "valid votes, as stated", valid.value,
            (*way.facts, *valid.facts), first if place == 0 else "", _whole_is(way.value, valid.value, stated.listed),
        )
        for place, way in enumerate(vote_sums(stated))
        for valid in stated.valid
    ]  # fmt: skip
    ballots = [
        Sum(
            "ballots", "valid and invalid ballots, added up", valid.value + invalid.value, "cast",
            "votes cast, as stated", cast.value, (*valid.facts, *invalid.facts, *cast.facts),
            f"{valid.value} + {invalid.value}", (valid.value + invalid.value).equals(cast.value),
        )
        for valid in stated.valid
        for invalid in stated.invalid
        for cast in stated.cast
    ]  # fmt: skip
    return (*votes, *ballots)


def _whole_is(parts: Count, whole: Count, listed: bool) -> Truth:
    """Whether parts make the whole; where some may be missing from the list, only too large a sum is wrong."""
    equal = parts.equals(whole)
    if equal is Truth.NO and not listed and parts.at_most(whole) is not Truth.NO:
        return Truth.UNKNOWN
    return equal


def bounds(contestant: Votes) -> tuple[int, int | None]:
    """Least and most votes over all ways in which they are told."""
    highs = [v.value.high for v in contestant.votes]
    return min(v.value.low for v in contestant.votes), None if None in highs else max(h for h in highs if h is not None)


def limited(values: Iterable[Told[Count]]) -> tuple[Told[Count], ...]:
    """The numbers of which a share can be told: above zero, and with an upper bound."""
    return tuple(v for v in values if v.value.low > 0 and v.value.high is not None)


@dataclass(frozen=True)
class Share:
    """A part of a whole, both limited, from the least to the greatest share that their bounds allow."""

    part: Told[Count]
    whole: Told[Count]

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Least and greatest share."""
        part, whole = self.part.value, self.whole.value
        return Fraction(part.low, whole.high or whole.low), Fraction(part.high or part.low, whole.low)

    @property
    def facts(self) -> tuple[str, ...]:
        """The claims on both."""
        return tuple(dict.fromkeys((*self.part.facts, *self.whole.facts)))

    def percents(self, digits: int) -> tuple[Percent, ...]:
        """The share in per cent: one, or the least and the greatest where bounds leave more."""
        return tuple(Percent(end, digits) for end in dict.fromkeys(self.ends))

    def measures(self, name: str, label: str, digits: int) -> tuple[Measure, ...]:
        """One measure, or two where bounds leave more than one share."""
        how, found = f"{self.part.value} / {self.whole.value}", self.percents(digits)
        if len(found) == 1:
            return (Measure(name, found[0], "%", label, self.facts, how),)
        least, most = (Message(text, label=Message(label)) for text in ("{label}, at least", "{label}, at most"))
        return (
            Measure(f"{name}:low", found[0], "%", least, self.facts, how),
            Measure(f"{name}:high", found[1], "%", most, self.facts, how),
        )
