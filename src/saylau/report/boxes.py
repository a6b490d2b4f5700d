"""Findings as boxes: one box a check, with its findings, what they rest on, and the numbers behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from saylau.assessment.questions import questions_of
from saylau.assessment.review import ReviewState
from saylau.checks.finding import Finding, Level, Measure, Outcome, ReadingOutcome
from saylau.checks.run import NOTHING_ASSESSED
from saylau.law.asked import Asked
from saylau.law.rule import Basis, Cite
from saylau.report.document import FindingBox, FindingItem, Head, Inline, Line, Row, Table, Term, Text
from saylau.report.pen import Pen
from saylau.report.replies import reply_terms
from saylau.report.words import Words, fact_anchor
from saylau.standards import STANDARDS
from saylau.values.message import Message, Said, sentence

MARKS = {
    Outcome.CONTRARY: "×",
    Outcome.AT_ODDS: "×",
    Outcome.DISPUTED: "≠",
    Outcome.CONCERN: "!",
    Outcome.UNKNOWN: "?",
    Outcome.NOTED: "•",
    Outcome.IN_LINE: "✓",
}
LABELS = {
    Outcome.CONTRARY: "contrary to an explicit rule",
    Outcome.AT_ODDS: "at odds with a standard",
    Outcome.DISPUTED: "disputed",
    Outcome.CONCERN: "raises a concern",
    Outcome.UNKNOWN: "not assessed, information missing",
    Outcome.NOTED: "noted",
    Outcome.IN_LINE: "in line",
}
"""The words of each outcome in the report; `violated` and `did not meet` belong to signed conclusions only."""


LEVELS = {
    Level.HIGH: "high confidence",
    Level.MEDIUM: "medium confidence",
    Level.LOW: "low confidence",
}

SHOWN = 2
"""How many claims stand in one cell before the rest is only counted."""


def standard_anchor(standard: str) -> str:
    """Anchor of a standard in its annex."""
    return f"standard-{standard}"


def provision_anchor(cite: Cite) -> str:
    """Anchor of a provision in its annex."""
    return f"provision-{cite.provision}" if cite.provision else "provisions"


def numbers_anchor(finding: Finding) -> str:
    """Anchor of the first number behind a finding; empty where it has none."""
    return f"numbers-{finding.id}" if finding.measures else ""


def boxes(pen: Pen, findings: Iterable[Finding]) -> list[FindingBox]:
    """Findings of one chapter as boxes, checks in their order."""
    return [_box(pen, tuple(group)) for _, group in groupby(findings, key=lambda f: f.check)]


@dataclass(frozen=True)
class _Shared:
    """What several findings of one check have in common: it stands once, below all of them."""

    asked: tuple[Asked, ...]
    """Questions that several ask, of the same subject or each of its own."""
    terms: tuple[Term, ...]
    """Readings and reasons of confidence that are the same for each finding."""


def _box(pen: Pen, findings: tuple[Finding, ...]) -> FindingBox:
    first = findings[0]
    shared = _Shared(_asked_of_several(findings), _said_of_all(pen, findings))
    items = tuple(_item(pen, f, shared) for f in findings)
    return FindingBox(
        first.check, pen.say(first.title), items, _common(pen, findings, shared), _measures(pen, findings)
    )


def _asked_of_several(findings: tuple[Finding, ...]) -> tuple[Asked, ...]:
    """Questions that are asked for more than one finding, whomever they are about."""
    times = Counter(key for f in findings for key in {(q.asks, q.who) for q in questions_of(f)})
    asked = dict.fromkeys(q for f in findings for q in questions_of(f))
    return tuple(q for q in asked if times[q.asks, q.who] > 1)


def _said_of_all(pen: Pen, findings: tuple[Finding, ...]) -> tuple[Term, ...]:
    """Readings that every finding gives alike, and a confidence that every finding has which has any."""
    if len(findings) == 1:
        return ()
    readings = (tuple(_readings(pen, f)) for f in findings)
    reasons = [(term,) for f in findings for term in _confidence(pen, f)]
    return (*_in_each(list(readings)), *(_in_each(reasons) if len(reasons) > 1 else ()))


def _in_each(told: Sequence[tuple[Term, ...]]) -> tuple[Term, ...]:
    """The terms of the first that all others have too."""
    return tuple(term for term in told[0] if all(term in other for other in told[1:]))


def state_words(pen: Pen, state: ReviewState) -> str:
    """Where a finding stands with its reviewers, in words."""
    if state.signed and state.review:
        changed = state.review.decision.value == "changed"
        words = "Changed on review by {who}, {day}" if changed else "Reviewed by {who}, {day}"
        return pen.say(words, who=state.review.reviewer, day=state.review.day)
    if state.review:
        return pen.say("Rejected on review by {who}, {day}", who=state.review.reviewer, day=state.review.day)
    if state.fallen:
        return pen.say(
            "Indication, not reviewed: the signature of {who} of {day} fell when what it covered changed",
            who=state.fallen.reviewer,
            day=state.fallen.day,
        )
    return pen.say("Indication, not reviewed")


def _item(pen: Pen, finding: Finding, shared: _Shared) -> FindingItem:
    state = pen.assessment.states[finding.id]
    pen.paragraphs += 1
    number = pen.paragraphs
    sentence = (*pen.words.line(finding.message, numbers_anchor(finding)), *pen.cite_facts(finding.facts))
    pen.use(finding.context)
    return FindingItem(
        anchor=finding.id,
        number=number,
        outcome=finding.outcome.value,
        outcome_label=pen.say(LABELS[finding.outcome]),
        mark=MARKS[finding.outcome],
        state=state_words(pen, state),
        signed=state.signed,
        sentence=sentence,
        terms=tuple(_item_terms(pen, finding, state, shared)),
    )


def _item_terms(pen: Pen, finding: Finding, state: ReviewState, shared: _Shared) -> Iterable[Term]:
    """What belongs to one finding; `shared` questions stand once, below all findings of the check."""
    if state.signed and state.review and state.review.note:
        yield Term(pen.say("Conclusion"), (Text(state.review.note),))
    yield from (term for term in _readings(pen, finding) if term not in shared.terms)
    if finding.would_be and finding.cap_reason:
        would_be = pen.say("Without this limit: {outcome}.", outcome=Message(LABELS[finding.would_be]))
        yield Term(pen.say("Held back"), (*pen.words.line(finding.cap_reason), Text(f" {would_be}")))
    yield from (term for term in _confidence(pen, finding) if term not in shared.terms)
    yield from reply_terms(pen, finding)
    asked = tuple(q for q in questions_of(finding) if q not in shared.asked)
    if asked:
        yield _questions(pen, asked)


def _readings(pen: Pen, finding: Finding) -> Iterable[Term]:
    """What each reading of a provision comes to; an account or an indicator stands under its own name."""
    for reading in finding.readings:
        name = pen.words.text(sentence(reading.name))
        label = pen.say("Reading {name}", name=name) if reading.explanation else name[:1].upper() + name[1:]
        yield Term(label, _reading(pen, reading))


def _confidence(pen: Pen, finding: Finding) -> Iterable[Term]:
    if finding.confidence and finding.outcome is not Outcome.UNKNOWN:
        level = pen.say(LEVELS[finding.confidence.level])
        reason = pen.words.text(finding.confidence.reason)
        yield Term(pen.say("Confidence"), (Text(level, strong=True), Text(f": {reason}.")))


def _questions(pen: Pen, asked: tuple[Asked, ...]) -> Term:
    """Questions by who can answer them; the election, which a letter names, need not be named in its report."""
    by_whom: dict[str, list[str]] = {}
    for together in asked_together(asked):
        by_whom.setdefault(pen.words.text(together[0].who), []).append(asked_text(pen.words, *together))
    parts: list[Inline] = []
    for who, questions in by_whom.items():
        parts += [Text(" " if parts else ""), Text(pen.say("To {who}:", who=who), strong=True)]
        parts.append(Text(" " + " ".join(questions)))
    return Term(pen.say("Questions"), tuple(parts))


def asked_together(asked: Iterable[Asked]) -> list[tuple[Asked, ...]]:
    """Questions in their order, those that ask the same of the same body joined, whomever they are about."""
    groups: dict[tuple[Said, Said], list[Asked]] = {}
    for question in asked:
        groups.setdefault((question.asks, question.who), []).append(question)
    return [tuple(group) for group in groups.values()]


def asked_text(words: Words, *questions: Asked) -> str:
    """What several questions ask alike, with all whom or what they ask about before it."""
    asks = words.text(questions[0].asks)
    about = tuple(dict.fromkeys(words.text(q.about) for q in questions if q.about))
    return words.say("{about}: {asks}", about=about, asks=asks) if about else asks


def _reading(pen: Pen, reading: ReadingOutcome) -> Line:
    """What one reading comes to, whose it is, and whether it decides."""
    outcome = pen.say(LABELS[reading.outcome])
    parts: list[Inline] = [Text(outcome, strong=True)]
    parts.append(Text(pen.say(" ({whose})", whose=sentence(reading.whose)) if reading.whose else ""))
    parts.append(Text("" if reading.decides else pen.say("; it decides nothing and is shown beside the others")))
    return (*parts, Text(". "), *pen.words.line(reading.says))


def _unique(findings: tuple[Finding, ...], field: str) -> list[Any]:
    return list(dict.fromkeys(text for f in findings for text in getattr(f, field)))


def _common(pen: Pen, findings: tuple[Finding, ...], shared: _Shared) -> tuple[Term, ...]:
    """What holds for all findings of a check, once."""
    terms = []
    cites = list(dict.fromkeys(c for f in findings for c in f.provisions))
    if cites:
        terms.append(Term(pen.say("Provisions"), _joined([_provision(pen, c) for c in cites])))
    standards = _unique(findings, "standards")
    if standards:
        terms.append(Term(pen.say("Standards"), _joined([_standard(pen, s) for s in standards])))
    methods = list(dict.fromkeys(f.method for f in findings if f.method))
    for label, texts in (
        ("Method", methods),
        ("Assumptions", _unique(findings, "assumptions")),
        ("Limits", [text for text in _unique(findings, "limits") if text != NOTHING_ASSESSED]),
    ):
        if texts:
            terms.append(Term(pen.say(label), (Text(" ".join(pen.words.text(text) for text in texts)),)))
    questions = (_questions(pen, shared.asked),) if shared.asked else ()
    return (*shared.terms, *terms, *questions)


def _joined(lines: list[Line]) -> Line:
    parts: list[Inline] = []
    for place, line in enumerate(lines):
        if place:
            parts.append(Text("; "))
        parts.extend(line)
    return tuple(parts)


def _provision(pen: Pen, cite: Cite) -> Line:
    known = {
        Basis.TEXT: "",
        Basis.REPORTED: pen.say(" (text in force not read)"),
        Basis.GENERAL: pen.say(" (general knowledge, not confirmed)"),
    }[cite.basis]
    return (Text(pen.words.cite(cite), target=provision_anchor(cite)), Text(known))


def _standard(pen: Pen, name: str) -> Line:
    standard = STANDARDS[name]
    later = ""
    if standard.is_later_guidance(pen.assessment.case.info.poll):
        later = pen.say(" (later guidance)")
    return (Text(pen.words.standard(standard), target=standard_anchor(name)), Text(later))


def _measures(pen: Pen, findings: tuple[Finding, ...]) -> Table | None:
    """Every number behind the findings of a check, with its arithmetic and the claims it rests on."""
    found = [(f, m, numbers_anchor(f) if n == 0 else "") for f in findings for n, m in enumerate(f.measures)]
    if not found:
        return None
    apart = any(f.subject != "case" for f in findings)
    told = [(f, _measure(pen, f, m), anchor) for f, m, anchor in found]
    shown = 3 if any(basis for _, (_, _, basis), _ in told) else 2
    rows = tuple(Row((*((_subject(pen, f),) if apart else ()), *cells[:shown]), anchor) for f, cells, anchor in told)
    titles = (*(("Subject",) if apart else ()), *("Number", "Value", "Rests on")[:shown])
    caption = pen.say("Numbers behind {check}", check=findings[0].check)
    widths = (*((3,) if apart else ()), *(5, 4, 5)[:shown])
    heads = tuple(Head(pen.say(title)) for title in titles)
    anchor = f"numbers-{findings[0].check}"
    return Table(None, caption, heads, rows, anchor=anchor, widths=widths, entries=2 if apart else 1)


def _subject(pen: Pen, finding: Finding) -> Line:
    if finding.subject == "case":
        return (Text(pen.say("the case")),)
    return (Text(pen.assessment.case.name(finding.subject, pen.words.language)),)


def _measure(pen: Pen, finding: Finding, measure: Measure) -> tuple[Line, Line, Line]:
    """What a number is with its arithmetic, its value with its unit, and what it rests on."""
    pen.use(measure.facts)
    label = pen.words.text(measure.label) + (f" = {measure.how}" if measure.how else "")
    value = pen.words.with_unit(measure.value, measure.unit)
    return (Text(label),), (Text(value),), _basis(pen, finding, measure)


def _basis(pen: Pen, finding: Finding, measure: Measure) -> Line:
    """What a number rests on: its claims, each leading to itself; for a number of the law alone, the provisions."""
    if not measure.facts:
        return _joined([(Text(pen.words.cite(c), target=provision_anchor(c)),) for c in finding.provisions[:SHOWN]])
    parts: list[Inline] = []
    for fact in measure.facts[:SHOWN]:
        parts += [Text(", "), Text(fact, target=fact_anchor(fact))]
    if len(measure.facts) > SHOWN:
        more = pen.say(" and {more} more in the annex of facts", more=len(measure.facts) - SHOWN)
        parts.append(Text(more, target="annex-l"))
    return tuple(parts[1:])
