"""Signing in: by invitation only, always with a second factor, ended when it should end."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from saylau.server.access.invitations import invite
from saylau.server.access.locking import _CLOSE, on_lock
from saylau.server.access.models import Membership, User
from saylau.server.access.roles import Role
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.store.models import Case
from tests.server.people import PASSWORD, browser, confirm, person

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
TOLD = "signed in to from a new browser or network"


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


def code(secret: str = SECRET) -> str:
    """The code of this moment."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def sign_in(client: Client, username: str = "documenter") -> str:
    """Sign in by password and code; the address where it ends."""
    client.post("/en/account/login/", {"login": username, "password": PASSWORD})
    cache.clear()  # the code of this half minute may have been used
    answer = client.post("/en/account/security/authenticate/", {"code": code()})
    return str(answer.headers.get("Location", answer.status_code))


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("seq").values_list("verb", flat=True))


@pytest.mark.parametrize(
    "path",
    [
        "signup/", "email/", "confirm-email/", "confirm-email/abc/", "password/reset/",
        "password/reset/done/", "password/reset/key/1-abc/", "password/set/", "login/code/", "login/code/confirm/",
        "sessions/",
        "phone/change/",
    ],
)  # fmt: skip
def test_there_is_no_sign_up_and_no_page_that_would_send_mail(client: Client, path: str) -> None:
    assert client.get(f"/en/account/{path}").status_code == 404
    assert client.post(f"/en/account/{path}", {"username": "x", "email": "x@example.org"}).status_code == 404
    assert not User.objects.exists()


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_page_to_sign_in_opens_in_each_language_and_is_no_frame_for_foreign_code(
    client: Client, language: str
) -> None:
    answer = client.get(f"/{language}/account/login/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert f'<html lang="{language}">' in page
    assert "account/signup" not in page
    assert 'name="login"' in page
    assert not re.search(r"<script(?![^>]*src=)(?![^>]*application/json)|\son\w+=|\sstyle=", page)
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_whoever_is_invited_makes_an_account_and_can_then_only_set_up_a_second_factor(
    client: Client, case: Case
) -> None:
    token = invite(None, case=case, role=Role.ANALYST)
    joining = {"username": "aigerim", "name": "A.", "password": PASSWORD, "again": PASSWORD}
    answer = client.post(f"/en/invitation/{token}/", joining)
    assert answer.headers["Location"] == "/en/account/security/"
    assert client.get("/en/").headers["Location"] == "/en/account/security/"
    assert client.get(f"/en/case/{case.slug}/").headers["Location"] == "/en/account/security/"
    page = client.get("/en/account/security/totp/activate/").content.decode()
    secret = re.search(r'<code class="secret">(\w+)</code>', page)
    assert secret is not None
    answer = client.post("/en/account/security/totp/activate/", {"code": code(secret[1])})
    assert answer.headers["Location"] == "/en/account/security/recovery-codes/"
    assert client.get("/en/account/security/recovery-codes/").content.count(b"<li><code>") == 10
    assert client.get("/en/account/security/recovery-codes/").content.count(b"<li><code>") == 0
    assert client.get(f"/en/case/{case.slug}/").status_code == 200
    assert Membership.objects.get(user__username="aigerim").role == Role.ANALYST


def test_a_link_works_once(client: Client) -> None:
    token = invite(None, administrator=True)
    joining = {"username": "first", "password": PASSWORD, "again": PASSWORD}
    assert client.post(f"/en/invitation/{token}/", joining).status_code == 302
    again = Client().post(f"/en/invitation/{token}/", joining | {"username": "second"})
    assert again.status_code == 400
    assert "was used" in again.content.decode()
    assert User.objects.count() == 1


def test_recovery_codes_alone_are_no_second_factor(documenter: User) -> None:
    Authenticator.objects.filter(user=documenter).update(type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
    assert browser(documenter).get("/en/").headers["Location"] == "/en/account/security/"


def test_password_and_code_sign_in_and_leave_events(documenter: User) -> None:
    client = Client()
    answer = client.post("/en/account/login/", {"login": "documenter", "password": PASSWORD})
    assert answer.headers["Location"] == "/en/account/security/authenticate/"
    assert client.get("/en/").headers["Location"].startswith("/en/account/login/")
    assert client.post("/en/account/security/authenticate/", {"code": "000000"}).status_code == 200
    assert client.post("/en/account/security/authenticate/", {"code": code()}).headers["Location"] == "/en/"
    assert client.get("/en/").status_code == 200
    assert verbs()[-2:] == ["session.refused", "session.sign_in_new"]


def test_a_code_is_good_once(documenter: User) -> None:
    first, second = Client(), Client()
    for client in (first, second):
        client.post("/en/account/login/", {"login": "documenter", "password": PASSWORD})
    used = code()
    assert first.post("/en/account/security/authenticate/", {"code": used}).status_code == 302
    assert second.post("/en/account/security/authenticate/", {"code": used}).status_code == 200
    assert second.get("/en/").status_code == 302


def test_a_wrong_name_and_a_wrong_password_look_the_same(documenter: User) -> None:
    pages = [
        Client().post("/en/account/login/", {"login": name, "password": "not the right password"}).content.decode()
        for name in ("documenter", "nobody-here")
    ]
    bare = [re.sub(r'value="[^"]*"|X-CSRFToken[^}]*', "", page) for page in pages]
    assert bare[0] == bare[1]
    assert "do not belong together" in pages[0]
    assert AuditEvent.objects.filter(verb="session.refused").count() == 2


def test_many_wrong_passwords_are_answered_by_waiting_and_lock_nobody_out_for_good(documenter: User) -> None:
    client = Client()
    answers = [
        client.post("/en/account/login/", {"login": "documenter", "password": f"wrong password {n}"}) for n in range(7)
    ]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
    assert "Too many attempts" in answers[-1].content.decode()
    assert answers[-1].headers["Retry-After"] == "300"
    cache.clear()  # five minutes later
    assert sign_in(Client()) == "/en/"


def test_five_wrong_codes_in_five_minutes_are_answered_by_waiting(documenter: User) -> None:
    client = Client()
    client.post("/en/account/login/", {"login": "documenter", "password": PASSWORD})
    wrong = "000000" if code() != "000000" else "000001"
    answers = [client.post("/en/account/security/authenticate/", {"code": wrong}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    assert client.post("/en/account/security/authenticate/", {"code": code()}).status_code == 429


def test_passwords_tried_from_hundreds_of_addresses_are_compared_five_times_and_the_owner_gets_in(
    documenter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = Client(REMOTE_ADDR="192.0.2.1")
    sign_in(mine)
    mine.post("/en/account/lock/")
    compared: list[str] = []
    right = User.check_password

    def comparing(self: User, raw_password: str) -> bool:
        compared.append(raw_password)
        return right(self, raw_password)

    monkeypatch.setattr(User, "check_password", comparing)
    told: list[int] = []
    for n in range(400):
        address, password = f"198.51.{n % 200}.{n % 7}", f"guess {n}"
        answer = Client(REMOTE_ADDR=address).post("/en/account/login/", {"login": "documenter", "password": password})
        told.append(answer.status_code)
    assert told == [200] * 5 + [429] * 395
    assert len(compared) == 5
    assert mine.post("/en/account/login/", {"login": "documenter", "password": PASSWORD}).status_code == 302
    cache.clear()
    assert mine.post("/en/account/security/authenticate/", {"code": code()}).headers["Location"] == "/en/"


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site_after_signing_in(documenter: User, address: str) -> None:
    client = Client()
    client.post("/en/account/login/", {"login": "documenter", "password": PASSWORD, "next": address})
    answer = client.post("/en/account/security/authenticate/", {"code": code()})
    assert answer.headers["Location"] == "/en/"
    answer = client.post("/language/", {"language": "ru", "next": address})
    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith(("//", "/\\"))


def test_a_forged_host_is_refused(client: Client) -> None:
    assert client.get("/en/account/login/", headers={"host": "example.org"}).status_code == 400


def test_nobody_is_believed_about_an_address_behind_a_proxy_unless_one_is_declared(documenter: User) -> None:
    client = Client(headers={"x-forwarded-for": "203.0.113.7", "x-forwarded-host": "example.org"})
    assert sign_in(client) == "/en/"
    assert UserSession.objects.get(user=documenter).ip == "127.0.0.1"


def test_with_one_proxy_declared_its_word_is_taken_and_what_came_before_it_is_not(
    documenter: User, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    sign_in(Client(headers={"x-forwarded-for": "198.51.100.9, 203.0.113.7"}))
    assert UserSession.objects.get(user=documenter).ip == "203.0.113.7"


def test_a_form_without_the_token_of_the_sign_in_or_from_another_site_is_refused(documenter: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(documenter, "allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post("/en/account/lock/")
    assert answer.status_code == 403
    assert "nothing was done" in answer.content.decode()
    page = client.get("/en/account/security/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token is not None
    sent = {"csrfmiddlewaretoken": token[1]}
    assert client.post("/en/account/lock/", sent, headers={"origin": "https://example.org"}).status_code == 403
    assert client.post("/en/account/lock/", sent, headers={"origin": "http://testserver"}).status_code == 302


def test_browsers_are_told_to_send_the_origin_of_forms_but_nothing_to_other_sites(client: Client) -> None:
    # "no-referrer" would make browsers send "Origin: null", and every form would be refused.
    assert client.get("/en/account/login/")["Referrer-Policy"] == "same-origin"


def test_leaving_ends_the_sign_in_on_the_server_and_closes_what_was_open_for_it(documenter: User) -> None:
    client = browser(documenter)
    key = client.session.session_key
    closed: list[str | None] = []
    on_lock(closed.append)
    try:
        assert client.get("/en/account/lock/").status_code == 405
        assert client.post("/en/account/lock/").headers["Location"] == "/en/account/login/"
    finally:
        _CLOSE.remove(closed.append)
    assert closed == [key]
    stolen = Client()
    stolen.cookies["sessionid"] = str(key)
    assert stolen.get("/en/").status_code == 302
    assert verbs()[-1] == "session.sign_out"


def test_a_sign_in_ends_when_idle_and_after_twelve_hours_however_busy(documenter: User, settings: Settings) -> None:
    client = browser(documenter)
    assert client.get("/en/").status_code == 200
    session = client.session
    session["seen"] -= settings.IDLE_SECONDS + 1
    session.save()
    assert client.get("/en/").headers["Location"] == "/en/account/login/"
    client = browser(documenter)
    client.get("/en/")
    session = client.session
    session["since"] -= settings.ABSOLUTE_SECONDS + 1
    session.save()
    assert client.get("/en/").headers["Location"] == "/en/account/login/"


def test_signing_out_everywhere_ends_the_other_devices_too(documenter: User) -> None:
    one, other = Client(), Client()
    assert sign_in(one) == sign_in(other) == "/en/"
    assert one.post("/en/account/devices/end/").headers["Location"] == "/en/account/login/"
    assert other.get("/en/").status_code == one.get("/en/").status_code == 302
    assert not UserSession.objects.filter(user=documenter).exists()


def test_one_device_can_be_ended_from_another_and_nobody_elses(documenter: User, stranger: User) -> None:
    one, other = Client(), Client()
    sign_in(one)
    sign_in(other)
    session = UserSession.objects.get(session_key=other.session.session_key)
    assert browser(stranger).post(f"/en/account/devices/{session.pk}/end/").status_code == 404
    assert one.post(f"/en/account/devices/{session.pk}/end/").status_code == 302
    assert other.get("/en/").status_code == 302
    assert one.get("/en/").status_code == 200


def test_a_new_browser_is_told_to_the_other_ones_and_at_the_next_sign_in(documenter: User) -> None:
    mine = Client()
    sign_in(mine)
    sign_in(Client())
    assert TOLD in mine.get("/en/").content.decode()
    assert TOLD not in mine.get("/en/").content.decode()
    mine.post("/en/account/lock/")
    sign_in(mine)
    assert TOLD in mine.get("/en/").content.decode()
    assert verbs().count("session.sign_in_new") == 2


def from_address(known: Client, address: str) -> Client:
    """The same browser at another address."""
    moved = Client(REMOTE_ADDR=address)
    moved.cookies["known"] = known.cookies["known"].value
    return moved


@pytest.mark.parametrize(
    ("home", "near", "far"),
    [("203.0.113.7", "203.0.200.1", "198.51.100.7"), ("2001:db8:1::1", "2001:db8:2::9", "2001:db9:1::1")],
)
def test_a_new_network_is_told_to_the_other_browsers_and_at_the_next_sign_in_and_no_address_is_kept(
    documenter: User, home: str, near: str, far: str
) -> None:
    mine = Client(REMOTE_ADDR=home)
    sign_in(mine)
    sign_in(from_address(mine, near))
    assert verbs()[-1] == "session.sign_in"
    assert TOLD not in mine.get("/en/").content.decode()
    away = from_address(mine, far)
    sign_in(away)
    assert verbs()[-1] == "session.sign_in_moved"
    assert TOLD in mine.get("/en/").content.decode()
    mine.post("/en/account/lock/")
    sign_in(mine)
    assert TOLD in mine.get("/en/").content.decode()
    sign_in(from_address(mine, far))
    assert verbs()[-1] == "session.sign_in", "a network is new once"
    told = repr(list(AuditDetail.objects.values_list("content", flat=True)))
    assert not [address for address in (home, near, far) if address in told]


def test_changing_the_password_ends_the_other_sign_ins(documenter: User) -> None:
    one, other = Client(), Client()
    sign_in(one)
    sign_in(other)
    new = "nine loud mountains before dawn"
    told = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert one.post("/en/account/password/", told).status_code == 302
    assert one.get("/en/").status_code == 200
    assert other.get("/en/").status_code == 302
    assert "password.change" in verbs()


def test_a_factor_is_removed_only_after_confirming_and_that_ends_other_sign_ins(documenter: User) -> None:
    one, other = Client(), Client()
    sign_in(one)
    sign_in(other)
    session = one.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1.0}]
    session.save()
    remove = "/en/account/security/totp/deactivate/"
    assert one.post(remove).headers["Location"].startswith("/en/account/reauthenticate/")
    assert Authenticator.objects.filter(user=documenter).exists()
    confirm(one, documenter)
    assert one.post(remove).status_code == 302
    assert other.get("/en/").headers["Location"].startswith("/en/account/login/")
    assert one.get("/en/").headers["Location"] == "/en/account/security/"
    assert "factor.remove" in verbs()


def test_the_language_of_the_account_is_kept(documenter: User) -> None:
    client = Client()
    sign_in(client)
    answer = client.post("/language/", {"language": "kk", "next": "/en/account/security/"})
    assert answer.headers["Location"] == "/kk/account/security/"
    documenter.refresh_from_db()
    assert documenter.language == "kk"
    assert sign_in(Client()) == "/kk/"


def test_a_closed_account_is_told_so_only_after_the_right_password(documenter: User) -> None:
    documenter.is_active = False
    documenter.save()
    answer = Client().post("/en/account/login/", {"login": "documenter", "password": PASSWORD})
    assert answer.headers["Location"] == "/en/account/inactive/"
    assert browser(person("somebody")).get("/en/account/inactive/").status_code == 200


def test_whoever_tries_passwords_from_elsewhere_does_not_keep_the_owner_out(documenter: User) -> None:
    mine = Client()
    sign_in(mine)
    mine.post("/en/account/lock/")
    wrong = [{"login": "documenter", "password": f"wrong password {n}"} for n in range(8)]
    answers = [Client(REMOTE_ADDR=f"203.0.113.{n}").post("/en/account/login/", told) for n, told in enumerate(wrong)]
    assert "Too many attempts" in answers[-1].content.decode()
    answer = mine.post("/en/account/login/", {"login": "documenter", "password": PASSWORD})
    assert answer.headers["Location"] == "/en/account/security/authenticate/"
    forged = Client(REMOTE_ADDR="203.0.113.99")
    forged.cookies["known"] = "0" * 32
    answer = forged.post("/en/account/login/", {"login": "documenter", "password": PASSWORD})
    assert "Too many attempts" in answer.content.decode()


def test_the_first_page_tells_administrators_of_backups_and_nobody_else(administrator: User, stranger: User) -> None:
    assert "no backup was made" in browser(administrator).get("/en/").content.decode()
    assert "backup" not in browser(stranger).get("/en/").content.decode()
