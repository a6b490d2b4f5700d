"""Every address of the server and the answer that each visitor gets: the table of `test_every_route`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

WHO = (
    "nobody", "stranger", "documenter", "lawyer", "analyst", "editor", "reviewer", "auditor", "administrator",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """The answers to one address, in the order of `WHO`, parted by blanks; one alone stands for all."""

    answers: str
    given: Mapping[str, str] = field(default_factory=dict)
    """Part of the address, to what stands there: a name of the fixture `world`."""
    method: str = "GET"
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def expected(self) -> dict[str, int]:
        """Visitor to status."""
        told = self.answers.split()
        return dict(zip(WHO, map(int, told * len(WHO) if len(told) == 1 else told), strict=len(told) != 1))


MEMBERS = "302 404 200 200 200 200 200 404 404"
"""For everybody with a role in the case."""
NOT_DOCUMENTERS = "302 404 404 200 200 200 200 404 404"
"""For whoever sees the facts of others."""
NOT_THERE = "302 404 404 404 404 404 404 404 404"
"""What is asked for does not exist."""
ROWS: Mapping[str, Row] = {
    # Signing in, one's own account. Pages that ask for the password anew lead there first.
    "set_language": Row("302", method="POST"),
    "start": Row("302 200 200 200 200 200 200 200 200"),
    "open_bundled": Row("302 404 404 404 404 404 404 404 302", {"bundled": "bundled"}, method="POST"),
    "account_login": Row("200 302 302 302 302 302 302 302 302"),
    "account_logout": Row("302 200 200 200 200 200 200 200 200"),
    "account_inactive": Row("200"),
    "account_reauthenticate": Row("302 200 200 200 200 200 200 200 200"),
    "confirmed": Row("302"),
    "account_change_password": Row("302 200 200 200 200 200 200 200 200"),
    "mfa_index": Row("302 200 200 200 200 200 200 200 200"),
    "mfa_authenticate": Row("302"),
    "mfa_reauthenticate": Row("302 200 200 200 200 200 200 200 200"),
    "mfa_activate_totp": Row("302"),
    "mfa_deactivate_totp": Row("302"),
    "mfa_view_recovery_codes": Row(NOT_THERE),
    "mfa_generate_recovery_codes": Row("302"),
    "mfa_download_recovery_codes": Row(NOT_THERE),
    "mfa_list_webauthn": Row("302 200 200 200 200 200 200 200 200"),
    "mfa_add_webauthn": Row("302"),
    "mfa_reauthenticate_webauthn": Row("302"),
    "mfa_remove_webauthn": Row("302", {"pk": "no number"}),
    "mfa_edit_webauthn": Row("302", {"pk": "no number"}),
    "lock": Row("302", method="POST"),
    "end_devices": Row("302", method="POST"),
    "end_device": Row(NOT_THERE, {"number": "no number"}, method="POST"),
    "end_token": Row(NOT_THERE, {"uid": "nothing"}, method="POST"),
    "accept_invitation": Row("400", {"token": "nothing"}),
    "set_password_anew": Row("400", {"token": "nothing"}),
    "safety": Row("200"),
    # The installation: accounts are an administrator's, the log is an auditor's.
    "accounts": Row("302 404 404 404 404 404 404 404 200"),
    "lock_all": Row("302 404 404 404 404 404 404 404 302", method="POST"),
    "invite_account": Row("302"),
    "withdraw_by_number": Row("302 404 404 404 404 404 404 404 200"),
    "agree_to_link": Row("302", {"uid": "nothing"}, method="POST"),
    "withdraw_link": Row(NOT_THERE, {"uid": "nothing"}, method="POST"),
    "account": Row("302", {"uid": "somebody"}),
    "log": Row("302 404 404 404 404 404 404 200 404"),
    "check_log": Row("302 404 404 404 404 404 404 200 200"),
    "take_anchor": Row("302 404 404 404 404 404 404 200 200", method="POST"),
    # Programs: a token, never a browser's cookie.
    "api:openapi-json": Row("200"),
    "api:list_cases": Row("401"),
    "api:read_case": Row("401", {"slug": "slug"}),
    "api:read_job": Row("401", {"slug": "slug", "uid": "job"}),
    "api:bring_file": Row("401", {"slug": "slug"}, method="POST"),
    "api:read_import": Row("401", {"slug": "slug", "uid": "nothing"}),
    "api:apply_import": Row("401", {"slug": "slug", "uid": "nothing"}, method="POST"),
    "api:list_facts": Row("401", {"slug": "slug"}),
    "api:enter_fact": Row("401", {"slug": "slug"}, method="POST"),
    "api:read_fact": Row("401", {"slug": "slug", "uid": "fact"}),
    "api:write_fact": Row("401", {"slug": "slug", "uid": "fact"}),
    "api:step_fact": Row("401", {"slug": "slug", "uid": "fact", "step": "nothing"}, method="POST"),
    "api:list_revisions": Row("401", {"slug": "slug", "uid": "fact"}),
    "api:api-root": Row("404"),
    # What is published is for everybody; nothing is published here.
    "public_case": Row("404", {"slug": "slug"}),
    "public_release": Row("404", {"slug": "slug", "number": "no number"}),
    "public_file": Row("404", {"slug": "slug", "number": "no number", "path": "path"}),
    "public_read": Row("404", {"slug": "slug", "number": "no number", "path": "path"}),
    # A case.
    "team": Row("302 404 200 200 200 200 200 404 200", {"slug": "slug"}),
    "change_team": Row("302", {"slug": "slug"}),
    "end_membership": Row("302", {"slug": "slug", "number": "no number"}, method="POST"),
    "new_token": Row("302", {"slug": "slug"}),
    "case": Row(MEMBERS, {"slug": "slug"}),
    "facts": Row(MEMBERS, {"slug": "slug"}),
    "export_facts": Row("302 404 400 400 400 400 400 404 404", {"slug": "slug"}, method="POST"),
    "find_fact": Row("302 404 302 302 302 302 302 404 404", {"slug": "slug"}),
    "fact_by_id": Row("302 404 302 302 302 302 302 404 404", {"slug": "slug", "name": "thing"}),
    "fact_things": Row(NOT_THERE, {"slug": "slug"}),
    "fact_words": Row(NOT_THERE, {"slug": "slug"}),
    "fact_kinds": Row("302 404 200 200 200 200 404 404 404", {"slug": "slug"}),
    "new_fact": Row("302 404 200 200 200 200 404 404 404", {"slug": "slug", "kind": "kind"}),
    "conflict": Row(NOT_DOCUMENTERS, {"slug": "slug", "thing": "thing"}),
    "fact": Row(NOT_DOCUMENTERS, {"slug": "slug", "uid": "fact"}),
    "change_fact": Row("302 404 404 404 200 200 404 404 404", {"slug": "slug", "uid": "fact"}),
    "fact_texts": Row("302 404 404 404 200 200 404 404 404", {"slug": "slug", "uid": "fact"}),
    "jobs": Row(MEMBERS, {"slug": "slug"}),
    "job": Row(NOT_DOCUMENTERS, {"slug": "slug", "uid": "job"}),
    "job_state": Row("302 404 404 302 302 302 302 404 404", {"slug": "slug", "uid": "job"}),
    "cancel_job": Row("302 404 404 403 403 302 403 404 404", {"slug": "slug", "uid": "job"}, method="POST"),
    "imports": Row("302 404 200 404 200 200 404 404 404", {"slug": "slug"}),
    "import_template": Row("302 404 200 404 200 200 404 404 404", {"slug": "slug"}),
    "import": Row(NOT_THERE, {"slug": "slug", "uid": "nothing"}),
    "import_problems": Row(NOT_THERE, {"slug": "slug", "uid": "nothing"}),
    "apply_import": Row(NOT_THERE, {"slug": "slug", "uid": "nothing"}, method="POST"),
    "undo_import": Row(NOT_THERE, {"slug": "slug", "uid": "nothing"}, method="POST"),
    "packages": Row("302 404 404 404 200 200 200 404 404", {"slug": "slug"}),
    "let_package_out": Row(NOT_THERE, {"slug": "slug", "uid": "nothing"}, method="POST"),
    "download_package": Row(NOT_THERE, {"slug": "slug", "uid": "nothing"}),
    "evidence": Row(MEMBERS, {"slug": "slug"}),
    "add_evidence": Row(MEMBERS, {"slug": "slug"}),
    "evidence_encryption": Row(MEMBERS, {"slug": "slug"}),
    "look_at_waiting_evidence": Row("302 404 423 423 423 423 423 404 404", {"slug": "slug"}, method="POST"),
    "verify_case_evidence": Row("302 404 302 302 302 302 302 404 404", {"slug": "slug"}, method="POST"),
    "evidence_item": Row("302 404 404 404 200 200 200 404 404", {"slug": "slug", "uid": "evidence"}),
    "evidence_custody": Row("302 404 404 404 200 200 200 404 404", {"slug": "slug", "uid": "evidence"}),
    "verify_evidence": Row("302 404 404 404 302 302 302 404 404", {"slug": "slug", "uid": "evidence"}, method="POST"),
    "look_at_evidence": Row("302 404 404 404 302 302 302 404 404", {"slug": "slug", "uid": "evidence"}, method="POST"),
    "restrict_evidence": Row("302 404 404 404 403 403 400 404 404", {"slug": "slug", "uid": "evidence"}, method="POST"),
    "hand_evidence_over": Row(
        "302 404 404 404 400 400 400 404 404", {"slug": "slug", "uid": "evidence"}, method="POST"
    ),
    "evidence_file": Row("302 404 404 404 400 400 400 404 404", {"slug": "slug", "uid": "evidence"}),
    "evidence_original": Row("302 404 404 404 403 403 400 404 404", {"slug": "slug", "uid": "evidence"}, method="POST"),
    "evidence_preview": Row(NOT_THERE, {"slug": "slug", "uid": "evidence"}),
    "evidence_time_request": Row("302 404 404 404 200 200 200 404 404", {"slug": "slug", "uid": "evidence"}),
    "add_evidence_proof": Row(
        "302 404 404 404 302 302 302 404 404", {"slug": "slug", "uid": "evidence"}, method="POST"
    ),
    "add_passage": Row("302 404 404 404 422 422 422 404 404", {"slug": "slug", "uid": "evidence"}, method="POST"),
    "remove_passage": Row(NOT_THERE, {"slug": "slug", "uid": "evidence", "number": "no number"}, method="POST"),
    "make_copy": Row("302 404 404 404 403 400 403 404 404", {"slug": "slug", "uid": "evidence"}, method="POST"),
    "evidence_copy": Row(NOT_THERE, {"slug": "slug", "uid": "evidence", "made": "nothing"}),
    "check_copy": Row(NOT_THERE, {"slug": "slug", "uid": "evidence", "made": "nothing"}, method="POST"),
    "findings": Row(NOT_DOCUMENTERS, {"slug": "slug"}),
    "run_checks": Row("302 404 404 302 302 302 302 404 404", {"slug": "slug"}, method="POST"),
    "finding": Row(NOT_THERE, {"slug": "slug", "finding": "nothing"}),
    "sign_finding": Row(NOT_THERE, {"slug": "slug", "finding": "nothing"}, method="POST"),
    "countersign": Row(NOT_THERE, {"slug": "slug", "uid": "signature"}, method="POST"),
    "revoke_conclusion": Row(
        "302 404 404 403 403 400 400 404 404", {"slug": "slug", "uid": "signature"}, method="POST"
    ),
    "contradictions": Row(NOT_DOCUMENTERS, {"slug": "slug"}),
    "questions": Row(NOT_DOCUMENTERS, {"slug": "slug"}),
    "letter": Row(NOT_THERE, {"slug": "slug", "file": "file"}),
    "prose": Row(NOT_DOCUMENTERS, {"slug": "slug"}),
    "edit_prose": Row(
        "302 404 404 404 404 200 404 404 404", {"slug": "slug", "chapter": "chapter", "language": "language"}
    ),
    "review": Row("302 404 404 404 404 404 200 404 404", {"slug": "slug"}),
    "accept_chosen": Row("302 404 404 404 404 404 302 404 404", {"slug": "slug"}, method="POST"),
    "accept_together": Row("302 404 404 404 404 404 200 404 404", {"slug": "slug"}),
    "accepted_together": Row(NOT_THERE, {"slug": "slug", "uid": "nothing"}),
    "review_keys": Row("302 404 302 302 302 302 302 404 404", {"slug": "slug"}, method="POST"),
    "review_fact": Row(NOT_DOCUMENTERS, {"slug": "slug", "uid": "fact"}),
    "take_step": Row("302 404 404 422 422 422 422 404 404", {"slug": "slug", "uid": "fact"}, method="POST"),
    "releases": Row(NOT_DOCUMENTERS, {"slug": "slug"}),
    "begin_release": Row("302 404 404 403 403 422 403 404 404", {"slug": "slug"}, method="POST"),
    "release": Row(NOT_DOCUMENTERS, {"slug": "slug", "uid": "release"}),
    "build_release": Row("302 404 404 403 403 302 403 404 404", {"slug": "slug", "uid": "release"}, method="POST"),
    "look_release_over": Row("302 404 404 403 403 403 403 404 404", {"slug": "slug", "uid": "release"}, method="POST"),
    "compare_releases": Row("302 404 404 400 400 400 400 404 404", {"slug": "slug"}, method="POST"),
    "comparison": Row(NOT_THERE, {"slug": "slug", "uid": "nothing"}),
    "release_step": Row(NOT_THERE, {"slug": "slug", "uid": "release", "step": "nothing"}, method="POST"),
    "release_file": Row(NOT_THERE, {"slug": "slug", "uid": "release", "path": "path"}),
    "read_release": Row(NOT_THERE, {"slug": "slug", "uid": "release", "path": "path"}),
    "working_reports": Row("302 404 404 404 404 200 404 404 404", {"slug": "slug"}),
    "working_report": Row(NOT_THERE, {"slug": "slug", "uid": "nothing"}),
    "working_file": Row(NOT_THERE, {"slug": "slug", "uid": "nothing", "path": "path"}),
    "assign_fact": Row("302 404 404 404 404 200 200 404 404", {"slug": "slug", "uid": "fact"}),
    # People at risk: a locked vault answers 423; what shows or ends an identity asks for the password anew first.
    "new_case": Row("302 404 404 404 404 404 404 404 200"),
    "people": Row(MEMBERS, {"slug": "slug"}),
    "deadlines": Row(MEMBERS, {"slug": "slug"}),
    "pairs": Row("302 404 423 423 423 404 423 404 404", {"slug": "slug"}),
    "vault": Row(MEMBERS, {"slug": "slug"}),
    "unlock_vault": Row("302 404 302 302 302 302 302 404 404", {"slug": "slug"}),
    "lock_vault": Row("302 404 302 302 302 302 302 404 404", {"slug": "slug"}, method="POST"),
    "make_vault": Row("302 404 404 302 404 404 302 404 404", {"slug": "slug"}, method="POST"),
    "finish_vault": Row("302 404 404 302 404 404 302 404 404", {"slug": "slug"}, method="POST"),
    "begin_vault_anew": Row("302 404 404 302 404 404 302 404 404", {"slug": "slug"}, method="POST"),
    "drill_vault": Row("302 404 404 302 404 404 302 404 404", {"slug": "slug"}, method="POST"),
    "recover_vault": Row("302 404 404 302 404 404 302 404 404", {"slug": "slug"}),
    "new_recovery_key": Row("302 404 404 302 404 404 302 404 404", {"slug": "slug"}, method="POST"),
    "finish_recovery_key": Row("302 404 404 302 404 404 302 404 404", {"slug": "slug"}, method="POST"),
    "bring_vault": Row("302 404 404 302 404 404 302 404 404", {"slug": "slug"}),
    "ask_for_vault": Row("302 404 404 302 404 404 302 404 404", {"slug": "slug"}, method="POST"),
    "linkages": Row("302 404 423 423 423 404 423 404 404", {"slug": "slug"}),
    "complaint": Row("302 404 404 423 404 404 423 404 404", {"slug": "slug"}),
    "data_set": Row("302 404 404 423 404 404 423 404 404", {"slug": "slug"}),
    "ask_for_data_set": Row("302 404 404 423 404 404 423 404 404", {"slug": "slug"}, method="POST"),
    "tables": Row(NOT_DOCUMENTERS, {"slug": "slug"}),
    "take_table": Row("302 404 404 403 403 422 403 404 404", {"slug": "slug"}, method="POST"),
    "new_person": Row("302 404 423 423 404 404 404 404 404", {"slug": "slug"}),
    "blank_form": Row("302 404 200 200 404 404 404 404 404", {"slug": "slug"}),
    "upload_people": Row("302 404 423 423 404 404 404 404 404", {"slug": "slug"}),
    "agree_to_asked": Row("302 404 302 302 302 302 302 404 404", {"slug": "slug", "uid": "nothing"}, method="POST"),
    "refuse_asked": Row(NOT_THERE, {"slug": "slug", "uid": "nothing"}, method="POST"),
    "take_asked": Row(
        "302 404 302 302 302 302 302 404 404", {"slug": "slug", "uid": "nothing", "kind": "kind"}, method="POST"
    ),
    "person": Row(NOT_THERE, {"slug": "slug", "number": "no number"}),
    "identity": Row("302 404 302 302 302 302 302 404 404", {"slug": "slug", "number": "no number"}),
    "add_entry": Row(NOT_THERE, {"slug": "slug", "number": "no number", "kind": "kind"}),
    "withdraw_consent": Row(NOT_THERE, {"slug": "slug", "number": "no number"}),
    "removal": Row(NOT_THERE, {"slug": "slug", "number": "no number"}),
    "removal_letter": Row(NOT_THERE, {"slug": "slug", "number": "no number", "place": "no number"}),
    "record_sent": Row(NOT_THERE, {"slug": "slug", "number": "no number"}),
    "erase_person": Row("302 404 302 302 302 302 302 404 404", {"slug": "slug", "number": "no number"}),
    "dossiers": Row(NOT_THERE, {"slug": "slug", "number": "no number"}),
    "dossier": Row(NOT_THERE, {"slug": "slug", "number": "no number", "form": "kind"}),
    "dossier_worksheet": Row(NOT_THERE, {"slug": "slug", "number": "no number", "form": "kind"}),
}
