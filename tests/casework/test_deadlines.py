"""Deadlines: what is due, when, and how many days are left. Days are counted by hand. All people are invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from saylau.casework.deadlines import deadlines, within
from saylau.casework.due import Due, DueSort, Urgency
from saylau.records.base import Record
from saylau.records.fact import Display, Fact, Status
from saylau.records.kinds import Intervention, Organisation, Person, Remedy, Response, Step
from saylau.values import Truth, When
from saylau.vault.entries import Authority, Consent, Entry, Purpose, Revocation, Situation, Withdrawal
from tests.cases import case_of, fact, template

ON = date(2026, 11, 22)
PEOPLE = tuple(fact(Person(name=f"P-000{n}"), f"p-000{n}") for n in (1, 2, 3))
BODY = fact(Organisation(name="Invented committee", sort="international"), "committee")


def due_of(*facts: Fact[Record], people: Mapping[str, Sequence[Entry]] | None = None, on: date = ON) -> tuple[Due, ...]:
    """What is due in an invented case of three people and a body."""
    return deadlines(case_of(*PEOPLE, BODY, *facts), on, people)


def remedy(due: str, thing: str = "remedy-1", **more: Any) -> Fact[Record]:
    """An appeal of the first person, with a last day for filing."""
    return fact(Remedy(person="p-0001", sort="appeal", due=When(due), **more), thing)


def letter(thing: str = "sent-1", **more: Any) -> Fact[Record]:
    """A complaint of the first two people to the body."""
    told = {"sort": "collective complaint", "to": "committee", "persons": ("p-0001", "p-0002")} | more
    return fact(Intervention(**told), thing)


def consent(on: str, **more: Any) -> Consent:
    """Consent to share in confidence with the body."""
    told: dict[str, Any] = {"purposes": (Purpose.SHARE,), "bodies": ("committee",)} | more
    return Consent(on=date.fromisoformat(on), **told)


@pytest.mark.parametrize(
    ("due", "left", "urgency"),
    [
        ("2026-11-22", 0, Urgency.OPEN),  # the last day itself is in time
        ("2026-11-21", -1, Urgency.OVERDUE),
        ("2026-12-01", 9, Urgency.OPEN),  # 8 days to the end of November, and one
        ("2027-02-28", 98, Urgency.OPEN),  # 8 + 31 + 31 + 28
        ("2024-02-29", -997, Urgency.OVERDUE),  # 2024: 306 after it; 2025: 365; 2026: 326 up to 22 November
    ],
)
def test_days_are_counted_to_the_last_day_in_time(due: str, left: int, urgency: Urgency) -> None:
    (found,) = due_of(remedy(due))
    assert found.days_left(ON) == (left, left)
    assert found.urgency(ON) is urgency
    assert (found.sort, found.persons, found.about) == (DueSort.REMEDY, ("P-0001",), "remedy-1")


def test_a_month_as_last_day_has_bounds_and_may_be_past() -> None:
    (found,) = due_of(remedy("2026-11"))
    assert found.days_left(ON) == (-21, 8)  # 1 November is 21 days past, 30 November 8 away
    assert found.urgency(ON) is Urgency.PERHAPS


@pytest.mark.parametrize("done", [{"filed": When("2026-11-03")}, {"used": Truth.YES}, {"not_pursued": "dangerous"}])
def test_a_remedy_that_was_filed_used_or_left_for_a_reason_is_not_due(done: dict[str, Any]) -> None:
    assert due_of(remedy("2026-12-01", **done)) == ()


def test_a_deadline_of_a_step_is_due_unless_a_remedy_of_that_person_and_day_is_recorded() -> None:
    step = fact(Step(person="p-0001", sort="fine", next_due=When("2026-12-01")), "step-1")
    assert [due.sort for due in due_of(step)] == [DueSort.STEP]
    assert due_of(step, remedy("2026-12-01", filed=When("2026-11-20"))) == ()
    assert [due.sort for due in due_of(step, remedy("2026-12-05", filed=When("2026-11-20")))] == [DueSort.STEP]


def test_a_reply_is_awaited_until_one_comes_and_a_receipt_is_none() -> None:
    sent = letter(due=When("2027-01-15"), due_under="practice of the body")
    (awaited,) = due_of(sent)
    assert (awaited.sort, awaited.persons, awaited.rule) == (
        DueSort.REPLY, ("P-0001", "P-0002"), "practice of the body",
    )  # fmt: skip
    assert awaited.days_left(ON) == (54, 54)  # 8 + 31 + 15
    receipt = fact(Response(intervention="sent-1", sort="receipt confirmed"), "reply-1")
    assert [due.about for due in due_of(sent, receipt)] == ["sent-1"]
    denied = fact(Response(intervention="sent-1", sort="denied"), "reply-1")
    assert due_of(sent, denied) == ()
    assert due_of(letter(due=When("2027-01-15"), answered=Truth.YES)) == ()


def test_a_complaint_without_a_day_for_the_reply_is_listed_as_such_and_a_visit_is_not() -> None:
    (found,) = due_of(letter(during=When("2026-05-01")))
    assert found.urgency(ON) is Urgency.NO_DAY
    assert found.days_left(ON) == (None, None)
    assert due_of(letter(sort="visit to a trial or place of detention")) == ()


def test_our_next_step_is_due_until_something_later_goes_to_the_same_body_for_the_same_people() -> None:
    sent = letter(during=When("2026-09-01"), answered=Truth.YES)
    asks = Response(
        intervention="sent-1", sort="more information asked for", during=When("2026-11-01"), due=When("2026-12-01")
    )
    reply = fact(asks, "reply-1")
    (ours,) = due_of(sent, reply)
    assert (ours.sort, ours.persons, ours.days_left(ON)) == (DueSort.OURS, ("P-0001", "P-0002"), (9, 9))
    later = letter("sent-2", during=When("2026-11-10"), persons=("p-0002",), answered=Truth.YES)
    assert due_of(sent, reply, later) == ()
    others = letter("sent-2", during=When("2026-11-10"), persons=("p-0003",), answered=Truth.YES)
    assert [due.about for due in due_of(sent, reply, others)] == ["reply-1"]


def test_what_is_past_comes_first_then_by_day_and_what_has_no_day_last() -> None:
    found = due_of(
        letter("sent-1"), remedy("2027-03-01", "remedy-3"), remedy("2026-11-01", "remedy-1"),
        remedy("2026-11-30", "remedy-2"), remedy("2026-01-01", "remedy-0"),
    )  # fmt: skip
    assert [due.about for due in found] == ["remedy-0", "remedy-1", "remedy-2", "remedy-3", "sent-1"]
    soon = within(found, ON, 8)  # 30 November is the eighth day
    assert [due.about for due in soon] == ["remedy-0", "remedy-1", "remedy-2", "sent-1"]
    assert "remedy-2" not in [due.about for due in within(found, ON, 7)]


def consents(*entries: Entry, on: date = ON) -> list[tuple[str, str, str]]:
    """Day, template and what it is about, of what the vault lets fall due for the first person."""
    found = due_of(people={"P-0001": entries}, on=on)
    assert all(due.persons == ("P-0001",) and due.about == "" for due in found)
    return [(str(due.when), template(due.says).split(" after")[0], due.urgency(on)) for due in found]


def test_consent_runs_out_on_its_last_day_or_is_to_be_confirmed_after_twelve_months_whichever_is_first() -> None:
    confirm, out = "Consent is to be confirmed", "Consent runs out"
    assert consents(consent("2026-03-01")) == [("2027-03-01", confirm, "open")]
    assert consents(consent("2026-03-01", until=date(2026, 12, 31))) == [("2026-12-31", out, "open")]
    assert consents(consent("2025-11-21")) == [("2026-11-21", confirm, "overdue")]
    assert consents(consent("2025-11-22")) == [("2026-11-22", confirm, "open")]  # today is its last day
    assert consents(consent("2026-03-01", until=date(2026, 6, 30))) == [("2026-06-30", out, "overdue")]


def test_consent_is_to_be_confirmed_from_the_day_before_a_change_of_situation() -> None:
    changed = Situation(on=date(2026, 10, 5))
    assert consents(consent("2026-03-01"), changed) == [("2026-10-04", "Consent is to be confirmed", "overdue")]


def test_consent_given_in_custody_is_to_be_confirmed_from_its_own_day() -> None:
    assert consents(consent("2026-10-01", in_custody=True)) == [("2026-10-01", "Consent is to be confirmed", "overdue")]


def test_a_later_consent_takes_the_place_of_one_that_runs_out_and_what_was_withdrawn_is_not_due() -> None:
    first, again = consent("2025-03-01"), consent("2026-11-01")
    assert consents(first, again) == [("2027-11-01", "Consent is to be confirmed", "open")]
    assert consents(first, Withdrawal(on=date(2026, 11, 2))) == []


def test_purposes_that_turn_on_one_day_stand_in_one_line() -> None:
    both = consent("2026-03-01", purposes=(Purpose.STORE, Purpose.SHARE), until=date(2026, 12, 31))
    assert len(consents(both)) == 1


def test_a_power_of_attorney_runs_out_and_one_that_was_revoked_is_not_due() -> None:
    given = Authority(on=date(2026, 1, 1), attorney="us", bodies=("committee", "court"), until=date(2026, 12, 31))
    assert [(day, urgency) for day, _, urgency in consents(given)] == [("2026-12-31", "open")]
    assert consents(given, Revocation(on=date(2026, 2, 1))) == []
    assert [day for day, _, _ in consents(given, Revocation(on=date(2026, 2, 1), bodies=("court",)))] == ["2026-12-31"]


def test_of_somebody_who_took_back_that_the_record_is_kept_nothing_is_due_any_more() -> None:
    kept = Consent(on=date(2026, 1, 2), purposes=(Purpose.STORE, Purpose.ANALYSE))
    given = Authority(on=date(2026, 1, 1), attorney="us", bodies=("committee",), until=date(2026, 12, 31))
    assert due_of(people={"P-0001": (kept, given)})
    assert due_of(people={"P-0001": (kept, given, Withdrawal(on=date(2026, 5, 1)))}) == ()


def test_nothing_of_the_vault_is_due_while_it_is_closed() -> None:
    assert due_of() == ()


def test_the_time_limit_of_a_form_is_due_for_whom_its_body_may_hear_of_until_the_form_is_sent() -> None:
    decided = remedy("2024-01-15", filed=When("2024-01-10"), used=Truth.YES, decided=When("2024-03-01"), last=Truth.YES)
    decided = fact(decided.record, "remedy-1", status=Status.REVIEWED, display=Display.NUMBER)
    agreed = {"P-0001": (consent("2026-03-01", bodies=("hrc",)),), "P-0002": (consent("2026-03-01"),)}
    found = [due for due in due_of(decided, people=agreed) if due.sort is DueSort.FORM]
    # Rule 99(c): five years after the last decision at home.
    assert [(due.persons, str(due.when)) for due in found] == [(("P-0001",), "2029-03-01")]
    sent = letter(form="hrc", answered=Truth.YES)
    assert [due for due in due_of(decided, sent, people=agreed) if due.sort is DueSort.FORM] == []
