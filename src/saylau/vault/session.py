"""An unlocked vault between two commands: its key in a private folder that is kept in memory, for a quarter of an hour.

Where the system has no such folder (Windows, macOS), each command asks for the passphrase.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from saylau.errors import VaultDamaged, VaultError, WrongKey
from saylau.records.settings import CASE_FILE
from saylau.vault import file, keeper, passphrase
from saylau.vault.age import Key, unwrap
from saylau.vault.vault import Vault, open_with

if sys.platform != "win32":
    import resource

_MEMORY = frozenset({"tmpfs", "ramfs"})
_KEPT = ".key"


def opened(path: Path) -> Vault:
    """The vault in a file, with its kept key or else the passphrase. Raises `VaultError` and those below it."""
    vault = _opened(Path(path))
    refuse_other_case(vault)
    if not vault.finished:
        raise VaultError(
            f"{vault.path.name} is not finished: its recovery key was not typed back; do it: saylau vault new CASE"
        )
    return vault


def no_core_dumps() -> None:
    """Ask the system not to write this process's memory to disk should it crash."""
    if sys.platform != "win32":
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _opened(path: Path) -> Vault:
    no_core_dumps()
    sealed, _ = file.read(path)
    tell_left_over(path)
    key = kept(path)
    if key is not None:
        try:
            return open_with(path, key)
        except WrongKey:
            forget(path)  # the vault has a new key since, or is another one
    return open_with(path, unwrap(sealed.wrapped(), passphrase.existing()))


def case_id(folder: Path) -> str:
    """The id that a case folder gives itself in case.toml; empty where it does not say."""
    try:
        told = tomllib.loads((folder / CASE_FILE).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return ""
    return str(told.get("id", ""))


def refuse_other_case(vault: Vault) -> None:
    """Raises `VaultError` where the folder beside the vault is another case. A folder that is away is none."""
    folder = vault.path.with_name(vault.path.name.removesuffix(".vault"))
    here = case_id(folder)
    if here and here != vault.case:
        raise VaultError(
            f"{vault.path.name} belongs to the case {vault.case}, and the folder beside it is the case {here}; put the "
            "vault beside its own case, or write the old id back into case.toml"
        )


def tell_left_over(path: Path) -> None:
    """Say on standard error what interrupted writes left beside the vault."""
    for left in file.left_over(path):
        print(
            f"note: {left.name} is left of a write that was interrupted; what it was writing is not in the vault, so "
            "look and do it again. The next write removes it; it holds ciphertext only",
            file=sys.stderr,
        )


def keep(path: Path, key: Key) -> bool:
    """Keep a vault's key until it was not used for a quarter of an hour. False where the system has no place for it."""
    folder = place()
    if folder is None:
        return False
    forget_expired()
    beside = folder / f"{secrets.token_hex(8)}.new"
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(key.text())
        os.replace(beside, _file_of(folder, path))
    except OSError:
        beside.unlink(missing_ok=True)
        return False
    _watch(_file_of(folder, path))
    return True


def kept(path: Path) -> Key | None:
    """The kept key of a vault, which is used by this; None where it is locked."""
    folder = place()
    if folder is None:
        return None
    forget_expired()
    held = _file_of(folder, path)
    try:
        key = Key.of(held.read_text(encoding="ascii"))
        os.utime(held)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, VaultDamaged):
        forget(path)
        return None
    return key


def forget(path: Path) -> bool:
    """Lock a vault. Returns whether it was unlocked."""
    folder = place()
    return folder is not None and _remove(_file_of(folder, path))


def forget_all() -> int:
    """Lock every vault of this user on this machine. Returns how many were unlocked."""
    return sum(_remove(held) for held in _all())


def forget_expired() -> None:
    """Lock the vaults whose keys were not used for a quarter of an hour."""
    for held in _all():
        if keeper.expired(held, time.time()):
            _remove(held)


def place() -> Path | None:
    """The private folder for kept keys, made where it is not there yet; None where there is none to trust.

    It lies in memory (tmpfs or ramfs), belongs to this user, and nobody else may enter it.
    """
    user = _user()
    if user is None:
        return None
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    wanted = [Path(runtime) / "saylau"] if runtime else []
    for folder in (*wanted, Path(f"/dev/shm/saylau-{user}")):
        if folder.parent.is_dir() and in_memory(folder.parent) and _private(folder, user):
            return folder
    return None


def _user() -> int | None:
    """The user's number; None on Windows, where rights are of another sort."""
    ask: Callable[[], int] | None = getattr(os, "getuid", None)
    return None if ask is None else ask()


def _private(folder: Path, user: int) -> bool:
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == user and stat.S_IMODE(found.st_mode) == 0o700


def in_memory(folder: Path) -> bool:
    """Whether a folder lies in memory, as the system's list of mounts says."""
    real, best, sort = folder.resolve(), Path("/"), ""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    for mount in mounts:
        _, at, of_sort, *_ = mount.split(" ")
        where = Path(at.replace("\\040", " "))
        if real.is_relative_to(where) and len(where.parts) >= len(best.parts):
            best, sort = where, of_sort
    return sort in _MEMORY


def _all() -> Iterator[Path]:
    folder = place()
    yield from sorted(folder.glob(f"*{_KEPT}")) if folder else ()


def _file_of(folder: Path, path: Path) -> Path:
    """Where the key of a vault is kept; the name tells nothing of the case."""
    return folder / (hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:32] + _KEPT)


def _remove(held: Path) -> bool:
    try:
        held.unlink()
    except FileNotFoundError:
        return False
    return True


def _watch(held: Path) -> None:
    """Leave a small process behind that locks the vault in time, though no further command is run."""
    subprocess.Popen(
        [sys.executable, "-P", "-m", "saylau.vault.keeper", str(held)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
    )
