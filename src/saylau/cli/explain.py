"""`saylau explain`: everything behind one finding, down to the place in each source."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape
from rich.tree import Tree

from saylau.assessment.assess import Assessment
from saylau.assessment.questions import questions_of
from saylau.assessment.review import ReviewState
from saylau.checks.finding import Finding
from saylau.cli.gated import ON, WITHOUT_PEOPLE, gated_case
from saylau.cli.screen import review_words, screen
from saylau.law.rule import Explanation
from saylau.records.fact import Display, Heard
from saylau.report.boxes import asked_text
from saylau.report.facts import fact_text
from saylau.report.words import Words, words_for
from saylau.standards import STANDARDS


def explain(
    case: Annotated[str, typer.Argument(help="A case folder, workbook or package, or the name of a bundled case.")],
    finding: Annotated[str, typer.Argument(help="Id of the finding, e.g. finance.cap_use:tokayev.")],
    on: ON = "",
    without_people: WITHOUT_PEOPLE = False,
) -> None:
    assessment = gated_case(case, on=on, without_people=without_people).assess()
    words = words_for("en", assessment.case)
    screen().print(explanation_tree(assessment, assessment.finding(finding), words))


def explanation_tree(assessment: Assessment, finding: Finding, words: Words) -> Tree:
    """The whole tree: outcome, readings with rule and citation, numbers, facts with source and place, questions."""
    state = assessment.states[finding.id]
    tree = Tree(f"[bold]{escape(finding.id)}[/bold]  {finding.outcome.value}")
    _add_review(tree, state)
    tree.add(escape(words.text(finding.message)))
    if finding.would_be and finding.cap_reason:
        tree.add(escape(f"held back: {words.text(finding.cap_reason)} Without this: {finding.would_be.value}"))
    if finding.confidence:
        tree.add(escape(f"{finding.confidence.level.value} confidence: {words.text(finding.confidence.reason)}"))
    _add_readings(tree, finding, words)
    _add_measures(tree, finding, words)
    _add_facts(tree, assessment, finding, words)
    _add_norms(tree, finding)
    for label, lines in (("assumptions", finding.assumptions), ("limits", finding.limits)):
        _add_lines(tree, label, [words.text(line) for line in lines])
    _add_lines(tree, "questions", [f"{asked_text(words, q)} → {words.text(q.who)}" for q in questions_of(finding)])
    return tree


def _add_review(tree: Tree, state: ReviewState) -> None:
    """Who signed, when and with which remark; a signature that fell; the hash that a new one needs."""
    if state.review is not None:
        branch = tree.add(escape(f"{review_words(state)} ({state.review.decision}); hash: {state.hash}"))
    elif state.fallen is not None:
        fallen = f"the signature of {state.fallen.reviewer} of {state.fallen.day} fell: the finding changed since"
        branch = tree.add(escape(f"indication, not reviewed as it is now; hash to sign: {state.hash}"))
        branch.add(escape(fallen))
    else:
        branch = tree.add(f"{review_words(state)}; hash to sign: {state.hash}")
    signature = state.review or state.fallen
    if signature is not None and signature.note:
        branch.add(escape(f"note: {signature.note}"))


def _add_lines(tree: Tree, label: str, lines: list[str]) -> None:
    if lines:
        branch = tree.add(f"[dim]{label}[/dim]")
        for line in lines:
            branch.add(escape(line))


def _add_readings(tree: Tree, finding: Finding, words: Words) -> None:
    for reading in finding.readings:
        aside = "" if reading.decides else ", decides nothing"
        title = f"reading {words.text(reading.name)} ({words.text(reading.whose)}{aside}): {reading.outcome.value}"
        branch = tree.add(escape(title))
        branch.add(escape(words.text(reading.says)))
        if reading.explanation:
            _add_explanation(branch, reading.explanation, words)
    shown = [reading.explanation for reading in finding.readings]
    for explanation in (e for e in finding.explanations if e not in shown):
        _add_explanation(tree, explanation, words)


def _add_explanation(tree: Tree, explanation: Explanation, words: Words) -> None:
    cite = f" [{explanation.cite}; {explanation.cite.basis}]" if explanation.cite else ""
    named = f"rule, reading {explanation.reading}: " if explanation.reading else "rule: "
    branch = tree.add(escape(f"{named}{explanation.verdict}{cite}"))
    branch.add(escape(words.text(explanation.says)))
    for name, value in explanation.values.items():
        branch.add(escape(f"{name.replace('_', ' ')}: {words.value(value)}"))
    _add_lines(branch, "assumed", [words.text(text) for text in explanation.assumed])
    for part in explanation.parts:
        _add_explanation(branch, part, words)


def _add_measures(tree: Tree, finding: Finding, words: Words) -> None:
    if finding.measures:
        branch = tree.add("[dim]numbers[/dim]")
        for m in finding.measures:
            how = f" = {m.how}" if m.how else ""
            value = words.with_unit(m.value, m.unit)
            branch.add(escape(f"{words.text(m.label)}{how}: {value}"))
    if finding.method:
        tree.add(escape(f"method: {words.text(finding.method)}"))


def _add_facts(tree: Tree, assessment: Assessment, finding: Finding, words: Words) -> None:
    for label, names in (("facts", finding.facts), ("context", finding.context)):
        if not names:
            continue
        branch = tree.add(f"[dim]{label}[/dim]")
        for name in names:
            fact = assessment.case.fact(name)
            source = assessment.case.source_of(fact)
            hidden = fact.display is Display.WITHHELD
            said = "withheld: it concerns a private person" if hidden else fact_text(fact, words)
            leaf = branch.add(escape(f"{name}: {said}"))
            where = "" if hidden else f", {fact.locator or 'no place given'}"
            place = f"{source.id}, “{source.title}”{where}"
            by = f"; stated by {fact.said_by}" if fact.said_by and not hidden else ""
            known = f"; {fact.heard}" if fact.heard is not Heard.NOT_KNOWN and not hidden else ""
            leaf.add(escape(f"{place} (grade {source.grade}, {source.interest}){by}{known}"))
            if fact.quote and not hidden:
                leaf.add(escape(f"“{fact.quote}”"))


def _add_norms(tree: Tree, finding: Finding) -> None:
    _add_lines(tree, "provisions", [f"{cite}: {cite.basis}" for cite in finding.provisions])
    _add_lines(tree, "standards", [f"{STANDARDS[s].name}: {STANDARDS[s].paraphrase}" for s in finding.standards])
