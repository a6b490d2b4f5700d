"""Every address: each area's own, and those of the sign-in library that are used."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from saylau.server.pages.registry import AREAS

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    *i18n_patterns(
        path("account/", include("allauth.account.urls")),
        path("account/factors/", include("allauth.mfa.urls")),
        path("account/sessions/", include("allauth.usersessions.urls")),
        *(path("", include(f"saylau.server.pages.{area}.urls")) for area in AREAS),
    ),
]
handler404 = "saylau.server.pages.common.not_found"
handler500 = "saylau.server.pages.common.fault"
