"""The pages of people: who sees what, locked and unlocked, and what is written down before it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from saylau.server.access.locking import lock_everything
from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.store.assigning import assign_fact
from saylau.server.store.models import Case
from saylau.vault.age import Key
from saylau.vault.entries import Contact, Identity, NameWritten
from tests.server.fact_rows import EVENT
from tests.server.people import browser, confirm, person
from tests.server.test_every_route import case_of_others
from tests.server.translated import translate_pages
from tests.server.vaults import NAMES, PEOPLE, entries, make_vault, row_of, unlocked, vault_of

ONE = f"{PEOPLE}no/P-0001/"


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    cache.clear()
    yield
    lock_everything()


@pytest.fixture
def key(case: Case, lawyer: User) -> Key:
    """A vault of two people, whose rows the lawyer entered."""
    return make_vault(lawyer, case, entries(), entries("Invented-Two"))


@pytest.fixture
def team(
    case: Case, key: Key, lawyer: User, documenter: User, analyst: User, editor: User, reviewer: User
) -> list[User]:
    return [lawyer, documenter, analyst, editor, reviewer]


def test_locked_pages_show_numbers_and_no_names(team: list[User]) -> None:
    for user in team:
        client = confirm(browser(user), user)
        page = client.get(PEOPLE)
        assert page.status_code == 200
        text = page.content.decode()
        assert ("P-0001" in text) is (user.username != "documenter")
        assert not any(name in text for name in NAMES)
    lawyer = confirm(browser(team[0]), team[0])
    assert not any(name in lawyer.get(ONE).content.decode() for name in NAMES)


@pytest.mark.parametrize("page", [
    "new/", "upload/", "pairs/", "no/P-0001/identity/", "no/P-0001/dossiers/", "no/P-0001/dossiers/wgad/",
    "no/P-0001/dossiers/wgad/worksheet/", "no/P-0001/add/consent/", "no/P-0001/withdraw/", "no/P-0001/removal/",
    "no/P-0001/sent/", "no/P-0001/erase/", "no/P-0001/removal/1/", "linkages/", "complaint/", "data-set/", "tables/",
])  # fmt: skip
def test_what_needs_the_vault_says_unlock_first_and_fills_nothing_in(
    case: Case, key: Key, lawyer: User, page: str
) -> None:
    answer = confirm(browser(lawyer), lawyer).get(PEOPLE + page)
    assert answer.status_code == 423
    assert "vault/unlock/" in answer.content.decode()
    assert not any(name in answer.content.decode() for name in NAMES)


def test_nobody_of_another_case_nor_a_stranger_nor_an_administrator_sees_any_of_it(
    case: Case, key: Key, stranger: User, administrator: User
) -> None:
    elsewhere = person("elsewhere")
    case_of_others(elsewhere)
    for user in (stranger, administrator, elsewhere):
        client = confirm(browser(user), user)
        for page in (
            "", "due/", "vault/", "vault/unlock/", "pairs/", "new/", "no/P-0001/", "no/P-0001/identity/", "linkages/",
            "complaint/", "data-set/", "tables/", "vault/bring/",
        ):  # fmt: skip
            assert client.get(PEOPLE + page).status_code == 404, (user.username, page)
    client = confirm(browser(elsewhere), elsewhere)
    assert client.get("/en/case/another-2030/people/no/P-0001/").status_code == 404
    assert client.get("/en/case/another-2030/people/").status_code == 200


def test_a_name_is_told_to_whoever_is_in_charge_and_to_nobody_else(case: Case, key: Key, team: list[User]) -> None:
    lawyer, documenter, *others = team
    assert "Testov" in unlocked(lawyer, case, key).get(f"{ONE}identity/").content.decode()
    for user in (documenter, *others):
        assert unlocked(user, case, key).get(f"{ONE}identity/").status_code == 404, user.username
    other = person("other-lawyer", case, Role.LAWYER)
    client = unlocked(other, case, key)
    assert client.get(f"{ONE}identity/").status_code == 404
    for user in (other, documenter, *others):
        text = unlocked(user, case, key).get(f"{PEOPLE}?names=1").content.decode()
        assert not any(name in text for name in NAMES), user.username
    assign_fact(team[3], case.facts.get(thing="p-0001"), other)
    assert client.get(f"{ONE}identity/").status_code == 200
    assert client.get(f"{PEOPLE}no/P-0002/identity/").status_code == 404


def test_each_reading_of_a_person_is_in_the_log_before_the_page_and_asks_for_the_password(
    case: Case, key: Key, lawyer: User
) -> None:
    client = unlocked(lawyer, case, key)
    assert client.get(f"{ONE}identity/").status_code == 200
    event = AuditEvent.objects.get(verb="identity.read")
    assert (event.actor, event.object) == (lawyer.uid, case.uid)
    assert AuditDetail.objects.get(seq=event.seq).content == {"number": "P-0001"}
    client.get(f"{PEOPLE}?names=1")
    assert AuditEvent.objects.filter(verb="identity.read").count() == 3
    session = client.session
    session.pop("account_authentication_methods")
    session.save()
    assert "reauthenticate" in client.get(f"{ONE}identity/")["Location"]
    assert AuditEvent.objects.filter(verb="identity.read").count() == 3


def test_after_so_many_readings_in_an_hour_a_reason_is_asked(
    case: Case, key: Key, lawyer: User, settings: LazySettings
) -> None:
    settings.THROTTLES = settings.THROTTLES | {"identity": (2, 3600)}
    client = unlocked(lawyer, case, key)
    answers = [client.get(f"{ONE}identity/").status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    assert client.post(f"{ONE}identity/", {"reason": "why"}).status_code == 400
    named = client.post(f"{ONE}identity/", {"reason": "the hearing of Testov is tomorrow"})
    assert named.status_code == 400
    assert client.post(f"{ONE}identity/", {"reason": "the hearing is tomorrow"}).status_code == 200
    last = AuditEvent.objects.filter(verb="identity.read").latest("seq")
    assert AuditDetail.objects.get(seq=last.seq).content["reason"] == "the hearing is tomorrow"


def test_a_person_is_added_with_a_number_a_row_and_entries_in_the_vault(
    case: Case, key: Key, documenter: User, analyst: User
) -> None:
    client = unlocked(documenter, case, key)
    told = {
        "number": "", "on": "2026-03-01", "source": "paper", "family": "Inventova", "given": "Nobody", "language": "en",
        "born": "1990-05", "way": "letter", "reach": "2 Invented Street",
    }  # fmt: skip
    assert client.post(f"{PEOPLE}new/", told | {"born": "spring"}).status_code == 422
    assert vault_of(case, key).numbers() == ("P-0001", "P-0002")
    answer = client.post(f"{PEOPLE}new/", told)
    assert answer["Location"] == f"{PEOPLE}no/P-0003/add/consent/"
    held = vault_of(case, key).entries("P-0003")
    assert [type(e) for e in held] == [NameWritten, NameWritten, Identity, Contact]
    fact = case.facts.get(thing="p-0003")
    assert (fact.body["name"], fact.created_by, fact.state) == ("P-0003", documenter, "submitted")
    assert "Inventova" in client.get(f"{PEOPLE}no/P-0003/identity/").content.decode()
    assert client.get(f"{ONE}identity/").status_code == 404
    taken = client.post(f"{PEOPLE}new/", told | {"number": "P-0001"})
    assert taken.status_code in (404, 422)
    assert len(vault_of(case, key).entries("P-0001")) == len(entries())
    assert unlocked(analyst, case, key).post(f"{PEOPLE}new/", told).status_code == 404


def test_a_form_with_faults_adds_nobody_and_a_whole_one_everybody(case: Case, key: Key, lawyer: User) -> None:
    client = unlocked(lawyer, case, key)
    good = '[[person]]\non = "2026-03-01"\n[[person.name]]\ntext = "Inventova"\n'

    def send(text: str) -> int:
        file = SimpleUploadedFile("people.toml", text.encode())
        return client.post(f"{PEOPLE}upload/", {"file": file, "source": "paper"}).status_code

    assert send(good + '[[person]]\non = "2026-03-01"\n[[person.name]]\ntxt = "Secretova"\n') == 422
    assert send("[[person") == 422
    assert send("x" * 300_000) == 422
    assert len(vault_of(case, key).numbers()) == 2
    assert send(good + good) == 302
    assert vault_of(case, key).numbers() == ("P-0001", "P-0002", "P-0003", "P-0004")
    assert "[[person]]" in client.get(f"{PEOPLE}form/").content.decode()


def test_public_figures_are_not_among_the_people_at_risk(case: Case, key: Key, lawyer: User) -> None:
    row_of(lawyer, case, "P-0009")
    minister = {"id": "minister", "name": "Invented Minister", "public": "yes"}
    row_of(lawyer, case, "MINISTER", **minister)
    text = unlocked(lawyer, case, key).get(PEOPLE).content.decode()
    assert "P-0009" in text
    assert "inister" not in text


def test_the_list_stays_within_its_queries(
    case: Case, lawyer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    key = make_vault(lawyer, case, *(entries(f"Invented-{n}") for n in range(12)))
    client = unlocked(lawyer, case, key)
    client.get(PEOPLE)
    with django_assert_max_num_queries(12):
        assert client.get(PEOPLE).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get(ONE).status_code == 200


def test_deadlines_tell_of_consents_while_the_vault_is_open(case: Case, key: Key, lawyer: User) -> None:
    locked = confirm(browser(lawyer), lawyer).get(f"{PEOPLE}due/")
    assert locked.status_code == 200
    assert "P-0001" not in locked.content.decode()
    text = unlocked(lawyer, case, key).get(f"{PEOPLE}due/").content.decode()
    assert "P-0001" in text
    assert "to be confirmed after this day" in text
    assert not any(name in text for name in NAMES)


def test_the_menu_of_a_case_leads_to_its_people(case: Case, analyst: User) -> None:
    assert f'href="{PEOPLE}"' in browser(analyst).get("/en/case/invented-2030/").content.decode()


def test_a_name_of_the_open_vault_in_a_fact_is_warned_of_on_saving(case: Case, key: Key, lawyer: User) -> None:
    told = EVENT | {"_action": "submit"}
    client = unlocked(lawyer, case, key)
    new = "/en/case/invented-2030/facts/new/event/"
    clean = client.post(new, told, follow=True).content.decode()
    assert "of the vault stands in what you wrote" not in clean
    named = told | {"id": "raid-2", "name": "A search of the flat of Тестова"}
    assert "of the vault stands in what you wrote" in client.post(new, named, follow=True).content.decode()
    locked = confirm(browser(lawyer), lawyer)
    answer = locked.post(new, named | {"id": "raid-3"}, follow=True).content.decode()
    assert "of the vault stands in what you wrote" not in answer


def test_what_is_held_of_somebody_is_told_in_the_language_of_the_page(
    case: Case, key: Key, lawyer: User, settings: LazySettings, tmp_path: Path
) -> None:
    translate_pages(settings, tmp_path)
    client = unlocked(lawyer, case, key)
    russian = ONE.replace("/en/", "/ru/")
    page = client.get(f"{russian}identity/").content.decode()
    form = client.get(f"{russian}add/consent/").content.decode()
    for text in (page, form):
        assert "письменно" in text
        assert not any(f">{word}<" in text for word in ("written", "manner", "given by", "family", "purpose", "self"))
    assert "кто получит доступ" in form
