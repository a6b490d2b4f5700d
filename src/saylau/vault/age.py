"""The vault's keys and what is encrypted to them, in the public age format (age-encryption.org/v1, C2SP).

Everything encrypted is armoured text, so that the `age` command opens it too: `docs/explanation/vault.md` says how.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

from saylau.errors import VaultDamaged, WrongKey

_MAC = "# mac: "
_ABOUT = "# key of a saylau vault"


@dataclass(frozen=True, repr=False)
class Key:
    """What opens a vault: an age identity, and a key that proves that nobody else changed the file."""

    identity: str
    mac: bytes

    @classmethod
    def new(cls) -> Key:
        """A new key, from the random source of the system."""
        return cls(new_identity(), secrets.token_bytes(32))

    def text(self) -> str:
        """The key as an identity file of age; the second line is a comment to age."""
        return f"{_ABOUT}\n{_MAC}{self.mac.hex()}\n{self.identity}\n"

    @classmethod
    def of(cls, text: str) -> Key:
        """Read what `text` wrote. Raises `VaultDamaged`."""
        lines = text.split("\n")
        if len(lines) != 4 or lines[0] != _ABOUT or not lines[1].startswith(_MAC) or lines[3]:
            raise VaultDamaged("what the passphrase or key opened is not the key of a vault; take an older copy")
        try:
            mac = bytes.fromhex(lines[1].removeprefix(_MAC))
        except ValueError:
            raise VaultDamaged("the key of the vault is not whole; take an older copy of the file") from None
        return cls(lines[2], mac)

    def seal(self, data: bytes) -> str:
        """HMAC-SHA256 of data under this key, in hexadecimal digits."""
        return hmac.new(self.mac, b"saylau vault 1\n" + data, "sha256").hexdigest()

    def __repr__(self) -> str:
        return "Key(...)"


@dataclass(frozen=True)
class Wrapped:
    """A vault's key, once under the passphrase and once to the recovery key. Either opens it."""

    passphrase: str
    recovery: str


def wrap(key: Key, passphrase: str, recovery: str) -> Wrapped:
    """Lock the vault's key away under a passphrase (scrypt, about a second and 1 GB) and to a recovery key.

    `recovery` is the recovery key itself, an age identity.
    """
    from pyrage import passphrase as by_passphrase

    by_word: bytes = by_passphrase.encrypt(key.text().encode(), passphrase, armored=True)
    return Wrapped(by_word.decode("ascii"), encrypt(key.text().encode(), recovery))


def unwrap(wrapped: Wrapped, passphrase: str) -> Key:
    """The vault's key. Raises `WrongKey` where the passphrase is not the one."""
    from pyrage import DecryptError
    from pyrage import passphrase as by_passphrase

    try:
        text: bytes = by_passphrase.decrypt(wrapped.passphrase.encode("ascii", "replace"), passphrase)
    except DecryptError as refused:
        if "xcessive" in str(refused):
            raise WrongKey(
                "the passphrase was wrapped on a much faster machine, and this one refuses so much work; open the "
                "vault there, or here with `saylau vault recover`"
            ) from None
        raise WrongKey(
            "this passphrase does not open the vault; mind the keyboard's language and capital letters and try again, "
            "or set a new one with the recovery key: saylau vault recover CASE"
        ) from None
    return Key.of(text.decode("utf-8", "replace"))


def recovery_typed(text: str) -> str:
    """A recovery key as somebody typed it from paper: blanks and small letters do not matter."""
    return "".join(text.split()).upper()


def unwrap_with_recovery(wrapped: Wrapped, recovery: str) -> Key:
    """The vault's key, by the recovery key. Raises `WrongKey`."""
    try:
        text = decrypt(wrapped.recovery, recovery)
    except WrongKey:
        raise WrongKey(
            "this recovery key does not open the vault; it begins with AGE-SECRET-KEY-1 and belongs to one vault only"
        ) from None
    return Key.of(text.decode("utf-8", "replace"))


def new_identity() -> str:
    """A new X25519 identity of age, `AGE-SECRET-KEY-1...`."""
    from pyrage import x25519

    return str(x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The public half of an identity, `age1...`, to which anybody can encrypt and with which nobody can read."""
    from pyrage import x25519

    return str(x25519.Identity.from_str(identity).to_public())


def encrypt(data: bytes, identity: str) -> str:
    """Encrypt to the public half of an identity. Raises `WrongKey` where it is none."""
    import pyrage

    try:
        recipient = pyrage.x25519.Identity.from_str(identity).to_public()
    except pyrage.IdentityError:
        raise WrongKey("that is not a whole key; it begins with AGE-SECRET-KEY-1 and has 74 characters") from None
    sealed: bytes = pyrage.encrypt(data, [recipient], armored=True)
    return sealed.decode("ascii")


def decrypt(text: str, identity: str) -> bytes:
    """Decrypt what `encrypt` made. Raises `WrongKey` for any text that this identity does not open."""
    import pyrage

    try:
        known = pyrage.x25519.Identity.from_str(identity)
        plain: bytes = pyrage.decrypt(text.encode("ascii"), [known])
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeEncodeError):
        raise WrongKey("the key does not open this part of the vault") from None
    return plain
