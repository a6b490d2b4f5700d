"""Teams and accounts: who gives roles, what needs two administrators, and what one administrator cannot do."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from saylau.errors import WrongUse
from saylau.server.access.guard import NotPermitted, get_case_for
from saylau.server.access.invitations import agree, ask_to_raise, invite, make_account, reset_link, set_anew, standing
from saylau.server.access.locking import _CLOSE, on_lock
from saylau.server.access.models import Invitation, Membership, Token, User
from saylau.server.access.permissions import ACTIONS
from saylau.server.access.roles import Role
from saylau.server.access.team import close_account, end_role, grant_role, lower
from saylau.server.access.throttle import TooMany, throttle, words
from saylau.server.access.tokens import OFFERED, make_token, offered_to, revoke_token, standing_token
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.pages.accounts.forms import ACTION_SAYS
from saylau.server.store.models import Case
from tests.server.people import PASSWORD, browser, confirm, person

pytestmark = pytest.mark.django_db
NEW = "nine loud mountains before dawn"


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def second(db: None) -> User:
    """Another administrator."""
    return person("second", None, administrator=True)


def link_on(page: bytes) -> str:
    """The one-time link that a page shows."""
    found = re.search(r'<code class="secret">http://testserver([^<]+)</code>', page.decode())
    assert found is not None
    return found[1]


def test_the_team_is_seen_by_its_members_and_administrators_and_nobody_else(
    case: Case,
    documenter: User,
    stranger: User,
    administrator: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    address = f"/en/case/{case.slug}/team/"
    client = browser(documenter)
    with django_assert_max_num_queries(12):
        page = client.get(address)
    assert page.status_code == 200
    assert "Invite, give or end" not in page.content.decode()
    assert "Invite, give or end" in browser(administrator).get(address).content.decode()
    assert browser(stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    for user in (documenter, stranger):
        assert confirm(browser(user), user).get(f"{address}change/").status_code == 404
        assert confirm(browser(user), user).post(f"{address}change/", {"do": "invite"}).status_code == 404


def test_to_change_the_team_an_administrator_confirms_who_they_are(case: Case, administrator: User) -> None:
    client = browser(administrator)
    address = f"/en/case/{case.slug}/team/change/"
    answer = client.get(address)
    assert (
        answer.headers["Location"] == f"/en/account/reauthenticate/?next=%2Fen%2Fcase%2F{case.slug}%2Fteam%2Fchange%2F"
    )
    answer = client.post("/en/account/reauthenticate/", {"password": PASSWORD, "next": address})
    assert answer.headers["Location"] == address
    assert client.get(address).status_code == 200


def test_an_invitation_into_a_case_is_shown_once_and_opens_for_72_hours(case: Case, administrator: User) -> None:
    client = confirm(browser(administrator), administrator)
    page = client.post(f"/en/case/{case.slug}/team/change/", {"do": "invite", "invite-role": "analyst"})
    address = link_on(page.content)
    made = Invitation.objects.get()
    assert address.split("/")[3] not in made.token_hash
    assert timedelta(hours=71) < made.until - timezone.now() <= timedelta(hours=72)
    assert Client().get(address).status_code == 200
    made.until = timezone.now() - timedelta(seconds=1)
    made.save()
    assert Client().get(address).status_code == 400


def test_an_invitation_can_be_withdrawn(case: Case, administrator: User) -> None:
    client = confirm(browser(administrator), administrator)
    page = client.post(f"/en/case/{case.slug}/team/change/", {"do": "invite", "invite-role": "analyst"})
    client.post(f"/en/accounts/links/{Invitation.objects.get().uid}/withdraw/")
    assert Client().get(link_on(page.content)).status_code == 400


def test_a_role_is_given_and_ended_with_events_that_hold_no_content(
    case: Case, administrator: User, stranger: User
) -> None:
    client = confirm(browser(administrator), administrator)
    given = {"do": "give", "give-person": stranger.uid, "give-role": "editor"}
    assert client.post(f"/en/case/{case.slug}/team/change/", given).status_code == 302
    assert browser(stranger).get(f"/en/case/{case.slug}/").status_code == 200
    membership = Membership.objects.get(user=stranger)
    assert membership.granted_by == administrator
    assert client.post(f"/en/case/{case.slug}/team/{membership.pk}/end/").status_code == 302
    assert browser(stranger).get(f"/en/case/{case.slug}/").status_code == 404
    events = list(AuditEvent.objects.order_by("-seq")[:2].values_list("verb", "actor", "object"))
    assert ("role.end", administrator.uid, stranger.uid) in events or events[0][0] == "permission.refused"
    assert AuditDetail.objects.filter(content__role="editor").exists()


def test_a_role_is_given_once_and_ended_once(case: Case, administrator: User, stranger: User) -> None:
    membership = grant_role(administrator, case, stranger, Role.EDITOR)
    with pytest.raises(WrongUse, match="has this role already"):
        grant_role(administrator, case, stranger, Role.EDITOR)
    end_role(administrator, membership)
    with pytest.raises(WrongUse, match="ended already"):
        end_role(administrator, membership)
    assert grant_role(administrator, case, stranger, Role.EDITOR).pk != membership.pk


def test_where_there_are_two_administrators_nobody_gives_themselves_a_role(
    case: Case, administrator: User, second: User
) -> None:
    with pytest.raises(NotPermitted, match="Another administrator"):
        grant_role(administrator, case, administrator, Role.REVIEWER)
    assert grant_role(second, case, administrator, Role.REVIEWER).role == Role.REVIEWER


def test_an_administrator_without_a_role_sees_no_content_of_a_case(case: Case, administrator: User) -> None:
    assert browser(administrator).get(f"/en/case/{case.slug}/").status_code == 404


def test_a_second_administrator_has_to_agree_to_a_third(administrator: User, second: User) -> None:
    token = invite(administrator, administrator=True)
    with pytest.raises(WrongUse, match="second administrator"):
        standing(token)
    made = Invitation.objects.get()
    with pytest.raises(NotPermitted):
        agree(administrator, made)
    agree(second, made)
    assert standing(token) == made


def test_one_of_two_administrators_makes_no_member_of_a_team_alone(
    case: Case, administrator: User, second: User
) -> None:
    with pytest.raises(WrongUse, match="second administrator"):
        standing(invite(administrator, case=case, role=Role.REVIEWER))
    token = invite(administrator)
    puppet = make_account(token, "puppet", "Puppet", "a long enough password", "en")
    with pytest.raises(NotPermitted, match="another administrator"):
        grant_role(administrator, case, puppet, Role.REVIEWER)
    assert grant_role(second, case, puppet, Role.REVIEWER).role == Role.REVIEWER


def test_the_database_itself_refuses_that_one_administrator_agrees_with_themselves(
    administrator: User, second: User
) -> None:
    invite(administrator, administrator=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(agreed_by=administrator)


def test_nobody_becomes_administrator_on_one_word_where_there_are_two(
    administrator: User, second: User, stranger: User
) -> None:
    assert not ask_to_raise(administrator, stranger, administrator=True, auditor=False)
    stranger.refresh_from_db()
    assert not stranger.administrator
    page = browser(second).get("/en/accounts/").content.decode()
    assert "stranger becomes administrator" in page
    made = Invitation.objects.get()
    client = confirm(browser(administrator), administrator)
    assert client.post(f"/en/accounts/links/{made.uid}/agree/").status_code == 403
    assert confirm(browser(second), second).post(f"/en/accounts/links/{made.uid}/agree/").status_code == 302
    stranger.refresh_from_db()
    assert stranger.administrator


def test_a_single_administrator_makes_the_second_one_alone(administrator: User, stranger: User) -> None:
    assert ask_to_raise(administrator, stranger, administrator=True, auditor=False)
    stranger.refresh_from_db()
    assert stranger.administrator


def test_the_last_administrator_stays(administrator: User, second: User) -> None:
    lower(administrator, second, administrator=True)
    with pytest.raises(NotPermitted, match="last administrator"):
        lower(second, administrator, administrator=True)
    with pytest.raises(NotPermitted, match="last administrator"):
        close_account(second, administrator)
    client = confirm(browser(administrator), administrator)
    assert client.post(f"/en/accounts/{administrator.uid}/", {"do": "close"}).status_code == 403


def test_a_closed_account_opens_nothing_any_more(case: Case, administrator: User, analyst: User) -> None:
    client, token = browser(analyst), make_token(analyst, case, "notebook", ["fact.read"], 30)
    link = reset_link(administrator, analyst, drops_factors=False)
    page = confirm(browser(administrator), administrator).post(f"/en/accounts/{analyst.uid}/", {"do": "close"})
    assert page.status_code == 302
    assert client.get(f"/en/case/{case.slug}/").status_code == 302
    assert standing_token(token) is None
    assert Client().get(f"/en/password/{link}/").status_code == 400
    assert confirm(browser(administrator), administrator).post(
        f"/en/accounts/{analyst.uid}/", {"do": "open"}
    ).status_code == 302  # fmt: skip
    assert standing_token(token) is None
    assert browser(User.objects.get(pk=analyst.pk)).get(f"/en/case/{case.slug}/").status_code == 200


def test_a_reset_link_sets_the_password_and_leaves_the_second_factor(administrator: User, stranger: User) -> None:
    page = confirm(browser(administrator), administrator).post(f"/en/accounts/{stranger.uid}/", {"do": "reset"})
    address = link_on(page.content)
    signed_in = browser(stranger)
    assert Client().post(address, {"password": "short", "again": "short"}).status_code == 422
    assert Client().post(address, {"password": NEW, "again": NEW}).headers["Location"] == "/en/account/login/"
    assert signed_in.get("/en/").status_code == 302
    answer = Client().post("/en/account/login/", {"login": "stranger", "password": NEW})
    assert answer.headers["Location"] == "/en/account/security/authenticate/"
    assert Client().get(address).status_code == 400


def test_a_link_that_drops_factors_too_needs_two_administrators_where_there_are_two(
    administrator: User, second: User, stranger: User
) -> None:
    token = reset_link(administrator, stranger, drops_factors=True)
    with pytest.raises(WrongUse, match="second administrator"):
        set_anew(token, NEW)
    agree(second, Invitation.objects.get())
    set_anew(token, NEW)
    assert not Authenticator.objects.filter(user=stranger).exists()


def test_a_link_of_one_sort_is_no_link_of_another(administrator: User, stranger: User) -> None:
    joining, setting = invite(administrator), reset_link(administrator, stranger, drops_factors=False)
    assert Client().get(f"/en/password/{joining}/").status_code == 400
    assert Client().get(f"/en/invitation/{setting}/").status_code == 400


def test_the_pages_of_accounts_are_for_administrators(administrator: User, stranger: User, documenter: User) -> None:
    for address in ("/en/accounts/", "/en/accounts/invite/", f"/en/accounts/{stranger.uid}/"):
        assert confirm(browser(administrator), administrator).get(address).status_code == 200
        assert confirm(browser(documenter), documenter).get(address).status_code == 404
        assert Client().get(address).status_code == 302
    assert confirm(browser(administrator), administrator).get("/en/accounts/0000/").status_code == 404
    assert AuditEvent.objects.filter(verb="permission.refused", actor=documenter.uid).exists()


def test_many_accounts_are_listed_by_few_queries(
    administrator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(60):
        User.objects.create_user(f"person{n:02}")
    client = browser(administrator)
    with django_assert_max_num_queries(12):
        page = client.get("/en/accounts/")
    assert page.content.count(b"/en/accounts/0") == 50


def test_a_token_does_some_of_what_its_owner_does_in_one_case_for_at_most_90_days(case: Case, documenter: User) -> None:
    client = confirm(browser(documenter), documenter)
    told = {"name": "notebook", "actions": ["fact.read", "fact.create"], "days": "91"}
    assert client.post(f"/en/case/{case.slug}/token/", told).status_code == 422
    page = client.post(f"/en/case/{case.slug}/token/", told | {"days": "90"}).content.decode()
    text = re.search(r"Bearer ([\w-]+)", page)
    assert text is not None
    token = standing_token(text[1])
    assert token is not None
    assert (token.case, token.user, token.actions) == (case, documenter, ["fact.create", "fact.read"])
    assert text[1] not in client.get("/en/account/security/").content.decode()
    assert client.post(f"/en/account/tokens/{token.uid}/end/").status_code == 302
    assert standing_token(text[1]) is None


def test_a_token_is_never_wider_than_its_owner(case: Case, documenter: User, reviewer: User, stranger: User) -> None:
    assert "assessment.run" not in offered_to(documenter, case)
    with pytest.raises(WrongUse):
        make_token(documenter, case, "x", ["assessment.run"], 30)
    with pytest.raises(WrongUse):
        make_token(reviewer, case, "x", ["fact.review"], 30)
    with pytest.raises(WrongUse):
        make_token(reviewer, case, "x", [], 30)
    assert confirm(browser(stranger), stranger).get(f"/en/case/{case.slug}/token/").status_code == 404


def test_each_action_that_a_token_may_do_has_words_and_stands_in_the_table_of_permissions() -> None:
    assert set(OFFERED) == set(ACTION_SAYS) <= set(ACTIONS)


def test_a_token_is_made_only_after_confirming_and_ended_only_by_its_owner(
    case: Case, documenter: User, analyst: User
) -> None:
    answer = browser(documenter).get(f"/en/case/{case.slug}/token/")
    assert answer.headers["Location"].startswith("/en/account/reauthenticate/")
    make_token(documenter, case, "x", ["fact.read"], 30)
    token = Token.objects.get()
    assert browser(analyst).post(f"/en/account/tokens/{token.uid}/end/").status_code == 404
    revoke_token(documenter, token)
    assert Token.objects.get().revoked_at is not None


def test_an_old_token_opens_nothing(case: Case, documenter: User) -> None:
    text = make_token(documenter, case, "x", ["fact.read"], 1)
    Token.objects.update(until=timezone.now())
    assert standing_token(text) is None
    assert standing_token("") is None


def test_a_refusal_stands_in_the_log_once_a_minute(case: Case, stranger: User) -> None:
    client = browser(stranger)
    for _ in range(5):
        assert client.get(f"/en/case/{case.slug}/").status_code == 404
    assert client.get("/en/case/no-such-case/").status_code == 404
    event = AuditEvent.objects.get(verb="permission.refused")
    assert (event.actor, event.object) == (stranger.uid, case.uid)
    with pytest.raises(Http404):
        get_case_for(stranger, case.slug)


def test_too_many_requests_are_refused_with_the_time_to_wait_in_words(administrator: User) -> None:
    for _ in range(30):
        throttle("search", administrator.uid)
    with pytest.raises(TooMany, match=r"Wait \d+ seconds?, then ask again") as refused:
        throttle("search", administrator.uid)
    assert 0 < refused.value.seconds <= 60
    throttle("search", "another")
    throttle("identity", administrator.uid)


def test_times_to_wait_are_told_in_seconds_and_then_in_minutes() -> None:
    assert [words(1), words(59), words(119), words(120), words(3541)] == [
        "1 second", "59 seconds", "119 seconds", "2 minutes", "60 minutes",
    ]  # fmt: skip


def test_an_error_of_too_many_requests_is_a_page_with_429(administrator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> bool:
        raise TooMany(40)

    monkeypatch.setattr("saylau.server.pages.accounts.accounts.check_in_installation", busy)
    answer = browser(administrator).get("/en/accounts/")
    assert (answer.status_code, answer["Retry-After"]) == (429, "40")
    assert "Wait 40 seconds" in answer.content.decode()


def test_an_administrator_locks_everything_at_once(administrator: User, stranger: User) -> None:
    closed: list[str | None] = []
    on_lock(closed.append)
    try:
        assert browser(stranger).post("/en/accounts/lock/").status_code == 404
        assert browser(administrator).post("/en/accounts/lock/").status_code == 302
    finally:
        _CLOSE.remove(closed.append)
    assert closed == [None]
    assert AuditEvent.objects.filter(verb="vault.lock_all", actor=administrator.uid).exists()
