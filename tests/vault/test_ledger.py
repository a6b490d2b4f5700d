"""What may leave, by purpose, audience and state of consent: answers written by hand, after reference casework.md 5."""

from __future__ import annotations

from datetime import date

import pytest

from saylau.vault.entries import (
    Authority,
    Consent,
    Entry,
    GivenBy,
    Purpose,
    Revocation,
    Situation,
    Withdrawal,
)
from saylau.vault.ledger import PUBLIC, Detail, State, authority, may_count, may_leave, purposes_of, stands

DAY = date(2026, 6, 1)
GIVEN = date(2026, 3, 1)
NUMBER = "P-0042"
BODY, OTHER = "wgad", "osce"


def consent(*purposes: Purpose, **more: object) -> Consent:
    told: dict[str, object] = {"on": GIVEN, "purposes": purposes or tuple(Purpose), "bodies": (BODY,), **more}
    return Consent.model_validate(told)


STATES: dict[str, tuple[Entry, ...]] = {
    "none": (),
    "granted": (consent(),),
    "expired": (consent(until=date(2026, 5, 31)),),
    "withdrawn": (consent(), Withdrawal(on=date(2026, 5, 31))),
    "to be confirmed": (consent(), Situation(on=date(2026, 5, 1))),
}
INSIDE = (Purpose.STORE, Purpose.ANALYSE)
PUBLISHED = (Purpose.PUBLISH_NUMBER, Purpose.PUBLISH_NAME, Purpose.PUBLISH_PICTURE, Purpose.RESEARCH)
BY_BODY = (Purpose.SHARE, Purpose.NAME_TO_GOVERNMENT)
# state -> purposes inside, purposes by body for the body named, for another body, purposes of publication
BY_PURPOSE = {
    "none": (False, False, False, False),
    "granted": (True, True, False, True),
    "expired": (False, False, False, False),
    "withdrawn": (False, False, False, False),
    "to be confirmed": (True, True, False, False),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("body", [BODY, OTHER, PUBLIC])
@pytest.mark.parametrize("purpose", Purpose)
def test_each_purpose_for_each_audience_in_each_state_stands_as_written(
    purpose: Purpose, body: str, state: str
) -> None:
    inside, named, other, published = BY_PURPOSE[state]
    right = inside if purpose in INSIDE else published if purpose in PUBLISHED else named if body == BODY else other
    answer = stands(STATES[state], purpose, body, DAY, number=NUMBER)
    assert answer.yes is right
    if purpose not in BY_BODY or body == BODY:
        assert answer.state.value == {"none": "not granted"}.get(state, state)
    else:
        assert answer.state is State.NONE
    assert answer.says.values["number"] == NUMBER  # type: ignore[union-attr]
    assert bool(answer.granted) is right


# detail -> may it go to the public, to a body, to a body that hands it to the government, to another body
GRANTED_TO = {
    Detail.NUMBER: (True, True, True, False),
    Detail.NAME: (True, True, True, False),
    Detail.PARTICULARS: (False, True, True, False),
    Detail.PICTURE: (True, True, True, False),
    Detail.ROW: (True, True, True, False),
}
TO_CONFIRM_TO = {
    Detail.NUMBER: (False, True, True, False),
    Detail.NAME: (False, True, True, False),
    Detail.PARTICULARS: (False, True, True, False),
    Detail.PICTURE: (False, True, True, False),
    Detail.ROW: (False, False, False, False),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("detail", Detail)
def test_each_detail_reaches_each_audience_in_each_state_as_written(detail: Detail, state: str) -> None:
    right = {"granted": GRANTED_TO, "to be confirmed": TO_CONFIRM_TO}.get(state, {}).get(detail, (False,) * 4)
    for (audience, government), expected in zip(
        ((PUBLIC, False), (BODY, False), (BODY, True), (OTHER, False)), right, strict=True
    ):
        asked = may_leave(STATES[state], detail, audience, DAY, number=NUMBER, to_government=government)
        assert asked.yes is expected, (detail, audience, government, state)


@pytest.mark.parametrize("purpose", Purpose)
def test_no_purpose_follows_from_another(purpose: Purpose) -> None:
    given = (consent(purpose),)
    assert [p for p in Purpose if stands(given, p, BODY, DAY, number=NUMBER).yes] == [purpose]


def test_the_name_goes_to_the_government_only_with_both_consents() -> None:
    for given in (consent(Purpose.SHARE), consent(Purpose.NAME_TO_GOVERNMENT)):
        assert not may_leave((given,), Detail.NAME, BODY, DAY, number=NUMBER, to_government=True).yes
    both = (consent(Purpose.SHARE, Purpose.NAME_TO_GOVERNMENT),)
    assert may_leave(both, Detail.NAME, BODY, DAY, number=NUMBER, to_government=True).yes


def test_birth_documents_and_addresses_are_never_published_whatever_was_agreed_to() -> None:
    assert purposes_of(Detail.PARTICULARS, PUBLIC) == ()
    answer = may_leave((consent(),), Detail.PARTICULARS, PUBLIC, DAY, number=NUMBER)
    assert (answer.yes, answer.state) == (False, State.NONE)


def test_a_row_of_a_data_set_needs_its_own_consent_for_a_body_too() -> None:
    assert not may_leave((consent(Purpose.SHARE),), Detail.ROW, BODY, DAY, number=NUMBER).yes
    assert may_leave((consent(Purpose.SHARE, Purpose.RESEARCH),), Detail.ROW, BODY, DAY, number=NUMBER).yes


def test_a_paper_made_for_a_past_day_hears_what_was_taken_back_since() -> None:
    entries = (consent(), Withdrawal(on=date(2026, 9, 1)))
    assert stands(entries, Purpose.PUBLISH_NUMBER, "", DAY, number=NUMBER).yes
    assert not may_leave(entries, Detail.NUMBER, PUBLIC, DAY, number=NUMBER).yes
    assert not may_count(entries, DAY, number=NUMBER).yes
    assert may_count(entries, DAY, number=NUMBER, as_it_was=True).yes
    changed = (consent(), Situation(on=date(2026, 9, 1)))
    assert may_leave(changed, Detail.NUMBER, PUBLIC, DAY, number=NUMBER).state is State.TO_CONFIRM


@pytest.mark.parametrize(
    ("withdrawal", "still"),
    [
        (Withdrawal(on=DAY), ()),
        (Withdrawal(on=DAY, purposes=(Purpose.STORE,)), ()),
        (Withdrawal(on=DAY, purposes=(Purpose.STORE,), bodies=(OTHER,)), ()),
        (Withdrawal(on=DAY, purposes=(Purpose.PUBLISH_NAME,)), tuple(p for p in Purpose if p != "publish name")),
        (Withdrawal(on=DAY, bodies=(BODY,)), (*INSIDE, *PUBLISHED)),
        (Withdrawal(on=DAY, bodies=(OTHER,)), tuple(Purpose)),
        (Withdrawal(on=DAY, purposes=(Purpose.SHARE,), bodies=(OTHER,)), tuple(Purpose)),
        (Withdrawal(on=DAY, purposes=(Purpose.SHARE,)), tuple(p for p in Purpose if p is not Purpose.SHARE)),
    ],
)
def test_a_withdrawal_takes_back_what_it_names_from_its_day_on(
    withdrawal: Withdrawal, still: tuple[Purpose, ...]
) -> None:
    entries = (consent(), withdrawal)
    assert {p for p in Purpose if stands(entries, p, BODY, DAY, number=NUMBER).yes} == set(still)
    assert all(stands(entries, p, BODY, date(2026, 5, 31), number=NUMBER).yes for p in Purpose)


def test_consent_given_anew_after_a_withdrawal_stands_and_an_older_one_entered_late_does_not() -> None:
    taken_back = Withdrawal(on=date(2026, 4, 1))
    anew = consent(on=date(2026, 4, 1))
    assert stands((consent(), taken_back, anew), Purpose.STORE, "", DAY, number=NUMBER).yes
    assert not stands((taken_back, consent()), Purpose.STORE, "", DAY, number=NUMBER).yes


@pytest.mark.parametrize(
    ("day", "state"),
    [(date(2027, 3, 1), State.GRANTED), (date(2027, 3, 2), State.TO_CONFIRM)],
)
def test_a_consent_older_than_twelve_months_is_to_be_confirmed(day: date, state: State) -> None:
    assert stands((consent(),), Purpose.PUBLISH_NUMBER, "", day, number=NUMBER).state is state
    assert stands((consent(),), Purpose.SHARE, BODY, day, number=NUMBER).yes


def test_consent_given_in_custody_carries_no_publication() -> None:
    held = (consent(in_custody=True),)
    assert not may_leave(held, Detail.NUMBER, PUBLIC, DAY, number=NUMBER).yes
    shared = may_leave(held, Detail.NAME, BODY, DAY, number=NUMBER)
    assert (shared.yes, shared.state) == (True, State.TO_CONFIRM)


def test_a_change_of_the_situation_on_the_day_of_the_consent_counts_where_it_was_entered_after_it() -> None:
    change = Situation(on=GIVEN)
    assert stands((consent(), change), Purpose.PUBLISH_NUMBER, "", DAY, number=NUMBER).state is State.TO_CONFIRM
    assert stands((change, consent()), Purpose.PUBLISH_NUMBER, "", DAY, number=NUMBER).state is State.GRANTED


@pytest.mark.parametrize(
    ("given", "minor", "inside", "number", "name"),
    [
        (consent(), True, False, False, False),
        (consent(given_by=GivenBy.GUARDIAN), True, False, False, False),
        (consent(given_by=GivenBy.GUARDIAN, child_agrees=True), True, True, True, False),
        (consent(given_by=GivenBy.RELATIVE), True, False, False, False),
        (consent(given_by=GivenBy.RELATIVE), False, True, False, False),
        (consent(), False, True, True, True),
    ],
)
def test_a_child_is_never_named_and_needs_guardian_and_own_word_and_a_relative_publishes_nothing(
    given: Consent, minor: bool, inside: bool, number: bool, name: bool
) -> None:
    assert may_count((given,), DAY, number=NUMBER, minor=minor).yes is inside
    asked = {d: may_leave((given,), d, PUBLIC, DAY, number=NUMBER, minor=minor).yes for d in Detail}
    assert (asked[Detail.NUMBER], asked[Detail.NAME], asked[Detail.PICTURE]) == (number, name, name)


def test_a_person_is_counted_only_where_keeping_and_analysis_were_both_agreed_to() -> None:
    assert not may_count((consent(Purpose.STORE),), DAY, number=NUMBER).yes
    assert not may_count((consent(Purpose.ANALYSE),), DAY, number=NUMBER).yes
    assert may_count((consent(*INSIDE),), DAY, number=NUMBER).yes


def test_an_answer_names_the_days_on_which_it_rests_and_the_weaker_state() -> None:
    entries = (
        consent(Purpose.SHARE, in_custody=True),
        consent(Purpose.NAME_TO_GOVERNMENT, on=date(2026, 4, 1)),
    )
    answer = may_leave(entries, Detail.NAME, BODY, DAY, number=NUMBER, to_government=True)
    assert (answer.yes, answer.state) == (True, State.TO_CONFIRM)
    assert answer.granted == (GIVEN, date(2026, 4, 1))


POWER = Authority(on=GIVEN, attorney="counsel", bodies=(BODY,), until=date(2026, 12, 31))


@pytest.mark.parametrize(
    ("entries", "attorney", "body", "day", "state"),
    [
        ((), "counsel", BODY, DAY, State.NONE),
        ((POWER,), "counsel", BODY, DAY, State.GRANTED),
        ((POWER,), "somebody else", BODY, DAY, State.NONE),
        ((POWER,), "counsel", OTHER, DAY, State.NONE),
        ((POWER,), "counsel", BODY, date(2026, 2, 28), State.NONE),
        ((POWER,), "counsel", BODY, date(2026, 12, 31), State.GRANTED),
        ((POWER,), "counsel", BODY, date(2027, 1, 1), State.EXPIRED),
        ((POWER, Revocation(on=DAY)), "counsel", BODY, DAY, State.WITHDRAWN),
        ((POWER, Revocation(on=date(2026, 9, 1))), "counsel", BODY, DAY, State.WITHDRAWN),
        ((POWER, Revocation(on=DAY, attorney="somebody else")), "counsel", BODY, DAY, State.GRANTED),
        ((POWER, Revocation(on=DAY, bodies=(OTHER,))), "counsel", BODY, DAY, State.GRANTED),
        ((POWER, Revocation(on=DAY), POWER.model_copy(update={"on": DAY})), "counsel", BODY, DAY, State.GRANTED),
        ((POWER, Withdrawal(on=DAY)), "counsel", BODY, DAY, State.GRANTED),
    ],
)
def test_a_power_of_attorney_holds_for_its_attorney_before_its_bodies_in_its_time(
    entries: tuple[Entry, ...], attorney: str, body: str, day: date, state: State
) -> None:
    answer = authority(entries, attorney, body, day, number=NUMBER)
    assert (answer.state, answer.yes) == (state, state is State.GRANTED)


def test_how_a_power_of_attorney_stood_on_a_day_before_it_was_revoked_can_be_asked() -> None:
    entries = (POWER, Revocation(on=date(2026, 9, 1)))
    assert authority(entries, "counsel", BODY, DAY, number=NUMBER, as_it_was=True).yes
