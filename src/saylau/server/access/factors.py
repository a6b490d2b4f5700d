"""Secrets of second factors in the database: sealed under a key of the installation, which is not in the database.

Sealed by AES-256-GCM (NIST SP 800-38D) under a key that HKDF-SHA256 (RFC 5869) makes of the installation's secret key.
Whoever has the database or a backup without that key can make no code of anybody's app and no recovery code.
"""

from __future__ import annotations

import base64
import os
from functools import lru_cache

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from saylau.errors import SaylauError
from saylau.server.access.models import User

SEALED = "sealed-1:"
"""How a sealed secret begins; neither an app's secret (base32) nor a seed (hexadecimal) holds a colon."""
_ABOUT = b"saylau second factors 1"
_NONCE_BYTES = 12
_SECRETS = ("secret", "seed")
"""Fields of a factor that hold a secret: that of an authenticator app, and the seed of recovery codes."""


class FactorUnreadable(SaylauError):
    """A second factor was sealed under another key than this installation has."""


@lru_cache(2)
def _cipher(key: str) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=_ABOUT).derive(key.encode()))


def seal(text: str) -> str:
    """A secret as it stands in the database."""
    nonce = os.urandom(_NONCE_BYTES)
    sealed = _cipher(settings.SECRET_KEY).encrypt(nonce, text.encode(), _ABOUT)
    return SEALED + base64.urlsafe_b64encode(nonce + sealed).decode("ascii")


def unseal(text: str) -> str:
    """The secret; one that was written before secrets were sealed as it stands. Raises `FactorUnreadable`."""
    if not text.startswith(SEALED):
        return text
    try:
        data = base64.urlsafe_b64decode(text.removeprefix(SEALED))
        nonce, sealed = data[:_NONCE_BYTES], data[_NONCE_BYTES:]
        return _cipher(settings.SECRET_KEY).decrypt(nonce, sealed, _ABOUT).decode()
    except (InvalidTag, ValueError):
        raise FactorUnreadable(
            _(
                "The second factor of this account was set up under another key of this server, and cannot be read. "
                "Whoever runs the server puts the key back, or makes a link to set the factor up anew."
            )
        ) from None


def seal_all_of(user: User) -> None:
    """Seal what was written plain before secrets were sealed."""
    with transaction.atomic():
        for factor in Authenticator.objects.select_for_update().filter(user=user).order_by("pk"):
            plain = [name for name in _SECRETS if not str(factor.data.get(name, SEALED)).startswith(SEALED)]
            if plain:
                factor.data |= {name: seal(factor.data[name]) for name in plain}
                factor.save(update_fields=["data"])


def first_use(user: User, code: str) -> bool:
    """Whether a code of an app is used for the first time (RFC 6238, section 5.2), and take down that it was.

    The sign-in library remembers it for one period of half a minute; a code holds as long as the periods before and
    after it do.
    """
    seconds = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
    return cache.add(f"code-used:{user.pk}:{normalize_user_code(code)}", 1, seconds)


def unreadable() -> int:
    """How many accounts have a factor that the key of this installation does not open."""
    found = set()
    for factor in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).order_by("pk"):
        try:
            for name in _SECRETS:
                unseal(str(factor.data.get(name, "")))
        except FactorUnreadable:
            found.add(factor.user_id)
    return len(found)
