"""Who sits on the election commissions, who put them there, and whom the chair is related to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from saylau.checks.addressees import commission
from saylau.checks.appointers import Appointer, appointed_by_office, appointers
from saylau.checks.ask import Answer, ask, asked, which_provision
from saylau.checks.commissions_levels import levels
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import reading, together
from saylau.checks.kinship import Relation, related_contestants, relations
from saylau.checks.registry import Check, check
from saylau.checks.told import Told, besides, explanations, fit, open_questions, speakers, unknown
from saylau.law.inputs import CompositionInputs
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Body, Commission, CommissionMember, SearchForEvidence, Tally
from saylau.records.kinds.commissions import CommissionLevel
from saylau.records.kinds.protests import TallySubject
from saylau.values import Count, Truth
from saylau.values.message import From, Message, Name, OutOf

CHAIR = "chair"


def _central(case: Case) -> tuple[Fact[Commission], ...]:
    return case.where(Commission, election=case.info.election, level=CommissionLevel.CENTRAL)


def _body(case: Case) -> str | None:
    """The central commission as a body of the state."""
    return next((f.record.body for f in _central(case) if f.record.body), None)


@check(chapter="EA", standards=("VC-II.3.1", "GC25-20"))
def cec_composition(case: Case) -> Iterator[Finding]:
    """Who fills the seats of the central election commission.

    Seats by who fills them, added up and compared with the number of members. Seats count as within two steps of one
    office where it fills them itself, where it fills seats of the body that does, or where one faction holds more than
    half of the chamber that does.
    """
    body = _body(case)
    by = appointers(case, body) if body else ()
    if body is None or not by:
        says = Message("The material does not say who fills the seats of the central election commission.")
        asks = "Who fills each seat of the central election commission, and on whose proposal?"
        yield unknown(says, asked(case, asks, commission(case)), facts=names(_central(case)))
        return
    facts = tuple(f for a in by for f in a.facts)
    given = CompositionInputs(by_appointer=tuple((a.who, a.seats) for a in by), facts=facts)
    answers = ask(case, "commissions.cec", given)
    members = fit(case, [f for f in case.all(Body) if f.id == body and f.record.members])
    yield _composition(case, by, members, answers)


def _composition(
    case: Case, by: Sequence[Appointer], members: Sequence[Fact[Body]], answers: tuple[Answer, ...]
) -> Finding:
    total, first = _sum(by), _first(by)
    near = _sum(_close(by, first))
    readings = tuple(reading(a) for a in answers)
    facts = tuple(dict.fromkeys(f for a in by for f in (*a.facts, *a.behind, *a.majority)))
    disagree = [f for f in members if f.record.members and total.equals(f.record.members) is Truth.NO]
    outcome = Outcome.CONCERN if (near + near).more_than(total) is Truth.YES else Outcome.NOTED
    if Outcome.CONTRARY in {r.outcome for r in readings if r.decides}:
        outcome = together(readings)
    if outcome is Outcome.NOTED and readings and together(readings) is Outcome.IN_LINE:
        outcome = Outcome.IN_LINE
    if disagree:
        outcome = Outcome.DISPUTED
    return Finding(
        "case",
        outcome,
        _composition_says(case, by, first, total),
        facts=(*facts, *names(disagree)),
        context=tuple(f for f in names(members) if f not in names(disagree)),
        readings=readings,
        measures=_composition_measures(case, by, total, near, members),
        explanations=explanations(answers),
        method="Seats added up by who fills them; fractions of all seats.",
        limits=(
            "Who appoints says nothing of how members decided.",
            "A chamber counts as within two steps where that office appoints members of it, however few, or where one "
            "faction holds more than half of its seats; the shares appointed stand among the numbers where known.",
        ),
        questions=open_questions(answers)
        if answers
        else (which_provision(case, "commissions.cec", "who fills the central election commission"),),
    )


def _first(by: Sequence[Appointer]) -> Appointer:
    """The office with the most seats within two steps; where no office fills any, the body with the most seats."""
    return max(by, key=lambda a: (a.office, _sum(_close(by, a)).low, a.seats.low))


def _close(by: Sequence[Appointer], first: Appointer) -> list[Appointer]:
    """Who fills the seats within two steps of one office, or of a chamber where one faction can decide."""
    return [a for a in by if a.within_two_steps(first.who) and (first.office or a is not first or a.majority)]


def _sum(by: Sequence[Appointer]) -> Count:
    return sum((a.seats for a in by), Count.of(0))


def _out_of(part: Count, whole: Count) -> OutOf | Count:
    """A fraction where both numbers are exact, else the part with its bounds."""
    return part if part.exact is None or whole.exact is None else OutOf(part.exact, whole.exact)


def _composition_says(case: Case, by: Sequence[Appointer], first: Appointer, total: Count) -> Message:
    close = _close(by, first)
    return Message(
        "The seats of the central commission as {who} stated, {parts}, added up to {total}. The office “{office}” "
        "filled {own}. Within two steps of that office, or of a chamber where one faction held more than half of "
        "the seats, stood {near}.",
        who=speakers(case, (f for a in by for f in a.facts)),
        parts=tuple(From(a.seats, a.facts) for a in by),
        total=total,
        office=Name(first.who),
        own=From(_out_of(first.seats, total), first.facts),
        near=From(_out_of(_sum(close), total), tuple(f for a in close for f in (*a.facts, *a.behind, *a.majority))),
    )


def _composition_measures(
    case: Case, by: Sequence[Appointer], total: Count, near: Count, members: Sequence[Fact[Body]]
) -> tuple[Measure, ...]:
    parts = " + ".join(str(a.seats) for a in by)
    stated = [
        Measure("members", f.record.members, "seats", "members as stated", (f.fact,))
        for f in members
        if f.record.members
    ]
    return (
        *(
            Measure(f"by:{a.who}", _out_of(a.seats, total), "seats", _filled_by(a.who), a.facts)
            for a in by
        ),
        Measure("total", total, "seats", "seats added up", tuple(f for a in by for f in a.facts), parts),
        *stated,
        Measure("within_two_steps", _out_of(near, total), "seats", "within two steps of one office or faction"),
        *(_behind_measure(a.who, place, *share) for a in by
          for place, share in enumerate(appointed_by_office(case, a), start=1)),
    )  # fmt: skip


def _filled_by(who: str) -> Message:
    return Message("filled by: {who}", who=Name(who))


def _behind_measure(chamber: str, place: int, part: Told[int], whole: Told[int]) -> Measure:
    """How many seats of a chamber that fills seats of the commission are themselves appointed by the office."""
    name = f"behind:{chamber}" if place == 1 else f"behind:{chamber}_{place}"
    label = Message("{chamber}: appointed by the office that fills seats of the commission", chamber=Name(chamber))
    return Measure(name, OutOf(part.value, whole.value), "seats", label, (*part.facts, *whole.facts))


PROPOSERS_ASKED = "Which parties and associations proposed the members of each commission?"


@check(chapter="EA", standards=("VC-II.3.1", "CPH-5.4"))
def party_balance(case: Case) -> Iterator[Finding]:
    """Whether parties sat in balance on the election commissions.

    Members by the party that proposed them, on each level of commissions; one party with more than half of the members
    of a level is a concern.
    """
    commissions = case.where(Commission, election=case.info.election)
    level_of = {f.id: f.record.level for f in commissions}
    members = [f for f in case.all(CommissionMember) if f.record.proposed_by and f.record.commission in level_of]
    proposed = fit(case, members)
    searched = names(case.where(SearchForEvidence, check="commissions.party_balance"))
    if not proposed:
        if told := _parties_as_told(case, (*names(commissions), *searched)):
            yield told
            return
        says = Message("The material does not say which parties proposed the members of the election commissions.")
        yield unknown(says, asked(case, PROPOSERS_ASKED, commission(case)), facts=(*names(commissions), *searched))
        return
    by_level = {
        where: _by_party([f for f in proposed if level_of[f.record.commission] is where]) for where in CommissionLevel
    }
    counts = {where: parties for where, parties in by_level.items() if parties}
    largest = {where: max(parties, key=lambda p: parties[p]) for where, parties in counts.items()}
    shares = {where: Fraction(counts[where][p], sum(counts[where].values())) for where, p in largest.items()}
    where = max(shares, key=lambda level: shares[level])
    party = largest[where]
    yield Finding(
        "case",
        Outcome.CONCERN if shares[where] > Fraction(1, 2) else Outcome.NOTED,
        Message(
            "Of the members of commissions of one level whose proposer is stated, {share} were proposed by {party}.",
            share=From(OutOf(counts[where][party], sum(counts[where].values())), names(proposed)),
            party=Name(party),
        ),
        facts=names(proposed),
        context=(*names(commissions), *searched),
        measures=tuple(
            Measure(
                f"{w}:{p}",
                OutOf(n, sum(parties.values())),
                "members",
                Message("{level}: proposed by {party}", level=Message(str(w)), party=Name(p)),
                names(proposed),
            )
            for w, parties in counts.items()
            for p, n in parties.items()
        ),
        method="Members by the party that proposed them, one count for each member and level.",
        limits=("Members whose proposer is not stated are left out.", "A proposal is not membership of the party."),
    )


def _parties_as_told(case: Case, context: tuple[str, ...]) -> Finding | None:
    """What is stated of the parties that may propose members, where nobody says who proposed whom."""
    active, opposition, registered, own_words = (
        next(iter(case.where(Tally, of=subject)), None)
        for subject in (
            TallySubject.PARTIES_ACTIVE,
            TallySubject.PARTIES_CLEARLY_OPPOSITION,
            TallySubject.PARTIES_REGISTERED,
            TallySubject.PARTIES_SELF_DESCRIBED_OPPOSITION,
        )
    )
    if not (active and opposition and registered and own_words):
        return None
    told = (opposition, active, own_words, registered)
    return Finding(
        "case",
        Outcome.CONCERN if opposition.record.number.exact == 0 else Outcome.NOTED,
        Message(
            "Active parties, which may propose members of commissions: {active}; clearly in opposition among them, as "
            "assessed by {assessor}: {opposition}. Registered parties: {registered}; that called themselves in "
            "opposition, as {teller} stated (in the source's words, see the claim): {own}. Who proposed the members of "
            "each commission is not in the material.",
            assessor=speakers(case, (opposition.fact,)),
            teller=speakers(case, (own_words.fact,)),
            active=From(active.record.number, (active.fact,)),
            opposition=From(opposition.record.number, (opposition.fact,)),
            own=From(own_words.record.number, (own_words.fact,)),
            registered=From(registered.record.number, (registered.fact,)),
        ),
        facts=names(told),
        context=context,
        measures=tuple(
            Measure(str(f.record.of).replace(" ", "_"), f.record.number, "", Message(str(f.record.of)), (f.fact,))
            for f in told
        ),
        method="Parties as counted by the source; no share is computed, since the counts have different bases.",
        limits=(
            "Which side a party is on is the assessment of the source that states it.",
            "A party that calls itself in opposition may do so with a reservation, which stands in the claim.",
            "Nothing is assessed for any single commission.",
        ),
        questions=(asked(case, PROPOSERS_ASKED, commission(case)),),
    )


def _by_party(members: Sequence[Fact[CommissionMember]]) -> Counter[str]:
    """Members by the organisation that proposed them, each member once."""
    first: dict[str, str] = {}
    for fact in members:
        if fact.record.proposed_by:
            first.setdefault(fact.id, fact.record.proposed_by)
    return Counter(first.values())


@check(chapter="EA", standards=("VC-II.3.1", "UNCAC-7.4"))
def kinship(case: Case) -> Iterator[Finding]:
    """How many steps of kinship or marriage lie between the chair of the commission and other offices.

    Shortest ways through the recorded ties of kinship and marriage (breadth-first search), each tie one step, to people
    who held an office outside the commission on voting day, and to each contestant. Private relatives stand under their
    numbers.
    """
    central = {f.id for f in _central(case)}
    chairs = fit(case, [f for f in case.where(CommissionMember, role=CHAIR) if f.record.commission in central])
    if not chairs:
        says = Message("The material does not name the chair of the central election commission.")
        yield unknown(says, asked(case, "Who chaired the central election commission?", commission(case)))
        return
    chair = chairs[0]
    yield from _kin_who_stood(case, chair)
    found = relations(case, chair.record.person, _body(case))
    if not found:
        says = Message(
            "The material records no tie of kinship or marriage between {chair}, who chaired the central commission, "
            "and the holder of another office. That does not show that there was none.",
            chair=Name(chair.record.person),
        )
        asks = "Were members of the central election commission related to holders of other offices?"
        yield unknown(says, asked(case, asks, commission(case)), facts=names(chairs))
        return
    ties = tuple(dict.fromkeys(f for r in found for f in r.ties))
    facts = (chair.fact, *ties, *dict.fromkeys(f for r in found for f in r.tenures))
    yield Finding(
        "case",
        Outcome.CONCERN,
        _kinship_says(case, chair.record.person, found),
        facts=facts,
        context=besides(chairs, facts),
        measures=tuple(m for r in found for m in _kinship_measures(r)),
        method="Shortest ways by breadth-first search; each tie of kinship or marriage is one step.",
        limits=(TIE_LIMIT,),
    )


TIE_LIMIT = "A tie says nothing of anyone's conduct; relatives are told by their role only."


def _kin_who_stood(case: Case, chair: Fact[CommissionMember]) -> Iterator[Finding]:
    for one, ties, steps in related_contestants(case, chair.record.person):
        yield Finding(
            one.person,
            Outcome.CONCERN,
            Message(
                "{chair}, who chaired the central commission, was related by kinship or marriage to {person}, who "
                "stood; steps: {steps}. The ties were stated by {who}.",
                chair=Name(chair.record.person), person=Name(one.person), steps=From(steps, ties),
                who=speakers(case, ties),
            ),
            facts=(chair.fact, *ties, *one.facts),
            measures=(Measure("steps", steps, "", Message("steps to {who}", who=Name(one.person)), ties),),
            limits=(TIE_LIMIT,),
        )  # fmt: skip


def _kinship_says(case: Case, chair: str, found: Sequence[Relation]) -> Message:
    return Message(
        "{chair}, who chaired the central commission, was related by kinship or marriage to holders of other offices: "
        "{holders}; steps to each: {steps}. Steps to the nearest of their families: {family}. The ties were stated by "
        "{who}.",
        who=speakers(case, dict.fromkeys(f for r in found for f in r.ties)),
        chair=Name(chair),
        holders=tuple(From(Name(r.holder), r.tenures) for r in found),
        steps=tuple(From(r.steps, r.ties) for r in found),
        family=min(r.family_steps for r in found),
    )


def _kinship_measures(relation: Relation) -> tuple[Measure, Measure, Measure]:
    who, way = Name(relation.holder), tuple(Name(person) for person in relation.way)
    near, family = Message("steps to {who}", who=who), Message("steps to the family of {who}", who=who)
    return (
        Measure(f"steps:{relation.holder}", relation.steps, "", near, relation.ties),
        Measure(f"way:{relation.holder}", way, "", Message("way to {who}", who=who), relation.ties),
        Measure(f"family_steps:{relation.holder}", relation.family_steps, "", family, relation.ties),
    )


CHECKS: tuple[Check, ...] = (cec_composition, levels, party_balance, kinship)
