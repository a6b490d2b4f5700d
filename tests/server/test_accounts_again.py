"""What weighs most asks once more who is there, and brings back to where the button was pressed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from saylau.server.access.locking import lock_everything
from saylau.server.access.models import Membership, Token, User
from saylau.server.access.roles import Role
from saylau.server.audit.models import AuditEvent
from saylau.server.jobs.models import Job
from saylau.server.jobs.worker import work_once
from saylau.server.publish.models import Release
from saylau.server.store.models import Case
from saylau.vault.entries import ListEntry
from saylau.vault.vault import LISTED
from tests.server.people import PASSWORD, browser, confirm
from tests.server.releasing import REASON, built, page_of, seen, step
from tests.server.vaults import PEOPLE, entries, make_vault, unlocked, vault_of
from tests.vault.invented import DAY

CONFIRM = "/en/account/reauthenticate/"
SAID = "You confirmed that it is you. Nothing was done yet: press the button once more."
KEPT = "What you wrote stands there."
LOST = "What else was filled in was not kept, since it may be secret."
CASE = "/en/case/invented-2030/"


@pytest.fixture(autouse=True)
def apart() -> Iterator[None]:
    cache.clear()
    yield
    lock_everything()


def late(client: Client) -> Client:
    """The same browser, six minutes after the password was given in it."""
    session = client.session
    for record in session.get("account_authentication_methods", []):
        record["at"] -= 360
    session["account_authentication_methods"] = session.get("account_authentication_methods", [])
    session.save()
    return client


def asked(client: Client, answer: object) -> str:
    """Give the password on the page to which an answer leads; the page where this ends."""
    to_confirm = str(answer.headers["Location"])  # type: ignore[attr-defined]
    assert to_confirm.startswith(f"{CONFIRM}?next="), to_confirm
    page = client.get(to_confirm)
    assert page.status_code == 200
    then = page.content.decode().split('name="next" value="')[1].split('"')[0]
    there = client.post(CONFIRM, {"password": PASSWORD, "next": then}, follow=True)
    assert there.status_code == 200
    return f"{there.request['PATH_INFO']}\n{there.content.decode()}"


def proposed(case: Case, editor: User) -> Release:
    return step(case, built(case, editor), "propose", editor)


def test_a_release_is_approved_and_published_after_confirming_and_the_reason_is_kept(
    case: Case, editor: User, reviewer: User
) -> None:
    release = proposed(case, editor)
    for name, user, before in (("approve", reviewer, "proposed"), ("publish", reviewer, "approved")):
        client, address = late(confirm(browser(user), user)), page_of(case, release, f"step/{name}/")
        back = asked(client, client.post(address, seen(release)))
        release.refresh_from_db()
        assert release.state == before
        assert back.startswith(page_of(case, release) + "\n")
        assert SAID in back
        assert KEPT in back
        assert LOST not in back
        assert (f'value="{REASON["reason"]}"' in back) == (name == "approve")
        assert SAID not in client.get(page_of(case, release)).content.decode()
        assert client.post(address, seen(release)).status_code == 302
    release.refresh_from_db()
    assert release.state == "published"


def test_whoever_may_not_approve_is_told_so_without_being_asked_for_a_password(case: Case, editor: User) -> None:
    release = proposed(case, editor)
    assert browser(editor).post(page_of(case, release, "step/approve/"), REASON).status_code == 403


def test_a_package_is_let_out_and_downloaded_after_confirming(case: Case, analyst: User, editor: User) -> None:
    address = f"{CASE}package/"
    browser(analyst).post(address, {"reason": "the partner in another city"})
    job = case.jobs.get(verb="export.case")
    client = browser(editor)
    back = asked(client, client.post(f"{address}{job.uid}/let-out/"))
    job.refresh_from_db()
    assert job.state == "asked"
    assert back.startswith(address)
    assert SAID in back
    assert client.post(f"{address}{job.uid}/let-out/").status_code == 302
    assert work_once("w")
    late(client)
    back = asked(client, client.get(f"{address}{job.uid}/download/"))
    assert back.startswith(address)
    assert SAID in back
    assert not AuditEvent.objects.filter(verb="export.download").exists()
    assert b"".join(client.get(f"{address}{job.uid}/download/"))
    assert AuditEvent.objects.filter(verb="export.download").count() == 1


def test_a_working_report_is_downloaded_after_confirming(case: Case, editor: User) -> None:
    client = browser(editor)
    client.post(f"{CASE}reports/", {"formats": ["json"], "languages": ["en"]})
    assert work_once("w")
    own = f"{CASE}reports/{Job.objects.get().uid}/"
    back = asked(client, client.get(f"{own}files/invented-2030.json"))
    assert back.startswith(own + "\n")
    assert SAID in back
    assert not AuditEvent.objects.filter(verb="report.read").exists()
    assert b"".join(client.get(f"{own}files/invented-2030.json"))


def test_a_table_of_facts_leaves_after_confirming_with_the_filters_and_the_reason_kept(
    case: Case, analyst: User
) -> None:
    client = browser(analyst)
    reason = {"reason": "for the meeting on Monday"}
    back = asked(client, client.post(f"{CASE}facts/table.csv?kind=election", reason))
    assert back.startswith(f"{CASE}facts/\n")
    assert SAID in back
    assert KEPT in back
    assert 'value="for the meeting on Monday"' in back
    assert "table.csv?kind=election" in back
    assert not AuditEvent.objects.filter(verb="export.table").exists()
    assert client.post(f"{CASE}facts/table.csv?kind=election", reason).status_code == 200


def test_a_role_and_a_token_are_given_after_confirming_and_the_page_says_that_nothing_was_kept(
    case: Case, administrator: User, analyst: User, stranger: User
) -> None:
    told = {"do": "give", "give-person": str(stranger.pk), "give-role": "analyst"}
    client = browser(administrator)
    back = asked(client, client.post(f"{CASE}team/change/", told))
    assert back.startswith(f"{CASE}team/change/")
    assert SAID in back
    assert LOST in back
    assert not Membership.objects.filter(user=stranger).exists()
    client = browser(analyst)
    back = asked(client, client.post(f"{CASE}token/", {"name": "script", "actions": ["fact.read"], "days": "30"}))
    assert back.startswith(f"{CASE}token/")
    assert LOST in back
    assert not Token.objects.exists()
    assert client.post(f"{CASE}token/", {"name": "script", "actions": ["fact.read"], "days": "30"}).status_code == 200
    assert Token.objects.count() == 1


@pytest.mark.parametrize("page", ["no/P-0001/identity/", "?names=1", "pairs/"])
def test_no_name_is_read_before_confirming_even_while_the_vault_is_open(case: Case, lawyer: User, page: str) -> None:
    key = make_vault(lawyer, case, entries())
    vault = vault_of(case, key)
    for of in ("one", "two"):
        named = ListEntry(on=DAY, list=of, name="Inventov Nobody", place="Nowhere", person="P-0001", note="by a keeper")
        vault.add(vault.new_handle(LISTED), named)
    vault.save()
    client = late(unlocked(lawyer, case, key))
    answer = client.get(PEOPLE + page)
    assert answer.status_code == 302
    assert not AuditEvent.objects.filter(verb="identity.read").exists()
    back = asked(client, answer)
    assert "Invented-One" in back or "Inventov Nobody" in back
    assert SAID not in back, "what was asked for is here: there is nothing to press"
    assert AuditEvent.objects.filter(verb="identity.read").exists()


def test_the_vault_is_unlocked_after_confirming_and_the_passphrase_is_not_kept(case: Case, lawyer: User) -> None:
    make_vault(lawyer, case, entries())
    client = browser(lawyer)
    back = asked(client, client.post(f"{PEOPLE}vault/unlock/", {"passphrase": "seven words of a passphrase"}))
    assert back.startswith(f"{PEOPLE}vault/unlock/")
    assert LOST in back
    assert "seven words" not in back
    assert "seven words" not in str(dict(client.session))


def test_a_factor_is_removed_after_confirming(documenter: User) -> None:
    client = browser(documenter)
    remove = "/en/account/security/totp/deactivate/"
    assert str(client.post(remove).headers["Location"]).startswith(CONFIRM)
    assert Authenticator.objects.filter(user=documenter).exists()
    assert confirm(client, documenter).post(remove).status_code == 302
    assert not Authenticator.objects.filter(user=documenter).exists()


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site_by_the_page_to_come_back_to(administrator: User, back: str) -> None:
    client = browser(administrator)
    there = asked(client, client.post("/en/accounts/links/0/agree/", {"back": back}))
    assert there.startswith("/en/\n")
    assert SAID in there


def test_the_address_by_itself_confirms_nothing(case: Case, editor: User, reviewer: User) -> None:
    release = proposed(case, editor)
    client = browser(reviewer)
    client.post(page_of(case, release, "step/approve/"), seen(release))
    assert client.get("/en/account/confirmed/").headers["Location"] == "/en/"
    assert SAID not in client.get(page_of(case, release)).content.decode()
    assert client.post(page_of(case, release, "step/approve/"), seen(release)).headers["Location"].startswith(CONFIRM)


def test_another_password_than_ones_own_confirms_nothing(case: Case, administrator: User) -> None:
    client = browser(administrator)
    told = {"password": "eight other rivers at noon", "next": "/en/account/confirmed/"}
    client.post(f"{CASE}team/change/", {"do": "invite", "invite-role": Role.ANALYST})
    assert client.post(CONFIRM, told).status_code == 200
    assert client.get(f"{CASE}team/change/").status_code == 302
