"""Addresses of the assessment of a case."""

from django.urls import path

from saylau.server.pages.assessment import prose, signing, views

urlpatterns = [
    path("case/<slug:slug>/findings/", views.list_findings, name="findings"),
    path("case/<slug:slug>/findings/run/", views.run_checks, name="run_checks"),
    path("case/<slug:slug>/findings/<str:finding>/", views.show_finding, name="finding"),
    path("case/<slug:slug>/findings/<str:finding>/sign/", signing.sign_finding, name="sign_finding"),
    path("case/<slug:slug>/conclusions/<str:uid>/countersign/", signing.countersign_finding, name="countersign"),
    path("case/<slug:slug>/conclusions/<str:uid>/revoke/", signing.revoke_conclusion, name="revoke_conclusion"),
    path("case/<slug:slug>/contradictions/", views.list_contradictions, name="contradictions"),
    path("case/<slug:slug>/questions/", views.list_questions, name="questions"),
    path("case/<slug:slug>/questions/<str:file>", views.download_letter, name="letter"),
    path("case/<slug:slug>/text/", prose.list_chapters, name="prose"),
    path("case/<slug:slug>/text/<slug:chapter>/<str:language>/", prose.edit_chapter, name="edit_prose"),
]
