"""The known defects of the source report, E1 to E21 of the reference page: the software finds them by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from saylau.assessment.questions import open_questions
from saylau.checks.finding import Finding, Outcome
from saylau.checks.run import run_checks
from saylau.records.case import Case
from saylau.records.fact import Status
from saylau.records.kinds import MissingItem
from saylau.report.words import Words, words_for
from saylau.values import Count
from tests.checks.found import changed, without

Found = dict[str, Finding]
Notices = Callable[[Found, Words], bool]


@pytest.fixture(scope="module")
def found(kazakhstan: Case) -> Found:
    return {f.id: f for f in run_checks(kazakhstan)}


@pytest.fixture(scope="module")
def words(kazakhstan: Case) -> Words:
    return words_for("en", kazakhstan)


def number(found: Found, words: Words, finding: str, name: str) -> str:
    """A number of a finding as it is printed."""
    return next(words.value(m.value) for m in found[finding].measures if m.name == name)


def differs(thing: str, column: str, *values: str) -> Notices:
    """That the contradictions hold both values of a field."""

    def notices(found: Found, words: Words) -> bool:
        shown = number(found, words, "data.contradictions:case", f"{thing}:{column}")
        return all(value in shown for value in values)

    return notices


def says(finding: str, outcome: Outcome, **numbers: str) -> Notices:
    """That a finding has an outcome and prints these numbers."""

    def notices(found: Found, words: Words) -> bool:
        printed = {name: number(found, words, finding, name) for name in numbers}
        return found[finding].outcome is outcome and printed == numbers

    return notices


DEFECTS: dict[str, tuple[Notices, ...]] = {
    "E1 caps": (
        says("finance.cap_use:case", Outcome.DISPUTED),
        differs("cap-upper", "origins", "nominator", "donations"),
    ),
    "E2 blocking without a zone": (
        says("data.time_zone:case", Outcome.CONCERN, times="8", passages="4"),
        lambda found, words: "6 hours apart" in words.text(found["internet.window:blocking-2019-05-09"].message),
    ),
    "E3 seats of the Senate": (
        says("power.senate_seats:case", Outcome.DISPUTED, appointed="15 of 47 (31.9\xa0%)"),
        says("power.senate_seats:case", Outcome.DISPUTED, appointed_2="15 of 49 (30.6\xa0%)"),
    ),
    "E4 public money": (differs("state-funding", "each", "7,500,000", "7,331,200"),),
    "E5 start of the post abroad": (
        differs("tokayev-abroad", "during", "11 March 2011", "3 May 2011"),
        says("candidacy.residence:tokayev", Outcome.DISPUTED, days_abroad="between 935 and 965"),
    ),
    "E6 twelve hours": (says("data.duration:case", Outcome.DISPUTED, **{"stated:1": "12", "between:1": "11"}),),
    "E7 missing table and charts": (
        says("data.announced_table:case", Outcome.CONCERN, missing="3", tables="1", charts="2"),
    ),
    "E8 signatures rounded": (
        says("signatures.threshold:case", Outcome.DISPUTED, **{"required:at-least": "118,141"}),
        says("signatures.threshold:case", Outcome.DISPUTED, **{"stated:signatures-required": "at least 118,000"}),
    ),
    "E9 percentages cut off": (
        says("data.rounding:case", Outcome.NOTED, cut="1", **{"computed:nazarbayev-result-2011": "95.55\xa0%"}),
        says("data.rounding:case", Outcome.NOTED, **{"way:nazarbayev-result-2011": "cut off"}),
    ),
    "E10 spellings and one acronym for two": (
        says("data.names:case", Outcome.NOTED, withheld="1"),
        lambda found, words: number(found, words, "data.names:case", "candidates").count(",") == 3,
        lambda found, words: "Majilis" in number(found, words, "data.names:case", "others"),
        lambda found, words: " and " in number(found, words, "data.names:case", "shared:dck"),
    ),
    "E11 euro amounts": (says("data.conversion_rate:case", Outcome.CONCERN, pairs="17", distinct="16"),),
    "E12 one case of a poll or two": (
        lambda found, words: "poll-case-p21.press" in found["data.contradictions:case"].facts,
    ),
    "E13 commission, passes": (
        says("data.parts_sum:case", Outcome.IN_LINE, **{"parts:sum-cec": "7"}),
        says("commissions.cec_composition:case", Outcome.CONCERN, total="7"),
    ),
    "E14 day of the law": (differs("change-security-council", "on", "June 2018", "5 July 2018"),),
    "E15 article of the caps": (differs("cap-own-nominator", "provision", "34", "58"),),
    "E16 night of the hearing": (
        lambda found, words: "second-night-hearing.same-night" in found["data.contradictions:case"].facts,
    ),
    "E19 references without target": (says("data.source_and_date:case", Outcome.CONCERN, references="5"),),
}  # fmt: skip


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_known_defect_of_the_source_report_is_noticed(found: Found, words: Words, defect: str) -> None:
    assert all(notices(found, words) for notices in DEFECTS[defect])


@pytest.mark.parametrize(
    "words_of",
    ["one case, or two", "title Leader of the Nation in 2000", "President of Kaz"],
)
def test_what_a_grade_c_source_says_against_the_report_is_a_question(
    kazakhstan: Case, found: Found, words: Words, words_of: str
) -> None:
    asked = [words.text(q.question.asks) for q in open_questions(kazakhstan, found.values())]
    assert any(words_of in text for text in asked)


def told_once(case: Case, claim: str) -> Case:
    """The case in which the second telling of a thing is withdrawn."""
    facts = tuple(replace(f, status=Status.WITHDRAWN) if f.fact == claim else f for f in case.facts)
    return replace(case, facts=facts)


CURED: dict[str, Callable[[Case], Case]] = {
    "E4 public money": lambda case: told_once(case, "state-funding.adopted"),
    "E6 twelve hours": lambda case: changed(case, "custody-duration", hours=Count.of(11)),
    "E7 missing table and charts": lambda case: without(case, MissingItem),
    "E9 percentages cut off": lambda case: changed(case, "nazarbayev-result-2011", percent=Decimal(96)),
    "E12 one case of a poll or two": lambda case: told_once(case, "poll-case-p21.press"),
    "E13 commission, passes": lambda case: changed(case, "sum-cec", whole=Count.of(6)),
    "E14 day of the law": lambda case: told_once(case, "change-security-council.law"),
    "E15 article of the caps": lambda case: told_once(case, "cap-own-nominator.press"),
    "E16 night of the hearing": lambda case: told_once(case, "second-night-hearing.same-night"),
    "E19 references without target": lambda case: without(case, "missing-references-kosanov"),
}


@pytest.mark.parametrize("defect", CURED)
def test_a_case_without_the_defect_is_no_longer_found_to_have_it(kazakhstan: Case, defect: str) -> None:
    cured = CURED[defect](kazakhstan)
    found = {f.id: f for f in run_checks(cured)}
    words = words_for("en", cured)

    def still(notices: Notices) -> bool:
        try:
            return notices(found, words)
        except StopIteration:
            return False

    assert not all(still(notices) for notices in DEFECTS[defect])
