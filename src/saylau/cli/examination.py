"""What would stop the build of a case that was read: its rules, what prose and reviews cite, what may be published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from saylau.assessment.assess import Assessment, assess
from saylau.assessment.disclosure import publish
from saylau.errors import CaseRefused, NotFound, Problem, ReportRefused, SaylauError
from saylau.law.declared import wrong_rules
from saylau.records.case import Case
from saylau.records.fact import Display
from saylau.records.kinds import Candidacy
from saylau.records.places import Places
from saylau.records.problems import Problems
from saylau.report.prose import cited_fact, placed_citations, unread_citations

MOST_CANDIDACIES = 500
"""With more of them the checks take longer than somebody who only wants to know whether a case reads will wait."""


@dataclass(frozen=True)
class Examined:
    """What stops the build of a case, what does not but should be known, and whether the checks were run."""

    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    checked: bool


def examine(case: Case, places: Places, checks: bool | None = None) -> Examined:
    """Look at a case as a build would. `checks` says whether to run the checks; None leaves it to the size of the case.

    Without the checks nothing is known of findings, so what cites them is not tested.
    """
    problems = Problems()
    problems.found.extend(_of_rules(case, places))
    run = len(case.all(Candidacy)) <= MOST_CANDIDACIES if checks is None else checks
    assessment = _assessed(case, problems) if run and not problems.found else None
    shown = _published(assessment or Assessment(case, (), {}, ()), problems)
    _prose(_Citable(case, assessment, _hidden(case, shown)), problems)
    remarks = tuple(_reviews(case, assessment, places, problems)) if assessment else ()
    return Examined(tuple(sorted(dict.fromkeys(problems.found))), remarks, assessment is not None)


def _prose(citable: _Citable, problems: Problems) -> None:
    """Note every citation in prose that would stop the build, and what looks like one."""
    for (chapter, language), text in citable.case.prose.items():
        file = f"text/{chapter}.{language}.md"
        for line, written in unread_citations(text):
            right = "write {finding:ID}, {fact:NAME} or {fact:NAME.field}"
            problems.add(file, line, "", written, "is not a citation", right)
        for line, kind, name in placed_citations(text):
            if wrong := citable.wrong(kind, name, problems):
                problems.add(file, line, "", f"{{{kind}:{name}}}", *wrong)


def _of_rules(case: Case, places: Places) -> Iterator[Problem]:
    for number, problem in wrong_rules(case):
        yield replace(problem, row=places.of_rule(number, problem.column))


def _assessed(case: Case, problems: Problems) -> Assessment | None:
    """The case with its findings; None, and a problem, where the checks cannot be run over it."""
    try:
        return assess(case)
    except CaseRefused as refused:
        problems.found.extend(refused.problems)
    except SaylauError as error:
        why, _, right = str(error).partition("; ")
        problems.add("checks", 0, "", "", why, right or "correct the rows that it names")
    return None


def _published(assessment: Assessment, problems: Problems) -> Case | None:
    """The case that may be shown; None, and a problem, where a build would refuse to make it."""
    try:
        return publish(assessment).case
    except ReportRefused as refused:
        place, _, said = str(refused).partition(": ")
        why, _, right = said.partition("; ")
        problems.add(place, 0, "", "", why, right)
        return None


@dataclass(frozen=True)
class _Citable:
    """What prose may cite."""

    case: Case
    assessment: Assessment | None
    """None where the checks were not run: then nothing is said of findings."""
    hidden: frozenset[str]
    """Claims that may not be shown."""

    def wrong(self, kind: str, name: str, problems: Problems) -> tuple[str, str] | None:
        """Why a citation cannot be printed, and what would be right; None for a good one."""
        try:
            if kind == "finding":
                if self.assessment is not None:
                    self.assessment.finding(name)
                return None
            fact, _ = cited_fact(self.case, name)
        except NotFound as error:
            why, _, right = str(error).partition("; ")
            near = problems.nearest(name, self._names(kind)) if not right or kind == "finding" else ""
            return why, f"did you mean {{{kind}:{near}}}?" if near else right or "cite what stands in the case"
        if fact.fact not in self.hidden:
            return None
        right = "say it without the claim, or show its row and what it refers to (column display)"
        return "is withheld, or refers to what is withheld, and may not be cited", right

    def _names(self, kind: str) -> list[str]:
        if kind == "finding":
            return [finding.id for finding in self.assessment.findings] if self.assessment else []
        return [fact.fact for fact in self.case.facts if fact.fact not in self.hidden]


def _hidden(case: Case, shown: Case | None) -> frozenset[str]:
    """Names of the claims that a build leaves out; where it refuses to start, those whose rows say so."""
    if shown is None:
        return frozenset(fact.fact for fact in case.facts if fact.display is not Display.PUBLIC)
    return frozenset(fact.fact for fact in case.facts) - {fact.fact for fact in shown.facts}


def _reviews(case: Case, assessment: Assessment, places: Places, problems: Problems) -> Iterator[str]:
    """Remarks on signatures that fell; a review of no finding is a problem."""
    by_hash = {state.hash: name for name, state in assessment.states.items()}
    for number, review in enumerate(case.reviews):
        state = assessment.states.get(review.finding)
        row = places.of_review(number)
        if state is None:
            near = by_hash.get(review.hash) or problems.nearest(review.finding, list(assessment.states))
            right = f"did you mean {near}?" if near else "`saylau findings` lists the findings"
            problems.add("review.csv", row, "finding", review.finding, "no finding of that id", right)
        elif state.fallen == review:
            where = f"review.csv, row {row}: " if row else "review.csv: "
            signed = f"{review.finding} changed after {review.reviewer} signed it on {review.day}"
            yield f"{where}{signed}; it has to be reviewed again"
