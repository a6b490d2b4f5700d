"""Turnout by region as announced: how far regions lie apart, and what changed between announcements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import Check, check
from saylau.checks.told import besides, fit, unknown
from saylau.law.asked import Asked
from saylau.methods import outliers
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Region, Turnout
from saylau.values.message import From, Message, Name, Percent, Value

NOT_PROOF = "This is not proof of fraud."
OTHER_REASONS = (
    "Turnout differs between regions for many reasons: large cities often record less than the countryside, regions "
    "differ in age, migration, weather and habits of voting, and lists are kept with unequal care."
)
UNEQUAL = "Regions count alike here, however many voters each has; few unequal regions make a weak sample."
AS_PRINTED = "Turnout is as printed, with the decimals of the source; the votes behind it are not in the material."
LATE_REASONS = (
    "Late changes have ordinary causes: polls that close an hour later in another time zone, queues at closing time, "
    "mobile boxes, and reports that reach the centre late or are corrected."
)
ASKED = "What was turnout in each region at each announcement, and how many voters and ballots stand behind it?"
LEAST = outliers.LEAST
"""Fewer regions are not compared."""


@dataclass(frozen=True)
class Told:
    """Turnout of a region in one announcement; where sources give it in several ways, the first is kept."""

    region: str
    percent: Decimal
    facts: tuple[str, ...]


Announced = Mapping[str, Told]


def announcements(case: Case) -> tuple[Announced, ...]:
    """Turnout by region of each announcement, in order of time."""
    claims = [f for f in case.where(Turnout, election=case.info.election) if f.display is Display.PUBLIC]
    found: dict[int, dict[str, Told]] = {}
    for number in sorted({f.record.announcement for f in claims}):
        mine = [f for f in claims if f.record.announcement == number]
        found[number] = {region: _told(case, mine, region) for region in dict.fromkeys(f.record.region for f in mine)}
    return tuple(found.values())


def _told(case: Case, claims: Sequence[Fact[Turnout]], region: str) -> Told:
    able = fit(case, [f for f in claims if f.record.region == region])
    percent = able[0].record.percent
    return Told(region, percent, names(f for f in able if f.record.percent == percent))


def _unlike(case: Case) -> tuple[str, ...]:
    """Announcements of one region that two claims give differently."""
    seen: dict[tuple[str, int], set[Decimal]] = {}
    for claim in case.where(Turnout, election=case.info.election):
        seen.setdefault((claim.record.region, claim.record.announcement), set()).add(claim.record.percent)
    return tuple(dict.fromkeys(region for (region, _), values in seen.items() if len(values) > 1))


@check(area="results", chapter="ED")
def turnout_outliers(case: Case) -> Iterator[Finding]:
    """Whether turnout of a region lies far from that of the others.

    Turnout of the last announcement, unweighted: distance from the mean in standard deviations of the population and of
    the sample, distance from the median over 1.4826 times the median absolute deviation, and Grubbs' two-sided test at
    5 per cent. A region is called an outlier only past that test.
    """
    told = announcements(case)
    last = tuple(told[-1].values()) if told else ()
    values = [one.percent for one in last]
    if len(values) < LEAST or outliers.farthest(values) is None:
        says = Message("The material does not hold turnout of enough regions that could be compared.")
        yield unknown(says, asked(case, ASKED, commission(case)), facts=names(case.all(Turnout)))
        return
    yield _spread(case, last)


def _spread(case: Case, last: Sequence[Told]) -> Finding:
    values = [one.percent for one in last]
    low, high = min(last, key=lambda t: t.percent), max(last, key=lambda t: t.percent)
    place, score = outliers.farthest(values) or (0, Fraction(0))
    critical, past = outliers.grubbs_critical(len(values)), outliers.past_test(values)
    facts = tuple(dict.fromkeys(f for one in last for f in one.facts))
    return Finding(
        "case",
        Outcome.CONCERN if past else Outcome.NOTED,
        _spread_says(last, low, high, place, score, critical, past),
        facts=facts,
        context=besides(case.where(Turnout, election=case.info.election), facts),
        measures=(*_by_region(case, last), *_spread_measures(last, low, high, score, critical)),
        method="Standard scores, scores from the median (Hampel 1974), and Grubbs' test at 5 per cent (Grubbs 1969).",
        assumptions=("Of several accounts of one announcement the first is used (assumed).",) if _unlike(case) else (),
        limits=(OTHER_REASONS, NOT_PROOF, UNEQUAL, AS_PRINTED),
        questions=(asked(case, ASKED, commission(case)),),
    )


def _spread_says(
    last: Sequence[Told], low: Told, high: Told, place: int, score: Fraction, critical: Decimal, past: Sequence[int]
) -> Message:
    values: dict[str, Value] = {
        "regions": len(last),
        "low": From(_percent(low.percent), low.facts),
        "low_region": Name(low.region),
        "high": From(_percent(high.percent), high.facts),
        "high_region": Name(high.region),
        "spread": high.percent - low.percent,
        "far": Name(last[place].region),
        "score": _two(abs(score)),
        "critical": critical,
    }
    if past:
        return Message(
            "Regions with turnout: {regions}; the lowest {low} ({low_region}), the highest {high} ({high_region}), "
            "{spread} percentage points apart. Farthest from the mean: {far}, {score} sample standard deviations; "
            "critical value of Grubbs' test: {critical}. Past the test: {past}.",
            past=tuple(Name(last[at].region) for at in past),
            **values,
        )
    return Message(
        "Regions with turnout: {regions}; the lowest {low} ({low_region}), the highest {high} ({high_region}), "
        "{spread} percentage points apart. Farthest from the mean: {far}, {score} sample standard deviations; critical "
        "value of Grubbs' test: {critical}. No region is past the test.",
        **values,
    )


def _percent(percent: Decimal) -> Percent:
    """A printed percentage with the decimals it was printed with."""
    exponent = percent.as_tuple().exponent
    return Percent(Fraction(percent) / 100, max(0, -exponent) if isinstance(exponent, int) else 0)


def _two(score: Fraction) -> Decimal:
    """A score with two decimals, half to even."""
    return Decimal(round(score * 100)) / 100


def _tile(case: Case, region: str) -> tuple[int, int] | None:
    found = ((f.record.column, f.record.row) for f in case.all(Region) if f.id == region)
    return next(((column, row) for column, row in found if column is not None and row is not None), None)


def _by_region(case: Case, last: Sequence[Told]) -> Iterator[Measure]:
    values = [one.percent for one in last]
    population, sample = outliers.scores(values, sample=False), outliers.scores(values, sample=True)
    robust = outliers.robust_scores(values)
    for place, one in enumerate(last):
        label = Message("turnout, {region}", region=Name(one.region))
        yield Measure(
            f"turnout:{one.region}", _percent(one.percent), "%", label, one.facts, tile=_tile(case, one.region)
        )
        ends = one.percent in (min(values), max(values))
        for name, text, found in (
            ("z", "distance from the mean, population standard deviations, {region}", population),
            ("sample", "distance from the mean, sample standard deviations, {region}", sample),
            ("robust", "distance from the median over 1.4826 median absolute deviations, {region}", robust),
        ):
            if found and (ends or name == "z"):
                label = Message(text, region=Name(one.region))
                yield Measure(f"{name}:{one.region}", _two(found[place]), "", label, one.facts)


def _spread_measures(
    last: Sequence[Told], low: Told, high: Told, score: Fraction, critical: Decimal
) -> tuple[Measure, ...]:
    facts = tuple(dict.fromkeys(f for one in last for f in one.facts))
    how = f"{high.percent} - {low.percent}"
    both = (*high.facts, *low.facts)
    return (
        Measure("regions", len(last), "", "regions with turnout", facts),
        Measure("spread", high.percent - low.percent, "percentage points", "highest less lowest turnout", both, how),
        Measure("grubbs", _two(abs(score)), "", "statistic of Grubbs' test", facts),
        Measure("critical", critical, "", "critical value of Grubbs' test, two-sided, 5 per cent"),
    )


@check(area="results", chapter="ED")
def late_change(case: Case) -> Iterator[Finding]:
    """Where turnout changed between the first and the last announcement.

    Turnout last announced less turnout first announced, region by region. A change stands out past Grubbs' two-sided
    test at 5 per cent, taken again without each change that is past it, or where turnout fell.
    """
    told = announcements(case)
    pairs = [(told[0][r], told[-1][r]) for r in told[0] if r in told[-1]] if len(told) > 1 else []
    if not pairs:
        says = Message("The material does not hold turnout of a region at two announcements.")
        yield unknown(says, asked(case, ASKED, commission(case)), facts=names(case.all(Turnout)))
        return
    yield _changes(case, pairs)


def _changes(case: Case, pairs: Sequence[tuple[Told, Told]]) -> Finding:
    changes = [last.percent - first.percent for first, last in pairs]
    far = set(outliers.past_test(changes)) | {at for at, change in enumerate(changes) if change < 0}
    order = sorted(far, key=lambda at: (-abs(changes[at]), at))
    facts = tuple(dict.fromkeys(f for pair in pairs for one in pair for f in one.facts))
    return Finding(
        "case",
        Outcome.CONCERN if far else Outcome.NOTED,
        _changes_says(pairs, changes, order),
        facts=facts,
        context=besides(case.where(Turnout, election=case.info.election), facts),
        measures=tuple(_change(case, first, last) for first, last in pairs),
        method="Last announced less first announced turnout; Grubbs' test at 5 per cent (Grubbs 1969), repeated.",
        limits=(LATE_REASONS, NOT_PROOF, UNEQUAL, AS_PRINTED),
        questions=(_which_reports(case, [pairs[at][0].region for at in order]),) if order else (),
    )


def _which_reports(case: Case, regions: Sequence[str]) -> Asked:
    asks = Message(
        "Which polling stations reported between the first and the last announcement of turnout, and when, in these "
        "regions: {regions}?",
        regions=tuple(Name(r) for r in regions),
    )
    return asked(case, asks, commission(case))


def _changes_says(pairs: Sequence[tuple[Told, Told]], changes: Sequence[Decimal], order: Sequence[int]) -> Message:
    others = [change for at, change in enumerate(changes) if at not in order]
    if not order:
        return Message(
            "Turnout first and last announced, regions: {regions}; the largest change: {most} percentage points. No "
            "change stands out past Grubbs' test.",
            regions=len(changes), most=max(changes),
        )  # fmt: skip
    values: dict[str, Value] = {
        "regions": len(changes),
        "far": tuple(Name(pairs[at][0].region) for at in order),
        "by": tuple(From(changes[at], (*pairs[at][1].facts, *pairs[at][0].facts)) for at in order),
    }
    if not others:
        return Message(
            "Turnout first and last announced, regions: {regions}. Changes that stand out: {far}; in that order, in "
            "percentage points: {by}.",
            **values,
        )
    return Message(
        "Turnout first and last announced, regions: {regions}. Changes that stand out: {far}; in that order, in "
        "percentage points: {by}. In all other regions the change was at most {most} percentage points.",
        most=max(others),
        **values,
    )


def _change(case: Case, first: Told, last: Told) -> Measure:
    label = Message("change of turnout, {region}", region=Name(first.region))
    return Measure(
        f"change:{first.region}", last.percent - first.percent, "percentage points", label,
        (*last.facts, *first.facts), f"{last.percent} - {first.percent}", _tile(case, first.region),
    )  # fmt: skip


CHECKS: tuple[Check, ...] = (turnout_outliers, late_change)
