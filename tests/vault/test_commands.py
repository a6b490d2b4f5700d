"""`saylau vault` on the command line: made, filled, shown, erased, recovered; and what each refuses."""

from __future__ import annotations

import io
import json
import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from saylau.cli import main
from saylau.cli.vault import app as commands
from saylau.errors import VaultError, WrongKey
from saylau.records.fact import Display
from saylau.records.kinds import Person
from saylau.records.locate import open_case
from saylau.vault import file, session
from saylau.vault.age import new_identity, unwrap_with_recovery
from saylau.vault.entries import Consent, GivenBy, ListEntry, NameWritten, Purpose, Release
from saylau.vault.vault import Vault, open_with, vault_path
from tests.records.folders import SOUND
from tests.vault.invented import DAY, PASSPHRASE, RECOVERY, person, vault_at

FORM = """
[[person]]
on = 2026-03-01
[[person.name]]
text = "Canary Testov"
[[person.consent]]
purposes = ["store", "share in confidence"]
bodies = ["un-hrc"]

[[person]]
number = "P-0007"
on = 2026-03-01
[[person.name]]
text = "Canary Testova"
"""
NEW_PASSPHRASE = "another lamp orbit walnut"

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="vaults are unlocked for these tests")


class Terminal(io.StringIO):
    """Standard input at which somebody sits."""

    def isatty(self) -> bool:
        return True


@dataclass
class User:
    """Somebody with one case who runs `saylau vault`."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def runs(self, *words: str, typed: str = "", terminal: bool = False) -> tuple[int, str, str]:
        """Exit code, output and error output of a verb of `saylau vault`; `typed` is standard input."""
        self.monkeypatch.setattr(sys, "stdin", Terminal(typed) if terminal else io.StringIO(typed))
        code = main(["vault", *words])
        said = self.capsys.readouterr()
        return code, said.out, said.err

    @property
    def case(self) -> str:
        return str(self.folder)

    def has(self, name: str) -> str:
        """A file of the case."""
        return (self.folder / name).read_text("utf-8")

    def vault(self) -> Vault:
        """The vault as its file holds it; it has to be unlocked."""
        key = session.kept(vault_path(self.folder))
        assert key is not None
        return open_with(vault_path(self.folder), key)


@pytest.fixture
def user(tmp_path: Path, in_memory: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> User:
    """A user whose case holds an election and two sources."""
    folder = tmp_path / "case"
    folder.mkdir()
    for name in ("case.toml", "sources.csv", "election.csv"):
        (folder / name).write_bytes(SOUND[name])
    (tmp_path / "form.toml").write_text(FORM)
    monkeypatch.chdir(tmp_path)
    return User(folder, capsys, monkeypatch)


@pytest.fixture
def unlocked(user: User) -> User:
    """The same with a vault of two invented people that is unlocked."""
    path = vault_path(user.folder)
    session.keep(path, vault_at(path, person("Invented-One"), person("Invented-Two"))._key)
    return user


def test_from_nothing_to_a_vault_that_is_opened_again_with_the_recovery_key(user: User) -> None:
    code, out, err = user.runs("new", user.case, typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    recovery = next(word for word in out.split() if word.startswith("AGE-SECRET-KEY-1"))
    assert code == 6
    assert "case.vault is not finished; run" in err
    assert user.runs("new", user.case, typed="AGE-SECRET-KEY-1WRONG\n" * 3)[0] == 6
    code, out, _ = user.runs("new", user.case, typed=f"{recovery[:40].lower()} {recovery[40:]}\n")
    assert (code, "is finished" in out) == (0, True)
    assert 'vault = "yes"' in (user.folder / "case.toml").read_text("utf-8")

    assert user.runs("unlock", user.case, typed=f"{PASSPHRASE}\n")[0] == 0
    assert user.runs("add", user.case, "--from", "form.toml", "--source", "s1")[0] == 0
    held = user.vault().people()

    code, out, _ = user.runs("recover", user.case, typed=f"{recovery}\n{NEW_PASSPHRASE}\n{NEW_PASSPHRASE}\n")
    assert code == 0
    assert "Older copies of the file still open with what opened them before" in out
    assert session.kept(vault_path(user.folder)) is None, "the new key is not kept before it was asked for"
    code, _, err = user.runs("unlock", user.case, typed=f"{PASSPHRASE}\n")
    assert (code, "does not open the vault" in err) == (6, True)
    assert user.runs("unlock", user.case, typed=f"{NEW_PASSPHRASE}\n")[0] == 0
    assert user.vault().people() == held
    assert sorted(held) == ["P-0007", "P-0008"]


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


def test_what_is_listed_holds_numbers_and_purposes_of_the_day_and_no_name(unlocked: User) -> None:
    code, out, _ = unlocked.runs("show", unlocked.case, "--on", "2026-03-02")
    assert code == 0
    assert "P-0001" in out
    assert "store; analyse inside" in out
    assert "Testov" not in out
    assert "(to be confirmed)" in unlocked.runs("show", unlocked.case, "--on", "2027-03-02")[1]
    assert unlocked.runs("show", unlocked.case, "--on", "2026-02-28")[1].count("none") == 2


def test_a_person_is_printed_to_a_terminal_or_on_purpose_and_never_into_a_pipe_by_mistake(unlocked: User) -> None:
    code, out, err = unlocked.runs("show", unlocked.case, "P-0001")
    assert (code, out) == (2, "")
    assert "a file or pipe would hold names unencrypted" in err
    code, out, _ = unlocked.runs("show", unlocked.case, "P-0001", "--in-the-clear")
    assert code == 0
    assert "text: Invented-One" in out
    assert "Invented-Two" not in out
    code, _, err = unlocked.runs("show", unlocked.case, "P-0099", "--in-the-clear")
    assert (code, "holds nothing under P-0099" in err) == (2, True)


def test_a_person_is_erased_once_the_number_was_typed_back(unlocked: User) -> None:
    gone = Release(on=DAY, what="letter-3.pdf", audience="un-hrc", purposes=(Purpose.SHARE,))
    vault = unlocked.vault()
    vault.add("P-0002", gone)
    vault.save()
    code, _, err = unlocked.runs("erase", unlocked.case, "P-0002", typed="P-0001\n")
    assert (code, "another number was typed; nothing was erased" in err) == (2, True)
    code, out, _ = unlocked.runs("erase", unlocked.case, "p-0002", "--on", "2026-05-02", typed="P-0002\n")
    assert code == 0
    assert "Erased: P-0002." in out
    assert "had left on 2026-03-01, to un-hrc: letter-3.pdf" in out
    assert "Older copies of case.vault still hold the person" in out
    assert unlocked.vault().numbers() == ("P-0001",)
    assert "erased: P-0002 on 2026-05-02" in unlocked.runs("show", unlocked.case)[1]


def test_an_older_copy_that_was_put_back_is_told_by_the_later_one_whom_to_erase(unlocked: User) -> None:
    path, later = vault_path(unlocked.folder), Path("later.vault")
    older = path.read_bytes()
    unlocked.runs("erase", unlocked.case, "P-0002", typed="P-0002\n")
    later.write_bytes(path.read_bytes())
    session.keep(later, unlocked.vault()._key)
    path.write_bytes(older)
    assert unlocked.vault().numbers() == ("P-0001", "P-0002")
    code, out, _ = unlocked.runs("erase", unlocked.case, "--as-in", "later.vault")
    assert (code, "1 handle erased as in later.vault: P-0002" in out) == (0, True)
    assert unlocked.vault().numbers() == ("P-0001",)


def test_locked_is_locked(unlocked: User) -> None:
    assert unlocked.runs("lock", unlocked.case)[1] == "Locked\n"
    assert unlocked.runs("lock", unlocked.case)[1] == "It was locked already\n"
    code, _, err = unlocked.runs("show", unlocked.case)
    assert (code, "Passphrase of the vault: standard input ended" in err) == (2, True)
    assert unlocked.runs("lock", "--all")[1] == "0 vaults locked\n"
    assert unlocked.runs("lock")[0] == 2


def test_a_system_that_cannot_keep_a_key_says_so_before_it_asks(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    vault_at(vault_path(user.folder))
    monkeypatch.setattr(session, "place", lambda: None)
    code, _, err = user.runs("unlock", user.case)
    assert (code, "each command asks for the passphrase instead" in err) == (6, True)


@pytest.mark.parametrize("verb", ["unlock", "show", "recover"])
def test_without_a_vault_each_verb_names_the_one_that_makes_it(user: User, verb: str) -> None:
    code, _, err = user.runs(verb, user.case)
    assert (code, "make one: saylau vault new" in err) == (6, True)


def test_a_vault_is_made_once(unlocked: User) -> None:
    code, _, err = unlocked.runs("new", unlocked.case, typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert (code, "is there already and finished; nothing was written" in err) == (2, True)
    assert unlocked.vault().numbers() == ("P-0001", "P-0002")


def test_a_weak_passphrase_makes_no_vault(user: User) -> None:
    code, _, err = user.runs("new", user.case, typed="secret\nsecret\n")
    assert (code, "easily guessed" in err) == (2, True)
    assert not vault_path(user.folder).exists()


def test_a_wrong_recovery_key_recovers_nothing(unlocked: User) -> None:
    before = vault_path(unlocked.folder).read_bytes()
    code, _, err = unlocked.runs("recover", unlocked.case, typed="AGE-SECRET-KEY-1WRONG\n")
    assert (code, "this recovery key does not open the vault" in err) == (6, True)
    code, _, err = unlocked.runs("recover", unlocked.case, typed=f"{RECOVERY}\n\n")
    assert (code, "an empty passphrase protects nothing" in err) == (2, True)
    assert vault_path(unlocked.folder).read_bytes() == before


def test_a_lost_recovery_key_is_replaced_by_a_new_one_that_is_typed_back(unlocked: User) -> None:
    key, old = new_identity(), unlocked.vault()
    unlocked.monkeypatch.setattr(commands, "new_identity", lambda: key)
    before = vault_path(unlocked.folder).read_bytes()
    code, _, err = unlocked.runs("recover", unlocked.case, "--new-key", typed="wrong\n" * 3)
    assert (code, "nothing was written and the old one still holds" in err) == (2, True)
    assert vault_path(unlocked.folder).read_bytes() == before
    typed = f"wrong\n{key}\n{NEW_PASSPHRASE}\n{NEW_PASSPHRASE}\n"
    code, out, _ = unlocked.runs("recover", unlocked.case, "--new-key", typed=typed)
    assert (code, key in out) == (0, True)
    sealed, _ = file.read(vault_path(unlocked.folder))
    assert open_with(old.path, unwrap_with_recovery(sealed.wrapped(), key)).people() == old.people()
    with pytest.raises(WrongKey):
        unwrap_with_recovery(sealed.wrapped(), RECOVERY)


def test_neither_a_bundled_case_nor_a_workbook_nor_any_folder_has_a_vault(user: User) -> None:
    code, _, err = user.runs("new", "kazakhstan-2019")
    assert (code, "comes with saylau and has no vault" in err) == (2, True)
    Path("book.xlsx").write_bytes(b"")
    for path in ("book.xlsx", "."):
        code, _, err = user.runs("new", path)
        assert (code, "a vault stands beside a case folder, and this is none" in err) == (2, True)


def test_a_case_without_an_id_gets_no_vault(user: User) -> None:
    (user.folder / "case.toml").write_text("# nothing yet\n")
    code, _, err = user.runs("new", user.case, typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert (code, "case.toml has no id" in err) == (2, True)


def test_a_day_that_there_is_not_is_refused(unlocked: User) -> None:
    code, _, err = unlocked.runs("show", unlocked.case, "--on", "2026-02-30")
    assert (code, "--on 2026-02-30: there is no such day" in err) == (2, True)
    code, _, err = unlocked.runs("show", unlocked.case, "--on", "Testov")
    assert (code, "--on: write a day as year-month-day" in err) == (2, True)


def test_the_case_is_read_as_before_while_its_vault_stands_beside_it(unlocked: User) -> None:
    """The vault, its lock and what interrupted writes leave are no files of the case."""
    unlocked.runs("show", unlocked.case)
    assert sorted(path.name for path in unlocked.folder.iterdir()) == ["case.toml", "election.csv", "sources.csv"]
    whole = json.loads(vault_path(unlocked.folder).read_bytes())
    assert set(whole) == {"about", "passphrase", "recovery", "index", "slots", "mac", "sha256"}
