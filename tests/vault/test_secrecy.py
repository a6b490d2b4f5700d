"""Nothing of a person stands anywhere unencrypted; and what was erased is gone with its key."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

import pytest
from pyrage import DecryptError, decrypt, x25519  # noqa: TID253

from saylau.errors import SaylauError
from saylau.values import When
from saylau.vault.age import Key
from saylau.vault.entries import (
    Account,
    Authority,
    Consent,
    Contact,
    Entry,
    Identity,
    Judgement,
    ListEntry,
    NameWritten,
    Paper,
    Purpose,
    Release,
    Verdict,
)
from saylau.vault.vault import COMMON, Vault, open_with
from tests.vault.invented import DAY, RECOVERY, vault_at

CANARY = "Canary-Testov"
ENTRIES: tuple[Entry, ...] = (
    NameWritten(on=DAY, text=CANARY, note=f"note {CANARY}"),
    Identity(on=DAY, born=When.parse("1980-02-03"), document=CANARY, address=CANARY, nationality=CANARY),
    Contact(on=DAY, way=CANARY, address=CANARY, safe=CANARY),
    Paper(on=DAY, title=CANARY, sha256="ab" * 32),
    Account(on=DAY, text=f"was told by {CANARY}"),
    Consent(on=DAY, purposes=(Purpose.STORE,), relation=CANARY),
    Authority(on=DAY, attorney=CANARY, bodies=("un-hrc",)),
    Release(on=DAY, what=CANARY, audience="public", purposes=(Purpose.PUBLISH_NAME,)),
)
SECRETS = (CANARY.encode(), b"1980-02-03", b"ab" * 32, b"un-hrc", b"P-0001")


def leaks(folder: Path) -> list[str]:
    """The files under a folder that hold something of the person as it is."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(secret in path.read_bytes() for secret in SECRETS)]


def test_no_entry_stands_in_the_file_nor_in_anything_that_is_written_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = os.replace, []

    def look_first(source: Path, target: Path) -> None:
        seen.append(Path(source).read_bytes())
        real(source, target)

    monkeypatch.setattr(os, "replace", look_first)
    vault = vault_at(tmp_path / "case.vault", ENTRIES)
    vault.add(vault.new_handle("E"), ListEntry(on=DAY, list=CANARY, name=CANARY))
    vault.add(COMMON, Judgement(on=DAY, one="E-0001", other="E-0002", verdict=Verdict.SAME, by=CANARY, reason=CANARY))
    vault.save()
    assert open_with(vault.path, vault._key).entries("P-0001") == ENTRIES
    assert len(seen) == 3
    assert not any(secret in data for data in seen for secret in SECRETS)
    assert leaks(tmp_path) == []


def test_nothing_of_a_person_is_told_by_an_error_or_by_looking_at_the_objects(tmp_path: Path) -> None:
    vault = vault_at(tmp_path / "case.vault", ENTRIES)
    told = [repr(vault), repr(vault._key), str(vault._key)]
    key = Key.new()
    for attempt in (
        lambda: open_with(vault.path, key),
        lambda: vault.entries("P-0009"),
        lambda: vault.erase("P-0009", DAY),
        lambda: vault_at(vault.path, ENTRIES),
    ):
        with pytest.raises(SaylauError) as error:
            attempt()
        told.append(str(error.value))
    assert not any(CANARY in text or vault._key.identity in text or vault._key.mac.hex() in text for text in told)


def plaintexts(data: bytes, identities: list[str]) -> list[bytes]:
    """Whatever any of the keys opens in a file, with every key that is found inside tried on everything too."""
    whole = json.loads(data)
    slots = [part for slot in whole["slots"].values() for part in slot.values()]
    pieces = [whole["passphrase"], whole["recovery"], whole["index"], *slots]
    known, opened = list(identities), dict[str, bytes]()
    while known:
        identity = x25519.Identity.from_str(known.pop())
        for piece in pieces:
            if piece not in opened:
                with contextlib.suppress(DecryptError):
                    opened[piece] = decrypt(piece.encode(), [identity])
                    known += [
                        line for line in opened[piece].decode().split("\n") if line.startswith("AGE-SECRET-KEY-1")
                    ]
    return list(opened.values())


def test_an_erased_person_cannot_be_got_back_from_the_file_with_all_keys_that_there_are(
    opened_vault: Vault,
) -> None:
    opened_vault.add("P-0004", *ENTRIES)
    opened_vault.save()
    before = opened_vault.path.read_bytes()
    gone = opened_vault._open["P-0004"]
    assert any(CANARY.encode() in text for text in plaintexts(before, [opened_vault._key.identity, RECOVERY]))
    opened_vault.erase("P-0004", DAY)
    opened_vault.save()
    after = opened_vault.path.read_bytes()
    found = plaintexts(after, [opened_vault._key.identity, RECOVERY])
    assert len(found) == 1 + 1 + 2 * 3, "the recovery key's part, the index, and three people with a key each, all open"
    assert not any(CANARY.encode() in text or gone.identity.encode() in text for text in found)
    old = json.loads(before)["slots"][gone.slot]
    assert gone.slot.encode() not in after
    assert old["entries"].encode() not in after
    assert old["key"].encode() not in after
    assert len(plaintexts(after, [gone.identity])) == 0, "the destroyed key opens nothing that is left"


def test_each_person_has_a_key_of_their_own(opened_vault: Vault) -> None:
    opened_vault.people()
    keys = {opened.identity for opened in opened_vault._open.values()}
    assert len(keys) == 3
    one = opened_vault._open["P-0001"]
    data = opened_vault.path.read_bytes()
    assert len(plaintexts(data, [one.identity])) == 1, "one person's key opens that person's entries and no others"
