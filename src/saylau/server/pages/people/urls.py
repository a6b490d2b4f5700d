"""Addresses of people."""

from django.urls import path

from saylau.server.pages.people import asking, entering, joint, linkages, listing, pairs, person, tables, vaults

_CASE = "case/<slug:slug>/people/"
_ONE = f"{_CASE}no/<str:number>/"

urlpatterns = [
    path(_CASE, listing.people, name="people"),
    path(f"{_CASE}due/", listing.due, name="deadlines"),
    path(f"{_CASE}pairs/", pairs.pairs, name="pairs"),
    path(f"{_CASE}linkages/", linkages.linkages, name="linkages"),
    path(f"{_CASE}complaint/", joint.complaint, name="complaint"),
    path(f"{_CASE}data-set/", joint.data_set, name="data_set"),
    path(f"{_CASE}data-set/ask/", joint.ask_data_set, name="ask_for_data_set"),
    path(f"{_CASE}tables/", tables.tables, name="tables"),
    path(f"{_CASE}tables/take/", tables.take_table, name="take_table"),
    path(f"{_CASE}vault/", vaults.show, name="vault"),
    path(f"{_CASE}vault/unlock/", vaults.unlock, name="unlock_vault"),
    path(f"{_CASE}vault/lock/", vaults.lock, name="lock_vault"),
    path(f"{_CASE}vault/make/", vaults.make, name="make_vault"),
    path(f"{_CASE}vault/finish/", vaults.finish, name="finish_vault"),
    path(f"{_CASE}vault/anew/", vaults.begin_anew, name="begin_vault_anew"),
    path(f"{_CASE}vault/drill/", vaults.drill, name="drill_vault"),
    path(f"{_CASE}vault/recover/", vaults.recover, name="recover_vault"),
    path(f"{_CASE}vault/key/", vaults.new_key, name="new_recovery_key"),
    path(f"{_CASE}vault/key/finish/", vaults.finish_new_key, name="finish_recovery_key"),
    path(f"{_CASE}vault/bring/", vaults.bring_vault, name="bring_vault"),
    path(f"{_CASE}vault/out/", vaults.ask_for_vault, name="ask_for_vault"),
    path(f"{_CASE}new/", entering.new, name="new_person"),
    path(f"{_CASE}form/", entering.blank, name="blank_form"),
    path(f"{_CASE}upload/", entering.upload, name="upload_people"),
    path(f"{_CASE}asked/<str:uid>/agree/", asking.agree_to, name="agree_to_asked"),
    path(f"{_CASE}asked/<str:uid>/refuse/", asking.refuse_it, name="refuse_asked"),
    path(f"{_CASE}asked/<str:uid>/<str:kind>/", asking.take_file, name="take_asked"),
    path(_ONE, person.person, name="person"),
    path(f"{_ONE}identity/", person.identity, name="identity"),
    path(f"{_ONE}add/<str:kind>/", person.add, name="add_entry"),
    path(f"{_ONE}withdraw/", person.take_consent_back, name="withdraw_consent"),
    path(f"{_ONE}removal/", person.removal, name="removal"),
    path(f"{_ONE}removal/<int:place>/", person.removal_letter, name="removal_letter"),
    path(f"{_ONE}sent/", person.sent, name="record_sent"),
    path(f"{_ONE}erase/", asking.erase, name="erase_person"),
    path(f"{_ONE}dossiers/", asking.dossiers, name="dossiers"),
    path(f"{_ONE}dossiers/<str:form>/", asking.dossier, name="dossier"),
    path(f"{_ONE}dossiers/<str:form>/worksheet/", asking.dossier_worksheet, name="dossier_worksheet"),
]
