"""How many people in all, from lists that overlap: multiple systems estimation, or why it is not made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from saylau.checks.ask import asked
from saylau.checks.detentions_claims import POLICE
from saylau.checks.detentions_linked import Group, Linked, List, groups, lists_of
from saylau.checks.detentions_refused import KEEPERS, Reason, of_tables, reasons
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.people import COUNSEL
from saylau.checks.registry import Check, check
from saylau.methods.capture.assess import FACTOR, Assessed, Refusal, assess, before, held_lists
from saylau.methods.capture.histories import Histories
from saylau.methods.capture.two_lists import ODDS, odds_ratio_band
from saylau.records.case import Case, names
from saylau.records.kinds import Organisation
from saylau.records.kinds.actors import OrganisationSort
from saylau.records.kinds.lists import ListUnit
from saylau.values import Count
from saylau.values.message import From, Message, Name, Said

PEOPLE_NOT_DETENTIONS = "It estimates people, not detentions: one who was detained twice counts once."
IDENTIFYING = (
    "Given the lists seen, models that fit equally well can give any number; these assume no interaction of all lists "
    "at once (assumed)."
)
ONE_POPULATION = (
    "Each person could have stood on each list, nobody came or went meanwhile, and entries were linked rightly by one "
    "of the linkages (assumed)."
)
TOO_MANY = "Lists of a state body and of activists tend to avoid each other: independence of lists then says too many."
TOO_FEW = "Lists that share informants hold the same people more often: independence of lists then says too few."
BOUND = (
    "The lower bound holds where people differ in how easily they come onto lists, not where lists avoid each other."
)
SIMULATED = (
    "An interval holds for its own model. Of intervals of 95 per cent, fewer held the number that simulated lists were "
    "made from; the shares stand in the documentation."
)
ROUNDED = "Estimates are rounded to tens, from 10,000 to three digits, and overlaps of lists are not told one by one."
METHOD = (
    "Lower bound: Chao 1987, and with an effect of each list Rivest and Baillargeon 2007, the lower of both. "
    "Log-linear models: Fienberg 1972, all hierarchical ones for three and four lists; for five those of pairs and the "
    "stepwise one of Chan, Silverman and Vincent 2021. Models within two BIC units of the best are told, those within "
    "ten averaged (Buckland and others 1997); the interval of the chosen one is by profile likelihood (Cormack 1992). "
    "Decomposable graphs are averaged under two weights of the prior: Madigan and York 1997. The range is over all of "
    "these and over linkages."
)
METHOD_OF_TWO = "Two lists: Lincoln and Petersen, over odds ratios from one half to two. Independence cannot be tested."
WHICH_LISTS = (
    "Which lists of the people detained at one event are kept, by whom, from what was each made, and who could not "
    "have stood on it?"
)
MAY_BE_LINKED = (
    "May the list be linked with others under case numbers, in more than one way, so that only numbers of people leave "
    "the vault?"
)
OWN_REGISTER = "How many people, each of them once, stand in the register of people brought in, event by event?"


@dataclass(frozen=True)
class Told:
    """A linkage with what its table says."""

    linked: Linked
    table: Histories
    says: Assessed


@check(chapter="FA", standards=("ICCPR-9",), area="detentions")
def estimate(case: Case) -> Iterator[Finding]:
    """How many people in all, from lists that overlap.

    People on at least one list and a lower bound come first; estimates are told as a range over models and over ways
    of linking. Where the lists do not allow an estimate, the answer is why, and how many are documented.
    """
    found = groups(case)
    if not found:
        yield _without_linkage(case, lists_of(case))
    for group in found:
        yield _of_group(case, group)


def _without_linkage(case: Case, lists: Sequence[List]) -> Finding:
    """Nothing was linked: the longest list of people is all that is documented."""
    longest = max((one.record.entries.low for one in lists if one.record.unit is ListUnit.PEOPLE), default=0)
    says = Message("How many people were detained in all was not estimated: the material holds no lists of people.")
    if lists:
        says = Message("How many people were detained in all was not estimated: the lists of people were not linked.")
    if longest:
        says = Message(
            "How many people were detained in all was not estimated: the lists of people were not linked. People on at "
            "least one list: {documented}.",
            documented=Count.between(longest, None),
        )
    return Finding(
        "case",
        Outcome.UNKNOWN,
        says,
        context=names(lists),
        limits=(PEOPLE_NOT_DETENTIONS,),
        questions=(
            *(() if lists else (asked(case, WHICH_LISTS, COUNSEL), asked(case, OWN_REGISTER, POLICE))),
            asked(case, MAY_BE_LINKED, KEEPERS),
        ),
    )


def _of_group(case: Case, group: Group) -> Finding:
    """Reasons that need no arithmetic first: then none is done."""
    against = reasons(case, group)
    tables = [one.histories for one in group.linked if one.histories is not None]
    against += of_tables(refusal for table in tables for refusal in before(table))
    if against:
        return _refused(case, group, against, tables)
    told = [Told(one, t, assess(held_lists(t))) for one in group.linked if (t := one.histories) is not None]
    refusals = [refusal for one in told for refusal in one.says.refusals]
    decisive = [refusal for refusal in refusals if refusal is not Refusal.MODELS_DIFFER]
    if decisive:
        return _refused(case, group, of_tables(decisive), ())
    return _told(case, group, told)


# Refused


def _refused(case: Case, group: Group, against: Sequence[Reason], tables: Sequence[Histories]) -> Finding:
    measures = _documented(group)
    band = _band(against, tables)
    says = Message(
        "How many people there were in all was not estimated. People on at least one list: {documented}. Reasons: "
        "{reasons}.",
        documented=From(group.documented, group.facts),
        reasons=tuple(reason.says for reason in against),
    )
    if band:
        says = Message(
            "How many people there were in all was not estimated. People on at least one list: {documented}. If being "
            "on one list multiplied the odds of being on the other by a number from one half to two, people in all: "
            "{band}. Reasons: {reasons}.",
            band=_between(band),
            **says.values,
        )
    return Finding(
        group.subject,
        Outcome.UNKNOWN,
        says,
        facts=group.facts,
        measures=(*measures, *((_band_measure(group, band),) if band else ())),
        method=METHOD_OF_TWO if band else "",
        limits=(PEOPLE_NOT_DETENTIONS, *((ROUNDED,) if band else ())),
        questions=tuple(dict.fromkeys(reason.question(case) for reason in against)),
    )


def _band(against: Sequence[Reason], tables: Sequence[Histories]) -> tuple[int, ...]:
    """The band over the odds ratio, where nothing else speaks against it than that there are two lists."""
    two = [held.counts for table in tables if (held := held_lists(table)).lists == 2]
    if [*against] != [*of_tables([Refusal.TWO_LISTS])] or len(two) < len(tables):
        return ()
    found = [odds_ratio_band(c.get("10", 0), c.get("01", 0), c["11"], ODDS) for c in two]
    return tuple(rounded(number, sum(c.values())) for band, c in zip(found, two, strict=True) for number in band)


def _band_measure(group: Group, band: Sequence[int]) -> Measure:
    return Measure("band", _between(band), "people", "people in all, for odds ratios from one half to two", group.facts)


def _documented(group: Group) -> tuple[Measure, ...]:
    return tuple(
        Measure(
            f"documented:{one.claim.id}",
            one.people,
            "people",
            Message("people on at least one list; linkage {name}", name=Name(one.claim.id)),
            (one.claim.fact,),
        )
        for one in group.linked
    )


# Told


ESTIMATES = (
    "People on at least one list: {documented}. Lower bound of people in all: {bound}, with its interval of 95 per "
    "cent: {error}. Estimates, over models and linkages: {range}; with their intervals: {widest}."
)
RANGE_ONLY = (
    "People on at least one list: {documented}. Lower bound of people in all: {bound}, with its interval of 95 per "
    "cent: {error}. Models that fit equally well, or linkages, differ by more than a half, so that only the range of "
    "all estimates is told: {range}; with their intervals: {widest}."
)


def _told(case: Case, group: Group, told: Sequence[Told]) -> Finding:
    """Equally good models or linkages that differ too far leave only the range of all estimates."""
    numbers = [rounded(number, one.table.people) for one in told for number in one.says.estimates]
    lowest = min(told, key=lambda one: one.says.bound.people)
    bound = lowest.says.bound
    range_only = any(one.says.refusals for one in told) or max(numbers) > FACTOR * min(numbers)
    ends = [rounded(end, one.table.people) for one in told for end in one.says.ends]
    says = Message(
        RANGE_ONLY if range_only else ESTIMATES,
        documented=From(group.documented, group.facts),
        bound=rounded(bound.people, lowest.table.people),
        error=_between(rounded(end, lowest.table.people) for end in (bound.low, bound.high)),
        range=_between(numbers),
        widest=_between(ends),
    )
    return Finding(
        group.subject,
        Outcome.NOTED,
        says,
        facts=group.facts,
        measures=(
            *_documented(group),
            *(measure for one in told for measure in _bound(one)),
            *(measure for one in told if not range_only for measure in _estimates(one)),
            Measure("range", _between(numbers), "people", "all estimates, over models and linkages", group.facts),
            Measure("widest", _between(ends), "people", "all intervals of 95 per cent, over them too", group.facts),
        ),
        method=METHOD,
        assumptions=(IDENTIFYING, ONE_POPULATION),
        limits=(PEOPLE_NOT_DETENTIONS, *_direction(case, group), BOUND, SIMULATED, ROUNDED),
        questions=(asked(case, MAY_BE_LINKED, KEEPERS),) if range_only else (),
    )


def _bound(one: Told) -> Iterator[Measure]:
    found = one.says.bound
    label = Message("lower bound; linkage {name}", name=Name(one.linked.claim.id))
    yield from _pair(one, "bound", (found.people, found.low, found.high), label)


def _estimates(one: Told) -> Iterator[Measure]:
    """Each estimate with its interval of 95 per cent, the models that fit equally well first."""
    says = one.says
    linkage = Name(one.linked.claim.id)
    for place, fit in enumerate(says.best, start=1):
        found = fit.estimate
        label = Message("log-linear model {model}; linkage {name}", model=fit.name, name=linkage)
        yield from _pair(one, f"model.{place}", (found.people, found.low, found.high), label)
    if says.chosen is not None and says.chosen not in says.best:
        found = says.chosen.estimate
        label = Message("stepwise model {model}; linkage {name}", model=says.chosen.name, name=linkage)
        yield from _pair(one, "stepwise", (found.people, found.low, found.high), label)
    if says.profile is not None and says.chosen is not None:
        label = Message("profile likelihood of model {model}; linkage {name}", model=says.chosen.name, name=linkage)
        yield from _pair(one, "profile", (says.profile.people, says.profile.low, says.profile.high), label)
    if says.averaged is not None:
        label = Message("average of log-linear models; linkage {name}", name=linkage)
        yield from _pair(one, "averaged", (says.averaged.people, says.averaged.low, says.averaged.high), label)
    for place, (delta, graph) in enumerate(says.graphs, start=1):
        label = Message(
            "average of decomposable models, weight of the prior {delta}; linkage {name}",
            delta=Fraction(delta),
            name=linkage,
        )
        yield from _pair(one, f"graphs.{place}", (graph.median, graph.low, graph.high), label)


def _pair(one: Told, name: str, numbers: tuple[float, float, float], label: Said) -> Iterator[Measure]:
    """A number and its interval, under one label."""
    claim, (people, low, high) = one.linked.claim, (rounded(number, one.table.people) for number in numbers)
    yield Measure(f"estimate:{claim.id}:{name}", people, "people", label, (claim.fact,))
    yield Measure(f"interval:{claim.id}:{name}", Count.between(low, high), "people", label, (claim.fact,))


def _direction(case: Case, group: Group) -> tuple[Said, ...]:
    """Which way independence of these lists is expected to err, by who keeps them."""
    kept = [one.record.kept_by for one in group.lists]
    sorts = [_sort(case, ref) for ref in kept if ref is not None]
    if len(sorts) == len(kept) and OrganisationSort.STATE_BODY in sorts and len(set(sorts)) > 1:
        return (TOO_MANY,)
    return (TOO_FEW,) if len(sorts) == len(kept) and OrganisationSort.STATE_BODY not in sorts else (TOO_MANY, TOO_FEW)


def _sort(case: Case, ref: str) -> OrganisationSort | None:
    records = (f.record for f in case.claims(ref))
    return next((record.sort for record in records if isinstance(record, Organisation)), None)


def rounded(number: float, seen: int) -> int:
    """A number of people to tens, from 10,000 to three digits, never below those seen."""
    step = max(10, int(10 ** (len(str(round(number))) - 3)))
    return max(seen, round(number / step) * step)


def _between(numbers: Iterable[int]) -> Count:
    known = tuple(numbers)
    return Count.between(min(known), max(known))


CHECKS: tuple[Check, ...] = (estimate,)
