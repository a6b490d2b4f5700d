"""Addresses of evidence."""

from django.urls import include, path

from saylau.server.pages.evidence import adding, copies, files, passages, views

_ITEM = [
    path("", views.show_item, name="evidence_item"),
    path("custody/", views.show_custody, name="evidence_custody"),
    path("verify/", views.verify_item, name="verify_evidence"),
    path("look/", views.look_again, name="look_at_evidence"),
    path("restrict/", views.restrict_item, name="restrict_evidence"),
    path("hand-over/", views.hand_item_over, name="hand_evidence_over"),
    path("file/", files.download_working, name="evidence_file"),
    path("original/", files.download_sealed, name="evidence_original"),
    path("preview/", files.show_preview, name="evidence_preview"),
    path("request/", files.download_request, name="evidence_time_request"),
    path("proof/", adding.add_proof, name="add_evidence_proof"),
    path("passages/", passages.add, name="add_passage"),
    path("passages/<int:number>/remove/", passages.remove, name="remove_passage"),
    path("copies/", copies.make, name="make_copy"),
    path("copies/<str:made>/", copies.download, name="evidence_copy"),
    path("copies/<str:made>/check/", copies.check, name="check_copy"),
]
urlpatterns = [
    path("case/<slug:slug>/evidence/", views.list_items, name="evidence"),
    path("case/<slug:slug>/evidence/add/", adding.add_files, name="add_evidence"),
    path("case/<slug:slug>/evidence/verify/", views.verify_case, name="verify_case_evidence"),
    path("case/<slug:slug>/evidence/<str:uid>/", include(_ITEM)),
]
