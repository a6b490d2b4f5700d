"""Complaints and appeals: how many, to whom, answered in time, late or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import Check, check
from saylau.checks.told import besides, days_if_ordered, fit, one_each, unknown
from saylau.law.asked import Asked
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Complaint
from saylau.records.kinds.complaints import ComplaintAnswer
from saylau.values import Count, Ends, Truth, When
from saylau.values.message import From, Message, OutOf

Row = Fact[Complaint]

REGISTER_ASKED = "How many complaints were filed, by whom and with whom, when was each due and when answered, and how?"
ANSWERS_ASKED = "Was the complaint answered, on which day, and with what result?"
DUE_ASKED = "Within how many days was a complaint on the election to be answered, and under which provision?"
OPEN = (ComplaintAnswer.NOT_KNOWN, ComplaintAnswer.NO_ANSWER)


def _filed(case: Case) -> tuple[Row, ...]:
    """The leading claim on each complaint, in row order."""
    return one_each(fit(case, case.all(Complaint)))


def total(rows: Sequence[Row]) -> Count:
    """Complaints in all rows."""
    return sum((f.record.number for f in rows), Count.of(0))


def late(row: Row) -> Truth:
    """Whether an answer came after the day by which it was due; unknown where a day is missing."""
    due, answered = row.record.due, row.record.answered
    return answered.after(due) if due and answered else Truth.UNKNOWN


def overdue(row: Row, assessed: When) -> Truth:
    """Whether no answer came by its day, as far as known on the day of assessment."""
    record = row.record
    if record.due is None or record.answer is ComplaintAnswer.NOT_KNOWN:
        return Truth.UNKNOWN
    return record.due.before(assessed) if record.answer is ComplaintAnswer.NO_ANSWER else Truth.NO


@check(chapter="CA", standards=("CPH-5.10", "VC-II.3.3", "ICCPR-2"))
def register(case: Case) -> Iterator[Finding]:
    """How many complaints are recorded, and what came of them.

    Complaints by what came of them and by the sort of complainant; answered late, or not by the day on which an answer
    was due, as far as days are stated. Rows that stand for a number of complaints count with that number.
    """
    rows = _filed(case)
    if not rows:
        says = Message("The material records no complaints or appeals; whether there were any is not known.")
        yield unknown(says, asked(case, REGISTER_ASKED, commission(case)))
        return
    assessed = When.on(case.info.assessed)
    without = [f for f in rows if f.record.answer is ComplaintAnswer.NO_ANSWER]
    not_known = [f for f in rows if f.record.answer is ComplaintAnswer.NOT_KNOWN]
    after = [f for f in rows if late(f) is Truth.YES]
    past = [f for f in rows if overdue(f, assessed) is Truth.YES]
    amiss = bool(without or after or past)
    outcome = Outcome.CONCERN if amiss else Outcome.NOTED
    yield Finding(
        "case",
        Outcome.UNKNOWN if len(not_known) == len(rows) else outcome,
        Message(
            "Complaints recorded: {all}. Answered: {answered}; without an answer: {without}; of whose answer nothing "
            "is known: {unknown}. Answered after the day on which it was due: {late}; without an answer past that day: "
            "{past}; day not stated: {undated}.",
            all=_counted(rows, rows),
            answered=_counted([f for f in rows if f.record.answer not in OPEN], rows),
            without=_counted(without, rows),
            unknown=_counted(not_known, rows),
            late=_counted(after, rows),
            past=_counted(past, rows),
            undated=_counted([f for f in rows if f.record.due is None], rows),
        ),
        facts=names(rows),
        context=besides(case.all(Complaint), names(rows)),
        measures=_measures(rows, without, after, past),
        limits=(
            "The register is that of the case; complaints that nobody reported do not stand in it.",
            "That an answer is not recorded does not show that there was none.",
        ),
        questions=_questions(case, rows, not_known),
    )


def _questions(case: Case, rows: Sequence[Row], not_known: Sequence[Row]) -> tuple[Asked, ...]:
    found = [asked(case, REGISTER_ASKED, commission(case))]
    if not_known:
        found.append(asked(case, ANSWERS_ASKED, commission(case), "complaints of which no answer is recorded"))
    if any(f.record.due is None for f in rows):
        found.append(asked(case, DUE_ASKED, commission(case)))
    return tuple(found)


def _counted(rows: Sequence[Row], of: Sequence[Row]) -> From:
    return From(total(rows), names(rows) or names(of))


def _measures(
    rows: Sequence[Row], without: Sequence[Row], after: Sequence[Row], past: Sequence[Row]
) -> tuple[Measure, ...]:
    found = [Measure("all", total(rows), "complaints", "complaints recorded", names(rows))]
    whole = total(rows).exact
    for name, label, part in (
        ("without_answer", "without an answer", without),
        ("late", "answered after the day due", after),
        ("overdue", "without an answer past the day due", past),
    ):
        number = total(part)
        share = OutOf(number.exact, whole) if whole and number.exact is not None else number
        found.append(Measure(name, share, "complaints", label, names(part)))
    for answer in dict.fromkeys(f.record.answer for f in rows):
        own = [f for f in rows if f.record.answer is answer]
        label_of = Message("what came of it: {answer}", answer=Message(str(answer)))
        found.append(Measure(f"answer:{answer}", total(own), "complaints", label_of, names(own)))
    for sort in dict.fromkeys(f.record.complainant for f in rows):
        own = [f for f in rows if f.record.complainant is sort]
        label_of = Message("filed by: {sort}", sort=Message(str(sort)))
        found.append(Measure(f"by:{sort}", total(own), "complaints", label_of, names(own)))
    return tuple(found)


@check(chapter="CA", standards=("VC-II.3.3", "CPH-5.10"))
def remedy(case: Case) -> Iterator[Finding]:
    """How long answers to complaints took, and whether complaints and answers were published.

    Days from filing to answer of each complaint with both days stated, from the shortest to the longest; how many were
    published; how many went on to an appeal.
    """
    rows = _filed(case)
    spans = {f.fact: days_if_ordered(f.record.filed, f.record.answered, Ends.ONE) for f in rows}
    took = {fact: days for fact, days in spans.items() if days is not None}
    dated = [f for f in rows if f.fact in took]
    if not dated:
        says = Message("The material gives no complaint with both its day of filing and the day of its answer.")
        yield unknown(says, asked(case, REGISTER_ASKED, commission(case)), facts=names(rows))
        return
    highs = [c.high for c in took.values()]
    longest = None if None in highs else max(h for h in highs if h is not None)
    published = [f for f in rows if f.record.published is Truth.YES]
    appeals = [f for f in rows if f.record.appeal_of]
    yield Finding(
        "case",
        Outcome.NOTED,
        Message(
            "Days from filing to answer, over complaints with both days stated, {number}: {days}. Published: "
            "{published}; brought on appeal: {appeals}.",
            number=len(dated),
            days=From(Count.between(min(c.low for c in took.values()), longest), names(dated)),
            published=_counted(published, rows),
            appeals=_counted(appeals, rows),
        ),
        facts=names(dated),
        context=besides(rows, names(dated)),
        measures=tuple(
            Measure(f"days:{f.id}", took[f.fact], "days", "days from filing to answer", (f.fact,)) for f in dated
        ),
        limits=("Days are calendar days; how many the law allows stands with each complaint where it is known.",),
    )


CHECKS: tuple[Check, ...] = (register, remedy)
