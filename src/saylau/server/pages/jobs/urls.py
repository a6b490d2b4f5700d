"""Addresses of the jobs of a case."""

from django.urls import path

from saylau.server.pages.jobs import views

urlpatterns = [
    path("case/<slug:slug>/jobs/", views.list_jobs, name="jobs"),
    path("case/<slug:slug>/jobs/<str:uid>/", views.show_job, name="job"),
    path("case/<slug:slug>/jobs/<str:uid>/state/", views.show_state, name="job_state"),
    path("case/<slug:slug>/jobs/<str:uid>/cancel/", views.cancel_job, name="cancel_job"),
]
