"""Writing is interrupted, refused or done twice at once. Nothing that was kept is lost, and what happened is told."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from saylau.errors import VaultChanged, VaultError
from saylau.vault import file
from saylau.vault.entries import Withdrawal
from saylau.vault.vault import Vault, open_with
from tests.vault.invented import DAY, person, vault_at

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and rights of POSIX")


def others(vault: Vault) -> list[str]:
    """What stands beside the vault, without its lock."""
    return sorted(p.name for p in vault.path.parent.iterdir() if p.name not in (vault.path.name, "case.vault.lock"))


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
@pytest.mark.parametrize("error", [OSError(errno.EIO, "I/O error"), KeyboardInterrupt()], ids=["disk", "ctrl-c"])
def test_a_write_that_fails_at_any_step_leaves_the_vault_as_it_was(
    opened_vault: Vault, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    before = opened_vault.path.read_bytes()
    opened_vault.add("P-0001", Withdrawal(on=DAY))
    real = getattr(os, step)

    def fails(*given: object, **more: object) -> object:
        if step == "open" and not str(given[0]).endswith(file.UNFINISHED):
            return real(*given, **more)
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(os, step, fails)
        with pytest.raises((VaultError, KeyboardInterrupt)) as told:
            opened_vault.save()
    assert opened_vault.path.read_bytes() == before
    assert others(opened_vault) == []
    if isinstance(told.value, VaultError):
        assert "nothing was written and the vault is as it was before (I/O error)" in str(told.value)
    opened_vault.save()
    assert open_with(opened_vault.path, opened_vault._key).entries("P-0001")[-1] == Withdrawal(on=DAY)


@POSIX
def test_a_folder_that_does_not_confirm_is_told_and_the_vault_was_written(
    opened_vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_vault.add("P-0001", Withdrawal(on=DAY))
    real = os.fsync

    def fails_for_folders(handle: int) -> None:
        if os.path.isdir(f"/dev/fd/{handle}") or os.fstat(handle).st_mode & 0o040000:
            raise OSError(errno.EIO, "I/O error")
        real(handle)

    monkeypatch.setattr(os, "fsync", fails_for_folders)
    with pytest.raises(VaultError, match="was written, but the system does not confirm"):
        opened_vault.save()
    assert open_with(opened_vault.path, opened_vault._key).entries("P-0001")[-1] == Withdrawal(on=DAY)


CHILD = """
import os, resource, signal, sys
from datetime import date
from pathlib import Path
from saylau.errors import SaylauError, VaultChanged
from saylau.vault.age import Key
from saylau.vault.entries import Account, Withdrawal
from saylau.vault.vault import open_with

path, do = Path(sys.argv[1]), sys.argv[2]
key = Key.of(sys.stdin.read())
def die(*given):
    os.kill(os.getpid(), signal.SIGKILL)
if do in ("fsync", "replace"):
    setattr(os, do, die)
if do == "after":
    real = os.replace
    def replace_and_die(a, b):
        real(a, b); die()
    os.replace = replace_and_die
if do == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
if do == "many":
    for turn in range(4):
        while True:
            vault = open_with(path, key)
            vault.add(vault.new_handle(), Account(on=date(2026, 3, 1), text=f"{sys.argv[3]} {turn}"))
            try:
                vault.save()
                break
            except VaultChanged:
                continue
    sys.exit(0)
vault = open_with(path, key)
vault.add("P-0001", Withdrawal(on=date(2026, 3, 1)))
try:
    vault.save()
except SaylauError as error:
    sys.exit(str(error))
"""


def child(vault: Vault, do: str, *more: str) -> subprocess.Popen[str]:
    """Another process that opens the same vault and does one thing to it."""
    command = [sys.executable, "-c", CHILD, str(vault.path), do, *more]
    started = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert started.stdin is not None
    started.stdin.write(vault._key.text())
    started.stdin.close()
    started.stdin = None
    return started


def ended(vault: Vault, do: str) -> tuple[int, str]:
    """How the other process ended, and what it said."""
    running = child(vault, do)
    _, said = running.communicate(timeout=30)
    return running.returncode, said


@POSIX
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_process_killed_in_the_middle_of_a_write_leaves_the_vault_and_a_file_that_is_told(
    opened_vault: Vault, step: str
) -> None:
    before = opened_vault.path.read_bytes()
    assert ended(opened_vault, step) == (-9, "")
    assert opened_vault.path.read_bytes() == before
    assert len(file.left_over(opened_vault.path)) == 1
    assert b"Testov" not in file.left_over(opened_vault.path)[0].read_bytes()
    found = open_with(opened_vault.path, opened_vault._key)
    found.erase("P-0001", DAY)
    found.save()
    assert others(found) == [], "the next write, and so an erasure, removes what was left over"


@POSIX
def test_a_process_killed_just_after_the_file_was_replaced_has_written_it(opened_vault: Vault) -> None:
    assert ended(opened_vault, "after") == (-9, "")
    assert open_with(opened_vault.path, opened_vault._key).entries("P-0001")[-1] == Withdrawal(on=DAY)


@POSIX
def test_a_full_disk_is_told_and_the_vault_is_as_it_was(opened_vault: Vault) -> None:
    before = opened_vault.path.read_bytes()
    _, said = ended(opened_vault, "full")
    assert "nothing was written and the vault is as it was before (File too large); make room" in said
    assert opened_vault.path.read_bytes() == before
    assert others(opened_vault) == []


@POSIX
def test_three_processes_that_write_at_once_lose_nothing(opened_vault: Vault) -> None:
    running = [child(opened_vault, "many", name) for name in "abc"]
    assert [each.communicate(timeout=60)[1] for each in running] == ["", "", ""]
    told = [entries[-1].text for entries in open_with(opened_vault.path, opened_vault._key).people().values()
            if entries[-1].kind == "account"]  # fmt: skip
    assert sorted(told) == sorted(f"{name} {turn}" for name in "abc" for turn in range(4))


def test_of_two_threads_that_read_the_same_state_one_writes_and_the_other_is_told(opened_vault: Vault) -> None:
    both = [open_with(opened_vault.path, opened_vault._key) for _ in range(2)]
    wrong: list[str] = []

    def add(vault: Vault, text: str) -> None:
        vault.add(vault.new_handle(), *person(text))
        try:
            vault.save()
        except VaultChanged as error:
            wrong.append(str(error))

    threads = [threading.Thread(target=add, args=(v, f"Invented-{i}")) for i, v in enumerate(both)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == ["case.vault was changed since it was read; nothing was written; run the command again"]
    assert len(open_with(opened_vault.path, opened_vault._key).numbers()) == 4


@POSIX
def test_a_vault_that_is_a_link_is_written_where_the_link_leads(opened_vault: Vault, tmp_path: Path) -> None:
    elsewhere = tmp_path / "stick"
    elsewhere.mkdir()
    opened_vault.path.rename(elsewhere / "kept.vault")
    opened_vault.path.symlink_to(elsewhere / "kept.vault")
    opened_vault.add("P-0001", Withdrawal(on=DAY))
    opened_vault.save()
    assert opened_vault.path.is_symlink()
    assert open_with(elsewhere / "kept.vault", opened_vault._key).entries("P-0001")[-1] == Withdrawal(on=DAY)


@POSIX
def test_what_is_no_file_is_refused_and_not_read_without_end(opened_vault: Vault) -> None:
    opened_vault.path.unlink()
    os.mkfifo(opened_vault.path)
    with pytest.raises(VaultError, match="no vault, but a folder or device"):
        open_with(opened_vault.path, opened_vault._key)


def test_a_vault_that_was_removed_since_is_not_written_anew(opened_vault: Vault) -> None:
    opened_vault.path.unlink()
    with pytest.raises(VaultChanged, match="changed since it was read"):
        opened_vault.save()
    assert not opened_vault.path.exists()


def test_a_writer_waits_for_another_and_then_gives_up_without_writing(
    opened_vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "SECONDS_TO_WAIT", 0.1)
    before = opened_vault.path.read_bytes()
    with FileLock(f"{opened_vault.path}.lock"), pytest.raises(VaultChanged, match="being written by another run"):
        opened_vault.save()
    assert opened_vault.path.read_bytes() == before


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder that may be read and not written, by a user who is not the administrator."""
    if sys.platform == "win32":
        pytest.skip("rights of POSIX")
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)
        os.seteuid(os.getuid())
        Path(name).chmod(0o700)


def test_a_folder_that_may_not_be_written_is_told(read_only: Path) -> None:
    vault = vault_at(read_only / "case.vault", person())
    before = vault.path.read_bytes()
    vault.path.chmod(0o644)
    Path(f"{vault.path}.lock").unlink(missing_ok=True)
    read_only.chmod(0o555)
    if os.getuid() == 0:
        os.seteuid(65534)
    with pytest.raises(VaultError, match="nothing was written") as told:
        vault.save()
    assert "Permission denied" in str(told.value)
    assert vault.path.read_bytes() == before


@POSIX
def test_a_vault_that_may_not_be_read_is_told(read_only: Path) -> None:
    vault = vault_at(read_only / "case.vault", person())
    vault.path.chmod(0o000)
    read_only.chmod(0o555)
    if os.getuid() == 0:
        os.seteuid(65534)
    with pytest.raises(VaultError, match=r"cannot be read \(Permission denied\)"):
        open_with(vault.path, vault._key)
