"""The verb that links, from two lists in two scripts and one in Kazakh to rows of the case."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from saylau.casework.linkages import (
    PEOPLE_ONLY,
)
from saylau.casework.listed import standing
from saylau.cli import main
from saylau.records.folder import read_folder
from saylau.records.kinds import Linkage, Overlap
from saylau.vault import session
from saylau.vault.age import Key
from saylau.vault.entries import Entry, Judgement, ListEntry, Verdict, Withdrawal
from saylau.vault.vault import COMMON, LISTED, open_with, vault_path
from tests.casework.linking import agreed, listed, oracle
from tests.invented_people import LISTS, TODAY, people
from tests.records.folders import SOUND, write
from tests.vault.invented import vault_at

COLUMNS = ("name", "family", "given", "patronymic", "language", "gender", "born", "place", "day", "act", "matter")
PEOPLE_LISTS = "id,name,unit,entries,source\n" + "".join(f"{name},Invented {name},people,>=1,s1\n" for name in LISTS)


def as_csv(entries: Iterable[ListEntry]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        told = entry.model_dump(mode="json")
        writer.writerow([told[column] or "" for column in COLUMNS])
    return out.getvalue()


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case of three lists, with a vault beside it whose key is at hand."""
    folder = write(tmp_path / "case", {**SOUND, "people_list.csv": PEOPLE_LISTS.encode()})
    key = Key.new()
    vault_at(vault_path(folder), key=key)
    monkeypatch.setattr(session, "opened", lambda path: open_with(path, key))
    return folder


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def build(folder: Path, *more: str) -> Mapping[str, int]:
    """Build and read the people of each linkage from the case."""
    assert run("link", "build", folder, "--on", TODAY.isoformat(), *more) == 0
    return {f.record.name: f.record.people.exact or 0 for f in read_folder(folder).all(Linkage)}


def test_lists_in_two_scripts_and_three_languages_are_linked_from_the_command_line(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invented = people(80)
    for name in LISTS:
        file = tmp_path / f"{name}.csv"
        file.write_text(as_csv(e for e in invented.entries.values() if e.list == name), encoding="utf-8")
        assert run("vault", "add", case, "--list", name, "--from", file, "--on", TODAY.isoformat()) == 0
    assert run("link", "candidates", case) == 2
    assert "--in-the-clear" in capsys.readouterr().err
    assert run("link", "candidates", case, "--in-the-clear", "--list", "list-ru,list-en", "--most", "0") == 0
    shown = capsys.readouterr().out
    assert "Cyrillic" in shown
    assert "Latin" in shown
    assert "family name: the same by its key" in shown

    before = build(case)
    given = standing(listed(invented), {}, (), TODAY)
    for told in oracle(invented, given):
        arguments = (told.one, told.other, str(told.verdict), "--reason", "invented", "--by", "judge")
        assert run("link", "decide", case, *arguments, "--on", TODAY.isoformat()) == 0
    after = build(case)
    truly = len(set(invented.truth.values()))
    assert before["middle"] > after["middle"]
    assert after["middle"] == pytest.approx(truly, abs=2)
    overlaps = [f.record for f in read_folder(case).all(Overlap) if f.record.linkage == "linkage-middle"]
    assert sum(row.number.exact or 0 for row in overlaps) == after["middle"]
    capsys.readouterr()
    assert run("link", "show", case, "--on", TODAY.isoformat()) == 0
    shown = capsys.readouterr().out
    assert "rebuild required" not in shown
    assert not any(e.family and e.family in shown for e in invented.entries.values())


def fill(folder: Path, entries: Mapping[str, ListEntry], people: Mapping[str, Sequence[Entry]]) -> None:
    vault = session.opened(vault_path(folder))
    for handle, entry in entries.items():
        assert vault.new_handle(LISTED) == handle
        vault.add(handle, entry)
    for number, held in people.items():
        vault.add(number, *held)
    vault.save()


def test_who_takes_consent_back_leaves_no_trace_in_vault_or_case_once_it_is_built_anew(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = {
        "E-0001": ListEntry(on=TODAY, list="list-kk", name="Үлгі Тестов", person="P-0001"),
        "E-0002": ListEntry(on=TODAY, list="list-en", name="Ulgi Testov"),
        "E-0003": ListEntry(on=TODAY, list="list-en", name="Mysal Oiynov"),
    }
    fill(case, entries, {"P-0001": agreed()})
    decide = ("same", "--reason", "invented", "--by", "judge", "--on", TODAY.isoformat())
    assert run("link", "decide", case, "E-0001", "E-0002", *decide) == 0
    assert build(case) == {"strict": 2, "middle": 2, "loose": 2, PEOPLE_ONLY: 2}
    vault = session.opened(vault_path(case))
    vault.add("P-0001", Withdrawal(on=TODAY))
    vault.save()
    capsys.readouterr()
    assert run("link", "show", case, "--on", TODAY.isoformat()) == 0
    assert capsys.readouterr().out.count("rebuild required") == 4
    assert set(build(case, "--name", "middle").values()) == {1}
    held = session.opened(vault_path(case)).entries(COMMON)
    made = [entry for entry in held if entry.kind == "linkage"]
    assert len(made) == 4
    assert not any("E-0001" in entry.model_dump_json() for entry in made)
    assert "2 entries are left out" in capsys.readouterr().out


def test_to_erase_a_person_takes_their_entries_decisions_and_linkages_along(case: Path) -> None:
    entries = {
        "E-0001": ListEntry(on=TODAY, list="list-kk", name="Үлгі Тестов", person="P-0001"),
        "E-0002": ListEntry(on=TODAY, list="list-en", name="Ulgi Testov"),
    }
    fill(case, entries, {"P-0001": agreed()})
    why = ("same", "--reason", "invented", "--by", "judge", "--on", TODAY.isoformat())
    assert run("link", "decide", case, "E-0001", "E-0002", *why) == 0
    build(case)
    vault = session.opened(vault_path(case))
    assert set(vault.erase("P-0001", TODAY)) == {"P-0001", "E-0001"}
    assert vault.entries(COMMON) == ()


def test_a_decision_names_two_entries_that_may_be_looked_at(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = {
        "E-0001": ListEntry(on=TODAY, list="list-kk", name="Үлгі Тестов", person="P-0001"),
        "E-0002": ListEntry(on=TODAY, list="list-en", name="Ulgi Testov"),
    }
    fill(case, entries, {})
    why = ("same", "--reason", "invented", "--by", "judge")
    assert run("link", "decide", case, "E-0001", "E-0002", *why) == 2
    assert run("link", "decide", case, "E-0002", "E-0009", *why) == 2
    assert run("link", "decide", case, "E-0002", "E-0002", *why) == 2
    assert run("link", "decide", case, "E-0002", "E-0001", "same") == 2
    assert run("link", "decide", case) == 2
    refused = capsys.readouterr().err
    assert "does not let it be analysed" in refused
    assert "no list entry E-0009" in refused
    assert "Testov" not in refused
    assert session.opened(vault_path(case)).entries(COMMON) == ()


def test_a_case_that_cannot_be_read_again_gets_no_row_and_the_vault_no_linkage(case: Path) -> None:
    fill(case, {"E-0001": ListEntry(on=TODAY, list="list-lost", name="Ulgi Testov")}, {})
    assert run("link", "build", case) == 4
    assert session.opened(vault_path(case)).entries(COMMON) == ()
    assert not (case / "linkage.csv").exists()


def test_a_walk_through_the_pairs_saves_each_decision(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {
        "E-0001": ("list-kk", "Үлгі Тестов"),
        "E-0002": ("list-en", "Ulgi Testov"),
        "E-0003": ("list-ru", "Улги Тестов"),
    }
    fill(case, {h: ListEntry(on=TODAY, list=of, name=name) for h, (of, name) in names.items()}, {})
    typed = io.StringIO("judge\ns\nsame spelling\nx\n\nq\n")
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", typed)
    assert run("link", "decide", case) == 0
    assert "1 decision, 2 pairs left" in capsys.readouterr().out
    (told,) = session.opened(vault_path(case)).entries(COMMON)
    assert isinstance(told, Judgement)
    assert (told.verdict, told.by, told.reason) == (Verdict.SAME, "judge", "same spelling")
