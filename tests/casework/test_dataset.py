"""A research data set holds those alone who agreed to one, and nobody in it stands in a group of few."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from saylau.casework.dataset import LADDERS, SENSITIVE, as_csv, asked, data_set, tells_few
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Act, Consequence, Person
from saylau.values import When
from saylau.vault.entries import Consent, Entry, Purpose, Withdrawal
from tests.cases import case_of, election, fact

DAY = date(2026, 11, 22)
AGREED = (Consent(on=date(2026, 6, 1), purposes=(Purpose.STORE, Purpose.RESEARCH)),)


def case_with(number: int) -> Case:
    """Invented people: two acts in turn, in two months in turn; every third person was injured."""
    facts: list[Fact[Record]] = [election()]
    for n in range(1, number + 1):
        facts.append(fact(Person(name=f"P-{n:04}"), f"p-{n:04}"))
        sort = "detention.short" if n % 2 else "detention.preventive"
        facts.append(fact(Act(person=f"p-{n:04}", sort=sort, during=When(f"2019-0{5 + n % 2}-09")), f"act-{n}"))
        if n % 3 == 0:
            facts.append(fact(Consequence(person=f"p-{n:04}", sort="injury"), f"consequence-{n}"))
    return case_of(*facts)


def people(number: int, entries: Sequence[Entry] = AGREED) -> dict[str, Sequence[Entry]]:
    return {f"P-{n:04}": entries for n in range(1, number + 1)}


def test_who_did_not_agree_or_took_it_back_has_no_row() -> None:
    ledger = people(12) | {"P-0001": (), "P-0002": (*AGREED, Withdrawal(on=date(2026, 7, 1)))}
    found = asked(case_with(12), ledger, DAY)
    assert len(found.rows) == 10
    assert set(found.not_granted) == {"P-0001", "P-0002"}


def test_consent_that_is_a_year_old_is_to_be_confirmed_and_carries_no_row() -> None:
    old = (Consent(on=date(2025, 6, 1), purposes=(Purpose.RESEARCH,)),)
    assert asked(case_with(3), people(3, old), DAY).rows == ()


def test_rows_bear_no_case_number_and_no_day() -> None:
    found = data_set(asked(case_with(30), people(30), DAY), 5)
    assert found is not None
    written = as_csv(found).decode()
    assert written.splitlines()[0] == ",".join((*LADDERS, SENSITIVE))
    assert "P-" not in written
    assert "-09" not in written
    assert "2019-05" in written


def test_few_people_become_coarser_and_very_few_are_not_published() -> None:
    # Twelve: odd ones in June, even ones in May, six each; of each six two were injured.
    fine = data_set(asked(case_with(12), people(12), DAY), 5)
    assert fine is not None
    assert (fine.k, fine.l, sum(fine.levels.values())) == (6, 2, 0)
    # Eight: four each, too few for five; by year and by the first part of the code they are eight.
    coarse = data_set(asked(case_with(8), people(8), DAY), 5)
    assert coarse is not None
    assert {row["month"] for row in coarse.rows} == {"2019"}
    assert {row["sort"] for row in coarse.rows} == {"detention"}
    assert data_set(asked(case_with(4), people(4), DAY), 5) is None
    assert data_set(asked(case_with(4), {}, DAY), 5) is None


def test_two_files_that_differ_in_fewer_people_than_a_group_tell_of_them() -> None:
    before = {"2019\tdetention": 5, "2019\tfine": 4}
    assert not tells_few(before, dict(before), 3)
    assert tells_few(before, before | {"2019\tfine": 3}, 3)
    assert tells_few(before, {"2019\tdetention": 5, "2019\tfine": 4, "2020\tfine": 2}, 3)
    assert not tells_few(before, {"2019\tdetention": 8, "2019\tfine": 4}, 3)
    assert not tells_few(before, {"2019\tdetention": 5}, 3)
