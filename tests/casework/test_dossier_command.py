"""`saylau dossier` on the command line: a form filled from a folder and its vault, or what is missing."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from saylau.cli import main
from saylau.records.folder import write_folder
from saylau.vault import session
from saylau.vault.age import Key
from saylau.vault.entries import Withdrawal
from saylau.vault.vault import open_with, vault_path
from tests.casework.person import NUMBER, SECRETS, case, entries
from tests.vault.invented import vault_at

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="vaults are unlocked for these tests")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the verb on the case of the invented person, who is P-0042 in a vault that opens."""
    folder, key = tmp_path / "case", Key.new()
    write_folder(case(), folder)
    vault = vault_at(vault_path(folder), key=key)
    vault.add(NUMBER, *entries())
    vault.save()
    monkeypatch.setattr(session, "opened", lambda path: open_with(path, key))

    def run(*words: str, withdraw: bool = False) -> tuple[int, str, str]:
        if withdraw:
            opened = open_with(vault_path(folder), key)
            opened.add(NUMBER, Withdrawal(on=date(2026, 11, 20)))
            opened.save()
        code = main(["dossier", *(word.replace("CASE", str(folder)) for word in words), "--on", "2026-11-22"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_the_forms_are_listed_without_a_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossier", "--forms"]) == 0
    said = capsys.readouterr().out
    assert "wgad: Working Group on Arbitrary Detention" in said
    assert "urgent-appeal" in said


def test_a_dossier_is_written_in_two_languages_with_its_worksheet(dossier: Run, tmp_path: Path) -> None:
    who = NUMBER.lower()
    code, said, _ = dossier("CASE", "--form", "wgad", "--person", who, "--lang", "en,ru", "--format", "docx,json")
    assert code == 0
    assert "can be built\nParts that the lawyer writes: 5. Each page is marked as a draft until then" in said
    assert "--to wgad --on 2026-11-22 --numbers P-0042 --tells number,name,particulars --to-government" in said
    assert sorted(path.name for path in (tmp_path / "case-dossiers").iterdir()) == [
        "P-0042.wgad.en.docx", "P-0042.wgad.en.json", "P-0042.wgad.ru.docx", "P-0042.wgad.ru.json",
        "P-0042.wgad.worksheet.en.docx", "P-0042.wgad.worksheet.ru.docx",
    ]  # fmt: skip


def test_what_is_printed_names_nobody(dossier: Run) -> None:
    _, said, _ = dossier("CASE", "--form", "hrc", "--person", NUMBER, "--missing")
    assert [secret for secret in SECRETS if secret in said] == []
    assert "24 May 2024" in said


def test_only_the_worksheet_is_written_where_only_what_is_missing_is_asked_for(dossier: Run, tmp_path: Path) -> None:
    code, _, _ = dossier("CASE", "--form", "wgad", "--person", NUMBER, "--missing", "--out", str(tmp_path / "papers"))
    assert code == 0
    assert [path.name for path in (tmp_path / "papers").glob("*.json")] == []
    assert all("worksheet" in path.name for path in (tmp_path / "papers").iterdir())


def test_a_blocked_dossier_ends_with_the_list_and_a_code_of_its_own(dossier: Run, tmp_path: Path) -> None:
    code, said, error = dossier("CASE", "--form", "wgad", "--person", NUMBER, withdraw=True)
    assert code == 5
    assert "consent withdrawn" in " ".join(said.split())
    assert "build a draft for the lawyer with --draft" in error
    assert all("worksheet" in path.name for path in (tmp_path / "case-dossiers").iterdir())


def test_a_draft_of_a_blocked_one_holds_nothing_that_was_withdrawn(dossier: Run, tmp_path: Path) -> None:
    code, said, _ = dossier(
        "CASE", "--form", "wgad", "--person", NUMBER, "--draft", "--format", "json", withdraw=True
    )  # fmt: skip
    [draft] = (tmp_path / "case-dossiers").glob("*.json")
    text = draft.read_text(encoding="utf-8")
    assert code == 0
    assert [secret for secret in SECRETS if secret in text + said] == []


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("CASE", "--form", "wgad"), 2, "--person is missing"),
        (("CASE", "--form", "wgab", "--person", NUMBER), 2, "no form 'wgab'"),
        (("CASE", "--form", "wgad", "--person", "P-0043"), 2, "no 'P-0043' in the vault of case"),
        (("CASE", "--form", "wgad", "--person", NUMBER, "--format", "odt"), 2, "formats are docx, pdf, json"),
        (("CASE", "--form", "wgad", "--person", NUMBER, "--to", "nowhere"), 2, "does not go to 'nowhere'"),
        (("kazakhstan-2019", "--form", "wgad", "--person", NUMBER), 2, "comes with saylau and has no vault"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_can(dossier: Run, words: tuple[str, ...], code: int, error: str) -> None:
    found, _, said = dossier(*words)
    assert (found, error in said) == (code, True)


def test_the_files_are_for_their_owner_alone(dossier: Run, tmp_path: Path) -> None:
    dossier("CASE", "--form", "osce", "--person", NUMBER, "--format", "json")
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "case-dossiers").iterdir()} == {0o600}


def test_a_language_in_which_the_body_takes_no_form_is_told(dossier: Run) -> None:
    _, said, _ = dossier("CASE", "--form", "wgad", "--person", NUMBER, "--lang", "ru", "--format", "json")
    assert "Form wgad is taken in en, fr, es; the paper in ru is for reading." in said


def test_an_urgent_appeal_for_what_is_over_is_warned_of(dossier: Run) -> None:
    code, _, error = dossier("CASE", "--form", "urgent-appeal", "--person", NUMBER, "--missing")
    assert code == 0
    assert "warning: the record does not tell that it goes on: A release is recorded. Send it as a letter" in error
    assert "warning" not in dossier("CASE", "--form", "wgad", "--person", NUMBER, "--missing")[2]


def test_an_attorney_whom_no_power_of_attorney_names_is_told_with_those_that_are_named(dossier: Run) -> None:
    words = ("CASE", "--form", "osce", "--person", NUMBER, "--missing", "--attorney")
    code, _, error = dossier(*words, "centr")
    assert (code, "no power of attorney in the vault names whoever is written there" in error) == (2, True)
    assert "those that are there name: centre. Mind the spelling" in error
    assert dossier(*words, "centre")[0] == 0
