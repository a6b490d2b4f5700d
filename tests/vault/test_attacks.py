"""Somebody changes the file. It is noticed while locked, or on unlocking where the hash was made to fit."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from saylau.errors import VaultDamaged, VaultError, WrongKey
from saylau.vault import file
from saylau.vault.age import unwrap
from saylau.vault.entries import Withdrawal
from saylau.vault.vault import Vault, open_with
from tests.vault.invented import DAY, person, vault_at


def test_every_byte_that_is_changed_is_noticed_while_the_vault_is_locked(opened_vault: Vault) -> None:
    data, draw = opened_vault.path.read_bytes(), random.Random(1)
    places = {*range(200), *range(len(data) - 250, len(data)), *draw.sample(range(len(data)), 700)}
    for place in sorted(places):
        changed = bytearray(data)
        changed[place] ^= 1 << draw.randrange(8)
        with pytest.raises(VaultDamaged):
            file.from_bytes(bytes(changed), "case.vault")


def test_a_file_that_was_cut_is_noticed_at_every_length(opened_vault: Vault) -> None:
    data, draw = opened_vault.path.read_bytes(), random.Random(2)
    for length in {0, 1, len(data) - 1, *draw.sample(range(len(data)), 300)}:
        with pytest.raises(VaultDamaged, match="is cut, changed or not a vault"):
            file.from_bytes(data[:length], "case.vault")


@pytest.mark.parametrize(
    "data",
    [b"null", b"[]", b"{}", b'{"sha256": 1}', b"[" * 100_000, b"\xff\xfe", b'{"a":1,"a":2}', b" ", b"NaN"],
)
def test_what_is_no_vault_at_all_is_told_as_such(data: bytes) -> None:
    with pytest.raises(VaultDamaged, match="put a whole copy in its place"):
        file.from_bytes(data, "case.vault")


def test_bytes_after_the_end_and_other_line_ends_are_noticed(opened_vault: Vault) -> None:
    data = opened_vault.path.read_bytes()
    for other in (data + b"\n", data + data, data.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + data):
        with pytest.raises(VaultDamaged):
            file.from_bytes(other, "case.vault")


def attack(vault: Vault, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the file as somebody who knows the format but holds no key: the plain hash is made to fit."""
    whole = json.loads(vault.path.read_bytes())
    change(whole)
    del whole["sha256"]
    text = json.dumps(whole, indent=1) + "\n"
    whole["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    vault.path.write_text(json.dumps(whole, indent=1) + "\n", newline="\n")
    file.read(vault.path)  # the plain hash fits: only the key tells


def refused(vault: Vault) -> str:
    """What opening the changed file says."""
    with pytest.raises(VaultDamaged) as told:
        open_with(vault.path, vault._key)
    return str(told.value)


def test_a_slot_that_was_removed_is_noticed(opened_vault: Vault) -> None:
    attack(opened_vault, lambda whole: whole["slots"].pop(min(whole["slots"])))
    assert "changed by somebody who did not hold its key" in refused(opened_vault)


def test_slots_that_were_swapped_are_noticed(opened_vault: Vault) -> None:
    def swap(whole: dict[str, Any]) -> None:
        one, other, *_ = whole["slots"]
        whole["slots"][one], whole["slots"][other] = whole["slots"][other], whole["slots"][one]

    attack(opened_vault, swap)
    assert "changed by somebody" in refused(opened_vault)


def test_a_withdrawal_that_was_taken_out_with_the_help_of_an_older_copy_is_noticed(opened_vault: Vault) -> None:
    older = json.loads(opened_vault.path.read_bytes())
    opened_vault.add("P-0001", Withdrawal(on=DAY))
    opened_vault.save()
    slot = opened_vault._open["P-0001"].slot
    attack(opened_vault, lambda whole: whole["slots"].update({slot: older["slots"][slot]}))
    assert "removed, moved or put in" in refused(opened_vault)


@pytest.mark.parametrize("part", ["index", "passphrase", "recovery", "mac"])
def test_a_part_of_another_vault_is_noticed(opened_vault: Vault, part: str) -> None:
    other = vault_at(opened_vault.path.with_name("other.vault"), person(), key=opened_vault._key)
    theirs = json.loads(other.path.read_bytes())[part] + ("" if part != "passphrase" else " of theirs")
    attack(opened_vault, lambda whole: whole.update({part: theirs}))
    assert "changed by somebody" in refused(opened_vault)


def test_a_person_of_another_vault_of_the_same_key_does_not_stand_in_for_one_here(opened_vault: Vault) -> None:
    """Even were the code of authenticity made to fit, a slot names its own handle."""
    one, other = (opened_vault._open[number].slot for number in ("P-0001", "P-0002"))
    slots = dict(opened_vault._sealed.slots)
    slots[one] = slots[other]
    sealed = opened_vault._sealed.model_copy(update={"slots": slots}).sealed(opened_vault._key)
    opened_vault.path.write_bytes(file.to_bytes(sealed))
    found = open_with(opened_vault.path, opened_vault._key)
    with pytest.raises(VaultDamaged, match="under P-0001 stands another one"):
        found.entries("P-0001")


def test_an_index_that_forgets_a_slot_is_noticed(opened_vault: Vault) -> None:
    slots = dict(opened_vault._sealed.slots)
    del slots[opened_vault._open["P-0001"].slot]
    sealed = opened_vault._sealed.model_copy(update={"slots": slots}).sealed(opened_vault._key)
    opened_vault.path.write_bytes(file.to_bytes(sealed))
    with pytest.raises(VaultError, match="do not agree"):
        open_with(opened_vault.path, opened_vault._key)


def test_a_whole_older_copy_opens_and_is_told_only_by_how_often_it_was_written(opened_vault: Vault) -> None:
    """What nothing inside one file can notice; the page on the vault says so."""
    older = opened_vault.path.read_bytes()
    opened_vault.add("P-0001", Withdrawal(on=DAY))
    opened_vault.save()
    opened_vault.path.write_bytes(older)
    found = open_with(opened_vault.path, opened_vault._key)
    assert found.saved == opened_vault.saved - 1


def test_a_passphrase_part_of_other_letters_opens_nothing(opened_vault: Vault) -> None:
    attack(opened_vault, lambda whole: whole.update({"passphrase": "Ж" * 300}))
    sealed, _ = file.read(opened_vault.path)
    with pytest.raises(WrongKey, match="does not open the vault"):
        unwrap(sealed.wrapped(), "any at all")
