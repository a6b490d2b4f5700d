"""Bytes of evidence on their way out: always as a download, never as a page."""

from __future__ import annotations

from typing import BinaryIO

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET, require_POST

from saylau.server.access.guard import get_case_for
from saylau.server.evidence import places
from saylau.server.evidence.access import get_evidence_for
from saylau.server.evidence.contents import plain, reading_of, whole
from saylau.server.evidence.keys import sha256_of
from saylau.server.evidence.names import saved_name
from saylau.server.evidence.opening import open_sealed, open_working
from saylau.server.evidence.proofs import request_of
from saylau.server.pages.common import user_of
from saylau.server.pages.evidence.keys import keys_for

SANDBOX = "sandbox; default-src 'none'"
UNNAMED_TYPE = "application/octet-stream"
_PREVIEWS = ("image/jpeg", "image/png")


def attachment(file: BinaryIO, name: str, media_type: str = UNNAMED_TYPE, *, size: int | None = None) -> FileResponse:
    """A file that a browser saves and never shows. `size` in bytes tells one that broke off where the file cannot."""
    response = FileResponse(file, as_attachment=True, filename=saved_name(name), content_type=media_type)
    if size is not None:
        response["Content-Length"] = str(size)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@require_GET
def download_working(request: HttpRequest, slug: str, uid: str) -> HttpResponseBase:
    """The working copy."""
    user = user_of(request)
    item = get_evidence_for(user, get_case_for(user, slug), uid)
    return attachment(open_working(user, item, keys_for(request, item)), item.name, size=item.size)


@login_required
@require_POST
def download_sealed(request: HttpRequest, slug: str, uid: str) -> HttpResponseBase:
    """The original as it was received, with a reason."""
    user = user_of(request)
    item = get_evidence_for(user, get_case_for(user, slug), uid)
    return attachment(
        open_sealed(user, item, request.POST.get("reason", ""), keys_for(request, item)), item.name, size=item.size
    )


@login_required
@require_GET
def show_preview(request: HttpRequest, slug: str, uid: str) -> HttpResponseBase:
    """The small picture of a picture, for its page."""
    user = user_of(request)
    item = get_evidence_for(user, get_case_for(user, slug), uid)
    keys = keys_for(request, item)
    if encrypted := bool(item.kept_as):
        keys.needed()
    try:
        file = places.preview(item.uid, encrypted=encrypted).open("rb")
    except OSError:
        raise Http404 from None
    if encrypted and not whole(file, keys):
        raise Http404
    made = (reading_of(item, keys) or {}).get("made")
    return attachment(plain(file, item, keys), "preview", made if made in _PREVIEWS else UNNAMED_TYPE)


@login_required
@require_GET
def download_request(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """The request with which a time authority is asked, for whoever sends it by their own means."""
    user = user_of(request)
    item = get_evidence_for(user, get_case_for(user, slug), uid)
    sha256 = sha256_of(item, keys_for(request, item))
    response = HttpResponse(request_of(bytes.fromhex(sha256)), content_type="application/timestamp-query")
    response["Content-Disposition"] = f'attachment; filename="{sha256[:16]}.tsq"'
    return response
