"""Copies of evidence in a release: those that a second person checked, of files on which a shown fact rests.

A file goes along only as a copy without metadata, and only where nothing that it supports is kept back: a paper tells
of everything that stands in it. Restricted files never leave.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from saylau.assessment.leaks import Guard
from saylau.errors import ReportRefused
from saylau.records.case import Case as Read
from saylau.records.csvtext import list_bytes
from saylau.records.fact import Display
from saylau.server.access.guard import NotPermitted
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.evidence.custody import write_custody
from saylau.server.evidence.derivatives import ENDINGS, publishable
from saylau.server.evidence.held import Held
from saylau.server.evidence.keys import Keys, keys_of
from saylau.server.evidence.limited import LIMITS, run_limited
from saylau.server.evidence.models import Derivative, Evidence, Passage
from saylau.server.evidence.reasons import sentence
from saylau.server.publish.files import write_new
from saylau.server.publish.models import Release
from saylau.server.publish.words_in import words_in
from saylau.server.store.models import SOURCE, Case
from saylau.server.vault.keeper import Locked
from saylau.tables.limited import Limits

FOLDER = "evidence"
"""Where the copies stand in a release."""
INDEX = f"{FOLDER}/index.csv"
_HEADER = ("fact", "source", "locator", "file", "sha256", "media_type")


@dataclass(frozen=True)
class Standing:
    """What of the accepted facts stands in the public copy as it was entered, and what is kept back."""

    shown: Mapping[str, str]
    """Name of a fact to its source."""
    kept_back: frozenset[str]
    """Names of accepted facts that are withheld, or shown with a bound in place of a number or without their words."""

    @classmethod
    def of(cls, accepted: Read, checked: Read, public: Read) -> Standing:
        """What stands in the copy `public` of the case `checked`, which was let in out of `accepted`."""
        before = {fact.fact: fact for fact in checked.facts}
        same = [fact for fact in public.facts if fact == before.get(fact.fact) and fact.source in public.sources]
        shown = {fact.fact: fact.source for fact in same}
        return cls(shown, frozenset(fact.fact for fact in accepted.facts) - shown.keys())


@dataclass(frozen=True)
class Chosen:
    """The copies that go along, each with the places that it shows, and how many files stay behind and why."""

    copies: tuple[tuple[Derivative, tuple[Passage, ...]], ...]
    left: Mapping[str, int]


def keys_for(by: User | None, case: Case) -> Keys:
    """What opens the copies of a case. Raises `Locked` where some are encrypted and the vault is not open."""
    keys = keys_of(by, case)
    if not keys and Derivative.objects.filter(evidence__case=case).exclude(kept_as="").exists():
        raise Locked(
            _(
                "The copies of evidence are encrypted, and the vault is locked for whoever builds. Unlock the vault "
                "and build the release again, or leave the copies out of it."
            )
        )
    return keys


def choose(case: Case, standing: Standing) -> Chosen:
    """The copies of a case that may go along, in the order in which their files were received.

    Of a file with several checked copies it is the one that was checked last.
    """
    places = Passage.objects.filter(evidence__case=case, evidence__restricted=False).exclude(fact__kind=SOURCE)
    rows = places.select_related("evidence", "fact").order_by("evidence_id", "fact__name", "pk")
    checked = Derivative.objects.filter(evidence__case=case, checked_by__isnull=False).select_related("evidence")
    last = {made.evidence_id: made for made in checked.order_by("checked_at", "pk")}
    copies, left = [], {"kept_back": 0, "changed": 0, "unchecked": 0}
    for evidence, of_file in groupby(rows, key=lambda row: row.evidence):
        supports = tuple(of_file)
        shows = tuple(row for row in supports if row.fact.name in standing.shown)
        if not shows:
            continue
        if any(_kept_back(row, standing) for row in supports):
            left["kept_back"] += 1
        elif not evidence.intact:
            left["changed"] += 1
        elif evidence.pk not in last:
            left["unchecked"] += 1
        else:
            copies.append((last[evidence.pk], shows))
    return Chosen(tuple(copies), left)


def _kept_back(row: Passage, standing: Standing) -> bool:
    return row.fact.name in standing.kept_back or row.fact.display != str(Display.PUBLIC)


def write_copies(chosen: Chosen, standing: Standing, out: Path, keys: Keys, guard: Guard) -> list[dict[str, str]]:
    """Write the copies and their index below a folder, looked over for names; what was written, as a release keeps it.

    Raises `ReportRefused`, `Mismatch` and `Locked`; nothing of the release is built then.
    """
    told, rows = [], []
    (out / FOLDER).mkdir()
    for number, (made, shows) in enumerate(chosen.copies, 1):
        if made.media_type not in ENDINGS:
            why = "nobody can look for names in a file of this sort; leave the copies of evidence out"
            raise ReportRefused(f"a copy of evidence of the type {made.media_type}: {why}")
        path = f"{FOLDER}/{number:03}{ENDINGS[made.media_type]}"
        with publishable(made, keys) as file:
            data = file.read()
        write_new(out / path, data)
        digest = hashlib.sha256(data).hexdigest()
        look_into(path, out / path, guard)
        told.append({"path": path, "sha256": digest, "copy": made.uid, "of": made.evidence.uid})
        rows += [
            (row.fact.name, standing.shown[row.fact.name], row.locator, path, digest, made.media_type) for row in shows
        ]
    write_new(out / INDEX, list_bytes(_HEADER, sorted(rows)))
    look_into(INDEX, out / INDEX, guard)
    return told


def look_into(path: str, file: Path, guard: Guard) -> None:
    """Raise `ReportRefused` where a file of a release says a name that the guard knows, or nobody can look into it."""
    for place, text in said_in(path, file):
        guard.refuse(place, text)


def said_in(path: str, file: Path, limits: Limits = LIMITS) -> Iterator[tuple[str, str]]:
    """Place and text of everything that a file of a release says; a PDF from elsewhere is read in a limited process."""
    if PurePosixPath(path).parts[0] != FOLDER or PurePosixPath(path).suffix != ".pdf":
        yield from words_in(path, file.read_bytes())
        return
    with Held() as words:
        answer = run_limited("words", file, limits, words)
        if answer.why:
            why = sentence(answer.why, answer.values)
            raise ReportRefused(
                f"{path}: nobody can look for names in it, so it does not leave. {why} "
                "Make pictures of its pages and add them as evidence, or leave the copies of evidence out"
            )
        words.file.seek(0)
        yield path, words.file.read().decode("utf-8", "replace")


def copies_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Sequence[str]] | None:
    """Copies added and gone from one release to another, by what building told of each; None where neither has any.

    A copy is the same by its bytes, whatever its number.
    """
    old, new = ({one["sha256"]: one["path"] for one in told.get("copies", ())} for told in (before, after))
    if not old and not new:
        return None
    return {
        "added": sorted(path for digest, path in new.items() if digest not in old),
        "removed": sorted(path for digest, path in old.items() if digest not in new),
    }


def check_copies(release: Release) -> None:
    """Raise `NotPermitted` where a file of which a copy stands in a release was restricted or changed since."""
    of = {one["of"]: one["path"] for one in release.report.get("copies", ())}
    free = Evidence.objects.filter(uid__in=of, restricted=False, intact=True).values_list("uid", flat=True)
    if gone := sorted(of[uid] for uid in of.keys() - set(free)):
        raise NotPermitted(
            _(
                "The files of these copies were restricted, or found changed, since this was built: %(files)s. Send it "
                "back and build it anew."
            )
            % {"files": ", ".join(gone)}
        )


def write_published(by: User, release: Release) -> None:
    """The event and the row of custody of each copy that is published, within the transaction that publishes it.

    Raises `NotPermitted` as `check_copies` does: the events hold the chain, so that nothing is restricted meanwhile.
    """
    told = release.report.get("copies", ())
    items = {item.uid: item for item in Evidence.objects.filter(uid__in=[one["of"] for one in told])}
    for one in told:
        detail = {"release": release.uid, "copy": one["copy"], "file": one["path"]}
        append(by.uid, "evidence.publish", one["of"], detail)
        note = _("release %(number)d, %(file)s") % {"number": release.number, "file": one["path"]}
        write_custody(items[one["of"]], "published", by, note)
    check_copies(release)
