"""Consents, mandates and what else is entered of people, word for word or not at all."""

from __future__ import annotations

import os

import pytest

from saylau.vault.entries import Authority, Consent, Purpose, Revocation, Situation
from saylau.vault.vault import vault_path
from tests.vault.desk import DAY, GIVEN, Desk
from tests.vault.desk import desk as desk

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="vaults are unlocked for these tests")


def test_entries_are_added_as_they_were_given(desk: Desk) -> None:
    paper = desk.folder.parent / "consent.txt"
    paper.write_bytes(b"signed")
    code, out, err = desk.runs(
        "vault", "grant", desk.case, "P-0001", "--purpose", "share in confidence", "--body", "centre", "--until",
        "2026-12-31", "--given-by", "guardian", "--relation", "mother", "--child-agrees", "--manner", "recorded",
        "--language", "kk", "--explained", "risks", "--in-custody", "--paper", str(paper), "--on", GIVEN,
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert "P-0001: agreed on 2026-03-01 to share in confidence (for: centre), until 2026-12-31" in out
    last = desk.vault().entries("P-0001")[-1]
    assert isinstance(last, Consent)
    assert (last.purposes, last.bodies, last.relation) == ((Purpose.SHARE,), ("centre",), "mother")
    assert last.child_agrees
    assert last.in_custody
    assert last.paper
    desk.runs("vault", "authorise", desk.case, "P-0001", "--attorney", "centre", "--body", "hrc", "--on", GIVEN)
    desk.runs("vault", "authorise", desk.case, "P-0001", "--revoke", "--on", DAY)
    desk.runs("vault", "situation", desk.case, "P-0001", "--on", DAY)
    assert [type(e) for e in desk.vault().entries("P-0001")[-3:]] == [Authority, Revocation, Situation]


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("grant", "CASE", "P-0001"), 2, "name what for with --purpose"),
        (("grant", "CASE", "P-0001", "--purpose", "everything"), 2, "write one of store"),
        (("grant", "CASE", "P-0001", "--purpose", "share"), 2, "name them: --body"),
        (("grant", "CASE", "P-0001", "--purpose", "store", "--until", "soon"), 2, "year-month-day"),
        (("grant", "CASE", "P-0001", "--purpose", "store", "--until", "2025-12-31", "--on", DAY), 2, "lies before"),
        (("grant", "CASE", "P-0077", "--purpose", "store"), 2, "the vault holds nothing under P-0077"),
        (("grant", "CASE", "P-0001", "--purpose", "store", "--paper", "none.pdf"), 2, "no file none.pdf"),
        (("authorise", "CASE", "P-0001"), 2, "name who may act"),
        (("withdraw", "CASE", "P-0077"), 2, "the vault holds nothing under P-0077"),
        (("withdraw", "CASE", "P-0001", "--on", "2199-01-01"), 2, "at once"),
        (("released", "CASE", "none.html"), 2, "no file none.html"),
        (("released", "CASE", "case/case.toml", "--numbers", "P-0077"), 2, "the vault holds nobody under P-0077"),
        (("released", "CASE", "case/case.toml", "--numbers", "P-0001", "--tells", "all"), 2, "write some of number"),
    ],
)
def test_a_wrong_entry_is_refused_and_nothing_is_written(
    desk: Desk, words: tuple[str, ...], code: int, why: str
) -> None:
    before = vault_path(desk.folder).read_bytes()
    got, _, err = desk.runs("vault", *(desk.case if word == "CASE" else word for word in words))
    assert (got, why in err) == (code, True), err
    assert vault_path(desk.folder).read_bytes() == before


@pytest.mark.parametrize("words", [("grant", "--purpose", "share"), ("authorise", "--attorney", "centre")])
def test_a_body_that_nobody_knows_is_refused_unless_it_is_meant_as_written(desk: Desk, words: tuple[str, ...]) -> None:
    verb, *more = words
    before = vault_path(desk.folder).read_bytes()
    code, _, err = desk.runs("vault", verb, desk.case, "P-0001", *more, "--body", "centr")
    assert (code, "neither the case nor a form knows centr; nothing was written" in err) == (2, True)
    assert "Organisations of the case: " in err
    assert "centre" in err
    assert vault_path(desk.folder).read_bytes() == before
    for known in (("--body", "wgad"), ("--body", "centr", "--unknown-body")):
        assert desk.runs("vault", verb, desk.case, "P-0001", *more, *known)[0] == 0


def test_a_day_that_the_calendar_does_not_have_is_no_slip_of_form(desk: Desk) -> None:
    for option in ("--on", "--until"):
        _, _, err = desk.runs("vault", "grant", desk.case, "P-0001", "--purpose", "store", option, "2026-02-30")
        assert f"{option} 2026-02-30: there is no such day in the calendar" in err
    _, _, err = desk.runs("report", desk.case, "--on", "30.02.2026")
    assert "--on 30.02.2026: write a day as year-month-day" in err


def test_a_form_that_names_a_body_nobody_knows_says_so(desk: Desk) -> None:
    desk.folder.with_name("form.toml").write_text(
        '[[person]]\non = "2026-03-01"\nname = [{ text = "Invented-Nine Testov" }]\n[[person.consent]]\n'
        'purposes = ["store", "share in confidence"]\nbodies = ["centr", "wgad"]\n',
        "utf-8",
    )
    code, _, err = desk.runs("vault", "add", desk.case, "--from", "form.toml", "--no-row")
    assert code == 0, err
    assert "knows the body centr; mind its spelling" in err
    assert "wgad" not in err
