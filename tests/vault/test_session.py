"""A vault that was unlocked stays so for a quarter of an hour, in memory, for its user alone."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from saylau.errors import VaultError, WrongKey, WrongUse
from saylau.vault import file, keeper, passphrase, session
from saylau.vault.age import Key
from saylau.vault.vault import Vault, create, vault_path
from tests.vault.invented import PASSPHRASE, passphrase_wrapped, person, vault_at

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="no kept keys on Windows")


def type_in(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Standard input, which is no terminal."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def key_file(runtime: Path) -> Path:
    (found,) = (runtime / "saylau").glob("*.key")
    return found


def age_by(held: Path, seconds: float) -> None:
    """Let a kept key be as if it was last used so long ago."""
    then = time.time() - seconds
    os.utime(held, (then, then))


def test_an_unlocked_vault_opens_without_a_question(opened_vault: Vault, in_memory: Path) -> None:
    assert session.keep(opened_vault.path, opened_vault._key)
    assert session.opened(opened_vault.path).people() == opened_vault.people()
    assert stat.S_IMODE(key_file(in_memory).stat().st_mode) == 0o600
    assert stat.S_IMODE((in_memory / "saylau").stat().st_mode) == 0o700
    assert "case" not in key_file(in_memory).name


def test_a_locked_vault_asks_for_the_passphrase_once_and_does_not_stay_open(
    tmp_path: Path, in_memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, wrapped = passphrase_wrapped()
    create(tmp_path / "case.vault", "invented", key, wrapped)
    type_in(monkeypatch, PASSPHRASE)
    assert session.opened(tmp_path / "case.vault").case == "invented"
    assert session.kept(tmp_path / "case.vault") is None
    with pytest.raises(WrongUse, match="Passphrase of the vault: standard input ended"):
        session.opened(tmp_path / "case.vault")


def test_locking_removes_the_key_of_one_vault_or_of_all(opened_vault: Vault, in_memory: Path) -> None:
    other = opened_vault.path.with_name("other.vault")
    for path in (opened_vault.path, other):
        session.keep(path, opened_vault._key)
    assert session.forget(opened_vault.path)
    assert not session.forget(opened_vault.path)
    assert session.kept(other) == opened_vault._key
    assert session.forget_all() == 1
    assert list((in_memory / "saylau").iterdir()) == []


def test_a_key_that_was_not_used_for_a_quarter_of_an_hour_is_removed_and_each_use_begins_it_anew(
    opened_vault: Vault, in_memory: Path
) -> None:
    session.keep(opened_vault.path, opened_vault._key)
    age_by(key_file(in_memory), keeper.IDLE_SECONDS - 60)
    assert session.kept(opened_vault.path) == opened_vault._key
    assert time.time() - key_file(in_memory).stat().st_mtime < 60
    age_by(key_file(in_memory), keeper.IDLE_SECONDS + 1)
    assert session.kept(opened_vault.path) is None
    assert list((in_memory / "saylau").iterdir()) == []


def test_a_key_of_the_future_is_removed_since_the_clock_was_set_back(opened_vault: Vault, in_memory: Path) -> None:
    session.keep(opened_vault.path, opened_vault._key)
    age_by(key_file(in_memory), -3600)
    assert session.kept(opened_vault.path) is None


def test_the_key_goes_in_time_though_no_further_command_is_run(tmp_path: Path) -> None:
    held = tmp_path / "a.key"
    held.write_text("key")
    age_by(held, keeper.IDLE_SECONDS + 1)
    command = [sys.executable, "-P", "-m", "saylau.vault.keeper", str(held)]
    assert subprocess.run(command, timeout=20, check=True).returncode == 0
    assert not held.exists()
    keeper.keep_watch(held)  # a key that is gone already ends the watch
    assert not held.exists()


def test_a_process_watches_over_each_key_that_is_kept(
    opened_vault: Vault, in_memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched: list[Path] = []
    monkeypatch.setattr(session, "_watch", watched.append)
    session.keep(opened_vault.path, opened_vault._key)
    assert watched == [key_file(in_memory)]


def test_the_key_of_a_vault_that_has_a_new_one_is_forgotten(
    opened_vault: Vault, in_memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.keep(opened_vault.path, Key.new())
    type_in(monkeypatch)
    with pytest.raises(WrongUse, match="Passphrase of the vault"):
        session.opened(opened_vault.path)
    assert session.kept(opened_vault.path) is None


def test_a_kept_key_that_was_cut_counts_as_none(opened_vault: Vault, in_memory: Path) -> None:
    session.keep(opened_vault.path, opened_vault._key)
    key_file(in_memory).write_text("AGE-SECRET-KEY-1")
    assert session.kept(opened_vault.path) is None
    assert list((in_memory / "saylau").iterdir()) == []


@pytest.mark.parametrize("flaw", ["open to others", "a link", "a file", "somebody else's"])
def test_a_folder_that_is_not_private_is_not_trusted(
    opened_vault: Vault, in_memory: Path, tmp_path: Path, flaw: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = in_memory / "saylau"
    monkeypatch.setattr(session, "in_memory", lambda folder: folder == in_memory)
    if flaw == "open to others":
        place.mkdir(mode=0o755)
    elif flaw == "a link":
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        place.symlink_to(tmp_path / "elsewhere")
    elif flaw == "a file":
        place.write_text("")
    else:
        place.mkdir(mode=0o700)
        monkeypatch.setattr(os, "getuid", lambda: 4_000_000)
    assert session.place() is None
    assert not session.keep(opened_vault.path, opened_vault._key)
    assert session.kept(opened_vault.path) is None


def test_a_folder_on_a_disk_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(session, "in_memory", lambda folder: False)
    assert session.place() is None
    assert list(tmp_path.iterdir()) == []


def test_a_crash_writes_no_memory_to_disk() -> None:
    asks = "import resource; from saylau.vault.session import no_core_dumps; no_core_dumps(); "
    told = "print(resource.getrlimit(resource.RLIMIT_CORE))"
    command = [sys.executable, "-c", asks + told]
    assert subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout == "(0, 0)\n"


@pytest.mark.skipif(sys.platform != "linux", reason="the list of mounts of Linux")
def test_what_lies_in_memory_is_known_from_the_mounts_of_the_system() -> None:
    assert not session.in_memory(Path("/proc"))
    if Path("/dev/shm").is_dir():
        assert session.in_memory(Path("/dev/shm"))


def test_a_system_without_such_a_folder_asks_each_time(
    opened_vault: Vault, in_memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "getuid")
    assert session.place() is None
    assert not session.keep(opened_vault.path, opened_vault._key)
    assert session.forget_all() == 0


def test_the_vault_of_another_case_is_refused(opened_vault: Vault, in_memory: Path, tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "case.toml").write_text('id = "elsewhere"\n')
    session.keep(opened_vault.path, opened_vault._key)
    with pytest.raises(VaultError, match=r"case\.vault belongs to the case invented, and the folder beside it is"):
        session.opened(opened_vault.path)


def test_a_vault_whose_recovery_key_was_not_typed_back_takes_nobody(in_memory: Path, tmp_path: Path) -> None:
    key, wrapped = passphrase_wrapped()
    path = vault_path(tmp_path / "case")
    create(path, "invented", key, wrapped, finished=False)
    session.keep(path, key)
    with pytest.raises(VaultError, match="is not finished: its recovery key was not typed back"):
        session.opened(path)


def test_what_an_interrupted_write_left_is_told(
    opened_vault: Vault, in_memory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = opened_vault.path.with_name(f"case.vault.0123{file.UNFINISHED}")
    left.write_bytes(b"half of a")
    session.keep(opened_vault.path, opened_vault._key)
    assert session.opened(opened_vault.path).people() == opened_vault.people()
    assert "case.vault.0123.unfinished is left of a write that was interrupted" in capsys.readouterr().err
    assert left.exists()


@pytest.mark.parametrize("weak", ["", "   ", "short", "one two tre", "aaaaaaaaaaaaaaaa", "a a a a", "wo wo wo wo"])
def test_a_passphrase_that_is_easily_guessed_is_refused(weak: str) -> None:
    with pytest.raises(WrongUse, match="passphrase"):
        passphrase.refuse_weak(weak)


@pytest.mark.parametrize("strong", ["kamen reka dub zima", "qX7-pw9!kL2z", "қар тау су жел"])
def test_four_words_or_twelve_characters_are_taken(strong: str) -> None:
    passphrase.refuse_weak(strong)
    assert strong


def test_a_new_passphrase_is_asked_for_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, "kamen reka dub zima", "kamen reka dub zime")
    with pytest.raises(WrongUse, match="the two passphrases differ; nothing was written"):
        passphrase.new()


def test_a_weak_one_is_asked_for_again_on_a_terminal_three_times(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def typed(*words: str) -> None:
        left = iter(words)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr("getpass.getpass", lambda prompt: next(left))

    strong = "kamen reka dub zima"
    typed("weak", strong, "another", strong, strong)
    assert passphrase.new() == strong
    told = capsys.readouterr().err
    assert "easily guessed" in told
    assert "differ; nothing was written" in told
    typed("weak", "weaker", "weakest", strong, strong)
    with pytest.raises(WrongUse, match="easily guessed"):
        passphrase.new()


def test_letters_composed_by_another_keyboard_are_the_same_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, "\u0438\u0306 kamen reka dub zima\r")
    assert passphrase.line("x") == "\u0439 kamen reka dub zima"


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(
    tmp_path: Path, in_memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, wrapped = passphrase_wrapped()
    vault = create(tmp_path / "case.vault", "invented", key, wrapped)
    before = vault.path.read_bytes()
    type_in(monkeypatch, "another lamp orbit walnut")
    with pytest.raises(WrongKey, match="this passphrase does not open the vault; mind the keyboard's language"):
        session.opened(vault.path)
    assert vault.path.read_bytes() == before


def test_a_damaged_vault_is_told_before_the_passphrase_is_asked_for(
    tmp_path: Path, in_memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = vault_at(tmp_path / "case.vault", person())
    vault.path.write_bytes(vault.path.read_bytes()[:-7])
    type_in(monkeypatch)
    with pytest.raises(VaultError, match="is cut, changed or not a vault"):
        session.opened(vault.path)
