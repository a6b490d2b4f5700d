"""A collective complaint on the server: who is taken in and why others are not, two people, what goes out of whom."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

import pytest
from django.core.cache import cache
from django.test import Client

from saylau.casework.collective import Inclusion, select
from saylau.records.fact import Status
from saylau.records.kinds import Act, Organisation, Person
from saylau.server.access.locking import lock_everything
from saylau.server.access.models import Membership, User
from saylau.server.access.roles import Role
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.audit.verify import verify
from saylau.server.exchange.opening import open_as_new_case
from saylau.server.store.info import say_vault
from saylau.server.store.models import Case
from saylau.server.vault.keeper import path_of
from saylau.server.vault.models import Asked
from saylau.values import When
from saylau.vault.age import Key
from saylau.vault.entries import Authority, Consent, Entry, NameWritten, Paper, Purpose, Release, Withdrawal
from saylau.vault.vault import Vault, open_with
from tests.cases import case_of, election, fact
from tests.server.people import browser, confirm
from tests.server.vaults import unlocked
from tests.vault.invented import vault_at

NOW = date.today()
SHARE = (Purpose.STORE, Purpose.ANALYSE, Purpose.SHARE)
WHY = {"ask": "1", "reason": "the session of the committee"}
TOLD = {
    "bodies": ["committee"], "attorney": "us", "papers": "court decision", "languages": ["en"],
    "requests": "Find a breach.\nAsk for a remedy.", "text_en": "In September people were taken to stations.",
}  # fmt: skip


def held(name: str, *purposes: Purpose, attorney: str = "us", decision: bool = True) -> tuple[Entry, ...]:
    """What the vault holds of an invented person."""
    paper = Paper(on=NOW, title=f"Decision on {name}", sort="court decision", sha256=sha256(name.encode()).hexdigest())
    return (
        NameWritten(on=NOW, text=name), Consent(on=NOW, purposes=purposes, bodies=("committee", "rapporteur")),
        Authority(on=NOW, attorney=attorney, bodies=("committee", "rapporteur")), *((paper,) if decision else ()),
    )  # fmt: skip


PEOPLE = (
    held("Invented-One Testov", *SHARE, Purpose.NAME_TO_GOVERNMENT),
    held("Invented-Two Probova", *SHARE),
    held("Invented-Three Obraztsova", Purpose.STORE),
    held("Invented-Four Primerov", *SHARE, decision=False),
    held("Invented-Five Sluchaev", *SHARE, attorney="Somebody Advokatova"),
)
NAMES = ("Testov", "Probova", "Obraztsova", "Primerov", "Sluchaev", "Advokatova")


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    cache.clear()
    yield
    lock_everything()


@pytest.fixture
def joint(db: None, lawyer: User, reviewer: User, analyst: User, editor: User, documenter: User) -> Case:
    """A case of five people, to each of whom something was done, and of an addressee."""
    facts = [
        election(),
        fact(Organisation(name="Invented Committee", sort="international"), "committee"),
        fact(Organisation(name="Invented Rapporteur", sort="international"), "rapporteur"),
        fact(Organisation(name="Invented Rights Group", sort="association"), "us"),
    ]
    for n in range(1, len(PEOPLE) + 1):
        facts.append(fact(Person(name=f"P-000{n}"), f"p-000{n}"))
        act = Act(person=f"p-000{n}", sort="detention.short", during=When("2025-09-21"))
        facts.append(fact(act, f"act-{n}", status=Status.REVIEWED))
    case = open_as_new_case(None, case_of(*facts))
    team = ((lawyer, Role.LAWYER), (reviewer, Role.REVIEWER), (analyst, Role.ANALYST), (editor, Role.EDITOR),
            (documenter, Role.DOCUMENTER))  # fmt: skip
    for user, role in team:
        Membership.objects.create(user=user, case=case, role=role)
    return case


@pytest.fixture
def key(joint: Case, lawyer: User) -> Key:
    key = Key.new()
    path_of(joint).parent.mkdir(parents=True, exist_ok=True)
    vault_at(path_of(joint), *PEOPLE, case=joint.slug, key=key)
    say_vault(lawyer, joint)
    joint.refresh_from_db()
    return key


def vault_of(case: Case, key: Key) -> Vault:
    return open_with(path_of(case), key)


def page(case: Case, rest: str = "complaint/") -> str:
    return f"/en/case/{case.slug}/people/{rest}"


def agreed(case: Case, client: Client, second: Client, **told: object) -> Asked:
    assert client.post(page(case), TOLD | WHY | told).status_code == 302
    asked = Asked.objects.latest("pk")
    assert second.post(page(case, f"asked/{asked.uid}/agree/"))["Location"] == page(case)
    return asked


def test_who_is_taken_in_is_told_by_number_as_the_command_line_would_say(
    joint: Case, key: Key, lawyer: User, reviewer: User
) -> None:
    rule = Inclusion(("committee",), "us", ("court decision",))
    expected = select(vault_of(joint, key).people(), rule, NOW)
    assert expected.included == ("P-0001", "P-0002")
    for user in (lawyer, reviewer):
        client = unlocked(user, joint, key)
        shown = client.get(page(joint)).content.decode()
        assert "Invented Rights Group" in shown
        assert "Advokatova" not in shown
        text = client.post(page(joint), TOLD).content.decode()
        assert "2 of 5 can be taken in" in text
        assert "P-0001, P-0002" in text
        assert "By name: P-0001" in text
        for one in expected.left_out:
            assert f"{one.number}: " in text
        assert "a paper is missing: court decision" in text
        assert not any(name in text for name in NAMES)
    assert not Asked.objects.exists()


def test_without_text_and_requests_it_is_a_draft_and_nobody_taken_in_is_nothing_to_ask_for(
    joint: Case, key: Key, lawyer: User
) -> None:
    client = unlocked(lawyer, joint, key)
    text = client.post(page(joint), TOLD | {"requests": "", "text_en": ""}).content.decode()
    assert "It is a draft still" in text
    assert "no request is stated; no text of the common facts: en" in text
    nobody = client.post(page(joint), TOLD | WHY | {"papers": "a paper of no sort"})
    assert nobody.status_code == 422
    assert "Nobody can be taken in" in nobody.content.decode()
    for wrong in ({"only": "P-0099"}, {"only": "Testov"}, {"bodies": ["nowhere"]}, {"attorney": "nobody"}):
        assert client.post(page(joint), TOLD | WHY | wrong).status_code == 422, wrong
    assert not Asked.objects.exists()


def test_two_people_let_it_go_out_and_it_is_recorded_for_each_person_and_addressee(
    joint: Case, key: Key, lawyer: User, reviewer: User
) -> None:
    client, second = unlocked(lawyer, joint, key), unlocked(reviewer, joint, key)
    asked = agreed(joint, client, second, bodies=["committee", "rapporteur"])
    assert asked.arguments["persons"] == ["P-0001", "P-0002"]
    take = page(joint, f"asked/{asked.uid}/zip/")
    answer = client.post(take)
    files = zipfile.ZipFile(io.BytesIO(answer.content))
    assert sorted(files.namelist()) == ["SHA256SUMS", "annexes.csv", "complaint.en.docx", "complaint.en.pdf"]
    told = zipfile.ZipFile(io.BytesIO(files.read("complaint.en.docx"))).read("word/document.xml").decode()
    assert "Testov" in told
    assert "P-0002" in told
    assert not any(name in told for name in NAMES[1:])
    vault, digest = vault_of(joint, key), sha256(files.read("complaint.en.pdf")).hexdigest()
    left = {n: [e for e in vault.entries(n) if isinstance(e, Release)] for n in vault.numbers()}
    assert {n: [(e.audience, e.sha256) for e in found] for n, found in left.items() if found} == {
        number: [("committee", digest), ("rapporteur", digest)] for number in ("P-0001", "P-0002")
    }
    assert "name" in left["P-0001"][0].fields
    assert left["P-0002"][0].fields == ("case number",)
    event = AuditEvent.objects.get(verb="export.with_identity")
    assert AuditDetail.objects.get(seq=event.seq).content["persons"] == ["P-0001", "P-0002"]
    again = second.post(take)
    assert again.content == answer.content
    assert len(vault_of(joint, key).entries("P-0002")) == len(vault.entries("P-0002"))
    assert verify().kind is None


def test_consent_taken_back_after_the_agreement_stops_it(joint: Case, key: Key, lawyer: User, reviewer: User) -> None:
    client, second = unlocked(lawyer, joint, key), unlocked(reviewer, joint, key)
    asked = agreed(joint, client, second)
    vault = vault_of(joint, key)
    vault.add("P-0002", Withdrawal(on=NOW))
    vault.save()
    answer = client.post(page(joint, f"asked/{asked.uid}/zip/"))
    assert answer.status_code == 400
    assert "Not the same people" in answer.content.decode()
    assert not any(isinstance(e, Release) for e in vault_of(joint, key).entries("P-0001"))
    assert not AuditEvent.objects.filter(verb="export.with_identity").exists()


def test_a_name_in_the_text_the_requests_or_the_reason_is_refused_and_kept_nowhere(
    joint: Case, key: Key, lawyer: User
) -> None:
    client = unlocked(lawyer, joint, key)
    for wrong in (
        {"text_en": "Testov was held."}, {"requests": "Free Пробова."}, {"reason": "asked by Obraztsova"},
        {"papers": "court decision; Decision on Testov"},
    ):  # fmt: skip
        assert client.post(page(joint), TOLD | WHY | wrong).status_code == 422, wrong
    assert not Asked.objects.exists()


def test_nobody_agrees_to_their_own_asking_and_others_see_none_of_it(
    joint: Case, key: Key, lawyer: User, documenter: User, analyst: User, editor: User, stranger: User
) -> None:
    client = unlocked(lawyer, joint, key)
    assert client.post(page(joint), TOLD | WHY).status_code == 302
    asked = Asked.objects.get()
    assert client.post(page(joint, f"asked/{asked.uid}/agree/")).status_code == 403
    for user in (documenter, analyst, editor, stranger):
        other = unlocked(user, joint, key)
        assert other.get(page(joint)).status_code == 404
        assert other.post(page(joint), TOLD | WHY).status_code == 404
        assert other.post(page(joint, f"asked/{asked.uid}/agree/")).status_code == 404
        assert other.post(page(joint, f"asked/{asked.uid}/zip/")).status_code == 404
    assert confirm(browser(lawyer), lawyer).get(page(joint)).status_code == 423
