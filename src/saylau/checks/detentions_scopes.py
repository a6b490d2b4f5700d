"""Numbers beside each other: which can be compared, and what wholes, parts and other claimants say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from saylau.checks.addressees import author
from saylau.checks.ask import asked
from saylau.checks.detentions_claims import (
    COUNTS_OF_PEOPLE,
    NEVER_ADDED,
    POLICE,
    Claim,
    as_count,
    by,
    each_telling,
    number,
    parts_of,
    public,
    sum_in_signs,
    sum_of,
    unit,
    who,
)
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.registry import check
from saylau.checks.told import fit, unknown
from saylau.methods.reconcile import Comparison, compare, share
from saylau.records.case import Case, names
from saylau.records.kinds.protests import TallySubject
from saylau.values import Count, Truth, When
from saylau.values.message import From, Message, Percent, Value

METHOD = (
    "Two numbers are compared only if they count the same: first the unit, then the scope. Equal scopes are compared "
    "by their bounds; of a scope within another, only that the part is not more than the whole; all else is left "
    "apart."
)
LABELS = {
    Comparison.IN_LINE: "pairs of one scope whose bounds meet",
    Comparison.DISPUTED: "pairs whose numbers exclude each other, if both counted the same",
    Comparison.CONTAINED: "pairs of which one scope lies within the other, and the numbers allow it",
    Comparison.REVISED: "pairs of which one is a later number of the same claimant",
    Comparison.NOT_COMPARABLE: "pairs that cannot be compared: scopes lie apart, overlap in part, or are not stated",
}


@check(chapter="FA", standards=("ICCPR-9",), area="detentions")
def scopes(case: Case) -> Iterator[Finding]:
    """Which numbers of people detained can be compared with each other.

    Every two numbers are compared by unit and scope. Of a scope that lies within another only one thing follows: the
    part cannot be more than the whole. No sum is formed.
    """
    claims = fit(case, public(case, TallySubject.PEOPLE_DETAINED))
    if len(claims) < 2:
        asks = "How many people were detained in connection with the election, on which days, where, and who counted?"
        yield unknown(
            Message("The material states fewer than two numbers of people detained."), asked(case, asks, POLICE)
        )
        return
    counts = {claim: as_count(case, claim) for claim in claims}
    pairs = [(a, b, compare(counts[a], counts[b])) for a, b in combinations(claims, 2)]
    found = {kind: [(a, b) for a, b, result in pairs if result is kind] for kind in Comparison}
    apart = found[Comparison.DISPUTED]
    more = [(a, b) for a, b in apart if counts[a].scope.same_as(counts[b].scope) is not Truth.YES]
    unclear = [claim for claim in claims if not counts[claim].scope.known]
    yield Finding(
        "case",
        Outcome.DISPUTED if more else Outcome.NOTED,
        Message(
            "Of {pairs} pairs of numbers of people detained, {contained} could be tested as part and whole, and {same} "
            "had one scope; of {apart} the numbers exclude each other, if both counted the same. No total was formed.",
            pairs=len(pairs),
            contained=len(found[Comparison.CONTAINED]) + len(more),
            same=len(found[Comparison.IN_LINE]) + len(found[Comparison.REVISED]) + len(apart) - len(more),
            apart=len(apart),
        ),
        facts=names(claims),
        measures=tuple(
            Measure(kind.name.lower(), len(found[kind]), "pairs", LABELS[kind], _both(found[kind]))
            for kind in Comparison
        ),
        method=METHOD,
        limits=(NEVER_ADDED, "A scope that a source does not state is not assumed."),
        questions=tuple(
            asked(
                case,
                Message(
                    "Which days and places does the stated number of people detained cover: {number}?",
                    number=c.record.number,
                ),
                author(case, (c.fact,)),
            )
            for c in unclear
        ),
    )


def _both(pairs: Sequence[tuple[Claim, Claim]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim.fact for pair in pairs for claim in pair))


@check(chapter="FA", standards=("ICCPR-9",), area="detentions")
def june_tallies(case: Case) -> Iterator[Finding]:
    """Numbers of people sanctioned: whether parts make the whole, and what other claimants state.

    The parts of one claimant are added, since a claimant's own parts are stated not to overlap. Numbers of others for
    the same measure stand beside them. The share of the people detained is given by its bounds.
    """
    wholes = [c for c in public(case, *COUNTS_OF_PEOPLE) if len(_kinds(parts_of(case, c))) > 1]
    if not wholes:
        asks = "How many people were arrested, fined and warned after the assemblies, on which days, and who counted?"
        yield unknown(
            Message("The material states no number of people sanctioned together with its parts."),
            asked(case, asks, POLICE),
        )
        return
    for subject, whole in each_telling(wholes).items():
        yield replace(_sanctioned(case, whole), subject=subject)


def _kinds(parts: Sequence[Claim]) -> set[TallySubject]:
    return {part.record.of for part in parts}


def _sanctioned(case: Case, whole: Claim) -> Finding:
    parts = parts_of(case, whole)
    total = sum_of(parts)
    beside = [(p, o) for p in parts for o in _others(case, p)]
    others = [o for _, o in beside]
    differ = [o for p, o in beside if o.record.number.equals(p.record.number) is Truth.NO]
    adds_up = total.equals(whole.record.number)
    detained = [
        d for d in public(case, TallySubject.PEOPLE_DETAINED) if _same_time(d, whole) and _other_claimant(d, whole)
    ]
    return Finding(
        whole.id,
        Outcome.DISPUTED if differ or adds_up is Truth.NO else Outcome.NOTED,
        _says(whole, parts, total, differ),
        facts=names((whole, *parts, *differ)),
        context=names([c for c in (*others, *detained) if c not in differ]),
        readings=tuple(_reading(case, c) for c in (*parts, *differ)) if differ else (),
        measures=(
            Measure("whole", whole.record.number, unit(whole), "whole as stated", (whole.fact,)),
            Measure("sum", total, unit(whole), "sum of the stated parts", names(parts), sum_in_signs(parts)),
            *(_measure("part", case, p) for p in parts),
            *(_measure("other", case, o) for o in others),
            *(m for d in detained for m in _shares(whole, d)),
        ),
        method=(
            "Parts of one claimant are added and compared with the whole; numbers of other claimants stand beside them."
        ),
        limits=(
            NEVER_ADDED,
            "The periods of the numbers are not stated to be the same: a later number may cover more days.",
        ),
        questions=(
            asked(
                case,
                "Which days, places and measures do the numbers of people sanctioned cover, and why do they differ?",
                author(case, (whole.fact,)),
            ),
        )
        if differ
        else (),
    )


def _same_time(one: Claim, other: Claim) -> bool:
    ours, theirs = one.record.during, other.record.during
    return isinstance(ours, When) and isinstance(theirs, When) and ours.whole() == theirs.whole()


def _other_claimant(one: Claim, other: Claim) -> bool:
    return (one.said_by, one.source) != (other.said_by, other.source)


def _others(case: Case, part: Claim) -> tuple[Claim, ...]:
    """What other claimants state of the same measure and time; parts of other wholes are left out."""
    return tuple(
        c
        for c in fit(case, public(case, part.record.of))
        if c.fact != part.fact and not c.record.whole and _same_time(c, part) and _other_claimant(c, part)
    )


def _says(whole: Claim, parts: Sequence[Claim], total: Count, differ: Sequence[Claim]) -> Message:
    given: dict[str, Value] = {
        "whole": number(whole),
        "parts": tuple(number(p) for p in parts),
        "sum": From(total, names(parts)),
    }
    if not differ:
        return Message("People sanctioned, as stated: {whole}; the parts {parts} add up to {sum}.", **given)
    return Message(
        "People sanctioned, as stated: {whole}; the parts {parts} add up to {sum}; other claimants state for the same "
        "measures: {others}.",
        others=tuple(number(o) for o in differ),
        **given,
    )


def _reading(case: Case, claim: Claim) -> ReadingOutcome:
    says = Message("{measure}: {number}.", measure=Message(claim.record.of.value), number=number(claim))
    return ReadingOutcome(by(case, claim), Message("as in {fact}", fact=claim.fact), Outcome.NOTED, says)


def _measure(name: str, case: Case, claim: Claim) -> Measure:
    label = Message("{measure}; stated by {who}", measure=Message(claim.record.of.value), who=who(case, claim))
    return Measure(f"{name}:{claim.fact}", claim.record.number, unit(claim), label, (claim.fact,))


def _shares(whole: Claim, detained: Claim) -> Iterator[Measure]:
    """The bounds of the share of people detained that the people sanctioned make up, as far as they have any."""
    low, high = share(whole.record.number, detained.record.number)
    how = f"{whole.record.number} / {detained.record.number}"
    for name, bound, label in (
        ("share_low", low, "lowest share of the people detained, by the number of another claimant"),
        ("share_high", high, "highest share of the people detained, by the number of another claimant"),
    ):
        if bound is not None and bound <= 1:
            yield Measure(f"{name}:{detained.fact}", Percent(bound), "", label, (whole.fact, detained.fact), how)
