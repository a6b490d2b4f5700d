"""Members of bodies that decide on elections who have a stake in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from saylau.checks.addressees import parliament
from saylau.checks.appointers import majority
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.power_held import held_on
from saylau.checks.registry import check
from saylau.checks.told import fit, may_hold, one_each, shown, unknown
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Candidacy, ChamberSeats, Office, Power, Tenure, Tie
from saylau.values import Truth
from saylau.values.message import From, Message, Name, Said, sentence

ASKED = "Which bodies decide disputes on elections, who sat in them on voting day, and had a member a stake in them?"


@dataclass(frozen=True)
class Stake:
    """A tie of a member to a contestant, the contestant's nominator or a party with seats."""

    says: Said
    facts: tuple[str, ...]


@check(chapter="PW", standards=("VC-II.3.3", "CPH-5.10", "CPH-5.12", "UNCAC-7.4"), area="power")
def interested_members(case: Case) -> Iterator[Finding]:
    """Whether members of a body that decides on elections had a stake in them.

    Bodies with a power to decide on elections; their members on voting day by office; ties of a member to a contestant,
    to a contestant's nominator or to a party with seats in parliament; and candidacies of members.
    """
    powers = [
        f for f in shown(case, Power) if f.record.elections is Truth.YES and may_hold(f.record.during, case.info.poll)
    ]
    if not powers:
        says = Message("The material does not tell which body decides disputes on elections.")
        yield unknown(says, asked(case, ASKED, parliament(case)))
        return
    for body in dict.fromkeys(f.record.holder for f in powers):
        yield _of_body(case, body, [f for f in powers if f.record.holder == body])


def _of_body(case: Case, body: str, powers: Sequence[Fact[Power]]) -> Finding:
    members = _members(case, body)
    if not members:
        says = Message("{body} had a power to decide on elections; the material does not name a member on voting day.",
                       body=Name(body))  # fmt: skip
        asks = "Who sat in the body on voting day, appointed by whom, and for how long?"
        return unknown(says, asked(case, asks, parliament(case), Message("{body}", body=Name(body))), subject=body,
                       facts=names(powers))  # fmt: skip
    stakes = {f.record.person: _stakes(case, f.record.person) for f in members}
    interested = [f for f in members if stakes[f.record.person]]
    lifelong = [f for f in interested if f.record.for_life is Truth.YES]
    ties = tuple(_said(s) for f in interested for s in stakes[f.record.person])
    used = tuple(fact for tie in ties for fact in tie.facts)
    facts = tuple(dict.fromkeys((*names(powers), *names(interested or members), *used)))
    return Finding(
        body,
        Outcome.CONCERN if interested else Outcome.UNKNOWN,
        _says(body, members, interested, lifelong, ties),
        facts=facts,
        measures=(
            Measure("members", len(members), "people", "members on record on voting day", names(members)),
            Measure("interested", len(interested), "people", "members with a stake", names(interested)),
            Measure("for_life", len(lifelong), "people", "of these, members for life", names(lifelong)),
            *(
                Measure(f"stake:{f.record.person}:{n}", Name(f.record.person), "", s.says, s.facts)
                for f in interested
                for n, s in enumerate(stakes[f.record.person], start=1)
            ),
        ),
        method="Members by office on voting day, and their ties to contestants, nominators and parties with seats.",
        limits=(
            "This is a rule on conflicts of interest, not a finding on conduct: no decision of the body was looked at.",
            "Only members and ties on record were looked at.",
        ),
        questions=(
            asked(case, "Who were all the members of the body on voting day, and had members with an interest to stand "
                  "aside?", parliament(case), Message("{body}", body=Name(body))),
        ),
    )  # fmt: skip


def _members(case: Case, body: str) -> tuple[Fact[Tenure], ...]:
    offices = {f.id for f in case.where(Office, body=body)}
    return one_each(f for f in held_on(case, case.info.poll) if f.record.office in offices)


def _stakes(case: Case, person: str) -> tuple[Stake, ...]:
    """What ties a person to the election: an own candidacy, a contestant, a nominator, a party with seats."""
    running = [f for f in shown(case, Candidacy) if f.record.election == case.info.election]
    found = [Stake("is a contestant", (f.fact,)) for f in running if f.record.person == person]
    contestants: dict[str, Fact[Candidacy]] = {f.record.person: f for f in running}
    nominators: dict[str, Fact[Candidacy]] = {f.record.nominator: f for f in running if f.record.nominator}
    for tie in fit(case, [t for t in case.all(Tie) if person in (t.record.one, t.record.other)]):
        other = tie.record.other if tie.record.one == person else tie.record.one
        if tie.display is not Display.PUBLIC:
            continue
        if other in contestants:
            says = Message("{sort}: {other}, a contestant", sort=Message(tie.record.sort.value), other=Name(other))
            found.append(Stake(says, (tie.fact, contestants[other].fact)))
        if other in nominators:
            says = Message("{sort}: {other}, which nominated {who}", sort=Message(tie.record.sort.value),
                           other=Name(other), who=Name(nominators[other].record.person))  # fmt: skip
            found.append(Stake(says, (tie.fact, nominators[other].fact)))
        found.extend(_with_majority(case, tie, other))
    return tuple(found)


def _with_majority(case: Case, tie: Fact[Tie], other: str) -> Iterator[Stake]:
    """A tie to a party that held more than half of the seats of a chamber."""
    for seats in one_each(case.where(ChamberSeats, holder=other)):
        facts = majority(case, seats.record.chamber)
        if seats.fact in facts:
            says = Message(
                "{sort}: {other}, with more than half of the seats: {chamber}",
                sort=Message(tie.record.sort.value),
                other=Name(other),
                chamber=Name(seats.record.chamber),
            )
            yield Stake(says, (tie.fact, *facts))


def _said(stake: Stake) -> From:
    return From(sentence(stake.says), stake.facts)


def _says(
    body: str,
    members: Sequence[Fact[Tenure]],
    interested: Sequence[Fact[Tenure]],
    lifelong: Sequence[Fact[Tenure]],
    ties: tuple[From, ...],
) -> Message:
    if not interested:
        return Message(
            "{body} had a power to decide on elections. Members on record on voting day: {members}; of these with a "
            "tie on record to a contestant, a nominator or a party with a majority of seats: none.",
            body=Name(body), members=From(len(members), names(members)),
        )  # fmt: skip
    return Message(
        "{body} had a power to decide on elections. Members on record on voting day: {members}; of these with a stake "
        "in them: {interested} ({who}); of these, members for life: {life}. Ties on record: {ties}.",
        body=Name(body), members=From(len(members), names(members)),
        interested=From(len(interested), names(interested)),
        who=tuple(From(Name(f.record.person), (f.fact,)) for f in interested),
        life=From(len(lifelong), names(lifelong)) if lifelong else 0,
        ties=ties,
    )  # fmt: skip
