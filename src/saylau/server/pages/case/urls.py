"""Addresses of the page of a case."""

from django.urls import path

from saylau.server.pages.case import views

urlpatterns = [path("case/<slug:slug>/", views.case, name="case")]
