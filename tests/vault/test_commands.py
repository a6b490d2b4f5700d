"""The verbs of the vault: made, opened, locked, recovered, asked, and left as it was where something is wrong."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from saylau.cli.vault import app as commands
from saylau.errors import WrongKey
from saylau.vault import file, session
from saylau.vault.age import new_identity, unwrap_with_recovery
from saylau.vault.entries import Purpose, Release
from saylau.vault.vault import open_with, vault_path
from tests.vault.invented import DAY, PASSPHRASE, RECOVERY, vault_at
from tests.vault.users import User
from tests.vault.users import unlocked as unlocked
from tests.vault.users import user as user

NEW_PASSPHRASE = "another lamp orbit walnut"

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="vaults are unlocked for these tests")


def test_from_nothing_to_a_vault_that_is_opened_again_with_the_recovery_key(user: User) -> None:
    code, out, err = user.runs("new", user.case, typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    recovery = next(word for word in out.split() if word.startswith("AGE-SECRET-KEY-1"))
    assert code == 6
    assert "case.vault is not finished; run" in err
    assert user.runs("new", user.case, typed="AGE-SECRET-KEY-1WRONG\n" * 3)[0] == 6
    code, out, _ = user.runs("new", user.case, typed=f"{recovery[:40].lower()} {recovery[40:]}\n")
    assert (code, "is finished" in out) == (0, True)
    assert 'vault = "yes"' in (user.folder / "case.toml").read_text("utf-8")

    assert user.runs("unlock", user.case, typed=f"{PASSPHRASE}\n")[0] == 0
    assert user.runs("add", user.case, "--from", "form.toml", "--source", "s1")[0] == 0
    held = user.vault().people()

    code, out, _ = user.runs("recover", user.case, typed=f"{recovery}\n{NEW_PASSPHRASE}\n{NEW_PASSPHRASE}\n")
    assert code == 0
    assert "Older copies of the file still open with what opened them before" in out
    assert session.kept(vault_path(user.folder)) is None, "the new key is not kept before it was asked for"
    code, _, err = user.runs("unlock", user.case, typed=f"{PASSPHRASE}\n")
    assert (code, "does not open the vault" in err) == (6, True)
    assert user.runs("unlock", user.case, typed=f"{NEW_PASSPHRASE}\n")[0] == 0
    assert user.vault().people() == held
    assert sorted(held) == ["P-0007", "P-0008"]


def test_what_is_listed_holds_numbers_and_purposes_of_the_day_and_no_name(unlocked: User) -> None:
    code, out, _ = unlocked.runs("show", unlocked.case, "--on", "2026-03-02")
    assert code == 0
    assert "P-0001" in out
    assert "store; analyse inside" in out
    assert "Testov" not in out
    assert "(to be confirmed)" in unlocked.runs("show", unlocked.case, "--on", "2027-03-02")[1]
    assert unlocked.runs("show", unlocked.case, "--on", "2026-02-28")[1].count("none") == 2


def test_a_person_is_printed_to_a_terminal_or_on_purpose_and_never_into_a_pipe_by_mistake(unlocked: User) -> None:
    code, out, err = unlocked.runs("show", unlocked.case, "P-0001")
    assert (code, out) == (2, "")
    assert "a file or pipe would hold names unencrypted" in err
    code, out, _ = unlocked.runs("show", unlocked.case, "P-0001", "--in-the-clear")
    assert code == 0
    assert "text: Invented-One" in out
    assert "Invented-Two" not in out
    code, _, err = unlocked.runs("show", unlocked.case, "P-0099", "--in-the-clear")
    assert (code, "holds nothing under P-0099" in err) == (2, True)


def test_a_person_is_erased_once_the_number_was_typed_back(unlocked: User) -> None:
    gone = Release(on=DAY, what="letter-3.pdf", audience="un-hrc", purposes=(Purpose.SHARE,))
    vault = unlocked.vault()
    vault.add("P-0002", gone)
    vault.save()
    code, _, err = unlocked.runs("erase", unlocked.case, "P-0002", typed="P-0001\n")
    assert (code, "another number was typed; nothing was erased" in err) == (2, True)
    code, out, _ = unlocked.runs("erase", unlocked.case, "p-0002", "--on", "2026-05-02", typed="P-0002\n")
    assert code == 0
    assert "Erased: P-0002." in out
    assert "had left on 2026-03-01, to un-hrc: letter-3.pdf" in out
    assert "Older copies of case.vault still hold the person" in out
    assert unlocked.vault().numbers() == ("P-0001",)
    assert "erased: P-0002 on 2026-05-02" in unlocked.runs("show", unlocked.case)[1]


def test_an_older_copy_that_was_put_back_is_told_by_the_later_one_whom_to_erase(unlocked: User) -> None:
    path, later = vault_path(unlocked.folder), Path("later.vault")
    older = path.read_bytes()
    unlocked.runs("erase", unlocked.case, "P-0002", typed="P-0002\n")
    later.write_bytes(path.read_bytes())
    session.keep(later, unlocked.vault()._key)
    path.write_bytes(older)
    assert unlocked.vault().numbers() == ("P-0001", "P-0002")
    code, out, _ = unlocked.runs("erase", unlocked.case, "--as-in", "later.vault")
    assert (code, "1 handle erased as in later.vault: P-0002" in out) == (0, True)
    assert unlocked.vault().numbers() == ("P-0001",)


def test_locked_is_locked(unlocked: User) -> None:
    assert unlocked.runs("lock", unlocked.case)[1] == "Locked\n"
    assert unlocked.runs("lock", unlocked.case)[1] == "It was locked already\n"
    code, _, err = unlocked.runs("show", unlocked.case)
    assert (code, "Passphrase of the vault: standard input ended" in err) == (2, True)
    assert unlocked.runs("lock", "--all")[1] == "0 vaults locked\n"
    assert unlocked.runs("lock")[0] == 2


def test_a_system_that_cannot_keep_a_key_says_so_before_it_asks(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    vault_at(vault_path(user.folder))
    monkeypatch.setattr(session, "place", lambda: None)
    code, _, err = user.runs("unlock", user.case)
    assert (code, "each command asks for the passphrase instead" in err) == (6, True)


@pytest.mark.parametrize("verb", ["unlock", "show", "recover"])
def test_without_a_vault_each_verb_names_the_one_that_makes_it(user: User, verb: str) -> None:
    code, _, err = user.runs(verb, user.case)
    assert (code, "make one: saylau vault new" in err) == (6, True)


def test_a_vault_is_made_once(unlocked: User) -> None:
    code, _, err = unlocked.runs("new", unlocked.case, typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert (code, "is there already and finished; nothing was written" in err) == (2, True)
    assert unlocked.vault().numbers() == ("P-0001", "P-0002")


def test_a_weak_passphrase_makes_no_vault(user: User) -> None:
    code, _, err = user.runs("new", user.case, typed="secret\nsecret\n")
    assert (code, "easily guessed" in err) == (2, True)
    assert not vault_path(user.folder).exists()


def test_a_wrong_recovery_key_recovers_nothing(unlocked: User) -> None:
    before = vault_path(unlocked.folder).read_bytes()
    code, _, err = unlocked.runs("recover", unlocked.case, typed="AGE-SECRET-KEY-1WRONG\n")
    assert (code, "this recovery key does not open the vault" in err) == (6, True)
    code, _, err = unlocked.runs("recover", unlocked.case, typed=f"{RECOVERY}\n\n")
    assert (code, "an empty passphrase protects nothing" in err) == (2, True)
    assert vault_path(unlocked.folder).read_bytes() == before


def test_a_lost_recovery_key_is_replaced_by_a_new_one_that_is_typed_back(unlocked: User) -> None:
    key, old = new_identity(), unlocked.vault()
    unlocked.monkeypatch.setattr(commands, "new_identity", lambda: key)
    before = vault_path(unlocked.folder).read_bytes()
    code, _, err = unlocked.runs("recover", unlocked.case, "--new-key", typed="wrong\n" * 3)
    assert (code, "nothing was written and the old one still holds" in err) == (2, True)
    assert vault_path(unlocked.folder).read_bytes() == before
    typed = f"wrong\n{key}\n{NEW_PASSPHRASE}\n{NEW_PASSPHRASE}\n"
    code, out, _ = unlocked.runs("recover", unlocked.case, "--new-key", typed=typed)
    assert (code, key in out) == (0, True)
    sealed, _ = file.read(vault_path(unlocked.folder))
    assert open_with(old.path, unwrap_with_recovery(sealed.wrapped(), key)).people() == old.people()
    with pytest.raises(WrongKey):
        unwrap_with_recovery(sealed.wrapped(), RECOVERY)


def test_neither_a_bundled_case_nor_a_workbook_nor_any_folder_has_a_vault(user: User) -> None:
    code, _, err = user.runs("new", "kazakhstan-2019")
    assert (code, "comes with saylau and has no vault" in err) == (2, True)
    Path("book.xlsx").write_bytes(b"")
    for path in ("book.xlsx", "."):
        code, _, err = user.runs("new", path)
        assert (code, "a vault stands beside a case folder, and this is none" in err) == (2, True)


def test_a_case_without_an_id_gets_no_vault(user: User) -> None:
    (user.folder / "case.toml").write_text("# nothing yet\n")
    code, _, err = user.runs("new", user.case, typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert (code, "case.toml has no id" in err) == (2, True)


def test_a_day_that_there_is_not_is_refused(unlocked: User) -> None:
    code, _, err = unlocked.runs("show", unlocked.case, "--on", "2026-02-30")
    assert (code, "--on 2026-02-30: there is no such day" in err) == (2, True)
    code, _, err = unlocked.runs("show", unlocked.case, "--on", "Testov")
    assert (code, "--on: write a day as year-month-day" in err) == (2, True)


def test_the_case_is_read_as_before_while_its_vault_stands_beside_it(unlocked: User) -> None:
    """The vault, its lock and what interrupted writes leave are no files of the case."""
    unlocked.runs("show", unlocked.case)
    assert sorted(path.name for path in unlocked.folder.iterdir()) == ["case.toml", "election.csv", "sources.csv"]
    whole = json.loads(vault_path(unlocked.folder).read_bytes())
    assert set(whole) == {"about", "passphrase", "recovery", "index", "slots", "mac", "sha256"}
