"""The checklist of admissibility: yes, no or unknown, with the facts and days reckoned by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from saylau.casework.admissibility import NO_SUCH_BODIES, NO_SUCH_PROCEDURE, Point, checklist
from saylau.casework.forms import FORMS
from saylau.casework.found import Given, Rule
from saylau.records.case import Case
from saylau.records.kinds import Intervention, Remedy, Response, Step
from saylau.report.words import words_for
from saylau.values import Truth
from saylau.vault.entries import Entry
from tests.casework.person import DAY, NUMBER, WHO, authority, case, consent, entries, known, row


def point(
    name: str, of: Case | None = None, held: Sequence[Entry] | None = None, day: date = DAY, attorney: str = "centre"
) -> Point:
    given = Given(of or case(), NUMBER, tuple(entries() if held is None else held), day, "en", attorney, "hrc", True)
    [found] = checklist(given, [name])
    return found


def said(found: Point, of: Case | None = None) -> str:
    words = words_for("en", of or case())
    return " ".join(words.text(one) for one in found.says)


def decided(day: str, **more: Any) -> Case:
    fields: dict[str, Any] = {"sort": "appeal", "used": "yes", "outcome": "rejected", "last": "yes", **more}
    remedy = row(Remedy, "rem-1", person=WHO, matter="matter-1", decided=day, **fields)
    return case(remedy, without=("rem-1",))


def complaint(to: str, form: str = "", **more: Any) -> Case:
    sent = row(Intervention, "sent-1", sort="complaint to an international body", by="centre", persons=(WHO,), to=to,
               during="2020-01-10", form=form)  # fmt: skip
    replies = [row(Response, "reply-1", intervention="sent-1", **more)] if more else []
    return case(sent, *replies)


# Remedies at home


def test_a_last_decision_in_each_matter_exhausts_the_remedies() -> None:
    found = point("remedies")
    assert (found.answer, found.blocks, found.facts) == (Truth.YES, None, ("rem-1",))


def test_a_pending_remedy_is_open_and_blocks() -> None:
    pending = row(Remedy, "rem-1", person=WHO, matter="matter-1", sort="appeal", filed="2026-11-01", used="yes",
                  outcome="pending")  # fmt: skip
    found = point("remedies", case(pending, without=("rem-1",)))
    assert (found.answer, found.blocks) == (Truth.NO, Rule.REMEDY_OPEN)
    assert said(found) == "Pending: appeal."


def test_a_remedy_that_may_still_be_filed_is_open_until_its_last_day() -> None:
    due = row(Remedy, "rem-1", person=WHO, matter="matter-1", sort="appeal", used="no", due="2026-12-01")
    found = point("remedies", case(due, without=("rem-1",)))
    assert (found.answer, found.until, found.blocks) == (Truth.NO, date(2026, 12, 1), Rule.REMEDY_OPEN)


def test_a_reason_for_not_using_a_remedy_is_for_a_lawyer_to_argue() -> None:
    reason = row(Remedy, "rem-1", person=WHO, matter="matter-1", sort="appeal", used="no", not_pursued="dangerous")
    found = point("remedies", case(reason, without=("rem-1",)))
    assert (found.answer, found.blocks) == (Truth.UNKNOWN, None)


def test_without_any_remedy_told_it_is_unknown_and_says_what_would_settle_it() -> None:
    found = point("remedies", case(without=("rem-1",)))
    assert (found.answer, found.settles) == (
        Truth.UNKNOWN, "Each remedy in remedy.csv: used, with its decision, or why not."
    )  # fmt: skip


# Time


@pytest.mark.parametrize(
    ("day", "until"),
    [
        ("2022-05-24", date(2027, 5, 24)),
        ("2022-05", date(2027, 5, 1)),
        ("2024-02-29", date(2029, 2, 28)),
    ],
)
def test_five_years_run_from_the_earliest_day_of_the_last_decision(day: str, until: date) -> None:
    found = point("time_limit", decided(day))
    assert (found.until, found.answer) == (until, Truth.YES)


@pytest.mark.parametrize(("day", "answer"), [(date(2024, 5, 24), Truth.YES), (date(2024, 5, 25), Truth.NO)])
def test_the_last_day_is_still_in_time_and_the_next_is_not(day: date, answer: Truth) -> None:
    assert point("time_limit", day=day).answer is answer


def test_the_end_of_another_procedure_gives_three_years_of_its_own() -> None:
    of = complaint("other-body", sort="decision or opinion adopted", during="2024-06-30")
    found = point("time_limit", of)
    assert (found.until, found.answer) == (date(2027, 6, 30), Truth.YES)
    assert "Last decision at home: 24 May 2019; five years later: 24 May 2024." in said(found, of)


def test_without_a_decision_the_time_is_unknown() -> None:
    assert point("time_limit", case(without=("rem-1",))).answer is Truth.UNKNOWN


@pytest.mark.parametrize(("happened", "until"), [("2026-11-30", date(2027, 2, 28)), ("2026-08", date(2026, 11, 1))])
def test_the_urgent_procedure_on_disappearances_is_open_for_three_months(happened: str, until: date) -> None:
    step = row(Step, "step-1", person=WHO, sort="detention", during=happened)
    found = point("three_months", case(step, without=("step-1",)))
    assert (found.until, found.answer) == (until, Truth.of(until >= DAY))


# Other procedures


def test_an_empty_register_says_that_nothing_is_pending_and_that_the_person_is_to_be_asked() -> None:
    found = point("same_matter")
    assert found.answer is Truth.YES
    assert "the person is to be asked too" in said(found)


def test_a_complaint_that_is_pending_elsewhere_blocks() -> None:
    found = point("same_matter", complaint("other-body"))
    assert (found.answer, found.blocks, found.facts) == (Truth.NO, Rule.ELSEWHERE, ("sent-1",))


def test_whether_special_procedures_count_as_another_procedure_is_for_a_lawyer() -> None:
    found = point("same_matter", complaint("wgad", form="wgad"))
    assert (found.answer, found.blocks) == (Truth.UNKNOWN, None)


def test_a_collective_complaint_to_a_political_body_does_not_block_either() -> None:
    found = point("same_matter", complaint("odihr", form="collective"))
    assert (found.answer, found.blocks) == (Truth.UNKNOWN, None)


def test_the_bodies_that_may_be_no_such_procedure_are_those_of_these_forms() -> None:
    assert {body for name in NO_SUCH_PROCEDURE for body in FORMS[name].bodies} == NO_SUCH_BODIES


def test_a_complaint_that_ended_elsewhere_is_told_and_blocks_no_longer() -> None:
    of = complaint("other-body", sort="declared inadmissible", during="2021-03-01")
    found = point("same_matter", of)
    assert (found.answer, found.facts) == (Truth.YES, ("sent-1",))
    assert said(found, of).startswith("Ended: complaint to an international body")


def test_a_complaint_to_the_same_body_is_no_other_procedure() -> None:
    assert point("same_matter", complaint("hrc", form="hrc")).facts == ()


# Who, and whether named


def test_an_anonymous_communication_is_not_considered() -> None:
    found = point("anonymity", held=(*known(), consent(bodies=("wgad",)), authority()))
    assert found.answer is Truth.NO


def test_old_consent_is_told_as_to_be_confirmed() -> None:
    held = (*known(), consent(on=date(2025, 1, 1)), authority())
    assert "it is to be confirmed" in said(point("consent", held=held))


def test_an_attorney_who_stands_in_the_vault_only_is_not_named_on_the_checklist() -> None:
    held = (*known(), consent(), authority(attorney="Invented-Two Lawyerov"))
    found = point("authority", held=held, attorney="Invented-Two Lawyerov")
    assert found.answer is Truth.YES
    assert "Lawyerov" not in said(found)
    assert "the attorney named in the vault" in said(found)


def test_whether_the_state_had_accepted_the_procedure_is_asked() -> None:
    found = point("state_bound")
    assert found.answer is Truth.UNKNOWN
    assert said(found) == "State: Kazakhstan. First recorded fact: 1 May 2019."


# Urgent: by what is told of the end


def urgent(of: Case, day: date = DAY) -> Point:
    return point("urgent", of, day=day)


def told_of(**more: Any) -> Case:
    return case(
        row(Step, "step-9", person=WHO, sort="sanction served", **more), without=("step-4", "step-4.2", "step-5")
    )


def test_an_arrest_that_was_served_is_over_though_no_release_is_recorded() -> None:
    got = urgent(told_of(during="2019-05-01/2019-05-16"))
    assert (got.answer, got.blocks) == (Truth.NO, None)
    assert said(got) == "No release is recorded; what is recorded had ended by 16 May 2019."


def test_an_arrest_ends_when_its_days_are_over() -> None:
    of = told_of(during="2019-05-01", days="13..15")
    assert said(urgent(of)) == "No release is recorded; what is recorded had ended by 16 May 2019."
    assert urgent(of, date(2019, 5, 16)).answer is Truth.UNKNOWN
    assert urgent(of, date(2019, 5, 17)).answer is Truth.NO


def test_without_an_end_it_is_unknown_with_the_last_day_that_is_told() -> None:
    got = urgent(told_of(during="2019-05-02"))
    assert got.answer is Truth.UNKNOWN
    assert said(got).endswith("last day on which the person is told to be held: 2 May 2019.")


def test_a_measure_that_lasts_keeps_it_open_beside_an_arrest_that_ended() -> None:
    measure = row(Step, "step-8", person=WHO, sort="measure of restraint", during="2019-05-01")
    assert urgent(case(measure, without=("step-5",))).answer is Truth.UNKNOWN
    assert urgent(case(without=("step-5",))).answer is Truth.NO
