"""Parties and movements that were banned, refused or dissolved: when, by whom, on which ground, and what came after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import check
from saylau.checks.told import fit, unknown
from saylau.law.asked import Asked
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import OrganisationStatus
from saylau.records.kinds.actors import OrganisationState
from saylau.values.message import From, Message, Name, Wording

Statuses = Sequence[Fact[OrganisationStatus]]
BARRED = (OrganisationState.BANNED, OrganisationState.REFUSED, OrganisationState.DISSOLVED)
WHO = "the courts or bodies that decided"


@check(chapter="CR", area="candidacy", standards=("CPH-7.6",))
def bans(case: Case) -> Iterator[Finding]:
    """Which parties and movements were banned, refused or dissolved, and on which ground.

    Every status on record of each organisation, in order of time, with who decided and the ground stated. Two
    organisations that share a name or an acronym stay two.
    """
    told = fit(case, [f for f in case.all(OrganisationStatus) if f.display is Display.PUBLIC])
    barred = [f for f in told if f.record.state in BARRED]
    if not barred:
        says = Message("The material records no party or movement that was banned, refused or dissolved.")
        asks = "Which parties and movements were banned, refused or dissolved before the election, and on which ground?"
        yield unknown(says, asked(case, asks, WHO), facts=names(told))
        return
    bodies = {f.record.organisation for f in barred}
    history = sorted((f for f in told if f.record.organisation in bodies), key=lambda f: f.record.during.sort_key())
    banned = {f.record.organisation for f in barred if f.record.state is OrganisationState.BANNED}
    heirs = [f for f in barred if f.record.predecessor in banned]
    lacking = [f for f in barred if not (f.record.decided_by and f.record.ground)]
    yield Finding(
        "case",
        Outcome.NOTED,
        _says(barred, heirs, lacking),
        facts=names(history),
        measures=(*_counts(barred, heirs, lacking), *(m for f in history for m in _measures(f))),
        method="Listed in order of time, as stated, each organisation by itself.",
        limits=(
            "The decisions were not read; whether their grounds were sound is not assessed.",
            "Only what the material records is listed; organisations of which nothing is told are not in it.",
        ),
        questions=_questions(case, barred),
    )


def _says(barred: Statuses, heirs: Statuses, lacking: Statuses) -> Message:
    return Message(
        "Parties and movements on record as banned, refused or dissolved: {number} ({who}). Successors of a banned one "
        "among them: {heirs}. Decisions of which the material does not state both who decided and the ground: "
        "{lacking}.",
        number=From(len({f.record.organisation for f in barred}), names(barred)),
        who=tuple(dict.fromkeys(Name(f.record.organisation) for f in barred)),
        heirs=From(len({f.record.organisation for f in heirs}), names(heirs)),
        lacking=From(len(lacking), names(lacking)),
    )


def _counts(barred: Statuses, heirs: Statuses, lacking: Statuses) -> tuple[Measure, ...]:
    bodies = len({f.record.organisation for f in barred})
    label = "decisions without who decided or without a ground"
    return (
        Measure("barred", bodies, "", "organisations banned, refused or dissolved", names(barred)),
        Measure("successors", len({f.record.organisation for f in heirs}), "", "successors of a banned one among them",
                names(heirs)),
        Measure("without_ground", len(lacking), "", label, names(lacking)),
    )  # fmt: skip


def _measures(fact: Fact[OrganisationStatus]) -> Iterator[Measure]:
    """When an organisation was what, who decided it and on which ground."""
    record, who = fact.record, Name(fact.record.organisation)
    label = Message("{who}: {state}", who=who, state=Message(record.state.value))
    yield Measure(f"during:{fact.fact}", record.during, "", label, (fact.fact,))
    if record.decided_by:
        said = Message("{who}: decided by", who=who)
        yield Measure(f"decided:{fact.fact}", Wording(fact.fact, "decided_by"), "", said, (fact.fact,))
    if record.ground:
        said = Message("{who}: ground, as stated", who=who)
        yield Measure(f"ground:{fact.fact}", Wording(fact.fact, "ground"), "", said, (fact.fact,))
    if record.predecessor:
        said = Message("{who}: came after", who=who)
        yield Measure(f"after:{fact.fact}", Name(record.predecessor), "", said, (fact.fact,))


def _questions(case: Case, barred: Statuses) -> tuple[Asked, ...]:
    asks = "Who decided on the organisation, on which day, under which provision and on which ground?"
    bodies = tuple(dict.fromkeys(Name(f.record.organisation) for f in barred))
    return (asked(case, asks, WHO, Message("{bodies}", bodies=bodies)),)
