"""What was computed of a case, kept in the data folder: one file a language, written whole, with the case's version."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from saylau.records.in_one_step import write_in_one_step
from saylau.server.assessment.told import Told
from saylau.server.store.models import Case
from saylau.server.vault.keeper import exists, path_of

PRIVATE = 0o600


@dataclass(frozen=True)
class Kept:
    """What was computed of a case, in one language."""

    told: Told
    case_version: int
    asked: Told
    """How the ledger of consent was asked: `asked` is `no vault`, `nobody` or `ledger`, with `day` and `left_out`."""
    made_at: str
    problems: tuple[Told, ...]
    """Why the case could not be read, where it could not; nothing else is there then."""

    def stale(self, case: Case) -> bool:
        """Whether the case changed since, or the ledger of consent was asked on another day or written since."""
        if self.changed(case):
            return True
        return "day" in self.asked and (self.asked["day"], self.asked.get("written")) != ledger_today(case)

    def changed(self, case: Case) -> bool:
        """Whether the case changed since, signatures aside, which are asked for anew on each page."""
        return case.version not in (self.case_version, _carried(case).get(str(self.case_version)))

    @property
    def findings(self) -> dict[str, Told]:
        """Findings by id, in the order of the checks."""
        return {finding["id"]: finding for finding in self.told.get("findings", ())}


def ledger_today(case: Case) -> tuple[str, int | None]:
    """Today, and when the vault was last written; None where there is none."""
    return date.today().isoformat(), path_of(case).stat().st_mtime_ns if exists(case) else None


def folder_of(case: Case) -> Path:
    """Where what was computed of a case is kept."""
    return Path(settings.DATA) / "assessments" / case.uid


def keep(case: Case, language: str, content: dict[str, Any]) -> None:
    """Keep what was computed, in place of what was kept before."""
    folder = folder_of(case)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    write_in_one_step(folder / f"{language}.json", data, ".new", PRIVATE)


def kept(case: Case, language: str) -> Kept | None:
    """What is kept of a case in a language, or else in English; None where nothing was computed yet."""
    for name in (language, "en"):
        path = folder_of(case) / f"{name}.json"
        try:
            return _read(str(path), path.stat().st_mtime_ns)
        except FileNotFoundError:
            continue
    return None


def carry_over(case: Case, found: Kept, before: int) -> None:
    """What was computed holds for the case still: since the version `before`, at which it did, only a conclusion was
    signed or revoked, so that the version rose by one at most. Where it rose by more, others changed the case too.
    """
    now = Case.objects.values_list("version", flat=True).get(pk=case.pk)
    if before in (found.case_version, _carried(case).get(str(found.case_version))) and now == before + 1:
        data = json.dumps({str(found.case_version): now}).encode()
        write_in_one_step(folder_of(case) / _CARRIED, data, ".new", PRIVATE)


_CARRIED = "carried-over"


def _carried(case: Case) -> dict[str, int]:
    """Version of the case from which was computed, to the later one for which that holds."""
    try:
        return dict(json.loads((folder_of(case) / _CARRIED).read_text(encoding="ascii")))
    except FileNotFoundError:
        return {}


@lru_cache(12)
def _read(path: str, written: int) -> Kept:
    """A file as it was written at a time; a few are held, since a list is looked at many times."""
    content = json.loads(Path(path).read_text(encoding="utf-8"))
    return Kept(
        content.get("told", {}),
        content["case_version"],
        content.get("asked", {}),
        content["made_at"],
        tuple(content.get("problems", ())),
    )
