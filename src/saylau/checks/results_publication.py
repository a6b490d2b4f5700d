"""What of the results was published, and how the official shares stand to those of exit polls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.registry import Check, check
from saylau.checks.result_totals import Share, Votes, limited, totals
from saylau.checks.told import Told, besides, fit, speakers, told, unknown
from saylau.records.case import Case, names
from saylau.records.fact import Display
from saylau.records.kinds import Poll, PollShare, Publication, SearchForEvidence
from saylau.records.kinds.polls import PollSort
from saylau.records.kinds.results import Published
from saylau.values import Count, Truth
from saylau.values.message import From, Message, Percent

POLLS_ASKED = (
    "Who conducted each exit poll, at how many polling stations, with how many respondents and refusals, and which "
    "shares did it find for each contestant?"
)
STATION_ASKED = "Were the results of each polling station published, where, and when?"


@dataclass(frozen=True)
class Gap:
    """The official share of a contestant, and the share in an exit poll."""

    poll: str
    contestant: Votes
    share: Told[Decimal]
    official: Share

    @property
    def facts(self) -> tuple[str, ...]:
        """The claims on all numbers."""
        return tuple(dict.fromkeys((*self.share.facts, *self.official.facts)))

    @property
    def points(self) -> Decimal:
        """Official share of valid votes less the share in the poll, in percentage points with two decimals."""
        official = self.official.ends[0] * 100
        return Decimal(round((official - Fraction(self.share.value)) * 100)) / 100


@check(area="results", chapter="PE")
def exit_poll_gap(case: Case) -> Iterator[Finding]:
    """How far the official shares lay from those of exit polls.

    Official votes over valid votes, less the share that an exit poll gave, contestant by contestant, in percentage
    points. Agreement or difference assesses neither the poll nor the count.
    """
    gaps = _gaps(case)
    if not gaps:
        says = Message("The material does not hold both the shares of an exit poll and the official votes.")
        yield unknown(says, asked(case, POLLS_ASKED, commission(case)), facts=names(case.all(PollShare)))
        return
    for who in dict.fromkeys(gap.contestant.who for gap in gaps):
        yield _gap_finding(case, [gap for gap in gaps if gap.contestant.who == who])


def _gap_finding(case: Case, gaps: Sequence[Gap]) -> Finding:
    """The finding on one contestant; official votes are the same in all its gaps."""
    facts = tuple(dict.fromkeys(f for gap in gaps for f in gap.facts))
    contestant, official = gaps[0].contestant, gaps[0].official
    return Finding(
        _person(case, contestant.who),
        Outcome.NOTED,
        Message(
            "{who}: shares in exit polls: {shares}; official share of valid votes: {official}; official less exit "
            "poll, in percentage points: {gaps}.",
            who=contestant.name,
            shares=tuple(From(_percent(g.share.value), g.share.facts) for g in gaps),
            official=From(official.percents(2)[0], official.facts),
            gaps=tuple(From(g.points, g.facts) for g in gaps),
        ),
        facts=facts,
        measures=tuple(
            Measure(
                f"gap:{g.poll}", g.points, "percentage points", "official share less exit poll", g.facts,
                f"{g.official.part.value} / {g.official.whole.value} - {g.share.value} %",
            )
            for g in gaps
        ),
        method="Votes over valid votes, less the share in the poll, in percentage points.",
        limits=(
            "Neither agreement nor difference of a poll with the official result is evidence on the count.",
            "Where only admitted firms may poll, exit polls are not independent of that admission.",
            "Who declined to answer, and how the stations were chosen, is not among these numbers.",
        ),
        questions=(asked(case, POLLS_ASKED, commission(case)),),
    )  # fmt: skip


def _person(case: Case, candidacy: str) -> str:
    """The person of a candidacy; the candidacy where none is known."""
    claims = case.claims(candidacy)
    return str(getattr(claims[0].record, "person", candidacy)) if claims else candidacy


def _gaps(case: Case) -> tuple[Gap, ...]:
    """Each contestant in each public exit poll whose official share is one number."""
    election = case.info.election
    polls = dict.fromkeys(
        f.id
        for f in case.where(Poll, election=election, sort=PollSort.EXIT)
        if f.display is Display.PUBLIC
    )  # fmt: skip
    stated = totals(case)[0]
    found = []
    for poll in polls:
        claims = [f for f in case.where(PollShare, poll=poll) if f.display is Display.PUBLIC]
        for contestant in stated.votes:
            mine = told(case, [f for f in claims if f.record.candidacy == contestant.who], lambda s: s.share)
            for share in mine[:1]:
                official = _official(contestant, limited(stated.valid))
                found.extend([Gap(poll, contestant, share, official)] if official else [])
    return tuple(found)


def _official(contestant: Votes, valid: tuple[Told[Count], ...]) -> Share | None:
    shares = (Share(votes, whole) for votes in limited(contestant.votes) for whole in valid)
    return next((share for share in shares if len(set(share.ends)) == 1), None)


def _percent(share: Decimal) -> Percent:
    exponent = share.as_tuple().exponent
    return Percent(Fraction(share) / 100, max(0, -exponent) if isinstance(exponent, int) else 0)


OUTCOMES = {Truth.YES: Outcome.IN_LINE, Truth.NO: Outcome.AT_ODDS, Truth.UNKNOWN: Outcome.UNKNOWN}


@check(area="results", chapter="PE", standards=("CPH-7.4", "VC-I.3.2"))
def published_by_station(case: Case) -> Iterator[Finding]:
    """Whether results were published by polling station.

    What sources state of the publication of results polling station by polling station, on which every test of single
    stations depends.
    """
    claims = [
        f
        for f in case.where(Publication, election=case.info.election, what=Published.BY_STATION)
        if f.display is Display.PUBLIC
    ]
    searches = [f for f in case.all(SearchForEvidence) if f.record.check == "results.published_by_station"]
    given = told(case, claims, _whether)
    if not given:
        says = Message("Whether results were published by polling station is not known.")
        yield unknown(says, asked(case, STATION_ASKED, commission(case)), facts=names((*claims, *searches)))
        return
    facts = tuple(dict.fromkeys(f for g in given for f in g.facts))
    differ = len(given) > 1
    yield Finding(
        "case",
        Outcome.DISPUTED if differ else OUTCOMES[given[0].value],
        _published_says(case, given[0], differ),
        facts=facts,
        context=besides((*fit(case, claims), *searches), facts),
        readings=tuple(_published_reading(case, g) for g in given) if differ else (),
        method="What sources state of publication, side by side.",
        limits=(
            "Whether protocols were posted at polling stations on the night of the count is another question.",
            *(() if given[0].value is Truth.YES and not differ else (NO_STATIONS,)),
        ),
        questions=() if given[0].value is Truth.YES and not differ else (asked(case, STATION_ASKED, commission(case)),),
    )


def _whether(publication: Publication) -> Truth | None:
    return None if publication.published is Truth.UNKNOWN else publication.published


NO_STATIONS = "Without results by polling station no test of single stations is possible; none was made."


def _published_says(case: Case, given: Told[Truth], differ: bool) -> Message:
    if differ:
        return Message("Accounts differed on whether results were published by polling station.")
    who = speakers(case, given.facts)
    if given.value is Truth.YES:
        return Message("As {who} stated, results were published by polling station.", who=who)
    return Message("As {who} stated, results were not published by polling station.", who=who)


def _published_reading(case: Case, given: Told[Truth]) -> ReadingOutcome:
    name = Message("as in {facts}", facts=given.facts)
    return ReadingOutcome(name, "", OUTCOMES[given.value], _published_says(case, given, differ=False))


CHECKS: tuple[Check, ...] = (exit_poll_gap, published_by_station)
