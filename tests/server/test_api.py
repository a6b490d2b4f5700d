"""The API: the doors of the pages, for programs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saylau.errors import CaseRefused
from saylau.records.folder import read_files
from saylau.records.kinds import KINDS
from saylau.server.access.models import Token, User
from saylau.server.access.roles import Role
from saylau.server.access.tokens import make_token, offered_to
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.jobs.worker import work_once
from saylau.server.store.models import Case
from tests.server.conftest import FILES
from tests.server.people import person

SOURCE = {"kind": "source", "cells": {"id": "ledger", "title": "A ledger", "grade": "B", "interest": "media"}}


class Program:
    """A program with a token."""

    def __init__(self, user: User, case: Case, *actions: str) -> None:
        self.case = case
        text = make_token(user, case, "program", actions or offered_to(user, case), 1)
        self.client = Client(headers={"Authorization": f"Bearer {text}"})

    def address(self, path: str = "") -> str:
        return f"/api/v1/cases/{self.case.slug}{path}"

    def get(self, path: str, **query: str) -> Any:
        return self.client.get(self.address(path), query)

    def send(self, path: str, body: object, **headers: str) -> Any:
        return self.client.post(self.address(path), json.dumps(body), "application/json", headers=headers)

    def put(self, path: str, body: object, **headers: str) -> Any:
        return self.client.put(self.address(path), json.dumps(body), "application/json", headers=headers)


@pytest.fixture
def program(analyst: User, case: Case) -> Program:
    return Program(analyst, case)


def test_a_stranger_gets_nothing_but_the_way_to_a_token(case: Case) -> None:
    answer = Client().get("/api/v1/cases")
    assert (answer.status_code, answer.json()["code"]) == (401, "no_token")
    assert Client(headers={"Authorization": "Bearer x"}).get("/api/v1/cases").status_code == 401


def test_a_signed_in_browser_is_a_stranger_to_the_api(case: Case, analyst: User) -> None:
    client = Client()
    client.force_login(analyst, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/api/v1/cases").status_code == 401


def test_a_fact_is_entered_read_changed_and_submitted(program: Program) -> None:
    made = program.send("/facts", SOURCE | {"submit": False})
    assert (made.status_code, made.json()["state"], made["ETag"]) == (201, "draft", '"1"')
    uid = made.json()["uid"]
    cells = SOURCE["cells"] | {"title": "The ledger"}  # type: ignore[operator]
    changed = program.put(f"/facts/{uid}", {"cells": cells}, **{"If-Match": made["ETag"]})
    assert changed.json()["cells"]["title"] == "The ledger"
    submitted = program.send(f"/facts/{uid}/steps/submit", {}, **{"If-Match": changed["ETag"]})
    assert submitted.json()["state"] == "submitted"
    steps = [revision["step"] for revision in program.get(f"/facts/{uid}/revisions").json()]
    assert steps == ["created", "changed", "submit"]


def test_whoever_was_overtaken_is_told_so(program: Program) -> None:
    uid = program.send("/facts", SOURCE).json()["uid"]
    answer = program.put(f"/facts/{uid}", {"cells": SOURCE["cells"]}, **{"If-Match": '"7"'})
    assert (answer.status_code, answer.json()["code"]) == (412, "stale")
    assert program.put(f"/facts/{uid}", {"cells": SOURCE["cells"]}).status_code == 412


def test_the_same_request_twice_makes_one_fact_and_the_key_with_another_body_is_refused(program: Program) -> None:
    first = program.send("/facts", SOURCE, **{"Idempotency-Key": "a"})
    again = program.send("/facts", SOURCE, **{"Idempotency-Key": "a"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["uid"] == again.json()["uid"]
    cells: Any = SOURCE["cells"]
    fewer = {name: text for name, text in cells.items() if name != "interest"}
    for other in ({"cells": cells | {"title": "Other"}}, {"cells": cells | {"note": "more"}}, {"cells": fewer}):
        assert program.send("/facts", SOURCE | other, **{"Idempotency-Key": "a"}).status_code == 422
    assert program.send("/facts", SOURCE | {"submit": False}, **{"Idempotency-Key": "a"}).status_code == 422


def test_the_api_says_of_a_wrong_row_what_the_reader_of_folders_says(program: Program) -> None:
    cells = {
        "id": "first",
        "name": "First",
        "level": "royal",
        "early": "perhaps",
        "poll": "2019-02-30",
        "source": "papr",
    }
    answer = program.send("/facts", {"kind": "election", "cells": cells})
    row = ",".join(cells.values())
    table = f"{','.join(cells)},locator\n{row},\n"
    with pytest.raises(CaseRefused) as refused:
        read_files({n: t.encode() for n, t in FILES.items()} | {"election.csv": table.encode()})
    of_folder = {(p.column, p.value, p.why, p.right) for p in refused.value.problems if p.file == "election.csv"}
    of_api = {(p["column"], p["value"], p["why"], p["right"]) for p in answer.json()["problems"]}
    assert answer.status_code == 422
    assert of_api == of_folder


def test_a_token_reaches_no_further_than_its_case_its_actions_and_its_owner(
    case: Case, analyst: User, program: Program
) -> None:
    reading = Program(analyst, case, "case.read", "fact.read")
    assert reading.get("/facts").status_code == 200
    assert reading.send("/facts", SOURCE).status_code == 404
    other = Case.objects.create(slug="other", title="Other", info=case.info)
    assert program.client.get(f"/api/v1/cases/{other.slug}/facts").status_code == 404
    analyst.memberships.update(role=Role.REVIEWER)
    assert program.send("/facts", SOURCE).status_code == 404
    analyst.memberships.all().delete()
    assert program.get("/facts").status_code == 404


def test_a_fact_of_another_case_is_not_found(program: Program, case: Case) -> None:
    other = Case.objects.create(slug="other", title="Other", info=case.info)
    somebody = person("somebody", other, Role.ANALYST)
    uid = Program(somebody, other).send("/facts", SOURCE).json()["uid"]
    assert program.get(f"/facts/{uid}").status_code == 404


def test_a_revoked_token_opens_nothing(program: Program) -> None:
    Token.objects.update(revoked_at="2020-01-01T00:00Z")
    assert program.get("/facts").status_code == 401


def test_facts_come_in_pages(program: Program) -> None:
    first = program.get("/facts", limit="2").json()
    rest = program.get("/facts", limit="2", after=first["next"]).json()
    assert (len(first["facts"]), len(rest["facts"]), rest["next"]) == (2, 1, "")


def test_what_was_searched_for_stands_in_the_part_of_the_log_that_can_be_erased(program: Program) -> None:
    program.get("/facts", q="somebody")
    event = AuditEvent.objects.get(verb="search")
    assert "somebody" not in json.dumps(AuditEvent.objects.values().get(pk=event.pk))
    assert AuditDetail.objects.get(seq=event.seq).content == {"asked": "somebody"}


def test_a_file_is_brought_checked_and_imported(program: Program) -> None:
    table = SimpleUploadedFile("sources.csv", b"id,title,grade,interest\nledger,A ledger,B,media\n")
    brought = program.client.post(program.address("/imports"), {"file": table})
    assert brought.status_code == 201
    assert work_once("test")
    uid = brought.json()["uid"]
    assert program.get(f"/imports/{uid}").json()["changes"]["new"]["count"] == 1
    assert program.send(f"/imports/{uid}/apply", {}).status_code == 202
    assert work_once("test")
    assert program.case.facts.filter(name="ledger").exists()


def test_the_description_has_a_schema_for_each_kind(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    assert {f"cells.{kind}" for kind in KINDS} <= described.keys()
    assert described["cells.election"]["required"] == ["id", "name", "level", "early", "poll", "source"]


@pytest.mark.parametrize("text", ["a\0b", "x" * 400])
def test_words_that_cannot_be_searched_for_are_refused(program: Program, text: str) -> None:
    assert program.get("/facts", q=text).status_code in (400, 422)


def test_a_request_that_is_too_large_is_told_so_in_the_form_of_the_api(
    program: Program, settings: LazySettings
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
    answer = program.send("/facts", {"kind": "source", "cells": {"id": "a" * (1 << 20)}})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
