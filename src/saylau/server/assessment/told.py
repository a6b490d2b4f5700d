"""Findings, contradictions and letters in words, as JSON: what pages show, in one language, without computing again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from saylau.assessment.assess import Assessment
from saylau.assessment.disclosure import publish
from saylau.assessment.questions import by_addressee, questions_of
from saylau.checks.finding import Finding, ReadingOutcome
from saylau.errors import ReportRefused
from saylau.law.rule import Explanation
from saylau.records.case import Case as Read
from saylau.records.conflicts import conflicts
from saylau.records.fact import Display, Fact, Heard
from saylau.report.boxes import LABELS, LEVELS, MARKS, asked_text
from saylau.report.facts import fact_text, field_text
from saylau.report.letters import Reply, letter, short_name
from saylau.report.words import Words, words_for
from saylau.standards import AREAS, STANDARDS

Told = dict[str, Any]


def told_assessment(assessment: Assessment, language: str) -> Told:
    """Everything that pages show of an assessment, in one language."""
    words = words_for(language, assessment.case)
    titles = {area.code: words.template(area.title) for area in AREAS}
    findings = [told_finding(assessment, finding, words) for finding in assessment.findings]
    areas = dict.fromkeys(found["area"] for found in findings)
    return {
        "findings": findings,
        "facts": {name: _fact(assessment.case, name, words) for name in _named(assessment)},
        "areas": [[area, titles.get(area, area)] for area in areas],
        "outcomes": [[outcome.value, words.template(label)] for outcome, label in LABELS.items()],
        "contradictions": list(_contradictions(assessment.case, words)),
        "letters": _letters(assessment, words),
    }


def told_finding(assessment: Assessment, finding: Finding, words: Words) -> Told:
    """One finding with everything behind it, down to the place in each source."""
    capped = finding.would_be is not None and finding.cap_reason is not None
    return {
        "id": finding.id,
        "check": finding.check,
        "area": finding.area,
        "title": words.template(finding.title),
        "outcome": finding.outcome.value,
        "label": words.template(LABELS[finding.outcome]),
        "mark": MARKS[finding.outcome],
        "says": words.text(finding.message),
        "hash": assessment.states[finding.id].hash,
        "provisional": finding.provisional,
        "would_be": words.template(LABELS[finding.would_be]) if capped and finding.would_be else "",
        "cap": words.text(finding.cap_reason) if capped and finding.cap_reason else "",
        "confidence": words.template(LEVELS[finding.confidence.level]) if finding.confidence else "",
        "because": words.text(finding.confidence.reason) if finding.confidence else "",
        "readings": [_reading(reading, words) for reading in finding.readings],
        "explanations": _own_explanations(finding, words),
        "measures": [
            {"label": words.text(m.label), "how": m.how, "value": words.with_unit(m.value, m.unit)}
            for m in finding.measures
        ],
        "method": words.text(finding.method) if finding.method else "",
        "facts": list(finding.facts),
        "context": list(finding.context),
        "provisions": [
            {"says": words.text(c.said), "basis": words.template(str(c.basis)), "thing": c.provision}
            for c in finding.provisions
        ],
        "standards": [
            {"name": words.template(STANDARDS[s].name), "says": words.template(STANDARDS[s].paraphrase)}
            for s in finding.standards
        ],
        "assumptions": [words.text(line) for line in finding.assumptions],
        "limits": [words.text(line) for line in finding.limits],
        "questions": [{"asks": asked_text(words, q), "who": words.text(q.who)} for q in questions_of(finding)],
    }


def _named(assessment: Assessment) -> list[str]:
    """Every claim that a finding names, once."""
    return list(dict.fromkeys(name for f in assessment.findings for name in (*f.facts, *f.context)))


def _reading(reading: ReadingOutcome, words: Words) -> Told:
    return {
        "name": words.text(reading.name),
        "whose": words.text(reading.whose),
        "label": words.template(LABELS[reading.outcome]),
        "decides": reading.decides,
        "says": words.text(reading.says),
        "explanation": _explanation(reading.explanation, words) if reading.explanation else None,
    }


def _own_explanations(finding: Finding, words: Words) -> list[Told]:
    shown = [reading.explanation for reading in finding.readings]
    return [_explanation(e, words) for e in finding.explanations if e not in shown]


def _explanation(explanation: Explanation, words: Words) -> Told:
    cite = explanation.cite
    return {
        "reading": explanation.reading,
        "verdict": words.value(explanation.verdict),
        "cite": f"{words.text(cite.said)}; {words.template(str(cite.basis))}" if cite else "",
        "says": words.text(explanation.says),
        "values": [
            [words.template(name.replace("_", " ")), words.value(value)] for name, value in explanation.values.items()
        ],
        "assumed": [words.text(text) for text in explanation.assumed],
        "parts": [_explanation(part, words) for part in explanation.parts],
    }


def _fact(case: Read, name: str, words: Words) -> Told:
    """A claim as it is told to the team: of one that is withheld, that it is, and in which source it stands."""
    fact = case.fact(name)
    hidden = fact.display is Display.WITHHELD
    return {
        "name": name,
        "says": "" if hidden else fact_text(fact, words),
        "hidden": hidden,
        "quote": "" if hidden else fact.quote,
        **_source(case, fact, hidden),
    }


def _source(case: Read, fact: Fact[Any], hidden: bool) -> Told:
    source = case.source_of(fact)
    return {
        "source": source.id,
        "source_title": source.title,
        "locator": "" if hidden else fact.locator,
        "grade": str(source.grade),
        "interest": str(source.interest),
        "said_by": "" if hidden else fact.said_by,
        "heard": "" if hidden or fact.heard is Heard.NOT_KNOWN else str(fact.heard),
    }


def _contradictions(case: Read, words: Words) -> Iterator[Told]:
    """Each field of each thing for which claims cannot all be true, one column a claim."""
    for conflict in conflicts(case):
        claims = [
            {
                "name": claim.fact,
                "value": "" if claim.display is Display.WITHHELD else field_text(claim, conflict.column, words),
                "hidden": claim.display is Display.WITHHELD,
                **_source(case, claim, claim.display is Display.WITHHELD),
            }
            for claim in conflict.claims
        ]
        yield {
            "thing": conflict.thing,
            "kind": words.template(conflict.claims[0].kind.replace("_", " ")),
            "column": words.template(conflict.column.replace("_", " ")),
            "claims": claims,
        }


def _letters(assessment: Assessment, words: Words) -> Told:
    """The open questions as letters, out of the copy that may be shown; the sentence why where there is none."""
    try:
        shown = publish(assessment)
    except ReportRefused as refused:
        return {"refused": str(refused), "letters": []}
    grouped = by_addressee(shown.questions, words.text, words.sort_key)
    return {
        "refused": "",
        "letters": [
            {
                "who": who,
                "file": f"{number:02}-{short_name(who)}.md",
                "text": letter(shown, words, who, asked, Reply()),
                "asked": [
                    {"asks": asked_text(words, q.question), "why": words.text(q.question.why) if q.question.why else "",
                     "findings": list(q.findings)}
                    for q in asked
                ],
            }
            for number, (who, asked) in enumerate(grouped.items(), 1)
        ],
    }  # fmt: skip
