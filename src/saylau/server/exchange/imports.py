"""Imports: a file is kept, read and compared; nothing of it is saved before somebody has said yes, and then all of it.

Running the same import again changes nothing. An import can be undone as a whole while none of its facts was changed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from saylau.errors import CaseRefused, WrongUse
from saylau.records.base import Record
from saylau.records.fact import Fact as ReadFact
from saylau.records.problems import Problems
from saylau.records.resolve import references
from saylau.records.source import Source
from saylau.server.access.guard import NotPermitted, get_case_for, grants, refused_or_missing
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.exchange.incoming import incoming, measured
from saylau.server.exchange.meanwhile import beside, mark
from saylau.server.exchange.merging import Merged, merged
from saylau.server.exchange.models import Import
from saylau.server.exchange.trial import try_reading
from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Progress
from saylau.server.jobs.queue import enqueue
from saylau.server.states import FactState
from saylau.server.store.facts import alone, put_in_place, take_back
from saylau.server.store.many import Ready, ready, row_of_fact, row_of_source, write
from saylau.server.store.models import Case, Part
from saylau.server.store.reading import read_case
from saylau.server.store.texts import forget_texts

_SHOWN = 2000
"""Problems and names that the check page lists; the numbers are always whole."""
_WAITING = ("reading", "refused", "checked")
"""States of a file of which nothing was imported."""
_LOOKS = 3
"""How often a file is looked at while others go on, before they wait for it."""


def folder() -> Path:
    """Where the files of imports are kept, by their hash."""
    path = Path(settings.DATA) / "imports"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def take_in(by: User, case: Case, name: str, chunks: Iterable[bytes]) -> Import:
    """Keep a file that was brought and ask for it to be read in the background. Raises `WrongUse` for a large one."""
    digest = hashlib.sha256()
    beside = folder() / f"{os.urandom(8).hex()}.new"
    try:
        with beside.open("xb") as out:
            for chunk in measured(chunks):
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, folder() / digest.hexdigest())
    finally:
        beside.unlink(missing_ok=True)
    with transaction.atomic():
        found = Import.objects.create(case=case, name=name[:300], sha256=digest.hexdigest(), by=by)
        append(by.uid, "import.bring", found.uid, {"name": name, "sha256": found.sha256})
        enqueue(by, "import.check", case, {"import": found.uid})
    return found


def imports_for(user: User, case: Case) -> QuerySet[Import]:
    """The imports that a person may see: their own, or any for those who may read every fact."""
    rows = case.imports.select_related("by")
    return rows if "yes" in grants(user, case, "fact.read") else rows.filter(by=user)


def get_import_for(user: User, case: Case, uid: str) -> Import:
    """An import that a person may see. Raises `Http404`."""
    found = imports_for(user, case).filter(uid=uid).first()
    if found is None:
        raise refused_or_missing(user, "import.read", Import.objects.all(), uid)
    return found


def check_can_apply(user: User, found: Import) -> None:
    """Raise `NotPermitted` unless a person may say yes to an import now."""
    if found.by_id != user.pk:
        raise NotPermitted("only who brought the file can import it")
    if found.state != "checked":
        raise NotPermitted("there is nothing to import: the file was not checked, was refused, or is imported already")


def check_can_undo(user: User, found: Import) -> None:
    """Raise `NotPermitted` unless a person may take an import back now."""
    if found.by_id != user.pk:
        raise NotPermitted("only who imported the file can take the import back")
    if found.state != "applied":
        raise NotPermitted("this file was not imported, or was taken back already")


def check_import(job: Job, tell: Progress) -> None:
    """The job that reads a file and says what would change."""
    found = _import_of(job)
    tell("reading the file", 1, 2)
    _checked(found, first=True)
    tell("checked", 2, 2)


def _checked(found: Import, *, first: bool = False) -> Merged | None:
    """Read a file with its case and note problems or changes; None where it was refused.

    The first time, it is read for a trial elsewhere before that.
    """
    case = _case(found)
    # A guess at what was meant would name facts that a documenter does not see.
    problems = Problems() if "yes" in grants(found.by, case, "fact.read") else Problems(guesses=0)
    try:
        if first:
            try_reading(folder() / found.sha256, found.name)
        brought = incoming(folder() / found.sha256, found.name, problems)
        result = merged(found.by, case, brought, problems)
    except CaseRefused as refused:
        listed = [asdict(problem) for problem in refused.problems[:_SHOWN]]
        _note(found, "refused", listed, {"problems": len(refused.problems)})
        return None
    _note(found, "checked", [], _listed(result))
    return result


def _note(found: Import, state: str, problems: list[dict[str, object]], changes: dict[str, object]) -> None:
    """Note what came of reading a file, unless it was imported already."""
    with transaction.atomic():
        if Import.objects.select_for_update().get(pk=found.pk).state in _WAITING:
            found.state, found.problems, found.changes = state, problems, changes
            found.save(update_fields=["state", "problems", "changes"])


def _case(found: Import) -> Case:
    if found.case is None:
        raise WrongUse("this file belongs to no case")
    return found.case


def _listed(result: Merged) -> dict[str, object]:
    names: dict[str, list[str]] = {
        "new": [item.id if isinstance(item, Source) else item.fact for item in result.new],
        "changed": [row.name for row, _ in result.changed],
        "unchanged": result.unchanged,
        "waiting": result.waiting,
        "others": result.others,
        "missing": result.missing,
        "files": sorted(result.parts),
    }
    told: dict[str, object] = {name: {"count": len(found), "first": found[:_SHOWN]} for name, found in names.items()}
    return told | {"alike": [list(pair) for pair in result.alike[:_SHOWN]]}


def apply(by: User, found: Import) -> Job:
    """Say yes to an import; it is done in the background, all of it or nothing."""
    check_can_apply(by, found)
    return enqueue(by, "import.apply", found.case, {"import": found.uid})


def apply_import(job: Job, tell: Progress) -> dict[str, int]:
    """The job that writes an import. The file is compared once more, since the case may have changed since.

    Others wait only while rows are written that were checked and made ready before. Where they change something near
    these rows meanwhile, all is looked at again; the last time, while they wait.
    """
    found = _import_of(job)
    tell("reading the file", 1, 3)
    for _ in range(_LOOKS):
        before = mark(_case(found))
        made = _made_ready(found)
        tell("writing", 2, 3)
        with transaction.atomic():
            case = alone(_case(found))
            if _is_applied(found):
                return {"new": 0, "changed": 0}
            if beside(case, before, made.named):
                return _write(found, case, made)
    with transaction.atomic():
        case = alone(_case(found))
        return {"new": 0, "changed": 0} if _is_applied(found) else _write(found, case, _made_ready(found))


def _is_applied(found: Import) -> bool:
    """Whether another worker imported it; asked while the case is held."""
    return Import.objects.get(pk=found.pk).state == "applied"


@dataclass(frozen=True)
class _Made:
    """An import that can be written at once."""

    result: Merged
    rows: Ready
    facts: dict[str, int]
    """Uid of each fact to the revision that it makes."""
    named: set[str]
    """Every id and name that its rows have or refer to."""


def _made_ready(found: Import) -> _Made:
    """Check a file with its case, and make its rows ready. Raises `WrongUse` where it can no longer be imported."""
    result, case = _checked(found), _case(found)
    if result is None:
        raise WrongUse("the case changed since the file was checked, and it can no longer be imported: look again")
    new = [
        row_of_source(case, item, 0, found.by, FactState.SUBMITTED)
        if isinstance(item, Source)
        else row_of_fact(case, item, 0, found.by, FactState.SUBMITTED)
        for item in result.new
    ]
    changed = [(row, put_in_place(found.by, row, item)) for row, item in result.changed]
    facts = {row.uid: row.revision for row in (*new, *(row for row, _ in changed))}
    rows = ready(case, new, found.by, "imported", changed)
    return _Made(result, rows, facts, _named((*result.new, *(item for _, item in result.changed))))


def _named(items: Iterable[ReadFact[Record] | Source]) -> set[str]:
    found: set[str] = set()
    for item in items:
        if isinstance(item, Source):
            found |= {item.id, *map(str, item.based_on)}
        else:
            found |= {item.id, item.fact, item.source, *(thing for _, thing in references(item.record))}
    return found


def _write(found: Import, case: Case, made: _Made) -> dict[str, int]:
    """New facts, changes, and files of the case, within the caller's transaction."""
    write(case, made.rows)
    if "yes" in grants(found.by, case, "prose.write"):
        found.changes["parts"] = {name: _put(case, name, data, found.by) for name, data in made.result.parts.items()}
    found.state, found.facts, found.applied_at = "applied", made.facts, timezone.now()
    found.save(update_fields=["state", "facts", "changes", "applied_at"])
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1)
    done = {"new": len(made.result.new), "changed": len(made.result.changed)}
    append(found.by.uid, "import.apply", found.uid, done)
    return done


def _put(case: Case, name: str, data: bytes, by: User) -> dict[str, str]:
    """Put a file of the case in the place of the one before, which is kept; the hashes of both, empty for none."""
    before = case.parts.filter(name=name).first()
    told = {"before": _keep(bytes(before.content)) if before else "", "after": hashlib.sha256(data).hexdigest()}
    Part.objects.update_or_create(
        case=case, name=name, defaults={"content": data, "changed_by": by, "changed_at": timezone.now()}
    )
    return told


def _keep(data: bytes) -> str:
    """Keep bytes beside the files that were brought; their hash."""
    name = hashlib.sha256(data).hexdigest()
    beside = folder() / f"{os.urandom(8).hex()}.new"
    beside.write_bytes(data)
    os.replace(beside, folder() / name)
    return name


def _put_back(by: User, found: Import) -> None:
    """Put the files of the case back that an import replaced. Raises `WrongUse` where one was changed since."""
    parts: dict[str, dict[str, str]] = found.changes.get("parts", {})
    for name, told in sorted(parts.items()):
        now = _case(found).parts.filter(name=name).first()
        if now is None or hashlib.sha256(bytes(now.content)).hexdigest() != told["after"]:
            raise WrongUse(f"{name} was changed since; put it right by hand, or bring the file that you want")
        if told["before"]:
            now.content, now.changed_by = (folder() / told["before"]).read_bytes(), by
            now.changed_at = timezone.now()
            now.save()
        else:
            now.delete()


def undo(by: User, found: Import) -> None:
    """Take an import back as a whole, files of the case too.

    Raises `WrongUse` where one of its facts or files was changed since, or is needed.
    """
    check_can_undo(by, found)
    with transaction.atomic():
        alone(_case(found))
        rows = list(_case(found).facts.select_for_update(no_key=True).filter(uid__in=found.facts))
        changed = [row.name for row in rows if row.revision != found.facts[row.uid]]
        if changed:
            raise WrongUse(
                f"{len(changed)} of its facts were changed since, {changed[0]} among them; withdraw facts one by one"
            )
        for row in rows:
            take_back(by, row)
        _put_back(by, found)
        forget_texts(by, _case(found), {row.thing for row in rows if row.state == FactState.DISCARDED})
        _check_standing(by, _case(found))
        found.state = "undone"
        found.save()
        Case.objects.filter(pk=_case(found).pk).update(version=F("version") + 1)
        append(by.uid, "import.undo", found.uid, {"facts": len(rows)})


def _check_standing(by: User, case: Case) -> None:
    """Raise `WrongUse` where the case could not stand without what was taken back."""
    try:
        read_case(case)
    except CaseRefused as refused:
        first = refused.problems[0]
        where = f": in {first.file}, {first.column} {first.value}: {first.why}"
        sees_all = "yes" in grants(by, case, "fact.read")
        raise WrongUse(
            f"the import cannot be taken back, since others rest on it{where if sees_all else ''}; "
            "have what rests on it changed or withdrawn first"
        ) from None


def _import_of(job: Job) -> Import:
    """The import of a job, with the permission of who asked for it, asked again."""
    found = Import.objects.select_related("case", "by").get(uid=job.arguments["import"])
    get_case_for(found.by, _case(found).slug, "import.run")
    return found
