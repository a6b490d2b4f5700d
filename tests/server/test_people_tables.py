"""Tables over private people, and a research data set: what may be printed, what is refused, by whom it is taken."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache

from saylau.server.access.locking import lock_everything
from saylau.server.access.models import Membership, User
from saylau.server.access.roles import Role
from saylau.server.audit.models import AuditEvent
from saylau.server.exchange.opening import open_as_new_case
from saylau.server.store.info import say_vault
from saylau.server.store.models import Case
from saylau.server.vault.keeper import path_of
from saylau.server.vault.models import Asked, PrintedTable
from saylau.vault.age import Key
from saylau.vault.entries import Consent, Purpose, Release, Withdrawal
from saylau.vault.vault import open_with
from tests.casework.test_dataset import case_with
from tests.server.people import browser, confirm
from tests.server.vaults import unlocked
from tests.vault.invented import vault_at

NUMBER = 30
WHY = {"reason": "for the statement of June"}


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    cache.clear()
    yield
    lock_everything()


@pytest.fixture
def people_case(db: None, lawyer: User, reviewer: User, editor: User, analyst: User, documenter: User) -> Case:
    """Thirty invented people, fifteen in May and fifteen in June, of whom every third was injured."""
    case = open_as_new_case(None, case_with(NUMBER))
    team = ((lawyer, Role.LAWYER), (reviewer, Role.REVIEWER), (editor, Role.EDITOR), (analyst, Role.ANALYST),
            (documenter, Role.DOCUMENTER))  # fmt: skip
    for user, role in team:
        Membership.objects.create(user=user, case=case, role=role)
    return case


@pytest.fixture
def key(people_case: Case, lawyer: User) -> Key:
    """All agreed to be kept, analysed, and to a research data set, today."""
    key = Key.new()
    path_of(people_case).parent.mkdir(parents=True, exist_ok=True)
    agreed = (Consent(on=date.today(), purposes=(Purpose.STORE, Purpose.ANALYSE, Purpose.RESEARCH)),)
    vault_at(path_of(people_case), *([agreed] * NUMBER), case=people_case.slug, key=key)
    say_vault(lawyer, people_case)
    people_case.refresh_from_db()
    return key


def page(case: Case, rest: str = "tables/") -> str:
    return f"/en/case/{case.slug}/people/{rest}"


BY_MONTH = {"of": "acts", "rows": "month", "columns": ""}


def test_a_table_is_shown_inside_and_taken_out_by_an_editor_with_a_reason(
    people_case: Case, key: Key, editor: User, analyst: User
) -> None:
    client = unlocked(editor, people_case, key)
    shown = client.get(page(people_case), BY_MONTH).content.decode()
    assert "June 2019" in shown
    assert ">15<" in shown.replace(" ", "")
    assert not PrintedTable.objects.exists()
    take = page(people_case, "tables/take/")
    assert client.post(take, BY_MONTH | {"format": "csv", "reason": "short"}).status_code == 422
    assert unlocked(analyst, people_case, key).post(take, BY_MONTH | WHY | {"format": "csv"}).status_code == 403
    answer = client.post(take, BY_MONTH | WHY | {"format": "csv"})
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [line[1] for line in lines[1:]] == ["15", "15", "30"]
    kept = PrintedTable.objects.get()
    assert kept.uid in answer["Content-Disposition"]
    assert AuditEvent.objects.filter(verb="table.print", actor=editor.uid, object=kept.uid).count() == 1
    as_json = client.post(take, BY_MONTH | WHY | {"format": "json"})
    assert json.loads(as_json.content)["of"] == "acts"
    assert PrintedTable.objects.count() == 1


def test_a_table_that_tells_of_few_beside_an_earlier_one_is_refused(people_case: Case, key: Key, editor: User) -> None:
    client = unlocked(editor, people_case, key)
    take = page(people_case, "tables/take/")
    assert client.post(take, BY_MONTH | WHY | {"format": "csv"}).status_code == 200
    vault = open_with(path_of(people_case), key)
    vault.add("P-0001", Withdrawal(on=date.today()))
    vault.save()
    answer = client.get(page(people_case), BY_MONTH)
    assert answer.status_code == 422
    assert "printed before" in answer.content.decode()
    assert client.post(take, BY_MONTH | WHY | {"format": "csv"}).status_code == 422
    assert PrintedTable.objects.count() == 1


def test_nobody_is_counted_while_the_vault_is_locked_and_documenters_see_no_table(
    people_case: Case, key: Key, editor: User, documenter: User, stranger: User
) -> None:
    client = confirm(browser(editor), editor)
    assert client.get(page(people_case), BY_MONTH).status_code == 423
    assert client.post(page(people_case, "tables/take/"), BY_MONTH | WHY | {"format": "csv"}).status_code == 423
    for user in (documenter, stranger):
        assert unlocked(user, people_case, key).get(page(people_case)).status_code == 404


# A research data set


def test_a_data_set_is_taken_when_two_agreed_and_stands_as_gone_out_with_everybody_in_it(
    people_case: Case, key: Key, lawyer: User, reviewer: User, editor: User
) -> None:
    client, second = unlocked(lawyer, people_case, key), unlocked(reviewer, people_case, key)
    shown = client.get(page(people_case, "data-set/")).content.decode()
    assert "<dd>30</dd>" in shown
    assert client.post(page(people_case, "data-set/ask/"), WHY).status_code == 302
    asked = Asked.objects.get()
    take = page(people_case, f"asked/{asked.uid}/csv/")
    assert client.post(take).status_code == 403
    assert second.post(page(people_case, f"asked/{asked.uid}/agree/")).status_code == 302
    answer = second.post(take)
    lines = answer.content.decode().splitlines()
    assert lines[0] == "month,sort,region,age,gender,consequence"
    assert "P-0" not in answer.content.decode()
    vault = open_with(path_of(people_case), key)
    left = [e for n in vault.numbers() for e in vault.entries(n) if isinstance(e, Release)]
    assert len(left) == NUMBER
    assert {(e.audience, e.fields) for e in left} == {("public", ("row of a research data set",))}
    assert AuditEvent.objects.filter(verb="export.data_set").count() == 1
    assert unlocked(editor, people_case, key).get(page(people_case, "data-set/")).status_code == 404


def test_a_second_data_set_that_would_tell_with_the_first_of_one_person_is_refused(
    people_case: Case, key: Key, lawyer: User, reviewer: User
) -> None:
    client, second = unlocked(lawyer, people_case, key), unlocked(reviewer, people_case, key)

    def taken() -> Any:
        assert client.post(page(people_case, "data-set/ask/"), WHY).status_code == 302
        asked = Asked.objects.latest("pk")
        assert second.post(page(people_case, f"asked/{asked.uid}/agree/")).status_code == 302
        return client.post(page(people_case, f"asked/{asked.uid}/csv/"))

    first = taken()
    assert first.status_code == 200
    again = Asked.objects.get()
    assert client.post(page(people_case, f"asked/{again.uid}/csv/")).status_code == 403
    assert taken().content == first.content
    vault = open_with(path_of(people_case), key)
    vault.add("P-0001", Withdrawal(on=date.today(), purposes=(Purpose.RESEARCH,)))
    vault.save()
    refused = taken()
    assert refused.status_code in (400, 422)
    assert "would tell of fewer than 3 people" in refused.content.decode()


def test_without_enough_consents_there_is_nothing_to_ask_for(people_case: Case, key: Key, lawyer: User) -> None:
    vault = open_with(path_of(people_case), key)
    for number in vault.numbers()[2:]:
        vault.add(number, Withdrawal(on=date.today(), purposes=(Purpose.RESEARCH,)))
    vault.save()
    client = unlocked(lawyer, people_case, key)
    assert "Too few for groups" in client.get(page(people_case, "data-set/")).content.decode()
    assert client.post(page(people_case, "data-set/ask/"), WHY).status_code == 422
    assert not Asked.objects.exists()
