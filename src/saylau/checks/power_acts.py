"""Who fills, proposes, consents and binds: the matrix of appointments, joint acts, and what lies within reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from saylau.checks.addressees import parliament
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.power_held import held_on
from saylau.checks.power_network import BINDS, BLOCKS, FILLS, Edge, Reach, Relation, edges, reach
from saylau.checks.registry import check
from saylau.checks.told import may_hold, one_each, shown, unknown
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Appointment, Office, Privilege
from saylau.records.kinds.power import Manner
from saylau.values.message import From, Message, Name, Wording

STEPS = 2
"""How far an office is followed: what it fills, and what that fills in turn."""

WITH_CONSENT_OF = "with the consent of {partner}"
ON_PROPOSAL_OF = "on the proposal of {partner}"
METHOD = "Shortest ways along typed relations, positions counting no step (E. W. Dijkstra, 1959)."
IN_LAW = "These are relations as stated; how they were used is not in them."
ASKED = "Who fills each office of state and each seat of the election commission, and on whose proposal or consent?"


def _appointments(case: Case) -> tuple[Fact[Appointment], ...]:
    """The claims on who fills what on voting day."""
    return tuple(f for f in shown(case, Appointment) if may_hold(f.record.during, case.info.poll))


@check(chapter="PW", standards=("CPH-5.4",), area="power")
def appointments(case: Case) -> Iterator[Finding]:
    """Which kinds of office and seat were filled by whom, alone, on a proposal or with consent.

    Each kind of office or body that is filled, by who fills it and with whom. Kinds are counted, not posts.
    """
    claims = _appointments(case)
    if not claims:
        says = Message("The material does not tell who fills an office or a seat.")
        yield unknown(says, asked(case, ASKED, parliament(case)))
        return
    kinds = {f.record.fills for f in claims}
    pairs = dict.fromkeys((f.record.by, f.record.fills) for f in claims if f.record.manner is Manner.ALONE)
    alone = Counter(by for by, _ in pairs)
    most = max(alone, key=lambda by: alone[by], default=claims[0].record.by)
    own = [f for f in claims if f.record.by == most]
    by_manner = {manner: _kinds(own, manner) for manner in Manner}
    yield Finding(
        "case",
        Outcome.NOTED,
        Message(
            "Kinds of office or seat whose filling is on record: {all}. Filled by {who}: alone {alone}, on a proposal "
            "{proposal}, with consent {consent}.",
            all=From(len(kinds), names(claims)),
            who=Name(most),
            alone=From(len(by_manner[Manner.ALONE]), names(own)),
            proposal=len(by_manner[Manner.ON_PROPOSAL]),
            consent=len(by_manner[Manner.WITH_CONSENT]),
        ),
        facts=names(claims),
        measures=(
            Measure("kinds", len(kinds), "", "kinds of office or seat", names(claims)),
            *(Measure(f"{m.value}:{most}", len(k), "", MANNERS[m], names(own)) for m, k in by_manner.items() if k),
            *(_row(f) for f in one_each(claims)),
        ),
        method="Distinct kinds of office or body that are filled, by who fills them and in which manner.",
        limits=(IN_LAW, "Kinds of office are counted, not posts; what is filled in several ways counts in each."),
        questions=(asked(case, "Under which articles were these offices filled on voting day?", parliament(case)),),
    )


def _kinds(claims: Sequence[Fact[Appointment]], manner: Manner) -> set[str]:
    return {f.record.fills for f in claims if f.record.manner is manner}


MANNERS: Mapping[Manner, str] = MappingProxyType(
    {
        Manner.ALONE: "kinds filled alone",
        Manner.ON_PROPOSAL: "kinds filled on a proposal",
        Manner.WITH_CONSENT: "kinds filled with consent",
        Manner.ELECTS: "kinds filled by election",
    }
)


def _row(fact: Fact[Appointment]) -> Measure:
    """One cell of the matrix: what is filled, by whom, how and with whom, and how many seats."""
    record = fact.record
    how = Message(record.manner.value)
    if record.partner and record.manner is Manner.WITH_CONSENT:
        how = Message(WITH_CONSENT_OF, partner=Name(record.partner))
    elif record.partner:
        how = Message(ON_PROPOSAL_OF, partner=Name(record.partner))
    shown = Message("{by}: {how}", by=Name(record.by), how=how)
    return Measure(fact.id, record.seats or shown, "seats" if record.seats else "",
                   Message("{fills}; {shown}", fills=Name(record.fills), shown=shown) if record.seats
                   else Message("{fills}", fills=Name(record.fills)), (fact.fact,))  # fmt: skip


@check(chapter="PW", standards=("CPH-5.4",), area="power")
def joint_acts(case: Case) -> Iterator[Finding]:
    """Which offices and bodies could not be filled by one alone, and who could block it.

    Appointments that need a proposal or the consent of another; whoever proposes or consents can withhold it.
    """
    claims = _appointments(case)
    joint = [f for f in claims if f.record.manner in (Manner.WITH_CONSENT, Manner.ON_PROPOSAL)]
    if not claims:
        says = Message("The material does not tell who fills an office or a seat.")
        yield unknown(says, asked(case, ASKED, parliament(case)))
        return
    can_block = tuple(dict.fromkeys(f.record.partner for f in joint if f.record.partner))
    nameless = [f for f in joint if not f.record.partner]
    fills = tuple(dict.fromkeys(f.record.fills for f in joint))
    facts = names(joint) or names(claims)
    yield Finding(
        "case",
        Outcome.NOTED,
        Message(
            "Kinds of office or seat that could not be filled by one alone: {number} ({fills}). Who could withhold a "
            "proposal or consent: {blockers}.",
            number=From(len(fills), facts),
            fills=tuple(Name(f) for f in fills),
            blockers=tuple(Name(b) for b in can_block) or Message("not named"),
        )
        if joint
        else Message("No appointment on record needs the proposal or consent of another."),
        facts=facts,
        measures=tuple(_row(f) for f in one_each(joint)),
        method="Appointments on a proposal or with consent.",
        limits=(IN_LAW,),
        questions=tuple(
            asked(case, "Who proposes, or whose consent is needed?", parliament(case),
                  Message("{fills}", fills=Name(f.record.fills)))
            for f in one_each(nameless)
        ),
    )  # fmt: skip


@check(chapter="PW", standards=("CPH-5.4",), area="power")
def consent_chain(case: Case) -> Iterator[Finding]:
    """What each office holder could fill, block or bind within two steps.

    From each holder of an office on voting day, and each office without one on record, along relations in their
    direction. To appoint, elect, propose, consent, dismiss, bind, coordinate, hear reports, review, decide, and to hold
    a chamber's majority each count one step; to hold an office, sit in a body or lead an organisation counts none. An
    office without a holder on record is told where it reaches more than one other.
    """
    network = edges(case, case.info.poll)
    acts = [e for e in network if e.relation in (*FILLS, *BLOCKS, *BINDS)]
    if not acts:
        says = Message("The material holds no relation by which one office fills, binds or reviews another.")
        yield unknown(says, asked(case, ASKED, parliament(case)))
        return
    people = {f.record.person for f in held_on(case, case.info.poll)}
    ways = [(start, reach(network, start, STEPS)) for start in _starts(case, network)]
    worth = [(start, found) for start, found in ways if len(found) > (0 if start in people else 1)]
    if not worth:
        says = Message("No office on record reached more than one other within {steps} steps.", steps=STEPS)
        facts = tuple(dict.fromkeys(f for e in acts for f in e.facts))
        yield Finding("case", Outcome.NOTED, says, facts=facts, method=METHOD, limits=(IN_LAW,))
    for start, found in worth:
        yield _within_reach(start, found)


def _starts(case: Case, network: Sequence[Edge]) -> tuple[str, ...]:
    """Holders of offices, then the offices without one that do something, each once."""
    holders = tuple(dict.fromkeys(f.record.person for f in held_on(case, case.info.poll)))
    with_holder = {e.end for e in network if e.relation is Relation.HOLDS}
    offices = {f.id for f in case.all(Office)}
    acting = (e.start for e in network if e.relation in (*FILLS, *BLOCKS, *BINDS))
    others = (s for s in acting if s in offices and s not in with_holder)
    return tuple(dict.fromkeys((*holders, *others)))


def _within_reach(start: str, found: Sequence[Reach]) -> Finding:
    fills, blocks, binds = (_ends(found, relations) for relations in (FILLS, BLOCKS, BINDS))
    facts = tuple(dict.fromkeys(f for r in found for f in r.facts))
    none = Message("none on record")
    return Finding(
        start,
        Outcome.NOTED,
        Message(
            "{who}, within {steps} steps, alone or with others. Could fill or elect: {fills}. Could propose, consent "
            "to, review or decide on acts of: {blocks}. Could bind, coordinate, dismiss or hear reports of: {binds}.",
            who=Name(start), steps=STEPS, fills=fills or none, blocks=blocks or none, binds=binds or none,
        ),
        facts=facts,
        measures=(
            Measure("fills", len(fills), "", "kinds that could be filled or elected", facts),
            Measure("blocks", len(blocks), "", "kinds on which a proposal, consent, review or decision was possible",
                    facts),
            Measure("binds", len(binds), "", "bodies and offices that could be bound or called to account", facts),
            *(_way(r) for r in found),
        ),
        method=METHOD,
        limits=(
            IN_LAW,
            "An office in a body stands for a share in what the body does, not for the body itself.",
            "A body counts as filled or elected where this holds for some of its members, however few.",
            "A majority in a chamber is taken to follow its party; members may vote otherwise.",
        ),
    )  # fmt: skip


def _ends(found: Sequence[Reach], relations: Sequence[Relation]) -> tuple[Name, ...]:
    return tuple(Name(end) for end in dict.fromkeys(r.end for r in found if r.last.relation in relations))


SAID: Mapping[Relation, str] = MappingProxyType(
    {
        Relation.HOLDS: "{one} holds the office: {other}",
        Relation.SITS_IN: "{one} sits in: {other}",
        Relation.LEADS: "{one} leads: {other}",
        Relation.MAJORITY: "{one} holds more than half of the seats: {other}",
        Relation.APPOINTS: "{one} appoints: {other}",
        Relation.ELECTS: "{one} elects members: {other}",
        Relation.PROPOSES: "{one} proposes: {other}",
        Relation.CONSENTS: "{one} consents to: {other}",
        Relation.DISMISSES: "{one} dismisses: {other}",
        Relation.BINDS: "{one} binds: {other}",
        Relation.COORDINATES: "{one} coordinates: {other}",
        Relation.HEARS: "{one} hears reports of: {other}",
        Relation.REVIEWS: "{one} reviews acts of: {other}",
        Relation.DECIDES: "{one} decides on acts of: {other}",
    }
)
"""A relation as a sentence, for the ways."""


def _way(found: Reach) -> Measure:
    says = tuple(Message(SAID[e.relation], one=Name(e.start), other=Name(e.end)) for e in found.way)
    return Measure(f"{found.last.relation.value}:{found.end}", found.steps, "steps",
                   Message("{way}", way=says), found.facts)  # fmt: skip


@check(chapter="PW", standards=("CPH-5.2",), area="power")
def privileges(case: Case) -> Iterator[Finding]:
    """Which privileges an office or person had, and under which act.

    Each privilege on record with its act and dates; one without a date is asked.
    """
    claims = shown(case, Privilege)
    if not claims:
        says = Message("The material holds no privilege of an office or person.")
        asks = "Which privileges and immunities does the law give present and former holders of office?"
        yield unknown(says, asked(case, asks, parliament(case)))
        return
    for holder in dict.fromkeys(f.record.holder for f in claims):
        own = [f for f in claims if f.record.holder == holder]
        things = one_each(own)
        undated = [f for f in things if f.record.during is None]
        yield Finding(
            holder,
            Outcome.NOTED,
            Message(
                "Privileges on record, {holder}: {number}; of these, with the dates from which they held: {dated}.",
                holder=Name(holder), number=From(len(things), names(own)), dated=len(things) - len(undated),
            ),
            facts=names(own),
            measures=(
                Measure("privileges", len(things), "", "privileges on record", names(own)),
                Measure("undated", len(undated), "", "of these without a date", names(undated)),
                *(Measure(f.id, f.record.during or Message("date not stated"), "",
                          Message("{says}", says=Wording(f.fact, "says")), (f.fact,)) for f in things),
            ),
            method="Listed with act and dates, as stated.",
            limits=("The words are those of the record; the acts themselves were read only where it says so.",),
            questions=(asked(case, "By which article, and from which day on, was each of these privileges given?",
                             parliament(case), Message("{holder}", holder=Name(holder))),) if undated else (),
        )  # fmt: skip
