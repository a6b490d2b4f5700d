"""Addresses of accounts."""

from django.urls import path

from saylau.server.pages.accounts import views

urlpatterns = [path("invitation/<str:token>/", views.accept_invitation, name="accept_invitation")]
