"""What everybody may read: published releases, and the notice in place of one that was recalled."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from saylau.server.pages.publish.serving import send, show
from saylau.server.publish.files import published_file
from saylau.server.publish.models import Release

PUBLISHED, RECALLED = "published", "recalled"


def list_published(request: HttpRequest, slug: str) -> HttpResponse:
    """Every release of a case that was published, the latest first."""
    found = Release.objects.filter(case__slug=slug, state__in=(PUBLISHED, RECALLED)).order_by("-published_at")
    releases = list(found.select_related("case"))
    if not releases:
        raise Http404
    return render(request, "publish/public_case.html", {"releases": releases, "slug": slug})


def show_published(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One release with its files and their hashes, or the notice that it was recalled."""
    release = _get(slug, number)
    if release.state == RECALLED:
        return render(request, "publish/recalled.html", {"release": release, "slug": slug}, status=410)
    files = list(release.files.exclude(path__startswith="site/").order_by("path"))
    told = {
        "release": release,
        "slug": slug,
        "files": files,
        "reports": [(file.path, language_of(file.path)) for file in files if file.path.endswith(".html")],
        "site": release.files.filter(path="site/index.html").exists(),
    }
    return render(request, "publish/public_release.html", told)


def download_published(request: HttpRequest, slug: str, number: int, path: str) -> HttpResponseBase:
    """A published file, to keep."""
    release = _standing(slug, number)
    return send(published_file(release, _digest(release, path)), path)


def read_published(request: HttpRequest, slug: str, number: int, path: str) -> HttpResponseBase:
    """The report in one file, or a page of the site."""
    release = _standing(slug, number)
    return show(published_file(release, _digest(release, path)), path, public=True)


def _get(slug: str, number: int) -> Release:
    """A release that was published once. Raises `Http404`, also for one that is being prepared."""
    found = Release.objects.filter(case__slug=slug, number=number, state__in=(PUBLISHED, RECALLED))
    release = found.select_related("case").first()
    if release is None:
        raise Http404
    return release


def _standing(slug: str, number: int) -> Release:
    """A release that is published and was not recalled. Raises `Http404`."""
    release = _get(slug, number)
    if release.state != PUBLISHED:
        raise Http404
    return release


def language_of(path: str) -> str:
    """The language of a report in its own name: `case.ru.html` is Russian, `case.html` English."""
    code = PurePosixPath(path).stem.rpartition(".")[2]
    return dict(settings.LANGUAGES).get(code, dict(settings.LANGUAGES)["en"])


def _digest(release: Release, path: str) -> str:
    file = release.files.filter(path=path).first()
    if file is None:
        raise Http404
    return file.sha256
