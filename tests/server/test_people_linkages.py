"""Linkages built in the browser: groups in the vault, numbers in the case, and what changes when built anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.cache import cache

from saylau.casework.linkages import hash_of, latest
from saylau.server.access.locking import lock_everything
from saylau.server.access.models import User
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.audit.verify import verify
from saylau.server.store.context import GONE
from saylau.server.store.facts import add_fact, step_fact
from saylau.server.store.models import Case, Fact
from saylau.values import When
from saylau.vault.age import Key
from saylau.vault.entries import ListEntry, Withdrawal
from saylau.vault.vault import COMMON, LISTED
from tests.server.people import browser, confirm
from tests.server.vaults import PEOPLE, entries, make_vault, unlocked, vault_of

LINKAGES, PAIRS = f"{PEOPLE}linkages/", f"{PEOPLE}pairs/"


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    cache.clear()
    yield
    lock_everything()


def entry(of: str, name: str, born: str = "", number: str = "") -> ListEntry:
    family, given = name.split()
    return ListEntry(
        on=date(2030, 6, 1), list=of, family=family, given=given, place="Nowhere", day=When.parse("2030-05-01"),
        born=When.parse(born) if born else None, person=number,
    )  # fmt: skip


@pytest.fixture
def key(case: Case, lawyer: User) -> Key:
    """Two lists of two: one pair surely of one person, one entry a list alone. Four entries, three people."""
    key = make_vault(lawyer, case, entries())
    vault = vault_of(case, key)
    for listed in (
        entry("one", "Inventova Asel", "1980-02-03", "P-0001"), entry("two", "Inventova Asel", "1980-02-03"),
        entry("one", "Nobodyev Marat", "1991"), entry("two", "Someonesky Daniyar", "1975"),
    ):  # fmt: skip
        vault.add(vault.new_handle(LISTED), listed)
    vault.save()
    for name in ("one", "two"):
        cells = {
            "id": name,
            "name": f"List {name}",
            "source": "paper",
            "locator": "p. 1",
            "unit": "people",
            "entries": "2",
        }
        add_fact(lawyer, case, "people_list", cells, submit=True)
    return key


def rows(case: Case, kind: str) -> dict[str, Fact]:
    return {fact.thing: fact for fact in case.facts.filter(kind=kind).exclude(state__in=GONE)}


def test_an_analyst_builds_the_usual_linkages_and_the_case_gets_numbers_for_review(
    case: Case, key: Key, analyst: User
) -> None:
    client = unlocked(analyst, case, key)
    assert client.post(LINKAGES, {}).status_code == 302
    page = client.get(LINKAGES).content.decode()
    assert "Invento" not in page
    known = latest(vault_of(case, key).entries(COMMON))
    assert sorted(known) == ["loose", "middle", "strict"]
    assert known["strict"].clusters == (("E-0001", "E-0002"), ("E-0003",), ("E-0004",))
    made = rows(case, "linkage")
    assert sorted(made) == ["linkage-loose", "linkage-middle", "linkage-strict"]
    strict = made["linkage-strict"]
    assert (strict.body["people"], strict.body["entries"], strict.state) == ("3", "4", "submitted")
    assert strict.body["hash"] == hash_of(known["strict"])
    told = {f.body["lists"].replace(" ", ""): f.body["number"] for f in rows(case, "overlap").values()
            if f.body["linkage"] == "linkage-strict"}  # fmt: skip
    assert told == {"one": "1", "two": "1", "one;two": "1"}
    assert case.facts.get(kind="source", name="linkage").created_by == analyst
    event = AuditEvent.objects.get(verb="link.build")
    assert sorted(AuditDetail.objects.get(seq=event.seq).content["linkages"]) == ["loose", "middle", "strict"]
    assert verify().kind is None


def test_built_anew_rows_are_changed_and_what_is_over_is_withdrawn(
    case: Case, key: Key, analyst: User, reviewer: User
) -> None:
    client = unlocked(analyst, case, key)
    client.post(LINKAGES, {"name": "strict"})
    strict = rows(case, "linkage")["linkage-strict"]
    step_fact(reviewer, strict, "accept", strict.revision)
    before = {f.body["lists"].replace(" ", ""): f for f in rows(case, "overlap").values()}
    assert client.post(LINKAGES, {}).status_code == 302
    strict.refresh_from_db()
    assert strict.proposed is None
    verdict = {"one": "E-0001", "other": "E-0002", "verdict": "different", "reason": "two people after all"}
    assert client.post(PAIRS, verdict).status_code == 302
    assert "build it anew" in client.get(LINKAGES).content.decode()
    client.post(LINKAGES, {})
    strict.refresh_from_db()
    assert strict.proposed is not None
    assert strict.body["people"] == "3"
    assert strict.proposed["people"] == "4"
    after = {f.body["lists"].replace(" ", ""): f for f in rows(case, "overlap").values()}
    assert {lists: f.body["number"] for lists, f in after.items()} == {"one": "2", "two": "2"}
    assert after["one"].pk == before["one"].pk
    gone = Fact.objects.get(pk=before["one;two"].pk)
    assert (gone.state, gone.thing not in {f.thing for f in after.values()}) == ("withdrawn", True)
    back = verdict | {"verdict": "same", "reason": "it is one person, see the passport"}
    assert client.post(PAIRS, back).status_code == 302
    client.post(LINKAGES, {})
    again = {f.body["lists"].replace(" ", ""): f for f in rows(case, "overlap").values()}
    assert {lists: f.body["number"] for lists, f in again.items()} == {"one": "1", "two": "1", "one;two": "1"}
    assert again["one;two"].thing != gone.thing


def test_a_person_who_takes_back_analysis_is_in_no_linkage_any_more(case: Case, key: Key, analyst: User) -> None:
    client = unlocked(analyst, case, key)
    client.post(LINKAGES, {"name": "strict"})
    vault = vault_of(case, key)
    vault.add("P-0001", Withdrawal(on=date.today()))
    vault.save()
    assert "may not be analysed any more" in client.get(LINKAGES).content.decode()
    assert client.post(LINKAGES, {}).status_code == 302
    held = repr(latest(vault_of(case, key).entries(COMMON)))
    assert "E-0001" not in held
    assert rows(case, "linkage")["linkage-strict"].body["people"] == "3"


def test_what_does_not_do_is_told_and_nothing_is_written(case: Case, key: Key, analyst: User) -> None:
    client = unlocked(analyst, case, key)
    for told in (
        {"name": "own"}, {"threshold": "5"}, {"name": "own", "threshold": "-9"}, {"name": "Testov", "threshold": "9"},
        {"name": "тест", "threshold": "9"}, {"lists": "three"},
    ):  # fmt: skip
        assert client.post(LINKAGES, told).status_code == 422, told
    assert not vault_of(case, key).entries(COMMON)
    case.facts.filter(kind="people_list", thing="two").update(state="withdrawn")
    assert client.post(LINKAGES, {"name": "strict"}).status_code == 422
    assert not vault_of(case, key).entries(COMMON)
    assert not rows(case, "linkage")
    assert not AuditEvent.objects.filter(verb="link.build").exists()


def test_who_judges_sees_linkages_and_only_analysts_build(
    case: Case, key: Key, lawyer: User, documenter: User, reviewer: User, editor: User, stranger: User
) -> None:
    for user in (lawyer, documenter, reviewer):
        client = unlocked(user, case, key)
        page = client.get(LINKAGES)
        assert page.status_code == 200
        assert "an analyst" in page.content.decode()
        assert client.post(LINKAGES, {}).status_code == 403
    for user in (editor, stranger):
        assert unlocked(user, case, key).get(LINKAGES).status_code == 404
    assert confirm(browser(lawyer), lawyer).get(LINKAGES).status_code == 423
    assert not vault_of(case, key).entries(COMMON)


def test_a_pair_is_looked_at_by_its_entries_though_it_does_not_wait(case: Case, key: Key, analyst: User) -> None:
    client = unlocked(analyst, case, key)
    assert "No pair waits" in client.get(PAIRS).content.decode()
    page = client.get(f"{PAIRS}?one=E-0002&other=E-0001").content.decode()
    assert "E-0001 – E-0002" in page
    assert "Inventova" not in page
    assert "no pair that you may see" in client.get(f"{PAIRS}?one=E-0001&other=E-0099").content.decode()
