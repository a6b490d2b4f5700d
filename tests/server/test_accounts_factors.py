"""Secrets of second factors: of no use to whoever has the database alone; and a code that opens once."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from saylau.server.access.factors import SEALED, FactorUnreadable, seal, unreadable, unseal
from saylau.server.access.models import User
from saylau.server.audit.models import AuditEvent
from saylau.server.checks import Level
from saylau.server.checks import sign_in as looked_over
from tests.server.people import PASSWORD, browser, confirm, person

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
SET_UP = "/en/account/security/totp/activate/"
SECOND = "/en/account/security/authenticate/"


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


def code(secret: str = SECRET, periods_on: int = 0) -> str:
    """What an app shows now, or some half minutes on."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods_on)))


def half(username: str) -> Client:
    """A browser in which somebody gave their password, and no code yet."""
    client = Client()
    client.post("/en/account/login/", {"login": username, "password": PASSWORD})
    return client


def kept(user: User, kind: str = "totp") -> dict[str, Any]:
    return dict(Authenticator.objects.get(user=user, type=kind).data)


def test_an_app_that_is_set_up_leaves_no_secret_in_the_database_and_signs_in(stranger: User) -> None:
    Authenticator.objects.all().delete()
    client = confirm(browser(stranger), stranger)
    client.get(SET_UP)
    secret = client.session["mfa.totp.secret"]
    assert client.post(SET_UP, {"code": code(secret)}).status_code == 302
    told = json.dumps([factor.data for factor in Authenticator.objects.all()])
    assert secret not in told
    assert "mfa.totp.secret" not in client.session
    assert kept(stranger)["secret"].startswith(SEALED)
    assert kept(stranger, "recovery_codes")["seed"].startswith(SEALED)
    assert half("stranger").post(SECOND, {"code": code(secret)}).headers["Location"] == "/en/"


def test_a_recovery_code_opens_once_though_its_seed_is_sealed(stranger: User) -> None:
    client = confirm(browser(stranger), stranger)
    assert client.post("/en/account/security/recovery-codes/generate/").status_code == 302
    codes = client.get("/en/account/security/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10
    assert half("stranger").post(SECOND, {"code": codes[3]}).status_code == 302
    assert half("stranger").post(SECOND, {"code": codes[3]}).status_code == 200


def test_a_secret_written_before_still_opens_and_is_sealed_by_its_use(documenter: User) -> None:
    seed = "00" * 40
    Authenticator.objects.create(user=documenter, type="recovery_codes", data={"seed": seed, "used_mask": 5})
    assert kept(documenter)["secret"] == SECRET
    assert half("documenter").post(SECOND, {"code": code()}).status_code == 302
    assert unseal(kept(documenter)["secret"]) == SECRET
    assert SECRET not in json.dumps(kept(documenter))
    assert unseal(kept(documenter, "recovery_codes")["seed"]) == seed
    assert kept(documenter, "recovery_codes")["used_mask"] == 5
    again = kept(documenter)["secret"]
    cache.clear()
    assert half("documenter").post(SECOND, {"code": code()}).status_code == 302
    assert kept(documenter)["secret"] == again, "what is sealed stays as it is"


def test_sealing_is_aes_gcm_under_a_key_derived_by_hkdf(settings: Settings) -> None:
    sealed = seal(SECRET)
    data = base64.urlsafe_b64decode(sealed.removeprefix("sealed-1:"))
    about = b"saylau second factors 1"
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=about).derive(settings.SECRET_KEY.encode())
    assert AESGCM(key).decrypt(data[:12], data[12:], about) == SECRET.encode()
    assert seal(SECRET) != sealed, "the same secret is never sealed the same twice"


@pytest.mark.parametrize("place", [9, 20, -1])
def test_a_sealed_secret_that_was_changed_is_refused(place: int) -> None:
    sealed = list(seal(SECRET))
    sealed[place] = "A" if sealed[place] != "A" else "B"
    with pytest.raises(FactorUnreadable):
        unseal("".join(sealed))


def test_under_another_key_nobody_signs_in_by_code_and_a_sentence_says_what_to_do(
    documenter: User, settings: Settings
) -> None:
    half("documenter").post(SECOND, {"code": code()})
    cache.clear()
    settings.SECRET_KEY = "another key of another installation, long enough"
    answer = half("documenter").post(SECOND, {"code": code()})
    assert answer.status_code == 400
    assert "set up under another key of this server" in answer.content.decode()
    assert SECRET not in answer.content.decode()
    assert unreadable() == 1
    assert [told.level for told in looked_over() if "another key" in told.sentence] == [Level.WRONG]


def test_with_the_right_key_nothing_is_told(documenter: User) -> None:
    half("documenter").post(SECOND, {"code": code()})
    assert unreadable() == 0
    assert not [told for told in looked_over() if "another key" in told.sentence]


@pytest.mark.parametrize(("ahead", "seconds"), [(0, 35), (1, 35), (1, 62), (-1, 5)])
def test_a_code_is_good_once_for_as_long_as_it_holds(
    ahead: int, seconds: int, documenter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = float(int(time.time()) // 30 * 30)
    monkeypatch.setattr(time, "time", lambda: start)
    used = code(periods_on=ahead)
    assert half("documenter").post(SECOND, {"code": used}).status_code == 302
    monkeypatch.setattr(time, "time", lambda: start + seconds)
    late = half("documenter")
    for written in (used, f"{used[:3]} {used[3:]}"):
        assert late.post(SECOND, {"code": written}).status_code == 200
    assert late.get("/en/").status_code == 302
    assert AuditEvent.objects.filter(verb="session.refused").count() == 2


def test_a_code_that_signed_in_does_not_confirm_too(documenter: User) -> None:
    client, used = half("documenter"), code()
    assert client.post(SECOND, {"code": used}).status_code == 302
    again = "/en/account/security/reauthenticate/"
    assert client.post(again, {"code": used}).status_code == 200
    assert client.post(again, {"code": code(periods_on=1)}).status_code == 302


def test_the_same_code_of_two_people_opens_for_each(documenter: User) -> None:
    person("second")
    assert half("documenter").post(SECOND, {"code": code()}).status_code == 302
    assert half("second").post(SECOND, {"code": code()}).status_code == 302
