"""Every address: each area's own."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from saylau.server.api.app import api
from saylau.server.pages.accounts.security import set_language
from saylau.server.pages.registry import AREAS

urlpatterns = [
    path("api/v1/", api.urls),
    path("language/", set_language, name="set_language"),
    *i18n_patterns(
        *(path("", include(f"saylau.server.pages.{area}.urls")) for area in AREAS),
    ),
]
handler404 = "saylau.server.pages.common.not_found"
handler500 = "saylau.server.pages.common.fault"
