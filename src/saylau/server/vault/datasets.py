"""A research data set of those who agreed to one, in which nobody stands alone; taken when a second person agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from saylau.casework.dataset import LADDERS, SENSITIVE, as_csv, asked, data_set, groups, tells_few
from saylau.casework.minors import minors_of
from saylau.casework.released import record_release
from saylau.errors import ReportRefused, WrongUse
from saylau.methods.anonymity import Anonymous
from saylau.records.case import Case as Read
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.store.models import Case
from saylau.server.vault.access import read_now, today
from saylau.server.vault.asking import ask, check_can_take
from saylau.server.vault.keeper import change
from saylau.server.vault.models import Asked
from saylau.server.vault.told import words_here
from saylau.vault.entries import Release
from saylau.vault.ledger import PUBLIC, Detail
from saylau.vault.vault import Vault


@dataclass(frozen=True)
class Counted:
    """A data set before it is made, in numbers; it tells of no row."""

    agreed: int
    refused: int
    smallest: int
    rows: int
    """Rows that it would have; 0 where no file can be made."""
    dropped: int
    coarser: str
    """Columns that are made coarser."""
    k: int
    l: int  # noqa: E741 - as the literature has it
    t: str


def counted(vault: Vault, case: Case) -> Counted:
    """How many agreed, and what a data set of today would be."""
    read, persons, refused, made = _made(vault, case)
    if made is None:
        return Counted(len(persons), refused, read.info.smallest, 0, 0, "", 0, 0, "")
    words = words_here()
    coarser = ", ".join(words.say(name) for name in LADDERS if made.levels[name])
    return Counted(
        len(persons), refused, read.info.smallest, len(made.rows), made.dropped, coarser, made.k, made.l,
        f"{float(made.t):.2f}",
    )  # fmt: skip


def _made(vault: Vault, case: Case) -> tuple[Read, tuple[str, ...], int, Anonymous | None]:
    read, people, day = read_now(case), vault.people(), today()
    found = asked(read, people, day, minors_of(read, people, day))
    return read, found.persons, len(found.not_granted), data_set(found, read.info.smallest)


def ask_for_data_set(by: User, case: Case, reason: str, vault: Vault) -> Asked:
    """Ask that it may go out. Raises `WrongUse` where none can be made."""
    read, _persons, _refused, made = _made(vault, case)
    if made is None:
        raise WrongUse(_too_few(read))
    return ask(by, case, Asked.DATASET, reason, vault)


def _too_few(read: Read) -> str:
    said = _("Too few for groups of at least %(smallest)d people with two different values of %(sensitive)s.")
    return said % {"smallest": read.info.smallest, "sensitive": words_here().say(SENSITIVE)}


def take_data_set(session_key: str | None, by: User, of: Asked) -> tuple[str, bytes]:
    """The file to which a second person agreed, by the consents of today; recorded as gone out before it does.

    It is recorded of everybody who agreed, though some rows may be dropped: which ones is told to nobody. It is taken
    once: a day later others may have agreed, and two files together could tell of the few in which they differ.
    """
    check_can_take(by, of)

    def do(vault: Vault) -> tuple[str, bytes]:
        now = Asked.objects.select_for_update().get(pk=of.pk)
        check_can_take(by, now)
        read, persons, _refused, made = _made(vault, of.case)
        if made is None:
            raise ReportRefused(_too_few(read))
        _refuse_differences(vault, of.case, persons, made, read.info.smallest)
        data, day = as_csv(made), today()
        name, digest = f"{of.case.slug}-people-{day.isoformat()}.csv", sha256(data).hexdigest()
        append(by.uid, "export.data_set", of.case.uid, {"file": name, "sha256": digest, "rows": len(made.rows)})
        minors = minors_of(read, {n: vault.entries(n) for n in persons}, day)
        told = dict.fromkeys(persons, (Detail.ROW,))
        record_release(vault, told, what=name, sha256=digest, audience=PUBLIC, on=day, minors=minors)
        now.arguments = {
            "sha256": digest, "people": len(persons), "levels": dict(made.levels), "groups": dict(groups(made)),
        }  # fmt: skip
        now.state = Asked.DONE
        now.save()
        return name, data

    return change(session_key, of.case, do)


def _refuse_differences(vault: Vault, case: Case, persons: Sequence[str], made: Anonymous, smallest: int) -> None:
    """Raise `ReportRefused` where the file, beside one that left before, tells of fewer people than a group holds."""
    for left in Asked.objects.filter(case=case, what=Asked.DATASET, state=Asked.DONE).order_by("pk"):
        told = left.arguments
        stayed = sum(_stood_in(vault, number, told["sha256"]) for number in persons)
        joined, gone = len(persons) - stayed, told["people"] - stayed
        few = any(0 < number < smallest for number in (joined, gone))
        alike = told["levels"] == dict(made.levels)
        if few or (alike and tells_few(told["groups"], groups(made), smallest)):
            raise ReportRefused(
                _("With the data set of %(day)s it would tell of fewer than %(smallest)d people. Wait for more.")
                % {"day": left.agreed_at.date() if left.agreed_at else "", "smallest": smallest}
            )


def _stood_in(vault: Vault, number: str, digest: str) -> bool:
    return any(isinstance(entry, Release) and entry.sha256 == digest for entry in vault.entries(number))
