"""Collective complaints: who is taken in and why others are left out. All people are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from saylau.casework.collective import Inclusion, Lack, Selection, select
from saylau.vault.entries import (
    Authority,
    Consent,
    Entry,
    GivenBy,
    NameSort,
    NameWritten,
    Paper,
    Purpose,
    Revocation,
    Situation,
    Withdrawal,
)
from saylau.vault.ledger import Detail, authority, may_leave
from tests.cases import template

DAY = date(2026, 11, 22)
GIVEN = date(2026, 6, 1)
BODIES = ("un-hrc", "osce")
HASH = "0" * 63
RULE = Inclusion(BODIES, attorney="us", papers=("power of attorney", "court decision"))

NAME = NameWritten(on=GIVEN, text="Invented-One Testov")
ALLOWED = (Purpose.SHARE, Purpose.NAME_TO_GOVERNMENT)
CONSENT = Consent(on=GIVEN, purposes=ALLOWED, bodies=BODIES)
MANDATE = Authority(on=GIVEN, attorney="us", bodies=BODIES)
POWER = Paper(on=GIVEN, title="Power of attorney", sort="power of attorney", sha256=HASH + "1")
DECISION = Paper(on=GIVEN, title="Decision", sort="court decision", sha256=HASH + "2")
WHOLE: tuple[Entry, ...] = (NAME, CONSENT, MANDATE, POWER, DECISION)


def changed(model: Any, **fields: Any) -> Any:
    """An entry with other values."""
    return model.model_copy(update=fields)


LATER = date(2026, 9, 1)
SILENT: tuple[Entry, ...] = (NAME, MANDATE, POWER, DECISION)
ELSEWHERE = (NAME, changed(CONSENT, bodies=("eu",)), MANDATE, POWER, DECISION)
WITHDREW = (*WHOLE, Withdrawal(on=LATER))
WITHDREW_ONE = (*WHOLE, Withdrawal(on=LATER, purposes=(Purpose.SHARE,), bodies=("osce",)))
RAN_OUT = (NAME, changed(CONSENT, until=date(2026, 11, 21)), MANDATE, POWER, DECISION)
IN_CUSTODY = (NAME, changed(CONSENT, in_custody=True), MANDATE, POWER, DECISION)
OLD = (NAME, changed(CONSENT, on=date(2025, 11, 21)), MANDATE, POWER, DECISION)
NO_MANDATE: tuple[Entry, ...] = (NAME, CONSENT, POWER, DECISION)
REVOKED = (*WHOLE, Revocation(on=LATER, attorney="us"))
MANDATE_OUT = (NAME, CONSENT, changed(MANDATE, until=date(2026, 11, 21)), POWER, DECISION)
NO_DECISION: tuple[Entry, ...] = (NAME, CONSENT, MANDATE, POWER)

EXPECTED = (
    (SILENT, Lack.NOT_GRANTED, 3), (ELSEWHERE, Lack.NOT_GRANTED, 2), (WITHDREW, Lack.WITHDRAWN, 2),
    (WITHDREW_ONE, Lack.WITHDRAWN, 1), (RAN_OUT, Lack.EXPIRED, 2), (IN_CUSTODY, Lack.TO_CONFIRM, 1),
    (OLD, Lack.TO_CONFIRM, 1), (NO_MANDATE, Lack.NO_AUTHORITY, 2), (REVOKED, Lack.REVOKED, 2),
    (MANDATE_OUT, Lack.AUTHORITY_EXPIRED, 2), (NO_DECISION, Lack.PAPER, 3),
)  # fmt: skip


def hundred_and_fifty() -> dict[str, tuple[Entry, ...]]:
    """150 invented people: every seventh lacks something until 21 do, as the table says; the others lack nothing."""
    lacking = [entries for entries, _, count in EXPECTED for _ in range(count)]
    people = {}
    for n in range(1, 151):
        people[f"P-{n:04}"] = lacking[n // 7 - 1] if n % 7 == 0 and n // 7 <= 21 else WHOLE
    return people


def lacks(entries: tuple[Entry, ...], rule: Inclusion = RULE, day: date = DAY) -> list[Lack]:
    """What keeps one person out."""
    found = select({"P-0001": entries}, rule, day)
    return [reason.lack for one in found.left_out for reason in one.reasons]


def test_of_150_invented_people_129_are_taken_in_and_21_left_out_each_with_the_reason() -> None:
    found = select(hundred_and_fifty(), RULE, DAY)
    assert (len(found.included), found.of, len(found.left_out)) == (129, 150, 21)
    assert [one.number for one in found.left_out] == [f"P-{7 * n:04}" for n in range(1, 22)]
    expected = [lack for _, lack, count in EXPECTED for _ in range(count)]
    assert [one.reasons[0].lack for one in found.left_out] == expected
    assert {str(lack): count for lack, count in found.lacks.items()} == {
        "consent not granted": 5, "consent withdrawn": 3, "consent ran out": 2, "consent to be confirmed": 2,
        "no power of attorney": 2, "power of attorney revoked": 2, "power of attorney ran out": 2, "paper missing": 3,
    }  # fmt: skip
    assert sum(found.lacks.values()) == 21


def test_every_reason_is_a_sentence_with_the_case_number_and_no_name() -> None:
    for one in select(hundred_and_fifty(), RULE, DAY).left_out:
        for reason in one.reasons:
            assert template(reason.says).startswith("{number}: ")
            assert "Testov" not in repr(reason)
            assert one.number in repr(reason)


def test_a_person_who_lacks_several_things_has_a_reason_for_each_body_and_paper_in_one_order() -> None:
    assert lacks((NAME,)) == [
        Lack.NOT_GRANTED, Lack.NOT_GRANTED, Lack.NO_AUTHORITY, Lack.NO_AUTHORITY, Lack.PAPER, Lack.PAPER,
    ]  # fmt: skip


def test_the_last_day_of_consent_and_of_a_power_of_attorney_is_still_in_force() -> None:
    assert lacks(RAN_OUT, day=date(2026, 11, 21)) == []
    assert lacks(MANDATE_OUT, day=date(2026, 11, 21)) == []
    assert lacks(OLD, day=date(2026, 11, 21)) == []  # twelve months to the day


def test_nothing_counts_before_the_day_on_which_it_was_given() -> None:
    assert set(lacks(WHOLE, day=date(2026, 5, 31))) == {Lack.NOT_GRANTED, Lack.NO_AUTHORITY, Lack.PAPER}


def test_what_was_taken_back_after_the_day_counts_since_a_paper_made_now_leaves_now() -> None:
    assert lacks(WITHDREW, day=date(2026, 8, 31)) == [Lack.WITHDRAWN, Lack.WITHDRAWN]
    assert lacks(REVOKED, day=date(2026, 8, 31)) == [Lack.REVOKED, Lack.REVOKED]


def test_consent_to_be_confirmed_suffices_only_where_the_rule_says_so_and_is_then_told() -> None:
    rule = changed_rule(unconfirmed=True)
    changed_situation = (*WHOLE, Situation(on=LATER))
    assert lacks(changed_situation) == [Lack.TO_CONFIRM, Lack.TO_CONFIRM]
    found = select({"P-0001": changed_situation, "P-0002": WHOLE}, rule, DAY)
    assert found.included == ("P-0001", "P-0002")
    assert found.unconfirmed == {"P-0001"}


def changed_rule(**fields: Any) -> Inclusion:
    """The rule of these tests with other values."""
    told = {"bodies": BODIES, "attorney": "us", "papers": RULE.papers} | fields
    return Inclusion(**told)


def test_where_each_must_be_named_consent_to_naming_and_a_name_are_needed_and_no_child_is_named() -> None:
    named = changed_rule(named=True)
    share_only = (NAME, changed(CONSENT, purposes=(Purpose.SHARE,)), MANDATE, POWER, DECISION)
    assert lacks(WHOLE, named) == []
    assert lacks(share_only, named) == [Lack.NAMING, Lack.NAMING]
    assert lacks(share_only) == []
    assert lacks(share_only, changed_rule(named=True, to_government=False)) == []
    assert lacks(WHOLE[1:], named) == [Lack.NO_NAME]
    found = select({"P-0001": share_only, "P-0002": WHOLE}, RULE, DAY)
    assert found.named == {"P-0002"}


def test_a_child_is_taken_in_by_a_guardian_with_the_child_agreeing_only() -> None:
    by_guardian = changed(CONSENT, given_by=GivenBy.GUARDIAN, child_agrees=True)
    people = {"P-0001": WHOLE, "P-0002": (NAME, by_guardian, *WHOLE[2:])}
    assert select(people, RULE, DAY, minors={"P-0001", "P-0002"}).included == ("P-0002",)


def test_the_scan_of_a_power_of_attorney_in_force_is_that_paper() -> None:
    scanned = (NAME, CONSENT, changed(MANDATE, paper=HASH + "3"), DECISION)
    assert lacks(scanned) == []
    assert lacks((*scanned, Revocation(on=LATER))) == [Lack.REVOKED, Lack.REVOKED, Lack.PAPER]
    assert lacks((NAME, CONSENT, MANDATE, DECISION)) == [Lack.PAPER]


def test_someone_of_whom_the_case_holds_no_row_is_left_out() -> None:
    found = select({"P-0001": WHOLE, "P-0002": WHOLE}, RULE, DAY, recorded={"P-0001"})
    assert [(one.number, [r.lack for r in one.reasons]) for one in found.left_out] == [("P-0002", [Lack.NO_RECORD])]


def test_an_alias_is_no_name_by_which_a_person_could_be_named() -> None:
    named = changed_rule(named=True)
    alias = changed(NAME, sort=NameSort.ALIAS)
    assert lacks((alias, *WHOLE[1:]), named) == [Lack.NO_NAME]


SORTS = (*(entries for entries, _, _ in EXPECTED), WHOLE)


@given(st.lists(st.sampled_from(SORTS), max_size=12), st.randoms(use_true_random=False))
def test_everyone_is_taken_in_or_left_out_once_whatever_the_order(sorts: list[tuple[Entry, ...]], random: Any) -> None:
    people = {f"P-{n:04}": entries for n, entries in enumerate(sorts, 1)}
    found = select(people, RULE, DAY)
    assert sorted([*found.included, *(one.number for one in found.left_out)]) == sorted(people)
    assert set(found.included) == {number for number, entries in people.items() if entries is WHOLE}
    mixed = list(people.items())
    random.shuffle(mixed)
    assert _as_sets(select(dict(mixed), RULE, DAY)) == _as_sets(found)


def _as_sets(found: Selection) -> tuple[set[str], dict[str, Any]]:
    return set(found.included), {one.number: one.reasons for one in found.left_out}


PIECES: tuple[Entry, ...] = (
    NAME, CONSENT, changed(CONSENT, purposes=(Purpose.SHARE,)), changed(CONSENT, bodies=("osce",)), MANDATE, POWER,
    DECISION, changed(CONSENT, until=date(2026, 8, 1)), Withdrawal(on=LATER), Withdrawal(on=LATER, bodies=("osce",)),
    Revocation(on=LATER), changed(CONSENT, on=date(2026, 10, 1)), changed(MANDATE, on=date(2026, 10, 1)),
)  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=8), max_size=4), st.booleans(), st.booleans())
def test_nobody_is_taken_in_or_named_beyond_what_the_ledger_lets_go_to_every_addressee(
    histories: list[list[Entry]], named: bool, unconfirmed: bool
) -> None:
    people = {f"P-{n:04}": tuple(history) for n, history in enumerate(histories, 1)}
    found = select(people, changed_rule(named=named, unconfirmed=unconfirmed), DAY)
    for number in found.included:
        for body in BODIES:
            assert may_leave(people[number], Detail.NUMBER, body, DAY, number=number).yes
            assert authority(people[number], "us", body, DAY, number=number).yes
            if number in found.named:
                assert may_leave(people[number], Detail.NAME, body, DAY, number=number, to_government=True).yes
    assert found.named <= set(found.included)
    assert not named or set(found.included) == found.named
