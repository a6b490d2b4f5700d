"""The copy that may be shown: rebuilt from what is public, so that it cannot contain what is withheld."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from saylau.assessment.assess import Assessment
from saylau.assessment.leaks import refuse_names
from saylau.assessment.questions import open_questions
from saylau.checks.finding import Finding
from saylau.errors import ReportRefused
from saylau.law.rule import Explanation
from saylau.records.base import Record
from saylau.records.columns import record_columns
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Person
from saylau.values.message import From, Message, Name


def _refers_to(fact: Fact[Record], things: set[str]) -> bool:
    """Whether a record points at one of the things."""
    for column in record_columns(type(fact.record)):
        if column.type == "ref":
            value = getattr(fact.record, column.name)
            if any(v in things for v in (value if isinstance(value, tuple) else (value,)) if v is not None):
                return True
    return False


def _shown(facts: tuple[Fact[Record], ...]) -> tuple[Fact[Record], ...]:
    """The claims that are public and point at nothing withheld, however many steps away."""
    shown = tuple(f for f in facts if f.display is Display.PUBLIC)
    while True:
        things = {f.id for f in shown}
        gone = {f.id for f in facts} - things
        kept = tuple(f for f in shown if not _refers_to(f, gone))
        if len(kept) == len(shown):
            return kept
        shown = kept


def _relabel(names: tuple[str, ...], labels: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(labels.get(name, name) for name in names))


def _public_value(value: Any, labels: dict[str, str], gone: dict[str, str]) -> Any:
    if isinstance(value, From):
        return From(_public_value(value.value, labels, gone), _relabel(value.facts, labels))
    if isinstance(value, tuple):
        return tuple(_public_value(v, labels, gone) for v in value)
    if isinstance(value, Name) and gone.get(value.thing):
        return gone[value.thing]
    if isinstance(value, Name) and value.thing in gone:
        raise ReportRefused(
            "its sentence names a withheld person or thing; show the thing, or leave it out of what the check counts"
        )
    if isinstance(value, str):
        return labels.get(value, value)
    return value


def _public_message(message: Message, labels: dict[str, str], gone: dict[str, str]) -> Message:
    return Message(message.template, **{k: _public_value(v, labels, gone) for k, v in message.values.items()})


def _public_explanation(e: Explanation, labels: dict[str, str], gone: dict[str, str]) -> Explanation:
    return replace(
        e,
        says=_public_message(e.says, labels, gone),
        facts=_relabel(e.facts, labels),
        parts=tuple(_public_explanation(p, labels, gone) for p in e.parts),
    )


def _public_finding(f: Finding, labels: dict[str, str], gone: dict[str, str]) -> Finding:
    try:
        return _without_withheld(f, labels, gone)
    except ReportRefused as error:
        raise ReportRefused(f"finding {f.id}: {error}") from None


def _without_withheld(f: Finding, labels: dict[str, str], gone: dict[str, str]) -> Finding:
    return replace(
        f,
        message=_public_message(f.message, labels, gone),
        facts=_relabel(f.facts, labels),
        context=_relabel(f.context, labels),
        measures=tuple(
            replace(m, facts=_relabel(m.facts, labels), value=_public_value(m.value, labels, gone)) for m in f.measures
        ),
        readings=tuple(
            replace(
                r,
                says=_public_message(r.says, labels, gone),
                explanation=_public_explanation(r.explanation, labels, gone) if r.explanation else None,
            )
            for r in f.readings
        ),
        explanations=tuple(_public_explanation(e, labels, gone) for e in f.explanations),
        cap_reason=_public_message(f.cap_reason, labels, gone) if f.cap_reason else None,
        confidence=replace(f.confidence, reason=_public_message(f.confidence.reason, labels, gone))
        if f.confidence
        else None,
    )


def _case_number(fact: Fact[Record]) -> str:
    """The case number under which a person may be printed; empty where not even that may be shown."""
    return fact.record.name if isinstance(fact.record, Person) and fact.display is Display.NUMBER else ""


def publish(assessment: Assessment) -> Assessment:
    """A copy without any withheld claim. Numbers over withheld claims stay; the claims become numbered labels.

    Raises `ReportRefused` where a sentence, a text or a public row would name a private or withheld person.
    """
    case = assessment.case
    shown = _shown(case.facts)
    kept = {f.fact for f in shown}
    left_out = [f for f in case.facts if f.fact not in kept]
    labels = {f.fact: f"withheld-{n}" for n, f in enumerate(left_out, 1)}
    things = {f.id for f in shown}
    gone = {f.id: _case_number(f) for f in case.facts if f.id not in things}
    texts = {key: text for key, text in case.texts.items() if key[0] not in gone}
    public_case = replace(case, facts=shown, texts=texts)
    findings = tuple(_public_finding(f, labels, gone) for f in assessment.findings)
    questions = open_questions(public_case, findings)
    refuse_names(case, public_case, questions)
    hidden = {labels[f.fact]: f.source for f in left_out}
    return replace(assessment, case=public_case, findings=findings, questions=questions, hidden=hidden)
