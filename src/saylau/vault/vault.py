"""A vault that is open: handles and their entries. Handles are case numbers, list entries, and the case as a whole.

A handle has its own data key; without the key its entries are noise. To erase a handle is to destroy the key.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from saylau.errors import NotFound, VaultDamaged, VaultError, WrongKey, WrongUse
from saylau.vault import file
from saylau.vault.age import Key, Wrapped, decrypt, encrypt, new_identity, recipient_of
from saylau.vault.entries import NUMBER, Entry, Judgement, LinkageMade, ListEntry

COMMON = "common"
"""Handle of what belongs to the case as a whole: judgements, linkages."""
PEOPLE = "P"
"""Series of case numbers that are given unless told otherwise."""
LISTED = "E"
"""Series of list entries; never a case number of a person."""
_BLOCK = 1024
"""Entries are filled up to a multiple of so many bytes, so that the size of a slot tells little."""


class _Slotted(BaseModel):
    """What stands encrypted in a slot. It names its handle, so that two slots cannot change places."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    handle: str
    entries: tuple[Entry, ...]


class Erased(BaseModel):
    """What is left of an erased handle: the slot that it had and the day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slot: str
    on: date


class _Index(BaseModel):
    model_config = ConfigDict(extra="forbid")

    case: str
    saved: int = 0
    finished: bool = True
    handles: dict[str, str] = {}
    erased: dict[str, Erased] = {}
    files: tuple[str, ...] = ()


_ENTRIES: TypeAdapter[tuple[Entry, ...]] = TypeAdapter(tuple[Entry, ...])


@dataclass
class _Open:
    """One handle: slot, data key and entries, decrypted when they are first asked for."""

    slot: str
    identity: str = ""
    entries: tuple[Entry, ...] | None = None
    changed: bool = False


def vault_path(case_folder: Path) -> Path:
    """Where the vault of a case stands: beside its folder, never in it."""
    folder = Path(case_folder).resolve()
    return folder.with_name(f"{folder.name}.vault")


def _count_of(handle: str) -> int:
    """The number of a handle without its series: 42 of P-0042."""
    return int("0" + re.sub(r"[^0-9]", "", handle))


def series_of(handle: str) -> str:
    """The letters of a handle: `P` of P-0042; empty for the case as a whole."""
    found = re.match(r"[A-Z]+", handle)
    return found[0] if found else ""


class Vault:
    """An open vault. Changes stand in memory until `save`; nothing of it is ever written to disk unencrypted."""

    def __init__(self, path: Path, key: Key, sealed: file.Sealed, read_as: str | None, index: _Index) -> None:
        self.path, self._key, self._sealed, self._read_as, self._index = path, key, sealed, read_as, index
        self._open = {handle: _Open(slot) for handle, slot in index.handles.items()}
        self._last: dict[str, int] = {}

    def __repr__(self) -> str:
        return f"Vault({self.path.name})"

    @property
    def case(self) -> str:
        """Id of the case to which the vault belongs."""
        return self._index.case

    @property
    def finished(self) -> bool:
        """Whether the recovery key was typed back. Until then nobody may be put in."""
        return self._index.finished

    def finish(self) -> None:
        """The recovery key was typed back and opens the vault."""
        self._index.finished = True

    @property
    def saved(self) -> int:
        """How many times the vault was written. An older copy in its place shows by a smaller number."""
        return self._index.saved

    @property
    def erased(self) -> Mapping[str, Erased]:
        """Handles that were erased. Their numbers are not given again."""
        return dict(self._index.erased)

    @property
    def file_keys(self) -> tuple[str, ...]:
        """Keys of files that stand encrypted outside the vault, as age identities; the newest last."""
        return self._index.files

    def new_file_key(self) -> str:
        """Make the key to which such files are encrypted from now on, and return its public half.

        `save` writes it. Earlier keys stay, for the files that were encrypted to them.
        """
        identity = new_identity()
        self._index.files = (*self._index.files, identity)
        return recipient_of(identity)

    def numbers(self) -> tuple[str, ...]:
        """The case numbers of all people, in order."""
        return tuple(h for h in self._in_order() if h != COMMON and series_of(h) != LISTED)

    def handles(self, series: str) -> tuple[str, ...]:
        """All handles of a series, in order: `E` for list entries."""
        return tuple(handle for handle in self._in_order() if series_of(handle) == series)

    def people(self) -> Mapping[str, tuple[Entry, ...]]:
        """Case number to entries, of all people."""
        return {number: self.entries(number) for number in self.numbers()}

    def entries(self, handle: str) -> tuple[Entry, ...]:
        """The entries of a handle in the order in which they were added; none yet of the case as a whole is empty.

        Raises `NotFound` for a handle that the vault does not hold.
        """
        if handle not in self._open:
            if handle == COMMON:
                return ()
            self._refuse_erased(handle)
            raise NotFound(f"the vault holds nothing under {handle}; `saylau vault show CASE` lists its case numbers")
        return self._entries(handle, self._open[handle])

    def add(self, handle: str, *entries: Entry) -> None:
        """Add entries to a handle, which begins with them if it is new. Raises `WrongUse` for no handle."""
        if handle != COMMON and not re.fullmatch(NUMBER, handle):
            raise WrongUse(f"{handle!r} is not a case number; write letters of a series and a number, such as P-0042")
        self._refuse_erased(handle)
        checked = _ENTRIES.validate_python(entries)
        if handle not in self._open:
            self._open[handle] = _Open(secrets.token_hex(16), new_identity(), ())
            series = series_of(handle)
            if series in self._last:
                self._last[series] = max(self._last[series], _count_of(handle))
        opened = self._open[handle]
        opened.entries = (*self._entries(handle, opened), *checked)
        opened.changed = True

    def new_handle(self, series: str = PEOPLE, taken: Collection[str] = ()) -> str:
        """The next number of a series, after all that were ever given: P-0001, P-0002 ...

        `taken` holds numbers that are used elsewhere, such as those of persons of whom only the case knows.
        """
        if series not in self._last:
            known = [_count_of(h) for h in (*self._open, *self._index.erased) if series_of(h) == series]
            self._last[series] = max(known, default=0)
        used = {_count_of(number) for number in taken if series_of(number) == series}
        self._last[series] = max(self._last[series], max(used, default=0)) + 1
        return f"{series}-{self._last[series]:04d}"

    def erase(self, handle: str, on: date) -> tuple[str, ...]:
        """Destroy a handle's data key and entries; with a person also the list entries known to be about them.

        What was decided on an erased list entry goes too, since a reason may name, and every linkage that holds one.
        Returns all handles that went; each leaves its number and the day. Raises `NotFound`.
        """
        if handle == COMMON:
            raise WrongUse("what belongs to the case as a whole is not erased; name a case number or a list entry")
        self.entries(handle)
        about = [e for e in self.handles(LISTED) if self._is_about(e, handle)]
        gone = (handle, *(e for e in about if e != handle))
        for each in gone:
            self._index.erased[each] = Erased(slot=self._open.pop(each).slot, on=on)
        judged = tuple(e for e in self.entries(COMMON) if isinstance(e, Judgement) and {e.one, e.other} & set(gone))
        self._drop(judged)
        self.drop_linkages(gone)
        return gone

    def drop_linkages(self, listed: Collection[str]) -> tuple[LinkageMade, ...]:
        """Remove every linkage that holds one of these list entries, so that none tells of whom is out; returns them.

        A linkage is made from what else stands here, and can be made anew without them.
        """
        out = set(listed)
        made = (e for e in self.entries(COMMON) if isinstance(e, LinkageMade))
        gone = tuple(e for e in made if any(out & set(group) for group in e.clusters))
        self._drop(gone)
        return gone

    def _drop(self, gone: Collection[Entry]) -> None:
        """Take entries of the case as a whole out of the vault."""
        held = self.entries(COMMON)
        kept = tuple(e for e in held if not any(e is each for each in gone))
        if len(kept) < len(held):
            self._open[COMMON].entries, self._open[COMMON].changed = kept, True

    def erase_as_in(self, later: Vault) -> tuple[str, ...]:
        """Erase what a later copy of this vault had erased; returns the handles that were still here.

        For an older copy that was put back. A handle is the same only if it has the slot of which the later copy tells.
        """
        if later.case != self.case:
            raise WrongUse(f"{later.path.name} belongs to another case; name a later copy of {self.path.name}")
        return self.erase_these(later.erased)

    def erase_these(self, later: Mapping[str, Erased]) -> tuple[str, ...]:
        """The same by a list of handles that were erased; their numbers are not given again."""
        gone: list[str] = []
        for handle, erased in later.items():
            if handle not in self._open:
                self._index.erased.setdefault(handle, erased)
            elif self._open[handle].slot == erased.slot:
                gone += self.erase(handle, erased.on)
        return tuple(gone)

    def save(self) -> None:
        """Write the vault in one step. Raises `VaultChanged` where somebody else wrote it, `VaultError` of the disk."""
        slots = {opened.slot: self._slot(handle, opened) for handle, opened in self._open.items()}
        handles = {handle: opened.slot for handle, opened in self._open.items()}
        index = self._index.model_copy(update={"handles": handles, "saved": self._index.saved + 1})
        text = encrypt(_filled(index.model_dump_json()), self._key.identity)
        sealed = self._sealed.model_copy(update={"slots": slots, "index": text}).sealed(self._key)
        self._read_as = file.write(self.path, sealed, self._read_as)
        self._sealed, self._index = sealed, index
        for opened in self._open.values():
            opened.changed = False

    def rekey(self, key: Key, wrapped: Wrapped) -> None:
        """Encrypt everything anew under a new key and new data keys; `save` writes it.

        Whoever has an older copy and what opened it reads that copy, and nothing that is written from now on. Where
        there are keys of files, a new one is made; files that stand encrypted to the earlier ones stay so.
        """
        if self._index.files:
            self.new_file_key()
        for handle, opened in self._open.items():
            opened.entries, opened.identity, opened.changed = self._entries(handle, opened), new_identity(), True
        self._key = key
        self._sealed = self._sealed.model_copy(update={"passphrase": wrapped.passphrase, "recovery": wrapped.recovery})

    def _in_order(self) -> list[str]:
        return sorted(self._open, key=lambda handle: (series_of(handle), _count_of(handle), handle))

    def _is_about(self, listed: str, number: str) -> bool:
        return any(isinstance(e, ListEntry) and e.person == number for e in self.entries(listed))

    def _refuse_erased(self, handle: str) -> None:
        if handle in self._index.erased:
            raise WrongUse(f"{handle} was erased on {self._index.erased[handle].on}; its number is not used again")

    def _entries(self, handle: str, opened: _Open) -> tuple[Entry, ...]:
        if opened.entries is None:
            slot = self._sealed.slots[opened.slot]
            try:
                opened.identity = decrypt(slot.key, self._key.identity).decode("ascii")
                held = _Slotted.model_validate_json(decrypt(slot.entries, opened.identity))
            except (WrongKey, UnicodeDecodeError):
                raise VaultDamaged(f"{self.path.name}: {handle} does not open; put a whole copy in its place") from None
            except ValidationError:
                raise VaultError(
                    f"{self.path.name}: {handle} holds an entry that this saylau does not know; use the newer one that "
                    "wrote it"
                ) from None
            if held.handle != handle:
                raise VaultDamaged(
                    f"{self.path.name}: under {handle} stands another one; put a whole copy in its place"
                )
            opened.entries = held.entries
        return opened.entries

    def _slot(self, handle: str, opened: _Open) -> file.Slot:
        """A handle as it goes to the file; what was not changed stays as it stands there."""
        if not opened.changed:
            return self._sealed.slots[opened.slot]
        held = _Slotted(handle=handle, entries=self._entries(handle, opened))
        return file.Slot(
            key=encrypt(opened.identity.encode("ascii"), self._key.identity),
            entries=encrypt(_filled(held.model_dump_json()), opened.identity),
        )


def _filled(text: str) -> bytes:
    """Text filled up with spaces to a whole number of blocks."""
    data = text.encode()
    return data + b" " * (-len(data) % _BLOCK)


def create(path: Path, case: str, key: Key, wrapped: Wrapped, *, finished: bool = True) -> Vault:
    """A new and empty vault of a case, written at once. Raises `VaultChanged` where there is one already.

    `finished` is False as long as the recovery key was not typed back.
    """
    empty = file.Sealed(passphrase=wrapped.passphrase, recovery=wrapped.recovery, index="", slots={})
    vault = Vault(path, key, empty, None, _Index(case=case, finished=finished))
    vault.save()
    return vault


def open_with(path: Path, key: Key) -> Vault:
    """The vault in a file. Raises `WrongKey` for the key of another, `VaultDamaged` for a file that was changed."""
    sealed, read_as = file.read(path)
    return _opened(path, key, sealed, read_as)


def _opened(path: Path, key: Key, sealed: file.Sealed, read_as: str) -> Vault:
    try:
        text = decrypt(sealed.index, key.identity)
    except WrongKey:
        raise WrongKey(
            f"this key does not open {path.name}; it is the key of another vault or of an older state"
        ) from None
    if not sealed.is_of(key):
        raise VaultDamaged(
            f"{path.name} was changed by somebody who did not hold its key: something was removed, moved or put in. "
            "Nothing was opened. Keep the file, and put a whole copy in its place"
        )
    try:
        index = _Index.model_validate_json(text)
    except ValidationError:
        raise VaultError(f"{path.name} was written by a newer saylau; use that one") from None
    if set(index.handles.values()) != set(sealed.slots):
        raise VaultDamaged(f"{path.name}: its index and its slots do not agree; put a whole copy in its place")
    return Vault(path, key, sealed, read_as, index)
