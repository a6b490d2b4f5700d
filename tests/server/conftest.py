"""A small case on the server, opened from a folder of invented facts, and its team."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from saylau.records.case import Case as Read
from saylau.records.folder import read_files
from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.exchange.opening import open_as_new_case
from saylau.server.store.models import Case
from tests.server.installations import remove_databases
from tests.server.people import person

CASE_TOML = """\
id = "invented-2030"
title = "An invented election"
country = "xx"
election = "election-2030"
poll = 2030-06-09
assessed = 2030-09-01
languages = ["en"]
"""
FILES = {
    "case.toml": CASE_TOML,
    "sources.csv": "id,title,grade,interest\nlaw-2030,The election law,A,government\npaper,A newspaper,B,media\n",
    "election.csv": "id,name,level,early,poll,source,locator,status\n"
    "election-2030,Election of the president,presidential,no,2030-06-09,law-2030,article 1,reviewed\n",
}


@pytest.fixture(scope="session", autouse=True)
def no_database_is_left() -> Iterator[None]:
    """What tests made beside their own database goes with them."""
    yield
    remove_databases()


@pytest.fixture
def read() -> Read:
    return read_files({name: text.encode() for name, text in FILES.items()})


@pytest.fixture
def case(db: None, read: Read) -> Case:
    return open_as_new_case(None, read)


@pytest.fixture
def documenter(case: Case) -> User:
    return person("documenter", case, Role.DOCUMENTER)


@pytest.fixture
def analyst(case: Case) -> User:
    return person("analyst", case, Role.ANALYST)


@pytest.fixture
def reviewer(case: Case) -> User:
    return person("reviewer", case, Role.REVIEWER)


@pytest.fixture
def editor(case: Case) -> User:
    return person("editor", case, Role.EDITOR)


@pytest.fixture
def lawyer(case: Case) -> User:
    return person("lawyer", case, Role.LAWYER)


@pytest.fixture
def stranger(db: None) -> User:
    """Somebody with an account and no role in the case."""
    return person("stranger")


@pytest.fixture
def administrator(db: None) -> User:
    return person("administrator", None, administrator=True)
