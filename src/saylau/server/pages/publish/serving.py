"""Files of reports sent to a browser: to keep, or to read in a page that can do nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase

TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
        ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".ttf": "font/ttf",
        ".csv": "text/csv; charset=utf-8", ".pdf": "application/pdf", ".zip": "application/zip",
        ".txt": "text/plain; charset=utf-8", ".jpg": "image/jpeg", ".webp": "image/webp",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)  # fmt: skip
_READ = frozenset({".html", ".css", ".js", ".svg", ".png", ".ttf"})
"""What a browser is given to show; everything else is kept."""
_SHUT = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
KEPT = "default-src 'none'; sandbox"
REPORT = f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; {_SHUT}; sandbox"
"""The report in one file: its own styles and pictures, and nothing runs in it."""
SITE = f"default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; {_SHUT}"
"""A page of the site within the team: nothing runs in it."""
PUBLIC_SITE = (
    f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; {_SHUT}; "
    "sandbox allow-scripts allow-downloads"
)
"""A page of the public site: its search runs, in an origin of its own that holds no cookie."""


def send(file: Path, path: str) -> HttpResponseBase:
    """A file to keep."""
    response = _open(file, path, as_attachment=True)
    response["Content-Security-Policy"] = KEPT
    return response


def show(file: Path, path: str, *, public: bool) -> HttpResponseBase:
    """A file to read, where it is of a sort that is shown; else to keep."""
    if PurePosixPath(path).suffix not in _READ:
        return send(file, path)
    response = _open(file, path, as_attachment=False)
    in_site = path.startswith("site/")
    response["Content-Security-Policy"] = (PUBLIC_SITE if public else SITE) if in_site else REPORT
    if public and in_site:
        # A sandboxed page has no origin, so its own styles and fonts come to it as from elsewhere.
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response["Access-Control-Allow-Origin"] = "*"
    return response


def _open(file: Path, path: str, *, as_attachment: bool) -> HttpResponseBase:
    name = PurePosixPath(path)
    try:
        handle = file.open("rb")
    except OSError:
        raise Http404 from None
    kind = TYPES.get(name.suffix, "application/octet-stream")
    return FileResponse(handle, as_attachment=as_attachment, filename=name.name, content_type=kind)
