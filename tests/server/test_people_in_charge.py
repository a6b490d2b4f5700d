"""Nobody gets in charge of a person by an act of their own: a second row about a case number opens nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from saylau.server.access.locking import lock_everything
from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.review.actions import take_step
from saylau.server.store.assigning import assign_fact
from saylau.server.store.facts import add_fact, change_fact, step_fact
from saylau.server.store.models import Case, Fact
from saylau.vault.age import Key
from tests.server.people import person
from tests.server.vaults import NAMES, PEOPLE, entries, make_vault, row_of, unlocked

ONE = f"{PEOPLE}no/P-0001/"
OTHER_PLACE = {"source": "law-2030", "locator": "article 9"}


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    yield
    lock_everything()


@pytest.fixture
def key(case: Case, lawyer: User) -> Key:
    """A vault of one person, whose row the lawyer entered."""
    return make_vault(lawyer, case, entries())


@pytest.fixture
def other(case: Case) -> User:
    """A second lawyer, who is in charge of nobody."""
    return person("other-lawyer", case, Role.LAWYER)


def sees_nothing(user: User, case: Case, key: Key) -> bool:
    client = unlocked(user, case, key)
    pages = [client.get(ONE + page) for page in ("", "identity/", "add/consent/", "dossiers/wgad/")]
    assert not any(name in page.content.decode() for page in pages for name in NAMES)
    return [page.status_code for page in pages[1:3]] == [404, 404]


def test_the_first_who_entered_the_number_is_in_charge(case: Case, key: Key, lawyer: User, other: User) -> None:
    assert unlocked(lawyer, case, key).get(ONE + "identity/").status_code == 200
    assert sees_nothing(other, case, key)


@pytest.mark.parametrize("cells", [
    {"id": "p-0001", "fact": "p-0001.2", "name": "P-0001"},
    {"id": "decoy", "name": "P-0001"},
])  # fmt: skip
def test_a_second_row_under_the_number_puts_nobody_in_charge(
    case: Case, key: Key, other: User, documenter: User, cells: dict[str, str]
) -> None:
    add_fact(other, case, "person", cells | OTHER_PLACE, submit=True)
    assert sees_nothing(other, case, key)
    add_fact(documenter, case, "person", {"id": "decoy-two", "name": "P-0001"} | OTHER_PLACE, submit=True)
    assert sees_nothing(documenter, case, key)


def test_a_row_that_is_renamed_to_the_number_puts_nobody_in_charge(
    case: Case, key: Key, other: User, reviewer: User
) -> None:
    row = row_of(other, case, "P-0777", id="decoy")
    row = change_fact(other, row, {"id": "decoy", "name": "P-0001", "source": "paper", "locator": "x"}, row.revision)
    assert sees_nothing(other, case, key)
    take_step(reviewer, row, "accept", row.revision)
    assert sees_nothing(other, case, key)


def test_a_draft_of_before_that_is_submitted_afterwards_does_not_come_first(
    case: Case, lawyer: User, other: User
) -> None:
    draft = add_fact(other, case, "person", {"id": "p-0001", "name": "P-0001"} | OTHER_PLACE, submit=False)
    key = make_vault(lawyer, case, entries())
    draft.refresh_from_db()
    step_fact(other, draft, "submit", draft.revision)
    assert sees_nothing(other, case, key)


def test_whoever_withdrew_the_first_row_hands_the_person_to_nobody(
    case: Case, key: Key, lawyer: User, other: User
) -> None:
    first = Fact.objects.get(case=case, thing="p-0001")
    add_fact(other, case, "person", {"id": "p-0001", "name": "P-0001"} | OTHER_PLACE, submit=True)
    step_fact(lawyer, first, "withdraw", first.revision, "entered twice by mistake")
    assert sees_nothing(other, case, key)


def test_an_assignment_by_an_editor_does_put_in_charge(case: Case, key: Key, editor: User, other: User) -> None:
    assign_fact(editor, Fact.objects.get(case=case, thing="p-0001"), other)
    assert unlocked(other, case, key).get(ONE + "identity/").status_code == 200
