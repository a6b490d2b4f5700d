"""What people themselves reported: how much came in, how, and how far each was checked. Reports are not people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saylau.checks.ask import asked
from saylau.checks.detentions_claims import public, unit, who
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.people import AGGREGATE, COUNSEL, counted
from saylau.checks.registry import check
from saylau.checks.told import one_each
from saylau.law.asked import Asked
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Act, Appeal, Step
from saylau.records.kinds.appeals import Channel, Verification
from saylau.records.kinds.protests import TallySubject
from saylau.values import When
from saylau.values.message import From, Message

SENDERS = (TallySubject.PEOPLE_REPORTING, TallySubject.PEOPLE_COMPLAINING)
OPEN = (Verification.RECEIVED, Verification.IN_WORK)
CHECKED = (Verification.VERIFIED, Verification.VERIFIED_LATE)
NOT_PEOPLE = "Reports are not people: one person may send several, several may tell of one, and many send none."
NOT_A_SAMPLE = "Who reports is not chosen by chance: months and channels show who could write, not what happened when."


@check(chapter="RP", standards=("CPH-10.4", "ICCPR-2"), area="prosecutions")
def reports(case: Case) -> Iterator[Finding]:
    """Reports that people sent, by month, channel and how far they were checked.

    A report of the same thing as an earlier one is counted with it, once. Only verified reports are held against the
    acts and steps that the case records; all are counted as reports. Numbers of senders stand beside them and are of
    another unit.
    """
    told = one_each(case.all(Appeal))
    stated = public(case, *SENDERS)
    beside = tuple(
        Measure(f"stated:{c.fact}", c.record.number, unit(c), Message(STATED, who=who(case, c)), (c.fact,))
        for c in stated
    )
    if not told:
        asks = "Which reports of the people concerned came in, in which month, how, and how far was each checked?"
        yield Finding(
            "case",
            Outcome.UNKNOWN,
            Message("The material holds no report of the people concerned one by one."),
            context=names(stated),
            measures=beside,
            limits=(NOT_PEOPLE,),
            questions=(asked(case, asks, COUNSEL),),
        )
        return
    counted_once = [f for f in told if not _repeats(f, told)]
    verified = [f for f in counted_once if f.record.verification in CHECKED]
    recorded = [f for f in verified if _concerned(case, f)]
    nameless = [f for f in counted_once if f.record.by is None]
    yield Finding(
        "case",
        Outcome.NOTED,
        Message(
            "Reports received: {reports}; of them of the same thing as an earlier one: {repeated}; without a name: "
            "{nameless}; verified: {verified}; of these with an act or step recorded from it: {recorded}.",
            reports=From(len(told), names(told)),
            repeated=len(told) - len(counted_once),
            nameless=len(nameless),
            verified=len(verified),
            recorded=len(recorded),
        ),
        facts=names(told),
        context=names(stated),
        measures=(
            Measure("reports", len(told), "reports", "reports received", names(told)),
            Measure("once", len(counted_once), "reports", "of one thing counted once", names(counted_once)),
            Measure("nameless", len(nameless), "reports", "of them without a name", names(nameless)),
            *_by_state(counted_once),
            *_by_channel(counted_once),
            *_by_month(counted_once),
            Measure("recorded", len(recorded), "reports", "verified, with an act or step recorded", names(recorded)),
            counted("people", tuple(row for f in recorded for row in _concerned(case, f)),
                    "people of whom an act or step is recorded from verified reports"),
            *beside,
        ),
        method="Reports are counted once for each thing that they tell of; months are those of the day of receipt.",
        limits=(NOT_PEOPLE, AGGREGATE, NOT_A_SAMPLE),
        questions=tuple(_questions(case, counted_once, verified, recorded)),
    )  # fmt: skip


STATED = "another unit, never added: senders, as stated by {who}"


def _repeats(appeal: Fact[Appeal], told: Sequence[Fact[Appeal]]) -> bool:
    """Whether an earlier report of the same thing is counted instead. Of reports that name one another in a circle the
    first row is counted.
    """
    order = {f.id: place for place, f in enumerate(told)}
    by_id = {f.id: f for f in told}
    seen, now = {appeal.id}, appeal
    while now.record.same_as in by_id:
        now = by_id[str(now.record.same_as)]
        if now.id in seen:
            return order[appeal.id] != min(order[thing] for thing in seen)
        seen.add(now.id)
    return now is not appeal


def _concerned(case: Case, appeal: Fact[Appeal]) -> tuple[Fact[Act | Step], ...]:
    """The acts and steps recorded from a report."""
    return tuple(case.get(ref) for ref in appeal.record.concerning if case.claims(ref))


def _by_state(told: Sequence[Fact[Appeal]]) -> Iterator[Measure]:
    for state in Verification:
        own = [f for f in told if f.record.verification is state]
        if own:
            yield Measure(f"state:{state.name.lower()}", len(own), "reports", Message(state.value), names(own))


def _by_channel(told: Sequence[Fact[Appeal]]) -> Iterator[Measure]:
    for channel in Channel:
        own = [f for f in told if f.record.channel is channel]
        if own:
            label = Message("received: {how}", how=Message(channel.value))
            yield Measure(f"channel:{channel.name.lower()}", len(own), "reports", label, names(own))


def _by_month(told: Sequence[Fact[Appeal]]) -> Iterator[Measure]:
    months: dict[str, list[Fact[Appeal]]] = {}
    for f in told:
        months.setdefault(_month(f.record.received), []).append(f)
    for month, own in sorted(months.items()):
        label = Message("received in {month}", month=When.parse(month)) if month else Message("month not stated")
        yield Measure(f"month:{month or 'none'}", len(own), "reports", label, names(own))


def _month(received: When) -> str:
    """The month in which something surely came; empty where it may be of two."""
    first, last = received.first, received.last
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return ""
    return first.isoformat()[:7]


def _questions(
    case: Case, told: Sequence[Fact[Appeal]], verified: Sequence[Fact[Appeal]], recorded: Sequence[Fact[Appeal]]
) -> Iterator[Asked]:
    if any(f.record.verification in OPEN for f in told):
        yield asked(case, "By which papers or witnesses can the reports that are not yet checked be verified?", COUNSEL)
    if len(recorded) < len(verified):
        yield asked(case, "Which acts do the verified reports tell of that the case does not record yet?", COUNSEL)
    if any(f.record.verification is Verification.CONTRADICTED for f in told):
        yield asked(case, "What contradicts the reports marked as contradicted, and who can tell which holds?", COUNSEL)
