"""The API keeps to its own description, whatever is sent: no fault, no answer that it does not describe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from saylau.server.access.models import User
from saylau.server.access.tokens import make_token, offered_to
from saylau.server.api.app import api
from saylau.server.store.models import Case
from saylau.server.wsgi import application

CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
DESCRIBED = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
DESCRIBED.app = application
OPERATIONS = {found.ok().label: found.ok() for found in DESCRIBED.get_all_operations() if isinstance(found, Ok)}


def test_every_route_of_the_api_is_described() -> None:
    assert len(OPERATIONS) == 12


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Requests end without closing the connection on which the test's own transaction is open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


# Whoever calls the application without a server leaves its temporary files to be collected.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_one_that_is_described(label: str, case: Case, analyst: User, settings: Any) -> None:
    settings.THROTTLES = dict.fromkeys(("api", "search", "identity"), (10**6, 60))
    token = make_token(analyst, case, "any", offered_to(analyst, case), 1)
    fact = case.facts.get(name="paper")
    known = {"slug": case.slug, "uid": fact.uid}
    answers: list[int] = []

    @_few
    @given(sent=OPERATIONS[label].as_strategy())
    def try_it(sent: schemathesis.Case[Any]) -> None:
        sent.path_parameters = {name: known.get(name, value) for name, value in (sent.path_parameters or {}).items()}
        answer = sent.call_and_validate(checks=CHECKS, headers={"Authorization": f"Bearer {token}"})
        answers.append(answer.status_code)

    try_it()
    assert answers
    assert max(answers) < 500


_few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
