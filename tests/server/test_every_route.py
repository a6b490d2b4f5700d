"""Every address of the server, visited by everybody: as who is not signed in, as a stranger, and in each role.

A new address without a row in `tests.server.routes.ROWS` fails: add a line there with the answers expected.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from saylau.records.folder import read_files
from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.evidence.models import Evidence
from saylau.server.exchange.models import Import
from saylau.server.exchange.opening import open_as_new_case
from saylau.server.jobs.models import Job
from saylau.server.publish.models import Release
from saylau.server.review.models import Signature
from saylau.server.store.facts import add_fact
from saylau.server.store.models import Case
from tests.server.conftest import FILES
from tests.server.people import browser, person
from tests.server.routes import ROWS, WHO, Row


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """The name of every address, with its space where it has one."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from names(one, f"{one.namespace}:" if one.namespace else space)
        elif one.name:
            yield space + one.name


PARTS = 4
"""Worlds that are made for the visits; one for each address would take most of the time."""


@pytest.fixture
def world(case: Case) -> dict[str, object]:
    """The things that addresses name, by the name by which a row asks for them."""
    writer = person("writer", case, Role.ANALYST)
    cells = {"id": "senate", "name": "The senate", "sort": "chamber", "source": "paper", "locator": "page 2"}
    fact = add_fact(writer, case, "body", cells, submit=True)
    draft = add_fact(writer, case, "body", {"name": "The house"}, submit=False)
    job = Job.objects.create(verb="none", case=case, by=writer)
    file = Evidence.objects.create(
        case=case, sha256="0" * 64, blake2b="1" * 64, size=1, name="letter.txt", received_by=writer
    )
    brought = Import.objects.create(case=case, name="case.zip", sha256="0" * 64, state="refused", by=writer)
    signed = Signature.objects.create(
        case=case, place=1, finding="finance.shares:case", hash="0" * 16, reviewer="writer", day=date(2030, 9, 1),
        decision="approved", state="signed", signed_by=writer,
    )  # fmt: skip
    release = Release.objects.create(case=case, number=1, built_by=writer)
    return {
        "evidence": file.uid, "import": brought.uid, "signature": signed.uid, "release": release.uid,
        "slug": case.slug, "fact": fact.uid, "draft": draft.uid, "thing": fact.thing, "job": job.uid,
        "somebody": writer.uid, "nothing": "0" * 20, "no number": 987654, "bundled": "kazakhstan-2019",
        "kind": "body", "chapter": "summary", "language": "en", "path": "index.html", "file": "letter.docx",
    }  # fmt: skip


@pytest.fixture
def visitors(case: Case) -> dict[str, User | None]:
    """Everybody, by the name in `WHO`. The stranger works in another case, with every role."""
    stranger = person("stranger")
    read = case_of_others(stranger)
    assert read.slug != case.slug
    found: dict[str, User | None] = {"nobody": None, "stranger": stranger}
    found |= {str(role): person(str(role), case, role) for role in Role}
    found["auditor"] = person("auditor", auditor=True)
    found["administrator"] = person("administrator", administrator=True)
    return found


def case_of_others(by: User) -> Case:
    """Another case, in which a person has every role."""
    other = {name: text.replace("invented-2030", "another-2030").encode() for name, text in FILES.items()}
    return open_as_new_case(by, read_files(other))


def answers(row: Row, name: str, world: dict[str, object], visitors: dict[str, User | None]) -> dict[str, int]:
    """What each visitor gets. What a visit changes is undone before the next."""
    address = reverse(name, kwargs={key: world[value] for key, value in row.given.items()})
    found = {}
    for who in WHO:
        user = visitors[who]
        client = browser(user) if user else Client()
        client.raise_request_exception = False
        cache.clear()
        with transaction.atomic():
            answer = client.get(address) if row.method == "GET" else client.post(address, row.data)
            transaction.set_rollback(True)
        found[who] = answer.status_code
    return found


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    there = set(names(get_resolver()))
    assert sorted(there - set(ROWS)) == [], "these addresses have no row in tests/server/routes.py; add one each"
    assert sorted(set(ROWS) - there) == [], "these rows have no address any more; take them out"


@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_gets_the_answer_that_the_table_says(
    part: int, world: dict[str, object], visitors: dict[str, User | None]
) -> None:
    for name in sorted(ROWS)[part::PARTS]:
        assert {name: answers(ROWS[name], name, world, visitors)} == {name: ROWS[name].expected}
