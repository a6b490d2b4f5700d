"""Verification of signatures and data of signers: four points answered or open, as the sources state them."""

from __future__ import annotations

from typing import Any

import pytest

from saylau.checks.finding import Outcome
from saylau.checks.signatures_rules import signer_data, verification_clarity
from saylau.records.case import Case
from saylau.records.kinds import SignerData, Verification
from saylau.records.source import Grade
from saylau.values import Count, Truth
from tests.cases import case_of, election
from tests.checks.english import english
from tests.checks.found import changed, made, measure, one, regraded, without

clarity, signer = verification_clarity, signer_data


def verified(**fields: Any) -> Case:
    return case_of(election(), made(Verification, "v", election="election-2019", **fields))


def asked_of(**fields: Any) -> Case:
    return case_of(election(), made(SignerData, "d", election="election-2019", **fields))


def test_one_of_four_points_on_verification_is_answered_and_the_procedure_was_called_unclear(kazakhstan: Case) -> None:
    finding = one(kazakhstan, clarity)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "answered") == Count.of(1)
    asks = [english(q.asks, kazakhstan) for q in finding.questions]
    assert len(asks) == 3
    assert not any(text.startswith("Who verified") for text in asks)


def test_a_procedure_with_every_point_regulated_is_in_line() -> None:
    finding = one(verified(by="clerks", days="5", criteria="yes", appeal="yes"), clarity)
    assert finding.outcome is Outcome.IN_LINE
    assert measure(finding, "answered") == Count.of(4)
    assert not finding.questions


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"by": "clerks", "days": "5", "criteria": "no", "appeal": "yes"}, Outcome.CONCERN),
        ({"by": "clerks", "days": "5", "criteria": "yes", "appeal": "no"}, Outcome.CONCERN),
        ({"by": "clerks", "days": "5", "criteria": "yes"}, Outcome.UNKNOWN),
        ({"by": "clerks", "criteria": "yes", "appeal": "yes", "clear": "yes"}, Outcome.UNKNOWN),
    ],
)
def test_a_point_that_is_not_regulated_is_a_concern_and_one_not_stated_is_asked_about(
    fields: dict[str, str], outcome: Outcome
) -> None:
    finding = one(verified(**fields), clarity)
    assert finding.outcome is outcome
    assert bool(finding.questions) is (outcome is Outcome.UNKNOWN)


def test_once_the_source_calls_it_clear_only_open_points_are_left(kazakhstan: Case) -> None:
    assert one(changed(kazakhstan, "verification", clear=Truth.YES), clarity).outcome is Outcome.UNKNOWN


def test_an_assessment_from_a_weak_source_beside_a_better_one_decides_nothing(kazakhstan: Case) -> None:
    weak = without(kazakhstan, "verification.law")
    assert one(regraded(weak, "verification", Grade.C), clarity).would_be is Outcome.CONCERN
    assert one(regraded(weak, "verification", Grade.C), clarity).outcome is Outcome.UNKNOWN


def test_signers_gave_four_or_five_data_with_those_of_a_passport_and_no_time_of_keeping_is_known(
    kazakhstan: Case,
) -> None:
    finding = one(kazakhstan, signer)
    assert finding.outcome is Outcome.CONCERN
    assert (measure(finding, "fields"), measure(finding, "fields:2")) == (Count.of(4), Count.of(5))
    assert "passport" in english(finding.message, kazakhstan)
    assert len(finding.questions) == 2


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"identity_document": "yes"}, Outcome.CONCERN),
        ({"identity_document": "yes", "retention_regulated": "no"}, Outcome.CONCERN),
        ({"identity_document": "yes", "retention_regulated": "yes", "holder": "the commission"}, Outcome.NOTED),
        ({"identity_document": "no"}, Outcome.NOTED),
        ({"fields": "name"}, Outcome.UNKNOWN),
    ],
)
def test_data_of_a_document_without_a_limit_on_keeping_them_are_a_concern(
    fields: dict[str, str], outcome: Outcome
) -> None:
    assert one(asked_of(**fields), signer).outcome is outcome


@pytest.mark.parametrize("check", [clarity, signer], ids=lambda check: check.id)
def test_without_records_each_point_is_asked_for(check: Any, kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, Verification, SignerData), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert len(finding.questions) in (3, 4)
