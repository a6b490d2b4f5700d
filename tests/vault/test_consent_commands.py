"""Consent on the command line: entered, taken back, asked by every verb that prints or writes something of the case."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from saylau.cli.gated import vault_beside
from saylau.cli.vault.case import mark
from saylau.vault import session
from saylau.vault.entries import Release, Withdrawal
from saylau.vault.vault import vault_path
from tests.casework.gated_case import PEOPLE, family, word
from tests.vault.desk import ALL, DAY, GIVEN, Desk
from tests.vault.desk import desk as desk

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="vaults are unlocked for these tests")


LOCKED = [
    ("report", "CASE", "--format", "json"),
    ("findings", "CASE"),
    ("findings", "CASE", "--json"),
    ("explain", "CASE", "data.sources:case"),
    ("questions", "CASE"),
    ("followup", "CASE", "CASE"),
    ("diff", "CASE", "CASE"),
]


@pytest.mark.parametrize("verb", LOCKED, ids=lambda words: " ".join(words[:3]))
def test_with_a_locked_vault_a_verb_is_refused_and_says_what_to_do(desk: Desk, verb: tuple[str, ...]) -> None:
    session.forget(vault_path(desk.folder))
    code, out, err = desk.runs(*(desk.case if word == "CASE" else word for word in verb))
    assert code == 6
    assert out == ""
    assert "case.vault beside the case is locked" in err
    assert f"saylau vault unlock {desk.case}" in err
    assert "--without-people" in err
    assert not Path("out").exists()


def test_without_people_a_report_is_built_though_the_vault_is_locked(desk: Desk) -> None:
    session.forget(vault_path(desk.folder))
    code, _, err = desk.runs("report", desk.case, "--format", "json", "--without-people")
    assert code == 0
    assert "every private person was left out" in err
    written = Path("out/invented/invented.json").read_text("utf-8")
    assert not any(word(n) in written or n in written for n in PEOPLE)
    assert "Everything told of private people was left out" in written


def test_the_same_day_gives_the_same_bytes_and_the_day_stands_in_the_report(desk: Desk) -> None:
    for number in PEOPLE:
        desk.grant(number)
    first = desk.json()
    assert first == desk.json()
    assert "What private people agreed to was taken as it stood on" in first


def test_who_is_left_out_is_told_by_number_on_the_terminal(desk: Desk) -> None:
    for number in PEOPLE[2:]:
        desk.grant(number)
    desk.grant("P-0001", "--purpose", "store")
    _, _, err = desk.runs("findings", desk.case, "--on", DAY)
    assert "not in the vault, so nothing was granted, and left out: P-0009" in err
    assert "no consent to keep and analyse that stands on the day, so left out: P-0001, P-0002" in err
    assert "nvented" not in err


def test_a_name_is_printed_only_when_asked_for(desk: Desk) -> None:
    for number in PEOPLE:
        desk.grant(number, *(ALL if number == "P-0001" else ALL[:6]))
    assert family("P-0001") not in desk.json()
    named = desk.json("--name-consenting")
    assert f"{family('P-0001')} Anna" in named
    assert not any(family(number) in named for number in PEOPLE[1:])


def test_a_consent_withdrawn_is_in_nothing_built_after_and_what_had_left_is_listed(desk: Desk) -> None:
    for number in PEOPLE:
        desk.grant(number)
    before = desk.json("--name-consenting")
    built = desk.folder.parent / "out" / "invented.json"
    code, out, err = desk.runs("vault", "released", desk.case, str(built), "--on", DAY)
    assert (code, err) == (0, "")
    assert "to public on 2026-06-01: 6 people recorded: P-0001, P-0002" in out
    code, out, _ = desk.runs("vault", "withdraw", desk.case, "p-0001", "--on", "2026-06-02")
    assert code == 0
    assert "2026-06-01  to public: invented.json, telling: case number, name" in out
    assert "To be built anew, without the person:\n  invented.json" in out
    asked = Path("out/invented/removal/P-0001-public.md").read_text("utf-8")
    assert "P-0001" in asked
    assert family("P-0001") not in asked
    assert isinstance(desk.vault().entries("P-0001")[-1], Withdrawal)
    # Though the report is asked for of a day on which the consent still stood.
    after = desk.json("--name-consenting")
    assert family("P-0001") in before
    assert not any(part in after for part in (family("P-0001"), word("P-0001"), "P-0001"))


def test_a_problem_in_the_case_stops_no_withdrawal_and_only_the_requests_wait(desk: Desk) -> None:
    desk.grant("P-0001")
    built = desk.folder.parent / "letter.md"
    built.write_text("P-0001", "utf-8")
    desk.runs("vault", "released", desk.case, str(built), "--on", DAY)
    with (desk.folder / "person.csv").open("a", encoding="utf-8") as rows:
        rows.write("unfinished\n")
    code, out, err = desk.runs("vault", "withdraw", desk.case, "P-0001", "--on", "2026-06-02")
    assert code == 4
    assert "P-0001: withdrew on 2026-06-02: everything" in out
    assert "The withdrawal stands" in err
    assert isinstance(desk.vault().entries("P-0001")[-1], Withdrawal)
    code, out, err = desk.runs("vault", "authorise", desk.case, "P-0001", "--revoke", "--body", "nobody")
    assert code == 0
    assert "nobody is no organisation of the case" in err


def test_a_withdrawal_before_the_consent_says_that_it_takes_nothing_back(desk: Desk) -> None:
    desk.grant("P-0001")
    _, _, err = desk.runs("vault", "withdraw", desk.case, "P-0001", "--on", "2026-02-28")
    assert err == "note: consent given after that day stands: of 2026-03-01\n"
    _, _, err = desk.runs("vault", "withdraw", desk.case, "P-0001", "--on", "2026-03-01")
    assert err == ""


def test_a_withdrawal_of_one_purpose_lists_what_rested_on_it_alone(desk: Desk) -> None:
    desk.grant("P-0001", "--purpose", "share", "--body", "centre")
    desk.grant("P-0001")
    paper = desk.folder.parent / "letter.md"
    paper.write_text("P-0001", encoding="utf-8")
    desk.runs("vault", "released", desk.case, str(paper), "--to", "centre", "--on", DAY)
    desk.runs("vault", "released", desk.case, str(paper), "--on", DAY)
    _, out, _ = desk.runs("vault", "withdraw", desk.case, "P-0001", "--purpose", "share", "--on", "2026-06-02")
    assert "to centre: letter.md" in out
    assert "to public" not in out
    assert sorted(p.name for p in Path("out/invented/removal").iterdir()) == ["P-0001-centre.md"]
    assert "# To: Centre" in Path("out/invented/removal/P-0001-centre.md").read_text("utf-8")


def test_a_file_that_was_entered_twice_is_asked_back_once(desk: Desk) -> None:
    desk.grant("P-0001", "--purpose", "share", "--body", "centre")
    paper = desk.folder.parent / "letter.md"
    paper.write_text("P-0001", encoding="utf-8")
    for also in ((), ("--numbers", "P-0001", "--tells", "name", "--left-already")):
        desk.runs("vault", "released", desk.case, str(paper), "--to", "centre", *also, "--on", DAY)
    _, out, _ = desk.runs("vault", "withdraw", desk.case, "P-0001", "--on", "2026-06-02")
    assert out.count("to centre: letter.md") == 2
    assert Path("out/invented/removal/P-0001-centre.md").read_text("utf-8").count("letter.md") == 1


def test_a_file_may_not_go_out_that_tells_more_than_was_agreed_to_and_what_left_already_is_recorded(
    desk: Desk,
) -> None:
    paper = desk.folder.parent / "page.html"
    paper.write_text(f"<p>{family('P-0002')}</p>", encoding="utf-8")
    code, _, err = desk.runs("vault", "released", desk.case, str(paper), "--on", DAY)
    assert code == 5
    assert "page.html may not go to public: P-0002: consent to publication of the name was never given." in err
    assert family("P-0002") not in err
    assert not any(isinstance(e, Release) for e in desk.vault().entries("P-0002"))
    code, _, _ = desk.runs("vault", "released", desk.case, str(paper), "--on", DAY, "--left-already")
    assert code == 0
    last = desk.vault().entries("P-0002")[-1]
    assert isinstance(last, Release)
    assert (last.granted, last.fields, last.note) == ((), ("name",), "it left without a consent that covers it")


def test_a_pdf_is_recorded_by_the_numbers_that_are_named(desk: Desk) -> None:
    desk.grant("P-0001")
    paper = desk.folder.parent / "paper.pdf"
    paper.write_bytes(b"%PDF-")
    code, _, err = desk.runs("vault", "released", desk.case, str(paper), "--on", DAY)
    assert code == 2
    assert "name them with --numbers" in err
    code, out, _ = desk.runs("vault", "released", desk.case, str(paper), "--on", DAY, "--numbers", "P-0001")
    assert "1 person recorded: P-0001" in out


def test_a_name_in_prose_stops_the_report_and_tells_the_place(desk: Desk) -> None:
    (desk.folder / "text").mkdir()
    (desk.folder / "text" / "summary.en.md").write_text(f"It was {family('P-0003')}.\n", encoding="utf-8")
    code, _, err = desk.runs("report", desk.case, "--format", "json", "--on", DAY)
    assert code == 5
    assert "text/summary.en.md" in err
    assert family("P-0003") not in err


def test_the_earlier_version_needs_the_day_of_its_consents(desk: Desk) -> None:
    code, _, err = desk.runs("report", desk.case, "--format", "json", "--earlier", desk.case)
    assert code == 2
    assert "--earlier-on" in err
    assert desk.json("--earlier", desk.case, "--earlier-on", "2026-04-01")


def test_a_merged_folder_gets_the_vault_beside_it_too(desk: Desk) -> None:
    code, out, _ = desk.runs("merge", desk.case, desk.case, "--out", "merged")
    assert code == 0
    assert Path("merged.vault").read_bytes() == vault_path(desk.folder).read_bytes()
    assert "A copy of case.vault stands beside it" in out
    code, _, err = desk.runs("findings", "merged")
    assert (code, "locked" in err) == (6, True)


def test_what_ran_out_since_the_day_asked_of_is_not_built_as_of_that_day(desk: Desk) -> None:
    code, _, err = desk.runs("vault", "grant", desk.case, "P-0001", *ALL, "--on", GIVEN, "--until", DAY)
    assert code == 0, err
    code, out, err = desk.runs("report", desk.case, "--format", "json", "--on", DAY)
    assert (code, out) == (6, "")
    assert "does not stand today: P-0001" in err
    assert desk.runs("report", desk.case, "--format", "json")[0] == 0


def test_a_copy_of_the_case_without_its_vault_lets_nobody_out(desk: Desk) -> None:
    mark(desk.folder)
    shutil.copytree(desk.folder, "copy")
    code, out, err = desk.runs("report", "copy", "--format", "json")
    assert (code, out) == (6, "")
    assert "put the vault back beside it" in err
    assert desk.runs("report", "copy", "--format", "json", "--without-people")[0] == 0


def test_the_package_of_a_report_holds_only_what_may_be_shown_and_needs_no_vault(desk: Desk) -> None:
    mark(desk.folder)
    desk.grant("P-0001")
    desk.json()
    shutil.copy("out/invented.zip", "sent.zip")
    assert desk.runs("findings", "sent.zip")[0] == 0


def test_a_mark_stands_once_after_the_id_and_leaves_the_rest(desk: Desk) -> None:
    before = (desk.folder / "case.toml").read_text("utf-8").splitlines()
    mark(desk.folder)
    mark(desk.folder)
    after = (desk.folder / "case.toml").read_text("utf-8").splitlines()
    assert after.count('vault = "yes"') == 1
    assert [line for line in after if not line.startswith("vault")] == [
        line for line in before if not line.startswith("vault")
    ]


def test_the_vault_beside_a_package_of_the_same_name_is_found_as_beside_the_folder(desk: Desk) -> None:
    (desk.folder.parent / "case.zip").write_bytes(b"")
    assert vault_beside(desk.case) == vault_beside(str(desk.folder.parent / "case.zip")) == vault_path(desk.folder)
    assert vault_beside("kazakhstan-2019") is None


def test_contradicting_options_are_refused(desk: Desk) -> None:
    for other in (("--on", DAY), ("--name-consenting",)):
        code, _, err = desk.runs("report", desk.case, "--without-people", *other)
        assert (code, other[0] in err) == (2, True)
    code, _, err = desk.runs("findings", desk.case, "--on", "June")
    assert (code, "year-month-day" in err) == (2, True)


def test_findings_as_json_are_those_of_the_report(desk: Desk) -> None:
    for number in PEOPLE[:3]:
        desk.grant(number)
    _, out, _ = desk.runs("findings", desk.case, "--json", "--on", DAY)
    listed = {found["id"] for found in json.loads(out)}
    assert listed
    built = desk.json()
    assert all(name in built for name in listed)
