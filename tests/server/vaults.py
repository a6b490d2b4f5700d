"""An invented case with people in an open vault. Nobody here exists."""

from __future__ import annotations

import time

from django.test import Client

from saylau.server.access.models import User
from saylau.server.store.facts import add_fact
from saylau.server.store.info import say_vault
from saylau.server.store.models import Case, Fact
from saylau.server.vault import keeper
from saylau.server.vault.keeper import path_of
from saylau.vault.age import Key
from saylau.vault.entries import Entry, NamePart, NameWritten
from saylau.vault.vault import Vault, open_with
from tests.server.people import browser, confirm
from tests.vault.invented import DAY, person, vault_at

PEOPLE = "/en/case/invented-2030/people/"
CYRILLIC, KAZAKH = "Тестов", "Тестұлы"
NAMES = ("Testov", CYRILLIC, KAZAKH, "Invented-One", "Invented Street")


def entries(name: str = "Invented-One", **given: object) -> tuple[Entry, ...]:
    """What the vault holds of an invented person, whose name it has in three spellings."""
    more = (
        NameWritten(on=DAY, text=CYRILLIC, part=NamePart.FAMILY, language="ru"),
        NameWritten(on=DAY, text=KAZAKH, part=NamePart.PATRONYMIC, language="kk"),
    )
    return (*person(name, **given), *more)  # type: ignore[arg-type]


def make_vault(by: User, case: Case, *people: tuple[Entry, ...]) -> Key:
    """A finished vault of a case, with people who have rows entered by somebody."""
    key = Key.new()
    path_of(case).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    vault_at(path_of(case), *people, case="invented-2030", key=key)
    say_vault(by, case)
    case.refresh_from_db()
    for place in range(1, len(people) + 1):
        row_of(by, case, f"P-{place:04d}")
    return key


def row_of(by: User, case: Case, number: str, **cells: str) -> Fact:
    """The row of a person in the case."""
    told = {"id": number.lower(), "name": number, "source": "paper", "locator": "page 1", **cells}
    return add_fact(by, case, "person", told, submit=True)


def unlocked(user: User, case: Case, key: Key) -> Client:
    """A browser in which somebody gave the password just now and has the vault open."""
    client = confirm(browser(user), user)
    keeper.hold(str(client.session.session_key), user, case, key, time.time() + 3600)
    return client


def vault_of(case: Case, key: Key) -> Vault:
    """The vault as it stands in its file."""
    return open_with(path_of(case), key)
