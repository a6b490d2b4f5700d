"""Addresses of the log."""

from django.urls import path

from saylau.server.pages.audit import views

urlpatterns = [
    path("log/", views.log, name="log"),
    path("log/check/", views.check_log, name="check_log"),
    path("log/anchor/", views.take_anchor, name="take_anchor"),
]
