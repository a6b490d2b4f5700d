"""Invented people and cheap vaults for tests. Nobody here exists; each name says so."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from saylau.values import When
from saylau.vault.age import Key, Wrapped, encrypt, new_identity, wrap
from saylau.vault.entries import Authority, Consent, Contact, Entry, Identity, NamePart, NameWritten, Purpose
from saylau.vault.vault import Vault, create

DAY = date(2026, 3, 1)
PASSPHRASE = "invented lamp orbit walnut"
RECOVERY = new_identity()


def person(
    name: str = "Invented-One", purposes: tuple[Purpose, ...] = (Purpose.STORE, Purpose.ANALYSE)
) -> tuple[Entry, ...]:
    """An invented person with what a vault holds of one."""
    return (
        NameWritten(on=DAY, text="Testov", part=NamePart.FAMILY, language="en"),
        NameWritten(on=DAY, text=name, part=NamePart.GIVEN, language="en"),
        Identity(on=DAY, born=When.parse("1980-02"), document="passport of Nowhere 000"),
        Contact(on=DAY, way="letter", address=f"1 Invented Street, for {name}"),
        Consent(on=DAY, purposes=purposes, bodies=("un-hrc",)),
        Authority(on=DAY, attorney="invented-office", bodies=("un-hrc",)),
    )


@lru_cache(maxsize=1)
def passphrase_wrapped() -> tuple[Key, Wrapped]:
    """A key under the passphrase above; made once a run, since it takes a second of work."""
    key = Key.new()
    return key, wrap(key, PASSPHRASE, RECOVERY)


def vault_at(path: Path, *people: tuple[Entry, ...], case: str = "invented", key: Key | None = None) -> Vault:
    """A vault in a file, of the people given (P-0001, P-0002 ...). Its key opens it; no passphrase, which is slow."""
    key = key or Key.new()
    vault = create(path, case, key, Wrapped("no passphrase", encrypt(key.text().encode(), RECOVERY)))
    for entries in people:
        vault.add(vault.new_handle(), *entries)
    vault.save()
    return vault
