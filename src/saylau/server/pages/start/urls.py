"""Addresses of the first page."""

from django.urls import path

from saylau.server.pages.start import views

urlpatterns = [
    path("", views.start, name="start"),
    path("new/", views.new_case, name="new_case"),
    path("open/<slug:bundled>/", views.open_bundled, name="open_bundled"),
]
