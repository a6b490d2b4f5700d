"""Assemblies: days, places, size, demands, and what is told of their policing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from saylau.checks.addressees import author
from saylau.checks.ask import asked
from saylau.checks.detentions_claims import POLICE
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.protests_events import events
from saylau.checks.registry import Check, check
from saylau.checks.told import besides, fit, unknown
from saylau.law.asked import Asked
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Protest
from saylau.values import Count, Truth
from saylau.values.message import From, Message, Value, Wording

Told = Fact[Protest]
ADDED = "Sizes of different assemblies are not added: the same people may have taken part in several."


@check(chapter="FA", standards=("ICCPR-21", "ICCPR-25", "GC37-70..73"))
def register(case: Case) -> Iterator[Finding]:
    """Assemblies in connection with the election: when, where, how many, and for what.

    Each assembly, or call for assemblies on the same days, stands with its places, its size as stated and its
    demands. Entries that are not public are counted and nothing more.
    """
    told = case.all(Protest)
    if not told:
        asks = (
            "Which assemblies were held in connection with the election, when, where, with how many people, and for "
            "what?"
        )
        yield unknown(Message("The material tells of no assembly."), asked(case, asks, POLICE))
        return
    public = [f for f in told if f.display is Display.PUBLIC]
    for thing in dict.fromkeys(f.id for f in public):
        yield _assembly(case, [f for f in public if f.id == thing])
    yield _all(case, told, public)


def _all(case: Case, told: Sequence[Told], public: Sequence[Told]) -> Finding:
    things, hidden = {f.id for f in told}, {f.id for f in told} - {f.id for f in public}
    places = {place for f in public for place in f.record.places}
    sized = [f for f in public if f.record.size]
    allowed = {truth: len({f.id for f in told if f.record.permitted is truth}) for truth in Truth}
    return Finding(
        "case",
        Outcome.NOTED,
        Message(
            "Assemblies told of: {all}; places named: {places}; with a stated size: {sized}; entries that are not "
            "public: {hidden}.",
            all=From(len(things), names(told)),
            places=len(places),
            sized=len({f.id for f in sized}),
            hidden=len(hidden),
        ),
        facts=names(told),
        measures=(
            Measure("assemblies", len(things), "assemblies", "assemblies told of", names(told)),
            Measure("places", len(places), "places", "different places named", names(public)),
            Measure("not_public", len(hidden), "assemblies", "entries that are not public"),
            Measure("permitted", allowed[Truth.YES], "assemblies", "stated to have been allowed"),
            Measure("permission_unknown", allowed[Truth.UNKNOWN], "assemblies", "of which that is not stated"),
        ),
        method="Entries, places and stated sizes are counted; sizes are not added.",
        limits=(ADDED, "The register holds what the sources tell; smaller assemblies may be missing."),
        questions=(
            asked(
                case, "Which of the assemblies had been applied for, and which of them were allowed or refused?", POLICE
            ),
        ),
    )


HELD = {
    (True, True): "{when}, {places}: people taking part: {size}; demands: {demands}.",
    (True, False): "{when}, {places}: people taking part: {size}; demands are not stated.",
    (False, True): "{when}, {places}: size not stated; demands: {demands}.",
    (False, False): "{when}, {places}: neither size nor demands are stated.",
}


def _assembly(case: Case, claims: Sequence[Told]) -> Finding:
    held = fit(case, claims)
    first = held[0].record
    sizes = {f.fact: f.record.size for f in held if f.record.size}
    given: dict[str, Value] = {
        "when": first.during,
        "places": Wording(held[0].fact, "places") if first.places else UNNAMED,
    }
    if sizes:
        given["size"] = tuple(From(size, (fact,)) for fact, size in sizes.items())
    if first.demands:
        given["demands"] = Wording(held[0].fact, "demands")
    differ = any(one.equals(other) is Truth.NO for one, other in combinations(sizes.values(), 2))
    return Finding(
        held[0].id,
        Outcome.DISPUTED if differ else Outcome.NOTED,
        Message(HELD[bool(sizes), bool(first.demands)], **given),
        facts=names(held),
        context=besides(claims, names(held)),
        measures=tuple(_measures(held)),
        method="Places, size and demands as stated, with the bounds of the size.",
        limits=(ADDED, "A size over several places is not divided among them."),
        questions=_questions(case, held, tuple(sizes.values())),
    )


UNNAMED = Message("places not named")


def _measures(held: Sequence[Told]) -> Iterator[Measure]:
    first = held[0]
    yield Measure("places", len(first.record.places), "places", "places named", (first.fact,))
    for claim in held:
        if claim.record.size:
            label = Message("size, of: {what}", what=Wording(claim.fact, "size_of"))
            unit = Message("{unit}", unit=Wording(claim.fact, "size_unit"))
            yield Measure(f"size:{claim.fact}", claim.record.size, unit, label, (claim.fact,))
    yield Measure("demands", len(first.record.demands), "demands", "kinds of demands stated", (first.fact,))
    yield Measure("policing", len(first.record.policing), "measures", "ways of policing that are told", (first.fact,))


def _questions(case: Case, held: Sequence[Told], sizes: Sequence[Count]) -> tuple[Asked, ...]:
    if sizes and all(size.exact is not None for size in sizes):
        return ()
    asks = Message(
        "How many people took part in the assemblies of {when}, in each place, and who counted?",
        when=held[0].record.during,
    )
    return (asked(case, asks, author(case, names(held))),)


CHECKS: tuple[Check, ...] = (register, events)
