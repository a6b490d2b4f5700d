"""Interest in candidates in a search engine: a relative index, with its baseline, bursts, rank and spread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import Check, check
from saylau.checks.told import unknown
from saylau.errors import BadValue
from saylau.law.asked import Asked
from saylau.methods.batches import SAME, Ratio, Refusal, ratio, spread
from saylau.methods.bursts import bursts, runs
from saylau.methods.outliers import median
from saylau.methods.trends import Export, Flag, Grain, Value, days, read_export
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import MissingItem, SearchForEvidence, SearchSeries
from saylau.records.kinds.data import ItemSort
from saylau.values import Truth, When
from saylau.values.message import From, Message, Name, Said

Series = Fact[SearchSeries]
CHECK = "campaign.search_interest"
WHO = "those who downloaded the series"
ASKED = (
    "For which terms, place and days was search interest downloaded, in how many exports with which common term, and "
    "can the files be had?"
)
RELATIVE = "The index is relative to the highest point of its own window; it is no number of searches."
NOT_VOTES = "Search interest is not votes, support or people, and covers the users of one search engine."
SPELLINGS = "Other people of the same name, and other spellings and scripts of a name, change the index."
SAMPLED = "The service draws a sample: another day's download differs. With one download that noise is not known."
INTERVALS = "A whole number stands for half a unit either way, <1 for anything below 1, 0 for below the threshold."


@dataclass(frozen=True)
class Term:
    """One candidate's series on the common scale."""

    who: str
    fact: str
    export: Export
    values: Mapping[date, Value]

    @property
    def mean(self) -> tuple[Fraction, Fraction]:
        """Least and greatest mean over the days that have a value."""
        count = len(self.values) or 1
        return (
            sum((v.low for v in self.values.values()), Fraction(0)) / count,
            sum((v.high for v in self.values.values()), Fraction(0)) / count,
        )

    @property
    def peak(self) -> tuple[date, Value]:
        """The first day of the greatest value."""
        return max(self.values.items(), key=lambda item: (item[1].middle, -item[0].toordinal()))


@check(area="campaign", chapter="EC")
def search_interest(case: Case) -> Iterator[Finding]:
    """How interest in the candidates in a search engine went up and down.

    Exports of the case are read by structure, every value as an interval, and joined by a common term with bounds.
    Shown are the mean and its rank, the first peak, the median, bursts above the 28 days before, and how interest was
    spread over the candidates.
    """
    claims = [f for f in case.where(SearchSeries, election=case.info.election) if f.display is Display.PUBLIC]
    if not claims:
        yield _absent(case)
        return
    exports, broken = _exports(case, claims)
    joined, refused = _joined(claims, exports)
    terms = tuple(_terms(claims, exports, joined))
    if not terms:
        says = Message("The exports of search interest in the material could not be read or joined.")
        yield unknown(says, asked(case, ASKED, WHO), facts=names(claims))
        return
    yield _finding(case, claims, terms, joined, (*broken, *refused))


def _absent(case: Case) -> Finding:
    """What is known of the search, and of charts that stand in no source, is shown beside the question."""
    searches = [f for f in case.all(SearchForEvidence) if f.record.check == CHECK]
    missing = [f for f in case.all(MissingItem) if f.display is Display.PUBLIC and f.record.sort is ItemSort.CHART]
    says = Message(
        "The material holds no series of search interest, so that nothing about it was computed. What sources say of "
        "it in words was not tested."
    )
    return unknown(says, asked(case, ASKED, WHO), facts=names((*searches, *missing)))


def _exports(case: Case, claims: Sequence[Series]) -> tuple[dict[str, Export], tuple[Said, ...]]:
    """The exports by file, and what is wrong with those that cannot be read."""
    found: dict[str, Export] = {}
    wrong: list[Said] = []
    for file in dict.fromkeys(f.record.file for f in claims):
        data = case.files.get(file)
        if data is None:
            wrong.append(Message("The file {file} is not at hand.", file=file))
            continue
        try:
            found[file] = read_export(data)
        except BadValue:
            wrong.append(Message("The file {file} could not be read as an export of search interest.", file=file))
    return found, tuple(wrong)


def _joined(claims: Sequence[Series], exports: Mapping[str, Export]) -> tuple[dict[str, Ratio], tuple[Said, ...]]:
    """The ratio by which each export comes to the scale of the first, chained through exports already joined."""
    joined: dict[str, Ratio] = dict.fromkeys(list(exports)[:1], SAME)
    refusals: dict[str, Refusal] = {}
    before = 0
    while len(joined) > before:
        before = len(joined)
        for file in (f for f in exports if f not in joined):
            for known in tuple(joined):
                made = _ratio(claims, exports, known, file)
                if isinstance(made, Ratio):
                    joined[file] = made.then(joined[known])
                    break
                refusals[file] = made
    return joined, tuple(
        Message("The file {file} could not be joined: {reason}.", file=file, reason=Message(refusals[file].value))
        for file in exports
        if file not in joined
    )


def _ratio(claims: Sequence[Series], exports: Mapping[str, Export], known: str, file: str) -> Ratio | Refusal:
    """From an export to a known one, by the first term that is an anchor of both."""
    anchors = [
        {f.record.term for f in claims if f.record.file == name and f.record.anchor is Truth.YES}
        for name in (known, file)
    ]
    term = min(anchors[0] & anchors[1], default=None)
    if term is None:
        return Refusal.FEW_TIMES
    mine, theirs = _by_day(exports[known], term), _by_day(exports[file], term)
    common = sorted(set(mine) & set(theirs))
    return ratio([mine[day] for day in common], [theirs[day] for day in common])


def _by_day(export: Export, term: str) -> dict[date, Value]:
    column = export.column(term)
    values = column.values if column else ()
    return {day: value for day, value in zip(days(export), values, strict=False) if value is not None}


def _terms(claims: Sequence[Series], exports: Mapping[str, Export], joined: Mapping[str, Ratio]) -> Iterator[Term]:
    """Each candidacy once, from the first export that holds it."""
    seen: set[str] = set()
    for claim in claims:
        record = claim.record
        if record.file not in joined or record.candidacy is None or record.candidacy in seen:
            continue
        values = {d: joined[record.file].scaled(v) for d, v in _by_day(exports[record.file], record.term).items()}
        if values:
            seen.add(record.candidacy)
            yield Term(record.candidacy, claim.fact, exports[record.file], values)


def _finding(
    case: Case, claims: Sequence[Series], terms: Sequence[Term], joined: Mapping[str, Ratio], wrong: Sequence[Said]
) -> Finding:
    order = sorted(terms, key=lambda t: (-sum(t.mean), t.who))
    facts = tuple(t.fact for t in terms)
    flags = dict.fromkeys(flag for t in terms for flag in t.export.flags)
    return Finding(
        "case",
        Outcome.NOTED,
        _says(order),
        facts=facts,
        context=tuple(f for f in names(claims) if f not in facts),
        measures=(*(m for t in order for m in _measures(t)), *_together(terms)),
        method="Values as intervals; exports joined by the ratio of sums of a common term; bursts above the median and "
        "1.4826 median absolute deviations of the 28 days before.",
        assumptions=("The numbers that make a burst are defaults chosen without proof (assumed).",),
        limits=(
            RELATIVE, NOT_VOTES, SPELLINGS, SAMPLED, INTERVALS, *wrong, *(_flagged(flag) for flag in flags),
            *((UNEVEN,) if any(r.uneven for r in joined.values()) else ()),
        ),
        questions=tuple(_asked(case, flags)),
    )  # fmt: skip


UNEVEN = "The ratios of the common term differ by more than a tenth between ways of taking them; the joint is weak."


def _flagged(flag: Flag) -> Message:
    return Message("An export is not as it was downloaded: {flag}.", flag=Message(flag.value))


def _asked(case: Case, flags: Mapping[Flag, None]) -> Iterator[Asked]:
    yield asked(case, "Can the same query be downloaded on five days, so that the noise of sampling is known?", WHO)
    if flags:
        yield asked(case, "Can the exports be had as they were downloaded?", WHO)


def _says(order: Sequence[Term]) -> Message:
    peaks = tuple(From(t.peak[0], (t.fact,)) for t in order)
    return Message(
        "Search interest, candidates from the highest mean index to the lowest: {who}. Their highest point first came, "
        "in that order, on: {peaks}. The index is relative and counts no searches.",
        who=tuple(From(Name(t.who), (t.fact,)) for t in order),
        peaks=peaks,
    )


def _measures(term: Term) -> Iterator[Measure]:
    facts = (term.fact,)
    low, high = term.mean
    middles = [value.middle for value in term.values.values()]
    for name, value, text in (
        ("mean_low", _tenth(low), "mean index, at least, {who}"),
        ("mean_high", _tenth(high), "mean index, at most, {who}"),
        ("median", _tenth(median(middles)), "median index, {who}"),
    ):
        yield Measure(f"{name}:{term.who}", value, "", Message(text, who=Name(term.who)), facts)
    peak = Message("day of the highest index, {who}", who=Name(term.who))
    yield Measure(f"peak:{term.who}", term.peak[0], "", peak, facts)
    if term.export.grain is Grain.DAY:
        yield from _burst_measures(term)


def _tenth(number: Fraction) -> Fraction:
    return Fraction(round(number * 10), 10)


def _burst_measures(term: Term) -> Iterator[Measure]:
    calendar = days(term.export)
    values = [term.values[day].middle if day in term.values else None for day in calendar]
    for place, (first, last) in enumerate(runs(bursts(values)), start=1):
        window = When.between(calendar[first], calendar[last]) if first != last else When.on(calendar[first])
        label = Message("burst of interest, {who}", who=Name(term.who))
        yield Measure(f"burst_{place}:{term.who}", window, "", label, (term.fact,))


def _together(terms: Sequence[Term]) -> tuple[Measure, ...]:
    """How interest was spread over the whole period: effective number of candidates, from the mean of each."""
    if len(terms) < 2:
        return ()
    index = spread([Value(*t.mean) for t in terms])
    if index is None:
        return ()
    facts = tuple(t.fact for t in terms)
    return (
        Measure("effective_low", 1 / index[1], "", "effective number of candidates by mean index, at least", facts),
        Measure("effective_high", 1 / index[0], "", "effective number of candidates by mean index, at most", facts),
    )


CHECKS: tuple[Check, ...] = (search_interest,)
