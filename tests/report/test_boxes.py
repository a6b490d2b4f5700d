"""What several findings of one check have in common stands once in their box, and the rest with each finding."""

from __future__ import annotations

from saylau.assessment.assess import Assessment
from saylau.assessment.review import review_state
from saylau.checks.finding import Confidence, Finding, Level, Measure, Outcome, ReadingOutcome
from saylau.checks.run import NOTHING_ASSESSED
from saylau.law.asked import Asked
from saylau.law.rule import Explanation
from saylau.report.boxes import boxes
from saylau.report.document import FindingBox, FindingItem, plain
from saylau.report.pen import Pen
from saylau.report.words import words_for
from saylau.values import Truth
from saylau.values.message import Message
from tests.cases import case_of, election

REASON = Confidence(Level.LOW, Message("one source"))
PAID = "Was the deposit paid?"
ACCOUNT = ReadingOutcome("account", "the press", Outcome.NOTED, Message("It was seen."))


def box(*findings: Finding) -> FindingBox:
    """The findings of one check as the report shows them."""
    case = case_of(election())
    found = Assessment(case, findings, {f.id: review_state(case, f) for f in findings}, ())
    (one,) = boxes(Pen(found, words_for("en", case)), findings)
    return one


def finding(subject: str, outcome: Outcome = Outcome.NOTED, **more: object) -> Finding:
    return Finding(subject, outcome, Message("A sentence."), check="a.b", area="CR", title="Title", **more)  # type: ignore[arg-type]


def told(part: FindingBox | FindingItem) -> dict[str, str]:
    return {term.label: plain(term.line) for term in part.terms}


def test_a_reading_and_a_confidence_that_all_findings_share_stand_once_in_the_box() -> None:
    shown = box(*(finding(name, readings=(ACCOUNT,), confidence=REASON) for name in ("x", "y")))
    assert told(shown) == {"Account": "noted (the press). It was seen.", "Confidence": "low confidence: one source."}
    assert [item.terms for item in shown.items] == [(), ()]


def test_what_one_finding_alone_has_stays_with_it() -> None:
    other = ReadingOutcome("account", "the police", Outcome.NOTED, Message("It was not seen."))
    shown = box(finding("x", readings=(ACCOUNT,)), finding("y", readings=(ACCOUNT, other)))
    assert told(shown) == {"Account": "noted (the press). It was seen."}
    assert [told(item) for item in shown.items] == [{}, {"Account": "noted (the police). It was not seen."}]


def test_only_a_reading_of_a_provision_is_called_a_reading() -> None:
    by_rule = ReadingOutcome("strict", "assumed", Outcome.NOTED, Message("So."), Explanation(Truth.YES, Message("So.")))
    assert [term.label for term in box(finding("x", readings=(by_rule, ACCOUNT))).items[0].terms] == [
        "Reading strict", "Account",
    ]  # fmt: skip


def test_a_question_asked_alike_about_several_stands_once_with_all_of_them() -> None:
    asked = {name: Asked(PAID, "the commission", Message("candidate {n}", n=name)) for name in ("A", "B", "C")}
    shown = box(*(finding(name, Outcome.UNKNOWN, questions=(question,)) for name, question in asked.items()))
    assert told(shown) == {"Questions": f"To the commission: candidate A, candidate B and candidate C: {PAID}"}


def test_that_nothing_is_assessed_is_not_repeated_beside_a_finding_that_says_so() -> None:
    assert told(box(finding("x", Outcome.UNKNOWN, limits=(NOTHING_ASSESSED,)))) == {}
    assert told(box(finding("x", Outcome.UNKNOWN, limits=(NOTHING_ASSESSED, "Another limit."))))["Limits"] == (
        "Another limit."
    )


def test_numbers_that_rest_on_no_claim_have_no_empty_column() -> None:
    shown = box(finding("case", measures=(Measure("n", 3, "", "a number"),))).measures
    assert shown is not None
    assert [head.title for head in shown.heads] == ["Number", "Value"]
