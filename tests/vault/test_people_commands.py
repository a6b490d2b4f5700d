"""People who come into a vault, by a form or by questions, and their rows in the case."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from saylau.errors import VaultError
from saylau.records.fact import Display
from saylau.records.kinds import Person
from saylau.records.locate import open_case
from saylau.vault import file
from saylau.vault.entries import Consent, GivenBy, ListEntry, NameWritten, Purpose
from saylau.vault.vault import vault_path
from tests.vault.invented import DAY, person
from tests.vault.users import FORM, User
from tests.vault.users import unlocked as unlocked
from tests.vault.users import user as user

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="vaults are unlocked for these tests")


def test_people_get_numbers_and_rows_in_the_case_and_no_name_is_printed(unlocked: User) -> None:
    code, out, _ = unlocked.runs("add", unlocked.case, "--from", "form.toml", "--source", "s1")
    assert code == 0
    assert "P-0008: 2 entries" in out
    assert "P-0007: 1 entry" in out
    assert [line.split(",")[0] for line in unlocked.has("person.csv").splitlines()] == ["id", "p-0008", "p-0007"]
    rows = {fact.id: fact for fact in open_case(unlocked.case).all(Person)}
    assert [(f.record.name, f.source, f.display) for f in rows.values()] == [
        ("P-0008", "s1", Display.NUMBER), ("P-0007", "s1", Display.NUMBER)
    ]  # fmt: skip
    assert "Canary" not in out
    assert not any("Canary" in path.read_text("utf-8") for path in unlocked.folder.iterdir())
    assert unlocked.vault().entries("P-0008")[0] == NameWritten(on=DAY, text="Canary Testov")


def test_rows_that_stand_in_the_table_stay(unlocked: User) -> None:
    before = "\ufeffid;name;gender;source\nada;Ada Invented;woman;s1\np-0007;P-0007;;s1"
    (unlocked.folder / "person.csv").write_text(before, "utf-8")
    assert unlocked.runs("add", unlocked.case, "--from", "form.toml", "--source", "s1")[0] == 0
    assert [line.split(",")[:4] for line in unlocked.has("person.csv").splitlines()[1:]] == [
        ["ada", "Ada Invented", "woman", "s1"], ["p-0007", "P-0007", "", "s1"], ["p-0008", "P-0008", "", "s1"]
    ]  # fmt: skip


def test_into_a_case_with_problems_people_go_without_rows_or_not_at_all(unlocked: User) -> None:
    (unlocked.folder / "person.csv").write_text("id,name,source\nada,Ada Invented,nobody\n")
    before = vault_path(unlocked.folder).read_bytes()
    code, _, err = unlocked.runs("add", unlocked.case, "--from", "form.toml", "--source", "s1")
    assert (code, "Nothing was added: the case holds problems." in err) == (4, True)
    assert vault_path(unlocked.folder).read_bytes() == before
    assert unlocked.runs("add", unlocked.case, "--from", "form.toml", "--no-row")[0] == 0
    assert unlocked.vault().numbers() == ("P-0001", "P-0002", "P-0007", "P-0008")


def test_people_without_a_row_are_told_of_as_after_a_command_that_was_killed_between_the_two(unlocked: User) -> None:
    (unlocked.folder.parent / "form.toml").write_text(FORM, "utf-8")
    unlocked.monkeypatch.chdir(unlocked.folder.parent)
    unlocked.runs("add", unlocked.case, "--from", "form.toml", "--no-row")
    _, out, _ = unlocked.runs("show", unlocked.case)
    assert "without a row in person.csv, so that the case tells nothing of them: P-0001, P-0002, P-0007, P-0008" in out


def test_where_the_vault_refuses_the_case_gets_no_rows(unlocked: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*given: object) -> str:
        raise VaultError("no room")

    monkeypatch.setattr(file, "write", refuses)
    code, _, err = unlocked.runs("add", unlocked.case, "--from", "form.toml", "--source", "s1")
    assert (code, "no room" in err) == (6, True)
    assert not (unlocked.folder / "person.csv").exists()


def test_a_number_that_the_case_gave_to_somebody_is_not_given_again(unlocked: User) -> None:
    (unlocked.folder / "person.csv").write_text("id,name,source\np-0040,P-0040,s1\n")
    code, out, _ = unlocked.runs("add", unlocked.case, "--from", "form.toml", "--source", "s1")
    assert code == 0
    assert "P-0041: 2 entries" in out


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "a person of the case needs a source: nothing was added. Say with --source ID"),
        (("--source", "nobody"), "'nobody' is no source of the case: nothing was added"),
    ],
)
def test_without_a_source_of_the_case_nothing_is_added(unlocked: User, options: tuple[str, ...], says: str) -> None:
    before = vault_path(unlocked.folder).read_bytes()
    code, _, err = unlocked.runs("add", unlocked.case, "--from", "form.toml", *options)
    assert code == 2
    assert says in err
    assert "s1" in err
    assert vault_path(unlocked.folder).read_bytes() == before
    assert not (unlocked.folder / "person.csv").exists()


def test_rows_can_be_left_to_the_user(unlocked: User) -> None:
    assert unlocked.runs("add", unlocked.case, "--from", "form.toml", "--no-row")[0] == 0
    assert not (unlocked.folder / "person.csv").exists()


def test_a_form_with_faults_adds_nobody_and_its_end_is_exit_code_4(unlocked: User) -> None:
    before = vault_path(unlocked.folder).read_bytes()
    Path("form.toml").write_text(FORM.replace('text = "Canary Testova"', 'sort = "Canary"'))
    code, _, err = unlocked.runs("add", unlocked.case, "--from", "form.toml", "--no-row")
    assert code == 4
    assert "person 2, name, text: is missing" in err
    assert "Canary" not in err
    assert vault_path(unlocked.folder).read_bytes() == before


def test_to_somebody_who_is_there_one_adds_only_on_purpose(unlocked: User) -> None:
    Path("form.toml").write_text(FORM.replace("P-0007", "P-0001"))
    code, _, err = unlocked.runs("add", unlocked.case, "--from", "form.toml", "--no-row")
    assert (code, "P-0001 is in the vault already; nothing was added" in err) == (2, True)
    code, out, _ = unlocked.runs("add", unlocked.case, "--from", "form.toml", "--no-row", "--more")
    assert (code, "P-0001: 1 entry more" in out) == (0, True)
    assert unlocked.vault().entries("P-0001") == (*person("Invented-One"), NameWritten(on=DAY, text="Canary Testova"))


def test_the_series_of_list_entries_is_not_for_people(unlocked: User) -> None:
    Path("form.toml").write_text(FORM.replace("P-0007", "E-0007"))
    code, _, err = unlocked.runs("add", unlocked.case, "--from", "form.toml", "--no-row")
    assert (code, "the series E is that of list entries" in err) == (2, True)


def test_a_form_comes_from_standard_input(unlocked: User) -> None:
    assert unlocked.runs("add", unlocked.case, "--from", "-", "--no-row", typed=FORM)[0] == 0
    assert unlocked.vault().entries("P-0008")[0] == NameWritten(on=DAY, text="Canary Testov")


def test_the_empty_form_needs_no_vault(user: User) -> None:
    code, out, _ = user.runs("add", "--blank")
    assert code == 0
    assert out.startswith("# Persons for the vault.")


def test_without_a_terminal_and_without_a_form_there_is_nobody_to_ask(unlocked: User) -> None:
    code, _, err = unlocked.runs("add", unlocked.case)
    assert (code, "name a form with --from FILE" in err) == (2, True)


def test_questions_in_a_terminal_make_the_same_entries_as_a_form(unlocked: User) -> None:
    answers = [
        "p50", "P-0050", "2026-03-01", "Testov", "en", "Invented-Five", "", "male", "man", "1980", "", "", "", "",
        "letter", "1 Invented Street", "", "y", "", "maybe", "yes", "", "", "", "", "", "un-hrc, osce", "guardian",
        "aunt", "y", "in a year", "2027-03-01", "", "en", *["y"] * 7, "", "", "told in one line",
    ]  # fmt: skip
    code, out, _ = unlocked.runs(
        "add", unlocked.case, "--no-row", typed="".join(f"{answer}\n" for answer in answers), terminal=True
    )
    assert (code, out) == (0, "P-0050: 6 entries\n")
    by_kind = {entry.kind: entry for entry in unlocked.vault().entries("P-0050")}
    consent = by_kind["consent"]
    assert isinstance(consent, Consent)
    assert consent.purposes == (Purpose.STORE, Purpose.SHARE)
    assert consent.bodies == ("un-hrc", "osce")
    assert len(consent.explained) == 7
    assert (consent.given_by, consent.relation, consent.child_agrees) == (GivenBy.GUARDIAN, "aunt", True)
    assert consent.until == date(2027, 3, 1)
    assert set(by_kind) == {"name", "identity", "contact", "consent", "account"}


def test_sharing_is_left_out_of_consent_and_a_mandate_out_altogether_where_no_body_is_named(unlocked: User) -> None:
    answers = [*[""] * 2, "Testov", *[""] * 9, "letter", "", *["", "", "y"], *[""] * 5, "", "office", "", "told"]
    code, out, err = unlocked.runs(
        "add", unlocked.case, "--no-row", typed="".join(f"{answer}\n" for answer in answers), terminal=True
    )
    assert (code, out) == (0, "P-0003: 2 entries\n")
    assert "Without a body, sharing and naming are left out." in err
    assert {entry.kind for entry in unlocked.vault().entries("P-0003")} == {"name", "account"}


def test_answers_that_end_too_early_add_nobody(unlocked: User) -> None:
    code, _, err = unlocked.runs("add", unlocked.case, "--no-row", typed="P-0050\n\nTestov\n", terminal=True)
    assert (code, "standard input ended" in err) == (2, True)
    assert unlocked.vault().numbers() == ("P-0001", "P-0002")


def test_the_entries_of_a_list_get_handles_of_their_own(unlocked: User) -> None:
    (unlocked.folder / "people_list.csv").write_text("id,name\nlist-a,A list\n")
    Path("list.csv").write_text("name,person\nInvented-One Testov,P-0001\nInvented-Six Testov,\n")
    code, out, _ = unlocked.runs(
        "add", unlocked.case, "--list", "list-a", "--from", "list.csv", "--on", "2026-03-01"
    )  # fmt: skip
    assert (code, out) == (0, "2 entries of list-a: E-0001 to E-0002\n")
    assert unlocked.vault().entries("E-0002") == (ListEntry(on=DAY, list="list-a", name="Invented-Six Testov"),)
    code, _, err = unlocked.runs("add", unlocked.case, "--list", "list-b", "--from", "list.csv")
    assert (code, "no such list in people_list.csv; it holds list-a" in err) == (2, True)
