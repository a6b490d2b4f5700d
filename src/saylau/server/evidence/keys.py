"""Whether the evidence of a case is encrypted, to whom, and the keys that an open vault gives.

The key pair of the files is one of its own, kept in the case's vault: whoever opens the vault can read, a new
passphrase of the vault gives a new pair for the files that come, and receiving files takes the public half alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from saylau.server.access.models import User
from saylau.server.evidence.ciphers import NotDecrypted, decrypt_text, encrypt_text
from saylau.server.evidence.models import Encryption, Evidence
from saylau.server.store.conflict import Stale
from saylau.server.store.models import Case
from saylau.server.vault.keeper import Locked, is_open, opened, opened_by
from saylau.vault.age import recipient_of as public_half
from saylau.vault.vault import Vault

_NAMED = "saylau.evidence.name"


class Kept(Protocol):
    """A row that names a file: a plain one by its hash, or an encrypted one by a keyed hash."""

    sha256: str
    kept_as: str
    digests: str


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What opens the encrypted files of a case; without identities its vault is locked, and plain files open still."""

    identities: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether they open anything."""
        return bool(self.identities)

    def needed(self) -> tuple[str, ...]:
        """The identities, for what does not open without. Raises `Locked`."""
        if not self.identities:
            raise Locked(_("This file is encrypted, and the vault of its case is locked. Unlock the vault first."))
        return self.identities


NONE = Keys()
"""Those of a locked vault."""


def keys_in(session_key: str | None, case: Case) -> Keys:
    """The keys that a sign-in has, which is a use of its open vault; none where it is locked."""
    return _keys(case, opened(session_key, case)) if is_open(session_key, case) else NONE


def keys_of(user: User | None, case: Case) -> Keys:
    """The keys for work that is done for a person in the background, while they have the vault open."""
    vault = opened_by(user, case)
    return NONE if vault is None else _keys(case, vault)


def _keys(case: Case, vault: Vault) -> Keys:
    follow(case, vault)
    return Keys(vault.file_keys)


def follow(case: Case, vault: Vault) -> None:
    """Have files encrypted to the newest key of the vault, which a new passphrase gave it."""
    if vault.file_keys:
        newest = public_half(vault.file_keys[-1])
        if recipient_of(case) != newest:  # asked first, so that reading a page does not wait for whoever writes
            Encryption.objects.filter(case=case).update(recipient=newest)


def recipient_of(case: Case) -> str:
    """To whom the evidence of a case is encrypted when it comes; empty where it is not."""
    return Encryption.objects.filter(case=case).values_list("recipient", flat=True).first() or ""


def check_stands_as(item: Evidence) -> None:
    """Within a transaction, after its event: raise `Stale` where an item was encrypted since it was fetched."""
    if not Evidence.objects.filter(pk=item.pk, kept_as=item.kept_as).exists():
        raise Stale(_("This file was encrypted at this moment; nothing was done. Try again."))


def name_of(kind: str, case: Case, sha256: str) -> str:
    """The name of an encrypted file: HMAC-SHA256 of the SHA-256 under the installation's secret key.

    Without that key nobody can ask the disk whether it holds a file that they know.
    """
    return salted_hmac(_NAMED, f"{kind}:{case.uid}:{sha256}", algorithm="sha256").hexdigest()


def stands_as(thing: Kept) -> str:
    """The name under which a file stands on the disk."""
    return thing.kept_as or thing.sha256


def encrypted_digests(told: Mapping[str, Any], recipient: str) -> str:
    """Hashes of a plain file, and what else is to be known only with the key."""
    return encrypt_text(json.dumps(told, sort_keys=True, ensure_ascii=False), recipient)


def digests(thing: Kept, keys: Keys) -> Mapping[str, Any]:
    """What `encrypted_digests` put away of an encrypted file. Raises `Locked`.

    Of a text that does not open, or was changed, nothing is known; its file then does not match either.
    """
    try:
        found = json.loads(decrypt_text(thing.digests, keys.needed()))
    except (NotDecrypted, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def sha256_of(thing: Kept, keys: Keys) -> str:
    """SHA-256 of a file as it was received, whether or not it is encrypted here. Raises `Locked`."""
    return str(digests(thing, keys).get("sha256", "")) if thing.kept_as else thing.sha256
