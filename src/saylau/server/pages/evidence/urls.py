"""Addresses of evidence."""

from django.urls import include, path

from saylau.server.pages.evidence import adding, copies, encrypting, files, passages, views
from saylau.server.pages.evidence.keys import with_key

_ITEM = [
    path("", views.show_item, name="evidence_item"),
    path("custody/", views.show_custody, name="evidence_custody"),
    path("verify/", views.verify_item, name="verify_evidence"),
    path("look/", with_key(views.look_again), name="look_at_evidence"),
    path("restrict/", views.restrict_item, name="restrict_evidence"),
    path("hand-over/", views.hand_item_over, name="hand_evidence_over"),
    path("file/", with_key(files.download_working), name="evidence_file"),
    path("original/", with_key(files.download_sealed), name="evidence_original"),
    path("preview/", with_key(files.show_preview), name="evidence_preview"),
    path("request/", with_key(files.download_request), name="evidence_time_request"),
    path("proof/", adding.add_proof, name="add_evidence_proof"),
    path("passages/", passages.add, name="add_passage"),
    path("passages/<int:number>/remove/", passages.remove, name="remove_passage"),
    path("copies/", with_key(copies.make), name="make_copy"),
    path("copies/<str:made>/", with_key(copies.download), name="evidence_copy"),
    path("copies/<str:made>/check/", copies.check, name="check_copy"),
]
urlpatterns = [
    path("case/<slug:slug>/evidence/", views.list_items, name="evidence"),
    path("case/<slug:slug>/evidence/add/", adding.add_files, name="add_evidence"),
    path("case/<slug:slug>/evidence/encryption/", with_key(encrypting.encryption), name="evidence_encryption"),
    path("case/<slug:slug>/evidence/look/", with_key(encrypting.look_at_waiting), name="look_at_waiting_evidence"),
    path("case/<slug:slug>/evidence/verify/", views.verify_case, name="verify_case_evidence"),
    path("case/<slug:slug>/evidence/<str:uid>/", include(_ITEM)),
]
