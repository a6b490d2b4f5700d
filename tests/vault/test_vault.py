"""What an open vault does: numbers, entries, erasing, and that what goes in comes out again."""

from __future__ import annotations

import json
import stat
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saylau.errors import NotFound, VaultChanged, VaultError, WrongKey, WrongUse
from saylau.values import When
from saylau.vault.age import Key, encrypt, unwrap, unwrap_with_recovery
from saylau.vault.entries import (
    Account,
    Consent,
    Contact,
    Entry,
    Identity,
    Judgement,
    LinkageMade,
    ListEntry,
    NameWritten,
    Purpose,
    Verdict,
    Withdrawal,
)
from saylau.vault.vault import COMMON, Vault, create, open_with, vault_path
from tests.vault.invented import DAY, PASSPHRASE, RECOVERY, passphrase_wrapped, person, vault_at

LATER = date(2026, 5, 2)


def again(vault: Vault) -> Vault:
    """The vault as its file holds it."""
    return open_with(vault.path, vault._key)


def test_the_vault_stands_beside_the_case_folder_and_never_in_it(tmp_path: Path) -> None:
    assert vault_path(tmp_path / "case") == tmp_path.resolve() / "case.vault"
    assert vault_path(tmp_path / "case" / "..") == tmp_path.resolve().with_name(f"{tmp_path.name}.vault")


def test_people_get_the_next_number_and_come_back_in_order(opened_vault: Vault) -> None:
    opened_vault.add("P-0010", *person("Invented-Ten"))
    assert opened_vault.new_handle() == "P-0011"
    assert opened_vault.new_handle() == "P-0012"
    opened_vault.save()
    found = again(opened_vault)
    assert found.numbers() == ("P-0001", "P-0002", "P-0003", "P-0010")
    assert found.people()["P-0010"] == person("Invented-Ten")
    assert found.case == "invented"


def test_a_number_of_which_only_the_case_knows_is_not_given_to_another_person(opened_vault: Vault) -> None:
    assert opened_vault.new_handle("P", {"P-0041", "TOKAYEV", "P7"}) == "P-0042"
    assert opened_vault.new_handle("P") == "P-0043"


def test_list_entries_and_what_belongs_to_the_case_are_no_people(opened_vault: Vault) -> None:
    listed = opened_vault.new_handle("E")
    opened_vault.add(listed, ListEntry(on=DAY, list="list-a", name="Invented-Four Testov"))
    opened_vault.add(
        COMMON, Judgement(on=DAY, one="E-0001", other="E-0002", verdict=Verdict.UNSURE, by="x", reason="y")
    )
    opened_vault.save()
    found = again(opened_vault)
    assert found.handles("E") == ("E-0001",)
    assert len(found.numbers()) == 3
    assert len(found.entries(COMMON)) == 1


def test_nothing_of_the_case_as_a_whole_yet_is_empty_and_an_unknown_number_is_an_error(opened_vault: Vault) -> None:
    assert opened_vault.entries(COMMON) == ()
    with pytest.raises(NotFound, match="nothing under P-0099"):
        opened_vault.entries("P-0099")


@pytest.mark.parametrize("handle", ["", "Invented-One", "p-0001", "P-0001\n", "P-0000001"])
def test_a_handle_that_is_no_case_number_is_refused(opened_vault: Vault, handle: str) -> None:
    with pytest.raises(WrongUse, match="not a case number"):
        opened_vault.add(handle, *person())


def test_entries_are_only_added_to(opened_vault: Vault) -> None:
    opened_vault.add("P-0002", Withdrawal(on=LATER))
    opened_vault.save()
    assert again(opened_vault).entries("P-0002") == (*person("Invented-Two"), Withdrawal(on=LATER))


def test_an_erased_person_leaves_the_number_and_the_day_and_the_rest_stays_whole(opened_vault: Vault) -> None:
    opened_vault.erase("P-0003", LATER)
    opened_vault.save()
    found = again(opened_vault)
    assert found.numbers() == ("P-0001", "P-0002")
    assert found.erased["P-0003"].on == LATER
    assert found.entries("P-0001") == person("Invented-One")
    assert found.new_handle() == "P-0004"
    with pytest.raises(WrongUse, match="P-0003 was erased on 2026-05-02; its number is not used again"):
        found.add("P-0003", *person())
    with pytest.raises(WrongUse, match="erased"):
        found.entries("P-0003")


def test_with_a_person_go_the_list_entries_about_them_and_what_was_decided_on_those(opened_vault: Vault) -> None:
    for about in ("P-0002", "", "P-0001"):
        opened_vault.add(opened_vault.new_handle("E"), ListEntry(on=DAY, list="a", name="Invented", person=about))
    kept = Judgement(on=DAY, one="E-0002", other="E-0003", verdict=Verdict.SAME, by="x", reason="same day")
    gone = Judgement(on=DAY, one="E-0001", other="E-0002", verdict=Verdict.SAME, by="x", reason="same name")
    opened_vault.add(COMMON, gone, kept)
    assert opened_vault.erase("P-0002", LATER) == ("P-0002", "E-0001")
    opened_vault.save()
    assert again(opened_vault).handles("E") == ("E-0002", "E-0003")
    assert again(opened_vault).entries(COMMON) == (kept,)


def test_what_belongs_to_the_case_as_a_whole_is_not_erased(opened_vault: Vault) -> None:
    opened_vault.add(COMMON, Judgement(on=DAY, one="E-0001", other="E-0002", verdict=Verdict.SAME, by="x", reason="y"))
    with pytest.raises(WrongUse, match="as a whole is not erased"):
        opened_vault.erase(COMMON, LATER)
    assert len(opened_vault.entries(COMMON)) == 1


def test_with_a_person_goes_every_linkage_that_holds_an_entry_about_them(opened_vault: Vault) -> None:
    for about in ("P-0002", "P-0001", ""):
        opened_vault.add(opened_vault.new_handle("E"), ListEntry(on=DAY, list="a", name="Invented", person=about))
    gone = LinkageMade(on=DAY, name="loose", lists=("a",), threshold=None, clusters=(("E-0001", "E-0002"), ("E-0003",)))
    kept = LinkageMade(on=DAY, name="strict", lists=("a",), threshold=None, clusters=(("E-0002", "E-0003"),))
    opened_vault.add(COMMON, gone, kept)
    opened_vault.erase("P-0002", LATER)
    opened_vault.save()
    assert again(opened_vault).entries(COMMON) == (kept,)


def test_an_older_copy_that_was_put_back_can_be_told_who_was_erased_since(opened_vault: Vault) -> None:
    older = again(opened_vault)
    opened_vault.erase("P-0001", LATER)
    assert older.erase_as_in(opened_vault) == ("P-0001",)
    assert older.numbers() == ("P-0002", "P-0003")
    assert older.erased == opened_vault.erased


def test_a_person_who_only_has_the_same_number_in_another_vault_is_not_erased(tmp_path: Path) -> None:
    here, other = (vault_at(tmp_path / f"{name}.vault", person()) for name in ("here", "other"))
    other.erase("P-0001", LATER)
    assert here.erase_as_in(other) == ()
    assert here.numbers() == ("P-0001",)
    elsewhere = vault_at(tmp_path / "elsewhere.vault", person(), case="elsewhere")
    with pytest.raises(WrongUse, match="another case"):
        here.erase_as_in(elsewhere)


def test_the_passphrase_and_the_recovery_key_open_the_same_vault_and_a_wrong_one_neither() -> None:
    key, wrapped = passphrase_wrapped()
    assert unwrap(wrapped, PASSPHRASE) == key
    assert unwrap_with_recovery(wrapped, RECOVERY) == key
    with pytest.raises(WrongKey, match="does not open the vault"):
        unwrap(wrapped, PASSPHRASE + "s")
    for wrong in (Key.new().identity, "AGE-SECRET-KEY-1", "", PASSPHRASE):
        with pytest.raises(WrongKey, match="recovery key"):
            unwrap_with_recovery(wrapped, wrong)


def test_the_key_of_another_vault_does_not_open_this_one(opened_vault: Vault) -> None:
    with pytest.raises(WrongKey, match="another vault"):
        open_with(opened_vault.path, Key.new())


def test_a_new_key_opens_the_vault_and_the_old_one_nothing_of_the_new_file(opened_vault: Vault) -> None:
    from pyrage import DecryptError, decrypt, x25519

    old, before = opened_vault._key, again(opened_vault)
    before.people()
    data_keys = [opened.identity for opened in before._open.values()]
    new = Key.new()
    _, wrapped = passphrase_wrapped()
    opened_vault.rekey(new, wrapped)
    opened_vault.save()
    assert open_with(opened_vault.path, new).people() == before.people()
    whole = json.loads(opened_vault.path.read_bytes())
    pieces = [whole["index"], *(part for slot in whole["slots"].values() for part in slot.values())]
    for identity in (old.identity, *data_keys):
        for piece in pieces:
            with pytest.raises(DecryptError):
                decrypt(piece.encode(), [x25519.Identity.from_str(identity)])


def test_the_vault_opens_with_the_age_format_alone_as_its_page_says(tmp_path: Path) -> None:
    from pyrage import decrypt, x25519
    from pyrage import passphrase as by_passphrase

    key, wrapped = passphrase_wrapped()
    vault = create(tmp_path / "case.vault", "invented", key, wrapped)
    vault.add("P-0001", *person())
    vault.save()
    whole = json.loads(vault.path.read_bytes())
    identity_file = by_passphrase.decrypt(whole["passphrase"].encode(), PASSPHRASE).decode()
    identity = x25519.Identity.from_str(next(line for line in identity_file.splitlines() if line[0] != "#"))
    index = json.loads(decrypt(whole["index"].encode(), [identity]))
    slot = whole["slots"][index["handles"]["P-0001"]]
    data_key = x25519.Identity.from_str(decrypt(slot["key"].encode(), [identity]).decode())
    held = json.loads(decrypt(slot["entries"].encode(), [data_key]))
    assert held["handle"] == "P-0001"
    assert held["entries"][1]["text"] == "Invented-One"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_nobody_else_on_the_machine_may_read_the_file(opened_vault: Vault) -> None:
    assert stat.S_IMODE(opened_vault.path.stat().st_mode) == 0o600


def test_the_file_tells_neither_numbers_nor_who_was_erased_nor_how_much_is_held(opened_vault: Vault) -> None:
    opened_vault.add("P-0001", Account(on=DAY, text="short"))
    opened_vault.erase("P-0003", LATER)
    opened_vault.save()
    data = opened_vault.path.read_bytes()
    assert b"P-000" not in data
    assert b"invented" not in data
    sizes = {len(slot["entries"]) for slot in json.loads(data)["slots"].values()}
    assert len(sizes) <= 2, "slots are filled up to whole blocks"


def test_a_vault_is_not_made_over_another(opened_vault: Vault) -> None:
    before = opened_vault.path.read_bytes()
    with pytest.raises(VaultChanged, match=r"there is a vault case\.vault already; nothing was written"):
        vault_at(opened_vault.path)
    assert opened_vault.path.read_bytes() == before


def test_without_a_vault_the_command_that_makes_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match=r"no vault case\.vault beside the case; make one: saylau vault new"):
        open_with(tmp_path / "case.vault", Key.new())


def test_an_entry_that_a_newer_saylau_wrote_is_told_without_its_content(opened_vault: Vault) -> None:
    opened = opened_vault._open["P-0001"]
    opened_vault.entries("P-0001")
    unknown = {"handle": "P-0001", "entries": [{"kind": "of tomorrow", "text": "CANARY"}]}
    slots = dict(opened_vault._sealed.slots)
    slots[opened.slot] = slots[opened.slot].model_copy(
        update={"entries": encrypt(json.dumps(unknown).encode(), opened.identity)}
    )
    other = Vault(
        opened_vault.path, opened_vault._key, opened_vault._sealed.model_copy(update={"slots": slots}), None,
        opened_vault._index,
    )  # fmt: skip
    with pytest.raises(VaultError, match="does not know") as told:
        other.entries("P-0001")
    assert "CANARY" not in str(told.value)


WORDS = st.text(min_size=1, max_size=40)
DAYS = st.dates(date(1950, 1, 1), date(2030, 1, 1))
TIMES = st.sampled_from([None, When.parse("1980"), When.parse("1980-02~"), When.parse("2019-04-29/2019-05-04")])
ENTRIES: st.SearchStrategy[Entry] = st.one_of(
    st.builds(NameWritten, on=DAYS, note=st.text(max_size=9), text=WORDS, language=st.text(max_size=3)),
    st.builds(Identity, on=DAYS, born=TIMES, document=st.text(max_size=40)),
    st.builds(Contact, on=DAYS, way=WORDS, address=WORDS, safe=st.text(max_size=40)),
    st.builds(Account, on=DAYS, text=WORDS),
    st.builds(
        Consent, on=DAYS, purposes=st.lists(st.sampled_from(Purpose), min_size=1).map(tuple),
        bodies=st.lists(WORDS, max_size=3).map(tuple), until=st.none() | DAYS, in_custody=st.booleans(),
    ),
    st.builds(Withdrawal, on=DAYS, bodies=st.lists(WORDS, max_size=2).map(tuple)),
    st.builds(ListEntry, on=DAYS, list=WORDS, name=st.text(max_size=40), born=TIMES, day=TIMES),
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(ENTRIES, max_size=4), max_size=4))
def test_what_goes_in_comes_out_again(tmp_path: Path, people: list[list[Entry]]) -> None:
    path = tmp_path / "case.vault"
    path.unlink(missing_ok=True)
    vault = vault_at(path, *(tuple(entries) for entries in people))
    assert list(again(vault).people().values()) == [tuple(entries) for entries in people]
