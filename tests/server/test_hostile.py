"""Hostile inputs: what strangers, other cases, odd texts and direct posts get, and that nothing changes by them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from saylau.errors import CaseRefused
from saylau.records.columns import file_columns, record_columns
from saylau.records.kinds import KINDS
from saylau.records.source import Source
from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.access.tokens import make_token, offered_to
from saylau.server.audit.models import AuditEvent
from saylau.server.evidence.models import Evidence
from saylau.server.exchange import imports
from saylau.server.exchange.models import Import
from saylau.server.jobs.models import Job
from saylau.server.jobs.worker import work_once
from saylau.server.publish.models import Release
from saylau.server.review.models import Signature
from saylau.server.store.facts import add_fact, change_fact, step_fact
from saylau.server.store.models import SOURCE, Case, Fact
from saylau.server.store.reading import read_case
from tests.server.fact_rows import EVENT, TALLY
from tests.server.people import browser, confirm, person
from tests.server.routes import ROWS
from tests.server.test_every_route import case_of_others, visitors, world
from tests.server.test_facts_doors import ROWS as WRONG

__all__ = ["visitors", "world"]
CASE = "/en/case/invented-2030/"
FACTS = f"{CASE}facts/"
ATTACKS = ("<script>alert(1)</script>", "{{7*7}}", "{% now 'Y' %}", "' OR 1=1; DROP TABLE saylau_fact; --", "${7*7}")


# Things of another case


@pytest.fixture
def elsewhere(case: Case) -> dict[str, Any]:
    """Things of a case in which the analyst of this one has no part."""
    owner = person("owner")
    other = case_of_others(owner)
    fact = add_fact(owner, other, "event", EVENT, submit=True)
    job = Job.objects.create(verb="assess", case=other, by=owner, state="done", result={"uid": "x"})
    brought = Import.objects.create(case=other, name="case.zip", sha256="0" * 64, state="checked", by=owner)
    asked = Job.objects.create(verb="export.case", case=other, by=owner, state="asked")
    release = Release.objects.create(case=other, number=1, built_by=owner)
    file = Evidence.objects.create(
        case=other, sha256="0" * 64, blake2b="1" * 64, size=1, name="letter.txt", received_by=owner
    )
    signed = Signature.objects.create(
        case=other, place=1, finding="finance.shares:case", hash="0" * 16, reviewer="owner", day=date(2030, 9, 1),
        decision="approved", state="signed", signed_by=owner,
    )  # fmt: skip
    return {
        "fact": fact, "job": job, "import": brought, "package": asked, "release": release, "evidence": file,
        "case": other, "signature": signed,
    }  # fmt: skip


OF_ANOTHER_CASE = [
    ("fact", "get", "fact"), ("fact", "post", "change_fact"), ("fact", "post", "take_step"),
    ("fact", "get", "fact_texts"), ("fact", "post", "assign_fact"), ("job", "get", "job"), ("job", "get", "job_state"),
    ("job", "post", "cancel_job"), ("job", "get", "comparison"), ("job", "get", "working_report"),
    ("import", "get", "import"), ("import", "get", "import_problems"), ("import", "post", "apply_import"),
    ("import", "post", "undo_import"), ("package", "post", "let_package_out"), ("package", "get", "download_package"),
    ("release", "get", "release"), ("release", "post", "build_release"), ("evidence", "get", "evidence_item"),
    ("evidence", "post", "evidence_original"), ("evidence", "get", "evidence_file"),
    ("signature", "post", "revoke_conclusion"),
]  # fmt: skip
"""A thing, and the name of an address that takes its uid."""
EVERY_ROLE = tuple(Role)


@pytest.mark.parametrize(("thing", "method", "name"), OF_ANOTHER_CASE)
def test_a_thing_of_another_case_is_not_found_by_its_uid_and_the_log_tells_of_it(
    case: Case, elsewhere: dict[str, Any], thing: str, method: str, name: str
) -> None:
    user = person("everything", case, *EVERY_ROLE)
    uid = elsewhere[thing].uid
    address = reverse(name, kwargs={"slug": case.slug, "uid": uid})
    answer = getattr(browser(user), method)(address, {"reason": "a reason that is long enough", "revision": "1"})
    assert answer.status_code == 404
    told = AuditEvent.objects.filter(verb="permission.refused", actor=user.uid, object=uid)
    assert told.count() == 1
    direct = reverse(name, kwargs={"slug": elsewhere["case"].slug, "uid": uid})
    assert getattr(browser(user), method)(direct).status_code == 404


def test_the_api_finds_nothing_of_another_case_and_the_log_tells_of_it(case: Case, elsewhere: dict[str, Any]) -> None:
    user = person("everything", case, *EVERY_ROLE)
    token = make_token(user, case, "program", offered_to(user, case), 1)
    program = Client(headers={"Authorization": f"Bearer {token}"})
    api = f"/api/v1/cases/{case.slug}"
    for thing, path in (("fact", "facts"), ("job", "jobs"), ("import", "imports")):
        uid = elsewhere[thing].uid
        assert program.get(f"{api}/{path}/{uid}").status_code == 404
        assert AuditEvent.objects.filter(verb="permission.refused", object=uid).count() == 1
    fact = elsewhere["fact"]
    sent = json.dumps({"cells": EVENT | {"name": "Taken over"}})
    answer = program.put(f"{api}/facts/{fact.uid}", sent, content_type="application/json", headers={"If-Match": '"1"'})
    assert answer.status_code == 404
    fact.refresh_from_db()
    assert fact.revision == 1


def test_the_key_of_another_programs_request_makes_a_fact_of_ones_own(case: Case, analyst: User, editor: User) -> None:
    made = []
    for user in (analyst, editor):
        token = make_token(user, case, "program", ["fact.create", "fact.read"], 1)
        program = Client(headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "1"})
        row = {"kind": "event", "cells": EVENT | {"id": f"by-{user.username}"}}
        made.append(program.post(f"/api/v1/cases/{case.slug}/facts", row, content_type="application/json"))
    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].json()["uid"] != made[1].json()["uid"]


def test_a_reference_to_a_thing_of_another_case_finds_none(
    case: Case, elsewhere: dict[str, Any], analyst: User
) -> None:
    add_fact(person("in-the-other"), elsewhere["case"], "body", BODY, submit=True)
    with pytest.raises(CaseRefused, match="no body of that id"):
        add_fact(analyst, case, "office", {"id": "o", "name": "O", "body": "senate", "source": "paper"}, submit=True)


def test_a_fact_of_another_case_among_those_to_be_accepted_is_refused_with_its_event(
    case: Case, elsewhere: dict[str, Any], reviewer: User
) -> None:
    fact = elsewhere["fact"]
    chosen = {"chosen": [f"{fact.uid}:1"]}
    assert browser(reviewer).post(reverse("accept_chosen", args=[case.slug]), chosen).status_code == 404
    fact.refresh_from_db()
    assert fact.state == "submitted"
    assert AuditEvent.objects.filter(verb="permission.refused", actor=reviewer.uid, object=fact.uid).count() == 1


def test_what_a_reviewer_reads_is_in_the_log(case: Case, analyst: User, reviewer: User) -> None:
    fact = add_fact(analyst, case, "event", EVENT, submit=True)
    browser(reviewer).get(reverse("review_fact", kwargs={"slug": case.slug, "uid": fact.uid}))
    browser(reviewer).get(reverse("review", args=[case.slug]))
    assert AuditEvent.objects.filter(verb="fact.read", actor=reviewer.uid, object=case.uid).count() == 1


def test_what_a_program_reads_is_in_the_log_and_results_are_for_tokens_that_may_read_them(
    case: Case, analyst: User
) -> None:
    job = Job.objects.create(verb="release.compare", case=case, by=analyst, state="done", result={"uid": "x"})
    fact = case.facts.get(name="election-2030")
    told = {}
    for actions in (["case.read", "fact.read"], ["case.read", "assessment.read"]):
        token = make_token(analyst, case, "program", actions, 1)
        program = Client(headers={"Authorization": f"Bearer {token}"})
        told[actions[1]] = program.get(f"/api/v1/cases/{case.slug}/jobs/{job.uid}").json()["result"]
        program.get(f"/api/v1/cases/{case.slug}/facts/{fact.uid}")
    assert told == {"fact.read": None, "assessment.read": {"uid": "x"}}
    assert AuditEvent.objects.filter(verb="fact.read", actor=analyst.uid, object=case.uid).count() == 1


BODY = {"id": "senate", "name": "The senate", "sort": "chamber", "source": "paper", "locator": "page 2"}


# Texts that would be run somewhere


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_text_is_printed_as_typed_wherever_it_is_shown(
    case: Case, analyst: User, reviewer: User, attack: str
) -> None:
    cells = EVENT | dict.fromkeys(("name", "locator", "quote", "said_by", "note"), attack)
    fact = add_fact(analyst, case, "event", cells, submit=True)
    source = {"id": "s-2", "title": attack, "author": attack, "publisher": attack, "grade": "B", "interest": "media"}
    add_fact(analyst, case, SOURCE, source, submit=True)
    change_fact(analyst, fact, cells | {"note": attack + " again"}, fact.revision)
    fact.refresh_from_db()
    step_fact(reviewer, fact, "return", fact.revision, attack + " is why")
    pages = [
        FACTS, f"{FACTS}?kind=event", f"{FACTS}?q=script", f"{FACTS}{fact.uid}/", f"{FACTS}{fact.uid}/change/",
        f"{FACTS}?kind=source", reverse("review_fact", kwargs={"slug": case.slug, "uid": fact.uid}),
    ]  # fmt: skip
    escaped = attack.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#x27;")
    seen = 0
    for page in pages:
        for user in (analyst, reviewer):
            answer = browser(user).get(page)
            if answer.status_code != 200:
                continue
            html = answer.content.decode()
            assert "<script>alert" not in html
            seen += escaped in html
    assert seen >= 7
    table = confirm(browser(analyst), analyst).post(
        f"{FACTS}table.csv?kind=event", {"reason": "to see what stands in it"}
    )
    assert attack.replace('"', '""') in b"".join(table).decode()


# Odd questions


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "x" * 10_000, "q=%27%20OR%201%3D1%20--", "kind=%27%3B%20DROP%20TABLE%20saylau_fact%3B--", "page=-1",
        "&".join(f"kind=k{n}" for n in range(500)), "&".join(f"f{n}=1" for n in range(500)), "since=1e400",
        "sort=created_by__password", "state=%00", "page=99999999999999999999", "thing=%F0%9F%92%A9", "q=%ED%A0%80",
    ],
)  # fmt: skip
def test_odd_questions_are_answered_with_a_sentence_or_nothing(case: Case, analyst: User, query: str) -> None:
    answer = browser(analyst).get(f"{FACTS}?{query}")
    assert answer.status_code in (200, 400)
    assert case.facts.count() == 3


# The same mistake at the three doors


def api_problems(user: User, case: Case, kind: str, cells: dict[str, str]) -> set[tuple[str, str, str]]:
    cache.clear()
    token = make_token(user, case, "program", ["fact.create", "fact.read"], 1)
    program = Client(headers={"Authorization": f"Bearer {token}"})
    sent = {"kind": kind, "cells": cells}
    answer = program.post(f"/api/v1/cases/{case.slug}/facts", sent, content_type="application/json")
    assert answer.status_code == 422
    return {(p["column"], p["why"], p["right"]) for p in answer.json()["problems"]}


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        *(("tally", TALLY | {"number": text}) for text in ("1e400", "٣", "41.0", ">=-1", "3000..1000")),
        *(("event", EVENT | {"during": text}) for text in ("2019-02-30", "2019-13", "2030-05-09T07:00")),
    ],
)
def test_a_wrong_value_is_told_the_same_by_the_api_and_the_door(
    case: Case, analyst: User, kind: str, cells: dict[str, str]
) -> None:
    assert (kind, cells) in WRONG, "the folder and the form are asked for this row in test_facts_doors"
    with pytest.raises(CaseRefused) as refused:
        add_fact(analyst, case, kind, cells, submit=True)
    own = {(p.column, p.why, p.right) for p in refused.value.problems}
    assert api_problems(analyst, case, kind, cells) == own
    assert not case.facts.filter(kind=kind).exists()


# Direct posts


def test_nobody_accepts_their_own_fact_by_a_direct_post(case: Case) -> None:
    user = person("both", case, Role.ANALYST, Role.REVIEWER)
    fact = add_fact(user, case, "event", EVENT, submit=True)
    address = reverse("take_step", kwargs={"slug": case.slug, "uid": fact.uid})
    for step in ("accept", "accept", "ACCEPT", "submit"):
        answer = browser(user).post(address, {"step": step, "revision": fact.revision})
        assert answer.status_code in (400, 403, 422)
    fact.refresh_from_db()
    assert (fact.state, fact.revision) == ("submitted", 1)


def test_a_change_brought_by_a_file_is_not_accepted_by_who_brought_it(case: Case, analyst: User) -> None:
    user = person("both", case, Role.ANALYST, Role.REVIEWER)
    fact = add_fact(analyst, case, "body", BODY, submit=True)
    table = "id,name,sort,source,locator\nsenate,Another name,chamber,paper,page 2\n"
    found = imports.take_in(user, case, "body.csv", [table.encode()])
    assert work_once("test")
    found.refresh_from_db()
    imports.apply(user, found)
    assert work_once("test")
    fact.refresh_from_db()
    assert (fact.body["name"], fact.revision) == ("Another name", 2)
    address = reverse("take_step", kwargs={"slug": case.slug, "uid": fact.uid})
    answer = browser(user).post(address, {"step": "accept", "revision": 2})
    assert answer.status_code == 403
    fact.refresh_from_db()
    assert fact.state == "submitted"


def test_a_form_with_the_token_of_another_account_is_refused(case: Case, analyst: User, editor: User) -> None:
    mine, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    for client, user in ((mine, analyst), (other, editor)):
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    page = other.get(f"{FACTS}new/event/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    mine.get(f"{FACTS}new/event/")
    for sent in ({}, {"csrfmiddlewaretoken": token}, {"csrfmiddlewaretoken": "x" * 64}):
        answer = mine.post(f"{FACTS}new/event/", EVENT | {"_action": "submit"} | sent)
        assert answer.status_code == 403
    assert not case.facts.filter(kind="event").exists()


@pytest.mark.parametrize(
    "path", ["../../secret-key", "..%2F..%2Fsecret-key", "/etc/passwd", "%2e%2e/secret-key", "a\0b"]
)
def test_no_path_leads_out_of_a_release(case: Case, editor: User, path: str) -> None:
    release = Release.objects.create(case=case, number=1, built_by=editor, state="published")
    client = browser(editor)
    for name, given in (
        ("public_file", {"number": 1}), ("public_read", {"number": 1}), ("release_file", {"uid": release.uid}),
        ("read_release", {"uid": release.uid}),
    ):  # fmt: skip
        address = reverse(name, kwargs={"slug": case.slug, "path": "X", **given}).replace("X", path)
        assert client.get(address).status_code in (400, 404)


# What a row can hold, and the case stays readable


def odd_rows() -> Iterator[tuple[str, dict[str, str]]]:
    odd = ("\u200b", "‮abc", "a" * 20_000, "\x7f", "\ufeff", "；", "\u2028", "𝕏", "=1+1", ";;;", '"', "a\r\nb")
    for kind in ("event", "tally", SOURCE):
        columns = record_columns(Source) if kind == SOURCE else file_columns(KINDS[kind])
        for column in columns:
            for text in odd:
                base = {"id": "x-1", "title": "T", "grade": "B", "interest": "media"}
                base = base if kind == SOURCE else (EVENT if kind == "event" else TALLY)
                yield kind, base | {column.name: text}


def test_whatever_is_accepted_in_a_row_the_case_can_still_be_read(case: Case, analyst: User) -> None:
    taken = 0
    for kind, cells in odd_rows():
        try:
            fact = add_fact(analyst, case, kind, cells, submit=True)
        except CaseRefused:
            continue
        taken += 1
        read_case(case)
        Fact.objects.filter(pk=fact.pk).delete()
    assert taken > 20


# Posts by those who may not


OWN_ACCOUNT = {
    "set_language", "start", "lock", "end_device", "end_devices", "end_token", "accept_invitation",
    "set_password_anew", "safety", "log", "check_log", "take_anchor",
}  # fmt: skip
"""Addresses at which these visitors have something of their own to do."""
TOLD = {
    "_action": "submit", "step": "accept", "revision": "1", "reason": "a reason that is long enough",
    "username": "somebody-else", "role": "analyst", "user": "1", "title": "A title", "name": "A name", "text": "A text",
    "source": "paper", "id": "taken-over", "sort": "chamber", "fact": "taken-over", "administrator": "on",
    "formats": "json", "languages": "en", "decision": "approved", "restricted": "on", "confirm": "on", "to": "somebody",
}  # fmt: skip


def everything_kept() -> dict[str, list[dict[str, object]]]:
    """All rows of the server but those of the log."""
    kept = [model for model in apps.get_app_config("saylau").get_models() if not model.__name__.startswith("Audit")]
    rows = {model.__name__: list(model._default_manager.order_by("pk").values()) for model in kept}
    for account in rows["User"]:
        del account["last_login"]
    return rows


def test_a_post_by_whoever_may_not_changes_nothing(world: dict[str, object], visitors: dict[str, User | None]) -> None:
    before = everything_kept()
    for name, row in ROWS.items():
        if name in OWN_ACCOUNT or name.startswith(("account_", "mfa_", "public_")):
            continue
        address = reverse(name, kwargs={key: world[value] for key, value in row.given.items()})
        for who in ("nobody", "stranger", "auditor", "documenter"):
            user = visitors[who]
            if row.expected[who] not in (302, 401, 404) or (who == "documenter" and row.expected[who] != 404):
                continue
            client = browser(user) if user else Client()
            client.raise_request_exception = False
            for method in (client.post, client.put, client.delete):
                answer = method(address, TOLD) if method is client.post else method(address)
                assert answer.status_code in (302, 401, 404, 405), (name, who)
        assert everything_kept() == before, name
