"""Cases, jobs and imports over the API."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Status
from ninja.files import UploadedFile
from ninja.params.functions import File, Path

from saylau.server.access.guard import cases_for
from saylau.server.api.access import case_for, owner_of, token_of
from saylau.server.api.schemas import CaseOut, ErrorOut, ImportOut, JobOut
from saylau.server.exchange import imports
from saylau.server.exchange.models import Import
from saylau.server.jobs.models import Job
from saylau.server.jobs.queue import get_job_for
from saylau.server.store.models import Case

router = Router(tags=["cases and work"])
_REFUSED = dict.fromkeys((400, 401, 403, 404, 422, 429), ErrorOut)
_SLUG = Path(..., pattern=r"^[a-z0-9-]{1,100}$")
_UID = Path(..., pattern=r"^[0-9a-f]{32}$")


@router.get("/cases", response={200: list[CaseOut], **_REFUSED})
def list_cases(request: HttpRequest) -> list[Case]:
    """The cases that the token is for."""
    token, cases = token_of(request), cases_for(owner_of(request))
    return list(cases if token.case_id is None else cases.filter(pk=token.case_id))


@router.get("/cases/{slug}", response={200: CaseOut, **_REFUSED})
def read_case(request: HttpRequest, slug: str = _SLUG) -> Case:
    """One case."""
    return case_for(request, slug, "case.read")


@router.get("/cases/{slug}/jobs/{uid}", response={200: JobOut, **_REFUSED})
def read_job(request: HttpRequest, slug: str = _SLUG, uid: str = _UID) -> Job:
    """How far work in the background is; what came of it, where the token may read the assessment."""
    job = get_job_for(owner_of(request), case_for(request, slug, "case.read"), uid)
    if "assessment.read" not in token_of(request).actions:
        job.result = None
    return job


@router.post("/cases/{slug}/imports", response={201: ImportOut, **_REFUSED})
def bring_file(request: HttpRequest, slug: str = _SLUG, file: UploadedFile = File(...)) -> Status[Import]:  # noqa: B008
    """Bring a folder (.zip), workbook (.xlsx) or table (.csv); it is checked in the background, nothing is saved."""
    case = case_for(request, slug, "import.run")
    return Status(201, imports.take_in(owner_of(request), case, file.name or "", file.chunks()))


@router.get("/cases/{slug}/imports/{uid}", response={200: ImportOut, **_REFUSED})
def read_import(request: HttpRequest, slug: str = _SLUG, uid: str = _UID) -> Import:
    """What is wrong with a file, or what would change by it."""
    return imports.get_import_for(owner_of(request), case_for(request, slug, "import.run"), uid)


@router.post("/cases/{slug}/imports/{uid}/apply", response={202: JobOut, **_REFUSED})
def apply_import(request: HttpRequest, slug: str = _SLUG, uid: str = _UID) -> Status[Job]:
    """Say yes to a file that was checked; all of it is imported, or nothing."""
    user = owner_of(request)
    found = imports.get_import_for(user, case_for(request, slug, "import.run"), uid)
    return Status(202, imports.apply(user, found))
